"""Each measure: what it reads, over which window, and what it says when there is nothing."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from talenta_lib.regulations import load_scheme
from talenta_lib.talent.measures import read_instrument
from tests.talent.conftest import (
    assessment,
    certificates,
    employee,
    evidence,
    held,
    levels,
    penguat,
    reading,
    tables,
)

LAST_YEAR = dt.date(2024, 5, 2)


def test_the_latest_predikat_counts_and_later_years_are_not_looked_at() -> None:
    years = [
        {"year": 2024, "predikat": "baik"},
        {"year": 2023, "predikat": "sangat_baik"},
        {"year": 2026, "predikat": "kurang"},
    ]
    found = reading("predikat", kinerja=years)
    assert (found["score"], found["observed"], found["code"]) == (80, "Baik 2024", "baik")
    assert (found["source_file"], found["source_date"]) == ("kinerja.xlsx", pd.Timestamp(2025, 9, 30))


def test_the_predikat_of_the_running_year_counts_once_it_is_given() -> None:
    years = [{"year": 2024, "predikat": "baik"}, {"year": 2025, "predikat": "sangat_baik"}]
    assert reading("predikat", kinerja=years)["observed"] == "Sangat baik 2025"


def test_no_predikat_is_missing_and_says_so() -> None:
    found = reading("predikat", kinerja=[])
    assert pd.isna(found["score"])
    assert found["reason"] == "belum ada data"


def test_the_best_award_within_five_calendar_years_counts() -> None:
    # As of 1 October 2025 the calendar window of five years is 2021-2025: 31 December 2020 is out, 1 January 2021 in.
    awards = [
        penguat("penghargaan", "internasional", dt.date(2020, 12, 31)),
        penguat("penghargaan", "nasional", dt.date(2021, 1, 1)),
        penguat("penghargaan", "instansi", dt.date(2025, 3, 1)),
    ]
    assert reading("penghargaan", penguat=awards)["score"] == 75


def test_an_award_of_the_day_after_the_round_is_not_seen() -> None:
    assert pd.isna(reading("penghargaan", penguat=[penguat("penghargaan", "nasional", dt.date(2025, 10, 2))])["score"])


@pytest.mark.parametrize(
    ("rows", "score", "observed"),
    [
        ([penguat("penghargaan", "tidak_ada")], 0, "Tidak ada"),
        ([penguat("penghargaan", "nasional", dt.date(2019, 6, 1))], 0, "Tidak ada dalam masa hitung"),
    ],
)
def test_verified_none_is_zero(rows: list[dict[str, object]], score: float, observed: str) -> None:
    found = reading("penghargaan", penguat=rows)
    assert (found["score"], found["observed"]) == (score, observed)


def test_no_row_is_missing_not_zero() -> None:
    assert pd.isna(reading("penghargaan", penguat=[penguat("tim_kerja", "tidak_ada")])["score"])


def test_a_category_that_is_not_on_the_scale_is_missing_not_none() -> None:
    assert pd.isna(reading("penghargaan", penguat=[penguat("penghargaan", "ketua_lintas")])["score"])


def test_the_worst_discipline_within_five_years_to_the_day_counts() -> None:
    # Rolling window: after 1 October 2020. The berat of exactly five years ago is out, the ringan a day later in.
    rows = [
        {"hukdis": "berat", "start_date": dt.date(2020, 10, 1)},
        {"hukdis": "ringan", "start_date": dt.date(2020, 10, 2)},
        {"hukdis": "tidak_ada", "start_date": dt.date(2025, 9, 22)},
    ]
    assert reading("disiplin", disiplin=rows)["score"] == 75


def test_discipline_under_way_on_the_day_of_the_round_is_zero() -> None:
    punished = {"hukdis": "ringan", "start_date": dt.date(2025, 4, 1)}
    assert reading("disiplin", disiplin=[{**punished, "end_date": dt.date(2025, 10, 1)}])["score"] == 0
    assert reading("disiplin", disiplin=[{**punished, "end_date": dt.date(2025, 9, 30)}])["score"] == 75


def test_discipline_under_way_counts_although_it_began_before_the_window() -> None:
    rows = [{"hukdis": "berat", "start_date": dt.date(2020, 9, 1), "end_date": dt.date(2025, 12, 31)}]
    assert reading("disiplin", disiplin=rows)["score"] == 0


def test_discipline_never_verified_is_missing() -> None:
    assert pd.isna(reading("disiplin", disiplin=[])["score"])


@pytest.mark.parametrize(
    ("count", "score"), [(1, 25), (3, 25), (4, 50), (5, 50), (6, 75), (7, 75), (8, 100), (12, 100)]
)
def test_certificates_are_banded_with_lower_bounds_inclusive(count: int, score: float) -> None:
    found = reading("pengembangan_kompetensi", pengembangan=certificates(count))
    assert (found["score"], found["observed"]) == (score, f"{count} dokumen")


def test_certificates_outside_five_years_do_not_count() -> None:
    rows = certificates(1) + certificates(7, dt.date(2020, 10, 1))
    assert reading("pengembangan_kompetensi", pengembangan=rows)["score"] == 25


def test_verified_no_certificate_is_zero_and_no_row_is_missing() -> None:
    none = [{"pengembangan": "tidak_ada", "date": LAST_YEAR}]
    assert reading("pengembangan_kompetensi", pengembangan=none)["score"] == 0
    assert pd.isna(reading("pengembangan_kompetensi", pengembangan=[])["score"])


def test_only_leadership_training_and_certification_count_as_penjenjangan() -> None:
    rows = certificates(5) + certificates(1, kind="sertifikasi")
    assert reading("penjenjangan", pengembangan=rows)["score"] == 50  # 1 of 3: band 1-2


def test_a_valid_assessment_is_read_and_the_newest_wins() -> None:
    rows = [assessment(potensi_score=70.5), assessment(potensi_score=60.0, assessment_date=dt.date(2023, 1, 1))]
    found = reading("potensi", asesmen=rows)
    assert (found["score"], found["observed"]) == (70.5, "70,5")


def test_an_assessment_of_exactly_three_years_ago_is_stale_and_says_its_date() -> None:
    found = reading("potensi", asesmen=[assessment(assessment_date=dt.date(2022, 10, 1))])
    assert pd.isna(found["score"])
    assert found["reason"] == "asesmen kedaluwarsa (01-10-2022)"
    assert reading("potensi", asesmen=[assessment(assessment_date=dt.date(2022, 10, 2))])["score"] == 74


def test_an_undated_assessment_is_read_as_of_its_file() -> None:
    assert reading("potensi", asesmen=[assessment(assessment_date=None)])["score"] == 74
    old = assessment(assessment_date=None, source_date=dt.date(2022, 9, 30))
    assert "kedaluwarsa" in reading("potensi", asesmen=[old])["reason"]


def test_jpm_is_the_sum_of_levels_over_the_sum_of_required() -> None:
    # Administrator: 3 required of each of nine = 27; one level 1 and eight 3 = 25; 100 x 25 / 27 = 92.592...
    found = reading("kompetensi", asesmen=[assessment(integritas_level=1.0)])
    assert found["score"] == pytest.approx(2500 / 27)
    assert found["observed"] == "JPM 92,6"


def test_jpm_lets_a_surplus_offset_a_shortfall_but_is_capped_at_100() -> None:
    offset = {"asesmen": [assessment(integritas_level=1.0, kerja_sama_level=5.0)]}
    assert reading("kompetensi", **offset)["score"] == 100  # 27 of 27
    above = {"asesmen": [assessment(4.0)]}
    assert reading("kompetensi", **above)["score"] == 100
    assert reading("kompetensi_tanpa_batas", **above)["score"] == pytest.approx(3600 / 27)


def test_jpm_uses_the_standard_of_the_post_before_that_of_the_jenjang() -> None:
    # Integritas 4 instead of 3: required 28, reached 27.
    assert reading("kompetensi", required_integritas_level=4.0)["score"] == pytest.approx(2700 / 28)


def test_jpm_is_missing_as_soon_as_one_level_is() -> None:
    assert pd.isna(reading("kompetensi", asesmen=[assessment(integritas_level=None)])["score"])


def test_competency_points_cap_each_competency_by_itself() -> None:
    # dpd_ri: 20 points in all. Integritas (2 points) 1 of 3 gives 2/3 point; kerja sama 5 of 3 gives its 2.
    # 18 + 2/3 of 20 = 93.333...
    rows = [{**assessment(), **levels(3, integritas=1, kerja_sama=5)}]
    assert reading("kompetensi_poin", scheme="dpd_ri", asesmen=rows)["score"] == pytest.approx(100 * (18 + 2 / 3) / 20)


@pytest.mark.parametrize(
    ("start", "years", "score"),
    [
        (dt.date(2020, 10, 1), 5, 100),
        (dt.date(2020, 10, 2), 4, 80),
        (dt.date(2023, 10, 1), 2, 80),
        (dt.date(2023, 10, 2), 1, 60),
    ],
)
def test_years_in_the_jenjang_are_full_calendar_years(start: dt.date, years: int, score: float) -> None:
    found = reading("lama_jabatan", riwayat_jabatan=[held("Sekretaris 1", start)])
    assert (found["score"], found["observed"]) == (score, f"{years} tahun")


def test_years_count_from_the_first_post_of_the_jenjang_not_of_another_one() -> None:
    rows = [
        held("Kepala Seksi", dt.date(2012, 1, 1), eselon="IV.a"),
        held("Kepala Bidang", dt.date(2024, 1, 1), eselon="III.b"),
        held("Sekretaris 1", dt.date(2025, 1, 1)),
    ]
    assert reading("lama_jabatan", riwayat_jabatan=rows)["observed"] == "1 tahun"


def test_acting_does_not_count_as_service() -> None:
    rows = [held("Camat", dt.date(2015, 1, 1), status="plt_setara"), held("Sekretaris 1", dt.date(2024, 1, 1))]
    assert reading("lama_jabatan", riwayat_jabatan=rows)["score"] == 60


@pytest.mark.parametrize(
    ("posts", "score"),
    [
        ([("Kabid", "Dinas Contoh"), ("Sekretaris", "Dinas Lain")], 100),
        ([("Kabid", "Dinas Contoh"), ("Sekretaris", "Dinas Contoh")], 80),
        ([("Sekretaris", "Dinas Contoh")], 60),
    ],
)
def test_variety_rises_from_one_unit_to_many_offices(posts: list[tuple[str, str]], score: float) -> None:
    rows = [held(post, dt.date(2019 + year, 1, 1), opd=opd) for year, (post, opd) in enumerate(posts)]
    assert reading("keragaman_jabatan", riwayat_jabatan=rows)["score"] == score


def test_the_highest_acting_post_counts() -> None:
    rows = [
        held("Sekretaris 1", dt.date(2022, 1, 4)),
        held("Plh Camat", dt.date(2024, 1, 1), status="plh_lebih_tinggi"),
        held("Plt Kabid", dt.date(2020, 1, 1), status="plt_setara"),
    ]
    found = reading("nondefinitif", riwayat_jabatan=rows)
    assert (found["score"], found["observed"]) == (60, "Plt setara")


def test_a_history_without_acting_is_zero_and_no_history_is_missing() -> None:
    assert reading("nondefinitif")["score"] == 0
    assert pd.isna(reading("nondefinitif", riwayat_jabatan=[])["score"])


@pytest.mark.parametrize(
    ("field", "fields", "score"),
    [
        ("ILMU PEMERINTAHAN", "Administrasi Publik;Ilmu Pemerintahan", 100),
        ("Teknik Sipil", "Administrasi Publik;Ilmu Pemerintahan", 50),
        ("Ilmu", "Ilmu Pemerintahan", 50),
    ],
)
def test_field_of_study_matches_a_whole_field_whatever_the_case(field: str, fields: str, score: float) -> None:
    assert reading("bidang_ilmu", education_field=field, required_fields=fields)["score"] == score


def test_field_match_is_missing_where_diploma_or_post_is_silent() -> None:
    assert pd.isna(reading("bidang_ilmu", education_field=None)["score"])
    assert pd.isna(reading("bidang_ilmu", required_fields=None)["score"])


def test_experience_is_the_mean_of_three_and_missing_with_any_of_them() -> None:
    # 7 full years 100, two posts in one OPD 80, never acting 0: mean 60.
    found = reading("pengalaman_jabatan")
    assert found["score"] == 60
    assert found["observed"] == "7 tahun; 2 jabatan di 1 OPD; Tidak ada"
    acting_only = [held("Camat", dt.date(2024, 1, 1), status="plt_setara")]
    missing = reading("pengalaman_jabatan", riwayat_jabatan=acting_only)
    assert pd.isna(missing["score"])
    assert missing["reason"] == "belum ada data"


@pytest.mark.parametrize(
    ("level", "score"), [("S3", 100), ("S2", 90), ("S1", 80), ("D4", 80), ("D3", 70), ("SLTA", 60)]
)
def test_education_follows_the_scale(level: str, score: float) -> None:
    assert reading("pendidikan", education_level=level)["score"] == score


def test_education_without_a_score_on_the_scale_is_missing() -> None:
    assert pd.isna(reading("pendidikan", education_level="D2")["score"])


def test_the_highest_of_several_instruments_can_be_a_measure() -> None:
    scheme = load_scheme("bkn_411_2025")
    best = scheme.instrument("pengalaman_jabatan").model_copy(
        update={"measure": scheme.instrument("pengalaman_jabatan").measure.model_copy(update={"type": "max"})}
    )
    scheme = scheme.model_copy(update={"instruments": {**scheme.instruments, "terbaik": best}})
    found = read_instrument(evidence(tables(employee()), scheme=scheme), "terbaik")
    assert found.score.tolist() == [100]
