"""The sample rounds as a committee uses them: a change solved again, and a whole kabupaten from the first stage on."""

from __future__ import annotations

import time
from pathlib import Path

from talenta_lib.placement.mutasi import plan_mutasi
from talenta_lib.placement.scenario import Scenario
from talenta_lib.round import run_round
from talenta_lib.round.mutasi import match_round, round_scenario
from tests.benchmarks.timing import ROUNDS, Row, medians

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def bench_rounds() -> list[Row]:
    """Solve talent-pool-2024 again after every kind of change, and profil-talenta-2025 once."""
    return [_pool(), *_profile()]


def _changes(scenario: Scenario, nips: list[str], posts: list[str]) -> list[Scenario]:
    """Return the scenario with every limit of moves, and with every official locked to stay or into the next post."""
    limits = [scenario.changed(max_moves=most) for most in range(len(nips) + 1)]
    stays = [scenario.changed(stay=(nip,)) for nip in nips]
    pairs = zip(nips, [*posts[1:], posts[0]], strict=True)
    placed = [scenario.changed(place=({"nip": nip, "jabatan": post},)) for nip, post in pairs]
    return [*limits, *stays, *placed]


def _pool() -> Row:
    result = run_round(SAMPLE / "talent-pool-2024")
    scenario, matching = round_scenario(result), match_round(result)
    officials = result.people.sort_values("jabatan_id")
    changes = _changes(scenario, list(officials["nip"]), list(officials["jabatan_id"]))
    plan_mutasi(matching, scenario)
    slowest = max(medians(lambda one=one: plan_mutasi(matching, one), rounds=3)[0] for one in changes)
    job = f"talent-pool-2024, slowest of {len(changes)} changes of lock or K"
    return Row(job, "plan_mutasi", slowest, "", None, 3, 0.2, 0.02)


def _profile() -> list[Row]:
    result = run_round(SAMPLE / "profil-talenta-2025")
    scenario = round_scenario(result)
    matching = match_round(result, scenario.fit_scheme)
    first: list[float] = []

    def run() -> None:
        told: list[float] = []
        start = time.perf_counter()
        plan_mutasi(
            matching, scenario,
            on_progress=lambda stage, value, bound: told.append(time.perf_counter() - start) if value else None,
        )  # fmt: skip
        first.append(told[0])

    [whole] = medians(run)
    job = "profil-talenta-2025"
    return [
        Row(f"{job}, first stage", "plan_mutasi", sorted(first)[len(first) // 2], "", None, ROUNDS, 2.0, 2.0),
        Row(f"{job}, all stages", "plan_mutasi", whole, "", None, ROUNDS, None, 5.0),
    ]
