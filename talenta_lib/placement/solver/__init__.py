"""The exact solver: a placement model in, a certified plan out."""

from talenta_lib.placement.solver.model import Names, PlacementModel, Plan, Row, SideRow
from talenta_lib.placement.solver.relax import relaxations
from talenta_lib.placement.solver.solve import solve

__all__ = ["Names", "PlacementModel", "Plan", "Row", "SideRow", "relaxations", "solve"]
