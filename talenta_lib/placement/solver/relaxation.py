"""The linear relaxation of a problem on a growing core of pairs, kept warm while the limit of the last row moves.

Only its row duals are used, as multipliers of an exact bound, so nothing rests on its tolerances.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.model import UNBOUNDED
from talenta_lib.placement.solver.problem import Gains, Problem

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_LARGEST_COST = 1000.0
_PRICED_IN = 1e-7
_MOST_ADDED = 2000
_ROUNDS = 50


class WarmRelaxation:
    """A relaxation that starts from ``core`` (bool[pairs], with a plan in it) and takes in pairs as they pay."""

    def __init__(self, problem: Problem, gains: Gains, core: Flags) -> None:
        graph = problem.graph
        n, m, pairs = len(graph.must_place), len(graph.must_fill), np.arange(problem.n_pairs)
        where = np.concatenate([graph.person, n + graph.post]), np.tile(pairs, 2)
        single = sparse.csr_array((np.ones(2 * len(pairs)), where), shape=(n + m, len(pairs)))
        self._matrix = sparse.csc_array(sparse.vstack([single, problem.rows.astype(np.float64)]))
        self._n_single = n + m
        self._unit = max(float(np.abs(gains.values).max(initial=1)), 1.0) / _LARGEST_COST
        self._gain = gains.values / self._unit
        self._is_in = np.zeros(len(pairs), dtype=bool)
        self._solver: Any = highspy.Highs()
        for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, "presolve": "off"}.items():
            self._solver.setOptionValue(name, value)
        lower = np.concatenate([graph.must_place, graph.must_fill, problem.lower]).astype(np.float64)
        upper = np.where(problem.upper >= UNBOUNDED, np.inf, problem.upper)
        upper = np.concatenate([np.ones(n + m), upper])
        nothing = np.zeros(0, np.int32), np.zeros(0)
        self._solver.addRows(len(lower), lower, upper, 0, np.zeros(len(lower), np.int32), *nothing)
        self._take_in(np.flatnonzero(core))

    def multipliers(self, limit: int) -> Ints | None:
        """Return the multipliers int64[rows] with another limit of the last row; None where HiGHS gives none."""
        self._solver.changeRowBounds(self._matrix.shape[0] - 1, 0.0, float(limit))
        for _ in range(_ROUNDS):
            self._solver.run()
            if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            duals = -np.asarray(self._solver.getSolution().row_dual)
            missing = self._matrix.T @ duals - self._gain
            paying = np.flatnonzero((missing < -_PRICED_IN) & ~self._is_in)
            if not len(paying):
                break
            self._take_in(paying[np.argsort(missing[paying], kind="stable")[:_MOST_ADDED]])
        return np.rint(duals[self._n_single :] * self._unit).astype(np.int64)

    def _take_in(self, pairs: Ints) -> None:
        self._is_in[pairs] = True
        part = sparse.csc_array(self._matrix[:, pairs])
        self._solver.addCols(
            len(pairs), -self._gain[pairs], np.zeros(len(pairs)), np.full(len(pairs), np.inf), part.nnz,
            part.indptr[:-1].astype(np.int32), part.indices.astype(np.int32), part.data,
        )  # fmt: skip
