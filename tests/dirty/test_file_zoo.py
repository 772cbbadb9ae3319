"""A zoo of files as agencies send them: formats, encodings, delimiters, and files that cannot be read."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentSpreadsheet

from talenta_lib.errors import InputError
from talenta_lib.intake import read_tables

AS_OF = dt.date(2025, 10, 1)
A, B = "198203142006041901", "199005152010012902"
ROWS: list[list[object]] = [
    ["Penilaian Kinerja"],
    [],
    ["NIP", "Tahun", "Predikat Kinerja", "Nilai Inovasi"],
    [A, 2024, "Baik", "85,5"],
    [B, 2024, "Sangat Baik", 70.25],
]


def write_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)


def write_openpyxl(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def write_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row, cells in enumerate(ROWS):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(path))


def write_ods(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    sheet = odf_table.Table(name="Data")
    for cells in ROWS:
        row = odf_table.TableRow()
        for value in cells or [""]:
            is_text = isinstance(value, str)
            options = {"valuetype": "string"} if is_text else {"valuetype": "float", "value": str(value)}
            cell = odf_table.TableCell(**options)
            cell.addElement(odf_text.P(text=str(value)))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.xlsx", write_xlsx), ("b.xlsx", write_openpyxl), ("c.xls", write_xls), ("d.ods", write_ods)],
)
def test_every_workbook_format_gives_the_same_table(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / name
    write(path)
    intake = read_tables(path, as_of=AS_OF)
    ratings = intake.tables["kinerja"]
    assert intake.issues.empty
    assert ratings["nip"].tolist() == [A, B]
    assert ratings["predikat"].tolist() == ["baik", "sangat_baik"]
    assert ratings["inovasi_score"].tolist() == [85.5, 70.25]
    # The second row is blank, so the people stand in rows 4 and 5 of the spreadsheet.
    assert ratings["source_row"].tolist() == [4, 5]
    report = intake.files[0]
    assert (report.rows_in, report.accepted, report.quarantined, report.non_data) == (4, 2, 0, 2)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_with_any_delimiter_and_encoding(delimiter: str, encoding: str, tmp_path: Path) -> None:
    rows = [["NIP", "Nama", "Jabatan", "OPD"], [A, "Damar Contoh", "Caf\u00e9 \u2013 Camat", "Dinas X, Y; dan Z"]]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    path = tmp_path / "pegawai.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    person = read_tables(path, as_of=AS_OF).tables["pegawai"].iloc[0]
    assert (person["nip"], person["jabatan"], person["opd"]) == (A, "Caf\u00e9 \u2013 Camat", "Dinas X, Y; dan Z")


def test_a_line_break_inside_a_csv_cell_does_not_shift_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "pegawai.csv"
    path.write_text(f'sep=;\nNIP;Nama;Jabatan\n{A};Damar;"Camat\nContoh"\n{B};Laras;Lurah\n', encoding="utf-8")
    people = read_tables(path, as_of=AS_OF).tables["pegawai"]
    assert people["jabatan"].tolist() == ["Camat Contoh", "Lurah"]
    # Row 1 holds the delimiter, row 2 the header.
    assert people["source_row"].tolist() == [3, 4]


def test_a_nip_in_scientific_notation_in_a_csv_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pegawai.csv"
    path.write_text("NIP;Nama;Jabatan\n1,98203E+17;Damar;Camat\n", encoding="utf-8")
    assert read_tables(path, as_of=AS_OF).issues["code"].tolist() == ["nip_angka"]


def test_error_cells_count_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "kinerja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kinerja")
        sheet.write_row(0, 0, ["NIP", "Tahun", "Nilai Inovasi"])
        sheet.write_row(1, 0, [A, 2024])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    intake = read_tables(path, as_of=AS_OF)
    assert intake.tables["kinerja"]["inovasi_score"].isna().tolist() == [True]
    assert intake.issues.empty


def test_a_row_of_invisible_characters_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "kinerja.csv"
    path.write_text(f"NIP;Tahun;Nilai Inovasi\n\u200b;\u00a0;\ufeff\n{A};2024;80\n", encoding="utf-8")
    report = read_tables(path, as_of=AS_OF).files[0]
    assert (report.rows_in, report.accepted, report.quarantined, report.non_data) == (2, 1, 0, 1)


def _truncated(path: Path) -> None:
    write_xlsx(path)
    path.write_bytes(path.read_bytes()[:600])


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("catatan.txt", "bukan buku kerja")


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("hilang.xlsx", lambda path: None, "tidak ditemukan"),
        ("kosong.xlsx", lambda path: path.write_bytes(b""), "kosong"),
        ("kosong.csv", lambda path: path.write_bytes(b" \r\n "), "kosong"),
        ("rusak.xlsx", lambda path: path.write_bytes(b"PK\x03\x04 rusak"), "rusak"),
        ("rusak.xls", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64), "rusak"),
        ("rusak.ods", lambda path: path.write_bytes(b"\x00\x01\x02"), "rusak"),
        ("terpotong.xlsx", _truncated, "rusak"),
        ("arsip.xlsx", _other_zip, "rusak"),
        ("web.xls", lambda path: path.write_bytes(b"\r\n<html><table></table></html>"), "halaman web"),
        ("biner.csv", lambda path: path.write_bytes(b"NIP;Nama\x00\x00\x01;\x02"), "bukan berkas teks"),
        ("petik.csv", lambda path: path.write_text('NIP;"' + "x" * 200_000), "rusak"),
        ("surat.docx", lambda path: path.write_bytes(b"PK"), r"berjenis '\.docx'"),
        ("folder.xlsx", lambda path: path.mkdir(), "tidak memuat berkas data"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    name: str, make: Callable[[Path], object], problem: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(InputError, match=problem) as caught:
        read_tables([path], as_of=AS_OF)
    assert name in caught.value.problem
    assert caught.value.remedy.endswith(".")


BOOKS = {"a.xlsx": write_xlsx, "c.xls": write_xls, "d.ods": write_ods}
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with suppress(InputError):
        reports = read_tables(path, as_of=AS_OF).files
        assert all(each.rows_in == each.accepted + each.quarantined + each.non_data for each in reports)


@pytest.mark.parametrize("name", list(BOOKS))
@FUZZ
@given(kept=st.floats(0, 1))
def test_a_truncated_workbook_never_raises_a_foreign_error(name: str, kept: float, tmp_path: Path) -> None:
    BOOKS[name](tmp_path / name)
    content = (tmp_path / name).read_bytes()
    read_damaged(tmp_path / name, content[: int(kept * len(content))])


@pytest.mark.parametrize("name", ["a.xlsx", "d.ods"])
@FUZZ
@given(damage=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_workbook_never_raises_a_foreign_error(
    name: str, damage: list[tuple[int, int]], tmp_path: Path
) -> None:
    BOOKS[name](tmp_path / name)
    content = bytearray((tmp_path / name).read_bytes())
    for position, byte in damage:
        content[position % len(content)] = byte
    read_damaged(tmp_path / name, bytes(content))
