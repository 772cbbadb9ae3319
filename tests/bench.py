"""``make bench``: talenta beside a peer that does the same work, in one run, interleaved; the best of three counts.

Timings say something only as ratios of one run on one machine; nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

from tests.benchmarks.report import empty_report, real_report
from tests.benchmarks.scoring import Contest, differences

ROUNDS = 3
PEOPLE = 500_000
Row = tuple[str, str, float, str, float, str]


def best_of(talenta: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the best wall times in seconds of two callables, run in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for job, taken in zip((talenta, peer), times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return min(times[0]), min(times[1])


def bench_scoring(count: int) -> Row:
    contest = Contest(count)
    found = differences(contest.talenta(), contest.duckdb())
    if any(found.values()):
        raise SystemExit(f"the two results differ: {found}")
    mine, peer = best_of(contest.talenta, contest.duckdb)
    return (f"score and box {count:,} officials", "score_talent", mine, "the same in DuckDB SQL", peer, "1x")


def bench_report() -> Row:
    mine, peer = best_of(real_report, empty_report)
    return ("report of profil-talenta-2025", "talenta report", mine, "empty notebook, same chain", peer, "3x")


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
    jobs: dict[str, Callable[[], Row]] = {"report": bench_report, "scoring": lambda: bench_scoring(PEOPLE)}
    chosen = [jobs[name] for name in arguments or jobs]
    print(machine())
    print(f"wall time in seconds, best of {ROUNDS} interleaved runs\n")
    print(table([job() for job in chosen]))


if __name__ == "__main__":
    main(sys.argv[1:])
