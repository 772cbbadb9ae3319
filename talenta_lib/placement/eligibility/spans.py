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

    A month without the day of the start ends the term on its last day: of 31 August, half a year is 28 February.

    >>> term_start(dt.date(2025, 12, 1), 2), term_start(dt.date(2026, 2, 28), 0.5)
    (np.datetime64('2023-12-01'), np.datetime64('2025-08-31'))
    """
    end, term, one_day = pd.Timestamp(day), pd.DateOffset(months=round(12 * years)), pd.Timedelta(days=1)
    start = end - term
    while start + one_day + term <= end:
        start += one_day
    return np.datetime64(start.date(), "D")


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
