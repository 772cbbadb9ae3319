"""What would lift an official: the next step of each instrument, with its effect on the axis."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from talenta_lib.regulations import (
    CategoryMeasure,
    CombinedMeasure,
    Component,
    CountMeasure,
    JpmMeasure,
    NumberMeasure,
    Scheme,
)
from talenta_lib.talent.evidence import Reading
from talenta_lib.talent.ninebox import level_of
from talenta_lib.talent.scoring import TalentScores
from talenta_lib.terms import Axis

COLUMNS = ["nip", "component", "title", "text", "axis", "from_score", "to_score", "from_level", "to_level"]
EXCLUDED = frozenset({"disiplin", "bidang_ilmu"})
"""Components that no action of the coming year changes: a clean record, the field of a diploma."""


def lift_table(scores: TalentScores, development: Mapping[str, str]) -> pd.DataFrame:
    """Return, per official, the next step of each improvable component and the axis score it would give.

    A step is the next band of a count or the next category of a scale; for an assessment, half of the way to the
    maximum is not promised: those components are left to the competency gaps. An official whose axis score is not
    known has no row for that axis: completing the data comes first. Sorted by effect, largest first. Effects are
    arithmetic on the scheme, not a forecast.
    """
    scheme = scores.scheme
    rows = [
        row
        for (axis, component_id), reading in scores.readings.items()
        for row in _component_lifts(scores, axis, _component(scheme, axis, component_id), reading, development)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    for side in ("from", "to"):
        for axis in Axis:
            members = table["axis"] == axis
            levels = level_of(table.loc[members, f"{side}_score"], scheme.axes[axis].bands)
            table.loc[members, f"{side}_level"] = levels
    table["gain"] = table["to_score"] - table["from_score"]
    table = table[table["gain"] > 0].sort_values(["nip", "gain", "component"], ascending=[True, False, True])
    return table.reset_index(drop=True)


def _component(scheme: Scheme, axis: Axis, component_id: str) -> Component:
    """Return the component of an axis by id."""
    return next(part for part in scheme.axes[axis].components if part.id == component_id)


def _component_lifts(
    scores: TalentScores, axis: Axis, component: Component, reading: Reading, development: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return the lift rows of one component for all officials whose axis score is known."""
    steps = _steps(scores.scheme, str(component.instrument))
    if not steps or component.id in EXCLUDED:
        return []
    total = sum(float(part.weight or 0) for part in scores.scheme.axes[axis].components)
    weight = float(component.weight or 0) / total
    base = scores.people[f"{axis}_score"].to_numpy(dtype=float)
    rows = []
    for nip, score, start in zip(scores.people["nip"], reading.score, base, strict=True):
        step = next((after for before, after in steps if before <= score < after), None)
        if step is None or pd.isna(start):
            continue
        rows.append({
            "nip": nip, "component": component.id, "title": component.label,
            "text": development.get(str(component.instrument), development.get(component.id, "")),
            "axis": str(axis), "from_score": start, "to_score": start + weight * (step - score),
            "from_level": None, "to_level": None,
        })  # fmt: skip
    return rows


def _steps(scheme: Scheme, instrument_id: str) -> list[tuple[float, float]]:
    """Return the (score, next score) pairs of an instrument that rises in steps; empty for a continuous one."""
    measure = scheme.instrument(instrument_id).measure
    if isinstance(measure, (NumberMeasure, JpmMeasure, CombinedMeasure)):
        return []
    if isinstance(measure, (CategoryMeasure, CountMeasure)):
        return list(pairwise(sorted(set(measure.scores()))))
    return []
