"""People x posts -> plans: fit, eligibility, scenario, the solver, and the reasons for every name.

The array level (``PlacementModel`` and what is done with it) serves other programs too. It is loaded when first asked
for, since its compiled parts take a moment.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from talenta_lib.placement.solver import PlacementModel, Plan, SideRow, forced, frontier, regret, solve

__all__ = ["PlacementModel", "Plan", "SideRow", "forced", "frontier", "regret", "solve"]


def __getattr__(name: str) -> Any:
    """Load a name of the array level."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("talenta_lib.placement.solver"), name)
