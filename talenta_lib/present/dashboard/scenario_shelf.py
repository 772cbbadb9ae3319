"""The scenario shelf on the page: tabs that lay a scenario on the bench, who saved what, the comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Final

import ipywidgets as widgets
import pandas as pd
import traitlets as tl

from talenta_lib.errors import TalentaError
from talenta_lib.present.dashboard.controls import Fold, button, column, deed, edge, html, labelled, roster, row, show
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.scenario_shelf_html import SHELF, free_name, shelf_html, shelf_table, tabs_html
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.background import Runner
from talenta_lib.present.explore.choice import Clickable
from talenta_lib.present.explore.scenario_compare import (
    MOST_COMPARED,
    Plans,
    compare_finding,
    comparison,
    differ_finding,
    differences,
)
from talenta_lib.present.explore.scenario_solve import Solving
from talenta_lib.present.explore.scenario_state import BUSY
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.tables import html_table

CHOOSE: Final = f"Pilih dua sampai {MOST_COMPARED} skenario untuk dibandingkan."


class ShelfPanel(tl.HasTraits):
    """Tabs (``tabs``) and the open shelf (``widget``); ``is_open``: the shelf stands in place of the plan.

    ``wanted`` are the names to compare as they were clicked; those compared follow once they are solved.
    """

    is_open = tl.Bool(default_value=False)
    is_busy = tl.Bool(default_value=False)
    wanted = tl.Tuple()

    def __init__(self, state: DashboardState, solving: Solving, run: Runner) -> None:
        super().__init__()
        self.state, self.solving, self._run = state, solving, run
        self.tabs, self.list = Clickable(marked=""), Clickable()
        self._told, self._finding, self._measures = html(), html(), html()
        self._differences = widgets.VBox()
        back = button(state, "‹ Kembali ke rencana", lambda: setattr(self, "is_open", False), kind="sepi")
        self.listed = Fold(state, lambda: {"Rak Skenario": shelf_table(state)}, "Rak Skenario")
        self.measured = Fold(state, self._measured, "Ukuran Skenario")
        parts = [html("<h2>Rak skenario</h2>"), self.list, self.listed.widget, self._told, *self._form(), row(back)]
        left = column(*parts, name="talenta-rak")
        self.right = column(
            self._finding, self._measures, self.measured.widget, self._differences, name="talenta-banding"
        )
        self.widget = row(left, self.right, name="talenta-rak-terbuka")
        self.tabs.on_pick(deed(state, self._pick_tab))
        self.list.on_pick(deed(state, self._act))
        sources = ((state.shelf, ["names", "shelved"]), (state.bench, ["scenario", "chapter"]), (state, ["blind"]))
        keep_fresh(state, Page.SCENARIO, self._lay_shelf, *sources)
        keep_fresh(state, Page.SCENARIO, self._compare, (state.shelf, ["compared"]), (state, ["blind"]))
        state.shelf.observe(edge(state, self._tell), ["message", "is_refused"])
        self.observe(edge(state, self._turn), ["is_open", "is_busy", "wanted"])
        self._turn(None)

    # --- parts -------------------------------------------------------------------------------------------------

    def _form(self) -> list[widgets.Widget]:
        """Return the fields to save what stands on the bench; none for an observer."""
        state = self.state
        if state.is_observer:
            return []
        wide = widgets.Layout(width="100%")
        self.name = widgets.Text(placeholder="misalnya d-hemat-15", layout=wide)
        self.title = widgets.Text(placeholder="misalnya Hemat 15", layout=wide)
        by, role = widgets.Text(layout=wide), widgets.Text(placeholder="misalnya sekretaris", layout=wide)
        tl.link((state.decisions, "by"), (by, "value"))
        tl.link((state.decisions, "role"), (role, "value"))
        self.save = button(state, "Simpan ke rak", self._save, kind="utama", tip="Simpan isi meja dengan nama ini")
        self.replace = button(state, "Ganti isinya", self._replace, tip="Ganti skenario yang bernama sama")
        self.replace.layout.display = "none"
        self.name.observe(edge(state, lambda _change: setattr(self.replace.layout, "display", "none")), "value")
        return [
            html("<h2>Simpan yang ada di meja</h2>"),
            row(labelled(self.name, "Nama"), labelled(self.title, "Judul"), name="talenta-sepasang"),
            row(labelled(by, "Dicatat oleh"), labelled(role, "Peran"), name="talenta-sepasang"),
            row(self.save, self.replace),
        ]

    # --- acts --------------------------------------------------------------------------------------------------

    def _pick_tab(self, name: str) -> None:
        if name == SHELF:
            self.is_open = not self.is_open
        elif self.state.is_observer:
            self._add_compared(name)
        else:
            self.open(name)

    def _act(self, part: str) -> None:
        act, _, name = part.partition(":")
        acts: dict[str, Callable[[str], object]] = {
            "banding": self._add_compared, "buka": self.open, "kunci": self.state.shelf.lock,
            "gandakan": lambda one: self.state.shelf.duplicate(one, free_name(one, self.state.shelf.names)),
        }  # fmt: skip
        acts[act](name)

    def _save(self) -> None:
        """Save under the name of the form; one that is taken is asked for once more."""
        name = self.name.value.strip()
        if not self._saved(name, may_replace=False) and name in self.state.shelf.names:
            self.replace.layout.display = ""

    def _replace(self) -> None:
        self._saved(self.name.value.strip(), may_replace=True)

    def _saved(self, name: str, *, may_replace: bool) -> bool:
        """Save what stands on the bench, and empty the form. Returns whether it was recorded."""
        went = self.state.shelf.save(name, self.title.value, may_replace=may_replace)
        if went:
            self.name.value = self.title.value = ""
        return went

    def open(self, name: str) -> None:
        """Lay a scenario on the bench; one that has no plan yet is solved beside the page."""
        if self.is_busy:
            raise BUSY
        self.solving.begin(partial(self._lay, name), f"Menghitung… {self.state.shelf.title(name)}")
        self.is_open = False

    def _lay(self, name: str) -> None:
        shelf = self.state.shelf
        if not shelf.open(name):
            refusal, shelf.message = TalentaError(shelf.message), ""
            self.state.bench.fail(refusal)

    def _add_compared(self, name: str) -> None:
        """Take a scenario into the comparison, or out of it; what has no plan is solved beside the page."""
        held = self.wanted
        self.wanted = tuple(one for one in held if one != name) if name in held else (*held, name)
        if not self.is_busy:
            self.is_busy = True
            self._run(self._solve_compared, lambda: None)

    def _solve_compared(self) -> None:
        """Compare what is wanted, and what is wanted meanwhile; what is refused is wanted no more."""
        shelf = self.state.shelf
        try:
            while shelf.compare(names := self.wanted) and names != self.wanted:
                pass
        finally:
            self.wanted, self.is_busy = shelf.compared, False

    # --- following the state -----------------------------------------------------------------------------------

    def _lay_shelf(self) -> None:
        shelf, bench = self.state.shelf, self.state.bench
        titles = {name: shelf.title(name) for name in shelf.names}
        at_hand = next((name for name in shelf.names if name == bench.scenario.name), "")
        is_as_saved = at_hand and shelf.scenario(at_hand) == bench.scenario
        self.tabs.html = tabs_html(titles, at_hand, is_observer=self.state.is_observer)
        self.tabs.marked = SHELF if self.is_open else at_hand if is_as_saved else ""
        self.list.html = shelf_html(self.state, titles, self.wanted)
        self.listed.renew()

    def _measured(self) -> dict[str, pd.DataFrame]:
        plans = self._plans()
        return {"Ukuran Skenario": comparison(plans)} if plans else {}

    def _plans(self) -> Plans:
        return {title: one.mutasi for title, one in self.state.shelf.chapters().items()}

    def _compare(self) -> None:
        """Show the scenarios side by side, and who differs."""
        plans = self._plans()
        if not self.is_busy:
            self.wanted = self.state.shelf.compared
        is_alone = len(plans) < 2
        self.measured.widget.layout.display = "none" if is_alone else ""
        self.measured.renew()
        if is_alone:
            show(self._finding, f"<h2>Bandingkan</h2><p>{CHOOSE}</p>")
            show(self._measures, "")
            self._differences.children = []
            return
        frame, differ = comparison(plans), differences(plans)
        show(self._finding, f"<h2>{escape(compare_finding(plans))}</h2>")
        show(
            self._measures,
            html_table(frame, {str(one): str(one) for one in frame}, row_header="Ukuran", kind="banding"),
        )
        shown = differ.drop(columns=["NIP"])
        self._differences.children = [
            html(f"<h2>{escape(differ_finding(plans, len(differ)))}</h2>"),
            *([roster(self.state, shown, "Beda Skenario")] if len(differ) else []),
        ]

    def _tell(self, _change: object) -> None:
        shelf = self.state.shelf
        mark = "✗ " if shelf.is_refused else ""
        kind = " gagal" if shelf.is_refused else ""
        told = self.state.bench.covered(shelf.message)
        show(self._told, f'<p class="kabar{kind}" role="status">{mark}{escape(told)}</p>' if told else "")

    def _turn(self, _change: object) -> None:
        self._lay_shelf()
        self.widget.layout.display = "" if self.is_open else "none"
        if self.is_busy:
            show(self._told, '<p class="kabar sibuk" role="status">Menghitung… skenario yang dibandingkan</p>')
        else:
            self._tell(None)
        for part in (self._measures, self._differences):
            (part.add_class if self.is_busy else part.remove_class)("talenta-lama")
