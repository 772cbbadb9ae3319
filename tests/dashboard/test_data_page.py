"""Data & ketentuan without a browser: tables that agree with the intake and the rules, and name nobody while blind."""

from __future__ import annotations

from pathlib import Path

import pytest

from talenta_lib.intake import files_table
from talenta_lib.present.dashboard.data_page import DataPage
from talenta_lib.present.dashboard.data_tables import TABLES, DataTable
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from tests.dashboard.meeting_room import buttons, room, shows_nobody, text

NAMES = [name for group in TABLES.values() for name in group]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> DashboardState:
    return room(tmp_path_factory.mktemp("data"), Page.DATA, name="profil-talenta-2025")


@pytest.fixture(scope="module")
def page(state: DashboardState) -> DataPage:
    return DataPage(state)


def opened(page: DataPage, name: str) -> DataTable:
    next(one for words, one in buttons(page.widget).items() if words.endswith(name)).click()
    assert page.shown == name
    return page.table


def test_the_rows_of_every_sheet_add_up(page: DataPage) -> None:
    rows = opened(page, "Berkas dan baris").rows
    assert (rows["Baris"] == rows["Diterima"] + rows["Ditahan"] + rows["Bukan data"]).all()
    assert int(rows["Baris"].sum()) == int(files_table(page.state.result.intake)["rows_in"].sum())
    assert int(rows["Masalah"].sum()) == len(page.state.result.intake.issues)


def test_every_issue_and_every_held_row_is_listed(page: DataPage) -> None:
    intake = page.state.result.intake
    assert len(opened(page, "Masalah data").rows) == len(intake.issues)
    assert opened(page, "Masalah data").finding.startswith(f"{len(intake.issues)} masalah pada berkas: 6 fatal")
    assert len(opened(page, "Baris ditahan").rows) == sum(one.quarantined for one in intake.files)


def test_who_lacks_something_is_listed_with_what(page: DataPage) -> None:
    table = opened(page, "Yang kurang per pejabat")
    assert table.finding == "31 dari 498 pejabat datanya belum lengkap"
    assert table.rows["Yang Belum Ada"].ne("").all()


def test_the_rules_are_those_of_the_round_each_with_article_and_confirmation(page: DataPage) -> None:
    result, rows = page.state.result, opened(page, "Ketentuan dipakai").rows
    assert sorted(rows["Ketentuan"]) == sorted(result.rules[rule].label for rule in result.rules_used)
    assert rows["Dasar"].ne("").all()
    unread = rows.loc[rows["Pengesahan"] == "belum disahkan", "Ketentuan"]
    assert sorted(unread) == sorted(result.rules[rule].label for rule in result.unverified_rules)


def test_the_weights_of_the_schemes_are_shown_and_add_to_a_hundred(page: DataPage) -> None:
    weights = opened(page, "Skema kecocokan").rows
    assert (weights.drop(columns="Komponen").sum() == 100).all()
    assert set(opened(page, "Skema penilaian").rows["Sumbu"]) == {"Kinerja", "Potensial"}


def test_a_long_value_is_cut_on_the_screen_and_whole_in_the_workbook(page: DataPage) -> None:
    table = opened(page, "Ketentuan dipakai")
    longest = max(table.rows["Isi"], key=len)
    assert len(longest) > 160
    assert len(table.formats["Isi"](longest)) <= 160


def test_who_confirmed_what_is_listed(tmp_path: Path) -> None:
    page = DataPage(room(tmp_path, Page.DATA))
    rows = opened(page, "Pengesahan").rows
    assert rows.iloc[0].tolist()[:2] == ["Skema Kepka BKN 411/2025 (SIMATA)", "Jaladri Rimbalaga, Kepala BKPSDM"]
    page.state.blind = True
    assert page.table.rows.iloc[0]["Oleh"] == "Kepala BKPSDM"


def test_the_trace_names_every_input_file(page: DataPage) -> None:
    table = opened(page, "Jejak masukan")
    assert table.finding == f"Jejak masukan {page.state.result.input_hash[:8]}"
    assert list(table.rows["Berkas masukan"]) == [one["path"] for one in page.state.result.input_part["berkas"]]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_opens_and_names_nobody_to_an_observer(state: DashboardState, name: str) -> None:
    watching = DashboardState(
        state.bench.result, Role.OBSERVER, state.store, now=lambda: state.decisions.now, ready=state.bench
    )
    watching.go(Page.DATA)
    page = DataPage(watching)
    opened(page, name)
    said = text(page.widget) + page.table.rows.to_csv()
    assert page.table.finding in said
    assert shows_nobody(state, said)
    assert not watching.notice


def test_names_are_there_for_the_operator(page: DataPage) -> None:
    assert not shows_nobody(page.state, opened(page, "Yang kurang per pejabat").rows.to_csv())
