"""The scenario shelf of a round: what stands on it, what is compared, how a scenario gets there; knows no widget."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any, Final

import traitlets as tl

from talenta_lib.errors import InputError, TalentaError
from talenta_lib.placement.scenario import Scenario, scenario_names
from talenta_lib.present.explore.scenario_compare import MOST_COMPARED
from talenta_lib.present.explore.scenario_state import Bench, ScenarioState
from talenta_lib.record import (
    Ledger,
    ShelvedScenario,
    duplicate_scenario,
    lock_scenario,
    save_scenario,
    shelf,
)
from talenta_lib.round.plans import committee_scenario

COPY: Final = re.compile(r" \(salinan( \d+)?\)$")
"""What the title of a copy ends with."""


def named(scenario: Scenario, name: str, title: str) -> Scenario:
    """Return a scenario under another name, its title where that is empty; what cannot be is refused for a form."""
    if not name:
        raise InputError("Nama skenario belum diisi.", "Isi kotak Nama, misalnya d-hemat-15.")
    try:
        return scenario.changed(name=name, title=title.strip() or name)
    except TalentaError as error:
        raise InputError(
            f"Nama '{name}' tidak dapat dipakai.",
            "Pakai huruf, angka, titik, dan tanda hubung tanpa spasi, misalnya d-hemat-15; kalimat ditulis di Judul.",
        ) from error


def copy_title(title: str, titles: Iterable[str]) -> str:
    """Return a title for a copy that no other has: ``A (salinan)``, then ``A (salinan 2)``."""
    original, others = COPY.sub("", title), set(titles)
    numbered = (f"{original} (salinan{f' {number}' if number > 1 else ''})" for number in count(1))
    return next(one for one in numbered if one not in others)


def taken(title: str, name: str) -> InputError:
    """Return the refusal of a name that a scenario has already."""
    return InputError(f"Nama '{name}' sudah dipakai: {title}.", "Tekan Ganti isinya, atau tulis nama lain.")


class ShelfState(tl.HasTraits):
    """The scenarios that a committee can lay on the bench: those of the ledger's shelf, then files of the round.

    ``shelved`` is the shelf (name -> :class:`talenta_lib.record.ShelvedScenario`), ``names`` all names, ``compared`` up
    to four of them; ``message`` tells what was done or refused (``is_refused``). ``who`` gives name and role of who
    acts. Saving, duplicating and locking are entries of the ledger.
    """

    shelved = tl.Dict()
    names = tl.Tuple()
    compared = tl.Tuple()
    message = tl.Unicode("")
    is_refused = tl.Bool(default_value=False)

    def __init__(
        self, bench: ScenarioState, *, who: Callable[[], tuple[str, str]], now: Callable[[], dt.datetime]
    ) -> None:
        self.bench, self._who, self._now = bench, who, now
        self._solved: dict[str, Bench] = {}
        super().__init__()
        self.refresh()

    def refresh(self) -> None:
        """Read the shelf again."""
        self.shelved = {one.name: one for one in shelf(Ledger.open(self.bench.result.folder))}
        files = [name for name in scenario_names(self.bench.result.folder) if name not in self.shelved]
        self.names = (*self.shelved, *files)

    def scenario(self, name: str) -> Scenario:
        """Return a scenario by name; raises ``ScenarioError`` where there is none."""
        return committee_scenario(self.bench.result, name)

    def title(self, name: str) -> str:
        """Return what a scenario is called."""
        shelved: ShelvedScenario | None = self.shelved.get(name)
        return shelved.title if shelved is not None else self.scenario(name).title

    @property
    def title_of_plan(self) -> str:
        """What the scenario of the plan on the bench is called, and whether it differs from what is kept so."""
        scenario = self.bench.chapter.mutasi.scenario
        is_changed = scenario.name in self.names and self.scenario(scenario.name) != scenario
        return f"{scenario.title} (diubah)" if is_changed else scenario.title

    def solved(self, name: str) -> Bench:
        """Return a scenario with its plan, solved once; raises as ``plan_round``."""
        scenario = self.scenario(name)
        if self.bench.chapter.mutasi.scenario == scenario:
            return self.bench.chapter
        known = self._solved.get(name)
        if known is None or known.mutasi.scenario != scenario:
            known = self._solved[name] = self.bench.solved(scenario)
        return known

    def open(self, name: str) -> bool:
        """Lay a scenario on the bench, with its plan. Returns whether that went."""

        def lay() -> str:
            self.bench.show(self.solved(name))
            return f"{self.title(name)} ada di meja."

        return self._try(lay)

    def save(self, name: str, title: str, *, may_replace: bool = False) -> bool:
        """Save what stands on the bench under a name, a taken one only where it may be replaced.

        Returns whether it was recorded.
        """

        def save() -> str:
            scenario = named(self.bench.scenario, name, title)
            if name in self.names and not may_replace:
                raise taken(self.title(name), name)
            save_scenario(self._ledger, name, scenario.written(), **self._signed())
            self.bench.rename(scenario.name, scenario.title)
            return f"Tersimpan sebagai {name}."

        return self._try(save)

    def duplicate(self, name: str, new_name: str) -> bool:
        """Save a copy of a scenario of the shelf or of a file under another name. Returns whether it was recorded."""

        def copy() -> str:
            title = copy_title(self.title(name), [self.title(one) for one in self.names])
            if name in self.shelved:
                duplicate_scenario(self._ledger, name, new_name, title=title, **self._signed())
            else:
                scenario = self.scenario(name).changed(name=new_name, title=title)
                save_scenario(self._ledger, new_name, scenario.written(), **self._signed())
            return f"{name} digandakan menjadi {new_name}."

        return self._try(copy)

    def lock(self, name: str) -> bool:
        """Lock a scenario of the shelf: it can be duplicated, not changed. Returns whether it was recorded."""

        def lock() -> str:
            lock_scenario(self._ledger, name, **self._signed())
            return f"{name} dikunci."

        return self._try(lock)

    def compare(self, names: tuple[str, ...]) -> bool:
        """Choose what is compared, up to four names, each solved. Returns whether that went."""

        def choose() -> str:
            if len(names) > MOST_COMPARED:
                raise InputError(f"Ada {len(names)} skenario.", f"Bandingkan paling banyak {MOST_COMPARED} sekaligus.")
            for name in names:
                self.solved(name)
            self.compared = names
            return ""

        return self._try(choose)

    def chapters(self) -> Mapping[str, Bench]:
        """Return the compared scenarios by title (two with one title: with the name), as they may be looked at."""
        titles = [self.title(name) for name in self.compared]
        solved = {
            f"{title} ({name})" if titles.count(title) > 1 else title: self.solved(name)
            for name, title in zip(self.compared, titles, strict=True)
        }
        return {title: one.blind if self.bench.is_blind else one for title, one in solved.items()}

    @property
    def _ledger(self) -> Ledger:
        self.bench.may_change()
        return Ledger.open(self.bench.result.folder, create=True)

    def _signed(self) -> dict[str, Any]:
        by, role = self._who()
        return {"by": by, "role": role, "at": self._now()}

    def _try(self, act: Callable[[], str]) -> bool:
        """Do something and tell it; what is refused is told instead."""
        try:
            told, self.is_refused = act(), False
        except TalentaError as error:
            told, self.is_refused = str(error), True
        self.refresh()
        self.message = told
        return not self.is_refused
