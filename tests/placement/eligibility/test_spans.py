"""Calendar terms and time served."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.placement.eligibility.spans import days_served, pension_dates, term_days, term_start

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "years", "start"),
    [
        (dt.date(2025, 12, 1), 2, "2023-12-01"),
        (dt.date(2025, 12, 1), 0.5, "2025-06-01"),
        (dt.date(2026, 2, 28), 2, "2024-02-29"),
        (dt.date(2024, 2, 29), 2, "2022-02-28"),
        (dt.date(2024, 3, 1), 4, "2020-03-01"),
    ],
)
def test_latest_start_of_a_complete_term(day: dt.date, years: float, start: str) -> None:
    assert term_start(day, years) == np.datetime64(start)


@given(DAYS, st.integers(0, 10))
def test_a_term_is_complete_on_its_day_and_not_before(day: dt.date, years: int) -> None:
    start, term = pd.Timestamp(term_start(day, years)), pd.DateOffset(years=years)

    assert start + term <= pd.Timestamp(day) < start + pd.Timedelta(days=1) + term
    assert term_days(day, years) == (pd.Timestamp(day) - start).days


def test_overlapping_intervals_count_once_and_groups_apart() -> None:
    group, start, end = (np.array(one) for one in ([1, 1, 0, 1], [0, 5, 3, 20], [10, 12, 4, 21]))

    assert days_served(group, start, end, 3).tolist() == [1, 13, 0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 30)), max_size=12))
def test_days_served_are_the_days_of_the_union(rows: list[tuple[int, int, int]]) -> None:
    group, start, length = (np.array([row[k] for row in rows], dtype=np.int64) for k in range(3))
    union = [{day for g, first, days in rows if g == one for day in range(first, first + days)} for one in range(4)]

    assert days_served(group, start, start + length, 4).tolist() == [len(days) for days in union]


def test_pension_is_the_first_of_the_month_after_the_birthday() -> None:
    births = np.array(["1967-10-20", "1967-12-31", "NaT"], dtype="datetime64[D]")

    assert [str(day) for day in pension_dates(births, 58)] == ["2025-11-01", "2026-01-01", "NaT"]
