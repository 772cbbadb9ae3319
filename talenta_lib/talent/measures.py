"""The closed set of measures by which an instrument reads a score from the clean tables.

Each measure is a function ``(Evidence, model) -> Reading``. Which instrument uses which measure, with which
scale, is data: ``regulations/instruments.yaml`` and the scheme files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.regulations import (
    CategoryMeasure,
    CombinedMeasure,
    CompetencyPointsMeasure,
    CountMeasure,
    FieldMatchMeasure,
    JpmMeasure,
    NumberMeasure,
)
from talenta_lib.talent.assessments import competency_levels, stale_reason, valid_assessments
from talenta_lib.talent.evidence import (
    Days,
    Evidence,
    Flags,
    Floats,
    Ints,
    Reading,
    Rows,
    band_scores,
    chosen_values,
    say,
)
from talenta_lib.talent.history import read_acting, read_service_years, read_variety
from talenta_lib.terms import format_number

OUTSIDE, UNKNOWN = -1000.0, -500.0
"""Ranks below every score: a row outside the window, and one inside it whose category is not on the scale."""


def read_category(evidence: Evidence, measure: CategoryMeasure) -> Reading:
    """Score a category by its scale: the latest, the best or the worst row of a window.

    Where the scale has ``tidak_ada`` and a person's rows all lie outside the window, that is what was found. A
    punishment still under way counts whenever it began.
    """
    rows = _matching(evidence, evidence.rows(measure.table, measure.date_column), measure)
    score = evidence.lookup(measure.table, measure.column, measure.scale)[rows.place]
    counts = evidence.inside(rows, measure.window_years, measure.window)
    if measure.under_way_score is not None:
        is_under_way = rows.column("end_date") >= evidence.today.to_datetime64()
        score, counts = np.where(is_under_way, measure.under_way_score, score), counts | is_under_way
    order = {"latest": np.zeros_like(score), "best": score, "worst": -score}[measure.take]
    chosen = rows.last(np.where(counts, np.where(np.isnan(score), UNKNOWN, order), OUTSIDE))
    found = chosen_values(np.where(counts, score, measure.scale.get("tidak_ada", np.nan)), chosen)

    def words() -> dict[str, Any]:
        is_inside = chosen_values(counts.astype(float), chosen) == 1
        code = np.where(is_inside, chosen_values(rows.column(measure.column), chosen), "tidak_ada")
        observed = pd.Series([say(one) for one in code], dtype="string")
        if measure.date_column == "year":
            observed = observed + " " + pd.Series(chosen_values(rows.column("year").astype(object), chosen)).astype(str)
        observed = observed.where(is_inside, "Tidak ada dalam masa hitung")
        return {"observed": observed.array, "code": code, "source": (rows, chosen)}

    return evidence.reading(found, words)


def _matching(evidence: Evidence, rows: Rows, measure: CategoryMeasure | CountMeasure) -> Rows:
    """Return the rows whose columns hold one of the values of ``where``."""
    for column, values in (measure.where or {}).items():
        rows = rows[evidence.lookup(measure.table, column, dict.fromkeys(values, 1.0), 0.0)[rows.place] > 0]
    return rows


def read_count(evidence: Evidence, measure: CountMeasure) -> Reading:
    """Score how many rows fall in a window; a row of the none category is a verified zero, no row is missing."""
    every = evidence.rows(measure.table, measure.date_column)
    counted = _matching(evidence, every[evidence.inside(every, measure.window_years, measure.window)], measure)
    is_none = evidence.lookup(measure.table, measure.none_column, {measure.none_category: 1.0}, 0.0)[counted.place] > 0
    count = np.where(every.count() > 0, counted[~is_none].count(), np.nan)

    def words() -> dict[str, Any]:
        observed = pd.Series(count).astype("Int64").astype("string") + " dokumen"
        return {"observed": observed.array, "source": (every, every.last())}

    return evidence.reading(band_scores(count, measure.bands), words)


def read_number(evidence: Evidence, measure: NumberMeasure) -> Reading:
    """Read a ready 0-100 score: the latest row that carries it (an assessment only while it is valid)."""
    rows, stale = evidence.rows(measure.table, measure.date_column), None
    if measure.validity:
        rows, stale = valid_assessments(evidence)
    rows = rows[rows.known(measure.column)]
    chosen = rows.last()
    score = chosen_values(rows.numbers(measure.column), chosen)
    return _number_reading(evidence, score, "", (rows, chosen), stale)


def read_jpm(evidence: Evidence, measure: JpmMeasure) -> Reading:
    """Compute JPM = 100 * sum(level) / sum(required), capped at 100 unless ``cap`` is "none"."""
    levels, required, source = competency_levels(evidence)
    jpm = 100 * levels.to_numpy().sum(axis=1) / required.to_numpy().sum(axis=1)
    capped = np.minimum(jpm, 100) if measure.cap == "total" else jpm
    return _number_reading(evidence, capped, "JPM ", source, valid_assessments(evidence)[1])


def read_competency_points(evidence: Evidence, measure: CompetencyPointsMeasure) -> Reading:
    """Score competencies by their own points: min(level / required, 1) * points, rescaled to 0-100."""
    levels, required, source = competency_levels(evidence)
    names, points = list(measure.points), np.array(list(measure.points.values()))
    reached = np.minimum(levels[names].to_numpy() / required[names].to_numpy(), 1)
    score = 100 * reached @ points / points.sum()
    return _number_reading(evidence, score, "", source, valid_assessments(evidence)[1])


def _number_reading(
    evidence: Evidence, score: Floats, prefix: str, source: tuple[Rows, Ints], stale: Days | None
) -> Reading:
    """Wrap scores that are numbers; say that an assessment has expired where that is why a score is missing."""

    def words() -> dict[str, Any]:
        observed = [f"{prefix}{format_number(value)}" for value in score]
        reason = {} if stale is None else {"reason": stale_reason(stale).array}
        return {"observed": observed, "source": source, **reason}

    is_stale: Flags | None = None if stale is None else ~np.isnat(stale) & np.isnan(score)
    return evidence.reading(score, words, is_stale=is_stale)


def read_field_match(evidence: Evidence, measure: FieldMatchMeasure) -> Reading:
    """Score whether the field of study is among the fields that the present post names."""
    wanted, wishes = pd.factorize(evidence.tables["jabatan"]["required_fields"].to_numpy(dtype=object))
    wanted = np.append(wanted, -1)[evidence.posts]
    have, fields = pd.factorize(evidence.roster["education_field"].to_numpy(dtype=object))
    verdicts = field_verdicts(wishes, fields, match=measure.match, other=measure.other)
    score = verdicts[wanted, have]

    def words() -> dict[str, Any]:
        verdict = pd.Series(np.where(score == measure.match, "Sesuai", "Tidak sesuai"), dtype="string")
        observed = verdict + " (" + evidence.roster["education_field"].reset_index(drop=True) + ")"
        source = evidence.rows("pegawai", None)
        return {"observed": observed.array, "source": (source, source.last())}

    return evidence.reading(score, words)


def field_verdicts(wishes: NDArray[Any], fields: NDArray[Any], *, match: float, other: float) -> Floats:
    """Return the score of each field of study for each list of wanted fields ("A; B"), blind to case.

    Shape [wishes + 1, fields + 1]; the last row and column stand for none and are NaN.
    """
    verdicts = np.full((len(wishes) + 1, len(fields) + 1), np.nan)
    for position, wish in enumerate(wishes):
        named = [one.strip() for one in wish.casefold().split(";")]
        verdicts[position, :-1] = [match if one.casefold() in named else other for one in fields]
    return verdicts


MEASURES: Mapping[str, Callable[[Evidence, Any], Reading]] = {
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


def read_instrument(evidence: Evidence, instrument_id: str) -> Reading:
    """Read one instrument of the scheme for every official of the roster.

    ``mean`` and ``max`` combine other instruments, and are missing as soon as one of their parts is.
    """
    measure = evidence.scheme.instrument(instrument_id).measure
    if not isinstance(measure, CombinedMeasure):
        return MEASURES[measure.type](evidence, measure)
    parts = [read_instrument(evidence, part) for part in measure.of]
    scores = np.stack([part.score for part in parts])
    combined = scores.mean(axis=0) if measure.type == "mean" else scores.max(axis=0)

    def words() -> pd.DataFrame:
        tables = [part.words() for part in parts]
        observed, reason = tables[0]["observed"], tables[0]["reason"]
        for table in tables[1:]:
            observed, reason = observed + "; " + table["observed"], reason.fillna(table["reason"])
        return tables[0].assign(observed=observed, reason=reason)

    is_stale: Flags = np.any([part.is_stale for part in parts], axis=0)
    return Reading(combined, words, is_stale, np.full(len(combined), np.nan))
