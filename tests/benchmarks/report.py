"""How long the report of the sample round takes, beside an empty notebook through the same chain."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUND = "data/sample/profil-talenta-2025"


@contextmanager
def _folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield folder


def real_report() -> None:
    """Make the whole report as a user does, in a process of its own."""
    with _folder() as folder:
        _run("talenta_lib.cli", "report", ROUND, "--out", folder)


def empty_report() -> None:
    """Make the empty page, in a process of its own."""
    with _folder() as folder:
        _run("tests.benchmarks.empty_report", folder)


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)  # fmt: skip
