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
from scipy import sparse

from talenta_lib.placement.solver.reading import (
    read_current,
    read_flags,
    read_locks,
    read_pairs,
    read_units,
    read_whole,
    values_at,
)
from talenta_lib.terms import format_number

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
UNBOUNDED = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Names:
    """Labels of people, posts and units, used in the names and the sentences of rows."""

    people: Sequence[str]
    posts: Sequence[str]
    units: Sequence[str]


@dataclass(frozen=True, eq=False)
class SideRow:
    """A row of the caller: between ``lower`` and ``upper`` of ``pairs`` are chosen; None is no bound.

    ``pairs`` is bool[n, m], dense or scipy sparse, or two index arrays (people, posts); pairs that are not eligible
    are left out.
    """

    name: str
    sentence: str
    pairs: Any
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True, eq=False)
class Row:
    """A named row over pair numbers: ``lower <= chosen pairs <= upper`` (``UNBOUNDED`` where there is no upper)."""

    name: str
    sentence: str
    pairs: Ints
    lower: int = 0
    upper: int = UNBOUNDED


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
    def from_arrays(  # noqa: PLR0917 - the order of the first three is natural, the rest is keyword only
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
            side_rows=tuple(_side_row(row, shape, person, post) for row in side_rows),
            fill_first=read_flags(fill_first, n_posts, "fill_first"),
            wishes=np.zeros(len(person), bool)
            if wishes is None
            else values_at(wishes, shape, person, post, "wishes") != 0,
            ties=default_ties(person, post) if ties is None else values_at(ties, shape, person, post, "ties"),
            names=names or Names(*(tuple(map(str, range(size))) for size in (*shape, n_units))),
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
        return (*self._move_rows(), *self._unit_rows(), *self.side_rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All named rows, in the order in which they are explained."""
        return (*self.coupling_rows, *self._must_rows(), *self._force_rows())

    def _move_rows(self) -> tuple[Row, ...]:
        if self.max_moves is None:
            return ()
        sentence = f"Paling banyak {format_number(self.max_moves, 0)} orang berpindah."
        return (Row("max_moves", sentence, np.flatnonzero(self.is_move), upper=self.max_moves),)

    def _unit_rows(self) -> tuple[Row, ...]:
        if self.unit_cap is None and self.unit_min is None:
            return ()
        moves = np.flatnonzero(self.is_move)
        moves = moves[np.argsort(self.unit_of_post[self.post[moves]], kind="stable")]
        units = self.unit_of_post[self.post[moves]]
        rows: list[Row] = []
        for unit, name in enumerate(self.names.units):
            pairs = moves[np.searchsorted(units, unit) : np.searchsorted(units, unit + 1)]
            if self.unit_cap is not None:
                cap = int(self.unit_cap[unit])
                text = f"Paling banyak {format_number(cap, 0)} jabatan di {name} berganti pejabat."
                rows.append(Row(f"unit_cap:{name}", text, pairs, upper=cap))
            if self.unit_min is not None and self.unit_min[unit] > 0:
                least = int(self.unit_min[unit])
                text = f"Paling sedikit {format_number(least, 0)} jabatan di {name} berganti pejabat."
                rows.append(Row(f"unit_min:{name}", text, pairs, lower=least))
        return tuple(rows)

    def _must_rows(self) -> tuple[Row, ...]:
        people, posts = self.names.people, self.names.posts
        by_post = np.argsort(self.post, kind="stable")
        ends = np.searchsorted(self.post[by_post], np.arange(self.n_posts + 1))
        of_people = (
            Row(
                f"must_place:{people[i]}",
                f"{people[i]} wajib mendapat jabatan.",
                np.arange(self.indptr[i], self.indptr[i + 1]),
                lower=1,
            )
            for i in np.flatnonzero(self.must_place)
        )
        of_posts = (
            Row(f"must_fill:{posts[j]}", f"{posts[j]} wajib terisi.", by_post[ends[j] : ends[j + 1]], lower=1)
            for j in np.flatnonzero(self.must_fill)
        )
        return (*of_people, *of_posts)

    def _force_rows(self) -> tuple[Row, ...]:
        rows = []
        for i, j in dict.fromkeys(self.forced):
            person, post = self.names.people[i], self.names.posts[j]
            does = "tetap di" if self.current[i] == j else "wajib ditempatkan di"
            number = self.pair_number(i, j)
            pairs = np.array([number] if number >= 0 else [], dtype=np.int64)
            rows.append(Row(f"force:{person}:{post}", f"{person} {does} {post}.", pairs, lower=1))
        return tuple(rows)


def default_ties(person: Ints, post: Ints) -> Ints:
    """Return the declared tie rule: top 20 bits of splitmix64 of ``i * 2**32 + j``, per pair."""
    mixed = (person.astype(np.uint64) << np.uint64(32)) + post.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(44)).astype(np.int64)


def _side_row(row: SideRow, shape: tuple[int, int], person: Ints, post: Ints) -> Row:
    """Turn a caller's row into pair numbers."""
    pairs = row.pairs
    if isinstance(pairs, tuple):
        people, posts = (np.asarray(index, dtype=np.int64) for index in pairs)
        if people.shape != posts.shape or np.any(
            (people < 0) | (people >= shape[0]) | (posts < 0) | (posts >= shape[1])
        ):
            raise ValueError(f"side row {row.name!r}: the index arrays do not fit the model")
        pairs = sparse.csr_array((np.ones(len(people), bool), (people, posts)), shape=shape)
    numbers = np.flatnonzero(values_at(pairs, shape, person, post, f"side row {row.name!r}"))
    lower = 0 if row.lower is None else read_whole(row.lower, "lower")
    upper = UNBOUNDED if row.upper is None else read_whole(row.upper, "upper")
    return Row(row.name, row.sentence, numbers.astype(np.int64), lower, upper)
