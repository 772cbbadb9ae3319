"""The search of one stage: kernels that grow until the best plan in them is proved the best of all.

HiGHS minimises the loss over the kernel. A plan that loses at most ``tau`` is optimal; else ``tau`` grows. An
infeasible kernel proves nothing but that ``tau`` was too small; at last the kernel is the whole problem.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.solver.kernel import Bound, Kernel, bound_at, within
from talenta_lib.placement.solver.mip import minimise
from talenta_lib.placement.solver.model import UNBOUNDED
from talenta_lib.placement.solver.problem import Gains, Problem
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
_SMALLEST_KERNEL = 250


@dataclass(frozen=True, eq=False)
class Reached:
    """What a stage reached: a plan (pairs of the problem), its gain, a proved upper limit of the gain, the bound."""

    pairs: Ints
    value: int
    upper: int
    bound: Bound

    @property
    def gap(self) -> int:
        """Proved distance to the optimum."""
        return self.upper - self.value


def best_plan(problem: Problem, gains: Gains, bound: Bound, known: Ints | None, watch: Watch) -> Reached | None:
    """Return the plan of largest gain, or the best until the watch is over; None where there is no plan.

    A plan found in a kernel is verified in integers. What is outside the kernel loses more than ``tau``. ``known`` is
    a plan to fall back on.
    """
    if problem.is_met(bound.matching.pairs):
        plan = _reached(gains, bound, bound.matching.pairs, gains.noise)
        if plan.gap == 0:
            return plan
    largest = _largest_loss(problem, bound)
    size, growth = max(_SMALLEST_KERNEL, 1.8 * len(problem.graph.must_place)), 1.25
    tau = _tau_of(bound, size, largest)
    while not watch.is_over():
        kernel = within(problem, bound, tau)
        outcome = minimise(kernel.program, watch, gap=_safe_gap(gains, kernel))
        loss = largest
        if outcome.x is not None:
            pairs = kernel.chosen(outcome)
            if not problem.is_met(pairs):
                raise RuntimeError("HiGHS returned a plan that breaks a row")
            if outcome.status == "stopped":
                proved = math.floor(max(outcome.bound, 0.0) * kernel.unit)
                return _reached(gains, bound, pairs, 0, bound.value - (proved if tau == largest else min(tau, proved)))
            loss = bound.value - int(gains.values[pairs].sum())
            if tau == largest or loss - gains.step <= tau:
                return _reached(gains, bound, pairs, loss)
            known = pairs
        elif outcome.status == "infeasible" and tau == largest:
            return None
        size, growth = size * growth, growth * 1.25
        tau = min(loss, max(_tau_of(bound, size, largest), tau + 1))
    some = first_plan(problem, watch) if known is None else known
    return None if some is None else _reached(gains, bound, some, 0)


def _reached(gains: Gains, bound: Bound, pairs: Ints, closed: int, upper: int | None = None) -> Reached:
    """Return a plan as reached; a loss up to ``closed`` is proved to be none."""
    value = int(gains.values[pairs].sum())
    most = bound.value if upper is None else upper
    return Reached(pairs, value, value if bound.value - value <= closed else max(value, most), bound)


def first_plan(problem: Problem, watch: Watch) -> Ints | None:
    """Return some plan, whatever its gain and however long it takes; None where there is none.

    Raises
    ------
    ScenarioError : the caller cancelled before there was a plan.
    """
    stay = bound_at(problem, problem.is_stay.astype(np.int64), np.zeros(len(problem.lower), np.int64))
    if stay is None or problem.is_met(stay.matching.pairs):
        return None if stay is None else stay.matching.pairs
    kernel = within(problem, stay, UNBOUNDED)
    outcome = minimise(kernel.program, watch.without_deadline(), first_only=True)
    if outcome.x is not None:
        return kernel.chosen(outcome)
    if outcome.status == "infeasible":
        return None
    raise ScenarioError(
        "Perhitungan dihentikan sebelum ada satu susunan pun.",
        "Ulangi dengan waktu yang lebih panjang, atau kurangi syarat.",
    )


def _tau_of(bound: Bound, size: float, largest: int) -> int:
    """Return the loss that keeps ``size`` pairs, ``largest`` where there are not more."""
    if size >= len(bound.pair_loss):
        return largest
    return int(np.partition(bound.pair_loss, int(size))[int(size)])


def _largest_loss(problem: Problem, bound: Bound) -> int:
    """Return a loss that no plan exceeds in one choice."""
    duals = bound.matching
    priced = np.abs(bound.mu) * np.minimum(problem.upper - problem.lower, problem.widths)
    parts = (bound.pair_loss, duals.u, duals.v, priced)
    return max(int(part.max(initial=0)) for part in parts)


def _safe_gap(gains: Gains, kernel: Kernel) -> float:
    """Return the gap at which HiGHS may stop: below one step of the gains."""
    return 0.999 * gains.step / kernel.unit if gains.step > 1 else 0.0
