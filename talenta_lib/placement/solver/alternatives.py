"""Is it the only best plan: which other posts people have in some best plan, and who has none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from talenta_lib.placement.solver.components import run_parts
from talenta_lib.placement.solver.lap import solve_lap
from talenta_lib.placement.solver.model import PlacementModel, Plan
from talenta_lib.placement.solver.optima import Optima
from talenta_lib.placement.solver.problem import Problem, integer_gains
from talenta_lib.placement.solver.stages import stage_gains
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Alternatives:
    """What people can have in some best plan: one as good in every stage before the lots.

    ``pairs`` bool[n, m] (sparse) and ``unplaced`` bool[n] are part of some best plan, those of the plan among them.
    ``open_pairs`` and ``open_unplaced`` may be: time was up before they were settled. All else is in no best plan.
    """

    pairs: sparse.csr_array
    unplaced: Flags
    open_pairs: sparse.csr_array
    open_unplaced: Flags

    @property
    def is_settled(self) -> bool:
        """Whether nothing was left open."""
        return self.open_pairs.nnz == 0 and not self.open_unplaced.any()

    @property
    def is_unique(self) -> bool | None:
        """Whether the plan is the only best one; None where time was up before that was known."""
        if self.pairs.nnz + int(self.unplaced.sum()) > self.pairs.shape[0]:
            return False
        return True if self.is_settled else None

    def posts_of(self, person: int) -> Ints:
        """Return the posts that a person has in some best plan, in ascending order."""
        starts = self.pairs.indptr
        return np.sort(self.pairs.indices[starts[person] : starts[person + 1]]).astype(np.int64)


def alternatives(model: PlacementModel, plan: Plan, *, time_limit: float | None = None) -> Alternatives:
    """Return what is part of some best plan; exact, but for what is left open after ``time_limit`` seconds.

    The stages leave all plans that are as good (``optima``). What no exchange of people reaches there is in none.
    Without rows over many people all the rest is in some; else plans are asked for that hold as much as they can of
    what is in question, until one holds nothing of it.

    Raises
    ------
    ValueError : the plan is not proved to be the best.
    """
    if plan.status != "optimal":
        raise ValueError("only a plan that is proved optimal has alternatives")
    watch = Watch.started(time_limit, None, None)
    gains = {stage: gain for stage, gain in stage_gains(model).items() if stage != "ties"}
    chosen = model.chosen(plan.assignment)
    solved = run_parts(Problem.of(model), gains, watch, best=chosen)
    if solved is None:
        raise ValueError("the plan is not a plan of this model")
    in_some, left = np.zeros((2, model.n_pairs + model.n_people), dtype=bool)
    in_some[chosen] = in_some[model.n_pairs + np.flatnonzero(plan.assignment < 0)] = True
    for optima in solved.optima:
        _settle(optima, in_some, left, watch)
    return Alternatives(*_read(model, in_some), *_read(model, left))


def _settle(optima: Optima, in_some: Flags, left: Flags, watch: Watch) -> None:
    """Mark the choices that are part of some of the best plans, and those left in question; one plan is marked.

    Choices are the pairs of the model, then its people without a post.
    """
    if not optima.held:
        optima = Optima.of(_exchanged(optima.problem))
    problem, pairs = optima.problem, optima.kernel.pairs
    person = problem.graph.person
    idle = np.intersect1d(optima.kernel.people, person[pairs])
    choices = np.append(problem.origin[pairs], len(in_some) - len(problem.graph.must_place) + idle)
    is_open = ~in_some[choices]
    while is_open.any() and not optima.is_free:
        wanted = np.zeros(problem.n_pairs, np.int64)
        wanted[pairs] = is_open[: len(pairs)].astype(np.int64) - np.isin(person[pairs], idle[is_open[len(pairs) :]])
        found, is_proved = optima.best(integer_gains(wanted, len(in_some)), watch)
        if found is not None:
            is_held = np.append(np.isin(pairs, found), ~np.isin(idle, person[found]))
            in_some[choices[is_held]] = True
        if found is None or not (is_open & is_held).any():
            left[choices] = is_open & (not is_proved)
            return
        is_open &= ~is_held
    in_some[choices[is_open]] = True


def _exchanged(problem: Problem) -> Problem:
    """Return the problem without the pairs that no assignment holds, and with those mandatory whom none leaves out.

    From one assignment, exchanges lead to any other: people who push each other round, or along a chain from an empty
    post to a person left out. So a pair is part of one where its person and the holder of its post are strongly
    connected (Tassa 2012); empty posts and people left out meet in one more node. Rows are set aside.
    """
    graph = problem.graph
    n, m = len(graph.must_place), len(graph.must_fill)
    matching = solve_lap(graph, np.zeros(problem.n_pairs, np.int64))
    if matching is None:
        raise RuntimeError("the problem of a plan has lost it")
    holder, held = np.full(m, n), np.full(n, -1)
    holder[graph.post[matching.pairs]] = graph.person[matching.pairs]
    held[graph.person[matching.pairs]] = graph.post[matching.pairs]
    may_leave = np.flatnonzero(~graph.must_place)
    may_be_left = np.flatnonzero((held < 0) | ~graph.must_fill[held])
    start = np.concatenate([graph.person, may_leave, np.full(len(may_be_left), n)])
    end = np.concatenate([holder[graph.post], np.full(len(may_leave), n), may_be_left])
    links = sparse.coo_array((np.ones(len(start), np.int8), (start, end)), shape=(n + 1, n + 1))
    _, group = connected_components(links, connection="strong")
    is_placed = (held >= 0) & (group[:n] != group[n])
    return problem.only(group[graph.person] == group[holder[graph.post]], graph.must_place | is_placed)


def _read(model: PlacementModel, choices: Flags) -> tuple[sparse.csr_array, Flags]:
    """Return choices as a matrix of pairs and the people without a post."""
    pairs, unplaced = np.split(choices, [model.n_pairs])
    where = model.person[pairs], model.post[pairs]
    return sparse.csr_array((np.ones(len(where[0]), bool), where), shape=(model.n_people, model.n_posts)), unplaced
