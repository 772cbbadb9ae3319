"""Signs of competency gaps, the five sides with their standards and bands, the gaps of an OPD, and lifts."""

from __future__ import annotations

import datetime as dt
from math import sqrt

import pandas as pd
import pytest

from talenta_lib.regulations import load_development
from talenta_lib.talent import competency_table, gaps_by_opd, lift_table, side_table
from talenta_lib.talent.gaps import kesesuaian
from tests.talent.conftest import Records, assessment, employee, evidence, nip_of, scored, tables

DEVELOPMENT = load_development()


def competencies(*records: Records) -> pd.DataFrame:
    return competency_table(evidence(tables(*records)), DEVELOPMENT)


def sides(**values: object) -> pd.DataFrame:
    return side_table(evidence(tables(employee(**values)))).set_index("side")


def test_a_shortfall_is_negative_a_surplus_positive() -> None:
    table = competencies(employee(asesmen=[assessment(integritas_level=2.0, komunikasi_level=5.0)]))
    table = table.set_index("competency")
    assert table.loc["integritas", "gap"] == -1  # 2 of 3
    assert table.loc["komunikasi", "gap"] == 2  # 5 of 3
    assert table.loc["kerja_sama", "gap"] == 0
    assert table.loc["integritas", "next_gap"] == -2  # JPT Pratama asks 4
    assert table.loc["integritas", "development"] == DEVELOPMENT["integritas"]
    assert table.loc["komunikasi", "development"] == ""


def test_the_highest_jenjang_has_no_next_one() -> None:
    table = competencies(employee(eselon="II.b"))
    assert (table["required_level"] == 4).all()
    assert table["next_gap"].isna().all()


def test_the_standard_of_the_post_comes_first() -> None:
    table = competencies(employee(required_integritas_level=4.0)).set_index("competency")
    assert table["required_level"].drop("integritas").eq(3).all()
    assert table.loc["integritas", "gap"] == -1


def test_an_official_without_assessment_has_rows_without_levels() -> None:
    table = competencies(employee(asesmen=[]))
    assert len(table) == 9
    assert table["gap"].isna().all()


def test_a_surplus_does_not_offset_a_shortfall_in_kesesuaian() -> None:
    # min(2, 3) + min(5, 3) = 5 of 6; the JPM of the same two would be 7 of 6.
    found = kesesuaian(pd.DataFrame({"a": [2.0], "b": [5.0]}), pd.DataFrame({"a": [3.0], "b": [3.0]}))
    assert found.tolist() == [pytest.approx(500 / 6)]


def test_gaps_of_an_opd_count_the_short_and_their_mean() -> None:
    clean = [
        employee(1, asesmen=[assessment(integritas_level=2.0)]),
        employee(2, asesmen=[assessment(integritas_level=1.0)]),
        employee(3),
        employee(4, asesmen=[]),
    ]
    found = gaps_by_opd(competencies(*clean), scored(*clean).people)
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["opd"], row["label"], row["people"], row["short"]) == ("Dinas Contoh", "Integritas", 3, 2)
    assert row["mean_gap"] == -1.5  # (-1 - 2) / 2


def test_the_five_sides_of_a_complete_official() -> None:
    table = sides(
        asesmen=[assessment(technical_score=82.0, leadership_score=68.0)],
        required_technical_score=75.0, required_leadership_score=70.0, required_education="S1",
    )  # fmt: skip
    assert table["score"].to_dict() == {
        "pendidikan": 90, "teknis": 82, "manajerial": 100, "karakter": 68, "rekam_jejak": 100,
    }  # fmt: skip
    assert table["standard"].to_dict() == {
        "pendidikan": 80, "teknis": 75, "manajerial": 80, "karakter": 70, "rekam_jejak": 80,
    }  # fmt: skip
    assert table["difference"].to_dict() == {
        "pendidikan": 10, "teknis": 7, "manajerial": 20, "karakter": -2, "rekam_jejak": 20,
    }  # fmt: skip


def test_the_band_of_a_side_is_the_standard_error_and_never_leaves_the_scale() -> None:
    table = sides(asesmen=[assessment(technical_score=82.0)])
    sem = 10 * sqrt(1 - 0.85)  # 3.873 points
    assert table.loc["teknis", "low"] == pytest.approx(82 - sem)
    assert table.loc["teknis", "high"] == pytest.approx(82 + sem)
    assert table.loc["manajerial", "high"] == 100
    assert table.loc[["pendidikan", "rekam_jejak"], ["low", "high"]].isna().all(axis=None)


def test_a_side_without_data_says_why_and_education_falls_back_on_the_jenjang() -> None:
    table = sides(asesmen=[assessment(assessment_date=dt.date(2022, 1, 31), technical_score=82.0)])
    assert pd.isna(table.loc["teknis", "score"])
    assert table.loc["teknis", "observed"] == "asesmen kedaluwarsa (31-01-2022)"
    assert table.loc["pendidikan", "standard"] == 80  # administrator: S1
    assert pd.isna(table.loc["teknis", "standard"])


def test_a_lift_is_the_next_step_times_its_weight() -> None:
    # Award instansi 25 -> lintas instansi 50: 0.15 x 25 = 3.75. Team 75 -> 100: 3.75. 360 baik 80 -> 100: 2.
    # Certificates 75 -> 100: 2.5. S2 90 -> S3 100: 1. Predikat, experience, field and discipline have no step.
    found = lift_table(scored(employee()), DEVELOPMENT).set_index("component")
    assert found["gain"].round(9).to_dict() == {
        "penghargaan": 3.75, "tim_kerja": 3.75, "pengembangan_kompetensi": 2.5, "umpan_balik_360": 2.0,
        "pendidikan": 1.0,
    }  # fmt: skip
    assert found.loc["penghargaan", ["from_score", "to_score"]].tolist() == [83.0, 86.75]
    assert found.loc["penghargaan", ["from_level", "to_level"]].tolist() == ["high", "high"]
    assert found.loc["penghargaan", "text"] == DEVELOPMENT["penghargaan"]


def test_a_lift_across_a_cut_off_says_both_levels() -> None:
    found = lift_table(scored(employee(kinerja=[{"year": 2024, "predikat": "baik"}])), DEVELOPMENT)
    step = found.set_index("component").loc["penilaian_kinerja"]
    assert (step["from_score"], step["to_score"]) == (71.0, 83.0)  # 0.60 x 20 = 12
    assert (step["from_level"], step["to_level"]) == ("medium", "high")


def test_lifts_are_sorted_by_gain_within_an_official_and_none_is_promised_on_an_open_axis() -> None:
    found = lift_table(scored(employee(1), employee(2, penguat=[])), DEVELOPMENT)
    steps = found[~found["is_missing"].astype(bool)]
    assert set(steps.loc[steps["nip"] == nip_of(2), "axis"]) == {"potential"}
    for _, own in steps.groupby("nip"):
        assert own["gain"].is_monotonic_decreasing


def missing_step(**values: object) -> pd.Series:
    """Return the first lift of an official, which must be about missing data."""
    first = lift_table(scored(employee(**values)), DEVELOPMENT).iloc[0]
    assert first["is_missing"]
    return first


def test_an_expired_assessment_is_retaken_before_anything_else() -> None:
    # Without competencies (20) and potential (25) the potential axis is 86 - 20 - 18.5 = 47.5, up to 47.5 + 45 = 92.5.
    first = missing_step(asesmen=[assessment(assessment_date=dt.date(2022, 1, 31))])
    assert first["title"] == "Ikuti asesmen ulang"
    assert first["text"] == "Kedaluwarsa: penilaian kompetensi dan penilaian potensi."
    assert (first["axis"], first["from_score"], first["to_score"]) == ("potential", 47.5, 92.5)
    assert (first["from_level"], first["to_level"]) == ("low", "high")


def test_who_was_never_assessed_is_not_told_to_repeat_it() -> None:
    first = missing_step(asesmen=[])
    assert (first["title"], first["axis"]) == ("Ikuti asesmen", "potential")
    assert first["text"] == "Belum ada: penilaian kompetensi dan penilaian potensi."


def test_missing_records_are_completed_and_named_with_the_range_they_leave_open() -> None:
    # 0.60 x 100 is known of performance; award, team and feedback (0.40) are not, and the lowest feedback is not 0.
    first = missing_step(penguat=[])
    assert first["title"] == "Lengkapi data kinerja"
    assert first["text"].startswith("Belum ada: penghargaan, penugasan dalam tim kerja, dan umpan balik")
    person = scored(employee(penguat=[])).people.iloc[0]
    assert (first["from_score"], first["to_score"]) == (person["performance_low"], person["performance_high"])
    assert first["to_score"] == 100


def test_both_reasons_of_an_axis_are_one_step() -> None:
    first = missing_step(asesmen=[assessment(assessment_date=dt.date(2022, 1, 31))], pengembangan=[], disiplin=[])
    assert first["title"] == "Ikuti asesmen ulang dan lengkapi data potensial"
    assert "Kedaluwarsa: penilaian kompetensi dan penilaian potensi. Belum ada: " in first["text"]
