"""Small drawings that stand inside a row or beside a sentence; each says in words what it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present import drawing
from talenta_lib.present.theme import COLORS, GROUP_FILL, KOTAK_GROUPS, KOTAK_ROWS

_INK: Final = COLORS["terang"]
_AXIS_START, _AXIS_END = 40.0, 100.0
_LEVELS: Final = range(1, 6)


def counted_dots(count: int, *, ready: bool, most: int = 5) -> str:
    """Draw up to ``most`` dots for a count of people: filled when ready now, rings when ready in 1-2 years."""
    fill, ring = (_INK["nila"], "") if ready else (_INK["kertas"], _INK["nila"])
    dots = [
        drawing.circle(6 + 11.5 * k, 7, 4.6, fill=fill, ring=ring, ring_width=0 if ready else 1.8)
        for k in range(min(count, most))
    ]
    more = [drawing.text(8 + 11.5 * most, 11, "+", size=12, fill=_INK["nila"], weight=700)] * (count > most)
    return drawing.svg(14 + 11.5 * most, 14, f"{count} orang", *dots, *more)


def legend_mark(kind: str) -> str:
    """Draw the sample of a legend: ``sure``, ``borderline``, ``waiting``, ``standard``, ``band`` or a kotak group.

    The word stands beside it, so it is hidden from screen readers.
    """
    if kind in KOTAK_GROUPS:
        box = drawing.rect(
            0.5, 0.5, 10, 10, fill=_INK[GROUP_FILL[kind]], more=f'stroke="{_INK["garis-kuat"]}" stroke-width=".7"'
        )
        lines = drawing.hatch(0.5, 0.5, 10, 10, stroke=_INK["sogan-isi"], opacity=1, step=5)
        return drawing.ornament(11, 11, box, lines if kind == "bawah" else "")
    marks = {
        "sure": drawing.circle(5.5, 5.5, 4.6, fill=_INK["nila"]),
        "borderline": drawing.circle(5.5, 5.5, 4.8, fill=_INK["kertas"], ring=_INK["sogan"], ring_width=2),
        "waiting": drawing.rect(1, 1, 9, 9, fill="none",
                                more=f'stroke="{_INK["tinta-3"]}" stroke-width="1.4" stroke-dasharray="2.4 1.6"'),
        "standard": drawing.line(5.5, 0, 5.5, 11, stroke=_INK["tinta"], width=2.2),
        "band": drawing.rect(0, 3, 11, 5, fill=_INK["nila-muda"]),
    }  # fmt: skip
    return drawing.ornament(11, 11, marks[kind])


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
        parts.extend(_side_marks({str(key): value for key, value in side.items()}, y, place, width))
        said.append(f"{name} {_whole_number(side['score'])}, standar {_whole_number(side['standard'])}")
    return drawing.svg(width, height, f"Lima sisi: {'; '.join(said)}.", *parts)


def _side_marks(side: Mapping[str, object], y: float, place: object, width: float) -> list[str]:
    at = place if callable(place) else float
    score, standard, difference, low, high = (
        float(str(side[name])) if not _is_missing(side[name]) else math.nan
        for name in ("score", "standard", "difference", "low", "high")
    )
    is_short = difference < 0
    parts = []
    if not math.isnan(low) and not math.isnan(high):
        parts.append(drawing.rect(at(low), y - 2.5, at(high) - at(low), 5, fill=_INK["nila-muda"]))
    if not math.isnan(standard):
        parts.append(drawing.line(at(standard), y - 9, at(standard), y + 9, stroke=_INK["tinta"], width=2.2))
    if math.isnan(score):
        words = drawing.text(at(40) + 6, y + 4, terms.MISSING, size=12, fill=_INK["tinta-2"])
        return [*parts, words]
    ring = {"fill": _INK["kertas"], "ring": _INK["sogan"], "ring_width": 3.0} if is_short else {"fill": _INK["nila"]}
    parts.append(drawing.circle(at(score), y, 6.5, **ring))  # type: ignore[arg-type]
    if not math.isnan(difference):
        fill = _INK["sogan"] if is_short else _INK["tinta"]
        words = terms.format_number(difference, 0, signed=True)
        parts.append(drawing.text(width, y + 4.5, words, size=13, weight=700, fill=fill, anchor="end"))
    return parts


def nine_cells(probabilities: Sequence[float], kotak: int | None, *, width: float = 246) -> str:
    """Draw the nine kotak with the probability that the person truly belongs there, in whole percentages.

    ``probabilities`` are those of kotak 1 to 9 (NaN when not stated); the official kotak has a thick outline.
    The most likely kotak is filled. Kotak under 1 % stay empty.
    """
    left, gap, height = 56.0, 2.0, 140.0
    cell_width, cell_height = (width - left - 2 * gap) / 3, (height - 22) / 3 - gap / 3
    is_stated = not any(math.isnan(p) for p in probabilities)
    whole = terms.whole_percentages(probabilities) if is_stated else [0] * 9
    likely = whole.index(max(whole)) + 1 if is_stated else None
    parts, outline = [], []
    for row, numbers in enumerate(KOTAK_ROWS):
        for column, number in enumerate(numbers):
            x, y = left + column * (cell_width + gap), row * (cell_height + gap)
            parts.extend(
                _small_cell((x, y, cell_width, cell_height), number, whole[number - 1], is_likely=number == likely)
            )
            if number == kotak:
                outline = [drawing.rect(x + 0.2, y + 1.2, cell_width - 0.4, cell_height - 2.4, fill="none",
                                        more=f'stroke="{_INK["tinta"]}" stroke-width="2.4"')]  # fmt: skip
        level = list(reversed(terms.Level))[row]
        words = terms.PERFORMANCE_LABELS[level].capitalize().rsplit(" ", 1)
        for k, word in enumerate(words):
            middle = row * (cell_height + gap) + cell_height / 2 + 12 * k - 1
            parts.append(drawing.text(left - 6, middle, word, size=10.7, fill=_INK["tinta-2"], anchor="end"))
    for column, level in enumerate(terms.Level):
        middle = left + column * (cell_width + gap) + cell_width / 2
        name = terms.POTENTIAL_LABELS[level].capitalize()
        parts.append(drawing.text(middle, height - 4, name, size=10.7, fill=_INK["tinta-2"], anchor="middle"))
    said = [f"kotak {k + 1} {whole[k]} persen" for k in sorted(range(9), key=lambda k: -whole[k]) if whole[k]]
    official = f"Kotak resmi {kotak}" if kotak is not None else "Kotak belum dapat ditetapkan"
    label = f"{official}; peluang: {', '.join(said) if said else 'belum dapat dihitung'}."
    return drawing.svg(width, height, label, *parts, *outline)


def _small_cell(box: tuple[float, float, float, float], number: int, share: int, *, is_likely: bool) -> list[str]:
    x, y, width, height = box
    ground = "nila" if is_likely else "nila-sel" if share >= 10 else "dasar"
    parts = [
        drawing.rect(x, y, width, height, fill=_INK[ground]),
        drawing.text(
            x + 5, y + 12.5, str(number), size=11, weight=600, fill=_INK["kertas" if is_likely else "tinta-2"]
        ),
    ]
    if share:
        fill = _INK["kertas" if is_likely else "tinta"]
        parts.append(
            drawing.text(
                x + width / 2, y + height / 2 + 9, f"{share}%", size=17, weight=700, fill=fill, anchor="middle"
            )
        )
    return parts


def competency_steps(competencies: pd.DataFrame, *, width: float = 378) -> str:
    """Draw competency levels 1-5: filled column = need of the present post, dashed column = need one jenjang up.

    One row a competency: ``competency, level, required_level, gap, next_required_level, next_gap``.
    """
    start, step, row, top = 200.0, 25.0, 20.2, 20.0
    height = top + row * len(competencies) + 2

    def place(level: float) -> float:
        return start + (level - 1) * step

    parts = [drawing.text(place(n), 13, str(n), size=11, fill=_INK["tinta-3"], anchor="middle") for n in _LEVELS]
    parts.append(drawing.text(width - 36, 13, "kini", size=11, fill=_INK["tinta-3"], anchor="end"))
    parts.append(drawing.text(width, 13, "naik", size=11, fill=_INK["tinta-3"], anchor="end"))
    grounds, said = [], []
    for number, entry in enumerate(competencies.to_dict("records")):
        y = top + number * row + row / 2 + 2
        name = terms.COMPETENCY_LABELS[str(entry["competency"])]
        for column, dash in (("required_level", False), ("next_required_level", True)):
            if not _is_missing(entry[column]):
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


def _steps(entry: Mapping[object, object], place: object, y: float, width: float) -> list[str]:
    at = place if callable(place) else float
    if _is_missing(entry["level"]):
        return [drawing.text(at(1), y + 4, terms.MISSING, size=12, fill=_INK["tinta-2"])]
    level = float(str(entry["level"]))
    gap = math.nan if _is_missing(entry["gap"]) else float(str(entry["gap"]))
    next_gap = math.nan if _is_missing(entry["next_gap"]) else float(str(entry["next_gap"]))
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


def _is_missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]


def _whole_number(value: object) -> str:
    return terms.MISSING if _is_missing(value) else terms.format_number(float(str(value)), 0)
