"""Sheets as people keep them: rows under headers, written byte-identically as xlsx or csv."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

Row = dict[str, Any]
MARK = "DATA SINTETIS"
_FIELDS_FILE = Path(__file__).parents[3] / "talenta_lib" / "intake" / "fields.yaml"
FIELD_TABLES: dict[str, Any] = yaml.safe_load(_FIELDS_FILE.read_text(encoding="utf-8"))
CREATED = dt.datetime(2025, 10, 1, 8, 0, 0)


@dataclass
class Sheet:
    """One sheet: ``rows`` map header to cell (None = blank); a title takes row 1 and pushes the header to row 3."""

    name: str
    headers: list[str]
    rows: list[Row]
    title: str = ""
    table: str = ""
    dirty: list[tuple[Row, str, str, str]] = field(default_factory=list)

    @property
    def header_row(self) -> int:
        """Return the spreadsheet number of the header row."""
        return 3 if self.title else 1

    def number(self, row: Row) -> int:
        """Return the spreadsheet number of a row (by identity: equal rows are different rows)."""
        return self.header_row + 1 + next(i for i, other in enumerate(self.rows) if other is row)

    def plant(self, row: Row, column: str, value: Any, code: str, note: str) -> None:
        """Change a cell and record what was planted; an empty code means that the cell is still read silently."""
        row[column] = value
        self.mark(row, column, code, note)

    def mark(self, row: Row, column: str, code: str, note: str) -> None:
        """Record that a row is dirty."""
        self.dirty.append((row, column, code, note))


def label(table: str, column: str) -> str:
    """Return the template header of a clean column."""
    return str(FIELD_TABLES[table]["columns"][column]["label"])


def template_sheet(table: str, rows: list[Row], title: str, columns: tuple[str, ...] = ()) -> Sheet:
    """Return a sheet of the project's own template, codes written as labels."""
    specs = FIELD_TABLES[table]["columns"]
    used = columns or tuple(name for name in specs if any(row.get(name) not in (None, "") for row in rows))
    cells = [{specs[name]["label"]: _shown(specs[name], row.get(name)) for name in used} for row in rows]
    headers = [specs[name]["label"] for name in used]
    return Sheet(FIELD_TABLES[table]["label"], headers, cells, f"{MARK} - {title}", table)


def _shown(spec: Row, value: Any) -> Any:
    if value is None or value == "":
        return None
    if spec["kind"] == "jenjang":
        return {"jpt_pratama": "JPT Pratama"}.get(value, str(value).capitalize())
    return spec.get("values", {}).get(value, value)


def write_workbook(path: Path, sheets: list[Sheet]) -> None:
    """Write sheets to one xlsx file; text stays text, dates are date cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": MARK, "comments": MARK, "created": CREATED})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_footer(f"&L{MARK}&R&P/&N")
            if sheet.title:
                page.write_string(0, 0, sheet.title, bold)
            top = sheet.header_row - 1
            page.freeze_panes(top + 1, 0)
            for column, header in enumerate(sheet.headers):
                page.write_string(top, column, header, bold)
                page.set_column(column, column, min(max(len(header), 12), 40))
            for number, row in enumerate(sheet.rows, top + 1):
                for column, header in enumerate(sheet.headers):
                    write_cell(page, number, column, row.get(header), day)


def write_cell(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    """Write one cell by the type of its value; blank for None."""
    if value is None:
        return
    if isinstance(value, dt.date):
        page.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, value)


def write_csv(path: Path, sheet: Sheet, *, delimiter: str, encoding: str) -> None:
    """Write a sheet as csv with CRLF line ends; a title becomes the first line, then a blank one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    if sheet.title:
        writer.writerows([[sheet.title], []])
    writer.writerow(sheet.headers)
    writer.writerows([_plain(row.get(header)) for header in sheet.headers] for row in sheet.rows)
    path.write_bytes(text.getvalue().encode(encoding))


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value)
