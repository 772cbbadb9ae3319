"""Solve a placement model: lexicographic stages, each to proof."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import sparse

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.mip import Program, minimise
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.watch import OnProgress, Watch


def solve(
    model: PlacementModel,
    *,
    time_limit: float | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """Return the best plan."""
    watch = Watch.started(time_limit, on_progress, should_stop)
    p = model.n_pairs
    rows = [sparse.coo_array((np.ones(p), (model.person, np.arange(p))), shape=(model.n_people, p)),
            sparse.coo_array((np.ones(p), (model.post, np.arange(p))), shape=(model.n_posts, p))]
    lower = [0.0] * (model.n_people + model.n_posts)
    upper = [1.0] * (model.n_people + model.n_posts)
    for row in model.rows:
        dense = np.zeros(p)
        dense[row.pairs] = 1
        rows.append(sparse.coo_array(dense[None, :]))
        lower.append(row.lower)
        upper.append(min(row.upper, 1e9))
    stages = [("fill_first", -model.fill_first[model.post].astype(float)), ("fit", -model.fit), ("moves", model.is_move.astype(float)),
              ("wishes", -model.wishes.astype(float)), ("ties", model.ties.astype(float))]
    values = []
    for name, cost in stages:
        if not cost.any():
            values.append((name, 0.0))
            continue
        program = Program(cost, sparse.csc_array(sparse.vstack(rows)), np.array(lower), np.array(upper), np.ones(p), np.ones(p, bool))
        out = minimise(program, watch)
        if out.x is None:
            raise InfeasibleScenarioError("Tidak ada susunan yang memenuhi semua syarat.")
        x = np.round(out.x)
        value = float(cost @ x)
        values.append((name, abs(value)))
        rows.append(sparse.coo_array(cost[None, :]))
        lower.append(-1e30)
        upper.append(value + 1e-7)
    assignment = np.full(model.n_people, -1, dtype=np.int64)
    chosen = np.flatnonzero(x > 0.5)
    assignment[model.person[chosen]] = model.post[chosen]
    objective = float(model.fit[chosen].sum())
    return Plan(assignment, objective, int(model.is_move[chosen].sum()), "optimal", 0.0, objective, tuple(values))
