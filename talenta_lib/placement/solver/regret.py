"""Why not that one: what forcing any pair costs at least, for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.kernel import best_bound
from talenta_lib.placement.solver.levels import count_filled, filling_at_least
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.paths import FAR, Priced, pair_prices
from talenta_lib.placement.solver.problem import Problem, integer_gains
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairPrices:
    """The least price of each pair of a model in fit points (inf: impossible), and whether the prices are exact."""

    values: Floats
    is_exact: bool


def regret(model: PlacementModel, plan: Plan) -> Floats:
    """Return the least loss of total fit, float[n, m] fit points, when a pair is forced against a plan.

    A lower bound on ``plan.objective - forced(model, person, post).objective`` among plans that fill as many posts of
    ``fill_first`` as the plan; exact where no row joins several people and posts (most moves, units, side rows,
    posts to fill first). 0 on the pairs of the plan, inf where a pair is not eligible or can be seen to be impossible.

    Method: duals of the assignment problem, reduced costs, and all shortest chains between people (Ahuja, Magnanti and
    Orlin 1993, ch. 12). Rows over many people enter by the multipliers of the linear relaxation (Geoffrion 1974),
    less the duality gap.
    """
    prices = np.full((model.n_people, model.n_posts), np.inf)
    prices[model.person, model.post] = least_prices(model, plan).values
    return prices


def least_prices(model: PlacementModel, plan: Plan) -> PairPrices:
    """Return the least price of each pair of the model, in the order of its pairs."""
    chosen = model.chosen(plan.assignment)
    problem = Problem.of(filling_at_least(model, count_filled(model, chosen)))
    gains = integer_gains(model.fit[problem.origin], model.n_people)
    bound = best_bound(problem, gains, Watch())
    if bound is None:
        raise ValueError("the plan is not a plan of this model")
    graph = problem.graph
    price, shift = pair_prices(graph.person, graph.post, Priced.of(problem, bound))
    is_chosen = np.isin(problem.origin, chosen)
    gap = bound.value - int(gains.values[is_chosen].sum())
    values = np.full(model.n_pairs, np.inf)
    values[problem.origin] = np.where(price < FAR, np.maximum(np.ldexp(price, shift) - gap, 0) / gains.unit, np.inf)
    values[chosen] = 0
    return PairPrices(values, is_exact=len(problem.lower) == 0)
