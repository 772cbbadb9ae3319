"""The price of every other pair, and what really happens when it is forced."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.forced import forced
from talenta_lib.placement.solver.model import Names, PlacementModel
from talenta_lib.placement.solver.regret import regret
from talenta_lib.placement.solver.solve import solve

OPEN = np.ones((2, 2), dtype=bool)


def test_price_of_a_swap_is_what_both_lose() -> None:
    """Best is 90 + 80; forcing the first into the second post leaves 60 + 50."""
    model = PlacementModel.from_arrays([[90.0, 60.0], [50.0, 80.0]], OPEN)
    assert regret(model, solve(model)) == pytest.approx(np.array([[0.0, 60.0], [60.0, 0.0]]))


def test_who_is_pushed_out_takes_the_next_best_post() -> None:
    """Best is 40 + 65. The other pairs belong to one plan: the first in post 1 and the second in post 0, 30 + 70."""
    fit = [[40.0, 30.0, 0.0], [70.0, 0.0, 65.0]]
    model = PlacementModel.from_arrays(fit, np.array([[True, True, False], [True, False, True]]))
    plan = solve(model)
    assert plan.assignment.tolist() == [0, 2]
    assert regret(model, plan) == pytest.approx(np.array([[0.0, 5.0, np.inf], [5.0, np.inf, 0.0]]))


def test_who_must_be_placed_cannot_be_pushed_out() -> None:
    model = PlacementModel.from_arrays([[9.0], [5.0]], np.ones((2, 1), bool), must_place=np.array([True, False]))
    assert regret(model, solve(model)).ravel().tolist() == [0.0, np.inf]


def test_who_need_not_be_placed_is_pushed_out() -> None:
    model = PlacementModel.from_arrays([[9.0], [5.0]], np.ones((2, 1), bool))
    assert regret(model, solve(model)).ravel().tolist() == [0.0, 4.0]


def test_blocked_and_forbidden_pairs_have_no_price() -> None:
    model = PlacementModel.from_arrays(
        [[9.0, 1.0], [1.0, 9.0]], np.array([[True, True], [False, True]]), locks=[(0, 1, "forbid")]
    )
    assert np.isinf(regret(model, solve(model))[[1, 0], [0, 1]]).all()


def test_a_lock_makes_every_other_pair_of_the_two_impossible() -> None:
    model = PlacementModel.from_arrays([[9.0, 1.0], [1.0, 9.0]], OPEN, locks=[(0, 1, "force")])
    prices = regret(model, solve(model))
    assert prices[0].tolist() == [np.inf, 0.0]
    assert prices[1, 1] == np.inf


def test_price_under_a_limit_of_moves_is_not_above_the_real_one() -> None:
    rng = np.random.default_rng(5)
    fit = rng.uniform(50, 100, (5, 5))
    model = PlacementModel.from_arrays(
        fit, np.ones((5, 5), bool), current=np.arange(5), max_moves=3, must_place=np.ones(5, bool)
    )
    plan = solve(model)
    prices = regret(model, plan)
    real = np.array([[plan.objective - forced(model, i, j).objective for j in range(5)] for i in range(5)])
    assert (prices <= real + 1e-6).all()
    assert (prices[np.arange(5), plan.assignment] == 0).all()
    assert prices.max() > 0


@settings(max_examples=40, deadline=None)
@given(
    st.integers(-60, 60).map(lambda power: 10.0 ** (power / 10)),
    st.floats(-100, 100),
    st.integers(0, 1000),
)
def test_prices_scale_with_the_fits(scale: float, shift: float, seed: int) -> None:
    """Everybody is placed, so a shift of all fits changes nothing and a scale scales all prices."""
    fit = np.random.default_rng(seed).uniform(0, 100, (4, 4))
    must = np.ones(4, bool)
    before = PlacementModel.from_arrays(fit, np.ones((4, 4), bool), must_place=must)
    after = PlacementModel.from_arrays((fit + shift) * scale, np.ones((4, 4), bool), must_place=must)
    assert regret(after, solve(after)) / scale == pytest.approx(regret(before, solve(before)), abs=1e-6)


def test_forced_plan_holds_the_pair_and_every_other_row() -> None:
    fit = [[90.0, 60.0], [50.0, 80.0]]
    model = PlacementModel.from_arrays(fit, OPEN, must_place=np.ones(2, bool))
    plan = forced(model, 0, 1)
    assert plan.assignment.tolist() == [1, 0]
    assert plan.objective == 110.0


def test_forcing_a_blocked_pair_says_who_and_where() -> None:
    names = Names(("Sari", "Budi"), ("Kepala Dinas", "Camat"), ())
    model = PlacementModel.from_arrays([[9.0, 1.0], [1.0, 9.0]], np.eye(2, dtype=bool), names=names)
    with pytest.raises(InfeasibleScenarioError, match="Sari tidak dapat ditempatkan sebagai Camat") as caught:
        forced(model, 0, 1)
    assert caught.value.rows == ("force:Sari:Camat",)


def test_forcing_against_a_limit_is_infeasible() -> None:
    model = PlacementModel.from_arrays([[9.0, 1.0], [1.0, 9.0]], OPEN, current=[0, 1], max_moves=0)
    with pytest.raises(InfeasibleScenarioError):
        forced(model, 0, 1)


def test_a_pair_outside_the_model_is_a_mistake_of_the_caller() -> None:
    model = PlacementModel.from_arrays([[9.0]], np.ones((1, 1), bool))
    with pytest.raises(ValueError, match="outside"):
        forced(model, 0, 1)
