"""The pages in the order of a meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import ipywidgets as widgets

from talenta_lib.present.dashboard.data_page import data_page
from talenta_lib.present.dashboard.decision_page import decision_page
from talenta_lib.present.dashboard.map_page import map_page
from talenta_lib.present.dashboard.minutes_page import minutes_page
from talenta_lib.present.dashboard.scenario_page import scenario_page
from talenta_lib.present.dashboard.summary_page import summary_page
from talenta_lib.present.dashboard.why_page import why_page
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import Page

PAGES: Final[Mapping[Page, Callable[[DashboardState], widgets.Widget]]] = {
    Page.SUMMARY: summary_page,
    Page.MAP: map_page,
    Page.SCENARIO: scenario_page,
    Page.WHY: why_page,
    Page.DECISIONS: decision_page,
    Page.DATA: data_page,
    Page.MINUTES: minutes_page,
}
