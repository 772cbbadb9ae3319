"""The decisions of a round beside what was suggested: one row a name, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.record import Decision, Entry, Finding, Ledger
from talenta_lib.record.decisions import POSTPONE, STAY, latest_decisions
from talenta_lib.round.result import RoundResult
from talenta_lib.round.suggestions import findings_of, suggestions
from talenta_lib.terms import Answer


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


def decision_table(result: RoundResult, mutasi: Mutasi, entries: Sequence[Entry] | None = None) -> pd.DataFrame:
    """Return one row per official of the plan, in the order of the round: suggestion and decision.

    Who has no post and gets none is left out unless decided on. ``entries``: those of the ledger, read where omitted.

    Columns: nip, code, nama, from_id (NA: no post in scope), suggested and decided (``tetap``, ``ditunda``, a
    jabatan_id; decided is NA where it is open), outcome (``Outcome``), reason, answer (worst of the findings), findings
    (text), by, role, at (ISO text) and seq (Int64) of the decision. Of a decision, suggestion and findings are those
    that were recorded with it.
    """
    decisions = latest_decisions(tuple(Ledger.open(result.folder).entries() if entries is None else entries))
    suggested = suggestions(mutasi)
    officials = mutasi.matching.officials.set_index("nip")[["code", "nama", "jabatan_id"]].to_dict("index")
    seated = mutasi.assigned.loc[mutasi.assigned[["from_id", "to_id"]].notna().any(axis=1), "nip"]
    nips = list(dict.fromkeys([*map(str, seated), *decisions]))
    open_pairs = [(nip, suggested[nip]) for nip in nips if nip not in decisions]
    found = findings_of(mutasi, open_pairs)
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
        "outcome": str(outcome_of(decision)),
        "reason": decision.reason,
        "by": decision.by,
        "role": decision.role,
        "at": decision.at.isoformat(),
        "seq": decision.seq,
        **told,
    }


def outcome_of(decision: Decision) -> Outcome:
    """Return how a decision stands to the suggestion of its day."""
    if decision.is_postponed:
        return Outcome.POSTPONED
    return Outcome.FOLLOWS if decision.follows_suggestion else Outcome.DIFFERS


def _say_finding(finding: Finding) -> str:
    """Say a finding and what it needs; a written reason stands beside it."""
    needs = "alasan tertulis" if finding.answer is Answer.ALASAN else finding.needs
    return f"{finding.label} ({needs})" if needs else finding.label
