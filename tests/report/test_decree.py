"""The Lampiran SK lists who moves in the order of eselon, leaves blanks, and is the same bytes every time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from talenta_lib.errors import ReportError
from talenta_lib.present.decree import MARGIN, WIDTHS, write_decree
from talenta_lib.present.decree_words import COLUMNS, decree_rows, decree_text, place_name
from talenta_lib.terms import format_nip


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("sk")


@pytest.fixture
def files(profil_plan, made) -> list[Path]:
    return write_decree(profil_plan.mutasi, profil_plan.result, made)


def test_the_rows_go_by_eselon_of_the_new_post_then_by_the_map(profil_plan):
    rows = decree_rows(profil_plan.mutasi, profil_plan.result)
    order = ["II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b"]
    places = [order.index(eselon) for eselon in rows["eselon"]]
    assert places == sorted(places)
    assert list(rows["no"]) == list(range(1, len(profil_plan.mutasi.moves) + 1))
    on_map = list(profil_plan.result.posts["jabatan_id"])
    by_nip = profil_plan.mutasi.moves.set_index(profil_plan.mutasi.moves["nip"].map(format_nip))["to_id"]
    second = [on_map.index(by_nip[person.split("\n")[1]]) for person, eselon in zip(rows["person"], rows["eselon"],
              strict=True) if eselon == "II.b"]  # fmt: skip
    assert second == sorted(second)


@pytest.mark.parametrize("answer", ["persetujuan", "alasan", "verifikasi"])
def test_the_remark_says_how_and_what_each_name_still_needs(profil_plan, answer):
    rows = decree_rows(profil_plan.mutasi, profil_plan.result)
    words = {"alasan": "Perlu alasan tertulis: "}.get(answer, f"Perlu {answer}: ")
    needing = profil_plan.mutasi.moves["asked"].str.contains(answer)
    assert rows["remark"].str.contains(words).sum() == needing.sum() > 0
    assert set(rows["remark"].str.split("\n").str[0]) <= {"Rotasi", "Promosi", "Penempatan"}


def test_a_name_that_needs_nothing_has_no_remark_but_how(profil_plan):
    rows = decree_rows(profil_plan.mutasi, profil_plan.result)
    assert (rows["remark"].str.count("\n") == 0).sum() == 1  # 24 of the 25 need something


def test_the_document_opens_with_blanks_marks_and_the_office_of_the_ppk(files):
    document = docx.Document(str(files[1]))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "LAMPIRAN KEPUTUSAN BUPATI RANTAU CENDANA" in text
    assert "NOMOR\t: ...." in text
    assert "TANGGAL\t: ...." in text
    head = document.sections[0].header.paragraphs[0].text
    assert "KONSEP" in head
    assert "DATA SINTETIS" in head
    assert text.index("BUPATI RANTAU CENDANA,") > text.index("LAMPIRAN KEPUTUSAN")
    assert "Keputusan oleh PPK, bukan oleh sistem" in document.sections[0].footer.paragraphs[0].text


def test_the_table_of_the_document_repeats_its_head_and_breaks_no_row(files, profil_plan):
    document = docx.Document(str(files[1]))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS.values())
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    assert len(table.rows) == len(profil_plan.mutasi.moves) + 1
    section = document.sections[0]
    assert [round(column.width.mm) for column in table.columns] == list(WIDTHS)
    assert sum(WIDTHS) == round(section.page_width.mm) - 2 * MARGIN
    assert section.page_width > section.page_height


def test_the_sheet_has_the_same_rows_as_the_document(files):
    sheet = openpyxl.load_workbook(files[0]).active
    (table,) = docx.Document(str(files[1])).tables
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No")
    for number, row in enumerate(table.rows):
        assert [cell.value for cell in sheet[head + number]] == [cell.text for cell in row.cells]
        lines = max(cell.text.count("\n") + 1 for cell in row.cells)
        assert number == 0 or sheet.row_dimensions[head + number].height >= 13 * lines
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.orientation == "landscape"


def test_the_same_plan_gives_the_same_bytes(files, profil_plan, tmp_path):
    again = write_decree(profil_plan.mutasi, profil_plan.result, tmp_path)
    for first, second in zip(files, again, strict=True):
        assert first.read_bytes() == second.read_bytes()
    stamps = {entry.date_time for entry in zipfile.ZipFile(files[1]).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_a_confirmed_round_is_still_a_konsep_until_the_ppk_signs(pool_plan):
    assert "KONSEP" in decree_text(pool_plan.result).mark
    assert decree_text(pool_plan.result).heading[0] == "LAMPIRAN KEPUTUSAN PJ BUPATI MUARA SELASIH"


@pytest.mark.parametrize(("region", "name"), [("Kota Contoh", "Contoh"), ("Provinsi Contoh", "Provinsi Contoh")])
def test_a_region_is_named_as_after_the_title_of_its_head(region, name):
    assert place_name(region) == name


def test_a_document_that_cannot_be_written_says_so(pool_plan, tmp_path):
    (tmp_path / "lampiran-sk.docx").mkdir()
    with pytest.raises(ReportError, match=r"lampiran-sk\.docx tidak dapat ditulis"):
        write_decree(pool_plan.mutasi, pool_plan.result, tmp_path)
