"""What a proposed list adds up to if it is carried out as it stands, and what stands against it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.obstacles import find_obstacles
from talenta_lib.placement.price import is_open
from talenta_lib.placement.proposal import KNOWN, STAYS
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.solver import solve
from talenta_lib.terms import Answer, Jenjang


@dataclass(frozen=True, eq=False)
class ListValue:
    """A list carried out as it stands; everybody else keeps the post.

    ``value`` and ``best`` are plan values in fit points: of the list, and of the best plan under the same rules with
    at most as many moves (NaN where there is none). ``breaks``: kind, sentence: the rules and limits that the list does
    not meet; with any of them the two values are not like against like. ``displaced`` counts holders who lose their
    post, ``vacated`` posts that had a holder and have none.
    """

    value: float
    best: float
    moves: int
    displaced: int
    vacated: int
    breaks: pd.DataFrame

    @property
    def price(self) -> float:
        """Fit points that the list gives up against the best plan."""
        return self.best - self.value


def value_list(mutasi: Mutasi, rows: pd.DataFrame) -> ListValue:
    """Return what a list is worth; ``rows`` as :func:`talenta_lib.placement.proposal.match_rows` gives them.

    Of several rows for one official, and of several names for one post, the first counts.
    """
    before = _seats_now(mutasi)
    named = _named_seats(rows)
    taken = set(named.values())
    kept = {person: place for person, place in before.items() if person not in named}
    after = {person: place for person, place in kept.items() if place not in taken} | named
    displaced = [person for person, place in _holders(mutasi).items() if person not in named and place in taken]
    moves = sum(before.get(person) != place for person, place in after.items())
    breaks = [
        *_unmet(mutasi, rows), *_doubled(rows), *_lost(mutasi, displaced), *_rows_broken(mutasi, after, moves),
    ]  # fmt: skip
    return ListValue(
        value=_total(mutasi, after),
        best=_best(mutasi, moves),
        moves=moves,
        displaced=len(displaced),
        vacated=len(set(before.values()) - set(after.values())),
        breaks=pd.DataFrame(breaks, columns=["kind", "sentence"]).astype("string"),
    )


def _seats_now(mutasi: Mutasi) -> dict[int, int]:
    """Return the post that each official of the scenario holds, by rows and columns of the matching."""
    options = mutasi.options
    return {
        int(options.people[row]): int(options.places[column])
        for row, column in enumerate(options.model.current)
        if column >= 0
    }


def _holders(mutasi: Mutasi) -> dict[int, int]:
    """Return the post of every official who serves on, those outside the scenario too."""
    officials, posts = mutasi.matching.officials, mutasi.matching.post_index
    held = zip(officials["jabatan_id"], officials["is_retired"], strict=True)
    return {person: posts[post] for person, (post, retired) in enumerate(held) if post in posts and not retired}


def _named_seats(rows: pd.DataFrame) -> dict[int, int]:
    """Return the post that the list gives each official; the first row counts."""
    usable = rows[rows["status"].isin([KNOWN, STAYS])]
    first = usable.drop_duplicates("person").drop_duplicates("place")
    return dict(zip(first["person"].astype(int), first["place"].astype(int), strict=True))


def _total(mutasi: Mutasi, seats: Mapping[int, int]) -> float:
    """Return the plan value of an arrangement: the fits, weighted as the scenario says; an unknown fit adds nothing."""
    matching, weights = mutasi.matching, mutasi.scenario.jenjang_weights
    people, places = (np.array(list(side), dtype=int) for side in (seats.keys(), seats.values()))
    weight = [weights.get(Jenjang(jenjang), 1.0) for jenjang in matching.posts["jenjang"].iloc[places]]
    return float(np.nansum(matching.fit.score[people, places] * weight))


def _best(mutasi: Mutasi, moves: int) -> float:
    """Return the value of the best plan of the scenario with at most so many moves, NaN where there is none."""
    model, plan = mutasi.options.model, mutasi.plan
    if plan.moves <= moves and (model.max_moves is None or moves <= model.max_moves):
        return plan.objective
    try:
        return solve(dataclasses.replace(model, max_moves=moves)).objective
    except InfeasibleScenarioError:
        return float("nan")


def _unmet(mutasi: Mutasi, rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Name the placements that the rules or the scenario do not allow."""
    said = [(_bar(mutasi, row), row) for row in rows[rows["status"] == KNOWN].itertuples()]
    return [(kind, f"{row.nama} {words} {row.to_jabatan}{why}") for (kind, words, why), row in said if kind]


def _bar(mutasi: Mutasi, row: Any) -> tuple[str, str, str]:
    """Return kind, verb and reason of what bars a placement; no kind where nothing does."""
    if mutasi.matching.eligibility.answer_of(row.nip, row.to_id) == Answer.GUGUR:
        return "syarat", "tidak memenuhi syarat untuk", "."
    if is_open(mutasi, row.nip, row.to_id):
        return "", "", ""
    return "skenario", "tidak dapat di", f": {find_obstacles(mutasi, row.nip, row.to_id)[0]}"


def _doubled(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Name the officials with several posts and the posts with several officials."""
    usable = rows[rows["status"].isin([KNOWN, STAYS])]
    breaks = []
    for kind, one, many, name, words in (
        ("nama_ganda", "person", "place", "nama", "jabatan"),
        ("jabatan_ganda", "place", "person", "to_jabatan", "nama"),
    ):
        for _, group in usable.groupby(one, sort=False):
            if (count := group[many].nunique()) > 1:
                breaks.append((kind, f"{group[name].iloc[0]} diusulkan untuk {count} {words}."))
    return breaks


def _lost(mutasi: Mutasi, displaced: list[int]) -> list[tuple[str, str]]:
    """Name the holders who would lose their post."""
    matching, labels = mutasi.matching, post_labels(mutasi.matching.posts)
    seats = [(person, matching.post_index[matching.officials["jabatan_id"].iloc[person]]) for person in displaced]
    return [
        ("kehilangan_jabatan", f"{plain_name(matching.officials['nama'].iloc[person])} kehilangan {labels.iloc[place]} "
         "tanpa jabatan baru.")
        for person, place in seats
    ]  # fmt: skip


def _rows_broken(mutasi: Mutasi, after: Mapping[int, int], moves: int) -> list[tuple[str, str]]:
    """Name the limits of the scenario that the list does not keep; who loses a post is named apart."""
    options, model = mutasi.options, mutasi.options.model
    rows_of = {int(person): row for row, person in enumerate(options.people)}
    columns_of = {int(place): column for column, place in enumerate(options.places)}
    numbers = [
        model.pair_number(rows_of[person], columns_of[place])
        for person, place in after.items()
        if person in rows_of and place in columns_of
    ]
    breaks = []
    for row in model.rows:
        chosen = moves if row.name == "max_moves" else int(np.isin(row.pairs, numbers).sum())
        if not row.name.startswith("must_place:") and not row.lower <= chosen <= row.upper:
            breaks.append(("batas", f"{row.sentence} Daftar ini: {chosen}."))
    return breaks
