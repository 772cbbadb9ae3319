"""Whatever a user does wrong, the command line answers with one Indonesian message and exit code 1 or 2."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
POOL = ROOT / "data" / "sample" / "talent-pool-2024"
ENGLISH = re.compile(
    r"\b(?:Usage|Error|Traceback|Invalid|Missing|No such|requires?|is not|is a|directory|expected|Options|must)\b"
)
PUTARAN = """
putaran: uji-1
judul: Uji
instansi: Pemerintah Kabupaten Muara Selasih
daerah: Kabupaten Muara Selasih
as_of: 2024-02-01
pelantikan: 2024-02-15
sintetis: true
kepala_daerah: {sebutan: Bupati, status: definitif}
berkas:
  - {path: masukan/pegawai.csv, jenis: pegawai}
  - {path: masukan/jabatan.csv, jenis: jabatan}
"""
PEGAWAI = "NIP;Nama;Jabatan;Eselon\n198203142006041901;Damar Contoh;Kepala Dinas Contoh;II.b\n"
JABATAN = (
    "Kode Jabatan;Nama Jabatan;OPD;Eselon;NIP Pemangku\nJ-1;Kepala Dinas Contoh;Dinas Contoh;II.b;198203142006041901\n"
)


@dataclass(frozen=True)
class Answer:
    """What the command line answered."""

    code: int
    said: str
    printed: str


@pytest.fixture
def talenta(
    command_line: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Answer]:
    """Run ``talenta ...`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Answer:
        code, printed, said = command_line(*arguments)
        return Answer(code, said, printed)

    return run


@pytest.fixture
def round_dir(tmp_path: Path) -> Path:
    """Make a round with officials and posts, and nothing else."""
    folder = tmp_path / "putaran"
    (folder / "masukan").mkdir(parents=True)
    (folder / "putaran.yaml").write_text(PUTARAN, "utf-8")
    (folder / "masukan" / "pegawai.csv").write_text(PEGAWAI, "utf-8")
    (folder / "masukan" / "jabatan.csv").write_text(JABATAN, "utf-8")
    return folder


def workbook(path: Path, sheet: str, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def assert_refused(answer: Answer, code: int, *words: str) -> None:
    assert answer.code == code, answer
    assert answer.said.startswith("✗ ")
    assert [word for word in words if word not in answer.said] == []
    assert ENGLISH.findall(answer.said) == []
    assert answer.printed == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cek"], ["Perintah 'cek' tidak dikenal", "Maksud Anda 'check'?"]),
        (["report", "--darft", "x"], ["Pilihan '--darft' tidak dikenal", "Maksud Anda '--draft'?"]),
        (["check"], ["Isian BERKAS... belum ada", "talenta check --help"]),
        (["report"], ["Isian FOLDER_PUTARAN belum ada"]),
        (["check", "a.xlsx", "--as-of", "kemarin"], ["'kemarin' bukan tanggal", "2025-10-01"]),
        (["check", "a.xlsx", "--kind", "pegawi"], ["Jenis 'pegawi' tidak dikenal", "Maksud Anda 'pegawai'?"]),
        (["profile", "putaran"], ["Sebutkan satu NIP, atau pakai --all"]),
        (["report", "putaran", "-p", "scheme"], ["-p"]),
        (["dashboard", "putaran", "--port", "delapan"], ["--port", "tidak dapat dipakai"]),
        (["template", "."], ["KELUARAN.xlsx"]),
        ([], ["Sebutkan perintah", "check", "report"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_use_is_said_in_indonesian(
    talenta: Callable[..., Answer], arguments: list[str], words: list[str]
) -> None:
    assert_refused(talenta(*arguments), 2, *words)


def test_a_missing_file_is_named(talenta: Callable[..., Answer]) -> None:
    assert_refused(talenta("check", "tidak_ada.xlsx"), 2, "Berkas tidak_ada.xlsx tidak ditemukan", "Periksa nama")


def test_a_file_of_another_kind_is_refused(talenta: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7 isi surat")

    assert_refused(talenta("check", "surat.pdf"), 2, "surat.pdf", ".pdf", "Simpan sebagai .xlsx")


def test_a_corrupt_workbook_is_a_fatal_issue(talenta: Callable[..., Answer], tmp_path: Path) -> None:
    whole = workbook(tmp_path / "utuh.xlsx", "Pegawai", [["NIP", "Nama", "Jabatan"]]).read_bytes()
    (tmp_path / "rusak.xlsx").write_bytes(whole[: len(whole) // 2])

    answer = talenta("check", "rusak.xlsx")

    assert (answer.code, answer.said) == (1, "")
    assert "1 masalah fatal\n  Berkas rusak.xlsx rusak" in answer.printed
    assert "simpan ulang" in answer.printed
    assert "dilewati" in answer.printed


def test_an_empty_folder_is_refused(talenta: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()

    assert_refused(talenta("check", "kosong"), 2, "Folder kosong tidak memuat berkas data")
    assert_refused(talenta("report", "kosong"), 2, "tidak memuat putaran.yaml")
    assert_refused(talenta("report", "hilang"), 2, "Folder putaran", "hilang' tidak ada")


def test_a_workbook_without_a_known_sheet_is_listed_as_a_fatal_issue(
    talenta: Callable[..., Answer], tmp_path: Path
) -> None:
    workbook(tmp_path / "catatan.xlsx", "Catatan", [["Rapat", "Selasa"], ["Tempat", "Aula"]])

    answer = talenta("check", "catatan.xlsx")

    assert answer.code == 1
    assert answer.said == ""
    assert "masalah fatal" in answer.printed
    assert "catatan.xlsx" in answer.printed


def test_a_round_without_its_post_map_says_what_is_missing(talenta: Callable[..., Answer], round_dir: Path) -> None:
    workbook(round_dir / "masukan" / "jabatan.xlsx", "Catatan", [["Rapat", "Selasa"]])
    text = PUTARAN.replace("masukan/jabatan.csv, jenis: jabatan", "masukan/jabatan.xlsx")
    (round_dir / "putaran.yaml").write_text(text, "utf-8")

    assert_refused(talenta("report", round_dir), 1, "tidak memuat peta jabatan", "talenta check")


def test_a_round_without_assessments_is_refused(talenta: Callable[..., Answer], round_dir: Path) -> None:
    assert_refused(talenta("report", round_dir), 1, "tidak memuat hasil asesmen", "putaran.yaml")


def test_a_round_that_names_an_absent_file_is_refused(talenta: Callable[..., Answer], round_dir: Path) -> None:
    (round_dir / "masukan" / "jabatan.csv").unlink()

    assert_refused(talenta("report", round_dir), 2, "masukan/jabatan.csv", "tidak ada di folder putaran")


@pytest.mark.parametrize(
    ("written", "wrong", "words"),
    [
        ("judul: Uji", "jdul: Uji", ["jdul", "Maksud Anda 'judul'?"]),
        ("as_of: 2024-02-01", "as_of: Februari", ["as_of", "tanggal"]),
        ("pelantikan: 2024-02-15", "pelantikan: 2023-01-01", ["pelantikan tidak boleh sebelum as_of"]),
        ("judul: Uji", "judul: [Uji", ["putaran.yaml", "rusak"]),
    ],
)
def test_a_slip_in_the_round_file_is_named(
    talenta: Callable[..., Answer], round_dir: Path, written: str, wrong: str, words: list[str]
) -> None:
    (round_dir / "putaran.yaml").write_text(PUTARAN.replace(written, wrong), "utf-8")

    assert_refused(talenta("report", round_dir), 2, *words)


def test_an_unknown_scheme_is_refused_with_a_hint(talenta: Callable[..., Answer]) -> None:
    answer = talenta("report", POOL, "-p", "scheme", "bkn_411_2052")

    assert_refused(answer, 1, "Skema 'bkn_411_2052' tidak ada", "Maksud Anda 'bkn_411_2025'?")


def test_an_unknown_parameter_is_refused(talenta: Callable[..., Answer]) -> None:
    answer = talenta("report", POOL, "-p", "skem", "x")

    assert_refused(answer, 2, "Parameter 'skem' tidak dikenal", "Maksud Anda 'skema'?", "benih (seed)")


@pytest.mark.parametrize("name", ["garis_batas", "borderline_probability"])
def test_a_parameter_out_of_range_is_named(talenta: Callable[..., Answer], name: str) -> None:
    answer = talenta("report", POOL, "-p", name, "1.5")

    assert_refused(answer, 2, f"Parameter {name} tidak sah", "antara 0 dan 1")
    assert "putaran.yaml" not in answer.said


def test_a_template_is_never_written_over_a_file(talenta: Callable[..., Answer], tmp_path: Path) -> None:
    assert talenta("template", "templat.xlsx").code == 0
    before = (tmp_path / "templat.xlsx").read_bytes()

    assert_refused(talenta("template", "templat.xlsx"), 2, "templat.xlsx sudah ada", "nama lain")
    assert (tmp_path / "templat.xlsx").read_bytes() == before
    assert_refused(talenta("template", "templat.docx"), 2, "tidak berakhiran .xlsx")


def test_a_round_is_checked_on_its_own(talenta: Callable[..., Answer]) -> None:
    for more in (["--kind", "pegawai"], [POOL]):
        assert_refused(talenta("check", POOL, *more), 2, "Folder putaran diperiksa sendiri")


def test_an_unknown_topic_is_refused_with_a_hint(talenta: Callable[..., Answer]) -> None:
    assert_refused(talenta("rules", "--topic", "mutsi"), 1, "Topik 'mutsi' tidak ada", "Maksud Anda 'mutasi'?")


def test_a_nip_outside_the_round_is_refused(talenta: Callable[..., Answer]) -> None:
    assert_refused(talenta("profile", POOL, "199901012020011999"), 2, "NIP 199901012020011999 tidak ada")


def test_a_refused_report_leaves_nothing_behind(
    talenta: Callable[..., Answer], round_dir: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    talenta("report", round_dir, "--out", "keluaran")

    assert sorted(tmp_path.rglob("*")) == before


def test_an_unforeseen_fault_shows_no_traceback(
    talenta: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("pembagi nol")

    monkeypatch.setattr("talenta_lib.regulations.rules_table", break_down)

    answer = talenta("rules")

    assert answer.code == 1
    assert "galat yang tidak terduga: ZeroDivisionError" in answer.said
    assert "Traceback" not in answer.said + answer.printed


def test_the_installed_command_answers_the_same_way() -> None:
    command = shutil.which("talenta", path=str(Path(sys.executable).parent))
    assert command

    done = subprocess.run([command, "cek"], capture_output=True, text=True, check=False, encoding="utf-8")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Perintah 'cek' tidak dikenal" in done.stderr
