from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from talenta_lib.errors import InputError
from talenta_lib.intake import Intake, SourceSpec, read_tables
from talenta_lib.intake.fields import TABLES
from talenta_lib.intake.layout import load_layouts
from talenta_lib.intake.official import load_official
from talenta_lib.intake.privacy import find_personal_columns

AS_OF = dt.date(2025, 10, 1)
A, B, C = "198203142006041901", "198203142006041902", "198203142006042903"
Read = Callable[..., Intake]
Write = Callable[..., Path]

SIASN = ["PNS ID", "NIP BARU", "NAMA", "KEDUDUKAN HUKUM ID", "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN"]
SIASN += ["JABATAN NAMA", "TMT JABATAN", "UNOR NAMA", "SATUAN KERJA KERJA NAMA", "ESELON ID", "ESELON NAMA"]
DUK_TOP = ["No", "Nama", "NIP", "Karpeg", "Pangkat/Gol", "", "Jabatan", "", "Eselon", "Masa Kerja", ""]
DUK_TOP += ["Latihan Jabatan", "", "", "Pendidikan", "", "", "Usia", "Catatan Mutasi", "Ket"]
DUK_LOW = ["", "", "", "", "Gol", "TMT", "Nama", "TMT", "", "Thn", "Bln", "Nama", "Bln/Thn", "Jam"]
DUK_LOW += ["Nama", "Lulus", "Tingkat", "", "", ""]


def duk_row(number: int, name: str, nip: str) -> list[object]:
    row: list[object] = [number, name, nip, "K.1", "III/d", "01-04-2020", "Camat Contoh", "02-01-2022", "III.a", 10, 2]
    return [*row, "PIM III", "05/2021", 360, "Ilmu Pemerintahan", 2010, "S-1", 43, "", ""]


def account(intake: Intake) -> tuple[str, str, int, int, int, int]:
    report = intake.files[0]
    return report.layout, report.kind, report.rows_in, report.accepted, report.quarantined, report.non_data


def test_siasn_is_recognised_below_title_rows(read_rows: Read) -> None:
    row = [
        "x",
        A,
        "Damar Contoh",
        "01",
        "34",
        "III/d",
        "01-04-2020",
        "Camat",
        "2022-01-02",
        "Kecamatan",
        "Setda",
        "31",
        "",
    ]
    intake = read_rows([["DATA PEGAWAI"], [], ["Per 1 Oktober 2025"], SIASN, row])
    assert account(intake) == ("siasn", "pegawai", 4, 1, 0, 3)
    person = intake.tables["pegawai"].iloc[0]
    # ESELON NAMA is blank, so the id says it; the row number is the one the spreadsheet shows.
    assert (person["eselon"], person["golongan"], person["opd"], person["source_row"]) == ("III.a", "III/d", "Setda", 5)


def test_two_header_rows_of_a_duk_with_sections_and_footer(read_rows: Read) -> None:
    rows = [
        ["DAFTAR URUT KEPANGKATAN"],
        ["DATA SINTETIS"],
        [],
        DUK_TOP,
        DUK_LOW,
        [str(k) for k in range(1, 21)],
        ["I. KECAMATAN TANJUNG CENDANA"],
        duk_row(1, "Damar Contoh", A),
        duk_row(2, "Laras Contoh, S.E.", C),
        ["II. KECAMATAN MUARA CENDANA"],
        duk_row(1, "Sagara Contoh", B),
        ["Jumlah", "", "", 3],
        [],
        ["", "", "", "", "", "", "", "Cendana, 1 Oktober 2025"],
        ["", "Mengetahui", "", "", "", "", "", "Kepala BKPSDM"],
        ["", "", "", "", "", "", "", "Wiranti Contoh"],
        ["", "", "", "", "", "", "", "NIP. 197001011995032901"],
    ]
    intake = read_rows(rows)
    # 15 rows are not blank; three of them hold people.
    assert account(intake) == ("duk", "pegawai", 15, 3, 0, 12)
    people = intake.tables["pegawai"].set_index("nip")
    assert people["opd"].to_dict() == {
        A: "KECAMATAN TANJUNG CENDANA",
        C: "KECAMATAN TANJUNG CENDANA",
        B: "KECAMATAN MUARA CENDANA",
    }
    assert people.loc[A, "jabatan_start_date"] == dt.datetime(2022, 1, 2)
    assert people.loc[A, "golongan_start_date"] == dt.datetime(2020, 4, 1)
    assert people.loc[C, ["nama", "gelar_belakang"]].tolist() == ["Laras Contoh", "S.E."]
    assert people.loc[A, "education_level"] == "S1"


def test_merged_headers_read_like_repeated_ones(read_rows: Read) -> None:
    merged = [
        ("E1:F1", "Pangkat/Gol"),
        ("G1:H1", "Jabatan"),
        ("A3:T3", "I. DINAS CONTOH"),
        ("C1:C2", "NIP"),
        ("B1:B2", "Nama"),
    ]
    intake = read_rows([DUK_TOP, DUK_LOW, [], duk_row(1, "Damar Contoh", A)], merged=merged)
    assert account(intake) == ("duk", "pegawai", 4, 1, 0, 3)
    assert intake.tables["pegawai"]["opd"].tolist() == ["DINAS CONTOH"]


def test_a_value_merged_over_rows_belongs_to_each(read_rows: Read) -> None:
    rows = [["NIP", "Tahun", "Predikat Kinerja"], ["", 2023, "Baik"], ["", 2024, "Baik"]]
    intake = read_rows(rows, merged=[("A2:A3", A)])
    assert intake.tables["kinerja"]["nip"].tolist() == [A, A]


def test_simata_is_recognised_with_its_components(read_rows: Read) -> None:
    headers = ["NIP", "Nama", "Unit Organisasi", "Jabatan", "Nilai X", "Nilai Y", "Box"]
    headers += ["X - Penilaian Kompetensi", "Y - Umpan Balik Kinerja 360"]
    intake = read_rows([headers, [A, "Damar", "Dinas", "Sekretaris", "85,5", 90, 9, 80, "tidak ikut"]])
    assert account(intake) == ("simata", "asesmen", 2, 1, 0, 1)
    row = intake.tables["asesmen"].iloc[0]
    found = row[["potential_score", "performance_score", "kotak", "penilaian_kompetensi_score"]].tolist()
    assert found == [85.5, 90.0, 9, 80.0]
    assert intake.issues["code"].tolist() == ["catatan_dalam_sel"]


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_recognised_by_its_labels(name: str, read_rows: Read) -> None:
    headers = [field.label for field in TABLES[name].columns.values()]
    intake = read_rows([headers], sheet=TABLES[name].label)
    assert account(intake) == ("templat", name, 1, 0, 0, 1)


def test_known_aliases_work_on_a_file_of_no_known_layout(read_rows: Read) -> None:
    rows = [
        ["NO", "NAMA", "NIP", "GOL RUANG", "NAMA JABATAN", "SATKER", "WARNA"],
        [1, "Damar", A, "IIIc", "Camat", "Kec", "x"],
    ]
    intake = read_rows(rows)
    assert account(intake) == ("umum", "pegawai", 2, 1, 0, 1)
    assert intake.issues[["code", "observed"]].to_numpy().tolist() == [["kolom_tidak_dikenal", "WARNA"]]


def test_one_workbook_may_hold_several_tables(write_book: Write) -> None:
    path = write_book(
        {
            "Petunjuk": [["NIP", "Tahun", "Predikat Kinerja"], [A, 2024, "Baik"]],
            "Kinerja": [["NIP", "Tahun", "Predikat Kinerja"], [A, 2024, "Baik"]],
            "Disiplin": [["NIP", "Tingkat Hukuman", "TMT"], [A, "Tidak Ada", "22-09-2025"]],
            "Kosong": [],
            "Coretan": [["hubungi", "nanti"], ["a", "b"]],
        }
    )
    intake = read_tables(path, as_of=AS_OF)
    kinds = [(report.sheet, report.kind, report.accepted, report.non_data) for report in intake.files]
    assert kinds == [
        ("Petunjuk", "none", 0, 2),
        ("Kinerja", "kinerja", 1, 1),
        ("Disiplin", "disiplin", 1, 1),
        ("Kosong", "none", 0, 0),
        ("Coretan", "none", 0, 2),
    ]
    assert intake.issues[["sheet", "code"]].to_numpy().tolist() == [["Coretan", "lembar_tidak_dikenal"]]


def test_a_file_that_nobody_knows_is_fatal(read_rows: Read) -> None:
    intake = read_rows([["apa", "ini"], ["a", "b"]])
    assert intake.issues[["severity", "code"]].to_numpy().tolist() == [["fatal", "berkas_tidak_dikenal"]]


def test_a_sheet_without_a_required_column_is_fatal_and_loses_no_row(read_rows: Read) -> None:
    intake = read_rows([["Nama Jabatan", "OPD", "Eselon", "Rumpun"], ["Camat", "Kec", "III.a", "x"]], sheet="Jabatan")
    assert account(intake) == ("umum", "jabatan", 2, 0, 1, 1)
    assert intake.issues["severity"].tolist() == ["fatal"]
    assert "'Kode Jabatan'" in intake.issues["message"].iloc[0]
    assert intake.quarantine["code"].tolist() == ["kolom_wajib_tidak_ada"]


def test_the_round_file_may_force_the_kind(write_book: Write) -> None:
    path = write_book({"Data": [["NIP", "Tanggal"], [A, "01-02-2024"]]})
    intake = read_tables(path, as_of=AS_OF, sources={path: SourceSpec(kind="penguat")})
    assert intake.files[0].kind == "penguat"


@pytest.mark.parametrize(
    ("spec", "hint"), [(SourceSpec(layout="siasm"), "siasn"), (SourceSpec(kind="kinerj"), "kinerja")]
)
def test_an_unknown_layout_or_kind_is_refused_with_a_hint(spec: SourceSpec, hint: str, write_book: Write) -> None:
    path = write_book({"Data": [["NIP", "Tahun"]]})
    with pytest.raises(InputError, match=f"Maksud Anda '{hint}'"):
        read_tables(path, as_of=AS_OF, sources={path: spec})


def test_every_layout_feeds_columns_that_exist() -> None:
    for layout in load_layouts():
        assert set(layout.columns) <= set(layout.table.columns), layout.name
        assert set(layout.table.required) <= set(layout.columns), layout.name


def test_no_column_of_a_table_counts_as_personal() -> None:
    labels = [field.label for table in TABLES.values() for field in table.columns.values()]
    assert find_personal_columns(labels, load_official(AS_OF).personal_columns) == frozenset()
