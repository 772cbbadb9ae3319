"""Whether a plan is the only best one is said, with who could be elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
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


def test_two_officials_alike_can_change_places(pool: Mutasi) -> None:
    score = pool.matching.fit.score.copy()
    first, second = pool.options.people[:2]
    score[second] = score[first]
    alike = plan_mutasi(
        replace(pool.matching, fit=replace(pool.matching.fit, score=score)), pool.scenario.changed(max_moves=None)
    )
    elsewhere = best_elsewhere(alike)
    nips = [str(pool.matching.fit.nips[row]) for row in (first, second)]
    planned = alike.assigned.set_index("nip")["to_id"]

    assert elsewhere is not None
    assert planned[nips[1]] in elsewhere[nips[0]]
    assert planned[nips[0]] in elsewhere[nips[1]]
    assert "sama baiknya" in say_uniqueness(alike)


def test_a_plan_that_is_not_proved_says_that_it_is_not_known(pool: Mutasi) -> None:
    unproved = replace(pool, plan=replace(pool.plan, status="feasible"))

    assert best_elsewhere(unproved) is None
    assert "belum dicari" in say_uniqueness(unproved)
