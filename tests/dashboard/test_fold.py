"""The tables behind what is drawn, under "Tabel": the same numbers, true to the page; nobody is named while blind."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
from pathlib import Path

import ipywidgets as widgets
import openpyxl
import pandas as pd
import pytest
from itables.widget import ITable

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.dashboard.card_tables import card_tables
from talenta_lib.present.dashboard.controls import Fold
from talenta_lib.present.dashboard.decision_page import DecisionPage
from talenta_lib.present.dashboard.map_page import MapPage
from talenta_lib.present.dashboard.scenario_page import ScenarioPage
from talenta_lib.present.dashboard.why_page import WhyPage
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import at_once
from talenta_lib.present.explore.scenario_compare import comparison
from talenta_lib.present.explore.why_html import findings_block
from talenta_lib.present.explore.why_tables import parts_table, why_tables
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.record import Kind, Ledger
from tests.dashboard.meeting_room import REASON, buttons, parts, room, shows_nobody, sign, text

TITLE = re.compile(r"<h2>(.*?)</h2>")


def opened(fold: Fold) -> dict[str, pd.DataFrame]:
    """Turn a fold on; return the tables that it shows by their titles, one alone by none."""
    fold.turn.value = True
    titles, tables = [], []
    for one in parts(fold.place):
        if isinstance(one, widgets.HTML):
            titles += TITLE.findall(one.value)
        elif isinstance(one, ITable):
            tables.append(one._df)
    return dict(zip(titles or [""], tables, strict=True)) if tables else {}


def saved(fold: Fold) -> dict[str, list[tuple[object, ...]]]:
    """Press every "Unduh Excel" of an open fold; return the rows of each sheet by its name."""
    for one in list(parts(fold.place)):
        if isinstance(one, widgets.Button):
            one.click()
    sheets = {}
    for one in parts(fold.place):
        if isinstance(one, widgets.HTML) and (data := re.search(r'base64,([^"]+)"', one.value)):
            book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(data[1])))
            sheets |= {sheet.title: list(sheet.values) for sheet in book}
    return sheets


def numbers(cells: pd.Series) -> list[float]:
    """Read numbers as a table shows them."""
    return [float(cell.replace(".", "").replace(",", ".")) for cell in cells]


# Mengapa


@pytest.fixture
def why(tmp_path: Path) -> WhyPage:
    return WhyPage(room(tmp_path, Page.WHY), run=at_once)


def test_a_fold_that_is_off_shows_nothing(why: WhyPage) -> None:
    why.tables.renew()
    assert why.tables.place.children == ()
    opened(why.tables)
    why.tables.turn.value = False
    assert why.tables.place.children == ()


def test_the_evidence_is_there_as_tables_with_its_numbers(why: WhyPage) -> None:
    facts, shown = why.state.why.facts, opened(why.tables)
    assert list(shown) == ["Bagian Kecocokan", "Calon Teratas", "Ketentuan", "Harga Jabatan Lain"]
    assert facts.comparator is not None
    gap = facts.seat.fit - facts.comparator.fit
    assert sum(numbers(shown["Bagian Kecocokan"]["Selisih"])) == pytest.approx(gap, abs=0.05)
    assert list(shown["Calon Teratas"]["Pejabat"]) == list(facts.runners_up["nama"])
    assert list(shown["Calon Teratas"]["Dalam Rencana"])[:2] == ["di sini", "Inspektur"]
    assert set(shown["Ketentuan"]["Ketentuan"]) == set(facts.findings["label"])
    met = int((shown["Ketentuan"]["Status"] == "terpenuhi").sum())
    assert f"{met} syarat terpenuhi" in findings_block(facts)
    least = facts.other_posts["regret_bound"]
    assert numbers(shown["Harga Jabatan Lain"]["Rencana Turun Paling Sedikit"]) == pytest.approx(least, abs=0.05)


def test_once_the_price_is_exact_who_must_move_too_is_a_table_that_adds_up(why: WhyPage) -> None:
    opened(why.tables)
    buttons(why.widget)["Hitung harga pasti"].click()
    state, shown = why.state.why, opened(why.tables)
    assert state.facts.price is not None
    assert sum(numbers(shown["Ikut Berubah"]["Nilai Rencana"])) == pytest.approx(-state.facts.price, abs=0.05)
    assert list(shown["Ikut Berubah"]["Pejabat"]) == list(state.facts.changes["nama"])
    assert state.prices is not None
    assert numbers(shown["Harga Jabatan Lain"]["Rencana Turun"]) == pytest.approx(state.prices["price"], abs=0.05)
    assert list(shown["Harga Jabatan Lain"]["Ikut Berubah"]) == [str(count) for count in state.prices["others"]]


def test_an_open_table_follows_the_question(why: WhyPage) -> None:
    before = opened(why.tables)["Calon Teratas"]
    move = why.state.chapter.mutasi.moves.iloc[4]
    why.state.ask(move["nip"], move["to_id"])
    after = opened(why.tables)["Calon Teratas"]
    assert list(after["Pejabat"]) == list(why.state.why.facts.runners_up["nama"]) != list(before["Pejabat"])


def test_every_table_can_be_saved_and_says_of_whom_it_speaks(why: WhyPage) -> None:
    facts, shown = why.state.why.facts, opened(why.tables)
    sheets = saved(why.tables)
    assert list(sheets) == list(shown)
    for name, (head, *rows) in sheets.items():
        asked = dict(zip(head, rows[0], strict=True))
        assert asked["Yang Ditanyakan"] == facts.seat.nama, name
        assert len(rows) == len(shown[name])
    best = dict(zip(*sheets["Calon Teratas"][:2], strict=True))
    assert best["Kecocokan"] == pytest.approx(facts.runners_up["fit"].iloc[0])


def test_a_price_that_cannot_be_is_no_number(why: WhyPage) -> None:
    facts = why.state.why.facts
    posts = facts.other_posts.assign(regret_bound=[float("inf"), -0.5, 2.0])
    table = why_tables(facts, posts)["Harga Jabatan Lain"]
    assert list(table["Mungkin"]) == [False, True, True]
    assert table["Rencana Turun Paling Sedikit"].fillna(-1).tolist() == [-1, 0, 2]


def test_two_of_one_name_keep_a_column_each(why: WhyPage) -> None:
    facts = why.state.why.facts
    assert facts.comparator is not None
    twin = parts_table(type(facts)(**{**vars(facts), "comparator": facts.comparator._replace(nama=facts.seat.nama)}))
    assert twin.columns.is_unique
    assert f"Nilai {facts.seat.nama} (pembanding)" in twin


def test_without_names_the_open_tables_hold_codes_on_screen_and_in_the_file(why: WhyPage) -> None:
    state = why.state
    for fold in (why.tables, why.listed):
        opened(fold)
    assert not shows_nobody(state, text(why.tables.place))
    state.blind = True
    assert shows_nobody(state, text(why.tables.place))
    shown = opened(why.tables)
    assert all(re.fullmatch(r"P-\d{3}", code) for code in shown["Calon Teratas"]["Pejabat"])
    assert shows_nobody(state, str(saved(why.tables)) + text(why.widget))


# Keputusan


@pytest.fixture
def decisions(tmp_path: Path) -> DecisionPage:
    state = room(tmp_path, Page.DECISIONS)
    sign(state)
    return DecisionPage(state)


def test_all_names_stand_in_one_table_with_what_was_decided_and_why(decisions: DecisionPage) -> None:
    state = decisions.state
    assert len(opened(decisions.names)["Keputusan per Nama"]) == 25
    state.decisions.choice, state.decisions.reason = "ditunda", REASON
    state.decide()
    shown = opened(decisions.names)
    first = shown["Keputusan per Nama"].iloc[0]
    assert (first["Hasil"], first["Alasan"], first["Oleh"]) == ("Ditunda", REASON, "Wirya Santanaka, Sekretaris Daerah")
    assert (shown["Keputusan per Nama"]["Hasil"] == "Belum diputuskan").sum() == 24
    assert dict(shown["Hasil sejauh ini"].to_numpy().tolist())["Ditunda"] == "1"
    assert saved(decisions.names)["Keputusan per Nama"][1][2] == first["Nama"]


def test_without_names_the_list_holds_codes_and_roles_and_no_reason(decisions: DecisionPage) -> None:
    state = decisions.state
    state.decisions.choice, state.decisions.reason = "ditunda", REASON
    state.decide()
    opened(decisions.names)
    state.blind = True
    shown = opened(decisions.names)["Keputusan per Nama"]
    assert "Nama" not in shown
    assert (shown["Alasan"].iloc[0], shown["Oleh"].iloc[0]) == ("ada, tidak ditampilkan", "Sekretaris Daerah")
    assert set(shown["Alasan"].iloc[1:]) == {""}
    said = str(saved(decisions.names)) + text(decisions.names.place)
    assert shows_nobody(state, said)
    assert "Wirya Santanaka" not in said
    assert REASON not in said


def test_the_facts_of_the_choice_are_tables_and_go_with_it(decisions: DecisionPage) -> None:
    state = decisions.state
    shown = opened(decisions.tables)
    assert list(shown) == ["Calon Teratas", "Ketentuan"]
    choice = state.decisions.choice
    facts = state.chapter.why(state.decisions.nip, choice)
    assert list(shown["Calon Teratas"]["Pejabat"]) == list(facts.runners_up["nama"])
    assert len(shown["Ketentuan"]) == len(facts.findings)
    state.decisions.choice = "ditunda"
    assert decisions.tables.turn not in list(parts(decisions.widget))
    state.decisions.choice = choice
    assert len(opened(decisions.tables)) == 2


# Skenario


@pytest.fixture
def scenario(tmp_path: Path) -> ScenarioPage:
    state = room(tmp_path, Page.SCENARIO)
    sign(state)
    return ScenarioPage(state, run=at_once)


def mutasi_of(page: ScenarioPage) -> Mutasi:
    return page.state.chapter.mutasi


def test_moves_and_totals_stand_behind_the_plan_and_follow_it(scenario: ScenarioPage) -> None:
    shown = opened(scenario.middle.tables)
    assert list(shown["Perpindahan"]["Nama"]) == list(mutasi_of(scenario).moves["nama"])
    assert dict(shown["Angka Rencana"].to_numpy().tolist())["Pindah / tetap"] == "20 / 5"
    scenario.frontier.slider.value = 12
    shown = opened(scenario.middle.tables)
    assert len(shown["Perpindahan"]) == len(mutasi_of(scenario).moves) == 12
    assert dict(shown["Angka Rencana"].to_numpy().tolist())["Pindah / tetap"] == "12 / 13"


def test_the_comparison_is_a_table_once_there_is_one(scenario: ScenarioPage) -> None:
    shelf, shown = scenario.shelf, scenario.state.shelf
    shelf.is_open = True
    assert shelf.measured.turn not in list(parts(shelf.widget))
    shown.compare(("a-usul-20", "b-hemat-12"))
    assert shelf.measured.turn in list(parts(shelf.widget))
    frame = comparison({title: one.mutasi for title, one in shown.chapters().items()})
    pd.testing.assert_frame_equal(opened(shelf.measured)[""], frame, check_dtype=False)
    scenario.state.blind = True
    assert shows_nobody(scenario.state, text(shelf.measured.place))
    shown.compare(())
    assert shelf.measured.turn not in list(parts(shelf.widget))


def test_the_shelf_is_a_table_with_who_saved_what(scenario: ScenarioPage) -> None:
    state = scenario.state
    state.shelf.save("d-baru", "Baru")
    state.shelf.lock("d-baru")
    rows = {name: rest for _, name, *rest in opened(scenario.shelf.listed)[""].to_numpy().tolist()}
    assert rows["d-baru"] == ["06-02-2024 09.00", "Wirya Santanaka, Sekretaris Daerah", "terkunci"]
    assert rows["a-usul-20"] == ["berkas putaran", "", ""]
    state.blind = True
    assert "Wirya Santanaka" not in text(scenario.shelf.listed.place)


def test_what_a_scenario_asks_is_a_table_for_who_only_looks(tmp_path: Path) -> None:
    page = ScenarioPage(room(tmp_path, Page.SCENARIO, Role.OBSERVER), run=at_once)
    page.middle.part = "syarat"
    next(one for one in parts(page.middle.widget) if isinstance(one, widgets.ToggleButton)).value = True
    (table,) = [one._df for one in parts(page.middle.widget) if isinstance(one, ITable)]
    assert dict(table.to_numpy().tolist())["Paling banyak pindah"] == "20 orang"


# Peta


def test_what_is_drawn_on_the_card_stands_in_tables_of_that_person(tmp_path: Path) -> None:
    state = room(tmp_path, Page.MAP)
    page = MapPage(state)
    assert page.tables.widget not in list(parts(page.widget))
    nip, other = map(str, state.result.people["nip"].iloc[:2])
    state.map.selected = nip
    shown = opened(page.tables)
    assert list(shown) == ["Peluang Kotak", "Lima Sisi", "Komponen", "Kompetensi", "Riwayat Jabatan"]
    assert sum(numbers(shown["Peluang Kotak"]["Peluang (%)"])) == pytest.approx(100, abs=0.3)
    mine = state.result.components[state.result.components["nip"] == nip]
    assert numbers(shown["Komponen"]["Nilai"]) == pytest.approx(mine["score"], abs=0.05)
    state.map.selected = other
    theirs = card_tables(state.result, other)["Komponen"]
    assert list(opened(page.tables)["Komponen"]["Ditemukan"]) == list(theirs["Ditemukan"].fillna(""))
    assert saved(page.tables)["Komponen"][1][-1] == state.result.people["nama"].iloc[1]


def test_without_names_the_tables_of_the_card_close_and_open_with_a_code(tmp_path: Path) -> None:
    state = room(tmp_path, Page.MAP)
    page = MapPage(state)
    state.map.selected = str(state.result.people["nip"].iloc[0])
    opened(page.tables)
    state.blind = True
    assert page.tables.place.children == ()
    opened(page.tables)
    assert shows_nobody(state, str(saved(page.tables)) + text(page.widget))


# All


def test_a_negative_number_is_written_so_that_the_table_sorts_it() -> None:
    shown = view.as_text(pd.DataFrame({"Selisih": [-4.25, 1.0], "Catatan": ["−4,2", ""]}))
    assert list(shown["Selisih"]) == ["-4,3", "1,0"]
    assert list(shown["Catatan"]) == ["−4,2", ""]


def test_dates_are_shown_day_first_and_sorted_year_first() -> None:
    frame = pd.DataFrame({"Nama": ["A", "B", "C"], "Sejak": [dt.date(2024, 12, 1), None, dt.date(2025, 1, 31)]})
    made = view.table(frame)
    assert list(made.df["Sejak"]) == ["01-12-2024", "", "31-01-2025"]
    assert list(made.df["Sejak (urutan)"]) == ["2024-12-01", "", "2025-01-31"]
    definitions = view._table_options(frame)["columnDefs"]
    assert {"targets": [1], "orderData": [2]} in definitions
    assert {"targets": [2], "visible": False, "searchable": False} in definitions


def test_every_table_has_its_search_box() -> None:
    for rows in (1, 11):
        assert view._table_options(pd.DataFrame({"Nama": ["A"] * rows}))["layout"]["topEnd"] == "search"


def test_looking_at_tables_records_nothing(decisions: DecisionPage) -> None:
    for fold in (decisions.names, decisions.tables):
        opened(fold)
        saved(fold)
    ledger = Ledger.open(decisions.state.bench.result.folder)
    assert not [one for one in ledger.entries() if one.kind is Kind.DECISION]


def test_a_table_that_breaks_is_told_in_the_notice(tmp_path: Path) -> None:
    state: DashboardState = room(tmp_path, Page.SUMMARY)

    def broken() -> dict[str, pd.DataFrame]:
        raise RuntimeError("Damar Palungguh")

    Fold(state, broken, "").turn.value = True
    assert state.notice.startswith("Terjadi kesalahan program")
    assert "Damar" not in state.notice
