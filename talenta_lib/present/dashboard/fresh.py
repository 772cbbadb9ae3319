"""Keep a page true to the state: at once while it is open, else when it is opened; a hidden page costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import traitlets as tl

from talenta_lib.present.dashboard.controls import edge
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import Page

Source = tuple[tl.HasTraits, Sequence[str]]


@contextmanager
def unbroken(state: DashboardState, page: Page, part: object) -> Iterator[None]:
    """Note whether a part of a page could be shown (``DashboardState.broken``): what is old looks like what is true."""
    try:
        yield
    except Exception:
        state.broken = tuple({*state.broken, (page, part)})
        raise
    if state.broken:
        state.broken = tuple({*state.broken} - {(page, part)})


def keep_fresh(state: DashboardState, page: Page, renew: Callable[[], object], *sources: Source) -> None:
    """Call ``renew`` now, and after every change of what the sources name; a hidden page waits until it is opened."""
    is_old = False

    def heard(_change: object) -> None:
        nonlocal is_old
        is_old = True  # also where renewing breaks: it is tried again with the next change, or when the page is opened
        if state.page == page:
            with unbroken(state, page, renew):
                renew()
            is_old = False

    def opened(_change: object) -> None:
        if is_old and state.page == page:
            heard(None)

    for source, names in sources:
        source.observe(edge(state, heard), list(names))
    state.observe(edge(state, opened), "page")
    renew()
