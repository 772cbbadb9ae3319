"""Berita Acara: what will be printed, what is still open, and the files that the meeting takes home."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.present.dashboard.controls import button, column, html, row, show
from talenta_lib.present.dashboard.export_panel import ExportPanel
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.minutes_preview import Check, checks, finding, minutes_of, sheet
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import PAGE_LABELS, Page
from talenta_lib.present.minutes import Minutes
from talenta_lib.present.record_words import verified_words


def minutes_page(state: DashboardState) -> widgets.Widget:
    """Return the page of the minutes over a state; an observer has the preview alone."""
    return MinutesPage(state).widget


class MinutesPage:
    """The preview at the left; at the right what is open, the files, and the record."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self._head, self._sheet, self._record = html(), html("", "talenta-lembar"), html()
        self._checks = column(name="talenta-periksa")
        self.exports = None if state.is_observer else ExportPanel(state)
        files = [] if self.exports is None else [self.exports.widget]
        right = column(
            html("<h2>Sebelum ditandatangani</h2>"), self._checks, *files, self._record, name="talenta-kanan"
        )
        self.widget = column(self._head, row(self._sheet, right, name="talenta-dua"))
        self.widget.add_class("hal-berita")
        keep_fresh(
            state, Page.MINUTES, self._lay, (state.decisions, ["table", "meeting", "by", "role"]),
            (state, ["chapter", "blind", "place", "attendance"]), (state.bench, ["scenario", "chapter"]),
        )  # fmt: skip

    def _lay(self) -> None:
        """Show the minutes as they stand; a ledger that is not whole is told in place of them."""
        state = self.state
        show(self._head, f'<h1 class="temuan">{escape(finding(state))}</h1>')
        self._checks.children = [self._line(one) for one in checks(state)]
        if self.exports is not None:
            self.exports.lay()
        try:
            minutes = minutes_of(state)
        except TalentaError as error:
            show(self._sheet, f'<p class="pesan gagal">✗ {escape(str(error))}</p>')
            show(self._record, "")
            return
        show(self._sheet, sheet(minutes))
        show(self._record, record_block(minutes))

    def _line(self, check: Check) -> widgets.HBox:
        """Return one thing to settle; what is open has the button that opens its page."""
        mark = "✓" if check.is_done else "!"
        words = html(f'<p class="{"sudah" if check.is_done else "belum"}"><b>{mark}</b> {escape(check.words)}</p>')
        if check.is_done:
            return row(words, name="talenta-hal")
        tip = f"{check.words}: buka {PAGE_LABELS[check.page]}"
        return row(words, button(self.state, "Buka", partial(self.state.go, check.page), tip=tip), name="talenta-hal")


def record_block(minutes: Minutes) -> str:
    """Return what a verification of the ledger says, and its head."""
    head = f'<p class="kepala">Kepala {escape(minutes.head.grouped)}</p>' if minutes.head.seq else ""
    return f"<h2>Buku keputusan</h2><p>✓ {escape(verified_words(minutes.checked))}</p>{head}"
