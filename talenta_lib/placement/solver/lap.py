"""The linear assignment problem on eligible pairs, in exact integers, with optional and mandatory people and posts.

Successive shortest augmenting paths with duals (Jonker and Volgenant 1987), on a sparse graph with a heap. A person who
is not mandatory may stay idle at value 0, and so may a post. The duals are a certificate: ``u[i] + v[j] >= gain`` for
every pair with equality on chosen pairs; the dual of whoever may be idle is not negative, and is 0 for whoever is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.augment import Side, assign

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Graph:
    """Pairs in CSR order (person, post), their column order, and who must be placed and filled."""

    person: Ints
    post: Ints
    must_place: Flags
    must_fill: Flags
    indptr: Ints
    by_post: Ints
    post_indptr: Ints

    @classmethod
    def of(cls, person: Ints, post: Ints, must_place: Flags, must_fill: Flags) -> Graph:
        """Build the graph of pairs that are sorted by person, then post."""
        by_post = np.argsort(post, kind="stable")
        return cls(
            person,
            post,
            must_place,
            must_fill,
            _starts(person, len(must_place)),
            by_post,
            _starts(post[by_post], len(must_fill)),
        )

    def only(self, keep: Flags, must_place: Flags, must_fill: Flags) -> Graph:
        """Return the graph of some of the pairs, with other people and posts mandatory."""
        return Graph.of(self.person[keep], self.post[keep], must_place, must_fill)


@dataclass(frozen=True, eq=False)
class Matching:
    """An optimal assignment: chosen pair numbers, total gain, and the duals of people and posts."""

    pairs: Ints
    value: int
    u: Ints
    v: Ints


def solve_lap(graph: Graph, gain: Ints, start_duals: Ints | None = None) -> Matching | None:
    """Return the assignment of largest total gain, or None where a mandatory person or post cannot be served.

    Parameters
    ----------
    gain : int64[pairs]; ``people * max(abs(gain))`` must stay below 2**61.
    start_duals : int64[posts], prices of posts to start from (of a similar problem); any are allowed.
    """
    n, m = len(graph.must_place), len(graph.must_fill)
    prices = np.zeros(m, np.int64) if start_duals is None else start_duals.copy()
    np.maximum(prices, 0, out=prices, where=~graph.must_fill)
    people = Side(graph.indptr, graph.post, gain, np.zeros(n, np.int64), np.full(n, -1), graph.must_place)
    by_post = graph.by_post
    posts = Side(graph.post_indptr, graph.person[by_post], gain[by_post], prices, np.full(m, -1), graph.must_fill)
    if not assign(people, posts):
        return None
    pairs = np.flatnonzero(people.mate[graph.person] == graph.post)
    return Matching(pairs, int(gain[pairs].sum()), people.dual, prices)


def _starts(values: Ints, size: int) -> Ints:
    return np.searchsorted(values, np.arange(size + 1)).astype(np.int64)
