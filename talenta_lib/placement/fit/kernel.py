"""The kesesuaian of every official with every post, compiled: no array of officials x posts x competencies."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from talenta_lib.talent.evidence import Floats

BLOCK = 8192
"""Officials taken at once: their levels stay in the fastest memory of the processor."""
BYTE = 255


def kesesuaian_matrix(levels: Floats, required: Floats) -> Floats:
    """Return 100 * sum(min(level, required)) / sum(required) of n officials and m posts, float64 [n, m].

    ``levels`` [n, k] and ``required`` [m, k] are competency levels; the score is NaN for an official or a post with a
    missing level, and for a post that requires nothing. A surplus does not offset a shortfall. Levels in halves are
    counted as whole bytes, any others as floats: the result is the same.
    """
    unknown, without = np.isnan(levels).any(axis=1), np.isnan(required).any(axis=1)
    have, need = (np.where(np.isnan(each), 0, 2 * each) for each in (levels, required))
    limit = BYTE // max(levels.shape[1], 1)
    if all((each == np.rint(each)).all() and ((each >= 0) & (each <= limit)).all() for each in (have, need)):
        have, need = have.astype(np.uint8), need.astype(np.uint8)
    found = np.empty((len(required), len(levels)))
    _fill(np.ascontiguousarray(have.T), need, found)
    found[:, unknown] = np.nan
    found[without] = np.nan
    return found.T


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _fill(have: NDArray[Any], need: NDArray[Any], found: Floats) -> None:
    """Fill ``found`` [m, n] from levels ``have`` [k, n] and ``need`` [m, k], both bytes or both floats."""
    reached = np.empty(BLOCK, have.dtype)
    for post in range(need.shape[0]):
        total = 0.0
        for competency in range(need.shape[1]):
            total += need[post, competency]
        for first in range(0, have.shape[1], BLOCK):
            scores = found[post, first : first + BLOCK]
            sums = reached[: scores.size]
            sums[:] = 0
            for competency in range(have.shape[0]):
                most, row = need[post, competency], have[competency, first : first + BLOCK]
                for person in range(scores.size):
                    sums[person] += min(row[person], most)
            for person in range(scores.size):
                scores[person] = 100.0 * sums[person] / total
