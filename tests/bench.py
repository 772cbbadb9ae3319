"""``make bench``: talenta beside a peer that does the same work, in one run, in turn; the median counts.

``python -m tests.bench placement`` runs the benches whose name starts with the word. Timings say something only as
ratios of one run on one machine; nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version

from tests.benchmarks import dashboard, placement_rounds
from tests.benchmarks import placement_solver as solver
from tests.benchmarks.eligibility import bench_eligibility
from tests.benchmarks.fit import bench_fit
from tests.benchmarks.report import empty_report, real_report
from tests.benchmarks.scoring import Contest, differences
from tests.benchmarks.timing import Row, medians, table

PEOPLE = 500_000
PACKAGES = ("pandas", "numpy", "scipy", "numba", "highspy", "duckdb", "papermill", "weasyprint")


def bench_scoring() -> list[Row]:
    """Score and box very many officials, beside DuckDB."""
    contest = Contest(PEOPLE)
    found = differences(contest.talenta(), contest.duckdb(1))
    if any(found.values()):
        raise SystemExit(f"the two results differ: {found}")
    cores = os.cpu_count() or 1
    jobs = (contest.talenta, partial(contest.duckdb, 1), partial(contest.duckdb, cores))
    mine, alone, together = medians(*jobs)
    row = partial(Row, f"score and box {PEOPLE:,} officials", "score_talent", mine, runs=5, required=None, aim=1)
    return [
        row(peer="the same in DuckDB SQL, one thread", peer_seconds=alone),
        row(peer=f"the same in DuckDB SQL, {cores} threads", peer_seconds=together),
    ]


def bench_report() -> list[Row]:
    """Make the whole report, beside an empty one."""
    mine, peer = medians(real_report, empty_report, rounds=3)
    return [Row("report of profil-talenta-2025", "talenta report", mine, "empty notebook", peer, 3, None, 3)]


BENCHES: dict[str, Callable[[], list[Row]]] = {
    "report": bench_report,
    "scoring": bench_scoring,
    "placement solve 25": partial(solver.bench_solve, 25),
    "placement solve 150": partial(solver.bench_solve, 150),
    "placement solve 600": partial(solver.bench_solve, 600),
    "placement solve 3000": solver.bench_province,
    "placement again 25": solver.bench_again,
    "placement frontier 25": solver.bench_frontier_town,
    "placement frontier 600": solver.bench_frontier,
    "placement regret 600": solver.bench_regret,
    "placement rounds": placement_rounds.bench_rounds,
    "eligibility": bench_eligibility,
    "fit": bench_fit,
    "dashboard first": dashboard.bench_first_figure,
    "dashboard filter": dashboard.bench_filter,
    "dashboard sessions": dashboard.bench_sessions,
}
"""Every bench by name, in the order in which they run; a new one is one line here and a function that gives rows."""


def machine() -> str:
    """Return what the times depend on."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def main(arguments: Sequence[str]) -> None:
    """Print one table of the benches whose name starts with the words given, or of all."""
    word = " ".join(arguments)
    chosen = [run for name, run in BENCHES.items() if name.startswith(word)]
    if not chosen:
        raise SystemExit(f"no bench starts with {word!r}; there are: {', '.join(BENCHES)}")
    print(machine())
    print("wall time in seconds, median of the runs, talenta and peer in turn\n", flush=True)
    print(table([row for run in chosen for row in run()]))


if __name__ == "__main__":
    main(sys.argv[1:])
