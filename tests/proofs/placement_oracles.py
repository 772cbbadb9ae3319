"""Independent ways to the best plan: every plan in turn, HiGHS on the full model, and CP-SAT in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import highspy
import numpy as np
from scipy import sparse

from tests.proofs.placement_cases import Bools, Case, Floats, Ints

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-6


class Best(NamedTuple):
    """The stages of a plan in their order."""

    filled: int
    fit: float
    moves: int
    wishes: int


@cache
def every_assignment(people: int, posts: int) -> Ints:
    """Return every way to give each person one post or none, no post twice: int[ways, people], -1 = none."""
    rows = [row for row in product(range(-1, posts), repeat=people) if _is_single(row)]
    return np.array(rows, dtype=np.int64)


def _is_single(row: tuple[int, ...]) -> bool:
    taken = [post for post in row if post >= 0]
    return len(taken) == len(set(taken))


def feasible_assignments(case: Case) -> Ints:
    """Return every assignment that keeps all rows of a small case, int[ways, people]."""
    ways = every_assignment(*case.fit.shape)
    keeps = total(ways, ~case.open_pairs) == 0
    for pairs, low, high in case.counts():
        count = total(ways, pairs)
        keeps &= (count >= low) & (count <= high)
    if case.must_place is not None:
        keeps &= (ways[:, case.must_place] >= 0).all(axis=1)
    for post in () if case.must_fill is None else np.flatnonzero(case.must_fill):
        keeps &= (ways == post).any(axis=1)
    for person, post in case.forced:
        keeps &= ways[:, person] == post
    return ways[keeps]


def total(ways: Ints, values: Bools | Floats) -> Floats:
    """Return the sum of the values of the assigned pairs, one per assignment."""
    padded = np.hstack([np.asarray(values, dtype=np.float64), np.zeros((len(values), 1))])
    chosen: Floats = padded[np.arange(ways.shape[1])[None, :], ways].sum(axis=1)
    return chosen


def best_assignments(case: Case, *, stages: int = 4) -> tuple[Best | None, Ints]:
    """Return the best values of a small case and all assignments that reach the first ``stages`` of them."""
    ways = feasible_assignments(case)
    if not len(ways):
        return None, ways
    first = np.zeros(case.fit.shape[1]) if case.fill_first is None else case.fill_first
    wishes = np.zeros(case.fit.shape) if case.wishes is None else case.wishes
    measures = (np.broadcast_to(first, case.fit.shape), case.fit, -case.is_move.astype(float), wishes)
    best: list[float] = []
    left = ways
    for stage, measure in enumerate(measures):
        value = total(left, np.asarray(measure))
        best.append(float(value.max()))
        left = left[value >= value.max() - TOLERANCE]
        ways = left if stage < stages else ways
    return Best(round(best[0]), best[1], round(-best[2]), round(best[3])), ways


def arrays(case: Case) -> tuple[Floats, sparse.csc_array, Floats, Floats, Ints]:
    """Return the full model as arrays: fit per column, matrix, least and most per row, flat pair per column."""
    where = np.flatnonzero(case.open_pairs.ravel())
    people, posts = case.fit.shape
    person, post = np.divmod(where, posts)
    columns = np.arange(len(where))
    at = np.concatenate([person, people + post]), np.tile(columns, 2)
    single = sparse.coo_array((np.ones(2 * len(where)), at), shape=(people + posts, len(where)))
    masks, limits = [], []
    for i, j in case.forced:
        masks.append((person == i) & (post == j))
        limits.append((1.0, 1.0))
    for pairs, low, high in case.counts():
        masks.append(pairs.ravel()[where])
        limits.append((low, high))
    matrix = sparse.vstack([single, sparse.coo_array(np.array(masks, dtype=float).reshape(len(masks), len(where)))])
    place = np.zeros(people) if case.must_place is None else case.must_place.astype(float)
    fill = np.zeros(posts) if case.must_fill is None else case.must_fill.astype(float)
    low = np.concatenate([place, fill, [least for least, _ in limits]])
    high = np.concatenate([np.ones(people + posts), [most for _, most in limits]])
    return case.fit.ravel()[where], matrix.tocsc(), low, high, where


def highs_optimum(case: Case, *, fewest_moves: bool = False) -> float | None:
    """Return the largest total fit of the full model by HiGHS, None where no plan exists.

    With ``fewest_moves`` HiGHS then also finds the fewest moves of a plan with that fit, as a plan of talenta has.
    """
    fit, matrix, low, high, where = arrays(case)
    solver = highspy.Highs()
    for name, value in {"output_flag": False, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-7, "threads": 1}.items():
        solver.setOptionValue(name, value)
    solver.passModel(_highs_model(fit, matrix, low, high))
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(f"HiGHS ended with {status}")
    best = -float(solver.getInfo().objective_function_value)
    if fewest_moves:
        columns = np.arange(len(fit), dtype=np.int32)
        solver.addRow(best - TOLERANCE, np.inf, len(fit), columns, fit)
        solver.changeColsCost(len(fit), columns, case.is_move.ravel()[where].astype(np.float64))
        solver.setOptionValue("mip_abs_gap", 0.999)
        solver.run()
    return best


def _highs_model(fit: Floats, matrix: sparse.csc_array, low: Floats, high: Floats) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = -fit
    model.col_lower_, model.col_upper_ = np.zeros(len(fit)), np.ones(len(fit))
    model.row_lower_, model.row_upper_ = low, high
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(fit)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model


def cp_sat_optima(cases: Sequence[Case]) -> list[float | None]:
    """Return the largest total fit of each case by CP-SAT; fits must be whole hundredths.

    OR-Tools and highspy cannot be loaded in one process, so the cases go to another one.
    """
    sent = json.dumps([_plain(case) for case in cases])
    command = [sys.executable, "-m", "tests.proofs.placement_cpsat"]
    answer = subprocess.run(command, cwd=ROOT, input=sent, capture_output=True, text=True, check=True)
    return [None if value is None else value / 100 for value in json.loads(answer.stdout)]


def _plain(case: Case) -> dict[str, list]:
    """Return a case as lists of whole numbers."""
    fit, matrix, low, high, _ = arrays(case)
    rows = matrix.tocsr()
    members = [rows.indices[rows.indptr[i] : rows.indptr[i + 1]].tolist() for i in range(rows.shape[0])]
    most = np.where(np.isinf(high), len(fit), high)
    return {"fit": np.rint(100 * fit).astype(int).tolist(), "rows": members,
            "low": low.astype(int).tolist(), "high": most.astype(int).tolist()}  # fmt: skip
