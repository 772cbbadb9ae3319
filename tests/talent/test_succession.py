"""The order of the KRS, recommendations with their exceptions, and who could fill a vacant post."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from talenta_lib.talent import (
    add_recommendation,
    add_succession,
    build_posts,
    candidate_table,
    score_talent,
)
from tests.talent.conftest import (
    AS_OF,
    Records,
    assessment,
    employee,
    evidence,
    held,
    nip_of,
    penguat,
    rules,
    scored,
    tables,
    vacancy,
)

INAUGURATION = dt.date(2025, 12, 1)
PENGAWAS = {"eselon": "IV.a"}


def ranked(*records: Records, seed: int = 7) -> pd.DataFrame:
    return add_succession(scored(*records).people, rules(), seed=seed).set_index("nip")


def recommended(people: pd.DataFrame) -> pd.DataFrame:
    return add_recommendation(people, rules(), inauguration=INAUGURATION)


def with_performance(number: int, category: str, **values: Any) -> Records:
    """Return an official whose award decides the talenta score: instansi 84.5, nasional 88.25."""
    rows = [
        penguat("penghargaan", category),
        penguat("tim_kerja", "ketua_internal"),
        penguat("umpan_balik_360", "baik"),
    ]
    return employee(number, penguat=rows, **values)


def test_krs_holds_boxes_7_8_and_9_only() -> None:
    people = ranked(employee(1), employee(2, kinerja=[{"year": 2024, "predikat": "butuh_perbaikan"}]))
    assert people["kotak"].tolist() == [9, 6]  # 0.6 x 60 + 23 = 59
    assert people["in_krs"].tolist() == [True, False]
    assert people["krs_rank"].tolist() == [1, pd.NA]
    assert people["order"].tolist() == [1, 2]


def test_a_box_comes_before_a_score() -> None:
    # 9 at 83 and 86 (84.5) stands before 8 at 79.25 and 97.5 (88.4): potensi 100 gives 86 + 6.5 = 92.5, S3 1 more,
    # 8 certificates 2.5 more = 96; performance without an award 79.25 (medium).
    eight = employee(
        2,
        asesmen=[assessment(potensi_score=100.0)],
        penguat=[
            penguat("penghargaan", "tidak_ada"),
            penguat("tim_kerja", "ketua_internal"),
            penguat("umpan_balik_360", "baik"),
        ],
    )
    people = ranked(eight, employee(1))
    assert people["kotak"].to_dict() == {nip_of(2): 8, nip_of(1): 9}
    assert people.loc[nip_of(2), "talenta_score"] > people.loc[nip_of(1), "talenta_score"]
    assert people.loc[nip_of(1), "krs_rank"] == 1


def test_within_a_box_the_talenta_score_then_the_tmt_of_the_golongan_decides() -> None:
    people = ranked(
        employee(1, golongan_start_date=dt.date(2023, 4, 1)),
        employee(2, golongan_start_date=dt.date(2020, 4, 1)),
        with_performance(3, "nasional", golongan_start_date=dt.date(2024, 4, 1)),
    )
    assert people["krs_rank"].to_dict() == {nip_of(3): 1, nip_of(2): 2, nip_of(1): 3}


def test_ties_are_drawn_by_the_seed_not_by_the_row() -> None:
    officials = [employee(number) for number in range(1, 9)]
    forward, backward = ranked(*officials), ranked(*reversed(officials))
    assert forward["krs_rank"].sort_index().tolist() == backward["krs_rank"].sort_index().tolist()
    others = [ranked(*officials, seed=seed)["krs_rank"].tolist() for seed in range(5)]
    assert any(order != forward["krs_rank"].tolist() for order in others)


def test_age_never_orders_people() -> None:
    young, old = dt.date(1990, 1, 1), dt.date(1970, 1, 1)
    first = ranked(employee(1, birth_date=young), employee(2, birth_date=old))
    swapped = ranked(employee(1, birth_date=old), employee(2, birth_date=young))
    assert first["krs_rank"].to_dict() == swapped["krs_rank"].to_dict()


def test_box_9_of_an_administrator_is_promotion_with_its_reason_and_citation() -> None:
    found = recommended(scored(employee()).people).iloc[0]
    assert found["recommendation"] == "promosi"
    assert found["recommendation_reason"] == (
        "Kotak 9: dipromosikan dan dipertahankan; masuk krs instansi/nasional; penghargaan."
    )
    assert found["recommendation_citation"].startswith("PermenPANRB 3/2020")


def test_box_9_of_a_jpt_pratama_is_rotation() -> None:
    head = employee(eselon="II.b", riwayat_jabatan=[held("Kepala", dt.date(2018, 1, 8), eselon="II.b")],
                    asesmen=[assessment(4.0)])  # fmt: skip
    people = scored(head).people
    assert people["kotak"].tolist() == [9]
    found = recommended(people).iloc[0]
    assert found["recommendation"] == "rotasi"
    assert "Sekretaris Daerah" in found["recommendation_reason"]


@pytest.mark.parametrize(
    ("birth", "recommendation"),
    [(dt.date(1968, 12, 1), "rotasi"), (dt.date(1968, 12, 2), "promosi")],
)
def test_no_promotion_to_jpt_once_57_at_the_inauguration(birth: dt.date, recommendation: str) -> None:
    # At most 56 full years on 1 December 2025: who turns 57 that very day is too old.
    assert recommended(scored(employee(birth_date=birth)).people)["recommendation"].tolist() == [recommendation]


def test_a_pengawas_is_promoted_at_any_age() -> None:
    history = [
        held("Kepala Seksi", dt.date(2015, 1, 1), eselon="IV.a"),
        held("Kasubbag", dt.date(2019, 1, 1), eselon="IV.a"),
    ]
    official = employee(birth_date=dt.date(1968, 1, 1), riwayat_jabatan=history, asesmen=[assessment(2.0)], **PENGAWAS)
    people = scored(official).people
    assert people["kotak"].tolist() == [9]
    assert recommended(people)["recommendation"].tolist() == ["promosi"]


def test_without_a_box_there_is_no_recommendation() -> None:
    people = scored(employee(penguat=[], kinerja=[{"year": 2024, "predikat": "baik"}])).people
    found = recommended(people).iloc[0]
    assert found[["recommendation", "recommendation_reason", "recommendation_citation"]].isna().all()


def candidates(*records: Records) -> pd.DataFrame:
    clean = tables(*records)
    proof = evidence(clean)
    people = score_talent(clean, proof.scheme, as_of=AS_OF).people
    people = add_succession(people, proof.rules, seed=7)
    return candidate_table(people, build_posts(clean, proof.rules), proof, inauguration=INAUGURATION)


def five_years(number: int, start: dt.date, **values: Any) -> Records:
    return employee(number, riwayat_jabatan=[held(f"Sekretaris {number}", start)], **values)


HEAD = employee(40, eselon="II.b", asesmen=[assessment(1.0)], kinerja=[{"year": 2024, "predikat": "kurang"}],
                penguat=[penguat(kind, "tidak_ada") for kind in ("penghargaan", "tim_kerja")]
                + [penguat("umpan_balik_360", "kurang")])  # fmt: skip
"""A sitting head outside the KRS, so that JPT Pratama is a jenjang of the round."""


def test_exactly_five_years_in_the_field_at_the_inauguration_is_ready() -> None:
    found = candidates(HEAD, vacancy(), five_years(1, dt.date(2020, 12, 1)), five_years(2, dt.date(2020, 12, 2)))
    assert found.set_index("nip")["readiness"].to_dict() == {nip_of(1): "siap", nip_of(2): "siap_1_2_tahun"}


def test_service_in_two_posts_in_a_row_adds_up_to_the_day() -> None:
    history = [
        held("Kabid", dt.date(2020, 12, 1), end_date=dt.date(2023, 5, 31)),
        held("Sekretaris 1", dt.date(2023, 6, 1)),
    ]
    found = candidates(HEAD, vacancy(), employee(1, riwayat_jabatan=history))
    assert found["readiness"].tolist() == ["siap"]


@pytest.mark.parametrize(
    ("start", "lack"),
    [
        (dt.date(2020, 12, 2), "1 bulan"),  # a day is a month that has begun
        (dt.date(2021, 12, 1), "1 tahun"),
        (dt.date(2022, 7, 20), "1 tahun 8 bulan"),  # met on 20 July 2027
        (dt.date(2022, 12, 1), "2 tahun"),
    ],
)
def test_lacking_service_is_a_calendar_term(start: dt.date, lack: str) -> None:
    found = candidates(HEAD, vacancy(), five_years(1, start))
    assert found["reason"].iloc[0].endswith(f"masa kerja yang disyaratkan kurang {lack}.")


def test_who_lacks_more_than_two_years_is_no_candidate() -> None:
    found = candidates(HEAD, vacancy(), five_years(1, dt.date(2022, 12, 1)), five_years(2, dt.date(2023, 1, 1)))
    assert found["nip"].tolist() == [nip_of(1)]


def test_education_and_age_exclude() -> None:
    found = candidates(
        HEAD,
        vacancy(),
        employee(1),
        employee(2, education_level="D3"),
        employee(3, birth_date=dt.date(1968, 12, 1)),
    )
    assert found["nip"].tolist() == [nip_of(1)]


def test_fit_is_the_kesesuaian_and_the_best_stands_first() -> None:
    # Required 4 of each of nine = 36: level 3 reaches 27 = 75 %; integritas 5 counts as 4: 28 = 77.77...
    found = candidates(HEAD, vacancy(), employee(1), employee(2, asesmen=[assessment(integritas_level=5.0)]))
    assert found["nip"].tolist() == [nip_of(2), nip_of(1)]
    assert found["fit_score"].tolist() == pytest.approx([2800 / 36, 75])
    assert found["reason"].iloc[0].startswith("Kotak 9, promosi dari Administrator")


def test_who_is_outside_the_krs_is_no_candidate() -> None:
    low = [{"year": 2024, "predikat": "butuh_perbaikan"}]
    assert candidates(HEAD, vacancy(), employee(1, kinerja=low)).empty


def test_a_vacant_post_below_pengawas_is_passed_over() -> None:
    clerk = employee(2, eselon="V.a")
    assert candidates(employee(1), clerk, vacancy(eselon="V.a")).empty
