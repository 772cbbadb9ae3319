"""The record from the command line: decide, verify, shelf, replay, berita-acara, as a new user would."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

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
    monkeypatch.setattr("talenta_lib.placement.mutasi.solve", None)

    assert talenta("decide", round_dir, "P-006", "--as", "tetap", *WHO).code == 0


def test_a_decision_names_its_maker_and_never_by_nip(talenta: Talenta, round_dir: Path) -> None:
    unnamed = talenta("decide", round_dir, "P-001", "--as", "P-14", "--role", "Sekretaris Daerah")
    assert unnamed.code == 2
    assert "Isian NAMA belum ada" in unnamed.said

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
