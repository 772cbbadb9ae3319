"""Marks say in words what they draw, and draw a missing value as missing."""

import math
import re

import pandas as pd
import pytest

from talenta_lib.present.marks import (
    contribution_bar,
    counted_dots,
    dumbbell,
    legend_mark,
    nine_cells,
    probability_words,
)
from talenta_lib.present.strips import competency_steps, sides_strip
from talenta_lib.present.theme import COLORS


def test_dots_are_counted_up_to_five() -> None:
    assert counted_dots(4, ready=True).count("<circle") == 4
    assert counted_dots(9, ready=True).count("<circle") == 5
    assert 'aria-label="9 orang"' in counted_dots(9, ready=True)
    assert ">+</text>" in counted_dots(6, ready=False)


def test_ready_now_and_later_differ_in_shape() -> None:
    assert "stroke=" not in counted_dots(1, ready=True)
    assert "stroke=" in counted_dots(1, ready=False)


def test_nine_cells_add_to_100_and_outline_the_official_kotak() -> None:
    shares = [0.0, 0.0, 0.0, 0.0, 0.245, 0.0, 0.385, 0.14, 0.23]
    cells = nine_cells(shares, 7)
    # largest remainder: 24,5 38,5 14 23 sums to 100 with one of the two halves rounded up
    assert "kotak 7 38 persen, kotak 5 25 persen" in cells
    assert cells.count('stroke-width="2.4"') == 1


def test_a_probability_that_rounds_to_100_is_not_called_certain() -> None:
    shares = [0.0] * 8 + [0.9985]
    cells = nine_cells(shares, 9)
    assert cells.count("%") == 1
    assert ">&gt;99%<" in cells
    assert "kotak 9 lebih dari 99 persen" in cells
    assert probability_words(shares, 9) == "lebih dari 99%"


def test_the_probability_of_a_kotak_is_the_one_in_its_cell() -> None:
    # 87,4 6,3 6,3: the whole parts add to 99, so the largest remainder makes it 88
    shares = [0.874, 0.063, 0.063] + [0.0] * 6
    assert probability_words(shares, 1) == "88%"
    assert ">88%<" in nine_cells(shares, 1)


def test_unknown_probabilities_are_not_drawn_as_zero() -> None:
    cells = nine_cells([math.nan] * 9, None, possible=(3, 5))
    assert "%" not in cells
    assert cells.count(">mungkin<") == 2
    assert 'stroke-width="2.4"' not in cells


def test_missing_side_is_said_in_words(sheet: dict[str, pd.DataFrame]) -> None:
    strip = sides_strip(sheet["sides"])
    assert strip.count(">belum ada<") == 1
    assert "Karakter kepemimpinan belum ada, standar 70" in strip
    assert ">−10<" in strip
    assert ">+7<" in strip
    assert strip.count("<circle") == 4


def test_a_standard_is_never_drawn_through_the_words(sheet: dict[str, pd.DataFrame]) -> None:
    low = sheet["sides"].iloc[[3]].assign(standard=45.0)  # at 146 + 5/60 x 186 = 161.5
    assert '<line x1="161.5"' in sides_strip(low)
    assert re.search(r'<text x="167.5"[^>]*>belum ada<', sides_strip(low))
    empty = sheet["competencies"].assign(level=math.nan, gap=math.nan, next_gap=math.nan)
    assert len(re.findall(r'<text x="378"[^>]*text-anchor="end">belum ada<', competency_steps(empty))) == 9


@pytest.mark.parametrize(("score", "said", "rings"), [(80.0, "0", 0), (79.96, "−0,04", 1), (79.6, "−0,4", 1)])
def test_a_side_at_its_standard_is_not_below_it(
    sheet: dict[str, pd.DataFrame], score: float, said: str, rings: int
) -> None:
    strip = sides_strip(sheet["sides"].iloc[:1].assign(score=score, difference=score - 80))
    assert f">{said}<" in strip
    assert strip.count('stroke="#8A4B08"') == rings


def test_score_under_40_stays_on_the_line(sheet: dict[str, pd.DataFrame]) -> None:
    strip = sides_strip(sheet["sides"].assign(score=12.0))
    assert 'cx="146"' in strip
    assert 'cx="1' in strip


def test_competencies_without_level_have_no_gap(sheet: dict[str, pd.DataFrame]) -> None:
    empty = sheet["competencies"].assign(level=math.nan, gap=math.nan, next_gap=math.nan)
    steps = competency_steps(empty)
    assert steps.count(">belum ada<") == 9
    assert "<circle" not in steps


def test_shortfall_is_a_ring_and_signed(sheet: dict[str, pd.DataFrame]) -> None:
    steps = competency_steps(sheet["competencies"])
    assert steps.count("<circle") == 9
    assert steps.count('stroke="#8A4B08" stroke-width="2.60"') == 1
    assert ">−2<" in steps


def test_contribution_of_a_missing_component_is_not_zero() -> None:
    assert 'aria-label="belum ada dari 10"' in contribution_bar(math.nan, 0.1, largest=0.6)
    assert 'aria-label="3,75 dari 15"' in contribution_bar(25, 0.15, largest=0.6)


@pytest.mark.parametrize("kind", ["atas", "tengah", "bawah", "sure", "borderline", "waiting", "standard", "band"])
def test_legend_samples_are_silent(kind: str) -> None:
    assert 'aria-hidden="true"' in legend_mark(kind)


@pytest.mark.parametrize(("before", "after", "color"), [(70.0, 80.0, "nila"), (80.0, 70.0, "sogan-isi")])
def test_a_dumbbell_has_a_ring_before_and_a_disc_after_and_is_brown_where_it_falls(
    before: float, after: float, color: str
) -> None:
    svg = dumbbell(before, after, low=60, high=100)
    ring, disc = re.findall(r'<circle cx="([\d.]+)"[^>]*fill="(#\w+)"', svg)
    assert ring[1] == COLORS["terang"]["kertas"]
    assert disc[1] == COLORS["terang"][color]
    assert (float(ring[0]) < float(disc[0])) is (before < after)
    assert f"dari {before:.0f},0 menjadi {after:.0f},0" in svg


def test_a_fit_that_is_not_known_is_not_drawn() -> None:
    svg = dumbbell(math.nan, 80.0, low=60, high=100)
    assert svg.count("<circle") == 1
    assert "dari belum ada menjadi 80,0" in svg
