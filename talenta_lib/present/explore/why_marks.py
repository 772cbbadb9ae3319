"""Two drawings of an answer: the parts of the fit of two seats, and who pushes whom with what it costs the plan."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS
from talenta_lib.present.wording import plain_post
from talenta_lib.terms import MISSING, format_number

_INK: Final = COLORS["terang"]
MOST_PUSHED: Final = 7
"""Officials drawn one by one; those beyond are told together."""
LABEL_LETTERS: Final = 27
"""Letters of a part's name that stand whole at full size."""
_BOX, _BOX_HEIGHT, _STEP, _TOP = 268.0, 56.0, 84.0, 24.0


def parts_strip(parts: pd.DataFrame, *, width: float = 410) -> str:
    """Draw the parts of two fits: disc = asked, ring = compared with, on a 0-100 line, signed difference at the right.

    ``parts`` is ``Explanation.parts``: label, weight, score, score_other, difference.
    """
    start, end, row = 178.0, width - 88.0, 40.0

    def place(score: float) -> float:
        return start + (end - start) * min(max(score, 0.0), 100.0) / 100

    height = 20 + row * len(parts)
    marks = [
        mark
        for tick in (0, 50, 100)
        for mark in (
            drawing.line(place(tick), 18, place(tick), height - 4, stroke=_INK["garis"]),
            drawing.text(place(tick), 12, str(tick), size=13, fill=_INK["tinta-3"], anchor="middle"),
        )
    ]
    marks.append(drawing.text(width, 12, "sumbangan", size=13, fill=_INK["tinta-3"], anchor="end"))
    said = []
    for number, part in enumerate(parts.to_dict("records")):
        y = 20 + row * (number + 0.5)
        marks.append(drawing.text(0, y - 1, str(part["label"]), size=_label_size(part), fill=_INK["tinta"]))
        weight = format_number(float(part["weight"]), 0)
        marks.append(drawing.text(0, y + 14, f"bobot {weight}%", size=13, fill=_INK["tinta-2"]))
        marks.extend(_two_dots(_number(part["score"]), _number(part["score_other"]), y, place))
        difference = _number(part["difference"])
        fill = _INK["sogan" if difference < 0 else "tinta"]
        words = "" if math.isnan(difference) else format_number(difference, 1, signed=True)
        marks.append(drawing.text(width, y + 4, words, size=14, weight=600, fill=fill, anchor="end"))
        said.append(
            f"{part['label']} {format_number(_number(part['score']), 0)} lawan {format_number(_number(part['score_other']), 0)}"
        )
    return drawing.svg(width, height, f"Bagian kecocokan: {'; '.join(said)}.", *marks)


def _label_size(part: Any) -> float:
    """Return the letter size at which the name of a part stands whole before the line."""
    return 14 if len(str(part["label"])) <= LABEL_LETTERS else 13


def _two_dots(mine: float, other: float, y: float, place: Any) -> list[str]:
    """Return the marks of one part; a score that is not known is said in words."""
    marks = []
    if not math.isnan(mine) and not math.isnan(other):
        marks.append(drawing.line(place(other), y, place(mine), y, stroke=_INK["garis-kuat"], width=1.6))
    if not math.isnan(other):
        marks.append(drawing.circle(place(other), y, 6, fill=_INK["kertas"], ring=_INK["tinta-2"], ring_width=2.6))
    if math.isnan(mine):
        return [*marks, drawing.text(place(0) + 4, y + 4, MISSING, size=13, fill=_INK["tinta-2"])]
    return [*marks, drawing.circle(place(mine), y, 6, fill=_INK["nila"])]


def push_waterfall(changes: pd.DataFrame, *, width: float = 446) -> str:
    """Draw who changes post, in push order, and at the right how the value of the plan goes up and down to the total.

    ``changes`` is ``Explanation.changes``.
    """
    shown = changes.head(MOST_PUSHED)
    steps = [float(value) for value in shown["difference"]]
    if len(changes) > len(shown):
        steps.append(float(changes["difference"].iloc[MOST_PUSHED:].sum()))
    place = _scale(steps, _BOX + 62, width - 58)
    height = _TOP + _STEP * len(steps) + 26
    boxes = [mark for number in range(len(shown)) for mark in _pushed(shown.iloc[number], _TOP + number * _STEP)]
    if len(changes) > len(shown):
        boxes += _rest(len(changes) - len(shown), _TOP + len(shown) * _STEP)
    heads = zip(shown["pushes"].fillna(""), shown["nip"].iloc[1:], strict=False)
    arrows = [
        mark for number, (pushed, follower) in enumerate(heads) if pushed == follower
        for mark in _arrow(_TOP + number * _STEP + _BOX_HEIGHT)
    ]  # fmt: skip
    total = format_number(float(changes["difference"].sum()), 1, signed=True)
    said = [f"{nama} {format_number(step, 1, signed=True)}" for nama, step in zip(shown["nama"], steps, strict=False)]
    frame = [
        drawing.line(place(0.0), _TOP - 4, place(0.0), height - 24, stroke=_INK["tinta"], width=1.3),
        drawing.text(width, 13, "nilai rencana", size=13, fill=_INK["tinta-3"], anchor="end"),
        drawing.line(0, height - 24, width, height - 24, stroke=_INK["tinta"], width=1.5),
        drawing.text(0, height - 6, "Nilai rencana berubah", size=14, fill=_INK["tinta-2"]),
        drawing.text(width, height - 6, total, size=17, weight=700, fill=_INK["tinta"], anchor="end"),
    ]
    label = f"Akibatnya: {'; '.join(said)}; jumlah {total}."
    return drawing.svg(width, height, label, *boxes, *arrows, *_bars(steps, place), *frame)


def _bars(steps: list[float], place: Any) -> list[str]:
    """Draw the steps of the waterfall, each hung on the one before by a dotted line."""
    marks, reached = [], 0.0
    for number, step in enumerate(steps):
        y = _TOP + number * _STEP + 16
        marks.extend(_bar(reached, step, y, place))
        reached += step
        if number + 1 < len(steps):
            marks.append(
                drawing.line(place(reached), y + 24, place(reached), y + _STEP, stroke=_INK["tinta-3"], dash="2 3")
            )
    return marks


def _scale(steps: list[float], left: float, right: float) -> Any:
    """Return from fit points to pixels, so that every level of the waterfall has its place."""
    levels = [0.0]
    for step in steps:
        levels.append(levels[-1] + step)
    low, high = min(levels), max(levels)
    unit = (right - left) / max(high - low, 1e-9)
    return lambda value: left + (value - low) * unit


def _pushed(row: Any, y: float) -> list[str]:
    """Draw one official with the two posts."""
    is_first = row["step"] == 1
    edge, ground = (_INK["tinta"], _INK["nila-sel"]) if is_first else (_INK["garis-kuat"], _INK["dasar"])
    more = f'rx="4" stroke="{edge}" stroke-width="{2 if is_first else 1}"'
    posts = [MISSING if pd.isna(row[name]) else plain_post(row[name]) for name in ("planned_jabatan", "forced_jabatan")]
    return [
        drawing.rect(1, y, _BOX, _BOX_HEIGHT, fill=ground, more=more),
        drawing.text(11, y + 17, drawing.shorten(str(row["nama"]), 34), size=14, weight=600, fill=_INK["tinta"]),
        drawing.text(11, y + 33, drawing.shorten(posts[0], 40), size=13, fill=_INK["tinta-2"]),
        drawing.text(11, y + 49, drawing.shorten(f"→ {posts[1]}", 40), size=13, fill=_INK["tinta-2"]),
    ]


def _rest(count: int, y: float) -> list[str]:
    """Say how many more change."""
    more = f'rx="4" stroke="{_INK["garis-kuat"]}" stroke-width="1" stroke-dasharray="4 3"'
    words = f"dan {count} orang lain"
    return [
        drawing.rect(1, y, _BOX, _BOX_HEIGHT, fill=_INK["kertas"], more=more),
        drawing.text(11, y + 33, words, size=14, fill=_INK["tinta-2"]),
    ]


def _arrow(y: float) -> list[str]:
    """Draw the arrow from one official to the next who has to go."""
    tip = y + _STEP - _BOX_HEIGHT
    head = f'<polygon points="30,{tip:g} 26,{tip - 8:g} 34,{tip - 8:g}" fill="{_INK["nila"]}"/>'
    return [
        drawing.line(30, y, 30, tip - 6, stroke=_INK["nila"], width=2),
        head,
        drawing.text(42, y + 18, "menggeser", size=13, fill=_INK["tinta-3"]),
    ]


def _bar(reached: float, step: float, y: float, place: Any) -> list[str]:
    """Draw one step of the waterfall with its number outside."""
    left, right = sorted((place(reached), place(reached + step)))
    number = format_number(step, 1, signed=True)
    at, anchor = (left - 6, "end") if step < 0 else (right + 6, "start")
    return [
        drawing.rect(left, y, max(right - left, 1.0), 24, fill=_INK["sogan-isi" if step < 0 else "nila"]),
        drawing.text(at, y + 17, number, size=14, weight=600, fill=_INK["tinta"], anchor=anchor),
    ]


def _number(value: Any) -> float:
    return math.nan if pd.isna(value) else float(value)
