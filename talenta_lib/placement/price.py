"""What it costs the plan to place somebody otherwise: a bound for every pair at once, the exact price of one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.explanation import Value
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.solver import Plan, Row
from talenta_lib.placement.solver.forced import forced
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.relax import relaxations
from talenta_lib.placement.solver.solve import find_plan
from talenta_lib.placement.solver.watch import Watch

HELD = 10
"""How many rows a forced pair is worth when the fewest others are sought that stand against it."""


def prices(mutasi: Mutasi) -> pd.DataFrame:
    """Return the least loss of plan value (fit points) for every pair that is forced: index nip, columns jabatan_id.

    A lower bound (exact where the scenario has no joint limits), 0 on the plan, inf where a pair is not open.
    """
    options = mutasi.options
    bounds = regret(options.model, mutasi.plan)
    return pd.DataFrame(bounds, index=options.officials["nip"], columns=options.posts["jabatan_id"])


def pair_of(mutasi: Mutasi, nip: str, jabatan_id: str) -> tuple[int, int]:
    """Return row and column of a pair in the model of the scenario, -1 for what it leaves out."""
    rows, columns = pd.Index(mutasi.options.officials["nip"]), pd.Index(mutasi.options.posts["jabatan_id"])
    return int(rows.get_indexer([nip])[0]), int(columns.get_indexer([jabatan_id])[0])


def is_open(mutasi: Mutasi, nip: str, jabatan_id: str) -> bool:
    """Return whether a pair is one of the scenario's."""
    pair = pair_of(mutasi, nip, jabatan_id)
    return min(pair) >= 0 and mutasi.options.model.pair_number(*pair) >= 0


def bound_of(bounds: pd.DataFrame, nip: str, jabatan_id: str) -> float:
    """Return the bound of one pair from :func:`prices`; inf for what the scenario leaves out."""
    row, column = bounds.index.get_indexer(pd.Index([nip]))[0], bounds.columns.get_indexer(pd.Index([jabatan_id]))[0]
    return float(bounds.to_numpy()[row, column]) if min(row, column) >= 0 else float("inf")


def plan_with(mutasi: Mutasi, nip: str, jabatan_id: str, *, should_stop: Callable[[], bool] | None = None) -> Plan:
    """Return the best plan that has an open pair: the plan itself where it has it, else one solved again.

    Raises ``InfeasibleScenarioError`` where no plan of the scenario has the pair.
    """
    row, column = pair_of(mutasi, nip, jabatan_id)
    if mutasi.plan.assignment[row] == column:
        return mutasi.plan
    return forced(mutasi.options.model, row, column, should_stop=should_stop)


def plan_without(mutasi: Mutasi, nip: str, jabatan_id: str, *, should_stop: Callable[[], bool] | None = None) -> Plan:
    """Return the best plan that does not have an open pair.

    Raises ``InfeasibleScenarioError`` where every plan of the scenario has it.
    """
    model = mutasi.options.model
    pair = np.array([model.pair_number(*pair_of(mutasi, nip, jabatan_id))], dtype=np.int64)
    sentence = f"{nip} tidak di {jabatan_id}."
    row = Row("tanpa", sentence, pair, upper=0)
    plan = find_plan(dataclasses.replace(model, side_rows=(*model.side_rows, row)), Watch(should_stop=should_stop))
    if plan is None:
        raise InfeasibleScenarioError(f"Tidak ada susunan dengan {sentence}", "Longgarkan skenario.", rows=(row.name,))
    return plan


def limits_against(mutasi: Mutasi, nip: str, jabatan_id: str) -> pd.DataFrame:
    """Return the fewest rows of the scenario that must give way for an open pair: row, sentence, limit, needed.

    The pair counts ``HELD`` times, and that somebody is left without a post twice, so that a limit of the committee
    gives way first; no row is returned where more than that must give way.
    """
    model = mutasi.options.model.locked(*pair_of(mutasi, nip, jabatan_id))
    own = model.rows[-1].name
    twice = {row.name: 2 for row in model.rows if row.name.startswith("must_place:")}
    table = relaxations(model, weights=twice | {own: HELD}, with_fit=False)
    return table.loc[table["row"] != own, ["row", "sentence", "limit", "needed"]]


def plan_value(mutasi: Mutasi, plan: Plan) -> Value:
    """Return what a plan of the scenario is worth."""
    model = mutasi.options.model
    pairs = model.chosen(plan.assignment)
    critical = int(model.fill_first[model.post[pairs]].sum())
    return Value(plan.objective, plan.moves, critical, int(model.wishes[pairs].sum()))
