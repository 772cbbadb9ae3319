"""Whether a plan is the only best one, and who could be elsewhere in another."""

from __future__ import annotations

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.solver import alternatives
from talenta_lib.terms import join_words

MOST_PAIRS = 5_000
"""Beyond so many pairs all alternatives take minutes; ``why`` still answers for one pair."""
_NAMED = 6


def best_elsewhere(mutasi: Mutasi) -> dict[str, list[str]] | None:
    """Return the other posts (jabatan_id) that officials (NIP) have in some best plan; empty where there is only one.

    A best plan has the same fit (and as many critical posts filled), whatever its moves. None where it is not known:
    the plan is not proved, or the scenario has more than ``MOST_PAIRS`` pairs.
    """
    model, plan, options = mutasi.options.model, mutasi.plan, mutasi.options
    if plan.status != "optimal" or model.n_pairs > MOST_PAIRS:
        return None
    found = alternatives(model, plan)
    posts = options.posts["jabatan_id"].to_numpy()
    others = {
        str(nip): [str(posts[place]) for place in found.posts_of(person) if place != plan.assignment[person]]
        for person, nip in enumerate(options.officials["nip"])
    }
    return {nip: places for nip, places in others.items() if places}


def say_uniqueness(mutasi: Mutasi) -> str:
    """Say in Indonesian whether the plan is the only best one, and who could be elsewhere as well."""
    elsewhere = best_elsewhere(mutasi)
    if elsewhere is None:
        return "Susunan lain yang sama baiknya belum dicari; periksa tiap nama dengan talenta why."
    if not elsewhere:
        return "Susunan ini satu-satunya yang terbaik."
    names = mutasi.options.officials.set_index("nip")["nama"]
    people = [plain_name(str(names[nip])) for nip in elsewhere]
    rest = [f"{len(people) - _NAMED} lainnya"] if len(people) > _NAMED else []
    return f"Ada susunan lain yang sama baiknya, dengan jabatan lain bagi {join_words([*people[:_NAMED], *rest])}."
