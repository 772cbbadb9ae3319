"""The session of a round: one pen, every save kept, a pen whose page is gone is free."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.present.session import SILENT_SECONDS, PenTakenError, SessionStore

NOON = 1_000_000.0


@pytest.fixture
def first(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path, "satu")


@pytest.fixture
def second(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path, "dua")


def test_a_round_without_a_session_reads_as_nothing_and_gets_no_file(first: SessionStore) -> None:
    kept = first.read(NOON)
    assert (kept.version, kept.content, kept.holder) == (0, {}, None)
    assert not first.path.exists()


def test_what_is_saved_is_read_by_every_page(first: SessionStore, second: SessionStore) -> None:
    assert first.take(NOON)
    assert [first.save({"halaman": name}, NOON) for name in ("peta", "skenario")] == [1, 2]
    kept = second.read(NOON)
    assert (kept.version, kept.content, kept.holder) == (2, {"halaman": "skenario"}, "satu")


def test_the_pen_is_not_taken_from_a_page_that_lives(first: SessionStore, second: SessionStore) -> None:
    first.take(NOON)
    assert not second.take(NOON + SILENT_SECONDS - 1)
    with pytest.raises(PenTakenError, match="sedang diubah di tempat lain"):
        second.save({"halaman": "peta"}, NOON)
    assert first.read(NOON).content == {}


def test_a_pen_taken_over_is_lost_to_the_first_page(first: SessionStore, second: SessionStore) -> None:
    first.take(NOON)
    assert second.take(NOON, force=True)
    with pytest.raises(PenTakenError):
        first.save({"halaman": "peta"}, NOON)
    second.save({"halaman": "data"}, NOON)
    assert first.read(NOON).content == {"halaman": "data"}


def test_a_pen_that_was_let_go_is_free(first: SessionStore, second: SessionStore) -> None:
    first.take(NOON)
    first.release()
    assert second.take(NOON)


def test_letting_go_a_pen_that_another_page_holds_changes_nothing(first: SessionStore, second: SessionStore) -> None:
    first.take(NOON)
    second.release()
    assert first.read(NOON).holder == "satu"


def test_a_pen_whose_process_ended_is_free(first: SessionStore) -> None:
    script = (
        "import sys; from pathlib import Path; from talenta_lib.present.session import SessionStore; "
        "store = SessionStore(Path(sys.argv[1]), 'mati'); store.take(0.0); store.save({'halaman': 'peta'}, 0.0)"
    )
    subprocess.run([sys.executable, "-c", script, str(first.folder)], check=True)
    assert first.read(NOON).holder is None
    assert first.take(NOON)
    assert first.read(NOON).content == {"halaman": "peta"}


def test_a_page_that_gives_no_sign_any_more_loses_the_pen(first: SessionStore, second: SessionStore) -> None:
    first.take(NOON)
    first.save({}, NOON + 60)
    assert not second.take(NOON + SILENT_SECONDS + 1)
    assert second.take(NOON + 60 + SILENT_SECONDS + 1)


def test_a_page_on_another_computer_keeps_the_pen_while_it_gives_signs(
    first: SessionStore, second: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talenta_lib.present.session.socket.gethostname", lambda: "kantor-a")
    first.take(NOON)
    monkeypatch.setattr("talenta_lib.present.session.socket.gethostname", lambda: "kantor-b")
    assert not second.take(NOON + SILENT_SECONDS - 1)
    assert second.take(NOON + SILENT_SECONDS + 1)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    blocked = SessionStore(tmp_path / "tidak-ada", "satu")
    with pytest.raises(RecordError, match="tidak dapat disimpan") as refused:
        blocked.take(NOON)
    assert "buku keputusan" in refused.value.remedy
