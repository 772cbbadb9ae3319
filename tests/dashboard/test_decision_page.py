"""Keputusan without a browser: what is said is on record; refusals leave everything; nobody is named while blind."""

from __future__ import annotations

import html
from collections import Counter
from pathlib import Path

import ipywidgets as widgets
import pytest

from talenta_lib.present import dashboard_state as state_module
from talenta_lib.present.dashboard import decision_page as page_module
from talenta_lib.present.dashboard.agenda import agenda_groups
from talenta_lib.present.dashboard.decision_choice import post_options
from talenta_lib.present.dashboard.decision_page import DecisionPage
from talenta_lib.present.dashboard.meeting_facts import final_posts, left_vacant
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.decision_agenda import Turn
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_pages import Page
from talenta_lib.record import Kind, Ledger
from talenta_lib.round.decision_table import Outcome
from tests.dashboard.meeting_room import REASON, buttons, parts, room, shows_nobody, sign, text


@pytest.fixture
def state(tmp_path: Path) -> DashboardState:
    return room(tmp_path, Page.DECISIONS)


@pytest.fixture
def page(state: DashboardState) -> DecisionPage:
    sign(state)
    return DecisionPage(state)


def click(page: DecisionPage, words: str) -> None:
    buttons(page.widget)[words].click()


def entries(state: DashboardState) -> int:
    return len(Ledger.open(state.bench.result.folder).entries())


def moved(state: DashboardState) -> str:
    """Return somebody who moves by the plan and needs no reason for it."""
    return next(nip for nip, turn in state.decisions.turns.items() if turn is Turn.MOVES)


def test_the_agenda_holds_every_name_once_contested_first(state: DashboardState) -> None:
    groups = agenda_groups(state)
    assert [group["name"] for group in groups] == [str(turn) for turn in Turn]
    assert [len(group["items"]) for group in groups] == [5, 2, 13, 5]
    assert [group["open"] for group in groups] == [True, True, True, False]
    ids = [item["id"] for group in groups for item in group["items"]]
    assert ids == state.decisions.agenda


def test_agreeing_is_recorded_counted_and_marked_on_the_agenda(state: DashboardState, page: DecisionPage) -> None:
    state.decisions.nip = moved(state)
    click(page, "Simpan keputusan")
    assert state.decisions.totals[Outcome.FOLLOWS] == 1
    assert "1 dari 25" in text(page.widget)
    item = next(item for group in page.agenda.groups for item in group["items"] if item["id"] == state.decisions.nip)
    assert (item["mark"], item["outcome"], item["decided"]) == ("✓", "sesuai", True)
    assert "✓ Tersimpan" in buttons(page.widget)
    assert "Catatan 2" in page._standing.value


def test_without_a_name_nothing_is_recorded_and_the_refusal_is_plain(state: DashboardState) -> None:
    page = DecisionPage(state)
    click(page, "Simpan keputusan")
    assert entries(state) == 0
    assert "pesan gagal" in page._told.value
    assert "✗ Nama pencatat" in page._told.value


def test_another_post_opens_the_reason_and_is_refused_without_one(state: DashboardState, page: DecisionPage) -> None:
    choice = page.choice
    assert choice is not None
    state.decisions.nip = moved(state)
    assert choice.reason not in list(parts(page.widget))
    click(page, "Jabatan lain …")
    post = post_options(state)[0][1]
    choice.posts.value = post
    assert choice.reason in list(parts(page.widget))
    click(page, "Simpan keputusan")
    assert entries(state) == 0
    assert "belum beralasan" in page._told.value
    choice.reason.value = REASON
    click(page, "Simpan keputusan")
    assert state.decisions.totals[Outcome.DIFFERS] == 1
    standing = state.decisions.standing
    assert standing is not None
    assert (standing["decided"], standing["reason"]) == (post, REASON)


def test_other_post_without_a_post_is_not_the_suggestion(state: DashboardState, page: DecisionPage) -> None:
    state.decisions.nip = moved(state)
    click(page, "Jabatan lain …")
    click(page, "Simpan keputusan")
    assert entries(state) == 0
    assert "Jabatan lain belum dipilih" in state.notice


def test_the_search_finds_posts_by_part_of_their_name_best_fit_first(state: DashboardState, page: DecisionPage) -> None:
    choice = page.choice
    assert choice is not None
    click(page, "Jabatan lain …")
    choice.search.value = "dinas"
    found = [words for words, _ in choice.posts.options]
    assert found
    assert all("dinas" in words.lower() for words in found)
    fits = [float(words.split(" · ")[0].replace(",", ".")) for words in found]
    assert fits == sorted(fits, reverse=True)
    choice.search.value = "tidak ada jabatan seperti ini"
    assert choice.posts.options == ()


def test_what_the_rules_bar_cannot_be_chosen(state: DashboardState) -> None:
    eligibility = state.bench.matching.eligibility
    for nip in state.decisions.agenda:
        state.decisions.nip = nip
        assert all(str(eligibility.answer_of(nip, post)) != "gugur" for _, post in post_options(state))


def test_the_reason_of_one_decision_does_not_speak_for_another(state: DashboardState, page: DecisionPage) -> None:
    state.decisions.nip = moved(state)
    click(page, "Tunda")
    state.decisions.reason = REASON
    click(page, "Simpan keputusan")
    assert state.decisions.totals[Outcome.POSTPONED] == 1
    click(page, "Tetap")
    assert state.decisions.reason == ""
    click(page, "Tunda")
    assert state.decisions.reason == REASON


def test_a_reason_that_the_rules_ask_for_can_be_taken_from_the_data(state: DashboardState, page: DecisionPage) -> None:
    state.decisions.nip = next(nip for nip, turn in state.decisions.turns.items() if turn is Turn.ASKS)
    assert "diminta ketentuan" in text(page.widget)
    click(page, "Pakai usul alasan")
    assert state.decisions.reason.startswith("Kecocokan dengan jabatan")
    click(page, "Simpan keputusan")
    assert state.decisions.totals[Outcome.FOLLOWS] == 1


def test_all_who_stay_are_recorded_after_a_confirmation_each_in_an_entry(
    state: DashboardState, page: DecisionPage
) -> None:
    click(page, "Tetapkan 5 nama yang tetap")
    assert entries(state) == 0
    assert "5 keputusan" in text(page.widget)
    click(page, "Ya, catat")
    made = [one for one in Ledger.open(state.bench.result.folder).entries() if one.kind is Kind.DECISION]
    assert len(made) == 5
    assert {str(row["decided"]) for _, row in state.decisions.table.dropna(subset="seq").iterrows()} == {"tetap"}
    assert "Tetapkan" not in text(page.widget)


def test_many_who_stay_are_recorded_in_steps_that_show(
    state: DashboardState, page: DecisionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (page_module, state_module):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    monkeypatch.setattr(page_module, "later", lambda _state, work: work())
    told: list[str] = []
    said: list[str] = []
    state.observe(lambda change: told.append(change["new"]), "notice")
    click(page, "Tetapkan 5 nama yang tetap")
    state.decisions.observe(lambda change: said.append(change["new"]), "message")
    click(page, "Ya, catat")
    assert told == ["Mencatat 5 keputusan…", *[f"{count} dari 5 keputusan tercatat." for count in (2, 4, 5)]]
    assert said == told[1:]
    assert len(state.past) == 1


def test_many_who_stay_are_undone_and_redone_as_one_step(
    state: DashboardState, page: DecisionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_module, "AT_ONCE", 2)
    first = state.decisions.nip
    click(page, "Simpan keputusan")
    click(page, "Tetapkan 5 nama yang tetap")
    click(page, "Ya, catat")
    together = set(state.decisions.table.dropna(subset="seq")["nip"])
    assert len(state.past) == 2
    state.undo()
    assert set(state.decisions.table.dropna(subset="seq")["nip"]) == {first}
    assert state.decisions.message == "5 keputusan dibatalkan oleh catatan 8\u201312."
    state.redo()
    assert set(state.decisions.table.dropna(subset="seq")["nip"]) == together
    state.withdraw(next(iter(together - {first})))
    state.undo()
    state.undo()
    assert state.decisions.totals[Outcome.OPEN] == 25
    kinds = Counter(one.kind for one in Ledger.open(state.bench.result.folder).entries())
    assert (kinds[Kind.DECISION], kinds[Kind.UNDO]) == (11, 11)


def test_withdrawing_is_a_new_entry_and_undo_goes_on_with_the_decision_before(
    state: DashboardState, page: DecisionPage
) -> None:
    first, second = [nip for nip, turn in state.decisions.turns.items() if turn is Turn.MOVES][:2]
    for nip in (first, second):
        state.decisions.nip = nip
        click(page, "Simpan keputusan")
    click(page, "Batalkan keputusan ini")
    assert state.decisions.standing is None
    assert Ledger.open(state.bench.result.folder).entries()[-1].kind is Kind.UNDO
    state.undo()
    assert state.decisions.totals[Outcome.OPEN] == 25
    assert state.decisions.nip == first


def test_a_post_for_two_and_the_post_left_empty_are_told(state: DashboardState, page: DecisionPage) -> None:
    nip = moved(state)
    state.decisions.nip = nip
    state.decisions.choice, state.decisions.reason = "tetap", REASON
    click(page, "Simpan keputusan")
    table, mutasi = state.decisions.table, state.decisions.mutasi
    planned = str(mutasi.moves.set_index("nip").loc[nip, "to_id"])
    assert left_vacant(mutasi, table) == [planned]
    assert final_posts(mutasi, table)[nip] == str(table.set_index("nip").loc[nip, "from_id"])
    said = text(page.widget)
    assert "untuk lebih dari satu orang" in said
    assert "<b>1</b> jabatan kosong sesudahnya" in said


def test_who_records_signs_without_names_too_and_can_be_another(state: DashboardState) -> None:
    state.decisions.by = state.decisions.role = ""
    state.blind = True
    form = DecisionPage(state).meeting
    assert form is not None
    for field, words in ((form.by, "Wirya Santanaka"), (form.role, "Sekretaris Daerah")):
        assert field in set(parts(form.widget))
        field.value = words
    assert {form.by, form.role} & set(parts(form.widget)) == set()
    assert "Wirya" not in text(form.widget)
    form.change.value = True
    assert {form.by, form.role} <= set(parts(form.widget))
    form.change.value = False
    assert "Sekretaris Daerah" in text(form.widget)
    assert state.decide()


def test_the_meeting_is_recorded_from_its_form(state: DashboardState, page: DecisionPage) -> None:
    form = page.meeting
    assert form is not None
    form.fold.value = True
    form.place.value, form.day.value = "Ruang Rapat Sekda", "05-02-2024"
    for name, role in (("Wirya Santanaka, S.H.", "Ketua"), ("Yasmin <b>", "Anggota")):
        form.member.value, form.member_role.value = name, role
        click(page, "Tambah")
    click(page, "Catat rapat")
    meeting = state.decisions.meeting
    assert meeting is not None
    assert (meeting.place, str(meeting.date), len(meeting.members)) == ("Ruang Rapat Sekda", "2024-02-05", 2)
    assert "Yasmin &lt;b&gt;, Anggota" in form._held.value
    assert form.fold.value is False


def test_a_day_that_is_none_is_refused_in_words(state: DashboardState, page: DecisionPage) -> None:
    form = page.meeting
    assert form is not None
    form.fold.value = True
    form.day.value = "31-02-2024"
    click(page, "Catat rapat")
    assert state.decisions.meeting is None
    assert "'31-02-2024' bukan tanggal" in state.notice


def test_blind_names_nobody_neither_official_nor_recorder(state: DashboardState, page: DecisionPage) -> None:
    state.attendance = (("Yasminara Ga'har", "Inspektur"),)
    for nip in state.decisions.agenda[:3]:
        state.decisions.nip = nip
        state.decisions.choice, state.decisions.reason = "ditunda", f"Menunggu {state.decisions.nip}"
        click(page, "Simpan keputusan")
    assert not shows_nobody(state, text(page.widget))
    state.blind = True
    said = text(page.widget)
    assert shows_nobody(state, said)
    assert "Wirya Santanaka" not in said
    assert "Yasminara" not in said
    assert "ada, tidak ditampilkan" in said
    assert page.agenda.selected.startswith("P-")
    state.blind = False
    assert page.agenda.selected == state.decisions.nip


def test_a_name_chosen_on_the_agenda_is_at_hand_and_an_old_code_is_let_go(
    state: DashboardState, page: DecisionPage
) -> None:
    nip = state.decisions.agenda[7]
    page.agenda.selected = nip
    assert state.decisions.nip == nip
    page.agenda.selected = "P-999"
    assert (state.decisions.nip, state.notice) == (nip, "")


def test_an_observer_has_codes_and_nothing_that_changes_anything(tmp_path: Path) -> None:
    operator = room(tmp_path, Page.DECISIONS)
    sign(operator)
    operator.decide()
    state = room(tmp_path, Page.DECISIONS, Role.OBSERVER, browser="dua")
    page = DecisionPage(state)
    assert set(buttons(page.widget)) == {"Mengapa", "← Sebelumnya", "Berikutnya →", "Belum diputuskan →"}
    assert [one for one in parts(page.widget) if isinstance(one, widgets.Text)] == [page.search]
    said = text(page.widget)
    assert shows_nobody(operator, said)
    assert "1 dari 25" in said


def test_where_somebody_else_records_a_decision_is_refused(tmp_path: Path) -> None:
    first = room(tmp_path, Page.DECISIONS)
    state = room(tmp_path, Page.DECISIONS, browser="dua")
    assert (first.holds_pen, state.holds_pen) == (True, False)
    sign(state)
    page = DecisionPage(state)
    click(page, "Simpan keputusan")
    assert entries(state) == 0
    assert "Sedang diubah di tempat lain" in page._told.value


def test_where_somebody_else_records_nothing_is_chosen_or_written_here(tmp_path: Path) -> None:
    room(tmp_path, Page.DECISIONS)
    state = room(tmp_path, Page.DECISIONS, browser="dua")
    page, before = DecisionPage(state), state.decisions.choice
    click(page, "Tunda")
    assert page.choice is not None
    page.choice.reason.value = "Menunggu"
    assert (state.decisions.choice, state.decisions.reason) == (before, "")
    assert "Sedang diubah di tempat lain" in state.notice


def test_an_observer_reads_which_choice_is_discussed(tmp_path: Path) -> None:
    operator = room(tmp_path, Page.DECISIONS)
    operator.decisions.nip = moved(operator)
    operator.decisions.choice = "tetap"
    page = DecisionPage(room(tmp_path, Page.DECISIONS, Role.OBSERVER, browser="dua"))
    assert "Pilihan yang sedang dibahas: <b>Tetap" in page._discussed.value


def test_the_suggestion_names_its_scenario_and_that_it_was_changed(state: DashboardState, page: DecisionPage) -> None:
    title = state.chapter.mutasi.scenario.title
    assert f"menurut skenario {title}</p>" in page._suggested.value
    state.bench.change(max_moves=12)
    state.bench.solve()
    assert f"menurut skenario {title} (diubah)</p>" in page._suggested.value


def test_names_of_people_are_inert(state: DashboardState, page: DecisionPage) -> None:
    state.decisions.nip = moved(state)
    state.decisions.choice, state.decisions.reason = "ditunda", '<img src=x onerror="alert(1)">{{7*7}}'
    click(page, "Simpan keputusan")
    assert "<img" not in text(page.widget).replace(state.decisions.reason, "")
    assert html.escape(state.decisions.reason) in page._standing.value


def test_a_hidden_page_is_renewed_when_it_is_opened(state: DashboardState, page: DecisionPage) -> None:
    state.go(Page.MAP)
    before = page._totals.value
    state.decisions.nip = moved(state)
    state.decide()
    assert page._totals.value == before
    state.go(Page.DECISIONS)
    assert "1 dari 25" in page._totals.value


def test_the_time_of_names_is_told_in_minutes(state: DashboardState, page: DecisionPage) -> None:
    state.spent.lay({state.decisions.nip: 200.0, state.decisions.agenda[1]: 130.0})
    page._lay()
    assert "Waktu nama ini 3 mnt; semua 2 nama 5 mnt." in page._totals.value
