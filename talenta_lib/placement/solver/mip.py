"""HiGHS behind one small door: arrays in at once, one thread, a fixed seed, no gap; floats in, floats out.

HiGHS: Huangfu and Hall (2018). Nothing here is trusted for a proof beyond its tolerance: callers verify what comes out.
Tolerances of 1e-9 are a trap: HiGHS 1.15 then prunes optima in presolve restarts and still says "optimal".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.watch import Watch

Floats = npt.NDArray[np.float64]
_SENSE_MINIMISE = 1
_COLUMNWISE = 1
_SMALL = 300
_FOR_SMALL: Final = {
    "presolve": "off",
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
}
"""What only pays on larger programs: up to so many columns it takes longer than the search itself."""


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise ``cost @ x``; ``lower <= matrix @ x <= upper``, ``0 <= x <= upper_x``, ``whole`` marks integers."""

    cost: Floats
    matrix: sparse.csc_array
    lower: Floats
    upper: Floats
    upper_x: Floats
    whole: npt.NDArray[np.bool_]

    def with_row(self, coefficients: Floats, limit: float) -> Program:
        """Return the program with one more row: ``coefficients @ x <= limit``."""
        return replace(
            self,
            matrix=sparse.csc_array(sparse.vstack([self.matrix, sparse.csr_array(coefficients[None, :])])),
            lower=np.append(self.lower, -math.inf),
            upper=np.append(self.upper, limit),
        )


@dataclass(frozen=True, eq=False)
class Outcome:
    """What HiGHS found: a solution or None, its value, a lower bound, and the row duals of a relaxation."""

    status: Literal["optimal", "stopped", "infeasible"]
    x: Floats | None
    value: float
    bound: float
    row_duals: Floats


def minimise(
    program: Program,
    watch: Watch,
    *,
    relaxed: bool = False,
    gap: float = 0.0,
    start: Floats | None = None,
    first_only: bool = False,
) -> Outcome:
    """Solve a program, or its linear relaxation.

    Parameters
    ----------
    gap : absolute gap at which a solution counts as optimal.
    start : a solution to start from.
    first_only : stop at the first solution.

    Raises
    ------
    RuntimeError : HiGHS ended in a way that says nothing of the program.
    """
    solver = highspy.Highs()
    _set_options(solver, watch, gap, first_only)
    if len(program.cost) <= _SMALL:
        _set(solver, _FOR_SMALL)
    _pass(solver, program, relaxed)
    if start is not None:
        solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    if watch.should_stop is not None:
        for event in (solver.cbMipInterrupt, solver.cbSimplexInterrupt):
            event.subscribe(lambda told: told.interrupt() if watch.is_cancelled() else None)
    solver.run()
    return _outcome(solver, relaxed)


def _set_options(solver: Any, watch: Watch, gap: float, first_only: bool) -> None:
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_feasibility_tolerance": 1e-7,
    }
    if not math.isinf(watch.deadline):
        options["time_limit"] = watch.seconds_left
    if first_only:
        options["mip_max_improving_sols"] = 1
    _set(solver, options)


def _set(solver: Any, options: Mapping[str, Any]) -> None:
    for name, value in options.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise RuntimeError(f"HiGHS refuses the option {name} = {value}")


def _pass(solver: Any, program: Program, relaxed: bool) -> None:
    matrix = program.matrix
    columns, rows = len(program.cost), len(program.lower)
    solver.passModel(
        columns,
        rows,
        matrix.nnz,
        _COLUMNWISE,
        _SENSE_MINIMISE,
        0.0,
        program.cost,
        np.zeros(columns),
        program.upper_x,
        program.lower,
        program.upper,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
        np.zeros(columns, np.int32) if relaxed else program.whole.astype(np.int32),
    )


def _outcome(solver: Any, relaxed: bool) -> Outcome:
    status, info = solver.getModelStatus(), solver.getInfo()
    solution = solver.getSolution()
    found = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    x = np.asarray(solution.col_value) if found else None
    duals = np.asarray(solution.row_dual) if relaxed else np.zeros(0)
    value = info.objective_function_value if found else math.inf
    known = highspy.HighsModelStatus
    if status in {known.kOptimal, known.kModelEmpty}:
        if x is None:
            x, value = np.zeros(0), 0.0
        return Outcome("optimal", x, value, value if relaxed else min(info.mip_dual_bound, value), duals)
    if status in {known.kInfeasible, known.kUnboundedOrInfeasible}:
        return Outcome("infeasible", None, math.inf, math.inf, duals)
    if status in {known.kTimeLimit, known.kInterrupt, known.kSolutionLimit, known.kIterationLimit}:
        return Outcome("stopped", x, value, -math.inf if relaxed else info.mip_dual_bound, duals)
    raise RuntimeError(f"HiGHS ended with {solver.modelStatusToString(status)}")
