"""Everybody against every post: the answers of the rules, with their findings on demand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.check import ANSWERS, Check, in_force
from talenta_lib.placement.eligibility.checks_consent import CONSENT, ROUND
from talenta_lib.placement.eligibility.checks_move import MOVE
from talenta_lib.placement.eligibility.checks_origin import ORIGIN
from talenta_lib.placement.eligibility.checks_person import PERSON
from talenta_lib.placement.eligibility.facts import Facts, build_facts
from talenta_lib.placement.eligibility.findings import finding_rows, round_rows
from talenta_lib.placement.eligibility.masks import Masks, answer_masks, judge_pairs
from talenta_lib.placement.eligibility.pairs import KINDS, Pairs
from talenta_lib.placement.eligibility.setting import Setting
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier
from talenta_lib.terms import Answer, MoveKind

DEFINITIONS = (*ORIGIN, *PERSON, *MOVE, *CONSENT, *ROUND)


@dataclass(frozen=True, eq=False)
class Eligibility:
    """What the rules in force say of every official (row) in every post (column).

    Attributes
    ----------
    nips, jabatan_ids : the officials and the posts, in the order given.
    checks : the checks of the day; the place of a check is its bit in the masks.
    unmet, unknown : bits of the checks that are not met, and of those that the data do not settle [n, m].
    answer : worst answer per pair as a place in ``terms.Answer``, 0 lulus ... 4 gugur [n, m]. What the round needs for
        every name alike (scope "putaran") is not in it; see ``round_findings``.
    kind_code : place in ``terms.MoveKind``, -1 where the pair is never proposed [n, m].
    """

    nips: pd.Index
    jabatan_ids: pd.Index
    checks: tuple[Check, ...]
    unmet: Masks
    unknown: Masks
    answer: NDArray[np.int8]
    kind_code: NDArray[np.int8]
    facts: Facts = field(repr=False, compare=False)

    @cached_property
    def kind(self) -> NDArray[np.object_]:
        """How each official would come to each post, as a word of ``terms.MoveKind``; "" = never proposed [n, m]."""
        return _kind_words(self.kind_code)

    def kinds(self, people: Any, places: Any) -> NDArray[np.object_]:
        """Return the kind of chosen pairs, by place of official and post."""
        return _kind_words(self.kind_code[people, places])

    @property
    def has_own_procedure(self) -> NDArray[np.bool_]:
        """Posts [m] that are filled by a procedure of their own (Sekretaris Daerah)."""
        is_sekda: NDArray[np.bool_] = self.facts.profiles["is_sekda"][self.facts.profile]
        return is_sekda

    @property
    def round_findings(self) -> pd.DataFrame:
        """What the round needs for every name alike; columns as :meth:`findings`."""
        return round_rows(self.checks, self.facts)

    def answer_of(self, nip: str, jabatan_id: str) -> Answer:
        """Return the answer for one pair; ``KeyError`` for an unknown official or post."""
        return ANSWERS[self.answer[self.place_of(nip, jabatan_id)]]

    def place_of(self, nip: str, jabatan_id: str) -> tuple[int, int]:
        """Return row and column of one pair in the matrices; ``KeyError`` for an unknown official or post."""
        return int(_places(self.nips, [nip])[0]), int(_places(self.jabatan_ids, [jabatan_id])[0])

    def findings(self, nip: str, jabatan_id: str) -> pd.DataFrame:
        """Return the findings of one pair; ``KeyError`` for an unknown official or post.

        One row per check that applies, in the order of ``checks``. Columns: check, rule, scope ("pasangan", "pejabat",
        "jabatan"), label, status ("lulus", "tidak", "belum_ada_data" = the data do not settle it, "info"), answer,
        observed, required, citation, needs. An official in the own post has none.
        """
        return self.findings_of([(nip, jabatan_id)]).drop(columns=["nip", "jabatan_id"])

    def findings_of(self, pairs: Iterable[tuple[str, str]]) -> pd.DataFrame:
        """Return the findings of many pairs, one after the other, with nip and jabatan_id in front."""
        listed = list(pairs)
        people = _places(self.nips, [nip for nip, _ in listed])
        places = _places(self.jabatan_ids, [post for _, post in listed])
        rows = finding_rows(self.checks, self.facts, people, places)
        pair = rows.pop("pair").to_numpy(dtype=int)
        rows.insert(0, "nip", self.nips[people[pair]].astype("string"))
        rows.insert(1, "jabatan_id", self.jabatan_ids[places[pair]].astype("string"))
        return rows


def check_eligibility(dossier: Dossier, posts: pd.DataFrame, rules: Rules, setting: Setting) -> Eligibility:
    """Check every official of the dossier against every post.

    Parameters
    ----------
    dossier : who may be placed (:func:`talenta_lib.talent.build_dossier`).
    posts : one row per post, as ``RoundResult.posts``.
    rules : the law in force, with the agency's overrides. What it does not hold is not checked; severity decides the
        answer: block = gugur, approval = persetujuan, warn = alasan, info = lulus; what the data do not settle is
        verifikasi.
    setting : planned inauguration, on which terms are counted, and the circumstances of the round.

    An official in the own post is always lulus. A lower post and a promotion by more than one level are never
    proposed (gugur). Basis: topics persyaratan, mutasi, persetujuan, pensiun, disiplin, kompetensi of the rules;
    raises ``RegulationError`` where a table they rest on is not in force.
    """
    facts = build_facts(dossier, posts, rules, setting)
    checks = in_force(DEFINITIONS, rules)
    people = np.arange(len(dossier.officials))
    grid = Pairs(facts, people[:, None], np.arange(len(facts.profiles["level"]))[None, :])
    unmet, unknown = judge_pairs(checks, grid)
    return Eligibility(
        nips=pd.Index(dossier.officials["nip"]),
        jabatan_ids=pd.Index(posts["jabatan_id"]),
        checks=checks,
        unmet=_by_post(unmet, facts),
        unknown=_by_post(unknown, facts),
        answer=_by_post(answer_masks(checks, unmet, unknown), facts),
        kind_code=_by_post(grid.kind, facts, own=KINDS.index(MoveKind.TETAP)),
        facts=facts,
    )


def _by_post(by_profile: NDArray[Any], facts: Facts, *, own: int = 0) -> NDArray[Any]:
    """Return [n, g] as [n, m], with ``own`` where an official holds the post."""
    by_post: NDArray[Any] = np.take(by_profile, facts.profile, axis=1)
    holders = np.flatnonzero(facts.own >= 0)
    by_post[holders, facts.own[holders]] = own
    return by_post


def _kind_words(codes: NDArray[np.int8]) -> NDArray[np.object_]:
    words = np.array([*(str(kind) for kind in KINDS), ""], dtype=object)
    return words[codes]


def _places(index: pd.Index, names: list[str]) -> NDArray[np.int64]:
    """Return where names stand in an index; ``KeyError`` for an unknown one."""
    places = index.get_indexer(pd.Index(names, dtype=index.dtype))
    if (places < 0).any():
        raise KeyError(names[int(np.argmin(places))])
    return np.asarray(places, dtype=np.int64)
