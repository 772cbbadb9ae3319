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
        _run("-c", "from talenta_lib.cli import main; main()", "report", ROUND, "--out", folder)
        _check(Path(folder) / "laporan.pdf")


def empty_report() -> None:
    """Make the empty page, in a process of its own."""
    with _folder() as folder:
        _run("-m", "tests.benchmarks.empty_report", folder)
        _check(Path(folder) / "kosong.pdf")


def _run(*arguments: str) -> None:
    silence = subprocess.DEVNULL
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=silence, stderr=silence)


def _check(pdf: Path) -> None:
    """Stop where nothing was made: the time of a failure is no time."""
    if not pdf.is_file():
        raise SystemExit(f"{pdf.name} was not made")
