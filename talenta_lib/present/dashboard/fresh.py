"""Keep a page true to the state: at once while it is open, else when it is opened; a hidden page costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import traitlets as tl

from talenta_lib.present.dashboard.controls import edge
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import Page

Source = tuple[tl.HasTraits, Sequence[str]]


def keep_fresh(state: DashboardState, page: Page, renew: Callable[[], object], *sources: Source) -> None:
    """Call ``renew`` now, and after every change of what the sources name; a hidden page waits until it is opened."""
    is_old = False

    def heard(_change: object) -> None:
        nonlocal is_old
        is_old = True  # also where renewing breaks: it is tried again with the next change, or when the page is opened
        if state.page == page:
            renew()
            is_old = False

    def opened(_change: object) -> None:
        if is_old and state.page == page:
            heard(None)

    for source, names in sources:
        source.observe(edge(state, heard), list(names))
    state.observe(edge(state, opened), "page")
    renew()
