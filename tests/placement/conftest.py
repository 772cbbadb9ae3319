"""The sample rounds, solved once: 25 posts with a limit on moves, and the eselon II of a whole kabupaten."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from talenta_lib import run_round
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.price import prices
from talenta_lib.placement.scenario import DEFAULT_SCENARIO
from talenta_lib.round.mutasi import match_round, plan_round
from talenta_lib.terms import Jenjang

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def pool() -> Mutasi:
    """Talent pool: everybody may have every post, at most 20 moves."""
    return plan_round(run_round(SAMPLE / "talent-pool-2024"))


@pytest.fixture(scope="session")
def pool_bounds(pool: Mutasi) -> pd.DataFrame:
    return prices(pool)


@pytest.fixture(scope="session")
def heads() -> Mutasi:
    """Eselon II of the large round: vacant and critical posts, rules that bar, at most five moves."""
    result = run_round(SAMPLE / "profil-talenta-2025")
    scenario = DEFAULT_SCENARIO.changed(scope=(Jenjang.JPT_PRATAMA,), max_moves=5)
    return plan_round(result, scenario, matching=match_round(result))
