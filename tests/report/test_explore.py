"""What the analyst sees in JupyterLab: filters without a browser, a static twin, a card, a download."""

from __future__ import annotations

import base64
import io
import re

import openpyxl
import pytest

from talenta_lib.present.explore.card import person_card
from talenta_lib.present.explore.check import DataCheck
from talenta_lib.present.explore.map import TalentMap
from talenta_lib.present.explore.state import UNDETERMINED, MapState
from talenta_lib.present.explore.view import link


@pytest.fixture
def state(profil) -> MapState:
    return MapState(profil.people)


def test_choosing_an_opd_hides_the_others(state):
    state.opd = "Dinas Kesehatan"
    assert state.visible["opd"].unique().tolist() == ["Dinas Kesehatan"]


def test_filters_combine_and_are_undone_by_semua(state, profil):
    state.jenjang, state.kotak = "administrator", "5"
    assert set(state.visible["jenjang"]) == {"administrator"}
    assert set(state.visible["kotak"]) == {5}
    state.jenjang, state.kotak = "Semua", "Semua"
    assert len(state.visible) == len(profil.people)


def test_who_has_no_kotak_can_be_filtered(state):
    state.kotak = UNDETERMINED
    assert len(state.visible) > 0
    assert state.visible["kotak"].isna().all()


def test_search_finds_a_name_whatever_the_case_and_a_part_of_a_nip(state, profil):
    person = profil.people.iloc[10]
    state.search = str(person["nama"]).split()[0].lower()
    assert person["nip"] in set(state.visible["nip"])
    state.search = str(person["nip"])[:10]
    assert person["nip"] in set(state.visible["nip"])


def test_a_filter_without_a_match_says_the_way_out(state):
    state.search = "tidak mungkin ada"
    assert state.finding() == "Tidak ada pejabat yang cocok. Hapus saringan."


def test_choices_survive_a_round_trip(state, profil):
    state.opd, state.search, state.selected = "Dinas Kesehatan", "a", str(profil.people["nip"].iloc[0])
    other = MapState(profil.people)
    other.update(state.to_dict())
    assert other.to_dict() == state.to_dict()
    assert other.visible.equals(state.visible)


def test_every_view_has_a_static_twin(profil):
    board, check = TalentMap(profil), DataCheck(profil)
    views = [
        *(board.board(), board.roster(), board.succession(), board.gaps(), board.distribution(), board.trace()),
        *(check.summary(), check.issues(), check.quarantine(), check.completeness(), check.template(), check.trace()),
    ]
    for view in views:
        assert "<" in view._repr_mimebundle_()["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in board.board()._repr_mimebundle_()


def test_the_card_shows_both_axes_their_parts_and_what_is_missing(profil):
    waiting = profil.people[profil.people["kotak"].isna()].iloc[0]
    card = person_card(profil, str(waiting["nip"]))
    assert "Kotak belum dapat ditetapkan" in card
    assert "Ini bukan nilai rendah" in card
    parts = profil.components[profil.components["nip"] == waiting["nip"]]
    for label in parts["label"]:
        assert label in card


def test_a_click_on_a_dot_opens_that_person(profil):
    board = TalentMap(profil)
    figure = board._board_widget()
    nips = [nip for trace in figure.data for nip in trace.customdata]
    assert sorted(nips) == sorted(profil.people.loc[profil.people["kotak"].notna(), "nip"])


def test_a_download_carries_the_workbook_itself(profil):
    check = DataCheck(profil)
    data = re.search(r'base64,([^"]+)"', check.template().html).group(1)
    assert "Pegawai" in openpyxl.load_workbook(io.BytesIO(base64.b64decode(data))).sheetnames


def test_a_link_cannot_be_broken_out_of():
    assert '"><script>' not in link('a"><script>.xlsx', b"x")
