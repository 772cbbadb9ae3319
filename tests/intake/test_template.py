from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from talenta_lib.errors import InputError
from talenta_lib.intake import TABLES, read_tables, write_template


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "templat.xlsx"
    write_template(path)
    return path


def test_the_template_reads_back_without_an_issue(template: Path) -> None:
    intake = read_tables(template, as_of=dt.date(2025, 10, 1))
    assert intake.issues.empty
    read = {report.kind: (report.layout, report.accepted, report.quarantined) for report in intake.files}
    assert read == dict.fromkeys(TABLES, ("templat", 1, 0)) | {"none": ("none", 0, 0)}


def test_every_example_survives_the_round_trip(template: Path) -> None:
    tables = read_tables(template, as_of=dt.date(2025, 10, 1)).tables
    for name, spec in TABLES.items():
        filled = {column for column, field in spec.columns.items() if field.example is not None}
        assert set(tables[name].iloc[0][list(spec.columns)].dropna().index) == filled, name


def test_the_template_is_the_same_on_every_run(template: Path, tmp_path: Path) -> None:
    write_template(tmp_path / "lain.xlsx")
    assert template.read_bytes() == (tmp_path / "lain.xlsx").read_bytes()


def test_sheets_follow_the_tables_and_headers_are_styled(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == ["Petunjuk", *(spec.label for spec in TABLES.values()), "Referensi"]
    sheet = book["Pegawai"]
    nip, birth = sheet["A1"], sheet["E1"]
    assert (nip.value, nip.font.b, nip.fill.start_color.rgb, nip.font.color.rgb) == (
        "NIP",
        True,
        "FF174A7E",
        "FFFFFFFF",
    )
    assert birth.font.b is False
    assert nip.comment.text == "Wajib diisi. 18 angka, format teks."
    assert (sheet["A2"].number_format, sheet["E2"].number_format) == ("@", "dd-mm-yyyy")
    assert sheet.freeze_panes == "C2"


def test_categories_have_drop_downs_of_their_labels(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    validations = {str(rule.sqref): rule.formula1 for rule in book["Kinerja"].data_validations.dataValidation}
    source = validations["E2:E5001"]
    cells = [cell.value for (cell,) in book["Referensi"][source.split("!")[1].replace("$", "")]]
    assert cells == ["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"]


def test_a_filled_template_is_never_overwritten(tmp_path: Path) -> None:
    filled = tmp_path / "templat.xlsx"
    filled.write_bytes(b"terisi")
    with pytest.raises(InputError, match="sudah ada") as caught:
        write_template(filled)
    assert "nama lain" in caught.value.remedy
    assert filled.read_bytes() == b"terisi"


@pytest.mark.parametrize("name", ["templat", "templat.xls", "templat.docx"])
def test_a_template_that_excel_would_not_open_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"tidak berakhiran \.xlsx"):
        write_template(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak dapat ditulis"):
        write_template(tmp_path / "tidak-ada" / "templat.xlsx")
