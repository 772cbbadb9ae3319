"""What if this person had that post: the best plan with one more pair forced."""

from __future__ import annotations

from collections.abc import Callable

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.solve import find_plan
from talenta_lib.placement.solver.watch import Watch


def forced(model: PlacementModel, person: int, post: int, *, should_stop: Callable[[], bool] | None = None) -> Plan:
    """Return the best plan that puts ``person`` in ``post`` and keeps every other row.

    The stages keep their order, so a plan that must leave a post of ``fill_first`` empty may gain fit. ``should_stop``
    as in :func:`solve`.

    Raises
    ------
    InfeasibleScenarioError : the pair is not eligible, or no plan with it keeps the other rows.
    ValueError : there is no such person or post.
    """
    if not (0 <= person < model.n_people and 0 <= post < model.n_posts):
        raise ValueError(f"pair ({person}, {post}) is outside the model")
    if model.pair_number(person, post) < 0:
        raise _impossible(model, person, post, "pasangan ini gugur atau dilarang dalam skenario")
    plan = find_plan(model.locked(person, post), Watch(should_stop=should_stop))
    if plan is None:
        raise _impossible(model, person, post, "syarat lain dalam skenario tidak dapat dipenuhi bersamanya")
    return plan


def _impossible(model: PlacementModel, person: int, post: int, reason: str) -> InfeasibleScenarioError:
    """Return the error of a pair that no plan has."""
    name, place = model.names.people[person], model.names.posts[post]
    return InfeasibleScenarioError(
        f"{name} tidak dapat ditempatkan sebagai {place}: {reason}.",
        "Lihat temuan syarat pasangan ini, atau longgarkan skenario.",
        rows=(f"force:{name}:{place}",),
    )
