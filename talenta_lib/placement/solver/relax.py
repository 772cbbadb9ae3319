"""What must give way when no plan keeps all rows: the fewest rows, then the least change, and what that is worth.

Of the fewest rows each is missed by every plan that keeps the others, else there would be fewer. So their change is
linear in the pairs, and the method of ``kernel`` finds the least, and of equal ones the largest total fit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import compress

import numpy as np
import numpy.typing as npt
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.solver.components import run_parts
from talenta_lib.placement.solver.elastic import Elastic
from talenta_lib.placement.solver.model import UNBOUNDED, PlacementModel
from talenta_lib.placement.solver.problem import Problem, integer_gains
from talenta_lib.placement.solver.stages import Solved
from talenta_lib.placement.solver.watch import Watch
from talenta_lib.terms import format_number

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_SECONDS = 20.0
"""How long the least change is sought, and what the rows are worth."""
_SHOWN = 5
_WORTH_SAYING = 0.05


def relaxations(
    model: PlacementModel, *, weights: Mapping[str, int] | None = None, with_fit: bool = True
) -> pd.DataFrame:
    """Return the rows that must give way: the fewest, then the least change of these, then the largest total fit.

    ``weights`` says for how many rows a row counts, by its name; for one where it says nothing.

    Returns
    -------
    DataFrame : row, sentence, action (what to change, Indonesian), limit (as asked), needed (as the plan then has it),
        objective (the largest total fit with this least change), worth (fit points that the plan would gain if the
        row were dropped altogether, the others as needed); both NaN without ``with_fit`` or where time was up. Empty
        where the model has a plan.
    """
    return _give_way(model, weights or {}, with_fit=with_fit)[0]


def infeasible(model: PlacementModel, *, weights: Mapping[str, int] | None = None) -> InfeasibleScenarioError:
    """Return the error of a model without a plan: what must give way, in the words of its rows.

    ``weights`` as in :func:`relaxations`.
    """
    table, is_fewest = _give_way(model, weights or {}, with_fit=True)
    best = float(table["objective"].max())
    value = "" if math.isnan(best) else f" Dengan itu nilai rencana terbaik {format_number(best)}."
    parts = [_say(action, worth) for action, worth in zip(table["action"], table["worth"], strict=True)]
    least = "Paling sedikit" if is_fewest else "Misalnya"
    rest = f"; dan {format_number(len(parts) - _SHOWN, 0)} syarat lain" if parts[_SHOWN:] else ""
    return InfeasibleScenarioError(
        f"Tidak ada susunan yang memenuhi semua syarat. {least} {format_number(len(parts), 0)} syarat harus longgar: "
        f"{'; '.join(parts[:_SHOWN])}{rest}.{value}",
        "Longgarkan syarat itu atau syarat lain yang berkaitan, lalu hitung ulang.",
        rows=tuple(table["row"]),
        relaxations=table,
    )


def _say(action: str, worth: float) -> str:
    """Say what to change, and what the plan would gain without the row."""
    more = f" (tanpa syarat ini nilainya naik lagi {format_number(worth)})" if worth >= _WORTH_SAYING else ""
    return f"{action}{more}"


def _give_way(model: PlacementModel, weights: Mapping[str, int], *, with_fit: bool) -> tuple[pd.DataFrame, bool]:
    """Return the table of :func:`relaxations`, and whether its rows are proved the fewest."""
    elastic = Elastic.of(model, weights)
    watch = Watch.started(_SECONDS, None, None)
    plan, is_fewest = elastic.fewest()
    objective, missed = math.nan, elastic.missed(plan)
    if missed and (with_fit or missed[0] < len(model.coupling_rows)):
        plan, objective = _least_change(elastic, plan, watch)
    missed, counts = elastic.missed(plan), elastic.count(plan)
    rows, needed = [elastic.rows[k] for k in missed], [int(counts[k]) for k in missed]
    ends = {
        k: (min(row.lower, count), max(row.upper, count)) for k, row, count in zip(missed, rows, needed, strict=True)
    }
    worth = [_worth(elastic, ends, k, objective, watch) for k in missed] if with_fit else math.nan
    table = pd.DataFrame({
        "row": [row.name for row in rows],
        "sentence": [row.sentence for row in rows],
        "action": [row.say_eased(count) for row, count in zip(rows, needed, strict=True)],
        "limit": [row.nearest(count) for row, count in zip(rows, needed, strict=True)],
        "needed": needed,
    })  # fmt: skip
    kinds = {"row": "str", "sentence": "str", "action": "str", "limit": "int64", "needed": "int64"}
    return table.astype(kinds).assign(worth=worth, objective=objective), is_fewest


def _least_change(elastic: Elastic, plan: Ints, watch: Watch) -> tuple[Ints, float]:
    """Return the plan that misses the rows that a plan misses by the least, on the same side, then with most fit.

    Also its total fit, NaN where time was up before it was proved. A person, a post or a lock misses out by one.
    """
    model, rows, counts = elastic.model, elastic.rows, elastic.count(plan)
    ends, change = {}, np.zeros(model.n_pairs)
    for k in elastic.missed(plan):
        is_over = counts[k] > rows[k].upper
        ends[k] = (rows[k].lower, UNBOUNDED) if is_over else (0, rows[k].upper)
        if k < len(model.coupling_rows):
            change[rows[k].pairs] += 1 if is_over else -1
    dear = 1.0 + model.n_people * (model.fit.max(initial=0.0) - model.fit.min(initial=0.0))
    solved = _solved(_with_ends(elastic, ends), model.fit - dear * change, watch)
    if solved is None:
        raise RuntimeError("rows that were missed by a plan cannot give way")
    return solved.pairs, float(model.fit[solved.pairs].sum()) if solved.is_proved else math.nan


def _worth(elastic: Elastic, ends: Mapping[int, tuple[int, int]], k: int, objective: float, watch: Watch) -> float:
    """Return how much more total fit there is without one of the rows, NaN where time was up."""
    none = (0, UNBOUNDED)
    if ends[k] == none:
        return 0.0
    model = _with_ends(elastic, {**ends, k: none})
    solved = _solved(model, model.fit, watch)
    return float(model.fit[solved.pairs].sum()) - objective if solved is not None and solved.is_proved else math.nan


def _solved(model: PlacementModel, values: Floats, watch: Watch) -> Solved | None:
    """Return the plan with the largest total of values."""
    return run_parts(Problem.of(model), {"fit": integer_gains(values, model.n_people)}, watch)


def _with_ends(elastic: Elastic, ends: Mapping[int, tuple[int, int]]) -> PlacementModel:
    """Return the model with other bounds of some of its rows."""
    model = elastic.model
    rows = [
        replace(row, lower=ends[k][0], upper=ends[k][1]) if k in ends else row for k, row in enumerate(elastic.rows)
    ]
    forces = tuple(dict.fromkeys(model.forced))
    sizes = [len(model.coupling_rows), int(model.must_place.sum()), int(model.must_fill.sum())]
    people, posts, pairs = np.split(np.array([row.lower > 0 for row in rows])[sizes[0] :], np.cumsum(sizes[1:]))
    return replace(
        model,
        max_moves=None,
        unit_cap=None,
        unit_min=None,
        side_rows=tuple(rows[: sizes[0]]),
        must_place=_only(model.must_place, people),
        must_fill=_only(model.must_fill, posts),
        forced=tuple(compress(forces, pairs)),
    )


def _only(flags: Flags, kept: Flags) -> Flags:
    """Return the flags, where only some of those that are set stay so."""
    left = flags.copy()
    left[np.flatnonzero(flags)] = kept
    return left
