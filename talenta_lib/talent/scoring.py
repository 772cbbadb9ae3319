"""Axis scores by scheme: every component with its source, a range where data is missing, the box and its doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.errors import DataError
from talenta_lib.regulations import Component, Rules, Scheme, load_rules
from talenta_lib.talent.evidence import Evidence, Floats, Ints, Reading, Rows, chosen_values
from talenta_lib.talent.measures import read_instrument
from talenta_lib.talent.ninebox import kotak_of_levels, level_codes, level_names, possible_kotak
from talenta_lib.talent.roster import build_posts, build_roster
from talenta_lib.terms import AXIS_LABELS, Axis, Jenjang

GIVEN = ("performance_score", "potential_score", "kotak")
READY = "nilai jadi dari sistem asal"


@dataclass(frozen=True, eq=False)
class TalentScores:
    """What :func:`score_talent` found.

    Attributes
    ----------
    people : one row per official (scores 0-100, ranges, levels, kotak; see the data dictionary).
    readings : per (axis, component id) what was found for each official, same order as ``people``.
    scheme : the scheme used.
    """

    people: pd.DataFrame
    readings: Mapping[tuple[Axis, str], Reading]
    scheme: Scheme


def score_talent(
    tables: Mapping[str, pd.DataFrame],
    scheme: Scheme,
    *,
    as_of: dt.date,
    rules: Rules | None = None,
    roster: pd.DataFrame | None = None,
) -> TalentScores:
    """Score both axes of every official in scope and place each in a kotak.

    Parameters
    ----------
    tables : the clean tables of :func:`talenta_lib.read_tables`.
    scheme : the agency's scheme; one known only in part places people from axis scores that came with the data.
    as_of : the round's date; nothing later is looked at.
    rules, roster : made from ``as_of`` and ``tables`` where omitted (all jenjang in scope).

    A component without data is flagged, never zero: the axis becomes a range from worst to best case, and the box
    stays missing where that range crosses a cut-off. Raises ``DataError`` where nobody can be scored at all.
    Basis: PermenPANRB 3/2020 jo. 20/2025 Pasal 17 and the scheme's decree.

    >>> from talenta_lib import load_scheme, read_tables, score_talent
    >>> day = dt.date(2024, 2, 1)
    >>> intake = read_tables("data/sample/talent-pool-2024/masukan", as_of=day)
    >>> people = score_talent(intake.tables, load_scheme("bkn_411_2025"), as_of=day).people
    >>> len(people), int(people["kotak"].isin([7, 8, 9]).sum())
    (25, 11)
    """
    rules = rules or load_rules(as_of)
    if roster is None:
        roster = build_roster(tables, build_posts(tables, rules), rules, scope=list(Jenjang), as_of=as_of)
    if roster.empty:
        raise DataError(
            "Tidak ada pejabat yang dapat dinilai: tidak ada jabatan pada peta jabatan yang pemangkunya dikenal.",
            "Periksa berkas pegawai dan kolom NIP Pemangku pada peta jabatan.",
        )
    evidence = Evidence(tables, roster, as_of, rules, scheme)
    readings = {
        (axis, component.id): _read_component(evidence, component)
        for axis in Axis
        for component in scheme.axes[axis].components
        if scheme.is_complete
    }
    given = {column: _ready_value(evidence, column)[0] for column in GIVEN}
    columns: dict[str, Any] = {str(name): values for name, values in roster.reset_index(drop=True).items()}
    levels = {}
    for axis in Axis:
        scores, levels[axis] = _axis_columns(scheme, axis, readings, given[f"{axis}_score"])
        columns |= scores
    columns["talenta_score"] = _talenta_score(scheme, columns)
    settled = [_settled(*levels[axis]) for axis in (Axis.PERFORMANCE, Axis.POTENTIAL)]
    columns["kotak"] = kotak_of_levels(settled[0], settled[1], rules)
    columns["possible_kotak"] = possible_kotak(levels[Axis.PERFORMANCE], levels[Axis.POTENTIAL], rules)
    columns["missing"] = _missing_labels(scheme, readings, given)
    people = pd.DataFrame(columns | {f"given_{column}": values for column, values in given.items()}, copy=False)
    _refuse_empty(people, scheme)
    return TalentScores(people, readings, scheme)


def _refuse_empty(people: pd.DataFrame, scheme: Scheme) -> None:
    """Stop where nothing at all was assessed, or where a partial scheme has nothing to place people from."""
    has_bands = all(scheme.axes[axis].bands is not None for axis in Axis)
    if people[["performance_score", "potential_score"]].notna().any(axis=None) and has_bands:
        return
    if not scheme.is_complete:
        raise DataError(
            f"Skema {scheme.label} baru diketahui sebagian (belum diketahui: {'; '.join(scheme.missing_parts)}), "
            + (
                "dan data putaran ini tidak memuat nilai sumbu jadi (Nilai X, Nilai Y)."
                if has_bands
                else "sehingga kotaknya tidak dapat ditetapkan."
            ),
            "Pakai skema yang lengkap, atau sertakan berkas SIMATA dengan kolom Nilai X dan Nilai Y.",
        )
    raise DataError(
        "Belum ada satu pejabat pun yang nilainya lengkap pada salah satu sumbu: data asesmen atau kinerja tidak ada.",
        "Sertakan berkas asesmen dan kinerja pada putaran.yaml.",
    )


def _ready_value(evidence: Evidence, column: str, *, at_least: float = -np.inf) -> tuple[Floats, Rows, Ints]:
    """Return the newest known ready-made value of the source system per official, and where it stands."""
    rows = evidence.rows("asesmen", "assessment_date")
    rows = rows[rows.numbers(column) >= at_least]
    chosen = rows.last()
    return chosen_values(rows.numbers(column), chosen), rows, chosen


def _read_component(evidence: Evidence, component: Component) -> Reading:
    """Read a component; where its own record is missing (not merely stale) take the source system's ready value.

    A ready value below the lowest score of the instrument is no score: the source system wrote 0 for "no data".
    """
    reading = read_instrument(evidence, str(component.instrument))
    if component.given is None:
        return reading
    lowest = evidence.scheme.instrument(str(component.instrument)).minimum
    given, rows, chosen = _ready_value(evidence, component.given, at_least=lowest)
    is_filled = np.isnan(reading.score) & np.isfinite(given) & ~reading.is_stale

    def words() -> pd.DataFrame:
        table = reading.words()
        ready = evidence.reading(given, lambda: {"observed": READY, "source": (rows, chosen)}).words()
        table.loc[is_filled] = ready.loc[is_filled]
        return table

    return Reading(np.where(is_filled, given, reading.score), words, reading.is_stale, given)


def _axis_columns(
    scheme: Scheme, axis: Axis, readings: Mapping[tuple[Axis, str], Reading], given: Floats
) -> tuple[dict[str, Any], tuple[Ints, Ints]]:
    """Return the columns of one axis (score, range, core score without penguat, level), its worst and best level."""
    content = scheme.axes[axis]
    score = low = high = core = given
    if scheme.is_complete:
        parts = [(part, readings[axis, part.id].score) for part in content.components]
        limits = [scheme.instrument(str(part.instrument)) for part in content.components]
        worst = [
            np.where(np.isnan(values), limit.minimum, values) for (_, values), limit in zip(parts, limits, strict=True)
        ]
        best = [
            np.where(np.isnan(values), limit.maximum, values) for (_, values), limit in zip(parts, limits, strict=True)
        ]
        weights = [part.weight for part in content.components]
        score = _weighted(weights, [values for _, values in parts])
        low, high = _weighted(weights, worst), _weighted(weights, best)
        main = [(part.weight, values) for part, values in parts if not part.is_penguat]
        core = _weighted([weight for weight, _ in main], [values for _, values in main])
    levels = level_codes(low, content.bands), level_codes(high, content.bands)
    columns = {"score": score, "low": low, "high": high, "core_score": core, "level": level_names(_settled(*levels))}
    return {f"{axis}_{name}": values for name, values in columns.items()}, levels


def _settled(worst: Ints, best: Ints) -> Ints:
    """Return the level code where the worst and the best case agree, else -1."""
    return np.where(worst == best, worst, -1)


def _talenta_score(scheme: Scheme, columns: Mapping[str, Any]) -> Floats:
    """Return the talenta score: the axes by the percentages of the scheme; missing where it has none."""
    if not scheme.talenta:
        return np.full(len(columns["nip"]), np.nan)
    weighted = np.sum([scheme.talenta[axis] * columns[f"{axis}_score"] for axis in Axis], axis=0)
    return np.asarray(weighted / sum(scheme.talenta.values()))


def _weighted(weights: Sequence[float | None], scores: Sequence[Floats]) -> Floats:
    """Return the weighted mean of component scores; missing where one of them is."""
    fractions = np.array([float(weight or 0) for weight in weights])
    parts = [fraction * score for fraction, score in zip(fractions / fractions.sum(), scores, strict=True)]
    return np.asarray(np.round(np.sum(parts, axis=0), 9))


def _missing_labels(
    scheme: Scheme, readings: Mapping[tuple[Axis, str], Reading], given: Mapping[str, Floats]
) -> pd.api.extensions.ExtensionArray:
    """Return, per official, the labels of components without data, joined by "; "; empty text where complete."""
    labels = {(axis, part.id): part.label.lower() for axis in Axis for part in scheme.axes[axis].components}
    gaps = {labels[key]: np.isnan(reading.score) for key, reading in readings.items()}
    if not scheme.is_complete:
        gaps = {f"nilai {AXIS_LABELS[axis].lower()}": np.isnan(given[f"{axis}_score"]) for axis in Axis}
    pattern = sum(is_missing.astype("int64") << place for place, is_missing in enumerate(gaps.values()))
    patterns, which = np.unique(np.asarray(pattern), return_inverse=True)
    texts = ["; ".join(label for place, label in enumerate(gaps) if one >> place & 1) for one in patterns]
    return pd.array(np.array(texts, dtype=object)[which], dtype="string")


def component_table(scores: TalentScores) -> pd.DataFrame:
    """Return the long table person x component: observed, score, weight, contribution, source, reason if missing."""
    tables = []
    for axis in Axis:
        components = scores.scheme.axes[axis].components
        total = sum(float(component.weight or 0) for component in components)
        for component in components:
            if (axis, component.id) not in scores.readings:
                continue
            reading = scores.readings[axis, component.id].table().reset_index(names="nip")
            weight = float(component.weight or 0) / total
            tables.append(
                reading.assign(
                    axis=str(axis),
                    component=component.id,
                    label=component.label,
                    weight=weight,
                    contribution=reading["score"] * weight,
                    is_missing=reading["score"].isna(),
                    is_penguat=component.is_penguat,
                )
            )
    columns = ["nip", "axis", "component", "label", "observed", "score", "weight", "contribution", "is_missing",
               "reason", "is_penguat", "given_score", "source_file", "source_date"]  # fmt: skip
    if not tables:
        return pd.DataFrame(columns=columns)
    long = pd.concat(tables, ignore_index=True)[columns]
    return long.rename(columns={"reason": "missing_reason", "source_file": "source"})
