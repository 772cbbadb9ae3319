"""What each further move is worth: the best plan with at most K moves, for every K."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from talenta_lib.placement.solver.levels import Level, levels
from talenta_lib.placement.solver.model import UNBOUNDED, PlacementModel
from talenta_lib.placement.solver.sweep import Sweep
from talenta_lib.placement.solver.watch import OnProgress, Watch
from talenta_lib.terms import format_number

Ints = npt.NDArray[np.int64]
_SAME_FIT = 1e-6


@dataclass(frozen=True)
class Point:
    """The best plan with at most ``max_moves`` moves; ``gap`` is the proved distance to the optimum in fit points."""

    max_moves: int
    objective: float
    moves: int
    status: str
    gap: float

    @property
    def bound(self) -> float:
        """What no plan with so many moves exceeds."""
        return self.objective + self.gap


def frontier(
    model: PlacementModel,
    *,
    time_limit: float | None = None,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
    upto: int | None = None,
) -> pd.DataFrame:
    """Return the best plan for every number of moves: [max_moves, objective, moves, status, gap].

    From the fewest moves with which a plan exists to the first with which nothing changes any more, or ``upto``; the
    ``max_moves`` of the model itself is set aside, all its other rows hold. ``objective`` is the total fit of the
    best plan with at most ``max_moves`` moves (among those that fill the most posts of ``fill_first``), ``moves`` the
    fewest that reach it. When the time is up, or the caller stops, the points left keep the last plan with their gap.

    Raises
    ------
    InfeasibleScenarioError : there is no plan with any number of moves.
    """
    watch = Watch.started(time_limit, on_progress, should_stop)
    found = levels(replace(model, max_moves=None), watch)
    most = UNBOUNDED if upto is None else upto
    lasts = [min(level.fewest - 1, most) for level in found[1:]] + [most]
    points = [point for level, last in zip(found, lasts, strict=True) for point in _points(level, last, watch)]
    table = pd.DataFrame(points, columns=[field.name for field in fields(Point)]).set_index("max_moves", drop=False)
    each = range(table.index.min(), table.index.max() + 1) if points else ()
    return table.reindex(each, method="ffill").assign(max_moves=each).reset_index(drop=True)


def _points(level: Level, last: int, watch: Watch) -> list[Point]:
    """Return the points of one level up to ``last``, or to where nothing changes any more.

    Once a further move is worth nothing in the relaxation, the best plan of all is sought: there the frontier ends.
    """
    model, pairs = level.model, level.pairs
    sweep = Sweep(model, pairs, watch)
    points: list[Point] = []
    highest = np.inf
    for most in range(level.fewest, min(last, model.n_people) + 1):
        pairs, gap = sweep.best(most, pairs)
        points.append(_point(model, pairs, most, gap, points[-1] if points else None))
        watch.tell(f"Paling banyak {format_number(most, 0)} perpindahan", points[-1].objective, points[-1].bound)
        if np.isinf(highest) and sweep.worth_of_a_move == 0 and not watch.is_over():
            best, end_gap = sweep.best(model.n_people, pairs)
            highest = float(model.fit[best].sum()) if end_gap == 0 else np.inf
        if points[-1].objective >= highest - _SAME_FIT:
            return [point for point in points if point.max_moves <= points[-1].moves]
    return points


def _point(model: PlacementModel, pairs: Ints, most: int, gap: float, before: Point | None) -> Point:
    """Return the point of a plan; one that is no better than with fewer moves needs no more of them."""
    status = "feasible" if gap > _SAME_FIT else "optimal"
    objective = float(model.fit[pairs].sum())
    if before is not None and objective <= before.objective + _SAME_FIT:
        return Point(most, before.objective, before.moves, status, gap)
    return Point(most, objective, int(model.is_move[pairs].sum()), status, gap)


def knee(table: pd.DataFrame) -> int:
    """Return the number of moves at the knee of a frontier.

    The point furthest above the straight line between the first and the last, both axes scaled to 0-1 (Satopaa and
    others 2011, "kneedle", without smoothing); of equally far ones the fewest moves, and the first where none is above.
    """
    if table.empty:
        raise ValueError("a frontier without points has no knee")
    moves, fit = (table[name].to_numpy(np.float64) for name in ("max_moves", "objective"))
    width, height = moves[-1] - moves[0], fit[-1] - fit[0]
    if width <= 0 or height <= 0:
        return int(moves[0])
    above = (fit - fit[0]) / height - (moves - moves[0]) / width
    return int(moves[np.argmax(above.round(9))])
