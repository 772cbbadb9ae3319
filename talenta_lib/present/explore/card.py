"""The person card: kotak with its doubt, both axes, five sides, posts; below it where each number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

import pandas as pd

from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore.card_details import details
from talenta_lib.present.explore.card_posts import posts_block
from talenta_lib.present.lattice import Bands
from talenta_lib.present.marks import probability_words
from talenta_lib.present.pages.page import board_bands
from talenta_lib.present.profile_words import NEARLY, sides_title
from talenta_lib.present.strips import sides_strip
from talenta_lib.present.theme import on_screen
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import (
    AXIS_LABELS,
    MISSING,
    PERFORMANCE_LABELS,
    POTENTIAL_LABELS,
    Axis,
    Level,
    format_score,
    whole_percentages,
)

EMPTY: Final = '<p class="sub">Klik satu titik, atau pilih nama, untuk membuka kartu pejabat.</p>'
LIKELY: Final = 15
"""Percent from which the title of the card names another kotak than the likeliest."""
MOST_BARS: Final = 4
LABELS: Final = {Axis.PERFORMANCE: PERFORMANCE_LABELS, Axis.POTENTIAL: POTENTIAL_LABELS}
_CSS: Final = Path(__file__).parents[1] / "css" / "dasbor_peta.css"


def card_style() -> str:
    """Return the style sheet of the card, as an element."""
    return f"<style>{_CSS.read_text(encoding='utf-8')}</style>"


def person_card(result: RoundResult, nip: str | None, chapter: Chapter | None = None) -> str:
    """Return the whole card of one official as HTML; a hint where nobody is chosen."""
    return card_summary(result, nip, chapter) + card_details(result, nip)


def card_summary(result: RoundResult, nip: str | None, chapter: Chapter | None = None) -> str:
    """Return who it is, kotak with its doubt, both axes, the five sides, and the posts (of a plan where given)."""
    chosen = result.people[result.people["nip"] == nip]
    if chosen.empty:
        return EMPTY
    person, sides = chosen.iloc[0], result.sides[result.sides["nip"] == nip]
    return "".join((
        _who(person),
        _doubt(person),
        _axes(person, board_bands(result.scheme)),
        f'<h3>{escape(sides_title(sides))}</h3><div class="lebar">{on_screen(sides_strip(sides, width=330))}</div>',
        posts_block(result, person, chapter),
    ))  # fmt: skip


def card_details(result: RoundResult, nip: str | None) -> str:
    """Return where each number comes from, competencies with their gaps, and the posts held so far."""
    return "" if result.people[result.people["nip"] == nip].empty else details(result, str(nip))


def _who(person: pd.Series) -> str:
    """Return name, post, and kotak and garis batas as pills; what is missing is no low value."""
    kotak = "Kotak belum dapat ditetapkan" if pd.isna(person["kotak"]) else f"Kotak {person['kotak']}"
    pills = f'<span class="pil">{kotak}</span>'
    pills += '<span class="pil batas">○ Garis batas</span>' if person["is_borderline"] else ""
    missing = (
        f"<p>Belum ada: {escape(str(person['missing']))}. Ini bukan nilai rendah.</p>" if person["missing"] else ""
    )
    return (
        f"<h2>{escape(str(person['nama']))}</h2>"
        f'<p class="jabatan">{escape(str(person["jabatan"]))} ({escape(str(person["eselon"]))})</p>'
        f'<p class="pita">{pills}</p>{missing}'
    )


def _doubt(person: pd.Series) -> str:
    """Return the likeliest kotak as sorted bars under a sentence; which may be, where no probability is stated."""
    shares = [float(person[f"p_{kotak}"]) for kotak in KOTAK]
    if any(pd.isna(share) for share in shares):
        possible = [part for part in str(person["possible_kotak"]).split(";") if part.isdigit()]
        listed = " atau ".join(possible)
        return f"<h3>Mungkin kotak {listed}</h3>" if pd.isna(person["kotak"]) and possible else ""
    whole = whole_percentages(shares)
    order = sorted((kotak for kotak in KOTAK if whole[kotak - 1]), key=lambda kotak: -whole[kotak - 1])
    bars = [_bar(f"Kotak {kotak}", whole[kotak - 1], kotak == person["kotak"]) for kotak in order[:MOST_BARS]]
    rest = sum(whole[kotak - 1] for kotak in order[MOST_BARS:])
    bars += [_bar("Lainnya", rest, is_official=False)] if rest else []
    title = _doubt_title(whole, order, person, shares)
    return f'<h3>{title}</h3><p class="sub">Peluang kotak yang sebenarnya</p><ul class="peluang">{"".join(bars)}</ul>'


def _doubt_title(whole: Sequence[int], order: Sequence[int], person: pd.Series, shares: Sequence[float]) -> str:
    others = [str(kotak) for kotak in order[1:] if whole[kotak - 1] >= LIKELY]
    if others:
        return f"Mungkin kotak {order[0]}, mungkin juga {' atau '.join(others)}"
    return f"Kotak {order[0]}, peluang {probability_words(shares, order[0])}"


def _bar(label: str, percent: int, is_official: bool) -> str:
    said = f"{percent}%".replace("100%", "&gt;99%")
    kind = ' class="resmi"' if is_official else ""
    return f'<li{kind}><span>{label}</span><i><b style="width:{percent}%"></b></i><strong>{said}</strong></li>'


def _axes(person: pd.Series, bands: Bands) -> str:
    """Return both axes: the score large, its level in words, and the next one where it is near."""
    cells = "".join(
        f"<div><dt>{AXIS_LABELS[axis]}</dt><dd>{format_score(person[f'{axis}_score'], bands[axis])}</dd>"
        f"<dd>{_level_words(person, axis, bands[axis])}</dd></div>"
        for axis in Axis
    )
    return f'<dl class="sumbu">{cells}</dl>'


def _level_words(person: pd.Series, axis: Axis, cuts: tuple[float, float]) -> str:
    """Say the level of an axis: ``menengah; 0,1 lagi tinggi``."""
    score, level = person[f"{axis}_score"], person[f"{axis}_level"]
    if pd.isna(level):
        return MISSING if pd.isna(score) else "belum dapat ditetapkan"
    words = str(LABELS[axis][Level(level)])
    for cut, above in zip(cuts, (Level.MEDIUM, Level.HIGH), strict=True):
        if not pd.isna(score) and 0 < cut - score <= NEARLY and level != above:
            return f"{words}; {format_score(cut - score, [0])} lagi {LABELS[axis][above]}"
    return words
