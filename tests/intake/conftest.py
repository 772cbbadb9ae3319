"""Builders: a round's as-of date, and workbooks of one sheet written into a temporary folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from talenta_lib.intake import Intake, read_tables
from talenta_lib.intake.official import load_official
from talenta_lib.intake.parsed import Context

AS_OF = dt.date(2025, 10, 1)
Rows = Sequence[Sequence[object]]


@pytest.fixture
def context() -> Context:
    return Context(AS_OF, load_official(AS_OF))


@pytest.fixture
def write_book(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes sheets {name: rows} to an xlsx file; None leaves a cell blank."""

    def write(sheets: dict[str, Rows], name: str = "berkas.xlsx", merged: Sequence[tuple[str, str]] = ()) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for row, cells in enumerate(rows):
                    sheet.write_row(row, 0, cells)
                for area, text in merged:
                    sheet.merge_range(area, text)
        return path

    return write


@pytest.fixture
def read_rows(write_book: Callable[..., Path]) -> Callable[..., Intake]:
    """Return a function that writes one sheet and reads it as of 1 October 2025."""

    def read(rows: Rows, sheet: str = "Data", **options: Sequence[tuple[str, str]]) -> Intake:
        return read_tables(write_book({sheet: rows}, **options), as_of=AS_OF)

    return read
