"""What if this person had that post: the best plan with one more pair forced."""

from __future__ import annotations

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.solve import solve


def forced(model: PlacementModel, person: int, post: int) -> Plan:
    """Return the best plan that puts ``person`` in ``post`` and keeps every other row.

    The stages keep their order, so a plan that must leave a post of ``fill_first`` empty may gain fit.

    Raises
    ------
    InfeasibleScenarioError : the pair is not eligible, or no plan with it keeps the other rows.
    ValueError : there is no such person or post.
    """
    if not (0 <= person < model.n_people and 0 <= post < model.n_posts):
        raise ValueError(f"pair ({person}, {post}) is outside the model")
    if model.pair_number(person, post) < 0:
        name, place = model.names.people[person], model.names.posts[post]
        raise InfeasibleScenarioError(
            f"{name} tidak dapat ditempatkan sebagai {place}: pasangan ini gugur atau dilarang dalam skenario.",
            "Lihat temuan syarat pasangan ini.",
            rows=(f"force:{name}:{place}",),
        )
    return solve(model.locked(person, post))
