"""How long each name of a meeting was on the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

MOST_COUNTED: Final = 300
"""Seconds that one look at a name counts at most: a longer pause is no discussion."""


class TimeSpent:
    """Counts the seconds of the name on the table; ``now`` is the clock of the meeting."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self._now, self._seconds = now, dict[str, float]()
        self._since, self._nip = now(), ""

    def turn(self, nip: str) -> None:
        """Count the time of the name that was on the table until now, and begin with another; empty for none."""
        now = self._now()
        if self._nip:
            more = min((now - self._since).total_seconds(), MOST_COUNTED)
            self._seconds[self._nip] = self._seconds.get(self._nip, 0.0) + more
        self._since, self._nip = now, nip

    @property
    def seconds(self) -> Mapping[str, int]:
        """Whole seconds by name (NIP)."""
        return {nip: round(seconds) for nip, seconds in self._seconds.items()}

    def lay(self, seconds: Mapping[str, float]) -> None:
        """Take over the seconds counted so far."""
        self._seconds = dict(seconds)
