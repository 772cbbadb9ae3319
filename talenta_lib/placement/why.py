"""Why here, why not there: the answer for one official and one post, proved by solving the plan again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.changes import change_table
from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.obstacles import find_limits, find_obstacles
from talenta_lib.placement.price import bound_of, is_open, pair_of, plan_value, plan_with, plan_without, prices
from talenta_lib.placement.ranking import Seat, seat_of
from talenta_lib.placement.rivals import other_posts, planned_seat, ranked_people, runners_up
from talenta_lib.placement.scenario import find_official, find_post
from talenta_lib.placement.why_words import say


def explain(
    mutasi: Mutasi, nip: str, jabatan_id: str, *, exact: bool = True, bounds: pd.DataFrame | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Explanation:  # fmt: skip
    """Explain why an official is, or is not, planned for a post.

    Parameters
    ----------
    nip, jabatan_id : an official (NIP, code or name) and a post (identifier or name) of the round.
    exact : solve the plan again with the pair forced (for a planned pair: forbidden); else the bound alone is told.
    bounds : :func:`talenta_lib.placement.price.prices` of the plan, where the caller has them.
    should_stop : asked now and then while the plan is solved again; True leaves it at the bound.

    Raises ``ScenarioError`` for an official or a post that the round does not have.
    """
    pair = find_official(mutasi.matching.officials, nip), find_post(mutasi.matching.posts, jabatan_id)
    facts = _known_facts(mutasi, *pair, prices(mutasi) if bounds is None else bounds)
    if exact:
        facts = _solved_again(mutasi, facts, should_stop)
    return dataclasses.replace(facts, sentences=say(facts))


def _known_facts(mutasi: Mutasi, nip: str, jabatan_id: str, bounds: pd.DataFrame) -> Explanation:
    """Return what is known without solving again."""
    matching = mutasi.matching
    person, place = matching.people_index[nip], matching.post_index[jabatan_id]
    row, column = pair_of(mutasi, nip, jabatan_id)
    can_be = is_open(mutasi, nip, jabatan_id)
    is_planned = can_be and bool(mutasi.plan.assignment[row] == column)
    ranked = [int(one) for one in ranked_people(mutasi, jabatan_id)]
    bound = bound_of(bounds, nip, jabatan_id)
    best = runners_up(mutasi, jabatan_id, bounds)
    held = matching.officials["jabatan_id"].iloc[person]
    seat = seat_of(matching, person, place)
    comparator = _next_in_rank(mutasi, seat, best) if is_planned else _planned_instead(mutasi, seat)
    return Explanation(
        seat=seat,
        fit_low=float(matching.fit.low[person, place]),
        fit_high=float(matching.fit.high[person, place]),
        now=None if pd.isna(held) else seat_of(matching, person, matching.post_index[held]),
        is_planned=is_planned,
        answer=matching.eligibility.answer_of(nip, jabatan_id),
        rank=ranked.index(person) + 1 if person in ranked else None,
        candidates=len(ranked),
        better=int((matching.fit.score[ranked, place] > seat.fit).sum()),
        parts=_parts(mutasi, seat, comparator),
        comparator=comparator,
        findings=matching.eligibility.findings(nip, jabatan_id),
        obstacles=() if can_be else tuple(find_obstacles(mutasi, nip, jabatan_id)),
        is_exact=False,
        regret_bound=bound,
        price=0.0 if is_planned else None,
        loss_without=None,
        before=plan_value(mutasi, mutasi.plan),
        after=None,
        changes=change_table(mutasi, mutasi.plan),
        runners_up=best,
        other_posts=other_posts(mutasi, nip, bounds=bounds),
        appears_in_other_optimum=False if bound > TOLERANCE else None,
        is_proved=mutasi.plan.status == "optimal",
    )


def _solved_again(mutasi: Mutasi, facts: Explanation, should_stop: Callable[[], bool] | None) -> Explanation:
    """Return the facts with what the best plan with (for a planned pair: without) the pair says."""
    exact = dataclasses.replace(facts, is_exact=True)
    if facts.obstacles:
        return exact
    pair = facts.seat.nip, facts.seat.jabatan_id
    try:
        plan = (plan_without if facts.is_planned else plan_with)(mutasi, *pair, should_stop=should_stop)
    except InfeasibleScenarioError:
        obstacles = () if facts.is_planned else tuple(find_limits(mutasi, *pair))
        return dataclasses.replace(exact, obstacles=obstacles, appears_in_other_optimum=False)
    if should_stop is not None and should_stop():
        return facts
    after = plan_value(mutasi, plan)
    loss = facts.before.total - after.total
    return dataclasses.replace(
        exact,
        price=0.0 if facts.is_planned else loss,
        loss_without=loss if facts.is_planned else None,
        after=after,
        changes=change_table(mutasi, plan, pair_of(mutasi, *pair)[0]),
        appears_in_other_optimum=abs(loss) <= TOLERANCE and after.critical == facts.before.critical,
    )


def _next_in_rank(mutasi: Mutasi, seat: Seat, best: pd.DataFrame) -> Seat | None:
    """Return the best other candidate for a post."""
    others = best.loc[best["nip"] != seat.nip, "nip"]
    matching = mutasi.matching
    place = matching.post_index[seat.jabatan_id]
    return None if others.empty else seat_of(matching, matching.people_index[others.iloc[0]], place)


def _planned_instead(mutasi: Mutasi, seat: Seat) -> Seat | None:
    """Return the planned holder of a post, or the official in the own planned post where it has none."""
    options, matching = mutasi.options, mutasi.matching
    column = pair_of(mutasi, seat.nip, seat.jabatan_id)[1]
    holders = options.people[(mutasi.plan.assignment == column) & (column >= 0)]
    if len(holders):
        return seat_of(matching, int(holders[0]), matching.post_index[seat.jabatan_id])
    return planned_seat(mutasi, matching.people_index[seat.nip])


def _parts(mutasi: Mutasi, seat: Seat, comparator: Seat | None) -> pd.DataFrame:
    """Return the parts of the fit beside those of the comparator."""
    parts = mutasi.matching.fit.parts(seat.nip, seat.jabatan_id)
    if comparator is None:
        return parts
    other = mutasi.matching.fit.parts(comparator.nip, comparator.jabatan_id)
    beside = other[["component", "label", "score", "contribution", "observed"]]
    both = parts.merge(beside, on=["component", "label"], how="outer", suffixes=("", "_other"), sort=False)
    mine, others = both["contribution"], both["contribution_other"]
    difference = mine.fillna(0.0) - others.fillna(0.0)  # a component that a jenjang does not weigh adds nothing
    return both.assign(difference=difference if np.isfinite(seat.fit - comparator.fit) else np.nan)
