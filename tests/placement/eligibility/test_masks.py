"""The masks against the same checks written row by row, and what holds for every mask."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.placement.eligibility import ANSWERS, Eligibility, Setting, check_eligibility
from talenta_lib.placement.eligibility.masks import judge_pairs
from talenta_lib.regulations import Rules, Severity, load_rules
from talenta_lib.terms import Answer
from tests.benchmarks.eligibility_population import Draw, random_officials, random_posts
from tests.benchmarks.eligibility_rowwise import Judge, people_of, value_of
from tests.placement.eligibility.people import AS_OF, INAUGURATION, check, make_dossier, make_posts, official, post

RULES = load_rules(AS_OF)
INAUGURATIONS = (INAUGURATION, dt.date(2026, 2, 28), dt.date(2026, 3, 1))
SEEDS = st.integers(0, 2**32 - 1)


def random_round(seed: int, rules: Rules = RULES, day: dt.date = INAUGURATION) -> Eligibility:
    draw = Draw(seed, gap=0.15)
    posts = random_posts(draw, 6)
    dossier = make_dossier(random_officials(draw, 8, posts))
    return check_eligibility(dossier, make_posts(posts), rules, Setting(AS_OF, day, bkn_approved=None))


@given(SEEDS, st.sampled_from(INAUGURATIONS))
@settings(max_examples=150, deadline=None)
def test_masks_equal_the_same_checks_row_by_row(seed: int, day: dt.date) -> None:
    found = random_round(seed, day=day)
    pair_checks = {one.id: one.severity for one in found.checks if one.scope != "putaran"}
    judge = Judge(RULES, found.facts.setting, pair_checks)
    posts = [{name: value_of(cell) for name, cell in row.items()} for row in found.facts.posts.to_dict("records")]

    for place, person in enumerate(people_of(found.facts.dossier, found.facts.setting)):
        for column, one in enumerate(posts):
            expected = judge.judge(person, one)
            got = tuple(int(mask[place, column]) for mask in (found.unmet, found.unknown, found.answer))
            if got != expected:
                bits = [name for bit, name in enumerate(pair_checks) if (got[0] ^ expected[0]) | (got[1] ^ expected[1])
                        and ((got[0] ^ expected[0]) | (got[1] ^ expected[1])) >> bit & 1]  # fmt: skip
                pytest.fail(f"{bits}: {got} instead of {expected} for {person.row} in {one}")
            if person.own != one["jabatan_id"]:
                assert found.kind[place, column] == judge.kind(person, one)


@given(SEEDS, st.sampled_from(sorted(RULES)), st.sampled_from(["block", "approval", "warn", "info"]))
@settings(max_examples=120, deadline=None)
def test_a_more_severe_rule_never_makes_an_answer_better(seed: int, rule: str, severity: Severity) -> None:
    order = ("info", "warn", "approval", "block")
    now = RULES[rule].severity
    changed = RULES.replaced({rule: dataclasses.replace(RULES[rule], severity=severity)})
    before, after = random_round(seed).answer, random_round(seed, changed).answer

    if order.index(severity) >= order.index(now):
        assert (after >= before).all()
    else:
        assert (after <= before).all()


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_pair_that_misses_a_blocking_check_is_gugur_and_no_other(seed: int) -> None:
    found = random_round(seed)
    blocking = np.uint64(sum(1 << bit for bit, one in enumerate(found.checks) if one.severity == "block"))

    is_blocked = (found.unmet & blocking) != 0
    assert (is_blocked == (found.answer == ANSWERS.index(Answer.GUGUR))).all()


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_findings_say_what_the_masks_say(seed: int) -> None:
    found = random_round(seed)
    pairs = [(nip, post) for nip in found.nips for post in found.jabatan_ids]
    rows = found.findings_of(pairs)
    bit = {one.id: np.uint64(1 << place) for place, one in enumerate(found.checks)}
    for status, mask in (("tidak info", found.unmet), ("belum_ada_data", found.unknown)):
        said = np.zeros_like(mask)
        for row in rows[rows["status"].isin(status.split())].to_dict("records"):
            said[found.place_of(row["nip"], row["jabatan_id"])] |= bit[row["check"]]
        assert (said == mask).all()
    worst = rows.assign(rank=rows["answer"].map({str(one): k for k, one in enumerate(ANSWERS)}))
    worst = worst.groupby(["nip", "jabatan_id"])["rank"].max().reindex(pd.MultiIndex.from_tuples(pairs), fill_value=0)
    assert worst.to_list() == found.answer.ravel().tolist()
    assert not rows[["observed", "required", "label", "citation"]].isna().any(axis=None)
    assert not (rows[["observed", "required", "label", "citation"]] == "").any(axis=None)
    needy = rows["answer"].isin(["alasan", "persetujuan", "verifikasi"])
    assert (rows.loc[needy, "needs"] != "").all()


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_who_stays_is_always_lulus(seed: int) -> None:
    found = random_round(seed)
    officials = found.facts.dossier.officials
    for nip, own in zip(officials["nip"], officials["jabatan_id"], strict=True):
        if pd.notna(own):
            place = found.place_of(nip, own)
            assert (found.answer[place], found.unmet[place], found.unknown[place]) == (0, 0, 0)
            assert found.kind[place] == "tetap"
            assert found.findings(nip, own).empty


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_officials_and_posts_changes_no_answer(seed: int, shuffle: object) -> None:
    draw = Draw(seed)
    posts = random_posts(draw, 5)
    officials = random_officials(draw, 6, posts)
    first = check(officials, posts)
    shuffle.shuffle(officials)  # type: ignore[attr-defined]
    shuffle.shuffle(posts)  # type: ignore[attr-defined]
    second = check(officials, posts)

    tables = [pd.DataFrame(one.answer, one.nips, one.jabatan_ids) for one in (first, second)]
    pd.testing.assert_frame_equal(tables[0], tables[1].loc[first.nips, first.jabatan_ids])


def test_a_rule_not_in_force_is_not_among_the_checks() -> None:
    ids = {one.rule for one in check([official()], [post()], as_of=dt.date(2023, 10, 30)).checks}

    assert {"sekda_coordination"} <= ids
    assert ids.isdisjoint({"sekda_own_procedure", "imut_time_rules", "talent_management_exemption"})


def test_what_holds_for_every_name_has_no_bit() -> None:
    found = check([official()], [post()], head_status="pj")
    everybody = np.uint64(sum(1 << bit for bit, one in enumerate(found.checks) if one.scope == "putaran"))

    assert (found.unmet & everybody).max() == 0
    assert found.answer[0, 0] == ANSWERS.index(Answer.LULUS)


def test_sekda_is_a_post_with_its_own_procedure() -> None:
    posts = [post(8, jabatan="Sekretaris Daerah", jenjang="jpt_pratama", eselon="II.a"), post(9)]

    assert check([official()], posts).has_own_procedure.tolist() == [True, False]


def test_unknown_names_are_key_errors() -> None:
    found = check([official()], [post()])
    with pytest.raises(KeyError, match="J-0404"):
        found.findings(official()["nip"], "J-0404")
    with pytest.raises(KeyError, match="123"):
        found.answer_of("123", "J-0009")


def test_nobody_and_nothing_gives_empty_tables() -> None:
    found = check([official()], [post()])

    assert found.findings_of([]).empty
    assert list(found.findings_of([]).columns) == list(found.findings_of([(official()["nip"], "J-0009")]).columns)


def test_more_checks_than_bits_are_refused() -> None:
    found = check([official()], [post()])
    with pytest.raises(ValueError, match="do not fit"):
        judge_pairs(found.checks * 2, None)  # type: ignore[arg-type]
