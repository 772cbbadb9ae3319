"""Keputusan: name by name in the order of the agenda, what is suggested, what is decided, how far the meeting is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from talenta_lib.placement.explanation import Explanation
from talenta_lib.present.dashboard import decision_facts as facts
from talenta_lib.present.dashboard import meeting_facts
from talenta_lib.present.dashboard.agenda import Agenda, agenda_groups
from talenta_lib.present.dashboard.controls import Fold, button, column, edge, html, labelled, later, row, show, switch
from talenta_lib.present.dashboard.decision_choice import ChoicePanel
from talenta_lib.present.dashboard.decision_meeting import MeetingPanel
from talenta_lib.present.dashboard.decision_tables import decision_tables
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard_state import AT_ONCE, DashboardState
from talenta_lib.present.explore.decision_agenda import Turn
from talenta_lib.present.explore.why_tables import asked_about, post_tables
from talenta_lib.present.meeting_pages import Page
from talenta_lib.record.decisions import STAY


def decision_page(state: DashboardState) -> widgets.Widget:
    """Return the page of decisions over a state; an observer looks only."""
    return DecisionPage(state).widget


class DecisionPage:
    """The agenda at the left, the name at hand in the middle, how far the meeting is at the right."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self.agenda = Agenda()
        self.search = widgets.Text(placeholder="Nama, kode, atau jabatan")
        self._head, self._name, self._suggested, self._standing, self._told, self._evidence = (html() for _ in range(6))
        self._discussed = html()
        self._totals, self._ends, self._meeting = html(), html(), html()
        self._laid: tuple[object, ...] = ()
        self._laid_of: tuple[object, ...] = ()
        self._explained: tuple[object, Explanation | None] = (None, None)
        can_change = not state.is_observer
        self.choice = ChoicePanel(state) if can_change else None
        self.meeting = MeetingPanel(state) if can_change else None
        self.rest = RestPanel(state) if can_change else None
        self.names = Fold(
            state, lambda: decision_tables(state), "semua nama dan keputusannya", label="Tabel semua nama"
        )
        self.tables = Fold(
            state, lambda: {} if self._explained[1] is None else post_tables(self._explained[1]),
            "ketentuan dan calon teratas untuk pilihan ini",
            about=lambda: {} if self._explained[1] is None else asked_about(self._explained[1]),
        )  # fmt: skip
        parts = row(self._left(), self._middle(), self._right(), name="talenta-tiga")
        self.widget = column(row(self._head, self.names.turn, name="talenta-judul"), self.names.place, parts)
        self.widget.add_class("hal-keputusan")
        self.search.observe(edge(state, lambda change: setattr(self.agenda, "needle", change["new"])), "value")
        self.agenda.observe(edge(state, self._choose), "selected")
        keep_fresh(state, Page.DECISIONS, self._lay_agenda, (state.decisions, ["table"]), (state, ["chapter"]))
        keep_fresh(
            state, Page.DECISIONS, self._lay,
            (state.decisions, ["nip", "choice", "reason", "by", "role", "table", "meeting", "message", "is_refused"]),
            (state, ["chapter", "blind", "attendance"]),
        )  # fmt: skip

    # --- parts -------------------------------------------------------------------------------------------------

    def _left(self) -> widgets.Widget:
        only = switch(self.state, "Hanya yang belum diputuskan", lambda is_on: setattr(self.agenda, "only_open", is_on))
        return column(labelled(self.search, "Cari dalam agenda"), only, self.agenda, name="talenta-kiri")

    def _middle(self) -> widgets.Widget:
        state, decisions = self.state, self.state.decisions
        why = button(state, "Mengapa", self._ask, tip="Buka halaman Mengapa untuk nama dan pilihan ini")
        walk = row(
            button(state, "← Sebelumnya", decisions.previous, tip="Nama sebelumnya pada agenda"),
            button(state, "Berikutnya →", decisions.next, tip="Nama berikutnya pada agenda"),
            button(state, "Belum diputuskan →", decisions.next_open, tip="Nama berikutnya yang belum diputuskan"),
            name="talenta-jalan",
        )
        if self.choice is None:
            under = row(why, walk, name="talenta-simpan")
            parts = [self._name, self._suggested, self._standing, self._discussed, under]
            return column(*parts, self._evidence, self.tables.widget, name="talenta-tengah")
        self.withdraw = button(
            state, "Batalkan keputusan ini", self._withdraw, kind="sepi", tip="Dicatat sebagai catatan baru"
        )
        return column(
            self._name, self._suggested, row(self._standing, self.withdraw, name="talenta-berlaku"), self.choice.widget,
            row(row(self.choice.save, why), walk, name="talenta-simpan"), self._told, self._evidence,
            self.tables.widget, name="talenta-tengah",
        )  # fmt: skip

    def _right(self) -> widgets.Widget:
        parts = [self._totals, self._ends]
        if self.rest is None or self.meeting is None:
            return column(*parts, self._meeting, name="talenta-kanan")
        return column(*parts, self.rest.widget, self.meeting.widget, name="talenta-kanan")

    # --- what a click does -------------------------------------------------------------------------------------

    def _choose(self, change: Mapping[str, Any]) -> None:
        """Turn to the name that was chosen on the agenda; one that is shown otherwise by now is let go."""
        if change["new"] in self.state.chapter.mutasi.matching.people_index:
            self.state.decisions.nip = self.state.bench.nip_of(change["new"])

    def _ask(self) -> None:
        """Ask why of the name at hand in the post of the choice."""
        self.state.ask(self.state.bench.shown_id(self.state.decisions.nip), facts.seat_of_choice(self.state))

    def _withdraw(self) -> None:
        self.state.withdraw(self.state.decisions.nip)

    # --- following the state -----------------------------------------------------------------------------------

    def _lay_agenda(self) -> None:
        groups = agenda_groups(self.state)
        with self.agenda.hold_sync():
            self.agenda.groups = groups
            self.agenda.selected = self._shown_id()
        self.names.renew()

    def _shown_id(self) -> str:
        return self.state.bench.shown_id(self.state.decisions.nip) if self.state.decisions.nip else ""

    def _lay(self) -> None:
        """Show the name at hand, and how far the meeting is; nothing is done twice for one change."""
        if (looks := self._looks()) == self._laid:
            return
        self._laid = ()
        self._lay_parts()
        self._laid, self._laid_of = looks, (self.state.decisions.table, self.state.chapter)

    def _lay_parts(self) -> None:
        state = self.state
        show(self._head, f'<h1 class="temuan">{meeting_facts.finding(state)}</h1>')
        show(self._totals, meeting_facts.totals_block(state))
        show(self._ends, meeting_facts.ends_block(state))
        if not state.decisions.nip:
            show(self._name, "<p>Rencana ini tidak memuat nama.</p>")
            return
        self.agenda.selected = self._shown_id()
        explained = self._explain()
        show(self._name, facts.name_block(state))
        show(self._suggested, facts.suggestion_block(state))
        show(self._standing, facts.standing_block(state))
        show(self._evidence, facts.evidence_block(explained))
        if self.choice is None or self.meeting is None or self.rest is None:
            show(self._discussed, facts.choice_block(state, explained))
            show(self._meeting, f"<h2>Rapat</h2>{meeting_facts.meeting_block(state)}")
            return
        show(self.choice.meaning, facts.choice_block(state, explained))
        show(self._told, meeting_facts.told_block(state))
        self.withdraw.layout.display = "none" if state.decisions.standing is None else ""
        self.choice.lay()
        self.meeting.lay()
        self.rest.lay()

    def _looks(self) -> tuple[object, ...]:
        """Return all that the page depends on; what stands here by its id is held while the page shows it."""
        state, decisions = self.state, self.state.decisions
        return (
            decisions.nip, decisions.choice, decisions.reason, decisions.message, decisions.is_refused, decisions.by,
            decisions.role, id(decisions.table), decisions.meeting, id(state.chapter), state.blind, state.attendance,
            state.spent.seconds,
        )  # fmt: skip

    def _explain(self) -> Explanation | None:
        """Explain the choice; the answer is kept while the question is the same."""
        asked = (self.state.chapter, self.state.decisions.nip, self.state.decisions.choice)
        if self._explained[0] != asked:
            self._explained = (asked, facts.explain_choice(self.state))
            self.tables.widget.layout.display = "" if self._explained[1] else "none"
            self.tables.renew()
        return self._explained[1]


class RestPanel:
    """Records for all who stay, and are not decided on yet, that they stay: each in an entry of its own."""

    def __init__(self, state: DashboardState) -> None:
        self.state, self._is_recording = state, False
        self.ask = button(state, "", self._ask)
        self.yes = button(state, "Ya, catat", self._follow, kind="utama")
        self.no = button(state, "Batal", self.lay)
        self._question = html()
        self._confirm = column(self._question, row(self.yes, self.no), name="talenta-yakin")
        self.widget = column(self.ask, self._confirm)
        self.lay()

    @property
    def nips(self) -> list[str]:
        """Who stays in the own post by the plan, and is not decided on yet."""
        decisions = self.state.decisions
        return [nip for nip in decisions.open_nips if decisions.turns[nip] is Turn.STAYS]

    def lay(self) -> None:
        """Show the button with its number; nothing is asked."""
        count = len(self.nips)
        self.ask.description = f"Tetapkan {count} nama yang tetap"
        self.ask.tooltip = f"Catat '{STAY}' sekaligus untuk nama yang menurut usulan tetap di jabatannya"
        self.ask.layout.display = "" if count and not self._is_recording else "none"
        self._confirm.layout.display = "none"

    def _ask(self) -> None:
        self.state.may_change()
        show(
            self._question,
            f"<p><b>{len(self.nips)} keputusan</b> 'tetap di jabatannya' akan dicatat, masing-masing satu catatan "
            "atas nama pencatat. Lanjutkan?</p>",
        )
        self._confirm.layout.display = ""

    def _follow(self) -> None:
        nips = self.nips
        self._confirm.layout.display = "none"
        if len(nips) <= AT_ONCE:
            self.state.follow(nips)
        else:
            self.state.notice = f"Mencatat {len(nips)} keputusan…"
            later(self.state, lambda: self._record(nips))

    def _record(self, nips: Sequence[str]) -> None:
        """Record many while the page shows how far it is; nothing is offered meanwhile."""
        self._is_recording = True
        self.ask.layout.display = "none"
        try:
            self.state.follow(nips)
        finally:
            self._is_recording = False
            self.lay()
