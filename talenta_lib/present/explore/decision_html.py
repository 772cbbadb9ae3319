"""Decisions as HTML and tables for a notebook: the official at hand, what stands so far, and the record."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd

from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.explore import view
from talenta_lib.present.explore.decision_agenda import TURN_LABELS
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.present.explore.scenario_html import needs_list
from talenta_lib.present.record_words import PROOF, time_words, verified_words
from talenta_lib.present.wording import post_text
from talenta_lib.record import verify
from talenta_lib.round.decision_table import OUTCOME_LABELS, Outcome

HOW: Final = (
    "Setiap keputusan dicatat dengan nama, peran, dan alasan pada buku keputusan. "
    "Keputusan yang keliru diurungkan dengan catatan baru; yang lama tetap terbaca."
)
READ_ONLY: Final = "Buka notebook ini di JupyterLab untuk mencatat keputusan; tampilan ini tidak mencatat apa pun."


def decisions_words(state: DecisionState) -> str:
    """Say how many names are decided on."""
    people, still = state.totals["people"], state.totals[Outcome.OPEN]
    if not people:
        return "Tidak ada nama yang harus diputuskan"
    return (
        f"Semua {people} nama sudah diputuskan"
        if not still
        else f"{people - still} dari {people} nama sudah diputuskan"
    )


def totals_block(state: DecisionState) -> str:
    """Return how many names have each outcome, a line each."""
    rows = [(OUTCOME_LABELS[one], state.totals[one]) for one in Outcome]
    rows.append(("Perpindahan yang diputuskan", state.totals["moves"]))
    body = "".join(f'<tr><th scope="row">{label}</th><td class="r">{count}</td></tr>' for label, count in rows)
    return f'<table class="ring" style="max-width:330px"><tbody>{body}</tbody></table>'


def decisions_frame(state: DecisionState) -> pd.DataFrame:
    """Return the agenda with suggestion and decision: No, Kode, Nama, Usulan, Perlu, Keputusan, Alasan, Oleh, Catatan."""
    table = state.table.set_index("nip")
    rows = table.reindex([*state.agenda, *table.index.difference(state.agenda, sort=False)])
    blank = rows["decided"].isna()
    return pd.DataFrame({
        "No": range(1, len(rows) + 1),
        "Kode": rows["code"],
        "Nama": rows["nama"],
        "Usulan": rows["suggested"].map(state.say, na_action="ignore"),
        "Perlu": rows["findings"],
        "Keputusan": rows["decided"].map(state.say, na_action="ignore").mask(blank, "belum"),
        "Alasan": rows["reason"],
        "Oleh": (rows["by"] + ", " + rows["role"]).mask(blank, ""),
        "Catatan": rows["seq"].astype("string").fillna(""),
    }).reset_index(drop=True)  # fmt: skip


def official_block(state: DecisionState) -> str:
    """Return the official at hand: post now, suggestion, why on the agenda, what the choice asks, what stands."""
    officials = state.mutasi.matching.officials
    who = officials.iloc[state.mutasi.matching.people_index[state.nip]]
    turn = f" {escape(TURN_LABELS[state.turns[state.nip]])}." if state.nip in state.turns else ""
    asks = needs_list(state.findings)
    return (
        f"<h3>{escape(plain_name(str(who['nama'])))}</h3><p>{escape(post_text(who['jabatan'], who['opd']))}. "
        f"Usulan: <b>{escape(state.say(state.suggestion))}</b>.{turn}</p>{_standing(state)}"
        f"{f'<p>Pilihan ini memerlukan:</p>{asks}' if asks else ''}"
    )


def _standing(state: DecisionState) -> str:
    """Say which decision stands for the official at hand."""
    row = state.standing
    if row is None:
        return ""
    at = time_words(pd.Timestamp(row["at"]).to_pydatetime())
    return (
        f'<p class="sub">Tercatat: {escape(state.say(str(row["decided"])))}, oleh {escape(str(row["by"]))} '
        f"({escape(str(row['role']))}), {at}, catatan {row['seq']}.</p>"
    )


def decisions_html(state: DecisionState) -> str:
    """Return what stands so far, for a notebook that nobody clicks in."""
    refused = f'<p class="kabar gagal">✗ {escape(state.message)}</p>' if state.is_refused else ""
    return (
        f'<h2 class="temuan">{escape(decisions_words(state))}</h2><p class="sub">{HOW} {READ_ONLY}</p>{refused}'
        f"{totals_block(state)}{view.static_table(decisions_frame(state))}"
    )


def record_block(state: DecisionState, *, head: str = "") -> str:
    """Return the meeting on record, and what a verification of the ledger finds; ``head`` as printed, or empty.

    Raises ``RecordError`` where ``head`` is no head.
    """
    checked = verify(state.bench.result.folder, head=head or None)
    meeting = state.meeting
    held = (
        "Belum ada rapat yang tercatat."
        if meeting is None
        else f"Rapat: {meeting.place}, {meeting.date:%d-%m-%Y}, {len(meeting.members)} orang hadir."
    )
    mark = "✓" if checked.is_valid else "✗"
    kepala = f"<p>Kepala {escape(checked.head.grouped)}</p>" if checked.is_valid and checked.entries else ""
    notes = "".join(f"<p>! {escape(words)}</p>" for words in checked.warnings)
    return (
        f"<p>{escape(held)}</p><p><b>{mark} {escape(verified_words(checked))}</b></p>{kepala}{notes}"
        f'<p class="sub">{escape(" ".join(PROOF))}</p>'
    )
