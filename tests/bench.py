"""``make bench``: talenta beside a peer that does the same work, in one run, interleaved; the best of three counts.

Timings say something only as ratios of one run on one machine; nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version

from tests.benchmarks.report import empty_report, real_report
from tests.benchmarks.scoring import Contest, differences

ROUNDS = 3
PEOPLE = 500_000
Row = tuple[str, str, float, str, float, str]


def best_of(*jobs: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the best wall time in seconds of each job; the jobs are run in turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def bench_scoring(count: int) -> list[Row]:
    contest = Contest(count)
    found = differences(contest.talenta(), contest.duckdb(1))
    if any(found.values()):
        raise SystemExit(f"the two results differ: {found}")
    cores = os.cpu_count() or 1
    one_thread, every_core = partial(contest.duckdb, 1), partial(contest.duckdb, cores)
    mine, alone, together = best_of(contest.talenta, one_thread, every_core)
    job = f"score and box {count:,} officials"
    return [
        (job, "score_talent", mine, "the same in DuckDB SQL, one thread", alone, "1x"),
        (job, "score_talent", mine, f"the same in DuckDB SQL, {cores} threads", together, "1x"),
    ]


def bench_report() -> list[Row]:
    mine, peer = best_of(real_report, empty_report)
    return [("report of profil-talenta-2025", "talenta report", mine, "empty notebook, same chain", peer, "3x")]


def machine() -> str:
    """Return what the times depend on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "numpy", "duckdb", "papermill", "weasyprint"))
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def table(rows: Sequence[Row]) -> str:
    """Return the table as text."""
    head = ("job", "talenta", "s", "peer", "s", "ratio", "aim")
    body = [(job, name, f"{mine:.2f}", peer, f"{theirs:.2f}", f"{mine / theirs:.2f}x", aim)
            for job, name, mine, peer, theirs, aim in rows]  # fmt: skip
    widths = [max(len(cells[column]) for cells in (head, *body)) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
                     for cells in (head, *body))  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Print one table; an argument ``report`` or ``scoring`` runs only that one."""
    jobs: dict[str, Callable[[], list[Row]]] = {"report": bench_report, "scoring": lambda: bench_scoring(PEOPLE)}
    chosen = [jobs[name] for name in arguments or jobs]
    print(machine())
    print(f"wall time in seconds, best of {ROUNDS} interleaved runs\n")
    print(table([row for job in chosen for row in job()]))


if __name__ == "__main__":
    main(sys.argv[1:])
