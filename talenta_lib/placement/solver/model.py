"""The placement model: eligible pairs, and the rows that a plan must respect, each with a name and a sentence.

A *pair* is an eligible (person, post); pairs are kept in CSR order (person, then post) and never become a dense matrix.
A pair is a *move* when the post is not the one the person holds; since a post has one holder, the same pairs are the
*changes* of a post. Names of rows: ``max_moves``, ``unit_cap:<unit>``, ``unit_min:<unit>``, ``must_place:<person>``,
``must_fill:<post>``, ``force:<person>:<post>``, and the name of a side row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from talenta_lib.placement.solver.reading import (
    default_ties,
    read_current,
    read_flags,
    read_locks,
    read_pairs,
    read_units,
    read_whole,
    values_at,
)
from talenta_lib.placement.solver.rows import (
    UNBOUNDED,
    Names,
    Row,
    SideRow,
    force_rows,
    move_rows,
    must_rows,
    read_names,
    read_side_row,
    unit_rows,
)

__all__ = ["UNBOUNDED", "Names", "PlacementModel", "Plan", "Row", "SideRow"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Plan:
    """Who goes where.

    ``assignment`` int[n] gives the post of each person, -1 for none; ``objective`` is the plain sum of the given fits;
    ``moves`` counts people in another post than their own; ``gap`` is the proved distance of the objective to the
    optimum in fit points, ``bound = objective + gap``; ``stages`` are the lexicographic values reached, in order.
    """

    assignment: Ints
    objective: float
    moves: int
    status: Literal["optimal", "feasible"]
    gap: float
    bound: float
    stages: tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False)
class PlacementModel:
    """Eligible pairs with their fit, and what a plan must respect; made by ``from_arrays``."""

    n_people: int
    n_posts: int
    person: Ints
    post: Ints
    fit: Floats
    current: Ints
    max_moves: int | None
    unit_of_post: Ints
    unit_cap: Ints | None
    unit_min: Ints | None
    must_place: Flags
    must_fill: Flags
    forced: tuple[tuple[int, int], ...]
    side_rows: tuple[Row, ...]
    fill_first: Flags
    wishes: Flags
    ties: Ints | Floats
    names: Names = field(repr=False)

    @classmethod
    def from_arrays(
        cls,
        fit: Any,
        eligible: Any,
        *,
        current: npt.ArrayLike | None = None,
        max_moves: int | None = None,
        unit_of_post: npt.ArrayLike | None = None,
        unit_cap: npt.ArrayLike | None = None,
        unit_min: npt.ArrayLike | None = None,
        must_place: npt.ArrayLike | None = None,
        must_fill: npt.ArrayLike | None = None,
        locks: Sequence[tuple[int, int, str]] = (),
        side_rows: Sequence[SideRow] = (),
        fill_first: npt.ArrayLike | None = None,
        wishes: Any = None,
        ties: Any = None,
        names: Names | None = None,
    ) -> Self:
        """Build a model.

        Parameters
        ----------
        fit : float[n, m], dense or scipy sparse, fit points of person i in post j; read at eligible pairs only.
        eligible : bool[n, m], dense or scipy sparse.
        current : int[n], the post held or -1. Two holders of one post are refused.
        max_moves : at most this many people in another post than their own.
        unit_of_post : int[m], the unit of each post or -1; ``unit_cap`` and ``unit_min`` int[u] bound the posts of a
            unit that get another person than their own (a post left empty is no change).
        must_place, must_fill : bool[n], bool[m], hard.
        locks : (person, post, "force" | "forbid"). A force that cannot hold makes the model infeasible, by name.
        side_rows : further named rows.
        fill_first : bool[m]; as many of these posts as possible are filled, before fit counts.
        wishes : bool[n, m], dense or sparse; as many as possible, after fit and fewest moves.
        ties : number[n, m], dense or sparse; the least sum decides what is still equal. By default the top 20 bits of
            the splitmix64 mix (Steele, Lea and Flood 2014) of ``i * 2**32 + j``.
        names : labels of people, posts and units; by default their numbers.

        Raises
        ------
        ValueError : a wrong shape or type, a number out of range, or a fit that is not finite on an eligible pair.
        """
        n_people, n_posts, pairs = read_pairs(fit, eligible)
        forced, forbidden = read_locks(locks, n_people, n_posts)
        if forbidden:
            gone = np.array([i * n_posts + j for i, j in forbidden], dtype=np.int64)
            keep = ~np.isin(pairs.person * n_posts + pairs.post, gone)
            pairs = pairs.only(keep)
        person, post = pairs.person, pairs.post
        shape = (n_people, n_posts)
        units, cap, least = read_units(unit_of_post, unit_cap, unit_min, n_posts)
        n_units = max((len(bounds) for bounds in (cap, least) if bounds is not None), default=0)
        return cls(
            n_people=n_people,
            n_posts=n_posts,
            person=person,
            post=post,
            fit=pairs.fit,
            current=read_current(current, n_people, n_posts),
            max_moves=None if max_moves is None else read_whole(max_moves, "max_moves"),
            unit_of_post=units,
            unit_cap=cap,
            unit_min=least,
            must_place=read_flags(must_place, n_people, "must_place"),
            must_fill=read_flags(must_fill, n_posts, "must_fill"),
            forced=forced,
            side_rows=tuple(read_side_row(row, shape, person, post) for row in side_rows),
            fill_first=read_flags(fill_first, n_posts, "fill_first"),
            wishes=np.zeros(len(person), bool)
            if wishes is None
            else values_at(wishes, shape, person, post, "wishes") != 0,
            ties=default_ties(person, post) if ties is None else values_at(ties, shape, person, post, "ties"),
            names=read_names(names, (*shape, n_units)),
        )

    @cached_property
    def is_move(self) -> Flags:
        """Pairs that are a move of the person, which are also the changes of the post: bool[pairs]."""
        return self.post != self.current[self.person]

    @cached_property
    def indptr(self) -> Ints:
        """Where the pairs of each person start: int[n + 1]."""
        return np.searchsorted(self.person, np.arange(self.n_people + 1)).astype(np.int64)

    @property
    def n_pairs(self) -> int:
        """How many pairs are eligible."""
        return len(self.person)

    def pair_number(self, person: int, post: int) -> int:
        """Return the number of a pair, or -1 where it is not eligible."""
        start, end = self.indptr[person], self.indptr[person + 1]
        at = int(start + np.searchsorted(self.post[start:end], post))
        return at if at < end and self.post[at] == post else -1

    def chosen(self, assignment: npt.ArrayLike) -> Ints:
        """Return the pair numbers of an assignment int[n]; ``ValueError`` where a pair is not eligible."""
        posts = np.asarray(assignment, dtype=np.int64)
        numbers = [self.pair_number(int(i), int(posts[i])) for i in np.flatnonzero(posts >= 0)]
        if -1 in numbers:
            raise ValueError("the assignment holds a pair that is not eligible")
        return np.array(numbers, dtype=np.int64)

    def locked(self, person: int, post: int) -> PlacementModel:
        """Return the model with one more force lock."""
        return replace(self, forced=(*self.forced, (person, post)))

    @cached_property
    def coupling_rows(self) -> tuple[Row, ...]:
        """The rows that join several people and posts: most moves, units, side rows."""
        return (*move_rows(self), *unit_rows(self), *self.side_rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All named rows, in the order in which they are explained."""
        return (*self.coupling_rows, *must_rows(self), *force_rows(self))
