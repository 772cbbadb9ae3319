"""The file ``keputusan.sqlite``: the one place that knows SQLite.

Rollback journal (no WAL: offices keep folders on network shares); every commit waits until file, journal and folder
are on the disk (``synchronous=EXTRA``: as FULL, and the folder after the journal is gone); deleted content is
overwritten. The file is opened for one operation and closed again, so that nobody writes into a file that was replaced
meanwhile. Entries can only be added: triggers refuse every change, and content may go only once a purge names it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import START, Head, Row, Sealed
from talenta_lib.record.schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION

BUSY_SECONDS: Final = 15.0
"""How long to wait for another program that is writing."""
SETTINGS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
)
FAILURES: Final = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises; the second where a damaged schema stands, undecodable, in its own error message."""
ENTRIES: Final = "SELECT seq, at, kind, by, role, public, content_hash, prev, hash FROM entries ORDER BY seq"
CONTENTS: Final = "SELECT seq, salt, content FROM contents ORDER BY seq"
_RESTORE: Final = "Pulihkan buku dari salinan cadangan, lalu jalankan talenta verify."
_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "READONLY": ("tidak dapat ditulis: berkas atau foldernya hanya boleh dibaca", "Minta hak tulis, lalu ulangi."),
    "CANTOPEN": ("tidak dapat dibuka, atau foldernya tidak boleh ditulis", "Periksa hak akses folder, lalu ulangi."),
    "PERM": ("tidak boleh dibuka", "Periksa hak akses berkas, lalu ulangi."),
    "FULL": ("tidak dapat ditambah: disk penuh", "Kosongkan ruang disk, lalu ulangi; catatan tadi belum tersimpan."),
    "IOERR": (
        "gagal dibaca atau ditulis: disk penuh, rusak, atau jaringan terputus",
        "Periksa disk dan jaringan, jalankan talenta verify, lalu ulangi.",
    ),
    "BUSY": ("sedang dipakai program lain", "Tunggu program itu selesai, lalu ulangi."),
    "NOTADB": ("bukan buku keputusan, atau rusak", _RESTORE),
    "CORRUPT": ("rusak", _RESTORE),
    "CONSTRAINT": ("menolak: catatan hanya dapat ditambah di akhir, tidak diubah atau dihapus", _RESTORE),
}


class Fetched(NamedTuple):
    """Rows of one table, and why the rest could not be read."""

    found: list[tuple[Any, ...]]
    damage: RecordError | None = None


@dataclass(frozen=True)
class Snapshot:
    """Everything in the file at one moment; ``damage`` says why rows are missing that could not be read.

    A tampered file may hold values of other types than the ones named here; only ``verify`` reads such a file.
    """

    rows: tuple[Row, ...] = ()
    contents: Mapping[int, Sealed] = field(default_factory=dict)
    damage: RecordError | None = None


@dataclass(frozen=True)
class Session:
    """One transaction that may write."""

    connection: sqlite3.Connection

    def head(self) -> Head:
        """Return the last entry."""
        last = self.connection.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        return Head(*last) if last else START

    def add(self, row: Row, sealed: Sealed | None) -> None:
        """Add an entry and its content."""
        self.connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        if sealed is not None:
            self.connection.execute("INSERT INTO contents VALUES (?, ?, ?)", (row.seq, *sealed))

    def remove_contents(self, seqs: Iterable[int]) -> None:
        """Delete contents that a purge entry of this transaction names."""
        self.connection.executemany("DELETE FROM contents WHERE seq = ?", [(seq,) for seq in seqs])

    def snapshot(self) -> Snapshot:
        """Read everything that can be read."""
        rows, contents = self._fetch(ENTRIES), self._fetch(CONTENTS)
        return Snapshot(
            tuple(map(Row._make, rows.found)),
            {seq: Sealed(salt, text) for seq, salt, text in contents.found},
            rows.damage or contents.damage,
        )

    def _fetch(self, query: str) -> Fetched:
        """Read row by row, so that what stands before a damaged page is kept."""
        found: list[tuple[Any, ...]] = []
        try:
            found.extend(self.connection.execute(query))
        except FAILURES as exc:
            return Fetched(found, explain(exc))
        return Fetched(found)


@dataclass(frozen=True)
class Store:
    """The file at ``path``; ``timeout`` is the longest wait for another writer in seconds."""

    path: Path
    timeout: float = BUSY_SECONDS

    def create(self) -> None:
        """Make the file where there is none; a file that is there is checked. Raises ``RecordError``."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            if not self._is_set_up(connection):
                for statement in SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one transaction that no other writer shares; it is kept only where the block ends without an error."""
        if not self.path.is_file():
            raise RecordError(
                "Buku keputusan putaran ini tidak ada.", "Periksa folder putaran; buku dibuat lebih dulu."
            )
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
            if not self._is_set_up(connection):
                raise RecordError("Buku keputusan putaran ini kosong.", _RESTORE)
            yield Session(connection)
            connection.execute("COMMIT")

    def read(self) -> Snapshot:
        """Return everything in the file; nothing where there is no file yet, or one whose making was cut short."""
        if not self.path.is_file():
            return Snapshot()
        with self._open() as connection:
            connection.execute("BEGIN")
            return Session(connection).snapshot() if self._is_set_up(connection) else Snapshot()

    def compact(self) -> None:
        """Write the file anew, so that no page keeps a remainder of what was deleted."""
        with self._open() as connection:
            connection.execute("VACUUM")

    def defects(self) -> tuple[str, ...]:
        """Return what is wrong beside the entries, in Indonesian: protections missing or added, pages damaged."""
        if not self.path.is_file():
            return ()
        with self._open() as connection:
            connection.execute("BEGIN")
            if not self._is_set_up(connection):
                return ("Berkas buku keputusan ada tetapi kosong.",)
            return (*_changed_schema(connection), *_damaged_pages(connection))

    def _is_set_up(self, connection: sqlite3.Connection) -> bool:
        """Whether this is a ledger; False for an empty file. Asked inside a transaction, so that the file holds still.

        Raises ``RecordError`` for any other database.
        """
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if self.path.stat().st_size == 0:
            return False
        if application != APPLICATION_ID or version < SCHEMA_VERSION:
            raise RecordError("Berkas keputusan.sqlite bukan buku keputusan talenta, atau rusak.", _RESTORE)
        if version > SCHEMA_VERSION:
            raise RecordError(
                f"Buku keputusan ini berversi {version}, lebih baru daripada yang dikenal ({SCHEMA_VERSION}).",
                "Perbarui talenta, lalu ulangi.",
            )
        return True

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=self.timeout, isolation_level=None)) as connection:
                connection.text_factory = _decoded
                for setting in SETTINGS:
                    connection.execute(setting)
                yield connection
        except FAILURES as exc:
            raise explain(exc) from exc


def explain(exc: sqlite3.Error | UnicodeDecodeError) -> RecordError:
    """Return the refusal for an error of SQLite, in the reader's words."""
    name = getattr(exc, "sqlite_errorname", "SQLITE_CORRUPT").removeprefix("SQLITE_").split("_")[0]
    problem, remedy = _REFUSALS.get(name, (f"tidak dapat dipakai ({exc})", _RESTORE))
    return RecordError(f"Buku keputusan (keputusan.sqlite) {problem}.", remedy)


def _decoded(raw: bytes) -> str:
    """Decode text without ever failing: bytes that are no UTF-8 survive and fail at the hash."""
    return raw.decode("utf-8", "surrogateescape")


def _changed_schema(connection: sqlite3.Connection) -> list[str]:
    """Name every table and trigger that differs from what a new ledger has."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for statement in SCHEMA:
            fresh.execute(statement)
        expected, found = _schema_of(fresh), _schema_of(connection)
    lost = [f"Pengaman '{name}' tidak ada atau diubah." for name in expected if found.get(name) != expected[name]]
    return lost + [f"Bagian '{name}' bukan milik buku keputusan." for name in found if name not in expected]


def _schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, type || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY rowid"))


def _damaged_pages(connection: sqlite3.Connection) -> list[str]:
    try:
        is_sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    except FAILURES:
        is_sound = False
    return [] if is_sound else ["Sebagian halaman berkas rusak; buat salinan cadangan."]
