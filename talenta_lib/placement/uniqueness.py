"""Whether a plan is the only best one, and who could be elsewhere in another."""

from __future__ import annotations

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.solver import Alternatives, alternatives
from talenta_lib.terms import join_words

SECONDS = 30.0
"""How long other best plans are sought; a whole kabupaten takes about one."""
_NAMED = 6


def best_elsewhere(mutasi: Mutasi) -> dict[str, list[str | None]] | None:
    """Return what else officials (NIP) have in some best plan: jabatan_id, None for no post.

    Best is what reaches every aim before the lots: critical posts, fit, moves, wishes. Empty where there is only one
    such plan; None where it is not known: the plan is not proved, or ``SECONDS`` did not settle every official.
    """
    found = _alternatives(mutasi)
    return _elsewhere(mutasi, found) if found is not None and found.is_settled else None


def say_uniqueness(mutasi: Mutasi) -> str:
    """Say in Indonesian whether the plan is the only best one, who could be elsewhere, and whose answer is open."""
    found = _alternatives(mutasi)
    if found is None:
        return "Susunan lain yang sama baiknya belum dicari, karena rencana ini belum terbukti terbaik."
    elsewhere = list(_elsewhere(mutasi, found))
    if not elsewhere and found.is_settled:
        return "Susunan ini satu-satunya yang terbaik."
    said = []
    if elsewhere:
        people = _named(mutasi, elsewhere)
        said.append(
            f"Ada susunan lain yang sama baiknya, dengan tempat lain bagi {people}; undian memilih susunan ini."
        )
    if not found.is_settled:
        left = _named(mutasi, _open_for(mutasi, found))
        said.append(f"Belum selesai diperiksa apakah ada tempat lain yang sama baiknya bagi {left}.")
    return " ".join(said)


def _alternatives(mutasi: Mutasi) -> Alternatives | None:
    """Return what is part of some best plan, None where the plan itself is not proved."""
    if mutasi.plan.status != "optimal":
        return None
    return alternatives(mutasi.options.model, mutasi.plan, time_limit=SECONDS)


def _elsewhere(mutasi: Mutasi, found: Alternatives) -> dict[str, list[str | None]]:
    """Return the other places of each official who has one."""
    posts, planned = mutasi.options.posts["jabatan_id"].to_numpy(), mutasi.plan.assignment
    places: dict[str, list[str | None]] = {}
    for person, nip in enumerate(mutasi.options.officials["nip"]):
        others: list[str | None] = [str(posts[place]) for place in found.posts_of(person) if place != planned[person]]
        if found.unplaced[person] and planned[person] >= 0:
            others.append(None)
        if others:
            places[str(nip)] = others
    return places


def _open_for(mutasi: Mutasi, found: Alternatives) -> list[str]:
    """Return the officials for whom something is still in question."""
    is_open = (found.open_pairs.sum(axis=1) > 0) | found.open_unplaced
    return [str(nip) for nip in mutasi.options.officials["nip"][is_open]]


def _named(mutasi: Mutasi, nips: list[str]) -> str:
    """Name the first officials, and count the rest."""
    names = mutasi.options.officials.set_index("nip")["nama"]
    people = [plain_name(str(names[nip])) for nip in nips[:_NAMED]]
    return join_words([*people, *([f"{len(nips) - _NAMED} lainnya"] if len(nips) > _NAMED else [])])
