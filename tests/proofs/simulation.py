"""Rounds whose truth is known: true scores drawn first, then what the instruments observe of them.

Assumptions, the same as those of ``talent.measurement``: errors of instruments are independent of each other and of
the true scores, the true continuous score of an axis is normal within a comparison group, records are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from talenta_lib.regulations import Component, Scheme, load_rules, load_scheme
from talenta_lib.talent import TalentScores, add_probabilities
from talenta_lib.talent.doubt import RoundDoubt, axis_parts
from talenta_lib.talent.evidence import Flags, Floats, Reading
from talenta_lib.talent.ninebox import kotak_of_levels, level_codes, level_names
from talenta_lib.terms import Axis
from tests.benchmarks.population import AS_OF

RULES = load_rules(AS_OF)
GROUPS = {"jpt_pratama": 6.0, "administrator": 0.0, "pengawas": -5.0}
"""Comparison groups and how far their mean lies from that of the norm group, in score points."""
OBSERVED_SHARES = {"predikat": (0.30, 0.45, 0.15, 0.07, 0.03), "umpan_balik_360": (0.35, 0.45, 0.15, 0.04, 0.01)}
RECORD_SPREAD = (50.0, 100.0)
NORM_MEAN, NORM_SD = 70.0, 10.0
EDGES = (60.0, 80.0)


@dataclass(frozen=True)
class SimulatedRound:
    """True axis scores, and scores observed twice with independent errors, of the same officials."""

    scheme: Scheme
    groups: np.ndarray
    true: dict[Axis, Floats]
    observed: dict[tuple[Axis, str], Floats]
    repeated: dict[tuple[Axis, str], Floats]

    def axis(self, parts: dict[tuple[Axis, str], Floats], axis: Axis) -> Floats:
        """Return the axis score of a set of component scores."""
        weighted = [weight(self.scheme, axis, key) * score for (side, key), score in parts.items() if side == axis]
        return np.asarray(np.sum(weighted, axis=0))

    def kotak(self, axes: dict[Axis, Floats]) -> Floats:
        """Return the kotak of a pair of axis scores."""
        codes = [level_codes(axes[axis], self.scheme.axes[axis].bands) for axis in (Axis.PERFORMANCE, Axis.POTENTIAL)]
        return kotak_of_levels(codes[0], codes[1], RULES).to_numpy(dtype="float64", na_value=np.nan)

    @cached_property
    def scores(self) -> TalentScores:
        """Return the observed scores as talenta has them after scoring."""
        columns: dict[str, object] = {"jenjang": self.groups}
        observed = {axis: self.axis(self.observed, axis) for axis in Axis}
        for axis, score in observed.items():
            level = level_names(level_codes(score, self.scheme.axes[axis].bands))
            columns |= {f"{axis}_score": score, f"{axis}_level": level}
        people = pd.DataFrame({**columns, "kotak": pd.Series(self.kotak(observed)).astype("Int64")})
        nothing, unknown = np.zeros(len(people), dtype=bool), np.full(len(people), np.nan)
        readings = {key: Reading(score, pd.DataFrame, nothing, unknown) for key, score in self.observed.items()}
        return TalentScores(people, readings, self.scheme)

    @cached_property
    def stated(self) -> tuple[pd.DataFrame, RoundDoubt]:
        """Return what talenta says of the round: people with P(kotak), and the doubt of the round."""
        return add_probabilities(self.scores, RULES, borderline=0.5, seed=7)

    def stated_levels(self, axis: Axis) -> Floats:
        """Return what talenta says of one axis: the probability [n, 3] of each level."""
        return axis_parts(self.scores, axis, np.ones(len(self.groups), dtype=bool)).probabilities()

    def true_levels(self, axis: Axis) -> Flags:
        """Return [n, 3] which level is the true one."""
        codes = level_codes(self.true[axis], self.scheme.axes[axis].bands)
        return np.asarray(codes[:, None] == np.arange(3)[None, :])


def weight(scheme: Scheme, axis: Axis, component_id: str) -> float:
    """Return the fraction of a component in its axis."""
    weights = {part.id: float(part.weight or 0) for part in scheme.axes[axis].components}
    return weights[component_id] / sum(weights.values())


def simulate(reliability: float, count: int, *, seed: int) -> SimulatedRound:
    """Draw a round under bkn_411_2025 whose assessments have this reliability in the norm group."""
    error = {"reliability": reliability, "norm_mean": NORM_MEAN, "norm_sd": NORM_SD, "assumed": True}
    scheme = load_scheme("bkn_411_2025", errors={"kompetensi": error, "potensi": error})
    rng = np.random.default_rng(seed)
    groups = rng.choice(list(GROUPS), count)
    shift = np.vectorize(GROUPS.get)(groups)
    true: dict[Axis, Floats] = {}
    observed: dict[tuple[Axis, str], Floats] = {}
    repeated: dict[tuple[Axis, str], Floats] = {}
    for axis in Axis:
        true[axis] = np.zeros(count)
        for part in scheme.axes[axis].components:
            truth, first, second = _draw(rng, scheme, part, shift, reliability)
            true[axis] += weight(scheme, axis, part.id) * truth
            observed[axis, part.id], repeated[axis, part.id] = first, second
    return SimulatedRound(scheme, groups, true, observed, repeated)


def _draw(
    rng: np.random.Generator, scheme: Scheme, part: Component, shift: Floats, reliability: float
) -> tuple[Floats, Floats, Floats]:
    """Return the true score and two observed scores of one component."""
    error = scheme.error_model(str(part.instrument))
    if error is None:
        record = rng.uniform(*RECORD_SPREAD, len(shift))
        return record, record, record
    if error.confusion is not None:
        return _draw_category(rng, scheme, part, len(shift))
    return _draw_assessment(rng, shift, reliability)


def simulate_assessment(reliability: float, count: int, *, seed: int) -> tuple[Floats, Floats, Floats]:
    """Draw one assessment of the norm group: true scores and two independent measurements."""
    return _draw_assessment(np.random.default_rng(seed), np.zeros(count), reliability)


def _draw_assessment(rng: np.random.Generator, shift: Floats, reliability: float) -> tuple[Floats, Floats, Floats]:
    truth = NORM_MEAN + shift + NORM_SD * np.sqrt(reliability) * rng.standard_normal(len(shift))
    noise = NORM_SD * np.sqrt(1 - reliability)
    return truth, truth + noise * rng.standard_normal(len(shift)), truth + noise * rng.standard_normal(len(shift))


def _draw_category(
    rng: np.random.Generator, scheme: Scheme, part: Component, count: int
) -> tuple[Floats, Floats, Floats]:
    """Draw a category by the confusion table: the true one given the observed, the repeated given the true."""
    instrument = str(part.instrument)
    error = scheme.error_model(instrument)
    assert error is not None
    assert error.confusion is not None
    names = list(error.confusion)
    table = np.array([[error.confusion[row].get(column, 0.0) for column in names] for row in names])
    scale = scheme.instrument(instrument).measure.scale  # type: ignore[union-attr]
    points = np.array([scale[name] for name in names])
    shares = np.array(OBSERVED_SHARES[instrument])
    first = rng.choice(len(names), count, p=shares)
    truth = _pick(rng, table[first])
    joint = table * shares[:, None]
    observed_given_true = (joint / joint.sum(axis=0)).T
    second = _pick(rng, observed_given_true[truth])
    return points[truth], points[first], points[second]


def _pick(rng: np.random.Generator, shares: Floats) -> np.ndarray:
    """Draw one column per row by its shares."""
    drawn = (rng.random(len(shares))[:, None] > shares.cumsum(axis=1)[:, :-1]).sum(axis=1)
    return np.asarray(drawn)
