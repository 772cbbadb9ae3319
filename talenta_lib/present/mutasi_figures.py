"""Figures of the mutasi chapter: a table in, a plotly figure out. No title: the page says the finding in words."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from talenta_lib.present.figures import HALF_COLUMN, blank_figure, note
from talenta_lib.present.theme import COLORS, Theme
from talenta_lib.terms import format_number

FEW_POINTS: Final = 40
HEIGHT: Final = 212


def frontier_figure(
    frontier: pd.DataFrame, chosen: int, knee: int | None, *, width: int = HALF_COLUMN, theme: Theme = "terang"
) -> go.Figure:
    """Draw fit against the limit of moves, one point a limit: the chosen one large, the knee a diamond.

    ``frontier`` has max_moves, value (what the plan reaches) and gap (how much more could be possible at most, in the
    same unit; 0 where the point is proved). A point that is not proved is hollow, with a line up to what is possible.
    """
    rows = frontier.sort_values("max_moves")
    values = dict(zip(rows["max_moves"], rows["value"], strict=True))
    traces, notes, shapes = [_points(rows, theme)], [], []
    if knee is not None and knee in values and knee != chosen:
        is_early = knee < rows["max_moves"].median()
        place = _beside(left=not is_early, x=9, y=-13 if is_early else 9)
        traces.append(_mark(knee, values[knee], "diamond", theme))
        ground = COLORS[theme]["kertas"]
        notes.append(note(knee, values[knee], f"{knee}: mulai melandai", bgcolor=ground, **place))
    if chosen in values:
        place = _beside(left=chosen >= rows["max_moves"].median(), x=4, y=17)
        traces.append(_mark(chosen, values[chosen], "circle", theme))
        notes.append(note(chosen, values[chosen], f"<b>{chosen}: {format_number(values[chosen])}</b>", **place))
        shapes.append({"type": "line", "x0": chosen, "x1": chosen, "yref": "paper", "y0": 0, "y1": 0.97,
                       "layer": "below", "line": {"width": 1, "color": COLORS[theme]["tinta"]}})  # fmt: skip
    figure = blank_figure(traces, width, HEIGHT, theme, _say(rows, values, chosen, knee))
    first, last = int(rows["max_moves"].min()), int(rows["max_moves"].max())
    low, high = float(rows["value"].min()), float((rows["value"] + rows["gap"]).max())
    room = max(high - low, 0.1)
    figure.update_xaxes(range=[first - 0.04 * (last - first) - 0.5, last + 0.03 * (last - first) + 0.5])
    figure.update_yaxes(showgrid=True, range=[low - 0.08 * room, high + 0.2 * room], nticks=5)
    return figure.update_layout(annotations=notes, shapes=shapes)


def _points(rows: pd.DataFrame, theme: Theme) -> go.Scatter:
    """Return the line with one point a limit; hollow where it is not proved, with a line up to what is possible."""
    color = COLORS[theme]
    fills = [color["nila" if gap == 0 else "kertas"] for gap in rows["gap"]]
    size = 6.5 if len(rows) <= FEW_POINTS else 4
    return go.Scatter(
        x=rows["max_moves"], y=rows["value"], mode="lines+markers", line={"width": 1.6, "color": color["nila"]},
        marker={"size": size, "color": fills, "line": {"width": 1.2, "color": color["nila"]}},
        error_y={"array": rows["gap"], "arrayminus": [0] * len(rows), "symmetric": False, "width": 0, "thickness": 1,
                 "color": color["nila-muda"]},
        hovertemplate="%{x} perpindahan: %{y:.1f}<extra></extra>",
    )  # fmt: skip


def _beside(*, left: bool, x: float, y: float) -> dict[str, Any]:
    """Return where words stand: so far (px) beside a point, over it where ``y`` is positive."""
    return {"xanchor": "right" if left else "left", "xshift": -x if left else x, "yshift": y}


def _mark(x: int, y: float, symbol: str, theme: Theme) -> go.Scatter:
    """Return a large mark at one point: a disc for the chosen limit, a hollow diamond for the knee."""
    color, is_disc = COLORS[theme], symbol == "circle"
    fill = color["nila" if is_disc else "kertas"]
    edge = {"width": 2, "color": color["kertas" if is_disc else "nila"]}
    return go.Scatter(x=[x], y=[y], mode="markers", hoverinfo="skip",
                      marker={"symbol": symbol, "size": 13, "color": fill, "line": edge})  # fmt: skip


def _say(rows: pd.DataFrame, values: dict[int, float], chosen: int, knee: int | None) -> str:
    """Say what the figure shows."""
    ends = [(int(rows["max_moves"].iloc[k]), float(rows["value"].iloc[k])) for k in (0, -1)]
    said = [f"paling banyak {limit} perpindahan {format_number(value)}" for limit, value in ends]
    if chosen in values:
        said.insert(1, f"usulan {chosen} perpindahan {format_number(values[chosen])}")
    bend = f" Mulai melandai pada {knee} perpindahan." if knee is not None else ""
    return f"Kecocokan menurut batas perpindahan: {', '.join(said)}.{bend}"
