"""The scenario shelf as HTML: tabs of scenarios, and the shelf with who saved what, when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any, Final

import pandas as pd

from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.scenario_html import pick_button
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.record import ShelvedScenario
from talenta_lib.terms import format_date

MOST_TABS: Final = 3
"""Scenarios with a tab of their own; all stand on the shelf."""
SHELF: Final = "rak"


def tabs_html(titles: Mapping[str, str], at_hand: str, *, is_observer: bool) -> str:
    """Return the tabs: the first scenarios, the one on the bench among them, then the shelf itself."""
    first = list(titles)[:MOST_TABS]
    if at_hand and at_hand not in first:
        first = [*first[:-1], at_hand]
    shown = [] if is_observer else first
    parts = [pick_button(name, f'<span title="{escape(titles[name])}">{escape(titles[name])}</span>') for name in shown]
    rest = len(titles) - len(shown)
    parts.append(pick_button(SHELF, f"Bandingkan{f' (+{rest})' if rest and shown else ''}"))
    return f'<div class="rak" role="group" aria-label="Rak skenario">{"".join(parts)}</div>'


def shelf_html(state: DashboardState, titles: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    """Return the shelf as a table: title, who saved it when, whether it is compared, and what can be done with it."""
    rows = [
        {
            "banding": _toggle(name, title, is_on=name in wanted),
            "judul": f"<b>{escape(title)}</b><br><span class='sub'>{escape(name)}</span>",
            "saved": escape(saved_words(state, name)),
            "acts": "" if state.is_observer else _acts(state, name, title),
        }
        for name, title in titles.items()
    ]
    labels = {"banding": "Bandingkan", "judul": "Skenario", "saved": "Disimpan", "acts": "Tindakan"}
    if state.is_observer:
        labels.pop("acts")
    formats = dict.fromkeys(("banding", "judul", "acts"), Markup) | {"saved": Markup}
    return html_table(
        pd.DataFrame(rows, columns=list(labels)), labels, row_header="judul", formats=formats, kind="rak-isi"
    )


def shelf_table(state: DashboardState) -> pd.DataFrame:
    """Return the shelf as a table for people: title, name, when and by whom it was saved, whether it is locked."""
    rows = [
        (state.shelf.title(name), name, "berkas putaran", "", "")
        if (one := state.shelf.shelved.get(name)) is None
        else (state.shelf.title(name), name, _when(one.at), _who(state, one), "terkunci" if one.is_locked else "")
        for name in state.shelf.names
    ]
    return pd.DataFrame(rows, columns=["Skenario", "Nama", "Disimpan", "Oleh", "Keadaan"])


def saved_words(state: DashboardState, name: str) -> str:
    """Say who saved a scenario and when (the role alone while names are off), and whether it is locked."""
    one = state.shelf.shelved.get(name)
    if one is None:
        return "berkas putaran"
    return f"{_when(one.at)}, {_who(state, one)}{'; terkunci' if one.is_locked else ''}"


def _when(at: dt.datetime) -> str:
    return f"{format_date(at, short=True)} {at:%H.%M}"


def _who(state: DashboardState, one: ShelvedScenario) -> str:
    return one.role if state.blind else f"{one.by}, {one.role}"


def _toggle(name: str, title: str, *, is_on: bool) -> str:
    """Return the button that takes a scenario into the comparison."""
    pressed = f'aria-pressed="{str(is_on).lower()}"'
    return _button(f"banding:{name}", "✓ Ikut" if is_on else "Ikutkan", f"Bandingkan {title}", pressed)


def _acts(state: DashboardState, name: str, title: str) -> str:
    """Return what can be done with a scenario."""
    shelved = state.shelf.shelved.get(name)
    acts = {"buka": "Buka", "gandakan": "Gandakan"}
    if shelved is not None and not shelved.is_locked:
        acts["kunci"] = "Kunci"
    return " ".join(_button(f"{act}:{name}", words, f"{words} {title}") for act, words in acts.items())


def _button(part: str, words: str, label: str, more: str = "") -> str:
    """Return a button of the shelf that says in full what it does."""
    return (
        f'<button type="button" class="petik" data-pilih="{escape(part)}" aria-label="{escape(label)}" {more}>'
        f"{words}</button>"
    )


def free_name(name: str, taken: tuple[Any, ...]) -> str:
    """Return a name for a copy that is not taken: ``a-2``, then ``a-3``."""
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
