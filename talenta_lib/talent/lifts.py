"""What would lift an official: missing data first, then the next step of each instrument with its effect."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.regulations import (
    CategoryMeasure,
    CombinedMeasure,
    CompetencyPointsMeasure,
    Component,
    CountMeasure,
    JpmMeasure,
    NumberMeasure,
    Scheme,
)
from talenta_lib.talent.evidence import Reading
from talenta_lib.talent.ninebox import level_of
from talenta_lib.talent.scoring import TalentScores
from talenta_lib.terms import AXIS_LABELS, Axis, join_words

COLUMNS = [
    "nip", "component", "title", "text", "axis", "from_score", "to_score", "from_level", "to_level", "is_missing",
]  # fmt: skip
EXCLUDED = frozenset({"disiplin", "bidang_ilmu"})
"""Components that no action of the coming year changes: a clean record, the field of a diploma."""
EXPIRED, UNTAKEN, UNRECORDED = "expired", "untaken", "unrecorded"
ACTIONS: Final = {EXPIRED: "ikuti asesmen ulang", UNTAKEN: "ikuti asesmen", UNRECORDED: "lengkapi data"}
"""Why a component is missing (an assessment that no longer counts, none at all, no record) and what mends it."""


def lift_table(scores: TalentScores, development: Mapping[str, str]) -> pd.DataFrame:
    """Return, per official, the next step of each improvable component and the axis score it would give.

    A step is the next band of a count or the next category of a scale; for an assessment, half of the way to the
    maximum is not promised: those components are left to the competency gaps. An official whose axis score is not
    known has one row for that axis (``is_missing``): completing the data comes first, and ``from_score`` to
    ``to_score`` is the range that the axis is known to lie in. Such rows stand first, then the largest effect.
    Effects are arithmetic on the scheme, not a forecast.
    """
    scheme = scores.scheme
    rows = [row for axis in Axis for row in _missing_rows(scores, axis)]
    rows += [
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
    ascending = {"nip": True, "is_missing": False, "gain": False, "component": True}
    table = table[table["gain"] > 0].sort_values(list(ascending), ascending=list(ascending.values()))
    return table.reset_index(drop=True)


def _missing_rows(scores: TalentScores, axis: Axis) -> list[dict[str, object]]:
    """Return one row for each official who lacks a component of an axis: what completes it, and the range till then."""
    lacking: dict[int, list[tuple[str, Component]]] = {}
    for (side, component_id), reading in scores.readings.items():
        if side != axis:
            continue
        component = _component(scores.scheme, axis, component_id)
        otherwise = UNTAKEN if _is_assessment(scores.scheme, str(component.instrument)) else UNRECORDED
        for lacks in np.flatnonzero(np.isnan(reading.score)):
            lacking.setdefault(int(lacks), []).append((EXPIRED if reading.is_stale[lacks] else otherwise, component))
    rows: list[dict[str, object]] = []
    for place, parts in lacking.items():
        person = scores.people.iloc[place]
        rows.append({
            "nip": person["nip"], "component": parts[0][1].id, "title": _what_to_do(axis, [why for why, _ in parts]),
            "text": _what_is_missing(parts), "axis": str(axis), "from_score": person[f"{axis}_low"],
            "to_score": person[f"{axis}_high"], "from_level": None, "to_level": None, "is_missing": True,
        })  # fmt: skip
    return rows


def _what_to_do(axis: Axis, causes: list[str]) -> str:
    """Return the step that completes an axis: "Ikuti asesmen ulang dan lengkapi data potensial"."""
    needed = [why for why in ACTIONS if why in causes and not (why == UNTAKEN and EXPIRED in causes)]
    said = join_words([ACTIONS[why] for why in needed])
    said += f" {AXIS_LABELS[axis].lower()}" * (UNRECORDED in needed)
    return said[0].upper() + said[1:]


def _what_is_missing(parts: list[tuple[str, Component]]) -> str:
    """Return which components are missing: "Kedaluwarsa: penilaian potensi. Belum ada: pendidikan formal."."""
    groups = {"Kedaluwarsa": (EXPIRED,), "Belum ada": (UNTAKEN, UNRECORDED)}
    labels = {
        said: [part.label[0].lower() + part.label[1:] for why, part in parts if why in causes]
        for said, causes in groups.items()
    }
    return " ".join(f"{said}: {join_words(names)}." for said, names in labels.items() if names)


def _is_assessment(scheme: Scheme, instrument_id: str) -> bool:
    """Return whether an instrument is read from an assessment of competencies or potential."""
    measure = scheme.instrument(instrument_id).measure
    if isinstance(measure, CombinedMeasure):
        return all(_is_assessment(scheme, part) for part in measure.of)
    if isinstance(measure, (JpmMeasure, CompetencyPointsMeasure)):
        return True
    return isinstance(measure, NumberMeasure) and measure.table == "asesmen"


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
            "from_level": None, "to_level": None, "is_missing": False,
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
