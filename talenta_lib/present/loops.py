"""Chains and cycles of a plan as drawings: posts are boxes, an arrow is an official who goes where it points."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

import pandas as pd

from talenta_lib.placement.loops import CYCLE
from talenta_lib.placement.ranking import plain_name
from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS
from talenta_lib.present.wording import plain_post

_INK: Final = COLORS["terang"]
FULL_WIDTH: Final = 650.0
HALF_WIDTH: Final = 310.0
_LETTER: Final = 5.9
"""Mean width of a letter at 12 px, to know where to cut a long name."""
OUTSIDE: Final = "Dari luar jabatan pada peta"
LEFT_EMPTY: Final = "menjadi kosong"
APART: Final = 16.0
"""Room between two loops of one picture."""
BESIDE: Final = 40.0
"""Room between two columns of loops."""


@dataclass(frozen=True)
class Shape:
    """Sizes of a drawing (px): ``cycle`` and ``chain`` are its widths, ``size`` and ``small`` its letters.

    ``lines`` is how many lines the name of a post may take in a cycle. With more than one there is no room to name who
    comes to it: on the screen a click chooses the official (``data-pilih``), whom the table beside it names.
    """

    cycle: float = FULL_WIDTH
    chain: float = HALF_WIDTH
    label: float = 24.0
    gap: float = 16.0
    gutter: float = 56.0
    size: float = 12.0
    small: float = 11.0
    letter: float = 5.9 / 12
    lines: int = 1
    is_screen: bool = False

    def height(self, lines: int = 2) -> float:
        """Return the height of a box with some lines of text."""
        return 6.0 + 14.0 * lines if not self.is_screen else 7.0 + 16.0 * lines

    def room(self, width: float) -> int:
        """Return how many letters a line of a box holds."""
        return int((width - 16) / (self.letter * self.size))


PRINT: Final = Shape()


def screen_shape(width: float) -> Shape:
    """Return the sizes of the drawings in a column of a page."""
    return Shape(
        cycle=width, chain=width, label=18.0, gutter=26.0, size=13.0, small=13.0, letter=0.515, lines=3, is_screen=True
    )


@dataclass(frozen=True)
class Box:
    """A post in a drawing: its name, who comes to it (``nip`` empty: nobody), and whether it is empty afterwards."""

    title: str
    words: str
    nip: str = ""
    is_empty: bool = False


class Drawn(NamedTuple):
    """One loop: what it says, its size, and its parts."""

    label: str
    width: float
    height: float
    parts: list[str]


def loop_svg(moves: pd.DataFrame) -> str:
    """Draw one loop: ``moves`` are its rows in walking order (as ``Mutasi.moves``).

    A cycle goes down the left and up the right; a chain is a straight column, from the post that is left to the one
    that was vacant.
    """
    label, width, height, parts = _draw(moves, PRINT)
    return drawing.svg(width, height, label, *parts)


def loops_svg(moves: pd.DataFrame, width: float, columns: int = 1) -> str:
    """Draw all loops of a plan (``Mutasi.moves``) for the screen, down one column of ``width`` after the other.

    A loop stands in the column where its middle falls when the pile of all is cut into equal lengths.
    """
    loops = [_draw(group, screen_shape(width)) for _, group in moves.groupby("loop", sort=False)]
    whole, passed, parts, tops = sum(one.height + APART for one in loops), 0.0, list[str](), [0.0] * columns
    for one in loops:
        column = int((passed + (one.height + APART) / 2) / whole * columns)
        left, top = column * (width + BESIDE), tops[column]
        parts.append(f'<g transform="translate({drawing.number(left)} {drawing.number(top)})">{"".join(one.parts)}</g>')
        tops[column] += one.height + APART
        passed += one.height + APART
    label = " ".join(one.label for one in loops)
    return drawing.svg(columns * (width + BESIDE) - BESIDE, max(0.0, max(tops) - APART), label, *parts)


def _draw(moves: pd.DataFrame, shape: Shape) -> Drawn:
    """Draw one loop."""
    letter, is_cycle = str(moves["loop"].iloc[0]), moves["loop_kind"].iloc[0] == CYCLE
    boxes = _boxes(moves, is_cycle=is_cycle)
    goes = zip(moves["nama"].map(plain_name), moves["to_jabatan"], strict=True)
    names = "; ".join(f"{name} ke {post}" for name, post in goes)
    label = f"{'Lingkaran' if is_cycle else 'Rantai'} {letter}: {names}."
    rows = (len(boxes) + 1) // 2 if is_cycle else len(boxes)
    width = (shape.cycle - shape.label - shape.gutter) / 2 - 1 if is_cycle else shape.chain - shape.label - 2
    texts = [_lines(box, shape, width, is_cycle=is_cycle) for box in boxes]
    box_height = shape.height(max(map(len, texts)))
    grid = Grid(shape, width, box_height)
    drawn = [
        _box(box, lines, grid, spot)
        for box, lines, spot in zip(boxes, texts, grid.spots(len(boxes), is_cycle=is_cycle), strict=True)
    ]
    arrows = _arrows(len(boxes), grid) if is_cycle else _links(len(boxes), grid)
    height = (rows - 1) * grid.step + box_height + 2
    letter_y = box_height / 2 + 5
    name = drawing.text(0, letter_y, letter, size=14, weight=700, fill=_INK["tinta"])
    return Drawn(label, shape.cycle if is_cycle else shape.chain, height, [name, *drawn, *arrows])


@dataclass(frozen=True)
class Grid:
    """Where the boxes of one loop stand: their size, and the distance of their rows."""

    shape: Shape
    width: float
    height: float

    @property
    def step(self) -> float:
        """Distance of two rows."""
        return self.height + self.shape.gap

    def spots(self, count: int, *, is_cycle: bool) -> list[tuple[float, float]]:
        """Return the corners of the boxes: a column, or down the left and up the right."""
        left, down = self.shape.label, (count + 1) // 2 if is_cycle else count
        right = left + self.width + self.shape.gutter
        return [
            *((left, row * self.step) for row in range(down)),
            *((right, (down - 1 - row) * self.step) for row in range(count - down)),
        ]


def _boxes(moves: pd.DataFrame, *, is_cycle: bool) -> list[Box]:
    """Return the posts in walking order; the first of a cycle is filled by the last mover."""
    entered = [
        Box(str(post), f"diisi {plain_name(name)}", str(nip))
        for post, name, nip in zip(moves["to_jabatan"], moves["nama"], moves["nip"], strict=True)
    ]
    if is_cycle:
        return [entered[-1], *entered[:-1]]
    if pd.isna(moves["from_id"].iloc[0]):
        return [Box(OUTSIDE, str(moves["from_jabatan"].iloc[0])), *entered]
    return [Box(str(moves["from_jabatan"].iloc[0]), LEFT_EMPTY, is_empty=True), *entered]


def _links(count: int, grid: Grid) -> list[str]:
    """Return the arrows of a chain."""
    x = grid.shape.label + grid.width / 2
    return [_arrow((x, row * grid.step - grid.shape.gap), (x, row * grid.step)) for row in range(1, count)]


def _arrows(count: int, grid: Grid) -> list[str]:
    """Return the arrows of a cycle; where two posts face each other twice, one arrow runs above the other."""
    spots, rows, gap = grid.spots(count, is_cycle=True), (count + 1) // 2, grid.shape.gap
    down, up, half = spots[:rows], spots[rows:], grid.width / 2
    parts = [_arrow((x + half, y - gap), (x + half, y)) for x, y in down[1:]]
    parts += [_arrow((x + half, y + grid.step), (x + half, y + grid.height)) for x, y in up[1:]]
    apart = 6.0 if len(down) == len(up) == 1 else 0.0
    middle, edge = grid.height / 2, down[0][0] + grid.width
    x, y = up[0]
    parts.append(_arrow((edge, y + middle - apart), (x, y + middle - apart)))
    last_x, last_y = up[-1]
    if last_y:
        bend = last_x + half
        parts.append(drawing.line(bend, last_y, bend, middle, stroke=_INK["nila"], width=1.4))
        parts.append(_arrow((bend, middle), (edge, middle)))
    else:
        parts.append(_arrow((last_x, middle + apart), (edge, middle + apart)))
    return parts


def _lines(box: Box, shape: Shape, width: float, *, is_cycle: bool) -> list[str]:
    """Return what stands in a box: the post, and who comes to it where the post is said in one line."""
    post, room = plain_post(box.title), shape.room(width)
    if shape.lines == 1 or not is_cycle:
        return [drawing.shorten(post, room), drawing.shorten(box.words, room)]
    wrapped = textwrap.wrap(post, room, break_long_words=False)
    last = shape.lines - 1
    return [drawing.shorten(line, room) for line in [*wrapped[:last], *filter(None, [" ".join(wrapped[last:])])]]


def _box(box: Box, lines: list[str], grid: Grid, spot: tuple[float, float]) -> str:
    """Draw one post: solid, or dashed where it is empty afterwards."""
    (x, y), shape = spot, grid.shape
    edge = _INK["sogan"] if box.is_empty else _INK["garis-kuat"]
    dash = ' stroke-dasharray="4 3"' if box.is_empty else ""
    fill = _INK["kertas" if box.is_empty else "dasar"]
    more = f'rx="3" stroke="{edge}" stroke-width="1"{dash}'
    drawn = drawing.rect(x, y + 1, grid.width, grid.height, fill=fill, more=more)
    has_words = lines[1:] == [drawing.shorten(box.words, shape.room(grid.width))]
    lead = 16.0 if shape.is_screen else 14.0
    first = y + 1 + (grid.height - lead * len(lines)) / 2 + lead - 4
    for number, line in enumerate(lines):
        is_small = has_words and number == 1
        ink = _INK[("sogan" if box.is_empty else "tinta-2") if is_small else "tinta"]
        size, weight = (shape.small, 400) if is_small else (shape.size, 600)
        drawn += drawing.text(x + 8, first + lead * number, line, size=size, weight=weight, fill=ink)
    return _pickable(box, drawn) if shape.is_screen and box.nip else drawn


def _pickable(box: Box, drawn: str) -> str:
    """Return a box that chooses who comes to the post, and tells it in full on hover."""
    told = escape(f"{box.title}, {box.words}")
    return f'<g data-pilih="{escape(box.nip)}"><title>{told}</title>{drawn}</g>'


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Draw a straight arrow, level or upright, that ends at the edge of a box."""
    (x1, y1), (x2, y2) = (start[0], start[1] + 1), (end[0], end[1] + 1)
    dx, dy = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    points = [(x2, y2), (x2 - 7 * dx - 4 * dy, y2 - 7 * dy - 4 * dx), (x2 - 7 * dx + 4 * dy, y2 - 7 * dy + 4 * dx)]
    head = " ".join(f"{drawing.number(x)},{drawing.number(y)}" for x, y in points)
    shaft = drawing.line(x1, y1, x2 - 5 * dx, y2 - 5 * dy, stroke=_INK["nila"], width=1.4)
    return f'{shaft}<polygon points="{head}" fill="{_INK["nila"]}"/>'
