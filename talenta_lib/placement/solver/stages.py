"""The stages of the objective, one strictly after the other: each works on what the one before leaves open.

Where a stage closes its gap, complementary slackness gives *all* its optima: the pairs without loss, with everybody
who has a price mandatory and every priced row tight. That is a problem of the same kind, so the next stage is solved
the same way. Where a gap stays, the next stages keep the kernel and a row that holds the value reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.kernel import Bound, best_bound, bound_at, within
from talenta_lib.placement.solver.mip import minimise
from talenta_lib.placement.solver.model import PlacementModel
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
    """Chosen pairs (numbers of the model), the proved gap in fit points, and whether all stages are proved."""

    pairs: Ints
    fit_gap: float
    is_proved: bool


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


def run_stages(problem: Problem, gains: dict[str, Gains], watch: Watch) -> Solved | None:
    """Run the stages on one problem, until the watch is over; None where it has no plan."""
    pairs: Ints | None = None
    fit_gap = 0.0
    for stage, of_model in gains.items():
        gain = of_model.only(problem.origin)
        is_last = stage == next(reversed(gains))
        if not (is_last and pairs is None) and _is_settled(problem, gain, pairs):
            continue
        watch.tell(STAGES[stage])
        reached = _reach(problem, gain, pairs, watch)
        if reached is None:
            return None
        _tell(watch, stage, reached.value / gain.unit, reached.upper / gain.unit)
        while stage == "fit" and reached.gap == 0 and gain.error > _SMALL_ERROR:
            pairs = problem.origin[reached.pairs]
            problem, gain = _refined(problem, gain, reached)
            finer = _reach(problem, gain, pairs, watch)
            if finer is None:
                raise RuntimeError("the problem of a plan has lost it")
            reached = finer
        pairs = problem.origin[reached.pairs]
        if stage == "fit":
            fit_gap = reached.gap / gain.unit + gain.error
        if reached.gap > 0:
            return Solved(pairs, _gap_of_fit(problem, gains, reached) if stage == "fill_first" else fit_gap, False)
        loss = reached.bound.value - reached.value
        if loss > gain.noise and gain.step == 1:
            rest = dict(list(gains.items())[list(gains).index(stage) + 1 :])
            later = {name: gains_of.only(problem.origin) for name, gains_of in rest.items()}
            found, is_proved = finish(problem, gain, reached, later, watch)
            return Solved(problem.origin[found], fit_gap, is_proved)
        problem = _face(problem, gain, reached)
    return None if pairs is None else Solved(pairs, fit_gap, True)


def _tell(watch: Watch, stage: str, gain: float, most: float) -> None:
    """Tell what a stage reached: of moves and ties the less is better, so their gains are negative."""
    sign = -1.0 if stage in _LESS_IS_BETTER else 1.0
    watch.tell(STAGES[stage], sign * gain, sign * most)


def _reach(problem: Problem, gain: Gains, known: Ints | None, watch: Watch) -> Reached | None:
    """Return the best plan of one stage; ``known`` is a plan of the model that the problem has."""
    bound = best_bound(problem, gain, watch)
    if bound is None:
        return None
    return best_plan(problem, gain, bound, None if known is None else np.searchsorted(problem.origin, known), watch)


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


def _face(problem: Problem, gain: Gains, reached: Reached) -> Problem:
    """Return the problem whose plans are the optima of a stage.

    Nothing in it loses more than the noise; where the optimum itself loses more, nothing loses more than that, and a
    row holds the value reached in steps.
    """
    loss = reached.bound.value - reached.value
    if loss <= gain.noise:
        return _near(problem, reached.bound, gain.noise)
    kept = gain.values[reached.bound.pair_loss <= loss]
    return _near(problem, reached.bound, loss).with_row(kept // gain.step, reached.value // gain.step)


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


def finish(
    problem: Problem, gain: Gains, reached: Reached, stages: dict[str, Gains], watch: Watch
) -> tuple[Ints, bool]:
    """Run the later stages on the kernel of a stage whose best plan loses something; return the plan and its proof.

    A row holds the loss. Its limit leaves half a step, or the noise; what comes out is verified in integers.
    """
    loss = reached.bound.value - reached.value
    kernel = within(problem, reached.bound, loss)
    limit = loss + max(gain.noise, gain.step // 2, 1)
    program = kernel.program.with_row(kernel.loss / kernel.unit, limit / kernel.unit)
    pairs = reached.pairs
    for stage, later in stages.items():
        cost = np.zeros(len(kernel.loss))
        cost[: len(kernel.pairs)] = -later.values[kernel.pairs] / later.step
        if not cost.any():
            continue
        watch.tell(STAGES[stage])
        outcome = minimise(replace(program, cost=cost), watch, gap=0.999)
        if outcome.x is None:
            return pairs, False
        found = kernel.chosen(outcome)
        is_kept = problem.is_met(found) and int(gain.values[found].sum()) >= reached.bound.value - limit
        if not is_kept:
            return pairs, False
        pairs = found
        value = round(float(cost @ outcome.x.round()))
        _tell(watch, stage, -value * later.step / later.unit, -value * later.step / later.unit)
        if outcome.status == "stopped":
            return pairs, False
        program = program.with_row(cost, value + 0.5)
    return pairs, True
