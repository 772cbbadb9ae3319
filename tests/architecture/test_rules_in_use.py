"""Law and code agree: every rule that code asks for exists, is in force in the sample rounds, and can be confirmed."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest

from talenta_lib.placement.eligibility.table import DEFINITIONS
from talenta_lib.regulations import load_rules, load_scheme, scheme_names
from talenta_lib.round import load_parameters
from talenta_lib.round.result import MUTASI_RULES, RULES_USED

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "talenta_lib"
ROUNDS = sorted(path.parent for path in (ROOT / "data" / "sample").glob("*/putaran.yaml"))
NEWEST = load_rules(dt.date.max)
KNOWN = frozenset(NEWEST)


def is_rules(node: ast.expr) -> bool:
    """Whether an expression is the table of rules: ``rules`` or ``something.rules``."""
    return (isinstance(node, ast.Name) and node.id == "rules") or (
        isinstance(node, ast.Attribute) and node.attr == "rules"
    )


def asked_for(folder: Path) -> set[str]:
    """Return the rule ids that the code of a folder asks for by name, straight or through a table of names."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and is_rules(node.value) and isinstance(node.slice, ast.Constant):
                found.add(str(node.slice.value))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_rules(node.func.value):
                found |= {str(one.value) for one in node.args if isinstance(one, ast.Constant)}
            if isinstance(node, ast.Dict):
                values = [one.value for one in node.values if isinstance(one, ast.Constant)]
                found |= {value for value in values if value in KNOWN}
    return found


def test_every_rule_that_code_asks_for_exists() -> None:
    asked = asked_for(PACKAGE)

    assert {"kotak_map", "nip_format", "small_cell_minimum", "jpt_pratama_feeder_years"} <= asked
    assert asked | set(RULES_USED) <= KNOWN


def test_the_rules_to_confirm_are_those_that_a_round_rests_on() -> None:
    """What the stages read must stand in RULES_USED: the agency confirms that list, and the report prints it."""
    read = asked_for(PACKAGE / "talent") | asked_for(PACKAGE / "round") | asked_for(PACKAGE / "intake")
    facts_about_files = {"nip_format", "pppk_golongan", "dropped_columns"}

    assert read - facts_about_files <= set(RULES_USED)
    assert len(RULES_USED) == len(set(RULES_USED))


def test_the_rules_of_a_plan_are_those_that_placement_reads_or_checks() -> None:
    facts_about_files = {"pppk_golongan"}
    checked = {rule for definition in DEFINITIONS for rule in (definition.rule, *definition.also)}
    read = asked_for(PACKAGE / "placement") | checked

    assert read - facts_about_files <= set(RULES_USED) | set(MUTASI_RULES)
    assert not set(MUTASI_RULES) & set(RULES_USED)


@pytest.mark.parametrize("round_dir", ROUNDS, ids=lambda path: path.name)
def test_every_rule_in_use_is_in_force_in_a_sample_round(round_dir: Path) -> None:
    rules = load_rules(load_parameters(round_dir).as_of)

    assert [rule for rule in RULES_USED if rule not in rules] == []


def test_every_rule_says_who_says_so() -> None:
    assert [rule for rule, one in NEWEST.items() if not (one.citation.instrument and one.citation.source)] == []


def test_only_what_was_read_in_an_official_text_blocks() -> None:
    blocking = [one.citation for one in NEWEST.values() if one.severity == "block"]

    assert all(citation.evidence == "S" and citation.official for citation in blocking)


@pytest.mark.parametrize("name", scheme_names())
def test_a_shipped_scheme_loads_and_cites_its_decree(name: str) -> None:
    scheme = load_scheme(name)

    assert scheme.name == name
    assert scheme.citation.instrument
