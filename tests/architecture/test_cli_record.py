"""The record from the command line: decide, undo, correct, purge, verify, shelf, replay, berita-acara."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from talenta_lib.record import Kind, Ledger

ROOT = Path(__file__).resolve().parents[2]
POOL = ROOT / "data" / "sample" / "talent-pool-2024"
WHO = ("--by", "Wirya Santanaka", "--role", "Sekretaris Daerah")
REASON = ("--reason", "Sedang memimpin proyek strategis")


@dataclass(frozen=True)
class Answer:
    """What the command line answered."""

    code: int
    printed: str
    said: str


Talenta = Callable[..., Answer]


@pytest.fixture
def talenta(
    command_line: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Talenta:
    """Run ``talenta ...`` in an empty folder; what it prints is read without regard to line ends."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Answer:
        code, printed, said = command_line(*arguments)
        return Answer(code, " ".join(printed.split()), " ".join(said.split()))

    return run


@pytest.fixture
def round_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POOL, tmp_path / "putaran"))


def test_a_meeting_from_decision_to_signed_minutes(talenta: Talenta, round_dir: Path, tmp_path: Path) -> None:
    decided = talenta("decide", round_dir, "P-001", "--as", "P-14", *WHO)
    assert (decided.code, decided.said) == (0, "")
    assert decided.printed.startswith("✓ Catatan 2: Bulanita Suryagguh, S.H., Kepala Dinas Pemberdayaan Masyarakat")
    assert "(sesuai usulan). Kepala buku keputusan 2-" in decided.printed
    assert decided.printed.endswith("Belum diputuskan: 24 dari 25 pejabat.")

    against = talenta("decide", round_dir, "P-002", "--as", "tetap", *WHO)
    assert (against.code, against.printed) == (1, "")
    assert "berbeda dari saran sistem" in against.said
    assert talenta("decide", round_dir, "P-002", "--as", "tetap", *WHO, *REASON).code == 0

    head = Ledger.open(round_dir).head()
    verified = talenta("verify", round_dir, "--head", str(head))
    assert verified.code == 0
    assert "✓ Buku keputusan utuh: 3 catatan" in verified.printed
    assert head.grouped in verified.printed
    assert "Ini tidak membuktikan bahwa yang dicatat itu benar" in verified.printed

    minutes = talenta(
        "berita-acara", round_dir, *WHO, "--place", "Aula", "--date", "6-2-2024", "--out", tmp_path / "keluaran",
        "--member", "Wirya Santanaka, S.H., M.Si.=Sekretaris Daerah, Ketua",
    )  # fmt: skip
    assert (minutes.code, minutes.said) == (0, "")
    assert sorted(path.name for path in (tmp_path / "keluaran").iterdir()) == ["berita-acara.pdf", "berita-acara.xlsx"]
    kinds = [entry.kind for entry in Ledger.open(round_dir).entries()]
    assert kinds == [Kind.PLAN_SOLVED, Kind.DECISION, Kind.DECISION, Kind.MEETING, Kind.MINUTES_MADE]
    assert talenta("verify", round_dir, "--head", head.short).code == 0


def test_the_recorded_plan_serves_the_next_decision(
    talenta: Talenta, round_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talenta("decide", round_dir, "P-001", "--as", "P-14", *WHO)
    monkeypatch.setattr("talenta_lib.placement.mutasi.find_plan", None)

    assert talenta("decide", round_dir, "P-006", "--as", "tetap", *WHO).code == 0


def test_a_decision_names_its_maker_and_never_by_nip(talenta: Talenta, round_dir: Path) -> None:
    unnamed = talenta("decide", round_dir, "P-001", "--as", "P-14", "--role", "Sekretaris Daerah")
    assert unnamed.code == 2
    assert "Pilihan --by belum ada" in unnamed.said

    with_nip = talenta(
        "decide", round_dir, "P-001", "--as", "P-14", "--by", "Wirya 197001011995031901", "--role", "Ketua"
    )
    assert (with_nip.code, with_nip.said.startswith("✗ Nama pencatat memuat NIP.")) == (1, True)
    assert Ledger.open(round_dir).entries() == ()


def test_solving_and_looking_write_nothing(talenta: Talenta, round_dir: Path) -> None:
    before = sorted(path.name for path in round_dir.iterdir())

    assert talenta("verify", round_dir).printed.startswith("✓ Buku keputusan putaran ini belum berisi catatan.")
    assert talenta("solve", round_dir).code == 0
    assert talenta("shelf", round_dir).printed == "Rak skenario putaran ini kosong."
    assert sorted(path.name for path in round_dir.iterdir()) == before


def test_an_altered_ledger_and_another_head_do_not_verify(talenta: Talenta, round_dir: Path) -> None:
    talenta("shelf", round_dir, "--save", "a-usul-20", *WHO)
    printed = Ledger.open(round_dir).head()
    assert talenta("verify", round_dir, "--head", f"1-{'0' * 64}").code == 1
    assert talenta("verify", round_dir, "--head", "kepala").said.startswith("✗ 'kepala' bukan kepala rantai.")

    with closing(sqlite3.connect(round_dir / "keputusan.sqlite")) as connection:
        connection.execute("DROP TRIGGER entries_never_updated")
        connection.execute("UPDATE entries SET by = 'Orang lain'")
        connection.commit()
    found = talenta("verify", round_dir, "--head", str(printed))
    assert found.code == 1
    assert "✗ Buku keputusan tidak utuh: Catatan 1 diubah" in found.printed
    assert talenta("verify", round_dir / "hilang").code == 1


def test_the_shelf_keeps_copies_locks_and_compares(talenta: Talenta, round_dir: Path) -> None:
    assert talenta("shelf", round_dir, "--save", "a-usul-20").code == 2  # nobody named
    assert talenta("shelf", round_dir, "--save", "a-usul-20", *WHO).code == 0
    assert talenta("shelf", round_dir, "--copy", "a-usul-20", "final", *WHO).code == 0
    locked = talenta("shelf", round_dir, "--lock", "final", *WHO)
    assert re.search(r"final Usul 20 perpindahan Wirya Santanaka \(Sekretaris Daerah\) .* 2 terkunci", locked.printed)
    again = talenta("shelf", round_dir, "--copy", "b-hemat-12", "final", *WHO)
    assert (again.code, "'b-hemat-12' tidak ada di rak" in again.said) == (1, True)

    assert talenta("shelf", round_dir, "--compare", "a-usul-20", "final").printed == "Kedua skenario sama."
    compared = talenta("shelf", round_dir, "--compare", "final", "b-hemat-12").printed
    assert "paling_banyak_pindah 20 12" in compared
    assert talenta("shelf", round_dir, "--lock", "final", "--save", "b-hemat-12", *WHO).code == 2


def test_wrong_use_is_said_in_indonesian(talenta: Talenta, round_dir: Path, tmp_path: Path) -> None:
    without_role = talenta("berita-acara", round_dir, *WHO, "--place", "Aula", "--member", "Wirya Santanaka")
    assert (without_role.code, "Tulis NAMA=PERAN" in without_role.said) == (2, True)
    half = talenta("berita-acara", round_dir, *WHO, "--place", "Aula")
    assert (half.code, "Sebutkan --place dan --member bersama-sama" in half.said) == (2, True)
    assert "Belum ada rapat" in talenta("berita-acara", round_dir, *WHO).said
    lost = talenta("replay", tmp_path / "manifest.json")
    assert (lost.code, "Manifest manifest.json tidak dapat dibaca" in lost.said) == (1, True)


def standing(round_dir: Path) -> dict[str, str]:
    """Return what stands for each official, by code."""
    return {one.code: one.decision for one in Ledger.open(round_dir).decisions().values()}


def test_many_names_and_the_rest_are_decided_each_on_its_own(talenta: Talenta, round_dir: Path) -> None:
    several = talenta("decide", round_dir, "P-001", "P-004", "P-006", "--as", "usulan", *WHO)
    assert (several.code, several.said) == (1, "")
    assert several.printed.count("✓ Catatan") == 2
    assert "✗ P-004: Penempatan Padmarini Tarunarasmi, S.Sos. pada 'Kepala Dinas Sosial'" in several.printed
    assert standing(round_dir) == {"P-001": "P-14", "P-006": "tetap"}

    rest = talenta("decide", round_dir, "--rest", "--as", "usulan", *WHO, "--reason", "Dibahas dalam rapat")
    assert rest.code == 0
    assert "Belum diputuskan: 0 dari 25 pejabat." in rest.printed
    assert len(standing(round_dir)) == 25
    one_post = talenta("decide", round_dir, "P-001", "P-002", "--as", "P-11", *WHO, *REASON)
    assert (one_post.code, "Satu jabatan hanya untuk satu pejabat" in one_post.said) == (2, True)
    again = talenta("decide", round_dir, "--rest", "--as", "usulan", *WHO)
    assert (again.code, again.said.startswith("✗ Semua pejabat sudah diputuskan.")) == (2, True)


def test_a_typed_list_is_decided_row_by_row(talenta: Talenta, round_dir: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [
        ("197408042003012940", "usulan", None), ("197206061998011939", "ditunda", "Menunggu klarifikasi"),
        ("197703102001041906", "Kepala Dinas Sosial", None),
    ]  # fmt: skip
    for row in (("NIP", "Jabatan Usulan", "Alasan"), *rows):
        book.active.append(row)
    book.save(tmp_path / "keputusan.xlsx")

    told = talenta("decide", round_dir, "--list", tmp_path / "keputusan.xlsx", *WHO)

    assert told.code == 1
    assert standing(round_dir) == {"P-001": "P-14", "P-003": "ditunda"}
    assert "✗ 197703102001041906: Keputusan 'Kepala Dinas Sosial' untuk Dr. Jaladri" in told.printed
    book.active.delete_rows(4)
    book.active.append(("123", "tetap", None))
    book.save(tmp_path / "keputusan.xlsx")
    unread = talenta("decide", round_dir, "--list", tmp_path / "keputusan.xlsx", *WHO)
    assert unread.code == 1
    assert "NIP '123' tidak terdiri atas 18 angka" in unread.printed


@pytest.mark.parametrize(
    "arguments",
    [
        ("P-001",), ("--as", "tetap"), ("--rest",), ("P-001", "--rest", "--as", "tetap"),
        ("--list", "keputusan.xlsx", "--as", "tetap"), ("P-001", "--list", "keputusan.xlsx"),
    ],
)  # fmt: skip
def test_who_is_meant_is_said_in_one_way(talenta: Talenta, round_dir: Path, arguments: tuple[str, ...]) -> None:
    refused = talenta("decide", round_dir, *arguments, *WHO)

    assert (refused.code, "Sebutkan NIP dengan --as, atau --rest dengan --as, atau --list." in refused.said) == (
        2,
        True,
    )


def test_an_undone_decision_gives_way_to_the_one_before(talenta: Talenta, round_dir: Path) -> None:
    talenta("decide", round_dir, "P-001", "--as", "usulan", *WHO)
    talenta("decide", round_dir, "P-001", "--as", "ditunda", *WHO, *REASON)

    undone = talenta("undo", round_dir, "3", *WHO, "--reason", "Keliru memilih")

    assert (undone.code, undone.said) == (0, "")
    assert (
        "✓ Catatan 4: catatan 3 dibatalkan (Keputusan ditunda, P-001). Yang berlaku lagi: catatan 2." in undone.printed
    )
    assert standing(round_dir) == {"P-001": "P-14"}
    assert talenta("undo", round_dir, "3", *WHO, "--reason", "Keliru").said.startswith("✗ Catatan 3 sudah dibatalkan.")
    assert talenta("undo", round_dir, "1", *WHO, "--reason", "Keliru").said.startswith("✗ Catatan 1 (Rencana dihitung)")
    assert talenta("undo", round_dir, "9", *WHO, "--reason", "Keliru").said.startswith("✗ Catatan 9 tidak ada.")
    assert talenta("undo", round_dir, "2", *WHO, "--reason", ".").said.startswith("✗ Alasan belum ditulis.")
    assert talenta("undo", round_dir, "2", *WHO).code == 2
    listed = talenta("verify", round_dir, "--list").printed
    assert re.search(r"3 \S+ \S+ Keputusan ditunda, P-001 Wirya Santanaka \(Sekretaris Daerah\) dibatalkan", listed)
    assert "Bulanita" not in listed


def test_a_purge_asks_for_its_word_and_leaves_the_chain_whole(
    talenta: Talenta, round_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talenta("decide", round_dir, "P-001", "--as", "usulan", *WHO)
    talenta("decide", round_dir, "P-002", "--as", "usulan", *WHO)
    head = Ledger.open(round_dir).head()
    reason = ("--reason", "Masa simpan berakhir")
    purge = ("purge", round_dir, "--nip", "19740804 200301 2 940", *WHO, *reason)

    monkeypatch.setattr("sys.stdin", io.StringIO("hapus\n"))
    stopped = talenta(*purge)
    assert (stopped.code, stopped.said) == (1, "✗ Dihentikan.")
    assert "Catatan 1: Rencana dihitung, a-usul-20 Catatan 2: Keputusan, P-001: P-14 Isi di atas" in stopped.printed
    assert Ledger.open(round_dir).head() == head

    monkeypatch.setattr("sys.stdin", io.StringIO("HAPUS\n"))
    done = talenta(*purge)
    assert done.code == 0
    assert "✓ Catatan 4: isi pribadi 2 catatan dihapus (1, 2)." in done.printed
    assert standing(round_dir) == {"P-002": "P-17"}
    verified = talenta("verify", round_dir, "--head", str(head)).printed
    assert "✓ Buku keputusan utuh: 4 catatan" in verified
    assert "Isi pribadi 2 catatan sudah dihapus" in verified
    assert b"197408042003012940" not in (round_dir / "keputusan.sqlite").read_bytes()

    rest = talenta("decide", round_dir, "--rest", "--as", "usulan", *WHO)
    assert rest.code == 2
    assert "Isi keputusan pada catatan 2 sudah dihapus" in rest.said
    assert standing(round_dir) == {"P-002": "P-17"}

    assert talenta("purge", round_dir, "--seq", "3", "--yes", *WHO, *reason).code == 0
    assert standing(round_dir) == {}
    none = talenta("purge", round_dir, "--seq", "3", "--yes", *WHO, *reason)
    assert none.said.startswith("✗ Tidak ada isi pribadi yang masih dapat dihapus.")
    assert talenta("purge", round_dir, "--yes", *WHO, *reason).said.startswith("✗ Sebutkan --seq atau --nip.")


def test_a_correction_is_shown_asked_for_and_recorded_once(
    talenta: Talenta, round_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shutil.copytree(round_dir, tmp_path / "lama")
    correct = ("correct", round_dir, "--before", before, *WHO, "--reason", "Berita acara 12/2024")
    assert talenta(*correct).said.startswith("✗ Data kedua folder sama.")
    path = round_dir / "masukan" / "kinerja.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(6, 5).value = "Sangat Baik"
    book.save(path)

    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    stopped = talenta(*correct)
    assert stopped.code == 1
    assert "Kinerja 197408042003012940; 2023 Predikat Kinerja Baik Sangat Baik" in stopped.printed
    assert not (round_dir / "keputusan.sqlite").exists()

    done = talenta(*correct, "--yes")
    assert (done.code, done.said) == (0, "")
    assert "✓ Catatan 1: koreksi diterima, 1 perubahan." in done.printed
    assert [entry.kind for entry in Ledger.open(round_dir).entries()] == [Kind.CORRECTION]
    assert talenta(*correct, "--yes").said.startswith("✗ Koreksi ini sudah tercatat pada catatan 1.")
