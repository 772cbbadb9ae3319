"""The plans of whole governments beside general solvers on the full model; every row first checks that both agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from talenta_lib.placement.solver.frontier import frontier
from talenta_lib.placement.solver.model import PlacementModel
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.solve import solve
from tests.benchmarks.timing import ROUNDS, Row, medians
from tests.proofs.placement_cases import Case, kabupaten, model_of
from tests.proofs.placement_oracles import TOLERANCE, arrays, highs_optimum

SEED = 7
HIGHS = "HiGHS, full model"
REQUIRED = {25: 1.0, 150: 1.0, 600: 1 / 5}
"""Of the time of HiGHS for the same answer: largest fit, then fewest moves."""
GOVERNMENTS = {25: 20, 150: 3, 600: 1}
"""So many are solved one after the other: small ones differ much from each other."""
AIM = {25: 1.0, 150: 1.0, 600: 1 / 8}


def _government(posts: int, steps: int = 0) -> Case:
    return kabupaten(np.random.default_rng(SEED), posts, steps=steps)


def _scipy_optimum(case: Case) -> float:
    fit, matrix, low, high, _ = arrays(case)
    found = milp(-fit, integrality=np.ones(len(fit)), bounds=Bounds(0, 1),
                 constraints=LinearConstraint(matrix, low, high), options={"mip_rel_gap": 0})  # fmt: skip
    return -float(found.fun)


def _check(mine: float, theirs: float | None) -> None:
    """Stop where the two do not agree: the time of another answer is no time."""
    if theirs is None or abs(mine - theirs) > TOLERANCE:
        raise SystemExit(f"the optima differ: {mine} and {theirs}")


def bench_solve(posts: int) -> list[Row]:
    """Find the best plan, with fits of all values and with many equal fits."""
    return [row for steps in (0, 72) for row in _solve_rows(posts, steps)]


def _solve_rows(posts: int, steps: int) -> list[Row]:
    cases = [kabupaten(np.random.default_rng(SEED + k), posts, steps=steps) for k in range(GOVERNMENTS[posts])]
    peers: dict[str, Callable[[Case], float | None]] = {
        f"{HIGHS}: fit, then moves": partial(highs_optimum, fewest_moves=True),
        f"{HIGHS}: fit alone": highs_optimum,
    }
    if posts < 600:
        peers["scipy.optimize.milp: fit alone"] = _scipy_optimum
    found: list[float | None] = []
    seconds, *theirs = medians(
        lambda: found.extend(solve(model_of(case)).objective for case in cases),
        *(lambda peer=peer: found.extend(peer(case) for case in cases) for peer in peers.values()),
    )
    for place, optimum in enumerate(found):
        _check(float(found[place % len(cases)] or 0), optimum)
    grid = f", fits in {steps} steps" if steps else ""
    pairs = sum(int(case.eligible.sum()) for case in cases)
    job = f"best plan, {len(cases)} x {posts} posts, {pairs:,} pairs{grid}"
    return [Row(job, "solve", seconds, name, taken, ROUNDS, REQUIRED[posts], AIM[posts])
            for name, taken in zip(peers, theirs, strict=True)]  # fmt: skip


def bench_province() -> list[Row]:
    """Find the best plan of 3,000 posts, alone: general solvers take minutes."""
    case = _government(3000)
    model = _sparse_model(case)
    [seconds] = medians(lambda: solve(model), rounds=1)
    return [Row(f"best plan, 3000 posts, {model.n_pairs:,} pairs", "solve", seconds, "", None, 1, None, 60)]


def _sparse_model(case: Case) -> PlacementModel:
    fit = sparse.csr_array(np.where(case.eligible, case.fit, 0))
    return PlacementModel.from_arrays(
        fit, sparse.csr_array(case.eligible), current=case.current, max_moves=case.max_moves,
        unit_of_post=case.unit_of_post, unit_cap=case.unit_cap, must_place=case.must_place,
    )  # fmt: skip


def bench_again() -> list[Row]:
    """Find the best plan of 25 posts once more, after a change of a lock or of the number of moves."""
    case = _government(25)
    person, post = (int(at) for at in np.argwhere(case.eligible & case.is_move)[0])
    most = count(5)
    moves, [lock] = (medians(lambda: solve(model_of(replace(case, max_moves=5 + next(most) % 5)))),
                     medians(lambda: solve(model_of(replace(case, locks=((person, post, "forbid"),))))))  # fmt: skip
    return [Row(f"best plan again, 25 posts, another {what}", "solve", seconds, "", None, ROUNDS, 0.2, 0.02)
            for what, seconds in (("number of moves", moves[0]), ("lock", lock))]  # fmt: skip


def bench_frontier_town() -> list[Row]:
    """Find the best plan of 25 posts for every number of moves."""
    case = replace(_government(25), max_moves=None)
    table = frontier(model_of(case))
    each = [replace(case, max_moves=int(most)) for most in table["max_moves"]]
    for one, objective in zip(each, table["objective"], strict=True):
        _check(objective, highs_optimum(one))
    mine, theirs = medians(lambda: frontier(model_of(case)), lambda: [highs_optimum(one) for one in each])
    return [Row(f"frontier, 25 posts, {len(table)} numbers of moves", "frontier", mine,
                "HiGHS, full model, each number", theirs, ROUNDS, 1, 1)]  # fmt: skip


def bench_frontier() -> list[Row]:
    """Find the best plan of 600 posts for every number of moves, beside HiGHS on one of them.

    With OPDs bounded only up to 0.4 moves a post: nearer to what the OPDs allow together every number is a hard case.
    """
    bounded = replace(_government(600), max_moves=None)
    free = replace(bounded, unit_of_post=None, unit_cap=None)
    return [_frontier_row("every number", free, None), _frontier_row("OPDs bounded, up to 240", bounded, 240)]


def _frontier_row(what: str, case: Case, upto: int | None) -> Row:
    tables: list[pd.DataFrame] = []
    peers: list[float | None] = []
    one = replace(case, max_moves=240)
    mine, theirs = medians(lambda: tables.append(frontier(model_of(case), upto=upto)),
                           lambda: peers.append(highs_optimum(one)))  # fmt: skip
    table = tables[0].set_index("max_moves")
    _check(float(table["objective"].loc[240]), peers[0])
    job = f"frontier, 600 posts, {what}: {len(table)} numbers of moves"
    return Row(job, "frontier", mine, "HiGHS, full model, 240 moves", theirs, ROUNDS, 4, 3)


def bench_regret() -> list[Row]:
    """Find the price of every pair beside one assignment by scipy; with rows over many people alone."""
    case = _government(600)
    pure = replace(case, max_moves=None, unit_of_post=None, unit_cap=None)
    everybody = replace(pure, eligible=np.ones_like(pure.eligible))
    rows = []
    for what, one in (("most pairs closed", pure), ("all pairs open", everybody)):
        price, gain = _pricing(one), np.where(one.eligible, one.fit, 0)
        mine, theirs = medians(price, partial(linear_sum_assignment, gain, maximize=True))
        rows.append(Row(f"price of every pair, 600 posts, {what}", "regret", mine, "scipy LSA, one assignment",
                        theirs, ROUNDS, 5, 3))  # fmt: skip
    [bounded] = medians(_pricing(case))
    job = "price of every pair, 600 posts, moves and OPDs bounded"
    return [*rows, Row(job, "regret, with the relaxation", bounded, "", None, ROUNDS, None, 1)]


def _pricing(case: Case) -> Callable[[], object]:
    model = model_of(case)
    return partial(regret, model, solve(model))
