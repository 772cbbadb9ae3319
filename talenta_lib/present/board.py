"""The nine-box board: one dot is one person, as near as possible to the official score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib import terms
from talenta_lib.present import drawing
from talenta_lib.present.lattice import (
    DISC_SIZE,
    DOT_SHARE,
    GAP,
    TRAY_SQUARE,
    Bands,
    Frame,
    board_layout,
    tray_height,
    tray_layout,
)
from talenta_lib.present.marks import probability_words
from talenta_lib.present.theme import COLORS, GROUP_FILL, KOTAK_GROUPS, KOTAK_ROWS, Theme, group_of

Row = Mapping[Any, Any]
"""A row of the people table, as a mapping from column to value."""

__all__ = [
    "Bands",
    "Row",
    "board_finding",
    "board_layout",
    "board_svg",
    "cut_text",
    "disc_label",
    "initials",
    "person_title",
]


def board_svg(
    people: pd.DataFrame, bands: Bands, *, width: float, height: float, codes: bool = False, theme: Theme = "terang"
) -> str:
    """Draw the board as an SVG that stands alone: counts, cut-offs, dots, and a tray for who has no kotak yet.

    Sure dots are filled; *garis batas* is a ring. Up to 60 people are discs with initials. With ``codes`` nobody is
    named (codes in the discs and in the titles). Every dot has a title with name, kotak and probability.
    """
    frame = Frame(width, height, tray_height(people, width))
    layout = board_layout(people, bands, width=width, height=height)
    facts = layout[["nip", "x", "y", "size"]].merge(people, on="nip", validate="one_to_one")
    counts = people["kotak"].value_counts()
    cells = [_cell(frame, kotak, int(counts.get(kotak, 0)), theme) for kotak in range(1, 10)]
    dots = [_dot(person, codes=codes, theme=theme) for person in facts.to_dict("records")]
    return drawing.svg(
        width,
        height,
        board_finding(people),
        *cells,
        *_labels(frame, bands, theme),
        *dots,
        *_tray(people, frame, codes, theme),
    )


def board_finding(people: pd.DataFrame) -> str:
    """Say in one sentence what the board shows; used as its text for readers who do not see it."""
    kotak = people["kotak"]
    parts = [
        f"{int(kotak.isin(members).sum())} pejabat di kotak {terms.join_words([str(n) for n in members])}"
        for members in KOTAK_GROUPS.values()
    ]
    borderline = int((people["is_borderline"].fillna(False).astype(bool) & kotak.notna()).sum())
    return (
        f"Papan sembilan kotak: {'; '.join(parts)}; {borderline} di garis batas; "
        f"{int(kotak.isna().sum())} belum dapat ditetapkan."
    )


def person_title(person: Row, *, codes: bool = False) -> str:
    """Return the words of a dot: ``Damar Palungguh, kotak 7, garis batas, peluang 39%``."""
    name = str(person["code"] if codes else person["nama"])
    kotak = person["kotak"]
    if pd.isna(kotak):
        return f"{name}, kotak belum dapat ditetapkan"
    parts = [name, f"kotak {kotak}"] + ["garis batas"] * (person["is_borderline"] is True)
    if not pd.isna(person["p_1"]):
        parts.append(f"peluang {probability_words([person[f'p_{k}'] for k in range(1, 10)], kotak)}")
    return ", ".join(parts)


def disc_label(person: Row, *, codes: bool = False) -> str:
    """Return what stands in a disc: two initials, or the number of the code where the code is the name."""
    name, code = str(person["nama"]), str(person["code"])
    return code.rsplit("-", 1)[-1].lstrip("0") if codes or name == code else initials(name)


def initials(name: str) -> str:
    """Return two initials of a name without its titles.

    >>> initials("Dr. Damar Contoh Palungguh, S.Sos., M.Si.")
    'DC'
    """
    words = [word for word in name.partition(",")[0].split() if not word.endswith(".")]
    return "".join(word[0].upper() for word in words[:2])


def _cell(frame: Frame, kotak: int, people: int, theme: Theme) -> str:
    color, group = COLORS[theme], group_of(kotak)
    x, y, width, height = frame.cell(kotak)
    words, numbers, _ = frame.letters
    base = y + frame.head - 7
    parts = [drawing.rect(x, y, width, height, fill=color[GROUP_FILL[group]], more='rx="2"')]
    if group == "bawah":
        top = y + frame.head
        parts.append(drawing.hatch(x, top, width, height - frame.head, stroke=color["sogan-isi"], opacity=0.38))
    style = f'y="{drawing.number(base)}" font-size="{words}" fill="{color["tinta-2"]}"'
    large = f'<tspan font-size="{numbers}" fill="{color["tinta"]}" font-weight='
    parts.append(
        f'<text x="{drawing.number(x + 8)}" {style}>Kotak {large}"700">{kotak}</tspan></text>'
        f'<text x="{drawing.number(x + width - 8)}" {style} text-anchor="end">'
        f'{large}"600">{people}</tspan> orang</text>'
    )
    return f'<g data-kotak="{kotak}">{"".join(parts)}</g>'


def _labels(frame: Frame, bands: Bands, theme: Theme) -> list[str]:
    color = COLORS[theme]
    words, _, small = frame.letters
    edge = frame.left - 14
    x0, bottom, width, height = frame.cell(KOTAK_ROWS[2][0])
    base = bottom + height + 15
    parts = [
        drawing.text(edge, 16, "Kinerja ↑", size=words, fill=color["tinta-2"], anchor="end"),
        drawing.text(edge, base, "Potensial →", size=words, fill=color["tinta-2"], anchor="end"),
    ]
    for level, numbers in zip(reversed(terms.Level), KOTAK_ROWS, strict=True):
        _, y, _, _ = frame.cell(numbers[0])
        first, last = terms.PERFORMANCE_LABELS[level].capitalize().rsplit(" ", 1)
        for k, word in enumerate((first, last)):
            middle = y + height / 2 + words * (1.15 * k - 0.1)
            parts.append(drawing.text(edge, middle, word, size=words, weight=600, fill=color["tinta"], anchor="end"))
    for k, level in enumerate(terms.Level):
        word = terms.POTENTIAL_LABELS[level].capitalize()
        middle = x0 + k * (width + GAP) + width / 2
        parts.append(drawing.text(middle, base, word, size=words, weight=600, fill=color["tinta"], anchor="middle"))
    for k in (0, 1):
        cut_x, cut_y = x0 + (k + 1) * (width + GAP) - GAP / 2, bottom - k * (height + GAP) - GAP / 2 + small / 3
        number = cut_text(bands["potential"][k])
        parts.append(drawing.text(cut_x, base, number, size=small, fill=color["tinta-3"], anchor="middle"))
        number = cut_text(bands["performance"][k])
        parts.append(drawing.text(frame.left - 6, cut_y, number, size=small, fill=color["tinta-3"], anchor="end"))
    return parts


def cut_text(cut: float) -> str:
    """Return a cut-off as it is printed at a gap of the board."""
    return terms.format_number(cut, 0 if float(cut).is_integer() else 1)


def _dot(person: Row, *, codes: bool, theme: Theme) -> str:
    color = COLORS[theme]
    x, y, size = person["x"], person["y"], person["size"]
    is_borderline = person["is_borderline"] is True
    title = person_title(person, codes=codes)
    if not is_borderline:
        dot = drawing.circle(x, y, size / 2, fill=color["nila"], title=title)
    else:
        ring_width = 2.5 if size == DISC_SIZE else 0.15 / DOT_SHARE * size
        dot = drawing.circle(
            x, y, size / 2, fill=color["kertas"], ring=color["sogan"], ring_width=ring_width, title=title
        )
    if size != DISC_SIZE:
        return dot
    label = disc_label(person, codes=codes)
    fill = color["sogan"] if is_borderline else color["kertas"]
    return dot + drawing.text(x, y + 3.6, label, size=10.5, weight=600, fill=fill, anchor="middle")


def _tray(people: pd.DataFrame, frame: Frame, codes: bool, theme: Theme) -> list[str]:
    waiting = int(people["kotak"].isna().sum())
    if not waiting:
        return []
    color = COLORS[theme]
    words, _, _ = frame.letters
    top = frame.height - frame.tray + 6
    said = f"{waiting} belum dapat ditetapkan: data belum lengkap"
    parts = [drawing.text(frame.left, top + 10, said, size=words, weight=600, fill=color["tinta-2"])]
    more = f'stroke="{color["tinta-3"]}" stroke-width="1.4" stroke-dasharray="2.4 1.6"'
    half = TRAY_SQUARE / 2
    squares = tray_layout(people, frame).merge(people, on="nip", validate="one_to_one").to_dict("records")
    for person in squares:
        corner, title = (person["x"] - half, person["y"] - half), person_title(person, codes=codes)
        parts.append(drawing.rect(*corner, TRAY_SQUARE, TRAY_SQUARE, fill="none", title=title, more=more))
    return parts
