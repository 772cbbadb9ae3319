"""Peta talenta without a browser: what it says follows the filter, the plan and blindness; nothing is changed."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import openpyxl
import pytest
from itables.widget import ITable

from talenta_lib import run_round
from talenta_lib.present.board_widget import NineBoxBoard
from talenta_lib.present.dashboard import map_page as page_module
from talenta_lib.present.dashboard.map_page import MapPage
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.session import SessionStore
from talenta_lib.round import RoundResult

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
Entered = Callable[..., tuple[DashboardState, MapPage]]


@pytest.fixture(name="result", scope="module")
def _result() -> RoundResult:
    return run_round(POOL)


@pytest.fixture(name="enter")
def _enter(result: RoundResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Entered:
    """Open the page over a copy of the round; long work is done at once."""
    monkeypatch.setattr(page_module, "later", lambda _state, work: work())
    mine = replace(result, folder=Path(shutil.copytree(POOL, tmp_path / "putaran")))

    def entered(role: Role = Role.OPERATOR) -> tuple[DashboardState, MapPage]:
        state = DashboardState(mine, role, SessionStore(mine.folder, "a"), now=lambda: NOW)
        return state, MapPage(state)

    return entered


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def find(page: MapPage, kind: type[Any]) -> list[Any]:
    return [one for one in parts(page.widget) if isinstance(one, kind)]


def press(page: MapPage, label: str) -> None:
    next(one for one in find(page, widgets.Button) if one.description == label).click()


def words(page: MapPage) -> str:
    return " ".join(one.value for one in find(page, widgets.HTML))


def everything(page: MapPage) -> str:
    """Return all that reaches the browser: every value of every widget, and the cells of the table."""
    sent = [json.dumps(one.get_state(), default=str) for one in parts(page.widget)]
    tables = [one.df.to_csv() for one in find(page, ITable)]
    return " ".join([*sent, *tables])


def offered(page: MapPage, name: str) -> bytes:
    """Return a file that a link of the page carries."""
    link = re.search(rf'download="{name}" href="data:[^,]+,([^"]+)"', words(page))
    assert link is not None
    return base64.b64decode(link[1])


def test_the_first_line_is_the_finding_and_follows_the_filter(enter: Entered) -> None:
    state, page = enter()
    assert f'<h1 class="temuan">{state.map.finding()}</h1>' in words(page)
    state.map.search = "tidak mungkin ada"
    assert '<h1 class="temuan">Tidak ada pejabat yang cocok. Hapus saringan.</h1>' in words(page)
    assert words(page).count("<h1") == 1
    press(page, "Hapus")
    assert f'<h1 class="temuan">{state.map.finding()}</h1>' in words(page)
    assert state.map.search == ""


def test_the_board_shows_who_the_filter_leaves(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    board = find(page, NineBoxBoard)[0]
    assert len(board.visible) == len(board.people) == len(result.people)
    opd = str(result.people["opd"].iloc[0])
    state.map.opd = opd
    assert board.visible == result.people.loc[result.people["opd"] == opd, "nip"].tolist()
    assert board.spoken == state.map.spoken()


def test_a_click_on_the_board_opens_the_card_and_a_step_moves_the_board(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    board = find(page, NineBoxBoard)[0]
    board.selected = str(result.people["nip"].iloc[2])
    assert f"<h2>{result.people['nama'].iloc[2]}</h2>" in words(page)
    assert f"Semua pejabat: nama ke-3 dari {len(result.people)}" in words(page)
    press(page, "Maju →")
    assert board.selected == state.map.selected == result.people["nip"].iloc[3]
    press(page, "← Mundur")
    press(page, "← Mundur")
    assert f"<h2>{result.people['nama'].iloc[1]}</h2>" in words(page)


def test_why_is_asked_for_who_is_on_the_card(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    press(page, "Mengapa")
    assert state.page != Page.WHY
    state.map.selected = nip = str(result.people["nip"].iloc[4])
    press(page, "Mengapa")
    assert (state.page, state.why.nip) == (Page.WHY, nip)


def test_the_table_behind_the_board_and_the_workbook_have_who_is_shown(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    table = next(one for one in find(page, widgets.ToggleButton) if one.description == "Tabel")
    state.map.opd = str(result.people["opd"].iloc[0])
    table.value = True
    assert find(page, ITable)[0].df["Nama"].tolist() == state.map.visible["nama"].tolist()
    state.map.clear()
    assert len(find(page, ITable)[0].df) == len(result.people)
    state.map.opd = str(result.people["opd"].iloc[0])
    press(page, "Unduh Excel")
    rows = list(openpyxl.load_workbook(io.BytesIO(offered(page, "Pejabat.xlsx")))["Pejabat"].values)
    assert [row[rows[0].index("NIP")] for row in rows[1:]] == state.map.visible["nip"].tolist()


def test_board_or_table_is_seen_never_both(enter: Entered) -> None:
    _, page = enter()
    table = next(one for one in find(page, widgets.ToggleButton) if one.description == "Tabel")
    board = find(page, NineBoxBoard)[0]
    assert (board.layout.display, page._table_box.layout.display) == (None, "none")
    table.value = True
    assert (board.layout.display, page._table_box.layout.display) == ("none", None)


def test_the_profile_sheet_of_who_is_on_the_card_is_offered(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    state.map.selected = str(result.people["nip"].iloc[0])
    press(page, "Lembar profil")
    code = result.people["code"].iloc[0]
    assert offered(page, f"talenta-profil-{code}.pdf").startswith(b"%PDF")
    state.map.step(1)
    assert "talenta-profil" not in words(page)


def test_the_card_follows_the_plan_on_the_bench(enter: Entered) -> None:
    state, page = enter()
    move = state.chapter.mutasi.moves.iloc[0]
    state.map.selected = str(move["nip"])
    assert f"Pindah ke {move['to_jabatan']}" in words(page)
    state.bench.change(stay=(str(move["nip"]),))
    state.bench.solve()
    assert "Tetap di " in words(page)
    assert f"Pindah ke {move['to_jabatan']}" not in words(page)


def named(result: RoundResult) -> list[str]:
    """Return what names somebody or tells the day of birth, of everybody in the round."""
    births = [value for day in result.people["birth_date"] for value in (f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}")]
    people = result.people
    return [*people["nip"], *(name.split(",")[0] for name in people["nama"]), *births]


@pytest.mark.parametrize("role", list(Role))
def test_without_names_nothing_that_names_anybody_reaches_the_browser(
    enter: Entered, result: RoundResult, role: Role
) -> None:
    state, page = enter(role)
    state.blind = True
    assert state.blind
    next(one for one in find(page, widgets.ToggleButton) if one.description == "Tabel").value = True
    state.map.selected = str(result.people["code"].iloc[0])
    press(page, "Unduh Excel")
    sent = everything(page)
    assert "P-001" in sent
    assert not [name for name in named(result) if name in sent]
    assert {"NIP", "Nama", "TMT Pensiun"}.isdisjoint(find(page, ITable)[0].df.columns)
    book = openpyxl.load_workbook(io.BytesIO(offered(page, "Pejabat.xlsx")))
    cells = [str(cell) for row in book["Pejabat"].values for cell in row]
    assert not set(named(result)) & set(cells)
    assert {"NIP", "Nama", "TMT Pensiun"}.isdisjoint(cells)


def test_names_come_back_with_the_same_person_on_the_card(enter: Entered, result: RoundResult) -> None:
    state, page = enter()
    state.map.selected = str(result.people["nip"].iloc[0])
    state.map.opd = str(result.people["opd"].iloc[0])
    state.blind = True
    assert f"<h2>{result.people['code'].iloc[0]}</h2>" in words(page)
    state.blind = False
    assert f"<h2>{result.people['nama'].iloc[0]}</h2>" in words(page)
    assert find(page, NineBoxBoard)[0].visible == state.map.visible["nip"].tolist()


def test_looking_changes_nothing(enter: Entered) -> None:
    state, page = enter(Role.OBSERVER)
    before = (state.bench.scenario, state.past, state.discussed, state.decisions.totals)
    state.map.step(1)
    for button in find(page, widgets.Button):
        if button.description != "Lembar profil":
            button.click()
    assert (state.bench.scenario, state.past, state.discussed, state.decisions.totals) == before


def test_a_broken_part_is_told_and_the_page_lives(enter: Entered, monkeypatch: pytest.MonkeyPatch) -> None:
    state, page = enter()

    def broken(*_given: object) -> None:
        raise RuntimeError("Damar Palungguh")

    monkeypatch.setattr(page_module, "card_summary", broken)
    state.map.step(1)
    assert "Damar" not in state.notice
    assert state.notice.startswith("Terjadi kesalahan program")
    state.map.opd = "Semua"
    assert state.map.finding() in words(page)
