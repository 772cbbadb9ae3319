"""Is it the only best plan: which other posts people have in some best plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.levels import count_filled, filling_at_least
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.problem import Gains, Problem, integer_gains
from talenta_lib.placement.solver.regret import least_prices
from talenta_lib.placement.solver.stages import run_stages, stage_gains
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
SAME_FIT = 1e-6
"""Total fits nearer than this, in fit points, count as the same."""


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Pairs bool[n, m] (sparse) that are part of some best plan.

    ``pairs``: of some plan that fills as many posts of ``fill_first`` and has the same total fit;
    ``pairs_same_moves``: of some plan that also needs as few moves.
    """

    pairs: sparse.csr_array
    pairs_same_moves: sparse.csr_array
    is_unique: bool
    is_unique_same_moves: bool

    def posts_of(self, person: int, *, same_moves: bool = False) -> Ints:
        """Return the posts that a person has in some best plan, in ascending order."""
        pairs = self.pairs_same_moves if same_moves else self.pairs
        return np.sort(pairs.indices[pairs.indptr[person] : pairs.indptr[person + 1]]).astype(np.int64)


def alternatives(model: PlacementModel, plan: Plan) -> Alternatives:
    """Return which pairs are part of some best plan; exact.

    A pair can be only where forcing it may cost nothing (``regret``). Where no row joins several people that settles
    it; else plans are asked for that hold as many pairs in question as possible, until one holds none.

    Raises
    ------
    ValueError : the plan is not proved to be the best.
    """
    if plan.status != "optimal":
        raise ValueError("only a plan that is proved optimal has alternatives")
    prices = least_prices(model, plan)
    possible = prices.values <= SAME_FIT
    chosen = np.zeros(model.n_pairs, dtype=bool)
    chosen[model.chosen(plan.assignment)] = True
    held = filling_at_least(model, count_filled(model, np.flatnonzero(chosen)))
    same_fit = possible if prices.is_exact else _seen(held, ("fit",), possible, chosen)
    same_moves = _seen(held, ("fit", "moves"), same_fit, chosen)
    return Alternatives(
        _matrix(model, same_fit),
        _matrix(model, same_moves),
        is_unique=_is_only(held, ("fit",), same_fit, chosen),
        is_unique_same_moves=_is_only(held, ("fit", "moves"), same_moves, chosen),
    )


def _seen(model: PlacementModel, stages: tuple[str, ...], possible: Flags, chosen: Flags) -> Flags:
    """Return the possible pairs that are part of some plan that is best in the stages."""
    seen = chosen.copy()
    while (possible & ~seen).any():
        pairs = _best(model, stages, possible, (possible & ~seen).astype(np.int64))
        if seen[pairs].all():
            break
        seen[pairs] = True
    return seen


def _is_only(model: PlacementModel, stages: tuple[str, ...], best: Flags, chosen: Flags) -> bool:
    """Return whether the plan is the only best one: no other pair is in one, and no pair can be left out."""
    return bool((best == chosen).all()) and len(_best(model, stages, chosen, -chosen.astype(np.int64))) == chosen.sum()


def _best(model: PlacementModel, stages: tuple[str, ...], possible: Flags, wanted: Ints) -> Ints:
    """Return the pairs of the plan within ``possible`` that is best in the stages and then has the most ``wanted``."""
    all_gains = stage_gains(model)
    gains: dict[str, Gains] = {stage: all_gains[stage] for stage in stages}
    gains["wishes"] = integer_gains(wanted, model.n_people)
    problem = Problem.of(model)
    solved = run_stages(problem.only(possible[problem.origin]), gains, Watch())
    if solved is None or not solved.is_proved:
        raise RuntimeError("the best plans of a model could not be searched to proof")
    return solved.pairs


def _matrix(model: PlacementModel, pairs: Flags) -> sparse.csr_array:
    where = model.person[pairs], model.post[pairs]
    return sparse.csr_array((np.ones(len(where[0]), dtype=bool), where), shape=(model.n_people, model.n_posts))
