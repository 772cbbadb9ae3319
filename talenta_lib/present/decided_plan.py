"""The list of the committee: the placements that were decided, as a plan that can be printed, checked and entered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import pandas as pd

from talenta_lib.errors import RecordError
from talenta_lib.placement.loops import order_in_loops
from talenta_lib.placement.mutasi import Mutasi, describe_pairs
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.terms import join_words


@dataclass(frozen=True, eq=False)
class DecidedPlan(Mutasi):
    """A plan whose moves are what was decided, whoever is put off or not decided on left out.

    ``pairs`` has nip and to_id of each, as the matching names officials.
    """

    pairs: pd.DataFrame

    @cached_property
    def moves(self) -> pd.DataFrame:
        """One row per placement that was decided, with the columns of :attr:`Mutasi.moves`."""
        return order_in_loops(describe_pairs(self.matching, self.pairs))


def decided_plan(mutasi: Mutasi, table: pd.DataFrame, shown: Mutasi) -> DecidedPlan:
    """Return the placements that were decided (``table`` of :func:`decision_table` over ``mutasi``).

    ``shown`` is the same plan as it may be looked at (with codes instead of names). Raises ``RecordError`` where a post
    was given to two officials.
    """
    is_move = table["decided"].notna() & ~table["decided"].isin([STAY, POSTPONE])
    known = table["nip"].isin(list(mutasi.matching.people_index)) & table["decided"].isin(
        list(mutasi.matching.post_index)
    )
    rows = table[is_move & known]
    twice = rows.loc[rows["decided"].duplicated(), "decided"].unique()
    if len(twice):
        names = mutasi.matching.posts.set_index("jabatan_id").loc[list(twice), "jabatan"]
        raise RecordError(
            f"Daftar tidak dibuat: {join_words(list(names))} diputuskan untuk lebih dari satu orang.",
            "Putuskan jabatan lain bagi salah satunya.",
        )
    nips = shown.matching.officials["nip"].iloc[rows["nip"].map(mutasi.matching.people_index).to_numpy(dtype=int)]
    pairs = pd.DataFrame({"nip": nips.to_numpy(), "to_id": rows["decided"].to_numpy()})
    return DecidedPlan(**{one.name: getattr(shown, one.name) for one in fields(Mutasi)}, pairs=pairs)
