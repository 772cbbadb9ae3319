"""What a finding is called: a fact where it is met, a topic where it is not or not known; and names counted by need."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from talenta_lib.placement.eligibility import Eligibility
from talenta_lib.placement.eligibility.findings import count_asked, open_findings, sum_up
from talenta_lib.terms import Answer
from tests.placement.eligibility.people import check, nip_of, official, post

PUNISHED = [{"hukdis": "sedang", "start_date": dt.date(2025, 6, 1), "end_date": dt.date(2026, 6, 1)}]
SERVED = [{"hukdis": "sedang", "start_date": dt.date(2023, 6, 1), "end_date": dt.date(2024, 6, 1)}]
NEW_JPT = {"jenjang": "jpt_pratama", "eselon": "II.b"}
CHARGES = ("Sedang menjalani", "Hukuman sedang atau berat", "Larangan", "Promosi melompati", "Penurunan", "Mutasi oleh")
"""How a label begins that would read as a charge beside a tick."""


def found(check_id: str, **facts: object) -> pd.Series:
    """Return the finding of one check for one official who moves sideways, or up where the facts name a jenjang."""
    target = post(9, **NEW_JPT) if facts.pop("up", False) else post(9)
    rows = check([official(1, **facts)], [post(1, is_vacant=False), target]).findings(nip_of(1), "J-0009")
    return rows.set_index("check").loc[check_id]


@pytest.mark.parametrize(
    ("check_id", "facts", "status", "label"),
    [
        ("hukdis_berjalan", {}, "lulus", "Tidak sedang menjalani hukuman disiplin"),
        ("hukdis_berjalan", {"discipline": PUNISHED}, "tidak", "Hukuman disiplin pada hari pelantikan"),
        ("hukdis_berjalan", {"discipline": []}, "belum_ada_data", "Hukuman disiplin pada hari pelantikan"),
        ("hukdis_baru", {}, "lulus", "Tidak ada hukuman sedang atau berat yang baru selesai"),
        ("hukdis_baru", {"discipline": SERVED}, "tidak", "Hukuman sedang atau berat yang baru selesai"),
        ("status_pns", {}, "lulus", "Berstatus PNS"),
        ("status_pns", {"jenis_pegawai": "PPPK"}, "tidak", "Status kepegawaian"),
        ("bup", {}, "lulus", "Belum pensiun pada pelantikan"),
        ("bup", {"bup_date": dt.date(2025, 11, 1)}, "tidak", "Batas usia pensiun"),
        ("suksesi", {"up": True}, "lulus", "Anggota Kelompok Rencana Suksesi"),
        ("suksesi", {"up": True, "kotak": 5, "in_krs": False}, "tidak", "Keanggotaan Kelompok Rencana Suksesi"),
        ("lompat_jenjang", {"up": True}, "lulus", "Tidak melompati jenjang"),
        ("asal_jpt", {"up": True}, "lulus", "Pengalaman sebagai administrator atau JF ahli madya sebelum JPT Pratama"),
        ("jenjang_asesmen", {"up": True}, "tidak", "Jenjang yang dinilai pada asesmen"),
        ("kedudukan_hukum", {"kedudukan_hukum": "15"}, "tidak", "Kedudukan hukum"),
    ],
)  # fmt: skip
def test_a_label_is_true_of_what_was_found(check_id: str, facts: dict[str, object], status: str, label: str) -> None:
    finding = found(check_id, **facts)
    assert (finding["status"], finding["label"]) == (status, label)


def test_no_ticked_finding_is_called_as_a_charge() -> None:
    everything = check(
        [official(1), official(2, **NEW_JPT, assessed_jenjang="jpt_pratama")],
        [post(1, is_vacant=False), post(8, **NEW_JPT), post(9)],
    )
    pairs = [(nip_of(1), "J-0008"), (nip_of(1), "J-0009"), (nip_of(2), "J-0008")]
    rows = pd.concat([everything.findings_of(pairs), everything.round_findings])
    ticked = rows.loc[rows["status"] == "lulus", "label"]
    assert len(ticked) > 20
    assert [label for label in ticked if label.startswith(CHARGES)] == []


def test_every_check_whose_label_is_a_charge_has_a_fact_for_the_met_side() -> None:
    bound = {one.id: one for one in check([official(1)], [post(9)]).checks}
    charged = {name for name, one in bound.items() if one.label.startswith(CHARGES)}
    assert charged == {"penurunan", "lompat_jenjang", "hukdis_baru", "pilkada"}
    assert {name for name in charged if bound[name].met == bound[name].label} == {"penurunan"}  # never met: no tick


def two_names() -> tuple[Eligibility, list[tuple[str, str]]]:
    """One needs a reason (8 months in the post) and a paper (discipline); the other nothing."""
    people = [official(1, jabatan_start_date=dt.date(2025, 4, 1), discipline=[]), official(2)]
    found = check(people, [post(9), post(10)])
    return found, [(nip_of(1), "J-0009"), (nip_of(2), "J-0010")]


def test_what_a_name_needs_is_listed_by_kind_in_one_order() -> None:
    eligibility, pairs = two_names()
    said = sum_up(eligibility.findings_of(pairs))
    assert said.index.tolist() == [pairs[0]]
    assert said["asked"].item() == "alasan, verifikasi"
    assert said["needs"].item().split("; ") == [
        "surat keterangan disiplin dari Inspektorat",
        "alasan tertulis: mutasi sebelum masa paling singkat",
        "alasan tertulis tentang masa dalam jabatan",
    ]


def test_the_worst_of_what_a_name_needs_is_its_answer() -> None:
    eligibility, pairs = two_names()
    asked = sum_up(eligibility.findings_of(pairs))["asked"].to_dict()
    for pair in pairs:
        kinds = [Answer(word) for word in asked.get(pair, "lulus").split(", ")]
        assert max(kinds, key=list(Answer).index) == eligibility.answer_of(*pair)


def test_a_name_counts_once_for_each_thing_it_needs() -> None:
    assert count_asked(["", "alasan", "alasan, persetujuan", "gugur"]) == {
        "lulus": 1, "alasan": 2, "persetujuan": 1, "verifikasi": 0, "gugur": 1,
    }  # fmt: skip
    assert set(count_asked([]).values()) == {0}


def test_open_findings_are_those_not_met_and_not_known() -> None:
    eligibility, pairs = two_names()
    assert set(open_findings(eligibility.findings_of(pairs))["status"]) == {"tidak", "belum_ada_data"}
