"""What holds for every round, not only for the ones we thought of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.regulations import load_scheme
from talenta_lib.talent import add_probabilities, add_succession, place_in_kotak, score_talent
from talenta_lib.terms import Axis
from tests.talent.conftest import (
    AS_OF,
    Records,
    assessment,
    certificates,
    employee,
    penguat,
    rules,
    scored,
    tables,
)

ROUNDS = settings(max_examples=25, deadline=None)
LEVELS = {"low": 0, "medium": 1, "high": 2}
RATINGS = ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik")
SCHEMES = ("bkn_411_2025", "djbk_pu_2026", "dpd_ri", "dpd_ri_b")
LADDERS: dict[str, tuple[Any, ...]] = {
    "predikat": RATINGS,
    "penghargaan": ("tidak_ada", "instansi", "lintas_instansi", "nasional", "internasional"),
    "tim_kerja": ("tidak_ada", "anggota_internal", "anggota_lintas", "ketua_internal", "ketua_lintas"),
    "umpan_balik_360": RATINGS,
    "certificates": tuple(range(1, 11)),
    "level": (1.0, 2.0, 3.0, 4.0, 5.0),
    "potensi": tuple(float(score) for score in range(0, 101, 4)),
    "education": ("SLTA", "D3", "S1", "S2", "S3"),
    "hukdis": ("berat", "sedang", "ringan", "tidak_ada"),
}
"""Each kind of evidence from its lowest to its highest score."""

scores = st.floats(0, 100, allow_nan=False)
facts = st.fixed_dictionaries({name: st.sampled_from(range(len(ladder))) for name, ladder in LADDERS.items()})
gaps = st.sets(st.sampled_from(["predikat", "penghargaan", "tim_kerja", "umpan_balik_360", "certificates", "asesmen",
                                "education", "hukdis"]))  # fmt: skip


def records(steps: dict[str, int], number: int = 1, *, without: frozenset[str] | set[str] = frozenset()) -> Records:
    """Return an official who stands on these steps of the ladders; what is in ``without`` has no data."""
    at = {name: LADDERS[name][step] for name, step in steps.items()}
    extras = ("penghargaan", "tim_kerja", "umpan_balik_360")
    day = dt.date(2025, 1, 6)
    return employee(
        number,
        kinerja=[] if "predikat" in without else [{"year": 2024, "predikat": at["predikat"]}],
        penguat=[penguat(kind, at[kind]) for kind in extras if kind not in without],
        pengembangan=[] if "certificates" in without else certificates(at["certificates"]),
        asesmen=[] if "asesmen" in without else [assessment(at["level"], potensi_score=at["potensi"])],
        education_level=None if "education" in without else at["education"],
        disiplin=[] if "hukdis" in without else [{"hukdis": at["hukdis"], "start_date": day}],
    )


@settings(deadline=None)
@given(st.sampled_from(SCHEMES), scores, scores, scores)
def test_a_higher_score_never_lowers_the_level_of_its_axis(scheme: str, low: float, high: float, other: float) -> None:
    low, high = sorted((low, high))
    rank = {1: (0, 0), 2: (1, 0), 3: (0, 1), 4: (2, 0), 5: (1, 1), 6: (0, 2), 7: (2, 1), 8: (1, 2), 9: (2, 2)}
    policy = load_scheme(scheme)
    worse, better = (rank[place_in_kotak(score, other, policy) or 0] for score in (low, high))
    assert worse[0] <= better[0]
    assert worse[1] == better[1]
    worse, better = (rank[place_in_kotak(other, score, policy) or 0] for score in (low, high))
    assert worse[1] <= better[1]
    assert worse[0] == better[0]


@ROUNDS
@given(facts, st.sampled_from(sorted(LADDERS)), st.data())
def test_better_evidence_of_one_kind_never_lowers_anything(
    steps: dict[str, int], name: str, data: st.DataObject
) -> None:
    higher = data.draw(st.integers(steps[name], len(LADDERS[name]) - 1))
    worse, better = scored(records(steps)).people.iloc[0], scored(records({**steps, name: higher})).people.iloc[0]
    for axis in Axis:
        assert worse[f"{axis}_score"] <= better[f"{axis}_score"] + 1e-9
        assert LEVELS[worse[f"{axis}_level"]] <= LEVELS[better[f"{axis}_level"]]


@ROUNDS
@given(facts, gaps)
def test_the_range_contains_what_any_completion_of_the_data_gives(steps: dict[str, int], without: set[str]) -> None:
    complete = scored(records(steps)).people.iloc[0]
    partial = scored(records(steps, without=without), employee(2)).people.iloc[0]
    for axis in Axis:
        assert partial[f"{axis}_low"] - 1e-9 <= complete[f"{axis}_score"] <= partial[f"{axis}_high"] + 1e-9
    assert str(complete["kotak"]) in partial["possible_kotak"].split(";")
    assert pd.isna(partial["kotak"]) or partial["kotak"] == complete["kotak"]


@ROUNDS
@given(st.lists(facts, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_row_order_of_every_table_does_not_matter(people: list[dict[str, int]], random: Any) -> None:
    clean = tables(*(records(steps, number + 1) for number, steps in enumerate(people)))
    shuffled = {}
    for name, table in clean.items():
        order = list(range(len(table)))
        random.shuffle(order)
        shuffled[name] = table.iloc[order].reset_index(drop=True)
    results = []
    for version in (clean, shuffled):
        found = score_talent(version, load_scheme("bkn_411_2025"), as_of=AS_OF)
        stated, _ = add_probabilities(found, rules(), borderline=0.5, seed=7)
        ordered = add_succession(stated, rules(), seed=7).drop(columns="code")
        results.append(ordered.sort_values("nip", ignore_index=True))
    pd.testing.assert_frame_equal(*results)


@ROUNDS
@given(st.lists(st.tuples(facts, gaps), min_size=1, max_size=8))
def test_probabilities_lie_between_0_and_1_and_add_up_to_1(people: list[tuple[dict[str, int], set[str]]]) -> None:
    made = [records(steps, number + 1, without=without) for number, (steps, without) in enumerate(people)]
    stated, _ = add_probabilities(scored(*made, employee(90)), rules(), borderline=0.5, seed=7)
    shares = stated[[f"p_{kotak}" for kotak in range(1, 10)]].to_numpy()
    is_complete = stated["missing"].eq("").to_numpy()
    assert (np.isfinite(shares).all(axis=1) == is_complete).all()
    assert (shares[is_complete] >= 0).all()
    assert np.allclose(shares[is_complete].sum(axis=1), 1)


@ROUNDS
@given(st.integers(0, 2**32 - 1))
def test_the_same_seed_gives_the_same_order(seed: int) -> None:
    people = scored(*(employee(number) for number in range(1, 7))).people
    first, second = (add_succession(people, rules(), seed=seed)["krs_rank"].tolist() for _ in range(2))
    assert first == second
    assert sorted(first) == [1, 2, 3, 4, 5, 6]


def test_the_ladders_reach_from_the_lowest_to_the_highest_performance() -> None:
    # Lowest 0.60 x 20 + 0 + 0 + 0.10 x 20 = 14.
    bottom = records(dict.fromkeys(LADDERS, 0))
    top = records({name: len(ladder) - 1 for name, ladder in LADDERS.items()})
    assert scored(bottom).people["performance_score"].tolist() == [14]
    assert scored(top).people["performance_score"].tolist() == [100]
