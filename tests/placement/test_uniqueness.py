"""Whether a plan is the only best one is said, with who could be elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from talenta_lib.placement import uniqueness
from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.solver import alternatives
from talenta_lib.placement.uniqueness import best_elsewhere, say_uniqueness
from talenta_lib.round import run_round
from talenta_lib.round.mutasi import plan_round

POOL = Path(__file__).parents[2] / "data" / "sample" / "talent-pool-2024"


@pytest.fixture(scope="module")
def pool() -> Mutasi:
    return plan_round(run_round(POOL))


def test_the_plan_of_the_pool_is_the_only_best_one(pool: Mutasi) -> None:
    assert best_elsewhere(pool) == {}
    assert say_uniqueness(pool) == "Susunan ini satu-satunya yang terbaik."


def test_two_alike_who_move_can_change_places(pool: Mutasi) -> None:
    nips = [str(nip) for nip in pool.moves["nip"].iloc[[0, 2]]]
    first, second = (pool.matching.people_index[nip] for nip in nips)
    score = pool.matching.fit.score.copy()
    score[second] = score[first]
    alike = plan_mutasi(replace(pool.matching, fit=replace(pool.matching.fit, score=score)), pool.scenario)
    elsewhere = best_elsewhere(alike)
    planned = alike.assigned.set_index("nip")["to_id"]

    assert elsewhere is not None
    assert planned[nips[1]] in elsewhere[nips[0]]
    assert planned[nips[0]] in elsewhere[nips[1]]
    assert "Ada susunan lain yang sama baiknya, dengan tempat lain bagi" in say_uniqueness(alike)


def test_a_plan_that_is_not_proved_says_that_it_is_not_known(pool: Mutasi) -> None:
    unproved = replace(pool, plan=replace(pool.plan, status="feasible"))

    assert best_elsewhere(unproved) is None
    assert "belum dicari" in say_uniqueness(unproved)


def test_who_is_not_settled_in_time_is_named(pool: Mutasi, monkeypatch: pytest.MonkeyPatch) -> None:
    model, plan = pool.options.model, pool.plan
    known = alternatives(model, plan)
    is_open = known.pairs.copy()
    is_open.data[1:] = False
    is_open.eliminate_zeros()
    monkeypatch.setattr(uniqueness, "alternatives", lambda *_, **__: replace(known, open_pairs=is_open))

    assert best_elsewhere(pool) is None
    first = plain_name(pool.options.officials["nama"].iloc[0])
    assert say_uniqueness(pool) == f"Belum selesai diperiksa apakah ada tempat lain yang sama baiknya bagi {first}."


def test_a_whole_kabupaten_is_settled() -> None:
    plan = plan_round(run_round(POOL.parent / "profil-talenta-2025"))
    elsewhere = best_elsewhere(plan)

    assert elsewhere is not None
    planned = plan.assigned.set_index("nip")["to_id"]
    assert all(planned[nip] not in places for nip, places in elsewhere.items())
