"""Tables -> an Excel workbook that is safe to open, ready to print, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from talenta_lib import terms
from talenta_lib.errors import ReportError
from talenta_lib.present.theme import COLORS, FONT

_INK: Final = COLORS["terang"]
_CREATED: Final = dt.datetime(2025, 1, 1)
"""A fixed stamp, so that equal tables give equal bytes."""

_WIDEST: Final = 60
_ROWS_MEASURED: Final = 500
_NARROWEST: Final = 8
_SHEET_NAME_LENGTH: Final = 31
_MM_A_LETTER: Final = 1.95
_LINE: Final = 13
"""Height of a line in points."""
_F4: Final = 14
"""Excel's number for Folio, 215.9 x 330.2 mm."""
_FORBIDDEN_IN_NAME: Final = dict.fromkeys(map(ord, r"[]:*?/\'"), " ")

Columns = Mapping[str, str]


def write_workbook(
    path: Path, sheets: Mapping[str, pd.DataFrame], *, title: str, classification: str, fingerprint: str,
    labels: Mapping[str, Columns] | None = None,
) -> Path:  # fmt: skip
    """Write one sheet a table: frozen header, filter, widths, number and date formats, A4 landscape with head and foot.

    Texts are never formulas or links. A NIP stays text. Missing cells stay empty. Numbers keep their full precision;
    the format shows one decimal, in the separators of the reader's Excel.

    Parameters
    ----------
    path : the ``.xlsx`` file.
    sheets : sheet name -> table.
    title, classification, fingerprint : printed on every page (fingerprint = hash over the inputs).
    labels : sheet name -> column -> header; the column name where it is not given.

    Raises
    ------
    ReportError
        when the file cannot be written, for instance because it is open in Excel.
    """
    with _workbook(path, title, fingerprint) as book:
        formats = _formats(book)
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name.translate(_FORBIDDEN_IN_NAME)[:_SHEET_NAME_LENGTH])
            _write_sheet(sheet, frame, (labels or {}).get(name, {}), formats)
            _set_up_print(sheet, title, classification, fingerprint)
    return path


def write_list(
    path: Path, frame: pd.DataFrame, *, head: Sequence[str], foot: Sequence[str], widths: Sequence[float], title: str,
    classification: str, fingerprint: str,
) -> Path:  # fmt: skip
    """Write one printed list with lines over and under it: F4 landscape, ruled, the table head on every page.

    ``widths`` are in mm. The lines, which may hold line breaks, go over the right half of the sheet; those of several
    lines over its whole width, centred. Safe as ``write_workbook``; raises ``ReportError`` likewise.
    """
    with _workbook(path, title, fingerprint) as book:
        sheet = book.add_worksheet(title)
        base = {"font_name": FONT, "font_size": 10, "font_color": _INK["tinta"], "valign": "top", "text_wrap": True}
        cell, line = book.add_format({**base, "border": 1}), book.add_format({**base, "text_wrap": False})
        bold = book.add_format({**base, "border": 1, "bold": True, "align": "center"})
        wide = book.add_format({**base, "bold": True, "align": "center"})
        for position, width in enumerate(widths):
            sheet.set_column(position, position, width / _MM_A_LETTER)
        _write_lines(sheet, dict(enumerate(head)), len(widths), line, wide)
        for position, name in enumerate(frame.columns):
            sheet.write_string(len(head), position, name, bold)
        for row, values in enumerate(frame.itertuples(index=False), start=len(head) + 1):
            sheet.set_row(row, _LINE * _lines(values, widths) + 3)
            for position, value in enumerate(values):
                sheet.write_string(row, position, str(value), cell)
        _write_lines(sheet, dict(enumerate(foot, start=len(head) + 1 + len(frame))), len(widths), line, wide)
        _set_up_print(sheet, title, classification, fingerprint)
        sheet.set_paper(_F4)
        sheet.repeat_rows(len(head))
    return path


def _lines(values: Sequence[Any], widths: Sequence[float]) -> int:
    """Return how many lines the longest cell of a row takes; only Excel finds that out by itself."""
    return max(
        sum(max(1, math.ceil(len(line) * _MM_A_LETTER / width)) for line in str(value).split("\n"))
        for value, width in zip(values, widths, strict=True)
    )


def _write_lines(sheet: Any, lines: Mapping[int, str], columns: int, line: Any, wide: Any) -> None:
    """Write the lines over or under a list, each in its row."""
    for row, words in lines.items():
        if "\n" in words:
            sheet.merge_range(row, 0, row, columns - 1, words, wide)
            sheet.set_row(row, 15 * (1 + words.count("\n")))
        else:
            sheet.write_string(row, columns // 2 + 1, words, line)


@contextmanager
def _workbook(path: Path, title: str, fingerprint: str) -> Iterator[Any]:
    """Open a workbook in which no text becomes a formula or a link; ``ReportError`` where it cannot be written."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": title, "comments": f"Jejak masukan {fingerprint}", "created": _CREATED})
            yield book
    except (OSError, XlsxWriterException) as exc:
        raise ReportError(
            f"Berkas {path.name} tidak dapat ditulis.", "Tutup berkas itu bila sedang terbuka, lalu ulangi."
        ) from exc


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "top", "font_color": _INK["tinta"]}
    head = {**base, "bold": True, "text_wrap": True, "bottom": 2, "bottom_color": _INK["tinta"], "valign": "bottom"}
    rule = {**base, "bottom": 1, "bottom_color": _INK["garis"]}
    return {
        "head": book.add_format({**head, "bg_color": _INK["nila-kabut"]}),
        "text": book.add_format({**rule, "num_format": "@", "text_wrap": True}),
        "whole": book.add_format({**rule, "num_format": "#,##0"}),
        "number": book.add_format({**rule, "num_format": "#,##0.0"}),
        "date": book.add_format({**rule, "num_format": "dd-mm-yyyy", "align": "left"}),
    }


def _write_sheet(sheet: Any, frame: pd.DataFrame, labels: Columns, formats: Mapping[str, Any]) -> None:
    for position, column in enumerate(frame.columns):
        label = labels.get(column, column)
        kind = _kind(frame[column])
        values = [_plain(value) for value in frame[column]]
        sheet.set_column(position, position, _width(label, values, kind), formats[kind])
        sheet.write_string(0, position, label, formats["head"])
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, row, position, value, formats)
    sheet.freeze_panes(1, 0)
    if len(frame.columns):
        sheet.autofilter(0, 0, max(len(frame), 1), len(frame.columns) - 1)


def _write_cell(sheet: Any, row: int, position: int, value: Any, formats: Mapping[str, Any]) -> None:
    if value is None:
        sheet.write_blank(row, position, None, formats["text"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, position, value, formats["date"])
    elif isinstance(value, int):
        sheet.write_number(row, position, value, formats["whole"])
    elif isinstance(value, float):
        sheet.write_number(row, position, value, formats["number"])
    else:
        sheet.write_string(row, position, value, formats["text"])


def _kind(column: pd.Series[Any]) -> str:
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        return "text"
    return "whole" if pd.api.types.is_integer_dtype(column) else "number"


def _plain(value: Any) -> Any:
    """Return None, a date, an int, a finite float or a text (yes/no in Indonesian) for any cell of a table."""
    if pd.isna(value) or (isinstance(value, float) and math.isinf(value)):
        return None
    if pd.api.types.is_bool(value):
        return "ya" if value else "tidak"
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if pd.api.types.is_integer(value):
        return int(value)
    if pd.api.types.is_float(value):
        return float(value)
    return value if isinstance(value, dt.date) else str(value)


def _width(label: str, values: list[Any], kind: str) -> float:
    if kind == "date":
        return max(12.0, len(label) * 0.8)
    lengths = [len(terms.format_number(v)) if isinstance(v, float) else len(str(v)) for v in values[:_ROWS_MEASURED]]
    return float(min(max([*lengths, len(label) * 0.8, _NARROWEST]) + 2, _WIDEST))


def _set_up_print(sheet: Any, title: str, classification: str, fingerprint: str) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    head, mark, trace = (words.replace("&", "&&") for words in (title, classification, fingerprint))
    sheet.set_header(f"&L{head}&R&B{mark}")
    sheet.set_footer(f"&L&B{terms.PPK_SENTENCE}&B&CJejak masukan {trace}&RHalaman &P dari &N")
