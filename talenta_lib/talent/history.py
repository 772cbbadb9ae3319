"""The posts an official has held: the jenjang of each, and the measures that read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.regulations import ActingMeasure, Rules, ServiceYearsMeasure, VarietyMeasure
from talenta_lib.talent.evidence import (
    Evidence,
    Flags,
    Floats,
    Reading,
    Rows,
    band_scores,
    chosen_values,
    full_years,
    say,
)


def eselon_jenjang(rules: Rules) -> dict[str, str]:
    """Return the jenjang of each eselon; basis: rule ``eselon``."""
    return {entry["code"]: entry["jenjang"] for entry in rules["eselon"].value if entry["jenjang"]}


def definitive_history(evidence: Evidence) -> tuple[Rows, Floats]:
    """Return the posts held in full (not acting) up to the round's date, and the rank of the jenjang of each.

    A post without a status was held in full. Ranks are those of :func:`jenjang_ranks`; NaN where not known.
    """
    table = "riwayat_jabatan"
    rows = evidence.rows(table, "start_date")
    ranks = jenjang_ranks(evidence.rules)
    by_eselon = {code: ranks[jenjang] for code, jenjang in eselon_jenjang(evidence.rules).items()}
    of_eselon = evidence.lookup(table, "eselon", by_eselon)[rows.place]
    of_jenjang = evidence.lookup(table, "jenjang", ranks)[rows.place]
    is_held = ~rows.known("status") | (evidence.lookup(table, "status", {"definitif": 1.0}, 0.0)[rows.place] > 0)
    return rows[is_held], np.where(np.isnan(of_eselon), of_jenjang, of_eselon)[is_held]


def jenjang_ranks(rules: Rules) -> dict[str, float]:
    """Return a number for every jenjang that an eselon can have."""
    names = dict.fromkeys(eselon_jenjang(rules).values())
    return {name: float(rank) for rank, name in enumerate(names)}


def history_table(evidence: Evidence) -> pd.DataFrame:
    """Return the posts held in full as a table: nip, jabatan, opd, rumpun, jenjang, start_date, end_date."""
    rows, rank = definitive_history(evidence)
    names = {rank: name for name, rank in jenjang_ranks(evidence.rules).items()}
    table = rows.table.iloc[rows.place][["nip", "jabatan", "opd", "rumpun", "start_date", "end_date"]]
    table.insert(4, "jenjang", pd.Series(rank, index=table.index).map(names).astype("string"))
    return table


def served_days(history: pd.DataFrame, day: dt.date) -> pd.Series:
    """Return how many days of each post of a history lie before a day; the last day of a post counts."""
    end = history["end_date"] + pd.Timedelta(days=1)
    end = end.where(end < pd.Timestamp(day), pd.Timestamp(day))
    days: pd.Series = (end - history["start_date"]).dt.days.clip(lower=0)
    return days


def read_service_years(evidence: Evidence, measure: ServiceYearsMeasure) -> Reading:
    """Score the full calendar years since a person first held the present jenjang (or the present post)."""
    rows, rank = definitive_history(evidence)
    if measure.of == "jenjang":
        ranks = jenjang_ranks(evidence.rules)
        rows = rows[rank == evidence.of_jenjang(ranks)[rows.member]]
        # The first is the last of the reversed: rank by days ago.
        chosen = rows.last(-rows.day.view("int64").astype(float))
        start = np.append(rows.day, np.datetime64("NaT", "ns"))[chosen]
    else:
        start = evidence.roster["jabatan_start_date"].to_numpy()
    years = full_years(pd.Series(start), evidence.as_of).to_numpy()

    def words() -> dict[str, Any]:
        observed = pd.Series(years).astype("Int64").astype("string") + " tahun"
        return {"observed": observed.array, "source": (rows, rows.last())}

    return evidence.reading(band_scores(years, measure.bands), words)


def read_variety(evidence: Evidence, measure: VarietyMeasure) -> Reading:
    """Score how varied the posts held were: across agencies, across offices (OPD), or in one office."""
    rows, _ = definitive_history(evidence)
    scores = np.select(
        [rows.count() == 0, _has_several(rows, "opd"), _has_several(rows, "jabatan")],
        [np.nan, measure.lintas_instansi, measure.lintas_unit],
        measure.satu_unit,
    )

    def words() -> dict[str, Any]:
        posts, offices = (
            pd.Series(rows.column(name)).groupby(rows.member).nunique().reindex(range(rows.size)).astype("Int64")
            for name in ("jabatan", "opd")
        )
        observed = posts.astype("string") + " jabatan di " + offices.astype("string") + " OPD"
        return {"observed": observed.array, "source": (rows, rows.last())}

    return evidence.reading(scores, words)


def _has_several(rows: Rows, name: str) -> Flags:
    """Return which officials have more than one different text in a column."""
    rows = rows[rows.known(name)]
    texts = rows.column(name)
    one = np.full(rows.size, "", dtype=object)
    one[rows.member] = texts
    return rows[texts != one[rows.member]].count() > 0


def read_acting(evidence: Evidence, measure: ActingMeasure) -> Reading:
    """Score the highest acting post (Plt, Plh, Pj) on record; a history without one scores ``none``."""
    rows = evidence.rows("riwayat_jabatan", "start_date")
    score = evidence.lookup("riwayat_jabatan", "status", measure.scale, measure.none)[rows.place]
    chosen = rows.last(score)

    def words() -> dict[str, Any]:
        status = chosen_values(rows.column("status"), chosen)
        observed = [say(one if one in measure.scale else "tidak_ada") for one in status]
        return {"observed": observed, "source": (rows, chosen)}

    return evidence.reading(chosen_values(score, chosen), words)
