"""The answer to "why here, why not there" for one official and one post, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from talenta_lib.placement.ranking import Seat
from talenta_lib.terms import Answer

TOLERANCE = 1e-6
"""Fit points within which two plans are equally good; what the solver proves."""


class Value(NamedTuple):
    """Value of a plan in fit points, its moves, and how many critical posts are filled and wishes met."""

    total: float
    moves: int
    critical: int
    wishes: int


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why an official is, or is not, planned for a post.

    Attributes
    ----------
    seat : the pair asked about; ``fit_low`` and ``fit_high`` are the range of its fit.
    now : the official in the post held now, None for an official without a post of the map.
    is_planned : whether the plan has the official there.
    answer : what the rules answer for the pair (``terms.Answer``).
    rank, candidates : place of the official among those who may have the post in this scenario (1 = best fit), None
        where he or she may not or the fit is not known; and how many there are.
    better : how many of them fit the post better than the official; 0 where the fit is not known.
    parts : component, label, weight, score, contribution, is_missing, observed of the pair; score_other,
        contribution_other, observed_other of the comparator; difference of the contributions, which sums to the
        difference of fit. Without a comparator only the first ones.
    comparator : who is compared with: the planned holder of the post, or the official in the own planned post where
        it has none; for a planned pair the next in rank. None where there is nobody.
    findings : of the rules, with citations.
    obstacles : Indonesian sentences why the pair cannot be; empty where it can.
    is_exact : whether the plan was solved again; else only ``regret_bound`` is known.
    regret_bound : least loss of plan value (fit points) if the pair is forced; inf where it cannot be.
    price : exact loss of plan value with the pair forced, 0 for a planned pair; None where not computed or impossible.
        Negative where the forced plan leaves more critical posts empty.
    loss_without : for a planned pair the exact loss if the official may not have the post; None where not computed or
        where no plan is left.
    before, after : values of the plan and of the best plan with (for a planned pair: without) the pair.
    changes : everybody whose post differs between the two plans, in push order from the official: step, nip, nama,
        planned_id, planned_jabatan, forced_id, forced_jabatan, fit_planned, fit_forced, difference (of plan value;
        sums to after - before), pushes (NIP of the planned holder who has to go, NA where there is none).
    runners_up : best officials for the post: rank, nip, nama, fit, planned_id, planned_jabatan, planned_fit (NA: the
        plan has no post for them), stays (whether the plan leaves them where they are), regret_bound.
    other_posts : best other posts for the official: jabatan_id, jabatan, opd, fit, regret_bound.
    appears_in_other_optimum : whether another plan, as good in fit and critical posts, has the pair (planned pair: has
        the official elsewhere); None where the bound alone does not tell.
    is_proved : whether the plan itself is proved the best.
    sentences : the answer in plain Indonesian, the finding first.
    """

    seat: Seat
    fit_low: float
    fit_high: float
    now: Seat | None
    is_planned: bool
    answer: Answer
    rank: int | None
    candidates: int
    better: int
    parts: pd.DataFrame
    comparator: Seat | None
    findings: pd.DataFrame
    obstacles: tuple[str, ...]
    is_exact: bool
    regret_bound: float
    price: float | None
    loss_without: float | None
    before: Value
    after: Value | None
    changes: pd.DataFrame
    runners_up: pd.DataFrame
    other_posts: pd.DataFrame
    appears_in_other_optimum: bool | None
    is_proved: bool
    sentences: tuple[str, ...] = ()
