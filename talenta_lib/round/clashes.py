"""Posts that more than one official would hold, or nobody any more, by the decisions and suggestions of a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.record import Decision
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.round.suggestions import official_fact, post_name, suggestions
from talenta_lib.terms import join_words


@dataclass(frozen=True)
class Clash:
    """A post that more than one official would hold, at least one of them by a decision."""

    jabatan_id: str
    nips: tuple[str, ...]


def clashes(mutasi: Mutasi, decisions: Mapping[str, Decision]) -> list[Clash]:
    """Return the posts that more than one official would hold, where at least one of them was decided on.

    Who is not decided on yet goes where the plan suggests; who is put off stays in the own post for now.
    """
    return [
        Clash(post, tuple(nips))
        for post, nips in _holders(mutasi, decisions).items()
        if len(nips) > 1 and any(nip in decisions for nip in nips)
    ]


def say_unfilled(mutasi: Mutasi, decisions: Mapping[str, Decision]) -> list[str]:
    """Say which posts have a holder by the plan, and none any more by what was decided."""
    held = _holders(mutasi, decisions)
    return [
        f"Jabatan {post_name(mutasi, post)} terisi menurut usulan, tetapi tidak ada pengisinya menurut keputusan."
        for post in _holders(mutasi, {})
        if post not in held
    ]


def _holders(mutasi: Mutasi, decisions: Mapping[str, Decision]) -> dict[str, list[str]]:
    """Return post -> who would hold it (NIP): by the decision, else as the plan suggests."""
    officials = mutasi.matching.officials
    own = dict(zip(officials["nip"].astype(str), officials["jabatan_id"], strict=True))
    chosen = {**suggestions(mutasi), **{nip: one.decision for nip, one in decisions.items()}}
    holders: dict[str, list[str]] = {}
    for nip, choice in chosen.items():
        post = own.get(nip) if choice in (STAY, POSTPONE) else choice
        if post is not None and pd.notna(post):
            holders.setdefault(str(post), []).append(nip)
    return holders


def say_clash(mutasi: Mutasi, clash: Clash, decisions: Mapping[str, Decision]) -> str:
    """Say a clash: the post, who would hold it, and who has to be given another one."""
    words = [f"{official_fact(mutasi, nip, 'nama')} ({_standing(decisions.get(nip))})" for nip in clash.nips]
    name = post_name(mutasi, clash.jabatan_id)
    return f"Jabatan {name} untuk lebih dari satu orang: {join_words(words)}. Putuskan jabatan lain bagi salah satunya."


def _standing(decision: Decision | None) -> str:
    if decision is None:
        return "baru usulan"
    return f"ditunda, catatan {decision.seq}" if decision.is_postponed else f"diputuskan, catatan {decision.seq}"
