"""Solve a placement model: lexicographic stages, each to proof, independent parts apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from talenta_lib.placement.solver.components import run_parts
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.problem import Problem
from talenta_lib.placement.solver.relax import infeasible
from talenta_lib.placement.solver.stages import Solved, stage_gains
from talenta_lib.placement.solver.watch import OnProgress, Watch

TOLERANCE = 1e-6
"""A plan is optimal when its proved gap is at most this many fit points."""


def solve(
    model: PlacementModel,
    *,
    time_limit: float | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Return the plan that is best in this order: fill_first, fit, fewest moves, wishes, ties; each strictly.

    Parameters
    ----------
    time_limit : seconds; when they are over, the best plan found comes back as "feasible" with its proved gap. The
        first plan is always waited for.
    on_progress : told the stage (Indonesian), its value and its bound.
    should_stop : asked now and then; True acts as the end of the time.

    Raises
    ------
    InfeasibleScenarioError : no plan keeps all rows; ``rows`` and ``relaxations`` say what must give way.
    ScenarioError : cancelled before there was a plan.
    """
    plan = find_plan(model, Watch.started(time_limit, on_progress, should_stop))
    if plan is None:
        raise infeasible(model)
    return plan


def find_plan(model: PlacementModel, watch: Watch) -> Plan | None:
    """Return the best plan as :func:`solve` does, None where no plan keeps all rows."""
    solved = run_parts(Problem.of(model), stage_gains(model), watch)
    return None if solved is None else _plan(model, solved)


def _plan(model: PlacementModel, solved: Solved) -> Plan:
    pairs, gap = solved.pairs, solved.fit_gap
    assignment = np.full(model.n_people, -1, dtype=np.int64)
    assignment[model.person[pairs]] = model.post[pairs]
    objective, moves = float(model.fit[pairs].sum()), int(model.is_move[pairs].sum())
    stages = (
        ("fill_first", float(model.fill_first[model.post[pairs]].sum())),
        ("fit", objective),
        ("moves", float(moves)),
        ("wishes", float(model.wishes[pairs].sum())),
        ("ties", float(model.ties[pairs].sum())),
    )
    status: Literal["optimal", "feasible"] = "optimal" if solved.is_proved and gap <= TOLERANCE else "feasible"
    return Plan(assignment, objective, moves, status, gap, objective + gap, stages)
