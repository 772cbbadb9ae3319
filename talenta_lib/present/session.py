"""Where the committee is in a round and who holds the pen: ``sesi.sqlite`` beside the data, saved at each change.

No record: it may be thrown away at any time. Decisions stand in the ledger only.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from talenta_lib.errors import RecordError

SESSION_FILE: Final = "sesi.sqlite"
BUSY_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 90.0
"""After this long without a sign the pen is free; browsers let a hidden page speak once a minute only."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS sesi (
  satu INTEGER PRIMARY KEY CHECK (satu = 1), versi INTEGER NOT NULL, isi TEXT NOT NULL,
  pemegang TEXT, komputer TEXT, proses INTEGER, denyut REAL NOT NULL
) STRICT
"""
_FIRST: Final = "INSERT OR IGNORE INTO sesi VALUES (1, 0, '{}', NULL, NULL, NULL, 0)"


class PenTakenError(RecordError):
    """Another page holds the pen of the round."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a round: ``version`` grows with every save; ``holder`` is who holds the pen, None where free."""

    version: int = 0
    content: Mapping[str, Any] = field(default_factory=dict)
    holder: str | None = None


@dataclass(frozen=True)
class SessionStore:
    """The session of a round folder as seen by one page, ``holder``; times are seconds since the epoch."""

    folder: Path
    holder: str

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / SESSION_FILE

    def read(self, now: float) -> Kept:
        """Return what is kept; nothing where there is no file. Raises ``RecordError`` where it cannot be read."""
        if not self.path.is_file():
            return Kept()
        with self._open() as connection:
            return _kept(connection, now)

    def take(self, now: float, *, force: bool = False) -> bool:
        """Take the pen where it is free, this page's own, or with ``force``; return whether this page holds it."""
        with self._open() as connection:
            held = _kept(connection, now).holder
            if held not in (None, self.holder) and not force:
                return False
            connection.execute(
                "UPDATE sesi SET pemegang = ?, komputer = ?, proses = ?, denyut = ?",
                (self.holder, socket.gethostname(), os.getpid(), now),
            )
            return True

    def save(self, content: Mapping[str, Any], now: float) -> int:
        """Keep ``content`` (plain JSON values) and return its version.

        Raises ``PenTakenError`` where this page does not hold the pen, ``RecordError`` where it cannot be written.
        """
        with self._open() as connection:
            kept = _kept(connection, now)
            if kept.holder != self.holder:
                raise PenTakenError("Putaran ini sedang diubah di tempat lain.", "Ambil alih bila Anda yang mencatat.")
            connection.execute(
                "UPDATE sesi SET versi = versi + 1, isi = ?, denyut = ?", (json.dumps(content, ensure_ascii=False), now)
            )
            return kept.version + 1

    def release(self) -> None:
        """Let the pen go, where this page holds it."""
        if self.path.is_file():
            with self._open() as connection:
                connection.execute("UPDATE sesi SET pemegang = NULL WHERE pemegang = ?", (self.holder,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Yield one transaction in which no other page comes in between."""
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute(_SCHEMA)
                connection.execute(_FIRST)
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
        except sqlite3.Error as exc:
            raise RecordError(
                "Keadaan halaman tidak dapat disimpan ke folder putaran.",
                "Periksa hak tulis dan ruang disk; keputusan tetap tercatat di buku keputusan.",
            ) from exc


def _kept(connection: sqlite3.Connection, now: float) -> Kept:
    """Read the row; a pen whose page is gone is free."""
    version, content, holder, host, process, beat = connection.execute(
        "SELECT versi, isi, pemegang, komputer, proses, denyut FROM sesi"
    ).fetchone()
    is_elsewhere = host != socket.gethostname()
    is_there = now - beat < SILENT_SECONDS and (is_elsewhere or _is_alive(process))
    return Kept(version, json.loads(content), holder if holder and is_there else None)


def _is_alive(process: int) -> bool:
    """Return whether a process of this computer runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
