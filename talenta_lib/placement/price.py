"""What it costs the plan to place somebody otherwise: a bound for every pair at once, the exact price of one."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.explanation import Value
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.solver import Plan, Row, solve
from talenta_lib.placement.solver.forced import forced
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.relax import relaxations

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


def plan_with(mutasi: Mutasi, nip: str, jabatan_id: str) -> Plan:
    """Return the best plan that has an open pair: the plan itself where it has it, else one solved again.

    Raises ``InfeasibleScenarioError`` where no plan of the scenario has the pair.
    """
    row, column = pair_of(mutasi, nip, jabatan_id)
    return mutasi.plan if mutasi.plan.assignment[row] == column else forced(mutasi.options.model, row, column)


def plan_without(mutasi: Mutasi, nip: str, jabatan_id: str) -> Plan:
    """Return the best plan that does not have an open pair.

    Raises ``InfeasibleScenarioError`` where every plan of the scenario has it.
    """
    model = mutasi.options.model
    pair = np.array([model.pair_number(*pair_of(mutasi, nip, jabatan_id))], dtype=np.int64)
    row = Row("tanpa", f"{nip} tidak di {jabatan_id}.", pair, upper=0)
    return solve(dataclasses.replace(model, side_rows=(*model.side_rows, row)))


def limits_against(mutasi: Mutasi, nip: str, jabatan_id: str, error: InfeasibleScenarioError) -> pd.DataFrame:
    """Return the fewest rows of the scenario that must give way for an open pair: row, sentence, limit, needed.

    ``error`` is what :func:`plan_with` raised. Where it names only the pair itself, the model is relaxed once more with
    the pair counting ``HELD`` times, and that somebody is left without a post twice, so that a limit of the committee
    gives way first; no row is returned where more than that must give way.
    """
    model, pair = mutasi.options.model, pair_of(mutasi, nip, jabatan_id)
    own = model.locked(*pair).rows[-1].name
    table = error.relaxations
    if table is None or table["row"].isin([own]).any():
        number = np.array([model.pair_number(*pair)], dtype=np.int64)
        people = [row for row in model.rows if row.name.startswith("must_place:")]
        rows = (*model.side_rows, *people, *[Row(own, "", number, lower=1)] * HELD)
        table = relaxations(dataclasses.replace(model, side_rows=rows), with_objective=False)
    return table.loc[table["row"] != own, ["row", "sentence", "limit", "needed"]].drop_duplicates("row")


def plan_value(mutasi: Mutasi, plan: Plan) -> Value:
    """Return what a plan of the scenario is worth."""
    model = mutasi.options.model
    pairs = model.chosen(plan.assignment)
    critical = int(model.fill_first[model.post[pairs]].sum())
    return Value(plan.objective, plan.moves, critical, int(model.wishes[pairs].sum()))
