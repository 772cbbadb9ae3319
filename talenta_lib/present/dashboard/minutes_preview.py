"""The Berita Acara as it will print, on a sheet inside the page; and what is still open before it can be signed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from talenta_lib.present.berita_acara import TITLE, minutes_html, minutes_title
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.decree_words import BLANK
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.minutes import Minutes, open_minutes
from talenta_lib.present.styles import print_css, running_head, sheet_css
from talenta_lib.record import Meeting, Member
from talenta_lib.round.decision_table import Outcome, decision_totals

LINES: Final = 3
"""Lines to fill in, where nobody is known to be present yet."""
PRINTED: Final = "Naskah Berita Acara dicetak dengan tombol Cetak, atau dari berkas PDF yang dibuat pada halaman ini."


@dataclass(frozen=True)
class Check:
    """One thing to settle before the minutes are signed: whether it is, in words, and the page where."""

    is_done: bool
    words: str
    page: Page


def checks(state: DashboardState) -> list[Check]:
    """Return what is to be settled, in the order of a meeting."""
    decisions, result = state.decisions, state.result
    totals = decision_totals(decisions.table)
    left, clashing = totals[Outcome.OPEN], len(decisions.clashes)
    unread = len(result.unverified_rules)
    return [
        Check(not state.bench.is_stale, "Rencana menurut skenario di layar" if not state.bench.is_stale
              else "Skenario berubah dan belum dihitung ulang", Page.SCENARIO),
        Check(not left, f"{left} nama belum diputuskan" if left else f"Semua {totals['people']} nama diputuskan",
              Page.DECISIONS),
        Check(not clashing, f"{clashing} jabatan untuk lebih dari satu orang" if clashing
              else "Tidak ada jabatan untuk lebih dari satu orang", Page.DECISIONS),
        Check(decisions.meeting is not None, "Rapat tercatat" if decisions.meeting else "Rapat belum dicatat",
              Page.DECISIONS),
        Check(bool(decisions.by.strip() and decisions.role.strip()), "Pencatat terisi"
              if decisions.by.strip() and decisions.role.strip() else "Nama dan peran pencatat belum diisi",
              Page.DECISIONS),
        Check(result.is_scheme_confirmed, "Skema disahkan" if result.is_scheme_confirmed
              else "KONSEP: skema belum disahkan", Page.DATA),
        Check(not unread, f"KONSEP: {unread} ketentuan belum disahkan" if unread else "Ketentuan dibaca atau disahkan",
              Page.DATA),
    ]  # fmt: skip


def finding(state: DashboardState) -> str:
    """Say how far the minutes are."""
    left = sum(not one.is_done for one in checks(state))
    return (
        f"{left} hal masih terbuka sebelum Berita Acara ditandatangani" if left else "Berita Acara siap ditandatangani"
    )


def minutes_of(state: DashboardState) -> Minutes:
    """Return the minutes as they stand; where no meeting is on record, with what the form of the meeting says.

    Raises ``RecordError`` where the ledger was altered.
    """
    present = tuple(Member(name=name, role=role) for name, role in state.attendance)
    planned = Meeting(
        place=state.place or BLANK, date=state.decisions.now.date(),
        members=present or (Member(name=BLANK, role=BLANK),) * LINES,
    )  # fmt: skip
    return open_minutes(state.bench.result, state.decisions.mutasi, anonymous=state.blind, planned=planned)


def sheet(minutes: Minutes) -> str:
    """Return the pages in a frame of their own, in which no script can run; the frame may be printed."""
    head = running_head(minutes_title(minutes.result), minutes.mark, minutes.trace)
    css = print_css("berita_acara", fonts="woff2") + head + sheet_css()
    foot = f'<p class="kaki">{escape(minutes.mark)} · Jejak masukan {escape(minutes.trace)}</p>'
    page = (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{TITLE}</title><style>{css}</style>'
        f"</head><body>{foot}{minutes_html(minutes)}</body></html>"
    )
    return (
        f'<p class="hanya-cetak">{PRINTED}</p>'
        '<iframe class="lembar" title="Pratinjau Berita Acara" sandbox="allow-same-origin allow-modals" '
        f'srcdoc="{escape(page)}"></iframe>'
    )
