"""Is it the only best plan: which other posts people have in some best plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.problem import Gains, Problem, integer_gains
from talenta_lib.placement.solver.regret import filling_as_many, least_prices
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
    same_fit = possible if prices.is_exact else _seen(model, plan, possible, chosen, ("fit",))
    same_moves = _seen(model, plan, same_fit, chosen, ("fit", "moves"))
    return Alternatives(
        _matrix(model, same_fit),
        _matrix(model, same_moves),
        is_unique=bool((same_fit == chosen).all()) and not _may_drop(),
        is_unique_same_moves=bool((same_moves == chosen).all()),
    )
