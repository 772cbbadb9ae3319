"""What the analyst sees in JupyterLab: filters without a browser, a static twin, a card, a download."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import ipywidgets as widgets
import openpyxl
import pandas as pd
import pytest
from itables.widget import ITable

from talenta_lib.present.board_widget import NineBoxBoard
from talenta_lib.present.explore.card import person_card
from talenta_lib.present.explore.check import DataCheck, _lacks, held_rows
from talenta_lib.present.explore.map import TalentMap
from talenta_lib.present.explore.state import UNDETERMINED, MapState
from talenta_lib.present.explore.view import View, link
from talenta_lib.terms import PPK_SENTENCE


def parts(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield a widget and all that it holds, in reading order."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from parts(child)


def find(view: View, kind: type[widgets.Widget]) -> list[Any]:
    return [part for part in parts(view.widget) if isinstance(part, kind)]


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


def test_search_finds_a_code(state):
    state.search = "p-017"
    assert state.visible["code"].tolist() == ["P-017"]


def test_only_garis_batas_is_a_filter_and_all_filters_are_cleared_at_once(state, profil):
    state.borderline, state.kotak, state.selected = True, "8", str(profil.people["nip"].iloc[0])
    assert state.visible["is_borderline"].all()
    assert set(state.visible["kotak"]) == {8}
    assert state.is_filtered
    state.clear()
    assert not state.is_filtered
    assert len(state.visible) == len(profil.people)
    assert state.selected == profil.people["nip"].iloc[0]


def test_the_finding_counts_garis_batas_among_who_has_a_kotak(state, profil):
    placed = profil.people[profil.people["kotak"].notna()]
    edge = int(placed["is_borderline"].sum())
    assert state.finding() == f"{edge} dari {len(placed)} pejabat ada di garis batas"
    state.borderline = True
    assert state.finding() == f"{edge} pejabat ada di garis batas"
    state.clear()
    state.kotak = UNDETERMINED
    assert state.finding() == f"{len(profil.people) - len(placed)} pejabat belum dapat ditetapkan kotaknya"


def test_steps_go_through_the_list_and_stop_at_its_ends(state):
    state.borderline = True
    names = state.visible["nip"].tolist()
    assert state.place_words() == f"Garis batas: {len(names)} nama"
    state.step(1)
    state.step(1)
    assert state.selected == names[1]
    assert state.place_words() == f"Garis batas: nama ke-2 dari {len(names)}"
    state.step(-1)
    state.step(-1)
    assert state.selected == names[0]
    state.selected = None
    state.step(-1)
    state.step(1)
    assert state.selected == names[-1]


def test_a_step_from_outside_the_list_goes_into_it(state, profil):
    state.selected = str(profil.people["nip"].iloc[0])
    state.search = "P-017"
    state.step(1)
    assert state.selected == profil.people.set_index("code").loc["P-017", "nip"]
    state.search = "tidak mungkin ada"
    state.step(1)
    assert state.selected == profil.people.set_index("code").loc["P-017", "nip"]


def test_the_filters_are_said_in_words(state):
    assert state.filter_words() == "Semua pejabat"
    state.opd, state.jenjang, state.kotak, state.search = "Dinas Kesehatan", "administrator", "7", " da "
    assert state.filter_words() == "Dinas Kesehatan, Eselon III, Kotak 7, “da”"


def test_the_counts_are_said_for_who_hears_the_board(state, profil):
    state.opd = "Dinas Kesehatan"
    clinic = profil.people[profil.people["opd"] == "Dinas Kesehatan"]
    said = state.spoken()
    assert said.startswith(f"{len(clinic)} dari {len(profil.people)} pejabat; kotak 1: {(clinic['kotak'] == 1).sum()},")
    assert said.endswith(f"belum ditetapkan: {clinic['kotak'].isna().sum()}.")


def test_choices_survive_a_round_trip(state, profil):
    state.opd, state.search, state.selected = "Dinas Kesehatan", "a", str(profil.people["nip"].iloc[0])
    other = MapState(profil.people)
    other.update(state.to_dict())
    assert other.to_dict() == state.to_dict()
    assert other.visible.equals(state.visible)


def test_a_choice_that_the_round_has_no_longer_is_left_out(state, profil):
    state.update({"opd": "Dinas yang dihapus", "kotak": "12", "jenjang": "pengawas", "search": "a"})
    assert (state.opd, state.kotak, state.jenjang, state.search) == ("Semua", "Semua", "pengawas", "a")


def test_every_view_has_a_static_twin(profil):
    board, check = TalentMap(profil), DataCheck(profil)
    views = [
        *(board.board(), board.roster(), board.succession(), board.gaps(), board.distribution(), board.trace()),
        *(
            check.summary(),
            check.issues(),
            check.quarantine(),
            check.people(),
            check.completeness(),
            check.template(),
            check.trace(),
        ),
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


def test_every_dot_carries_its_person(profil):
    board = find(TalentMap(profil).board(), NineBoxBoard)[0]
    assert sorted(one["id"] for one in board.people) == sorted(profil.people["nip"])


def test_a_click_on_a_dot_opens_that_person_in_the_card_and_in_the_list(profil):
    view = TalentMap(profil).board()
    picker, board = find(view, widgets.Dropdown)[-1], find(view, NineBoxBoard)[0]
    board.selected = board.people[3]["id"]
    person = profil.people.set_index("nip").loc[board.selected]
    assert picker.label == person["nama"]
    assert any(f"<h2>{person['nama']}</h2>" in part.value for part in find(view, widgets.HTML))


def test_who_is_chosen_stays_in_the_list_when_a_filter_hides_all_others(profil):
    talent_map = TalentMap(profil)
    picker = find(talent_map.board(), widgets.Dropdown)[-1]
    picker.value = nip = str(profil.people["nip"].iloc[0])
    talent_map.state.search = "tidak mungkin ada"
    assert talent_map.state.selected == picker.value == nip
    assert [value for _, value in picker.options] == ["", nip]
    picker.value = ""
    assert talent_map.state.selected is None


def test_a_filter_tells_the_board_who_is_shown(profil):
    talent_map = TalentMap(profil)
    board = find(talent_map.board(), NineBoxBoard)[0]
    people, everybody = board.people, board.counts
    talent_map.state.opd = "Dinas Kesehatan"
    clinic = profil.people[profil.people["opd"] == "Dinas Kesehatan"]
    assert board.visible == clinic["nip"].tolist()
    assert board.people == people
    five, total = ((table["kotak"] == 5).sum() for table in (clinic, profil.people))
    assert board.counts[5] == [str(five), f"dari {total}"]
    talent_map.state.opd = "Semua"
    assert board.counts == everybody


def test_the_board_says_what_kind_of_paper_it_is(profil):
    bundle = TalentMap(profil).board()
    lines = [bundle.html, *(part.value for part in find(bundle, widgets.HTML))]
    stated = [line for line in lines if "DATA SINTETIS · RAHASIA - TERBATAS" in line]
    assert len(stated) == 2
    for words in ("Kabupaten Rantau Cendana", "Data per 1 Oktober 2025", PPK_SENTENCE):
        assert all(words in line for line in stated)


def test_a_score_just_under_a_cut_off_is_not_rounded_over_it(profil):
    person = profil.people[profil.people["kotak"].notna()].iloc[[0]].assign(potential_score=59.991)
    result = replace(profil, people=person)
    assert "59,99<" in person_card(result, str(person["nip"].iloc[0]))
    assert "59,99<" in TalentMap(result).roster().html


def test_a_narrowed_table_keeps_all_rows_and_its_columns(profil):
    talent_map = TalentMap(profil)
    table = find(talent_map.roster(), ITable)[0]
    options = table._dt_args["columnDefs"]
    talent_map.state.jenjang = "pengawas"
    assert table._dt_args["columnDefs"] == options
    assert len(table.df) == len(talent_map.state.visible)


def test_a_row_held_back_shows_nip_and_name_apart():
    cells = ["NIP BARU=1.9e+17; NAMA=DAMAR; JABATAN NAMA=Camat; JALAN=Mawar 1; RT 2", "Jenis=Tim; NIP=123"]
    quarantine = pd.DataFrame({
        "table": "riwayat_jabatan", "file": "a.xlsx", "sheet": "Data", "row": [4, 5],
        "code": ["nip_angka", "duplikat"], "cells": cells,
    })  # fmt: skip
    rows = held_rows(quarantine)
    assert rows.iloc[0].tolist() == [
        "riwayat jabatan", "a.xlsx", "Data", 4, "nip angka", "1.9e+17", "DAMAR",
        "JABATAN NAMA: Camat; JALAN: Mawar 1; RT 2",
    ]  # fmt: skip
    assert rows.iloc[1, 5:].tolist() == ["123", "", "Jenis: Tim"]


def test_a_download_offers_a_button_with_the_rows_that_are_shown(profil):
    talent_map = TalentMap(profil)
    view = talent_map.board()
    button = find(view, widgets.Button)[0]
    talent_map.state.opd = "Dinas Kesehatan"
    button.click()
    offered = next(part.value for part in find(view, widgets.HTML) if "download=" in part.value)
    assert 'class="simpan"' in offered
    assert f"Simpan Pejabat.xlsx ({len(talent_map.state.visible)} baris)" in offered


def test_a_download_carries_the_workbook_itself(profil):
    check = DataCheck(profil)
    data = re.search(r'base64,([^"]+)"', check.template().html).group(1)
    assert "Pegawai" in openpyxl.load_workbook(io.BytesIO(base64.b64decode(data))).sheetnames


def test_a_link_cannot_be_broken_out_of():
    assert '"><script>' not in link('a"><script>.xlsx', b"x")


def test_who_lacks_something_stands_first(profil):
    shown = _lacks(profil.people)
    lacking = int(profil.people["missing"].ne("").sum())
    assert 0 < lacking < len(shown)
    assert shown["Yang Belum Ada"].head(lacking).ne("").all()
    assert shown["Yang Belum Ada"].tail(len(shown) - lacking).eq("").all()
