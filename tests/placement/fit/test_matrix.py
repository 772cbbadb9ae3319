"""Fit: weighted, open to its parts, and never zero for what is not known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.placement.fit import Fit, compute_fit, fit_scheme_names, load_fit_scheme
from talenta_lib.round import RoundResult, run_round
from tests.placement.fit.conftest import fit_of, scheme_of
from tests.talent.conftest import assessment, employee, held, nip_of, vacancy

SAMPLES = Path(__file__).parents[3] / "data" / "sample"
ASSESSED = [assessment(technical_score=70.0, leadership_score=74.0)]
AS_OF = dt.date(2025, 10, 1)


@pytest.fixture(scope="module")
def pool() -> RoundResult:
    return run_round(SAMPLES / "talent-pool-2024")


@pytest.fixture(scope="module")
def everybody() -> Fit:
    """Return the fit of the larger sample, which lacks many data, by the scheme of most components."""
    result = run_round(SAMPLES / "profil-talenta-2025")
    return compute_fit(result.dossier, result.posts, result.rules, load_fit_scheme("profil_lengkap"))


def pair(fit: Fit, number: int = 1, post: str = "J-0001") -> tuple[float, float, float]:
    """Return score, low and high of one official and one post."""
    row, column = fit.nips.get_loc(nip_of(number)), fit.jabatan_ids.get_loc(post)
    return float(fit.score[row, column]), float(fit.low[row, column]), float(fit.high[row, column])


def part(fit: Fit, component: str, post: str = "J-0001") -> pd.Series:
    return fit.parts(nip_of(1), post).set_index("component").loc[component]


def test_the_weighted_components_add_to_the_fit() -> None:
    # 40 (3 of 3) + 0.2 x 70 + 10 (field named) + 15 (7 years 8 months) + 15 (sangat baik) = 94
    assert pair(fit_of(employee(asesmen=ASSESSED))) == pytest.approx((94, 94, 94))


def test_a_missing_component_is_weighed_out_and_shown_as_a_range() -> None:
    # Without the technical score 80 of 80 known points are reached: 100; at 0 it would be 80, at 100 it would be 100.
    fit = fit_of(employee())
    assert pair(fit) == pytest.approx((100, 80, 100))
    assert part(fit, "kompetensi_teknis")["is_missing"]
    assert part(fit, "kompetensi_teknis")["contribution"] == 0
    assert part(fit, "kesesuaian")["contribution"] == pytest.approx(50)  # 40 of 80


@pytest.mark.parametrize(("least", "score"), [(50, 100), (50.1, np.nan)])
def test_a_pair_of_which_less_is_known_than_the_scheme_asks_for_has_no_score(least: float, score: float) -> None:
    scheme = scheme_of(least, kesesuaian=50, kompetensi_teknis=50)
    assert pair(fit_of(employee(), scheme=scheme))[0] == pytest.approx(score, nan_ok=True)


def test_a_pair_without_score_still_has_a_range_and_a_full_one_its_score() -> None:
    scheme = scheme_of(100, kesesuaian=50, kompetensi_teknis=50)
    score, low, high = pair(fit_of(employee(), scheme=scheme))
    assert np.isnan(score)
    assert (low, high) == (50, 100)
    assert fit_of(employee(), scheme=scheme).parts(nip_of(1), "J-0001")["contribution"].isna().all()
    assert pair(fit_of(employee(asesmen=ASSESSED), scheme=scheme)) == (85, 85, 85)


def test_who_has_no_data_at_all_has_no_score_and_the_widest_range() -> None:
    fit = fit_of(employee(asesmen=[]), scheme="kedekatan_kompetensi")
    score, low, high = pair(fit)
    assert np.isnan(score)
    assert (low, high) == (0, 100)
    assert fit.parts(nip_of(1), "J-0001")["contribution"].isna().all()


def test_what_the_post_does_not_ask_makes_nobody_doubtful() -> None:
    # 40 + 14 + 15 + 15 = 84 of 90: the field of study does not apply.
    fit = fit_of(employee(asesmen=ASSESSED, required_fields=None))
    assert pair(fit) == pytest.approx((84 / 0.9,) * 3)
    assert part(fit, "bidang_ilmu")["is_missing"]
    assert part(fit, "bidang_ilmu")["observed"] == "jabatan tidak menyebut bidang ilmu"


def test_a_post_without_rumpun_asks_no_experience() -> None:
    fit = fit_of(employee(asesmen=ASSESSED, rumpun=None))
    assert pair(fit) == pytest.approx((79 / 0.85,) * 3)
    assert part(fit, "pengalaman_rumpun")["observed"] == "rumpun jabatan belum diisi"


def test_the_blend_of_bkn_weighs_by_the_target_post() -> None:
    # Talenta score (83 + 86) / 2 = 84.5, technical 70.
    fit = fit_of(employee(asesmen=ASSESSED), vacancy(90), vacancy(91, eselon="IV.a"), scheme="campuran_bkn")
    assert pair(fit)[0] == pytest.approx(0.6 * 84.5 + 0.4 * 70)
    assert pair(fit, post="J-0090")[0] == pytest.approx(0.7 * 84.5 + 0.3 * 70)
    assert pair(fit, post="J-0091")[0] == pytest.approx(0.5 * 84.5 + 0.5 * 70)


def test_a_post_for_which_the_scheme_has_no_weights_has_no_score() -> None:
    score, low, high = pair(
        fit_of(employee(asesmen=ASSESSED), vacancy(90, eselon="V.a"), scheme="campuran_bkn"), post="J-0090"
    )
    assert np.isnan(score)
    assert (low, high) == (0, 100)


@pytest.mark.parametrize(
    ("component", "score"),
    [("kompetensi_teknis", 70), ("kepemimpinan", 74), ("rekam_jejak", 100), ("talenta", 84.5), ("kesesuaian", 100)],
)
def test_each_component_is_read_from_its_own_source(component: str, score: float) -> None:
    assert pair(fit_of(employee(asesmen=ASSESSED), scheme=scheme_of(**{component: 100})))[0] == pytest.approx(score)


def test_the_standard_of_the_post_goes_before_that_of_its_jenjang() -> None:
    # JPT Pratama asks 4 of all nine: 27 of 36. Its own standard of 5 for one of them: 27 of 37.
    people = employee(), vacancy(90), vacancy(91, required_komunikasi_level=5.0)
    fit = fit_of(*people, scheme="kedekatan_kompetensi")
    assert pair(fit, post="J-0090")[0] == pytest.approx(100 * 27 / 36)
    assert pair(fit, post="J-0091")[0] == pytest.approx(100 * 27 / 37)
    gaps = fit.gaps(nip_of(1), "J-0091").set_index("competency")
    assert (gaps.loc["komunikasi", "gap"], gaps.loc["integritas", "gap"]) == (-2, -1)


def test_a_surplus_informs_and_does_not_count() -> None:
    fit = fit_of(employee(asesmen=[assessment(3.0, integritas_level=5.0)]), scheme="kedekatan_kompetensi")
    assert fit.gaps(nip_of(1), "J-0001").set_index("competency").loc["integritas", "gap"] == 2
    assert pair(fit)[0] == 100


@pytest.mark.parametrize(
    ("start", "score"),
    [
        (dt.date(2020, 10, 1), 100),  # five years, met on the day
        (dt.date(2020, 10, 2), 75),
        (dt.date(2022, 10, 1), 75),
        (dt.date(2022, 10, 2), 50),
        (dt.date(2024, 10, 2), 0),
    ],
)
def test_years_in_the_rumpun_are_calendar_years(start: dt.date, score: float) -> None:
    scheme = scheme_of(pengalaman_rumpun=100)
    fit = fit_of(employee(riwayat_jabatan=[held("Sekretaris", start)]), scheme=scheme, day=AS_OF)
    assert pair(fit)[0] == score


def test_service_counts_up_to_the_given_day() -> None:
    one = employee(riwayat_jabatan=[held("Sekretaris", dt.date(2020, 10, 2))])
    scheme = scheme_of(pengalaman_rumpun=100)
    assert pair(fit_of(one, scheme=scheme, day=dt.date(2025, 10, 1)))[0] == 75
    assert pair(fit_of(one, scheme=scheme, day=dt.date(2025, 10, 2)))[0] == 100


def test_only_posts_of_the_rumpun_count_and_their_terms_are_added() -> None:
    history = [
        held("Kepala Seksi", dt.date(2016, 1, 1), end_date=dt.date(2017, 12, 31)),  # 2 years
        held("Kepala Bidang", dt.date(2018, 1, 1), end_date=dt.date(2023, 12, 31), rumpun="keuangan"),
        held("Sekretaris", dt.date(2024, 1, 1), rumpun="Pemerintahan"),  # 1 year 9 months
    ]
    fit = fit_of(
        employee(riwayat_jabatan=history), vacancy(90, rumpun="PEMERINTAHAN"), scheme=scheme_of(pengalaman_rumpun=100)
    )
    assert pair(fit, post="J-0090") == pair(fit)
    assert part(fit, "pengalaman_rumpun")["observed"] == "3 tahun 9 bulan di rumpun pemerintahan"
    assert pair(fit)[0] == 75


def test_no_history_is_missing_and_no_year_in_the_rumpun_is_zero() -> None:
    scheme = scheme_of(pengalaman_rumpun=100)
    elsewhere = employee(riwayat_jabatan=[held("Sekretaris", dt.date(2015, 1, 1), rumpun="keuangan")])
    assert pair(fit_of(elsewhere, scheme=scheme)) == (0, 0, 0)
    score, *span = pair(fit_of(employee(riwayat_jabatan=[]), scheme=scheme))
    assert np.isnan(score)
    assert span == [0, 100]


def test_service_without_rumpun_is_missing_only_where_it_could_change_the_score() -> None:
    scheme = scheme_of(pengalaman_rumpun=100)
    unclear = held("Kepala Seksi", dt.date(2010, 1, 1), end_date=dt.date(2014, 12, 31), rumpun=None)
    little = [unclear, held("Sekretaris", dt.date(2024, 1, 1))]
    enough = [unclear, held("Sekretaris", dt.date(2020, 1, 1))]
    fit = fit_of(employee(riwayat_jabatan=little), scheme=scheme)
    assert np.isnan(pair(fit)[0])
    assert part(fit, "pengalaman_rumpun")["observed"].endswith("riwayat lain tanpa rumpun")
    assert pair(fit_of(employee(riwayat_jabatan=enough), scheme=scheme)) == (100, 100, 100)


def test_the_kesesuaian_of_the_sample_is_that_of_its_answer_key(pool: RoundResult) -> None:
    key = pd.read_csv(SAMPLES / "talent-pool-2024" / "kunci" / "rencana.csv", dtype={"nip": "string"})
    fit = compute_fit(pool.dossier, pool.posts, pool.rules, load_fit_scheme("kedekatan_kompetensi"))
    people = fit.nips.get_indexer(pd.Index(key["nip"]))
    for post, known in (("jabatan_id", "kesesuaian_now"), ("planned_jabatan_id", "kesesuaian_planned")):
        found = fit.score[people, fit.jabatan_ids.get_indexer(pd.Index(key[post]))]
        assert np.round(found, 4).tolist() == key[known].tolist()


@settings(deadline=None)
@given(st.data())
def test_the_parts_of_any_pair_add_to_its_fit(everybody: Fit, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(everybody.nips) - 1))
    column = data.draw(st.integers(0, len(everybody.jabatan_ids) - 1))
    parts = everybody.parts(everybody.nips[row], everybody.jabatan_ids[column])
    assert parts["weight"].sum() == 100
    added = parts["contribution"].sum(skipna=False)  # of a pair without score no contribution is known
    assert added == pytest.approx(everybody.score[row, column], abs=1e-10, nan_ok=True)
    assert (parts["is_missing"] | parts["score"].notna()).all()
    assert (parts["observed"].str.len() > 0).all()


def test_the_score_lies_in_its_range_and_is_the_range_where_nothing_is_missing(everybody: Fit) -> None:
    known = np.isfinite(everybody.score)
    assert known.any()
    assert (everybody.low < everybody.high).any()
    assert (everybody.low[known] <= everybody.score[known]).all()
    assert (everybody.score[known] <= everybody.high[known]).all()
    assert (everybody.low >= 0).all()
    assert (everybody.high <= 100 + 1e-9).all()
    is_point = everybody.low == everybody.high
    assert (everybody.score[is_point] == everybody.low[is_point]).all()


@pytest.mark.parametrize("name", fit_scheme_names())
def test_the_order_of_people_and_posts_changes_no_fit(pool: RoundResult, name: str) -> None:
    scheme = load_fit_scheme(name)
    first = compute_fit(pool.dossier, pool.posts, pool.rules, scheme)
    turned = pool.posts.iloc[::-1].reset_index(drop=True)
    second = compute_fit(pool.dossier.sorted_by_nip(), turned, pool.rules, scheme)
    people = second.nips.get_indexer(first.nips)
    assert (second.score[people][:, ::-1] == first.score).all()
    assert second.jabatan_ids.tolist() == first.jabatan_ids.tolist()[::-1]


def test_who_is_not_in_the_matrix_is_refused() -> None:
    fit = fit_of(employee())
    with pytest.raises(ValueError, match="does not hold both"):
        fit.parts(nip_of(7), "J-0001")
    with pytest.raises(ValueError, match="does not hold both"):
        fit.gaps(nip_of(1), "J-0007")


def test_a_post_that_stands_twice_is_refused(pool: RoundResult) -> None:
    twice = pd.concat([pool.posts, pool.posts.head(1)], ignore_index=True)
    with pytest.raises(ValueError, match="stands twice"):
        compute_fit(pool.dossier, twice, pool.rules, load_fit_scheme("kedekatan_kompetensi"))
