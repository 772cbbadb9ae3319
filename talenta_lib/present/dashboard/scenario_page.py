"""Skenario: the plan on the bench, its wishes by click, the frontier with its slider, loops, and the shelf."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from talenta_lib.present.dashboard.controls import button, column, deed, edge, html, later, picture_links, row, show
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.scenario_lists import MiddlePanel
from talenta_lib.present.dashboard.scenario_picked import Picked, PickedPanel, pick_official
from talenta_lib.present.dashboard.scenario_shelf import ShelfPanel
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.background import Runner
from talenta_lib.present.explore.choice import Clickable
from talenta_lib.present.explore.scenario_frontier import FrontierPanel
from talenta_lib.present.explore.scenario_html import (
    ARROWS,
    OLD_RESULT,
    headline,
    lifted,
    loops_title,
    obstacle_lines,
    totals_table,
)
from talenta_lib.present.explore.scenario_locks import LockList
from talenta_lib.present.explore.scenario_solve import Solving
from talenta_lib.present.loops import loops_svg
from talenta_lib.present.meeting_pages import Page

NARROW, WIDE = 296.0, 430.0
"""Widths of the loops: on a screen of 1366 px, and of 1920 px."""
NO_LOCK = "Belum ada kunci. Klik sebuah nama atau jabatan untuk mengunci."


def scenario_page(state: DashboardState) -> widgets.Widget:
    """Return the page of the scenario over a state; an observer looks only."""
    return ScenarioPage(state).widget


class ScenarioPage:
    """Frontier, totals, locks, actions at the left, lists in the middle, loops at the right; or the shelf instead."""

    def __init__(self, state: DashboardState, *, run: Runner | None = None) -> None:
        run = run or (lambda work, _fault: later(state, work))
        self.state, self.picked, self.solving = state, Picked(), Solving(state.bench, run)
        self._head, self._news, self._totals, self._left_words = (html() for _ in range(4))
        self._dead_end = widgets.VBox()
        self._dead_end.add_class("talenta-buntu")
        self.shelf, self.middle = ShelfPanel(state, self.solving, run), MiddlePanel(state, self.picked)
        self.actions = PickedPanel(state, self.picked)
        self.loops = Clickable(marked="")
        self.columns = row(self._left(), self._middle(), self._right(), name="talenta-lajur-tiga")
        top = row(self._head, self.shelf.tabs, name="talenta-judul")
        self.widget = column(top, self._news, self._dead_end, self.columns, self.shelf.widget)
        self.widget.add_class("hal-skenario")
        self._connect()

    def _connect(self) -> None:
        state, bench = self.state, self.state.bench
        self.loops.on_pick(deed(state, partial(pick_official, state, self.picked)))
        self.picked.observe(edge(state, self._mark), "nip")
        self.shelf.observe(edge(state, self._turn), "is_open")
        keep_fresh(state, Page.SCENARIO, self._show_plan, (state, ["chapter"]))
        keep_fresh(
            state, Page.SCENARIO, self._show_status,
            (bench, ["status", "message", "relaxations", "scenario"]), (state, ["chapter", "past", "future"]),
        )  # fmt: skip

    # --- parts -------------------------------------------------------------------------------------------------

    def _left(self) -> widgets.Widget:
        state, is_open = self.state, not self.state.is_observer
        guard = partial(edge, state)
        self.frontier = FrontierPanel(state.bench, self.solving.limit, is_open=is_open, is_page=True, guard=guard)
        locks = LockList(state.bench, hint=NO_LOCK if is_open else "", is_open=is_open, guard=guard)
        locks.widget.add_class("talenta-daftar-kunci")
        parts = [self.frontier.widget, self._totals, locks.widget]
        return column(column(*parts, name="talenta-gulir"), *self._actions(), name="talenta-kiri")

    def _actions(self) -> list[widgets.Widget]:
        """Return the buttons under the left column; none for an observer."""
        state = self.state
        if state.is_observer:
            return []
        self.solve = button(state, "Hitung ulang", self.solving.start, kind="utama", tip="Cari rencana terbaik")
        self.stop = button(state, "Berhenti", state.bench.stop, tip="Pakai rencana terbaik sampai saat ini")
        self.undo = button(state, "Urungkan", state.undo, tip="Urungkan perubahan terakhir")
        self.redo = button(state, "Ulangi", state.redo, tip="Ulangi yang diurungkan")
        self.save = button(state, "Simpan", self._open_shelf, tip="Simpan ke rak skenario")
        return [row(self.solve, self.stop, self.undo, self.redo, self.save, name="talenta-aksi")]

    def _middle(self) -> widgets.Widget:
        return column(self.middle.widget, self.actions.widget, name="talenta-tengah-lajur")

    def _right(self) -> widgets.Widget:
        self._drawn = column(self.loops, html(picture_links("Susunan Perpindahan"), "talenta-unduh"))
        self._drawn.add_class("talenta-gambar")
        box = column(self._drawn, self._left_words, name="talenta-kanan")
        box.add_class("talenta-gulir")
        return box

    # --- following the state -----------------------------------------------------------------------------------

    def _show_plan(self) -> None:
        """Show the plan on the bench."""
        mutasi = self.state.chapter.mutasi
        show(self._totals, totals_table(mutasi))
        self.loops.html = loops_html(self.state)
        self._mark(None)
        show(self._left_words, vacancies_words(self.state))

    def _show_status(self) -> None:
        """Show how far the bench is: ready, computing, done, or what stands in the way."""
        state, bench, is_busy = self.state, self.state.bench, self.solving.is_busy
        is_old, is_stuck = is_busy or bench.is_stale, bench.relaxations is not None
        told = bench.covered(bench.message)
        note = f"{OLD_RESULT} · {told}" if is_busy else OLD_RESULT if is_old else ""
        show(self._head, headline(state.chapter.mutasi, note=note, level=1))
        show(self._news, "" if is_stuck else news_html(told, bench.status))
        for part in (self._totals, self.middle.plan, self._drawn):
            (part.add_class if is_busy else part.remove_class)("talenta-lama")
            (part.add_class if is_old else part.remove_class)("talenta-usang")
        self._dead_end.children = self._way_out() if is_stuck else []
        self._dead_end.layout.display = "" if is_stuck else "none"
        if state.is_observer:
            return
        self.solve.layout.display, self.stop.layout.display = ("none", "") if is_busy else ("", "none")
        self.undo.disabled, self.redo.disabled = is_busy or not state.past, is_busy or not state.future
        for made in (self.save, *self.actions.buttons.values()):
            made.disabled = is_busy

    def _way_out(self) -> list[widgets.Widget]:
        """Return what must give way, each with its cost and the button that does it."""
        bench = self.state.bench
        lines = obstacle_lines(bench.relaxations, self.state.chapter.mutasi.plan.objective)
        parts: list[widgets.Widget] = [html('<h2 role="alert">Rencana ini tidak mungkin.</h2>')]
        for name, words in lines:
            line = html(f"<p>{escape(bench.covered(words))}</p>")
            is_open = name and not self.state.is_observer
            parts.append(
                row(line, *([button(self.state, "Longgarkan", partial(self._relax, name))] if is_open else []))
            )
        return parts

    def _relax(self, name: str) -> None:
        """Let one row give way, then solve."""
        self.state.bench.relax(name)
        if self.state.bench.status == "siap":
            self.solving.start()

    def _mark(self, _change: object) -> None:
        self.loops.marked = self.state.bench.shown_id(self.picked.nip) if self.picked.nip else ""

    def _open_shelf(self) -> None:
        self.shelf.is_open = True

    def _turn(self, _change: object) -> None:
        self.columns.layout.display = "none" if self.shelf.is_open else ""


def news_html(message: str, status: str) -> str:
    """Return what the bench tells: a bar that moves while it computes, or what went wrong."""
    if status not in ("menghitung", "gagal") or not message:
        return ""
    kind, mark = ("sibuk", "") if status == "menghitung" else ("gagal", "✗ ")
    return f'<p class="kabar {kind}" role="status">{mark}{escape(message)}</p>'


def loops_html(state: DashboardState) -> str:
    """Return the loops drawn for a narrow and a wide column, and for a whole screen; the style sheet shows one."""
    mutasi = state.chapter.mutasi
    if mutasi.moves.empty:
        return "<h2>Tidak ada perpindahan</h2>"
    drawn = "".join(
        f'<div class="{kind}">{loops_svg(mutasi.moves, width, columns)}</div>'
        for kind, width, columns in (("sempit", NARROW, 1), ("lapang", WIDE, 1), ("selayar", WIDE, 2))
    )
    return lifted(f'<h3>{loops_title(mutasi)}</h3><p class="sub">{ARROWS}</p>{drawn}')


def vacancies_words(state: DashboardState) -> str:
    """Say which posts are vacant after the plan, by level and name."""
    table = state.chapter.mutasi.vacancies
    left = table[table["is_vacant"]]
    if left.empty:
        return '<p class="sub">Semua jabatan terisi sesudahnya.</p>'
    items = "".join(f"<li>{escape(str(one.jabatan))}</li>" for one in left.itertuples())
    return f"<details><summary>{len(left)} jabatan kosong sesudahnya</summary><ul>{items}</ul></details>"
