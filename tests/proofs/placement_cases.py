"""Mutasi cases drawn at random: small ones with every kind of row on, and whole kabupaten of invented posts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from talenta_lib.placement.solver.model import PlacementModel, SideRow

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
PAIRS_PER_POST = {25: 10, 150: 35, 600: 121, 3000: 28}
"""Eligible pairs per post: the larger the government, the less of it is open to one person."""


@dataclass(frozen=True)
class Case:
    """The arrays of one mutasi (persons x posts), as the solver takes them; ``None`` means no such row."""

    fit: Floats
    eligible: Bools
    current: Ints
    max_moves: int | None = None
    unit_of_post: Ints | None = None
    unit_cap: Ints | None = None
    unit_min: Ints | None = None
    must_place: Bools | None = None
    must_fill: Bools | None = None
    locks: tuple[tuple[int, int, str], ...] = ()
    fill_first: Bools | None = None
    wishes: Bools | None = None
    counted: tuple[tuple[Bools, int | None, int | None], ...] = ()

    @property
    def is_move(self) -> Bools:
        """Pairs that put a person elsewhere than now, bool[persons, posts]."""
        return self.current[:, None] != np.arange(self.fit.shape[1])[None, :]

    @property
    def open_pairs(self) -> Bools:
        """Eligible pairs that no lock forbids, bool[persons, posts]."""
        pairs = self.eligible.copy()
        for person, post, kind in self.locks:
            if kind == "forbid":
                pairs[person, post] = False
        return pairs

    @property
    def forced(self) -> tuple[tuple[int, int], ...]:
        """Pairs that a lock demands."""
        return tuple((person, post) for person, post, kind in self.locks if kind == "force")

    def counts(self) -> list[tuple[Bools, float, float]]:
        """Return (pairs, least, most) of every row that counts pairs of many people."""
        rows: list[tuple[Bools, float, float]] = []
        if self.max_moves is not None:
            rows.append((self.is_move, 0, self.max_moves))
        for limits, is_cap in ((self.unit_cap, True), (self.unit_min, False)):
            for unit, limit in enumerate(() if limits is None else limits):
                pairs = self.is_move & (self.unit_of_post == unit)[None, :]
                rows.append((pairs, 0, limit) if is_cap else (pairs, limit, np.inf))
        rows.extend((pairs, 0 if low is None else low, np.inf if high is None else high)
                    for pairs, low, high in self.counted)  # fmt: skip
        return rows

    def reordered(self, people: Ints, posts: Ints) -> Case:
        """Return the same case with its people and posts in another order (``people[new] = old``)."""
        where_person, where_post = np.argsort(people), np.argsort(posts)
        of_post = np.append(where_post, -1)
        changes: dict[str, Any] = {
            name: value[np.ix_(people, posts)]
            for name in ("fit", "eligible", "wishes")
            if (value := getattr(self, name)) is not None
        }
        for name, order in (("must_place", people), ("must_fill", posts), ("fill_first", posts),
                            ("unit_of_post", posts)):  # fmt: skip
            if (value := getattr(self, name)) is not None:
                changes[name] = value[order]
        return replace(
            self,
            current=of_post[self.current[people]],
            locks=tuple((int(where_person[i]), int(where_post[j]), kind) for i, j, kind in self.locks),
            counted=tuple((pairs[np.ix_(people, posts)], low, high) for pairs, low, high in self.counted),
            **changes,
        )


def model_of(case: Case) -> PlacementModel:
    """Return the case as the solver takes it."""
    rows = tuple(SideRow(f"hitung_{k}", f"Baris hitung {k}", pairs, low, high)
                 for k, (pairs, low, high) in enumerate(case.counted))  # fmt: skip
    return PlacementModel.from_arrays(
        case.fit, case.eligible, current=case.current, max_moves=case.max_moves, unit_of_post=case.unit_of_post,
        unit_cap=case.unit_cap, unit_min=case.unit_min, must_place=case.must_place, must_fill=case.must_fill,
        locks=case.locks, fill_first=case.fill_first, wishes=case.wishes, side_rows=rows,
    )  # fmt: skip


def _holders(rng: np.random.Generator, people: int, posts: int, share: float) -> Ints:
    """Give a share of the people a post of their own each, -1 to the others."""
    current = np.full(people, -1)
    count = round(min(people, posts) * share)
    current[rng.permutation(people)[:count]] = rng.permutation(posts)[:count]
    return current


def small_case(rng: np.random.Generator, largest: int = 6) -> Case:
    """Draw a case of at most ``largest`` people and posts with every kind of row on, feasible or not."""
    people, posts = rng.integers(2, largest + 1, 2)
    units = int(rng.integers(1, 4))
    current = _holders(rng, people, posts, rng.uniform(0.3, 1))
    steps = rng.choice([1, 2, 72, 1_000_000])
    fit = np.round(rng.uniform(-20, 100, (people, posts)) * steps / 40) * 40 / steps
    eligible = rng.random((people, posts)) < rng.uniform(0.4, 0.95)
    held = current >= 0
    eligible[np.flatnonzero(held), current[held]] = True
    locks = tuple((int(rng.integers(people)), int(rng.integers(posts)), str(rng.choice(["force", "forbid", "forbid"])))
                  for _ in range(rng.integers(0, 3)))  # fmt: skip
    unit_min = (rng.random(units) < 0.2).astype(np.int64)
    return Case(
        fit, eligible, current,
        max_moves=int(rng.integers(0, people + 1)),
        unit_of_post=rng.integers(-1, units, posts),
        unit_cap=unit_min + rng.integers(0, 3, units),
        unit_min=unit_min,
        must_place=held & (rng.random(people) < 0.6),
        must_fill=rng.random(posts) < 0.15,
        locks=locks,
        fill_first=rng.random(posts) < 0.3,
        wishes=rng.random((people, posts)) < 0.3,
        counted=((rng.random((people, posts)) < 0.4, None, int(rng.integers(1, 4))),),
    )  # fmt: skip


def pure_case(rng: np.random.Generator, largest: int = 12) -> Case:
    """Draw a case with rows of single people and posts only: who must be placed, what must be filled, locks."""
    case = small_case(rng, largest)
    return replace(case, max_moves=None, unit_of_post=None, unit_cap=None, unit_min=None, fill_first=None, counted=())


def either_case(rng: np.random.Generator) -> Case:
    """Draw a small case, every second one without wishes and with few different fits: there many plans are as good."""
    case = small_case(rng)
    return replace(case, fit=np.round(case.fit / 40) * 40, wishes=None) if rng.random() < 0.5 else case


def kabupaten(rng: np.random.Generator, posts: int, *, pairs_per_post: float | None = None, steps: int = 0,
              pool: float = 0.05, vacant: float = 0.05) -> Case:  # fmt: skip
    """Draw a whole government: three jenjang, OPDs of about eight posts, incumbents, a pool, and vacant posts.

    Everybody may stay, move within the own jenjang, or (fewer) rise by one. At most 0.4 posts moves, at most half of
    the posts of an OPD; every incumbent keeps a post. ``steps`` > 0 rounds the fits to so many steps from 0 to 100,
    so that many plans are equally good.
    """
    per_post = PAIRS_PER_POST.get(posts, 10) if pairs_per_post is None else pairs_per_post
    people = int(posts * (1 - vacant)) + int(posts * pool)
    current = np.full(people, -1)
    current[: int(posts * (1 - vacant))] = rng.permutation(posts)[: int(posts * (1 - vacant))]
    level_of_post = np.searchsorted([0.08, 0.40], np.arange(posts) / posts, side="right")
    level = np.where(current >= 0, level_of_post[current], 2)
    step_up = level[:, None] - level_of_post[None, :]
    chance = np.select([step_up == 0, step_up == 1], [1.0, 0.2], 0.0)
    chance *= min(1.0, (per_post - 1) * posts / chance.sum())
    eligible = rng.random((people, posts)) < chance
    held = current >= 0
    eligible[np.flatnonzero(held), current[held]] = True
    skill, demand = rng.normal(size=(people, 3)), rng.normal(size=(posts, 3))
    fit = np.clip(62 + 5 * skill @ demand.T + rng.normal(0, 6, (people, posts)), 0, 100)
    units = max(2, posts // 8)
    unit_of_post = rng.integers(0, units, posts)
    size = np.bincount(unit_of_post, minlength=units)
    return Case(
        np.round(fit * steps / 100) * 100 / steps if steps else fit, eligible, current,
        max_moves=int(0.4 * posts), unit_of_post=unit_of_post, unit_cap=(size + 1) // 2, must_place=held,
    )  # fmt: skip


def hard_case(rng: np.random.Generator) -> Case:
    """Draw a case of 10 to 90 posts that also has least changes per OPD, locks and a counted row; some infeasible.

    Fits are whole hundredths, so that a solver of integers can take them exactly.
    """
    case = kabupaten(rng, int(rng.integers(10, 91)), pairs_per_post=rng.uniform(4, 14), steps=rng.choice([60, 10_000]))
    people, posts = case.fit.shape
    moves = np.argwhere(case.eligible & case.is_move)
    picked = moves[rng.permutation(len(moves))[: rng.integers(0, 4)]]
    locks = tuple((int(i), int(j), str(rng.choice(["force", "forbid"]))) for i, j in picked)
    cap = np.asarray(case.unit_cap)
    return replace(
        case,
        fit=np.round(case.fit, 2),
        max_moves=int(rng.integers(0, max(2, posts // 2))),
        unit_min=np.minimum(cap, (rng.random(len(cap)) < 0.3).astype(np.int64)),
        must_fill=rng.random(posts) < 0.05,
        locks=locks,
        counted=((rng.random((people, posts)) < 0.2, None, int(rng.integers(1, posts))),),
    )
