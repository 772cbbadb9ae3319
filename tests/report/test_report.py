"""A report is made whole or not at all, from one command, the same bytes each time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdf
import pytest

from talenta_lib.errors import DataError, InputError
from talenta_lib.present.report import make_profiles, make_report
from talenta_lib.record import file_sha256

TALENTA = str(Path(sys.executable).with_name("talenta"))


@pytest.fixture(scope="session")
def made(pool_folder, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("laporan")
    make_report(pool_folder, out_dir=folder)
    return folder


def test_a_report_has_its_four_files(made):
    assert sorted(path.name for path in made.iterdir()) == [
        "lampiran.xlsx", "laporan.ipynb", "laporan.pdf", "manifest.json",
    ]  # fmt: skip


def test_the_manifest_holds_the_hashes_of_what_was_made(made):
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    assert manifest["keluaran"] == {
        name: file_sha256(made / name) for name in ("laporan.pdf", "laporan.ipynb", "lampiran.xlsx")
    }


def test_every_page_carries_classification_page_number_and_input_hash(made):
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    reader = pypdf.PdfReader(made / "laporan.pdf")
    for number, page in enumerate(reader.pages[1:], start=2):
        text = page.extract_text()
        assert "DATA SINTETIS" in text
        assert "RAHASIA - TERBATAS" in text
        assert f"Halaman {number} dari {len(reader.pages)}" in text
        assert manifest["jejak_masukan"][:8] in text
        assert "Keputusan oleh PPK, bukan oleh sistem" in text


def test_the_pdf_is_tagged_and_has_bookmarks(made):
    reader = pypdf.PdfReader(made / "laporan.pdf")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(reader.outline) > 10


def test_the_executed_notebook_holds_no_absolute_path(made):
    text = (made / "laporan.ipynb").read_text("utf-8")
    assert str(Path(__file__).resolve().parents[2]) not in text


def test_nip_stays_text_in_the_annex_workbook(made):
    sheet = openpyxl.load_workbook(made / "lampiran.xlsx")["Pejabat"]
    column = [cell.value for cell in sheet[1]].index("NIP")
    values = [row[column].value for row in sheet.iter_rows(min_row=2)]
    assert len(values) == 25
    assert all(isinstance(value, str) and len(value) == 18 for value in values)


def test_the_same_round_elsewhere_gives_the_same_bytes(made, pool_folder, tmp_path):
    elsewhere = tmp_path / "di tempat lain" / pool_folder.name
    shutil.copytree(pool_folder, elsewhere)
    environment = {**os.environ, "TZ": "Asia/Jakarta", "LC_ALL": "C"}
    command = [TALENTA, "report", str(elsewhere), "--out", str(tmp_path / "keluaran")]
    subprocess.run(command, check=True, cwd=tmp_path, env=environment, capture_output=True)
    for name in ("laporan.pdf", "lampiran.xlsx"):
        assert (tmp_path / "keluaran" / name).read_bytes() == (made / name).read_bytes(), name


def test_a_failed_run_leaves_nothing(pool_folder, tmp_path):
    target = tmp_path / "keluaran"
    with pytest.raises(DataError, match="baru diketahui sebagian"):
        make_report(pool_folder, out_dir=target, parameters={"scheme": "banjarmasin"})
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_parameter_is_refused_with_a_guess(pool_folder, tmp_path):
    with pytest.raises(InputError, match="Maksud Anda 'skema'"):
        make_report(pool_folder, out_dir=tmp_path, parameters={"skeme": "bkn_411_2025"})


def test_a_profile_is_one_page_and_names_nobody_else(pool, pool_folder, tmp_path):
    nip = str(pool.people["nip"].iloc[3])
    (path,) = make_profiles(pool_folder, nip=nip, out_dir=tmp_path)
    reader = pypdf.PdfReader(path)
    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    assert pool.people["nama"].iloc[3].split(",")[0] in text
    for other in pool.people["nama"].drop(index=3):
        assert other.split(",")[0] not in text


def test_a_profile_of_a_stranger_is_refused(pool_folder, tmp_path):
    with pytest.raises(InputError, match="tidak ada di antara pejabat"):
        make_profiles(pool_folder, nip="197001011990011999", out_dir=tmp_path)
