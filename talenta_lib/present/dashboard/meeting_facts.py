"""What the page of decisions says of the meeting: how far it is, what the decisions leave open, who is present."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.dashboard.decision_facts import post_names
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.wording import capital, plain_post
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.round.decision_table import OUTCOME_LABELS, Outcome, decision_totals
from talenta_lib.terms import join_words

MINUTE: Final = 60
MOST_NAMED: Final = 6
"""Posts that are named one by one; beyond, their number is told."""


def minutes_words(seconds: int) -> str:
    """Say a time on the clock of a meeting, in minutes.

    >>> minutes_words(20), minutes_words(90), minutes_words(3900)
    ('< 1 mnt', '1 mnt', '1 jam 5 mnt')
    """
    hours, minutes = divmod(seconds // MINUTE, 60)
    if hours:
        return f"{hours} jam {minutes} mnt"
    return f"{minutes} mnt" if minutes else "< 1 mnt"


def goes_words(choice: str, names: Mapping[str, str]) -> str:
    """Say a choice in a line of the agenda (``names``: of the posts).

    >>> goes_words("P-1", {"P-1": "Kepala Dinas Sosial"}), goes_words("tetap", {})
    ('→ Dinas Sosial', 'tetap')
    """
    return choice if choice in (STAY, POSTPONE) else f"→ {plain_post(names.get(choice, choice))}"


def finding(state: DashboardState) -> str:
    """Say how far the meeting is, in one sentence."""
    totals = decision_totals(state.decisions.table)
    people, left = totals["people"], totals[Outcome.OPEN]
    if not people:
        return "Tidak ada nama yang harus diputuskan"
    if not left:
        return f"Semua {people} nama sudah diputuskan"
    contested = [nip for nip, _ in state.bench.chapter.contested_pairs if nip in state.decisions.open_nips]
    also = f"; {len(contested)} di antaranya punya pilihan lain yang hampir sama baik" if contested else ""
    return f"{left} dari {people} nama belum diputuskan{also}"


def totals_rows(state: DashboardState) -> list[tuple[str, str]]:
    """Return (what, number in words) of the running totals."""
    totals = decision_totals(state.decisions.table)
    people = totals["people"]
    return [
        ("Diputuskan", f"{people - totals[Outcome.OPEN]} dari {people}"),
        *((OUTCOME_LABELS[one], str(totals[one])) for one in (Outcome.FOLLOWS, Outcome.DIFFERS, Outcome.POSTPONED)),
        ("Perpindahan yang diputuskan", str(totals["moves"])),
    ]


def totals_block(state: DashboardState) -> str:
    """Return the running totals as a table."""
    rows = totals_rows(state)
    body = "".join(f'<tr><th scope="row">{label}</th><td class="r">{words}</td></tr>' for label, words in rows)
    return f'<h2>Hasil sejauh ini</h2><table class="ring"><tbody>{body}</tbody></table>{time_line(state)}'


def time_line(state: DashboardState) -> str:
    """Say how long the meeting has spoken of names, in all and of the one at hand."""
    spent = state.spent.seconds
    total = sum(spent.values())
    if total < MINUTE:
        return ""
    here = spent.get(state.decisions.nip, 0)
    return f'<p class="sub">Waktu nama ini {minutes_words(here)}; semua {len(spent)} nama {minutes_words(total)}.</p>'


def final_posts(mutasi: Mutasi, table: pd.DataFrame) -> Mapping[str, str]:
    """Return NIP -> the post of each official once the decisions are carried out; the suggestion where it is open."""
    own = dict(zip(table["nip"], table["from_id"], strict=True))
    chosen = table["decided"].fillna(table["suggested"])
    known = mutasi.matching.post_index
    ends = {
        str(nip): own[nip] if choice in (STAY, POSTPONE) else choice
        for nip, choice in zip(table["nip"], chosen, strict=True)
        if pd.notna(choice)
    }
    return {nip: str(post) for nip, post in ends.items() if pd.notna(post) and str(post) in known}


def left_vacant(mutasi: Mutasi, table: pd.DataFrame) -> list[str]:
    """Return the posts (jabatan_id) of the scenario that nobody holds once the decisions are carried out."""
    held = set(final_posts(mutasi, table).values())
    return [str(post) for post in mutasi.options.posts["jabatan_id"] if str(post) not in held]


def ends_block(state: DashboardState) -> str:
    """Return what the decisions so far leave open: clashes, and posts without anybody."""
    decisions = state.decisions
    clashing = "".join(f'<p class="awas">! {escape(words)}</p>' for words in decisions.clashes)
    names = post_names(state)
    vacant = [plain_post(names[post]) for post in left_vacant(decisions.mutasi, decisions.table)]
    if not vacant:
        return f"{clashing}<p>Tidak ada jabatan yang menjadi kosong.</p>"
    named = f": {join_words(vacant)}" if len(vacant) <= MOST_NAMED else ""
    return f"{clashing}<p><b>{len(vacant)}</b> jabatan kosong sesudahnya{escape(named)}.</p>"


def meeting_block(state: DashboardState) -> str:
    """Return the meeting on record, or that there is none; roles alone while blind."""
    meeting = state.decisions.meeting
    if meeting is None:
        return "<p>Belum ada rapat yang tercatat.</p>"
    present = [one.role if state.blind else f"{one.name}, {one.role}" for one in meeting.members]
    people = "".join(f"<li>{escape(words)}</li>" for words in present)
    return (
        f"<p>✓ {escape(meeting.place)}, {meeting_day(meeting.date)}; {len(present)} orang hadir.</p><ol>{people}</ol>"
    )


def meeting_day(day: Any) -> str:
    """Return the day of a meeting as a table writes it."""
    return f"{day:%d-%m-%Y}"


def told_block(state: DashboardState) -> str:
    """Return what was recorded or refused last."""
    decisions = state.decisions
    if not decisions.message:
        return ""
    kind, mark = ("gagal", "✗") if decisions.is_refused else ("jadi", "✓")
    return f'<p class="pesan {kind}" role="status">{mark} {escape(capital(state.bench.covered(decisions.message)))}</p>'
