"""What I-Mut will ask for, before it asks: per name the rules that matter, the papers that lack, a reason to enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import ANSWERS, Check
from talenta_lib.placement.eligibility.findings import NOT_MET, PASSED, UNKNOWN
from talenta_lib.placement.eligibility.table import Eligibility
from talenta_lib.terms import Answer, MoveKind, format_number, join_words

NAME_COLUMNS: Final = [
    "no", "nip", "nama", "from_jabatan", "to_id", "to_jabatan", "to_eselon", "kind", "answer", "consents", "documents",
    "reason",
]  # fmt: skip
Finding = Mapping[Any, Any]
UNSAID: Final = "(tulis alasan)"


@dataclass(frozen=True)
class Preflight:
    """The pre-flight check of a list of names.

    Attributes
    ----------
    names : one row per name, ``NAME_COLUMNS``: no (order of entry), whose consent (``consents``), which papers lack
        (``documents``) and a proposed reason (``reason``), each as text.
    findings : one row per name and rule that is not met, not settled or noted; no, nip, nama and the columns of
        :meth:`Eligibility.findings`.
    passed : the same for the rules that are met.
    round_wide : what holds for every name alike.
    """

    names: pd.DataFrame
    findings: pd.DataFrame
    passed: pd.DataFrame
    round_wide: pd.DataFrame


def preflight(eligibility: Eligibility, moves: pd.DataFrame | Iterable[tuple[str, str]]) -> Preflight:
    """Return the pre-flight check of a list of names, in the order in which an operator enters them.

    ``moves`` has nip and to_id (jabatan_id), as ``Mutasi.moves``, or is a list of such pairs; it need not be a plan of
    talenta. With fit_before and fit_after (0-100) the proposed reason states them. Order: eselon of the new post, then
    the order of the round. Raises ``KeyError`` for an unknown official or post. Basis: rule ``imut_input`` (names with
    a reason per person), SE BKN 7/2024.
    """
    listed = moves if isinstance(moves, pd.DataFrame) else pd.DataFrame(list(moves), columns=["nip", "to_id"])
    listed = listed.drop_duplicates(["nip", "to_id"])
    rows = eligibility.findings_of(zip(listed["nip"], listed["to_id"], strict=True))
    found: dict[tuple[str, str], list[Finding]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["nip"], row["jabatan_id"]), []).append(row)
    entries = [
        _name(eligibility, move, found.get((move["nip"], move["to_id"]), [])) for move in listed.to_dict("records")
    ]
    names = pd.DataFrame(entries, columns=["place", *NAME_COLUMNS[1:]])
    names = names.sort_values(["to_eselon", "place"], kind="stable", ignore_index=True)
    names.insert(0, "no", np.arange(1, len(names) + 1))
    entered = names[["no", "nip", "nama", "to_id"]].rename(columns={"to_id": "jabatan_id"})
    long = entered.merge(rows, on=["nip", "jabatan_id"])
    is_passed = long["status"] == PASSED
    return Preflight(
        names=names[NAME_COLUMNS],
        findings=long[~is_passed].reset_index(drop=True),
        passed=long[is_passed].reset_index(drop=True),
        round_wide=eligibility.round_findings,
    )


def _name(eligibility: Eligibility, move: Finding, findings: Sequence[Finding]) -> tuple[Any, ...]:
    """Return one row of the names: place in the round, then the columns after ``no``."""
    facts = eligibility.facts
    person, column = eligibility.place_of(move["nip"], move["to_id"])
    official, post = facts.official_rows[person], facts.post_rows[column]
    kind = str(eligibility.kinds(person, column))
    return (
        int(official.code.rpartition("-")[2]), official.nip, official.nama, official.jabatan, post.jabatan_id,
        post.jabatan, post.eselon, kind, str(ANSWERS[eligibility.answer[person, column]]),
        _needs(_asked(findings, Answer.PERSETUJUAN)),
        _needs(one for one in findings if one["status"] == UNKNOWN),
        "" if kind == MoveKind.TETAP else _reason(eligibility.checks, move, findings),
    )  # fmt: skip


def _asked(findings: Iterable[Finding], answer: Answer) -> list[Finding]:
    """Return the findings that are not met and give an answer."""
    return [one for one in findings if one["status"] == NOT_MET and one["answer"] == answer]


def _needs(findings: Iterable[Finding]) -> str:
    return join_words(list(dict.fromkeys(one["needs"] for one in findings if one["needs"])))


def _reason(checks: Iterable[Check], move: Finding, findings: Sequence[Finding]) -> str:
    """Return the proposed reason: what the move gains, then what the rules ask to be explained."""
    templates = {check.id: check.reason for check in checks}
    member = [one["observed"] for one in findings if one["check"] == "suksesi" and one["status"] == PASSED]
    told = [templates[one["check"]].format_map(one) for one in _asked(findings, Answer.ALASAN)]
    clauses = [_fit_words(move), *(f"anggota Kelompok Rencana Suksesi, {kotak}" for kotak in member), *told]
    text = "; ".join(dict.fromkeys(clause for clause in clauses if clause)) or UNSAID
    return text[0].upper() + text[1:]


def _fit_words(move: Finding) -> str:
    """Say how the fit changes; empty where it is not known."""
    before, after = (float(move.get(name, np.nan)) for name in ("fit_before", "fit_after"))
    if np.isnan(after):
        return ""
    if np.isnan(before):
        return f"kecocokan dengan jabatan {format_number(after)}"
    way = "naik" if after > before else "turun" if after < before else "tetap"
    return f"kecocokan dengan jabatan {way} dari {format_number(before)} menjadi {format_number(after)}"
