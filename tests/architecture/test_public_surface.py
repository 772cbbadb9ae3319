"""The public surface: exactly these names, each documented, each example true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import talenta_lib
from talenta_lib import TalentaError

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = [
    "DataError", "InputError", "Intake", "Nip", "NipError", "RecordError", "RegulationError", "ReportError",
    "RoundParameters", "RoundResult", "TalentScores", "TalentaError", "load_rules", "load_scheme", "parse_nip",
    "place_in_kotak", "read_tables", "run_round", "score_talent",
]  # fmt: skip
ERRORS = [name for name in PUBLIC if name.endswith("Error")]
CLASSES = [name for name in PUBLIC if inspect.isclass(getattr(talenta_lib, name)) and name not in ERRORS]
FUNCTIONS = [name for name in PUBLIC if inspect.isfunction(getattr(talenta_lib, name))]
WITHOUT_FAULTS = {"place_in_kotak"}
"""Functions that raise nothing of their own: what they cannot place stays missing."""


def document(name: str) -> str:
    return inspect.getdoc(getattr(talenta_lib, name)) or ""


def test_the_public_names_are_exactly_these() -> None:
    assert sorted(talenta_lib.__all__) == sorted(PUBLIC)
    assert sorted(PUBLIC) == sorted([*ERRORS, *CLASSES, *FUNCTIONS])


def test_nothing_else_is_offered_by_a_star_import() -> None:
    offered: dict[str, object] = {}
    exec("from talenta_lib import *", offered)  # noqa: S102 - the claim is about this very statement

    assert set(offered) - {"__builtins__"} == set(PUBLIC)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_shows_an_example(name: str) -> None:
    assert f"{name}(" in "".join(line for line in document(name).splitlines() if ">>>" in line)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name not in WITHOUT_FAULTS])
def test_a_public_function_names_the_errors_that_it_raises(name: str) -> None:
    text = document(name).lower()

    assert "raise" in text
    assert any(error.lower() in text for error in ERRORS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_is_typed_in_full(name: str) -> None:
    signature = inspect.signature(getattr(talenta_lib, name))

    assert signature.return_annotation is not inspect.Signature.empty
    assert [one.name for one in signature.parameters.values() if one.annotation is inspect.Parameter.empty] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Intake", ("tables", "issues", "quarantine", "columns")),
        ("TalentScores", ("one row per official", "0-100", "readings")),
        ("RoundResult", ("one row per official", "components", "posts")),
        ("RoundParameters", ("putaran.yaml", "Dates are days", "share (0-1)")),
        ("Nip", ("frequency", "digits")),
    ],
)
def test_a_public_class_says_its_shapes_and_units(name: str, words: tuple[str, ...]) -> None:
    text = document(name)

    assert [word for word in words if word not in text] == []


def test_every_public_class_is_looked_at_above() -> None:
    assert sorted(CLASSES) == ["Intake", "Nip", "RoundParameters", "RoundResult", "TalentScores"]


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_stands_in_the_one_tree_and_says_its_remedy(name: str) -> None:
    error = getattr(talenta_lib, name)

    assert issubclass(error, TalentaError)
    assert document(name)
    assert str(error("Berkas x.xlsx rusak.", "Simpan ulang.")) == "Berkas x.xlsx rusak. Simpan ulang."


def modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.walk_packages(talenta_lib.__path__, "talenta_lib.")]
    return [talenta_lib, *(importlib.import_module(name) for name in names)]


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    return [test for module in modules() for test in finder.find(module) if test.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_in_a_docstring_is_true(example: doctest.DocTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    messages: list[str] = []

    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=messages.append)

    assert failed == 0, "".join(messages)
