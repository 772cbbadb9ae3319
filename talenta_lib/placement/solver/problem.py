"""The model in exact integers: a graph of usable pairs, its coupling rows, and gains on a common scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.lap import Graph
from talenta_lib.placement.solver.model import UNBOUNDED, PlacementModel

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_LARGEST_TOTAL = 56
"""Bits of a total gain: leaves room for duals, which may reach the number of people times the largest gain."""
_LARGEST_DENOMINATOR = 2**20


@dataclass(frozen=True, eq=False)
class Problem:
    """Pairs that may be chosen, with ``lower <= rows @ x <= upper`` (``UNBOUNDED`` where there is none).

    ``origin`` gives their numbers in the model; ``is_stay`` marks the pairs that are no move: with them a first plan is
    never far.
    """

    graph: Graph
    rows: sparse.csr_array
    lower: Ints
    upper: Ints
    origin: Ints
    is_stay: Flags

    @classmethod
    def of(cls, model: PlacementModel) -> Problem:
        """Read the model: force locks leave one pair to their person and post, rows that cannot bind are left out."""
        must_place, must_fill = model.must_place.copy(), model.must_fill.copy()
        keep = np.ones(model.n_pairs, dtype=bool)
        for i, j in model.forced:
            keep &= (model.person == i) == (model.post == j)
            must_place[i] = must_fill[j] = True
        rows = [row for row in model.coupling_rows if row.lower > 0 or row.upper < len(row.pairs)]
        starts = np.cumsum([0, *(len(row.pairs) for row in rows)])
        places = np.concatenate([row.pairs for row in rows]) if rows else np.zeros(0, np.int64)
        matrix = sparse.csr_array((np.ones(len(places), np.int64), places, starts), shape=(len(rows), model.n_pairs))
        whole = cls(
            Graph.of(model.person, model.post, must_place, must_fill),
            matrix,
            np.array([row.lower or -UNBOUNDED for row in rows], dtype=np.int64),
            np.array([row.upper for row in rows], dtype=np.int64),
            np.arange(model.n_pairs),
            ~model.is_move,
        )
        return whole.only(keep)

    @property
    def n_pairs(self) -> int:
        """How many pairs may be chosen."""
        return len(self.origin)

    @property
    def widths(self) -> Ints:
        """How far the activity of each row can move at all: int64[rows]."""
        return np.asarray(np.abs(self.rows).sum(axis=1), dtype=np.int64)

    def only(self, keep: Flags, must_place: Flags | None = None, must_fill: Flags | None = None) -> Problem:
        """Return the problem on some of its pairs, with more people and posts mandatory; empty rows are left out."""
        graph = self.graph
        place = graph.must_place if must_place is None else must_place
        fill = graph.must_fill if must_fill is None else must_fill
        rows = self.rows[:, np.flatnonzero(keep)]
        can_bind = (self.lower > rows.minimum(0).sum(axis=1)) | (self.upper < rows.maximum(0).sum(axis=1))
        return Problem(
            graph.only(keep, place, fill),
            rows[np.flatnonzero(can_bind)],
            self.lower[can_bind],
            self.upper[can_bind],
            self.origin[keep],
            self.is_stay[keep],
        )

    def with_row(self, coefficients: Ints, lower: int) -> Problem:
        """Return the problem with one more row: ``coefficients @ x >= lower``."""
        rows = sparse.csr_array(sparse.vstack([self.rows, sparse.csr_array(coefficients[None, :])], format="csr"))
        return replace(self, rows=rows, lower=np.append(self.lower, lower), upper=np.append(self.upper, UNBOUNDED))

    def is_met(self, pairs: Ints) -> bool:
        """Return whether chosen pairs form an assignment that respects every row and every must."""
        graph = self.graph
        people = np.bincount(graph.person[pairs], minlength=len(graph.must_place))
        posts = np.bincount(graph.post[pairs], minlength=len(graph.must_fill))
        counts = self.rows[:, pairs].sum(axis=1)
        return bool(
            (people <= 1).all()
            and (posts <= 1).all()
            and (people[graph.must_place] == 1).all()
            and (posts[graph.must_fill] == 1).all()
            and ((counts >= self.lower) & (counts <= self.upper)).all()
        )


@dataclass(frozen=True, eq=False)
class Gains:
    """Integer gains of pairs: ``(values + rest) / unit`` is the gain as given, ``rest`` at most a half.

    Without ``rest`` a whole plan is wrong by ``error`` at most. Totals are whole multiples of ``step``; losses up to
    ``noise`` a pair are rounding, not a difference.
    """

    values: Ints
    rest: Floats
    unit: float
    step: int
    noise: int
    error: float

    def only(self, keep: npt.NDArray[Any]) -> Gains:
        """Return the gains of some of the pairs."""
        return replace(self, values=self.values[keep], rest=self.rest[keep])


def integer_gains(values: Floats | Ints, n_people: int, scale: float = 1.0) -> Gains:
    """Scale gains to integers: on their common grid where there is one (1/72, 0.05, ...), else by a power of two.

    ``scale`` says how many of these values make one fit point.
    """
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0.0:
        return Gains(np.zeros(len(values), np.int64), np.zeros(len(values)), scale, 1, 0, 0.0)
    room = _LARGEST_TOTAL - math.ceil(math.log2(n_people))
    grid = _grid(values, min(1e-12 * largest, 1e-7 / n_people * scale))
    if grid is not None and math.log2(largest * grid) < room - 24:
        whole = np.rint(values * grid).astype(np.int64)
        shift = min(32, room - math.ceil(math.log2(largest * grid)))
        step = int(np.gcd.reduce(whole)) << shift
        unit = float(grid) * 2.0**shift * scale
        return Gains(whole << shift, np.zeros(len(values)), unit, step, step // (8 * n_people), 0.0)
    power = min(room - math.frexp(largest)[1], 1000)
    scaled = np.ldexp(values.astype(np.float64), power)
    rounded = np.rint(scaled)
    unit = math.ldexp(scale, power)
    noise = int(min(math.ldexp(largest, power - 36), 0.25e-6 / n_people * unit / 3))
    error = n_people / unit if (rounded != scaled).any() else 0.0
    return Gains(rounded.astype(np.int64), scaled - rounded, unit, 1, noise, error)


def _grid(values: Floats | Ints, tolerance: float) -> int | None:
    """Return the least common denominator of the values, None where it is large: then there is no grid."""
    common = 1
    for value in np.unique(values):
        if abs(value * common - round(value * common)) <= tolerance * common:
            continue
        common = math.lcm(common, Fraction(float(value)).limit_denominator(_LARGEST_DENOMINATOR).denominator)
        if common > _LARGEST_DENOMINATOR:
            return None
    if np.any(np.abs(values * common - np.rint(values * common)) > tolerance * common):
        return None
    return common
