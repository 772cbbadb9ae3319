"""Run a long calculation beside the page, so that it can be watched and stopped."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable

Runner = Callable[[Callable[[], None], Callable[[], None]], None]
Guard = Callable[[Callable[..., object]], Callable[..., object]]
"""What stands between a control and what it does: it may tell what breaks instead of raising it."""


def unguarded(act: Callable[..., object]) -> Callable[..., object]:
    """Let what breaks be raised."""
    return act


def in_background(work: Callable[[], None], on_fault: Callable[[], None]) -> None:
    """Do ``work`` in a thread of its own; a fault of the program is told by ``on_fault`` and goes to the error log.

    The thread keeps the context of the caller, so that what it shows reaches the cell the caller belongs to.
    """

    def guarded() -> None:
        try:
            work()
        except Exception:
            on_fault()
            raise

    threading.Thread(target=contextvars.copy_context().run, args=(guarded,), daemon=True).start()


def at_once(work: Callable[[], None], _on_fault: Callable[[], None]) -> None:
    """Do ``work`` now: the same without a page to keep alive."""
    work()
