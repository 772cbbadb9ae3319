"""Notebook 03, the decisions: one name at a time, what stands so far, the meeting, Berita Acara and verification."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

import ipywidgets as widgets
import traitlets as tl

from talenta_lib.errors import TalentaError
from talenta_lib.present.explore import view
from talenta_lib.present.explore.decision_agenda import Turn
from talenta_lib.present.explore.decision_html import (
    decisions_frame,
    decisions_words,
    official_block,
    record_block,
    totals_block,
)
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.record import Meeting
from talenta_lib.record.meeting import read_day, read_member
from talenta_lib.terms import format_date

WIDE: Final = {"width": "98%", "max_width": "760px"}
STYLE: Final = {"description_width": "96px"}


class DecisionPanel:
    """The form of one decision over its state, and under it what stands so far."""

    def __init__(self, state: DecisionState) -> None:
        self.state = state
        self._is_following = False
        self.person = widgets.Dropdown(description="Pejabat", layout=WIDE, style=STYLE)
        self.choice = widgets.Dropdown(description="Keputusan", layout=WIDE, style=STYLE)
        self.reason = widgets.Textarea(description="Alasan", rows=2, layout=WIDE, style=STYLE)
        self.by = widgets.Text(description="Nama", placeholder="Siapa yang memutuskan", layout=WIDE, style=STYLE)
        self.role = widgets.Text(
            description="Peran", placeholder="Misalnya Sekretaris Daerah", layout=WIDE, style=STYLE
        )
        self.back, self.ahead, self.open, self.save, self.undo, self.follow = (
            _button(words, act, kind=kind)
            for words, act, kind in (
                ("Sebelumnya", state.previous, ""),
                ("Berikutnya", state.next, ""),
                ("Berikutnya yang belum", state.next_open, ""),
                ("Catat keputusan", state.decide, "primary"),
                ("Urungkan keputusan terakhir", state.undo_last, ""),
                ("Terima usulan bagi yang tetap", self._follow_stays, ""),
            )
        )
        self._facts, self._news, self._totals = (widgets.HTML() for _ in range(3))
        self._table = view.table(decisions_frame(state))
        for name in ("reason", "by", "role"):
            tl.link((state, name), (getattr(self, name), "value"))
        self.person.observe(self._pick, "value")
        self.choice.observe(self._choose, "value")
        state.observe(self._turn, ["nip", "choice"])
        state.observe(self._lay_table, "table")
        state.observe(self._tell, ["message", "is_refused"])
        self._lay_table(None)
        self._turn(None)

    @property
    def widget(self) -> widgets.VBox:
        """All of it, one under the other."""
        moves = widgets.HBox([self.back, self.ahead, self.open], layout=widgets.Layout(flex_flow="row wrap"))
        acts = widgets.HBox([self.save, self.undo, self.follow], layout=widgets.Layout(flex_flow="row wrap"))
        form = [self.person, moves, self._facts, self.choice, self.reason, self.by, self.role, acts, self._news]
        download = view.download(self.state.bench.result, "Keputusan", lambda: decisions_frame(self.state))
        box = widgets.VBox([*form, self._totals, self._table, download])
        box.add_class("talenta-isian")
        return box

    def _follow_stays(self) -> None:
        """Record the suggestion for all who stay and are not decided on."""
        self.state.follow([nip for nip in self.state.open_nips if self.state.turns[nip] is Turn.STAYS])

    def _pick(self, change: Mapping[str, Any]) -> None:
        if not self._is_following and change["new"]:
            self.state.nip = change["new"]

    def _choose(self, change: Mapping[str, Any]) -> None:
        if not self._is_following and change["new"]:
            self.state.choice = change["new"]

    def _turn(self, _change: object) -> None:
        """Show the official at hand, what can be chosen, and what the choice asks."""
        state, before = self.state, self._is_following
        self._is_following = True
        self.person.value = state.nip if state.nip in dict(self.person.options).values() else None
        known = dict(state.choices)
        self.choice.options = [*known.items()] if state.choice in known.values() else [
            *known.items(), (state.say(state.choice), state.choice)
        ]  # fmt: skip
        self.choice.value = state.choice
        self._is_following = before
        self.reason.description = "Alasan (wajib)" if state.needs_reason else "Alasan"
        self._facts.value = view.framed(official_block(state))

    def _lay_table(self, _change: object) -> None:
        """Show what stands so far; the list of names marks who is decided on."""
        state, before = self.state, self._is_following
        self._is_following = True
        self.person.options = _names(state)
        self.person.value = state.nip if state.nip in state.turns else None
        self._is_following = before
        self.follow.disabled = not any(state.turns[nip] is Turn.STAYS for nip in state.open_nips)
        self._totals.value = view.framed(f"<h3>{escape(decisions_words(state))}</h3>{totals_block(state)}")
        view.refill(self._table, decisions_frame(state))
        self._facts.value = view.framed(official_block(state))

    def _tell(self, _change: object) -> None:
        self._news.value = news(self.state.message, is_refused=self.state.is_refused)


class MinutesPanel:
    """The meeting, the Berita Acara as files to save, and the verification of the ledger."""

    def __init__(self, state: DecisionState) -> None:
        self.state = state
        self.place = widgets.Text(description="Tempat", layout=WIDE, style=STYLE)
        self.day = widgets.Text(
            description="Tanggal", value=format_date(state.now.date(), short=True), layout=WIDE, style=STYLE
        )
        self.members = widgets.Textarea(
            description="Hadir", placeholder="Satu baris satu orang: NAMA=PERAN", rows=4, layout=WIDE, style=STYLE
        )
        self.head = widgets.Text(
            description="Kepala",
            placeholder="Kepala buku yang tercetak, misalnya 27-3fa94c1b",
            layout=WIDE,
            style=STYLE,
        )
        self.hold = _button("Catat rapat", self._hold)
        self.make = _button("Buat Berita Acara", self._make, kind="primary")
        self.check = _button("Periksa buku keputusan", self._check)
        self._news, self._files, self._record = (widgets.HTML() for _ in range(3))
        self._record.value = view.framed(record_block(state))

    @property
    def widget(self) -> widgets.VBox:
        """All of it, one under the other."""
        box = widgets.VBox([
            self.place, self.day, self.members, widgets.HBox([self.hold, self.make]), self._news, self._files,
            self.head, widgets.HBox([self.check]), self._record,
        ])  # fmt: skip
        box.add_class("talenta-isian")
        return box

    def _hold(self) -> None:
        """Record the meeting that was typed."""
        lines = [line for line in self.members.value.splitlines() if line.strip()]
        try:
            present = tuple(map(read_member, lines))
            meeting = Meeting(place=self.place.value, date=read_day(self.day.value), members=present)
        except TalentaError as error:
            self._news.value = news(str(error), is_refused=True)
            return
        self.state.hold(meeting)
        self._tell()

    def _make(self) -> None:
        """Make both files and offer them."""
        with tempfile.TemporaryDirectory() as folder:
            links = [view.link(path.name, path.read_bytes()) for path in self.state.make_minutes(folder)]
        self._files.value = view.framed(" ".join(links)) if links else ""
        self._tell()

    def _check(self) -> None:
        """Verify the ledger, against a printed head where one is given."""
        try:
            self._record.value = view.framed(record_block(self.state, head=self.head.value.strip()))
            self._news.value = ""
        except TalentaError as error:
            self._news.value = news(str(error), is_refused=True)

    def _tell(self) -> None:
        self._news.value = news(self.state.message, is_refused=self.state.is_refused)
        self._record.value = view.framed(record_block(self.state))


def news(message: str, *, is_refused: bool) -> str:
    """Return what was recorded, or why not, as HTML."""
    kind, mark = (" gagal", "✗") if is_refused else ("", "✓")
    return view.framed(f'<p class="kabar{kind}" role="status">{mark} {escape(message)}</p>') if message else ""


def _names(state: DecisionState) -> list[tuple[str, str]]:
    """Return the agenda as options, decided names marked."""
    officials = state.mutasi.matching.officials
    called = dict(zip(officials["nip"], officials["nama"] + " (" + officials["code"] + ")", strict=True))
    still = set(state.open_nips)
    return [(f"{n}. {'' if nip in still else '✓ '}{called[nip]}", nip) for n, nip in enumerate(state.agenda, start=1)]


def _button(words: str, act: Callable[[], object], *, kind: str = "") -> widgets.Button:
    """Return a button."""
    button = widgets.Button(description=words, button_style=kind, layout=widgets.Layout(width="auto"))
    button.on_click(lambda _button: act())
    return button
