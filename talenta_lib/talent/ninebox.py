"""Levels and boxes: where a pair of axis scores lands, and where it could land."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import overload

import numpy as np
import pandas as pd

from talenta_lib.regulations import Band, Rules, Scheme, load_rules
from talenta_lib.talent.evidence import Floats, Ints
from talenta_lib.terms import Axis, Level

KOTAK = range(1, 10)


def kotak_map(rules: Rules) -> dict[tuple[str, str], int]:
    """Return ``{(performance_level, potential_level): kotak}``; basis: rule ``kotak_map``."""
    table = rules["kotak_map"].value
    return {(row, column): int(kotak) for row, columns in table.items() for column, kotak in columns.items()}


def level_codes(scores: Floats, bands: Sequence[Band] | None) -> Ints:
    """Return the level of each score as its place in :class:`Level`; -1 for a score in a gap of the bands, or none.

    Scores are rounded to nine decimals first, so that float dust never moves anybody across a cut-off.
    """
    values = np.round(scores, 9)
    codes = np.full(len(values), -1)
    for code, band in enumerate(bands or ()):
        above = _beyond(values, band.lower, closed=band.lower_closed)
        below = _beyond(-values, None if band.upper is None else -band.upper, closed=band.upper_closed)
        codes[above & below & ~np.isnan(values)] = code
    return codes


def level_names(codes: Ints) -> pd.api.extensions.ExtensionArray:
    """Return the names of level codes as text; -1 is missing."""
    return pd.array(np.array([*(level.value for level in Level), None], dtype=object)[codes], dtype="string")


def level_of(scores: pd.Series, bands: Sequence[Band] | None) -> pd.Series:
    """Return the level of each score; a score in a gap of the bands, or none, stays missing."""
    return pd.Series(level_names(level_codes(scores.to_numpy(dtype="float64", na_value=np.nan), bands)), scores.index)


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
    """Return the kotak (1-9) of a pair of axis scores; a score that is missing or off its scale has none.

    Parameters
    ----------
    performance_score, potential_score : axis scores of 0-100 (more only where an instrument of the axis goes above
        100), scalars or Series [n].
    scheme : gives the cut-offs and their closed sides.
    rules : the law as of the round's date; the newest known where omitted.

    Basis: PermenPANRB 3/2020 jo. 20/2025 Pasal 17 (rule ``kotak_map``).

    >>> from talenta_lib import load_scheme, place_in_kotak
    >>> place_in_kotak(80.0, 60.0, load_scheme("bkn_411_2025"))
    7
    >>> place_in_kotak(800.0, 60.0, load_scheme("bkn_411_2025")) is None
    True
    """
    rules = rules or load_rules(dt.date.max)
    if isinstance(performance_score, pd.Series) and isinstance(potential_score, pd.Series):
        pairs = zip((performance_score, potential_score), (Axis.PERFORMANCE, Axis.POTENTIAL), strict=True)
        levels = [
            level_codes(
                _on_scale(score.to_numpy(dtype="float64", na_value=np.nan), scheme, axis), scheme.axes[axis].bands
            )
            for score, axis in pairs
        ]
        return pd.Series(kotak_of_levels(levels[0], levels[1], rules), performance_score.index)
    pair = [pd.Series([np.nan if score is None else score]) for score in (performance_score, potential_score)]
    kotak = place_in_kotak(pair[0], pair[1], scheme, rules=rules)[0]
    return None if pd.isna(kotak) else int(kotak)


def _on_scale(scores: Floats, scheme: Scheme, axis: Axis) -> Floats:
    """Return the scores, missing where below 0 or above all that the axis can give (float dust aside)."""
    used = [part.instrument for part in scheme.axes[axis].components if part.instrument is not None]
    highest = max([100.0, *(scheme.instrument(instrument).maximum for instrument in used)])
    rounded = np.round(scores, 9)
    return np.where((rounded >= 0) & (rounded <= highest), scores, np.nan)


def kotak_of_levels(performance: Ints, potential: Ints, rules: Rules) -> pd.api.extensions.ExtensionArray:
    """Look up the kotak of each pair of level codes; a pair with an unknown level stays missing."""
    order = [level.value for level in Level]
    table = np.full((len(order) + 1, len(order) + 1), np.nan)
    for (row, column), kotak in kotak_map(rules).items():
        table[order.index(row), order.index(column)] = kotak
    return pd.array(table[performance, potential], dtype="Int64")


def possible_kotak(
    performance: tuple[Ints, Ints], potential: tuple[Ints, Ints], rules: Rules
) -> pd.api.extensions.ExtensionArray:
    """Return, per official, the boxes between the worst and the best case of both axes, as ``"3;5"``.

    Each axis is given as level codes (worst, best); text is empty where one of them is unknown.
    """
    mapping, order = kotak_map(rules), [level.value for level in Level]
    cases = [*performance, *potential]
    codes, first = np.unique(np.ravel_multi_index([case + 1 for case in cases], (4, 4, 4, 4)), return_inverse=True)
    texts = []
    for y, y_best, x, x_best in zip(*(axis - 1 for axis in np.unravel_index(codes, (4, 4, 4, 4))), strict=True):
        pairs = product(order[y : y_best + 1], order[x : x_best + 1]) if min(y, y_best, x, x_best) >= 0 else ()
        texts.append(";".join(str(kotak) for kotak in sorted(mapping[pair] for pair in pairs)))
    return pd.array(np.array(texts, dtype=object)[first], dtype="string")
