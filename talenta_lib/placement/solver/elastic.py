"""The fewest rows that must give way, proved on all pairs.

Elastic programming (Chinneck 2008). That a person, a post or a lock misses out is linear in the pairs, so only a row
over many people needs a flag: with whole flags and divided pairs HiGHS has the fewest of a whole kabupaten in seconds.
That is a lower bound; a whole plan on the pairs it uses, and on those that stay, nearly always reaches it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.mip import Outcome, Program, minimise
from talenta_lib.placement.solver.model import PlacementModel, Row
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_SECONDS = 60.0
"""How long whole plans are sought on all pairs at once, where the bound was not reached."""
_TINY = 1e-6
_BELOW_ONE = 0.999


@dataclass(frozen=True, eq=False)
class Elastic:
    """A model whose rows may be missed: ``weights`` float[rows] say how many rows each counts for.

    ``counts`` int[rows, pairs] marks the pairs of each row, ``most`` int[rows] how many of them a plan can have.
    """

    model: PlacementModel
    rows: tuple[Row, ...]
    weights: Floats
    counts: sparse.csr_array
    most: Ints

    @classmethod
    def of(cls, model: PlacementModel, weights: Mapping[str, int]) -> Elastic:
        """Read the rows of a model; a row counts for one where ``weights`` does not name it."""
        rows = model.rows
        ends = np.cumsum([0, *(len(row.pairs) for row in rows)])
        members = np.concatenate([np.zeros(0, np.int64), *(row.pairs for row in rows)])
        counts = sparse.csr_array((np.ones(len(members), np.int64), members, ends), shape=(len(rows), model.n_pairs))
        most = [min(len(np.unique(side[row.pairs])) for side in (model.person, model.post)) for row in rows]
        each = np.array([weights.get(row.name, 1) for row in rows], dtype=np.float64)
        return cls(model, rows, each, counts, np.array(most, dtype=np.int64))

    def count(self, chosen: Ints) -> Ints:
        """Return how many of the pairs of each row a plan has."""
        return np.asarray(self.counts[:, chosen].sum(axis=1), dtype=np.int64)

    def missed(self, chosen: Ints) -> list[int]:
        """Return the numbers of the rows that a plan misses."""
        return [k for k, count in enumerate(self.count(chosen)) if self.rows[k].nearest(count) != count]

    def fewest(self) -> tuple[Ints, bool]:
        """Return the pairs of a plan that misses the fewest rows, and whether that is proved."""
        every = np.arange(self.model.n_pairs)
        for gap in (_BELOW_ONE, 0.0):
            divided = minimise(self._program(every, whole=False), Watch(), gap=gap)
            if divided.x is None:
                raise RuntimeError("an elastic program has always a solution")
            used = np.flatnonzero((divided.x[: len(every)] > _TINY) | ~self.model.is_move)
            found = self._whole(used, Watch())
            if found.value < math.ceil(divided.bound - _TINY) + 0.5:
                return _chosen(used, found), True
        longer = self._whole(every, Watch.started(_SECONDS, None, None))
        if longer.value > found.value - 0.5:
            return _chosen(used, found), longer.status == "optimal"
        return _chosen(every, longer), longer.status == "optimal"

    def _whole(self, columns: Ints, watch: Watch) -> Outcome:
        """Return the plan on some pairs that misses the fewest rows."""
        return minimise(self._program(columns, whole=True), watch, gap=_BELOW_ONE)

    def _program(self, columns: Ints, *, whole: bool) -> Program:
        """Return the program of some pairs and one flag per row over many people; its value is the rows missed."""
        model, shared = self.model, len(self.model.coupling_rows)
        n, m, pairs = model.n_people, model.n_posts, len(columns)
        counts, most = self.counts[:, columns], self.most[:shared]
        low = np.array([row.lower for row in self.rows[:shared]], dtype=np.int64)
        high = np.array([row.upper for row in self.rows[:shared]], dtype=np.int64)
        under, over = np.flatnonzero(low > 0), np.flatnonzero(high < most)
        sides = np.concatenate([under, over])
        room = np.concatenate([low[under], (high - most)[over]])
        flags = sparse.csr_array((room, (np.arange(len(sides)), sides)), shape=(len(sides), shared))
        number = np.arange(pairs)
        places = np.concatenate([model.person[columns], n + model.post[columns]]), np.tile(number, 2)
        single = sparse.csr_array((np.ones(2 * pairs), places), shape=(n + m, pairs))
        served = self.weights[shared:] @ counts[shared:]
        return Program(
            np.concatenate([-served, self.weights[:shared]]),
            sparse.csc_array(sparse.block_array([[single, None], [counts[sides], flags]])),
            np.concatenate([np.full(n + m, -math.inf), low[under], np.full(len(over), -math.inf)]),
            np.concatenate([np.ones(n + m), np.full(len(under), math.inf), high[over]]),
            np.ones(pairs + shared),
            np.concatenate([np.full(pairs, whole), np.ones(shared, dtype=bool)]),
        )


def _chosen(columns: Ints, found: Outcome) -> Ints:
    """Return the pairs of a solution."""
    if found.x is None:
        raise RuntimeError("an elastic program has always a solution")
    return columns[found.x[: len(columns)] > 0.5]
