"""Mengapa: why an official is, or is not, planned for a post, what it costs, and who could have each vacant post."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Final

import ipywidgets as widgets
import pandas as pd

from talenta_lib.present.chapter import Chapter
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
)
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.background import Runner
from talenta_lib.present.explore.choice import Clickable
from talenta_lib.present.explore.scenario_candidates import CandidatesPanel
from talenta_lib.present.explore.scenario_html import pick_button
from talenta_lib.present.explore.why import WhyPanel
from talenta_lib.present.explore.why_tables import asked_about, why_tables
from talenta_lib.present.meeting_pages import SCREENS, Page
from talenta_lib.present.mutasi_sheets import candidates_sheet

ANSWER, CANDIDATES = "jawaban", "calon"
LAST: Final = len(SCREENS[Page.WHY]) - 1
AFTER_LOCK: Final = "Buka skenario"


def why_page(state: DashboardState) -> widgets.Widget:
    """Return the page of the why question over a state; an observer asks too, but locks nothing."""
    return WhyPage(state).widget


class WhyPage:
    """The question and its answer in three columns; or the candidates, a vacant post at a time."""

    def __init__(self, state: DashboardState, *, run: Runner | None = None) -> None:
        self.state = state
        run = run or (lambda work, _fault: later(state, work))
        guard = partial(edge, state)
        self.to_scenario = button(state, AFTER_LOCK, partial(state.go, Page.SCENARIO), tip="Hitung ulang di sana")
        self.panel = WhyPanel(
            state.why,
            run=run,
            guard=guard,
            is_page=True,
            is_open=not state.is_observer,
            more=[self.to_scenario],
            tools=picture_links,
        )
        self.candidates = CandidatesPanel(state.bench, ask=self._ask, is_page=True, guard=guard)
        self.tabs, self._scenario, self._title = Clickable(marked=ANSWER), html(), html()
        self.tables = Fold(
            state, lambda: why_tables(state.why.facts, state.why.prices), "semua keterangan jawaban ini",
            about=lambda: asked_about(state.why.facts),
        )  # fmt: skip
        parts = [self.panel.question, self.panel.answer, self.panel.evidence, self.tables.widget]
        answer = column(*parts, name="talenta-jawaban")
        name = "Calon Jabatan Kosong"
        self.listed = Fold(state, lambda: {name: candidates_table(state.chapter)}, name)
        listed = column(self._title, self.candidates.widget, self.listed.widget)
        self._views = {ANSWER: answer, CANDIDATES: listed}
        self._body = widgets.VBox()
        self._body.add_class("talenta-bagian")
        self.widget = column(row(self.tabs, self._scenario, name="talenta-judul"), self._body)
        self.widget.add_class("hal-mengapa")
        self.tabs.on_pick(guard(self.open))
        keep_fresh(state, Page.WHY, self._lay_head, (state, ["chapter"]), (state.bench, ["scenario"]))
        keep_fresh(state, Page.WHY, self.tables.renew, (state.why, ["facts", "prices"]))
        state.observe(guard(self._follow_screen), ["screen", "presenting"])
        self._show(ANSWER)

    def open(self, part: str) -> None:
        """Show the answer, or the candidates; while presented, they are the last screen."""
        if self.state.presenting:
            self.state.screen = LAST if part == CANDIDATES else 0
        self._show(part)

    def _show(self, part: str) -> None:
        self.tabs.marked = part
        self._body.children = [self._views[part]]

    def _follow_screen(self, _change: object) -> None:
        if self.state.presenting and self.state.page == Page.WHY:
            self._show(CANDIDATES if self.state.screen == LAST else ANSWER)

    def _ask(self, shown_id: str, jabatan_id: str) -> None:
        """Ask about a candidate for a post."""
        self.open(ANSWER)
        self.state.ask(shown_id, jabatan_id)

    def _lay_head(self) -> None:
        """Show of which scenario the answer speaks, and how many posts are vacant."""
        state, vacant = self.state, len(self.candidates.vacant)
        self.listed.renew()
        words = f"Calon jabatan kosong ({vacant})" if vacant else "Calon jabatan"
        buttons = pick_button(ANSWER, "Tanya jawab") + pick_button(CANDIDATES, words)
        self.tabs.html = f'<div class="tab" role="group" aria-label="Bagian">{buttons}</div>'
        title = f"{vacant} jabatan kosong, calonnya satu per satu" if vacant else "Tidak ada jabatan kosong"
        show(self._title, f'<h1 class="temuan">{title}</h1>')
        told = "" if not state.bench.is_stale else " · skenario sudah berubah; jawaban ini untuk hasil sebelumnya"
        name = escape(state.shelf.title_of_plan)
        show(self._scenario, f'<p class="sub">Skenario: {name}{told}</p>')
        self.to_scenario.layout.display = "" if state.bench.is_stale and not state.is_observer else "none"


def candidates_table(chapter: Chapter) -> pd.DataFrame:
    """Return the candidates of every vacant post, one row each."""
    columns = ["Jabatan Kosong", "Urutan", "Nama", "Jabatan Kini", "Cara", "Kecocokan", "Perlu", "Yang Diperlukan"]
    return candidates_sheet(chapter)[columns].round(1)
