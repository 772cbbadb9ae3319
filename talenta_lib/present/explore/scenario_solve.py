"""Solving what stands on the bench beside the page, one solve at a time."""

from __future__ import annotations

from talenta_lib.errors import TalentaError
from talenta_lib.present.explore.background import Runner
from talenta_lib.present.explore.scenario_state import ScenarioState

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
        """Solve what stands on the bench, unless that is being done; raises ``TalentaError`` where it is not allowed."""
        self.state.may_change()
        if self.is_busy:
            return
        self.state.message, self.state.status = "Menghitung…", "menghitung"
        self._run(self._solve, self._fail)

    def limit(self, limit: int | None) -> None:
        """Solve with another limit of moves (None: no limit)."""
        if self.is_busy:
            self._next = [limit]
            self.state.stop()
            return
        self.state.change(max_moves=limit)
        if self.state.status == "siap":
            self.start()

    def _solve(self) -> None:
        """Solve; once that has ended another solve may be at work, of which nothing is said here."""
        try:
            self.state.solve()
        except Exception:
            self._fail()
            raise
        if self._next:
            self.limit(self._next.pop())

    def _fail(self) -> None:
        """Tell a fault of the program: the solver has ended without a word."""
        if self.is_busy:
            self.state.fail(FAULT)
