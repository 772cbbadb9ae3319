"""The mutasi of a round: everybody against every post once, then as many scenarios as the committee likes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from talenta_lib.placement.eligibility import Setting
from talenta_lib.placement.fit import load_fit_scheme
from talenta_lib.placement.matching import Matching, match_people
from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
from talenta_lib.placement.scenario import DEFAULT_SCENARIO, Scenario, load_scenario
from talenta_lib.round.result import RoundResult

FIT_SCHEME_FOLDER = "skema_kecocokan"


def round_scenario(result: RoundResult, source: str | Path | None = None) -> Scenario:
    """Return a scenario by name or path; by default the one that ``putaran.yaml`` names, else one without limits."""
    chosen = source or result.parameters.scenario
    return load_scenario(chosen, round_dir=result.folder) if chosen else DEFAULT_SCENARIO


def match_round(result: RoundResult, fit_scheme: str = DEFAULT_SCENARIO.fit_scheme) -> Matching:
    """Return fit and eligibility of everybody for every post of a round, by a fit scheme (its own, or a preset)."""
    scheme = load_fit_scheme(fit_scheme, folder=result.folder / FIT_SCHEME_FOLDER)
    return match_people(
        result.dossier, result.posts, result.rules, scheme, round_setting(result), seed=result.parameters.seed
    )


def round_setting(result: RoundResult) -> Setting:
    """Return the facts of a round that eligibility depends on."""
    parameters = result.parameters
    return Setting(
        as_of=parameters.as_of,
        inauguration=parameters.inauguration_date,
        head_status=parameters.regional_head.status,
        head_inaugurated=parameters.regional_head.inaugurated_on,
        bkn_approved=parameters.bkn_approval.date if parameters.bkn_approval else None,
    )


def plan_round(
    result: RoundResult,
    scenario: Scenario | None = None,
    *,
    matching: Matching | None = None,
    on_progress: Callable[[str, float | None, float | None], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Mutasi:
    """Solve a scenario of a round; see :func:`talenta_lib.placement.mutasi.plan_mutasi`.

    ``matching`` is reused where its fit scheme is that of the scenario.

    >>> from talenta_lib import run_round
    >>> result = run_round("data/sample/talent-pool-2024")
    >>> mutasi = plan_round(result)
    >>> len(mutasi.moves), len(mutasi.stays), mutasi.plan.status
    (20, 5, 'optimal')
    """
    chosen = scenario or round_scenario(result)
    if matching is None or matching.fit.scheme.name != chosen.fit_scheme:
        matching = match_round(result, chosen.fit_scheme)
    return plan_mutasi(matching, chosen, on_progress=on_progress, should_stop=should_stop)
