from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.intake import TABLES
from talenta_lib.intake.fields import FieldSpec
from talenta_lib.intake.official import load_official
from talenta_lib.intake.parsed import Context, Parsed
from talenta_lib.intake.values import parse_value, split_name

AS_OF = dt.date(2025, 10, 1)
DATE = TABLES["pegawai"].columns["golongan_start_date"]
SCORE = TABLES["asesmen"].columns["potensi_score"]
LEVEL = TABLES["asesmen"].columns["integritas_level"]
JPM = TABLES["asesmen"].columns["jpm_pct"]
HOURS = TABLES["pengembangan"].columns["hours"]
YEAR = TABLES["kinerja"].columns["year"]
GOLONGAN = TABLES["pegawai"].columns["golongan"]
ESELON = TABLES["pegawai"].columns["eselon"]
EDUCATION = TABLES["pegawai"].columns["education_level"]
PREDIKAT = TABLES["kinerja"].columns["predikat"]


def read(raw: object, field: FieldSpec) -> Parsed:
    return parse_value(raw, field, Context(AS_OF, load_official(AS_OF)))


def code_of(raw: object, field: FieldSpec) -> str | None:
    found = read(raw, field)
    assert found.value is None
    return found.problem.code if found.problem else None


@pytest.mark.parametrize(
    "written",
    [
        dt.date(2025, 3, 13),
        dt.datetime(2025, 3, 13, 7, 30),
        "13-03-2025",
        "13/3/2025",
        "13.03.2025",
        "2025-03-13",
        "2025-03-13 00:00:00",
        "2025-03-13T00:00:00",
        "13 Maret 2025",
        "13 MAR 2025",
        "13-Mar-2025",
        "  13\u00a0Maret  2025 ",
    ],
)
def test_every_usual_way_to_write_a_date_is_read(written: object) -> None:
    assert read(written, DATE) == Parsed(dt.date(2025, 3, 13))


@pytest.mark.parametrize(
    ("written", "month"),
    [("1 Peb 2020", 2), ("1 Pebruari 2020", 2), ("1 Nop 2020", 11), ("1 Nopember 2020", 11), ("1 Des 2020", 12)],
)
def test_old_spellings_of_months_are_read(written: str, month: int) -> None:
    assert read(written, DATE).value == dt.date(2020, month, 1)


def test_agustus_has_three_short_forms() -> None:
    assert {read(f"17 {month} 2020", DATE).value for month in ("Agust", "Agt", "Ags")} == {dt.date(2020, 8, 17)}


def test_the_day_comes_first() -> None:
    assert read("01/02/2020", DATE).value == dt.date(2020, 2, 1)


def test_the_us_order_is_refused() -> None:
    assert code_of("03/25/2020", DATE) == "tanggal_tidak_dikenal"


def test_an_excel_serial_is_read_and_reported() -> None:
    # 45000 days after 30 December 1899 is 15 March 2023.
    found = read(45000.0, DATE)
    assert found.value == dt.date(2023, 3, 15)
    assert found.problem is not None
    assert found.problem.code == "tanggal_serial"


@pytest.mark.parametrize("written", ["13-03-25", "13 Maret 25"])
def test_a_year_of_two_digits_is_refused(written: str) -> None:
    assert code_of(written, DATE) == "tahun_dua_digit"


@pytest.mark.parametrize(
    "written", ["31-02-2024", "2024", 2024.0, "9999-12-31", "awal tahun", "32 Mei 2020", "5 Foo 2020"]
)
def test_a_doubtful_date_stays_missing(written: object) -> None:
    assert code_of(written, DATE) == "tanggal_tidak_dikenal"


@pytest.mark.parametrize("written", ["00-00-0000", "0000-00-00", "-", "", None, "belum ada", "N/A"])
def test_an_empty_date_is_missing_without_a_problem(written: object) -> None:
    assert read(written, DATE) == Parsed()


def test_a_date_after_the_as_of_date_is_refused_where_nothing_is_planned() -> None:
    assert code_of("02-10-2025", DATE) == "tanggal_di_masa_depan"
    assert read("01-10-2025", DATE).value == AS_OF
    assert read("01-10-2030", TABLES["disiplin"].columns["end_date"]).value == dt.date(2030, 10, 1)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("85,50", 85.5),
        ("70.25", 70.25),
        ("70.250", 70.25),
        (" 85 ", 85.0),
        (85, 85.0),
        (85.5, 85.5),
        ("85%", 85.0),
        ("0", 0.0),
        (0, 0.0),
        ("100,00", 100.0),
    ],
)
def test_scores_are_read_with_comma_or_dot(written: object, value: float) -> None:
    assert read(written, SCORE) == Parsed(value)


@pytest.mark.parametrize(
    ("written", "value"), [("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234", 1234.0), ("1.234.567", 1234567.0)]
)
def test_thousands_are_read_the_indonesian_way(written: str, value: float) -> None:
    assert read(written, HOURS) == Parsed(value)


@pytest.mark.parametrize("written", ["Tarikan dari ehrm akan seperti apa?", "80 (sementara)", "sakit"])
def test_a_note_in_a_score_cell_is_an_issue_and_no_score(written: str) -> None:
    assert code_of(written, SCORE) == "catatan_dalam_sel"


@pytest.mark.parametrize("written", ["1.2.3", "85,5,5", "??", dt.date(2025, 5, 8)])
def test_what_is_no_number_stays_missing(written: object) -> None:
    assert code_of(written, SCORE) == "angka_tidak_dikenal"


@pytest.mark.parametrize("written", [640, "-5", 100.1, "1.234,5"])
def test_a_score_out_of_range_is_dropped(written: object) -> None:
    assert code_of(written, SCORE) == "nilai_di_luar_rentang"


@pytest.mark.parametrize(("written", "field"), [(0.85, SCORE), ("0,85", SCORE), (0.963, JPM)])
def test_the_scale_of_one_is_flagged_and_not_repaired(written: object, field: FieldSpec) -> None:
    assert code_of(written, field) == "skala_diragukan"


@pytest.mark.parametrize("written", ["-", "n/a", "belum ada", "Kosong", " ", None, "#N/A"])
def test_missing_is_never_zero(written: object) -> None:
    assert read(written, SCORE) == Parsed()


def test_levels_allow_halves_only() -> None:
    assert read("3,5", LEVEL).value == 3.5
    assert code_of(3.3, LEVEL) == "nilai_di_luar_rentang"
    assert code_of(6, LEVEL) == "nilai_di_luar_rentang"


def test_a_year_to_come_is_refused() -> None:
    assert read("2024", YEAR).value == 2024
    assert read(dt.date(2024, 12, 31), YEAR).value == 2024
    assert code_of(2026, YEAR) == "tanggal_di_masa_depan"
    assert code_of("20,5", YEAR) == "nilai_di_luar_rentang"


def test_a_kotak_is_one_to_nine() -> None:
    kotak = TABLES["asesmen"].columns["kotak"]
    assert read("9", kotak).value == 9
    assert code_of(10, kotak) == "nilai_di_luar_rentang"
    assert code_of("4,5", kotak) == "angka_tidak_dikenal"


@pytest.mark.parametrize(
    "written",
    [
        "III/d",
        "IIId",
        "III d",
        "III.d",
        "iii/D",
        "34",
        34.0,
        "Penata Tk. I (III/d)",
        "Penata Tingkat I",
        "Penata Tk.I",
        "Gol. III/d",
    ],
)
def test_every_spelling_of_golongan_is_one(written: object) -> None:
    assert read(written, GOLONGAN) == Parsed("III/d")


def test_pembina_is_not_pembina_tingkat_i() -> None:
    assert read("Pembina", GOLONGAN).value == "IV/a"
    assert read("Pembina Tk. I", GOLONGAN).value == "IV/b"


def test_pppk_golongan_is_roman_alone() -> None:
    assert read("IX", GOLONGAN).value == "IX"


@pytest.mark.parametrize("written", ["III/e", "V/a", "XVIII", "Pembina (III/d)", "abc"])
def test_an_impossible_golongan_stays_missing(written: str) -> None:
    assert code_of(written, GOLONGAN) == "kategori_tidak_dikenal"


@pytest.mark.parametrize(
    "written", ["II.b", "IIb", "II B", "II/b", "22", 22.0, "Eselon II.b", "ESELON IIB", "Es. II.b"]
)
def test_every_spelling_of_eselon_is_one(written: object) -> None:
    assert read(written, ESELON) == Parsed("II.b")


@pytest.mark.parametrize("written", ["99", 99, "Non Eselon", "NON-ESELON", "-", "Non Struktural"])
def test_non_eselon_is_missing_without_a_problem(written: object) -> None:
    assert read(written, ESELON) == Parsed()


def test_an_unknown_eselon_is_an_issue() -> None:
    assert code_of("VI.a", ESELON) == "kategori_tidak_dikenal"


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("S-1/Sarjana", "S1"),
        ("S1", "S1"),
        ("Sarjana", "S1"),
        ("DIV", "D4"),
        ("D-IV", "D4"),
        ("Diploma III/Sarjana Muda", "D3"),
        ("D.III", "D3"),
        ("D2", "D2"),
        ("DI", "D1"),
        ("SMA Sederajat", "SLTA"),
        ("SMA/SMK", "SLTA"),
        ("SLTA", "SLTA"),
        ("SPG", "SLTA"),
        ("SLTP", "SMP"),
        ("SD", "SD"),
        ("S-2", "S2"),
        ("Magister", "S2"),
        ("S-3/Doktor", "S3"),
        ("Sarjana Terapan", "D4"),
    ],
)
def test_education_is_read_onto_its_level(written: str, level: str) -> None:
    assert read(written, EDUCATION) == Parsed(level)


@pytest.mark.parametrize("written", ["Sangat Baik", "SANGAT BAIK", "sangat_baik", "SB", " sangat  baik "])
def test_categories_are_read_by_label_code_and_alias(written: str) -> None:
    assert read(written, PREDIKAT) == Parsed("sangat_baik")


def test_a_near_miss_is_named_and_not_taken() -> None:
    found = read("Sangat Bak", PREDIKAT)
    assert found.value is None
    assert found.problem is not None
    assert "Maksud Anda 'Sangat Baik'?" in found.problem.text


@pytest.mark.parametrize("written", ["01", "1", 1.0, "Aktif", "AKTIF"])
def test_kedudukan_hukum_is_read_by_code_and_name(written: object) -> None:
    assert read(written, TABLES["pegawai"].columns["kedudukan_hukum"]).value == "01"


def test_lists_are_trimmed() -> None:
    assert (
        read(" Hukum ;Administrasi Publik; ", TABLES["jabatan"].columns["required_fields"]).value
        == "Hukum;Administrasi Publik"
    )


def test_a_field_of_study_loses_the_level_before_it() -> None:
    assert read("S-1 ILMU HUKUM", TABLES["pegawai"].columns["education_field"]).value == "ILMU HUKUM"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Drs. Damar Contoh, S.H., M.H.", ("Drs.", "Damar Contoh", "S.H., M.H.")),
        ("Dr. Ir. Damar Contoh, MM", ("Dr. Ir.", "Damar Contoh", "MM")),
        ("H. Damar Contoh", ("H.", "Damar Contoh", "")),
        ("Damar  Contoh", ("", "Damar Contoh", "")),
        ("DAMAR CONTOH, S.Sos", ("", "Damar Contoh", "S.Sos")),
        ("Contoh, Damar", ("", "Contoh, Damar", "")),
        ("Damar D. Contoh", ("", "Damar D. Contoh", "")),
    ],
)
def test_titles_are_split_off_the_name(written: str, parts: tuple[str, str, str]) -> None:
    assert split_name(written) == parts


ANY_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.times()
)
ANY_FIELD = st.sampled_from([field for table in TABLES.values() for field in table.columns.values()])


@given(ANY_CELL, ANY_FIELD)
def test_any_cell_gives_a_value_or_a_problem_or_missing(raw: object, field: FieldSpec) -> None:
    found = read(raw, field)
    if found.problem is not None:
        assert found.problem.text
        assert found.problem.remedy


@given(st.floats(0, 100), st.sampled_from([",", "."]))
def test_a_score_written_with_two_decimals_is_read_back(score: float, mark: str) -> None:
    written = f"{score:.2f}"
    found = read(written.replace(".", mark), SCORE)
    assert found.value == (float(written) if not 0 < float(written) <= 1 else None)


@given(st.dates(dt.date(1950, 1, 1), AS_OF))
def test_a_date_written_day_first_is_read_back(day: dt.date) -> None:
    assert read(day.strftime("%d-%m-%Y"), DATE).value == day
