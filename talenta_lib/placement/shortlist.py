"""Tiga calon: the best officials for one post, what each needs, and what each would leave vacant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.mutasi import describe_pairs
from talenta_lib.placement.ranking import how_many, rank_eligible, seat_of
from talenta_lib.terms import Answer, MoveKind

SUCCESSORS = 2
"""How many are named for a post that a candidate would leave."""


@dataclass(frozen=True, eq=False)
class Shortlist:
    """The candidates for one post; how they stand against its rules and each other.

    Attributes
    ----------
    jabatan_id, jabatan, opd, eselon : the post.
    candidates : rank (1 = best), then the columns of ``Mutasi.moves`` without the loops: nip, code, nama, pangkat,
        golongan, from_*, to_*, kind, fit_before, fit_after, fit_low, fit_high, answer, needs.
    parts : nip, and the parts of the fit (``Fit.parts``).
    findings : nip, and the findings with citations (``Eligibility.findings``).
    successors : who could fill what a candidate leaves: left_by (NIP), rank, nip, nama, jabatan_id,
        jabatan, fit, answer.
    looked_at, eligible, unverified : officials looked at beside the holder; those whom no rule bars and whose fit is
        known; and those of them who still need verification.
    barred : label, citation, people: how many each rule bars, most first; one official may be barred by several.
    """

    jabatan_id: str
    jabatan: str
    opd: str
    eselon: str
    candidates: pd.DataFrame
    parts: pd.DataFrame
    findings: pd.DataFrame
    successors: pd.DataFrame
    looked_at: int
    eligible: int
    unverified: int
    barred: pd.DataFrame


def shortlist(matching: Matching, jabatan_id: str, *, count: int | None = None) -> Shortlist:
    """Return the best candidates for a post, vacant or held, beside its holder.

    They go by fit, then by the talenta order of the round, then by the round's lot. ``count`` is by default the rule
    ``krs_candidates_per_vacancy``. Raises ``KeyError`` for an unknown post.
    """
    place = matching.post_index[jabatan_id]
    post = matching.posts.iloc[place]
    ranked = _challengers(matching, place)
    best = ranked[: how_many(matching, count)]
    nips = matching.officials["nip"].iloc[best]
    candidates = describe_pairs(matching, pd.DataFrame({"nip": nips, "to_id": jabatan_id}).reset_index(drop=True))
    candidates.insert(0, "rank", np.arange(1, len(best) + 1))
    answers = matching.eligibility.answer[ranked, place]
    return Shortlist(
        jabatan_id=jabatan_id,
        jabatan=str(post["jabatan"]),
        opd=str(post["opd"]),
        eselon=str(post["eselon"]),
        candidates=candidates,
        parts=_stack([matching.fit.parts(nip, jabatan_id).assign(nip=nip) for nip in nips]),
        findings=matching.eligibility.findings_of([(nip, jabatan_id) for nip in nips]).drop(columns="jabatan_id"),
        successors=_stack([_successors(matching, int(person)) for person in best]),
        looked_at=int((matching.officials["jabatan_id"] != jabatan_id).fillna(True).sum()),
        eligible=len(ranked),
        unverified=int((answers == ANSWERS.index(Answer.VERIFIKASI)).sum()),
        barred=barred_by_rule(matching, place),
    )


def shortlists(matching: Matching, *, count: int | None = None) -> list[Shortlist]:
    """Return the candidates of every vacant post, highest eselon first, then by its identifier."""
    vacant = matching.posts[matching.posts["is_vacant"]].sort_values(["eselon", "jabatan_id"])
    return [shortlist(matching, post, count=count) for post in vacant["jabatan_id"]]


def barred_by_rule(matching: Matching, place: int) -> pd.DataFrame:
    """Return how many officials each rule bars from a post: label, citation, people; most first."""
    eligibility = matching.eligibility
    unmet = eligibility.unmet[:, place]
    rows = [
        (check.label, check.citation, int(((unmet >> np.uint64(bit)) & np.uint64(1)).sum()))
        for bit, check in enumerate(eligibility.checks)
        if check.answer == Answer.GUGUR
    ]
    table = pd.DataFrame(rows, columns=["label", "citation", "people"])
    return table[table["people"] > 0].sort_values("people", ascending=False, kind="stable", ignore_index=True)


def _challengers(matching: Matching, place: int) -> NDArray[np.int64]:
    """Return who could come to a post (rows of the matching), best first; its holder is none of them."""
    ranked = rank_eligible(matching, place)
    return ranked[matching.eligibility.kinds(ranked, place) != MoveKind.TETAP]


def _successors(matching: Matching, person: int) -> pd.DataFrame:
    """Return the best for the post that an official would leave; no row for an official without one."""
    held = matching.officials["jabatan_id"].iloc[person]
    place = matching.post_index.get(held, -1)
    seats = (
        [seat_of(matching, int(one), place) for one in _challengers(matching, place)[:SUCCESSORS]] if place >= 0 else []
    )
    table = pd.DataFrame(seats, columns=["nip", "nama", "jabatan_id", "jabatan", "fit"])
    table["answer"] = [str(matching.eligibility.answer_of(seat.nip, seat.jabatan_id)) for seat in seats]
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    table.insert(0, "left_by", matching.officials["nip"].iloc[person])
    return table


def _stack(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables one under the other, nip or left_by in front; empty of none."""
    filled = [table for table in tables if len(table)] or tables[:1]
    if not filled:
        return pd.DataFrame()
    table = pd.concat(filled, ignore_index=True)
    first = "left_by" if "left_by" in table else "nip"
    return table[[first, *table.columns.drop(first)]]
