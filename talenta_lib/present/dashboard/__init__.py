"""The committee's room: pages over one state, in the order of a meeting."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from html import escape
from pathlib import Path

import ipywidgets as widgets

from talenta_lib.present.dashboard.controls import html, told
from talenta_lib.present.dashboard.frame import Frame, style
from talenta_lib.present.dashboard.pages import PAGES
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role, read_request
from talenta_lib.present.session import SessionStore
from talenta_lib.round import run_round

__all__ = ["Dashboard", "open_dashboard"]


class Dashboard:
    """A round made ready before anybody looks: what takes time is done once, so that the page opens at once."""

    def __init__(self, folder: Path, now: Callable[[], dt.datetime]) -> None:
        self.folder, self._clock = folder, now
        self._ready: DashboardState | None = None
        self._refusal = told(self._prepare)

    def _now(self) -> dt.datetime:
        """Return the time of the meeting, with its offset."""
        return self._clock().astimezone()

    def _prepare(self) -> None:
        """Run the round and solve its scenario; nobody holds this state."""
        store = SessionStore(self.folder, "")
        state = DashboardState(run_round(self.folder), Role.OBSERVER, store, now=self._now)
        state.bench.is_blind = False
        _ = state.bench.chapter.frontier, state.bench.chapter.contested
        self._ready = state

    def start(self) -> widgets.Widget:
        """Return the room for who opened the page; the role is the one of the link."""
        role = read_request().role
        if self._ready is None or self._ready.look_for_changes():
            self._refusal = told(self._prepare)
        if self._refusal or self._ready is None:
            return refusal(self._refusal)
        ready, rooms = self._ready, list[widgets.Widget]()

        def enter() -> None:
            store = SessionStore(self.folder, secrets.token_hex(8))
            state = DashboardState(ready.bench.result, role, store, now=self._now, ready=ready.bench)
            rooms.append(Frame(state, PAGES).widget)

        words = told(enter)
        return rooms[0] if rooms else refusal(words)


def refusal(words: str) -> widgets.Widget:
    """Return the page that says why a round cannot be opened."""
    told = html(f"<h1>Putaran ini belum dapat dibuka.</h1><p>{escape(words)}</p>", "talenta-tertolak")
    page = widgets.VBox([widgets.HTML(style()), told])
    page.add_class("talenta-dasbor")
    return page


def open_dashboard(round_dir: str | Path, now: Callable[[], dt.datetime]) -> Dashboard:
    """Run a round, solve its scenario and make its room ready; what stands in the way is told on the page.

    ``now`` is the clock of the meeting: it is read for each change that is kept or recorded.
    """
    return Dashboard(Path(round_dir).resolve(), now)
