"""What a measure may look at, and the shape of what it returns.

Readings have one row per official of the roster (same order) with ``score`` (0-100 or NaN), ``observed``
(Indonesian text), ``code`` (category observed), ``reason`` (why it is missing), ``source_file`` and ``source_date``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.regulations import Rules, Scheme

READING_COLUMNS = ["score", "observed", "code", "reason", "source_file", "source_date"]
NO_DATA = "belum ada data"


@dataclass(frozen=True)
class Evidence:
    """All that a measure may look at: clean tables, the roster, the date, the law and the scheme."""

    tables: Mapping[str, pd.DataFrame]
    roster: pd.DataFrame
    as_of: dt.date
    rules: Rules
    scheme: Scheme

    @property
    def today(self) -> pd.Timestamp:
        """The date of the round."""
        return pd.Timestamp(self.as_of)

    def dated(self, table: str, date_column: str | None) -> pd.DataFrame:
        """Return the rows of a table known at the round's date, with ``event_date`` (end of a year, file date)."""
        rows = self.tables[table]
        if date_column is None:
            return rows.assign(event_date=rows["source_date"])
        if date_column == "year":
            rows = rows.assign(event_date=pd.to_datetime(rows["year"].astype("string") + "-12-31"))
            return rows[rows["year"] <= self.as_of.year]
        dates = rows[date_column]
        if date_column == "assessment_date":
            dates = dates.fillna(rows["source_date"])
        rows = rows.assign(event_date=dates)
        return rows[~(rows["event_date"] > self.today)]

    def inside(self, rows: pd.DataFrame, years: int | None, window: str) -> pd.DataFrame:
        """Return the rows of the last so many years, counted to the day (rolling) or by calendar year."""
        if years is None:
            return rows
        if window == "calendar":
            return rows[rows["event_date"].dt.year > self.as_of.year - years]
        return rows[rows["event_date"] > self.today - pd.DateOffset(years=years)]


def matching(rows: pd.DataFrame, where: Mapping[str, tuple[str, ...]] | None) -> pd.DataFrame:
    """Return the rows whose columns hold one of the values of ``where``."""
    for column, values in (where or {}).items():
        rows = rows[rows[column].isin(list(values))]
    return rows


def last_per_person(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return one row per NIP: the last in the order of ``by``; ties go to the last row of the file."""
    return rows.sort_values(by, kind="stable", na_position="first").drop_duplicates("nip", keep="last").set_index("nip")


def say(code: object) -> str:
    """Say a category code in words: ``ketua_internal`` -> ``Ketua internal``."""
    text = str(code)
    return text.replace("_", " ").capitalize() if text.islower() else text


def readings(evidence: Evidence, found: pd.DataFrame, reason: str = NO_DATA) -> pd.DataFrame:
    """Align what was found (index NIP) with the roster; people not found get NaN and the reason."""
    table = found.reindex(columns=READING_COLUMNS).reindex(evidence.roster["nip"].to_numpy())
    table["score"] = table["score"].astype("float64")
    table["source_date"] = pd.to_datetime(table["source_date"])
    text = ["observed", "code", "reason", "source_file"]
    table[text] = table[text].astype("string")
    table["reason"] = table["reason"].where(table["reason"].notna() | table["score"].notna(), reason)
    return table


def valid_assessments(evidence: Evidence) -> tuple[pd.DataFrame, pd.Series]:
    """Return the assessments that still count, and the date of each person's newest stale one.

    Basis: rule ``assessment_validity_years`` (Peraturan BKN 26/2019 Pasal 29 ayat (4)); an assessment without a
    date is read as of its file's date.
    """
    rows = evidence.dated("asesmen", "assessment_date")
    validity = pd.DateOffset(years=evidence.rules["assessment_validity_years"].value)
    stale = rows["event_date"] <= evidence.today - validity
    return rows[~stale], rows[stale].groupby("nip")["event_date"].max()


def with_stale(table: pd.DataFrame, stale: pd.Series) -> pd.DataFrame:
    """Say that an assessment has expired where that is why a score is missing."""
    expired = table["score"].isna() & table.index.isin(stale.index)
    dates = stale.reindex(table.index).dt.strftime("%d-%m-%Y")
    reason = "asesmen kedaluwarsa (" + dates.astype("string").fillna("") + ")"
    return table.assign(reason=table["reason"].mask(expired, reason))


def competency_levels(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return levels [n, 9], required levels [n, 9] and the assessment rows [n] they come from (index NIP)."""
    names = list(evidence.rules["competencies"].value)
    rows, _ = valid_assessments(evidence)
    columns = [f"{name}_level" for name in names]
    rows = last_per_person(rows[rows[columns].notna().all(axis=1)], ["event_date"])
    aligned = rows.reindex(evidence.roster["nip"].to_numpy())
    levels = aligned[columns].set_axis(names, axis=1).astype(float)
    return levels, required_levels(evidence, names), aligned


def required_levels(evidence: Evidence, names: list[str]) -> pd.DataFrame:
    """Return the required level per official and competency: the post's own standard, else that of its jenjang."""
    posts = evidence.tables["jabatan"].set_index("jabatan_id")
    own = posts[[f"required_{name}_level" for name in names]].set_axis(names, axis=1).astype(float)
    own = own.reindex(evidence.roster["jabatan_id"].to_numpy()).set_axis(evidence.roster["nip"].to_numpy())
    by_jenjang = evidence.roster["jenjang"].map(evidence.rules["required_competency_level"].value)
    default = np.repeat(by_jenjang.to_numpy(dtype=float)[:, None], len(names), axis=1)
    return own.where(own.notna(), pd.DataFrame(default, index=own.index, columns=names))


def full_years(start: pd.Series, end: dt.date) -> pd.Series:
    """Return the full calendar years from each start to the end date (a term of years is a calendar term)."""
    not_yet = (start.dt.month * 100 + start.dt.day) > end.month * 100 + end.day
    return (end.year - start.dt.year - not_yet.astype(int)).where(start.notna()).astype("float64")


def definitive_history(evidence: Evidence) -> pd.DataFrame:
    """Return the posts held in full (not acting) up to the round's date, with the jenjang of each."""
    rows = evidence.dated("riwayat_jabatan", "start_date")
    rows = rows[rows["status"].fillna("definitif").eq("definitif")]
    return rows.assign(
        jenjang=rows["eselon"].map(eselon_jenjang(evidence.rules)).astype("string").fillna(rows["jenjang"])
    )


def eselon_jenjang(rules: Rules) -> dict[str, str]:
    """Return the jenjang of each eselon; basis: rule ``eselon``."""
    return {entry["code"]: entry["jenjang"] for entry in rules["eselon"].value}


def assessment_dates(evidence: Evidence) -> pd.DataFrame:
    """Return, per NIP, ``assessment_date`` (newest with competency levels or a potensi score), its end, ``is_stale``.

    Basis: rule ``assessment_validity_years`` (Peraturan BKN 26/2019 Pasal 29 ayat (4)).
    """
    rows = evidence.dated("asesmen", "assessment_date")
    rows = rows[rows[["potensi_score", "integritas_level"]].notna().any(axis=1)]
    dates = rows.groupby("nip")["event_date"].max().rename("assessment_date")
    until = dates + pd.DateOffset(years=evidence.rules["assessment_validity_years"].value)
    return pd.DataFrame({
        "assessment_date": dates,
        "assessment_valid_until": until,
        "is_stale": until <= evidence.today,
    })  # fmt: skip
