"""The building blocks of the pages: text, buttons inside the edge, tables and pictures with their downloads."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd

from talenta_lib.errors import TalentaError
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import in_background
from talenta_lib.present.tables import Format

FAULT: Final = "Terjadi kesalahan program; yang sudah tersimpan tidak hilang. Ulangi, atau muat ulang halaman."
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
LOG = logging.getLogger("talenta.dashboard")


def html(text: str = "", *classes: str) -> widgets.HTML:
    """Return text in the type of the project; ``text`` is HTML whose data the caller has escaped."""
    shown = widgets.HTML(view.framed(text))
    for name in classes:
        shown.add_class(name)
    return shown


def show(shown: widgets.HTML, text: str) -> None:
    """Put other text into an :func:`html`."""
    shown.value = view.framed(text)


def told(act: Callable[[], object]) -> str:
    """Do something; return what is to be told where it is refused or breaks, empty where it went.

    The one place where every fault ends: nobody is to read a traceback. The log names the fault and its lines, never
    its message, which may hold a name.
    """
    try:
        act()
    except TalentaError as error:
        return str(error)
    except Exception as fault:
        log_fault(fault)
        return FAULT
    return ""


def edge(state: DashboardState, act: Callable[..., object]) -> Callable[..., None]:
    """Return a callback that never ends in a traceback: what is refused, or breaks, is told in the notice."""

    def guarded(*given: Any, **named: Any) -> None:
        words = told(lambda: act(*given, **named))
        if words:
            state.notice = words

    return guarded


def deed(state: DashboardState, act: Callable[..., object]) -> Callable[..., None]:
    """Return the callback of what somebody does: an :func:`edge` that first takes back what was told before."""

    def done(*given: Any, **named: Any) -> object:
        state.hush()
        return act(*given, **named)

    return edge(state, done)


def log_fault(fault: BaseException) -> None:
    """Log where a fault of the program happened, without its message."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = " < ".join(f"{Path(one.filename).stem}.{one.name}:{one.lineno}" for one in reversed(frames))
    LOG.error(f"{type(fault).__name__} at {places}")  # in the words themselves: values are left out of a private log


def later(state: DashboardState, work: Callable[[], object]) -> None:
    """Do long work beside the page, inside the edge."""

    def on_fault() -> None:
        state.notice = FAULT

    in_background(edge(state, work), on_fault)


def button(
    state: DashboardState, label: str, act: Callable[[], object], *, kind: str = "", tip: str = ""
) -> widgets.Button:
    """Return a button that does ``act`` inside the edge; ``kind`` is ``utama`` (filled), ``sepi`` (plain), or empty."""
    made = widgets.Button(description=label, tooltip=tip, layout=widgets.Layout(width="auto"))
    if kind:
        made.add_class(f"talenta-{kind}")
    made.on_click(deed(state, lambda _button: act()))
    return made


def switch(
    state: DashboardState, label: str, act: Callable[[bool], object], *, is_on: bool = False, tip: str = ""
) -> widgets.ToggleButton:
    """Return a button that stays pressed; ``act`` is given whether it is."""
    made = widgets.ToggleButton(description=label, value=is_on, tooltip=tip, layout=widgets.Layout(width="auto"))
    made.observe(deed(state, lambda change: act(change["new"])), "value")
    return made


def labelled(control: widgets.Widget, words: str) -> widgets.VBox:
    """Return a control under its label; the frame ties the two together for screen readers."""
    label = widgets.HTML(f'<span class="talenta-label">{escape(words)}</span>')
    box = widgets.VBox([label, control])
    box.add_class("talenta-berlabel")
    return box


def row(*parts: widgets.Widget, name: str = "") -> widgets.HBox:
    """Return parts side by side that wrap where the screen is narrow."""
    box = widgets.HBox(list(parts))
    box.add_class("talenta-baris")
    if name:
        box.add_class(name)
    return box


def column(*parts: widgets.Widget, name: str = "") -> widgets.VBox:
    """Return parts one under the other."""
    box = widgets.VBox(list(parts))
    box.add_class("talenta-lajur")
    if name:
        box.add_class(name)
    return box


def roster(
    state: DashboardState,
    frame: pd.DataFrame,
    name: str,
    formats: Mapping[str, Format] = view.NO_FORMATS,
    about: Mapping[str, str] = NOTHING,
) -> widgets.VBox:
    """Return an interactive table (sort, search) with its download as XLSX.

    ``about`` are columns of the file alone, the same in every row: of whom or what the table speaks.
    """
    file = view.download(state.result, name, lambda: frame.assign(**about))
    return column(view.table(frame, formats), file, name="talenta-daftar")


class Fold:
    """The switch "Tabel" (``turn``), and the ``place`` where it shows the tables behind what is drawn: a ``widget``.

    ``tables`` returns title -> table, as they stand; empty ones are left out, one alone needs no title. ``about`` is
    that of :func:`roster`. Who lays what is drawn anew calls :meth:`renew`, so that no table stays behind.
    """

    def __init__(
        self,
        state: DashboardState,
        tables: Callable[[], Mapping[str, pd.DataFrame]],
        what: str,
        *,
        label: str = "Tabel",
        about: Callable[[], Mapping[str, str]] = lambda: NOTHING,
    ) -> None:
        self._state, self._tables, self._about = state, tables, about
        tip = f"Tabel untuk diurutkan, disaring, dan diunduh: {what}"
        self.turn, self.place = switch(state, label, lambda _is_on: self.renew(), tip=tip), column(name="talenta-lipat")
        self.widget = column(row(self.turn), self.place)
        for part in (self.turn, self.place):
            part.add_class("bukan-penyaji")

    def renew(self) -> None:
        """Show the tables as they stand now; none while the switch is off."""
        found = self._tables() if self.turn.value else {}
        shown = {title: frame for title, frame in found.items() if len(frame)}
        parts = [part for title, frame in shown.items() for part in self._parts(title, frame, len(found))]
        self.place.children = parts if parts or not self.turn.value else [html('<p class="sub">Belum ada isinya.</p>')]

    def _parts(self, title: str, frame: pd.DataFrame, count: int) -> list[widgets.Widget]:
        heading = [html(f"<h2>{escape(title)}</h2>")] if count > 1 else []
        return [*heading, roster(self._state, frame, title, about=self._about())]


def with_table(state: DashboardState, picture: str, name: str, tables: Mapping[str, pd.DataFrame]) -> widgets.VBox:
    """Return a picture (SVG as HTML) with its downloads as SVG and PNG, and the tables behind it under "Tabel"."""
    fold = Fold(state, lambda: tables, name)
    box = column(html(picture), row(html(picture_links(name)), fold.turn), fold.place)
    box.add_class("talenta-gambar")
    return box


def picture_links(name: str) -> str:
    """Return the two buttons that save the picture they stand beside; the frame draws the file in the browser."""
    return "".join(
        f'<button type="button" class="unduh" data-unduh="{kind}" data-nama="{escape(name)}">'
        f"Unduh {kind.upper()}</button>"
        for kind in ("svg", "png")
    )
