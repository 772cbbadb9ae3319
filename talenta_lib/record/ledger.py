"""The ledger of a round: open, append, read, undo, purge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import START, Head, Row, canonical_text, row_hash, seal, sealed_hash
from talenta_lib.record.content import contents_to_purge
from talenta_lib.record.decisions import MINIMUM_REASON, Decision, latest_decisions, written
from talenta_lib.record.entries import (
    PUBLIC_BODIES,
    UNDOABLE,
    Entry,
    Kind,
    Purged,
    Undone,
    holds_nip,
    named,
    read_entry,
    undone,
)
from talenta_lib.record.store import BUSY_SECONDS, Session, Snapshot, Store

LEDGER_FILE: Final = "keputusan.sqlite"
Guard = Callable[[tuple[Entry, ...]], object]
"""Looks at the entries so far, inside the transaction, and raises ``RecordError`` where a new one must not follow."""


def ledger_path(place: str | Path) -> Path:
    """Return the ledger file of a round folder, or the path itself where it names a ``.sqlite`` file."""
    path = Path(place)
    return path if path.suffix == ".sqlite" and not path.is_dir() else path / LEDGER_FILE


@dataclass(frozen=True)
class Ledger:
    """The ledger at a path. It keeps nothing in memory: every call opens the file, does one thing and closes it.

    ``append`` returns only after the entry is on the disk. Reading does not check the chain: ``verify`` does.
    """

    path: Path
    timeout: float = BUSY_SECONDS

    @classmethod
    def open(cls, round_dir: str | Path, *, create: bool = False, timeout: float = BUSY_SECONDS) -> Ledger:
        """Return the ledger of a round.

        With ``create`` the file is made at once, so that a folder that cannot be written is refused before any work;
        without it a round that has no file reads as a ledger without entries and refuses to append. ``timeout``:
        seconds to wait for another writer. Raises ``RecordError`` for a folder that is not there or a file that is no
        ledger, of a newer version, damaged, locked or not accessible.
        """
        folder = Path(round_dir)
        if not folder.is_dir():
            raise RecordError(f"Folder putaran '{folder.name}' tidak ada.", "Periksa nama dan letak folder.")
        ledger = cls(folder / LEDGER_FILE, timeout)
        if create:
            ledger._store.create()
        else:
            ledger.head()
        return ledger

    @property
    def _store(self) -> Store:
        return Store(self.path, self.timeout)

    def append(
        self,
        kind: Kind,
        *,
        by: str,
        role: str,
        at: dt.datetime,
        public: Mapping[str, object] | None = None,
        content: Mapping[str, object] | None = None,
        guard: Guard | None = None,
    ) -> Entry:
        """Add one entry and return it; once this returns, the entry survives a crash and a power cut.

        ``by`` and ``role`` (one line each) and ``public`` stay for ever and hold nothing personal of officials;
        ``content`` may, and can be purged. Both are plain JSON values. ``at`` is an aware time, kept with its offset
        to the second. ``guard`` sees all entries before, and no other writer comes in between.

        Raises ``RecordError`` where the entry is unnamed or not readable text, where the guard refuses, and where the
        file cannot be written (then nothing was added); ``ValueError`` or ``TypeError`` for wrong use.
        """
        draft = _draft(kind, by=by, role=role, at=at, public=public or {})
        with self._store.writing() as session:
            if guard is not None:
                guard(_entries(session.snapshot()))
            return _add(session, draft, content)

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, oldest first. Raises ``RecordError`` where one cannot be read."""
        return _entries(self._store.read())

    def head(self) -> Head:
        """Return the last entry's number and hash; ``0`` and the hash of the start where there is no entry."""
        snapshot = self._store.read()
        if snapshot.damage is not None:
            raise snapshot.damage
        return Head(snapshot.rows[-1].seq, snapshot.rows[-1].hash) if snapshot.rows else START

    def decisions(self) -> dict[str, Decision]:
        """Return the decision that stands for each NIP: the latest that was neither undone nor purged."""
        return latest_decisions(self.entries())

    def undo(self, seqs: Iterable[int], *, by: str, role: str, reason: str, at: dt.datetime) -> tuple[Entry, ...]:
        """Add, for each of the entries ``seqs``, one after which it no longer counts; the entries themselves stay.

        All are undone or none. Raises ``RecordError`` where there is no such entry, it cannot be undone, or was undone
        before.
        """
        wanted, content = dict.fromkeys(seqs), {"alasan": _reason(reason)}
        drafts = [_draft(Kind.UNDO, by=by, role=role, at=at, public=Undone(seq=seq).as_content()) for seq in wanted]
        with self._store.writing() as session:
            entries = _entries(session.snapshot())
            for seq in wanted:
                _check_undo(entries, seq)
            return tuple(_add(session, draft, content) for draft in drafts)

    def purge(
        self,
        seqs: Iterable[int] = (),
        *,
        nip: str | None = None,
        by: str,
        role: str,
        reason: str,
        at: dt.datetime,
    ) -> Entry:
        """Delete personal content and salt of entries, and say so in a new entry; the chain stays verifiable.

        ``nip`` takes every content that mentions it. With a decision the earlier ones on the same official go as well:
        an old decision must not come back to life. What is deleted is no longer in the file; copies of the file and
        freed blocks of the disk are not reached.

        Raises ``RecordError`` where nothing is left to purge or an entry is not there.
        """
        wanted, reason = set(seqs), _reason(reason)
        with self._store.writing() as session:
            entries = _entries(session.snapshot())
            chosen = contents_to_purge(entries, wanted, nip)
            if chosen:
                purged = Purged(
                    seqs=tuple(entry.seq for entry in chosen),
                    content_hashes=tuple(str(entry.content_hash) for entry in chosen),
                )
                draft = _draft(Kind.PURGE, by=by, role=role, at=at, public=purged.as_content())
                added = _add(session, draft, {"alasan": reason})
                session.remove_contents(purged.seqs)
        self._compact()
        if not chosen:
            raise RecordError("Tidak ada isi pribadi yang masih dapat dihapus.", "Periksa nomor catatan atau NIP.")
        return added

    def _compact(self) -> None:
        try:
            self._store.compact()
        except RecordError as exc:
            raise RecordError(
                f"Isi pribadi sudah dihapus dan tercatat, tetapi berkas belum dipadatkan. {exc.problem}",
                "Sesudah sebabnya teratasi, ulangi penghapusan yang sama.",
            ) from exc


def _draft(kind: Kind, *, by: str, role: str, at: dt.datetime, public: Mapping[str, object]) -> Row:
    """Return an entry without its place in the chain."""
    if at.tzinfo is None:
        raise ValueError("the time of an entry needs its offset from UTC")
    if kind in PUBLIC_BODIES:
        PUBLIC_BODIES[kind].model_validate(public)
    text = _text(public)
    if holds_nip(text):
        raise ValueError("the public part of an entry holds a NIP")
    who, role = named(by, "Nama pencatat"), named(role, "Peran pencatat")
    return Row(0, at.isoformat(timespec="seconds"), kind.value, who, role, text, None, "", "")


def _add(session: Session, draft: Row, content: Mapping[str, object] | None) -> Entry:
    """Give a draft its place behind the last entry and write it."""
    sealed = None if content is None else seal(_text(content))
    head = session.head()
    row = draft._replace(seq=head.seq + 1, prev=head.hash, content_hash=None if sealed is None else sealed_hash(sealed))
    row = row._replace(hash=row_hash(row))
    session.add(row, sealed)
    return read_entry(row, sealed)


def _text(value: Mapping[str, object]) -> str:
    """Return canonical text; what a user typed or pasted and no file can hold is refused in words."""
    try:
        return canonical_text(value)
    except UnicodeEncodeError as exc:
        raise RecordError("Teks berisi karakter yang rusak.", "Ketik ulang teks itu, lalu ulangi.") from exc


def _reason(text: str) -> str:
    if not written(text):
        raise RecordError("Alasan belum ditulis.", f"Tulis alasannya, paling sedikit {MINIMUM_REASON} huruf.")
    return text.strip()


def _entries(snapshot: Snapshot) -> tuple[Entry, ...]:
    if snapshot.damage is not None:
        raise snapshot.damage
    return tuple(read_entry(row, snapshot.contents.get(row.seq)) for row in snapshot.rows)


def _check_undo(entries: tuple[Entry, ...], seq: int) -> None:
    target = next((entry for entry in entries if entry.seq == seq), None)
    if target is None:
        raise RecordError(f"Catatan {seq} tidak ada.", "Periksa nomor catatan.")
    if target.kind not in UNDOABLE:
        raise RecordError(f"Catatan {seq} ({target.label}) tidak dapat dibatalkan.", "Buat catatan baru.")
    if seq in undone(entries):
        raise RecordError(f"Catatan {seq} sudah dibatalkan.", "Tidak ada yang perlu diulang.")
