"""Arrays as a caller gives them, checked and brought to the form of the model; wrong ones are a ``ValueError``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Eligible pairs in CSR order with their fit."""

    person: Ints
    post: Ints
    fit: Floats

    def only(self, keep: Flags) -> Pairs:
        """Return the pairs where ``keep`` is true."""
        return Pairs(self.person[keep], self.post[keep], self.fit[keep])


def read_pairs(fit: Any, eligible: Any) -> tuple[int, int, Pairs]:
    """Return the numbers of people and posts and the eligible pairs, from dense or sparse matrices of one shape."""
    fit = fit if sparse.issparse(fit) else _numbers(fit, "fit")
    eligible = eligible if sparse.issparse(eligible) else np.asarray(eligible)
    if fit.ndim != 2 or fit.shape != eligible.shape:
        raise ValueError(f"fit {fit.shape} and eligible {eligible.shape} must be two matrices of one shape")
    if eligible.dtype != np.bool_:
        raise ValueError(f"eligible must be bool, not {eligible.dtype}")
    if sparse.issparse(eligible):
        flags = sparse.csr_array(eligible, copy=True)
        flags.sum_duplicates()
        flags.eliminate_zeros()
        person, post = flags.nonzero()
    else:
        person, post = np.nonzero(eligible)
    person, post = person.astype(np.int64), post.astype(np.int64)
    order = np.lexsort((post, person))
    person, post = person[order], post[order]
    values = values_at(fit, fit.shape, person, post, "fit").astype(np.float64)
    if not np.isfinite(values).all():
        raise ValueError("fit is not finite on an eligible pair")
    return fit.shape[0], fit.shape[1], Pairs(person, post, values)


def values_at(matrix: Any, shape: tuple[int, int], person: Ints, post: Ints, what: str) -> npt.NDArray[Any]:
    """Return the values of a dense or sparse matrix at pairs, int64 or float64 (a flag is 0 or 1); None is all 0."""
    if matrix is None:
        return np.zeros(len(person), np.int64)
    matrix = matrix if sparse.issparse(matrix) else np.asarray(matrix)
    if matrix.shape != shape:
        raise ValueError(f"{what} must have the shape {shape}, not {matrix.shape}")
    if matrix.dtype.kind not in "biuf":
        raise ValueError(f"{what} must hold numbers, not {matrix.dtype}")
    kind = np.float64 if matrix.dtype.kind == "f" else np.int64
    if len(person) == 0:
        return np.zeros(0, kind)
    if sparse.issparse(matrix):
        return np.asarray(sparse.csr_array(matrix).astype(kind)[person, post]).ravel()
    return np.asarray(matrix[person, post]).astype(kind)


def default_ties(person: Ints, post: Ints) -> Ints:
    """Return the declared tie rule: top 20 bits of splitmix64 of ``i * 2**32 + j``, per pair."""
    mixed = (person.astype(np.uint64) << np.uint64(32)) + post.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(44)).astype(np.int64)


def read_flags(values: npt.ArrayLike | None, size: int, what: str) -> Flags:
    """Return bool[size]; None is all false."""
    if values is None:
        return np.zeros(size, dtype=bool)
    flags = np.asarray(values)
    if flags.dtype != np.bool_ or flags.shape != (size,):
        raise ValueError(f"{what} must be bool[{size}], not {flags.dtype}{list(flags.shape)}")
    return flags.copy()


def read_current(values: npt.ArrayLike | None, n_people: int, n_posts: int) -> Ints:
    """Return the post held by each person, -1 for none; a post has one holder at most."""
    if values is None:
        return np.full(n_people, -1, dtype=np.int64)
    current = _whole_numbers(values, n_people, "current")
    if np.any((current < -1) | (current >= n_posts)):
        raise ValueError("current holds a post that does not exist")
    held = current[current >= 0]
    if len(np.unique(held)) < len(held):
        raise ValueError("current gives one post to two people")
    return current


def read_units(
    unit_of_post: npt.ArrayLike | None, unit_cap: npt.ArrayLike | None, unit_min: npt.ArrayLike | None, n_posts: int
) -> tuple[Ints, Ints | None, Ints | None]:
    """Return the unit of each post (-1 for none) and the bounds per unit."""
    bounds = [None if values is None else _whole_numbers(values, None, "unit bound") for values in (unit_cap, unit_min)]
    sizes = {len(values) for values in bounds if values is not None}
    if any(values is not None and np.any(values < 0) for values in bounds):
        raise ValueError("unit_cap and unit_min must not be negative")
    if len(sizes) > 1:
        raise ValueError("unit_cap and unit_min must have one length")
    if unit_of_post is None:
        if sizes:
            raise ValueError("unit_cap and unit_min need unit_of_post")
        return np.full(n_posts, -1, dtype=np.int64), None, None
    units = _whole_numbers(unit_of_post, n_posts, "unit_of_post")
    if np.any(units < -1) or (sizes and np.any(units >= max(sizes))):
        raise ValueError("unit_of_post holds a unit without a bound")
    return units, bounds[0], bounds[1]


def read_locks(
    locks: Sequence[tuple[int, int, str]], n_people: int, n_posts: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Return the forced and the forbidden pairs."""
    sorts: dict[str, list[tuple[int, int]]] = {"force": [], "forbid": []}
    for person, post, sort in locks:
        if sort not in sorts:
            raise ValueError(f"a lock is 'force' or 'forbid', not {sort!r}")
        pair = read_whole(person, "the person of a lock"), read_whole(post, "the post of a lock")
        if pair[0] >= n_people or pair[1] >= n_posts:
            raise ValueError(f"lock on a pair that does not exist: {pair}")
        sorts[sort].append(pair)
    return tuple(sorts["force"]), tuple(sorts["forbid"])


def read_whole(value: Any, what: str) -> int:
    """Return a whole number that is not negative."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral) or value < 0:
        raise ValueError(f"{what} must be a whole number that is not negative, not {value!r}")
    return int(value)


def _whole_numbers(values: npt.ArrayLike, size: int | None, what: str) -> Ints:
    numbers = np.asarray(values)
    if numbers.ndim == 1 and numbers.size == 0:
        numbers = numbers.astype(np.int64)
    if numbers.dtype.kind not in "iu" or numbers.ndim != 1 or size not in {None, len(numbers)}:
        raise ValueError(f"{what} must be whole numbers, one each, not {numbers.dtype}{list(numbers.shape)}")
    return numbers.astype(np.int64)


def _numbers(values: Any, what: str) -> npt.NDArray[Any]:
    numbers = np.asarray(values)
    if numbers.dtype.kind not in "biuf":
        raise ValueError(f"{what} must hold numbers, not {numbers.dtype}")
    return numbers
