"""The round as a whole: who is in it, when they retire, distribution, plausibility, differences, doubt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from talenta_lib.regulations import load_scheme
from talenta_lib.talent import (
    add_probabilities,
    assessment_dates,
    build_posts,
    build_roster,
    distribution,
    given_differences,
    plausibility,
)
from talenta_lib.talent.doubt import assumed_instruments
from talenta_lib.talent.roster import retirement_dates
from talenta_lib.terms import Jenjang
from tests.talent.conftest import (
    AS_OF,
    Records,
    assessment,
    employee,
    evidence,
    nip_of,
    penguat,
    rules,
    scored,
    tables,
    vacancy,
)

NO_360 = [penguat("penghargaan", "instansi"), penguat("tim_kerja", "ketua_internal")]


def doubted(*records: Records, borderline: float = 0.5) -> pd.DataFrame:
    return add_probabilities(scored(*records), rules(), borderline=borderline, seed=7)[0]


@pytest.mark.parametrize(
    ("birth", "jenjang", "effective"),
    [
        (dt.date(1967, 10, 15), "administrator", "2025-11-01"),
        (dt.date(1967, 10, 1), "administrator", "2025-11-01"),
        (dt.date(1967, 12, 31), "pengawas", "2026-01-01"),
        (dt.date(1967, 10, 15), "jpt_pratama", "2027-11-01"),
        (dt.date(1968, 2, 29), "administrator", "2026-03-01"),
    ],
)
def test_pension_starts_on_the_first_of_the_month_after_the_bup_birthday(
    birth: dt.date, jenjang: str, effective: str
) -> None:
    found = retirement_dates(pd.Series([pd.Timestamp(birth)]), pd.Series([jenjang]), rules())
    assert found.tolist() == [pd.Timestamp(effective)]


def test_without_a_birth_date_there_is_no_pension_date() -> None:
    found = retirement_dates(pd.Series([pd.NaT], dtype="datetime64[ns]"), pd.Series(["pengawas"]), rules())
    assert found.isna().all()


def test_posts_know_their_jenjang_vacancy_and_head() -> None:
    clean = tables(employee(1), employee(2, eselon="IV.a"), vacancy(3))
    posts = build_posts(clean, rules()).set_index("jabatan_id")
    assert posts["jenjang"].tolist() == ["administrator", "pengawas", "jpt_pratama"]
    assert posts["is_vacant"].tolist() == [False, False, True]
    assert posts["is_head"].tolist() == [False, False, True]


def test_an_empty_holder_cell_is_filled_by_the_one_official_with_that_post_and_opd() -> None:
    clean = tables(
        employee(1, holder_nip=None), employee(2, holder_nip=None, opd="Dinas  CONTOH", jabatan="Sekretaris 1")
    )
    assert build_posts(clean, rules())["holder_nip"].isna().all()  # two officials bear that name: nobody is guessed
    alone = tables(employee(1, holder_nip=None))
    assert build_posts(alone, rules())["holder_nip"].tolist() == [nip_of(1)]


def test_the_roster_holds_officials_in_scope_with_titles_pangkat_and_age() -> None:
    clean = tables(employee(1, gelar_depan="Dr.", gelar_belakang="M.Si."), employee(2, eselon="IV.a"))
    roster = build_roster(clean, build_posts(clean, rules()), rules(), scope=[Jenjang.ADMINISTRATOR], as_of=AS_OF)
    assert roster["nip"].tolist() == [nip_of(1)]
    person = roster.iloc[0]
    assert (person["nama"], person["pangkat"], person["age_years"]) == ("Dr. Damar Contoh 1, M.Si.", "Pembina", 43)


def test_distribution_counts_boxes_completeness_and_retirements() -> None:
    # BUP of an administrator 58. Born 1967-11-10: pension 2025-12-01, within one year. Born 1968-09-30: 2026-10-01,
    # the last day of the first year. Born 1968-10-01: 2026-11-01, within two.
    people = doubted(
        employee(1, birth_date=dt.date(1967, 11, 10)),
        employee(2, birth_date=dt.date(1968, 9, 30), penguat=NO_360),
        employee(3, birth_date=dt.date(1968, 10, 1), kinerja=[{"year": 2024, "predikat": "butuh_perbaikan"}]),
        employee(4, opd="Dinas Lain", birth_date=dt.date(1990, 1, 1), penguat=[]),
    )
    # 2: 75 + 2 to 75 + 10 = 77..85, undetermined. 3: 59 and 86: box 6. 4: 60 + 2 to 100, undetermined.
    table = distribution(people, as_of=AS_OF)
    opd = table[table["group_kind"] == "opd"].set_index("group")
    contoh = opd.loc["Dinas Contoh"]
    assert contoh[["people", "kotak_9", "kotak_6", "undetermined"]].tolist() == [3, 1, 1, 1]
    assert contoh["complete_pct"] == pytest.approx(200 / 3)
    assert contoh[["retire_1", "retire_2", "retire_5"]].tolist() == [2, 3, 3]
    assert opd.loc["Dinas Lain", ["people", "undetermined", "retire_5"]].tolist() == [1, 1, 0]
    jenjang = table[table["group_kind"] == "jenjang"]
    assert jenjang[["group", "people"]].to_numpy().tolist() == [["administrator", 4]]
    boxes = [f"kotak_{kotak}" for kotak in range(1, 10)]
    assert (table[boxes].sum(axis=1) + table["undetermined"] == table["people"]).all()


def office(count: int, predikats: list[str], **values: object) -> list[Records]:
    return [
        employee(number + 1, kinerja=[{"year": 2024, "predikat": predikats[number % len(predikats)]}], **values)
        for number in range(count)
    ]


def checks(*records: Records) -> list[tuple[str, str]]:
    found = plausibility(tables(*records), scored(*records).people, rules())
    return list(zip(found["check"], found["observed"], strict=True))


def varied(records: list[Records]) -> list[Records]:
    for number, record in enumerate(records):
        record["asesmen"][0]["potensi_score"] = 60.0 + number
    return records


def test_more_sangat_baik_than_any_pattern_allows_is_listed_from_ten_officials_on() -> None:
    # 8 of 10 is above the 70 % of an organisation rated istimewa; 7 of 10 is not; below ten nothing is said.
    eight = ["sangat_baik"] * 8 + ["baik"] * 2
    assert checks(*varied(office(10, eight))) == [("Sangat Baik terlalu banyak", "80% dari 10 pejabat")]
    assert checks(*varied(office(10, ["sangat_baik"] * 7 + ["baik"] * 3))) == []
    assert checks(*varied(office(9, eight))) == []


def test_one_predikat_for_everybody_is_listed() -> None:
    assert checks(*varied(office(10, ["baik"]))) == [("Predikat seragam", "10 pejabat: Baik")]


def test_one_assessment_score_for_everybody_is_listed() -> None:
    assert checks(*office(10, ["baik", "sangat_baik"])) == [
        ("Satu angka untuk semua: nilai potensi", "10 pejabat: 74,0")
    ]


@pytest.mark.parametrize(
    ("given", "is_listed"),
    [
        ({"performance_score": 83.04}, False),
        ({"performance_score": 83.06}, True),
        ({"performance_score": 83.0, "kotak": 8}, True),
        ({"performance_score": 83.0, "potential_score": 86.0, "kotak": 9}, False),
        ({}, False),
    ],
)
def test_ready_values_that_differ_are_listed(given: dict[str, float], is_listed: bool) -> None:
    people = scored(employee(asesmen=[assessment(**given)])).people
    assert len(given_differences(people)) == int(is_listed)


def test_assessment_dates_say_when_it_ends_and_whether_it_is_stale() -> None:
    clean = tables(
        employee(1), employee(2, asesmen=[assessment(assessment_date=dt.date(2022, 10, 1))]), employee(3, asesmen=[])
    )
    dates = assessment_dates(evidence(clean))
    assert dates.loc[nip_of(1), "assessment_valid_until"] == pd.Timestamp(2027, 4, 24)
    assert dates["is_stale"].to_dict() == {nip_of(1): False, nip_of(2): True}


def test_no_probability_is_stated_where_something_is_missing() -> None:
    people = doubted(employee(1), employee(2, penguat=NO_360))
    shares = people[[f"p_{kotak}" for kotak in range(1, 10)]]
    assert shares.notna().all(axis=1).tolist() == [True, False]
    assert people["likely_kotak"].tolist() == [9, pd.NA]
    assert people["is_borderline"].tolist() == [False, False]


def test_p_kotak_of_one_official_by_hand() -> None:
    # Performance: 0.6 x predikat + 15 + 0.1 x 360; sangat baik is true with 0.85, else baik (0.15). 360 observed baik:
    # sangat baik 0.10, baik 0.80, butuh perbaikan 0.10. True scores: 60 + 15 + 10, 8 or 6 = 85, 83, 81: high; with
    # true baik 48 + 15 + 10, 8 or 6 = 73, 71, 69: medium. P(high) = 0.85.
    # Potential: one official, so the norm is used. Continuous part 0.20 x 100 + 0.25 x 74 = 38.5, norm mean 31.5,
    # norm SD 10 x sqrt(0.2^2 + 0.25^2) = 3.2016, SEM = 3.2016 x sqrt(0.15), r = 0.85. True mean 31.5 + 0.85 x 7 =
    # 37.45, SD 3.2016 x sqrt(0.15 x 0.85) = 1.1432. Exact part 47.5. P(high) = P(T > 32.5) = Phi(4.33) = 0.99999.
    person = doubted(employee()).iloc[0]
    assert person["p_9"] == pytest.approx(0.85, abs=1e-4)
    assert person["p_8"] == pytest.approx(0.15, abs=1e-4)
    assert person["likely_kotak"] == 9


def test_borderline_is_an_own_box_less_likely_than_the_round_asks() -> None:
    assert doubted(employee(), borderline=0.84)["is_borderline"].tolist() == [False]
    assert doubted(employee(), borderline=0.86)["is_borderline"].tolist() == [True]


def test_an_instrument_that_does_not_tell_people_apart_states_nothing() -> None:
    # SEM 9 at norm SD 10: r = 1 - 0.81 = 0.19, under 0.3.
    error = {"sem": 9.0, "norm_mean": 70, "norm_sd": 10}
    scheme = load_scheme("bkn_411_2025", errors={"kompetensi": error, "potensi": error})
    people, doubt = add_probabilities(scored(employee(), scheme=scheme), rules(), borderline=0.5, seed=7)
    assert people["p_9"].isna().all()
    assert pd.isna(doubt.accuracy)


def test_assumed_error_models_are_named() -> None:
    assert "Penilaian potensi" in assumed_instruments(load_scheme("bkn_411_2025"))
    own = {"reliability": 0.9, "norm_mean": 70, "norm_sd": 10, "assumed": False}
    assert "Penilaian potensi" not in assumed_instruments(load_scheme("bkn_411_2025", errors={"potensi": own}))


SHARED = """
name: bersama
label: Satu predikat untuk kedua sumbu
status: lengkap
issued: 2024-01-01
citation: {instrument: contoh, source: contoh, evidence: C}
axes:
  performance: &axis
    bands:
      - {level: low, upper: 60, upper_closed: false}
      - {level: medium, lower: 60, lower_closed: true, upper: 80, upper_closed: false}
      - {level: high, lower: 80, lower_closed: true}
    components: [{id: predikat, label: Predikat, group: kinerja, weight: 100, instrument: predikat}]
  potential: *axis
talenta: {performance: 50, potential: 50}
"""


def test_a_component_that_feeds_both_axes_moves_them_together(tmp_path: Path) -> None:
    # Observed baik: true sangat baik or baik (0.90) puts both axes high, true butuh perbaikan (0.10) both medium. Taken
    # as independent, boxes 7 and 8 would have 0.09 each. 400 draws: standard error of a share of 0.9 is 0.015.
    (tmp_path / "bersama.yaml").write_text(SHARED, encoding="utf-8")
    scores = scored(
        employee(kinerja=[{"year": 2024, "predikat": "baik"}]), scheme=load_scheme(tmp_path / "bersama.yaml")
    )
    person = add_probabilities(scores, rules(), borderline=0.5, seed=7)[0].iloc[0]
    assert person["p_9"] == pytest.approx(0.90, abs=0.06)
    assert person["p_5"] == pytest.approx(1 - person["p_9"])
    assert person[["p_7", "p_8"]].tolist() == [0, 0]
    again = add_probabilities(scores, rules(), borderline=0.5, seed=7)[0].iloc[0]
    assert again["p_9"] == person["p_9"]
