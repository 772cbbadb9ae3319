from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pytest

from talenta_lib.intake import Intake, check_exit_code

A, B = "198203142006041901", "199005152010012902"
HEADERS = ["NIP", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Jenis Pegawai", "Kedudukan Hukum", "Golongan", "TMT CPNS"]
HEADERS += ["Jabatan", "Gelar Belakang"]
Read = Callable[..., Intake]


def person(nip: object = A, **changes: object) -> list[object]:
    cells: dict[str, object] = {
        "NIP": nip,
        "Nama": "Damar Contoh",
        "Tanggal Lahir": "14-03-1982",
        "Jenis Kelamin": "L",
        "Jenis Pegawai": "PNS",
        "Kedudukan Hukum": "Aktif",
        "Golongan": "IV/a",
        "TMT CPNS": "01-04-2006",
        "Jabatan": "Sekretaris Dinas Contoh",
        "Gelar Belakang": None,
    }
    return list((cells | {name.replace("_", " "): value for name, value in changes.items()}).values())


def found(intake: Intake) -> list[tuple[str, str, object, str]]:
    table = intake.issues
    return list(zip(table["severity"], table["code"], table["row"], table["column"], strict=True))


def counts(intake: Intake) -> tuple[int, int, int, int]:
    report = intake.files[0]
    return report.rows_in, report.accepted, report.quarantined, report.non_data


def test_a_clean_row_gives_no_issue_and_clean_types(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person()], sheet="Pegawai")
    assert found(intake) == []
    row = intake.tables["pegawai"].iloc[0]
    assert row["birth_date"] == pd.Timestamp(1982, 3, 14)
    assert (row["sex"], row["kedudukan_hukum"], row["golongan"], row["source_row"]) == ("L", "01", "IV/a", 2)
    assert row["source_file"] == "berkas.xlsx"
    assert check_exit_code(intake) == 0


def test_a_numeric_nip_is_fatal_and_never_repaired(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(198203142006041901)], sheet="Pegawai")
    assert found(intake) == [("fatal", "nip_angka", 2, "NIP")]
    assert intake.tables["pegawai"].empty
    assert intake.issues["message"].iloc[0] == (
        "Berkas berkas.xlsx, lembar 'Pegawai', baris 2, kolom 'NIP': "
        "NIP tersimpan sebagai angka sehingga digit terakhir sudah hilang."
    )
    assert intake.issues["remedy"].iloc[0] == "Ekspor ulang dengan kolom NIP berformat teks."
    assert check_exit_code(intake) == 1


def test_a_nip_with_an_apostrophe_is_used_and_reported(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(f"'{A}")], sheet="Pegawai")
    assert found(intake) == [("kosmetik", "nip_dirapikan", 2, "NIP")]
    assert intake.tables["pegawai"]["nip"].tolist() == [A]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"Tanggal_Lahir": "15-03-1982"}, "nip_beda_tanggal_lahir", "Tanggal Lahir"),
        ({"Jenis_Kelamin": "P"}, "nip_beda_jenis_kelamin", "Jenis Kelamin"),
        ({"TMT_CPNS": "01-05-2006"}, "nip_beda_tmt_cpns", "TMT CPNS"),
        ({"Golongan": "IX"}, "golongan_tidak_cocok", "Golongan"),
        ({"Jabatan": "Plt. Kepala Dinas Contoh"}, "plt_dalam_jabatan", "Jabatan"),
        ({"Jabatan": "PLH KEPALA DINAS"}, "plt_dalam_jabatan", "Jabatan"),
    ],
)
def test_a_disagreement_is_flagged_and_the_row_is_kept(
    changes: dict[str, object], code: str, column: str, read_rows: Read
) -> None:
    intake = read_rows([HEADERS, person(**changes)], sheet="Pegawai")
    assert found(intake) == [("penting", code, 2, column)]
    assert len(intake.tables["pegawai"]) == 1


def test_titles_in_the_name_fill_only_empty_title_columns(read_rows: Read) -> None:
    rows = [HEADERS, person(Nama="DAMAR CONTOH, S.Sos."), person(B, Nama="Laras, S.E.", Gelar_Belakang="S.E., M.M.")]
    intake = read_rows(rows, sheet="Pegawai")
    people = intake.tables["pegawai"]
    assert people["nama"].tolist() == ["Damar Contoh", "Laras"]
    assert people["gelar_belakang"].tolist() == ["S.Sos.", "S.E., M.M."]
    assert [issue[1] for issue in found(intake)].count("gelar_dalam_nama") == 2


@pytest.mark.parametrize("status", ["Pensiun", "99", "98", "Meninggal Dunia", "Pindah Instansi", "CLTN"])
def test_people_no_longer_active_are_set_aside(status: str, read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(Kedudukan_Hukum=status)], sheet="Pegawai")
    assert found(intake) == [("kosmetik", "di_luar_cakupan", 2, "Kedudukan Hukum")]
    assert counts(intake) == (2, 0, 1, 1)


def test_an_unknown_kedudukan_hukum_is_flagged_and_never_taken_for_retired(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(Kedudukan_Hukum="Entah")], sheet="Pegawai")
    assert found(intake) == [("penting", "kategori_tidak_dikenal", 2, "Kedudukan Hukum")]
    assert len(intake.tables["pegawai"]) == 1


def test_of_identical_rows_the_first_is_used(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(), person(Kedudukan_Hukum="01"), person()], sheet="Pegawai")
    assert found(intake) == [("kosmetik", "duplikat", 3, ""), ("kosmetik", "duplikat", 4, "")]
    assert intake.tables["pegawai"]["source_row"].tolist() == [2]
    assert counts(intake) == (4, 1, 2, 1)


def test_of_contradicting_rows_none_is_used(read_rows: Read) -> None:
    rows = [HEADERS, person(), person(Golongan="IV/b"), person()]
    intake = read_rows(rows, sheet="Pegawai")
    assert [issue[:3] for issue in found(intake)] == [("fatal", "nip_bertentangan", row) for row in (2, 3, 4)]
    assert "baris 3 dan 4 dengan isi berbeda (Golongan)" in intake.issues["message"].iloc[0]
    assert counts(intake) == (4, 0, 3, 1)


def test_history_keeps_several_years_of_one_person_and_refuses_two_of_one_year(read_rows: Read) -> None:
    rows = [
        ["NIP", "Tahun", "Predikat Kinerja"],
        [A, 2023, "Baik"],
        [A, 2024, "Baik"],
        [B, 2024, "Baik"],
        [B, 2024, "Kurang"],
    ]
    intake = read_rows(rows)
    assert intake.tables["kinerja"]["year"].tolist() == [2023, 2024]
    assert [issue[:3] for issue in found(intake)] == [("fatal", "kunci_bertentangan", row) for row in (4, 5)]


def test_a_missing_required_cell_is_fatal(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person(Jabatan="-"), person(None)], sheet="Pegawai")
    assert found(intake) == [("fatal", "wajib_kosong", 2, "Jabatan"), ("fatal", "wajib_kosong", 3, "NIP")]


def test_a_required_cell_that_cannot_be_read_is_fatal(read_rows: Read) -> None:
    rows = [["NIP", "Jenis Penguat", "Kategori", "Tanggal"], [A, "Tim Kerja", "Ketua Besar", "01-02-2024"]]
    assert found(read_rows(rows)) == [("fatal", "kategori_tidak_dikenal", 2, "Kategori")]


def test_a_record_of_a_later_day_waits_without_being_an_error(read_rows: Read) -> None:
    rows = [["NIP", "Jenis Penguat", "Kategori", "Tanggal"], [A, "Tim Kerja", "Ketua Internal", "01-02-2026"]]
    intake = read_rows(rows)
    assert found(intake) == [("penting", "tanggal_di_masa_depan", 2, "Tanggal")]
    assert counts(intake) == (2, 0, 1, 1)
    assert check_exit_code(intake) == 0


def test_a_post_with_an_unreadable_holder_does_not_become_vacant(read_rows: Read) -> None:
    rows = [
        ["Kode Jabatan", "Nama Jabatan", "OPD", "Eselon", "NIP Pemangku"],
        ["J-1", "Camat", "Kec", "III.a", 1.98e17],
    ]
    intake = read_rows(rows)
    assert found(intake) == [("fatal", "nip_angka", 2, "NIP Pemangku")]
    assert intake.tables["jabatan"].empty


def test_a_post_with_only_a_code_is_set_aside_and_not_taken_for_a_section(read_rows: Read) -> None:
    rows = [["Kode Jabatan", "Nama Jabatan", "OPD", "Eselon"], ["J-1", "Camat", "Kec", "III.a"], ["J-2"]]
    assert counts(read_rows(rows)) == (3, 1, 1, 1)


def test_rows_set_aside_stay_readable(read_rows: Read) -> None:
    intake = read_rows([HEADERS, person("123")], sheet="Pegawai")
    row = intake.quarantine.iloc[0]
    assert (row["table"], row["file"], row["sheet"], row["row"], row["code"]) == (
        "pegawai", "berkas.xlsx", "Pegawai", 2, "nip_panjang",
    )  # fmt: skip
    assert "NIP=123; Nama=Damar Contoh; Tanggal Lahir=14-03-1982" in row["cells"]


def test_missing_scores_stay_missing(read_rows: Read) -> None:
    intake = read_rows([["NIP", "Tanggal Asesmen", "JPM", "Nilai Potensi"], [A, dt.date(2024, 5, 1), "belum ada", 0]])
    row = intake.tables["asesmen"].iloc[0]
    assert pd.isna(row["jpm_pct"])
    assert row["potensi_score"] == 0.0
