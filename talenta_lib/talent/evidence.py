"""What a measure may look at, and the shape of what it returns.

Rows of a clean table are addressed by position, and officials by their place in the roster, so that a measure is
array arithmetic. Words (what was observed, where it came from) are made only when somebody asks for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.regulations import Rules, Scheme, ScoreBand

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]

NO_DATA = "belum ada data"


@dataclass(frozen=True, eq=False)
class Rows:
    """Some rows of a clean table: where they stand in it, whose they are (place in the roster), and their day."""

    table: pd.DataFrame
    place: Ints
    member: Ints
    day: Days
    size: int

    def __getitem__(self, keep: Flags) -> Rows:
        """Return the rows of a mask."""
        return Rows(self.table, self.place[keep], self.member[keep], self.day[keep], self.size)

    def column(self, name: str) -> NDArray[Any]:
        """Return one column of these rows."""
        return np.asarray(self.table[name].to_numpy()[self.place])

    def numbers(self, name: str) -> Floats:
        """Return one numeric column of these rows, NaN where missing."""
        return np.asarray(self.table[name].to_numpy(dtype="float64", na_value=np.nan)[self.place])

    def known(self, name: str) -> Flags:
        """Return which rows have a value in a column."""
        return np.asarray(self.table[name].notna().to_numpy()[self.place])

    def last(self, rank: Floats | None = None) -> Ints:
        """Return, per official, which of these rows is last by rank, day and place in the file; -1 for none."""
        days = self.day.view("int64")
        if self.count().max(initial=0) <= 1:
            order = np.arange(len(days))
        else:
            order = np.argsort(days, kind="stable") if rank is None else np.lexsort((days, rank))
        chosen = np.full(self.size, -1)
        chosen[self.member[order]] = order
        return chosen

    def count(self) -> Ints:
        """Return how many of these rows each official has."""
        return np.bincount(self.member, minlength=self.size)


@dataclass(frozen=True, eq=False)
class Reading:
    """What one instrument found for each official, in the order of the roster.

    Attributes
    ----------
    score : 0-100, NaN where missing.
    words : makes the table of observed (Indonesian text), code (category), reason (why it is missing), source_file
        and source_date, index NIP.
    is_stale : where an assessment exists but has expired.
    given_score : the ready value of the source system, NaN where there is none.
    """

    score: Floats
    words: Callable[[], pd.DataFrame]
    is_stale: Flags
    given_score: Floats

    def table(self) -> pd.DataFrame:
        """Return scores and words as one table, index NIP."""
        return self.words().assign(score=self.score, given_score=self.given_score)


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that a measure may look at: clean tables, the roster, the date, the law and the scheme."""

    tables: Mapping[str, pd.DataFrame]
    roster: pd.DataFrame
    as_of: dt.date
    rules: Rules
    scheme: Scheme
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> pd.Timestamp:
        """The date of the round."""
        return pd.Timestamp(self.as_of)

    @cached_property
    def nips(self) -> pd.Index:
        """The officials in the order of the roster."""
        nips: pd.Index = pd.Index(self.roster["nip"])
        return nips

    @cached_property
    def _numbers(self) -> pd.Index:
        """The officials by NIP as a number: 18 digits fit 64 bits, and numbers are found much faster than texts."""
        return _as_numbers(self.roster["nip"])

    @cached_property
    def posts(self) -> Ints:
        """Where each official's post stands in the post map; -1 for none."""
        identifiers = pd.Index(self.tables["jabatan"]["jabatan_id"])
        return np.asarray(identifiers.get_indexer(pd.Index(self.roster["jabatan_id"])))

    def members(self, table: str) -> Ints:
        """Return the place in the roster of each row of a table; -1 for somebody else."""
        if ("members", table) not in self._kept:
            self._kept["members", table] = self._numbers.get_indexer(_as_numbers(self.tables[table]["nip"]))
        found: Ints = self._kept["members", table]
        return found

    def lookup(self, table: str, column: str, values: Mapping[str, float], default: float = np.nan) -> Floats:
        """Return what each cell of a text column stands for; the default for any other text and for none."""
        if (table, column) not in self._kept:
            self._kept[table, column] = pd.factorize(self.tables[table][column].to_numpy(dtype=object))
        return _decode(self._kept[table, column], values, default)

    def of_jenjang(self, values: Mapping[str, float]) -> Floats:
        """Return what stands for the jenjang of each official; NaN where it is not among the values."""
        return _decode(pd.factorize(self.roster["jenjang"].to_numpy(dtype=object)), values, np.nan)

    def rows(self, table: str, day_column: str | None) -> Rows:
        """Return the officials' rows of a table known at the round's date; a year counts from its last day.

        An assessment without a date, and a table without a day column, are of the date of their file.
        """
        key = (table, f"rows by {day_column}")
        if key not in self._kept:
            frame, member = self.tables[table], self.members(table)
            days, is_known = self._days(frame, day_column)
            at = np.flatnonzero((member >= 0) & is_known)
            self._kept[key] = Rows(frame, at, member[at], days[at], len(self.nips))
        found: Rows = self._kept[key]
        return found

    def _days(self, frame: pd.DataFrame, day_column: str | None) -> tuple[Days, Flags]:
        """Return the day of each row of a table, and whether it lies no later than the round."""
        if day_column == "year":
            years = frame["year"].to_numpy(dtype="int64")
            next_years: Days = (years - 1969).astype("datetime64[Y]").astype("datetime64[ns]")
            return np.subtract(next_years, np.timedelta64(1, "D")), years <= self.as_of.year
        days = frame[day_column or "source_date"].to_numpy()
        if day_column == "assessment_date":
            days = np.where(np.isnat(days), frame["source_date"].to_numpy(), days)
        is_known = ~(days > np.datetime64(self.as_of))
        return days, np.ones_like(is_known) if day_column is None else is_known

    def inside(self, rows: Rows, years: int | None, window: str) -> Flags:
        """Return which rows are of the last so many years, counted to the day (rolling) or by calendar year."""
        if years is None:
            return np.ones(len(rows.place), dtype=bool)
        if window == "calendar":
            return np.asarray(rows.day >= np.datetime64(f"{self.as_of.year - years + 1}-01-01"))
        return np.asarray(rows.day > (self.today - pd.DateOffset(years=years)).to_datetime64())

    def reading(
        self, score: Floats, words: Callable[[], Mapping[str, Any]], *, is_stale: Flags | None = None
    ) -> Reading:
        """Return a reading; ``words`` may give observed, code, reason (default: no data), source (Rows, chosen).

        Words of officials without a score are dropped, their reason is kept.
        """
        nothing = np.zeros(len(self.nips), dtype=bool)
        stale = nothing if is_stale is None else is_stale
        return Reading(score, lambda: self._say(score, words()), stale, np.full(len(score), np.nan))

    def _say(self, score: Floats, words: Mapping[str, Any]) -> pd.DataFrame:
        """Return the table of words of a reading."""
        table = pd.DataFrame(index=self.nips)
        is_known = np.isfinite(score)
        for name in ("observed", "code"):
            table[name] = pd.Series(words.get(name), index=self.nips, dtype="string").where(is_known)
        reason = pd.Series(words.get("reason", NO_DATA), index=self.nips, dtype="string")
        table["reason"] = reason.fillna(NO_DATA).mask(is_known)
        file, day = pd.array([pd.NA] * len(score), dtype="string"), np.full(len(score), "NaT", dtype="datetime64[ns]")
        if "source" in words:
            rows, chosen = words["source"]
            is_known = is_known & (chosen >= 0)
            at = rows.place[chosen[is_known]]
            file[is_known] = rows.table["source_file"].array[at]
            day[is_known] = rows.table["source_date"].to_numpy()[at]
        return table.assign(source_file=file, source_date=day)


def _decode(coded: tuple[Ints, NDArray[Any]], values: Mapping[str, float], default: float) -> Floats:
    """Return what each factorized text (codes, names) stands for; the default for any other and for none."""
    codes, names = coded
    found: Floats = np.array([*(values.get(name, default) for name in names), default], dtype=float)[codes]
    return found


def _as_numbers(nips: pd.Series) -> pd.Index:
    """Return NIP as an index of numbers."""
    return pd.Index(nips.to_numpy(dtype=object).astype("int64"))


def chosen_values(values: NDArray[Any], chosen: Ints) -> NDArray[Any]:
    """Return the value of each official's chosen row; missing where none was chosen."""
    missing = np.array([np.nan if values.dtype.kind == "f" else None])
    return np.append(values, missing)[chosen]


def band_scores(values: Floats, bands: Sequence[ScoreBand]) -> Floats:
    """Score values by bands of ``at_least`` and ``score``; lower bounds are inclusive, negative values missing."""
    ordered = sorted(bands, key=lambda band: band.at_least)
    position = np.searchsorted([band.at_least for band in ordered], values, side="right") - 1
    scores = np.array([band.score for band in ordered])[np.maximum(position, 0)]
    return np.where((position >= 0) & np.isfinite(values), scores, np.nan)


def say(code: object) -> str:
    """Say a category code in words: ``ketua_internal`` -> ``Ketua internal``."""
    text = str(code)
    return text.replace("_", " ").capitalize() if text.islower() else text


def full_years(start: pd.Series, end: dt.date) -> pd.Series:
    """Return the full calendar years from each start to the end date (a term of years is a calendar term)."""
    not_yet = (start.dt.month * 100 + start.dt.day) > end.month * 100 + end.day
    years: pd.Series = (end.year - start.dt.year - not_yet.astype(int)).where(start.notna()).astype("float64")
    return years
