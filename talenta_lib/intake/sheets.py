"""One sheet from raw rows to clean rows, with its account: used + set aside + no data = all rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from talenta_lib.intake.cleaning import CleanRow, clean_row, set_aside_inactive
from talenta_lib.intake.duplicates import Key, row_key, settle_duplicates, settle_known
from talenta_lib.intake.fields import TableSpec
from talenta_lib.intake.issues import Issue, Place, Problem
from talenta_lib.intake.layout import Match
from talenta_lib.intake.parsed import Context
from talenta_lib.intake.readers import RawSheet
from talenta_lib.intake.rows import find_data_rows

NONE = "none"


@dataclass(frozen=True)
class FileReport:
    """The account of one sheet: ``rows_in`` (rows not blank) = ``accepted`` + ``quarantined`` + ``non_data``.

    ``layout`` and ``kind`` (the table it feeds) are "none" for a sheet that is not read; a file that cannot be read
    has one account without sheet and rows. ``name`` and ``source_date`` come from the round file.
    """

    path: str
    sheet: str
    layout: str
    kind: str
    rows_in: int
    accepted: int
    quarantined: int
    non_data: int
    issues: tuple[Issue, ...]
    dropped_columns: tuple[str, ...]
    sha256: str
    source_date: dt.date | None = None
    name: str = ""


@dataclass(frozen=True)
class SheetRows:
    """The clean rows of a sheet (those set aside included), its issues and the count of rows that are no data."""

    place: Place
    table: TableSpec
    rows: tuple[CleanRow, ...]
    issues: tuple[Issue, ...]
    non_data: int

    @property
    def accepted(self) -> tuple[CleanRow, ...]:
        """The rows that go into the table."""
        return tuple(row for row in self.rows if not row.set_aside)

    def keys(self) -> dict[Key, tuple[str, CleanRow]]:
        """Return where each accepted key stands, as text for messages, and its row."""
        where = f"berkas {self.place.file}, lembar '{self.place.sheet}'"
        return {row_key(row, self.table): (f"{where}, baris {row.number}", row) for row in self.accepted}


def clean_sheet(
    sheet: RawSheet,
    match: Match,
    place: Place,
    context: Context,
    known: Mapping[Key, tuple[str, CleanRow]],
) -> SheetRows:
    """Clean all data rows of a sheet; ``known`` holds the keys that earlier sheets gave the same table."""
    data_rows = find_data_rows(sheet.rows, match)
    rows = [clean_row(row, section, match, context) for row, section in data_rows]
    if match.missing_required:
        rows = [CleanRow(row.number, row.values, row.cells, (), "kolom_wajib_tidak_ada") for row in rows]
    rows = settle_duplicates(rows, match.table)
    rows = set_aside_inactive(rows, match, context)
    rows = settle_known(rows, match.table, known)
    issues = [place.issue(problem) for problem in _sheet_problems(match)]
    issues += [
        place.issue(finding.problem, row=row.number, column=finding.column, fatal=finding.is_fatal)
        for row in rows
        for finding in row.findings
    ]
    return SheetRows(place, match.table, tuple(rows), tuple(issues), len(sheet.rows) - len(rows))


def _sheet_problems(match: Match) -> list[Problem]:
    problems = []
    if match.missing_required:
        problems.append(
            Problem("kolom_wajib_tidak_ada", detail=", ".join(f"'{name}'" for name in match.missing_required))
        )
    if match.personal:
        problems.append(Problem("kolom_pribadi_dibuang", match.named(match.personal)))
    if match.unknown:
        problems.append(Problem("kolom_tidak_dikenal", match.named(match.unknown)))
    return problems
