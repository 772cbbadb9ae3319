"""The frontier with its slider on the same axis: moving it solves the scenario with another limit of moves."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets as tl

from talenta_lib.present import drawing
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Guard, unguarded
from talenta_lib.present.explore.choice import STATIC
from talenta_lib.present.explore.scenario_html import frontier_table, frontier_words, lifted
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.theme import COLORS, on_screen
from talenta_lib.terms import format_number

WIDTH, HEIGHT = 316.0, 214.0
LEFT, RIGHT, TOP, BOTTOM = 38.0, 304.0, 26.0, 160.0
"""Where the points stand; the slider runs from LEFT to RIGHT under them."""
_TRACK, _NUMBERS = 183.0, 209.0
"""Where the slider runs, and the base line of the numbers under it."""
FEW_POINTS: Final = 45
_KNEE_WORDS = 122.0
"""Room that the words at the bend take."""
_INK: Final = COLORS["terang"]


class LimitSlider(anywidget.AnyWidget):
    """A slider on the axis of a picture; ``value`` comes on release, ``words`` are said of each limit meanwhile."""

    _esm = STATIC / "batas.js"

    picture = tl.Unicode("").tag(sync=True)
    track = tl.List(tl.Float(), [100 * LEFT / WIDTH, 100 * RIGHT / WIDTH]).tag(sync=True)
    min = tl.Int(0).tag(sync=True)
    max = tl.Int(1).tag(sync=True)
    value = tl.Int(0).tag(sync=True)
    words = tl.List(tl.Unicode()).tag(sync=True)
    label = tl.Unicode("Batas perpindahan").tag(sync=True)
    disabled = tl.Bool(default_value=False).tag(sync=True)

    @tl.validate("value")
    def _within(self, proposal: Mapping[str, Any]) -> int:
        """Keep to the track."""
        return min(max(int(proposal["value"]), self.min), self.max)


class FrontierPanel:
    """Picture with slider, and words; ``on_limit`` is called once a limit has been chosen (None: no limit).

    ``is_open``: whether who looks may choose; ``is_page``: it stands on a page with a heading of its own.
    """

    def __init__(
        self,
        state: ScenarioState,
        on_limit: Callable[[int | None], None],
        *,
        is_open: bool = True,
        is_page: bool = False,
        guard: Guard = unguarded,
    ) -> None:
        self.state, self._on_limit, self._is_open = state, on_limit, is_open
        self._frame = lifted if is_page else on_screen
        self.words, self._table, self._limit = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.slider = LimitSlider()
        self.unlimited = widgets.Checkbox(
            description="Tanpa batas", indent=False, layout=widgets.Layout(width="max-content", flex="none")
        )
        self.choice = widgets.HBox(
            [self._limit, *([self.unlimited] if is_open else [])],
            layout=widgets.Layout(justify_content="space-between", max_width="316px"),
        )
        self.widget = widgets.VBox([self.words, self.slider, self.choice])
        self._is_following = False
        self._asked: list[int | None] = []
        self._drawn: Chapter | None = None
        state.observe(guard(self._follow), ["chapter", "scenario", "status"])
        self.slider.observe(guard(self._slid), "value")
        self.unlimited.observe(guard(self._ticked), "value")
        self._follow(None)

    def _follow(self, _change: object) -> None:
        """Show the plan and the limit that stand on the bench, unless a limit that was chosen is still to come."""
        limit, status = self.state.scenario.max_moves, self.state.status
        if status == "menghitung" or (self._asked and self._asked != [limit] and status != "gagal"):
            return
        self._asked = []
        self._is_following = True
        if self._drawn is not self.state.chapter:
            self._draw(self.state.chapter)
        self.slider.value = self.state.chapter.mutasi.plan.moves if limit is None else limit
        self.unlimited.value = limit is None
        self.slider.disabled = limit is None or not self._is_open
        beyond = "" if limit is None or limit <= self.slider.max else f", melewati ujung sumbu ({self.slider.max})"
        words = "tanpa batas" if limit is None else str(limit)
        self._limit.value = view.framed(f'<p class="sub">Batas perpindahan: <b>{words}</b>{beyond}</p>')
        self._is_following = False

    def _draw(self, chapter: Chapter) -> None:
        """Draw the frontier of a plan and put the slider on its axis."""
        title, caption = frontier_words(chapter)
        self.words.value = view.framed(self._frame(f'<h3>{title}</h3><p class="sub">{caption}</p>'))
        table = chapter.frontier
        first, last = (int(table["max_moves"].agg(end)) for end in ("min", "max"))
        with self.slider.hold_sync():
            self.slider.min, self.slider.max = first, max(last, first + 1)
            self.slider.words = limit_words(table)
            self.slider.picture = on_screen(frontier_svg(chapter))
        self._table.value = view.framed(frontier_table(chapter))
        self._drawn = chapter

    def _slid(self, change: Mapping[str, Any]) -> None:
        if not self._is_following:
            self._choose(int(change["new"]))

    def _ticked(self, change: Mapping[str, Any]) -> None:
        if not self._is_following:
            self._choose(None if change["new"] else self.slider.value)

    def _choose(self, limit: int | None) -> None:
        self._asked = [limit]
        self._on_limit(limit)

    @property
    def table(self) -> widgets.HTML:
        """The numbers behind the picture."""
        return self._table


def limit_words(frontier: pd.DataFrame) -> list[str]:
    """Say what each limit of a frontier brings, from the smallest: ``20 perpindahan: 80,1``."""
    rows = frontier.sort_values("max_moves")
    return [
        f"{limit} perpindahan: {format_number(value)}{'' if gap == 0 else ', belum terbukti'}"
        for limit, value, gap in zip(rows["max_moves"], rows["value"], rows["gap"], strict=True)
    ]


def frontier_svg(chapter: Chapter) -> str:
    """Draw what each limit of moves brings: one point a limit, hollow where not proved; plan and knee stand out."""
    rows = chapter.frontier.sort_values("max_moves")
    values = {int(limit): float(value) for limit, value in zip(rows["max_moves"], rows["value"], strict=True)}
    chosen, bend = chapter.mutasi.plan.moves, chapter.knee
    first, last = min(values), max(*values, min(values) + 1)
    low, high = min(values.values()), float((rows["value"] + rows["gap"]).max())

    def spot(limit: float, value: float) -> tuple[float, float]:
        share = (value - low) / max(high - low, 1e-9)
        return LEFT + (RIGHT - LEFT) * (limit - first) / (last - first), BOTTOM - (BOTTOM - TOP) * share

    marks = [*_grid(low, high, spot), *_axis(first, last, spot)]
    marks += _points([(spot(limit, value), spot(limit, value + gap)[1]) for limit, value, gap in zip(
        rows["max_moves"], rows["value"], rows["gap"], strict=True)])  # fmt: skip
    if chosen in values:
        marks += _chosen(spot(chosen, values[chosen]), f"{chosen}: {format_number(values[chosen])}")
    if bend is not None and bend in values and bend != chosen:
        marks += _knee(spot(bend, values[bend]), bend)
    return drawing.svg(WIDTH, HEIGHT, _say(values, chosen, bend), *marks)


def _grid(low: float, high: float, spot: Any) -> list[str]:
    """Draw level lines at round values, three or four of them."""
    room = max(high - low, 0.05)
    step = next(unit * 10.0**power for power in range(-3, 9) for unit in (1, 2, 5) if room / (unit * 10.0**power) <= 4)
    decimals = max(0, -math.floor(math.log10(step)))
    marks = []
    for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
        y = spot(0, number * step)[1]
        marks.append(drawing.line(LEFT - 6, y, RIGHT, y, stroke=_INK["garis"]))
        words = format_number(number * step, decimals)
        marks.append(drawing.text(LEFT - 10, y + 4.5, words, size=13, fill=_INK["tinta-3"], anchor="end"))
    return marks


def _axis(first: int, last: int, spot: Any) -> list[str]:
    """Draw the track of the slider and the numbers under it."""
    step = next(unit for unit in (1, 2, 5, 10, 20, 50, 100, 200) if (last - first) / unit <= 6)
    limits = {first, *range(-(-first // step) * step, last + 1, step)}
    crowd = {limit for limit in limits if limit != first and limit - first < 0.6 * step}
    track = (
        f'<path d="M{LEFT:g} {_TRACK:g}H{RIGHT:g}" stroke="{_INK["garis"]}" stroke-width="4" stroke-linecap="round"/>'
    )
    return [track, *(
        drawing.text(spot(limit, 0)[0], _NUMBERS, str(limit), size=13, fill=_INK["tinta-3"], anchor="middle")
        for limit in sorted(limits - crowd)
    )]  # fmt: skip


def _points(points: list[tuple[tuple[float, float], float]]) -> list[str]:
    """Draw the line with its points; one that is not proved is hollow, with a line up to what is possible."""
    path = " ".join(f"{drawing.number(x)},{drawing.number(y)}" for (x, y), _ in points)
    radius = 3.0 if len(points) <= FEW_POINTS else 1.6
    marks = [f'<polyline points="{path}" fill="none" stroke="{_INK["nila"]}" stroke-width="2.2"/>']
    for (x, y), most in points:
        if most < y - 0.05:
            marks.append(drawing.line(x, y, x, most, stroke=_INK["nila-muda"]))
        ring = _INK["nila"] if most < y - 0.05 else ""
        marks.append(drawing.circle(x, y, radius, fill=_INK["kertas" if ring else "nila"], ring=ring, ring_width=1.4))
    return marks


def _knee(at: tuple[float, float], limit: int) -> list[str]:
    """Draw the diamond where more moves bring less, with its words where there is room."""
    x, y = at
    is_late = x > (LEFT + RIGHT) / 2
    diamond = (
        f'<rect x="{drawing.number(x - 6)}" y="{drawing.number(y - 6)}" width="12" height="12" fill="{_INK["kertas"]}" '
        f'stroke="{_INK["nila"]}" stroke-width="2.4" transform="rotate(45 {drawing.number(x)} {drawing.number(y)})"/>'
    )
    place, anchor = (x - 12, "end") if is_late else (x + 13, "start")
    words = drawing.text(
        place, y + (-10 if is_late else 18), f"{limit}: mulai melandai", size=14, weight=600, fill=_INK["tinta"],
        anchor=anchor,
    )  # fmt: skip
    ground_left = place - 2 if anchor == "start" else place - _KNEE_WORDS + 2
    ground = drawing.rect(ground_left, y + (-23 if is_late else 5), _KNEE_WORDS, 18, fill=_INK["kertas"])
    halo = f'<g stroke="{_INK["kertas"]}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">{words}</g>'
    return [ground, diamond, halo]


def _chosen(at: tuple[float, float], words: str) -> list[str]:
    """Draw the plan: a line through all limits, a large point, its number over it."""
    x, y = at
    anchor, place = ("end", min(x + 8, RIGHT + 8)) if x > (LEFT + RIGHT) / 2 else ("start", x - 8)
    return [
        drawing.line(x, 18, x, _TRACK, stroke=_INK["tinta"], width=1.5),
        drawing.circle(x, y, 8, fill=_INK["nila"], ring=_INK["kertas"], ring_width=2),
        drawing.text(place, 13, words, size=15, weight=700, fill=_INK["tinta"], anchor=anchor),
    ]


def _say(values: Mapping[int, float], chosen: int, bend: int | None) -> str:
    """Say what the picture shows."""
    limits = dict.fromkeys([min(values), *([chosen] if chosen in values else []), max(values)])
    said = ", ".join(f"paling banyak {limit} perpindahan {format_number(values[limit])}" for limit in limits)
    return f"Nilai menurut batas perpindahan: {said}.{'' if bend is None else f' Mulai melandai pada {bend}.'}"
