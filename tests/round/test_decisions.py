"""Decisions on a plan: what is suggested, what is refused, what is on record, and what does not fit together."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib import RoundResult
from talenta_lib.errors import RecordError, ScenarioError
from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.record import Decision, Entry, Kind, Ledger, save_scenario, verify, with_head
from talenta_lib.record import decide as record_decide
from talenta_lib.round.clashes import clashes
from talenta_lib.round.decision_table import decision_table, decision_totals
from talenta_lib.round.decisions import Wish, decide_officials, is_reason_due
from talenta_lib.round.mutasi import round_scenario
from talenta_lib.round.plans import committee_scenario, plan_entry, record_plan, recorded_plan
from talenta_lib.round.suggestions import suggestion
from talenta_lib.terms import Answer
from tests.round.committee import AT, REASON, WHO, decide, heads, in_folder, nip_of, pool

Room = tuple[RoundResult, Mutasi]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return the talent pool in a folder without a ledger."""
    return in_folder(pool(), tmp_path)


def ledger(room: Room) -> Ledger:
    return Ledger.open(room[0].folder)


def test_a_plan_on_record_is_taken_without_solving_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    result, mutasi = room
    record_plan(result, mutasi, **WHO, at=AT)
    monkeypatch.setattr("talenta_lib.placement.mutasi.find_plan", None)

    again = recorded_plan(result)

    assert again is not None
    assert again.totals == mutasi.totals
    assert again.plan.stages == mutasi.plan.stages
    assert again.moves.equals(mutasi.moves)
    assert again.scenario == mutasi.scenario


def test_entries_made_since_do_not_outdate_a_plan(room: Room) -> None:
    result, mutasi = room
    record_plan(result, mutasi, **WHO, at=AT)
    decide(room, "P-001", "P-14")
    later = dataclasses.replace(result, input_part=with_head(result.input_part, str(ledger(room).head())))

    assert later.input_hash != result.input_hash
    assert recorded_plan(later) is not None


def test_a_plan_is_outdated_by_other_data_another_scenario_and_a_purge(room: Room) -> None:
    result, mutasi = room
    assert recorded_plan(result) is None
    entry = record_plan(result, mutasi, **WHO, at=AT)

    other_data = dataclasses.replace(result, input_part={**result.input_part, "ketentuan_sha256": "lain"})
    assert recorded_plan(other_data) is None
    assert recorded_plan(result, mutasi.scenario.changed(max_moves=19)) is None
    assert recorded_plan(result) is not None

    ledger(room).purge([entry.seq], **WHO, reason="Masa simpan berakhir", at=AT)
    assert recorded_plan(result) is None
    assert verify(result.folder).is_valid


def test_a_plan_is_public_in_numbers_and_personal_in_names(room: Room) -> None:
    result, mutasi = room
    entry = record_plan(result, mutasi, **WHO, at=AT)

    assert entry.kind is Kind.PLAN_SOLVED
    assert (entry.public["skenario"], entry.public["pindah"], entry.public["status"]) == ("a-usul-20", 20, "optimal")
    assert entry.content is not None
    assert entry.content["penempatan"][nip_of(mutasi, "P-001")] == "P-14"
    assert len(entry.content["penempatan"]) == 25


def test_the_committee_goes_on_with_the_scenario_that_it_solved_last(room: Room) -> None:
    result, mutasi = room
    assert committee_scenario(result).name == "a-usul-20"
    changed = mutasi.scenario.changed(name="rapat-2", stay=("P-001",))
    record_plan(result, dataclasses.replace(mutasi, scenario=changed), **WHO, at=AT)

    assert committee_scenario(result) == changed
    assert committee_scenario(result, "b-hemat-12") == round_scenario(result, "b-hemat-12")


def test_a_scenario_is_found_on_the_shelf_where_no_file_has_its_name(room: Room) -> None:
    result, _ = room
    content = {"judul": "Usul rapat", "paling_banyak_pindah": 8}
    save_scenario(Ledger.open(result.folder, create=True), "rapat-1", content, **WHO, at=AT)

    found = committee_scenario(result, "rapat-1")
    assert (found.name, found.title, found.max_moves) == ("rapat-1", "Usul rapat", 8)
    with pytest.raises(ScenarioError, match=r"'rapat-2' tidak ada\. Maksud Anda 'rapat-1'"):
        committee_scenario(result, "rapat-2")


def test_the_suggestion_is_the_post_of_the_plan_or_to_stay(room: Room) -> None:
    _, mutasi = room
    moves = dict(zip(mutasi.moves["nip"], mutasi.moves["to_id"], strict=True))

    assert {nip: suggestion(mutasi, nip) for nip in moves} == moves
    assert {suggestion(mutasi, nip) for nip in mutasi.stays["nip"]} == {"tetap"}
    assert len(moves) + len(mutasi.stays) == 25


def test_a_decision_rests_on_a_plan_on_record(room: Room) -> None:
    result, mutasi = room
    first, second = decide(room, "P-001", "P-14"), decide(room, "P-006", "tetap")

    assert [entry.kind for entry in ledger(room).entries()] == [Kind.PLAN_SOLVED, Kind.DECISION, Kind.DECISION]
    assert first.entries[0].public == second.entries[0].public == {"rencana": "a-usul-20/1", "sesuai_saran": True}
    entry = plan_entry(result, mutasi)
    assert entry is not None
    assert entry.seq == 1


@pytest.mark.parametrize("who", ["P-001", "197408042003012940", "19740804 200301 2 940", "Bulanita Suryagguh"])
@pytest.mark.parametrize("choice", ["P-14", "kepala dinas pemberdayaan masyarakat dan desa"])
def test_official_and_post_are_found_by_code_and_by_name(room: Room, who: str, choice: str) -> None:
    decide(room, who, choice)

    assert {nip: one.decision for nip, one in ledger(room).decisions().items()} == {"197408042003012940": "P-14"}


def test_the_own_post_by_name_is_to_stay(room: Room) -> None:
    decide(room, "P-001", "P-01", reason=REASON)
    decide(room, "P-002", " Tetap ", reason=REASON)

    assert {one.decision for one in ledger(room).decisions().values()} == {"tetap"}


def test_who_or_what_is_not_in_the_round_is_named(room: Room) -> None:
    with pytest.raises(ScenarioError, match="Pejabat 'P-099' tidak ada"):
        decide(room, "P-099", "tetap")
    with pytest.raises(ScenarioError, match=r"'Inspektr' tidak ada di peta jabatan\. Maksud Anda 'Inspektur'"):
        decide(room, "P-001", "Inspektr")
    assert ledger(room).entries() == ()


def test_another_decision_than_suggested_needs_a_reason(room: Room) -> None:
    for choice in ("tetap", "ditunda", "P-02"):
        with pytest.raises(RecordError, match="belum beralasan"):
            decide(room, "P-001", choice)
    assert ledger(room).decisions() == {}

    decide(room, "P-001", "ditunda", reason=REASON)
    assert ledger(room).decisions()[nip_of(room[1], "P-001")].is_postponed


def test_a_suggestion_for_which_the_rules_ask_a_reason_needs_one(room: Room) -> None:
    with pytest.raises(RecordError, match="memerlukan alasan tertulis: Masa paling singkat dalam jabatan"):
        decide(room, "P-004", "P-11")

    made = decide(room, "P-004", "P-11", reason=REASON)
    content = made.entries[0].content
    assert content is not None
    assert {one["jawaban"] for one in content["temuan"]} == {"alasan"}


def test_a_post_that_the_rules_bar_is_refused_with_rule_and_article(tmp_path: Path) -> None:
    room = in_folder(heads(), tmp_path)
    matching = room[1].matching
    barred = np.argwhere(matching.eligibility.answer == ANSWERS.index(Answer.GUGUR))
    inside = [(row, column) for row, column in barred if row in room[1].options.people]
    nip, post = matching.officials["nip"].iloc[inside[0][0]], matching.posts["jabatan_id"].iloc[inside[0][1]]
    finding = matching.eligibility.findings(nip, post).query("answer == 'gugur'").iloc[0]

    with pytest.raises(RecordError, match="tidak dapat ditempatkan") as refused:
        decide(room, nip, post, reason=REASON)

    assert f"{finding['label']} ({finding['citation']})" in refused.value.problem
    assert ledger(room).entries() == ()


def test_a_post_given_away_leaves_a_note_on_who_has_none_now(room: Room) -> None:
    given = decide(room, "P-001", "P-11", reason=REASON)  # suggested for P-004, who is not decided on

    assert given.notes == (
        "Jabatan Kepala Dinas Sosial untuk lebih dari satu orang: Padmarini Tarunarasmi, S.Sos. (baru usulan) "
        "dan Bulanita Suryagguh, S.H. (diputuskan, catatan 2). Putuskan jabatan lain bagi salah satunya.",
    )
    settled = decide(room, "P-004", "P-14", reason=REASON)  # what P-001 leaves free
    assert settled.notes == ()


def test_who_follows_the_plan_disturbs_nobody(room: Room) -> None:
    mutasi = room[1]

    notes = [decide(room, nip, suggestion(mutasi, nip), reason=REASON).notes for nip in mutasi.assigned["nip"]]

    assert set(notes) == {()}


def test_the_table_has_every_official_once_with_the_decision_that_stands(room: Room) -> None:
    decide(room, "P-001", "P-14")
    decide(room, "P-002", "tetap", reason=REASON)
    decide(room, "P-003", "P-24")
    decide(room, "P-003", "ditunda", reason="Menunggu klarifikasi", by="Yasminara Ga'har", role="Inspektur")

    table = decision_table(*room)

    assert list(table["code"]) == [f"P-{k:03d}" for k in range(1, 26)]
    rows = table.set_index("code")
    assert list(rows["outcome"].iloc[:4]) == ["sesuai", "berbeda", "ditunda", "belum"]
    assert rows.loc["P-003", ["suggested", "decided", "reason", "by", "role", "seq"]].to_list() == [
        "P-24", "ditunda", "Menunggu klarifikasi", "Yasminara Ga'har", "Inspektur", 5,
    ]  # fmt: skip
    assert rows.loc["P-002", ["suggested", "decided"]].to_list() == ["P-17", "tetap"]
    assert rows["decided"].isna().sum() == 22
    assert rows.loc["P-004", "answer"] == "alasan"  # what the open suggestion still asks
    assert decision_totals(table) == {"sesuai": 1, "berbeda": 1, "ditunda": 1, "belum": 22, "people": 25, "moves": 1}


def test_a_decision_on_somebody_who_left_the_round_is_still_shown(room: Room) -> None:
    result, mutasi = room
    decide(room, "P-001", "P-14")
    gone = nip_of(mutasi, "P-001")
    matching = mutasi.matching
    without = dataclasses.replace(matching, officials=matching.officials[matching.officials["nip"] != gone])

    table = decision_table(result, dataclasses.replace(mutasi, matching=without))

    row = table.set_index("nip").loc[gone]
    assert (row["code"], row["decided"], row["outcome"]) == ("P-001", "P-14", "sesuai")
    assert len(table) == 25


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_clash_means_that_everybody_has_a_post_alone(data: st.DataObject) -> None:
    mutasi = pool()[1]
    nips, posts = list(mutasi.options.officials["nip"]), list(mutasi.options.posts["jabatan_id"])
    chosen = data.draw(
        st.dictionaries(st.sampled_from(nips), st.sampled_from([*posts, "tetap", "ditunda"]), max_size=6)
    )
    decisions = {
        nip: Decision(
            nip=nip, code="P", suggestion="tetap", decision=choice, plan_reference="", follows_suggestion=False,
            seq=1, at=AT, **WHO,
        )
        for nip, choice in chosen.items()
    }  # fmt: skip
    own = dict(zip(mutasi.assigned["nip"], mutasi.assigned["from_id"], strict=True))
    final = {
        nip: own[nip] if (one := chosen.get(nip, suggestion(mutasi, nip))) in ("tetap", "ditunda") else one
        for nip in nips
    }
    crowded = {post for post, count in Counter(final.values()).items() if count > 1}

    assert {clash.jabatan_id for clash in clashes(mutasi, decisions)} == crowded


def test_the_suggestion_can_be_taken_without_naming_it(room: Room) -> None:
    mutasi = room[1]
    decide(room, "P-001", " Usulan ")
    decide(room, "P-006", "usulan")

    stands = {one.code: one.decision for one in ledger(room).decisions().values()}
    assert stands == {"P-001": suggestion(mutasi, nip_of(mutasi, "P-001")), "P-006": "tetap"}


def test_what_is_refused_leaves_nothing_on_record_and_is_told_by_name(room: Room) -> None:
    with pytest.raises(RecordError, match=r"'ditunda' untuk Bulanita Suryagguh.*\(saran: Kepala Dinas Pemberdayaan"):
        decide(room, "P-001", "ditunda")
    with pytest.raises(RecordError, match=r"Padmarini Tarunarasmi, S\.Sos\. pada 'Kepala Dinas Sosial' memerlukan"):
        decide(room, "P-004", "usulan")

    assert ledger(room).entries() == ()


def test_many_are_decided_each_by_an_entry_and_a_refusal_stops_no_other(room: Room) -> None:
    told: list[tuple[int, int]] = []
    wishes = [
        Wish("P-001", "usulan"),
        Wish("P-004", "usulan"),
        Wish("P-099", "tetap"),
        Wish("P-003", "ditunda", REASON),
    ]

    made = decide_officials(*room, wishes, **WHO, at=AT, on_progress=lambda done, total: told.append((done, total)))

    assert [entry.content["kode"] for entry in made.entries if entry.content] == ["P-001", "P-003"]
    assert [entry.seq for entry in made.entries] == [2, 3]
    assert [wish.who for wish, _ in made.refused] == ["P-004", "P-099"]
    assert isinstance(made.refused[1][1], ScenarioError)
    assert told == [(1, 2), (2, 2)]
    assert len(made.notes) == 1  # P-003 keeps the post that the plan gives to P-021


def test_a_ledger_that_fails_half_way_says_how_many_stand(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def failing(*args: Any, **said: Any) -> Entry:
        calls.append(said["nip"])
        if len(calls) == 3:
            raise RecordError("Buku keputusan tidak dapat ditambah: disk penuh.", "Kosongkan ruang disk.")
        return record_decide(*args, **said)

    monkeypatch.setattr("talenta_lib.round.decisions.decide", failing)
    wishes = [Wish(f"P-00{k}", "usulan") for k in (1, 2, 3, 5)]

    with pytest.raises(RecordError, match=r"Baru 2 dari 4 keputusan tercatat.*disk penuh"):
        decide_officials(*room, wishes, **WHO, at=AT)
    assert len(ledger(room).decisions()) == 2


def test_when_a_reason_is_due_is_known_before_the_decision(room: Room) -> None:
    mutasi = room[1]
    due = {
        (code, choice): is_reason_due(mutasi, nip_of(mutasi, code), choice)
        for code, choice in [("P-001", "P-14"), ("P-001", "tetap"), ("P-001", "ditunda"), ("P-004", "P-11")]
    }

    assert due == {
        ("P-001", "P-14"): False, ("P-001", "tetap"): True, ("P-001", "ditunda"): True, ("P-004", "P-11"): True,
    }  # fmt: skip
