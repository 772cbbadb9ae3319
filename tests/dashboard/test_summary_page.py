"""Ringkasan without a browser: the numbers of the report, what waits with the page where it is settled."""

from __future__ import annotations

import re
from pathlib import Path

import ipywidgets as widgets
import pandas as pd
import pytest

from talenta_lib.present.chapter import Chapter
from talenta_lib.present.dashboard.summary_charts import part_bars, small_board
from talenta_lib.present.dashboard.summary_facts import completeness, completeness_finding, left_words, waiting_items
from talenta_lib.present.dashboard.summary_page import SummaryPage, kotak_counts
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.pages.bupati import bupati_map
from tests.dashboard.meeting_room import buttons, known, parts, room, shows_nobody, sign, text


@pytest.fixture
def state(tmp_path: Path) -> DashboardState:
    return room(tmp_path, Page.SUMMARY)


def counted(state: DashboardState) -> dict[str, int]:
    return {item.words: item.count for item in waiting_items(state)}


def test_what_was_assessed_are_the_numbers_of_the_first_page_of_the_report(state: DashboardState) -> None:
    printed = re.findall(r"<td><b>(.+?)</b><strong>(.+?)</strong>", str(bupati_map(state.result)))
    assert len(printed) == 4
    page = SummaryPage(state)
    shown = re.findall(r'<td class="angka">(.+?)</td><th scope="row"><b>(.+?)</b>', page._assessed.value)
    assert shown == printed
    assert re.search("<h1>(.+?)</h1>", str(bupati_map(state.result)))[1] in page._head.value  # type: ignore[index]


def test_what_waits_is_counted_and_names_its_page(state: DashboardState) -> None:
    assert counted(state) == {
        "dari 25 nama belum diputuskan": 25,
        "nama punya pilihan lain yang hampir sama baik": 5,
        "nama perlu alasan tertulis": 2,
        "pejabat di garis batas, dibahas lebih dahulu": 2,
        "ketentuan belum disahkan: laporan masih KONSEP": 47,
        "rapat belum dicatat: tempat, hari, yang hadir": 1,
    }
    assert {item.page for item in waiting_items(state)} == {Page.DECISIONS, Page.MAP, Page.DATA}


def test_names_that_need_something_are_those_of_the_report(state: DashboardState) -> None:
    counts = Chapter(state.bench.result, state.bench.chapter.mutasi).preflight.counts
    assert counted(state)["nama perlu alasan tertulis"] == counts["alasan"]


def test_a_line_opens_its_page_and_the_first_contested_name(state: DashboardState) -> None:
    page = SummaryPage(state)
    state.decisions.nip = state.decisions.agenda[-1]
    buttons(page.widget)["nama punya pilihan lain yang hampir sama baik"].click()
    assert (state.page, state.decisions.nip) == (Page.DECISIONS, state.decisions.agenda[0])


def test_a_decision_is_one_name_less_that_waits(state: DashboardState) -> None:
    page = SummaryPage(state)
    sign(state)
    state.decide()
    assert counted(state)["dari 25 nama belum diputuskan"] == 24
    assert "<b>24</b>" in text(page.widget)
    assert left_words(state, Page.DECISIONS) == "24 nama belum diputuskan"


def test_how_many_take_part_in_the_plan_is_told_beside_it(tmp_path: Path) -> None:
    state = room(tmp_path, Page.SUMMARY, name="profil-talenta-2025")
    told = SummaryPage(state)._plan.value
    assert f"{len(state.decisions.agenda)} dari {len(state.bench.matching.officials)} pejabat tercatat" in told
    assert len(state.decisions.agenda) < len(state.bench.matching.officials)


def test_a_page_is_ticked_off_here_and_follows_when_ticked_elsewhere(state: DashboardState) -> None:
    page = SummaryPage(state)

    def boxes() -> dict[str, widgets.Checkbox]:
        return {one.description: one for one in parts(page.widget) if isinstance(one, widgets.Checkbox)}

    assert list(boxes()) == [
        "1 Ringkasan", "2 Peta talenta", "3 Skenario", "4 Mengapa", "5 Keputusan", "6 Data & ketentuan",
        "7 Berita Acara",
    ]  # fmt: skip
    boxes()["2 Peta talenta"].value = True
    assert state.discussed == (Page.MAP,)
    state.mark_discussed(Page.WHY)
    assert boxes()["4 Mengapa"].value is True


def test_a_tick_that_is_refused_goes_back(tmp_path: Path, state: DashboardState) -> None:
    other = room(tmp_path, Page.SUMMARY, browser="dua")
    page = SummaryPage(other)
    box = next(one for one in parts(page.widget) if isinstance(one, widgets.Checkbox))
    box.value = True
    assert other.discussed == ()
    assert "Sedang diubah di tempat lain" in other.notice
    assert not any(one.value for one in parts(page.widget) if isinstance(one, widgets.Checkbox))


def test_completeness_counts_who_has_what() -> None:
    result = known("profil-talenta-2025")
    table = completeness(result).set_index("what")
    waiting = int(result.people["kotak"].isna().sum())
    assert table.loc["Kotak dapat ditetapkan", ["there", "of"]].tolist() == [498 - waiting, 498]
    assert table.loc["Umpan balik kinerja 360", "lacking"] == 14
    assert table.loc["Penilaian kompetensi", "lacking"] == 5
    assert (table["there"] + table["lacking"] == table["of"]).all()
    assert completeness_finding(result) == "Data 467 dari 498 pejabat lengkap"
    assert completeness_finding(known("talent-pool-2024")) == "Data semua 25 pejabat lengkap"


def test_the_small_board_has_the_counts_of_the_table_behind_it() -> None:
    people = known("profil-talenta-2025").people
    counts = kotak_counts(people)
    assert int(counts["Pejabat"].sum()) == len(people)
    drawn = re.findall(r">Kotak (\d)</text><text [^>]*>(\d+)</text>", small_board(people))
    assert sorted((f"Kotak {number}", int(count)) for number, count in drawn) == [
        tuple(row) for row in counts.head(9).itertuples(index=False)
    ]


def test_a_lack_of_one_in_thousands_is_marked_in_its_bar() -> None:
    rows = pd.DataFrame({"what": ["<b>Umpan</b>", "Lain"], "there": [9999, 10], "of": [10000, 10]})
    drawn = part_bars(rows, "Kelengkapan")
    assert drawn.count("var(--sogan-isi)") == 1
    assert "9.999 dari 10.000" in drawn
    assert "<b>" not in drawn


def test_an_observer_sees_the_order_and_no_box_to_tick(tmp_path: Path, state: DashboardState) -> None:
    state.mark_discussed(Page.MAP)
    watching = room(tmp_path, Page.SUMMARY, Role.OBSERVER, browser="dua")
    page = SummaryPage(watching)
    assert not [one for one in parts(page.widget) if isinstance(one, widgets.Checkbox)]
    said = text(page.widget)
    assert "2 Peta talenta <b>✓ sudah dibahas</b>" in said
    assert shows_nobody(state, said)
