"""The linear assignment problem on eligible pairs, in exact integers, with optional and mandatory people and posts.

Successive shortest augmenting paths with duals (Jonker and Volgenant 1987), on a sparse graph with a heap. A person who
is not mandatory may stay idle at value 0, and so may a post. The duals are a certificate: ``u[i] + v[j] >= gain`` for
every pair with equality on chosen pairs; the dual of whoever may be idle is not negative, and is 0 for whoever is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_FAR = np.iinfo(np.int64).max


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
    prices = np.zeros(len(graph.must_fill), np.int64) if start_duals is None else start_duals.copy()
    np.maximum(prices, 0, out=prices, where=~graph.must_fill)
    mate, u, is_solved = _solve(
        graph.indptr,
        graph.post,
        graph.post_indptr,
        graph.person[graph.by_post],
        gain,
        gain[graph.by_post],
        graph.must_place,
        graph.must_fill,
        prices,
    )
    if not is_solved:
        return None
    pairs = np.flatnonzero(mate[graph.person] == graph.post) if len(graph.person) else np.zeros(0, np.int64)
    return Matching(pairs, int(gain[pairs].sum()), u, prices)


def _starts(values: Ints, size: int) -> Ints:
    return np.searchsorted(values, np.arange(size + 1)).astype(np.int64)


@numba.njit(cache=True)
def _push(heap_key, heap_at, size, key, at):  # type: ignore[no-untyped-def]
    """Push onto a binary heap; return its new size."""
    k = size
    while k > 0:
        parent = (k - 1) >> 1
        if heap_key[parent] <= key:
            break
        heap_key[k] = heap_key[parent]
        heap_at[k] = heap_at[parent]
        k = parent
    heap_key[k] = key
    heap_at[k] = at
    return size + 1


@numba.njit(cache=True)
def _drop(heap_key, heap_at, size):  # type: ignore[no-untyped-def]
    """Remove the least of a binary heap; return its new size."""
    size -= 1
    key, at = heap_key[size], heap_at[size]
    k = 0
    while True:
        child = 2 * k + 1
        if child >= size:
            break
        if child + 1 < size and heap_key[child + 1] < heap_key[child]:
            child += 1
        if heap_key[child] >= key:
            break
        heap_key[k] = heap_key[child]
        heap_at[k] = heap_at[child]
        k = child
    heap_key[k] = key
    heap_at[k] = at
    return size


@numba.njit(cache=True)
def _repair(
    source, indptr, other, gain, dual, dual_other, mate, mate_other, must, dist, before, heap_key, heap_at, seen
):  # type: ignore[no-untyped-def]
    """Serve one idle vertex by the shortest path to an idle partner, or to one who may become idle.

    Returns whether there is such a path. ``dist`` holds ``_FAR`` everywhere before and after.
    """
    size, n_touched, n_done = 0, 0, 0
    n_other = len(dist)
    best, end, end_idle = _FAR, -1, -1
    vertex, reached = source, 0
    while True:
        if not must[vertex] and reached + dual[vertex] < best:
            best, end, end_idle = reached + dual[vertex], -1, vertex
        for k in range(indptr[vertex], indptr[vertex + 1]):
            b = other[k]
            far = reached + dual[vertex] + dual_other[b] - gain[k]
            if far < dist[b] and far < best:
                if dist[b] == _FAR:
                    seen[n_other + n_touched] = b
                    n_touched += 1
                dist[b] = far
                before[b] = vertex
                if mate_other[b] < 0:
                    best, end, end_idle = far, b, -1
                else:
                    size = _push(heap_key, heap_at, size, far, b)
        at = -1
        while size > 0:
            key, b = heap_key[0], heap_at[0]
            if key >= best:
                break
            size = _drop(heap_key, heap_at, size)
            if key == dist[b]:
                at = b
                break
        if at < 0:
            break
        seen[n_done] = at
        n_done += 1
        vertex, reached = mate_other[at], dist[at]
    if best < _FAR:
        dual[source] -= best
        for k in range(n_done):
            b = seen[k]
            dual[mate_other[b]] -= best - dist[b]
            dual_other[b] += best - dist[b]
        if end_idle >= 0 and end_idle != source:
            end = mate[end_idle]
            mate[end_idle] = -1
        while end >= 0:
            a = before[end]
            previous = mate[a]
            mate[a] = end
            mate_other[end] = a
            end = -1 if a == source else previous
    for k in range(n_touched):
        dist[seen[n_other + k]] = _FAR
    return best < _FAR


@numba.njit(cache=True)
def _bid(indptr, post, gain, must_place, u, v, mate, holder):  # type: ignore[no-untyped-def]
    """Augmenting row reduction: people bid in turn for their best post, up to the value of their second best."""
    n = len(mate)
    for _ in range(2):
        for first in range(n):
            i, bids = first, 0
            while i >= 0 and mate[i] < 0 and (must_place[i] or u[i] > 0) and bids < 2 * n:
                bids += 1
                best, second, j1, j2 = -_FAR, -_FAR, -1, -1
                for k in range(indptr[i], indptr[i + 1]):
                    worth = gain[k] - v[post[k]]
                    if worth > best:
                        second, j2 = best, j1
                        best, j1 = worth, post[k]
                    elif worth > second:
                        second, j2 = worth, post[k]
                if not must_place[i]:
                    second = max(second, 0)
                    if best <= 0:
                        u[i] = 0
                        break
                if j1 < 0 or second == -_FAR:
                    break
                if best == second and holder[j1] >= 0 and j2 >= 0 and holder[j2] < 0:
                    j1 = j2
                u[i] = second
                v[j1] += best - second
                out = holder[j1]
                mate[i] = j1
                holder[j1] = i
                if out >= 0:
                    mate[out] = -1
                i = out if best > second else -1


@numba.njit(cache=True)
def _solve(indptr, post, post_indptr, person, gain, gain_by_post, must_place, must_fill, v):  # type: ignore[no-untyped-def]
    """Solve the assignment from the prices ``v`` (changed in place); return the mates, the duals of people, success."""
    n, m = len(must_place), len(must_fill)
    u = np.zeros(n, np.int64)
    mate = np.full(n, -1, np.int64)
    holder = np.full(m, -1, np.int64)
    for i in range(n):
        best = -_FAR if must_place[i] else 0
        for k in range(indptr[i], indptr[i + 1]):
            best = max(best, gain[k] - v[post[k]])
        u[i] = best if indptr[i] < indptr[i + 1] or not must_place[i] else 0
        for k in range(indptr[i], indptr[i + 1]):
            j = post[k]
            if holder[j] < 0 and u[i] + v[j] == gain[k]:
                mate[i] = j
                holder[j] = i
                break
    _bid(indptr, post, gain, must_place, u, v, mate, holder)
    size = max(n, m)
    heap_key = np.empty(len(post) + 1, np.int64)
    heap_at = np.empty(len(post) + 1, np.int64)
    seen = np.empty(2 * size, np.int64)
    before = np.empty(size, np.int64)
    dist = np.full(m, _FAR, np.int64)
    for i in range(n):
        if mate[i] < 0 and (must_place[i] or u[i] > 0):
            if not _repair(
                i, indptr, post, gain, u, v, mate, holder, must_place, dist, before, heap_key, heap_at, seen
            ):
                return mate, u, False
    dist = np.full(n, _FAR, np.int64)
    for j in range(m):
        if holder[j] < 0 and (must_fill[j] or v[j] > 0):
            if not _repair(
                j,
                post_indptr,
                person,
                gain_by_post,
                v,
                u,
                holder,
                mate,
                must_fill,
                dist,
                before,
                heap_key,
                heap_at,
                seen,
            ):
                return mate, u, False
    return mate, u, True
