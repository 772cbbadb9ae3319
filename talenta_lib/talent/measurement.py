"""How sure a level is: the probability that the *true* score of an axis lies in each level.

An axis score is a weighted sum of components. Three kinds of component carry error differently:

- continuous (an assessment score): the true score is normal around Kelley's regressed score
  ``m + r (x - m)`` with standard deviation ``SEM * sqrt(r)``, ``r = max(0, 1 - SEM**2 / s**2)``;
- category (a predikat): a table gives the probability of each true category given the observed one;
- record (a diploma, a decree): no error.

Their sum is the exact convolution: a normal for the continuous part, shifted by every combination of categories.

Sources: Kelley (1947), Fundamentals of Statistics; Rudner (2005), Expected classification accuracy;
Livingston and Lewis (1995), Estimating the consistency and accuracy of classifications.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

MINIMUM_GROUP = 30
"""Smallest comparison group whose own mean and SD are used (Kelley's score needs a stable group)."""
MINIMUM_RELIABILITY = 0.3
"""Below this reliability in the group no probability is stated: the instrument does not tell people apart."""


@dataclass(frozen=True)
class ContinuousPart:
    """The continuous part of an axis: weighted scores ``x`` [n], their SEM, the comparison groups and the norm."""

    scores: Floats
    sem: float
    groups: NDArray[np.object_]
    norm_mean: float
    norm_sd: float


@dataclass(frozen=True)
class CategoryPart:
    """A categorical component: observed code [n] (-1 unknown), weighted values [c], P(true | observed) [c, c]."""

    codes: NDArray[np.int64]
    values: Floats
    true_given_observed: Floats


def regressed(part: ContinuousPart) -> tuple[Floats, Floats, Floats]:
    """Return mean [n], SD [n] of the true score, and the reliability r [n] of each person's comparison group."""
    mean = np.full(part.scores.shape, float(part.norm_mean))
    sd = np.full(part.scores.shape, float(part.norm_sd))
    for group in np.unique(part.groups.astype(str)):
        members = (part.groups.astype(str) == group) & np.isfinite(part.scores)
        if members.sum() >= MINIMUM_GROUP:
            mean[members], sd[members] = part.scores[members].mean(), part.scores[members].std(ddof=1)
    reliability = np.zeros(part.scores.shape)
    np.divide(part.sem**2, sd**2, out=reliability, where=sd > 0)
    reliability = np.where(sd > 0, np.clip(1.0 - reliability, 0.0, 1.0), 0.0)
    return mean + reliability * (part.scores - mean), part.sem * np.sqrt(reliability), reliability


def retest_table(true_given_observed: Floats, observed_share: Floats) -> Floats:
    """Return P(category on a retest | category observed), by Bayes, for category shares [c] of the round."""
    joint = true_given_observed * observed_share[:, None]
    total = joint.sum(axis=0)
    observed_given_true = np.divide(joint, total, out=np.zeros_like(joint), where=total > 0)
    table: Floats = true_given_observed @ observed_given_true.T
    rows = table.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(table, rows, out=np.eye(len(table)), where=rows > 0)
    return shares


def _convolve(categories: Sequence[CategoryPart], tables: Sequence[Floats], n: int) -> tuple[Floats, Floats]:
    """Return the sums [n, a] of all category combinations and their probabilities [n, a]."""
    sums, shares = np.zeros((n, 1)), np.ones((n, 1))
    for part, table in zip(categories, tables, strict=True):
        known = part.codes >= 0
        row = np.where(known[:, None], table[np.maximum(part.codes, 0)], np.nan)
        sums = (sums[:, :, None] + part.values[None, None, :]).reshape(n, -1)
        shares = (shares[:, :, None] * row[:, None, :]).reshape(n, -1)
    return sums, shares


def level_probabilities(
    exact: Floats,
    continuous: ContinuousPart | None,
    categories: Sequence[CategoryPart],
    edges: Sequence[float],
    *,
    closed: str = "lower",
    retest: bool = False,
) -> Floats:
    """Return the probability [n, levels] that the true axis score lies in each level.

    Parameters
    ----------
    exact : weighted sum of the components without error, points [n].
    continuous : the continuous part, or None.
    categories : the categorical parts.
    edges : cut-offs between the levels, ascending.
    closed : "lower" when a score on a cut-off belongs to the upper level, "upper" when to the lower one.
    retest : give the probability of the level on a second, independent measurement instead of the true level.

    Rows are NaN where a component is unknown or the instrument does not tell people apart (r < 0.3).
    """
    n = len(exact)
    tables = [part.true_given_observed for part in categories]
    if retest:
        tables = [
            retest_table(
                part.true_given_observed,
                np.bincount(part.codes[part.codes >= 0], minlength=len(part.values)).astype(np.float64) + 1e-12,
            )
            for part in categories
        ]
    sums, shares = _convolve(categories, tables, n)
    sums = sums + exact[:, None]
    if continuous is None:
        cumulative = [_step(sums, edge, closed) for edge in edges]
        reliability = np.ones(n)
    else:
        mean, sd, reliability = regressed(continuous)
        sd = np.sqrt(sd**2 + continuous.sem**2) if retest else sd
        cumulative = [_normal_below(edge - sums, mean, sd, closed) for edge in edges]
    below = np.stack([np.zeros(n), *((share * shares).sum(axis=1) for share in cumulative), shares.sum(axis=1)], axis=1)
    probabilities = np.diff(below, axis=1)
    probabilities[reliability < MINIMUM_RELIABILITY] = np.nan
    return np.clip(probabilities, 0.0, 1.0)


def _step(sums: Floats, edge: float, closed: str) -> Floats:
    """Return 1 where a sum lies below the edge, rounding away float dust."""
    rounded = np.round(sums, 9)
    below = rounded < edge if closed == "lower" else rounded <= edge
    return np.where(np.isnan(sums), np.nan, below.astype(float))


def _normal_below(limits: Floats, mean: Floats, sd: Floats, closed: str) -> Floats:
    """Return P(true continuous part < limit); a step where the SD is zero."""
    if not (sd > 0).all():
        return np.where(
            sd[:, None] > 0,
            ndtr((limits - mean[:, None]) / np.where(sd > 0, sd, 1.0)[:, None]),
            _step(mean[:, None] - limits, 0.0, closed),
        )
    return np.asarray(ndtr((limits - mean[:, None]) / sd[:, None]))


def expected_accuracy(probability_of_official: Floats) -> float:
    """Return Rudner's expected classification accuracy: the mean probability of the official box (0-1)."""
    known = probability_of_official[np.isfinite(probability_of_official)]
    return float(known.mean()) if known.size else float("nan")


def livingston_lewis(
    scores: Floats, reliability: float, edges: Sequence[float], *, minimum: float = 0.0, maximum: float = 100.0
) -> tuple[float, float]:
    """Return decision consistency and accuracy (0-1) of one continuous axis for the round as a whole.

    Livingston and Lewis (1995) with a two-parameter beta true-score distribution: the scores are read as
    a test of effective length ``n~ = ((m - min)(max - m) - r s**2) / (s**2 (1 - r))``.

    Raises ``ValueError`` unless 0 < reliability < 1 and the scores vary.
    """
    known = scores[np.isfinite(scores)]
    variance = known.var(ddof=1) if known.size > 1 else 0.0
    if not 0 < reliability < 1 or variance <= 0:
        raise ValueError("reliability must lie between 0 and 1 and the scores must vary")
    mean = known.mean()
    length = round(((mean - minimum) * (maximum - mean) - reliability * variance) / (variance * (1 - reliability)))
    center, spread = (mean - minimum) / (maximum - minimum), reliability * variance / (maximum - minimum) ** 2
    size = center * (1 - center) / spread - 1
    nodes, weights = np.polynomial.legendre.leggauss(200)
    true = (nodes + 1) / 2
    # Only the shape of the beta density matters: logarithms keep a narrow one from underflowing.
    density = (center * size - 1) * np.log(true) + ((1 - center) * size - 1) * np.log1p(-true)
    weights = weights * np.exp(density - density.max())
    weights = weights / weights.sum()
    cuts = (np.asarray(edges) - minimum) / (maximum - minimum)
    # The lattice of a binomial is coarse; the cut counts half a step, as in a continuity correction.
    below = ndtr((cuts[:, None] - true) * length / np.sqrt(length * true * (1 - true)))
    levels = np.diff(np.vstack([np.zeros_like(true), below, np.ones_like(true)]), axis=0)
    true_level = np.searchsorted(cuts, true, side="right")
    consistency = float((weights * (levels**2).sum(axis=0)).sum())
    accuracy = float((weights * levels[true_level, np.arange(true.size)]).sum())
    return consistency, accuracy
