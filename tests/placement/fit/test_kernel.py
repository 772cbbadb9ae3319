"""The compiled kesesuaian equals the plain one, whatever the levels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from talenta_lib.placement.fit.kernel import BLOCK, kesesuaian_matrix
from talenta_lib.talent.gaps import kesesuaian

HALVES = st.integers(2, 10).map(lambda level: level / 2)
ANY = st.floats(0.5, 5.0)
SEVERAL = st.integers(1, 4)
COMPILED = settings(deadline=None)
"""The first call compiles the kernel."""


def plain(levels: np.ndarray, required: np.ndarray) -> np.ndarray:
    """Return the same by the arithmetic of one official and one post at a time."""
    return np.array([
        [kesesuaian(pd.DataFrame([have]), pd.DataFrame([need])).item() for need in required] for have in levels
    ])  # fmt: skip


@st.composite
def cases(draw: st.DrawFn, of_levels: st.SearchStrategy[float]) -> tuple[np.ndarray, np.ndarray]:
    people, posts = draw(SEVERAL), draw(SEVERAL)
    return draw(arrays(float, (people, 9), elements=of_levels)), draw(arrays(float, (posts, 9), elements=of_levels))


def test_a_surplus_does_not_offset_a_shortfall() -> None:
    # min(2, 3) + min(5, 3) = 5 of 6; min(2, 2) + min(5, 4) = 6 of 6.
    found = kesesuaian_matrix(np.array([[2.0, 5.0]]), np.array([[3.0, 3.0], [2.0, 4.0]]))
    assert found.tolist() == [[100 * 5 / 6, 100.0]]


@COMPILED
@given(cases(HALVES))
def test_levels_in_halves_give_the_very_same_number(case: tuple[np.ndarray, np.ndarray]) -> None:
    assert (kesesuaian_matrix(*case) == plain(*case)).all()


@COMPILED
@given(cases(ANY))
def test_any_other_levels_are_as_exact(case: tuple[np.ndarray, np.ndarray]) -> None:
    assert kesesuaian_matrix(*case) == pytest.approx(plain(*case), abs=1e-11)


@COMPILED
@given(cases(ANY), st.integers(0, 8), st.floats(0, 3))
def test_a_higher_level_never_lowers_the_score_and_none_passes_100(
    case: tuple[np.ndarray, np.ndarray], competency: int, more: float
) -> None:
    levels, required = case
    raised = levels.copy()
    raised[:, competency] += more
    before, after = kesesuaian_matrix(levels, required), kesesuaian_matrix(raised, required)
    assert (after >= before - 1e-9).all()
    assert (after <= 100 + 1e-9).all()


def test_very_many_officials_are_counted_in_blocks() -> None:
    rng = np.random.default_rng(7)
    levels, required = rng.integers(2, 11, (2 * BLOCK + 3, 9)) / 2, rng.integers(2, 11, (3, 9)) / 2
    reached = np.minimum(levels[:, None, :], required[None]).sum(axis=2)
    assert (kesesuaian_matrix(levels, required) == 100 * reached / required.sum(axis=1)).all()


def test_levels_too_high_for_a_byte_are_counted_too() -> None:
    assert kesesuaian_matrix(np.full((1, 9), 20.0), np.full((1, 9), 40.0)).item() == 50


def test_a_missing_level_leaves_the_score_missing() -> None:
    known, unknown = np.full(9, 3.0), np.array([np.nan, *[3.0] * 8])
    found = kesesuaian_matrix(np.array([known, unknown]), np.array([known, unknown, np.zeros(9)]))
    assert found[0, 0] == 100
    assert np.isnan(found).tolist() == [[False, True, True], [True, True, True]]
