"""CP-SAT on mutasi cases read from standard input: a process of its own, without HiGHS."""

from __future__ import annotations

import json
import sys

from ortools.sat.python import cp_model


def optimum(case: dict[str, list]) -> int | None:
    """Return the largest sum of whole fits under the rows, None where no plan exists."""
    model = cp_model.CpModel()
    pairs = [model.new_bool_var("") for _ in case["fit"]]
    for members, low, high in zip(case["rows"], case["low"], case["high"], strict=True):
        model.add_linear_constraint(sum(pairs[k] for k in members), low, high)
    model.maximize(sum(fit * pair for fit, pair in zip(case["fit"], pairs, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise RuntimeError(f"CP-SAT ended with {solver.status_name(status)}")
    return round(solver.objective_value)


if __name__ == "__main__":
    json.dump([optimum(case) for case in json.load(sys.stdin)], sys.stdout)
