"""Decisions on the plan of the bench, name by name in the order of a meeting; knows no widget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
import traitlets as tl

from talenta_lib.errors import RecordError, TalentaError
from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.berita_acara import make_berita_acara
from talenta_lib.present.explore.decision_agenda import Turn, agenda_of, choices_of
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.record_words import CHOICE_WORDS, choice_words, sitting_words, undone_words
from talenta_lib.record import Entry, Ledger, Meeting, hold_meeting, latest_meeting
from talenta_lib.record.decisions import Decision, latest_decisions
from talenta_lib.round.clashes import clashes, say_clash
from talenta_lib.round.decision_table import decision_table, decision_totals
from talenta_lib.round.decisions import FOLLOW, Wish, decide_officials, is_reason_due
from talenta_lib.round.suggestions import suggestion

UNDO_REASON: Final = "Diurungkan oleh pencatat"
"""What an undo says where nobody gives another reason."""


class DecisionState(tl.HasTraits):
    """The official at hand (``nip``), what is about to be decided (``choice``, ``reason``, ``by``, ``role``), and what stands.

    ``choice`` is ``tetap``, ``ditunda`` or a jabatan_id; it and the reason turn to what stands, else to the suggestion,
    with every other ``nip`` (always the NIP, also while the bench is blind). ``table`` is
    :func:`talenta_lib.round.decision_table.decision_table`, ``totals`` its totals, ``meeting`` the last meeting on record;
    ``message`` tells what was recorded, or refused (``is_refused``). The ledger is read once after every change and on
    ``refresh``. Every change asks ``bench.may_change`` first.
    """

    nip = tl.Unicode()
    choice = tl.Unicode()
    reason = tl.Unicode()
    by = tl.Unicode()
    role = tl.Unicode()
    message = tl.Unicode()
    is_refused = tl.Bool(default_value=False)
    table = tl.Instance(pd.DataFrame)
    totals = tl.Dict()
    meeting = tl.Instance(Meeting, allow_none=True)

    def __init__(self, bench: ScenarioState, *, now: Callable[[], dt.datetime]) -> None:
        self.bench, self._now = bench, now
        self.turns: dict[str, Turn] = {}
        self._decided: dict[str, Decision] = {}
        super().__init__()
        self._take_up(None)
        self.observe(self._turn_to, "nip")
        self.observe(self._mend, ["choice", "reason", "by", "role"])
        bench.observe(self._take_up, "chapter")

    @property
    def mutasi(self) -> Mutasi:
        """The plan that is decided on: the one on the bench that was solved last."""
        return self.bench.chapter.mutasi

    @property
    def agenda(self) -> list[str]:
        """NIP in the order of the meeting: contested, with conditions, other moves, who stays; ``turns`` says which."""
        return list(self.turns)

    @property
    def open_nips(self) -> list[str]:
        """Who of the agenda is not decided on yet."""
        settled = set(self.table.loc[self.table["seq"].notna(), "nip"])
        return [nip for nip in self.turns if nip not in settled]

    @property
    def suggestion(self) -> str:
        """What the plan suggests for the official at hand."""
        return suggestion(self.mutasi, self.nip)

    @property
    def standing(self) -> pd.Series | None:
        """The row of the table for the official at hand where a decision stands, else None."""
        rows = self.table[(self.table["nip"] == self.nip) & self.table["seq"].notna()]
        return None if rows.empty else rows.iloc[0]

    @property
    def now(self) -> dt.datetime:
        """The clock of the meeting."""
        return self._now()

    @property
    def clashes(self) -> list[str]:
        """Sentences on the posts that more than one official would hold by what is decided so far."""
        found = clashes(self.mutasi, self._decided)
        return [self.bench.covered(say_clash(self.mutasi, one, self._decided)) for one in found]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(words, choice) for the official at hand: suggestion, tetap, ditunda, then the posts not barred by the rules."""
        return choices_of(self.mutasi, self.nip)

    @property
    def findings(self) -> pd.DataFrame:
        """What the rules ask or cannot settle for the choice: columns of ``Eligibility.findings``; empty without a post."""
        is_post = self.choice in self.mutasi.matching.post_index
        pairs = [(self.nip, self.choice)] if is_post else []
        found = self.mutasi.matching.eligibility.findings_of(pairs)
        return found[found["status"].isin([NOT_MET, UNKNOWN])].reset_index(drop=True)

    @property
    def is_signed(self) -> bool:
        """Whether it is said who records, and in which role."""
        return bool(self.by.strip() and self.role.strip())

    @property
    def needs_reason(self) -> bool:
        """Whether the choice is recorded only with a written reason; so is one that the round no longer has."""
        is_known = self.choice in CHOICE_WORDS or self.choice in self.mutasi.matching.post_index
        return not is_known or is_reason_due(self.mutasi, self.nip, self.choice)

    def say(self, choice: str) -> str:
        """Say a suggestion or a decision in words: the post with its OPD, or what else was chosen."""
        return choice_words(self.mutasi, choice)

    def decide(self) -> bool:
        """Record the choice on the official at hand; what is refused is told. Returns whether it was recorded."""
        return self.settle([Wish(self.nip, self.choice, self.reason)])

    def follow(self, nips: Iterable[str], reason: str = "") -> bool:
        """Record the suggestion for many officials (:meth:`settle`)."""
        return self.settle([Wish(nip, FOLLOW, reason) for nip in nips])

    def settle(self, wishes: Sequence[Wish]) -> bool:
        """Record what is wished of officials, each as a decision of its own; what is refused is told.

        Returns whether any was recorded.
        """

        def record(at: dt.datetime) -> str:
            made = decide_officials(self.bench.result, self.mutasi, wishes, by=self.by, role=self.role, at=at)
            if made.refused and not made.entries:
                raise made.refused[0][1]
            return sitting_words(self.mutasi, len(wishes), made)

        return self._record(record)

    def undo_last(self, reason: str = UNDO_REASON) -> bool:
        """Undo the last decision that stands, by a new entry, and lay it on the table again: ``decide`` would redo it."""
        standing = self.table.dropna(subset="seq").sort_values("seq")
        return self.undo(standing["nip"].tail(1), reason)

    def undo(self, nips: Iterable[str], reason: str = UNDO_REASON) -> bool:
        """Undo the decisions that stand for officials, each by a new entry; the last lies on the table again.

        Returns whether they were recorded: all, or none.
        """
        standing = self.table[self.table["nip"].isin(list(nips)) & self.table["seq"].notna()].sort_values("seq")
        if standing.empty:
            return self._refuse(RecordError("Belum ada keputusan yang dapat diurungkan."))

        def record(at: dt.datetime) -> str:
            seqs = standing["seq"].astype(int).to_list()
            made = self._ledger.undo(seqs, by=self.by, role=self.role, reason=reason, at=at)
            return undone_words(seqs, made)

        if not self._record(record):
            return False
        last, told = standing.iloc[-1], self.message
        if last["nip"] in self.turns:
            self.nip = str(last["nip"])
            self.choice, self.reason, self.message = str(last["decided"]), str(last["reason"]), told
        return True

    def hold(self, meeting: Meeting) -> bool:
        """Record a meeting: place, day, who is present. Returns whether it was recorded."""

        def record(at: dt.datetime) -> str:
            ledger = Ledger.open(self.bench.result.folder, create=True)
            made = hold_meeting(ledger, meeting, by=self.by, role=self.role, at=at)
            return f"Catatan {made.seq}: rapat dengan {len(meeting.members)} orang hadir."

        return self._record(record)

    def make_minutes(self, folder: str | Path) -> list[Path]:
        """Write the Berita Acara to a folder and return its files, none where it is refused; codes while blind."""
        made: list[Path] = []

        def record(at: dt.datetime) -> str:
            made.extend(make_berita_acara(
                self.bench.result, self.mutasi, folder, by=self.by, role=self.role, at=at,
                anonymous=self.bench.is_blind,
            ))  # fmt: skip
            return "Berita Acara selesai."

        self._record(record)
        return made

    def next(self) -> None:
        """Turn to the next official of the agenda; the last stays."""
        self._step(1)

    def previous(self) -> None:
        """Turn to the one before; the first stays."""
        self._step(-1)

    def next_open(self) -> None:
        """Turn to the next official who is not decided on, from here on and then from the start."""
        agenda, still = self.agenda, set(self.open_nips)
        here = agenda.index(self.nip) + 1 if self.nip in self.turns else 0
        following = [nip for nip in [*agenda[here:], *agenda[:here]] if nip in still]
        if following:
            self.nip = following[0]
        else:
            self.message, self.is_refused = "Semua nama sudah diputuskan.", False

    def refresh(self) -> None:
        """Read the ledger again: somebody else may have written."""
        try:
            self._read(self._ledger.entries())
        except TalentaError as error:
            self._refuse(error)

    @property
    def _ledger(self) -> Ledger:
        return Ledger.open(self.bench.result.folder)

    @tl.validate("nip")
    def _check_nip(self, proposal: Any) -> str:
        nip = str(proposal["value"])
        if not (self.mutasi.options.officials["nip"] == nip).any():
            raise tl.TraitError("the official is not in the plan")
        return nip

    def _take_up(self, _change: object) -> None:
        """Take up the plan on the bench: its agenda and what of it stands on record.

        Who was at the first name is at the first again, else the name at hand stays.
        """
        was_first = self.nip == next(iter(self.turns), "")
        self.turns = agenda_of(self.bench.chapter)
        self._read(())
        taking_part = list(self.mutasi.options.officials["nip"])
        is_writing = self.nip in taking_part and self.reason and self.choice in dict(self.choices).values()
        if self.nip not in taking_part or (was_first and not is_writing):
            self.nip = next(iter([*self.turns, *taking_part]), "")
        self.message, self.is_refused = "", False
        self.refresh()
        if not is_writing:
            self._lay()

    def _mend(self, _change: object) -> None:
        """Take back a refusal once what it may rest on is changed."""
        if self.is_refused:
            self.message, self.is_refused = "", False

    def _turn_to(self, _change: object) -> None:
        """Turn to another official."""
        self.message, self.is_refused = "", False
        self._lay()

    def _lay(self) -> None:
        """Lay on the table what stands for the official at hand, else what is suggested."""
        row = self.standing
        self.choice = self.suggestion if row is None else str(row["decided"])
        self.reason = "" if row is None else str(row["reason"])

    def _read(self, entries: tuple[Entry, ...]) -> None:
        """Show what the entries say of the plan."""
        self._decided = latest_decisions(entries)
        table = decision_table(self.bench.result, self.mutasi, entries)
        self.totals, self.meeting = dict(decision_totals(table)), latest_meeting(entries)
        self.table = table  # last: who follows it finds the others ready

    def _record(self, work: Callable[[dt.datetime], str]) -> bool:
        """Do something that writes, read the ledger again, and tell what happened."""
        try:
            self.bench.may_change()
            told = work(self._now())
            self._read(self._ledger.entries())
        except TalentaError as error:
            return self._refuse(error)
        self.message, self.is_refused = self.bench.covered(told), False
        return True

    def _refuse(self, error: TalentaError) -> bool:
        self.message, self.is_refused = self.bench.covered(str(error)), True
        return False

    def _step(self, by: int) -> None:
        agenda = self.agenda
        if self.nip in self.turns:
            self.nip = agenda[min(max(agenda.index(self.nip) + by, 0), len(agenda) - 1)]
        elif agenda:
            self.nip = agenda[0]
