"""Figures show the counts of their table, in Indonesian, without a title of their own."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from talenta_lib.errors import ReportError
from talenta_lib.present import svg
from talenta_lib.present.figures import (
    distribution_figure,
    missing_by_opd_figure,
    retirement_figure,
    retirements,
)
from talenta_lib.present.theme import FONT_FOLDER

People = Callable[..., pd.DataFrame]
Person = Callable[..., dict[str, Any]]


def distribution() -> pd.DataFrame:
    rows = [("opd", "Dinas Sosial", 4, {7: 1, 5: 1, 1: 1}, 1), ("opd", "Inspektorat", 6, {9: 4, 5: 2}, 0),
            ("jenjang", "administrator", 10, {7: 1, 9: 4, 5: 3, 1: 1}, 1)]  # fmt: skip
    return pd.DataFrame([
        {"group_kind": kind, "group": group, "people": people, "undetermined": waiting,
         **{f"kotak_{k}": kotak.get(k, 0) for k in range(1, 10)}}
        for kind, group, people, kotak, waiting in rows
    ])  # fmt: skip


def test_retirements_count_half_years_from_the_date(people: People, person: Person) -> None:
    dates = ["2025-09-30", "2025-10-01", "2026-06-30", "2026-07-01", "2029-01-01"]
    crowd = people([person(k, eselon="II.b", bup_date=pd.Timestamp(d)) for k, d in enumerate(dates)]
                   + [person(9, eselon="III.a", bup_date=pd.NaT),
                      person(10, eselon="III.b", bup_date=pd.Timestamp("2026-01-01")),
                      person(11, eselon="IV.a", bup_date=pd.Timestamp("2026-01-01"))])  # fmt: skip
    counts = retirements(crowd, dt.date(2025, 10, 1))
    assert counts["half_year"].tolist() == ["II ’25", "I ’26", "II ’26", "I ’27", "II ’27"]
    assert counts["II"].tolist() == [1, 1, 1, 0, 0]
    assert counts["III"].tolist() == [0, 1, 0, 0, 0]


def test_retirement_columns_carry_their_table(people: People, person: Person) -> None:
    crowd = people([person(1, eselon="II.b", bup_date=pd.Timestamp("2026-01-01"))])
    figure = retirement_figure(crowd, dt.date(2025, 10, 1))
    assert "I ’26<br>1<br>0" in figure.layout.xaxis.ticktext
    assert figure.layout.meta["finding"].endswith("II ’25 0, I ’26 1, II ’26 0, I ’27 0, II ’27 0.")


def test_missing_bars_are_sorted_and_the_rest_is_summed(people: People, person: Person) -> None:
    rows = [person(k, opd=opd, kotak=pd.NA) for k, opd in enumerate("AABBBCDEF")] + [person(20, opd="A")]
    bars = missing_by_opd_figure(people(rows), highlight=2).data[0]
    assert list(bars.x) == [3, 2, 1, 1, 2]
    assert len(set(bars.marker.color[:2])) == 1
    assert bars.marker.color[1] != bars.marker.color[2]


def test_complete_round_says_there_is_nothing_missing(people: People, person: Person) -> None:
    figure = missing_by_opd_figure(people([person(1)]))
    assert figure.layout.annotations[0].text == "Tidak ada."


def test_distribution_prints_counts_of_every_group() -> None:
    figure = distribution_figure(distribution(), "opd")
    assert [trace.name for trace in figure.data] == [
        "kotak 7, 8, 9",
        "kotak 4, 5, 6",
        "kotak 1, 2, 3",
        "belum ditetapkan",
    ]
    assert list(figure.data[0].text) == ["<b>1</b>", "<b>4</b>"]
    assert sum(trace.x[0] for trace in figure.data) == pytest.approx(1)
    assert figure.layout.meta["finding"].startswith("5 dari 10 pejabat")


def test_distribution_by_jenjang_uses_official_words() -> None:
    assert "Administrator" in distribution_figure(distribution(), "jenjang").data[0].y[0]


def test_figures_have_no_title_and_our_separators(people: People, person: Person) -> None:
    figure = missing_by_opd_figure(people([person(1, kotak=pd.NA)]))
    assert figure.layout.title.text is None
    assert figure.layout.template.layout.separators == ",."


def test_svg_is_the_same_twice_named_and_in_our_letters(people: People, person: Person) -> None:
    long_name = "Dinas Pemberdayaan Masyarakat, Desa, Pengendalian Penduduk, dan Keluarga Berencana"
    crowd = people([person(1, opd=long_name, kotak=pd.NA)])
    figures = {"kurang": missing_by_opd_figure(crowd), "sebaran": distribution_figure(distribution(), "opd")}
    first, second = svg.figures_to_svg(figures), svg.figures_to_svg(figures)
    assert first == second
    root = ElementTree.fromstring(first["kurang"])  # noqa: S314 - made here
    assert root.get("role") == "img"
    assert root.get("aria-label", "").startswith("Pejabat yang kotaknya belum dapat ditetapkan per OPD: Dinas Pemb")
    assert "Source Sans 3" in first["kurang"]
    # plotly centres a left-anchored note at half its measured width: only our letters give our width
    label = next(
        node for node in root.iter("{http://www.w3.org/2000/svg}text") if str(node.text).startswith("Dinas Pemb")
    )
    assert float(label.get("x", "0")) == pytest.approx(text_width(str(label.text), 12) / 2, abs=1.5)


def text_width(words: str, size: float) -> float:
    font = TTFont(FONT_FOLDER / "SourceSans3-Regular.ttf")
    advances, glyphs = font["hmtx"], font.getBestCmap()
    return sum(advances[glyphs[ord(letter)]][0] for letter in words) / font["head"].unitsPerEm * size


def test_no_figures_need_no_browser() -> None:
    assert svg.figures_to_svg({}) == {}


def test_missing_browser_says_what_to_install(people: People, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", "/tidak/ada")
    with pytest.raises(ReportError) as caught:
        svg.figures_to_svg({"kurang": missing_by_opd_figure(people([person(1, kotak=pd.NA)]))})
    assert "Pasang Chromium" in caught.value.remedy
