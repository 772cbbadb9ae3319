"""The kesesuaian of very many officials with very many posts, beside numpy that takes the officials in chunks."""

from __future__ import annotations

import numpy as np

from talenta_lib.placement.fit.kernel import kesesuaian_matrix
from talenta_lib.talent.evidence import Floats
from tests.benchmarks.timing import ROUNDS, Row, medians

PEOPLE, POSTS, COMPETENCIES = 100_000, 1_000, 9
CHUNK = 256
AIM = {"numpy, in chunks": 1 / 5, "numpy, in chunks of bytes": 1 / 3}


def in_chunks(levels: Floats, required: Floats) -> Floats:
    """Return the same by broadcasting some officials at a time over all posts and competencies."""
    found, total = np.empty((len(levels), len(required))), required.sum(axis=1)
    for first in range(0, len(levels), CHUNK):
        part = slice(first, first + CHUNK)
        found[part] = 100 * np.minimum(levels[part, None, :], required[None]).sum(axis=2) / total
    return found


def in_chunks_of_bytes(levels: Floats, required: Floats) -> Floats:
    """Return the same as numpy does it fastest: levels doubled to bytes, one competency after the other."""
    have, need = (2 * levels).astype(np.uint8), (2 * required).astype(np.uint8)
    found, total = np.empty((len(have), len(need))), need.sum(axis=1, dtype=np.float64)
    for first in range(0, len(have), CHUNK):
        part = slice(first, first + CHUNK)
        reached = np.minimum(have[part, 0, None], need[:, 0])
        for competency in range(1, COMPETENCIES):
            reached += np.minimum(have[part, competency, None], need[:, competency])
        found[part] = 100 * reached.astype(np.float64) / total
    return found


def bench_fit() -> list[Row]:
    """Score every official for every post; the results are the same to the last bit."""
    rng = np.random.default_rng(7)
    levels, required = (rng.integers(2, 11, (count, COMPETENCIES)) / 2 for count in (PEOPLE, POSTS))
    mine = kesesuaian_matrix(levels, required)
    peers = dict(zip(AIM, (in_chunks, in_chunks_of_bytes), strict=True))
    for name, peer in peers.items():
        if not np.array_equal(peer(levels, required), mine):
            raise SystemExit(f"the results of {name} differ")
    del mine
    job = f"kesesuaian of {PEOPLE:,} officials with {POSTS:,} posts"
    rows = []
    for name, peer in peers.items():
        seconds, theirs = medians(lambda: kesesuaian_matrix(levels, required), lambda run=peer: run(levels, required))
        rows.append(Row(job, "compiled kernel", seconds, name, theirs, ROUNDS, None, AIM[name]))
    return rows
