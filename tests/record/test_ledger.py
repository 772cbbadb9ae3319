"""The ledger: an entry is added at the end, names its maker, and stays as it is."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import KIND_LABELS, Head, Kind, Ledger, verify
from talenta_lib.record.chain import GENESIS
from tests.proofs.record_tampering import START, WHO, nip


def run(ledger: Ledger, statement: str) -> None:
    with closing(sqlite3.connect(ledger.path)) as connection, connection:
        connection.execute(statement)


def test_a_round_without_a_ledger_has_the_head_of_the_start(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path)

    assert ledger.head() == Head(0, GENESIS)
    assert ledger.entries() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_round_without_a_ledger_takes_no_entry(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="tidak ada"):
        Ledger.open(tmp_path).append(Kind.REPORT_MADE, **WHO, at=START)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_vanished_is_not_silently_begun_anew(ledger: Ledger) -> None:
    ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    ledger.path.unlink()

    with pytest.raises(RecordError, match="tidak ada"):
        ledger.append(Kind.REPORT_MADE, **WHO, at=START)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="putaran-x"):
        Ledger.open(tmp_path / "putaran-x", create=True)


def test_opening_twice_keeps_what_is_there(ledger: Ledger) -> None:
    entry = ledger.append(Kind.REPORT_MADE, **WHO, at=START)

    assert Ledger.open(ledger.path.parent, create=True).head() == entry.head


def test_an_entry_reads_as_it_was_written(ledger: Ledger) -> None:
    public, content = (
        {"hari": 30, "nilai": 71.25},
        {"nip": nip(1), "catatan": "Baik; \u201cterus\u201d\nbelajar \u0000"},
    )

    written = ledger.append(Kind.CHECK_IN, **WHO, at=START, public=public, content=content)

    assert ledger.entries() == (written,)
    assert (written.public, written.content) == (public, content)
    assert (written.seq, written.prev, written.kind, written.by) == (1, GENESIS, Kind.CHECK_IN, WHO["by"])
    assert not written.is_purged


def test_the_hour_of_the_meeting_is_kept_whatever_the_zone(ledger: Ledger) -> None:
    jayapura = dt.timezone(dt.timedelta(hours=9))
    ledger.append(Kind.MEETING, **WHO, at=dt.datetime(2024, 2, 6, 13, 30, 5, 999, tzinfo=jayapura))

    assert ledger.entries()[0].at.isoformat() == "2024-02-06T13:30:05+09:00"


def test_each_entry_names_the_hash_of_the_one_before(ledger: Ledger) -> None:
    first, second, third = (ledger.append(Kind.REPORT_MADE, **WHO, at=START) for _ in range(3))

    assert (second.prev, third.prev) == (first.hash, second.hash)
    assert ledger.head() == third.head


def test_every_kind_has_an_indonesian_label() -> None:
    assert set(KIND_LABELS) == set(Kind)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET by = 'Orang lain' WHERE seq = 1",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 1",
        "INSERT INTO entries SELECT 9, at, kind, by, role, public, content_hash, prev, hash FROM entries WHERE seq = 1",
        "INSERT INTO entries SELECT 3, at, kind, by, role, public, content_hash, prev, hash FROM entries WHERE seq = 1",
        "UPDATE contents SET content = '{}'",
        "DELETE FROM contents WHERE seq = 2",
        "INSERT OR REPLACE INTO contents SELECT * FROM contents WHERE seq = 2",
        "INSERT INTO contents VALUES (1, x'00', '{}')",
    ],
)
def test_the_file_itself_refuses_to_change_what_stands(ledger: Ledger, statement: str) -> None:
    ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    ledger.append(Kind.CHECK_IN, **WHO, at=START, content={"nip": nip(1)})
    before = ledger.entries()

    with pytest.raises(sqlite3.IntegrityError):
        run(ledger, statement)
    assert ledger.entries() == before


def test_a_guard_that_refuses_leaves_nothing_behind(ledger: Ledger) -> None:
    def refuse(entries: tuple[object, ...]) -> None:
        raise RecordError(f"Sudah ada {len(entries)} catatan.")

    ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    with pytest.raises(RecordError, match="Sudah ada 1"):
        ledger.append(Kind.REPORT_MADE, **WHO, at=START, guard=refuse)
    assert ledger.head().seq == 1
    assert ledger.append(Kind.REPORT_MADE, **WHO, at=START).seq == 2


@pytest.mark.parametrize("by", ["", "  ", "-", "...", "123", "\u200b", "Budi\x00", "Budi\ud800"])
def test_an_entry_without_a_readable_name_is_refused(ledger: Ledger, by: str) -> None:
    with pytest.raises(RecordError, match="Nama pencatat"):
        ledger.append(Kind.REPORT_MADE, by=by, role="Kepala BKPSDM", at=START)
    with pytest.raises(RecordError, match="Peran pencatat"):
        ledger.append(Kind.REPORT_MADE, by="Jaladri", role=by, at=START)
    assert ledger.entries() == ()


def test_a_name_is_one_line_without_invisible_letters(ledger: Ledger) -> None:
    entry = ledger.append(Kind.REPORT_MADE, by="  Jaladri\n\tRimba\u202elaga\u00a0S.E. ", role="Kepala", at=START)

    assert entry.by == "Jaladri Rimbalaga S.E."


@pytest.mark.parametrize(
    "by",
    [
        "Ni Luh " + "Ayu " * 90 + "Laksmi",
        "'); DROP TABLE entries; --",
        "<b>Budi</b> & {{ x }}",
        "\u5b89\u5b81 \u0639\u0644\u064a",
    ],
)
def test_a_name_is_inert_text_of_any_length(ledger: Ledger, by: str) -> None:
    entry = ledger.append(Kind.REPORT_MADE, by=by, role="Kepala", at=START)

    assert entry.by == by == ledger.entries()[0].by
    assert verify(ledger.path).is_valid


def test_a_nip_is_kept_out_of_what_is_never_purged(ledger: Ledger) -> None:
    with pytest.raises(RecordError, match="memuat NIP"):
        ledger.append(Kind.REPORT_MADE, by=f"Jaladri {nip(1)}", role="Kepala", at=START)
    with pytest.raises(ValueError, match="NIP"):
        ledger.append(Kind.REPORT_MADE, **WHO, at=START, public={"untuk": nip(1)})
    assert ledger.append(Kind.REPORT_MADE, **WHO, at=START, public={"pdf": "a" + nip(1) + "f"}).seq == 1


def test_text_that_no_file_can_hold_is_refused_in_words(ledger: Ledger) -> None:
    with pytest.raises(RecordError, match="karakter yang rusak"):
        ledger.append(Kind.CHECK_IN, **WHO, at=START, content={"catatan": "\udcff"})


def test_wrong_use_is_told_to_the_programmer(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="offset"):
        ledger.append(Kind.REPORT_MADE, **WHO, at=START.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no place in a record"):
        ledger.append(Kind.REPORT_MADE, **WHO, at=START, public={"nilai": float("nan")})
    with pytest.raises(ValueError, match="membatalkan"):
        ledger.append(Kind.UNDO, **WHO, at=START, public={"catatan": 1})
    assert ledger.entries() == ()


def test_an_undo_is_an_entry_and_leaves_the_undone_one(ledger: Ledger) -> None:
    entry = ledger.append(Kind.MEETING, **WHO, at=START, content={"tempat": "Aula"})

    (undo,) = ledger.undo([entry.seq], **WHO, reason="Salah tanggal", at=START)

    assert undo.public == {"membatalkan": 1}
    assert undo.content == {"alasan": "Salah tanggal"}
    assert ledger.entries()[0] == entry


def test_many_are_undone_all_or_none(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.append(Kind.MEETING, **WHO, at=START)
    with pytest.raises(RecordError, match="Catatan 9 tidak ada"):
        ledger.undo([1, 9], **WHO, reason="Keliru", at=START)
    assert ledger.head().seq == 3

    made = ledger.undo([3, 1, 3], **WHO, reason="Keliru", at=START)

    assert [entry.public["membatalkan"] for entry in made] == [3, 1]
    assert ledger.entries()[3:] == made


@pytest.mark.parametrize(("seq", "why"), [(9, "tidak ada"), (0, "tidak ada"), (1, "tidak dapat dibatalkan")])
def test_what_is_not_there_or_did_happen_cannot_be_undone(ledger: Ledger, seq: int, why: str) -> None:
    ledger.append(Kind.REPORT_MADE, **WHO, at=START)

    with pytest.raises(RecordError, match=why):
        ledger.undo([seq], **WHO, reason="Keliru", at=START)


def test_nothing_is_undone_twice_or_without_a_reason(ledger: Ledger) -> None:
    ledger.append(Kind.MEETING, **WHO, at=START)
    with pytest.raises(RecordError, match="Alasan"):
        ledger.undo([1], **WHO, reason=" ", at=START)
    ledger.undo([1], **WHO, reason="Keliru", at=START)

    with pytest.raises(RecordError, match="sudah dibatalkan"):
        ledger.undo([1], **WHO, reason="Keliru", at=START)
    assert ledger.head().seq == 2
