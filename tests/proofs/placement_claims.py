"""Claims about the plans: the best there is, by several independent ways; every price and alternative is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.alternatives import alternatives
from talenta_lib.placement.solver.forced import forced
from talenta_lib.placement.solver.frontier import frontier
from talenta_lib.placement.solver.model import PlacementModel, Plan, Row
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.relax import relaxations
from talenta_lib.placement.solver.solve import solve
from tests.proofs.outcome import Outcome
from tests.proofs.placement_cases import Case, hard_case, kabupaten, model_of, pure_case, small_case
from tests.proofs.placement_oracles import (
    TOLERANCE,
    Best,
    best_assignments,
    cp_sat_optima,
    every_assignment,
    feasible_assignments,
    highs_optimum,
    total,
)

Draw = Callable[[np.random.Generator], Case]
SEED = 20250


def plan_of(case: Case) -> Plan | None:
    """Return the plan of a case, None where the solver finds none possible."""
    try:
        return solve(model_of(case))
    except InfeasibleScenarioError:
        return None


def drawn(draw: Draw, count: int, seed: int = SEED) -> Iterator[Case]:
    """Draw so many cases, the same ones each time."""
    rng = np.random.default_rng(seed)
    return (draw(rng) for _ in range(count))


def stages_of(case: Case, assignment: np.ndarray) -> Best:
    """Return the value of each stage of an assignment."""
    people = np.flatnonzero(assignment >= 0)
    pairs = people, assignment[people]
    filled = 0 if case.fill_first is None else int(case.fill_first[pairs[1]].sum())
    wishes = 0 if case.wishes is None else int(case.wishes[pairs].sum())
    return Best(filled, float(case.fit[pairs].sum()), int(case.is_move[pairs].sum()), wishes)


def brute_force_agrees(count: int) -> Outcome:
    """Compare with the best of all plans, stage after stage."""
    wrong = infeasible = 0
    for case in drawn(small_case, count):
        best, ways = best_assignments(case)
        plan = plan_of(case)
        infeasible += best is None
        if best is None or plan is None:
            wrong += best is not None or plan is not None
            continue
        is_best = bool((ways == plan.assignment).all(axis=1).any()) and abs(plan.objective - best.fit) <= TOLERANCE
        wrong += not (is_best and plan.status == "optimal" and plan.moves == best.moves)
    return Outcome(f"{wrong} of {count:,} differ ({infeasible:,} have no plan)", wrong == 0)


def scipy_agrees(count: int) -> Outcome:
    """Compare with ``linear_sum_assignment`` where nothing but one person a post, one post a person holds."""
    largest = 0.0
    for case in drawn(lambda rng: pure_case(rng, 40), count):
        free = replace(case, must_place=None, must_fill=None, locks=())
        gain = np.where(free.eligible, np.maximum(free.fit, 0), 0)
        people, posts = linear_sum_assignment(gain, maximize=True)
        plan = solve(model_of(free))
        largest = max(largest, abs(plan.objective - float(gain[people, posts].sum())))
    return Outcome(f"largest difference {largest:.1e} fit points", largest <= TOLERANCE)


def full_models_agree(count: int) -> Outcome:
    """Compare with HiGHS and CP-SAT on the full model: the same optimum, or all say that there is no plan."""
    cases = list(drawn(hard_case, count))
    wrong = infeasible = 0
    for case, other in zip(cases, cp_sat_optima(cases), strict=True):
        plan = plan_of(case)
        found = [None if plan is None else plan.objective, highs_optimum(case), other]
        infeasible += found[0] is None
        wrong += not _same(found) or (plan is not None and plan.status != "optimal")
    return Outcome(f"{wrong} of {count:,} differ ({infeasible:,} have no plan)", wrong == 0)


def _same(values: list[float | None]) -> bool:
    numbers = [value for value in values if value is not None]
    return not numbers or (len(numbers) == len(values) and max(numbers) - min(numbers) <= TOLERANCE)


def why_not_is_true(draw: Draw, count: int, *, is_exact: bool) -> Outcome:
    """Force every eligible pair and compare what it really costs with the price that was stated.

    A forced plan that must leave more of the posts empty that are filled first is another question: left out.
    """
    wrong = tight = pairs = 0
    for case in drawn(draw, count):
        plan = plan_of(case)
        if plan is None:
            continue
        model = model_of(case)
        stated = regret(model, plan)
        wrong += not np.isinf(stated[~case.open_pairs]).all()
        for person, post in np.argwhere(case.open_pairs):
            price = _price(model, plan, int(person), int(post))
            if price is None:
                continue
            bound = stated[person, post]
            pairs += 1
            tight += bool(price == bound or abs(price - bound) <= TOLERANCE)
            wrong += not (0 <= bound <= price + TOLERANCE)
    holds = bool(wrong == 0 and (tight == pairs or not is_exact))
    return Outcome(f"{pairs:,} forced pairs, {tight / max(pairs, 1):.0%} exact, {wrong} stated too high", holds)


def _price(model: PlacementModel, plan: Plan, person: int, post: int) -> float | None:
    """Return what a forced pair costs, inf where it is impossible, None where fewer posts to fill first are filled."""
    try:
        other = forced(model, person, post)
    except InfeasibleScenarioError:
        return np.inf
    filled = [int(model.fill_first[one.assignment[one.assignment >= 0]].sum()) for one in (plan, other)]
    return None if filled[1] < filled[0] else plan.objective - other.objective


def blocked_is_never_placed(count: int) -> Outcome:
    """Look for a blocked pair, a post held twice or a row that is broken in plans of every kind."""
    broken = plans = 0
    for case in (*drawn(small_case, count), *drawn(hard_case, count // 10 + 1, SEED + 1)):
        plan = plan_of(case)
        if plan is None:
            continue
        plans += 1
        broken += not keeps_every_row(case, plan.assignment)
    return Outcome(f"{broken} of {plans:,} plans break a rule", broken == 0)


def keeps_every_row(case: Case, assignment: np.ndarray) -> bool:
    """Tell whether an assignment holds eligible pairs only and keeps every row of the case."""
    chosen = np.zeros(case.fit.shape, dtype=bool)
    people = np.flatnonzero(assignment >= 0)
    chosen[people, assignment[people]] = True
    return bool(
        not (chosen & ~case.open_pairs).any()
        and chosen.sum(axis=0).max(initial=0) <= 1
        and (case.must_place is None or chosen.any(axis=1)[case.must_place].all())
        and (case.must_fill is None or chosen.any(axis=0)[case.must_fill].all())
        and all(chosen[pair] for pair in case.forced)
        and all(low <= (chosen & pairs).sum() <= high for pairs, low, high in case.counts())
    )


def order_does_not_matter(count: int) -> Outcome:
    """Shuffle people and posts of cases with one best plan: the same people get the same posts."""
    rng = np.random.default_rng(SEED + 2)
    changed = plans = 0
    for case in drawn(lambda rng: kabupaten(rng, int(rng.integers(10, 60))), count):
        plan = plan_of(case)
        if plan is None or not alternatives(model_of(case), plan).is_unique:
            continue
        plans += 1
        people, posts = rng.permutation(case.fit.shape[0]), rng.permutation(case.fit.shape[1])
        again = solve(model_of(case.reordered(people, posts))).assignment
        back = np.empty_like(again)
        back[people] = np.where(again >= 0, posts[again], -1)
        changed += not (back == plan.assignment).all()
    return Outcome(f"{changed} of {plans:,} plans change", changed == 0 and plans > count // 2)


def frontier_is_true(count: int) -> Outcome:
    """Compare every point of the frontier with the best of all plans with at most so many moves."""
    wrong = points = 0
    for case in drawn(small_case, count):
        table = {} if plan_of(replace(case, max_moves=None)) is None else _points(case)
        for most in range(case.fit.shape[0] + 1):
            best, _ = best_assignments(replace(case, max_moves=most))
            points += best is not None
            wrong += _differs(best, table, most)
    return Outcome(f"{wrong} of {points:,} points differ", wrong == 0)


def _points(case: Case) -> dict[int, tuple[float, int]]:
    table = frontier(model_of(replace(case, max_moves=None)))
    return {int(row.max_moves): (float(row.objective), int(row.moves)) for row in table.itertuples()}


def _differs(best: Best | None, table: dict[int, tuple[float, int]], most: int) -> bool:
    """Tell whether a point is not the best plan; the last one is the first with which nothing changes any more."""
    if best is None:
        return most in table
    last = max(table, default=-1)
    found = table.get(min(most, last))
    is_late = most >= last and best.moves != last
    return found is None or is_late or abs(found[0] - best.fit) > TOLERANCE or found[1] != best.moves


def alternatives_are_true(draw: Draw, count: int) -> Outcome:
    """Compare with the list of all best plans: as good in posts filled first, fit, moves and wishes."""
    wrong = plural = 0
    for case in drawn(draw, count):
        plan = plan_of(case)
        if plan is None:
            continue
        found = alternatives(model_of(case), plan)
        _, ways = best_assignments(case)
        expected = np.zeros(case.fit.shape, dtype=bool)
        for way in ways:
            people = np.flatnonzero(way >= 0)
            expected[people, way[people]] = True
        is_true = (found.pairs.toarray() == expected).all() and (found.unplaced == (ways < 0).any(axis=0)).all()
        wrong += not (is_true and found.is_settled and found.is_unique == (len(ways) == 1))
        plural += len(ways) > 1
    return Outcome(f"{wrong} answers differ ({plural:,} with more than one best plan)", wrong == 0)


def relaxations_are_least(count: int) -> Outcome:
    """Compare what must give way with all assignments of cases that have no plan: rows, change and fit."""
    wrong = infeasible = 0
    for case in drawn(small_case, count):
        if len(feasible_assignments(case)):
            continue
        infeasible += 1
        model = model_of(case)
        table = relaxations(model)
        ways = every_assignment(*case.fit.shape)
        ways = ways[total(ways, ~case.open_pairs) == 0]
        change = np.array([_change(row, model, ways) for row in model.rows])
        others = [row.name not in set(table["row"]) for row in model.rows]
        same = (change[others] == 0).all(axis=0)
        by = change.sum(axis=0)[same]
        best = total(ways[same][by == by.min()], case.fit).max()
        is_fewest = len(table) == (change > 0).sum(axis=0).min()
        is_least = by.min() == (table["needed"] - table["limit"]).abs().sum()
        wrong += not (is_fewest and is_least and abs(table["objective"].iloc[0] - best) <= TOLERANCE)
    return Outcome(f"{wrong} of {infeasible:,} answers differ", wrong == 0 and infeasible > count // 4)


def _change(row: Row, model: PlacementModel, ways: np.ndarray) -> np.ndarray:
    """Return by how much each assignment misses a row."""
    pairs = np.zeros((model.n_people, model.n_posts))
    pairs[model.person[row.pairs], model.post[row.pairs]] = 1
    counts = total(ways, pairs)
    return np.abs(counts - np.clip(counts, row.lower, row.upper))
