"""Calendar terms and time served, as whole days."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]


def term_start(day: dt.date, years: float) -> np.datetime64:
    """Return the latest start of a calendar term of so many years (in whole months) that is complete on ``day``.

    >>> term_start(dt.date(2025, 12, 1), 2), term_start(dt.date(2026, 2, 28), 2)
    (np.datetime64('2023-12-01'), np.datetime64('2024-02-29'))
    """
    term = pd.DateOffset(months=round(12 * years))
    start = pd.Timestamp(day) - term
    following = start + pd.Timedelta(days=1)
    latest = following if following + term <= pd.Timestamp(day) else start
    return np.datetime64(latest.date(), "D")


def term_days(day: dt.date, years: float) -> int:
    """Return the days of a calendar term that ends on ``day``."""
    return int((np.datetime64(day, "D") - term_start(day, years)).astype(int))


def days_served(group: Ints, start: Ints, end: Ints, size: int) -> Ints:
    """Return the days [size] that the intervals (start inclusive, end exclusive) of each group cover, overlaps once."""
    if not len(group):
        return np.zeros(size, dtype=np.int64)
    order = np.lexsort((start, group))
    group, start, end = group[order], start[order], end[order]
    apart = group * (int(end.max()) - int(start.min()) + 1)
    reached = np.maximum.accumulate(end + apart)
    first = np.maximum(start + apart, np.append(np.iinfo(np.int64).min, reached[:-1]))
    return np.bincount(group, np.maximum(end + apart - first, 0), size).astype(np.int64)


def pension_dates(birth: Days, years: int) -> Days:
    """Return the first day of the month after the birthday on which an official reaches a retirement age."""
    return np.asarray((birth.astype("datetime64[M]") + (12 * years + 1)).astype("datetime64[D]"))
