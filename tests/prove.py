"""``make prove``: run every proof at its full count with fixed seeds and write PROOFS.md."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.proofs.catalogue import PROOFS
from tests.proofs.outcome import Outcome, Proof

TARGET = Path(__file__).parents[1] / "PROOFS.md"
HEAD = """# Proofs

Written by `make prove` (without make: `python -m tests.prove`). Seeds are fixed; `make test` runs the same functions at
a tenth of the count or less.

Scores: every proof draws rounds whose truth is known, lets talenta state what it would state of a real round, and
counts. The simulated world shares talenta's assumptions (independent errors, normal true scores within a group, exact
records); whether a real assessment meets them is for its test manual to say.

Plans: every proof draws mutasi cases and compares the plan with independent ways to the best one. It shows that the
plan is the best under the stated fits and rows, not that fits and rows are right.

| claim | method | draws | result | verdict |
|---|---|---:|---|---|
"""


def row(proof: Proof, outcome: Outcome) -> str:
    """Return one line of the table."""
    verdict = "holds" if outcome.holds else "**FAILS**"
    return f"| {proof.claim} | {proof.method} | {proof.draws:,} | {outcome.found} | {verdict} |\n"


def main() -> int:
    """Write PROOFS.md; return 1 where a proof fails."""
    outcomes = []
    for proof in PROOFS:
        outcome = proof.run(proof.draws)
        outcomes.append(outcome)
        print(f"{'holds' if outcome.holds else 'FAILS'}  {proof.claim}: {outcome.found}", flush=True)
    lines = [row(proof, outcome) for proof, outcome in zip(PROOFS, outcomes, strict=True)]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")
    return int(not all(outcome.holds for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
