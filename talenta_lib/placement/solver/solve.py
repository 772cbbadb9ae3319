"""Solve a placement model: lexicographic stages, each to proof, independent parts apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.problem import Problem
from talenta_lib.placement.solver.stages import run_stages, stage_gains
from talenta_lib.placement.solver.watch import OnProgress, Watch

Ints = npt.NDArray[np.int64]
TOLERANCE = 1e-6
"""A plan is optimal when its proved gap is at most this many fit points."""


def solve(
    model: PlacementModel,
    *,
    time_limit: float | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Return the best plan."""
    watch = Watch.started(time_limit, on_progress, should_stop)
    gains = stage_gains(model)
    solved = run_stages(Problem.of(model), gains, watch)
    if solved is None:
        raise InfeasibleScenarioError("Tidak ada susunan yang memenuhi semua syarat.")
    return _plan(model, solved.pairs, solved.fit_gap, solved.is_proved)


def _plan(model: PlacementModel, pairs: Ints, gap: float, is_proved: bool) -> Plan:
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
    status = "optimal" if is_proved and gap <= TOLERANCE else "feasible"
    return Plan(assignment, objective, moves, status, gap, objective + gap, stages)
