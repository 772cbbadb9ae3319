"""The scenario on the bench: what is wished, what was solved for it, and how to go back; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import traitlets as tl

from talenta_lib.errors import InfeasibleScenarioError, TalentaError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.scenario import Scenario
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore.scenario_edit import relaxed
from talenta_lib.round import RoundResult
from talenta_lib.round.mutasi import match_round, plan_round

STALE = "Skenario berubah; rencana yang tampil masih yang lama."
SAME_FRONTIER = {"max_moves": None, "name": "", "title": "", "note": ""}
"""What two scenarios with one frontier may differ in."""


@dataclass(frozen=True)
class Bench(Chapter):
    """A solved scenario; ``known`` is its frontier where a scenario that differs only in the limit of moves had it."""

    known: pd.DataFrame | None = None

    @cached_property
    def frontier(self) -> pd.DataFrame:
        """The frontier (``Chapter.frontier``), computed only where it is not known."""
        return super().frontier if self.known is None else self.known


class ScenarioState(tl.HasTraits):
    """A scenario being composed (``scenario``) and the last plan that was solved (``chapter``).

    ``status`` is siap (changed since the plan was solved), menghitung, selesai or gagal; ``message`` says it in words.
    ``relaxations`` is the table of ``InfeasibleScenarioError`` where the scenario has no plan. Fit and eligibility of
    everybody are computed once per fit scheme and kept.
    """

    scenario = tl.Instance(Scenario)
    chapter = tl.Instance(Bench)
    status = tl.Enum(["siap", "menghitung", "selesai", "gagal"])
    message = tl.Unicode("")
    relaxations = tl.Instance(pd.DataFrame, allow_none=True)

    def __init__(self, result: RoundResult, scenario: Scenario) -> None:
        self.result = result
        self._matchings: dict[str, Matching] = {}
        self._history: list[tuple[Scenario, Bench]] = []
        self._is_stopping = False
        chapter = self.solved(scenario)
        super().__init__(scenario=scenario, chapter=chapter, status="selesai", message="")

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._history)

    @property
    def is_stale(self) -> bool:
        """Whether the plan on show is not that of the scenario."""
        return self.scenario != self.chapter.mutasi.scenario

    @property
    def matching(self) -> Matching:
        """Fit and eligibility by the fit scheme of the scenario on the bench."""
        return self._matched(self.scenario.fit_scheme)

    def _matched(self, fit_scheme: str) -> Matching:
        """Return fit and eligibility by a fit scheme, computed once."""
        if fit_scheme not in self._matchings:
            self._matchings[fit_scheme] = match_round(self.result, fit_scheme)
        return self._matchings[fit_scheme]

    def solved(self, scenario: Scenario) -> Bench:
        """Solve a scenario of the round beside the one on the bench; raises as ``plan_round``."""
        matching = self._matched(scenario.fit_scheme)
        return Bench(self.result, plan_round(
            self.result, scenario, matching=matching, on_progress=self._tell, should_stop=lambda: self._is_stopping
        ))  # fmt: skip

    def change(self, **changes: object) -> None:
        """Change wishes of the scenario, without solving; a change that cannot be is told in the message."""
        try:
            self.wish(self.scenario.changed(**changes))
        except TalentaError as error:
            self.fail(error)

    def wish(self, scenario: Scenario) -> None:
        """Put another scenario on the bench, without solving."""
        if scenario != self.scenario:
            self._history.append((self.scenario, self.chapter))
        self._settle(scenario, self.chapter)

    def show(self, chapter: Bench) -> None:
        """Put a solved scenario on the bench."""
        self._history.append((self.scenario, self.chapter))
        self._settle(chapter.mutasi.scenario, chapter)

    def solve(self) -> None:
        """Solve the scenario on the bench; where that fails the last plan stays, and the message says why."""
        self._is_stopping, self.relaxations = False, None
        self.message, self.status = "Menghitung…", "menghitung"
        try:
            self._settle(self.scenario, self._with_frontier(self.solved(self.scenario)))
        except TalentaError as error:
            self.fail(error)

    def stop(self) -> None:
        """Ask a running solve to give the best plan so far."""
        self._is_stopping = True

    def undo(self) -> None:
        """Go back to what stood before the last change, with its plan; nothing where there was none."""
        if self._history:
            self._settle(*self._history.pop())

    def relax(self, row: str) -> None:
        """Change the wish that a row of ``relaxations`` names, as far as it needs; other rows stay as they are.

        Raises ``KeyError`` where no plan is missing, or it misses no such row.
        """
        if self.relaxations is None:
            raise KeyError(row)
        needed = int(self.relaxations.set_index("row").loc[row, "needed"])
        try:
            self.wish(relaxed(self.scenario, self.matching, row, needed))
        except TalentaError as error:
            self.fail(error)

    def fail(self, error: TalentaError) -> None:
        """Tell an error; the last plan stays."""
        self.message = str(error)
        self.relaxations = error.relaxations if isinstance(error, InfeasibleScenarioError) else None
        self.status = "gagal"

    def _with_frontier(self, chapter: Bench) -> Bench:
        """Return a plan with its frontier: the one at hand where that is the same and reaches far enough."""
        before, after = (one.mutasi.scenario.model_copy(update=SAME_FRONTIER) for one in (self.chapter, chapter))
        if before == after and self.chapter.frontier["max_moves"].max() > chapter.mutasi.plan.moves:
            return Bench(chapter.result, chapter.mutasi, self.chapter.frontier)
        self.message = "Menghitung… batas perpindahan lain"
        return Bench(chapter.result, chapter.mutasi, chapter.frontier)

    def _settle(self, scenario: Scenario, chapter: Bench) -> None:
        """Put a scenario and a plan on the bench."""
        with self.hold_trait_notifications():  # who follows sees only the whole
            self.relaxations, self.chapter, self.scenario = None, chapter, scenario
            self.message = STALE if self.is_stale else ""
            self.status = "siap" if self.is_stale else "selesai"

    def _tell(self, stage: str, _value: float | None, _bound: float | None) -> None:
        self.message = f"Menghitung… {stage}"
