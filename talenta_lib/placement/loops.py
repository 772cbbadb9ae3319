"""Chains and cycles of a plan, in walking order: each official goes to the post that the next one leaves."""

from __future__ import annotations

import pandas as pd

CYCLE = "lingkaran"
CHAIN = "rantai"


def order_in_loops(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the moves in walking order with ``loop`` ("A", "B", ...), ``loop_kind`` and ``step`` (from 1).

    ``moves`` has from_id (NA for an official without a post) and to_id. A cycle (lingkaran tukar posisi) starts at its
    first post by identifier; a chain (rantai) starts with the official whose post nobody fills and ends at a vacancy.
    Longer loops come first, then the one with the earlier post.

    >>> moves = pd.DataFrame({"nip": ["a", "b", "c"], "from_id": ["1", "2", "3"], "to_id": ["2", "1", "9"]})
    >>> order_in_loops(moves)[["nip", "loop", "loop_kind", "step"]].to_numpy().tolist()
    [['a', 'A', 'lingkaran', 1], ['b', 'A', 'lingkaran', 2], ['c', 'B', 'rantai', 1]]
    """
    leaves = {row.from_id: row.Index for row in moves.itertuples() if pd.notna(row.from_id)}
    filled = set(moves["to_id"])
    starts = [row.Index for row in moves.itertuples() if pd.isna(row.from_id) or row.from_id not in filled]
    walks = [_walk(start, moves, leaves) for start in starts]
    walked = {place for walk in walks for place in walk}
    for place in moves.sort_values("from_id").index:
        if place not in walked:
            walks.append(_walk(place, moves, leaves))
            walked.update(walks[-1])
    walks.sort(key=lambda walk: (-len(walk), str(moves.loc[walk[0], "from_id"]), str(moves.loc[walk[0], "to_id"])))
    order = [place for walk in walks for place in walk]
    kinds = [CHAIN if moves.loc[walk[-1], "to_id"] not in leaves else CYCLE for walk in walks]
    return moves.loc[order].assign(
        loop=pd.array([letters(number) for number, walk in enumerate(walks) for _ in walk], dtype="string"),
        loop_kind=pd.array([kind for kind, walk in zip(kinds, walks, strict=True) for _ in walk], dtype="string"),
        step=pd.array([step for walk in walks for step in range(1, len(walk) + 1)], dtype="int64"),
    ).reset_index(drop=True)  # fmt: skip


def _walk(start: int, moves: pd.DataFrame, leaves: dict[str, int]) -> list[int]:
    """Return the rows from one mover on: the holder of the post entered, and so on, until a vacancy or the start."""
    walk = [start]
    while (following := leaves.get(moves.loc[walk[-1], "to_id"])) is not None and following != start:
        walk.append(following)
    return walk


def letters(number: int) -> str:
    """Return A, B, ..., Z, AA, AB, ... for 0, 1, ...

    >>> letters(0), letters(25), letters(26), letters(27)
    ('A', 'Z', 'AA', 'AB')
    """
    name = ""
    while number >= 0:
        name = chr(ord("A") + number % 26) + name
        number = number // 26 - 1
    return name
