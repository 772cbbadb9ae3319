"""Who must move on: the cheapest chains between any two people, around a best assignment.

Forcing person i into post j pushes the owner of j out, who takes another post, whose owner is pushed out, and so on,
until somebody takes the post that i left, a vacant one, or none. Every step costs the reduced cost of its pair, so the
price of a pair is its reduced cost and a shortest chain (Ahuja, Magnanti and Orlin 1993, ch. 12). Vacant posts and
people without a post meet in one more node, the *hub*. Whole numbers below 2**53 only, kept as float64 (whose minimum
a processor takes in one step), so every sum is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from talenta_lib.placement.solver.kernel import Bound
from talenta_lib.placement.solver.problem import Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
FAR = 1 << 60
"""No chain: larger than any price, and twice it still fits in int64."""
_BLOCK = 16
_KEPT_BITS = 52


@dataclass(frozen=True, eq=False)
class Priced:
    """A best assignment with its proof.

    ``loss`` int[pairs] >= 0 are the reduced costs (0 on the assignment), ``unplaced`` int[n] what it costs to leave a
    person without a post (``FAR`` where that is not allowed), ``emptied`` int[m] what it costs to leave a post empty.
    """

    assignment: Ints
    loss: Ints
    unplaced: Ints
    emptied: Ints

    @classmethod
    def of(cls, problem: Problem, bound: Bound) -> Priced:
        """Read the assignment behind a bound."""
        graph, best = problem.graph, bound.matching
        assignment = np.full(len(graph.must_place), -1, dtype=np.int64)
        assignment[graph.person[best.pairs]] = graph.post[best.pairs]
        unplaced, emptied = np.where(graph.must_place, FAR, best.u), np.where(graph.must_fill, FAR, best.v)
        return cls(assignment, bound.pair_loss, unplaced, emptied)


def pair_prices(person: Ints, post: Ints, priced: Priced) -> tuple[Ints, int]:
    """Return the price int[pairs] of forcing each pair (``FAR``: impossible), and its unit as a power of two.

    Prices are in units of ``2**shift`` of the losses, rounded down; shift is 0 unless the losses are so large that a
    chain of them would not be exact.
    """
    finite = [values[values < FAR] for values in (priced.loss, priced.unplaced, priced.emptied)]
    largest = max((int(values.max(initial=0)) for values in finite), default=0)
    steps = len(priced.unplaced) + 2
    shift = max(0, (largest * steps).bit_length() - _KEPT_BITS)
    loss, unplaced, emptied = (np.where(values < FAR, values >> shift, FAR)
                               for values in (priced.loss, priced.unplaced, priced.emptied))  # fmt: skip
    hub, placed = len(unplaced), np.flatnonzero(priced.assignment >= 0)
    owner = np.full(len(emptied), hub)
    owner[priced.assignment[placed]] = placed
    pushed_out = owner[post]
    chains = np.full((hub + 1, hub + 1), float(FAR))
    is_held = pushed_out < hub
    chains[person[is_held], pushed_out[is_held]] = loss[is_held]  # a person and a holder meet in one pair only
    np.minimum.at(chains[:, hub], person[~is_held], loss[~is_held])
    chains[:hub, hub] = np.minimum(chains[:hub, hub], unplaced)
    chains[hub, :hub] = np.append(emptied, 0)[priced.assignment]
    np.fill_diagonal(chains, 0)
    _shortest(chains)
    return np.minimum(loss + chains[pushed_out, person], FAR).astype(np.int64), shift


@njit(cache=True, fastmath={"nnan", "nsz"})
def _shortest(cost: Floats) -> None:
    """Replace the costs float64[size, size] by the shortest paths, in place: Floyd-Warshall in blocks of nodes."""
    size = len(cost)
    for low in range(0, size, _BLOCK):
        high = min(low + _BLOCK, size)
        for k in range(low, high):
            for i in range(low, high):
                for j in range(size):
                    cost[i, j] = min(cost[i, j], cost[i, k] + cost[k, j])
        for i in range(size):
            if i < low or i >= high:
                _through(cost, i, low, high)


@njit(cache=True, fastmath={"nnan", "nsz"})
def _through(cost: Floats, i: int, low: int, high: int) -> None:
    """Shorten the paths from one node through a block whose own paths are final; eight nodes at a time."""
    size = len(cost)
    for k in range(low, high):
        for j in range(low, high):
            cost[i, j] = min(cost[i, j], cost[i, k] + cost[k, j])
    k = low
    while k + 8 <= high:
        a, b, c, d = cost[i, k], cost[i, k + 1], cost[i, k + 2], cost[i, k + 3]
        e, f, g, h = cost[i, k + 4], cost[i, k + 5], cost[i, k + 6], cost[i, k + 7]
        for j in range(size):
            near = min(a + cost[k, j], b + cost[k + 1, j], c + cost[k + 2, j], d + cost[k + 3, j])
            far = min(e + cost[k + 4, j], f + cost[k + 5, j], g + cost[k + 6, j], h + cost[k + 7, j])
            cost[i, j] = min(cost[i, j], near, far)
        k += 8
    while k < high:
        step = cost[i, k]
        for j in range(size):
            cost[i, j] = min(cost[i, j], step + cost[k, j])
        k += 1
