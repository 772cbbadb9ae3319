"""Claims about the answers to "why not": the price of a placement is what the plan really loses with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from talenta_lib import run_round
from talenta_lib.placement.explanation import Explanation
from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
from talenta_lib.placement.price import prices
from talenta_lib.placement.scenario import Scenario, load_scenario, scenario_names
from talenta_lib.placement.why import explain
from talenta_lib.placement.why_words import points
from talenta_lib.round.mutasi import match_round
from tests.proofs.outcome import Outcome, Proof
from tests.proofs.placement_cases import Case
from tests.proofs.placement_oracles import TOLERANCE, highs_optimum

POOL = Path(__file__).parents[2] / "data" / "sample" / "talent-pool-2024"
SEED = 20251


def solved_scenarios() -> list[Mutasi]:
    """Return the scenarios of the sample round and one with limits per OPD, each with its plan."""
    matching = match_round(run_round(POOL))
    listed: list[Scenario] = [load_scenario(name, round_dir=POOL) for name in scenario_names(POOL)]
    listed.append(listed[0].changed(max_share_by_unit=0.5, reserve=("P-06",)))
    return [plan_mutasi(matching, scenario) for scenario in listed]


def as_case(mutasi: Mutasi, force: tuple[int, int]) -> Case:
    """Return the model of a scenario with one pair forced, as plain arrays."""
    model = mutasi.options.model
    shape = (model.n_people, model.n_posts)
    fit, eligible = np.zeros(shape), np.zeros(shape, dtype=bool)
    fit[model.person, model.post], eligible[model.person, model.post] = model.fit, True
    return Case(
        fit, eligible, model.current, max_moves=model.max_moves, unit_of_post=model.unit_of_post,
        unit_cap=model.unit_cap, unit_min=model.unit_min, must_place=model.must_place, must_fill=model.must_fill,
        locks=(*((i, j, "force") for i, j in model.forced), (*force, "force")),
    )  # fmt: skip


def questions(plans: list[Mutasi], count: int) -> Iterator[tuple[Mutasi, int, int]]:
    """Draw so many pairs that the plans do not have, the same ones each time."""
    rng = np.random.default_rng(SEED)
    for number in range(count):
        mutasi = plans[number % len(plans)]
        model = mutasi.options.model
        others = np.flatnonzero(model.post != mutasi.plan.assignment[model.person])
        pair = int(rng.choice(others))
        yield mutasi, int(model.person[pair]), int(model.post[pair])


def why_not_equals_the_plan_solved_again(count: int) -> Outcome:
    """Ask for pairs of the sample round; compare price, bound and sentence with a solver of its own."""
    plans = solved_scenarios()
    bounds = {id(mutasi): prices(mutasi) for mutasi in plans}
    wrong = impossible = 0
    for mutasi, person, post in questions(plans, count):
        options = mutasi.options
        nip, jabatan_id = options.officials["nip"].iloc[person], options.posts["jabatan_id"].iloc[post]
        facts = explain(mutasi, nip, jabatan_id, bounds=bounds[id(mutasi)])
        best = highs_optimum(as_case(mutasi, (person, post)))
        impossible += best is None
        wrong += not _is_true(facts, None if best is None else mutasi.plan.objective - best)
    return Outcome(f"{wrong} of {count:,} answers differ ({impossible:,} are impossible)", wrong == 0)


def _is_true(facts: Explanation, price: float | None) -> bool:
    """Tell whether an answer holds; ``price`` is the true one, None where the pair is impossible."""
    if price is None or facts.price is None:
        return price is None and facts.price is None and "tidak dapat" in facts.sentences[0]
    says = "sama baiknya" if price <= TOLERANCE else f" {points(facts.price)} poin"
    adds_up = abs(float(facts.changes["difference"].sum()) + price) <= TOLERANCE
    return (
        abs(facts.price - price) <= TOLERANCE
        and facts.regret_bound <= price + TOLERANCE
        and says in facts.sentences[0]
        and adds_up
    )


PROOFS: tuple[Proof, ...] = (
    Proof(
        "Every answer to why not is what the plan really loses",
        "pairs of the sample round under four scenarios, forced in a HiGHS model written apart from the solver: price, "
        "bound, the number in the sentence and the sum of all changes agree within 1e-6 fit points",
        400,
        why_not_equals_the_plan_solved_again,
    ),
)
