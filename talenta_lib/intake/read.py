"""Files to clean tables: the one public way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from talenta_lib.errors import InputError
from talenta_lib.intake.cleaning import CleanRow
from talenta_lib.intake.duplicates import Key
from talenta_lib.intake.fields import TABLES, build_table
from talenta_lib.intake.issues import Issue, Place, Problem, broken_file_issue, issues_table
from talenta_lib.intake.layout import Match, find_match, is_skipped
from talenta_lib.intake.official import load_official
from talenta_lib.intake.opd_names import align_opd_names
from talenta_lib.intake.parsed import Context
from talenta_lib.intake.readers import RawFile, RawSheet, is_data_file, read_file, refuse_other_kinds
from talenta_lib.intake.schema import validate_tables
from talenta_lib.intake.sheets import NONE, FileReport, SheetRows, clean_sheet

_QUARANTINE_DTYPES = {
    "table": "string",
    "file": "string",
    "sheet": "string",
    "row": "Int64",
    "code": "string",
    "cells": "string",
}


@dataclass(frozen=True)
class SourceSpec:
    """What the round file says of a file: the table or layout to read it as, its "data per" date, its name."""

    kind: str | None = None
    layout: str | None = None
    date: dt.date | None = None
    name: str | None = None


@dataclass(frozen=True, eq=False)
class Intake:
    """The result of reading: clean tables, the issues, the account of each sheet, and the rows set aside.

    ``issues``: [file, sheet, severity, code, row, column, observed, message, remedy];
    ``quarantine``: [table, file, sheet, row, code, cells], the cells as text without personal columns.
    """

    tables: Mapping[str, pd.DataFrame]
    issues: pd.DataFrame
    files: tuple[FileReport, ...]
    quarantine: pd.DataFrame


def read_tables(
    paths: Iterable[Path | str] | Path | str,
    *,
    as_of: dt.date,
    sources: Mapping[Path | str, SourceSpec] | None = None,
    broken: Literal["raise", "report"] = "raise",
) -> Intake:
    """Read files and folders (their data files by name) into the clean tables of ``fields.yaml``.

    Parameters
    ----------
    paths : files and folders; where two files give the same key of a table, the file listed first is used.
    as_of : the day of the data; dates after it are issues, and the code tables in force on it are used.
    sources : by path, what is known of a file: its table or layout, its "data per" date, its name.
    broken : a file that cannot be read at all raises InputError, or is reported as one fatal issue of that file.

    Returns
    -------
    ``tables`` by name: ``pegawai``, ``jabatan``, ``asesmen``, ``kinerja``, ``penguat``, ``pengembangan``,
    ``riwayat_jabatan``, ``disiplin``, ``pemantauan`` and ``usulan``, each one there even when empty, its columns those
    of ``fields.yaml`` followed by source_file, source_sheet, source_row and source_date. ``issues``: one row an issue,
    columns [file, sheet, severity, code, row, column, observed, message, remedy], severity "fatal", "penting" or
    "kosmetik"; ``row`` is the number that the spreadsheet shows, missing for a whole sheet or file. Bad rows are set
    aside in ``quarantine`` and listed, never raised; ``files`` accounts for every sheet.

    Raises InputError for a name that is absent or of another kind, RegulationError when a code table is not in force.

    >>> intake = read_tables("data/sample/talent-pool-2024/masukan", as_of=dt.date(2024, 2, 1))
    >>> len(intake.tables["jabatan"]), len(intake.files)
    (25, 9)
    """
    context = Context(as_of, load_official(as_of))
    specs = {Path(path).resolve(): spec for path, spec in (sources or {}).items()}
    known: dict[str, dict[Key, tuple[str, CleanRow]]] = {name: {} for name in TABLES}
    reports: list[FileReport] = []
    read: list[tuple[SheetRows, dt.date | None]] = []
    for path in _list_files(paths):
        spec = specs.get(path.resolve(), SourceSpec())
        try:
            file = read_file(path)
        except InputError as exc:
            if broken == "raise":
                raise
            reports.append(_unread_report(path, "", spec, (broken_file_issue(path.name, exc),)))
            continue
        for report, sheet_rows in _read_sheets(file, spec, context, known):
            reports.append(report)
            if sheet_rows:
                read.append((sheet_rows, spec.date))
    tables = {name: build_table(name, _table_rows(name, read)) for name in TABLES}
    return Intake(
        tables=validate_tables(align_opd_names(tables)),
        issues=issues_table(issue for report in reports for issue in report.issues),
        files=tuple(reports),
        quarantine=_quarantine_table(read),
    )


def files_table(intake: Intake) -> pd.DataFrame:
    """Return the accounts as a table: [path, sheet, layout, kind, rows_in, accepted, quarantined, non_data, ...]."""
    names = ["path", "sheet", "layout", "kind", "rows_in", "accepted", "quarantined", "non_data", "sha256"]
    rows = [[getattr(report, name) for name in names] + [report.source_date] for report in intake.files]
    return pd.DataFrame(rows, columns=[*names, "source_date"]).astype({"source_date": "datetime64[ns]"})


def check_json(intake: Intake) -> dict[str, Any]:
    """Return the check as plain data for JSON: files with their accounts, each with its issues."""
    names = ("path", "sheet", "layout", "kind", "rows_in", "accepted", "quarantined", "non_data")
    columns = ("severity", "code", "row", "column", "observed", "message", "remedy")
    return {
        "files": [
            {name: getattr(report, name) for name in names}
            | {"issues": [{column: asdict(issue)[column] for column in columns} for issue in report.issues]}
            for report in intake.files
        ]
    }


def check_exit_code(intake: Intake) -> int:
    """Return 1 when an issue is fatal, else 0."""
    return int(bool((intake.issues["severity"] == "fatal").any()))


def _list_files(paths: Iterable[Path | str] | Path | str) -> list[Path]:
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found: dict[Path, Path] = {}
    for path in map(Path, given):
        is_folder = path.is_dir()
        if not is_folder:
            refuse_other_kinds(path)
        inside = sorted(filter(is_data_file, path.iterdir())) if is_folder else [path]
        if not inside:
            raise InputError(
                f"Folder {path.name} tidak memuat berkas data.", "Letakkan berkas .xlsx, .xls, .ods, atau .csv di sana."
            )
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _read_sheets(
    file: RawFile, spec: SourceSpec, context: Context, known: dict[str, dict[Key, tuple[str, CleanRow]]]
) -> Iterator[tuple[FileReport, SheetRows | None]]:
    """Read the sheets of a file one after the other; the keys found are added to ``known``."""
    matches = [_match_sheet(sheet, spec, context) for sheet in file.sheets]
    unknown_code = "lembar_tidak_dikenal" if any(matches) else "berkas_tidak_dikenal"
    for sheet, match in zip(file.sheets, matches, strict=True):
        place = Place(file.path.name, sheet.name)
        if match is None:
            problem = None if is_skipped(sheet.name) or (any(matches) and not sheet.rows) else Problem(unknown_code)
            issues = (place.issue(problem),) if problem else ()
            yield _unread_report(file.path, sheet.name, spec, issues, rows=len(sheet.rows), sha256=file.sha256), None
            continue
        cleaned = clean_sheet(sheet, match, place, context, known[match.table.name])
        known[match.table.name] = cleaned.keys() | known[match.table.name]
        yield _report(file, sheet, spec, match, cleaned), cleaned


def _match_sheet(sheet: RawSheet, spec: SourceSpec, context: Context) -> Match | None:
    if is_skipped(sheet.name) and spec.kind is None:
        return None
    return find_match(sheet, context.official.personal_columns, layout=spec.layout, kind=spec.kind)


def _report(file: RawFile, sheet: RawSheet, spec: SourceSpec, match: Match, cleaned: SheetRows) -> FileReport:
    return FileReport(
        path=file.path.as_posix(),
        sheet=sheet.name,
        layout=match.layout,
        kind=match.table.name,
        rows_in=len(sheet.rows),
        accepted=len(cleaned.accepted),
        quarantined=len(cleaned.rows) - len(cleaned.accepted),
        non_data=cleaned.non_data,
        issues=cleaned.issues,
        dropped_columns=tuple(match.headers[k] for k in sorted(match.personal)),
        sha256=file.sha256,
        source_date=spec.date,
        name=spec.name or "",
    )


def _unread_report(
    path: Path, sheet: str, spec: SourceSpec, issues: tuple[Issue, ...], *, rows: int = 0, sha256: str = ""
) -> FileReport:
    """Return the account of a sheet that feeds no table, or of a file that cannot be read (no sheet, no rows)."""
    return FileReport(
        path=path.as_posix(),
        sheet=sheet,
        layout=NONE,
        kind=NONE,
        rows_in=rows,
        accepted=0,
        quarantined=0,
        non_data=rows,
        issues=issues,
        dropped_columns=(),
        sha256=sha256,
        source_date=spec.date,
        name=spec.name or "",
    )


def _table_rows(name: str, read: Sequence[tuple[SheetRows, dt.date | None]]) -> list[dict[str, object]]:
    return [
        dict(row.values)
        | {"source_file": sheet.place.file, "source_sheet": sheet.place.sheet}
        | {"source_row": row.number, "source_date": date}
        for sheet, date in read
        if sheet.table.name == name
        for row in sheet.accepted
    ]


def _quarantine_table(read: Sequence[tuple[SheetRows, dt.date | None]]) -> pd.DataFrame:
    rows = [
        (sheet.table.name, sheet.place.file, sheet.place.sheet, row.number, row.set_aside, row.cells)
        for sheet, _ in read
        for row in sheet.rows
        if row.set_aside
    ]
    return pd.DataFrame(rows, columns=list(_QUARANTINE_DTYPES)).astype(_QUARANTINE_DTYPES)
