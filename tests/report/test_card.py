"""The person card: doubt as sorted bars, both axes in words, posts by the plan, history; data is never markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from talenta_lib.present.explore.card import card_details, card_summary, person_card
from talenta_lib.present.pages.page import board_bands
from talenta_lib.round import RoundResult
from talenta_lib.terms import format_number, format_score

HOSTILE = '<img src=x onerror="alert(1)">{{7*7}}'


def one_person(result: RoundResult, **values: Any) -> RoundResult:
    """Return the round with one official of a kotak, some facts of whom are other ones."""
    placed = result.people[result.people["kotak"].notna() & result.people["p_1"].notna()].iloc[[0]]
    return replace(result, people=placed.assign(**values))


def of(result: RoundResult) -> str:
    return str(result.people["nip"].iloc[0])


def shares(**percent: int) -> dict[str, float]:
    """Return probabilities in percent by kotak, 0 for the others."""
    return {f"p_{kotak}": percent.get(f"k{kotak}", 0) / 100 for kotak in range(1, 10)}


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_doubt_is_sorted_and_the_official_kotak_is_marked(profil: RoundResult) -> None:
    result = one_person(profil, kotak=7, **shares(k5=41, k7=39, k9=20))
    html = card_summary(result, of(result))
    assert "Mungkin kotak 5, mungkin juga 7 atau 9" in html
    bars = re.findall(r"<li( class=\"resmi\")?><span>(.*?)</span>.*?<strong>(.*?)</strong>", html)
    assert [(name, share) for _, name, share in bars] == [("Kotak 5", "41%"), ("Kotak 7", "39%"), ("Kotak 9", "20%")]
    assert [bool(mark) for mark, _, _ in bars] == [False, True, False]


def test_small_chances_are_told_together(profil: RoundResult) -> None:
    result = one_person(profil, kotak=5, **shares(k5=60, k2=10, k4=10, k8=10, k1=6, k9=4))
    html = card_summary(result, of(result))
    assert "<span>Lainnya</span>" in html
    assert text(html).count("10%") == 4  # three kotak, and 6 + 4 of the others


def test_nobody_is_certain(profil: RoundResult) -> None:
    result = one_person(profil, kotak=5, **shares(k5=100))
    html = card_summary(result, of(result))
    assert "Kotak 5, peluang lebih dari 99%" in html
    assert "&gt;99%" in html
    assert ">100%" not in html


def test_a_score_just_under_a_level_says_how_near_it_is(profil: RoundResult) -> None:
    result = one_person(profil, potential_score=79.9, potential_level="medium", performance_level="high")
    words = text(card_summary(result, of(result)))
    assert "menengah; 0,1 lagi tinggi" in words
    far = one_person(profil, potential_score=70.0, potential_level="medium")
    assert "lagi tinggi" not in card_summary(far, of(far))


def test_a_score_is_not_rounded_over_its_cut_off(profil: RoundResult) -> None:
    result = one_person(profil, potential_score=79.997, potential_level="medium")
    assert format_score(79.997, board_bands(profil.scheme)["potential"]) == "79,997"
    assert "<dd>79,997</dd>" in card_summary(result, of(result))


def test_who_has_no_kotak_is_told_what_is_missing_and_what_may_be(profil: RoundResult) -> None:
    waiting = profil.people[profil.people["kotak"].isna() & profil.people["missing"].ne("")].iloc[0]
    words = text(card_summary(profil, str(waiting["nip"])))
    assert "Kotak belum dapat ditetapkan" in words
    assert f"Belum ada: {waiting['missing']}. Ini bukan nilai rendah." in words


def test_candidates_are_named_with_their_readiness(profil: RoundResult) -> None:
    nip = str(profil.candidates["nip"].iloc[0])
    mine = profil.candidates[profil.candidates["nip"] == nip]
    words = text(card_summary(profil, nip))
    for row in mine.itertuples():
        assert str(row.jabatan) in words
    vacant = int(profil.posts["is_vacant"].sum())
    assert f"dari {['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh'][vacant]} jabatan kosong" in words


def test_the_plan_names_its_post_with_the_same_fit(pool: RoundResult, pool_plan: Any) -> None:
    moves = pool_plan.mutasi.moves
    move = moves.iloc[0]
    words = text(card_summary(pool, str(move["nip"]), pool_plan))
    assert f"Pindah ke {move['to_jabatan']}" in words
    assert f"kecocokan {format_number(float(move['fit_after']))}" in words
    stay = pool_plan.mutasi.stays.iloc[0]
    assert "Tetap di " in text(card_summary(pool, str(stay["nip"]), pool_plan))


def test_other_posts_are_the_best_open_ones(pool: RoundResult, pool_plan: Any) -> None:
    mutasi = pool_plan.mutasi
    nip = str(mutasi.moves["nip"].iloc[0])
    html = card_summary(pool, nip, pool_plan)
    after = html.split("Jabatan lain yang paling cocok")[1]
    fits = [float(number.replace(",", ".")) for number in re.findall(r"kecocokan <b>([\d,]+)</b>", after)]
    assert fits == sorted(fits, reverse=True)
    row, best = mutasi.matching.people_index[nip], mutasi.matching.fit.score
    assert fits[0] <= round(float(pd.Series(best[row]).max()), 1) + 0.05


def test_history_is_whole_and_newest_first(profil: RoundResult) -> None:
    service = profil.dossier.service
    nip = str(service.loc[service["nip"].isin(profil.people["nip"]), "nip"].value_counts().index[0])
    mine = service[service["nip"] == nip].sort_values("start_date", ascending=False)
    html = card_details(profil, nip)
    block = html.split(f"<h3>Riwayat {len(mine)} jabatan</h3>")[1]
    years = [int(year) for year in re.findall(r"<td>(?:sejak )?(\d{4})", block)]
    assert years == mine["start_date"].dt.year.tolist()


def test_every_number_has_its_source_and_date(profil: RoundResult) -> None:
    nip = str(profil.people["nip"].iloc[10])
    parts = profil.components[profil.components["nip"] == nip]
    html = card_details(profil, nip)
    for part in parts.itertuples():
        assert str(part.label) in html
    assert html.count('<span class="sub">') == len(parts)


def test_data_is_never_markup(profil: RoundResult) -> None:
    result = one_person(profil, nama=HOSTILE, jabatan=HOSTILE, missing=HOSTILE)
    nip = of(result)
    service = result.dossier.service.assign(jabatan=HOSTILE, opd=HOSTILE)
    parts = result.components.assign(label=HOSTILE, observed=HOSTILE, source=HOSTILE)
    candidates = result.candidates.iloc[[0]].assign(nip=nip, jabatan=HOSTILE)
    advice = result.competencies.assign(gap=-1.0, development=HOSTILE)
    hostile = replace(
        result, dossier=replace(result.dossier, service=service), components=parts, candidates=candidates,
        competencies=advice,
    )  # fmt: skip
    html = person_card(hostile, nip)
    assert "<img" not in html
    assert html.count("&lt;img") >= 8


def test_nobody_chosen_is_a_hint(profil: RoundResult) -> None:
    assert "Klik satu titik" in person_card(profil, None)
    assert "<h3>" not in person_card(profil, None)


@pytest.mark.parametrize("theme_free", [card_summary, card_details])
def test_the_card_has_no_colour_of_its_own(profil: RoundResult, theme_free: Any) -> None:
    html = theme_free(profil, str(profil.people["nip"].iloc[3]))
    assert not re.findall(r"#[0-9A-F]{6}", html)
