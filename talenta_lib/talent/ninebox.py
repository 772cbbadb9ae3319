"""Levels and boxes: where a pair of axis scores lands, and where it could land."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import overload

import numpy as np
import pandas as pd

from talenta_lib.regulations import Band, Rules, Scheme, load_rules
from talenta_lib.terms import Axis, Level

KOTAK = range(1, 10)


def kotak_map(rules: Rules) -> dict[tuple[str, str], int]:
    """Return ``{(performance_level, potential_level): kotak}``; basis: rule ``kotak_map``."""
    table = rules["kotak_map"].value
    return {(row, column): int(kotak) for row, columns in table.items() for column, kotak in columns.items()}


def level_of(scores: pd.Series, bands: Sequence[Band] | None) -> pd.Series:
    """Return the level of each score; a score in a gap of the bands, or none, stays missing.

    Scores are rounded to nine decimals first, so that float dust never moves anybody across a cut-off.
    """
    values = scores.astype("float64").round(9).to_numpy()
    levels = np.full(len(values), None, dtype=object)
    for band in bands or ():
        above = _beyond(values, band.lower, closed=band.lower_closed)
        below = _beyond(-values, None if band.upper is None else -band.upper, closed=band.upper_closed)
        levels[above & below & ~np.isnan(values)] = band.level.value
    return pd.Series(levels, index=scores.index, dtype="string")


def _beyond(values: np.ndarray, bound: float | None, *, closed: bool) -> np.ndarray:
    """Return where values lie above a bound (at it too, when closed)."""
    if bound is None:
        return np.ones(len(values), dtype=bool)
    return np.asarray(values >= bound if closed else values > bound)


@overload
def place_in_kotak(
    performance_score: pd.Series, potential_score: pd.Series, scheme: Scheme, *, rules: Rules | None = None
) -> pd.Series: ...
@overload
def place_in_kotak(
    performance_score: float | None, potential_score: float | None, scheme: Scheme, *, rules: Rules | None = None
) -> int | None: ...
def place_in_kotak(
    performance_score: pd.Series | float | None,
    potential_score: pd.Series | float | None,
    scheme: Scheme,
    *,
    rules: Rules | None = None,
) -> pd.Series | int | None:
    """Return the kotak (1-9) of a pair of axis scores; missing stays missing.

    Parameters
    ----------
    performance_score, potential_score : axis scores on the scheme's scale (0-100), scalars or Series [n].
    scheme : gives the cut-offs and their closed sides.
    rules : the law as of the round's date; the newest known where omitted.

    Basis: PermenPANRB 3/2020 jo. 20/2025 Pasal 17 (rule ``kotak_map``).

    >>> from talenta_lib import load_scheme, place_in_kotak
    >>> place_in_kotak(80.0, 60.0, load_scheme("bkn_411_2025"))
    7
    """
    rules = rules or load_rules(dt.date.max)
    if isinstance(performance_score, pd.Series) and isinstance(potential_score, pd.Series):
        performance = level_of(performance_score, scheme.axes[Axis.PERFORMANCE].bands)
        potential = level_of(potential_score, scheme.axes[Axis.POTENTIAL].bands)
        return kotak_of_levels(performance, potential, rules)
    pair = [pd.Series([np.nan if score is None else score]) for score in (performance_score, potential_score)]
    kotak = place_in_kotak(pair[0], pair[1], scheme, rules=rules)[0]
    return None if pd.isna(kotak) else int(kotak)


def kotak_of_levels(performance: pd.Series, potential: pd.Series, rules: Rules) -> pd.Series:
    """Look up the kotak of each pair of levels; unknown pairs stay missing."""
    mapping = kotak_map(rules)
    kotak = [mapping.get(pair) for pair in zip(performance, potential, strict=True)]
    return pd.Series(kotak, index=performance.index, dtype="Int64")


def possible_levels(low: pd.Series, high: pd.Series, bands: Sequence[Band] | None) -> list[list[str]]:
    """Return, per person, every level between the worst and the best case of an axis; empty where a case has none."""
    order = [level.value for level in Level]
    pairs = zip(level_of(low, bands), level_of(high, bands), strict=True)
    return [
        [] if pd.isna(worst) or pd.isna(best) else order[order.index(worst) : order.index(best) + 1]
        for worst, best in pairs
    ]


def possible_kotak(performance: list[list[str]], potential: list[list[str]], rules: Rules) -> list[str]:
    """Return, per person, the boxes that missing data leaves open, as ``"3;5"``."""
    mapping = kotak_map(rules)
    return [
        ";".join(str(kotak) for kotak in sorted(mapping[pair] for pair in product(rows, columns)))
        for rows, columns in zip(performance, potential, strict=True)
    ]
