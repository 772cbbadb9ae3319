"""Whether a plan is the only best one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from talenta_lib.placement.solver.alternatives import alternatives
from talenta_lib.placement.solver.model import PlacementModel
from talenta_lib.placement.solver.solve import solve

OPEN = np.ones((2, 2), dtype=bool)


def test_one_best_plan_is_unique() -> None:
    model = PlacementModel.from_arrays([[90.0, 60.0], [50.0, 80.0]], OPEN)
    found = alternatives(model, solve(model))
    assert found.is_unique
    assert found.pairs.toarray().tolist() == [[True, False], [False, True]]
    assert found.posts_of(0).tolist() == [0]


def test_equal_sums_give_both_posts_to_both() -> None:
    model = PlacementModel.from_arrays([[90.0, 60.0], [80.0, 50.0]], OPEN)
    found = alternatives(model, solve(model))
    assert found.is_unique is False
    assert found.posts_of(0).tolist() == [0, 1]
    assert found.posts_of(1).tolist() == [0, 1]


def test_fewer_moves_decide_between_equal_sums() -> None:
    model = PlacementModel.from_arrays([[90.0, 60.0], [80.0, 50.0]], OPEN, current=[0, 1])
    found = alternatives(model, solve(model))
    assert found.is_unique
    assert found.posts_of(0).tolist() == [0]


def test_a_wish_decides_between_plans_of_equal_fit_and_moves() -> None:
    wishes = np.array([[False, True], [False, False]])
    model = PlacementModel.from_arrays([[90.0, 60.0], [80.0, 50.0]], OPEN, wishes=wishes)
    found = alternatives(model, solve(model))
    assert found.is_unique
    assert found.posts_of(0).tolist() == [1]


def test_a_pair_worth_nothing_may_be_left_out() -> None:
    """Only one pair is ever chosen, but the plan without it is as good."""
    model = PlacementModel.from_arrays([[0.0]], np.ones((1, 1), bool), current=[0])
    found = alternatives(model, solve(model))
    assert found.is_unique is False
    assert found.unplaced.tolist() == [True]
    assert found.posts_of(0).tolist() == [0]


def test_of_two_alike_for_one_post_either_is_left_out() -> None:
    model = PlacementModel.from_arrays([[70.0], [70.0], [60.0]], np.ones((3, 1), bool))
    found = alternatives(model, solve(model))
    assert found.unplaced.tolist() == [True, True, True]
    assert [found.posts_of(person).tolist() for person in range(3)] == [[0], [0], []]


def two_swaps(*swap_fits: float, max_moves: int) -> PlacementModel:
    """Two pairs of people who may change places, each for the fit given, and at most so many moves."""
    fit = np.zeros((4, 4))
    for first, each in zip((0, 2), swap_fits, strict=True):
        fit[first, first] = fit[first + 1, first + 1] = 70.0
        fit[first, first + 1] = fit[first + 1, first] = each
    return PlacementModel.from_arrays(
        fit, fit > 0, current=np.arange(4), max_moves=max_moves, must_place=np.ones(4, bool)
    )


def test_a_row_over_many_people_is_kept() -> None:
    """Two swaps are worth 20 each and only one is allowed: either, never both."""
    model = two_swaps(80.0, 80.0, max_moves=2)
    found = alternatives(model, solve(model))
    assert (found.pairs.toarray() == np.kron(np.eye(2), np.ones((2, 2)))).all()
    locked = model.locked(0, 1)
    assert alternatives(locked, solve(locked)).is_unique


def test_where_the_bound_is_not_reached_the_value_is_kept() -> None:
    """Three moves allow one swap only; the bound counts half of the other. Without a common step of the fits."""
    model = two_swaps(80.0 + np.pi / 10, 80.0 + np.pi / 10, max_moves=3)
    found = alternatives(model, solve(model))
    assert found.pairs.nnz == 8
    better = two_swaps(80.0 + np.pi / 10, 80.0 + np.e / 10, max_moves=3)
    assert alternatives(better, solve(better)).is_unique


def test_what_time_does_not_settle_is_left_open() -> None:
    model = two_swaps(80.0, 80.0, max_moves=2)
    found = alternatives(model, solve(model), time_limit=0)
    assert found.is_unique is None
    assert not found.is_settled
    assert found.pairs.nnz == 4
    assert found.open_pairs.nnz == 4


def test_a_plan_that_is_not_proved_has_no_alternatives() -> None:
    model = PlacementModel.from_arrays([[90.0]], np.ones((1, 1), bool))
    with pytest.raises(ValueError, match="optimal"):
        alternatives(model, replace(solve(model), status="feasible"))
