"""Two small pictures of the first page, in the colours of the page: the nine boxes with counts, and bars of parts."""

from __future__ import annotations

from typing import Final

import pandas as pd

from talenta_lib.present import drawing
from talenta_lib.present.board import board_finding
from talenta_lib.present.theme import GROUP_FILL, KOTAK_ROWS, group_of
from talenta_lib.terms import format_number

_WIDTH: Final = 320.0
_CELL: Final = (104.0, 54.0)
_GAP: Final = 4.0
_ROW: Final = 40.0


def ink(name: str) -> str:
    """Return a colour of the page by its token, for an attribute of a drawing."""
    return f"var(--{name})"


def small_board(people: pd.DataFrame) -> str:
    """Draw the nine boxes with how many officials stand in each; hatched where 1, 2 and 3 are."""
    counts = people["kotak"].value_counts()
    parts = []
    for line, numbers in enumerate(KOTAK_ROWS):
        for column, number in enumerate(numbers):
            x, y = column * (_CELL[0] + _GAP), line * (_CELL[1] + _GAP)
            parts.extend(_cell(x, y, number, int(counts.get(number, 0))))
    height = 3 * _CELL[1] + 2 * _GAP + 20
    parts.append(drawing.text(0, height - 4, "Potensial →", size=13, fill=ink("tinta-2")))
    parts.append(drawing.text(_WIDTH, height - 4, "Kinerja ke atas ↑", size=13, fill=ink("tinta-2"), anchor="end"))
    return drawing.svg(_WIDTH, height, board_finding(people), *parts)


def _cell(x: float, y: float, number: int, people: int) -> list[str]:
    """Return one box: ground, number of the box, head count."""
    group = group_of(number)
    parts = [drawing.rect(x, y, *_CELL, fill=ink(GROUP_FILL[group]), more='rx="2"')]
    if group == "bawah":
        parts.append(drawing.hatch(x, y + 34, _CELL[0], _CELL[1] - 34, stroke=ink("sogan-isi"), opacity=0.38, step=9))
    parts.append(drawing.text(x + 8, y + 23, f"Kotak {number}", size=13, fill=ink("tinta-2")))
    parts.append(
        drawing.text(x + _CELL[0] - 8, y + 25, str(people), size=20, weight=700, fill=ink("tinta"), anchor="end")
    )
    return parts


def part_bars(rows: pd.DataFrame, label: str) -> str:
    """Draw how much of each row (what, there, of) is there: a bar of full length, filled as far as there is."""
    parts = []
    for number, row in enumerate(rows.to_dict("records")):
        y, share = number * _ROW, row["there"] / max(row["of"], 1)
        is_whole = row["there"] == row["of"]
        said = f"{format_number(row['there'], 0)} dari {format_number(row['of'], 0)}"
        parts.append(drawing.text(0, y + 14, drawing.shorten(str(row["what"]), 32), size=14, fill=ink("tinta")))
        weight = 400 if is_whole else 700
        parts.append(drawing.text(_WIDTH, y + 14, said, size=14, weight=weight, fill=ink("tinta"), anchor="end"))
        parts.append(drawing.rect(0, y + 20, _WIDTH, 9, fill=ink("abu"), more='fill-opacity="0.45"'))
        parts.append(drawing.rect(0, y + 20, max(_WIDTH * share, 1), 9, fill=ink("nila")))
        if not is_whole:  # a lack of a few in hundreds would not show in the bar
            parts.append(drawing.rect(_WIDTH - 5, y + 20, 5, 9, fill=ink("sogan-isi")))
    return drawing.svg(_WIDTH, _ROW * len(rows), label, *parts)
