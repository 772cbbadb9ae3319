from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from talenta_lib.errors import InputError
from talenta_lib.intake import Intake, read_proposal, write_template

AS_OF = dt.date(2025, 10, 1)
NIP = "198203142006041901"


def read_list(folder: Path, *rows: list[object]) -> Intake:
    path = folder / "daftar.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return read_proposal(path, as_of=AS_OF)


@pytest.mark.parametrize("header", ["Jabatan Usulan", "Jabatan yang Diusulkan", "JABATAN BARU", "Diusulkan sebagai"])
def test_the_proposed_post_is_known_by_the_headers_that_offices_use(tmp_path: Path, header: str) -> None:
    intake = read_list(
        tmp_path, ["No", "NIP", "Nama", "Jabatan", header], [1, NIP, "Damar Contoh", "Camat", "Inspektur"]
    )
    row = intake.tables["usulan"].iloc[0]
    assert (row["nip"], row["to_jabatan"]) == (NIP, "Inspektur")
    assert intake.issues.empty


def test_a_plain_jabatan_is_never_taken_for_the_proposed_post(tmp_path: Path) -> None:
    intake = read_list(tmp_path, ["NIP", "Nama", "Jabatan", "Alasan"], [NIP, "Damar Contoh", "Inspektur", "senior"])
    assert intake.tables["usulan"].empty
    assert "kolom_wajib_tidak_ada" in set(intake.issues["code"])
    assert len(intake.quarantine) == 1


def test_a_name_proposed_twice_is_kept_for_the_audit_and_a_repeated_row_is_not(tmp_path: Path) -> None:
    header = ["NIP", "Nama", "Jabatan Usulan"]
    rows = ([NIP, "Damar Contoh", "Inspektur"], [NIP, "Damar Contoh", "Camat"], [NIP, "Damar Contoh", "Camat"])
    intake = read_list(tmp_path, header, *rows)
    assert intake.tables["usulan"]["to_jabatan"].tolist() == ["Inspektur", "Camat"]
    assert intake.issues["code"].tolist() == ["duplikat"]


def test_the_template_holds_such_a_list(tmp_path: Path) -> None:
    write_template(tmp_path / "templat.xlsx")
    assert len(read_proposal(tmp_path / "templat.xlsx", as_of=AS_OF).tables["usulan"]) == 1


def test_a_file_with_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"daftar\.xlsx tidak memuat daftar usulan"):
        read_list(tmp_path, ["Merek", "Harga"], ["A", 3])
