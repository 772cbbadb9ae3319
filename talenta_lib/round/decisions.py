"""Decisions of a round: what the plan suggests for each official, what was decided, and what does not fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from talenta_lib.errors import RecordError
from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.scenario import find_official, find_post
from talenta_lib.record import Decision, Entry, Finding, Ledger, decide
from talenta_lib.record.decisions import POSTPONE, STAY, latest_decisions
from talenta_lib.round.plans import plan_entry, record_plan
from talenta_lib.round.result import RoundResult
from talenta_lib.terms import Answer, join_words


class Outcome(StrEnum):
    """How a decision stands to the suggestion, in the order of a Berita Acara."""

    FOLLOWS = "sesuai"
    DIFFERS = "berbeda"
    POSTPONED = "ditunda"
    OPEN = "belum"


OUTCOME_LABELS: Final = {
    Outcome.FOLLOWS: "Sesuai usulan",
    Outcome.DIFFERS: "Berbeda dari usulan",
    Outcome.POSTPONED: "Ditunda",
    Outcome.OPEN: "Belum diputuskan",
}
TABLE_COLUMNS: Final = [
    "nip", "code", "nama", "from_id", "suggested", "decided", "outcome", "reason", "answer", "findings", "by", "role",
    "at", "seq",
]  # fmt: skip


@dataclass(frozen=True)
class Clash:
    """A post that more than one official would hold, at least one of them by a decision."""

    jabatan_id: str
    nips: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """A decision that was recorded, and what it leaves to settle (Indonesian sentences, often none)."""

    entry: Entry
    notes: tuple[str, ...]


def suggestion(mutasi: Mutasi, nip: str) -> str:
    """Return what a plan suggests for an official: ``tetap`` or a jabatan_id; ``KeyError`` for one not in the plan."""
    return _suggestions(mutasi)[nip]


def decide_official(
    result: RoundResult, mutasi: Mutasi, nip: str, choice: str, *,
    by: str, role: str, at: dt.datetime, reason: str = "",
) -> Decided:  # fmt: skip
    """Record the decision on one official of a plan; the plan is recorded first where it is not yet.

    Parameters
    ----------
    nip : NIP, code or name.
    choice : a post (identifier, name, or "name, OPD"), ``tetap`` or ``ditunda``.
    by, role : who decides, by name; ``at`` is an aware time.
    reason : due where the decision is not the suggestion, and where the rules ask for one.

    Raises ``ScenarioError`` for an official or a post that is not in the plan or the round; ``RecordError`` where the
    rules exclude the official from the post (with rule and article), where a reason or a name is due, and where the
    ledger cannot be written.
    """
    official = find_official(mutasi.matching.officials, nip)
    mutasi.options.person(official)
    decision = _read_choice(mutasi, official, choice)
    _refuse_excluded(mutasi, official, decision)
    entry = plan_entry(result, mutasi) or record_plan(result, mutasi, by=by, role=role, at=at)
    ledger = Ledger.open(result.folder)
    made = decide(
        ledger,
        nip=official,
        code=str(_cell(mutasi, official, "code")),
        suggestion=suggestion(mutasi, official),
        decision=decision,
        by=by,
        role=role,
        at=at,
        reason=reason,
        findings=_findings(mutasi, [(official, decision)])[official],
        plan_reference=f"{mutasi.scenario.name}/{entry.seq}",
    )
    decisions = ledger.decisions()
    touched = [clash for clash in clashes(mutasi, decisions) if official in clash.nips]
    return Decided(made, tuple(say_clash(mutasi, clash, decisions) for clash in touched))


def decision_table(result: RoundResult, mutasi: Mutasi, entries: Sequence[Entry] | None = None) -> pd.DataFrame:
    """Return one row per official of the plan, in the order of the round: suggestion and decision.

    Who has no post and gets none is left out unless decided on. ``entries``: those of the ledger, read where omitted.

    Columns: nip, code, nama, from_id (NA: no post in scope), suggested and decided (``tetap``, ``ditunda``, a
    jabatan_id; decided is NA where it is open), outcome (``Outcome``), reason, answer (worst of the findings), findings
    (text), by, role, at (ISO text) and seq (Int64) of the decision. Of a decision, suggestion and findings are those
    that were recorded with it.
    """
    decisions = latest_decisions(tuple(Ledger.open(result.folder).entries() if entries is None else entries))
    suggested = _suggestions(mutasi)
    officials = mutasi.matching.officials.set_index("nip")[["code", "nama", "jabatan_id"]].to_dict("index")
    seated = mutasi.assigned.loc[mutasi.assigned[["from_id", "to_id"]].notna().any(axis=1), "nip"]
    nips = list(dict.fromkeys([*map(str, seated), *decisions]))
    open_pairs = [(nip, suggested[nip]) for nip in nips if nip not in decisions]
    found = _findings(mutasi, open_pairs)
    rows = []
    for nip in nips:
        who = officials.get(nip, {"code": getattr(decisions.get(nip), "code", None), "nama": None, "jabatan_id": None})
        rows.append({
            "nip": nip,
            "code": who["code"],
            "nama": who["nama"],
            "from_id": who["jabatan_id"],
            **_settled(decisions.get(nip), suggested.get(nip), found.get(nip, ())),
        })  # fmt: skip
    table = pd.DataFrame(rows, columns=TABLE_COLUMNS).astype(
        {"seq": "Int64"} | dict.fromkeys(TABLE_COLUMNS[:-1], "string")
    )
    return table.sort_values("code", kind="stable", ignore_index=True)


def decision_totals(table: pd.DataFrame) -> Mapping[str, int]:
    """Return how many officials have each outcome (keys of ``Outcome``), ``people`` in all, and decided ``moves``."""
    counts = table["outcome"].value_counts()
    is_move = table["decided"].notna() & ~table["decided"].isin([STAY, POSTPONE])
    return {**{str(one): int(counts.get(one, 0)) for one in Outcome}, "people": len(table), "moves": int(is_move.sum())}


def clashes(mutasi: Mutasi, decisions: Mapping[str, Decision]) -> list[Clash]:
    """Return the posts that more than one official would hold, where at least one of them was decided on.

    Who is not decided on yet goes where the plan suggests; who is put off stays in the own post for now.
    """
    officials = mutasi.matching.officials
    own = dict(zip(officials["nip"].astype(str), officials["jabatan_id"], strict=True))
    chosen = {**_suggestions(mutasi), **{nip: one.decision for nip, one in decisions.items()}}
    holders: dict[str, list[str]] = {}
    for nip, choice in chosen.items():
        post = own.get(nip) if choice in (STAY, POSTPONE) else choice
        if post is not None and pd.notna(post):
            holders.setdefault(str(post), []).append(nip)
    return [
        Clash(post, tuple(nips))
        for post, nips in holders.items()
        if len(nips) > 1 and any(nip in decisions for nip in nips)
    ]


def say_clash(mutasi: Mutasi, clash: Clash, decisions: Mapping[str, Decision]) -> str:
    """Say a clash: the post, who would hold it, and who has to be given another one."""
    posts = mutasi.matching.posts
    jabatan = posts.loc[posts["jabatan_id"] == clash.jabatan_id, "jabatan"]
    words = [f"{_cell(mutasi, nip, 'nama')} ({_standing(decisions.get(nip))})" for nip in clash.nips]
    name = jabatan.iloc[0] if len(jabatan) else clash.jabatan_id
    return f"Jabatan {name} untuk lebih dari satu orang: {join_words(words)}. Putuskan jabatan lain bagi salah satunya."


def _standing(decision: Decision | None) -> str:
    if decision is None:
        return "baru usulan"
    return f"ditunda, catatan {decision.seq}" if decision.is_postponed else f"diputuskan, catatan {decision.seq}"


def _suggestions(mutasi: Mutasi) -> dict[str, str]:
    """Return the suggestion for every official of the plan."""
    table = mutasi.assigned
    goes = table["to_id"].notna() & (table["from_id"] != table["to_id"]).fillna(True)
    return {
        str(nip): str(post) if is_move else STAY
        for nip, post, is_move in zip(table["nip"], table["to_id"], goes, strict=True)
    }


def _read_choice(mutasi: Mutasi, nip: str, choice: str) -> str:
    """Return a choice in the terms of the record; the own post is ``tetap``."""
    word = choice.strip().casefold()
    if word in (STAY, POSTPONE):
        return word
    post = find_post(mutasi.matching.posts, choice)
    own = _cell(mutasi, nip, "jabatan_id")
    return STAY if pd.notna(own) and own == post else post


def _refuse_excluded(mutasi: Mutasi, nip: str, decision: str) -> None:
    """Refuse a pair that the rules exclude, with the rules and their articles."""
    eligibility = mutasi.matching.eligibility
    if decision in (STAY, POSTPONE) or eligibility.answer_of(nip, decision) is not Answer.GUGUR:
        return
    found = eligibility.findings(nip, decision)
    barred = found[found["answer"] == Answer.GUGUR].drop_duplicates("label")
    rules = [f"{row.label} ({row.citation}): {row.observed}; syaratnya {row.required}" for row in barred.itertuples()]
    raise RecordError(
        f"{_cell(mutasi, nip, 'nama')} tidak dapat ditempatkan pada '{decision}': "
        f"{'; '.join(rules) or 'jabatan yang lebih rendah, atau naik lebih dari satu jenjang'}.",
        "Pilih jabatan lain, tetap, atau ditunda.",
    )


def _findings(mutasi: Mutasi, pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[Finding, ...]]:
    """Return by NIP what the rules ask or cannot settle for each pair of official and choice."""
    asked = [(nip, choice) for nip, choice in pairs if choice not in (STAY, POSTPONE)]
    rows = mutasi.matching.eligibility.findings_of(asked)
    found: dict[str, tuple[Finding, ...]] = {nip: () for nip, _ in pairs}
    for row in rows[rows["status"].isin([NOT_MET, UNKNOWN])].to_dict("records"):
        one = Finding(check=row["check"], label=row["label"], answer=Answer(row["answer"]), needs=row["needs"])
        found[row["nip"]] = (*found[row["nip"]], one)
    return found


def _settled(decision: Decision | None, suggested: str | None, found: Sequence[Finding]) -> dict[str, Any]:
    """Return the part of a row that a decision fills in."""
    findings = found if decision is None else decision.findings
    worst = max((one.answer for one in findings), key=list(Answer).index, default=Answer.LULUS)
    told = {"answer": str(worst), "findings": "; ".join(map(_say_finding, findings))}
    if decision is None:
        return {"suggested": suggested, "outcome": str(Outcome.OPEN), "reason": "", **told}
    return {
        "suggested": decision.suggestion,
        "decided": decision.decision,
        "outcome": str(_outcome(decision)),
        "reason": decision.reason,
        "by": decision.by,
        "role": decision.role,
        "at": decision.at.isoformat(),
        "seq": decision.seq,
        **told,
    }


def _outcome(decision: Decision) -> Outcome:
    if decision.is_postponed:
        return Outcome.POSTPONED
    return Outcome.FOLLOWS if decision.follows_suggestion else Outcome.DIFFERS


def _say_finding(finding: Finding) -> str:
    """Say a finding and what it needs; a written reason stands beside it."""
    needs = "alasan tertulis" if finding.answer is Answer.ALASAN else finding.needs
    return f"{finding.label} ({needs})" if needs else finding.label


def _cell(mutasi: Mutasi, nip: str, column: str) -> Any:
    """Return one fact of an official; the NIP itself where the official is no longer in the round."""
    officials = mutasi.matching.officials
    found = officials.loc[officials["nip"] == nip, column]
    return found.iloc[0] if len(found) else nip
