"""The fit of everybody to every post, its range where data is missing, and the parts of any one pair."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from talenta_lib.placement.fit.components import Grounds, lay_grounds
from talenta_lib.placement.fit.scheme import FIT_LABELS, FitScheme
from talenta_lib.placement.fit.words import say_observed
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier
from talenta_lib.talent.evidence import Floats
from talenta_lib.terms import COMPETENCY_LABELS

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Fit:
    """The fit of n officials (``nips``) to m posts (``jabatan_ids``) by a scheme.

    Attributes
    ----------
    score : 0-100 [n, m]; NaN where too little is known of the official that the scheme counts.
    low, high : the score [n, m] with every missing component at 0, and at 100; equal to it where nothing is missing.
    """

    nips: pd.Index
    jabatan_ids: pd.Index
    scheme: FitScheme
    score: Floats
    low: Floats
    high: Floats
    grounds: Grounds = field(repr=False, compare=False)

    def parts(self, nip: str, jabatan_id: str) -> pd.DataFrame:
        """Return what the fit of one official to one post is made of, one row per weighted component.

        Columns: component, label, weight (of the scheme), score (0-100), contribution (points; they add to the
        score), is_missing (also where the post lacks what the component asks for), observed (Indonesian text).
        Raises ``ValueError`` for an official or a post that the matrix does not hold.
        """
        row, column = self._place(nip, jabatan_id)
        grounds, jenjang = self.grounds, self.grounds.posts["jenjang"].iloc[column]
        weights = [self.scheme.weight(component, jenjang) for component in self.scheme.components]
        scores = [grounds.score(one, np.array([row]), np.array([column])).item() for one in self.scheme.components]
        known = np.where(np.isfinite(scores), grounds.weights[:, column], 0.0)
        share = known / known.sum() if np.isfinite(self.score[row, column]) else np.full(len(known), np.nan)
        table = pd.DataFrame({
            "component": [str(component) for component in self.scheme.components],
            "label": [FIT_LABELS[component] for component in self.scheme.components],
            "weight": weights,
            "score": scores,
            "contribution": np.nan_to_num(scores) * share,
            "is_missing": known == 0,
            "observed": [say_observed(grounds, one, row, column) for one in self.scheme.components],
        })  # fmt: skip
        return table[table["weight"] > 0].reset_index(drop=True)

    def gaps(self, nip: str, jabatan_id: str) -> pd.DataFrame:
        """Return level, required_level and signed gap (negative = shortfall) per competency, with its label.

        Raises ``ValueError`` for an official or a post that the matrix does not hold.
        """
        row, column = self._place(nip, jabatan_id)
        names = self.grounds.dossier.levels.columns
        table = pd.DataFrame({"competency": names, "label": [COMPETENCY_LABELS[name] for name in names]})
        table["level"], table["required_level"] = self.grounds.levels[row], self.grounds.required[column]
        return table.assign(gap=table["level"] - table["required_level"])

    def _place(self, nip: str, jabatan_id: str) -> tuple[int, int]:
        """Return the row of an official and the column of a post."""
        row, column = self.nips.get_indexer(pd.Index([nip]))[0], self.jabatan_ids.get_indexer(pd.Index([jabatan_id]))[0]
        if row < 0 or column < 0:
            raise ValueError(f"no fit of {nip!r} to {jabatan_id!r}: the matrix does not hold both")
        return int(row), int(column)


def compute_fit(
    dossier: Dossier, posts: pd.DataFrame, rules: Rules, scheme: FitScheme, *, day: dt.date | None = None
) -> Fit:
    """Return the fit of every official of a dossier to every post.

    Parameters
    ----------
    dossier : officials in any order; it becomes the order of the rows.
    posts : jabatan_id, jenjang, rumpun, required_fields and the required levels; the order of the columns.
    rules : in force on the date of the round (``required_competency_level``, PermenPANRB 38/2017).
    scheme : the components and their weights (agency policy).
    day : service counts up to this day (the planned inauguration); the date of the rules where omitted.

    A component that the official lacks data for is never zero: the known ones are weighed up to the full weight, and
    ``low`` and ``high`` show what it could change. Where less than ``least_known`` of the weight is known, there is no
    score: else an official of whom little is known would be compared by that little alone.
    Raises ``ValueError`` for officials or posts that stand twice.
    """
    nips, jabatan_ids = pd.Index(dossier.officials["nip"]), pd.Index(posts["jabatan_id"])
    if not (nips.is_unique and jabatan_ids.is_unique):
        raise ValueError("an official or a post stands twice")
    grounds = lay_grounds(dossier, posts, rules, scheme, day or rules.as_of)
    score, low, high = _weigh(grounds)
    return Fit(nips, jabatan_ids, scheme, score, low, high, grounds)


def _weigh(grounds: Grounds) -> tuple[Floats, Floats, Floats]:
    """Return score, low and high [n, m]: the weighted mean of the known components, and its range."""
    full = sum(grounds.weights)
    rows, columns = np.arange(len(grounds.levels)), np.arange(len(grounds.required))
    low, known = (np.zeros((len(columns), len(rows))).T for _ in range(2))
    with np.errstate(invalid="ignore", divide="ignore"):
        for component, weight in zip(grounds.scheme.components, grounds.weights, strict=True):
            value = grounds.score(component, rows, columns)
            is_known = np.isfinite(value) & (weight > 0)
            low += np.where(is_known, value * (weight / full), 0.0)
            known += np.where(is_known, weight, 0.0)
        share = np.where(full > 0, known / full, 0.0)
        score = low / share
    high = np.fmax(score, low + 100 * (1 - share))
    score = np.where(share < grounds.scheme.least_known / 100 - _ROUNDING, np.nan, score)
    return score, low, high
