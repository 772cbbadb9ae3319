"""The exact solver: a placement model in; a certified plan, its frontier and the price of every other pair out."""

from talenta_lib.placement.solver.alternatives import Alternatives, alternatives
from talenta_lib.placement.solver.forced import forced
from talenta_lib.placement.solver.frontier import frontier, knee
from talenta_lib.placement.solver.model import Names, PlacementModel, Plan, Row, SideRow
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.relax import infeasible, relaxations
from talenta_lib.placement.solver.solve import find_plan, solve

__all__ = [
    "Alternatives",
    "Names",
    "PlacementModel",
    "Plan",
    "Row",
    "SideRow",
    "alternatives",
    "find_plan",
    "forced",
    "frontier",
    "infeasible",
    "knee",
    "regret",
    "relaxations",
    "solve",
]
