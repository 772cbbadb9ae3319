"""What is kept of a committee's room between two clicks, and how it is laid out again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from talenta_lib.errors import TalentaError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.scenario import Scenario
from talenta_lib.present.explore.scenario_state import Bench, ScenarioState
from talenta_lib.round import RoundResult
from talenta_lib.round.plans import PlanContent, PlanPublic, data_hash, read_plan, recorded_plan, scenario_of

if TYPE_CHECKING:
    from talenta_lib.present.dashboard_state import DashboardState


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Looks(_Part):
    """What belongs to one browser: page, looks, filters (``selected`` by NIP), question, and who is at hand."""

    page: str
    theme: str
    blind: bool
    presenting: bool
    map: Mapping[str, Any]
    question: tuple[str, str]
    at_hand: tuple[str, str, str]
    signed: tuple[str, str]
    spent: Mapping[str, float]


class Written(_Part):
    """A room as plain values; ``plan`` and ``frontier`` are those of the last plan that was solved."""

    scenario: Mapping[str, Any]
    plan: tuple[Mapping[str, Any], Mapping[str, Any]]
    frontier: tuple[Mapping[str, Any], ...]
    past_scenarios: tuple[Mapping[str, Any], ...]
    future_scenarios: tuple[Mapping[str, Any], ...]
    past: tuple[tuple[str, ...], ...]
    future: tuple[tuple[str, ...], ...]
    discussed: tuple[str, ...]
    compared: tuple[str, ...]
    place: str
    attendance: tuple[tuple[str, str], ...]
    looks: Looks


class Memory:
    """A room that was kept, over the round of today."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self.scenario, self.past, self.future = (
            scenario_of(written.scenario),
            tuple(map(scenario_of, written.past_scenarios)),
            tuple(map(scenario_of, written.future_scenarios)),
        )

    def plan(self, result: RoundResult, matching: Matching) -> Bench | None:
        """Return the plan, without solving; None where data or rules have changed since it was solved."""
        public, content = (
            PlanPublic.model_validate(self._written.plan[0]),
            PlanContent.model_validate(self._written.plan[1]),
        )
        scenario = scenario_of(content.scenario)
        if public.data_hash != data_hash(result) or matching.fit.scheme.name != scenario.fit_scheme:
            return None
        frontier = pd.DataFrame(self._written.frontier)
        return Bench(result, read_plan(public, content, scenario, matching), None if frontier.empty else frontier)

    def bench(self, bench: ScenarioState) -> Bench | None:
        """Return the plan over the data of a bench."""
        return self.plan(bench.result, bench.matched(scenario_of(self._written.plan[1]["skenario"]).fit_scheme))

    def lay_shared(self, state: DashboardState) -> None:
        """Lay out what all browsers share."""
        kept = self._written
        state.place, state.attendance, state.discussed = kept.place, kept.attendance, kept.discussed
        state.past, state.future = kept.past, kept.future
        state.shelf.compare(tuple(name for name in kept.compared if name in state.shelf.names))

    def lay_own(self, state: DashboardState, *, is_looking_alike: bool = True) -> None:
        """Lay out what belongs to one browser; who or what is no more in the round is left out.

        Page and looks (theme, names, letters) are laid out where ``is_looking_alike``.
        """
        looks, bench = self._written.looks, state.bench
        people, posts = bench.matching.people_index, bench.matching.post_index
        if is_looking_alike:
            state.blind, state.theme, state.presenting = looks.blind, looks.theme, looks.presenting
            state.page = looks.page
        selected = str(looks.map.get("selected"))
        state.map.update({**looks.map, "selected": bench.shown_id(selected) if selected in people else None})
        if looks.question[0] in people and looks.question[1] in posts:
            state.why.nip, state.why.jabatan_id = looks.question
        nip, choice, reason = looks.at_hand
        if nip in state.decisions.turns:
            state.decisions.nip = nip
            state.decisions.choice, state.decisions.reason = choice, reason
        state.decisions.by, state.decisions.role = looks.signed
        state.spent.lay(looks.spent)


def read_memory(content: Mapping[str, Any]) -> Memory | None:
    """Return the memory of what was kept; None where there is none, or none of this version."""
    try:
        return Memory(Written.model_validate(content))
    except (ValidationError, TalentaError):
        return None


def write_memory(state: DashboardState) -> dict[str, Any]:
    """Return a room as plain JSON values."""
    bench, why, decisions = state.bench, state.why, state.decisions
    selected = state.map.selected
    looks = Looks(
        page=state.page, theme=state.theme, blind=state.blind, presenting=state.presenting,
        map={**state.map.to_dict(), "selected": None if selected is None else bench.nip_of(selected)},
        question=(why.nip, why.jabatan_id),
        at_hand=(decisions.nip, decisions.choice, decisions.reason),
        signed=(decisions.by, decisions.role),
        spent=state.spent.seconds,
    )  # fmt: skip
    plan, frontier = bench.chapter.written
    return Written(
        scenario=bench.scenario.written(),
        plan=plan,
        frontier=frontier,
        past_scenarios=tuple(scenario.written() for scenario, _ in bench.past),
        future_scenarios=tuple(scenario.written() for scenario, _ in bench.future),
        past=state.past,
        future=state.future,
        discussed=state.discussed,
        compared=state.shelf.compared,
        place=state.place,
        attendance=state.attendance,
        looks=looks,
    ).model_dump(mode="json")


def known_plan(
    result: RoundResult, scenario: Scenario, matching: Matching, memory: Memory | None, ready: ScenarioState | None
) -> Bench | None:
    """Return a plan that needs no solving: kept with the room, at hand, or on record.

    A room that was left before its wishes were solved goes on with the plan at hand, to be solved again.
    """
    if memory is not None and (kept := memory.plan(result, matching)) is not None:
        return kept
    if ready is not None and (memory is not None or ready.chapter.mutasi.scenario == scenario):
        return ready.chapter
    mutasi = recorded_plan(result, scenario, matching=matching)
    return None if mutasi is None else Bench(result, mutasi)
