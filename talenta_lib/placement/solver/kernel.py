"""One stage to proof: multipliers on the coupling rows, a bound by assignment, and a small integer program.

1. With multipliers ``mu`` on the rows, the assignment of ``gain - mu`` is an upper bound for *any* ``mu`` of the right
   sign (Geoffrion 1974); in integers it is exact. ``mu`` comes from the linear relaxation on a growing core of pairs.
2. The duals give every pair, idle person, idle post and slack row its *loss*: a plan is worth the bound less its
   losses. What loses more than ``tau`` cannot be in a plan within ``tau`` of the bound: the rest is the kernel.
3. HiGHS minimises the loss over the kernel (``search``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.lap import Matching, solve_lap
from talenta_lib.placement.solver.mip import Outcome, Program, minimise
from talenta_lib.placement.solver.model import UNBOUNDED
from talenta_lib.placement.solver.problem import Gains, Problem
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_CORE_PER_VERTEX = 6
_LARGEST_LOSS = 10_000.0
_LARGEST_ROUNDS = 8


@dataclass(frozen=True, eq=False)
class Bound:
    """A certified bound on the total gain, and the loss of each choice against it (all int64, not negative)."""

    value: int
    matching: Matching
    mu: Ints
    pair_loss: Ints


def bound_at(problem: Problem, gain: Ints, mu: Ints, prices: Ints | None = None) -> Bound | None:
    """Return the bound at integer multipliers int64[rows], None where no assignment serves every must.

    ``mu`` above zero prices the upper side of a row, below zero the lower side; a missing side takes no price.
    """
    mu = np.where(problem.upper >= UNBOUNDED, np.minimum(mu, 0), mu)
    mu = np.where(problem.lower <= -UNBOUNDED, np.maximum(mu, 0), mu)
    priced = gain - problem.rows.T @ mu if len(mu) else gain
    matching = solve_lap(problem.graph, priced, prices)
    if matching is None:
        return None
    at = np.where(mu > 0, problem.upper, problem.lower)
    loss = matching.u[problem.graph.person] + matching.v[problem.graph.post] - priced
    return Bound(matching.value + int((mu * np.where(mu == 0, 0, at)).sum()), matching, mu, loss)


@dataclass(frozen=True, eq=False)
class Kernel:
    """The choices left: pairs, idle people, idle posts and row slacks as columns of one program in losses.

    ``pairs`` and ``people`` are numbers of the first two.
    """

    program: Program
    pairs: Ints
    people: Ints
    loss: Ints
    unit: float

    @classmethod
    def of(  # noqa: PLR0917 - the three kinds of choice go together
        cls, problem: Problem, bound: Bound, keep: Flags, may_idle: Flags, may_empty: Flags, tau: int
    ) -> Kernel:
        """Build the kernel of the marked choices; a priced row has a slack that loses at most ``tau``."""
        graph, mu = problem.graph, bound.mu
        n, m = len(graph.must_place), len(graph.must_fill)
        pairs, people, posts = np.flatnonzero(keep), np.flatnonzero(may_idle), np.flatnonzero(may_empty)
        room = np.where(mu == 0, 0, tau // np.maximum(np.abs(mu), 1))
        room = np.minimum(np.minimum(room, problem.upper - problem.lower), problem.widths)
        slack = np.flatnonzero(room > 0)
        chosen = problem.rows[:, pairs].tocoo()
        columns = np.cumsum([0, len(pairs), len(people), len(posts), len(slack)])
        at = [np.arange(columns[k], columns[k + 1]) for k in range(4)]
        row = [graph.person[pairs], n + graph.post[pairs], n + m + chosen.coords[0], people, n + posts, n + m + slack]
        column = [at[0], at[0], chosen.coords[1], at[1], at[2], at[3]]
        value = [np.ones(len(part)) for part in column]
        value[2], value[5] = chosen.data.astype(np.float64), np.sign(mu[slack]).astype(np.float64)
        matrix = sparse.csc_array(
            (np.concatenate(value), (np.concatenate(row), np.concatenate(column))), shape=(n + m + len(mu), columns[4])
        )
        loss = np.concatenate(
            [bound.pair_loss[pairs], bound.matching.u[people], bound.matching.v[posts], np.abs(mu[slack])]
        )
        unit = 2.0 ** math.ceil(math.log2(max(1.0, float(min(tau, loss.max(initial=1))) / _LARGEST_LOSS)))
        low = np.where(mu > 0, problem.upper, problem.lower).astype(np.float64)
        high = np.where(mu < 0, problem.lower, problem.upper).astype(np.float64)
        low[low <= -UNBOUNDED], high[high >= UNBOUNDED] = -math.inf, math.inf
        program = Program(
            loss / unit,
            matrix,
            np.concatenate([np.ones(n + m), low]),
            np.concatenate([np.ones(n + m), high]),
            np.concatenate([np.ones(columns[3]), room[slack].astype(np.float64)]),
            np.arange(columns[4]) < columns[1],
        )
        return cls(program, pairs, people, loss, unit)

    def chosen(self, outcome: Outcome) -> Ints:
        """Return the pairs of a solution."""
        if outcome.x is None:
            raise ValueError("there is no solution")
        return self.pairs[outcome.x[: len(self.pairs)] > 0.5]


def within(problem: Problem, bound: Bound, tau: int) -> Kernel:
    """Return the kernel of all choices that lose at most ``tau``."""
    graph, duals = problem.graph, bound.matching
    may_idle, may_empty = ~graph.must_place & (duals.u <= tau), ~graph.must_fill & (duals.v <= tau)
    return Kernel.of(problem, bound, bound.pair_loss <= tau, may_idle, may_empty, tau)


def best_bound(problem: Problem, gains: Gains, watch: Watch) -> Bound | None:
    """Return the bound at the multipliers of the linear relaxation; None where there is no plan at all."""
    bound = bound_at(problem, gains.values, np.zeros(len(problem.lower), np.int64))
    if bound is None or problem.is_met(bound.matching.pairs):
        return bound
    core = problem.is_stay.copy()
    for _ in range(_LARGEST_ROUNDS):
        if watch.is_over():
            break
        core |= cheap_pairs(problem, bound)
        step = _relaxed(problem, gains, bound, core, watch)
        if step is None:
            if core.all():
                return None
            core[:] = True
            continue
        better, missed = step
        is_close = better.value - (bound.value - missed) <= max(gains.noise, 2.0**-16 * gains.step, 1e-5 * missed)
        bound = better if better.value <= bound.value else bound
        if is_close or core.all():
            break
    return bound


def cheap_pairs(problem: Problem, bound: Bound) -> Flags:
    """Return the pairs of least loss of each person and of each post."""
    graph, loss = problem.graph, bound.pair_loss
    if problem.n_pairs <= 4 * _CORE_PER_VERTEX * (len(graph.must_place) + len(graph.must_fill)) // 3:
        return np.ones(problem.n_pairs, dtype=bool)
    core = np.zeros(problem.n_pairs, dtype=bool)
    for group, starts in ((graph.person, graph.indptr), (graph.post, graph.post_indptr)):
        order = np.lexsort((loss, group))
        rank = np.arange(len(order)) - starts[group[order]]
        core[order[rank < _CORE_PER_VERTEX]] = True
    return core


def _relaxed(problem: Problem, gains: Gains, bound: Bound, core: Flags, watch: Watch) -> tuple[Bound, float] | None:
    """Solve the relaxation on the core; return the bound at its multipliers and the loss of the relaxation."""
    graph = problem.graph
    kernel = Kernel.of(problem, bound, core, ~graph.must_place, ~graph.must_fill, UNBOUNDED)
    outcome = minimise(kernel.program, watch, relaxed=True)
    if outcome.status == "infeasible":
        return None
    if outcome.status == "stopped":
        return bound, 0.0
    n, m = len(graph.must_place), len(graph.must_fill)
    change = np.rint(outcome.row_duals * kernel.unit).astype(np.int64)
    better = bound_at(problem, gains.values, bound.mu - change[n + m :], bound.matching.v - change[n : n + m])
    if better is None:
        return None
    return better, outcome.value * kernel.unit
