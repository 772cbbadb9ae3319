"""P(kotak): the probability that the true scores lie in each box, per official and for the round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd

from talenta_lib.regulations import Component, Rules, Scheme
from talenta_lib.talent.measurement import (
    CategoryPart,
    ContinuousPart,
    Floats,
    expected_accuracy,
    level_probabilities,
    livingston_lewis,
    regressed,
)
from talenta_lib.talent.ninebox import KOTAK, kotak_map
from talenta_lib.talent.scoring import TalentScores
from talenta_lib.terms import Axis, Level

SHARED_DRAWS = 400
"""Monte Carlo draws of a component that feeds both axes."""


@dataclass(frozen=True)
class AxisParts:
    """One axis split by kind of error: exact sum [n], continuous part or None, categorical parts, cut-offs."""

    exact: Floats
    continuous: ContinuousPart | None
    categories: tuple[CategoryPart, ...]
    edges: tuple[float, ...]
    closed: str

    def probabilities(self, *, retest: bool = False) -> Floats:
        """Return the probability [n, 3] of each level."""
        return level_probabilities(
            self.exact, self.continuous, self.categories, self.edges, closed=self.closed, retest=retest
        )


@dataclass(frozen=True)
class RoundDoubt:
    """Doubt of the round as a whole (shares 0-1): Rudner's accuracy, agreement on a retest, Livingston-Lewis."""

    accuracy: float
    retest_agreement: float
    livingston_lewis_consistency: float
    assumed: tuple[str, ...]


def add_probabilities(
    scores: TalentScores, rules: Rules, *, borderline: float, seed: int
) -> tuple[pd.DataFrame, RoundDoubt]:
    """Return people with ``p_1`` ... ``p_9``, the likeliest kotak and ``is_borderline``, and the doubt of the round.

    Parameters
    ----------
    borderline : an official is "garis batas" where the own kotak has less than this probability (0-1): no kotak
        is that likely, or another one is likelier than the own.
    seed : of the Monte Carlo draws, used only where a component feeds both axes.

    Probabilities are stated only where every component is known. Sources: see ``talent.measurement``.
    """
    people, scheme = scores.people.copy(), scores.scheme
    complete = people["performance_score"].notna() & people["potential_score"].notna()
    grid = {retest: np.full((len(people), 3, 3), np.nan) for retest in (False, True)}
    usable = scheme.is_complete and all(_edges(scheme, axis) is not None for axis in Axis) and complete.any()
    if usable:
        for retest, table in grid.items():
            table[complete.to_numpy()] = _joint(scores, complete.to_numpy(), seed=seed, retest=retest)
    by_kotak = {retest: _by_kotak(table, rules) for retest, table in grid.items()}
    shares = by_kotak[False]
    people[[f"p_{kotak}" for kotak in KOTAK]] = shares
    stated = np.isfinite(shares).all(axis=1)
    likely = np.where(stated, np.nan_to_num(shares).argmax(axis=1) + 1, 0)
    people["likely_kotak"] = pd.array(np.where(stated, likely, np.nan), dtype="Int64")
    people["likely_probability"] = np.where(stated, np.nan_to_num(shares).max(axis=1), np.nan)
    official = _official(shares, people["kotak"])
    people["is_borderline"] = stated & (official < borderline)
    doubt = RoundDoubt(
        accuracy=expected_accuracy(official),
        retest_agreement=expected_accuracy(_official(by_kotak[True], people["kotak"])),
        livingston_lewis_consistency=_livingston_lewis(scores, complete.to_numpy()) if usable else float("nan"),
        assumed=assumed_instruments(scheme),
    )
    return people, doubt


def _official(shares: Floats, kotak: pd.Series) -> Floats:
    """Return the probability [n] of each official's own box."""
    column = kotak.fillna(1).astype(int).to_numpy() - 1
    return np.where(kotak.notna().to_numpy(), shares[np.arange(len(shares)), column], np.nan)


def _by_kotak(grid: Floats, rules: Rules) -> Floats:
    """Arrange a level grid [n, performance, potential] by kotak number [n, 9]."""
    order = [level.value for level in Level]
    columns = np.full((len(grid), 9), np.nan)
    for (performance, potential), kotak in kotak_map(rules).items():
        columns[:, kotak - 1] = grid[:, order.index(performance), order.index(potential)]
    return columns


def _joint(scores: TalentScores, rows: np.ndarray, *, seed: int, retest: bool) -> Floats:
    """Return the joint level probabilities [k, 3, 3]; the axes are independent unless a component feeds both."""
    scheme = scores.scheme
    used = {axis: [component.instrument for component in scheme.axes[axis].components] for axis in Axis}
    shared = [
        str(name)
        for name in used[Axis.PERFORMANCE]
        if name in used[Axis.POTENTIAL] and scheme.error_model(str(name)) is not None
    ]
    parts = {axis: axis_parts(scores, axis, rows, without=shared) for axis in Axis}
    if not shared:
        return _outer(parts, retest=retest)
    generator = np.random.default_rng(seed)
    total = np.zeros((int(rows.sum()), 3, 3))
    for _ in range(SHARED_DRAWS):
        moved = dict(parts)
        for name in shared:
            draw = _draw_true(scores, name, rows, generator)
            for axis in Axis:
                component = next(part for part in scheme.axes[axis].components if part.instrument == name)
                weight = _weights(scheme, axis)[component.id]
                moved[axis] = replace(moved[axis], exact=moved[axis].exact + weight * draw)
        total += _outer(moved, retest=retest)
    return total / SHARED_DRAWS


def _outer(parts: Mapping[Axis, AxisParts], *, retest: bool) -> Floats:
    """Multiply the level probabilities of two independent axes."""
    performance = parts[Axis.PERFORMANCE].probabilities(retest=retest)
    potential = parts[Axis.POTENTIAL].probabilities(retest=retest)
    return np.asarray(performance[:, :, None] * potential[:, None, :])


def _draw_true(scores: TalentScores, name: str, rows: np.ndarray, generator: np.random.Generator) -> Floats:
    """Draw the true score [k] of one shared instrument."""
    axis, component = next(
        (axis, part) for axis in Axis for part in scores.scheme.axes[axis].components if part.instrument == name
    )
    exact, continuous, category = _split(scores, axis, component, rows, 1.0)
    if category is not None:
        cumulative = category.true_given_observed[category.codes].cumsum(axis=1)
        drawn: Floats = category.values[(generator.random(len(exact))[:, None] > cumulative[:, :-1]).sum(axis=1)]
        return drawn
    if continuous is None:
        return exact
    mean, sd, _ = regressed(continuous)
    return np.asarray(mean + sd * generator.standard_normal(len(mean)))


def axis_parts(scores: TalentScores, axis: Axis, rows: np.ndarray, *, without: Sequence[str] = ()) -> AxisParts:
    """Split an axis, for the officials in the mask ``rows``, into exact, continuous and categorical parts."""
    scheme = scores.scheme
    weights = _weights(scheme, axis)
    exact = np.zeros(int(rows.sum()))
    continuous: list[ContinuousPart] = []
    categories: list[CategoryPart] = []
    for component in scheme.axes[axis].components:
        if component.instrument in without:
            continue
        fixed, part, category = _split(scores, axis, component, rows, weights[component.id])
        exact += fixed
        continuous += [part] if part is not None else []
        categories += [category] if category is not None else []
    edges, closed = _edges(scheme, axis) or ((), "lower")
    return AxisParts(exact, _sum_continuous(continuous), tuple(categories), edges, closed)


def _split(
    scores: TalentScores, axis: Axis, component: Component, rows: np.ndarray, weight: float
) -> tuple[Floats, ContinuousPart | None, CategoryPart | None]:
    """Return one weighted component as (exact, continuous, category); the parts that it is not are zero or None."""
    values = scores.readings[axis, component.id].score[rows]
    error = scores.scheme.error_model(str(component.instrument))
    nothing = np.zeros(len(values))
    if error is None:
        return weight * values, None, None
    if error.confusion is not None:
        scale: dict[str, float] = scores.scheme.instrument(str(component.instrument)).measure.scale  # type: ignore[union-attr]
        names = list(error.confusion)
        points = np.array([scale[name] for name in names])
        codes = np.abs(values[:, None] - points[None, :]).argmin(axis=1)
        table = np.array([[error.confusion[row].get(column, 0.0) for column in names] for row in names])
        return nothing, None, CategoryPart(codes, weight * points, table)
    groups = scores.people["jenjang"].to_numpy(dtype=object)[rows]
    sem = weight * float(error.standard_error or 0)
    norm = weight * float(error.norm_mean or 0), weight * float(error.norm_sd or 0)
    return nothing, ContinuousPart(weight * values, sem, groups, *norm), None


def _sum_continuous(parts: Sequence[ContinuousPart]) -> ContinuousPart | None:
    """Add independent continuous components: scores and means add, variances add."""
    if not parts:
        return None
    return ContinuousPart(
        scores=np.sum([part.scores for part in parts], axis=0),
        sem=float(np.sqrt(sum(part.sem**2 for part in parts))),
        groups=parts[0].groups,
        norm_mean=sum(part.norm_mean for part in parts),
        norm_sd=float(np.sqrt(sum(part.norm_sd**2 for part in parts))),
    )


def _weights(scheme: Scheme, axis: Axis) -> dict[str, float]:
    """Return the weights of an axis as fractions that sum to one."""
    components = scheme.axes[axis].components
    total = sum(float(component.weight or 0) for component in components)
    return {component.id: float(component.weight or 0) / total for component in components}


def _edges(scheme: Scheme, axis: Axis) -> tuple[tuple[float, ...], str] | None:
    """Return the two cut-offs and the closed side; None where the bands are unknown or leave gaps."""
    bands = scheme.axes[axis].bands
    if bands is None:
        return None
    pairs = list(pairwise(bands))
    if any(below.upper is None or below.upper != above.lower for below, above in pairs):
        return None
    edges = tuple(float(below.upper) for below, _ in pairs if below.upper is not None)
    return edges, "upper" if bands[0].upper_closed else "lower"


def _livingston_lewis(scores: TalentScores, rows: np.ndarray) -> float:
    """Return the Livingston-Lewis consistency of the axes with a continuous part, multiplied over the axes."""
    result, found = 1.0, False
    for axis in Axis:
        parts = axis_parts(scores, axis, rows)
        values = scores.people[f"{axis}_score"].to_numpy(dtype=float)[rows]
        variance = values.var(ddof=1) if values.size > 1 else 0.0
        if parts.continuous is None or parts.categories or variance <= parts.continuous.sem**2:
            continue
        consistency, _ = livingston_lewis(values, 1 - parts.continuous.sem**2 / variance, parts.edges)
        result, found = result * consistency, True
    return result if found else float("nan")


def assumed_instruments(scheme: Scheme) -> tuple[str, ...]:
    """Return the labels of instruments whose error model is assumed, not taken from a test manual."""
    names = {str(part.instrument) for axis in Axis for part in scheme.axes[axis].components if part.instrument}
    models = {name: scheme.error_model(name) for name in sorted(names)}
    return tuple(scheme.instrument(name).label for name, model in models.items() if model is not None and model.assumed)
