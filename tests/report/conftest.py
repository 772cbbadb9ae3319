"""The two sample rounds, run once for all tests of the pages. DATA SINTETIS."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from talenta_lib import RoundResult, run_round
from talenta_lib.present.chapter import Chapter, open_chapter

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
POOL = SAMPLE / "talent-pool-2024"
PROFIL = SAMPLE / "profil-talenta-2025"


@cache
def sample_round(folder: Path, scheme: str | None = None) -> RoundResult:
    return run_round(folder, **({"scheme": scheme} if scheme else {}))


@cache
def sample_chapter(folder: Path, *, anonymous: bool = False) -> Chapter:
    chapter = open_chapter(sample_round(folder), anonymous=anonymous)
    assert chapter is not None
    return chapter


@pytest.fixture
def pool_plan() -> Chapter:
    return sample_chapter(POOL)


@pytest.fixture
def profil_plan() -> Chapter:
    return sample_chapter(PROFIL)


@pytest.fixture
def hidden_plan() -> Chapter:
    return sample_chapter(PROFIL, anonymous=True)


@pytest.fixture
def pool() -> RoundResult:
    return sample_round(POOL)


@pytest.fixture
def profil() -> RoundResult:
    return sample_round(PROFIL)


@pytest.fixture(scope="session")
def pool_folder() -> Path:
    return POOL
