"""The pre-flight check of a list of names, as an operator of I-Mut needs it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from talenta_lib.placement.eligibility import Eligibility, preflight
from tests.placement.eligibility.people import check, nip_of, official, post

JPT = {"jenjang": "jpt_pratama", "eselon": "II.b"}


def office() -> Eligibility:
    """Two administrators, a young JPT and an official without discipline records; three vacant posts."""
    people = [
        official(1, nama="Satu Contoh"),
        official(2, nama="Dua Contoh", **JPT, jabatan_start_date=dt.date(2024, 4, 1), golongan="IV/b",
                 assessed_jenjang="jpt_pratama", level=4.0),
        official(3, nama="Tiga Contoh", discipline=[]),
    ]  # fmt: skip
    return check(people, [post(3), post(8, **JPT), post(9), post(10)])


def test_names_stand_by_eselon_of_the_new_post_then_in_the_order_of_the_round() -> None:
    names = preflight(office(), [(nip_of(3), "J-0010"), (nip_of(1), "J-0009"), (nip_of(2), "J-0008")]).names

    assert names["no"].tolist() == [1, 2, 3]
    assert names["nama"].tolist() == ["Dua Contoh", "Satu Contoh", "Tiga Contoh"]
    assert names["to_eselon"].tolist() == ["II.b", "III.a", "III.a"]


def moved(fit_before: float, fit_after: float) -> pd.Series:
    fits = {"fit_before": [fit_before], "fit_after": [fit_after]}
    return preflight(office(), pd.DataFrame({"nip": [nip_of(2)], "to_id": ["J-0008"], **fits})).names.iloc[0]


def test_reason_states_only_what_speaks_for_the_move() -> None:
    assert moved(83.33, 95.83)["reason"] == (
        "Mengisi jabatan yang kosong. Kecocokan dengan jabatan naik dari 83,3 menjadi 95,8. "
        "Pengalaman 19 tahun di rumpun pemerintahan."
    )


def test_a_fit_that_falls_is_told_as_such() -> None:
    assert "Kecocokan dengan jabatan turun dari 80,0 menjadi 75,1." in moved(80.0, 75.1)["reason"]


@pytest.mark.parametrize("before", [75.1, float("nan")])
def test_a_fit_that_does_not_change_is_told_alone(before: float) -> None:
    assert "Kecocokan dengan jabatan 75,1." in moved(before, 75.1)["reason"]


def test_what_must_be_explained_stands_apart_with_the_four_considerations() -> None:
    text = moved(83.33, 95.83)["to_explain"]

    assert "masa jabatan 1 tahun 8 bulan." in text
    assert "pilih satu pertimbangan: kinerja pegawai" in text
    assert "rekomendasi tim pemeriksa pelanggaran disiplin." in text


def test_promotion_names_the_succession_group() -> None:
    row = preflight(office(), [(nip_of(1), "J-0008")]).names.iloc[0]

    assert "Kotak 9, anggota Kelompok Rencana Suksesi." in row["reason"]
    assert "golongan IV/a" not in row["reason"]
    assert "golongan IV/a" in row["to_explain"]


def test_nothing_to_say_leaves_the_reason_to_a_human() -> None:
    posts = [post(3, is_vacant=False), post(9, is_vacant=False, rumpun=None)]
    found = check([official(1), official(3)], posts)

    assert preflight(found, [(nip_of(1), "J-0009")]).names["reason"].item() == "(tulis alasan)"


def test_missing_papers_are_named() -> None:
    row = preflight(office(), [(nip_of(3), "J-0009")]).names.iloc[0]

    assert row["answer"] == "verifikasi"
    assert row["documents"] == "surat keterangan disiplin dari Inspektorat"
    assert row["consents"] == ""


def test_every_rule_that_applies_is_in_one_of_the_two_tables() -> None:
    found = office()
    pairs = [(nip_of(2), "J-0008"), (nip_of(3), "J-0009")]
    result = preflight(found, pairs)

    assert set(result.findings["status"]) == {"tidak", "belum_ada_data"}
    assert set(result.passed["status"]) == {"lulus"}
    assert len(result.findings) + len(result.passed) == len(found.findings_of(pairs))
    assert result.findings["no"].tolist() == sorted(result.findings["no"])


def test_what_holds_for_every_name_is_said_once() -> None:
    assert preflight(office(), []).round_wide["check"].tolist() == office().round_findings["check"].tolist()


def test_who_stays_needs_no_reason() -> None:
    row = preflight(office(), [(nip_of(3), "J-0003")]).names.iloc[0]

    assert tuple(row[["kind", "answer", "reason", "to_explain"]]) == ("tetap", "lulus", "", "")


def test_a_name_listed_twice_is_entered_once() -> None:
    assert len(preflight(office(), [(nip_of(1), "J-0009")] * 2).names) == 1


def test_unknown_official_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="404"):
        preflight(office(), [("404", "J-0009")])
