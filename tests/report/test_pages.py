"""The pages say what the tables say, fit their paper, and let no name become markup."""

from __future__ import annotations

import dataclasses
import re
from html import escape

import pandas as pd
import pytest

from talenta_lib import RoundResult, run_round
from talenta_lib.present import pages
from talenta_lib.present.annex_workbook import annex_sheets
from talenta_lib.present.anonymous import anonymise
from talenta_lib.present.pages.page import classification
from talenta_lib.present.pdf import count_pages, document
from talenta_lib.present.wording import share_words

DRAWINGS = dict.fromkeys(("pensiun", "kelengkapan", "sebaran"), '<svg width="310" height="190"></svg>')


def every_page(result: RoundResult) -> str:
    plain = [
        pages.cover, pages.bupati_map, pages.kotak_lists, pages.borderline, pages.undetermined, pages.succession,
        pages.vacancies, pages.recommendations, pages.development, pages.data_quality, pages.differences,
        pages.measurement, pages.scheme_page, pages.rules_in_force, pages.manifest_page,
    ]  # fmt: skip
    drawn = [pages.bupati_decisions(result, DRAWINGS), pages.organisation(result, DRAWINGS)]
    return "".join([*(page(result) for page in plain), *drawn])


def pages_taken(result: RoundResult, body: str) -> int:
    mark = classification(result, draft=False)
    return count_pages(document(body, title="Uji", classification=mark, fingerprint="00000000"))


@pytest.mark.parametrize("scheme", ["bkn_411_2025", "djbk_pu_2026", "dpd_ri", "dpd_ri_b"])
def test_each_page_for_the_bupati_is_one_page_under_every_complete_scheme(pool_folder, scheme):
    result = run_round(pool_folder, scheme=scheme)
    assert pages_taken(result, pages.bupati_map(result)) == 1
    assert pages_taken(result, pages.bupati_decisions(result, DRAWINGS)) == 1


def test_each_page_for_the_bupati_is_one_page_for_the_large_round(profil):
    assert pages_taken(profil, pages.bupati_map(profil)) == 1
    assert pages_taken(profil, pages.bupati_decisions(profil, DRAWINGS)) == 1


def test_the_finding_counts_the_succession_group_and_the_vacant_heads(profil):
    members = int(profil.people["kotak"].isin([7, 8, 9]).sum())
    heads = int((profil.posts["is_vacant"] & profil.posts["is_head"]).sum())
    finding = re.search(r"<h1>(.*?)</h1>", pages.bupati_map(profil)).group(1)
    assert finding == (
        f"{members} dari {len(profil.people)} pejabat siap masuk kelompok suksesi, "
        f"tetapi {heads} jabatan kepala masih kosong"
    )


def test_the_kotak_lists_name_everybody_with_a_kotak_once(profil):
    listed = re.findall(r"P-\d{3}", pages.kotak_lists(profil))
    assert sorted(listed) == sorted(profil.people.loc[profil.people["kotak"].notna(), "code"])


def test_who_has_no_kotak_is_listed_with_what_is_missing(profil):
    waiting = profil.people[profil.people["kotak"].isna()]
    page = pages.undetermined(profil)
    assert len(waiting) > 0
    for person in waiting.itertuples():
        assert person.code in page
        assert escape(str(person.missing)) in page
    assert "ini bukan nilai rendah" in page


def test_no_page_prints_a_sanction_for_kotak_1(profil):
    reasons = " ".join(profil.people.loc[profil.people["kotak"].eq(1).fillna(False), "recommendation"])
    assert set(reasons.split()) == {"pengembangan"}


def test_contents_point_to_pages_that_exist(profil):
    body = every_page(profil)
    listed = re.findall(r'href="#([^"]+)"', pages.contents(None))
    assert len(listed) > 10
    for anchor in listed:
        assert f'id="{anchor}"' in body


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "</script><b>", "{{7*7}}", "=cmd()", "N" * 300])
def test_a_hostile_name_stays_text(pool, name):
    hostile = dataclasses.replace(pool, people=pool.people.assign(nama=name, jabatan=name, opd=name))
    body = every_page(hostile)
    assert "<img" not in body
    assert "</script>" not in body
    assert escape(name) in body


def test_an_anonymous_round_shows_no_name_and_no_nip_anywhere(profil):
    hidden = anonymise(profil)
    body = every_page(hidden)
    cells = " ".join(table.astype("string").to_csv() for table in annex_sheets(hidden).values())
    for text in (body, cells):
        assert not [nip for nip in profil.intake.tables["pegawai"]["nip"] if nip in text]
        for name in profil.intake.tables["pegawai"]["nama"].sample(60, random_state=1):
            assert name not in text


def test_an_anonymous_round_hides_small_groups(pool):
    hidden = anonymise(pool)
    assert set(hidden.people["opd"]) == {"disembunyikan"}
    assert hidden.distribution["people"].min() >= pool.rules["small_cell_minimum"].value


def test_a_scheme_younger_than_the_round_is_named_as_such(pool_folder):
    result = run_round(pool_folder, scheme="djbk_pu_2026")
    assert result.is_scheme_younger
    assert "simulasi dengan skema yang terbit kemudian" in pages.cover(result)
    assert "simulasi dengan skema yang terbit kemudian" in pages.scheme_page(result)


def test_a_report_is_a_konsep_until_scheme_and_rules_are_confirmed(pool):
    assert "KONSEP" in classification(pool, draft=False)
    everything = [
        {"skema": pool.scheme.name, "oleh": "N", "jabatan": "Kepala BKPSDM", "tanggal": "2024-01-31", "dokumen": "D"},
        {"ketentuan": list(pool.unverified_rules), "oleh": "N", "jabatan": "Kepala BKPSDM", "tanggal": "2024-01-31",
         "dokumen": "D"},
    ]  # fmt: skip
    parameters = type(pool.parameters).model_validate(
        {**pool.parameters.model_dump(by_alias=True), "konfirmasi": everything}
    )
    assert "KONSEP" not in classification(dataclasses.replace(pool, parameters=parameters), draft=False)


def test_probabilities_of_one_person_add_to_the_whole(profil):
    shares = profil.people[[f"p_{kotak}" for kotak in range(1, 10)]].dropna()
    assert len(shares) > 400
    pd.testing.assert_series_equal(shares.sum(axis=1), pd.Series(1.0, index=shares.index), check_names=False)


@pytest.mark.parametrize(("part", "whole", "words"), [
    (157, 498, "hampir sepertiga"), (41, 100, "41 persen"), (50, 100, "separuh"), (27, 100, "lebih dari seperempat"),
    (0, 0, "tidak ada"),
])  # fmt: skip
def test_a_share_is_said_as_a_fraction_only_within_two_points(part, whole, words):
    assert share_words(part, whole) == words


def test_a_pj_regional_head_asks_for_the_consent_of_the_minister(pool):
    page = pages.bupati_decisions(pool, DRAWINGS)
    assert "menunggu keputusan Pj Bupati" in page
    assert "persetujuan tertulis Menteri Dalam Negeri" in page
    assert "Usulkan manajemen talenta kepada BKN" in page


def with_head(result: RoundResult, **head: str) -> RoundResult:
    content = result.parameters.model_dump(by_alias=True)
    return dataclasses.replace(
        result, parameters=type(result.parameters).model_validate({**content, "kepala_daerah": head})
    )


@pytest.mark.parametrize(("inaugurated", "asks"), [("2023-08-15", False), ("2023-08-16", True)])
def test_a_new_head_asks_for_consent_for_six_months_to_the_day(pool, inaugurated, asks):
    # planned inauguration 2024-02-15: six months after 2023-08-15 is that very day
    result = with_head(pool, status="definitif", dilantik=inaugurated)
    assert ("dilantik kurang dari 6 bulan" in pages.bupati_decisions(result, DRAWINGS)) is asks


def test_a_score_under_a_cut_off_is_never_printed_on_it(pool):
    people = pool.people.assign(performance_low=79.997, performance_high=79.997)
    people["kotak"] = pd.array([5] * len(people), dtype="Int64")
    page = pages.kotak_lists(dataclasses.replace(pool, people=people))
    assert "79,997" in page
    assert ">80,0<" not in page


def test_the_scheme_page_prints_every_scale_so_that_a_score_can_be_recalculated(pool):
    page = pages.scheme_page(pool)
    assert "sangat baik 100, baik 80, butuh perbaikan 60, kurang 40, sangat kurang 20" in page
    assert "8 dokumen atau lebih 100" in page
    assert "menengah 60 sampai di bawah 80" in page


def test_an_upper_closed_cut_off_is_said_as_such(pool_folder):
    assert "rendah sampai 60" in pages.scheme_page(run_round(pool_folder, scheme="dpd_ri"))
