"""Decisions of a round: what may be decided on an official, and how it comes on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from talenta_lib.errors import RecordError, ScenarioError, TalentaError
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.scenario import find_official, find_post
from talenta_lib.record import Entry, Ledger, decide, require_whole
from talenta_lib.record.decisions import (
    POSTPONE,
    STAY,
    DecisionContent,
    needs_reason,
    require_reason,
)
from talenta_lib.round.clashes import clashes, say_clash
from talenta_lib.round.plans import plan_entry, record_plan
from talenta_lib.round.result import RoundResult
from talenta_lib.round.suggestions import findings_of, official_fact, post_name, suggestion
from talenta_lib.terms import Answer

FOLLOW: Final = "usulan"
"""The choice of whatever the plan suggests."""


@dataclass(frozen=True)
class Wish:
    """What is to be decided on an official: who (NIP, code or name), what, and why.

    ``choice``: a post (identifier, name, or "name, OPD"), ``tetap``, ``ditunda``, or ``usulan`` for what the plan
    suggests.
    """

    who: str
    choice: str
    reason: str = ""


@dataclass(frozen=True)
class Sitting:
    """Decisions that were recorded, wishes that were refused and why, and what is left to settle (sentences)."""

    entries: tuple[Entry, ...]
    refused: tuple[tuple[Wish, TalentaError], ...]
    notes: tuple[str, ...]


def is_reason_due(mutasi: Mutasi, nip: str, choice: str) -> bool:
    """Whether a choice for an official (NIP) is recorded only with a written reason.

    Raises ``ScenarioError`` where the choice is no post of the round.
    """
    decision = _read_choice(mutasi, nip, choice)
    findings = findings_of(mutasi, [(nip, decision)])[nip]
    return needs_reason(decision, suggestion(mutasi, nip), findings)


def decide_officials(
    result: RoundResult, mutasi: Mutasi, wishes: Iterable[Wish], *, by: str, role: str, at: dt.datetime,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> Sitting:  # fmt: skip
    """Record decisions on officials of a plan, each as an entry of its own; the plan is recorded before.

    ``by``, ``role``: who decides, by name; ``at`` is an aware time. What is refused stops no other one: a
    ``ScenarioError`` for an official or a post that is not in the plan or the round, a ``RecordError`` where the rules
    exclude the official from the post (with rule and article) and where a reason is due that is not written.

    Raises ``RecordError`` only where nothing more can be recorded: nobody is named, or the ledger was altered or cannot
    be written.
    """
    require_whole(result.folder, "Keputusan tidak dicatat")
    contents, refused = _contents(mutasi, wishes)
    if not contents:
        return Sitting((), refused, ())
    plan = plan_entry(result, mutasi) or record_plan(result, mutasi, by=by, role=role, at=at)
    ledger = Ledger.open(result.folder)
    reference = f"{mutasi.scenario.name}/{plan.seq}"
    entries: list[Entry] = []
    for one in contents:
        try:
            entries.append(decide(ledger, **dict(one), plan_reference=reference, by=by, role=role, at=at))
        except RecordError as exc:
            if not entries:
                raise
            told = f"Baru {len(entries)} dari {len(contents)} keputusan tercatat. {exc.problem}"
            raise RecordError(told, exc.remedy) from exc
        on_progress(len(entries), len(contents))
    decisions, touched = ledger.decisions(), {one.nip for one in contents}
    found = [clash for clash in clashes(mutasi, decisions) if touched & set(clash.nips)]
    return Sitting(tuple(entries), refused, tuple(say_clash(mutasi, clash, decisions) for clash in found))


def _contents(
    mutasi: Mutasi, wishes: Iterable[Wish]
) -> tuple[list[DecisionContent], tuple[tuple[Wish, TalentaError], ...]]:
    """Return what is recorded of each wish, and the wishes that are refused."""
    contents, refused = [], []
    for wish in wishes:
        try:
            contents.append(_content(mutasi, wish))
        except (ScenarioError, RecordError) as error:
            refused.append((wish, error))
    return contents, tuple(refused)


def _content(mutasi: Mutasi, wish: Wish) -> DecisionContent:
    """Return what is recorded of a wish; raises where it may not be."""
    nip = find_official(mutasi.matching.officials, wish.who)
    mutasi.options.person(nip)
    decision = _read_choice(mutasi, nip, wish.choice)
    _refuse_excluded(mutasi, nip, decision)
    content = DecisionContent(
        nip=nip,
        code=str(official_fact(mutasi, nip, "code")),
        suggestion=suggestion(mutasi, nip),
        decision=decision,
        reason=wish.reason.strip(),
        findings=findings_of(mutasi, [(nip, decision)])[nip],
    )
    require_reason(content, who=str(official_fact(mutasi, nip, "nama")), say=partial(post_name, mutasi))
    return content


def _read_choice(mutasi: Mutasi, nip: str, choice: str) -> str:
    """Return a choice in the terms of the record; the own post is ``tetap``."""
    word = choice.strip().casefold()
    if word == FOLLOW:
        return suggestion(mutasi, nip)
    if word in (STAY, POSTPONE):
        return word
    post = find_post(mutasi.matching.posts, choice)
    return STAY if official_fact(mutasi, nip, "jabatan_id") == post else post


def _refuse_excluded(mutasi: Mutasi, nip: str, decision: str) -> None:
    """Refuse a pair that the rules exclude, with the rules and their articles."""
    eligibility = mutasi.matching.eligibility
    if decision in (STAY, POSTPONE) or eligibility.answer_of(nip, decision) is not Answer.GUGUR:
        return
    found = eligibility.findings(nip, decision)
    barred = found[found["answer"] == Answer.GUGUR].drop_duplicates("label")
    rules = [f"{row.label} ({row.citation}): {row.observed}; syaratnya {row.required}" for row in barred.itertuples()]
    raise RecordError(
        f"{official_fact(mutasi, nip, 'nama')} tidak dapat ditempatkan pada '{post_name(mutasi, decision)}': "
        f"{'; '.join(rules) or 'jabatan yang lebih rendah, atau naik lebih dari satu jenjang'}.",
        "Pilih jabatan lain, tetap, atau ditunda.",
    )
