"""What the commands on a plan print: what each name needs, what a list does not keep, and where it is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
LIST = POOL / "usulan" / "usulan.xlsx"
Talenta = Callable[..., tuple[int, str]]


@pytest.fixture
def talenta(command_line: Callable[..., tuple[int, str, str]]) -> Talenta:
    """Run ``talenta ...``; returns exit code and stdout, each run of blanks as one."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        code, printed, _ = command_line(*arguments)
        return code, "\n".join(" ".join(line.split()) for line in printed.splitlines())

    return run


def marked(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line.startswith("! ")]


def test_solve_lists_under_the_table_what_each_name_needs_and_why(talenta: Talenta) -> None:
    code, printed = talenta("solve", POOL)

    assert code == 0
    assert "18 nama lulus tanpa syarat tambahan; 2 nama perlu alasan tertulis." in printed
    below = printed[printed.index("Perlu: alasan = ditulis untuk I-Mut") :]
    assert (
        "Padmarini Tarunarasmi, S.Sos. alasan alasan tertulis: mutasi sebelum masa paling singkat "
        "PP 11/2017, Pasal 190 ayat (3)"
    ) in below
    assert below.count("alasan tertulis: mutasi sebelum masa paling singkat") == 2
    assert "Berlaku bagi semua nama: pertimbangan tim penilai kinerja PNS (PP 11/2017, Pasal 191)" in below
    assert marked(printed) == []


def test_a_limit_that_the_scenario_has_already_is_no_change(talenta: Talenta) -> None:
    same, fewer = talenta("solve", POOL, "--max-moves", "20")[1], talenta("solve", POOL, "--max-moves", "19")[1]

    assert "(diubah)" not in same
    assert "Usul 20 perpindahan (diubah) a-usul-20" in fewer


def test_audit_marks_what_the_list_does_not_keep_and_what_was_not_read(talenta: Talenta, tmp_path: Path) -> None:
    code, printed = talenta("audit", POOL, LIST, "--out", tmp_path)

    assert code == 0
    broken, doubled, unread = marked(printed)
    assert broken == "! Kepala Dinas Komunikasi dan Informatika diusulkan untuk 2 nama."
    assert doubled == "! Candrasa Jagatrasmi kehilangan Inspektur tanpa jabatan baru."
    assert unread.startswith(
        "! Berkas usulan.xlsx, lembar 'Usulan', baris 16, kolom 'NIP': NIP tersimpan sebagai angka"
    )


def test_audit_says_under_the_table_what_must_be_written_for_each_name(talenta: Talenta, tmp_path: Path) -> None:
    _, printed = talenta("audit", POOL, LIST, "--out", tmp_path)

    below = printed[printed.index("Yang harus ditulis atau diperiksa") :]
    assert (
        "9 Manggala Giriwijana Tulis alasan memilih urutan 25 dari 25 dan melewati 5 pejabat yang lebih cocok" in below
    )
    assert "dan 2 lainnya." in below
    assert "15 Bulanita Suryagguh Jabatan 'Kepala Dinas Pemberdayaan Masyarakt dan Desa' tidak ada" in below
    assert "Dilewati berarti: tidak gugur menurut ketentuan" in below


def test_two_lists_are_audited_into_two_workbooks(talenta: Talenta, tmp_path: Path) -> None:
    other = Path(shutil.copy(LIST, tmp_path / "usulan opd.xlsx"))

    talenta("audit", POOL, LIST, "--out", tmp_path / "hasil")
    talenta("audit", POOL, other, "--out", tmp_path / "hasil")

    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [
        "audit-usulan opd.xlsx",
        "audit-usulan.xlsx",
    ]


def test_preflight_of_a_list_marks_the_rows_left_out_and_is_called_after_the_list(
    talenta: Talenta, tmp_path: Path
) -> None:
    code, printed = talenta("preflight", POOL, "--list", LIST, "--out", tmp_path)

    assert code == 0
    assert [line.split(":")[0] for line in marked(printed)] == [
        "! Berkas usulan.xlsx, lembar 'Usulan', baris 16, kolom 'NIP'", "! Baris 15", "! Baris 19",
    ]  # fmt: skip
    assert (
        "10 nama lulus tanpa syarat tambahan; 1 nama perlu persetujuan dan 1 nama perlu alasan tertulis."
        in " ".join(printed.split())
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pra-imut-usulan.pdf", "pra-imut-usulan.xlsx"]


def test_the_knee_of_a_curve_that_does_not_bend_is_not_named(talenta: Talenta) -> None:
    _, whole = talenta("frontier", POOL)
    _, part = talenta("frontier", POOL, "--upto", "5")

    assert whole.count("mulai melandai") == 1
    assert "mulai melandai" not in part


def test_why_about_nobody_says_what_is_missing(command_line: Callable[..., tuple[int, str, str]]) -> None:
    code, _, said = command_line("why", POOL, "", "P-01")

    assert code == 1
    assert "Pejabat belum disebut. Tulis NIP 18 angka, kode, atau nama pejabat." in said


def test_the_workbook_of_an_audit_has_what_the_list_does_not_keep(talenta: Talenta, tmp_path: Path) -> None:
    talenta("audit", POOL, LIST, "--out", tmp_path)

    book = openpyxl.load_workbook(tmp_path / "audit-usulan.xlsx")
    assert book.sheetnames == ["Ringkasan", "Jumlah", "Nama", "Tidak ditepati", "Tidak terbaca"]
    assert [[cell.value for cell in row] for row in book["Tidak ditepati"].iter_rows()] == [
        ["Jenis", "Yang Tidak Ditepati"],
        ["satu jabatan, beberapa nama", "Kepala Dinas Komunikasi dan Informatika diusulkan untuk 2 nama."],
        ["kehilangan jabatan", "Candrasa Jagatrasmi kehilangan Inspektur tanpa jabatan baru."],
    ]
    counts = {row[0].value: row[1].value for row in book["Jumlah"].iter_rows(min_row=2)}
    assert counts["Nama pada daftar"] == 15
    assert counts["Belum memenuhi sebuah ketentuan"] == 2
    assert (counts["Lulus tanpa syarat tambahan"], counts["Perlu alasan tertulis"], counts["Perlu persetujuan"]) == (
        10,
        1,
        1,
    )
    assert book["Tidak terbaca"].max_row == 2
