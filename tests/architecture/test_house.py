"""The rules of the house that a machine can check: sizes, names, colours, addresses, edges."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import talenta_lib
from talenta_lib.present.theme import COLORS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "talenta_lib"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
BROAD_ALLOWED = {"talenta_lib/cli/__init__.py", "talenta_lib/present/dashboard/controls.py"}
COLOR = re.compile(r"(?<!&)#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b|\b(?:rgb|hsl)a?\(")
NAMED_COLOR = re.compile(r"(?:fill|stroke|color|background)[\"']?\s*[:=]\s*[\"']?(?:white|black|red|gr[ae]y|blue)\b")
COLOR_HOME = PACKAGE / "present" / "theme.py"
TEMPLATE = PACKAGE / "intake" / "template.py"
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "anaconda" + ".org", "registry." + "npmjs", "--index" + "-url")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|home|root|tmp|Users|mnt)/\w|\b[A-Z]:\\+(?:Users|work)\b")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def tracked_texts() -> Iterator[tuple[Path, str]]:
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path, content.decode("utf-8", errors="replace")


def test_no_module_is_longer_than_an_hour_of_reading() -> None:
    lengths = {relative(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}

    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {f"{relative(path)}:{item.name}": lines_of_code(item) for path in MODULES for item in functions(path)}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [relative(path) for path in MODULES if path.stem in VAGUE or path.parent.name in VAGUE] == []


def is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler raises what it does not know again, unchanged."""
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def test_everything_is_caught_only_at_the_edges() -> None:
    """``except Exception`` hides faults; only the command line may turn any fault into a message."""
    handlers = [
        (path, node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
    ]

    swallowed = {relative(path) for path, handler in handlers if is_broad(handler) and not passes_on(handler)}
    assert swallowed == BROAD_ALLOWED


def test_no_stage_reads_the_clock() -> None:
    """Today is a default of the command line only; a stage gets its date as a parameter."""
    clock = re.compile(r"\b(?:date\.today|datetime\.now|Timestamp\.now|Timestamp\.today|time\.time)\(")

    stages = [path for path in MODULES if path.parent.name != "cli"]

    assert [relative(path) for path in stages if clock.search(path.read_text("utf-8"))] == []


def test_no_colour_stands_outside_the_theme() -> None:
    pages = [*MODULES, *PACKAGE.rglob("*.css"), *PACKAGE.rglob("*.js")]
    found = {
        relative(path): [*COLOR.findall(text), *NAMED_COLOR.findall(text)]
        for path in pages
        if path not in {COLOR_HOME, TEMPLATE} and (text := path.read_text("utf-8"))
    }

    assert {name: colors for name, colors in found.items() if colors} == {}


def test_the_template_workbook_which_cannot_import_the_theme_uses_its_colours() -> None:
    used = set(COLOR.findall(TEMPLATE.read_text("utf-8")))

    assert used
    assert used <= set(COLORS["terang"].values())


@pytest.mark.parametrize("text", ["color: #FFF;", "fill='#17202C'", "rgba(0, 0, 0, 0.5)", 'stroke="black"'])
def test_a_colour_literal_is_recognised(text: str) -> None:
    assert COLOR.search(text) or NAMED_COLOR.search(text)


@pytest.mark.parametrize("text", ["&#39;", "#page-3", "white-space: nowrap", 'fill="none"', "bab #1 dari 3"])
def test_what_is_no_colour_is_left_alone(text: str) -> None:
    assert not COLOR.search(text)
    assert not NAMED_COLOR.search(text)


def test_no_file_names_a_package_registry() -> None:
    named = [(relative(path), name) for path, text in tracked_texts() for name in REGISTRIES if name in text]

    assert named == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    own = Path(__file__)
    found = [
        (relative(path), hit[0]) for path, text in tracked_texts() if path != own and (hit := MACHINE_PATH.search(text))
    ]

    assert found == []


@pytest.mark.parametrize("text", ["/home/budi/talenta", "path: /mnt/data/x", r"C:\Users\budi", "('/tmp/laporan')"])
def test_a_machine_path_is_recognised(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["/usr/bin/chromium", "data/home/x", "https://x.id/home/y", "./tmp/x"])
def test_an_ordinary_path_is_left_alone(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_no_secret_or_output_is_tracked() -> None:
    names = [relative(path) for path in tracked_files()]

    assert [name for name in names if name.endswith((".env", ".pem", ".key", ".pyc")) or "/.venv/" in name] == []
    assert [name for name in names if "cache" in name.split("/")[0]] == []


def test_nobody_left_a_note_to_do_it_later() -> None:
    note = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")

    assert [relative(path) for path in MODULES if note.search(path.read_text("utf-8"))] == []


def test_what_holds_tables_is_compared_by_identity() -> None:
    """Two tables have no one answer to ``==``: what holds one, however deep, must not ask them."""
    every = {
        one.__name__: one
        for found in pkgutil.walk_packages(talenta_lib.__path__, "talenta_lib.")
        if not found.name.endswith("__main__")
        for one in vars(importlib.import_module(found.name)).values()
        if dataclasses.is_dataclass(one) and isinstance(one, type) and one.__module__ == found.name
    }
    fields = {name: " ".join(str(field.type) for field in dataclasses.fields(one)) for name, one in every.items()}
    holding = {"DataFrame", "Series", "ndarray"}
    while more := {name for name, said in fields.items() if holding & set(re.findall(r"\w+", said))} - holding:
        holding |= more
    assert len(holding) > 20
    asking = [name for name in sorted(holding & set(every)) if every[name].__eq__ is not object.__eq__]
    assert asking == []
