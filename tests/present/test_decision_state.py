"""Decisions of a meeting without a widget: the agenda, what is told, what is recorded, undone and done again."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
import traitlets as tl

from talenta_lib import run_round
from talenta_lib.errors import RecordError
from talenta_lib.present.explore import decision_agenda, decision_state
from talenta_lib.present.explore.decision_agenda import Turn, agenda_of, choices_of
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.record import Kind, Ledger
from talenta_lib.round.mutasi import round_scenario
from tests.round.committee import AT, MEETING, POOL, REASON, WHO, nip_of


@cache
def shared() -> ScenarioState:
    """Return the bench of the talent pool; solved once."""
    result = run_round(POOL)
    return ScenarioState(result, round_scenario(result))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScenarioState]:
    """Return the bench as if its round lay in an empty folder."""
    state = shared()
    shutil.copytree(POOL / "skenario", tmp_path / "skenario")
    monkeypatch.setattr(state, "result", dataclasses.replace(state.result, folder=tmp_path))
    yield state
    state.is_blind = False
    state.unobserve_all()


@pytest.fixture
def state(bench: ScenarioState) -> DecisionState:
    made = DecisionState(bench, now=lambda: AT)
    made.by, made.role = WHO["by"], WHO["role"]
    return made


def turn_to(state: DecisionState, code: str) -> None:
    state.nip = nip_of(state.mutasi, code)


def ledger(state: DecisionState) -> Ledger:
    return Ledger.open(state.bench.result.folder)


def test_no_widget_is_needed() -> None:
    for module in (decision_state, decision_agenda):
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        froms = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name for name in names | froms if "widget" in name or name.endswith("view")}


def test_the_contested_come_first_and_who_stays_last(state: DecisionState) -> None:
    """Worked out from the plan: five contested, two need a written reason, thirteen other moves, five stay."""
    turns = list(state.turns.values())

    assert turns == sorted(turns, key=list(Turn).index)
    assert [turns.count(turn) for turn in Turn] == [5, 2, 13, 5]
    assert len(set(state.agenda)) == 25
    assert {nip for nip, turn in state.turns.items() if turn is Turn.STAYS} == set(state.mutasi.stays["nip"])
    asks = {nip for nip, turn in state.turns.items() if turn is Turn.ASKS}
    assert asks == {nip_of(state.mutasi, "P-004"), nip_of(state.mutasi, "P-018")}


def test_nothing_is_solved_for_the_agenda(state: DecisionState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talenta_lib.placement.mutasi.find_plan", None)
    monkeypatch.setattr("talenta_lib.present.chapter.explain", None)

    assert list(agenda_of(dataclasses.replace(state.bench.chapter))) == state.agenda


def test_the_choices_are_the_suggestion_first_and_no_barred_post(state: DecisionState) -> None:
    turn_to(state, "P-001")
    values = [value for _, value in state.choices]

    assert state.choices[:3] == [
        ("Kepala Dinas Pemberdayaan Masyarakat dan Desa (usulan)", "P-14"),
        ("Tetap di jabatannya", "tetap"),
        ("Ditunda", "ditunda"),
    ]
    assert len(values) == len(set(values))
    assert "P-01" not in values  # the own post is "tetap"
    turn_to(state, "P-006")
    assert state.choices[:2] == [("Tetap di jabatannya (usulan)", "tetap"), ("Ditunda", "ditunda")]


def test_a_barred_post_cannot_be_chosen(state: DecisionState, monkeypatch: pytest.MonkeyPatch) -> None:
    matching, nip = state.mutasi.matching, nip_of(state.mutasi, "P-001")
    answer = matching.eligibility.answer.copy()
    answer[matching.people_index[nip], matching.post_index["P-02"]] = 4  # gugur
    barred = dataclasses.replace(matching, eligibility=dataclasses.replace(matching.eligibility, answer=answer))

    values = [value for _, value in choices_of(dataclasses.replace(state.mutasi, matching=barred), nip)]

    assert "P-02" in [value for _, value in choices_of(state.mutasi, nip)]
    assert "P-02" not in values


def test_turning_to_a_name_lays_the_suggestion_on_the_table(state: DecisionState) -> None:
    turn_to(state, "P-004")
    assert (state.choice, state.reason, state.suggestion) == ("P-11", "", "P-11")
    assert state.needs_reason
    assert set(state.findings["answer"]) == {"alasan"}

    state.choice = "tetap"
    assert state.findings.empty
    assert state.needs_reason  # other than suggested


def test_who_is_not_in_the_plan_cannot_be_turned_to(state: DecisionState) -> None:
    with pytest.raises(tl.TraitError, match="not in the plan"):
        state.nip = "197001012000011999"


def test_a_decision_against_the_suggestion_without_a_reason_is_told_and_not_recorded(state: DecisionState) -> None:
    turn_to(state, "P-001")
    state.choice = "tetap"

    assert not state.decide()

    assert state.is_refused
    assert state.message.startswith("Keputusan 'tetap' untuk Bulanita Suryagguh, S.H. berbeda dari saran sistem")
    assert ledger(state).entries() == ()
    state.reason = REASON
    assert state.decide()
    assert (state.is_refused, state.message) == (
        False, "Catatan 2: Bulanita Suryagguh, S.H., tetap di jabatannya (berbeda dari usulan). "
        "Jabatan Asisten I Bidang Pemerintahan dan Kesejahteraan Rakyat untuk lebih dari satu orang: Bulanita "
        "Suryagguh, S.H. (diputuskan, catatan 2) dan Bramasta Tarunalangit, S.AP., M.Si. (baru usulan). "
        "Putuskan jabatan lain bagi salah satunya.",
    )  # fmt: skip


def test_nobody_decides_without_a_name(state: DecisionState) -> None:
    state.by = ""

    assert not state.decide()
    assert "Nama pencatat belum disebut" in state.message
    assert ledger(state).entries() == ()


def test_what_stands_is_shown_with_its_totals(state: DecisionState) -> None:
    turn_to(state, "P-001")
    state.decide()
    turn_to(state, "P-003")
    state.choice, state.reason = "ditunda", "Menunggu klarifikasi"
    state.decide()

    assert state.totals == {"sesuai": 1, "berbeda": 0, "ditunda": 1, "belum": 23, "people": 25, "moves": 1}
    assert len(state.open_nips) == 23
    turn_to(state, "P-001")
    assert state.standing is not None
    assert (state.standing["decided"], state.standing["seq"]) == ("P-14", 2)
    turn_to(state, "P-003")
    assert (state.choice, state.reason, state.message) == ("ditunda", "Menunggu klarifikasi", "")
    turn_to(state, "P-002")
    assert state.standing is None


def test_the_ledger_is_read_once_for_the_table(state: DecisionState, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    entries = Ledger.entries
    monkeypatch.setattr(Ledger, "entries", lambda self: read.append(1) or entries(self))

    turn_to(state, "P-001")
    _ = (state.totals, state.standing, state.open_nips, state.needs_reason, state.findings, state.choices)
    assert read == []
    state.refresh()
    assert read == [1]


def test_undo_is_an_entry_and_deciding_again_is_the_redo(state: DecisionState) -> None:
    turn_to(state, "P-003")
    state.choice, state.reason = "ditunda", "Menunggu klarifikasi"
    state.decide()
    turn_to(state, "P-001")

    assert state.undo_last()

    assert state.message == "Catatan 2 dibatalkan oleh catatan 3."
    assert (state.nip, state.choice, state.reason) == (nip_of(state.mutasi, "P-003"), "ditunda", "Menunggu klarifikasi")
    assert state.standing is None
    assert state.decide()
    kinds = [entry.kind for entry in ledger(state).entries()]
    assert kinds == [Kind.PLAN_SOLVED, Kind.POSTPONED, Kind.UNDO, Kind.POSTPONED]
    assert state.totals["ditunda"] == 1


def test_without_a_decision_there_is_nothing_to_undo(state: DecisionState) -> None:
    assert not state.undo_last()
    assert (state.is_refused, state.message) == (True, "Belum ada keputusan yang dapat diurungkan.")
    assert not (state.bench.result.folder / "keputusan.sqlite").exists()


def test_the_suggestion_is_taken_for_many_and_who_needs_a_reason_is_told(state: DecisionState) -> None:
    wanted = [nip_of(state.mutasi, code) for code in ("P-001", "P-004", "P-006")]

    assert state.follow(wanted)
    assert state.message.startswith("2 dari 3 keputusan tercatat. Penempatan Padmarini Tarunarasmi, S.Sos. pada")
    assert not state.follow([wanted[1]])
    assert state.is_refused
    assert state.follow([wanted[1]], REASON)
    assert state.totals["sesuai"] == 3


def test_names_follow_one_another_to_the_end(state: DecisionState) -> None:
    first, second = state.agenda[:2]
    assert state.nip == first
    state.previous()
    assert state.nip == first
    state.next()
    assert state.nip == second
    state.nip = state.agenda[-1]
    state.next()
    assert state.nip == state.agenda[-1]


def test_who_is_at_the_first_name_is_at_the_first_of_another_plan_too(state: DecisionState) -> None:
    before, bench = state.bench.scenario, state.bench
    bench.change(max_moves=5)
    bench.solve()
    assert state.nip == state.agenda[0]
    state.next()
    here = state.nip
    bench.wish(before)
    bench.solve()
    assert (state.nip, state.nip == state.agenda[0]) == (here, False)


def test_the_next_open_name_is_found_around_the_end(state: DecisionState) -> None:
    state.follow(state.agenda[1:-1], REASON)
    state.nip = state.agenda[-1]
    state.next_open()
    assert state.nip == state.agenda[0]

    state.follow(state.open_nips, REASON)
    state.next_open()
    assert state.message == "Semua nama sudah diputuskan."


def test_who_may_not_change_anything_is_told_and_nothing_is_written(
    state: DecisionState, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise RecordError("Tautan ini hanya untuk melihat.")

    monkeypatch.setattr(state.bench, "may_change", refuse)

    done = [state.decide(), state.follow(state.agenda), state.undo([state.nip]), state.hold(MEETING)]
    assert done == [False] * 4
    assert state.make_minutes(state.bench.result.folder / "keluaran") == []
    assert state.message == "Tautan ini hanya untuk melihat."
    assert sorted(path.name for path in state.bench.result.folder.iterdir()) == ["skenario"]


def test_while_blind_no_message_names_an_official(state: DecisionState) -> None:
    state.bench.is_blind = True
    turn_to(state, "P-001")
    state.choice, state.reason = "tetap", REASON
    state.decide()
    told = [state.message]
    state.reason, state.choice = "", "ditunda"
    state.decide()
    told.append(state.message)

    names = state.mutasi.matching.officials["nama"].str.split(",").str[0].str.removeprefix("Dr. ")
    assert [name for name in names if any(name in text for text in told)] == []
    assert told[0].startswith("Catatan 2: P-001, tetap di jabatannya")
    assert "untuk P-001" in told[1]


def test_another_writer_is_seen_after_a_refresh(state: DecisionState) -> None:
    other = DecisionState(state.bench, now=lambda: AT)
    other.by, other.role = "Yasminara Ga'har", "Inspektur"
    other.decide()
    assert state.totals["sesuai"] == 0

    state.refresh()
    assert state.totals["sesuai"] == 1


def test_a_damaged_ledger_is_told_and_no_decision_is_lost_silently(state: DecisionState) -> None:
    state.decide()
    with closing(sqlite3.connect(state.bench.result.folder / "keputusan.sqlite")) as connection:
        connection.execute("DROP TRIGGER entries_never_updated")
        connection.execute("UPDATE entries SET public = '{' WHERE seq = 1")
        connection.commit()

    again = DecisionState(state.bench, now=lambda: AT)

    assert again.is_refused
    assert "Catatan 1 pada buku keputusan tidak terbaca" in again.message


def test_another_plan_brings_its_own_agenda_and_keeps_what_is_being_written(state: DecisionState) -> None:
    bench = state.bench
    turn_to(state, "P-001")
    state.choice, state.reason = "ditunda", "Sedang ditulis"
    before = bench.scenario
    try:
        bench.change(max_moves=12)
        bench.solve()
        assert len(state.mutasi.moves) == 12
        assert sum(turn is Turn.STAYS for turn in state.turns.values()) == 13
        assert (state.nip, state.choice, state.reason) == (nip_of(state.mutasi, "P-001"), "ditunda", "Sedang ditulis")
    finally:
        bench.wish(before)
        bench.solve()
    state.reason = ""
    turn_to(state, "P-002")
    assert state.choice == state.suggestion


def test_a_meeting_and_its_minutes_are_recorded(state: DecisionState, tmp_path: Path) -> None:
    state.decide()
    assert state.make_minutes(tmp_path / "keluaran") == []
    assert "Belum ada rapat yang tercatat" in state.message

    assert state.hold(MEETING)
    assert state.meeting == MEETING
    made = state.make_minutes(tmp_path / "keluaran")
    assert [path.name for path in made] == ["berita-acara.pdf", "berita-acara.xlsx"]
    assert ledger(state).entries()[-1].kind is Kind.MINUTES_MADE
    assert isinstance(state.meeting.date, dt.date)
