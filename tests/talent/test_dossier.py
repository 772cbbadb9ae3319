"""What is known of everybody who may be placed: officials of the round, and those who hold none of its posts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from talenta_lib.round import RoundResult, run_round
from talenta_lib.talent import Dossier, Evidence, add_succession, build_dossier, build_posts, score_talent
from talenta_lib.talent.dossier import OFFICIAL_COLUMNS, jf_jenjang
from talenta_lib.terms import Jenjang
from tests.talent.conftest import AS_OF, Records, assessment, employee, evidence, held, nip_of, tables

SAMPLES = Path(__file__).parents[2] / "data" / "sample"


def dossier(*records: Records, scope: list[str] | None = None) -> Dossier:
    """Return the dossier of officials; by default every jenjang is in scope."""
    known = evidence(tables(*records))
    roster = known.roster if scope is None else known.roster[known.roster["jenjang"].isin(scope)].reset_index(drop=True)
    known = Evidence(known.tables, roster, AS_OF, known.rules, known.scheme)
    people = score_talent(known.tables, known.scheme, as_of=AS_OF, rules=known.rules, roster=roster).people
    people = add_succession(people, known.rules, seed=7)
    return build_dossier(known, people, build_posts(known.tables, known.rules))


def functional(number: int, **values: Any) -> Records:
    """Return an official of a functional post, who holds no post of the map."""
    changed = {"jabatan": "Perencana Ahli Muda", "jenis_jabatan": "fungsional", "eselon": None, **values}
    records = employee(number, **changed)
    return {**records, "jabatan": []}


def other(found: Dossier) -> pd.Series:
    """Return the one official who is not of the round."""
    outside = found.officials[~found.officials["is_incumbent"]]
    assert len(outside) == 1
    return outside.iloc[0]


@pytest.fixture(scope="module")
def profil() -> RoundResult:
    return run_round(SAMPLES / "profil-talenta-2025")


def test_the_officials_of_the_round_come_first_in_its_order_then_the_others_by_nip() -> None:
    found = dossier(functional(5), employee(3, eselon="IV.a"), functional(4), employee(2, eselon="II.b"))
    officials = found.officials
    assert list(officials.columns) == OFFICIAL_COLUMNS
    assert officials["nip"].tolist() == [nip_of(2), nip_of(3), nip_of(4), nip_of(5)]
    assert officials["is_incumbent"].tolist() == [True, True, False, False]
    assert officials["code"].tolist() == ["P-001", "P-002", "P-003", "P-004"]
    assert officials["jabatan_id"].fillna("-").tolist() == ["J-0002", "J-0003", "-", "-"]


def test_what_the_round_found_is_carried_and_missing_for_the_others() -> None:
    officials = dossier(employee(1), functional(2)).officials
    assert officials["kotak"].fillna(0).tolist() == [9, 0]
    assert officials["in_krs"].tolist() == [True, False]
    assert officials["talenta_score"].tolist() == [pytest.approx(84.5), pytest.approx(float("nan"), nan_ok=True)]


def test_a_functional_official_has_a_functional_level_and_no_structural_one() -> None:
    person = other(dossier(employee(1), functional(2, unor="Bidang Riset")))
    assert (person["jf_jenjang"], person["jenis_jabatan"]) == ("ahli_muda", "fungsional")
    assert (person["jabatan"], person["opd"], person["unor"]) == ("Perencana Ahli Muda", "Dinas Contoh", "Bidang Riset")
    assert person[["jenjang", "eselon"]].isna().all()


@pytest.mark.parametrize(
    ("jabatan", "kind", "expected"),
    [
        ("Perencana Ahli Utama", "fungsional", "ahli_utama"),
        ("ANALIS KEBIJAKAN AHLI MADYA", "fungsional", "ahli_madya"),
        ("Analis Kebijakan Ahli Muda pada Bagian Organisasi", "fungsional", "ahli_muda"),
        ("Pranata Komputer Ahli Pertama", None, "ahli_pertama"),
        ("Pranata Komputer Terampil", "fungsional", "terampil"),
        ("Penyuluh Pertanian Penyelia", "fungsional", "penyelia"),
        ("Auditor Madya", "fungsional", "ahli_madya"),
        ("Staf Urusan Generasi Muda", None, None),
        ("Kepala Bidang Pembinaan Ahli Muda", "struktural", None),
        ("Pengelola Data Terampil", "pelaksana", None),
        ("Guru", "fungsional", None),
    ],
)
def test_the_level_of_a_functional_post_is_read_from_its_name(jabatan: str, kind: str | None, expected: str) -> None:
    found = jf_jenjang(pd.Series([jabatan], dtype="string"), pd.Series([kind], dtype="string"))
    assert found.astype(object).where(found.notna(), None).tolist() == [expected]


@pytest.mark.parametrize(
    ("post", "bup"),
    [
        ({"jabatan": "Perencana Ahli Madya"}, "2042-04-01"),  # born 14-03-1982, 60
        ({"jabatan": "Perencana Ahli Muda"}, "2040-04-01"),  # 58
        ({"jabatan": "Pranata Komputer Mahir"}, "2040-04-01"),  # keterampilan, 58
        ({"jabatan": "Pengadministrasi Umum", "jenis_jabatan": "pelaksana"}, "2040-04-01"),  # 58
        ({"jabatan": "Guru"}, "NaT"),  # a law of its own: not known here
    ],
)
def test_the_retirement_of_the_others_follows_their_kind_of_post(post: dict[str, str], bup: str) -> None:
    assert str(other(dossier(employee(1), functional(2, **post)))["bup_date"])[:10] == bup


def test_who_holds_a_post_outside_the_scope_keeps_its_jenjang_but_no_post_of_the_round() -> None:
    person = other(dossier(employee(1), employee(2, eselon="IV.a"), scope=[Jenjang.ADMINISTRATOR]))
    assert (person["eselon"], person["jenjang"], person["jenis_jabatan"]) == ("IV.a", "pengawas", "struktural")
    assert pd.isna(person["jabatan_id"])


def test_the_eselon_on_the_post_map_goes_before_that_of_the_employee_file() -> None:
    outside = employee(2, eselon="IV.a")
    outside["pegawai"][0]["eselon"] = "III.a"
    person = other(dossier(employee(1), outside, scope=[Jenjang.ADMINISTRATOR]))
    assert (person["eselon"], person["jenjang"]) == ("IV.a", "pengawas")


def test_a_structural_official_whose_post_is_not_on_the_map_keeps_the_eselon_of_the_employee_file() -> None:
    person = other(dossier(employee(1), {**employee(2, eselon="IV.a"), "jabatan": []}))
    assert (person["eselon"], person["jenjang"], person["jenis_jabatan"]) == ("IV.a", "pengawas", "struktural")


def test_the_rumpun_of_the_others_is_that_of_the_post_they_hold_now() -> None:
    history = [
        held("Kepala Seksi", dt.date(2015, 1, 1), end_date=dt.date(2021, 12, 30), rumpun="keuangan"),
        held("Perencana Ahli Muda", dt.date(2021, 12, 31), eselon=None, rumpun="perencanaan"),
        held("Plt Kepala Bidang", dt.date(2024, 1, 1), status="plt_setara", rumpun="sosial"),
    ]
    assert other(dossier(employee(1), functional(2, riwayat_jabatan=history)))["rumpun"] == "perencanaan"


def test_levels_need_a_valid_assessment_of_all_nine() -> None:
    found = dossier(
        employee(1),
        functional(2, asesmen=[assessment(2.5)]),
        functional(3, asesmen=[assessment(4.0, assessment_date=dt.date(2022, 9, 1))]),  # over three years old
        functional(4, asesmen=[assessment(4.0, integritas_level=None)]),
    )
    assert found.levels["komunikasi"].fillna(0).tolist() == [3, 2.5, 0, 0]
    assert found.levels.shape == (4, 9)
    dates = found.officials.set_index("nip")["assessment_valid_until"]
    assert dates[nip_of(3)] == pd.Timestamp(2025, 9, 1)


def test_the_newest_assessment_says_for_which_jenjang_it_was_made() -> None:
    made = [
        assessment(assessed_jenjang="pengawas", assessment_date=dt.date(2023, 1, 10)),
        assessment(assessed_jenjang="administrator", assessment_date=dt.date(2025, 1, 10)),
    ]
    assert other(dossier(employee(1), functional(2, asesmen=made)))["assessed_jenjang"] == "administrator"


def test_scores_are_those_of_the_instruments_and_missing_is_not_zero() -> None:
    found = dossier(
        employee(1, asesmen=[assessment(technical_score=82.0, leadership_score=74.0)]), functional(2, kinerja=[])
    )
    first, second = (found.scores.loc[nip_of(number)] for number in (1, 2))
    assert first.drop("talenta_score").tolist() == [82, 74, 100]  # predikat sangat baik
    assert second.isna().all()


def test_service_holds_only_posts_held_in_full_and_known_at_the_date() -> None:
    history = [
        held("Kepala Seksi", dt.date(2015, 1, 1), end_date=dt.date(2019, 12, 31), eselon="IV.a"),
        held("Plt Sekretaris", dt.date(2019, 1, 1), status="plt_lebih_tinggi"),
        held("Perencana Ahli Muda", dt.date(2020, 1, 1), eselon=None, jenjang="pengawas"),
        held("Kepala Bagian", dt.date(2025, 12, 1)),
    ]
    service = dossier(employee(1, riwayat_jabatan=[]), functional(2, riwayat_jabatan=history)).service
    assert service["jabatan"].tolist() == ["Kepala Seksi", "Perencana Ahli Muda"]
    assert service["jenjang"].tolist() == ["pengawas", "pengawas"]
    assert list(service.columns) == ["nip", "jabatan", "opd", "rumpun", "jenjang", "start_date", "end_date"]


def test_ratings_are_newest_first_and_discipline_is_known_at_the_date() -> None:
    years = [
        {"year": 2023, "predikat": "baik"},
        {"year": 2024, "predikat": "kurang"},
        {"year": 2026, "predikat": "baik"},
    ]
    punished = [
        {"hukdis": "ringan", "start_date": dt.date(2024, 5, 1), "end_date": dt.date(2024, 11, 1)},
        {"hukdis": "berat", "start_date": dt.date(2025, 11, 1)},
    ]
    found = dossier(employee(1, kinerja=[]), functional(2, kinerja=years, disiplin=punished))
    assert found.ratings.to_dict("list") == {
        "nip": [nip_of(2)] * 2, "year": [2024, 2023], "predikat": ["kurang", "baik"],
    }  # fmt: skip
    assert found.discipline["hukdis"].tolist() == ["tidak_ada", "ringan"]


def test_sorting_by_nip_keeps_what_belongs_together() -> None:
    found = dossier(employee(2), employee(1, asesmen=[assessment(5.0)]))
    ordered = found.sorted_by_nip()
    assert found.officials["nip"].tolist() == [nip_of(2), nip_of(1)]
    assert ordered.officials["nip"].tolist() == [nip_of(1), nip_of(2)]
    assert ordered.levels["integritas"].tolist() == [5, 3]
    assert ordered.scores.index.tolist() == ordered.officials["nip"].tolist()


def test_everybody_of_the_employee_file_is_in_the_dossier_once(profil: RoundResult) -> None:
    officials = profil.dossier.officials
    assert sorted(officials["nip"]) == sorted(profil.intake.tables["pegawai"]["nip"])
    assert officials["jf_jenjang"].value_counts().to_dict() == {"ahli_muda": 25, "ahli_pertama": 6}


def test_the_dossier_says_of_the_officials_of_a_round_what_its_people_table_says(profil: RoundResult) -> None:
    people = profil.people
    mine = profil.dossier.officials.head(len(people))
    shared = [name for name in OFFICIAL_COLUMNS if name in people]
    pd.testing.assert_frame_equal(mine[shared], people[shared], check_dtype=False)
    by_person = profil.competencies.pivot_table(index="nip", columns="competency", values="level", dropna=False)
    mine_levels = profil.dossier.levels.loc[people["nip"], by_person.columns]
    pd.testing.assert_frame_equal(
        mine_levels, by_person.loc[people["nip"]], check_names=False, check_dtype=False, check_index_type=False
    )


def test_a_round_without_others_has_only_its_own_officials() -> None:
    assert dossier(employee(1)).officials["nip"].tolist() == [nip_of(1)]
