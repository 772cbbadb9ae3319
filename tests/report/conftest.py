"""The two sample rounds, run once for all tests of the pages. DATA SINTETIS."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from talenta_lib import RoundResult, run_round

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
POOL = SAMPLE / "talent-pool-2024"
PROFIL = SAMPLE / "profil-talenta-2025"


@cache
def sample_round(folder: Path, scheme: str | None = None) -> RoundResult:
    return run_round(folder, **({"scheme": scheme} if scheme else {}))


@pytest.fixture
def pool() -> RoundResult:
    return sample_round(POOL)


@pytest.fixture
def profil() -> RoundResult:
    return sample_round(PROFIL)


@pytest.fixture(scope="session")
def pool_folder() -> Path:
    return POOL
