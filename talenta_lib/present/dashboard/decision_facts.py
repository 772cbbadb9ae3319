"""What the page of decisions says of the name at hand: the suggestion with its facts, the choice, what stands.

HTML and words over one state; everything that is shown comes from what may be looked at (codes while blind).
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.why_words import points
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.decision_agenda import TURN_LABELS
from talenta_lib.present.explore.why_html import findings_block, runners_up_block
from talenta_lib.present.marks import dumbbell
from talenta_lib.present.minutes import HIDDEN_REASON
from talenta_lib.present.record_words import time_words
from talenta_lib.present.wording import post_text
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.round.decision_table import OUTCOME_LABELS, Outcome
from talenta_lib.terms import format_number


def post_names(state: DashboardState) -> Mapping[str, str]:
    """Return jabatan_id -> name of every post, with its OPD where another has the same name."""
    posts = state.chapter.mutasi.matching.posts
    return dict(zip(posts["jabatan_id"].astype(str), post_labels(posts).astype(str), strict=True))


def post_name(state: DashboardState, choice: str) -> str:
    """Return the name of a post; itself where it left the round."""
    return post_names(state).get(choice, choice)


def official_of(state: DashboardState) -> pd.Series:
    """Return the official at hand, as he or she may be shown."""
    matching = state.chapter.mutasi.matching
    return matching.officials.iloc[matching.people_index[state.bench.shown_id(state.decisions.nip)]]


def own_post(state: DashboardState) -> str | None:
    """Return the post (jabatan_id) that the official at hand holds now; None without one of the round."""
    held = official_of(state)["jabatan_id"]
    return None if pd.isna(held) or held not in state.chapter.mutasi.matching.post_index else str(held)


def seat_of_choice(state: DashboardState) -> str | None:
    """Return the post in which the choice has the official; None where it is put off, or there is none."""
    choice = state.decisions.choice
    if choice == STAY:
        return own_post(state)
    return choice if choice in state.chapter.mutasi.matching.post_index else None


def explain_choice(state: DashboardState) -> Explanation | None:
    """Explain the official at hand in the post of the choice; None where the choice has none."""
    post = seat_of_choice(state)
    return None if post is None else state.chapter.why(state.bench.shown_id(state.decisions.nip), post)


def name_block(state: DashboardState) -> str:
    """Return who is at hand: place on the agenda, name, post, kotak."""
    decisions, who = state.decisions, official_of(state)
    agenda = decisions.agenda
    turn = decisions.turns.get(decisions.nip)
    place = f"Nama ke-{agenda.index(decisions.nip) + 1} dari {len(agenda)}" if turn else "Di luar agenda"
    why = f" · {TURN_LABELS[turn]}" if turn else ""
    held = post_text(who["jabatan"], who["opd"])
    return (
        f'<p class="sub">{place}{escape(why)}</p><h2 class="nama">{escape(plain_name(str(who["nama"])))}</h2>'
        f"<p>{escape(held)} ({escape(str(who['eselon']))}) {_pills(state)}</p>"
    )


def _pills(state: DashboardState) -> str:
    """Return kotak and garis batas of the official at hand; nothing for who was not assessed."""
    people = state.result.people
    found = people[people["nip"] == state.bench.shown_id(state.decisions.nip)]
    if found.empty:
        return ""
    kotak = found["kotak"].iloc[0]
    pills = f'<span class="pil">{"Kotak belum dapat ditetapkan" if pd.isna(kotak) else f"Kotak {kotak}"}</span>'
    return pills + ('<span class="pil batas">Garis batas</span>' if found["is_borderline"].iloc[0] else "")


def suggestion_block(state: DashboardState) -> str:
    """Return what the system suggests for the official at hand, with the fit before and after."""
    decisions, mutasi = state.decisions, state.chapter.mutasi
    post = own_post(state) if decisions.suggestion == STAY else decisions.suggestion
    says = "Tetap di jabatannya" if decisions.suggestion == STAY else f"Pindah ke {post_name(state, str(post))}"
    old = " (rencana lama: skenario berubah dan belum dihitung ulang)" if state.bench.is_stale else ""
    return (
        f'<div class="usul"><p class="sub">Usulan sistem menurut skenario {escape(state.shelf.title_of_plan)}{old}</p>'
        f'<p class="isi-usul">{escape(says)}</p>'
        f"<p>{_fit_words(state, mutasi, post)}{_close_rival(state)}</p></div>"
    )


def _fit_words(state: DashboardState, mutasi: Mutasi, post: str | None) -> str:
    """Say the fit now and in a post, drawn as well where it changes."""
    before, after = (_fit(state, mutasi, one) for one in (own_post(state), post))
    if post is None or post == own_post(state):
        return f"Kecocokan {format_number(before)}."
    said = f"Kecocokan {format_number(before)} → <b>{format_number(after)}</b>"
    if pd.isna(before) or pd.isna(after):
        return f"{said}."
    word = f" ({format_number(after - before, signed=True)})"
    return f"{said}{word}. {dumbbell(before, after, low=0, high=100, width=110)}"


def _fit(state: DashboardState, mutasi: Mutasi, post: str | None) -> float:
    """Return the fit (0-100) of the official at hand in a post, NaN where it is not known."""
    if post is None:
        return float("nan")
    matching = mutasi.matching
    return float(
        matching.fit.score[matching.people_index[state.bench.shown_id(state.decisions.nip)], matching.post_index[post]]
    )


def _close_rival(state: DashboardState) -> str:
    """Say which other post would be nearly as good, for a contested name."""
    other = dict(state.bench.chapter.contested_pairs).get(state.decisions.nip)
    if other is None:
        return ""
    cost = float(state.bench.chapter.elsewhere.loc[state.decisions.nip, other])
    return (
        f" Hampir sama baik: <b>{escape(post_name(state, other))}</b>, "
        f"rencana turun paling sedikit {points(cost)} poin."
    )


def choice_block(state: DashboardState, facts: Explanation | None) -> str:
    """Return what the choice means where it is not the suggestion: fit, and what it costs the plan."""
    decisions = state.decisions
    if decisions.choice in (decisions.suggestion, POSTPONE) or facts is None:
        return ""
    chosen = "Pilihan yang sedang dibahas" if state.is_observer else "Pilihan"
    said = f"{chosen}: <b>{escape(decisions.say(decisions.choice))}</b>. Kecocokan {format_number(facts.seat.fit)}. "
    if facts.obstacles:
        return f"<p>{said}{escape(' '.join(facts.obstacles))}</p>"
    cost = facts.regret_bound
    if not facts.is_planned:
        said += (
            f"Nilai rencana turun paling sedikit {points(cost)} poin."
            if cost > TOLERANCE
            else "Nilai rencana mungkin tidak turun."
        )
    return f"<p>{said}</p>"


def evidence_block(facts: Explanation | None) -> str:
    """Return the findings of the rules on the choice, and who else fits the post."""
    if facts is None:
        return '<p class="sub">Ditunda: tidak ada jabatan yang diperiksa.</p>'
    return (
        f'<div class="dua"><section>{findings_block(facts)}</section><section>{runners_up_block(facts)}</section></div>'
    )


def standing_block(state: DashboardState) -> str:
    """Return the decision that stands for the official at hand: what, number of the entry, who, when, why."""
    decisions = state.decisions
    row = decisions.standing
    if row is None:
        return ""
    at = time_words(pd.Timestamp(row["at"]).to_pydatetime())
    who = str(row["role"]) if state.blind else f"{row['by']}, {row['role']}"
    reason = HIDDEN_REASON if state.blind else str(row["reason"]).rstrip(". ")
    decided, outcome = decisions.say(str(row["decided"])), OUTCOME_LABELS[Outcome(str(row["outcome"]))]
    told = "" if decided.lower() == outcome.lower() else f" · {outcome.lower()}"
    then = (
        ""
        if row["suggested"] == decisions.suggestion
        else f" Usulan waktu itu: {escape(decisions.say(str(row['suggested'])))}."
    )
    return (
        f'<div class="tercatat"><p><b>✓ {escape(decided)}</b>{told}</p>'
        f'<p class="sub">Catatan {row["seq"]}, {escape(who)}, {at}.{then}'
        f"{f' Alasan: {escape(reason)}.' if row['reason'] else ''}</p></div>"
    )


def reason_words(state: DashboardState) -> str:
    """Say why a reason is due for the choice."""
    decisions = state.decisions
    if decisions.choice != decisions.suggestion:
        return "Alasan (wajib): keputusan berbeda dari usulan"
    return "Alasan (wajib): diminta ketentuan untuk penempatan ini"
