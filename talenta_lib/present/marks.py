"""Small drawings that stand inside a row or beside a sentence; each says in words what it shows."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS, GROUP_FILL, KOTAK_ROWS

_INK: Final = COLORS["terang"]


def counted_dots(count: int, *, ready: bool, most: int = 5) -> str:
    """Draw up to ``most`` dots for a count of people: filled when ready now, rings when ready in 1-2 years."""
    fill, ring = (_INK["nila"], "") if ready else (_INK["kertas"], _INK["nila"])
    dots = [
        drawing.circle(6 + 11.5 * k, 7, 4.6, fill=fill, ring=ring, ring_width=0 if ready else 1.8)
        for k in range(min(count, most))
    ]
    more = [drawing.text(3 + 11.5 * most, 11, "+", size=12, fill=_INK["nila"], weight=700)] * (count > most)
    return drawing.svg(14 + 11.5 * most, 14, f"{count} orang", *dots, *more)


def legend_mark(kind: str) -> str:
    """Draw the sample of a legend: ``sure``, ``borderline``, ``waiting``, ``standard``, ``band`` or a kotak group.

    The word stands beside it, so it is silent for screen readers.
    """
    frame = f'stroke="{_INK["garis-kuat"]}" stroke-width=".7"'
    dashes = f'stroke="{_INK["tinta-3"]}" stroke-width="1.4" stroke-dasharray="2.4 1.6"'
    ground = {group: drawing.rect(0.5, 0.5, 10, 10, fill=_INK[fill], more=frame) for group, fill in GROUP_FILL.items()}
    lines = drawing.hatch(0.5, 0.5, 10, 10, stroke=_INK["sogan-isi"], opacity=1, step=5)
    words, mark = {
        "sure": ("titik penuh", drawing.circle(5.5, 5.5, 4.6, fill=_INK["nila"])),
        "borderline": (
            "lingkaran",
            drawing.circle(5.5, 5.5, 4.8, fill=_INK["kertas"], ring=_INK["sogan"], ring_width=2),
        ),
        "waiting": ("kotak putus-putus", drawing.rect(1, 1, 9, 9, fill="none", more=dashes)),
        "standard": ("garis tegak", drawing.line(5.5, 0, 5.5, 11, stroke=_INK["tinta"], width=2.2)),
        "band": ("pita", drawing.rect(0, 3, 11, 5, fill=_INK["nila-muda"])),
        "atas": ("bidang biru", ground["atas"]),
        "tengah": ("bidang abu-abu", ground["tengah"]),
        "bawah": ("bidang berarsir", ground["bawah"] + lines),
    }[kind]
    return drawing.ornament(11, 11, words, mark)


def probability_words(probabilities: Sequence[float], kotak: int) -> str:
    """Say the probability of one kotak; a measured person is never certain, so 100 % is "lebih dari 99%".

    ``probabilities`` are those of kotak 1 to 9; the nine percentages add to 100.

    >>> probability_words([0, 0, 0, 0, 0.24, 0, 0.39, 0.14, 0.23], 7), probability_words([0.997] + [0.000375] * 8, 1)
    ('39%', 'lebih dari 99%')
    """
    share = terms.whole_percentages(probabilities)[kotak - 1]
    return "lebih dari 99%" if share == 100 else f"{share}%"


def nine_cells(
    probabilities: Sequence[float], kotak: int | None, *, possible: Collection[int] = (), width: float = 246
) -> str:
    """Draw the nine kotak with the probability that the person truly belongs there, in whole percentages.

    ``probabilities`` are those of kotak 1 to 9 (NaN when not stated); the official kotak has a thick outline.
    The most likely kotak is filled; kotak under 1 % stay empty, one that rounds to 100 % says ">99%";
    ``possible`` ones say "mungkin".
    """
    left, gap, height = 56.0, 2.0, 140.0
    cell = (width - left - 2 * gap) / 3, (height - 22 - 2 * gap) / 3
    is_stated = not any(math.isnan(p) for p in probabilities)
    whole = terms.whole_percentages(probabilities) if is_stated else [0] * 9
    likely = whole.index(max(whole)) + 1 if is_stated else None
    parts, outline = [], []
    for row, numbers in enumerate(KOTAK_ROWS):
        for column, number in enumerate(numbers):
            box = (left + column * (cell[0] + gap), row * (cell[1] + gap), *cell)
            share = f"{whole[number - 1]}%" if whole[number - 1] else "mungkin" if number in possible else ""
            share = share.replace("100", ">99")
            is_tinted = whole[number - 1] >= 10 or number in possible
            parts.extend(
                _small_cell(box, number, share, "nila" if number == likely else "nila-sel" if is_tinted else "dasar")
            )
            if number == kotak:
                stroke = f'stroke="{_INK["tinta"]}" stroke-width="2.4"'
                outline = [
                    drawing.rect(box[0] + 0.2, box[1] + 1.2, cell[0] - 0.4, cell[1] - 2.4, fill="none", more=stroke)
                ]
    likely_first = sorted((k for k in range(9) if whole[k]), key=lambda k: -whole[k])
    said = [f"kotak {k + 1} {whole[k]} persen".replace(" 100", " lebih dari 99") for k in likely_first]
    said = said or [f"mungkin kotak {number}" for number in possible] or ["belum dapat dihitung"]
    official = f"Kotak resmi {kotak}" if kotak is not None else "Kotak belum dapat ditetapkan"
    label = f"{official}; peluang: {', '.join(said)}."
    return drawing.svg(width, height, label, *parts, *_small_labels(left, gap, cell), *outline)


def _small_cell(box: tuple[float, float, float, float], number: int, share: str, ground: str) -> list[str]:
    x, y, width, height = box
    is_filled = ground == "nila"
    number_fill, fill = _INK["kertas" if is_filled else "tinta-2"], _INK["kertas" if is_filled else "tinta"]
    size, weight = (17, 700) if share.endswith("%") else (11.5, 400)
    return [
        drawing.rect(x, y, width, height, fill=_INK[ground]),
        drawing.text(x + 5, y + 12.5, str(number), size=11, weight=600, fill=number_fill),
        drawing.text(x + width / 2, y + height / 2 + 9, share, size=size, weight=weight, fill=fill, anchor="middle"),
    ]


def _small_labels(left: float, gap: float, cell: tuple[float, float]) -> list[str]:
    parts = []
    for row, level in enumerate(reversed(terms.Level)):
        for k, word in enumerate(terms.PERFORMANCE_LABELS[level].capitalize().rsplit(" ", 1)):
            y = row * (cell[1] + gap) + cell[1] / 2 + 12 * k - 1
            parts.append(drawing.text(left - 6, y, word, size=10.7, fill=_INK["tinta-2"], anchor="end"))
    base = 3 * (cell[1] + gap) + 12
    for column, level in enumerate(terms.Level):
        x, name = left + column * (cell[0] + gap) + cell[0] / 2, terms.POTENTIAL_LABELS[level].capitalize()
        parts.append(drawing.text(x, base, name, size=10.7, fill=_INK["tinta-2"], anchor="middle"))
    return parts


def contribution_bar(score: float, weight: float, *, largest: float, width: float = 96) -> str:
    """Draw the weight of a component as a frame and what it earned as the filled part.

    ``score`` 0-100 (NaN = missing, the frame is dashed), ``weight`` and ``largest`` are fractions of the axis.
    """
    frame = max((width - 2) * weight / largest, 1.0)
    is_missing = math.isnan(score)
    dash = ' stroke-dasharray="2 1.5"' if is_missing else ""
    parts = [
        drawing.rect(
            0.5, 0.5, frame, 8, fill=_INK["kertas"], more=f'stroke="{_INK["garis-kuat"]}" stroke-width=".8"{dash}'
        )
    ]
    if not is_missing:
        parts.append(drawing.rect(0.5, 0.5, frame * score / 100, 8, fill=_INK["nila"]))
    earned = terms.MISSING if is_missing else terms.format_number(score * weight, 2)
    return drawing.svg(width, 9, f"{earned} dari {terms.format_number(100 * weight, 0)}", *parts)


def line_ends(moves: pd.DataFrame) -> tuple[int, int]:
    """Return the ends of the line on which the fits (0-100) of moves are drawn, whole numbers around them.

    ``moves`` has ``fit_before`` and ``fit_after``; where none is known, the line is the whole scale.
    """
    fits = moves[["fit_before", "fit_after"]]
    low, high = float(fits.min().min()), float(fits.max().max())
    return (0, 100) if math.isnan(low) else (math.floor(low), math.ceil(high))


def dumbbell(before: float, after: float, *, low: float, high: float, width: float = 84) -> str:
    """Draw a change: ring = before, disc = after, sogan where it falls, on a line from ``low`` to ``high``.

    A value that is not known (NaN) is not drawn.
    """
    values = [value for value in (before, after) if not math.isnan(value)]
    color = _INK["sogan-isi"] if after < before else _INK["nila"]

    def place(value: float) -> float:
        return 6 + (width - 12) * (value - low) / max(high - low, 1e-9)

    parts = [drawing.line(2, 7, width - 2, 7, stroke=_INK["garis"], width=0.8)]
    if len(values) == 2:
        parts.append(drawing.line(place(before), 7, place(after), 7, stroke=color, width=2.4))
    if not math.isnan(before):
        parts.append(drawing.circle(place(before), 7, 4.4, fill=_INK["kertas"], ring=color, ring_width=1.8))
    if not math.isnan(after):
        parts.append(drawing.circle(place(after), 7, 4.4, fill=color))
    label = f"dari {terms.format_number(before)} menjadi {terms.format_number(after)}"
    return drawing.svg(width, 14, label, *parts)
