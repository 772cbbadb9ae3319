"""The screen: where text goes, progress, and the arguments that several commands share."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from talenta_lib.cli.words import IndonesianCommand, IndonesianDate

READING_WIDTH = 96
PIPE_WIDTH = 1000  # a file has no edge at which to fold a name
out = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True, highlight=False)

command = partial(click.command, cls=IndonesianCommand)
DATE = IndonesianDate()
OUT = click.option("--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Folder keluaran.")
ROUND = click.argument("round_dir", metavar="FOLDER_PUTARAN", type=click.Path(path_type=Path))


@contextmanager
def steps(first: str) -> Iterator[Callable[[str, int, int], object]]:
    """Show progress on a terminal, nothing elsewhere; yields the function to call with (step, number, total)."""
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=err, transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with bar:
        task = bar.add_task(first, total=None)
        yield lambda step, number, total: bar.update(task, description=step, completed=number, total=total)


def print_paragraph(text: str, *, indent: str = "", style: str | None = None) -> None:
    """Print a paragraph no wider than is good to read, every line indented."""
    width = min(out.width, READING_WIDTH)
    lines = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    out.print("\n".join(lines), style=style, markup=False, soft_wrap=True)
