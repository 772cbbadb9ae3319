"""The agenda as a widget: names in groups that fold, by mouse and keyboard; ``static/agenda.js`` draws it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import anywidget
import pandas as pd
import traitlets as tl

from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.dashboard.decision_facts import post_names
from talenta_lib.present.dashboard.meeting_facts import MINUTE, goes_words, minutes_words
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.decision_agenda import TURN_LABELS, Turn
from talenta_lib.round.decision_table import Outcome

STATIC: Final = Path(__file__).resolve().parents[1] / "static"
OUTCOME_WORDS: Final = {
    Outcome.FOLLOWS: "sesuai",
    Outcome.DIFFERS: "berbeda",
    Outcome.POSTPONED: "ditunda",
    Outcome.OPEN: "",
}


class Agenda(anywidget.AnyWidget):
    """Names in groups: ``groups`` is the agenda (:func:`agenda_groups`), ``selected`` the identifier at hand.

    ``needle`` (part of a name, code or post) and ``only_open`` hide names; who is at hand always shows.
    """

    _esm = STATIC / "agenda.js"

    groups = tl.List(tl.Dict()).tag(sync=True)
    selected = tl.Unicode().tag(sync=True)
    needle = tl.Unicode().tag(sync=True)
    only_open = tl.Bool(default_value=False).tag(sync=True)


def agenda_groups(state: DashboardState) -> list[dict[str, object]]:
    """Return the agenda as plain values, codes instead of names while blind: one group per ``Turn``, in its order.

    A group has name, title, open (whether it is unfolded at first) and items; an item id, nama, goes (what is decided,
    else suggested), outcome, mark, spent, decided, turn, search.
    """
    decisions = state.decisions
    rows = decisions.table.set_index("nip").to_dict("index")
    names, matching = post_names(state), state.chapter.mutasi.matching
    shown = zip(matching.officials["nip"], matching.officials["nama"], strict=True)
    people = dict(zip(state.bench.matching.officials["nip"], shown, strict=True))
    spent = state.spent.seconds
    groups: dict[Turn, list[dict[str, object]]] = {turn: [] for turn in Turn}
    for nip, turn in decisions.turns.items():
        if nip in rows:
            groups[turn].append(_item(people[nip], turn, rows[nip], names, spent.get(nip, 0)))
    return [
        {"name": str(turn), "title": TURN_LABELS[turn], "open": turn is not Turn.STAYS, "items": items}
        for turn, items in groups.items()
        if items
    ]


def _item(
    person: tuple[str, str], turn: Turn, row: Mapping[Any, Any], names: Mapping[str, str], spent: int
) -> dict[str, object]:
    """Return one name of the agenda; ``person`` is how the official is known and called now."""
    shown_id, nama = person[0], plain_name(person[1])
    is_decided = not pd.isna(row["seq"])
    goes = goes_words(str(row["decided"] if is_decided else row["suggested"]), names)
    return {
        "id": shown_id,
        "nama": nama,
        "goes": goes,
        "outcome": OUTCOME_WORDS[Outcome(str(row["outcome"]))],
        "mark": "✓" if is_decided else "",
        "spent": minutes_words(spent) if spent >= MINUTE else "",
        "decided": is_decided,
        "turn": str(turn),
        "search": f"{nama} {shown_id} {row['code']} {goes}".lower(),
    }
