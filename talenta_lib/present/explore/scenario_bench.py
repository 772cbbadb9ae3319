"""The bench: frontier with slider, totals, controls and actions at the left, moves in the middle, drawings at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Runner, in_background
from talenta_lib.present.explore.scenario_controls import Composer, folded
from talenta_lib.present.explore.scenario_frontier import FrontierPanel
from talenta_lib.present.explore.scenario_html import (
    OLD_RESULT,
    headline,
    loops_block,
    moves_block,
    obstacle_lines,
    totals_table,
    wishes_table,
)
from talenta_lib.present.explore.scenario_save import SaveForm
from talenta_lib.present.explore.scenario_solve import Solving
from talenta_lib.present.explore.scenario_state import Bench, ScenarioState

LIMIT_LABEL = "Longgarkan"


class BenchPanel:
    """The widgets of the bench over one state; ``run`` does long work (a thread; in a test at once)."""

    def __init__(self, state: ScenarioState, shelf: Mapping[str, Bench], *, run: Runner = in_background) -> None:
        self.state, self.solving = state, Solving(state, run)
        self._head, self._news, self._totals, self._moves, self._loops, self._wishes = (
            widgets.HTML() for _ in range(6)
        )
        self._dead_end = widgets.VBox()
        self._dead_end.add_class("talenta-buntu")
        self._shelf = shelf
        self.tabs = {title: self._tab(title, chapter) for title, chapter in shelf.items()}
        self.frontier = FrontierPanel(state, self.solving.limit)
        self.composer, self.saving = Composer(state), SaveForm(state)
        self.solve = widgets.Button(description="Hitung ulang", button_style="primary")
        self.undo = widgets.Button(description="Urungkan", layout=widgets.Layout(width="100px"))
        self.stop = widgets.Button(description="Berhenti", layout=widgets.Layout(width="100px"))
        self.solve.on_click(lambda _button: self.solving.start())
        self.undo.on_click(lambda _button: state.undo())
        self.stop.on_click(lambda _button: state.stop())
        state.observe(self._show_status, ["status", "message", "relaxations", "scenario"])
        state.observe(self._show_plan, "chapter")
        self._show_plan(None)
        self._show_status(None)

    @property
    def widget(self) -> widgets.VBox:
        """All of it: what is told over three columns that wrap on a narrow screen."""
        folds = folded(
            {"Simpan": self.saving.widget, "Isi skenario": self._wishes, "Angka tiap batas": self.frontier.table}
        )
        actions = widgets.HBox([self.solve, self.undo, self.stop])
        left = widgets.VBox(
            [self.frontier.widget, self._totals, self.composer.widget, actions, folds],
            layout=widgets.Layout(flex="0 0 330px"),
        )
        middle = widgets.VBox([self._moves], layout=widgets.Layout(flex="1 1 640px", min_width="0"))
        right = widgets.VBox([self._loops], layout=widgets.Layout(flex="1 1 660px", min_width="0"))
        columns = widgets.HBox([left, middle, right], layout=widgets.Layout(flex_flow="row wrap", grid_gap="0 22px"))
        tabs = widgets.HBox(list(self.tabs.values()))
        head = widgets.HBox(
            [self._head, tabs], layout=widgets.Layout(justify_content="space-between", flex_flow="row wrap")
        )
        box = widgets.VBox([head, self._news, self._dead_end, columns])
        box.add_class("talenta-isian")
        return box

    def _tab(self, title: str, chapter: Bench) -> widgets.Button:
        """Return the button that puts a scenario of the shelf on the bench."""
        button = widgets.Button(description=title, tooltip=f"Tampilkan {title}", layout=widgets.Layout(width="auto"))
        button.on_click(lambda _button: self.state.show(chapter))
        return button

    def _show_plan(self, _change: object) -> None:
        """Show the plan on the bench."""
        mutasi = self.state.chapter.mutasi
        for place, html in ((self._totals, totals_table(mutasi)), (self._wishes, wishes_table(mutasi)),
                            (self._moves, moves_block(self.state.chapter)), (self._loops, loops_block(mutasi))):  # fmt: skip
            place.value = view.framed(html)

    def _show_status(self, _change: object) -> None:
        """Show how far the bench is: ready, computing, done, or what stands in the way."""
        state = self.state
        is_busy = state.status == "menghitung"
        is_old = is_busy or state.is_stale
        self._head.value = view.framed(headline(state.chapter.mutasi, note=OLD_RESULT if is_old else ""))
        kind = " sibuk" if is_busy else " gagal" if state.status == "gagal" and state.relaxations is None else ""
        mark = "✗ " if kind == " gagal" else ""
        words = "" if state.relaxations is not None else state.message
        self._news.value = (
            view.framed(f'<p class="kabar{kind}" role="status">{mark}{escape(words)}</p>') if words else ""
        )
        for title, button in self.tabs.items():
            is_shown = state.chapter is self._shelf[title] and not state.is_stale
            (button.add_class if is_shown else button.remove_class)("talenta-pilih")
        for part in (self._totals, self._moves, self._loops):
            (part.add_class if is_old else part.remove_class)("talenta-lama")
        self.solve.description = "Menghitung…" if is_busy else "Hitung ulang"
        self.solve.disabled, self.undo.disabled = is_busy, is_busy or not state.can_undo
        self.stop.disabled = not is_busy
        for button in (*self.tabs.values(), self.saving.button, self.composer.locks.add):
            button.disabled = is_busy
        self._dead_end.children = self._way_out() if state.relaxations is not None else []
        self._dead_end.layout.display = "" if state.relaxations is not None else "none"

    def _way_out(self) -> list[widgets.Widget]:
        """Return what must give way, each with the button that does it."""
        lines = obstacle_lines(self.state.relaxations, self.state.chapter.mutasi.plan.objective)
        rows: list[widgets.Widget] = [widgets.HTML(view.framed("<h3>Rencana ini tidak mungkin.</h3>"))]
        for name, words in lines:
            parts: list[widgets.Widget] = [widgets.HTML(view.framed(f"<p>{escape(words)}</p>"))]
            if name:
                button = widgets.Button(description=LIMIT_LABEL, tooltip=words, layout=widgets.Layout(width="110px"))
                button.on_click(partial(self._relax, name))
                parts.append(button)
            rows.append(widgets.HBox(parts, layout=widgets.Layout(align_items="center")))
        return rows

    def _relax(self, name: str, _button: Any) -> None:
        """Let one row give way, then solve."""
        self.state.relax(name)
        if self.state.status == "siap":
            self.solving.start()
