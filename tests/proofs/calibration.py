"""Proofs of P(kotak): what is stated at 80 % is right 80 % of the time, and the test can tell when it is not."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from talenta_lib.talent.evidence import Flags, Floats
from talenta_lib.talent.measurement import ContinuousPart, level_probabilities
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import Axis
from tests.proofs.outcome import Outcome
from tests.proofs.simulation import EDGES, NORM_MEAN, NORM_SD, simulate, simulate_assessment

LOWEST, HIGHEST = 0.78, 0.82
"""Statements looked at, and the share of them that must be right."""
TOLERANCE = 0.01
"""Largest difference allowed between what is stated and what is true, as a share of one."""
BIN = 0.05
"""Width of the groups of like statements that are compared with the truth."""


def share_right(stated: Floats, is_true: Flags) -> tuple[float, int]:
    """Return, of all statements of 78-82 %, the share that is right, and how many there are."""
    chosen = (stated >= LOWEST) & (stated <= HIGHEST)
    return float(is_true[chosen].mean()), int(chosen.sum())


def largest_miss(stated: Floats, is_true: Flags) -> float:
    """Return the largest difference between stated and true share over groups of like statements (1 % of all each)."""
    group = np.floor(stated.ravel() / BIN).astype(int)
    sizes = np.bincount(group)
    sizes = np.maximum(sizes, 1)
    said = np.bincount(group, weights=stated.ravel()) / sizes
    right = np.bincount(group, weights=is_true.ravel()) / sizes
    return float(np.abs(said - right)[sizes >= stated.size / 100].max())


def kotak_is_calibrated(reliability: float, draws: int) -> Outcome:
    """Let talenta state P(kotak) of a simulated round; count how often statements of 78-82 %, and all others, hold."""
    round_ = simulate(reliability, draws, seed=411)
    people, _ = round_.stated
    stated = people[[f"p_{kotak}" for kotak in KOTAK]].to_numpy()
    is_true = round_.kotak(round_.true)[:, None] == np.array(KOTAK)[None, :]
    (share, count), miss = share_right(stated, is_true), largest_miss(stated, is_true)
    found = f"{100 * share:.1f} % of {count:,} statements are right; largest difference {100 * miss:.2f} points"
    return Outcome(found, LOWEST <= share <= HIGHEST and miss < TOLERANCE)


def categories_are_calibrated(draws: int) -> Outcome:
    """State the level of an axis of two categories and two records; compare like statements with the truth."""
    round_ = simulate(0.85, draws, seed=38)
    miss = largest_miss(round_.stated_levels(Axis.PERFORMANCE), round_.true_levels(Axis.PERFORMANCE))
    return Outcome(f"largest difference {100 * miss:.2f} points", miss < TOLERANCE)


def only_the_regressed_score_is_calibrated(reliability: float, draws: int) -> Outcome:
    """State "low" and "high" of one assessment by talenta and by a normal centred on the observed score."""
    truth, observed, _ = simulate_assessment(reliability, draws, seed=17)
    sem = NORM_SD * np.sqrt(1 - reliability)
    part = ContinuousPart(observed, sem, np.full(draws, "semua", dtype=object), NORM_MEAN, NORM_SD)
    own = level_probabilities(np.zeros(draws), part, (), EDGES)
    centred = np.column_stack([ndtr((EDGES[0] - observed) / sem), ndtr((observed - EDGES[1]) / sem)])
    is_true = np.column_stack([truth < EDGES[0], truth >= EDGES[1]])
    (right, _), (naive, _) = share_right(own[:, [0, 2]], is_true), share_right(centred, is_true)
    found = f"talenta: {100 * right:.1f} % right; centred normal: {100 * naive:.1f} %"
    return Outcome(found, naive < LOWEST <= right <= HIGHEST)
