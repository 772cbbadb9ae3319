from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from talenta_lib.errors import DataError, InputError
from talenta_lib.intake import (
    TABLES,
    SourceSpec,
    check_exit_code,
    check_json,
    files_table,
    read_tables,
    validate_tables,
)

AS_OF = dt.date(2025, 10, 1)
A, B = "198203142006041901", "199005152010012902"
PEOPLE = ["NIP", "Nama", "Golongan", "Jabatan", "OPD"]
Write = Callable[..., Path]


def test_all_tables_exist_with_their_columns_even_without_rows(write_book: Write) -> None:
    intake = read_tables(write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]}), as_of=AS_OF)
    assert list(intake.tables) == list(TABLES)
    for name, table in intake.tables.items():
        assert list(table.columns) == [
            *TABLES[name].columns,
            "source_file",
            "source_sheet",
            "source_row",
            "source_date",
        ]
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == TABLES[name].dtypes


def test_of_two_files_the_first_listed_wins_and_differences_are_listed(write_book: Write) -> None:
    first = write_book({"Pegawai": [PEOPLE, [A, "Damar", "IV/a", "Camat", None]]}, name="b.xlsx")
    second = write_book(
        {"Pegawai": [PEOPLE, [A, "Damar", "IV/b", "Camat", "Kec"], [B, "Laras", "III/d", "Lurah", "Kel"]]},
        name="a.xlsx",
    )
    intake = read_tables([first, second], as_of=AS_OF)
    people = intake.tables["pegawai"].set_index("nip")
    assert people["golongan"].to_dict() == {A: "IV/a", B: "III/d"}
    # The blank OPD of the first file is not filled from the second.
    assert pd.isna(people.loc[A, "opd"])
    assert intake.issues[["code", "row", "observed"]].to_numpy().tolist() == [["sudah_ada_berbeda", 2, "Golongan"]]
    assert "berkas b.xlsx, lembar 'Pegawai', baris 2" in intake.issues["message"].iloc[0]
    assert [(report.accepted, report.quarantined) for report in intake.files] == [(1, 0), (1, 1)]


def test_the_same_person_twice_names_the_cells_only_the_second_file_has(write_book: Write) -> None:
    first = write_book({"Pegawai": [PEOPLE, [A, "Damar", "IV/a", "Camat", None]]}, name="1.xlsx")
    second = write_book({"Pegawai": [PEOPLE, [A, "Damar", "IV/a", "Camat", "Kec"]]}, name="2.xlsx")
    intake = read_tables([first, second], as_of=AS_OF)
    assert intake.issues[["severity", "code"]].to_numpy().tolist() == [["kosmetik", "sudah_ada"]]
    assert "hanya terisi di sini: OPD" in intake.issues["message"].iloc[0]


def test_two_parts_of_one_assessment_are_kept_beside_each_other(write_book: Write) -> None:
    first = write_book({"Asesmen": [["NIP", "Tanggal Asesmen", "JPM"], [A, "01-05-2024", 90]]}, name="1.xlsx")
    second = write_book(
        {"Asesmen": [["NIP", "Tanggal Asesmen", "Nilai Potensi"], [A, "01-05-2024", 70]]}, name="2.xlsx"
    )
    intake = read_tables([first, second], as_of=AS_OF)
    assert len(intake.tables["asesmen"]) == 2
    assert intake.issues.empty


def test_an_opd_takes_the_spelling_of_the_map_of_posts(write_book: Write) -> None:
    posts = [["Kode Jabatan", "Nama Jabatan", "OPD", "Eselon"], ["J-1", "Camat", "Kecamatan Tanjung Cendana", "III.a"]]
    people = [
        PEOPLE,
        [A, "Damar", "IV/a", "Camat", "KECAMATAN  TANJUNG CENDANA"],
        [B, "Laras", "III/d", "Lurah", "DINAS LAIN"],
    ]
    tables = read_tables(write_book({"Pegawai": people, "Jabatan": posts}), as_of=AS_OF).tables
    assert tables["pegawai"]["opd"].tolist() == ["Kecamatan Tanjung Cendana", "DINAS LAIN"]


def test_a_folder_is_read_by_name_without_lock_files(write_book: Write, tmp_path: Path) -> None:
    write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]}, name="b.xlsx")
    write_book({"Kinerja": [["NIP", "Tahun"], [B, 2024]]}, name="A.xlsx")
    (tmp_path / "~$b.xlsx").write_bytes(b"lock")
    (tmp_path / "catatan.docx").write_bytes(b"x")
    intake = read_tables(tmp_path, as_of=AS_OF)
    assert [Path(report.path).name for report in intake.files] == ["A.xlsx", "b.xlsx"]


def test_a_file_named_twice_is_read_once(write_book: Write, tmp_path: Path) -> None:
    path = write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]})
    assert len(read_tables([path, tmp_path, str(path)], as_of=AS_OF).files) == 1


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="tidak memuat berkas data"):
        read_tables(tmp_path, as_of=AS_OF)


def test_a_broken_file_is_one_fatal_issue_and_the_others_are_read(write_book: Write, tmp_path: Path) -> None:
    write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]}, name="c.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 rusak")
    intake = read_tables(tmp_path, as_of=AS_OF, broken="report")
    assert intake.tables["kinerja"]["nip"].tolist() == [A]
    assert intake.issues[["file", "sheet", "severity", "code"]].to_numpy().tolist() == [
        ["b.xlsx", "", "fatal", "berkas_rusak"]
    ]
    assert intake.issues["row"].isna().all()
    broken = intake.files[0]
    assert (broken.rows_in, broken.accepted, broken.quarantined, broken.non_data) == (0, 0, 0, 0)
    assert check_exit_code(intake) == 1
    assert check_json(intake)["files"][0]["issues"][0]["remedy"].startswith("Buka di Excel")


@pytest.mark.parametrize("name", ["hilang.xlsx", "surat.docx"])
def test_a_wrong_name_is_refused_even_where_broken_files_are_reported(tmp_path: Path, name: str) -> None:
    (tmp_path / "surat.docx").write_bytes(b"PK")
    with pytest.raises(InputError, match=name):
        read_tables(tmp_path / name, as_of=AS_OF, broken="report")


def test_the_date_of_the_source_reaches_table_and_account(write_book: Write) -> None:
    path = write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]})
    spec = SourceSpec(date=dt.date(2025, 9, 30), name="e-Kinerja")
    intake = read_tables(path, as_of=AS_OF, sources={str(path): spec})
    assert intake.tables["kinerja"]["source_date"].tolist() == [pd.Timestamp(2025, 9, 30)]
    assert files_table(intake)["source_date"].tolist() == [pd.Timestamp(2025, 9, 30)]
    assert intake.files[0].name == "e-Kinerja"
    assert intake.files[0].sha256 == sha256(path.read_bytes()).hexdigest()


def test_the_json_has_exactly_the_agreed_keys(write_book: Write) -> None:
    path = write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024], ["1", 2024]]})
    checked = json.loads(json.dumps(check_json(read_tables(path, as_of=AS_OF))))
    assert list(checked) == ["files"]
    file = checked["files"][0]
    assert list(file) == ["path", "sheet", "layout", "kind", "rows_in", "accepted", "quarantined", "non_data", "issues"]
    assert list(file["issues"][0]) == ["severity", "code", "row", "column", "observed", "message", "remedy"]
    assert (file["rows_in"], file["accepted"], file["quarantined"], file["non_data"]) == (3, 1, 1, 1)
    assert (file["issues"][0]["code"], file["issues"][0]["row"]) == ("nip_panjang", 3)


def test_a_table_outside_its_schema_is_refused(write_book: Write) -> None:
    tables = dict(read_tables(write_book({"Kinerja": [["NIP", "Tahun"], [A, 2024]]}), as_of=AS_OF).tables)
    wrong = tables | {"kinerja": tables["kinerja"].assign(inovasi_score=101.0)}
    with pytest.raises(DataError, match="kinerja"):
        validate_tables(wrong)
    with pytest.raises(ValueError, match="expected the tables"):
        validate_tables({"kinerja": tables["kinerja"]})
