"""Findings as rows, made only for the pairs that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import Case, Check
from talenta_lib.placement.eligibility.facts import Facts
from talenta_lib.placement.eligibility.pairs import Pairs
from talenta_lib.placement.eligibility.spans import Ints
from talenta_lib.terms import Answer

COLUMNS: Final = [
    "check", "rule", "scope", "label", "status", "answer", "observed", "required", "citation", "needs",
]  # fmt: skip
PASSED, NOT_MET, UNKNOWN, NOTED = "lulus", "tidak", "belum_ada_data", "info"


def finding_rows(checks: Sequence[Check], facts: Facts, people: Ints, places: Ints) -> pd.DataFrame:
    """Return one row per pair (place of the official, place of the post) and check that applies to it.

    Columns: pair (place in the list) and ``COLUMNS``. An official in the own post has no findings.
    """
    pairs = Pairs(facts, people, facts.profile[places])
    own = facts.own[people] == places
    rows: list[tuple[Any, ...]] = []
    for check in (one for one in checks if one.scope != "putaran"):
        applies, state = (np.broadcast_to(part, people.shape) for part in check.judge(pairs))
        for pair in np.flatnonzero(applies & ~own):
            case = Case(facts, int(people[pair]), int(pairs.profiles[pair]), facts.official_rows[people[pair]],
                        facts.post_rows[places[pair]])  # fmt: skip
            rows.append((int(pair), *_row(check, int(state[pair]), case)))
    table = pd.DataFrame(rows, columns=["pair", *COLUMNS])
    return _typed(table.sort_values("pair", kind="stable", ignore_index=True))


def round_rows(checks: Iterable[Check], facts: Facts) -> pd.DataFrame:
    """Return the findings that hold for every name alike, ``COLUMNS``."""
    nowhere = np.zeros(0, dtype=np.int64)
    pairs, case = Pairs(facts, nowhere, nowhere), Case(facts, -1, -1, None, None)
    rows = []
    for check in (one for one in checks if one.scope == "putaran"):
        applies, state = check.judge(pairs)
        if applies.any():
            rows.append(_row(check, int(state), case))
    return _typed(pd.DataFrame(rows, columns=COLUMNS))


def open_findings(findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings that ask for something: those not met, and those that the data do not settle."""
    return findings[findings["status"].isin([NOT_MET, UNKNOWN])]


def sum_up(findings: pd.DataFrame) -> pd.DataFrame:
    """Return what the findings ask of each pair: index nip and jabatan_id, columns asked and needs.

    ``asked``: the answers of the open findings, each once, in the order of ``terms.Answer``: "alasan, verifikasi".
    ``needs``: whose consent, which paper, which written reason, separated by "; ". Who is asked nothing has no row.
    """
    pairs = open_findings(findings).groupby(["nip", "jabatan_id"], sort=False)
    return pairs.agg(asked=("answer", _say_asked), needs=("needs", lambda texts: "; ".join(_once(texts))))


def count_asked(asked: Iterable[str]) -> dict[str, int]:
    """Return how many names need each answer, the one way in which names are counted by answer.

    ``asked`` has one text a name, as :func:`sum_up` says it. A name counts once for every answer it needs, and as
    ``lulus`` where it needs nothing, so the counts may add up to more than the names.

    >>> count_asked(["", "alasan", "alasan, verifikasi"])
    {'lulus': 1, 'alasan': 2, 'persetujuan': 0, 'verifikasi': 1, 'gugur': 0}
    """
    needed = [text.split(", ") if text else [str(Answer.LULUS)] for text in asked]
    return {str(answer): sum(str(answer) in one for one in needed) for answer in Answer}


def _say_asked(answers: Iterable[str]) -> str:
    found = set(answers)
    return ", ".join(str(answer) for answer in Answer if str(answer) in found)


def _once(texts: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(text) for text in texts if pd.notna(text) and text))


def _row(check: Check, state: int, case: Case) -> tuple[Any, ...]:
    """Return one finding in the order of ``COLUMNS``."""
    observed, required = check.words(case)
    label = check.met if state > 0 else check.label
    if state > 0:
        status, answer, needs = PASSED, Answer.LULUS, ""
    elif state < 0:
        status, answer, needs = UNKNOWN, Answer.VERIFIKASI, check.document
    else:
        status, answer, needs = NOTED if check.severity == "info" else NOT_MET, check.answer, check.needs
    return (
        check.id, check.rule, check.scope, label, status, str(answer), observed, required, check.citation, needs,
    )  # fmt: skip


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with text columns, also where it is empty."""
    return table.astype(dict.fromkeys(COLUMNS, "string"))
