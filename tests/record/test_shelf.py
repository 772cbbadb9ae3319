"""The scenario shelf: who saved what and when, copies, locks, and what differs."""

from __future__ import annotations

import datetime as dt

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import (
    Difference,
    Ledger,
    compare,
    duplicate_scenario,
    lock_scenario,
    save_scenario,
    shelf,
    verify,
)
from tests.proofs.record_tampering import START, WHO, nip

OTHER = {"by": "Wirya Santanaka", "role": "Sekretaris Daerah"}
LATER = START + dt.timedelta(hours=1)


def save(ledger: Ledger, name: str = "dasar", moves: int = 20) -> None:
    content = {"skenario": name, "judul": "Usul pertama", "paling_banyak_pindah": moves, "tetap": [nip(1)]}
    save_scenario(ledger, name, content, **WHO, at=START)


def test_the_shelf_has_the_last_state_of_each_scenario_with_who_and_when(ledger: Ledger) -> None:
    save(ledger)
    save(ledger, "kedua")
    save_scenario(ledger, "dasar", {"paling_banyak_pindah": 10}, **OTHER, at=LATER)

    first, second = shelf(ledger)

    assert (first.name, first.content, first.by, first.role) == ("dasar", {"paling_banyak_pindah": 10}, *OTHER.values())
    assert (first.at, first.seq, first.is_locked, first.title) == (LATER, 3, False, "dasar")
    assert (second.name, second.title, second.seq) == ("kedua", "Usul pertama", 2)
    assert second.content == {"judul": "Usul pertama", "paling_banyak_pindah": 20, "tetap": [nip(1)]}


def test_a_copy_says_where_it_came_from_and_goes_its_own_way(ledger: Ledger) -> None:
    save(ledger)
    entry = duplicate_scenario(ledger, "dasar", "salinan", **OTHER, at=LATER, title="Usul kedua")
    save_scenario(ledger, "dasar", {}, **WHO, at=LATER)

    assert entry.public == {"skenario": "salinan", "dari": "dasar", "dari_seq": 1}
    copy = shelf(ledger)[1]
    assert copy.content == {"judul": "Usul kedua", "paling_banyak_pindah": 20, "tetap": [nip(1)]}
    assert (copy.title, copy.by) == ("Usul kedua", OTHER["by"])


def test_a_locked_scenario_is_copied_and_not_changed(ledger: Ledger) -> None:
    save(ledger)
    lock_scenario(ledger, "dasar", **WHO, at=START)

    with pytest.raises(RecordError, match=r"'dasar' terkunci.*Gandakan"):
        save(ledger, moves=5)
    with pytest.raises(RecordError, match="terkunci"):
        lock_scenario(ledger, "dasar", **WHO, at=START)
    duplicate_scenario(ledger, "dasar", "salinan", **WHO, at=START)
    save(ledger, "salinan", moves=5)

    locked, copy = shelf(ledger)
    assert (locked.is_locked, copy.is_locked) == (True, False)
    assert locked.content is not None
    assert locked.content["paling_banyak_pindah"] == 20


def test_a_name_that_is_taken_or_not_there_is_refused(ledger: Ledger) -> None:
    save(ledger)
    with pytest.raises(RecordError, match="sudah ada"):
        duplicate_scenario(ledger, "dasar", "dasar", **WHO, at=START)
    with pytest.raises(RecordError, match=r"'dsar' tidak ada.*Maksud Anda 'dasar'"):
        duplicate_scenario(ledger, "dsar", "lain", **WHO, at=START)
    with pytest.raises(RecordError, match="tidak ada"):
        lock_scenario(ledger, "lain", **WHO, at=START)
    assert ledger.head().seq == 1


@pytest.mark.parametrize("name", ["", "a b", "../a", ".a", "a/b", "\u00e4", "a\n"])
def test_a_name_that_is_no_file_name_is_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(RecordError, match="Nama skenario"):
        save(ledger, name)


def test_a_purged_scenario_keeps_its_name_on_the_shelf(ledger: Ledger) -> None:
    save(ledger)
    ledger.purge(nip=nip(1), **WHO, reason="Masa simpan berakhir", at=START)

    (scenario,) = shelf(ledger)
    assert (scenario.name, scenario.content) == ("dasar", None)
    with pytest.raises(RecordError, match="sudah dihapus"):
        duplicate_scenario(ledger, "dasar", "salinan", **WHO, at=START)
    assert verify(ledger.path).is_valid


def test_only_what_differs_is_compared() -> None:
    contents = {
        "a": {"judul": "Sama", "pindah": 10, "opd": {"Dinas A": {"paling_banyak": 1}}, "tetap": [nip(1)], "ganda": {}},
        "b": {"judul": "Sama", "pindah": 10.5, "opd": {"Dinas A": {"paling_banyak": 2}}, "tetap": [nip(1)]},
    }

    assert compare(contents) == [
        Difference("pindah", (10, 10.5)),
        Difference("opd.Dinas A.paling_banyak", (1, 2)),
        Difference("ganda", ({}, None)),
    ]


def test_not_set_is_not_zero_and_true_is_not_one() -> None:
    assert compare({"a": {"x": 0, "y": True}, "b": {"y": 1}}) == [
        Difference("x", (0, None)),
        Difference("y", (True, 1)),
    ]


def test_equal_scenarios_differ_in_nothing() -> None:
    assert compare({"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}) == []
