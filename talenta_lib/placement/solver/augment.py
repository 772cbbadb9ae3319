"""Shortest augmenting paths in int64, compiled: people bid for posts, then paths serve whoever is left."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
FAR = np.iinfo(np.int64).max


class Side(NamedTuple):
    """One side of the graph, people or posts: its pairs by vertex, their gains, its duals, mates (-1) and musts."""

    indptr: Ints
    other: Ints
    gain: Ints
    dual: Ints
    mate: Ints
    must: Flags


class Room(NamedTuple):
    """Working space of a search: ``dist`` is ``FAR`` everywhere before and after."""

    dist: Ints
    before: Ints
    heap_key: Ints
    heap_at: Ints
    done: Ints
    touched: Ints


@njit(cache=True)
def assign(people: Side, posts: Side) -> bool:
    """Solve the assignment from the duals of ``posts``, in place; False where a must cannot be served."""
    _greet(people, posts)
    _bid(people, posts)
    return _serve(people, posts) and _serve(posts, people)


@njit(cache=True)
def _greet(people: Side, posts: Side) -> None:
    """Set the duals of people to their best option, and match who finds an idle post that gives it."""
    for i in range(len(people.mate)):
        start, end = people.indptr[i], people.indptr[i + 1]
        best = -FAR if people.must[i] and start < end else 0
        for k in range(start, end):
            best = max(best, people.gain[k] - posts.dual[people.other[k]])
        people.dual[i] = best
        for k in range(start, end):
            j = people.other[k]
            if posts.mate[j] < 0 and best + posts.dual[j] == people.gain[k]:
                people.mate[i], posts.mate[j] = j, i
                break


@njit(cache=True)
def _two_best(i: int, people: Side, posts: Side) -> tuple[int, int, int, int]:
    """Return the worth of the best and of the second best post of a person, and the two posts (-1 for none)."""
    best, second, first, other = -FAR, -FAR, -1, -1
    for k in range(people.indptr[i], people.indptr[i + 1]):
        j = people.other[k]
        worth = people.gain[k] - posts.dual[j]
        if worth > best:
            best, second, first, other = worth, best, j, first
        elif worth > second:
            second, other = worth, j
    return best, second, first, other


@njit(cache=True)
def _bid(people: Side, posts: Side) -> None:
    """Augmenting row reduction: people bid in turn for their best post, up to the worth of their second best."""
    n = len(people.mate)
    for turn in range(2 * n):
        i, bids = turn % n, 0
        while i >= 0 and people.mate[i] < 0 and (people.must[i] or people.dual[i] > 0) and bids < 2 * n:
            bids += 1
            best, second, j, other = _two_best(i, people, posts)
            if not people.must[i]:
                second = max(second, 0)
                if best <= 0:
                    people.dual[i] = 0
                    break
            if second == -FAR:
                break
            if best == second and posts.mate[j] >= 0 and other >= 0 and posts.mate[other] < 0:
                j = other
            people.dual[i] = second
            posts.dual[j] += best - second
            out = posts.mate[j]
            people.mate[i], posts.mate[j] = j, i
            if out >= 0:
                people.mate[out] = -1
            i = out if best > second else -1


@njit(cache=True)
def _serve(near: Side, far: Side) -> bool:
    """Serve every idle vertex of one side that must not be idle or has a price; False where one cannot be served."""
    m, pairs = len(far.mate), len(near.other)
    room = Room(
        np.full(m, FAR, np.int64),
        np.empty(m, np.int64),
        np.empty(pairs + 1, np.int64),
        np.empty(pairs + 1, np.int64),
        np.empty(m, np.int64),
        np.empty(m + 1, np.int64),
    )
    for source in range(len(near.mate)):
        is_wanting = near.mate[source] < 0 and (near.must[source] or near.dual[source] > 0)
        if is_wanting and not _repair(source, near, far, room):
            return False
    return True


@njit(cache=True)
def _repair(source: int, near: Side, far: Side, room: Room) -> bool:
    """Serve one idle vertex by the shortest path to an idle partner, or to one of its side who may become idle."""
    size, n_done, n_touched = 0, 0, 0
    best, end, idle = FAR, -1, -1
    vertex, reached = source, 0
    while vertex >= 0:
        if not near.must[vertex] and reached + near.dual[vertex] < best:
            best, end, idle = reached + near.dual[vertex], -1, vertex
        for k in range(near.indptr[vertex], near.indptr[vertex + 1]):
            b = near.other[k]
            length = reached + near.dual[vertex] + far.dual[b] - near.gain[k]
            if length >= min(room.dist[b], best):
                continue
            room.touched[n_touched] = b
            n_touched += room.dist[b] == FAR
            room.dist[b], room.before[b] = length, vertex
            if far.mate[b] < 0:
                best, end, idle = length, b, -1
            else:
                size = _push(room, size, length, b)
        at, size = _pop(room, size, best)
        vertex = -1
        if at >= 0:
            room.done[n_done] = at
            n_done += 1
            vertex, reached = far.mate[at], room.dist[at]
    if best < FAR:
        near.dual[source] -= best
        _move_duals(room.done[:n_done], near, far, room, best)
        if idle >= 0 and idle != source:
            end = near.mate[idle]
            near.mate[idle] = -1
        _flip(source, end, near, far, room)
    room.dist[room.touched[:n_touched]] = FAR
    return best < FAR


@njit(cache=True)
def _move_duals(done: Ints, near: Side, far: Side, room: Room, best: int) -> None:
    """Move the duals of the search tree so that the path becomes tight."""
    for b in done:
        near.dual[far.mate[b]] -= best - room.dist[b]
        far.dual[b] += best - room.dist[b]


@njit(cache=True)
def _flip(source: int, end: int, near: Side, far: Side, room: Room) -> None:
    """Swap mates along the path that ends at a vertex of the far side (-1: the source stays idle)."""
    while end >= 0:
        a = room.before[end]
        previous = near.mate[a]
        near.mate[a], far.mate[end] = end, a
        end = -1 if a == source else previous


@njit(cache=True)
def _push(room: Room, size: int, key: int, at: int) -> int:
    """Push onto the heap; return its new size."""
    k = size
    while k > 0:
        parent = (k - 1) >> 1
        if room.heap_key[parent] <= key:
            break
        room.heap_key[k], room.heap_at[k] = room.heap_key[parent], room.heap_at[parent]
        k = parent
    room.heap_key[k], room.heap_at[k] = key, at
    return size + 1


@njit(cache=True)
def _pop(room: Room, size: int, best: int) -> tuple[int, int]:
    """Remove the least vertex nearer than ``best`` whose key is still its distance; return it (or -1) and the size."""
    while size > 0 and room.heap_key[0] < best:
        top_key, top = room.heap_key[0], room.heap_at[0]
        size = _drop(room, size)
        if top_key == room.dist[top]:
            return top, size
    return -1, size


@njit(cache=True)
def _drop(room: Room, size: int) -> int:
    """Remove the top of the heap; return its new size."""
    size -= 1
    key, at = room.heap_key[size], room.heap_at[size]
    k = 0
    while 2 * k + 1 < size:
        child = 2 * k + 1
        if child + 1 < size and room.heap_key[child + 1] < room.heap_key[child]:
            child += 1
        if room.heap_key[child] >= key:
            break
        room.heap_key[k], room.heap_at[k] = room.heap_key[child], room.heap_at[child]
        k = child
    room.heap_key[k], room.heap_at[k] = key, at
    return size
