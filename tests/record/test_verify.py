"""Verification names the first broken entry; with the printed head also what a chain alone cannot show."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.errors import RecordError
from talenta_lib.record import Head, Kind, Ledger, Verification, verify
from talenta_lib.record.chain import GENESIS, row_hash, seal
from tests.proofs.record_tampering import (
    ENTRIES_MADE,
    START,
    WHO,
    Copy,
    flip_bytes,
    nip,
    opened,
    rewrite,
    said,
    tamperings_are_found,
)

Tamper = Callable[[Copy], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, filled_bytes: bytes) -> Ledger:
    path = tmp_path_factory.mktemp("asli") / "keputusan.sqlite"
    path.write_bytes(filled_bytes)
    return Ledger(path)


@pytest.fixture
def copied(filled: Ledger) -> Path:
    return filled.path


def after(path: Path, tamper: Tamper, head: str | Head | None = None) -> Verification:
    with opened(path) as copy:
        tamper(copy)
    return verify(path.parent, head=head)


def test_an_untouched_ledger_is_valid_with_every_head_it_ever_had(original: Ledger) -> None:
    result = verify(original.path.parent, head=original.head())

    assert (result.is_valid, result.problem, result.warnings) == (True, "", ())
    assert (result.entries, result.head) == (ENTRIES_MADE, original.head())
    assert all(verify(original.path, head=entry.head).is_valid for entry in original.entries())
    assert verify(original.path, head=f"0:{GENESIS}").is_valid


def test_a_round_without_entries_is_valid(tmp_path: Path, ledger: Ledger) -> None:
    for place in (tmp_path / "keputusan.sqlite", tmp_path):
        assert verify(place) == Verification(True, 0, Head(0, GENESIS))
    ledger.path.unlink()
    assert verify(tmp_path, head=Head(0, GENESIS)) == Verification(True, 0, Head(0, GENESIS))


def test_a_folder_that_is_not_there_is_not_valid(tmp_path: Path) -> None:
    for place in (tmp_path / "salah-ketik", tmp_path / "salah-ketik" / "keputusan.sqlite"):
        result = verify(place)
        assert (result.is_valid, result.problem) == (False, "Folder putaran 'salah-ketik' tidak ada.")


EDITS: dict[str, Tamper] = {
    "by": lambda copy: copy.write(copy.rows[19]._replace(by="Orang lain")),
    "hash": lambda copy: copy.write(copy.rows[19]._replace(hash="0" * 64)),
    "public as the same JSON": lambda copy: copy.write(copy.rows[19]._replace(public=copy.rows[19].public + " ")),
    "content": lambda copy: copy.run("UPDATE contents SET content = replace(content, 'JPT', 'JPX') WHERE seq = 20"),
    "salt": lambda copy: copy.run("UPDATE contents SET salt = x'00' WHERE seq = 20"),
    "content gone": lambda copy: copy.run("DELETE FROM contents WHERE seq = 20"),
    "content swapped": lambda copy: [
        copy.run("UPDATE contents SET seq = 99 WHERE seq = 20"),
        copy.run("UPDATE contents SET seq = 20 WHERE seq = 21"),
        copy.run("UPDATE contents SET seq = 21 WHERE seq = 99"),
    ],
    "deleted": lambda copy: copy.drop(20),
    "deleted, renumbered": lambda copy: [copy.drop(20), copy.shift(21, -1)],
    "swapped": lambda copy: [
        copy.run("UPDATE entries SET seq = 99 WHERE seq = 20"),
        copy.run("UPDATE entries SET seq = 20 WHERE seq = 31"),
        copy.run("UPDATE entries SET seq = 31 WHERE seq = 99"),
    ],
    "rehashed": lambda copy: copy.write(
        (changed := copy.rows[19]._replace(by="Orang lain"))._replace(hash=row_hash(changed))
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_first_broken_entry_is_named(copied: Path, name: str) -> None:
    result = after(copied, EDITS[name])

    assert result.is_valid is False
    assert result.first_broken == 20
    assert "20" in result.problem


def test_a_forged_entry_is_found_where_the_chain_goes_on(copied: Path) -> None:
    def insert(copy: Copy) -> None:
        forged = copy.rows[19]._replace(by="Orang lain", content_hash=None)
        copy.shift(20, 1)
        copy.run("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", *forged._replace(hash=row_hash(forged)))

    assert after(copied, insert).first_broken == 21


def test_content_without_its_entry_is_found(copied: Path) -> None:
    result = after(copied, lambda copy: copy.run("DELETE FROM entries WHERE seq = 60"))

    assert (result.is_valid, result.first_broken) == (False, 60)


def test_content_that_comes_back_after_its_purge_is_found(copied: Path) -> None:
    result = after(copied, lambda copy: copy.run("INSERT INTO contents VALUES (4, ?, ?)", *seal("{}")))

    assert result.first_broken == 4
    assert "catatan 39" in result.problem


def test_content_that_was_never_recorded_is_found(copied: Path) -> None:
    assert after(copied, lambda copy: copy.run("INSERT INTO contents VALUES (8, ?, ?)", *seal("{}"))).first_broken == 8


def test_a_purge_that_names_what_was_not_there_is_found(ledger: Ledger) -> None:
    ledger.append(Kind.CHECK_IN, **WHO, at=START, content={"nip": nip(1)})
    ledger.append(Kind.PURGE, **WHO, at=START, public={"seq": [1], "sidik_isi": ["0" * 64]})

    result = after(ledger.path, lambda copy: copy.run("DELETE FROM contents"))

    assert (result.is_valid, result.first_broken) == (False, 2)


def cut(copy: Copy) -> None:
    for seq in range(55, 61):
        copy.drop(seq)


def test_a_cut_off_end_is_found_by_the_head_alone(copied: Path, original: Ledger) -> None:
    assert after(copied, cut).is_valid

    for head in (str(original.head()), original.head().short, original.head().grouped):
        result = verify(copied, head=head)
        assert (result.is_valid, result.first_broken) == (False, 55)
        assert "terpotong" in result.problem
    assert verify(copied, head=original.head().hash).is_valid is False
    assert verify(copied, head=original.entries()[53].head).is_valid


def test_a_removed_ledger_is_found_by_the_head_alone(copied: Path, original: Ledger) -> None:
    copied.unlink()

    assert verify(copied.parent).is_valid
    assert verify(copied.parent, head=original.head()).first_broken == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_rewritten_chain_is_found_by_the_head_alone(copied: Path, original: Ledger, seed: int) -> None:
    assert after(copied, lambda copy: rewrite(copy, np.random.default_rng(seed))).is_valid

    result = verify(copied, head=original.head())
    assert (result.is_valid, result.first_broken) == (False, None)
    assert "ditulis ulang" in result.problem
    assert verify(copied, head=original.head().hash).is_valid is False


def test_a_head_of_before_the_rewriting_point_still_holds(copied: Path, original: Ledger) -> None:
    first = original.entries()[0].head

    assert after(copied, cut, head=first).is_valid


def test_a_short_head_is_compared_with_a_warning(original: Ledger) -> None:
    result = verify(original.path, head=original.head().short)

    assert result.is_valid
    assert "8 dari 64" in result.warnings[0]


def test_what_is_no_head_is_refused(original: Ledger) -> None:
    with pytest.raises(RecordError, match="bukan kepala"):
        verify(original.path, head="dua puluh")


def test_a_missing_trigger_is_named_and_does_not_break_the_chain(copied: Path) -> None:
    with closing(sqlite3.connect(copied)) as connection:
        connection.execute("DROP TRIGGER entries_never_updated")
        connection.execute("CREATE TABLE tambahan (x)")

    result = verify(copied)
    assert result.is_valid
    assert ["entries_never_updated" in result.warnings[0], "tambahan" in result.warnings[1]] == [True, True]


def test_a_clock_that_went_back_is_a_warning(ledger: Ledger) -> None:
    ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    ledger.append(Kind.REPORT_MADE, **WHO, at=START - dt.timedelta(seconds=1))

    result = verify(ledger.path)
    assert result.is_valid
    assert "Jam catatan 2" in result.warnings[0]


def test_the_same_moment_in_another_zone_is_no_step_back(ledger: Ledger) -> None:
    ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    ledger.append(Kind.REPORT_MADE, **WHO, at=START.astimezone(dt.UTC))

    assert verify(ledger.path).warnings == ()


@settings(max_examples=60, deadline=None)
@given(size=st.integers(0, 60_000))
def test_a_file_cut_short_is_a_problem_and_no_crash(
    original: Ledger, tmp_path_factory: pytest.TempPathFactory, size: int
) -> None:
    path = tmp_path_factory.mktemp("potong") / "keputusan.sqlite"
    whole = original.path.read_bytes()
    path.write_bytes(whole[: min(size, len(whole) - 1)])

    result = verify(path, head=original.head())

    assert result.is_valid is False
    assert result.problem


def test_entries_on_a_damaged_page_are_found_without_a_head(ledger: Ledger) -> None:
    for _ in range(30):
        last = ledger.append(Kind.REPORT_MADE, **WHO, at=START)
    content = bytearray(ledger.path.read_bytes())
    page = content.rindex(last.hash.encode()) // 4096
    content[page * 4096 : page * 4096 + 8] = bytes(8)
    ledger.path.write_bytes(content)

    result = verify(ledger.path)
    assert (result.is_valid, result.first_broken) == (False, result.entries + 1)
    assert 0 < result.entries < 30
    assert "tidak terbaca" in result.problem


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "keputusan.sqlite").touch()

    result = verify(tmp_path)
    assert (result.is_valid, result.entries) == (True, 0)
    assert "kosong" in result.warnings[0]


@pytest.mark.parametrize("content", [b"bukan basis data" * 300, b"SQLite format 3\x00" + bytes(5000), b"x"])
def test_any_other_file_is_a_problem_and_no_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keputusan.sqlite").write_bytes(content)

    result = verify(tmp_path)
    assert (result.is_valid, result.entries) == (False, 0)
    assert "keputusan" in result.problem


@pytest.mark.parametrize("seed", range(40))
def test_heavy_damage_is_found_and_no_crash(copied: Path, original: Ledger, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(40):
        flip_bytes(copied, rng)

    assert said(copied) == original.entries() or not verify(copied).is_valid


def test_the_schema_undecodable_in_its_own_error_is_a_problem_and_no_crash(copied: Path) -> None:
    content = copied.read_bytes()
    assert content.count(b"CREATE TABLE contents") == 1
    copied.write_bytes(content.replace(b"CREATE TABLE contents", b"CREATE TABL\xa0 contents"))

    assert verify(copied).is_valid is False


def test_the_proof_of_tamperings_holds_at_a_small_count() -> None:
    assert tamperings_are_found(44).holds
