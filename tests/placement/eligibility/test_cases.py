"""``tests/cases/kelayakan.yaml``: sentences that a personnel officer can review, run against the checks."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.eligibility.table import DEFINITIONS
from talenta_lib.regulations import Rules, load_rules
from tests.placement.eligibility.people import INAUGURATION, check, official, post

FILE = Path(__file__).parents[2] / "cases" / "kelayakan.yaml"
CASES = yaml.safe_load(FILE.read_text("utf-8"))


def overridden(rules: Rules, changes: dict[str, dict[str, Any]]) -> Rules:
    return rules.replaced({rule: dataclasses.replace(rules[rule], **change) for rule, change in changes.items()})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_gets_the_answer_the_source_gives(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    setting = {"as_of": case["as_of"], "inauguration": INAUGURATION, **given.get("setting", {})}
    if case["as_of"] < dt.date(2025, 1, 1):
        setting["inauguration"] = case["as_of"] + dt.timedelta(days=60)
    rules = overridden(load_rules(case["as_of"]), given.get("override", {}))
    one, there = official(**given.get("official", {})), post(**given.get("post", {}))
    found = check([one], [there], rules=rules, **setting)

    findings = found.findings(one["nip"], there["jabatan_id"])
    rows = [*findings.to_dict("records"), *found.round_findings.to_dict("records")]
    by_check = {row["check"]: row for row in rows}
    if expected == "absent":
        assert case["check"] not in by_check
        return
    row = by_check[case["check"]]
    pair = {"pair": str(ANSWERS[found.answer[0, 0]]), "kind": found.kind[0, 0]}
    assert {**row, **pair}.items() >= expected.items()


def test_case_names_are_unique() -> None:
    names = [case["name"] for case in CASES]

    assert len(names) == len(set(names))


def test_every_check_has_a_case_that_finds_something() -> None:
    told = {case["check"] for case in CASES if case["expected"] != "absent"}

    assert {definition.id for definition in DEFINITIONS} - told == set()
