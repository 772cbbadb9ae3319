"""The assignment in integers: optimal against scipy, certified by its duals, exact where floats are not."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from talenta_lib.placement.solver.lap import Graph, solve_lap


@st.composite
def cases(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    person, post = np.nonzero(rng.random((n, m)) < draw(st.sampled_from([0.3, 0.6, 1.0])))
    gain = rng.integers(-5, draw(st.sampled_from([3, 30, 10**11])), len(person))
    graph = Graph.of(person, post, rng.random(n) < 0.4, rng.random(m) < 0.3)
    return graph, gain, rng.integers(-9, 30, m)


def squared(graph, gain):
    """Solve with scipy: a dummy post for each person and a dummy person for each post that may be idle."""
    n, m = len(graph.must_place), len(graph.must_fill)
    never = -(2.0**45)
    value = np.full((n + m, m + n), never)
    value[graph.person, graph.post] = gain
    value[n:, m:] = 0.0
    idle_people, idle_posts = np.flatnonzero(~graph.must_place), np.flatnonzero(~graph.must_fill)
    value[idle_people, m + idle_people] = 0.0
    value[n + idle_posts, idle_posts] = 0.0
    total = value[linear_sum_assignment(value, maximize=True)].sum()
    return None if total < never / 2 else total


@given(cases())
@settings(max_examples=150, deadline=None)
def test_it_agrees_with_scipy_and_its_duals_prove_it(case):
    graph, gain, prices = case
    expected = squared(graph, gain)
    for start in (None, prices):
        found = solve_lap(graph, gain, start)
        if found is None:
            assert expected is None
            continue
        assert found.value == expected
        slack = found.u[graph.person] + found.v[graph.post] - gain
        assert (slack >= 0).all()
        assert (slack[found.pairs] == 0).all()
        placed, filled = graph.must_place.copy(), graph.must_fill.copy()
        assert placed[graph.person[found.pairs]].sum() == graph.must_place.sum()
        assert filled[graph.post[found.pairs]].sum() == graph.must_fill.sum()
        idle_people = np.setdiff1d(np.arange(len(placed)), graph.person[found.pairs])
        idle_posts = np.setdiff1d(np.arange(len(filled)), graph.post[found.pairs])
        assert (found.u[idle_people] == 0).all()
        assert (found.v[idle_posts] == 0).all()
        assert (found.u[~graph.must_place] >= 0).all()
        assert (found.v[~graph.must_fill] >= 0).all()


def test_one_unit_in_a_large_number_decides():
    person, post = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    graph = Graph.of(person, post, np.zeros(2, bool), np.zeros(2, bool))
    large = 2**56  # not exact as a float with one unit more
    assert solve_lap(graph, np.array([large, large, large, large + 1])).pairs.tolist() == [0, 3]
    assert solve_lap(graph, np.array([large, large + 1, large, large])).pairs.tolist() == [1, 2]


def test_a_pair_of_negative_gain_is_taken_only_where_it_must():
    graph = Graph.of(np.array([0]), np.array([0]), np.array([False]), np.array([False]))
    assert solve_lap(graph, np.array([-3])).pairs.tolist() == []
    must = Graph.of(np.array([0]), np.array([0]), np.array([False]), np.array([True]))
    assert solve_lap(must, np.array([-3])).value == -3


def test_two_who_must_have_the_one_post_have_no_assignment():
    graph = Graph.of(np.array([0, 1]), np.array([0, 0]), np.ones(2, bool), np.zeros(1, bool))
    assert solve_lap(graph, np.array([1, 1])) is None
