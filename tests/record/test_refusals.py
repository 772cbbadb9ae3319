"""Where the file cannot be read or written the refusal is clear, and nothing is half done."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import Kind, Ledger, verify
from talenta_lib.record import store as store_module
from tests.proofs.record_tampering import START, WHO, nip

NOBODY = 65534


def add(ledger: Ledger, text: str = "baik") -> int:
    return ledger.append(Kind.CHECK_IN, **WHO, at=START, content={"nip": nip(1), "catatan": text}).seq


def put(folder: Path, content: bytes) -> Ledger:
    ledger = Ledger(folder / "keputusan.sqlite")
    ledger.path.write_bytes(content)
    return ledger


@contextmanager
def unprivileged() -> Iterator[None]:
    """Act as an ordinary user: nothing is read-only to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every user can enter."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_read_only_file_is_read_and_refuses_an_entry(open_folder: Path, filled_bytes: bytes) -> None:
    ledger = put(open_folder, filled_bytes)
    ledger.path.chmod(0o444)

    with unprivileged():
        assert len(ledger.entries()) == 60
        assert verify(open_folder, head=ledger.head()).is_valid
        with pytest.raises(RecordError, match=r"hanya boleh dibaca.*Minta hak tulis"):
            add(ledger)
    assert ledger.head().seq == 60


def test_a_read_only_folder_is_read_and_refuses_an_entry(open_folder: Path, filled_bytes: bytes) -> None:
    ledger = put(open_folder, filled_bytes)
    ledger.path.chmod(0o666)
    open_folder.chmod(0o555)

    with unprivileged():
        assert len(ledger.entries()) == 60
        with pytest.raises(RecordError, match=r"foldernya hanya boleh dibaca.*Minta hak tulis"):
            add(ledger)
    open_folder.chmod(0o755)
    assert ledger.head().seq == 60


def test_no_ledger_is_made_in_a_read_only_folder(open_folder: Path) -> None:
    open_folder.chmod(0o555)

    with unprivileged(), pytest.raises(RecordError, match="tidak boleh ditulis"):
        Ledger.open(open_folder, create=True)
    open_folder.chmod(0o755)


def test_a_file_that_may_not_be_read_is_named(open_folder: Path) -> None:
    ledger = Ledger.open(open_folder, create=True)
    ledger.path.chmod(0o000)

    with unprivileged():
        with pytest.raises(RecordError, match="tidak dapat dibuka"):
            Ledger.open(open_folder)
        assert verify(open_folder).is_valid is False


def test_a_full_disk_refuses_and_the_ledger_stays_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ledger)
    pages = ledger.path.stat().st_size // 4096
    monkeypatch.setattr(store_module, "SETTINGS", (*store_module.SETTINGS, f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(RecordError, match=r"disk penuh.*Kosongkan ruang disk"):
        add(ledger, "panjang " * 9000)
    assert verify(ledger.path).entries == 1


def test_a_write_that_fails_half_way_refuses_and_the_ledger_stays_whole(ledger: Ledger) -> None:
    """A limit on the size of files stops the write of a page in the middle of a commit, as a full quota does."""
    for _ in range(3):
        add(ledger)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ledger.path.stat().st_size + 5000, hard))
    try:
        with pytest.raises(RecordError, match="disk penuh"):
            add(ledger, "panjang " * 9000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert verify(ledger.path).entries == 3
    assert add(ledger) == 4


def test_another_program_that_keeps_writing_is_named(ledger: Ledger) -> None:
    impatient = Ledger(ledger.path, timeout=0)
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert impatient.entries() == ()
        with pytest.raises(RecordError, match=r"dipakai program lain.*Tunggu"):
            add(impatient)
    assert add(impatient) == 1


@pytest.mark.parametrize(
    ("pragma", "why"),
    [
        ("user_version = 2", "lebih baru"),
        ("user_version = 0", "bukan buku keputusan"),
        ("application_id = 7", "bukan buku"),
    ],
)
def test_another_version_or_database_is_refused(ledger: Ledger, pragma: str, why: str) -> None:
    add(ledger)
    with closing(sqlite3.connect(ledger.path)) as other:
        other.execute(f"PRAGMA {pragma}")

    with pytest.raises(RecordError, match=why):
        Ledger.open(ledger.path.parent)
    with pytest.raises(RecordError, match=why):
        Ledger.open(ledger.path.parent, create=True)
    with pytest.raises(RecordError, match=why):
        add(ledger)
    assert why in verify(ledger.path).problem


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "keputusan.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE pegawai (nip)")
    before = path.read_bytes()

    with pytest.raises(RecordError, match="bukan buku keputusan"):
        Ledger.open(tmp_path, create=True)
    assert path.read_bytes() == before


def test_a_half_written_file_is_refused(tmp_path: Path, filled_bytes: bytes) -> None:
    ledger = put(tmp_path, filled_bytes[: len(filled_bytes) // 2])

    with pytest.raises(RecordError, match="rusak"):
        ledger.entries()
    with pytest.raises(RecordError, match="rusak"):
        Ledger.open(tmp_path)
    assert "rusak" in verify(tmp_path).problem


def test_a_making_that_was_cut_short_is_finished_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "keputusan.sqlite").touch()

    assert Ledger.open(tmp_path).head().seq == 0
    with pytest.raises(RecordError, match="kosong"):
        add(Ledger.open(tmp_path))
    assert add(Ledger.open(tmp_path, create=True)) == 1


def test_an_entry_that_cannot_be_read_is_named(ledger: Ledger) -> None:
    add(ledger)
    add(ledger)
    with closing(sqlite3.connect(ledger.path)) as other, other:
        other.execute("DROP TRIGGER entries_never_updated")
        other.execute("UPDATE entries SET public = '{' WHERE seq = 2")

    with pytest.raises(RecordError, match=r"Catatan 2 .* tidak terbaca.*talenta verify"):
        ledger.entries()


def test_a_broken_commit_left_by_a_crash_is_taken_back_by_itself(ledger: Ledger) -> None:
    """A writer dies after its pages reached the file and before the commit; the journal is still there."""
    add(ledger)
    script = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN IMMEDIATE')\n"
        "connection.execute('DROP TRIGGER entries_never_updated')\n"
        "connection.execute('UPDATE entries SET by = ?', ('x' * 500_000,))\n"
        "os._exit(9)\n"
    )
    whole = ledger.path.read_bytes()
    subprocess.run([sys.executable, "-c", script, str(ledger.path)], check=False)
    journal = ledger.path.with_name("keputusan.sqlite-journal")
    assert journal.exists()
    assert ledger.path.read_bytes() != whole

    assert verify(ledger.path).entries == 1
    assert ledger.entries()[0].by == WHO["by"]
    assert not journal.exists()
