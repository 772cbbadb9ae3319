"""A DataFrame -> an accessible HTML table: header scopes, caption, Indonesian numbers and dates, always escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from talenta_lib import terms

Format = Callable[[Any], str]


class Markup(str):
    """HTML made by this package (a mark, a line break); what a format returns as this kind is not escaped."""

    __slots__ = ()


def html_table(
    frame: pd.DataFrame, columns: Mapping[str, str], *, caption: str = "", kind: str = "lampiran",
    align: Mapping[str, str] | None = None, formats: Mapping[str, Format] | None = None,
    row_header: str | None = None, row_classes: Sequence[str] | None = None, group_by: str | None = None,
    widths: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Return a table of the named columns; every cell is escaped unless its format returns ``Markup``.

    Parameters
    ----------
    frame : one row a table row.
    columns : column -> header, in the order of the table.
    caption : what, unit, count, date; shown over the table.
    kind : CSS class of the table: ``lampiran`` (dense) or ``t``.
    align : column -> CSS classes (``r`` right, ``c`` centre, ``b`` bold, ``w`` unbroken); numbers are right by default.
    formats : column -> function from a value that is not missing to its text; default ``cell_text``.
    row_header : column whose cells name their row (``<th scope="row">``).
    row_classes : one CSS class a row (``jumlah``, ``perhatian``, or empty).
    group_by : column; a rule is drawn over the first row of each of its runs.
    widths : column -> CSS width, for tables that must line up; columns without one share the rest.
    """
    classes = {column: _alignment(frame[column]) for column in columns} | dict(align or {})
    writers = {column: (formats or {}).get(column, cell_text) for column in columns}
    head = "".join(
        f'<th scope="col"{_class(classes[column])}{_width(widths, column)}>{escape(label)}</th>'
        for column, label in columns.items()
    )
    rows = []
    previous: object = None
    for number, record in enumerate(frame.to_dict("records")):
        row_class = row_classes[number] if row_classes is not None else ""
        if group_by is not None and number and record[group_by] != previous:
            row_class = f"{row_class} grup".strip()
        previous = record[group_by] if group_by is not None else None
        cells = "".join(
            _cell(record[column], writers[column], classes[column], is_header=column == row_header)
            for column in columns
        )
        rows.append(f"<tr{_class(row_class)}>{cells}</tr>")
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    body = "\n".join(rows)
    layout = ' style="table-layout:fixed"' if widths else ""
    return f'<table class="{kind}"{layout}>{title}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'


def cell_text(value: Any) -> str:
    """Return a value the Indonesian way: dates ``30-06-2025``, whole numbers plain, others with one decimal.

    >>> cell_text(3), cell_text(71.25), cell_text(True), cell_text(dt.date(2025, 6, 30))
    ('3', '71,3', 'ya', '30-06-2025')
    """
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, dt.date):
        return terms.format_date(value, short=True)
    if isinstance(value, int):
        return terms.format_number(value, 0)
    if isinstance(value, float):
        return terms.format_number(value)
    return str(value)


def _cell(value: Any, writer: Format, classes: str, *, is_header: bool) -> str:
    content = _content(value, writer)
    return f'<th scope="row"{_class(classes)}>{content}</th>' if is_header else f"<td{_class(classes)}>{content}</td>"


def _content(value: Any, writer: Format) -> str:
    if pd.isna(value):
        return terms.MISSING
    words = writer(value)
    return words if isinstance(words, Markup) else escape(words)


def _alignment(column: pd.Series[Any]) -> str:
    is_number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return "r" if is_number else ""


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _width(widths: Mapping[str, str] | None, column: str) -> str:
    return f' style="width:{widths[column]}"' if widths and column in widths else ""
