"""Peta talenta: the board under its filters, the table behind it, and the card of who was chosen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd
import traitlets as tl

from talenta_lib.present.annex_workbook import people_sheet
from talenta_lib.present.board_widget import NineBoxBoard
from talenta_lib.present.dashboard.card_tables import card_tables, whose
from talenta_lib.present.dashboard.controls import (
    Fold,
    button,
    column,
    edge,
    html,
    later,
    picture_links,
    row,
    show,
    switch,
)
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.explore.card import card_details, card_summary
from talenta_lib.present.explore.controls import filter_bar
from talenta_lib.present.pages.page import board_bands
from talenta_lib.present.profile import write_profile
from talenta_lib.terms import AXIS_LABELS, format_score

PICTURE: Final = "talenta-peta"
ROSTER: Final = ["Kode", "Nama", "Jabatan", "OPD", "Eselon", "Kinerja", "Potensial", "Kotak", "Garis Batas", "Saran"]
NAMING: Final = ("NIP", "Nama", "TMT Pensiun")
"""Columns that name somebody, or tell the date of birth: not in blind mode, where the code stands for them."""
LEGEND: Final = (
    '<p class="sub legenda"><span class="bulat"></span> pejabat <span class="bulat batas"></span> garis batas</p>'
)


def map_page(state: DashboardState) -> widgets.Widget:
    """Return the page; it is built anew where names become codes, or codes names."""
    return MapPage(state).widget


class MapPage:
    """Board, filters, table and card over ``state.map``; what is shown of a person comes from ``state.result``."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self.widget = widgets.HBox()
        self.widget.add_class("hal-peta")
        state.observe(edge(state, self._build), "result")
        state.observe(edge(state, self._show_card), "chapter")
        self._build(None)

    def _build(self, _change: object) -> None:
        state, result = self.state, self.state.result
        bands = board_bands(result.scheme)
        self.board = NineBoxBoard(result.people, bands, card="talenta-kartu")
        self.board.add_class("talenta-papan")
        tl.link((state.map, "selected"), (self.board, "selected"))
        self.formats = {label: partial(format_score, cuts=bands[axis]) for axis, label in AXIS_LABELS.items()}
        self._finding, self._table = html(), view.table(self._roster(), self.formats)
        self._table_box = column(self._table, name="tabel")
        self.widget.children = [self._left(), self._card()]
        state.map.observe(edge(state, self._follow), "visible")
        state.map.observe(edge(state, self._show_card), "selected")
        self._turn(is_table=False)
        self._follow(None)

    # --- board -------------------------------------------------------------------------------------------------

    def _left(self) -> widgets.VBox:
        state = self.state
        sheet = view.download(state.result, "Pejabat", self._sheet)
        self._saving = row(sheet, html(picture_links(PICTURE)), name="unduhan")
        offer = switch(state, "Unduh", self._offer, tip="Unduh daftar yang tampil, atau gambar papan")
        table = switch(state, "Tabel", lambda is_on: self._turn(is_table=is_on), tip="Daftar nama di balik papan")
        self._clear = button(state, "Hapus", state.map.clear, tip="Hapus saringan")
        filters = row(filter_bar(state.map), self._clear, name="saringan")
        head = row(self._finding, html(LEGEND), row(offer, table, name="bukan-penyaji"), name="kepala")
        self._offer(False)
        left = column(head, self._saving, filters, self.board, self._table_box, name="kiri")
        left.add_class("talenta-gambar")
        return left

    def _offer(self, is_on: bool) -> None:
        self._saving.layout.display = None if is_on else "none"

    def _turn(self, *, is_table: bool) -> None:
        """Show the table in the place of the board, or the board."""
        self._is_table = is_table
        self._table_box.layout.display = None if is_table else "none"
        self.board.layout.display = "none" if is_table else None
        self._fill()

    def _fill(self) -> None:
        if self._is_table:
            view.refill(self._table, self._roster(), self.formats)

    def _sheet(self) -> pd.DataFrame:
        """Return all columns of who is shown."""
        sheet = people_sheet(self.state.map.visible)
        return sheet.drop(columns=list(NAMING)) if self.state.blind else sheet

    def _roster(self) -> pd.DataFrame:
        """Return the columns of the table of who is shown."""
        sheet = self._sheet()
        return sheet[[name for name in ROSTER if name in sheet]]

    def _follow(self, _change: object) -> None:
        """Follow the filters."""
        chosen = self.state.map
        show(self._finding, f'<h1 class="temuan">{escape(chosen.finding())}</h1>')
        self._clear.layout.visibility = None if chosen.is_filtered else "hidden"
        self.board.show(chosen.visible, spoken=chosen.spoken())
        self._fill()
        self._show_card(None)

    # --- card --------------------------------------------------------------------------------------------------

    def _card(self) -> widgets.VBox:
        state = self.state
        self._place, self._summary, self._details, self._file = html(), html(), html("", "bukan-penyaji"), html()
        back = button(state, "← Mundur", lambda: state.map.step(-1), tip="Nama sebelumnya dalam daftar")
        on = button(state, "Maju →", lambda: state.map.step(1), tip="Nama berikutnya dalam daftar")
        why = button(state, "Mengapa", self._with_chosen(state.ask), tip="Mengapa jabatan ini, bukan yang lain")
        self._sheet_button = button(state, "Lembar profil", self._with_chosen(self._profile), tip="Satu halaman PDF")
        self._actions = row(why, self._sheet_button, self._file, name="aksi")
        walk = row(self._place, row(back, on, name="langkah"), name="urut")
        self.tables = Fold(
            state, lambda: card_tables(state.result, state.map.selected), "semua angka pada kartu ini",
            label="Tabel kartu", about=lambda: whose(state.result, state.map.selected),
        )  # fmt: skip
        return column(walk, self._summary, self._actions, self._details, self.tables.widget, name="talenta-kartu")

    def _with_chosen(self, act: Callable[[str], Any]) -> Callable[[], None]:
        """Return ``act`` for who is on the card; nothing where nobody is."""

        def done() -> None:
            if self.state.map.selected is not None:
                act(self.state.map.selected)

        return done

    def _show_card(self, _change: object) -> None:
        state, nip = self.state, self.state.map.selected
        show(self._place, f'<p class="sub">{escape(state.map.place_words())}</p>')
        show(self._summary, card_summary(state.result, nip, state.chapter))
        show(self._details, card_details(state.result, nip))
        show(self._file, "")
        self.tables.renew()
        for part in (self._actions, self.tables.widget):
            part.layout.display = "none" if nip is None else None

    def _profile(self, nip: str) -> None:
        """Make the Lembar Profil of an official beside the page, and offer it."""
        result, place, made = self.state.result, self._file, self._sheet_button
        code = result.people.set_index("nip")["code"].loc[nip]

        def work() -> None:
            try:
                with tempfile.TemporaryDirectory() as folder:
                    path = write_profile(result, nip, Path(folder) / f"talenta-profil-{code}.pdf")
                    show(place, view.link(path.name, path.read_bytes()))
            finally:
                made.description, made.disabled = "Lembar profil", False

        made.description, made.disabled = "Menyiapkan…", True
        later(self.state, work)
