"""Solving what stands on the bench beside the page, one solve at a time."""

from __future__ import annotations

from collections.abc import Callable

from talenta_lib.errors import TalentaError
from talenta_lib.present.explore.background import Runner
from talenta_lib.present.explore.scenario_state import BUSY, ScenarioState

FAULT = TalentaError(
    "Perhitungan berhenti karena kesalahan program.", "Ulangi; bila tetap terjadi, laporkan dengan isi log."
)


class Solving:
    """Starts the solver; a limit of moves that is chosen while it works ends that work and is solved next."""

    def __init__(self, state: ScenarioState, run: Runner) -> None:
        self.state, self._run = state, run
        self._next: list[int | None] = []

    @property
    def is_busy(self) -> bool:
        """Whether the solver works."""
        return bool(self.state.status == "menghitung")

    def start(self) -> None:
        """Solve what stands on the bench, unless the solver works; raises ``TalentaError`` where it is not allowed."""
        if not self.is_busy:
            self.begin(self.state.solve, "Menghitung…")

    def begin(self, work: Callable[[], object], words: str) -> None:
        """Do something that ends with a plan on the bench, and say so; raises ``TalentaError`` as :meth:`start`.

        Raises ``BUSY`` while the solver works.
        """
        self.state.may_change()
        if self.is_busy:
            raise BUSY
        self.state.message, self.state.status = words, "menghitung"
        self._run(lambda: self._do(work), self._fail)

    def limit(self, limit: int | None) -> None:
        """Solve with another limit of moves (None: no limit)."""
        if self.is_busy:
            self._next = [limit]
            self.state.stop()
            return
        self.state.change(max_moves=limit)
        if self.state.status == "siap":
            self.start()

    def _do(self, work: Callable[[], object]) -> None:
        """Work; once that has ended another solve may be at work, of which nothing is said here."""
        try:
            work()
        except Exception:
            self._fail()
            raise
        if self._next:
            self.limit(self._next.pop())

    def _fail(self) -> None:
        """Tell a fault of the program: the solver has ended without a word."""
        if self.is_busy:
            self.state.fail(FAULT)
