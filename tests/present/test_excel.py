"""The workbook is safe to open, keeps a NIP as text, and has the same bytes every time."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from talenta_lib.errors import ReportError
from talenta_lib.present.excel import write_workbook

WORDS = {"title": "Lampiran & tabel", "classification": "DATA SINTETIS", "fingerprint": "7c41e09b"}


def frame() -> pd.DataFrame:
    return pd.DataFrame({
        "nip": ["198203142006041901", "198203142006041902"], "nama": ["=cmd|' /C calc'!A0", "+62@SUM(1)"],
        "nilai": [79.93, None], "kotak": pd.array([7, None], dtype="Int64"),
        "tanggal": [pd.Timestamp(2024, 4, 24), pd.NaT], "garis": pd.array([True, False], dtype="boolean"),
        "tautan": ["https://contoh.invalid", "\tx"],
    })  # fmt: skip


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_workbook(tmp_path / "a.xlsx", {"Peta": frame()}, **WORDS)
    second = write_workbook(tmp_path / "b.xlsx", {"Peta": frame()}, **WORDS)
    assert first.read_bytes() == second.read_bytes()


def test_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Peta": frame()}, **WORDS)
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    sheet = openpyxl.load_workbook(path)["Peta"]
    assert [cell.data_type for cell in sheet["B"][1:]] == ["s", "s"]
    assert sheet["B2"].value == "=cmd|' /C calc'!A0"


def test_nip_stays_text_and_missing_stays_empty(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", {"Peta": frame()}, **WORDS))["Peta"]
    assert sheet["A2"].value == "198203142006041901"
    assert sheet["A2"].number_format == "@"
    assert [sheet[f"{column}3"].value for column in "CDE"] == [None, None, None]
    assert sheet["C2"].value == 79.93
    assert sheet["E2"].value == dt.datetime(2024, 4, 24)
    assert sheet["F2"].value == "ya"


def test_sheet_is_ready_to_filter_and_print(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Peta": frame()}, labels={"Peta": {"nip": "NIP"}}, **WORDS)
    sheet = openpyxl.load_workbook(path)["Peta"]
    assert sheet["A1"].value == "NIP"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert "7c41e09b" in sheet.oddFooter.center.text
    assert sheet.oddHeader.right.text == "&BDATA SINTETIS"  # &B: bold


def test_empty_table_keeps_its_headers(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Kosong": frame().iloc[:0], "Nol": pd.DataFrame()}, **WORDS)
    assert [cell.value for cell in openpyxl.load_workbook(path)["Kosong"][1]] == list(frame().columns)


def test_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(ReportError, match=r"a\.xlsx tidak dapat ditulis"):
        write_workbook(tmp_path / "a.xlsx", {"Peta": frame()}, **WORDS)
