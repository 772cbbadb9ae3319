"""Who records, and the meeting: where, on which day, who is present."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets
import traitlets as tl

from talenta_lib.errors import RecordError
from talenta_lib.present.dashboard.controls import button, column, html, labelled, row, show, switch
from talenta_lib.present.dashboard.meeting_facts import meeting_block
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.record import Meeting, Member
from talenta_lib.record.meeting import read_day
from talenta_lib.terms import format_date


class MeetingPanel:
    """The recorder's name and role, and the form of the meeting, which folds once a meeting is on record."""

    def __init__(self, state: DashboardState) -> None:
        self.state, decisions = state, state.decisions
        self.by, self.role, self.place, self.day, self.member, self.member_role = (
            widgets.Text(continuous_update=False) for _ in range(6)
        )
        self.day.value = format_date(decisions.now.date(), short=True)
        for source, name, control in ((decisions, "by", self.by), (decisions, "role", self.role),
                                      (state, "place", self.place)):  # fmt: skip
            tl.link((source, name), (control, "value"))
        self.add = button(state, "Tambah", self._add, tip="Tambahkan nama ini ke daftar hadir")
        self.hold = button(state, "Catat rapat", self._hold)
        self.fold = switch(state, "Isi daftar hadir", self._fold)
        self.change = switch(
            state, "Ganti pencatat", lambda _is_on: self.lay(), tip="Tampilkan nama dan peran pencatat"
        )
        self._signed, self._held, self._listed = html(), html(), column()
        self._who = column(labelled(self.by, "Nama pencatat"), labelled(self.role, "Peran pencatat"))
        self._form = column(
            labelled(self.place, "Tempat rapat"), labelled(self.day, "Tanggal (hari-bulan-tahun)"), self._listed,
            labelled(self.member, "Nama yang hadir"), labelled(self.member_role, "Peran yang hadir"),
            row(self.add, self.hold), name="talenta-rapat",
        )  # fmt: skip
        self.widget = column(
            html("<h2>Pencatat</h2>"),
            self._signed,
            self.change,
            self._who,
            html("<h2>Rapat</h2>"),
            self._held,
            self.fold,
            self._form,
        )
        self._form.layout.display = "none"

    def lay(self) -> None:
        """Show who records and who is present; names are left out while blind."""
        state, decisions = self.state, self.state.decisions
        is_covered = decisions.is_signed and state.blind and not self.change.value
        show(self._signed, f"<p>{escape(decisions.role)}</p>" if is_covered else "")
        self._who.layout.display = "none" if is_covered else ""
        self.change.layout.display = "" if decisions.is_signed and state.blind else "none"
        show(self._held, meeting_block(state))
        self.fold.description = "Isi daftar hadir" if decisions.meeting is None else "Catat rapat lain"
        self._listed.children = [self._line(place) for place in range(len(state.attendance))]

    def _line(self, place: int) -> widgets.HBox:
        """Return one person present, with the button that takes the name off the list."""
        name, role = self.state.attendance[place]
        shown = role if self.state.blind else f"{name}, {role}"
        remove = button(self.state, "Hapus", partial(self._remove, place), kind="sepi", tip=f"Hapus {shown}")
        return row(html(f"<p>{place + 1}. {escape(shown)}</p>"), remove, name="talenta-hadir")

    def _add(self) -> None:
        self.state.may_change()
        name, role = self.member.value.strip(), self.member_role.value.strip()
        if not name or not role:
            raise RecordError("Nama atau peran yang hadir belum diisi.", "Isi keduanya, lalu tekan Tambah.")
        self.state.attendance = (*self.state.attendance, (name, role))
        self.member.value = self.member_role.value = ""

    def _remove(self, place: int) -> None:
        self.state.may_change()
        before = self.state.attendance
        self.state.attendance = (*before[:place], *before[place + 1 :])

    def _hold(self) -> None:
        """Record the meeting of the form."""
        present = tuple(Member(name=name, role=role) for name, role in self.state.attendance)
        meeting = Meeting(place=self.place.value, date=read_day(self.day.value), members=present)
        if self.state.decisions.hold(meeting):
            self.fold.value = False

    def _fold(self, is_open: bool) -> None:
        self._form.layout.display = "" if is_open else "none"
