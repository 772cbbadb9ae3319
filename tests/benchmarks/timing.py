"""How benches are timed and printed: jobs in turn, the median of the rounds, beside what is asked of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

ROUNDS = 5


class Row(NamedTuple):
    """One line: the time of talenta beside that of a peer, or alone.

    ``required`` and ``aim`` are the largest ratio of the two times, or the longest time in seconds without a peer.
    """

    job: str
    talenta: str
    seconds: float
    peer: str
    peer_seconds: float | None
    runs: int
    required: float | None
    aim: float

    @property
    def reached(self) -> float:
        """The ratio of the two times, or the time alone."""
        return self.seconds if self.peer_seconds is None else self.seconds / self.peer_seconds

    @property
    def verdict(self) -> str:
        """What was reached: the aim, what is required, or neither."""
        if self.reached <= self.aim:
            return "aim"
        return "required" if self.required is not None and self.reached <= self.required else "missed"

    def cells(self) -> tuple[str, ...]:
        """Return the line as text."""
        unit = "s" if self.peer_seconds is None else "x"
        limits = ["" if limit is None else f"{limit:g} {unit}" for limit in (self.required, self.aim)]
        theirs = "" if self.peer_seconds is None else f"{self.peer_seconds:.4g}"
        return (self.job, self.talenta, f"{self.seconds:.4g}", self.peer, theirs, str(self.runs),
                f"{self.reached:.2g} {unit}", *limits, self.verdict)  # fmt: skip


HEAD = ("job", "talenta", "s", "peer", "s", "runs", "ratio or time", "required", "aim", "reached")


def medians(*jobs: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median wall time in seconds of each job; the jobs are run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [median(taken) for taken in times]


def table(rows: Sequence[Row]) -> str:
    """Return the lines under one head, as text."""
    body = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(cells[column]) for cells in body) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
                     for cells in body)  # fmt: skip
