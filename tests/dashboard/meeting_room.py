"""A meeting for the tests of the pages: a room over a copy of a sample round, its widgets. DATA SINTETIS."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import ipywidgets as widgets

from talenta_lib import RoundResult, run_round
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.session import SessionStore

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
NOW = dt.datetime(2024, 2, 6, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
REASON = "Pengalaman di bidang yang sama"


@cache
def known(name: str) -> RoundResult:
    """Return a sample round, run once."""
    return run_round(SAMPLE / name)


def room(
    folder: Path, page: Page, role: Role = Role.OPERATOR, *, name: str = "talent-pool-2024", browser: str = "satu"
) -> DashboardState:
    """Open a page of the room from a browser, over a copy of a round in ``folder``, made where it is not there yet."""
    place = folder / name
    if not place.exists():
        shutil.copytree(SAMPLE / name, place)
    result = dataclasses.replace(known(name), folder=place)
    state = DashboardState(result, role, SessionStore(place, browser), now=lambda: NOW)
    state.tick()
    state.go(page)
    return state


def sign(state: DashboardState) -> None:
    """Say who records."""
    state.decisions.by, state.decisions.role = "Wirya Santanaka", "Sekretaris Daerah"


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield a widget and everything inside it that is shown."""
    if widget.layout.display == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def text(widget: widgets.Widget) -> str:
    """Return all text of a page: of its blocks, buttons, lists and fields."""
    said: list[str] = []
    for one in parts(widget):
        if isinstance(one, widgets.Button | widgets.ToggleButton | widgets.Checkbox):
            said += [one.description, one.tooltip or ""]
        elif isinstance(one, widgets.Dropdown | widgets.Select):
            said += [str(option) for option in one.options]
        elif isinstance(one, widgets.HTML | widgets.Text | widgets.Textarea):
            said.append(one.value)
        elif hasattr(one, "groups"):
            said.append(str(one.groups) + one.selected)
        elif hasattr(one, "_df"):
            said.append(one._df.to_csv())
    return "\n".join(said)


def buttons(widget: widgets.Widget) -> dict[str, widgets.Button]:
    """Return the buttons that are shown, by their words."""
    return {one.description: one for one in parts(widget) if isinstance(one, widgets.Button)}


def shows_nobody(state: DashboardState, said: str) -> bool:
    """Whether a text holds no name and no NIP of any official of the round."""
    officials = state.bench.matching.officials
    names = {str(nama).partition(",")[0] for nama in officials["nama"]}
    return not any(word in said for word in names | set(officials["nip"]))
