"""The scenario on the bench: what is wished, what was solved for it, and how to go back; knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import traitlets as tl

from talenta_lib.errors import InfeasibleScenarioError, ScenarioError, TalentaError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.scenario import Scenario
from talenta_lib.present.anonymous import anonymise, anonymise_mutasi, without_names
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore.scenario_edit import Lock, locks_of, relaxed
from talenta_lib.round import RoundResult
from talenta_lib.round.mutasi import match_round, plan_round
from talenta_lib.round.plans import write_plan

STALE = "Skenario berubah; rencana yang tampil masih yang lama."
BUSY = ScenarioError("Masih menghitung.", "Tunggu sampai selesai, atau tekan Berhenti.")
SAME_FRONTIER = {"max_moves": None, "name": "", "title": "", "note": ""}
"""What two scenarios with one frontier may differ in."""
MOST_REMEMBERED = 50
"""How many changes can be undone."""


@dataclass(frozen=True, eq=False)
class Bench(Chapter):
    """A solved scenario; ``known`` is its frontier where a scenario that differs only in the limit of moves had it.

    ``priced`` are its bounds where they are known.
    """

    known: pd.DataFrame | None = None
    priced: pd.DataFrame | None = None

    @cached_property
    def bounds(self) -> pd.DataFrame:
        """The least prices of all pairs (``Chapter.bounds``), computed only where they are not known."""
        return super().bounds if self.priced is None else self.priced

    @cached_property
    def frontier(self) -> pd.DataFrame:
        """The frontier (``Chapter.frontier``), computed only where it is not known."""
        return super().frontier if self.known is None else self.known

    @cached_property
    def written(self) -> tuple[tuple[dict[str, Any], dict[str, Any]], tuple[dict[str, Any], ...]]:
        """The plan in the terms of the record, and the rows of its frontier where that is at hand."""
        public, content = write_plan(self.result, self.mutasi)
        table = vars(self).get("frontier", self.known)
        rows = () if table is None else tuple(table.to_dict("records"))
        return (public.as_content(), content.as_content()), rows

    @cached_property
    def blind(self) -> Bench:
        """The same with codes instead of names; posts stay."""
        mutasi = anonymise_mutasi(self.mutasi, hide_posts=False)
        priced = self.bounds.set_axis(mutasi.options.officials["nip"], axis=0)
        return Bench(anonymise(self.result, hide_posts=False), mutasi, self.frontier, priced)


Remembered = tuple[Scenario, Bench | None]
"""A scenario that stood on the bench, with its plan where that is still at hand."""


def anybody() -> None:
    """Let everybody change the scenario."""


class ScenarioState(tl.HasTraits):
    """A scenario being composed (``scenario``) and the last plan that was solved (``chapter``).

    ``status`` is siap (changed since the plan was solved), menghitung, selesai or gagal; ``message`` says it in words.
    ``relaxations`` is the table of ``InfeasibleScenarioError`` where the scenario has no plan. ``shown`` is the plan
    as it may be looked at: with codes instead of names while ``is_blind``. Fit and eligibility of everybody are
    computed once per fit scheme and kept. ``may_change`` raises ``TalentaError`` where who looks may not change
    anything; every change asks it first.
    """

    scenario = tl.Instance(Scenario)
    chapter = tl.Instance(Bench)
    status = tl.Enum(["siap", "menghitung", "selesai", "gagal"], "siap")
    message = tl.Unicode("")
    relaxations = tl.Instance(pd.DataFrame, allow_none=True)
    is_blind = tl.Bool(default_value=False)

    def __init__(
        self,
        result: RoundResult,
        scenario: Scenario,
        *,
        may_change: Callable[[], None] = anybody,
        known: Callable[[Matching], Bench | None] = lambda _matching: None,
        ready: ScenarioState | None = None,
    ) -> None:
        """Lay a scenario on the bench, solved unless ``known`` has its plan; ``ready`` has matched the same round.

        Raises ``ValueError`` where ``ready`` is over another round, or over the same one with codes for names.
        """
        self.result: RoundResult = result
        if ready is not None and ready.result is not result:
            raise ValueError("a bench that is ready stands over the very round it is made ready for")
        self.may_change = may_change
        self._matchings: dict[str, Matching] = {} if ready is None else ready._matchings
        self.past: tuple[Remembered, ...] = ()
        self.future: tuple[Remembered, ...] = ()
        self._is_stopping = False
        chapter = known(self.matched(scenario.fit_scheme)) or self.solved(scenario)
        super().__init__(scenario=scenario, chapter=chapter, status="selesai", message="")

    @property
    def shown(self) -> Bench:
        """The plan on the bench as it may be looked at."""
        return self.chapter.blind if self.is_blind else self.chapter

    def shown_id(self, nip: str) -> str:
        """Return what stands for an official in ``shown``: the NIP, or the code while blind."""
        return str(self.shown.mutasi.matching.officials["nip"].iloc[self.matching.people_index[nip]])

    def nip_of(self, shown_id: str) -> str:
        """Return the NIP of who stands in ``shown`` under an identifier; raises ``KeyError`` for nobody."""
        return str(self.matching.officials["nip"].iloc[self.shown.mutasi.matching.people_index[shown_id]])

    def covered(self, told: str) -> str:
        """Return what is told about officials as it may be looked at: with codes for names and NIP while blind."""
        return without_names(told, self.matching.officials) if self.is_blind else told

    @property
    def locks(self) -> list[Lock]:
        """The locks of the scenario on the bench, in words as they may be looked at."""
        return locks_of(self.scenario, self.matching, self.shown.mutasi.matching)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone change to do again."""
        return bool(self.future)

    @property
    def is_stale(self) -> bool:
        """Whether the plan on show is not that of the scenario."""
        return self.scenario != self.chapter.mutasi.scenario

    @property
    def matching(self) -> Matching:
        """Fit and eligibility by the fit scheme of the scenario on the bench."""
        return self.matched(self.scenario.fit_scheme)

    def matched(self, fit_scheme: str) -> Matching:
        """Return fit and eligibility by a fit scheme, computed once."""
        if fit_scheme not in self._matchings:
            self._matchings[fit_scheme] = match_round(self.result, fit_scheme)
        return self._matchings[fit_scheme]

    def solved(self, scenario: Scenario) -> Bench:
        """Solve a scenario of the round beside the one on the bench; raises as ``plan_round``."""
        matching = self.matched(scenario.fit_scheme)
        self._is_stopping = False
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
        """Put another scenario on the bench, without solving; raises ``TalentaError`` where that is not allowed."""
        self._may_wish()
        if scenario != self.scenario:
            self._remember()
        self._settle(scenario, self.chapter)

    def show(self, chapter: Bench) -> None:
        """Put a solved scenario on the bench; raises ``TalentaError`` where that is not allowed."""
        self.may_change()
        _ = chapter.frontier  # it may take a while: nobody is to see the plan beside the frontier of another
        self._remember()
        self._settle(chapter.mutasi.scenario, chapter)

    def solve(self) -> None:
        """Solve the scenario on the bench; where that fails the last plan stays, and the message says why."""
        self.relaxations = None
        try:
            self.may_change()
            self.message, self.status = "Menghitung…", "menghitung"
            self._settle(self.scenario, self._with_frontier(self.solved(self.scenario)))
        except TalentaError as error:
            self.fail(error)

    def stop(self) -> None:
        """Ask a running solve to give the best plan so far."""
        self._is_stopping = True

    def undo(self) -> None:
        """Go back to what stood before the last change, with its plan; nothing where there was none."""
        self._may_wish()
        if self.past:
            self.future = ((self.scenario, self.chapter), *self.future)
            *before, (scenario, chapter) = self.past
            self.past = tuple(before)
            self._settle(scenario, chapter or self.chapter)

    def redo(self) -> None:
        """Do the last undone change again, with its plan; nothing where none was undone."""
        self._may_wish()
        if self.future:
            self.past = (*self.past, (self.scenario, self.chapter))
            (scenario, chapter), *rest = self.future
            self.future = tuple(rest)
            self._settle(scenario, chapter or self.chapter)

    def rename(self, name: str, title: str) -> None:
        """Call the scenario on the bench otherwise; its plan stays, and there is nothing to undo."""
        self._may_wish()
        scenario, chapter = self.scenario.changed(name=name, title=title), self.chapter
        if not self.is_stale:
            chapter = Bench(self.result, replace(chapter.mutasi, scenario=scenario), chapter.frontier)
        self._settle(scenario, chapter)

    def lay(
        self, scenario: Scenario, chapter: Bench | None, past: Iterable[Scenario] = (), future: Iterable[Scenario] = ()
    ) -> None:
        """Lay out what was kept elsewhere, also where nobody may change anything: no wish of who looks."""
        self.past = tuple((one, None) for one in past)
        self.future = tuple((one, None) for one in future)
        self._settle(scenario, chapter or self.chapter)

    def _may_wish(self) -> None:
        """Raise ``TalentaError`` where who looks may not change anything, or while the solver works for what stands."""
        self.may_change()
        if self.status == "menghitung":
            raise BUSY

    def _remember(self) -> None:
        """Keep what stands on the bench, so that the change that follows can be undone."""
        self.past, self.future = (*self.past, (self.scenario, self.chapter))[-MOST_REMEMBERED:], ()

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
        if before == after and self.chapter.frontier["max_moves"].max() >= chapter.mutasi.plan.moves:
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
        """Tell the stage, unless it is that of a scenario solved beside the bench."""
        if self.status == "menghitung":
            self.message = f"Menghitung… {stage}"
