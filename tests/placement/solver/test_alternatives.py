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
    assert found.is_unique_same_moves
    assert found.pairs.toarray().tolist() == [[True, False], [False, True]]
    assert found.posts_of(0).tolist() == [0]


def test_equal_sums_give_both_posts_to_both() -> None:
    model = PlacementModel.from_arrays([[90.0, 60.0], [80.0, 50.0]], OPEN)
    found = alternatives(model, solve(model))
    assert not found.is_unique
    assert found.posts_of(0).tolist() == [0, 1]
    assert found.posts_of(1, same_moves=True).tolist() == [0, 1]


def test_fewer_moves_decide_between_equal_sums() -> None:
    model = PlacementModel.from_arrays([[90.0, 60.0], [80.0, 50.0]], OPEN, current=[0, 1])
    found = alternatives(model, solve(model))
    assert not found.is_unique
    assert found.is_unique_same_moves
    assert found.posts_of(0, same_moves=True).tolist() == [0]


def test_a_pair_worth_nothing_may_be_left_out() -> None:
    """Only one pair is ever chosen, but the plan without it is as good."""
    model = PlacementModel.from_arrays([[0.0]], np.ones((1, 1), bool), current=[0], wishes=np.ones((1, 1), bool))
    found = alternatives(model, solve(model))
    assert not found.is_unique


def test_a_row_over_many_people_is_kept() -> None:
    """Two swaps are worth 20 each and only one is allowed: either, never both."""
    fit = np.array([[70.0, 80, 0, 0], [80, 70, 0, 0], [0, 0, 70, 80], [0, 0, 80, 70]])
    model = PlacementModel.from_arrays(fit, fit > 0, current=np.arange(4), max_moves=2, must_place=np.ones(4, bool))
    plan = solve(model)
    found = alternatives(model, plan)
    assert (found.pairs.toarray() == (fit > 0)).all()
    assert not found.is_unique_same_moves
    locked = model.locked(0, 1)
    assert alternatives(locked, solve(locked)).is_unique


def test_a_plan_that_is_not_proved_has_no_alternatives() -> None:
    model = PlacementModel.from_arrays([[90.0]], np.ones((1, 1), bool))
    with pytest.raises(ValueError, match="optimal"):
        alternatives(model, replace(solve(model), status="feasible"))
