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


def test_reason_states_the_gain_and_what_the_rules_ask_to_be_explained() -> None:
    moves = pd.DataFrame({"nip": [nip_of(2)], "to_id": ["J-0008"], "fit_before": [83.33], "fit_after": [95.83]})

    assert preflight(office(), moves).names["reason"].item() == (
        "Kesesuaian dengan jabatan naik dari 83,3 menjadi 95,8; masa jabatan 1 tahun 8 bulan; "
        "pertimbangan: (pilih dari pertimbangan SE MenPANRB 19/2023)"
    )


def test_promotion_names_the_succession_group() -> None:
    reason = preflight(office(), [(nip_of(1), "J-0008")]).names["reason"].item()

    assert reason.startswith("Anggota Kelompok Rencana Suksesi, kotak 9; golongan IV/a")


def test_nothing_to_say_leaves_the_reason_to_a_human() -> None:
    assert preflight(office(), [(nip_of(1), "J-0009")]).names["reason"].item() == "(tulis alasan)"


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

    assert (row["kind"], row["answer"], row["reason"]) == ("tetap", "lulus", "")


def test_a_name_listed_twice_is_entered_once() -> None:
    assert len(preflight(office(), [(nip_of(1), "J-0009")] * 2).names) == 1


def test_unknown_official_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="404"):
        preflight(office(), [("404", "J-0009")])
