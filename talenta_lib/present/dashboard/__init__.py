"""The committee's room: pages over one state, in the order of a meeting."""

from __future__ import annotations

import datetime as dt
import secrets
from html import escape
from pathlib import Path

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.present.dashboard.controls import FAULT, html, log_fault
from talenta_lib.present.dashboard.frame import Frame, style
from talenta_lib.present.dashboard.pages import PAGES
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role, read_request
from talenta_lib.present.session import SessionStore
from talenta_lib.round import run_round

__all__ = ["Dashboard", "open_dashboard"]


def now() -> dt.datetime:
    """Return the time of the meeting, with its offset."""
    return dt.datetime.now().astimezone()


class Dashboard:
    """A round made ready before anybody looks: what takes time is done once, so that the page opens at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready: DashboardState | None = None
        self._refusal = self._prepare()

    def _prepare(self) -> str:
        """Run the round and solve its scenario; return what stands in the way, empty where nothing does."""
        try:
            state = DashboardState(run_round(self.folder), Role.OBSERVER, SessionStore(self.folder, ""), now=now)
            state.bench.is_blind = False
            _ = state.bench.chapter.frontier, state.bench.chapter.contested
        except TalentaError as error:
            return str(error)
        except Exception as fault:  # the edge: nobody is to read a traceback
            log_fault(fault)
            return FAULT
        self._ready = state
        return ""

    def start(self) -> widgets.Widget:
        """Return the room for who opened the page; the role is the one of the link."""
        role = read_request().role
        if self._ready is None or self._ready.look_for_changes():
            self._refusal = self._prepare()
        if self._refusal or self._ready is None:
            return refusal(self._refusal)
        store = SessionStore(self.folder, secrets.token_hex(8))
        state = DashboardState(self._ready.result, role, store, now=now, ready=self._ready.bench)
        return Frame(state, PAGES).widget


def refusal(words: str) -> widgets.Widget:
    """Return the page that says why a round cannot be opened."""
    told = html(f"<h1>Putaran ini belum dapat dibuka.</h1><p>{escape(words)}</p>", "talenta-tertolak")
    page = widgets.VBox([widgets.HTML(style()), told])
    page.add_class("talenta-dasbor")
    return page


def open_dashboard(round_dir: str | Path) -> Dashboard:
    """Run a round, solve its scenario and make its room ready; what stands in the way is told on the page."""
    return Dashboard(Path(round_dir).resolve())
