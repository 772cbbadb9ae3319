from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.changes import push_order
from talenta_lib.placement.explanation import Explanation
from talenta_lib.placement.mutasi import Mutasi, plan_mutasi
from talenta_lib.placement.price import prices
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.rivals import other_posts
from talenta_lib.placement.scenario import Pairing
from talenta_lib.placement.solver import solve
from talenta_lib.placement.why import explain
from talenta_lib.placement.why_words import from_to, points
from talenta_lib.terms import format_number

FORBIDDEN = ("optimal", "skor", "model", "algoritma", "signifikan", "gagal", "buruk")
LONGEST = 20


def some_pairs(mutasi: Mutasi, count: int, seed: int = 3) -> list[tuple[str, str]]:
    """Return open pairs of the scenario, planned ones among them, the same on every run."""
    model, options = mutasi.options.model, mutasi.options
    numbers = np.random.default_rng(seed).choice(model.n_pairs, count, replace=False)
    planned = model.chosen(mutasi.plan.assignment)[: count // 4]
    return [
        (options.officials["nip"].iloc[model.person[number]], options.posts["jabatan_id"].iloc[model.post[number]])
        for number in [*numbers, *planned]
    ]


@pytest.fixture(scope="module")
def told(pool: Mutasi, pool_bounds: pd.DataFrame) -> list[Explanation]:
    return [explain(pool, *pair, bounds=pool_bounds) for pair in some_pairs(pool, 24)]


@pytest.fixture(scope="module")
def not_planned(told: list[Explanation]) -> list[Explanation]:
    return [facts for facts in told if not facts.is_planned]


def numbers_in(text: str) -> list[float]:
    found = re.findall(r"\d[\d.]*(?:,\d+)?", text)
    return [float(number.replace(".", "").replace(",", ".")) for number in found]


def forced_value(mutasi: Mutasi, nip: str, jabatan_id: str) -> float:
    model, options = mutasi.options.model, mutasi.options
    return solve(model.locked(options.person(nip), options.place(jabatan_id))).objective


def test_the_numbers_in_the_sentences_are_those_of_the_plan_solved_again(
    pool: Mutasi, not_planned: list[Explanation]
) -> None:
    before = pool.plan.objective
    for facts in not_planned:
        after = forced_value(pool, facts.seat.nip, facts.seat.jabatan_id)
        assert facts.price == pytest.approx(before - after, abs=1e-6)
        said = next(text for text in facts.sentences if text.startswith("Rencana dihitung ulang"))
        assert numbers_in(said) == [pytest.approx(before, abs=0.06), pytest.approx(after, abs=0.06)]
        assert f" {points(before - after)} poin" in facts.sentences[0]


def test_the_price_is_true_by_another_solver_where_moves_are_free(pool: Mutasi) -> None:
    free = plan_mutasi(pool.matching, pool.scenario.changed(max_moves=None))
    fit = pool.matching.fit.score
    for nip, post in some_pairs(pool, 10, seed=5):
        person, place = pool.matching.people_index[nip], pool.matching.post_index[post]
        others = np.delete(np.delete(fit, person, axis=0), place, axis=1)
        rest = others[linear_sum_assignment(others, maximize=True)].sum()
        best = fit[linear_sum_assignment(fit, maximize=True)].sum()
        facts = explain(free, nip, post)
        assert facts.price == pytest.approx(0 if facts.is_planned else best - fit[person, place] - rest, abs=1e-6)


def test_a_bound_is_never_above_the_price_and_is_told_as_a_bound(pool: Mutasi, not_planned: list[Explanation]) -> None:
    bounds = prices(pool)
    for facts in not_planned:
        assert facts.price is not None
        assert facts.regret_bound <= facts.price + 1e-6
        guessed = explain(pool, facts.seat.nip, facts.seat.jabatan_id, exact=False, bounds=bounds)
        assert guessed.price is None
        assert guessed.after is None
        wanted = (
            f"turun paling sedikit {points(facts.regret_bound)} poin" if facts.regret_bound > 1e-6 else "mungkin sama"
        )
        assert wanted in guessed.sentences[0]


def test_changes_explain_the_whole_price_in_push_order(not_planned: list[Explanation]) -> None:
    for facts in not_planned:
        changes = facts.changes
        assert changes["difference"].sum() == pytest.approx(-float(facts.price or 0), abs=1e-6)
        assert changes["nip"].iloc[0] == facts.seat.nip
        assert changes["forced_id"].iloc[0] == facts.seat.jabatan_id
        assert (changes["planned_id"] != changes["forced_id"]).all()
        taken = dict(zip(changes["planned_id"], changes["nip"], strict=True))
        for row in changes.itertuples():
            assert row.pushes == taken[row.forced_id]


def test_sentences_are_short_and_use_plain_words(pool: Mutasi, told: list[Explanation]) -> None:
    names = [*map(plain_name, pool.matching.officials["nama"]), *post_labels(pool.matching.posts)]
    one_word = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    for sentence in itertools.chain.from_iterable(facts.sentences for facts in told):
        assert len(one_word.sub("Nama", sentence).split()) <= LONGEST, sentence
        assert not any(word in sentence.casefold() for word in FORBIDDEN), sentence


def test_a_planned_pair_costs_nothing_and_says_what_it_is_worth(pool: Mutasi, told: list[Explanation]) -> None:
    planned = [facts for facts in told if facts.is_planned]
    assert len(planned) >= 5
    for facts in planned:
        forbidden = pool.scenario.changed(forbid=(Pairing(nip=facts.seat.nip, jabatan=facts.seat.jabatan_id),))
        without = plan_mutasi(pool.matching, forbidden).plan.objective
        assert (facts.price, facts.regret_bound) == (0, 0)
        assert facts.loss_without == pytest.approx(pool.plan.objective - without, abs=1e-6)
        assert any(points(pool.plan.objective - without) in text for text in facts.sentences[1:])


def test_a_planned_pair_names_who_would_fit_better_and_where_they_go(pool: Mutasi) -> None:
    # Sekretaris DPRD: 91,7 and 90,3 stand before the planned 88,9.
    facts = explain(pool, "197302031999031930", "P-05")
    assert (facts.rank, facts.candidates) == (3, 25)
    assert (
        "Candrasa Jagatrasmi lebih cocok di sana (91,7), tetapi ia tetap sebagai Inspektur (95,8)." in facts.sentences
    )
    assert facts.comparator is not None
    assert facts.comparator.nama == "Candrasa Jagatrasmi"


def test_the_parts_add_up_to_the_fits_they_compare(told: list[Explanation]) -> None:
    for facts in told:
        assert facts.comparator is not None
        assert facts.parts["contribution"].sum() == pytest.approx(facts.seat.fit)
        assert facts.parts["difference"].sum() == pytest.approx(facts.seat.fit - facts.comparator.fit)


def test_the_best_fit_for_a_post_is_told_first_where_it_is_planned_elsewhere(pool: Mutasi) -> None:
    # Candrasa (Inspektur) fits BPBD 91,7; the first there, Satriya, is planned. For Sekretaris DPRD he is the first.
    facts = explain(pool, "196711091996041972", "P-05")
    assert facts.rank == 1
    assert facts.sentences[0] == (
        "Candrasa Jagatrasmi paling cocok untuk Sekretaris DPRD, tetapi nilai rencana turun "
        f"{points(float(facts.price or 0))} poin bila ia ditempatkan di sana."
    )


def test_two_officials_alike_cost_nothing_to_exchange_and_the_lot_decides(pool: Mutasi) -> None:
    twin = pool.matching.fit.score.copy()
    first, second = pool.options.people[:2]
    twin[second] = twin[first]
    fit = replace(pool.matching.fit, score=twin)
    alike = plan_mutasi(replace(pool.matching, fit=fit), pool.scenario.changed(max_moves=None))
    nips = alike.options.officials["nip"]
    posts = alike.assigned.set_index("nip")["to_id"]
    facts = explain(alike, nips[0], posts[nips[1]])
    assert facts.price == pytest.approx(0, abs=1e-6)
    assert facts.appears_in_other_optimum
    assert "sama baiknya" in facts.sentences[0]
    assert any("undian" in text or "perpindahan lebih banyak" in text for text in facts.sentences)


def test_a_barred_pair_names_rule_observation_requirement_and_article(heads: Mutasi) -> None:
    barred = np.argwhere(heads.matching.eligibility.answer == 4)  # gugur
    nip, post = heads.matching.fit.nips[barred[0, 0]], heads.matching.fit.jabatan_ids[barred[0, 1]]
    facts = explain(heads, nip, post)
    finding = facts.findings[facts.findings["answer"] == "gugur"].iloc[0]
    assert (facts.price, facts.regret_bound, facts.rank) == (None, np.inf, None)
    assert "tidak dapat ditempatkan" in facts.sentences[0]
    assert facts.sentences[1] == f"{finding['label']}: {finding['observed']}; syaratnya {finding['required']}."
    assert facts.sentences[2] == f"Dasarnya {finding['citation']}."


def scenario_limits() -> Iterator[tuple[str, dict[str, object], str]]:
    pair = Pairing(nip="197302031999031930", jabatan="P-25", reason="permintaan komite")
    yield "larang", {"forbid": (pair,)}, "Skenario melarang penempatan ini: permintaan komite."
    yield "cadangkan", {"reserve": ("P-25",)}, "Jabatan ini dicadangkan, jadi tidak ikut rencana dalam skenario ini."
    yield (
        "cadangkan asal",
        {"reserve": ("P-14",)},
        "Jabatan yang dipegangnya dicadangkan, jadi tidak ikut rencana dalam skenario ini.",
    )


@pytest.mark.parametrize(("changes", "sentence"), [case[1:] for case in scenario_limits()])
def test_a_pair_closed_by_the_scenario_says_which_wish_closes_it(
    pool: Mutasi, changes: dict[str, object], sentence: str
) -> None:
    closed = plan_mutasi(pool.matching, pool.scenario.changed(**changes))
    assert explain(closed, "197302031999031930", "P-25").sentences[1:] == (sentence,)


def test_a_scenario_that_takes_fewer_answers_says_so(pool: Mutasi) -> None:
    strict = plan_mutasi(pool.matching, pool.scenario.changed(answers=("lulus",)))
    facts = explain(strict, "197302031999031930", "Inspektur")
    assert facts.sentences[1] == "Jawaban ketentuan untuknya perlu persetujuan; skenario ini hanya menerima lulus."


def test_a_promotion_from_a_kotak_that_the_scenario_does_not_take_says_so(heads: Mutasi) -> None:
    matching = heads.matching
    allowed = (matching.eligibility.kind == "promosi") & (matching.eligibility.answer < 4)  # not gugur
    known = allowed & np.isfinite(matching.fit.score) & matching.officials["kotak"].notna().to_numpy()[:, None]
    person, place = np.argwhere(known & ~matching.eligibility.has_own_procedure)[0]
    wide = heads.scenario.changed(scope=None, promotion_kotak=(), max_moves=0)
    nip, post = matching.fit.nips[person], matching.fit.jabatan_ids[place]
    sentence = explain(plan_mutasi(matching, wide), nip, post, exact=False).sentences[1]
    kotak = matching.officials["kotak"].iloc[person]
    assert sentence == f"Skenario ini tidak menerima promosi; kotaknya {kotak}."


@pytest.mark.parametrize(
    ("changes", "pair", "limit"),
    [
        # Everybody has a post, so a change takes at least two moves.
        ({"max_moves": 1}, ("P-014", "P-25"), "Paling banyak 1 orang berpindah. Diperlukan 2."),
        (
            {"stay": ("P-001",)}, ("P-002", "P-01"),
            "Bulanita Suryagguh, S.H. tetap di Asisten I Bidang Pemerintahan dan Kesejahteraan Rakyat.",
        ),
    ],
)  # fmt: skip
def test_a_pair_that_no_plan_can_have_names_the_limit_in_the_way(
    pool: Mutasi, changes: dict[str, object], pair: tuple[str, str], limit: str
) -> None:
    limited = plan_mutasi(pool.matching, pool.scenario.changed(**changes))
    facts = explain(limited, *pair)
    assert facts.price is None
    assert facts.obstacles == ("Syarat skenario berikut tidak dapat dipenuhi bersamanya.", limit)
    assert "tidak dapat ditempatkan" in facts.sentences[0]
    assert not facts.appears_in_other_optimum


def test_leaving_a_critical_post_empty_is_said_beside_the_value(heads: Mutasi) -> None:
    # Two moves fill the two critical vacant posts; a third placement can only take the place of one of them.
    two = plan_mutasi(heads.matching, heads.scenario.changed(max_moves=2))
    mover = two.stays["nip"].iloc[0]
    facts = explain(two, mover, other_posts(two, mover)["jabatan_id"].iloc[0])
    assert facts.after is not None
    assert (facts.before.critical, facts.after.critical) == (5, 4)
    assert "Namun 1 jabatan kritikal yang terisi dalam rencana menjadi kosong." in facts.sentences


def test_names_and_codes_find_the_same_pair_and_strangers_are_refused(pool: Mutasi) -> None:
    by_code = explain(pool, "P-011", "Sekretaris DPRD", exact=False)
    assert (by_code.seat.nip, by_code.seat.jabatan_id) == ("197801072003042979", "P-05")
    with pytest.raises(ScenarioError, match="tidak ada"):
        explain(pool, "Siapa Entah", "P-05")


def test_other_posts_are_priced_on_request(pool: Mutasi, pool_bounds: pd.DataFrame) -> None:
    nip = "197302031999031930"
    table = other_posts(pool, nip, exact=True, bounds=pool_bounds)
    assert len(table) == 3
    assert table["fit"].is_monotonic_decreasing
    assert "P-05" not in set(table["jabatan_id"])
    for row in table.itertuples():
        assert row.price == pytest.approx(pool.plan.objective - forced_value(pool, nip, row.jabatan_id), abs=1e-6)


@given(st.permutations(range(8)), st.integers(0, 7))
def test_every_push_is_followed_by_the_one_pushed(targets: list[int], first: int) -> None:
    old, new = np.arange(8), np.array(targets)
    order = push_order(old, new, first)
    assert sorted(order) == [row for row in range(8) if targets[row] != row]
    if order and targets[first] != first:
        assert order[0] == first
    for place, row in enumerate(order):
        if targets[row] not in order[: place + 1]:
            assert order[place + 1] == targets[row]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (2002.9, 1998.5, "2.002,9 menjadi 1.998,5"),  # 4,4
        (10.0, 10.0 - 2 / 3, "10,0 menjadi 9,3"),  # 0,7
        (100.04, 99.96, "100,0 menjadi 100,0 (dibulatkan)"),  # 0,08 shows as 0,1
    ],
)
def test_rounded_values_that_do_not_add_up_are_marked(before: float, after: float, said: str) -> None:
    assert from_to(before, after) == said


def test_a_tiny_price_is_not_printed_as_zero() -> None:
    assert points(0.004) == "0,004"
    assert points(12.0) == format_number(12.0)
