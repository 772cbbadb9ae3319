"""Plans on record: solved once, written into the ledger, taken from there while data and scenario are the same."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from pydantic import Field

from talenta_lib.errors import ScenarioError, did_you_mean
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.options import Options, build_options
from talenta_lib.placement.scenario import Scenario, scenario_names
from talenta_lib.placement.solver import Plan
from talenta_lib.record import Entry, Kind, Ledger, canonical_json, input_hash, shelf, with_head
from talenta_lib.record.entries import Body
from talenta_lib.regulations.reading import validate
from talenta_lib.round.mutasi import match_round, round_scenario
from talenta_lib.round.result import RoundResult


class PlanPublic(Body):
    """What stays of a recorded plan after a purge: what it rests on, what it comes to, whether it is proved."""

    scenario: str = Field(alias="skenario")
    data_hash: str = Field(alias="jejak_data")
    scenario_hash: str = Field(alias="jejak_skenario")
    status: Literal["optimal", "feasible"]
    objective: float = Field(alias="nilai")
    gap: float = Field(alias="selisih")
    bound: float = Field(alias="batas")
    moves: int = Field(alias="pindah")
    stages: tuple[tuple[str, float], ...] = Field(alias="tahap")


class PlanContent(Body):
    """The personal part: the scenario, which may name officials, and who is placed where (NIP -> jabatan_id)."""

    scenario: Mapping[str, Any] = Field(alias="skenario")
    placed: Mapping[str, str] = Field(alias="penempatan")


def committee_scenario(result: RoundResult, source: str | Path | None = None) -> Scenario:
    """Return a scenario by path, by name in the folder ``skenario``, or by name on the shelf of the ledger.

    Without ``source``: that of the last recorded plan, else the one of the round. Raises ``ScenarioError`` where there
    is none of this name.
    """
    ledger = Ledger.open(result.folder)
    if source is None:
        last = _last_plan(ledger)
        return round_scenario(result) if last is None else _read_scenario(last)
    files = scenario_names(result.folder)
    if Path(source).suffix in (".yaml", ".yml") or str(source) in files:
        return round_scenario(result, source)
    shelved = {one.name: one for one in shelf(ledger) if one.content is not None}
    if str(source) not in shelved:
        known = list(dict.fromkeys([*files, *shelved]))
        raise ScenarioError(
            f"Skenario '{source}' tidak ada.{did_you_mean(str(source), known)}",
            f"Pilihan: {', '.join(known)}." if known else "Simpan skenario lebih dulu.",
        )
    name = str(source)
    return scenario_of({"skenario": name, "judul": name, **(shelved[name].content or {})})


def scenario_of(content: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a content that was recorded; raises ``ScenarioError`` where it is none any more."""
    return validate(Scenario, dict(content), "Skenario pada buku keputusan", error=ScenarioError)


def write_plan(result: RoundResult, mutasi: Mutasi) -> tuple[PlanPublic, PlanContent]:
    """Return a solved plan in the terms of the record."""
    plan = mutasi.plan
    public = PlanPublic(
        scenario=mutasi.scenario.name,
        data_hash=data_hash(result),
        scenario_hash=_scenario_hash(mutasi.scenario, mutasi.matching),
        status=plan.status,
        objective=plan.objective,
        gap=plan.gap,
        bound=plan.bound,
        moves=plan.moves,
        stages=tuple((name, float(value)) for name, value in plan.stages),
    )
    return public, PlanContent(scenario=mutasi.scenario.written(), placed=_placed(mutasi))


def read_plan(public: PlanPublic, content: PlanContent, scenario: Scenario, matching: Matching) -> Mutasi:
    """Return a plan that was written, without solving, over the options of today, which are those of its day."""
    options = build_options(matching, scenario)
    plan = Plan(
        assignment=_assignment(options, content.placed),
        objective=public.objective,
        moves=public.moves,
        status=public.status,
        gap=public.gap,
        bound=public.bound,
        stages=public.stages,
    )
    return Mutasi(scenario, matching, options, plan)


def record_plan(result: RoundResult, mutasi: Mutasi, *, by: str, role: str, at: dt.datetime) -> Entry:
    """Write a solved plan into the ledger of the round, made where there is none; raises ``RecordError``."""
    public, content = write_plan(result, mutasi)
    return Ledger.open(result.folder, create=True).append(
        Kind.PLAN_SOLVED, by=by, role=role, at=at, public=public.as_content(), content=content.as_content()
    )


def recorded_plan(
    result: RoundResult, scenario: Scenario | None = None, *, matching: Matching | None = None
) -> Mutasi | None:
    """Return the plan on record for a scenario, without solving; None where data, rules or scenario have changed since.

    ``scenario``: :func:`committee_scenario` where omitted; ``matching`` is reused where its fit scheme is that of the
    scenario.
    """
    chosen = scenario or committee_scenario(result)
    if not any(_rests_on(entry, result) for entry in _plans(Ledger.open(result.folder))):
        return None
    if matching is None or matching.fit.scheme.name != chosen.fit_scheme:
        matching = match_round(result, chosen.fit_scheme)
    entry = _entry_of(result, chosen, matching)
    if entry is None:
        return None
    return read_plan(PlanPublic.model_validate(entry.public), _content(entry), chosen, matching)


def plan_entry(result: RoundResult, mutasi: Mutasi) -> Entry | None:
    """Return the latest entry that holds this very plan; None where it was not recorded."""
    entry = _entry_of(result, mutasi.scenario, mutasi.matching)
    return entry if entry is not None and _content(entry).placed == _placed(mutasi) else None


def data_hash(result: RoundResult) -> str:
    """Return the hash over all inputs but the ledger: two plans with the same one rest on the same data and rules."""
    return input_hash(with_head(result.input_part, None))


def _scenario_hash(scenario: Scenario, matching: Matching) -> str:
    """Return the hash over a scenario and the content of its fit scheme."""
    both = {"skenario": scenario.written(), "skema": matching.fit.scheme.model_dump(mode="json")}
    return hashlib.sha256(canonical_json(both).encode()).hexdigest()


def _placed(mutasi: Mutasi) -> dict[str, str]:
    """Return NIP -> jabatan_id of everybody who is placed."""
    table = mutasi.assigned.dropna(subset="to_id")
    return {str(nip): str(post) for nip, post in zip(table["nip"], table["to_id"], strict=True)}


def _plans(ledger: Ledger) -> list[Entry]:
    """Return the recorded plans whose content is there, oldest first."""
    return [entry for entry in ledger.entries() if entry.kind is Kind.PLAN_SOLVED and entry.content is not None]


def _last_plan(ledger: Ledger) -> Entry | None:
    return next(reversed(_plans(ledger)), None)


def _content(entry: Entry) -> PlanContent:
    return PlanContent.model_validate(entry.content)


def _read_scenario(entry: Entry) -> Scenario:
    return scenario_of(_content(entry).scenario)


def _rests_on(entry: Entry, result: RoundResult) -> bool:
    return PlanPublic.model_validate(entry.public).data_hash == data_hash(result)


def _entry_of(result: RoundResult, scenario: Scenario, matching: Matching) -> Entry | None:
    """Return the latest plan recorded for this scenario on these data."""
    wanted = _scenario_hash(scenario, matching)
    found = [
        entry
        for entry in _plans(Ledger.open(result.folder))
        if _rests_on(entry, result) and PlanPublic.model_validate(entry.public).scenario_hash == wanted
    ]
    return found[-1] if found else None


def _assignment(options: Options, placed: Mapping[str, str]) -> np.ndarray:
    """Return the column of each official's post, -1 for none."""
    columns = pd.Index(options.posts["jabatan_id"])
    return columns.get_indexer(pd.Index(options.officials["nip"].map(placed))).astype(np.int64)
