"""The frontier with its slider on the same axis: moving it solves the scenario with another limit of moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import ipywidgets as widgets
import plotly.graph_objects as go

from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.scenario_html import frontier_table, frontier_words
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.mutasi_figures import frontier_figure

WIDTH: Final = 316
LEFT: Final = 40
RIGHT: Final = 12
"""Room at both sides of the plotted points, in pixels; the track of the slider keeps the same."""
INSET: Final = 6
"""What a slider keeps free before and after its track."""


class FrontierPanel:
    """Figure, slider and words; ``on_limit`` is called once a limit has been chosen (None: no limit)."""

    def __init__(self, state: ScenarioState, on_limit: Callable[[int | None], None]) -> None:
        self.state, self._on_limit = state, on_limit
        self._words, self._table = widgets.HTML(), widgets.HTML()
        self._place = widgets.VBox()
        self.slider = widgets.IntSlider(
            continuous_update=False, readout=False,
            layout=widgets.Layout(width=f"{WIDTH - LEFT - RIGHT + 2 * INSET}px", margin=f"0 0 0 {LEFT - INSET}px"),
        )  # fmt: skip
        self.unlimited = widgets.Checkbox(description="Tanpa batas", indent=False, layout=widgets.Layout(width="120px"))
        self._limit = widgets.HTML()
        self.widget = widgets.VBox([
            self._words, self._place, self.slider,
            widgets.HBox([self._limit, self.unlimited], layout=widgets.Layout(justify_content="space-between")),
        ])  # fmt: skip
        self._is_following = False
        state.observe(self._follow, ["chapter", "scenario", "status"])
        self.slider.observe(self._slid, "value")
        self.unlimited.observe(self._ticked, "value")
        self._drawn: Chapter | None = None
        self._follow(None)

    def _follow(self, _change: object) -> None:
        """Show the plan and the limit that stand on the bench."""
        if self.state.status == "menghitung":
            self.slider.disabled = self.unlimited.disabled = True
            return
        self._is_following = True
        if self._drawn is not self.state.chapter:
            self._draw(self.state.chapter)
        limit, last = self.state.scenario.max_moves, self.slider.max
        self.slider.value = self.state.chapter.mutasi.plan.moves if limit is None else min(limit, last)
        self.unlimited.value = limit is None
        self.slider.disabled, self.unlimited.disabled = limit is None, False
        words = "tanpa batas" if limit is None else str(limit)
        self._limit.value = view.framed(f'<p class="sub">Batas perpindahan: <b>{words}</b></p>')
        self._is_following = False

    def _draw(self, chapter: Chapter) -> None:
        """Draw the frontier of a plan and put the slider on its axis."""
        title, caption = frontier_words(chapter)
        self._words.value = view.framed(f'<h3>{title}</h3><p class="sub">{caption}</p>')
        first, last = (int(chapter.frontier["max_moves"].agg(end)) for end in ("min", "max"))
        self.slider.min, self.slider.max = min(first, self.slider.max), last
        self.slider.min = first
        self._place.children = [go.FigureWidget(slider_figure(chapter))]
        self._table.value = view.framed(frontier_table(chapter))
        self._drawn = chapter

    def _slid(self, change: dict[str, Any]) -> None:
        if not self._is_following:
            self._on_limit(int(change["new"]))

    def _ticked(self, change: dict[str, Any]) -> None:
        if not self._is_following:
            self._on_limit(None if change["new"] else self.slider.value)

    @property
    def table(self) -> widgets.HTML:
        """The numbers behind the figure."""
        return self._table


def slider_figure(chapter: Chapter) -> go.Figure:
    """Return the frontier with its points exactly over the track of the slider."""
    chosen = chapter.mutasi.plan.moves
    figure = frontier_figure(chapter.frontier, chosen, chapter.knee, width=WIDTH)
    first, last = (int(chapter.frontier["max_moves"].agg(end)) for end in ("min", "max"))
    figure.update_yaxes(automargin=False)
    figure.update_xaxes(automargin=False, range=[first, max(last, first + 1)])
    figure.update_traces(cliponaxis=False)
    return figure.update_layout(margin={"l": LEFT, "r": RIGHT, "t": 8, "b": 24})
