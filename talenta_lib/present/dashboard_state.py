"""The committee's room: page, plan, question, decisions and looks of a meeting, kept at each change; no widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import traitlets as tl

from talenta_lib.errors import TalentaError
from talenta_lib.placement.matching import Matching
from talenta_lib.present.explore.decision_state import DecisionState
from talenta_lib.present.explore.scenario_state import Bench, ScenarioState
from talenta_lib.present.explore.shelf_state import ShelfState
from talenta_lib.present.explore.state import MapState
from talenta_lib.present.explore.why_state import WhyState
from talenta_lib.present.keeping import KeptRoom
from talenta_lib.present.link import Role
from talenta_lib.present.meeting_memory import Memory, known_plan, read_memory, write_memory
from talenta_lib.present.meeting_pages import FILES, SCREENS, Page
from talenta_lib.present.meeting_steps import SCENARIO, Step, decided, deciding, without
from talenta_lib.present.session import SessionStore
from talenta_lib.present.time_spent import TimeSpent
from talenta_lib.round import RoundResult
from talenta_lib.round.decisions import Wish
from talenta_lib.round.plans import committee_scenario

AT_ONCE: Final = 100
"""So many of many decisions are recorded in one run."""


class DashboardState(KeptRoom):
    """One committee's room, as one browser sees it.

    Sub-states: ``bench`` (scenario and plan), ``why``, ``decisions``, ``shelf`` and ``map``. They speak of officials by
    NIP; only ``map``, ``result`` and ``chapter`` are as they may be looked at: with codes instead of names (and ``nip``
    = code) while ``blind``, which an observer always is. ``chapter`` is the plan on show. Every change asks
    :meth:`may_change`. ``past`` and ``future`` are the steps that can be undone and redone; ``broken`` are the parts of
    pages, as (page, part), that could not follow the last change.
    """

    page = tl.Enum(list(Page), Page.SUMMARY)
    theme = tl.Enum(["terang", "gelap"], "terang")
    blind = tl.Bool(default_value=False)
    presenting = tl.Bool(default_value=False)
    screen = tl.Int(0)
    discussed = tl.Tuple()
    broken = tl.Tuple()
    place = tl.Unicode("")
    attendance = tl.Tuple()
    result = tl.Instance(RoundResult)
    chapter = tl.Instance(Bench)
    map = tl.Instance(MapState)
    past = tl.Tuple()
    future = tl.Tuple()

    def __init__(
        self,
        result: RoundResult,
        role: Role,
        store: SessionStore,
        *,
        now: Callable[[], dt.datetime],
        ready: ScenarioState | None = None,
    ) -> None:
        """Open the room where it was left; ``ready`` is a bench over the same round that has done the slow work."""
        super().__init__(role, store, now, [result.folder / one["path"] for one in result.input_part["berkas"]])
        self.spent = TimeSpent(now)
        memory = read_memory(self._recall())
        chosen = committee_scenario(result) if memory is None else memory.scenario

        def known(matching: Matching) -> Bench | None:
            return known_plan(result, chosen, matching, memory, ready)

        self.bench = ScenarioState(result, chosen, may_change=self.may_change, known=known, ready=ready)
        self.bench.is_blind = self.is_observer
        self.why = WhyState(self.bench)
        self.decisions = DecisionState(self.bench, now=now)
        self.shelf = ShelfState(self.bench, who=lambda: (self.decisions.by, self.decisions.role), now=now)
        shown = self.bench.shown
        self.blind, self.result, self.chapter = self.bench.is_blind, shown.result, shown
        self.map = MapState(shown.result.people)
        self._follow_parts()
        if memory is not None:
            self.unheard(lambda: self._resume(memory))

    # --- what a meeting does -----------------------------------------------------------------------------------

    def go(self, page: Page) -> None:
        """Open a page."""
        self.page = page

    def hush(self) -> None:
        """Take back what was told: it answered what was done before."""
        self.notice = ""

    @property
    def screens(self) -> tuple[str, ...]:
        """What the page shows one after the other while it is presented; an observer is offered no files."""
        return tuple(one for one in SCREENS.get(Page(self.page), ("",)) if not (self.is_observer and one == FILES))

    @property
    def is_at_names(self) -> bool:
        """Whether what is presented is the name at hand: the last screen of the page where names are decided."""
        return self.page == Page.DECISIONS and self.screen == len(self.screens) - 1

    def step(self, by: int) -> None:
        """Show the one thing after or before: a name of the agenda while names are decided, else a screen of the page.

        Past the last, and before the first, comes a page; the first and the last page stay.
        """
        pages, names = list(Page), self.decisions
        walked = names.agenda[1:] if by < 0 else names.agenda[:-1]
        if self.is_at_names and names.nip in walked:
            (names.previous if by < 0 else names.next)()
        elif 0 <= self.screen + by < len(self.screens):
            self.screen += by
        elif (place := pages.index(self.page) + by) in range(len(pages)):
            self.page = pages[place]
            self.screen = len(self.screens) - 1 if by < 0 else 0

    def mark_discussed(self, page: Page, *, is_done: bool = True) -> None:
        """Mark a page as discussed, or take the mark off; who may not is told."""
        self.attempt(lambda: self._mark(page, is_done=is_done))

    def _mark(self, page: Page, *, is_done: bool) -> None:
        self.may_change()
        self.discussed = tuple(one for one in Page if (is_done if one == page else one in self.discussed))

    @property
    def left(self) -> list[Page]:
        """The pages that are not discussed yet."""
        return [page for page in Page if page not in self.discussed]

    def ask(self, shown_id: str, jabatan_id: str | None = None) -> None:
        """Ask why of an official (as shown: NIP, or code while blind), and open the page."""
        self.why.nip = self.bench.nip_of(shown_id)
        if jabatan_id is not None:
            self.why.jabatan_id = jabatan_id
        self.page = Page.WHY

    def decide(self) -> bool:
        """Record the decision at hand (:meth:`DecisionState.decide`), as a step that can be undone."""
        state = self.decisions
        wish = Wish(state.nip, state.choice, state.reason)
        if not state.decide():
            if not state.is_signed:
                self.screen, self.notice = 0, state.message  # while presenting: to where one signs
            return False
        self.past, self.future = (*self.past, deciding([wish])), ()
        return True

    def follow(self, nips: Sequence[str]) -> bool:
        """Record the suggestion for many officials (:meth:`DecisionState.follow`), as one step that can be undone.

        They are recorded in runs, so that a page shows how far it is; the first run that is refused ends it.
        """
        step, decisions = SCENARIO, self.decisions
        for start in range(0, len(nips), AT_ONCE):
            run = nips[start : start + AT_ONCE]
            with decisions.hold_trait_notifications():  # what is told of one run is not the whole
                went, left = decisions.follow(run), set(decisions.open_nips)
                if went and len(nips) > AT_ONCE:
                    decisions.message = f"{start + len(run)} dari {len(nips)} keputusan tercatat."
            rows = decisions.table.set_index("nip")[["decided", "reason"]]
            if made := [Wish(nip, *rows.loc[nip]) for nip in run if nip not in left]:
                is_going_on = decided(step) and self.past[-1:] == (step,)
                before = self.past[:-1] if is_going_on else self.past
                step = deciding([*decided(step), *made] if is_going_on else made)
                self.past, self.future = (*before, step), ()
            if not went:
                return False
            if len(nips) > AT_ONCE:
                self.notice = decisions.message
        return True

    def withdraw(self, nip: str) -> bool:
        """Undo the decision that stands for an official, by a new entry; it is no step to undo any more."""
        if not self.decisions.undo([nip]):
            return False
        self.past = without(self.past, nip)
        return True

    # --- undo --------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Undo the last change of the scenario, or the last decision by a new entry; what is refused is told."""
        if self.past and self.attempt(lambda: self._turn_back(self.past[-1])):
            *before, last = self.past
            self.past, self.future = tuple(before), (last, *self.future)

    def redo(self) -> None:
        """Do again what was undone last; what is refused is told."""
        if self.future and self.attempt(lambda: self._turn_on(self.future[0])):
            first, *rest = self.future
            self.past, self.future = (*self.past, first), tuple(rest)

    def _turn_back(self, step: Step) -> None:
        self.may_change()
        if step == SCENARIO:
            self.unheard(self.bench.undo)
        elif not self.decisions.undo([wish.who for wish in decided(step)]):
            raise TalentaError(self.decisions.message)

    def _turn_on(self, step: Step) -> None:
        self.may_change()
        if step == SCENARIO:
            self.unheard(self.bench.redo)
            return
        decisions, wishes = self.decisions, decided(step)
        decisions.nip = wishes[-1].who
        decisions.choice, decisions.reason = wishes[-1].choice, wishes[-1].reason
        if not decisions.settle(wishes):
            raise TalentaError(decisions.message)

    # --- looks -------------------------------------------------------------------------------------------------

    @tl.validate("blind")
    def _stay_blind(self, proposal: Any) -> bool:
        return True if self.is_observer else bool(proposal["value"])

    def _turn_blind(self, change: object) -> None:
        """Show codes instead of names, or names again; filters stay, a search does not."""
        self.unheard(self._change_names)
        self._keep(change)

    def _change_names(self) -> None:
        """Change all that may be looked at before anybody hears of any of it."""
        selected = None if self.map.selected is None else self.bench.nip_of(self.map.selected)
        with self.hold_trait_notifications(), self.bench.hold_trait_notifications():
            self.bench.is_blind = self.blind
            chapter = self.bench.shown
            renewed = MapState(chapter.result.people)
            chosen = None if selected is None else self.bench.shown_id(selected)
            renewed.update({**self.map.to_dict(), "search": "", "selected": chosen})
            self.chapter, self.map, self.result = chapter, renewed, chapter.result

    def _show_plan(self, _change: object) -> None:
        self.chapter = self.bench.shown

    # --- keeping -----------------------------------------------------------------------------------------------

    def _follow_parts(self) -> None:
        self.bench.observe(self._show_plan, "chapter")
        self.bench.observe(self._note_wish, "scenario")
        self.observe(self._turn_blind, "blind")
        self.decisions.observe(self._turn_name, "nip")
        self.observe(self._turn_page, "page")
        self.observe(self._follow_map, "map")
        self.map.observe(self._keep)
        for part in (self, self.bench, self.why, self.decisions, self.shelf):
            part.observe(self._keep)

    def _follow_map(self, change: Mapping[str, Any]) -> None:
        change["old"].unobserve(self._keep)
        change["new"].observe(self._keep)

    def _note_wish(self, _change: object) -> None:
        """Remember that the scenario was changed, unless it was laid out or taken back."""
        if not self._is_laying:
            self.past, self.future = (*self.past, SCENARIO), ()

    def _turn_page(self, change: object) -> None:
        """Take back what was told on the page before, as with another name."""
        for part in (self.decisions, self.shelf):
            part.message, part.is_refused = "", False
        self.screen = int(self.page == Page.DECISIONS and (self.decisions.is_signed or self.is_observer))
        self._turn_name(change)

    def _turn_name(self, _change: object) -> None:
        """Take back what was told of another name, and count the time that it was on the table."""
        self.hush()
        self.spent.turn(self.decisions.nip if self.page == Page.DECISIONS else "")

    def _written(self) -> dict[str, Any]:
        return write_memory(self)

    def _keep(self, change: object) -> None:
        if self.bench.status != "menghitung":
            super()._keep(change)

    def _resume(self, memory: Memory) -> None:
        """Go on where the room was left."""
        self.bench.lay(memory.scenario, None, memory.past, memory.future)
        memory.lay_shared(self)
        memory.lay_own(self)

    def _lay_out(self, content: Mapping[str, Any], *, is_taking: bool) -> None:
        """Lay out what another browser has kept; an observer, and who takes the pen, keeps the own page and looks."""
        memory = read_memory(content)
        if memory is not None:
            self.bench.lay(memory.scenario, memory.bench(self.bench), memory.past, memory.future)
            memory.lay_shared(self)
            if not self.is_observer:
                memory.lay_own(self, is_looking_alike=not is_taking)
        self.decisions.refresh()
        self.shelf.refresh()
