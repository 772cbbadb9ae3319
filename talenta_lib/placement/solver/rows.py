"""The named rows of a model: each has a name, one Indonesian sentence, and pairs that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from talenta_lib.placement.solver.reading import read_whole, values_at
from talenta_lib.terms import format_number

if TYPE_CHECKING:
    from talenta_lib.placement.solver.model import PlacementModel

Ints = npt.NDArray[np.int64]
UNBOUNDED: Final = int(np.iinfo(np.int64).max // 4)


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
    are left out. ``eased`` says how the row gives way, with ``{}`` for the number that it must then allow.
    """

    name: str
    sentence: str
    pairs: Any
    lower: int | None = None
    upper: int | None = None
    eased: str = ""


@dataclass(frozen=True, eq=False)
class Row:
    """A named row over pair numbers: ``lower <= chosen pairs <= upper`` (``UNBOUNDED`` where there is no upper).

    ``eased`` says how the row gives way, with ``{}`` for the number that it must then allow.
    """

    name: str
    sentence: str
    pairs: Ints
    lower: int = 0
    upper: int = UNBOUNDED
    eased: str = ""

    def nearest(self, count: int) -> int:
        """Return the count nearest to ``count`` that keeps the row."""
        return min(max(count, self.lower), self.upper)

    def say_eased(self, needed: int) -> str:
        """Say how the row gives way to a plan that has ``needed`` of its pairs."""
        words = self.eased or f"ubah \u201c{self.sentence.rstrip('.')}\u201d menjadi {{}}"
        return words.replace("{}", format_number(needed, 0))


def move_rows(model: PlacementModel) -> tuple[Row, ...]:
    """Return the row of most moves, if the model has one."""
    most = model.max_moves
    if most is None:
        return ()
    sentence = f"Paling banyak {format_number(most, 0)} orang berpindah."
    eased = f"naikkan batas perpindahan dari {format_number(most, 0)} menjadi {{}} orang"
    return (Row("max_moves", sentence, np.flatnonzero(model.is_move), upper=most, eased=eased),)


def unit_rows(model: PlacementModel) -> tuple[Row, ...]:
    """Return the rows of most and least changed posts, unit by unit."""
    if model.unit_cap is None and model.unit_min is None:
        return ()
    moves = np.flatnonzero(model.is_move)
    units = model.unit_of_post[model.post[moves]]
    order = np.argsort(units, kind="stable")
    ends = np.searchsorted(units[order], np.arange(len(model.names.units) + 1))
    rows: list[Row] = []
    for unit, name in enumerate(model.names.units):
        pairs = np.sort(moves[order[ends[unit] : ends[unit + 1]]])
        if model.unit_cap is not None:
            cap = int(model.unit_cap[unit])
            sentence = f"Paling banyak {format_number(cap, 0)} jabatan di {name} berganti pejabat."
            eased = f"naikkan batas jabatan yang berganti pejabat di {name} dari {format_number(cap, 0)} menjadi {{}}"
            rows.append(Row(f"unit_cap:{name}", sentence, pairs, upper=cap, eased=eased))
        if model.unit_min is not None and model.unit_min[unit] > 0:
            least = int(model.unit_min[unit])
            sentence = f"Paling sedikit {format_number(least, 0)} jabatan di {name} berganti pejabat."
            eased = (
                f"turunkan syarat jabatan yang berganti pejabat di {name} dari {format_number(least, 0)} menjadi {{}}"
            )
            rows.append(Row(f"unit_min:{name}", sentence, pairs, lower=least, eased=eased))
    return tuple(rows)


def must_rows(model: PlacementModel) -> tuple[Row, ...]:
    """Return the rows of people who must be placed, then of posts that must be filled."""
    by_post = np.argsort(model.post, kind="stable")
    ends = np.searchsorted(model.post[by_post], np.arange(model.n_posts + 1))
    rows: list[Row] = []
    for i in map(int, np.flatnonzero(model.must_place)):
        name, pairs = model.names.people[i], np.arange(model.indptr[i], model.indptr[i + 1])
        rows.append(Row(f"must_place:{name}", f"{name} wajib mendapat jabatan.", pairs, lower=1,
                        eased=f"biarkan {name} tanpa jabatan"))  # fmt: skip
    for j in map(int, np.flatnonzero(model.must_fill)):
        name, pairs = model.names.posts[j], by_post[ends[j] : ends[j + 1]]
        rows.append(Row(f"must_fill:{name}", f"{name} wajib terisi.", pairs, lower=1,
                        eased=f"biarkan {name} kosong"))  # fmt: skip
    return tuple(rows)


def force_rows(model: PlacementModel) -> tuple[Row, ...]:
    """Return the rows of forced pairs; the row of a pair that is not eligible has no pairs."""
    rows: list[Row] = []
    for i, j in dict.fromkeys(model.forced):
        person, post = model.names.people[i], model.names.posts[j]
        does = "tetap di" if model.current[i] == j else "wajib ditempatkan sebagai"
        number = model.pair_number(i, j)
        pairs = np.array([number] if number >= 0 else [], dtype=np.int64)
        eased = f"lepaskan kunci: {person} {does} {post}"
        rows.append(Row(f"force:{person}:{post}", f"{person} {does} {post}.", pairs, lower=1, eased=eased))
    return tuple(rows)


def read_names(names: Names | None, sizes: tuple[int, int, int]) -> Names:
    """Return the labels of people, posts and units; by default their numbers."""
    if names is None:
        return Names(*(tuple(map(str, range(size))) for size in sizes))
    if (len(names.people), len(names.posts)) != sizes[:2] or sizes[2] not in {0, len(names.units)}:
        raise ValueError("names must hold one label for each person, post and unit")
    return names


def read_side_row(row: SideRow, shape: tuple[int, int], person: Ints, post: Ints) -> Row:
    """Return a caller's row over pair numbers; wrong arrays are a ``ValueError``."""
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
    return Row(row.name, row.sentence, numbers.astype(np.int64), lower, upper, row.eased)
