"""Axis scores by hand for the shipped schemes, ranges where data is missing, and ready-made values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from talenta_lib.errors import DataError
from talenta_lib.regulations import load_scheme
from talenta_lib.talent import component_table, place_in_kotak, score_talent
from talenta_lib.terms import Axis
from tests.talent.conftest import (
    AS_OF,
    assessment,
    employee,
    nip_of,
    penguat,
    person,
    scored,
    tables,
    vacancy,
)

RATED = {"year": 2024, "predikat": "sangat_baik", "kinerja_penguat_score": 50.0, "tugas_tambahan_score": 80.0,
         "inovasi_score": 70.0, "kehadiran_score": 90.0}  # fmt: skip
ONLY_AWARD_AND_TEAM = [penguat("penghargaan", "instansi"), penguat("tim_kerja", "ketua_internal")]


def component(name: str, **values: Any) -> pd.Series:
    table = component_table(scored(employee(**values))).set_index("component")
    return table.loc[name]


def test_bkn_411_scores_of_a_complete_official_are_the_sum_of_eleven_components() -> None:
    found = person()  # 83.0 and 86.0 by hand: see conftest
    assert (found["performance_score"], found["potential_score"]) == (83.0, 86.0)
    assert (found["performance_low"], found["performance_high"]) == (83.0, 83.0)
    assert (found["performance_level"], found["potential_level"]) == ("high", "high")
    assert found["talenta_score"] == 84.5  # (83 + 86) / 2
    assert (found["kotak"], found["possible_kotak"], found["missing"]) == (9, "9", "")


def test_the_core_score_leaves_out_penguat_and_rescales() -> None:
    # Only penilaian kinerja is not penguat: 60 x 80 / 60 = 80. Potential has no penguat.
    found = person(kinerja=[{"year": 2024, "predikat": "baik"}])
    assert found["performance_core_score"] == 80
    assert found["potential_core_score"] == found["potential_score"]


def test_contributions_add_up_to_the_axis() -> None:
    table = component_table(scored(employee()))
    assert table.groupby("axis")["contribution"].sum().to_dict() == pytest.approx(
        {"performance": 83.0, "potential": 86.0}
    )
    assert table.groupby("axis")["weight"].sum().to_dict() == pytest.approx({"performance": 1, "potential": 1})


def test_djbk_by_hand() -> None:
    # Performance 100. Potential 0.65 x 70 + 0.05 x (90 + 100 + 100 + 60) + 0.15 x 100 = 45.5 + 17.5 + 15 = 78.
    found = person(scheme="djbk_pu_2026", asesmen=[assessment(potkom_score=70.0)])
    assert (found["performance_score"], found["potential_score"], found["kotak"]) == (100, 78, 7)


def test_dpd_ri_by_hand_and_80_falls_to_the_level_below() -> None:
    # Performance 0.6 x 100 + 0.4 x 50 = 80: at most 80 is medium here.
    # Potential 0.20 x 100 + 0.25 x 74 + 0.05 x 0 (no penjenjangan) + 0.15 x 100 + 0.05 x 75 + 0.04 x 100 + 0.03 x 80
    # + 0.03 x 0 + 0.10 x 90 + 0.10 x 100 = 20 + 18.5 + 15 + 3.75 + 4 + 2.4 + 9 + 10 = 82.65.
    found = person(scheme="dpd_ri", kinerja=[RATED])
    assert (found["performance_score"], found["potential_score"]) == (80, 82.65)
    assert (found["performance_level"], found["potential_level"], found["kotak"]) == ("medium", "high", 8)


def test_dpd_ri_b_by_hand() -> None:
    # 0.40 x 100 + 0.05 x 80 + 0.10 x 70 + 0.15 x 90 + 0.15 x 75 + 0.15 x 25 = 40 + 4 + 7 + 13.5 + 11.25 + 3.75 = 79.5.
    found = person(scheme="dpd_ri_b", kinerja=[RATED])
    assert (found["performance_score"], found["performance_level"], found["kotak"]) == (79.5, "medium", 8)


def test_baik_without_penguat_is_a_range_and_never_box_1() -> None:
    # 0.60 x 80 = 48. Worst case adds the least a 360 can give, 0.10 x 20: 50. Best case adds 15 + 15 + 10: 88.
    found = person(kinerja=[{"year": 2024, "predikat": "baik"}], penguat=[])
    assert pd.isna(found["performance_score"])
    assert (found["performance_low"], found["performance_high"]) == (50, 88)
    assert pd.isna(found["performance_level"])
    assert pd.isna(found["kotak"])
    assert found["possible_kotak"] == "6;8;9"
    assert found["missing"] == "penghargaan; penugasan dalam tim kerja; umpan balik kinerja 360"
    assert found["performance_core_score"] == 80


def test_missing_data_that_cannot_change_the_level_leaves_the_box_standing() -> None:
    # 75.0 without the 360; with it 77 to 85: box open. Without an award instead: 79.25 to 94.25. Without discipline:
    # potential 71 to 86. A ready example of a settled one: no 360 at predikat Baik with top awards, 78 + 2 to 88.
    top = [penguat("penghargaan", "internasional"), penguat("tim_kerja", "ketua_lintas")]
    found = person(kinerja=[{"year": 2024, "predikat": "baik"}], penguat=top)
    assert (found["performance_low"], found["performance_high"]) == (80, 88)
    assert pd.isna(found["performance_score"])
    assert (found["performance_level"], found["kotak"]) == ("high", 9)


def test_a_ready_value_fills_a_component_without_data() -> None:
    rows = [assessment(umpan_balik_360_score=60.0)]
    found = person(penguat=ONLY_AWARD_AND_TEAM, asesmen=rows)
    assert found["performance_score"] == 81  # 60 + 3.75 + 11.25 + 0.10 x 60
    part = component("umpan_balik_360", penguat=ONLY_AWARD_AND_TEAM, asesmen=rows)
    assert (part["score"], part["given_score"], part["observed"]) == (60, 60, "nilai jadi dari sistem asal")
    assert part["source"] == "asesmen.xlsx"
    assert not part["is_missing"]


def test_a_ready_value_stays_beside_a_computed_one() -> None:
    part = component("umpan_balik_360", asesmen=[assessment(umpan_balik_360_score=60.0)])
    assert (part["score"], part["given_score"], part["observed"]) == (80, 60, "Baik")


def test_a_ready_zero_below_the_scale_is_no_score() -> None:
    part = component("umpan_balik_360", penguat=ONLY_AWARD_AND_TEAM, asesmen=[assessment(umpan_balik_360_score=0.0)])
    assert part["is_missing"]


def test_a_ready_value_never_revives_a_stale_assessment() -> None:
    stale = assessment(assessment_date=dt.date(2022, 4, 24), penilaian_potensi_score=70.0)
    part = component("penilaian_potensi", asesmen=[stale])
    assert part["is_missing"]
    assert part["given_score"] == 70
    assert part["missing_reason"] == "asesmen kedaluwarsa (24-04-2022)"


@pytest.mark.parametrize(
    ("performance", "potential", "kotak"),
    [
        (50, 50, 1),
        (70, 50, 2),
        (50, 70, 3),
        (90, 50, 4),
        (70, 70, 5),
        (50, 90, 6),
        (90, 70, 7),
        (70, 90, 8),
        (90, 90, 9),
    ],
)
def test_the_nine_boxes_are_numbered_as_in_the_regulation(performance: float, potential: float, kotak: int) -> None:
    assert place_in_kotak(performance, potential, load_scheme("bkn_411_2025")) == kotak


@pytest.mark.parametrize(
    ("scheme", "at_60", "at_80"), [("bkn_411_2025", 5, 9), ("djbk_pu_2026", 5, 9), ("dpd_ri", 1, 5), ("dpd_ri_b", 1, 5)]
)
def test_scores_on_a_cut_off_fall_where_the_scheme_says(scheme: str, at_60: int, at_80: int) -> None:
    assert place_in_kotak(60.0, 60.0, load_scheme(scheme)) == at_60
    assert place_in_kotak(80.0, 80.0, load_scheme(scheme)) == at_80


def test_float_dust_moves_nobody_across_a_cut_off() -> None:
    scheme = load_scheme("bkn_411_2025")
    assert place_in_kotak(80 - 1e-12, 60 - 1e-12, scheme) == place_in_kotak(80.0, 60.0, scheme) == 7


def test_series_are_placed_like_scalars_and_missing_stays_missing() -> None:
    scheme = load_scheme("bkn_411_2025")
    index = ["a", "b", "c"]
    found = place_in_kotak(pd.Series([90.0, np.nan, 59.9], index), pd.Series([90.0, 90.0, 60.0], index), scheme)
    assert found.index.tolist() == index
    assert found.dtype == "Int64"
    assert found.isna().tolist() == [False, True, False]
    assert found.dropna().tolist() == [9, 3]
    assert place_in_kotak(None, 90.0, scheme) is None


def test_a_score_in_the_gap_of_jpm_kategori_has_no_box() -> None:
    scheme = load_scheme("jpm_kategori")
    assert place_in_kotak(40.5, 30.0, scheme) is None
    assert place_in_kotak(40.0, 30.0, scheme) == 1


@pytest.mark.parametrize("off", [-0.01, 100.01, 800.0, np.inf])
@pytest.mark.parametrize("scheme", ["bkn_411_2025", "dpd_ri", "jpm_kategori", "banjarmasin"])
def test_a_score_off_the_scale_has_no_box(scheme: str, off: float) -> None:
    policy = load_scheme(scheme)
    assert place_in_kotak(off, 90.0, policy) is None
    assert place_in_kotak(90.0, off, policy) is None
    found = place_in_kotak(pd.Series([off, 100.0, 0.0]), pd.Series([90.0, 100.0, 0.0]), policy)
    assert found.tolist() == [pd.NA, 9, 1]


def test_schemes_with_other_cut_offs_or_none_are_placed_as_before() -> None:
    assert place_in_kotak(20.0, 72.0, load_scheme("banjarmasin")) == 3
    assert place_in_kotak(46.01, 72.01, load_scheme("banjarmasin")) == 8
    assert place_in_kotak(90.0, 90.0, load_scheme("simpeg_talent_kab")) is None
    assert place_in_kotak(100 + 1e-12, 90.0, load_scheme("bkn_411_2025")) == 9


def test_a_partial_scheme_places_from_ready_axis_scores_only() -> None:
    given = {"performance_score": 85.0, "potential_score": 60.0}
    scores = scored(employee(asesmen=[assessment(**given)]), employee(2), scheme="jpm_kategori")
    assert scores.people["kotak"].tolist() == [7, pd.NA]
    assert scores.people["missing"].tolist() == ["", "nilai kinerja; nilai potensial"]
    assert scores.people["talenta_score"].isna().all()
    assert component_table(scores).empty


def test_a_partial_scheme_without_ready_scores_stops_with_one_clear_error() -> None:
    with pytest.raises(DataError, match="baru diketahui sebagian") as caught:
        scored(employee(), scheme="jpm_kategori")
    assert "skema yang lengkap" in caught.value.remedy


def test_a_scheme_without_cut_offs_stops_even_with_ready_scores() -> None:
    with pytest.raises(DataError, match="baru diketahui sebagian"):
        scored(employee(asesmen=[assessment(performance_score=85.0, potential_score=60.0)]), scheme="simpeg_talent_kab")


def test_a_round_without_any_score_stops() -> None:
    with pytest.raises(DataError, match="asesmen atau kinerja tidak ada"):
        scored(employee(kinerja=[], asesmen=[]))


def test_a_round_without_holders_stops() -> None:
    with pytest.raises(DataError, match="pemangkunya"):
        scored(vacancy())


def test_ready_axis_scores_are_kept_beside_the_computed() -> None:
    found = person(asesmen=[assessment(performance_score=69.0, potential_score=86.0, kotak=8)])
    assert (found["given_performance_score"], found["given_potential_score"], found["given_kotak"]) == (69, 86, 8)
    assert (found["performance_score"], found["kotak"]) == (83, 9)


def test_scoring_changes_no_table() -> None:
    records = [employee(), employee(2)]
    before, after = tables(*records), tables(*records)
    score_talent(after, load_scheme("bkn_411_2025"), as_of=AS_OF)
    for name, table in before.items():
        pd.testing.assert_frame_equal(table, after[name])


def test_people_stand_in_the_order_of_eselon_then_of_the_post_map() -> None:
    people = scored(employee(1, eselon="IV.a"), employee(2, eselon="II.b"), employee(3, eselon="II.b")).people
    assert people["nip"].tolist() == [nip_of(2), nip_of(3), nip_of(1)]
    assert people["code"].tolist() == ["P-001", "P-002", "P-003"]


def test_the_newest_assessment_speaks_for_a_person_and_readings_follow_the_roster() -> None:
    scores = scored(employee(1), employee(2, asesmen=[assessment(potensi_score=50.0)]))
    assert scores.readings[Axis.POTENTIAL, "penilaian_potensi"].score.tolist() == [74, 50]
