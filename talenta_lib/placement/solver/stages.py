"""The stages of the objective, one strictly after the other: each works on what the one before leaves open.

Where a stage closes its gap, complementary slackness gives *all* its optima: the pairs without loss, with everybody
who has a price mandatory and every priced row tight. That is a problem of the same kind, so the next stage is solved
the same way. Where the optimum lies below the bound, the next stages keep the kernel and a row that holds the value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.kernel import Bound, best_bound, bound_at
from talenta_lib.placement.solver.model import PlacementModel
from talenta_lib.placement.solver.optima import Optima
from talenta_lib.placement.solver.problem import Gains, Problem, integer_gains
from talenta_lib.placement.solver.search import Reached, best_plan
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
_LESS_IS_BETTER: Final = frozenset({"moves", "ties"})
_SMALL_ERROR = 1e-7
"""Rounding of fits to integers that may stay in a whole plan, in fit points."""
STAGES: Final = {
    "fill_first": "Mengisi jabatan yang didahulukan",
    "fit": "Mencari jumlah kecocokan tertinggi",
    "moves": "Mencari perpindahan paling sedikit",
    "wishes": "Memenuhi keinginan yang dinyatakan",
    "ties": "Menerapkan aturan seri",
}


@dataclass(frozen=True, eq=False)
class Solved:
    """Chosen pairs (numbers of the model), the proved gap in fit points, and whether all stages are proved.

    Where they are, ``optima`` holds all that are as good, one for each independent part.
    """

    pairs: Ints
    fit_gap: float
    is_proved: bool
    optima: tuple[Optima, ...]


def stage_gains(model: PlacementModel) -> dict[str, Gains]:
    """Return the gain of every pair of the model at each stage: what is better is larger."""
    values = {
        "fill_first": model.fill_first[model.post].astype(np.int64),
        "fit": model.fit,
        "moves": -model.is_move.astype(np.int64),
        "wishes": model.wishes.astype(np.int64),
        "ties": -model.ties,
    }
    return {stage: integer_gains(gains, model.n_people) for stage, gains in values.items()}


def run_stages(problem: Problem, gains: dict[str, Gains], watch: Watch, *, best: Ints | None = None) -> Solved | None:
    """Run the stages on one problem, until the watch is over; None where it has no plan.

    ``best`` is a plan (pairs of the model) that is proved the best in all stages: then none is searched for.
    """
    pairs, fit_gap = best, 0.0
    is_best = best is not None
    for stage, of_model in gains.items():
        gain = of_model.only(problem.origin)
        is_last = stage == next(reversed(gains))
        if not (is_last and pairs is None) and _is_settled(problem, gain, pairs):
            continue
        watch.tell(STAGES[stage])
        reached = _reach(problem, gain, pairs, watch, is_best=is_best)
        if reached is None:
            return None
        _tell(watch, stage, reached.value / gain.unit, reached.upper / gain.unit)
        if stage == "fit":
            problem, gain, reached = _to_the_last_digit(problem, gain, reached, watch, is_best=is_best)
            fit_gap = reached.gap / gain.unit + gain.error
        pairs = problem.origin[reached.pairs]
        if reached.gap > 0:
            gap = _gap_of_fit(problem, gains, reached) if stage == "fill_first" else fit_gap
            return Solved(pairs, gap, False, ())
        if reached.bound.value - reached.value > gain.noise:
            later = dict(list(gains.items())[list(gains).index(stage) + 1 :])
            least = reached.value - max(gain.noise, gain.step // 2, 1)
            optima = Optima.near(problem, reached.bound, gain, least)
            found, is_proved, optima = _finish(optima, reached.pairs, later, watch, is_best=is_best)
            return Solved(problem.origin[found], fit_gap, is_proved, (optima,) if is_proved else ())
        problem = _near(problem, reached.bound, gain.noise)
    return None if pairs is None else Solved(pairs, fit_gap, True, (Optima.of(problem),))


def _tell(watch: Watch, stage: str, gain: float, most: float) -> None:
    """Tell what a stage reached: of moves and ties the less is better, so their gains are negative."""
    sign = -1.0 if stage in _LESS_IS_BETTER else 1.0
    watch.tell(STAGES[stage], sign * gain, sign * most)


def _reach(problem: Problem, gain: Gains, known: Ints | None, watch: Watch, *, is_best: bool) -> Reached | None:
    """Return the best plan of one stage; ``known`` is a plan of the model that the problem has."""
    bound = best_bound(problem, gain, watch)
    if bound is None:
        return None
    at = None if known is None else np.searchsorted(problem.origin, known)
    if at is None or not is_best:
        return best_plan(problem, gain, bound, at, watch)
    value = int(gain.values[at].sum())
    return Reached(at, value, value, bound)


def _to_the_last_digit(
    problem: Problem, gain: Gains, reached: Reached, watch: Watch, *, is_best: bool
) -> tuple[Problem, Gains, Reached]:
    """Go on with finer gains, on what is near the optimum, until their rounding no longer matters."""
    while reached.gap == 0 and gain.error > _SMALL_ERROR:
        pairs = problem.origin[reached.pairs]
        problem, gain = _refined(problem, gain, reached)
        finer = _reach(problem, gain, pairs, watch, is_best=is_best)
        if finer is None:
            raise RuntimeError("the problem of a plan has lost it")
        reached = finer
    return problem, gain, reached


def _gap_of_fit(problem: Problem, gains: dict[str, Gains], reached: Reached) -> float:
    """Return how far the fit of a plan may be from any plan's, where the stage before it was not closed."""
    fit = gains["fit"].only(problem.origin)
    bound = bound_at(problem, fit.values, np.zeros(len(problem.lower), np.int64))
    if bound is None:
        raise RuntimeError("the problem of a plan has lost it")
    return max(0, bound.value - int(fit.values[reached.pairs].sum())) / fit.unit + fit.error


def _is_settled(problem: Problem, gain: Gains, known: Ints | None) -> bool:
    """Return whether every plan has the same gain, seen without solving."""
    is_one_plan = len(np.unique(problem.graph.person)) == problem.n_pairs == problem.graph.must_place.sum()
    return (known is not None and is_one_plan) or not gain.values.any()


def _near(problem: Problem, bound: Bound, tau: int) -> Problem:
    """Return the problem whose plans lose at most ``tau`` in each choice: who has a larger price has no choice."""
    graph, duals, mu = problem.graph, bound.matching, bound.mu
    tight = replace(
        problem,
        lower=np.where(mu > tau, problem.upper, problem.lower),
        upper=np.where(mu < -tau, problem.lower, problem.upper),
    )
    return tight.only(bound.pair_loss <= tau, graph.must_place | (duals.u > tau), graph.must_fill | (duals.v > tau))


def _refined(problem: Problem, gain: Gains, reached: Reached) -> tuple[Problem, Gains]:
    """Return the problem near the optimum, with gains less the duals of whoever has no choice: the same to a constant.

    These are small, so they stand on a finer scale: fits that are too large for one pass are solved digit by digit.
    """
    bound, people = reached.bound, len(problem.graph.must_place)
    tau = bound.value - reached.value + people
    u, v, mu = (np.where(np.abs(price) > tau, price, 0) for price in (bound.matching.u, bound.matching.v, bound.mu))
    whole = gain.values - u[problem.graph.person] - v[problem.graph.post] - problem.rows.T @ mu
    kept = bound.pair_loss <= tau
    return _near(problem, bound, tau), integer_gains((whole + gain.rest)[kept], people, gain.unit)


def _finish(
    optima: Optima, pairs: Ints, stages: dict[str, Gains], watch: Watch, *, is_best: bool
) -> tuple[Ints, bool, Optima]:
    """Run the later stages on the plans that reach what a stage did; return the plan, its proof, and all as good."""
    for stage, of_model in stages.items():
        gain = of_model.only(optima.problem.origin)
        if not gain.values[optima.kernel.pairs].any():
            continue
        watch.tell(STAGES[stage])
        found, is_proved = (pairs, True) if is_best else optima.best(gain, watch)
        if found is None:
            return pairs, False, optima
        pairs, value = found, int(gain.values[found].sum())
        _tell(watch, stage, value / gain.unit, value / gain.unit)
        if not is_proved:
            return pairs, False, optima
        optima = optima.holding(gain, value)
    return pairs, True, optima
