"""What I-Mut will ask for, before it asks: per name the rules that matter, the papers that lack, a reason to enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import ANSWERS, Check
from talenta_lib.placement.eligibility.facts import Facts
from talenta_lib.placement.eligibility.findings import (
    NOT_MET,
    PASSED,
    UNKNOWN,
    count_asked,
    open_findings,
    sum_up,
)
from talenta_lib.placement.eligibility.table import Eligibility
from talenta_lib.terms import Answer, MoveKind, format_number, join_words

NAME_COLUMNS: Final = [
    "no", "nip", "nama", "from_jabatan", "to_id", "to_jabatan", "to_eselon", "kind", "answer", "asked", "consents",
    "documents", "reason", "to_explain",
]  # fmt: skip
Finding = Mapping[Any, Any]
UNSAID: Final = "(tulis alasan)"
DAYS_A_YEAR: Final = 365.25


@dataclass(frozen=True, eq=False)
class Preflight:
    """The pre-flight check of a list of names.

    Attributes
    ----------
    names : one row per name, ``NAME_COLUMNS``: no (order of entry), which answers something is open for (``asked``,
        see :func:`talenta_lib.placement.eligibility.findings.sum_up`), whose consent (``consents``), which papers lack
        (``documents``), a proposed reason from what speaks for the move (``reason``), and what must be explained in
        writing, rule by rule (``to_explain``), each as text.
    findings : one row per name and rule that is not met, not settled or noted; no, nip, nama and the columns of
        :meth:`Eligibility.findings`.
    passed : the same for the rules that are met.
    round_wide : what holds for every name alike.
    """

    names: pd.DataFrame
    findings: pd.DataFrame
    passed: pd.DataFrame
    round_wide: pd.DataFrame

    @property
    def asked(self) -> pd.DataFrame:
        """The findings that ask for something: not met, or not settled by the data."""
        return open_findings(self.findings).reset_index(drop=True)

    @property
    def counts(self) -> dict[str, int]:
        """How many names need each answer, ``lulus`` for nothing; a name may need several."""
        return count_asked(self.names["asked"])


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
    asked = sum_up(rows)["asked"].to_dict()
    found: dict[tuple[str, str], list[Finding]] = {}
    for row in rows.to_dict("records"):
        found.setdefault((row["nip"], row["jabatan_id"]), []).append(row)
    pairs = [(move, (move["nip"], move["to_id"])) for move in listed.to_dict("records")]
    entries = [_name(eligibility, move, found.get(pair, []), asked.get(pair, "")) for move, pair in pairs]
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


def _name(eligibility: Eligibility, move: Finding, findings: Sequence[Finding], asked: str) -> tuple[Any, ...]:
    """Return one row of the names: place in the round, then the columns after ``no``."""
    facts = eligibility.facts
    person, column = eligibility.place_of(move["nip"], move["to_id"])
    official, post = facts.official_rows[person], facts.post_rows[column]
    kind = str(eligibility.kinds(person, column))
    return (
        int(official.code.rpartition("-")[2]), official.nip, official.nama, official.jabatan, post.jabatan_id,
        post.jabatan, post.eselon, kind, str(ANSWERS[eligibility.answer[person, column]]), asked,
        _needs(_asked(findings, Answer.PERSETUJUAN)),
        _needs(one for one in findings if one["status"] == UNKNOWN),
        "" if kind == MoveKind.TETAP else _reason(eligibility, move, person, column),
        _to_explain(eligibility.checks, findings),
    )  # fmt: skip


def _asked(findings: Iterable[Finding], answer: Answer) -> list[Finding]:
    """Return the findings that are not met and give an answer."""
    return [one for one in findings if one["status"] == NOT_MET and one["answer"] == answer]


def _needs(findings: Iterable[Finding]) -> str:
    return join_words(list(dict.fromkeys(one["needs"] for one in findings if one["needs"])))


def _reason(eligibility: Eligibility, move: Finding, person: int, column: int) -> str:
    """Return the proposed reason: a sentence for each fact that speaks for the move."""
    facts = eligibility.facts
    vacant = ["Mengisi jabatan yang kosong."] if facts.post_rows[column].is_vacant else []
    promoted = eligibility.kinds(person, column) == MoveKind.PROMOSI and facts.people["krs"][person] == 1
    kotak = facts.official_rows[person].kotak
    member = [f"Kotak {kotak}, anggota Kelompok Rencana Suksesi."] if promoted else []
    return " ".join([*vacant, *_fit_words(move), *member, *_years_words(facts, person, column)]) or UNSAID


def _fit_words(move: Finding) -> list[str]:
    """Say the fit, and from where it rises or falls if it does; nothing where it is not known."""
    before, after = (float(move.get(name, np.nan)) for name in ("fit_before", "fit_after"))
    if np.isnan(after):
        return []
    old, new = format_number(before), format_number(after)
    way = "naik" if after > before else "turun"
    change = new if np.isnan(before) or old == new else f"{way} dari {old} menjadi {new}"
    return [f"Kecocokan dengan jabatan {change}."]


def _years_words(facts: Facts, person: int, column: int) -> list[str]:
    """Say the full years served in the field of the post; nothing below one year or where it is not known."""
    rumpun = int(facts.profiles["rumpun"][facts.profile[column]])
    years = int(facts.service.in_field[person, rumpun] // DAYS_A_YEAR) if rumpun >= 0 else 0
    return [f"Pengalaman {years} tahun di rumpun {facts.post_rows[column].rumpun}."] if years >= 1 else []


def _to_explain(checks: Iterable[Check], findings: Iterable[Finding]) -> str:
    """Say, rule by rule, what must be explained in writing: what is not met, and what the data do not settle."""
    asked = {check.id: check for check in checks if check.answer == Answer.ALASAN}
    told = []
    for one in (one for one in findings if one["check"] in asked and one["status"] in (NOT_MET, UNKNOWN)):
        is_unmet = one["status"] == NOT_MET
        words = asked[one["check"]].reason.format_map(one) if is_unmet else f"{one['observed']}, perlu verifikasi"
        told.append(f"{one['label']}: {words or one['observed']}.")
    return " ".join(dict.fromkeys(told))
