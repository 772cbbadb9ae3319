"""Case files: sentences a personnel officer can review, run against the rules and schemes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from talenta_lib.regulations import Rules, load_instruments, load_rules, load_scheme

CASES_FOLDER = Path(__file__).parents[1] / "cases"
FILES = ("kotak", "predikat", "jpm", "jabatan", "ketentuan", "skala")
CASES = [case for name in FILES for case in yaml.safe_load((CASES_FOLDER / f"{name}.yaml").read_text("utf-8"))]


Given = dict[str, Any]


def first_step(steps: Iterable[Any], amount: float) -> Any:
    """Return the first of falling steps whose lower bound is reached."""
    return next(step for step in steps if amount >= (step["at_least"] if isinstance(step, dict) else step.at_least))


def kotak(rules: Rules, given: Given) -> int:
    return rules["kotak_map"].value[given["performance"]][given["potential"]]


def predikat(rules: Rules, given: Given) -> str:
    cells = rules["predikat_matrix"].value
    return next(cell["predikat"] for cell in cells if given.items() <= cell.items())


def absence(rules: Rules, given: Given) -> list[Any]:
    found = first_step(rules["absence_table"].value, given["days"])
    return [found["tingkat"], found["jenis"]]


def entry(rules: Rules, given: Given) -> Given:
    found = next(row for row in rules[given["rule"]].value if row["code"] == given["code"])
    return {key: value for key, value in found.items() if key not in ("code", "label")}


def level(rules: Rules, given: Given) -> str | None:
    bands = load_scheme(given["scheme"]).axes[given["axis"]].bands
    found = [str(band.level) for band in bands if band.contains(given["score"])]
    assert len(found) <= 1
    return found[0] if found else None


CHECKS: dict[str, Callable[[Rules, Given], Any]] = {
    "kotak": kotak,
    "predikat": predikat,
    "absence": absence,
    "entry": entry,
    "level": level,
    "jpm_category": lambda rules, given: first_step(rules[given["rule"]].value, given["jpm"])["code"],
    "key": lambda rules, given: rules[given["rule"]].value[given["key"]],
    "value": lambda rules, given: rules[given["rule"]].value,
    "count": lambda rules, given: len(rules[given["rule"]].value),
    "in_force": lambda rules, given: rules.in_force(given["rule"]),
    "scale": lambda _, given: load_instruments()[given["instrument"]].measure.scale[given["category"]],
    "steps": lambda _, given: first_step(load_instruments()[given["instrument"]].measure.bands, given["amount"]).score,
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_gets_the_answer_the_source_gives(case: dict[str, Any]) -> None:
    assert case["citation"]
    assert CHECKS[case["check"]](load_rules(case["as_of"]), case["input"]) == case["expected"]


def test_case_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_every_cell_of_the_two_matrices_has_a_case() -> None:
    assert sum(case["check"] == "kotak" for case in CASES) == 9
    assert sum(case["check"] == "predikat" for case in CASES) == 9


def test_every_number_and_every_blocking_rule_has_a_case() -> None:
    covered = {case["input"].get("rule") for case in CASES}
    needed = {
        rule.id
        for rule in load_rules(dt.date(2026, 10, 1)).values()
        if rule.severity == "block" or (isinstance(rule.value, int | float) and not isinstance(rule.value, bool))
    }
    assert needed - covered == set()
