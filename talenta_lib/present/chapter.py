"""The mutasi chapter: one solved scenario of a round, and what its pages, sheets and figures all rest on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.eligibility.preflight import Preflight, preflight
from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.price import prices
from talenta_lib.placement.shortlist import Shortlist, shortlists
from talenta_lib.placement.solver import frontier, knee
from talenta_lib.placement.uniqueness import say_uniqueness
from talenta_lib.placement.why import explain
from talenta_lib.present.anonymous import anonymise, anonymise_mutasi
from talenta_lib.round import RoundResult
from talenta_lib.round.mutasi import plan_round

MOST_CONTESTED: Final = 5
MOST_DRAWN: Final = 120
"""Moves up to which the frontier is drawn, or up to the plan where it has more; hardly a plan gains from so many."""


@dataclass(frozen=True, eq=False)
class Chapter:
    """A round and its plan; the tables that take time are made when they are first read, and kept."""

    result: RoundResult
    mutasi: Mutasi

    @cached_property
    def preflight(self) -> Preflight:
        """What the rules say of every name of the plan, in the order of entry into I-Mut."""
        return preflight(self.mutasi.matching.eligibility, self.mutasi.moves)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """What names of the plan need: the findings that are not met or not settled, with nip."""
        return self.preflight.asked

    @cached_property
    def round_wide(self) -> pd.DataFrame:
        """What every name needs alike: the findings of the whole round that are not met or not settled."""
        return open_findings(self.mutasi.matching.eligibility.round_findings).reset_index(drop=True)

    @cached_property
    def shortlists(self) -> list[Shortlist]:
        """The candidates for every post that is vacant now."""
        return shortlists(self.mutasi.matching)

    @cached_property
    def bounds(self) -> pd.DataFrame:
        """Least loss of plan value for every pair that is forced; index nip, columns jabatan_id."""
        return prices(self.mutasi)

    @cached_property
    def frontier(self) -> pd.DataFrame:
        """Value of the best plan for every limit of moves: max_moves, moves, status, value, gap.

        ``value`` is the mean fit of the officials in scope (0-100) where every post counts alike, else the gain in
        weighted fit points over the plan with the fewest moves; ``gap`` in the same unit, 0 where proved. From the
        fewest moves with which there is a plan to those that the best plan without a limit takes, whatever limit the
        scenario has; cut at ``MOST_DRAWN`` (see ``is_whole``).
        """
        table = frontier(self.mutasi.options.model, upto=self._most_drawn)
        gap = table["gap"].where(table["status"] != "optimal", 0.0)
        if not self.is_mean:
            return table.assign(value=table["objective"] - table["objective"].iloc[0], gap=gap)
        placed = self.mutasi.assigned
        fit = self.mutasi.matching.fit.score[placed["person"], placed["place"]]
        people, gain = np.isfinite(fit).sum(), table["objective"] - self.mutasi.plan.objective
        return table.assign(value=np.nanmean(fit) + gain / people, gap=gap / people)

    @property
    def is_mean(self) -> bool:
        """Whether the value of a plan is a plain sum of the fit of the officials in scope."""
        return not self.mutasi.scenario.jenjang_weights and bool(self.mutasi.assigned["is_incumbent"].all())

    @property
    def is_whole(self) -> bool:
        """Whether the frontier is drawn to where a further move brings nothing."""
        return bool(self.frontier["max_moves"].max() < self._most_drawn)

    @property
    def _most_drawn(self) -> int:
        return max(MOST_DRAWN, self.mutasi.plan.moves + 1)

    @cached_property
    def knee(self) -> int | None:
        """Limit of moves beyond which fit grows less; None where the frontier does not bend, or is not drawn whole."""
        if not self.is_whole:
            return None  # where a part of a curve bends depends on where it was cut
        bend = int(knee(self.frontier))
        return bend if bend > self.frontier["max_moves"].iloc[0] else None

    @cached_property
    def elsewhere(self) -> pd.DataFrame:
        """Least loss of plan value for each official who moves (index nip) in every post but the planned one."""
        moves = self.mutasi.moves
        bounds = self.bounds.loc[moves["nip"]].to_numpy(copy=True)
        bounds[np.arange(len(moves)), self.bounds.columns.get_indexer(pd.Index(moves["to_id"]))] = np.inf
        return pd.DataFrame(bounds, index=pd.Index(moves["nip"]), columns=self.bounds.columns)

    @cached_property
    def contested_pairs(self) -> list[tuple[str, str]]:
        """NIP and other post of those officials, by the least that it can cost: nothing is solved for this."""
        costs = self.elsewhere.where(self.elsewhere > TOLERANCE, np.inf)
        least = costs.min(axis=1).sort_values(kind="stable")
        return [(str(nip), str(costs.loc[nip].idxmin())) for nip in least[np.isfinite(least)].index[:MOST_CONTESTED]]

    @cached_property
    def contested(self) -> list[Explanation]:
        """The officials whose other post would cost the plan something, but little: why not there; cheapest first."""
        answers = [explain(self.mutasi, *pair, bounds=self.bounds) for pair in self.contested_pairs]
        return sorted(answers, key=lambda one: np.inf if one.price is None else one.price)

    @cached_property
    def equals(self) -> str:
        """Whether other plans are as good, and who has another post in one; one sentence."""
        return say_uniqueness(self.mutasi)

    def why(self, nip: str, jabatan_id: str) -> Explanation:
        """Explain one pair without solving again."""
        return explain(self.mutasi, nip, jabatan_id, exact=False, bounds=self.bounds)


def open_chapter(result: RoundResult, *, anonymous: bool = False) -> Chapter | None:
    """Return the chapter of a round that names a scenario, solved once; None where it names none.

    ``result`` is the round with names; ``anonymous`` turns names and NIP into codes after solving, so that the plan
    is the same. Raises as :func:`talenta_lib.round.mutasi.plan_round`.
    """
    if result.parameters.scenario is None:
        return None
    mutasi = plan_round(result)
    return Chapter(anonymise(result), anonymise_mutasi(mutasi)) if anonymous else Chapter(result, mutasi)
