"""Scoring and boxing very many officials: talenta's arrays beside the same arithmetic in DuckDB's SQL."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from talenta_lib.regulations import Rules, Scheme, load_rules, load_scheme
from talenta_lib.talent import build_posts, build_roster, score_talent
from talenta_lib.terms import Jenjang
from tests.benchmarks.population import AS_OF, population

QUERY = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
COMPARED = (
    "performance_score", "performance_low", "performance_high", "potential_score", "potential_low", "potential_high",
    "kotak",
)  # fmt: skip


class Contest:
    """The same officials in pandas frames and in DuckDB's own tables, both loaded before any clock starts."""

    def __init__(self, count: int) -> None:
        self.tables = population(count)
        self.rules: Rules = load_rules(AS_OF)
        self.scheme: Scheme = load_scheme("bkn_411_2025")
        scope = [jenjang for jenjang in Jenjang if jenjang != Jenjang.PELAKSANA]
        posts = build_posts(self.tables, self.rules)
        self.roster = build_roster(self.tables, posts, self.rules, scope=scope, as_of=AS_OF)
        self.connection = duckdb.connect()
        for name, table in self.tables.items():
            self.connection.from_df(table).create(name)

    def talenta(self) -> pd.DataFrame:
        """Score and box everybody with talenta."""
        scores = score_talent(self.tables, self.scheme, as_of=AS_OF, rules=self.rules, roster=self.roster)
        return scores.people

    def duckdb(self, threads: int) -> pd.DataFrame:
        """Score and box everybody with SQL, on so many threads."""
        self.connection.execute(f"SET threads = {threads:d}")
        return self.connection.execute(QUERY).df()


def differences(talenta: pd.DataFrame, peer: pd.DataFrame) -> Mapping[str, int]:
    """Return, per column, how many officials the two disagree on."""
    mine, theirs = (frame.set_index("nip")[list(COMPARED)].astype("float64").sort_index() for frame in (talenta, peer))
    if not mine.index.equals(theirs.index):
        raise ValueError("the two results hold different officials")
    return {name: int((~np.isclose(mine[name], theirs[name], atol=1e-6, equal_nan=True)).sum()) for name in COMPARED}
