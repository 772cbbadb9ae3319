"""The solver: brute force, strict order of the stages, any float, any order of rows, time and cancelling."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from talenta_lib.errors import InfeasibleScenarioError, ScenarioError
from talenta_lib.placement.solver import PlacementModel, SideRow, solve
from talenta_lib.placement.solver.components import split
from talenta_lib.placement.solver.problem import Problem, integer_gains
from talenta_lib.placement.solver.stages import STAGES


def model(fit, eligible=None, **options):
    fit = np.asarray(fit, dtype=float)
    return PlacementModel.from_arrays(fit, np.ones(fit.shape, bool) if eligible is None else eligible, **options)


def brute(model):
    """Return the best key over all plans (fill, fit, moves, wishes, ties; less is better), None without a plan."""
    options = [[-1, *model.post[model.indptr[i] : model.indptr[i + 1]]] for i in range(model.n_people)]
    best = None
    for posts in product(*options):
        used = [j for j in posts if j >= 0]
        if len(set(used)) < len(used):
            continue
        pairs = model.chosen(posts)
        if any(not row.lower <= np.isin(row.pairs, pairs).sum() <= row.upper for row in model.rows):
            continue
        key = (
            -int(model.fill_first[used].sum()),
            -round(float(model.fit[pairs].sum()), 6),
            int(model.is_move[pairs].sum()),
            -int(model.wishes[pairs].sum()),
            int(model.ties[pairs].sum()),
        )
        best = key if best is None else min(best, key)
    return best


@st.composite
def small_models(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    fit = draw(
        st.sampled_from(
            [rng.normal(50, 20, (n, m)), rng.integers(-2, 4, (n, m)) * 1.0, rng.integers(-3, 9, (n, m)) / 7]
        )
    )
    current = np.full(n, -1)
    held = rng.permutation(m)[: min(n, m)]
    current[rng.permutation(n)[: len(held)]] = held
    maybe = lambda value: value if rng.random() < 0.5 else None  # noqa: E731
    bounded = rng.random() < 0.5
    return model(
        fit,
        rng.random((n, m)) < 0.7,
        current=current,
        max_moves=maybe(int(rng.integers(0, n + 1))),
        unit_of_post=rng.integers(-1, 2, m) if bounded else None,
        unit_cap=rng.integers(0, 3, 2) if bounded else None,
        unit_min=rng.integers(0, 2, 2) if bounded else None,
        must_place=maybe(rng.random(n) < 0.4),
        must_fill=maybe(rng.random(m) < 0.3),
        fill_first=maybe(rng.random(m) < 0.4),
        wishes=maybe(rng.random((n, m)) < 0.4),
        locks=[(int(rng.integers(n)), int(rng.integers(m)), str(rng.choice(["force", "forbid"])))]
        * (rng.random() < 0.4),
        side_rows=[SideRow("s", "S.", rng.random((n, m)) < 0.5, lower=int(rng.integers(0, 2)), upper=2)]
        * (rng.random() < 0.3),
    )


@given(small_models())
@settings(max_examples=120, deadline=None)
def test_it_agrees_with_brute_force_on_every_stage(case):
    expected = brute(case)
    if expected is None:
        with pytest.raises(InfeasibleScenarioError) as caught:
            solve(case)
        assert caught.value.rows
        return
    plan = solve(case)
    reached = dict(plan.stages)
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(-expected[1], abs=2e-6)
    assert (-reached["fill_first"], plan.moves, -reached["wishes"], reached["ties"]) == (expected[0], *expected[2:])


def test_without_rows_it_agrees_with_scipy():
    fit = np.random.default_rng(1).normal(60, 10, (30, 40))
    plan = solve(model(fit))
    assert plan.objective == pytest.approx(fit[linear_sum_assignment(fit, maximize=True)].sum(), abs=1e-9)
    assert plan.status == "optimal"


def test_fit_comes_before_moves_however_small_the_difference():
    fit = [[50.0, 50.0 + 1e-9], [50.0, 50.0]]
    assert solve(model(fit, current=[0, 1])).assignment.tolist() == [1, 0]  # two moves for 1e-9 of fit
    fit[0][1] = 50.0
    assert solve(model(fit, current=[0, 1])).moves == 0


def test_a_post_to_fill_first_comes_before_any_fit():
    fit = [[100.0, 1.0]]
    first = np.array([False, True])
    assert solve(model(fit, fill_first=first)).assignment.tolist() == [1]


def test_moves_come_before_wishes_and_wishes_before_ties():
    fit = np.full((2, 2), 70.0)
    swap = ~np.eye(2, dtype=bool)
    assert solve(model(fit, current=[0, 1], wishes=swap)).moves == 0
    assert solve(model(fit, wishes=swap, ties=swap.astype(int))).assignment.tolist() == [1, 0]  # nobody holds a post
    assert solve(model(fit, ties=swap.astype(int))).assignment.tolist() == [0, 1]
    assert solve(model(fit, ties=np.eye(2))).assignment.tolist() == [1, 0]


def test_sums_of_sevenths_that_are_equal_count_as_equal():
    # 1/7 + 6/7 and 3/7 + 4/7 are one and one, though not as floats; then the plan with fewer moves is the answer
    fit = np.array([[1.0, 3.0], [4.0, 6.0]]) / 7
    assert solve(model(fit, current=[0, 1])).moves == 0
    assert solve(model(fit, current=[1, 0])).moves == 0


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e15, 1e300])
def test_fits_of_any_size_are_solved_exactly(scale):
    fit = np.array([[3.0, 2.0, -1.0], [2.5, 1.75, 4.0], [-2.0, 1.0, 3.5]]) * scale
    plan = solve(model(fit, current=[0, 1, 2], max_moves=1))
    # staying gives 3 + 1.75 + 3.5 = 8.25; with one move nobody's own post is free for gain: 8.25 is best
    assert plan.assignment.tolist() == [0, 1, 2]
    assert plan.status == "optimal"


def test_a_small_fit_beside_a_huge_one_still_decides():
    fit = [[1e17, -np.inf], [-np.inf, 0.5], [-np.inf, 0.25]]
    plan = solve(model(fit, np.isfinite(fit)))
    assert plan.assignment.tolist() == [0, 1, -1]
    assert plan.status == "optimal"


def test_negative_fits_are_taken_only_where_a_row_asks():
    fit = [[-5.0, -2.0]]
    assert solve(model(fit)).assignment.tolist() == [-1]
    assert solve(model(fit, must_place=np.array([True]))).assignment.tolist() == [1]
    assert solve(model(fit, must_fill=np.array([True, False]))).assignment.tolist() == [0]


def test_no_moves_at_all_leaves_everybody_in_place():
    plan = solve(model(np.arange(9.0).reshape(3, 3) ** 2, current=[1, 2, 0], max_moves=0))
    assert plan.assignment.tolist() == [1, 2, 0]
    assert plan.moves == 0


def test_a_force_to_the_own_post_means_staying():
    plan = solve(model([[0.0, 9.0], [9.0, 0.0]], current=[0, 1], locks=[(0, 0, "force")]))
    assert plan.assignment[0] == 0
    assert plan.objective == 0.0  # post 0 is taken, and Budi's own post is worth nothing


def test_a_post_left_empty_is_no_change_of_its_unit():
    fit = [[1.0, 50.0], [0.0, 1.0]]
    plan = solve(model(fit, current=[0, 1], unit_of_post=[0, 1], unit_cap=[0, 1]))
    assert plan.assignment.tolist() == [1, -1]  # post 0 stands empty, which unit 0 allows; its owner left for 50


def kabupaten(posts=60, seed=4, grid=None):
    """Draw posts of three jenjang, people who may have some posts of their own jenjang, caps and most moves."""
    rng = np.random.default_rng(seed)
    jenjang = rng.choice(3, posts, p=[0.1, 0.3, 0.6])
    eligible = (jenjang[:, None] == jenjang[None, :]) & (rng.random((posts, posts)) < 0.4)
    np.fill_diagonal(eligible, True)
    fit = rng.normal(65, 8, (posts, posts))
    if grid:
        fit = np.round(fit * grid / 100) * 100 / grid
    unit = np.arange(posts) % 6
    return {
        "fit": fit,
        "eligible": eligible,
        "current": np.arange(posts),
        "must_place": np.ones(posts, bool),
        "max_moves": posts * 2 // 5,
        "unit_of_post": unit,
        "unit_cap": np.bincount(unit) // 2,
    }


@pytest.mark.parametrize("grid", [None, 40])
def test_the_order_of_people_does_not_matter(grid):
    arrays = kabupaten(grid=grid)
    order = np.random.default_rng(0).permutation(60)
    shuffled = {**arrays, **{name: arrays[name][order] for name in ("fit", "eligible", "current", "must_place")}}
    plan, other = (solve(PlacementModel.from_arrays(**case)) for case in (arrays, shuffled))
    assert plan.status == other.status == "optimal"
    assert other.objective == pytest.approx(plan.objective, abs=1e-6)
    assert other.moves == plan.moves
    if grid is None:  # real numbers: one optimum
        assert (other.assignment == plan.assignment[order]).all()


@pytest.mark.parametrize("grid", [None, 40])
def test_the_same_arrays_give_the_same_plan(grid):
    first, second = (solve(PlacementModel.from_arrays(**kabupaten(grid=grid))) for _ in range(2))
    assert (first.assignment == second.assignment).all()
    assert first.stages == second.stages


def test_when_the_time_is_over_a_plan_comes_with_its_proved_gap():
    case = PlacementModel.from_arrays(**kabupaten())
    best, early = solve(case), solve(case, time_limit=0)
    assert early.status == "feasible"
    assert early.gap > 0
    assert early.objective <= best.objective <= early.bound + 1e-9
    assert early.moves <= 24  # 40 % of 60: a plan that is not optimal keeps the rows all the same


def test_cancelling_acts_as_the_end_of_the_time():
    case = PlacementModel.from_arrays(**kabupaten())
    plan = solve(case, should_stop=lambda: True)
    assert plan.status == "feasible"
    assert plan.objective + plan.gap == pytest.approx(plan.bound)


def test_cancelling_before_there_is_a_plan_is_an_error():
    arrays = kabupaten()
    busy = {**arrays, "unit_min": np.full(6, 2)}  # staying is no plan here
    with pytest.raises(ScenarioError, match="dihentikan"):
        solve(PlacementModel.from_arrays(**busy), should_stop=lambda: True)


def test_a_first_plan_is_waited_for():
    busy = PlacementModel.from_arrays(**kabupaten(), unit_min=np.full(6, 2))
    plan = solve(busy, time_limit=0)
    changed = np.bincount(np.arange(60)[plan.assignment[plan.assignment != np.arange(60)]] % 6, minlength=6)
    assert (changed >= 2).all()


def test_progress_tells_the_value_and_the_bound_of_each_stage():
    told = []
    whole = kabupaten()
    whole["eligible"][:, 0] = True  # everybody may have post 0: one part
    plan = solve(PlacementModel.from_arrays(**whole), on_progress=lambda *words: told.append(words))
    last = {stage: (value, bound) for stage, value, bound in told}
    assert last[STAGES["fit"]] == pytest.approx((plan.objective, plan.objective), abs=1e-6)
    assert last[STAGES["moves"]] == (plan.moves, plan.moves)
    assert told[0] == (STAGES["fit"], None, None)  # nothing is to be filled first


def test_progress_of_independent_parts_says_which_part():
    fit = np.array([[5.0, 9.0, 0.0, 0.0], [9.0, 5.0, 0.0, 0.0], [0.0, 0.0, 5.0, 9.0], [0.0, 0.0, 9.0, 5.0]])
    told = set()
    units = {"current": [0, 1, 2, 3], "unit_of_post": [0, 0, 1, 1], "unit_cap": [1, 1]}
    solve(model(fit, fit > 0, **units), on_progress=lambda stage, *_: told.add(stage))
    assert {f"{STAGES['fit']} (bagian {part} dari 2)" for part in (1, 2)} <= told


def test_independent_parts_are_solved_apart_and_put_together():
    eligible = np.kron(np.eye(2, dtype=bool), np.ones((2, 2), bool))
    fit = np.array([[5, 9, 0, 0], [8, 5, 0, 0], [0, 0, 5, 9], [0, 0, 9, 5]], dtype=float)
    rows = {"current": [0, 1, 2, 3], "unit_of_post": [0, 0, 1, 1], "unit_cap": [0, 2]}
    apart = model(fit, eligible, **rows)
    assert len(split(Problem.of(apart))) == 2  # unit 1 cannot bind: its part is an assignment alone
    assert len(split(Problem.of(model(fit, eligible, **rows, max_moves=3)))) == 1
    assert solve(apart).assignment.tolist() == [0, 1, 3, 2]
    assert solve(apart).objective == 28.0  # 5 + 5 + 9 + 9


def test_a_row_that_nobody_can_meet_makes_its_model_infeasible():
    side = SideRow("s", "S.", np.zeros((1, 1), bool), lower=1)
    with pytest.raises(InfeasibleScenarioError) as caught:
        solve(model([[1.0]], side_rows=[side]))
    assert caught.value.rows == ("s",)


def test_fits_on_a_grid_are_exact_integers():
    gains = integer_gains(np.array([60.0, 60 + 100 / 72, 60 + 300 / 72]), 100)
    assert gains.error == 0.0
    assert gains.step / gains.unit == pytest.approx(
        100 / 72 / 5
    )  # 60 = 43.2 steps of 100/72: the common step is a fifth
    assert (gains.values % gains.step == 0).all()


def test_nobody_and_nothing_is_a_plan():
    assert solve(model(np.zeros((0, 3)))).assignment.tolist() == []
    assert solve(model(np.zeros((2, 0)))).assignment.tolist() == [-1, -1]
    assert solve(model(np.ones((2, 2)), np.zeros((2, 2), bool))).objective == 0.0
