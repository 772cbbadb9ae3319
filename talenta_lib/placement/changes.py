"""What changes between two plans of one scenario, in the order in which one official pushes the next."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.solver import Plan

Ints = NDArray[np.int64]
_TEXT: Final = ["nip", "nama", "planned_id", "planned_jabatan", "forced_id", "forced_jabatan", "pushes"]
_NUMBERS: Final = ["fit_planned", "fit_forced", "difference"]
COLUMNS: Final = [
    "step", "nip", "nama", "planned_id", "planned_jabatan", "forced_id", "forced_jabatan", "fit_planned", "fit_forced",
    "difference", "pushes",
]  # fmt: skip


def change_table(mutasi: Mutasi, plan: Plan, first: int = -1) -> pd.DataFrame:
    """Return everybody whose post in ``plan`` is not the one in the plan of the mutasi.

    Columns: step, nip, nama (without titles), planned_id, planned_jabatan, forced_id, forced_jabatan (NA: no post),
    fit_planned, fit_forced (0-100), difference (of plan value, fit points; sums to the difference of the plans), pushes
    (NIP of the planned holder of the new post, NA where there is none). ``first``: the row of the scenario that leads.
    """
    old, new = mutasi.plan.assignment, plan.assignment
    rows = np.array(push_order(old, new, first), dtype=np.int64)
    officials = mutasi.options.officials.iloc[rows]
    holders = {int(post): row for row, post in enumerate(old) if post >= 0}
    pushed = [holders.get(int(post)) for post in new[rows]]
    nips = mutasi.options.officials["nip"]
    table = {
        "step": np.arange(1, len(rows) + 1),
        "nip": officials["nip"].to_list(),
        "nama": [plain_name(nama) for nama in officials["nama"]],
        **_stops(mutasi, "planned", rows, old[rows]),
        **_stops(mutasi, "forced", rows, new[rows]),
        "difference": _values(mutasi, rows, new[rows]) - _values(mutasi, rows, old[rows]),
        "pushes": [None if row is None else nips.iloc[row] for row in pushed],
    }
    types = dict.fromkeys(_TEXT, "string") | dict.fromkeys(_NUMBERS, "float64")
    return pd.DataFrame(table, columns=COLUMNS).astype(types)


def _stops(mutasi: Mutasi, word: str, rows: Ints, posts: Ints) -> dict[str, Any]:
    """Return post, its name and the fit there of some officials in one of the plans; missing without a post."""
    options, matching = mutasi.options, mutasi.matching
    labels = post_labels(matching.posts)
    places = [int(options.places[post]) if post >= 0 else None for post in posts]
    score = matching.fit.score
    return {
        f"{word}_id": [None if place is None else matching.posts["jabatan_id"].iloc[place] for place in places],
        f"{word}_jabatan": [None if place is None else labels.iloc[place] for place in places],
        f"fit_{word}": [
            np.nan if place is None else score[options.people[row], place]
            for row, place in zip(rows, places, strict=True)
        ],
    }


def _values(mutasi: Mutasi, rows: Ints, posts: Ints) -> NDArray[np.float64]:
    """Return what some pairs add to the value of a plan, 0 for no post."""
    model = mutasi.options.model
    pairs = zip(rows, posts, strict=True)
    return np.array([model.fit[model.pair_number(row, post)] if post >= 0 else 0.0 for row, post in pairs])


def push_order(old: Ints, new: Ints, first: int) -> list[int]:
    """Return the rows whose post differs, each followed by the one whose post it takes; ``first`` leads.

    ``old`` and ``new`` int[n] give the post of each row, -1 for none. Chains that ``first`` is not part of follow,
    each from the row whose post nobody takes; then cycles, from their first row.

    >>> push_order(np.array([0, 1, 2, 3, 4]), np.array([1, 0, 5, 2, 4]), 1)
    [1, 0, 3, 2]
    """
    changed = [int(row) for row in np.flatnonzero(old != new)]
    holder = {int(old[row]): row for row in changed if old[row] >= 0}
    taken = {int(post) for post in new[changed] if post >= 0}
    heads = [row for row in changed if int(old[row]) not in taken]
    order: dict[int, None] = {}
    for start in [*(row for row in changed if row == first), *heads, *changed]:
        walker: int | None = start
        while walker is not None and walker not in order:
            order[walker] = None
            walker = holder.get(int(new[walker]))
    return list(order)
