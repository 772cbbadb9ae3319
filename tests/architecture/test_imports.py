"""Who may import whom: the contracts of pyproject.toml, run from pytest, and shown to be able to fail."""

from __future__ import annotations

import ast
import logging
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_ERROR, EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "talenta_lib"
PYPROJECT = ROOT / "pyproject.toml"
IMPORT_NAMES = {"python-calamine": "python_calamine", "python-docx": "docx", "pyyaml": "yaml"}
COMES_WITH = {"ipykernel": "jupyterlab", "jupyter_client": "voila", "nbclient": "papermill", "tornado": "jupyterlab"}
"""Imported for a base class and for exceptions only; the package that brings it is a direct dependency."""


@pytest.fixture(autouse=True)
def _loggers_stay_as_they_are() -> Iterator[None]:
    """Import Linter's own set-up of logging switches every other logger of the process off."""
    loggers = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.disabled) for one in loggers]
    yield
    for one, disabled in before:
        one.disabled = disabled


def contracts() -> list[dict[str, object]]:
    return list(tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"])


def lint(config: Path, cache: Path) -> int:
    return lint_imports(config_filename=str(config), cache_dir=str(cache), no_logo=True)


def test_every_import_contract_is_kept(tmp_path: Path) -> None:
    assert lint(PYPROJECT, tmp_path) == EXIT_STATUS_SUCCESS


def test_the_layers_are_exhaustive_and_in_the_order_of_the_house() -> None:
    layers = contracts()[0]

    assert layers["exhaustive"] is True
    assert layers["layers"] == [
        "cli", "present", "round", "placement", "intake | talent", "record", "regulations", "errors", "terms",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        ('"present",\n  "round",', '"round",\n  "present",'),
        ('  "talenta_lib.present.pdf -> weasyprint",\n', ""),
        ('  "talenta_lib.present.pdf -> weasyprint",\n', '  "talenta_lib.present.pdf -> scipy",\n'),
    ],
    ids=["a layer moved", "a library without a home", "an edge that does not exist"],
)
def test_a_broken_contract_is_noticed(tmp_path: Path, written: str, broken: str) -> None:
    text = PYPROJECT.read_text("utf-8")
    assert written in text
    config = tmp_path / "pyproject.toml"
    config.write_text(text.replace(written, broken), "utf-8")

    assert lint(config, tmp_path) == EXIT_STATUS_ERROR


def third_party_imports() -> set[str]:
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"talenta_lib"}


def test_every_imported_package_is_a_direct_dependency() -> None:
    declared = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = [re.match(r"[\w-]+", entry)[0] for entry in declared]

    assert third_party_imports() - {IMPORT_NAMES.get(name, name) for name in names} <= set(COMES_WITH)


@pytest.mark.parametrize(("name", "bringer"), COMES_WITH.items())
def test_what_comes_with_a_dependency_does_come_with_it(name: str, bringer: str) -> None:
    assert any(re.match(rf"{name.replace('_', '-')}\b", entry) for entry in requires(bringer) or [])


def test_every_heavy_library_is_in_the_contract() -> None:
    """numpy, pandas and pydantic are the language of the package; jinja2 and jupyterlab are never imported."""
    everywhere = {"numpy", "pandas", "pydantic"}

    assert third_party_imports() - everywhere <= set(contracts()[1]["forbidden_modules"])
