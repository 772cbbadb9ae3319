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
    steps = [
        (None if pd.isna(start) else str(start), str(end))
        for start, end in zip(moves["from_id"], moves["to_id"], strict=True)
    ]
    leaves = {start: place for place, (start, _) in enumerate(steps) if start is not None}
    filled = {end for _, end in steps}
    walks = [_walk(place, steps, leaves) for place, (start, _) in enumerate(steps) if start not in filled]
    walked = {place for walk in walks for place in walk}
    for place in sorted(set(leaves.values()), key=lambda place: str(steps[place][0])):
        if place not in walked:
            walks.append(_walk(place, steps, leaves))
            walked.update(walks[-1])
    walks.sort(key=lambda walk: (-len(walk), str(steps[walk[0]][0]), steps[walk[0]][1]))
    kinds = [CYCLE if steps[walk[-1]][1] in leaves else CHAIN for walk in walks]
    named = [
        (letters(number), kind, step)
        for number, (walk, kind) in enumerate(zip(walks, kinds, strict=True))
        for step in range(1, len(walk) + 1)
    ]
    ordered = moves.iloc[[place for walk in walks for place in walk]].reset_index(drop=True)
    loops = pd.DataFrame(named, columns=["loop", "loop_kind", "step"], index=ordered.index)
    return ordered.join(loops.astype({"loop": "string", "loop_kind": "string", "step": "int64"}))


def _walk(start: int, steps: list[tuple[str | None, str]], leaves: dict[str, int]) -> list[int]:
    """Return the rows from one mover on: the holder of the post entered, and so on, until a vacancy or the start."""
    walk = [start]
    while (following := leaves.get(steps[walk[-1]][1])) is not None and following != start:
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
