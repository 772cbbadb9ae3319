"""Moves fall apart into chains and cycles; each is walked so that a row starts where the one before ended."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.placement.loops import CHAIN, CYCLE, order_in_loops


def table(*pairs: tuple[str | None, str]) -> pd.DataFrame:
    return pd.DataFrame({
        "nip": [f"n{number}" for number in range(len(pairs))],
        "from_id": pd.array([start for start, _ in pairs], dtype="string"),
        "to_id": pd.array([end for _, end in pairs], dtype="string"),
    })  # fmt: skip


def test_a_promotion_that_opens_a_vacancy_is_a_chain_from_its_far_end() -> None:
    # c (IV) goes to b's post (III), b to a's (II), a to the vacant post
    walked = order_in_loops(table(("II-1", "II-9"), ("III-1", "II-1"), ("IV-1", "III-1")))

    assert walked["from_id"].tolist() == ["IV-1", "III-1", "II-1"]
    assert set(walked["loop_kind"]) == {CHAIN}
    assert walked["step"].tolist() == [1, 2, 3]


def test_an_outsider_starts_a_chain() -> None:
    walked = order_in_loops(table(("A", "B"), (None, "A")))

    assert walked["to_id"].tolist() == ["A", "B"]
    assert set(walked["loop_kind"]) == {CHAIN}


def test_a_cycle_starts_at_its_first_post() -> None:
    walked = order_in_loops(table(("C", "A"), ("B", "C"), ("A", "B")))

    assert walked["from_id"].tolist() == ["A", "B", "C"]
    assert set(walked["loop_kind"]) == {CYCLE}


def test_longer_loops_come_first() -> None:
    walked = order_in_loops(table(("A", "B"), ("B", "A"), ("D", "E"), ("E", "F"), ("F", "D")))

    assert walked["loop"].tolist() == ["A", "A", "A", "B", "B"]
    assert walked["from_id"].tolist()[:1] == ["D"]


def test_no_moves_are_no_loops() -> None:
    assert order_in_loops(table()).empty


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_every_mover_stands_once_and_each_row_starts_where_the_last_ended(targets: list[int], order: list[int]) -> None:
    pairs = [(str(place), str(target)) for place, target in enumerate(targets) if place != target]
    walked = order_in_loops(table(*pairs))
    shuffled = order_in_loops(table(*[pairs[place] for place in order if place < len(pairs)]))

    assert sorted(zip(walked["from_id"], walked["to_id"], strict=True)) == sorted(pairs)
    for _, walk in walked.groupby("loop"):
        assert walk["from_id"].tolist()[1:] == walk["to_id"].tolist()[:-1]
        assert walk["to_id"].iloc[-1] == walk["from_id"].iloc[0]  # a permutation has only cycles
    assert shuffled[["from_id", "loop", "step"]].equals(walked[["from_id", "loop", "step"]])
