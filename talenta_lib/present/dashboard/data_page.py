"""Data & ketentuan: the tables on data quality, rules and schemes in force, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from talenta_lib.present.dashboard.controls import button, column, html, roster, row, show
from talenta_lib.present.dashboard.data_tables import TABLES, DataTable, page_finding
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import Page


def data_page(state: DashboardState) -> widgets.Widget:
    """Return the page of tables over a state."""
    return DataPage(state).widget


class DataPage:
    """The names of the tables at the left, one table at a time at the right."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self.tables = {name: make for group in TABLES.values() for name, make in group.items()}
        self.shown = next(iter(self.tables))
        self.buttons = {name: button(state, name, self._opener(name), kind="sepi") for name in self.tables}
        self._head, self._title, self._place = html(), html(), column(name="talenta-tabel")
        groups = [
            part for group, members in TABLES.items()
            for part in (html(f"<h2>{group}</h2>"), *(self.buttons[name] for name in members))
        ]  # fmt: skip
        right = column(self._title, self._place, name="talenta-isi-tabel")
        self.widget = column(self._head, row(column(*groups, name="talenta-daftar-tabel"), right, name="talenta-dua"))
        self.widget.add_class("hal-data")
        keep_fresh(state, Page.DATA, self._lay, (state, ["result"]), (state.bench, ["chapter"]))

    @property
    def table(self) -> DataTable:
        """The table on show."""
        return self.tables[self.shown](self.state)

    def _opener(self, name: str) -> Callable[[], None]:
        def open_table() -> None:
            self.shown = name
            self._lay()

        return open_table

    def _lay(self) -> None:
        """Show the finding of the page, and the table that was chosen."""
        table = self.table
        show(self._head, f'<h1 class="temuan">{escape(page_finding(self.state))}</h1>')
        show(self._title, f'<h2>{escape(table.finding)}</h2><p class="sub">{escape(table.caption)}</p>')
        name = self.shown.lower().replace(" ", "-")
        self._place.children = [roster(self.state, table.rows, name, table.formats)] if len(table.rows) else []
        for one, made in self.buttons.items():
            is_shown = one == self.shown
            made.description = f"▸ {one}" if is_shown else one
            (made.add_class if is_shown else made.remove_class)("talenta-pilih")
