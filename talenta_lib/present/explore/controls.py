"""Controls shared by the notebooks: the filters, the list of names, the person card; all follow one state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets
import traitlets as tl

from talenta_lib.present.explore import view
from talenta_lib.present.explore.card import person_card
from talenta_lib.present.explore.state import MapState
from talenta_lib.round import RoundResult

FILTERS = {"opd": "OPD", "jenjang": "Jenjang", "rumpun": "Rumpun", "kotak": "Kotak"}


def filter_bar(state: MapState) -> widgets.HBox:
    """Return the filter controls, linked to the state."""
    controls: list[widgets.Widget] = []
    for column, label in FILTERS.items():
        control = widgets.Dropdown(
            options=state.options(column), description=label, layout=widgets.Layout(width="230px"),
            style={"description_width": "60px"},
        )  # fmt: skip
        tl.link((state, column), (control, "value"))
        controls.append(control)
    edge = widgets.Checkbox(description="Garis batas", indent=False, layout=widgets.Layout(width="110px"))
    tl.link((state, "borderline"), (edge, "value"))
    search = widgets.Text(
        placeholder="Cari nama atau NIP", continuous_update=False, layout=widgets.Layout(width="200px")
    )
    tl.link((state, "search"), (search, "value"))
    bar = widgets.HBox([*controls, edge, search], layout=widgets.Layout(flex_flow="row wrap"))
    bar.add_class("talenta-saring")
    return bar


def picker(state: MapState) -> widgets.Dropdown:
    """Return the list of visible names: the keyboard's way to a person card."""
    names = widgets.Dropdown(
        description="Pejabat", layout=widgets.Layout(width="98%"), style={"description_width": "60px"}
    )

    def choose(change: Mapping[str, Any]) -> None:
        state.selected = change["new"] or None

    def follow(_change: object) -> None:
        names.unobserve(choose, "value")  # new options empty the list: nobody chose that
        names.options = [("pilih nama", ""), *state.names()]
        names.value = state.selected or ""
        names.observe(choose, "value")

    names.observe(choose, "value")
    follow(None)
    state.observe(follow, ["visible", "selected"])
    return names


def card_panel(result: RoundResult, state: MapState) -> widgets.VBox:
    """Return the list of names with the card of the chosen official under it."""
    card = widgets.HTML()

    def show(_change: object) -> None:
        card.value = view.framed(person_card(result, state.selected))

    state.observe(show, "selected")
    show(None)
    return widgets.VBox([picker(state), card], layout=widgets.Layout(flex="1 1 320px", max_width="440px"))
