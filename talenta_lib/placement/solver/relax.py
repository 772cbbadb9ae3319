"""Which rows must give way when no plan keeps them all: the fewest rows, then the least change.

Elastic programming (Chinneck 2008): every row may be missed at a price; people and posts stay one to one.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.components import run_parts
from talenta_lib.placement.solver.kernel import bound_at, cheap_pairs
from talenta_lib.placement.solver.mip import Outcome, Program, minimise
from talenta_lib.placement.solver.model import UNBOUNDED, PlacementModel, Row
from talenta_lib.placement.solver.problem import Problem
from talenta_lib.placement.solver.stages import stage_gains
from talenta_lib.placement.solver.watch import Watch
from talenta_lib.terms import format_number

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_EXACT = 5_000
"""Up to so many pairs the list is surely the shortest; beyond, it is the shortest on the pairs of a relaxed plan."""
_WITH_FIT = 80_000
"""Up to so many pairs the error carries the fit that the relaxation allows; beyond, that may take long."""
_SHOWN = 5


def relaxations(model: PlacementModel, *, with_objective: bool = True) -> pd.DataFrame:
    """Return the rows that must give way: as few as possible, then by as little as possible in all.

    Returns
    -------
    DataFrame : row, sentence, limit (as asked), needed (as the plan has it), objective (the largest total fit once
        these rows give way, NaN without ``with_objective``); empty where the model has a plan.
    """
    rows = model.rows
    needed = _least_misses(model, rows)
    missed = [k for k, row in enumerate(rows) if needed[k] != _kept(row, needed[k])]
    objective = math.nan
    if with_objective and missed:
        eased = _eased(model, needed)
        solved = run_parts(Problem.of(eased), {"fit": stage_gains(eased)["fit"]}, Watch())
        objective = math.nan if solved is None else float(model.fit[solved.pairs].sum())
    return pd.DataFrame(
        {
            "row": pd.Series([rows[k].name for k in missed], dtype="str"),
            "sentence": pd.Series([rows[k].sentence for k in missed], dtype="str"),
            "limit": pd.Series([_kept(rows[k], needed[k]) for k in missed], dtype="int64"),
            "needed": pd.Series([needed[k] for k in missed], dtype="int64"),
            "objective": pd.Series([objective] * len(missed), dtype="float64"),
        }
    )


def infeasible(model: PlacementModel) -> InfeasibleScenarioError:
    """Return the error of a model without a plan: what must give way, in the sentences of its rows."""
    table = relaxations(model, with_objective=model.n_pairs <= _WITH_FIT)
    parts = [
        f"{sentence.rstrip('.')} (diminta {format_number(limit, 0)}, perlu {format_number(needed, 0)})"
        for sentence, limit, needed in zip(table["sentence"], table["limit"], table["needed"], strict=True)
    ]
    least = "Paling sedikit" if model.n_pairs <= _EXACT else "Misalnya"
    rest = f" dan {format_number(len(parts) - _SHOWN, 0)} syarat lain" if parts[_SHOWN:] else ""
    best = float(table["objective"].iloc[0])
    cost = "" if math.isnan(best) else f" Dengan kelonggaran itu, nilai rencana terbaik {format_number(best)}."
    return InfeasibleScenarioError(
        f"Tidak ada susunan yang memenuhi semua syarat. {least} {format_number(len(parts), 0)} syarat harus longgar: "
        f"{'; '.join(parts[:_SHOWN])}{rest}.{cost}",
        "Longgarkan syarat itu atau syarat lain yang berkaitan, lalu hitung ulang.",
        rows=tuple(table["row"]),
        relaxations=table,
    )


def _kept(row: Row, count: int) -> int:
    """Return the count nearest to ``count`` that keeps the row."""
    return min(max(count, row.lower), row.upper)


def _least_misses(model: PlacementModel, rows: tuple[Row, ...]) -> list[int]:
    """Return the count of each row in a plan that misses the fewest rows, then by the least in all."""
    columns = np.arange(model.n_pairs) if model.n_pairs <= _EXACT else _useful_pairs(model, rows)
    pairs, r = len(columns), len(rows)
    program = _elastic(model, rows, columns)
    missed, amount = _missed(pairs, r), np.r_[np.zeros(pairs), np.ones(2 * r), np.zeros(r)]
    fewest = minimise(replace(program, cost=missed), Watch(), gap=0.999)
    held = program.with_row(missed, round(fewest.value) + 0.5)
    least = minimise(replace(held, cost=amount), Watch(), gap=0.999, start=fewest.x)
    chosen = np.zeros(model.n_pairs, dtype=bool)
    chosen[columns] = _solution(least)[:pairs] > 0.5
    return [int(chosen[row.pairs].sum()) for row in rows]


def _missed(pairs: int, rows: int) -> Floats:
    """Return the cost that counts the rows missed."""
    return np.r_[np.zeros(pairs + 2 * rows), np.ones(rows)]


def _solution(outcome: Outcome) -> Floats:
    if outcome.x is None:
        raise RuntimeError("an elastic program has always a solution")
    return outcome.x


def _useful_pairs(model: PlacementModel, rows: tuple[Row, ...]) -> Ints:
    """Return the pairs that stay, and those of a relaxed plan that misses the least, near the best fit."""
    problem = Problem.of(replace(model, forced=(), side_rows=(), max_moves=None, unit_cap=None, unit_min=None))
    nobody, nothing = np.zeros_like(model.must_place), np.zeros_like(model.must_fill)
    free = problem.only(np.ones(problem.n_pairs, dtype=bool), nobody, nothing)
    served = model.must_place[model.person].astype(np.int64) + model.must_fill[model.post]
    near = ~model.is_move
    near[[number for pair in model.forced if (number := model.pair_number(*pair)) >= 0]] = True
    for gain in (served, stage_gains(model)["fit"].values):
        bound = bound_at(free, gain, np.zeros(0, np.int64))
        if bound is not None:
            near[bound.matching.pairs] = True
            near |= cheap_pairs(free, bound) & (gain is not served)
    columns = np.flatnonzero(near)
    program = replace(_elastic(model, rows, columns), cost=_missed(len(columns), len(rows)))
    used = _solution(minimise(program, Watch(), relaxed=True))[: len(columns)] > 0.0
    return columns[used | ~model.is_move[columns]]


def _elastic(model: PlacementModel, rows: tuple[Row, ...], columns: Ints) -> Program:
    """Return the program of pairs, of what each row lacks, of what it has too much, and of a flag per row missed."""
    n, m, pairs, r = model.n_people, model.n_posts, len(columns), len(rows)
    lower = np.array([row.lower for row in rows], dtype=np.float64)
    upper = np.array([row.upper if row.upper < UNBOUNDED else math.inf for row in rows], dtype=np.float64)
    sizes = np.array([len(row.pairs) for row in rows], dtype=np.int64)
    over = np.maximum(sizes - upper, 0.0)
    members = np.concatenate([row.pairs for row in rows]) if rows else np.zeros(0, np.int64)
    counts = sparse.csr_array((np.ones(len(members)), members, np.r_[0, sizes.cumsum()]), shape=(r, model.n_pairs))
    number = np.arange(pairs)
    places = np.r_[model.person[columns], n + model.post[columns]]
    one_each = sparse.csr_array((np.ones(2 * pairs), (places, np.r_[number, number])), shape=(n + m, pairs))
    each = sparse.eye_array(r)
    flags = sparse.diags_array(-np.maximum(lower, over))
    blocks = [[one_each, None, None, None], [counts[:, columns], each, -each, None], [None, each, each, flags]]
    return Program(
        np.zeros(pairs + 3 * r),
        sparse.csc_array(sparse.block_array(blocks)),
        np.r_[np.full(n + m, -math.inf), lower, np.full(r, -math.inf)],
        np.r_[np.ones(n + m), upper, np.zeros(r)],
        np.r_[np.ones(pairs), lower, over, np.ones(r)],
        np.r_[np.ones(pairs, bool), np.zeros(2 * r, bool), np.ones(r, bool)],
    )


def _eased(model: PlacementModel, needed: list[int]) -> PlacementModel:
    """Return the model in which every row allows the count it needs."""
    ends = np.cumsum([len(model.coupling_rows), model.must_place.sum(), model.must_fill.sum()])
    coupling, people, posts, forces = np.split(np.array(needed, dtype=np.int64), ends)
    side_rows = tuple(
        replace(row, lower=min(row.lower, int(count)), upper=max(row.upper, int(count)))
        for row, count in zip(model.coupling_rows, coupling, strict=True)
    )
    return replace(
        model,
        max_moves=None,
        unit_cap=None,
        unit_min=None,
        side_rows=side_rows,
        must_place=_only(model.must_place, people > 0),
        must_fill=_only(model.must_fill, posts > 0),
        forced=tuple(pair for pair, count in zip(dict.fromkeys(model.forced), forces, strict=True) if count),
    )


def _only(flags: Flags, kept: Flags) -> Flags:
    """Return the flags, where only some of those that are set stay so."""
    left = flags.copy()
    left[np.flatnonzero(flags)] = kept
    return left
