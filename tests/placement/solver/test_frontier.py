"""What each further move is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.frontier import frontier, knee
from talenta_lib.placement.solver.model import PlacementModel

EVERYBODY = np.ones(4, bool)


def _two_swaps(**options: object) -> PlacementModel:
    """Four people in their own posts: swapping 0 and 1 gains 20, swapping 2 and 3 gains 6."""
    fit = np.array([[70.0, 80, 0, 0], [80, 70, 0, 0], [0, 0, 70, 73], [0, 0, 73, 70]])
    return PlacementModel.from_arrays(fit, fit > 0, current=np.arange(4), must_place=EVERYBODY, **options)


def test_points_by_hand() -> None:
    table = frontier(_two_swaps())
    assert table["max_moves"].tolist() == [0, 1, 2, 3, 4]
    assert table["objective"].tolist() == [280, 280, 300, 300, 306]
    assert table["moves"].tolist() == [0, 0, 2, 2, 4]
    assert set(table["status"]) == {"optimal"}
    assert table["gap"].tolist() == [0.0] * 5


def test_the_limit_of_the_model_is_set_aside() -> None:
    assert frontier(_two_swaps(max_moves=1)).equals(frontier(_two_swaps()))


def test_other_rows_stay_on() -> None:
    capped = _two_swaps(unit_of_post=[0, 0, 1, 1], unit_cap=[0, 2])
    assert frontier(capped)["objective"].tolist() == [280, 280, 286]


def test_it_starts_at_the_fewest_moves_that_a_plan_needs() -> None:
    table = frontier(_two_swaps(locks=[(2, 3, "force")]))
    assert table["max_moves"].tolist() == [2, 3, 4]
    assert table["objective"].tolist() == [286, 286, 306]


def test_it_ends_where_asked() -> None:
    assert frontier(_two_swaps(), upto=2)["max_moves"].tolist() == [0, 1, 2]
    assert frontier(_two_swaps(locks=[(2, 3, "force")]), upto=1).empty


def test_nothing_to_gain_is_one_point() -> None:
    model = PlacementModel.from_arrays(np.eye(2) * 80, np.ones((2, 2), bool), current=[0, 1])
    assert frontier(model)["max_moves"].tolist() == [0]


def test_posts_to_fill_first_come_before_fit() -> None:
    """Filling post 1 takes one move and costs 30; the second move wins 5 back."""
    model = PlacementModel.from_arrays(
        [[80.0, 50, 0], [75, 0, 70]], np.array([[True, True, False], [True, False, True]]),
        current=[0, 2], fill_first=np.array([False, True, False]),
    )  # fmt: skip
    table = frontier(model)
    assert table["max_moves"].tolist() == [0, 1, 2]
    assert table["objective"].tolist() == [150, 120, 125]
    assert table["moves"].tolist() == [0, 1, 2]


def test_without_any_plan_there_is_no_frontier() -> None:
    with pytest.raises(InfeasibleScenarioError):
        frontier(PlacementModel.from_arrays([[1.0], [1.0]], np.ones((2, 1), bool), must_place=np.ones(2, bool)))


def test_stopping_leaves_plans_with_an_honest_gap() -> None:
    """The best plans are 280, 280, 300, 300 and 306: what is stated plus its gap is never below."""
    table = frontier(_two_swaps(), should_stop=lambda: True)
    best = pd.Series([280, 280, 300, 300, 306], dtype=float).reindex(table["max_moves"]).to_numpy()
    assert (table["objective"] <= best + 1e-6).all()
    assert (table["objective"] + table["gap"] >= best - 1e-6).all()
    assert table.loc[table["gap"] > 1e-6, "status"].eq("feasible").all()


def test_progress_is_told_in_indonesian() -> None:
    told: list[str] = []
    frontier(_two_swaps(), on_progress=lambda stage, value, bound: told.append(stage))
    assert told[-1] == "Paling banyak 4 perpindahan"


@pytest.mark.parametrize(
    ("objective", "expected"),
    [
        ([0, 8, 9, 10], 1),
        ([0, 0, 9, 10], 2),
        ([0, 1, 2, 3], 0),
        ([5, 5, 5, 5], 0),
        ([0, 6, 8, 9], 1),
        ([7], 0),
    ],
)
def test_knee_is_furthest_above_the_straight_line(objective: list[int], expected: int) -> None:
    table = pd.DataFrame({"max_moves": range(len(objective)), "objective": np.array(objective, float)})
    assert knee(table) == expected


def test_equally_far_takes_the_fewer_moves() -> None:
    """Above the line by 1/3 at one move and at two."""
    assert knee(pd.DataFrame({"max_moves": [3, 4, 5, 6], "objective": [0.0, 20, 30, 30]})) == 4


def test_a_frontier_without_points_has_no_knee() -> None:
    with pytest.raises(ValueError, match="knee"):
        knee(frontier(_two_swaps(locks=[(2, 3, "force")]), upto=1))
