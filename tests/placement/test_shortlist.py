from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, rank_eligible, rank_people
from talenta_lib.placement.shortlist import Shortlist, shortlist, shortlists
from talenta_lib.terms import Answer, Jenjang

DPRD, INSPEKTUR = "P-05", "P-06"


@pytest.fixture(scope="module")
def lists(heads: Mutasi) -> list[Shortlist]:
    return shortlists(heads.matching)


def with_scores(matching: Matching, changes: dict[tuple[int, int], float], orders: dict[int, object]) -> Matching:
    """Return the matching with some fits and talenta orders changed."""
    score = matching.fit.score.copy()
    for pair, value in changes.items():
        score[pair] = value
    fit = replace(matching.fit, score=score)
    officials = matching.officials.copy()
    for person, order in orders.items():
        officials.loc[person, "order"] = order
    return replace(matching, fit=fit, officials=officials)


def test_three_candidates_go_by_fit_and_the_holder_is_none_of_them(pool: Mutasi) -> None:
    # Sekretaris DPRD by hand from the kesesuaian: 91,7 (Inspektur), 90,3 (Kominfo), then 88,9.
    found = shortlist(pool.matching, DPRD)
    assert found.candidates["rank"].tolist() == [1, 2, 3]
    assert found.candidates["from_id"].tolist()[:2] == [INSPEKTUR, "P-16"]
    assert found.candidates["fit_after"].round(1).tolist() == [91.7, 90.3, 88.9]
    assert DPRD not in set(found.candidates["from_id"])
    assert (found.looked_at, found.eligible, found.unverified) == (24, 24, 0)


def test_equal_fits_go_by_talenta_order_and_those_without_one_come_last(pool: Mutasi) -> None:
    people = np.arange(3)
    level = {(person, 0): 90.0 for person in people}
    assert rank_people(with_scores(pool.matching, level, {0: 7, 1: 2, 2: 5}), 0, people).tolist() == [1, 2, 0]
    assert rank_people(with_scores(pool.matching, level, {0: pd.NA, 1: 2, 2: 5}), 0, people).tolist() == [1, 2, 0]


def test_a_lot_decides_between_officials_without_an_order_whatever_their_row(pool: Mutasi) -> None:
    people = np.arange(6)
    equal = with_scores(pool.matching, {(one, 0): 90.0 for one in people}, dict.fromkeys(range(6), pd.NA))
    ranked = rank_people(equal, 0, people)
    assert rank_people(equal, 0, people[::-1]).tolist() == ranked.tolist()
    assert ranked.tolist() != sorted(ranked)


def test_nobody_with_an_unknown_fit_is_ranked(pool: Mutasi) -> None:
    unknown = with_scores(pool.matching, {(0, 0): np.nan}, {})
    assert 0 in rank_eligible(pool.matching, 0)
    assert 0 not in rank_eligible(unknown, 0)


def test_each_candidate_comes_with_parts_and_findings(pool: Mutasi) -> None:
    found = shortlist(pool.matching, INSPEKTUR)
    for row in found.candidates.itertuples():
        parts = found.parts[found.parts["nip"] == row.nip]
        assert parts["contribution"].sum() == pytest.approx(row.fit_after)
        findings = found.findings[found.findings["nip"] == row.nip]
        assert row.answer == "persetujuan"
        assert "persetujuan" in set(findings["answer"])
        assert row.needs


def test_what_a_candidate_leaves_names_the_best_two_for_it(pool: Mutasi) -> None:
    found = shortlist(pool.matching, DPRD)
    for row in found.candidates.itertuples():
        successors = found.successors[found.successors["left_by"] == row.nip]
        best = shortlist(pool.matching, row.from_id, count=2).candidates
        assert successors["nip"].tolist() == best["nip"].tolist()
        assert set(successors["jabatan_id"]) == {row.from_id}


def test_every_vacant_post_has_a_list_highest_eselon_first(heads: Mutasi, lists: list[Shortlist]) -> None:
    vacant = heads.matching.posts.query("is_vacant")
    assert sorted(one.jabatan_id for one in lists) == sorted(vacant["jabatan_id"])
    assert [one.eselon for one in lists] == sorted(one.eselon for one in lists)
    assert all(len(one.candidates) == 3 for one in lists)


def test_no_candidate_is_barred_and_every_barred_official_is_counted(heads: Mutasi, lists: list[Shortlist]) -> None:
    matching = heads.matching
    gugur = ANSWERS.index(Answer.GUGUR)
    for one in lists:
        answers = matching.eligibility.answer[:, matching.post_index[one.jabatan_id]]
        rows = [matching.people_index[nip] for nip in one.candidates["nip"]]
        assert (answers[rows] != gugur).all()
        assert one.barred["people"].is_monotonic_decreasing
        assert one.barred["people"].max() <= (answers == gugur).sum() <= one.barred["people"].sum()
        assert one.eligible + (answers == gugur).sum() <= one.looked_at


def test_officials_from_outside_leave_no_post_behind(heads: Mutasi) -> None:
    matching = heads.matching
    outsiders = matching.officials[matching.officials["jabatan_id"].isna()]
    place = int(np.flatnonzero(matching.posts["jenjang"] == Jenjang.PENGAWAS)[0])
    ranked = matching.officials["nip"].iloc[rank_eligible(matching, place)]
    comers = ranked[ranked.isin(outsiders["nip"])]
    assert len(comers)
    everybody = shortlist(matching, matching.posts["jabatan_id"].iloc[place], count=len(ranked))
    assert not everybody.successors["left_by"].isin(comers).any()


def test_titles_are_left_off_a_name() -> None:
    assert plain_name("Dr. Ir. Damar Contoh, M.Si.") == "Damar Contoh"
    assert plain_name("Damar") == "Damar"
