"""Proofs of the figures for a round as a whole: against a second measurement and against the truth, simulated."""

from __future__ import annotations

import numpy as np

from talenta_lib.talent.measurement import livingston_lewis
from talenta_lib.terms import Axis
from tests.proofs.outcome import Outcome
from tests.proofs.simulation import EDGES, simulate, simulate_assessment

TOLERANCE = 0.01


def _compare(stated: float, simulated: float) -> Outcome:
    found = f"stated {100 * stated:.1f} %, simulated {100 * simulated:.1f} %"
    return Outcome(found, abs(stated - simulated) < TOLERANCE)


def retest_agreement_is_true(reliability: float, draws: int) -> Outcome:
    """Measure everybody a second time; count who lands in the same kotak."""
    round_ = simulate(reliability, draws, seed=3)
    first = round_.kotak({axis: round_.axis(round_.observed, axis) for axis in Axis})
    second = round_.kotak({axis: round_.axis(round_.repeated, axis) for axis in Axis})
    return _compare(round_.stated[1].retest_agreement, float((first == second).mean()))


def accuracy_is_true(reliability: float, draws: int) -> Outcome:
    """Count whose official kotak is the true one, and compare with Rudner's expected accuracy."""
    round_ = simulate(reliability, draws, seed=5)
    observed = round_.kotak({axis: round_.axis(round_.observed, axis) for axis in Axis})
    return _compare(round_.stated[1].accuracy, float((observed == round_.kotak(round_.true)).mean()))


def livingston_lewis_is_true(reliability: float, draws: int) -> Outcome:
    """Measure one continuous axis twice; compare consistency and accuracy with Livingston and Lewis."""
    truth, first, second = simulate_assessment(reliability, draws, seed=1995)
    levels = [np.searchsorted(EDGES, scores, side="right") for scores in (truth, first, second)]
    consistency, accuracy = livingston_lewis(first, reliability, EDGES)
    same, right = float((levels[1] == levels[2]).mean()), float((levels[1] == levels[0]).mean())
    outcomes = _compare(consistency, same), _compare(accuracy, right)
    found = f"consistency: {outcomes[0].found}; accuracy: {outcomes[1].found}"
    return Outcome(found, all(outcome.holds for outcome in outcomes))
