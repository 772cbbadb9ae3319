"""Two drawings of one official against the need of a post: the five sides, and the competency levels."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS

_INK: Final = COLORS["terang"]
_AXIS_START, _AXIS_END = 40.0, 100.0
WORDS_END: Final = 60.0
"""Score up to which "belum ada" reaches on the line; a standard below it pushes the words to its right."""
_LEVELS: Final = range(1, 6)

Row = Mapping[Any, Any]
Scale = Callable[[float], float]


def sides_strip(sides: pd.DataFrame, *, width: float = 378) -> str:
    """Draw the five sides of one person: dot on a 40-100 line, tick = standard, band = range on re-test, difference.

    ``sides`` has one row a side: ``side, score, standard, difference, low, high``. A score under 40 stands at the edge.
    """
    label_width, number_width, row = 146.0, 46.0, 24.5
    span = width - label_width - number_width

    def place(score: float) -> float:
        share = (min(max(score, _AXIS_START), _AXIS_END) - _AXIS_START) / (_AXIS_END - _AXIS_START)
        return label_width + share * span

    height = 18 + row * len(sides)
    parts = []
    for tick in (40, 60, 80, 100):
        parts.append(drawing.line(place(tick), 16, place(tick), height - 2, stroke=_INK["garis"]))
        parts.append(drawing.text(place(tick), 11, str(tick), size=11, fill=_INK["tinta-3"], anchor="middle"))
    parts.append(drawing.text(width, 11, "selisih", size=11, fill=_INK["tinta-3"], anchor="end"))
    said = []
    for number, side in enumerate(sides.to_dict("records")):
        y = 30 + number * row
        name = terms.SIDE_LABELS[str(side["side"])]
        parts.append(drawing.text(0, y + 4, name, size=13, fill=_INK["tinta"]))
        parts.extend(_side_marks(side, y, place, width))
        said.append(f"{name} {_whole_number(side['score'])}, standar {_whole_number(side['standard'])}")
    return drawing.svg(width, height, f"Lima sisi: {'; '.join(said)}.", *parts)


def _side_marks(side: Row, y: float, at: Scale, width: float) -> list[str]:
    score, standard, difference, low, high = (
        _number(side[name]) for name in ("score", "standard", "difference", "low", "high")
    )
    difference = round(difference, 9)
    is_short = difference < 0
    parts = []
    if not math.isnan(low) and not math.isnan(high):
        parts.append(drawing.rect(at(low), y - 2.5, at(high) - at(low), 5, fill=_INK["nila-muda"]))
    if not math.isnan(standard):
        parts.append(drawing.line(at(standard), y - 9, at(standard), y + 9, stroke=_INK["tinta"], width=2.2))
    if math.isnan(score):
        start = at(standard) if standard < WORDS_END else at(_AXIS_START)
        return [*parts, drawing.text(start + 6, y + 4, terms.MISSING, size=12, fill=_INK["tinta-2"])]
    ring = {"fill": _INK["kertas"], "ring": _INK["sogan"], "ring_width": 3.0} if is_short else {"fill": _INK["nila"]}
    parts.append(drawing.circle(at(score), y, 6.5, **ring))
    if not math.isnan(difference):
        fill = _INK["sogan"] if is_short else _INK["tinta"]
        words = _signed(difference)
        parts.append(drawing.text(width, y + 4.5, words, size=13, weight=700, fill=fill, anchor="end"))
    return parts


def competency_steps(competencies: pd.DataFrame) -> str:
    """Draw competency levels 1-5: filled column = need of the present post, dashed column = need one jenjang up.

    One row a competency: ``competency, level, required_level, gap, next_required_level, next_gap``.
    """
    start, step, row, top, width = 200.0, 25.0, 20.2, 20.0, 378.0
    height = top + row * len(competencies) + 2

    def place(level: float) -> float:
        return start + (level - 1) * step

    parts = [drawing.text(place(n), 13, str(n), size=11, fill=_INK["tinta-3"], anchor="middle") for n in _LEVELS]
    parts.append(drawing.text(width - 36, 13, "kini", size=11, fill=_INK["tinta-3"], anchor="end"))
    if competencies["next_gap"].notna().any():
        parts.append(drawing.text(width, 13, "naik", size=11, fill=_INK["tinta-3"], anchor="end"))
    grounds, said = [], []
    for number, entry in enumerate(competencies.to_dict("records")):
        y = top + number * row + row / 2 + 2
        name = terms.COMPETENCY_LABELS[str(entry["competency"])]
        for column, dash in (("required_level", False), ("next_required_level", True)):
            if not pd.isna(entry[column]):
                grounds.append(_need(place(float(entry[column])), y - row / 2, row, dashed=dash))
        parts.append(drawing.text(0, y + 4, name, size=12.5, fill=_INK["tinta"]))
        if number + 1 < len(competencies):
            parts.append(drawing.line(0, y + row / 2, start - 20, y + row / 2, stroke=_INK["garis"], width=0.7))
        parts.extend(_steps(entry, place, y, width))
        said.append(f"{name} {_whole_number(entry['level'])}, syarat {_whole_number(entry['required_level'])}")
    return drawing.svg(width, height, f"Tingkat kompetensi: {'; '.join(said)}.", *grounds, *parts)


def _need(x: float, y: float, height: float, *, dashed: bool) -> str:
    if not dashed:
        return drawing.rect(x - 12, y, 24, height + 0.3, fill=_INK["nila-kabut"])
    edges = [
        drawing.line(x + side, y, x + side, y + height, stroke=_INK["garis-kuat"], dash="3 2") for side in (-12.5, 12.5)
    ]
    return "".join(edges)


def _steps(entry: Row, at: Scale, y: float, width: float) -> list[str]:
    level = _number(entry["level"])
    if math.isnan(level):
        return [drawing.text(width, y + 4, terms.MISSING, size=12, fill=_INK["tinta-2"], anchor="end")]
    gap, next_gap = _number(entry["gap"]), _number(entry["next_gap"])
    is_short = gap < 0
    color = _INK["sogan" if is_short else "nila"]
    parts = [drawing.line(at(1), y, at(level), y, stroke=color, width=2)] if level > 1 else []
    if is_short:
        parts.append(drawing.line(at(level), y, at(level - gap), y, stroke=color, width=2, dash="3 2"))
        parts.append(drawing.circle(at(level), y, 6.5, fill=_INK["kertas"], ring=color, ring_width=2.6))
    else:
        parts.append(drawing.circle(at(level), y, 6, fill=color))
    for value, x in ((gap, width - 36), (next_gap, width)):
        if not math.isnan(value):
            decimals = 0 if value.is_integer() else 1
            fill, weight = (_INK["sogan"], 700) if value < 0 else (_INK["tinta-3"], 400)
            words = terms.format_number(value, decimals, signed=True)
            parts.append(drawing.text(x, y + 4.5, words, size=12.5, weight=weight, fill=fill, anchor="end"))
    return parts


def _signed(difference: float) -> str:
    """Return a difference in whole points, with the decimals it needs not to look like 0: ``−0,3``."""
    decimals = next((places for places in range(4) if round(difference, places)), 0)
    return terms.format_number(difference, decimals, signed=True)


def _number(value: Any) -> float:
    """Return a number; NaN for any kind of missing value."""
    return math.nan if pd.isna(value) else float(value)


def _whole_number(value: Any) -> str:
    return terms.format_number(_number(value), 0)
