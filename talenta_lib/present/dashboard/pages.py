"""The pages in the order of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

import ipywidgets as widgets

from talenta_lib.present.dashboard.controls import html
from talenta_lib.present.dashboard_state import DashboardState, Page


def _late(name: str) -> Callable[[DashboardState], widgets.Widget]:
    def build(state: DashboardState) -> widgets.Widget:
        try:
            return getattr(import_module(f"talenta_lib.present.dashboard.{name}_page"), f"{name}_page")(state)
        except ModuleNotFoundError:
            return html(f"<h1>{name}</h1>")

    return build


PAGES: Final[Mapping[Page, Callable[[DashboardState], widgets.Widget]]] = {
    Page.SUMMARY: _late("summary"),
    Page.MAP: _late("map"),
    Page.SCENARIO: _late("scenario"),
    Page.WHY: _late("why"),
    Page.DECISIONS: _late("decision"),
    Page.DATA: _late("data"),
    Page.MINUTES: _late("minutes"),
}
