"""Shared parts of the notebook views: a view with a static twin, an interactive table, a download."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from talenta_lib.present.excel import write_workbook
from talenta_lib.present.pages.page import classification
from talenta_lib.present.record_words import trace_words
from talenta_lib.present.tables import Format, cell_text, html_table
from talenta_lib.present.theme import css_variables, font_faces
from talenta_lib.round import RoundResult
from talenta_lib.terms import PPK_SENTENCE, format_date, format_number

STATIC_ROWS = 60
PAGE_ROWS = 10
"""Rows of an interactive table on one page, before its reader asks for more."""
_ASKED = itertools.count(1)
NO_FORMATS: Mapping[str, Format] = MappingProxyType({})
VIEW_STYLE = """
.talenta { font: 400 15px/20px "Source Sans 3"; color: var(--tinta); background: var(--kertas); padding: 12px; }
.talenta h2 { font: 700 20px/26px "Source Sans 3"; margin: 0 0 8px; }
.talenta h3 { font: 700 16px/20px "Source Sans 3"; margin: 14px 0 4px; }
.talenta p { margin: 0 0 8px; } .talenta .sub { color: var(--tinta-2); font-size: 14px; } .talenta td .sub { font-size: 12.5px; }
.talenta table { border-collapse: collapse; font-size: 14px; width: 100%; }
.talenta th, .talenta td { text-align: left !important; padding: 3px 10px 3px 0; border-bottom: 1px solid var(--garis); vertical-align: top; }
.talenta thead th { color: var(--tinta-2); border-bottom: 1.5px solid var(--tinta); font-weight: 600; }
.talenta tr { background: none !important; }
.talenta .r { text-align: right !important; } .talenta svg { max-width: 100%; }
.talenta .pil { display: inline-block; background: var(--nila-sel); border-radius: 12px; padding: 2px 10px; margin-right: 6px; font-weight: 600; }
.talenta .pil.batas { background: var(--sogan-sel); color: var(--sogan); }
.talenta tbody th { font-weight: 400; }
.talenta.status { font-size: 13px; line-height: 18px; padding: 4px 12px; background: var(--dasar); color: var(--tinta-2); }
.talenta.status b { color: var(--tinta); }
.talenta a.simpan { display: inline-block; overflow-wrap: anywhere; background: var(--nila-kabut); color: var(--nila) !important; font: 600 14px/20px "Source Sans 3"; padding: 5px 13px; border: 1px solid var(--nila); border-radius: 4px; text-decoration: none; }
.talenta a.simpan:focus-visible { outline: 3px solid var(--tinta); outline-offset: 2px; }
.js-plotly-plot .modebar-container { display: none; }
.dt-container { font: 400 14px/19px "Source Sans 3"; color: var(--tinta); width: 100%; }
.dt-container table.dataTable thead th { color: var(--tinta-2); font-weight: 600; border-bottom: 1.5px solid var(--tinta); }
.dt-container table.dataTable td { vertical-align: top; max-width: 240px; overflow-wrap: break-word; }
"""


class View:
    """Something to look at: a widget in JupyterLab, the same content as HTML where no widget can live."""

    def __init__(self, html: str, widget: widgets.Widget | None = None) -> None:
        self.html = html
        self.widget = widget

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": "talenta", "text/html": framed(self.html)}
        if self.widget is not None:
            bundle |= self.widget._repr_mimebundle_()
        return bundle


def framed(html: str) -> str:
    """Return HTML inside the project's type and colours."""
    return f'<div class="talenta">{html}</div>'


def style() -> widgets.HTML:
    """Return the style sheet of the views; it stands in each interactive view."""
    return widgets.HTML(f"<style>{font_faces('woff2')}{css_variables()}{VIEW_STYLE}</style>")


def status_line(result: RoundResult) -> str:
    """Return the status line as HTML: classification, round, date of the data, scheme, who decides."""
    parameters = result.parameters
    parts = (
        f"{parameters.title}, {parameters.region}", f"Data per {format_date(parameters.as_of)}",
        f"Skema {result.scheme.label}", PPK_SENTENCE,
    )  # fmt: skip
    words = " · ".join(escape(part) for part in parts)
    return f'<div class="talenta status"><b>{escape(classification(result, draft=False))}</b> · {words}</div>'


def static_style() -> str:
    """Return the style sheet for a static view, without fonts (a static notebook stays small)."""
    return f"<style>{css_variables()}{VIEW_STYLE}</style>"


def stack(*parts: widgets.Widget) -> widgets.VBox:
    """Return the parts one under the other, with the style sheet."""
    return widgets.VBox([style(), *parts])


def table(frame: pd.DataFrame, formats: Mapping[str, Format] = NO_FORMATS, *, is_selectable: bool = False) -> ITable:
    """Return an interactive table: sortable, searchable, NIP as text; all rows stay in the browser.

    ``formats`` maps a column to the function that writes its values; ``is_selectable``: one row can be chosen
    (``selected_rows``).
    """
    select = "single" if is_selectable else False
    return ITable(_with_order(as_text(frame, formats), frame), **_table_options(frame), select=select)


def refill(table: ITable, frame: pd.DataFrame, formats: Mapping[str, Format] = NO_FORMATS) -> None:
    """Show other rows in a table, the same way."""
    table.update(_with_order(as_text(frame, formats), frame), **_table_options(frame))


def _table_options(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the options of itables; ``update`` keeps none of them, so both calls give them all."""
    words = [number for number, column in enumerate(frame) if not pd.api.types.is_numeric_dtype(frame[column])]
    dates = [(list(frame).index(name), place) for place, name in enumerate(_dates(frame), start=frame.shape[1])]
    is_long = len(frame) > PAGE_ROWS
    return {
        "maxBytes": 0, "lengthMenu": _LENGTHS, "classes": "compact row-border hover", "language": _LANGUAGE, "showIndex": False,
        "columnDefs": [
            {"targets": words, "className": "dt-left", "type": "string"},
            *({"targets": [shown], "orderData": [order]} for shown, order in dates),
            {"targets": [order for _, order in dates], "visible": False, "searchable": False},
        ],
        "layout": {
            "topStart": "pageLength" if is_long else None, "topEnd": "search",
            "bottomStart": "info" if is_long else None, "bottomEnd": "paging" if is_long else None,
        },
        "style": "width:100%;margin:0;table-layout:auto", "text_in_header_can_be_selected": False,
        "warn_on_unexpected_option_type": False,  # it knows no words inside of "aria"
    }  # fmt: skip


def _dates(frame: pd.DataFrame) -> list[str]:
    """Return the columns that hold dates alone: what is shown of them does not sort."""
    held = {str(name): frame[name].dropna() for name in frame}
    return [name for name, cells in held.items() if len(cells) and all(isinstance(cell, dt.date) for cell in cells)]


def _with_order(shown: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a shown table with a column more for each of dates, year first, by which it is sorted."""
    order = {f"{name} (urutan)": frame[name].map(dt.date.isoformat, na_action="ignore") for name in _dates(frame)}
    return shown.assign(**{name: cells.fillna("") for name, cells in order.items()})


def as_text(frame: pd.DataFrame, formats: Mapping[str, Format] = NO_FORMATS) -> pd.DataFrame:
    """Return the table as Indonesian text (``47,8``, ``30-06-2025``, ``ya``), empty where missing; itables escapes it.

    A number has the minus of the keyboard, by which alone the table sorts it.
    """
    shown = {name: frame[name].map(formats.get(str(name), cell_text), na_action="ignore").fillna("") for name in frame}
    return pd.DataFrame({
        name: cells.str.replace("−", "-") if pd.api.types.is_numeric_dtype(frame[name]) else cells
        for name, cells in shown.items()
    })  # fmt: skip


_LENGTHS: Sequence[object] = [PAGE_ROWS, 25, 50, 100, {"label": "semua", "value": -1}]
_LANGUAGE: Mapping[str, object] = {
    "decimal": ",",
    "thousands": ".",
    "search": "Cari:",
    "lengthMenu": "Tampilkan _MENU_ baris",
    "info": "Baris _START_ sampai _END_ dari _TOTAL_",
    "infoEmpty": "Tidak ada baris",
    "infoFiltered": "(disaring dari _MAX_)",
    "zeroRecords": "Tidak ada yang cocok. Hapus saringan.",
    "emptyTable": "Tidak ada baris",
    "aria": {
        "orderable": ": urutkan",
        "orderableReverse": ": urutkan terbalik",
        "orderableRemove": ": kembali ke urutan semula",
        "paginate": {"first": "Pertama", "previous": "Sebelumnya", "next": "Berikutnya", "last": "Terakhir"},
    },
}


def static_table(frame: pd.DataFrame, formats: Mapping[str, Format] = NO_FORMATS) -> str:
    """Return the first rows of a table as HTML; the rest is named."""
    html = html_table(frame.head(STATIC_ROWS), {str(column): str(column) for column in frame}, formats=formats)
    more = len(frame) - STATIC_ROWS
    return html + (f'<p class="sub">… dan {more} baris lagi; unduh Excel untuk semuanya.</p>' if more > 0 else "")


def download(result: RoundResult, name: str, sheet: Callable[[], pd.DataFrame]) -> widgets.HBox:
    """Return the button "Unduh Excel": a click writes what is shown; the frame saves it, the link beside it as well."""
    button = widgets.Button(description="Unduh Excel", icon="download", tooltip="Unduh yang sedang ditampilkan")
    place = widgets.HTML()

    def offer(_button: widgets.Button) -> None:
        frame = sheet()
        with tempfile.TemporaryDirectory() as folder:
            path = write_workbook(
                Path(folder) / f"{name}.xlsx", {name: frame}, title=result.parameters.title,
                classification=classification(result, draft=False), fingerprint=trace_words(result.input_part),
            )  # fmt: skip
            note = f"{format_number(len(frame), 0)} baris"
            place.value = framed(link(path.name, path.read_bytes(), note=note, is_asked=True))

    button.on_click(offer)
    return widgets.HBox([button, place], layout=widgets.Layout(align_items="center", grid_gap="8px"))


def link(name: str, content: bytes, *, note: str = "", is_asked: bool = False) -> str:
    """Return a link, drawn as a button, that carries the file itself: nothing is fetched from anywhere.

    ``is_asked``: the frame of the dashboard saves the file at once, as far as this one was not saved before.
    """
    data = base64.b64encode(content).decode("ascii")
    words = f"Simpan {name} ({note})" if note else f"Simpan {name}"
    asked = f' data-otomatis="{next(_ASKED)}"' if is_asked else ""
    return (
        f'<a class="simpan"{asked} download="{escape(name)}" href="data:application/octet-stream;base64,{data}">'
        f"{escape(words)}</a>"
    )
