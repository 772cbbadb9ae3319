"""The closed set of measures by which an instrument reads a score from the clean tables.

Each measure is a function ``(Evidence, model) -> readings``. Which instrument uses which measure, with which
scale, is data: ``regulations/instruments.yaml`` and the scheme files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.regulations import (
    ActingMeasure,
    CategoryMeasure,
    CombinedMeasure,
    CompetencyPointsMeasure,
    CountMeasure,
    FieldMatchMeasure,
    JpmMeasure,
    NumberMeasure,
    ScoreBand,
    ServiceYearsMeasure,
    VarietyMeasure,
)
from talenta_lib.talent.evidence import (
    Evidence,
    competency_levels,
    definitive_history,
    full_years,
    last_per_person,
    matching,
    readings,
    say,
    valid_assessments,
    with_stale,
)
from talenta_lib.terms import format_number


def read_category(evidence: Evidence, measure: CategoryMeasure) -> pd.DataFrame:
    """Score a category by its scale: the latest, the best or the worst row of a window.

    Where the scale has ``tidak_ada`` and a person's rows all lie outside the window, that is what was found.
    """
    scale = measure.scale
    every = matching(evidence.dated(measure.table, measure.date_column), measure.where)
    every = every[every[measure.column].notna()]
    inside = evidence.inside(every, measure.window_years, measure.window)
    inside = inside.assign(score=inside[measure.column].map(scale).astype("float64"))
    if measure.under_way_score is not None:
        inside["score"] = inside["score"].mask(inside["end_date"] >= evidence.today, measure.under_way_score)
    inside = inside[inside["score"].notna()].assign(badness=-inside["score"])
    order = {"latest": [], "best": ["score"], "worst": ["badness"]}[measure.take]
    found = last_per_person(inside, [*order, "event_date"])
    observed = found[measure.column].map({code: say(code) for code in scale}).astype("string")
    if measure.date_column == "year":
        observed = observed + " " + found["year"].astype("string")
    found = found.assign(observed=observed, code=found[measure.column])
    if "tidak_ada" in scale:
        outside = last_per_person(every[~every["nip"].isin(found.index)], ["event_date"])
        outside = outside.assign(score=scale["tidak_ada"], observed="Tidak ada dalam masa hitung", code="tidak_ada")
        found = pd.concat([found, outside])
    return readings(evidence, found)


def read_count(evidence: Evidence, measure: CountMeasure) -> pd.DataFrame:
    """Score how many rows fall in a window; a row of the none category is a verified zero, no row is missing."""
    every = evidence.dated(measure.table, measure.date_column)
    counted = matching(evidence.inside(every, measure.window_years, measure.window), measure.where)
    counted = counted[counted[measure.none_column] != measure.none_category]
    found = last_per_person(every, ["event_date"])
    count = counted["nip"].value_counts().reindex(found.index).fillna(0)
    observed = count.astype(int).astype("string") + " dokumen"
    return readings(evidence, found.assign(score=band_scores(count, measure.bands), observed=observed))


def band_scores(values: pd.Series, bands: Sequence[ScoreBand]) -> pd.Series:
    """Score values by bands of ``at_least`` and ``score``; lower bounds are inclusive, negative values missing."""
    ordered = sorted(bands, key=lambda band: band.at_least)
    position = np.searchsorted([band.at_least for band in ordered], values.to_numpy(dtype=float), side="right") - 1
    scores = np.array([band.score for band in ordered])[np.maximum(position, 0)]
    return pd.Series(np.where((position >= 0) & values.notna(), scores, np.nan), index=values.index)


def read_number(evidence: Evidence, measure: NumberMeasure) -> pd.DataFrame:
    """Read a ready 0-100 score: the latest row that carries it (an assessment only while it is valid)."""
    rows, stale = evidence.dated(measure.table, measure.date_column), pd.Series(dtype="datetime64[ns]")
    if measure.validity:
        rows, stale = valid_assessments(evidence)
    found = last_per_person(rows[rows[measure.column].notna()], ["event_date"])
    observed = found[measure.column].map(format_number).astype("string")
    return with_stale(readings(evidence, found.assign(score=found[measure.column], observed=observed)), stale)


def read_jpm(evidence: Evidence, measure: JpmMeasure) -> pd.DataFrame:
    """Compute JPM = 100 * sum(level) / sum(required), capped at 100 unless ``cap`` is "none"."""
    levels, required, rows = competency_levels(evidence)
    jpm = 100 * levels.sum(axis=1, skipna=False) / required.sum(axis=1)
    if measure.cap == "total":
        jpm = jpm.clip(upper=100)
    return _assessment_readings(evidence, rows, jpm)


def read_competency_points(evidence: Evidence, measure: CompetencyPointsMeasure) -> pd.DataFrame:
    """Score competencies by their own points: min(level / required, 1) * points, rescaled to 0-100."""
    levels, required, rows = competency_levels(evidence)
    points = pd.Series(measure.points)
    reached = (levels / required).clip(upper=1)[points.index.to_list()]
    return _assessment_readings(evidence, rows, 100 * (reached * points).sum(axis=1, skipna=False) / points.sum())


def _assessment_readings(evidence: Evidence, rows: pd.DataFrame, scores: pd.Series) -> pd.DataFrame:
    """Wrap scores that come from an assessment."""
    observed = scores.map(lambda score: f"JPM {format_number(score)}", na_action="ignore")
    found = rows.assign(score=scores, observed=observed)
    return with_stale(readings(evidence, found), valid_assessments(evidence)[1])


def read_service_years(evidence: Evidence, measure: ServiceYearsMeasure) -> pd.DataFrame:
    """Score the full calendar years since a person first held the present jenjang (or the present post)."""
    history = definitive_history(evidence)
    present = evidence.roster.set_index("nip")
    if measure.of == "jenjang":
        history = history[history["jenjang"] == history["nip"].map(present["jenjang"])]
        start = history.groupby("nip")["start_date"].min()
    else:
        start = present["jabatan_start_date"].dropna()
    years = full_years(start, evidence.as_of)
    source = last_per_person(history, ["event_date"]).reindex(start.index)
    observed = years.astype("Int64").astype("string") + " tahun"
    return readings(
        evidence,
        pd.DataFrame({
            "score": band_scores(years, measure.bands),
            "observed": observed,
            "source_file": source["source_file"],
            "source_date": source["source_date"],
        }),
    )  # fmt: skip


def read_variety(evidence: Evidence, measure: VarietyMeasure) -> pd.DataFrame:
    """Score how varied the posts held were: across agencies, across offices (OPD), or in one office."""
    rows = definitive_history(evidence)
    grouped = rows.groupby("nip")
    posts, offices = grouped["jabatan"].nunique(), grouped["opd"].nunique()
    scores = np.select([offices > 1, posts > 1], [measure.lintas_instansi, measure.lintas_unit], measure.satu_unit)
    observed = posts.astype("string") + " jabatan di " + offices.astype("string") + " OPD"
    source = last_per_person(rows, ["event_date"])
    return readings(evidence, source.assign(score=pd.Series(scores, index=posts.index), observed=observed))


def read_acting(evidence: Evidence, measure: ActingMeasure) -> pd.DataFrame:
    """Score the highest acting post (Plt, Plh, Pj) on record; a history without one scores ``none``."""
    rows = evidence.dated("riwayat_jabatan", "start_date")
    scale = measure.scale
    rows = rows.assign(score=rows["status"].map(scale).astype("float64").fillna(measure.none))
    found = last_per_person(rows, ["score", "event_date"])
    observed = found["status"].where(found["status"].isin(list(scale)), "tidak_ada").map(say)
    return readings(evidence, found.assign(observed=observed))


def read_field_match(evidence: Evidence, measure: FieldMatchMeasure) -> pd.DataFrame:
    """Score whether the field of study is among the fields that the present post names."""
    fields = evidence.tables["jabatan"].set_index("jabatan_id")["required_fields"]
    wanted = fields.reindex(evidence.roster["jabatan_id"].to_numpy()).str.casefold().str.split(r"\s*;\s*", regex=True)
    person = evidence.roster.set_index("nip")
    have = person["education_field"].str.casefold()
    known = have.notna().to_numpy() & wanted.notna().to_numpy()
    pairs = zip(known, have, wanted, strict=True)
    matched = np.array([bool(is_known) and field in wishes for is_known, field, wishes in pairs], dtype=bool)
    verdict = pd.Series(np.where(matched, "Sesuai", "Tidak sesuai"), index=person.index, dtype="string")
    observed = verdict + " (" + person["education_field"].fillna("") + ")"
    scores = np.where(known, np.where(matched, measure.match, measure.other), np.nan)
    return readings(evidence, person.assign(score=scores, observed=observed.where(known)))


MEASURES: Mapping[str, Callable[[Evidence, Any], pd.DataFrame]] = {
    "category": read_category,
    "count": read_count,
    "number": read_number,
    "jpm": read_jpm,
    "competency_points": read_competency_points,
    "service_years": read_service_years,
    "variety": read_variety,
    "acting": read_acting,
    "field_match": read_field_match,
}


def read_instrument(evidence: Evidence, instrument_id: str) -> pd.DataFrame:
    """Read one instrument of the scheme for every official of the roster.

    ``mean`` and ``max`` combine other instruments, and are missing as soon as one of their parts is.
    """
    measure = evidence.scheme.instrument(instrument_id).measure
    if not isinstance(measure, CombinedMeasure):
        return MEASURES[measure.type](evidence, measure)
    parts = [read_instrument(evidence, part) for part in measure.of]
    scores = pd.concat([part["score"] for part in parts], axis=1)
    combined = scores.mean(axis=1, skipna=False) if measure.type == "mean" else scores.max(axis=1, skipna=False)
    observed, reason = parts[0]["observed"], parts[0]["reason"]
    for part in parts[1:]:
        observed, reason = observed + "; " + part["observed"], reason.fillna(part["reason"])
    return parts[0].assign(score=combined, observed=observed, reason=reason.where(combined.isna()))
