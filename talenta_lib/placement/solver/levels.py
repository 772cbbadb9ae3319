"""How many posts of ``fill_first`` a plan fills, as a row of the model instead of its first stage."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.model import PlacementModel, Row
from talenta_lib.placement.solver.problem import Problem
from talenta_lib.placement.solver.solve import solve
from talenta_lib.placement.solver.stages import run_stages, stage_gains
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Level:
    """A model that fills as many posts as ``fewest`` moves allow, and a plan of it with so few moves (its pairs)."""

    model: PlacementModel
    fewest: int
    pairs: Ints


def filling_at_least(model: PlacementModel, count: int) -> PlacementModel:
    """Return the model without a first stage, in which at least ``count`` posts of ``fill_first`` are filled."""
    without = replace(model, fill_first=np.zeros(model.n_posts, dtype=bool))
    if count == 0:
        return without
    row = Row(
        "fill_first",
        "Jabatan yang didahulukan tetap terisi sebanyak dalam rencana.",
        np.flatnonzero(model.fill_first[model.post]),
        lower=count,
    )
    return replace(without, side_rows=(*model.side_rows, row))


def count_filled(model: PlacementModel, pairs: Ints) -> int:
    """Return how many posts of ``fill_first`` chosen pairs fill."""
    return int(model.fill_first[model.post[pairs]].sum())


def levels(model: PlacementModel, watch: Watch) -> list[Level]:
    """Return the levels of a model without a limit of moves, by ascending number of moves.

    Raises
    ------
    InfeasibleScenarioError : there is no plan.
    """
    pairs = best_in(model, "moves", watch)
    if pairs is None:
        solve(model)
        raise RuntimeError("no plan was found for a model that has one")
    found: list[Level] = []
    while pairs is not None:
        filled, fewest = count_filled(model, pairs), int(model.is_move[pairs].sum())
        level = Level(filling_at_least(model, filled), fewest, pairs)
        found = [*(one for one in found if one.fewest < fewest), level]
        if filled == model.fill_first.sum():
            break
        pairs = best_in(filling_at_least(model, filled + 1), "moves", watch)
    return found


def best_in(model: PlacementModel, stage: str, watch: Watch) -> Ints | None:
    """Return the pairs of a plan that is best in one stage alone, None where there is no plan."""
    solved = run_stages(Problem.of(model), {stage: stage_gains(model)[stage]}, watch)
    return None if solved is None else solved.pairs
