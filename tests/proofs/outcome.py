"""What a proof is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What was found, in one line, and whether the claim holds."""

    found: str
    holds: bool


@dataclass(frozen=True)
class Proof:
    """One claim, how it is tried, on how many draws, and the function that tries it."""

    claim: str
    method: str
    draws: int
    run: Callable[[int], Outcome]
