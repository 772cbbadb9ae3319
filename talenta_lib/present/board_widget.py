"""The nine-box board as a widget of its own: clickable, by keyboard too, the places those of the printed board.

Python says who stands where and in which words; ``static/papan.js`` draws it at the size of the page, dims who is not
shown, and says who was chosen. All text reaches the page as text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import anywidget
import pandas as pd
import traitlets as tl

from talenta_lib import terms
from talenta_lib.present.board import board_finding, cut_text, disc_label, person_title
from talenta_lib.present.lattice import DISC_LIMIT, DISC_SIZE, DOT_SHARE, Bands, Frame, board_layout
from talenta_lib.present.theme import KOTAK_ROWS, group_of

STATIC: Final = Path(__file__).parent / "static"
FRAME: Final = Frame(886, 552)
"""The board whose lattice is used: that of a screen of 1366 px; other sizes stretch it."""
WAITING: Final = "belum dapat ditetapkan: data belum lengkap"

Place = tuple[float, float]
"""Where somebody stands in the body of a cell: shares of its width and height."""


class NineBoxBoard(anywidget.AnyWidget):
    """Nine cells with one dot per person; ``selected`` follows and leads, ``opened`` counts what was opened.

    ``show`` says who is shown; all others stay where they are at a quarter of their ink. ``card`` is the CSS class of
    the part of the page that Enter goes to.
    """

    _esm = STATIC / "papan.js"
    _css = STATIC / "papan.css"

    people = tl.List(tl.Dict()).tag(sync=True)
    cells = tl.List(tl.Dict()).tag(sync=True)
    axes = tl.Dict().tag(sync=True)
    title = tl.Unicode().tag(sync=True)
    lattice = tl.List(tl.Float()).tag(sync=True)
    design = tl.List(tl.Float()).tag(sync=True)
    card = tl.Unicode().tag(sync=True)
    visible = tl.List(tl.Unicode()).tag(sync=True)
    counts = tl.List().tag(sync=True)
    discs = tl.Dict().tag(sync=True)
    spoken = tl.Unicode().tag(sync=True)
    selected = tl.Unicode(None, allow_none=True).tag(sync=True)
    opened = tl.List(["", 0]).tag(sync=True)

    def __init__(self, people: pd.DataFrame, bands: Bands, *, card: str = "") -> None:
        self._people, self._bands = people, bands
        layout = _layout(people, bands)
        pitch = float(layout["size"].iloc[0]) / DOT_SHARE if len(layout) else 0.0
        _, _, width, height = FRAME.body(KOTAK_ROWS[0][0])
        super().__init__(
            people=people_rows(people, places(layout)),
            cells=cell_rows(),
            axes=axis_words(bands),
            title=board_finding(people),
            lattice=[pitch / width, pitch / height],
            design=[width, height],
            card=card,
            **self._shown(people),
        )

    def show(self, visible: pd.DataFrame, *, spoken: str = "") -> None:
        """Show some of the people; ``spoken`` is what a screen reader hears of it.

        Up to 60 are discs with initials, each on the nearest place for a disc; with more, nobody moves.
        """
        with self.hold_sync():
            for name, value in self._shown(visible).items():
                self.set_trait(name, value)
            self.spoken = spoken

    def _shown(self, visible: pd.DataFrame) -> dict[str, Any]:
        few = self._people if self._people["kotak"].notna().sum() <= DISC_LIMIT else visible
        layout = _layout(few, self._bands)
        is_disc = bool((layout["size"] == DISC_SIZE).all())
        return {
            "visible": visible["nip"].tolist(),
            "counts": head_counts(self._people, visible),
            "discs": {nip: list(place) for nip, place in places(layout).items()} if is_disc else {},
        }


def _layout(people: pd.DataFrame, bands: Bands) -> pd.DataFrame:
    return board_layout(people[people["kotak"].notna()], bands, width=FRAME.width, height=FRAME.height)


def places(layout: pd.DataFrame) -> dict[str, Place]:
    """Return NIP -> place in the body of the cell, from the places of ``board_layout`` on the board of a screen."""
    found = {}
    for nip, kotak, at_x, at_y in layout[["nip", "kotak", "x", "y"]].itertuples(index=False):
        x, y, width, height = FRAME.body(int(kotak))
        found[str(nip)] = (round((at_x - x) / width, 4), round((at_y - y) / height, 4))
    return found


def people_rows(people: pd.DataFrame, where: dict[str, Place]) -> list[dict[str, Any]]:
    """Return what the board needs of each person, in round order."""
    rows = people.sort_values("code", kind="stable").to_dict("records")
    return [_person_row(person, where.get(str(person["nip"]))) for person in rows]


def _person_row(person: dict[Any, Any], place: Place | None) -> dict[str, Any]:
    return {
        "id": str(person["nip"]),
        "kotak": None if place is None else int(person["kotak"]),
        "place": place,
        "initials": disc_label(person),
        "name": str(person["nama"]),
        "label": person_title(person),
        "borderline": place is not None and person["is_borderline"] is True,
        "shares": share_words(person),
    }


def share_words(person: dict[Any, Any]) -> list[str]:
    """Return what each of the nine cells says of a person: whole percentages, "mungkin", or nothing.

    A measured person is never certain: 100 % is said as ">99%".
    """
    shares = [float(person[f"p_{kotak}"]) for kotak in range(1, 10)]
    if any(pd.isna(share) for share in shares):
        possible = str(person["possible_kotak"]).split(";")
        return ["mungkin" if str(kotak) in possible else "" for kotak in range(1, 10)]
    return [f"{whole}%".replace("100", ">99") if whole else "" for whole in terms.whole_percentages(shares)]


def cell_rows() -> list[dict[str, Any]]:
    """Return the nine cells in the order in which they are drawn: kotak, group, line, column and words."""
    return [
        {"kotak": kotak, "group": group_of(kotak), "line": line, "column": column, "label": _label(kotak, line, column)}
        for line, kotak_row in enumerate(KOTAK_ROWS)
        for column, kotak in enumerate(kotak_row)
    ]


def _label(kotak: int, line: int, column: int) -> str:
    performance, potential = list(terms.Level)[2 - line], list(terms.Level)[column]
    return f"Kotak {kotak}: {terms.PERFORMANCE_LABELS[performance]}, potensial {terms.POTENTIAL_LABELS[potential]}"


def axis_words(bands: Bands) -> dict[str, Any]:
    """Return the words around the cells: axes, levels from above and from the left, cut-offs, and of the tray."""
    performance = [terms.PERFORMANCE_LABELS[level].capitalize().rsplit(" ", 1) for level in reversed(terms.Level)]
    return {
        "vertical": "Kinerja ↑", "horizontal": "Potensial →", "waiting": WAITING,
        "rows": performance,
        "columns": [terms.POTENTIAL_LABELS[level].capitalize() for level in terms.Level],
        "row_cuts": [cut_text(cut) for cut in reversed(bands["performance"])],
        "column_cuts": [cut_text(cut) for cut in bands["potential"]],
    }  # fmt: skip


def head_counts(people: pd.DataFrame, visible: pd.DataFrame) -> list[list[str]]:
    """Return number and unit for the tray (first) and kotak 1 to 9: ``74 orang``, or ``12 dari 74`` under a filter."""
    is_all = len(visible) == len(people)
    totals, shown = (table["kotak"].astype("Int64").fillna(0).value_counts() for table in (people, visible))
    return [[str(shown.get(kotak, 0)), "orang" if is_all else f"dari {totals.get(kotak, 0)}"] for kotak in range(10)]
