"""Chains and cycles of a plan as drawings: posts are boxes, an arrow is an official who goes where it points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from talenta_lib.placement.loops import CYCLE
from talenta_lib.placement.ranking import plain_name
from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS
from talenta_lib.present.wording import plain_post

_INK: Final = COLORS["terang"]
FULL_WIDTH: Final = 650.0
HALF_WIDTH: Final = 310.0
_LABEL, _BOX_HEIGHT, _STEP, _GUTTER = 24.0, 34.0, 50.0, 56.0
_LETTER: Final = 5.9
"""Mean width of a letter at 12 px, to know where to cut a long name."""
OUTSIDE: Final = "Dari luar jabatan pada peta"
LEFT_EMPTY: Final = "menjadi kosong"


@dataclass(frozen=True)
class Box:
    """A post in a drawing: its name, who comes to it, and whether it is empty afterwards."""

    title: str
    words: str
    is_empty: bool = False


def loop_svg(moves: pd.DataFrame) -> str:
    """Draw one loop: ``moves`` are its rows in walking order (as ``Mutasi.moves``).

    A cycle goes down the left and up the right, 650 px wide; a chain is a straight column of 310 px, from the post
    that is left to the one that was vacant.
    """
    letter, is_cycle = str(moves["loop"].iloc[0]), moves["loop_kind"].iloc[0] == CYCLE
    boxes = _boxes(moves, is_cycle=is_cycle)
    goes = zip(moves["nama"].map(plain_name), moves["to_jabatan"], strict=True)
    names = "; ".join(f"{name} ke {post}" for name, post in goes)
    label = f"{'Lingkaran' if is_cycle else 'Rantai'} {letter}: {names}."
    return _cycle(letter, boxes, label) if is_cycle else _chain(letter, boxes, label)


def _boxes(moves: pd.DataFrame, *, is_cycle: bool) -> list[Box]:
    """Return the posts in walking order; the first of a cycle is filled by the last mover."""
    movers = [f"diisi {plain_name(name)}" for name in moves["nama"]]
    entered = [Box(str(post), who) for post, who in zip(moves["to_jabatan"], movers, strict=True)]
    if is_cycle:
        return [entered[-1], *entered[:-1]]
    if pd.isna(moves["from_id"].iloc[0]):
        return [Box(OUTSIDE, str(moves["from_jabatan"].iloc[0])), *entered]
    return [Box(str(moves["from_jabatan"].iloc[0]), LEFT_EMPTY, is_empty=True), *entered]


def _chain(letter: str, boxes: Sequence[Box], label: str) -> str:
    """Draw a chain as one column."""
    width = HALF_WIDTH - _LABEL - 2
    parts = [_letter(letter)]
    for place, box in enumerate(boxes):
        parts.extend(_box(_LABEL, place * _STEP, width, box))
        if place:
            x = _LABEL + width / 2
            parts.append(_arrow((x, place * _STEP - _STEP + _BOX_HEIGHT), (x, place * _STEP)))
    return drawing.svg(HALF_WIDTH, (len(boxes) - 1) * _STEP + _BOX_HEIGHT + 2, label, *parts)


def _cycle(letter: str, boxes: Sequence[Box], label: str) -> str:
    """Draw a cycle: down the left, across, up the right, and back to the start."""
    width = (FULL_WIDTH - _LABEL - _GUTTER) / 2 - 1
    left_count = (len(boxes) + 1) // 2
    left, right = _LABEL, _LABEL + width + _GUTTER
    down = [(left, place * _STEP) for place in range(left_count)]
    up = [(right, (left_count - 1 - place) * _STEP) for place in range(len(boxes) - left_count)]
    spots = [*down, *up]
    parts = [_letter(letter)]
    for box, (x, y) in zip(boxes, spots, strict=True):
        parts.extend(_box(x, y, width, box))
    parts.extend(_arrows(down, up, width))
    return drawing.svg(FULL_WIDTH, (left_count - 1) * _STEP + _BOX_HEIGHT + 2, label, *parts)


def _arrows(down: Sequence[tuple[float, float]], up: Sequence[tuple[float, float]], width: float) -> list[str]:
    """Return the arrows of a cycle; where two posts face each other twice, one arrow runs above the other."""
    parts = [_arrow((x + width / 2, y - _STEP + _BOX_HEIGHT), (x + width / 2, y)) for x, y in down[1:]]
    parts += [_arrow((x + width / 2, y + _STEP), (x + width / 2, y + _BOX_HEIGHT)) for x, y in up[1:]]
    apart = 6.0 if len(down) == len(up) == 1 else 0.0
    middle = _BOX_HEIGHT / 2
    (x, y), (first_x, _) = up[0], down[0]
    parts.append(_arrow((first_x + width, y + middle - apart), (x, y + middle - apart)))
    last_x, last_y = up[-1]
    if last_y:
        bend = last_x + width / 2
        parts.append(drawing.line(bend, last_y, bend, middle, stroke=_INK["nila"], width=1.4))
        parts.append(_arrow((bend, middle), (first_x + width, middle)))
    else:
        parts.append(_arrow((last_x, middle + apart), (first_x + width, middle + apart)))
    return parts


def _letter(letter: str) -> str:
    """Return the name of the loop, beside its first box."""
    return drawing.text(0, _BOX_HEIGHT / 2 + 5, letter, size=14, weight=700, fill=_INK["tinta"])


def _box(x: float, y: float, width: float, box: Box) -> list[str]:
    """Draw one post: solid, or dashed where it is empty afterwards."""
    edge = _INK["sogan"] if box.is_empty else _INK["garis-kuat"]
    dash = ' stroke-dasharray="4 3"' if box.is_empty else ""
    room = int((width - 16) / _LETTER)
    fill = _INK["kertas" if box.is_empty else "dasar"]
    words = _INK["sogan" if box.is_empty else "tinta-2"]
    title = drawing.shorten(plain_post(box.title), room)
    return [
        drawing.rect(x, y + 1, width, _BOX_HEIGHT, fill=fill, more=f'rx="3" stroke="{edge}" stroke-width="1"{dash}'),
        drawing.text(x + 8, y + 15, title, size=12, weight=600, fill=_INK["tinta"]),
        drawing.text(x + 8, y + 29, drawing.shorten(box.words, room), size=11, fill=words),
    ]


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Draw a straight arrow, level or upright, that ends at the edge of a box."""
    (x1, y1), (x2, y2) = (start[0], start[1] + 1), (end[0], end[1] + 1)
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    points = [(x2, y2), (x2 - 7 * dx - 4 * dy, y2 - 7 * dy - 4 * dx), (x2 - 7 * dx + 4 * dy, y2 - 7 * dy + 4 * dx)]
    head = " ".join(f"{drawing.number(x)},{drawing.number(y)}" for x, y in points)
    shaft = drawing.line(x1, y1, x2 - 5 * dx, y2 - 5 * dy, stroke=_INK["nila"], width=1.4)
    return f'{shaft}<polygon points="{head}" fill="{_INK["nila"]}"/>'
