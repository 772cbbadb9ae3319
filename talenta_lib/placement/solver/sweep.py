"""The best plan under one more move, and one more: a row whose limit rises, solved with what is known from before.

The method of ``kernel``, with two things kept from limit to limit: the linear relaxation stays warm, and the plan of
the last limit is still a plan. So only pairs whose price at the new bound is at most what can still be gained stay.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.kernel import Bound, Kernel, bound_at
from talenta_lib.placement.solver.mip import minimise
from talenta_lib.placement.solver.model import PlacementModel
from talenta_lib.placement.solver.paths import FAR, Priced, pair_prices
from talenta_lib.placement.solver.problem import Gains, Problem
from talenta_lib.placement.solver.relaxation import WarmRelaxation
from talenta_lib.placement.solver.stages import stage_gains
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_SAME_FIT = 1e-6
_FIRST_TAU = 0.1
"""Fit points that the first kernel may lose."""
_SLACK, _GROWTH = 10, 3
_CORE_PER_PERSON = 6
_MOST_PRICED = 1200
"""People up to which all chains are searched; beyond, the reduced cost alone is the price."""


class Sweep:
    """Best plans of a model with at most so many moves."""

    def __init__(self, model: PlacementModel, known: Ints, watch: Watch) -> None:
        """Start from a model without a limit of moves and a plan of it (numbers of its pairs)."""
        self._watch = watch
        self._problem = _with_moves_row(Problem.of(model), model.is_move)
        self._gains: Gains = stage_gains(model)["fit"].only(self._problem.origin)
        bound = bound_at(self._problem, self._gains.values, np.zeros(len(self._problem.lower), np.int64))
        if bound is None:
            raise ValueError("the model has no plan")
        self._bound: Bound = bound
        self._tau = max(self._gains.step, int(_FIRST_TAU * self._gains.unit))
        core = self._core(known, ~model.is_move)
        self._relaxation = WarmRelaxation(self._problem, self._gains, core)

    def _core(self, known: Ints, is_stay: Flags) -> Flags:
        graph, loss = self._problem.graph, self._bound.pair_loss
        order = np.lexsort((loss, graph.person))
        core = is_stay[self._problem.origin]
        core[order[np.arange(len(order)) - graph.indptr[graph.person[order]] < _CORE_PER_PERSON]] = True
        core[np.isin(self._problem.origin, known)] = True
        return core

    def best(self, limit: int, known: Ints) -> tuple[Ints, float]:
        """Return the best plan with at most ``limit`` moves, and its proved gap in fit points.

        ``known`` is a plan with at most so many moves; plans are pair numbers of the model. What is known from one
        limit helps the next one most when they are near each other.
        """
        upper = self._problem.upper.copy()
        upper[-1] = limit
        self._problem = replace(self._problem, upper=upper)
        self._pairs = np.searchsorted(self._problem.origin, known)
        self._value = int(self._gains.values[self._pairs].sum())
        self._rebound(limit)
        self._keep(self._bound.matching.pairs)
        gap = max(0, self._search() - self._value) / self._gains.unit
        return self._problem.origin[self._pairs], 0.0 if gap <= _SAME_FIT else gap

    @property
    def worth_of_a_move(self) -> float:
        """What one more move is worth at the last limit, in fit points: an upper limit, 0 where no more help."""
        return float(self._bound.mu[-1]) / self._gains.unit

    def _rebound(self, limit: int) -> None:
        """Set the bound at the multipliers of the relaxation; those of the last limit stay right when time is up."""
        mu = None if self._watch.is_over() else self._relaxation.multipliers(limit)
        last = self._bound
        bound = bound_at(self._problem, self._gains.values, last.mu if mu is None else mu, last.matching.v)
        if bound is None:
            raise RuntimeError("a problem with a plan lost it when its limit rose")
        self._bound = bound

    def _keep(self, pairs: Ints) -> None:
        """Keep a plan that is better than the best so far."""
        value = int(self._gains.values[pairs].sum())
        if value > self._value and self._problem.is_met(pairs):
            self._pairs, self._value = pairs, value

    def _search(self) -> int:
        """Search kernels of growing loss until the best plan is proved or time is up; return the proved upper limit.

        A better plan gains at least one ``step``, so it loses at most ``bound - value - step``.
        """
        bound, gains = self._bound, self._gains
        if bound.value - self._value < max(gains.step, gains.noise):
            return self._value
        price = self._prices()
        tau = min(self._tau, bound.value - self._value)
        while not self._watch.is_over():
            kernel = self._kernel(price, tau)
            outcome = minimise(kernel.program, self._watch, gap=_close_enough(gains, kernel))
            if outcome.x is not None:
                self._keep(kernel.chosen(outcome))
            if outcome.status == "stopped":
                break
            loss = bound.value - self._value
            if loss - gains.step <= tau:
                self._tau = max(_SLACK * loss // 8, gains.step)
                return self._value
            tau = min(loss, _GROWTH * max(tau, gains.step, 1))
        return bound.value

    def _prices(self) -> Ints:
        """Return the least loss of any assignment that holds a pair."""
        graph, bound = self._problem.graph, self._bound
        if len(graph.must_place) > _MOST_PRICED:
            return bound.pair_loss
        price, shift = pair_prices(graph.person, graph.post, Priced.of(self._problem, bound))
        return np.where(price < FAR, price << shift, FAR)

    def _kernel(self, price: Ints, tau: int) -> Kernel:
        graph, duals = self._problem.graph, self._bound.matching
        may_idle, may_empty = ~graph.must_place & (duals.u <= tau), ~graph.must_fill & (duals.v <= tau)
        return Kernel.of(self._problem, self._bound, price <= tau, may_idle, may_empty, tau)


def _close_enough(gains: Gains, kernel: Kernel) -> float:
    """Return the gap at which a kernel counts as solved: below one step of the gains."""
    return 0.75 * gains.step / kernel.unit if gains.step > 1 else 0.0


def _with_moves_row(problem: Problem, is_move: Flags) -> Problem:
    """Return the problem with one more row, the last: the moves, as yet without a limit."""
    row = sparse.csr_array(is_move[problem.origin].astype(np.int64)[None, :])
    return replace(
        problem,
        rows=sparse.csr_array(sparse.vstack([problem.rows, row])),
        lower=np.append(problem.lower, 0),
        upper=np.append(problem.upper, problem.n_pairs),
    )
