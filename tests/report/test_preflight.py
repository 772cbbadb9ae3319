"""The pre-flight files say for every name, in the order of entry, what I-Mut will ask."""

from __future__ import annotations

import openpyxl
import pypdf
import pytest

from talenta_lib.placement.eligibility import preflight
from talenta_lib.present.mutasi_sheets import STATUS
from talenta_lib.present.preflight import ready_words, write_preflight
from talenta_lib.terms import format_nip


@pytest.fixture
def files(profil_plan, tmp_path):
    return write_preflight(profil_plan.result, profil_plan.preflight, tmp_path)


def test_the_first_page_says_what_holds_for_all_and_counts_the_answers(files, profil_plan):
    reader = pypdf.PdfReader(files[1])
    first = " ".join(reader.pages[0].extract_text().split())
    assert "1 dari 25 nama lulus tanpa syarat tambahan, 24 masih perlu dilengkapi" in first
    assert "Pertimbangan teknis BKN melalui I-Mut" in first
    for label in ("Perlu alasan tertulis 20", "Perlu persetujuan 4", "Perlu verifikasi 7"):
        assert label in first


def test_names_that_need_nothing_of_their_own_are_not_said_to_lack_anything(pool_plan):
    moves = pool_plan.mutasi.moves.query("asked == ''")
    checked = preflight(pool_plan.mutasi.matching.eligibility, moves)
    assert ready_words(checked) == "18 nama lulus tanpa syarat tambahan"


def test_every_name_has_its_rules_with_article_in_the_order_of_entry(files, profil_plan):
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(files[1]).pages).split())
    places = [text.index(format_nip(nip)) for nip in profil_plan.preflight.names["nip"]]
    assert places == sorted(places)
    for citation in profil_plan.preflight.findings["citation"].unique():
        assert citation in text


def test_the_workbook_has_a_row_a_name_and_a_row_a_finding(files, profil_plan):
    book = openpyxl.load_workbook(files[0])
    checked = profil_plan.preflight
    assert book.sheetnames == ["Nama", "Perlu sesuatu", "Terpenuhi", "Bagi semua nama"]
    assert book["Nama"].max_row == len(checked.names) + 1
    assert book["Perlu sesuatu"].max_row == len(checked.findings) + 1
    assert book["Terpenuhi"].max_row == len(checked.passed) + 1
    heads = [cell.value for cell in book["Nama"][1]]
    reasons = [row[heads.index("Usul Alasan untuk I-Mut")].value for row in book["Nama"].iter_rows(min_row=2)]
    assert all(reasons)
    explained = [row[heads.index("Yang Harus Dijelaskan")].value or "" for row in book["Nama"].iter_rows(min_row=2)]
    assert explained == checked.names["to_explain"].tolist()


def test_what_must_be_explained_is_printed_under_the_reason(files, profil_plan):
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(files[1]).pages).split())
    assert text.count("Yang harus dijelaskan") == len(profil_plan.preflight.names)


def test_a_status_is_said_in_words(files):
    sheet = openpyxl.load_workbook(files[0])["Perlu sesuatu"]
    column = [cell.value for cell in sheet[1]].index("Status")
    said = {row[column].value for row in sheet.iter_rows(min_row=2)}
    assert said <= set(STATUS.values()) - {"terpenuhi"}


def test_a_list_from_elsewhere_is_checked_like_a_plan(pool_plan, tmp_path):
    moves = pool_plan.mutasi.moves.head(3)
    pairs = list(zip(moves["nip"], moves["to_id"], strict=True))
    checked = preflight(pool_plan.mutasi.matching.eligibility, pairs)
    book = openpyxl.load_workbook(write_preflight(pool_plan.result, checked, tmp_path)[0])
    assert {row[1].value for row in book["Nama"].iter_rows(min_row=2)} == set(moves["nip"])


def test_a_stranger_on_the_list_is_refused(pool_plan):
    with pytest.raises(KeyError, match="197001011990011999"):
        preflight(pool_plan.mutasi.matching.eligibility, [("197001011990011999", "P-01")])
