"""pyproject.toml, environment.yml and requirements.lock name the same packages with the same lower bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from rattler import MatchSpec
from rattler.exceptions import InvalidMatchSpecError

ROOT = Path(__file__).resolve().parents[2]
CONDA_NAMES = {"kaleido": "python-kaleido"}
"""PyPI name -> conda-forge name, where they differ."""
INTERPRETER = "python"
INSTALLER = "pip"
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)(?P<bound>>=[0-9.]+)")
LOCKED = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;]+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def bounds(entries: list[str]) -> dict[str, str]:
    """Return name -> ``>=x.y`` of requirements that all have exactly a lower bound."""
    parsed = [REQUIREMENT.fullmatch(entry) for entry in entries]
    assert None not in parsed, entries
    return {normal(one["name"]): one["bound"] for one in parsed}


def environment() -> dict[str, object]:
    return dict(yaml.safe_load((ROOT / "environment.yml").read_text("utf-8")))


def conda_specs() -> dict[str, str]:
    """Return name -> version part of every entry, each read by the parser that conda tools use."""
    specs = [MatchSpec(entry) for entry in environment()["dependencies"]]
    return {spec.name.normalized: str(spec.version or "") for spec in specs}


def locked() -> dict[str, list[tuple[str, str]]]:
    """Return name -> (version, whole entry) of the lock; a package may have one entry a Python version."""
    entries: dict[str, list[tuple[str, str]]] = {}
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"))
    for block in blocks:
        if found := LOCKED.match(block):
            entries.setdefault(found["name"], []).append((found["version"], block))
    return entries


def direct() -> dict[str, str]:
    return bounds([*project()["dependencies"], *project()["optional-dependencies"]["dev"]])


def test_every_entry_of_the_environment_is_a_match_spec_with_a_name() -> None:
    assert all(isinstance(entry, str) for entry in environment()["dependencies"])
    assert len(conda_specs()) == len(environment()["dependencies"])


@pytest.mark.parametrize("entry", ["pandas >>3", "pandas >=3,,<4", "=="])
def test_a_wrong_match_spec_is_noticed(entry: str) -> None:
    with pytest.raises(InvalidMatchSpecError):
        MatchSpec(entry)


def test_the_environment_has_the_packages_and_bounds_of_the_project() -> None:
    wanted = {CONDA_NAMES.get(name, name): bound for name, bound in bounds(project()["dependencies"]).items()}

    assert conda_specs() == {**wanted, INTERPRETER: project()["requires-python"], INSTALLER: ""}


def test_the_name_map_has_no_entry_too_many() -> None:
    assert set(CONDA_NAMES) <= set(bounds(project()["dependencies"]))


def test_the_environment_comes_from_conda_forge_alone() -> None:
    assert environment()["name"] == "talenta"
    assert environment()["channels"] == ["conda-forge", "nodefaults"]


def test_no_direct_dependency_is_pinned_or_capped() -> None:
    assert all(bound.startswith(">=") for bound in direct().values())
    assert [spec for spec in conda_specs().values() if spec and not spec.startswith(">=")] == []


def test_every_direct_dependency_is_locked_at_or_above_its_bound() -> None:
    lock = locked()
    below = {
        name: bound
        for name, bound in direct().items()
        if not all(numbers(version) >= numbers(bound) for version, _ in lock[name])
    }

    assert set(direct()) <= set(lock)
    assert below == {}


def test_every_entry_of_the_lock_has_hashes() -> None:
    bare = [name for name, entries in locked().items() for _, block in entries if "--hash=sha256:" not in block]

    assert len(locked()) > len(direct())
    assert bare == []


def test_the_lock_holds_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")

    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def test_the_set_up_tool_is_itself_in_the_lock() -> None:
    assert "uv" in locked()
    assert "/^uv==/" in (ROOT / ".ci" / "setup").read_text("utf-8")
