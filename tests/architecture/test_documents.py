"""The documents keep up with the code: commands, keys, terms, files and pictures that they name exist."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
import yaml

from talenta_lib import RoundParameters, RoundResult, run_round
from talenta_lib.cli import cli
from talenta_lib.intake import TABLES
from talenta_lib.regulations import load_instruments
from talenta_lib.regulations.rules import RULES_FOLDER
from talenta_lib.terms import COMPETENCY_LABELS, SIDE_LABELS, Axis, Jenjang, Level, Recommendation

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "GLOSSARY.md", "DECISIONS.md", "CHANGELOG.md", "CONTRIBUTING.md", "reports/README.md"]
PLACES = {
    "<axis>": [str(axis) for axis in Axis],
    "<competency>": list(COMPETENCY_LABELS),
    "<k>": [str(kotak) for kotak in range(1, 10)],
}
RESULT_TABLES = [
    "people", "components", "sides", "competencies", "posts", "candidates", "gaps", "distribution", "plausibility",
    "differences", "lifts",
]  # fmt: skip


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def coined() -> set[str]:
    """Every identifier of the glossary, patterns such as ``<axis>_score`` written out."""
    words = set(re.findall(r"`([^`]+)`", text("GLOSSARY.md")))
    for place, values in PLACES.items():
        words |= {word.replace(place, value) for word in words if place in word for value in values}
    return words


@pytest.fixture(scope="module")
def result() -> RoundResult:
    return run_round(ROOT / "data" / "sample" / "talent-pool-2024")


def test_every_column_of_the_clean_tables_is_in_the_glossary(coined: set[str]) -> None:
    columns = {column for table in TABLES.values() for column in table.columns}

    assert (columns | set(TABLES)) - coined == set()


def test_every_category_of_the_clean_tables_is_in_the_glossary(coined: set[str]) -> None:
    codes = {code for table in TABLES.values() for field in table.columns.values() for code in field.values or ()}

    assert codes - coined == set()


def test_every_column_of_a_result_is_in_the_glossary(coined: set[str], result: RoundResult) -> None:
    tables = {name: value for name, value in vars(result).items() if isinstance(value, pd.DataFrame)}
    columns = {str(column) for table in tables.values() for column in table}

    assert sorted(tables) == sorted(RESULT_TABLES)
    assert columns - coined == set()


def test_every_key_of_a_round_is_in_the_glossary_and_the_readme(coined: set[str]) -> None:
    fields = RoundParameters.model_fields
    keys = {field.alias or name for name, field in fields.items()}

    assert (keys | set(fields)) - coined == set()
    assert [key for key in keys if f"`{key}`" not in text("README.md")] == []


def test_every_official_code_and_topic_is_in_the_glossary(coined: set[str]) -> None:
    topics = {path.stem for path in RULES_FOLDER.glob("*.yaml")}
    measures = {instrument.measure.type for instrument in load_instruments().values()}
    codes = {str(code) for kind in (Axis, Jenjang, Level, Recommendation) for code in kind}

    assert (topics | measures | codes | set(COMPETENCY_LABELS) | set(SIDE_LABELS)) - coined == set()


def test_every_command_is_in_the_readme_and_none_else() -> None:
    rows = re.findall(r"^\| `talenta ([\w-]+)", text("README.md"), re.MULTILINE)

    assert sorted(rows) == sorted(cli.commands)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "DECISIONS.md"])
def test_an_option_that_a_document_names_exists(name: str) -> None:
    known = {option for command in cli.commands.values() for param in command.params for option in param.opts}
    lines = [line for line in text(name).splitlines() if re.search(r"`talenta \w+ |^talenta \w+ ", line)]
    named = {option for line in lines for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}

    assert named <= known


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.search(r"^\.PHONY: (.+)$", text("Makefile"), re.MULTILINE)[1].split()
    readme = text("README.md")

    assert [one for one in targets if f"`{one}`" not in readme and f"make {one}" not in readme and one != "clean"] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_link_of_a_document_leads_somewhere(name: str) -> None:
    """Pictures are checked on their own, since they are made from a run."""
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)", text(name))

    assert [one for one in targets if "://" not in one and not ((ROOT / name).parent / one).exists()] == []


def test_every_picture_of_the_readme_is_here_and_says_what_it_shows() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text("README.md"))

    assert pictures
    assert all(len(words.split()) >= 4 for words, _ in pictures)
    assert [path for _, path in pictures if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_file_of_the_repository_that_a_document_names_exists(name: str) -> None:
    named = re.findall(r"`((?:talenta_lib|tests|data|notebooks|reports|\.ci)/[\w./-]+)`", text(name))
    written_later = {"reports/"}

    assert [one for one in named if one not in written_later and not (ROOT / one).exists()] == []


def test_decisions_are_numbered_in_a_row_and_say_when_to_revisit() -> None:
    paragraphs = re.split(r"\n(?=\d+\. )", text("DECISIONS.md"))[1:]

    assert [int(one.split(".")[0]) for one in paragraphs] == list(range(1, len(paragraphs) + 1))
    assert [
        one[:40] for one in paragraphs if not re.search(r"\(\d{4}-\d\d-\d\d\)", one) or "*Revisit*" not in one
    ] == []


def test_the_newest_version_in_the_changelog_is_that_of_the_package() -> None:
    newest = re.search(r"^## \[(\d[^\]]*)\]", text("CHANGELOG.md"), re.MULTILINE)[1]

    assert newest == re.search(r'^version = "([^"]+)"', text("pyproject.toml"), re.MULTILINE)[1]


def test_the_schemes_in_the_changelog_are_those_shipped() -> None:
    schemes = {path.stem for path in (RULES_FOLDER.parent / "schemes").glob("*.yaml")}

    assert [name for name in sorted(schemes) if f"`{name}`" not in text("CHANGELOG.md")] == []


def test_the_sample_rounds_use_only_keys_that_the_readme_explains() -> None:
    used = {
        key
        for path in (ROOT / "data" / "sample").glob("*/putaran.yaml")
        for key in yaml.safe_load(path.read_text("utf-8"))
    }

    assert used
    assert [key for key in sorted(used) if f"`{key}`" not in text("README.md")] == []
