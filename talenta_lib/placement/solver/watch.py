"""The watch on a long solve: its deadline, the caller's wish to stop, and the progress it is told."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

OnProgress = Callable[[str, float | None, float | None], None]


@dataclass(frozen=True)
class Watch:
    """A deadline on the monotonic clock (inf for none) and the caller's two callbacks."""

    deadline: float = math.inf
    should_stop: Callable[[], bool] | None = None
    on_progress: OnProgress | None = None

    @classmethod
    def started(
        cls, time_limit: float | None, on_progress: OnProgress | None, should_stop: Callable[[], bool] | None
    ) -> Watch:
        """Start a watch of ``time_limit`` seconds; None is no limit."""
        deadline = math.inf if time_limit is None else time.monotonic() + time_limit
        return cls(deadline, should_stop, on_progress)

    @property
    def seconds_left(self) -> float:
        """Seconds until the deadline, not below zero."""
        return math.inf if math.isinf(self.deadline) else max(0.0, self.deadline - time.monotonic())

    def is_cancelled(self) -> bool:
        """Return whether the caller wants to stop."""
        return self.should_stop is not None and self.should_stop()

    def is_over(self) -> bool:
        """Return whether the time is up or the caller wants to stop."""
        return self.seconds_left <= 0.0 or self.is_cancelled()

    def without_deadline(self) -> Watch:
        """Return the same watch with no deadline."""
        return Watch(math.inf, self.should_stop, self.on_progress)

    def of_part(self, number: int, parts: int) -> Watch:
        """Return the same watch for one of several parts: progress says which, since its values are of that part."""
        tell = self.on_progress
        if tell is None:
            return self
        suffix = f" (bagian {number} dari {parts})"
        return replace(self, on_progress=lambda stage, value, bound: tell(stage + suffix, value, bound))

    def tell(self, stage: str, value: float | None = None, bound: float | None = None) -> None:
        """Tell the caller the stage reached, the best value and its bound."""
        if self.on_progress is not None:
            self.on_progress(stage, value, bound)
