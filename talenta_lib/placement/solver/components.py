"""Independent parts of a problem: people, posts and rows that share no pair are solved apart, and put together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from talenta_lib.placement.solver.problem import Gains, Problem
from talenta_lib.placement.solver.stages import Solved, run_stages
from talenta_lib.placement.solver.watch import Watch

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def run_parts(problem: Problem, gains: dict[str, Gains], watch: Watch, *, best: Ints | None = None) -> Solved | None:
    """Run the stages on each part; None where a part has no plan. The stages add up over parts, so order is kept.

    ``best`` is a plan (pairs of the model) that is proved the best: then none is searched for.
    """
    solved: list[Solved] = []
    parts = split(problem)
    for number, part in enumerate(parts, start=1):
        told = watch if len(parts) == 1 else watch.of_part(number, len(parts))
        result = run_stages(part, gains, told, best=None if best is None else np.intersect1d(best, part.origin))
        if result is None:
            return None
        solved.append(result)
    return Solved(
        np.sort(np.concatenate([np.zeros(0, np.int64), *(part.pairs for part in solved)])),
        sum(part.fit_gap for part in solved),
        all(part.is_proved for part in solved),
        tuple(optima for part in solved for optima in part.optima),
    )


def split(problem: Problem) -> list[Problem]:
    """Return the parts of a problem; all that no row touches is one part, since an assignment alone is cheap."""
    graph = problem.graph
    n, m, rows = len(graph.must_place), len(graph.must_fill), len(problem.lower)
    if rows == 0:
        return [problem]
    touched = problem.rows.tocoo()
    start = np.concatenate([graph.person, n + m + touched.coords[0]])
    end = np.concatenate([n + graph.post, graph.person[touched.coords[1]]])
    links = sparse.coo_array((np.ones(len(start), np.int8), (start, end)), shape=(n + m + rows, n + m + rows))
    _, label = connected_components(links, directed=False)
    with_rows = np.unique(label[n + m :])
    part = np.searchsorted(with_rows, label)
    part[~np.isin(label, with_rows)] = len(with_rows)
    parts = (_part(problem, part[:n] == k, part[n : n + m] == k, part[n + m :] == k) for k in np.unique(part))
    return [
        alone
        for alone in parts
        if alone.n_pairs or alone.graph.must_place.any() or alone.graph.must_fill.any() or len(alone.lower)
    ]


def _part(problem: Problem, people: Flags, posts: Flags, rows: Flags) -> Problem:
    graph = problem.graph
    alone = replace(
        problem, rows=problem.rows[np.flatnonzero(rows)], lower=problem.lower[rows], upper=problem.upper[rows]
    )
    return alone.only(people[graph.person], graph.must_place & people, graph.must_fill & posts)
