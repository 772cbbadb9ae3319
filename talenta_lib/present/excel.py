"""Tables -> an Excel workbook that is safe to open, ready to print, and the same bytes every time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
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
            formats = _formats(book)
            for name, frame in sheets.items():
                sheet = book.add_worksheet(name.translate(_FORBIDDEN_IN_NAME)[:_SHEET_NAME_LENGTH])
                _write_sheet(sheet, frame, (labels or {}).get(name, {}), formats)
                _set_up_print(sheet, title, classification, fingerprint)
    except (OSError, XlsxWriterException) as exc:
        raise ReportError(
            f"Berkas {path.name} tidak dapat ditulis.", "Tutup berkas itu bila sedang terbuka, lalu ulangi."
        ) from exc
    return path


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
