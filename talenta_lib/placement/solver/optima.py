"""All best plans at once: what the stages leave, in a form that further questions can be asked of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.kernel import Bound, Kernel, within
from talenta_lib.placement.solver.lap import Matching
from talenta_lib.placement.solver.mip import Program, minimise
from talenta_lib.placement.solver.problem import Gains, Problem
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Optima:
    """The plans of ``problem`` that reach every total of ``held`` (gains and the least total of each).

    ``kernel`` holds the choices that are left, ``program`` the plans as the solutions of an integer program.
    """

    problem: Problem
    kernel: Kernel
    program: Program
    held: tuple[tuple[Gains, int], ...] = ()

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return all plans of a problem."""
        n, m, rows = len(problem.graph.must_place), len(problem.graph.must_fill), len(problem.lower)
        people, posts, mu, pairs = (np.zeros(size, np.int64) for size in (n, m, rows, problem.n_pairs))
        kernel = within(problem, Bound(0, Matching(pairs[:0], 0, people, posts), mu, pairs), 0)
        return cls(problem, kernel, kernel.program)

    @classmethod
    def near(cls, problem: Problem, bound: Bound, gains: Gains, least: int) -> Self:
        """Return the plans that reach a total; ``bound`` is a bound on it."""
        loss = bound.value - least
        kernel = within(problem, bound, loss)
        program = kernel.program.with_row(kernel.loss / kernel.unit, loss / kernel.unit)
        return cls(problem, kernel, program, ((gains, least),))

    def holding(self, gains: Gains, least: int) -> Self:
        """Return those of the plans that reach one more total."""
        program = self.program.with_row(self._cost(gains), 0.5 - least / gains.step)
        return replace(self, program=program, held=(*self.held, (gains, least)))

    @property
    def is_free(self) -> bool:
        """Whether every assignment of the problem is one of the plans."""
        return not self.held and len(self.problem.lower) == 0

    def best(self, gains: Gains, watch: Watch) -> tuple[Ints | None, bool]:
        """Return the plan with the largest total (pairs of the problem), and whether that is proved.

        HiGHS searches in floats, what it finds is verified in integers: None where nothing was found that holds.
        """
        outcome = minimise(replace(self.program, cost=self._cost(gains)), watch, gap=0.999)
        found = None if outcome.x is None else self.kernel.chosen(outcome)
        if found is None or not self._has(found):
            return None, False
        return found, outcome.status == "optimal"

    def _has(self, pairs: Ints) -> bool:
        reaches = all(int(gains.values[pairs].sum()) >= least for gains, least in self.held)
        return reaches and self.problem.is_met(pairs)

    def _cost(self, gains: Gains) -> Floats:
        """Return what each choice costs, in steps of the gains."""
        cost = np.zeros(len(self.kernel.loss))
        cost[: len(self.kernel.pairs)] = -gains.values[self.kernel.pairs] / gains.step
        return cost
