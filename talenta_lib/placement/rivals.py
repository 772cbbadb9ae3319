"""Who else for a post, and which other post for an official, in one scenario."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.price import bound_of, pair_of, plan_with, prices
from talenta_lib.placement.ranking import Seat, how_many, post_labels, rank_people, seat_of

Ints = NDArray[np.int64]


def planned_seat(mutasi: Mutasi, person: int) -> Seat | None:
    """Return the post that the plan gives an official (row of the matching), None where it gives none."""
    row = np.flatnonzero(mutasi.options.people == person)
    column = int(mutasi.plan.assignment[row[0]]) if len(row) else -1
    return None if column < 0 else seat_of(mutasi.matching, person, int(mutasi.options.places[column]))


def ranked_people(mutasi: Mutasi, jabatan_id: str) -> Ints:
    """Return who may have a post in the scenario (rows of the matching), best first."""
    options, matching = mutasi.options, mutasi.matching
    place = matching.post_index[jabatan_id]
    people = options.model.person[options.model.post == pair_of(mutasi, "", jabatan_id)[1]]
    return rank_people(matching, place, options.people[people])


def runners_up(mutasi: Mutasi, jabatan_id: str, bounds: pd.DataFrame, *, count: int | None = None) -> pd.DataFrame:
    """Return the best for a post in the scenario, and where the plan has them.

    Columns: rank, nip, nama, fit, planned_id, planned_jabatan, planned_fit (missing: no post), stays (whether
    that is the present post), regret_bound.
    """
    place = mutasi.matching.post_index[jabatan_id]
    rows: list[tuple[Any, ...]] = []
    for person in ranked_people(mutasi, jabatan_id)[: how_many(mutasi.matching, count)]:
        here, planned = seat_of(mutasi.matching, int(person), place), planned_seat(mutasi, int(person))
        there = (None, None, np.nan) if planned is None else planned[2:]
        held = mutasi.matching.officials["jabatan_id"].iloc[person]
        stays = planned is not None and pd.notna(held) and planned.jabatan_id == held
        bound = bound_of(bounds, here.nip, jabatan_id)
        rows.append((len(rows) + 1, here.nip, here.nama, here.fit, *there, stays, bound))
    columns = ["rank", "nip", "nama", "fit", "planned_id", "planned_jabatan", "planned_fit", "stays", "regret_bound"]
    text = dict.fromkeys(["nip", "nama", "planned_id", "planned_jabatan"], "string")
    return pd.DataFrame(rows, columns=columns).astype(text | {"planned_fit": "float64"})


def other_posts(
    mutasi: Mutasi, nip: str, *, count: int | None = None, exact: bool = False, bounds: pd.DataFrame | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the best posts for an official beside the planned one, best fit first.

    Columns: jabatan_id, jabatan, opd, fit, regret_bound; when ``exact`` also price (fit points) and others (how many
    more people change with it), both missing where no plan has the pair. ``count`` is by default the rule
    ``krs_candidates_per_vacancy``; ``bounds`` is :func:`prices` where the caller has it. Empty for an official outside
    the scenario. Where ``should_stop`` says so, prices are no more exact: the caller leaves them.
    """
    bounds = prices(mutasi) if bounds is None else bounds
    options, matching = mutasi.options, mutasi.matching
    columns = _open_posts(mutasi, nip)
    fit = matching.fit.score[matching.people_index[nip], options.places[columns]]
    best = np.lexsort((columns, -fit))[: how_many(matching, count)]
    columns, fit = columns[best], fit[best]
    posts = options.posts.iloc[columns].reset_index(drop=True)
    table = pd.DataFrame({
        "jabatan_id": posts["jabatan_id"],
        "jabatan": post_labels(matching.posts).iloc[options.places[columns]].to_numpy(),
        "opd": posts["opd"],
        "fit": fit,
        "regret_bound": [bound_of(bounds, nip, post) for post in posts["jabatan_id"]],
    })  # fmt: skip
    if not exact:
        return table
    found = [_price(mutasi, nip, post, should_stop) for post in posts["jabatan_id"]]
    return table.assign(
        price=pd.Series([price for price, _ in found], dtype="float64"),
        others=pd.Series([others for _, others in found], dtype="Int64"),
    )


def _open_posts(mutasi: Mutasi, nip: str) -> Ints:
    """Return the posts (columns of the model) open to an official with a known fit, but the planned one."""
    model, (row, _) = mutasi.options.model, pair_of(mutasi, nip, "")
    if row < 0:
        return np.zeros(0, dtype=np.int64)
    posts = model.post[model.indptr[row] : model.indptr[row + 1]]
    known = np.isfinite(mutasi.matching.fit.score[mutasi.options.people[row], mutasi.options.places[posts]])
    return posts[known & (posts != mutasi.plan.assignment[row])]


def _price(
    mutasi: Mutasi, nip: str, jabatan_id: str, should_stop: Callable[[], bool] | None
) -> tuple[float, int | None]:
    """Return the exact price of a pair and how many other people change with it."""
    try:
        plan = plan_with(mutasi, nip, jabatan_id, should_stop=should_stop)
    except InfeasibleScenarioError:
        return np.nan, None
    return mutasi.plan.objective - plan.objective, int((plan.assignment != mutasi.plan.assignment).sum()) - 1
