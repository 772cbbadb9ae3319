"""Proof of the ledger: whatever is done to the file, a change of what an entry says is found."""
# ruff: noqa: S608 - table names come from this file

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np

from talenta_lib.errors import RecordError
from talenta_lib.record import (
    Finding,
    Kind,
    Ledger,
    Meeting,
    Member,
    decide,
    duplicate_scenario,
    hold_meeting,
    lock_scenario,
    save_scenario,
    verify,
)
from talenta_lib.record.chain import GENESIS, Row, row_hash, seal, sealed_hash
from talenta_lib.record.schema import SCHEMA
from talenta_lib.record.store import ENTRIES
from talenta_lib.terms import Answer
from tests.proofs.outcome import Outcome, Proof

TAMPERINGS = 1_000
ENTRIES_MADE = 60
START = dt.datetime(2024, 2, 6, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
WHO = {"by": "Jaladri Rimbalaga", "role": "Kepala BKPSDM"}
TEXTS = ("at", "kind", "by", "role", "public", "content_hash", "prev", "hash")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
Generator = np.random.Generator


def nip(k: int) -> str:
    return f"19{70 + k % 20}0{1 + k % 9}12199803{1 + k % 2}9{k:02d}"


def build_ledger(folder: Path) -> Ledger:
    """Make the ledger of a round as a committee would: 60 entries of every kind, two contents purged."""
    ledger = Ledger.open(folder, create=True)
    clock = iter(START + dt.timedelta(minutes=7 * k) for k in range(ENTRIES_MADE))
    for k, name in enumerate(("dasar", "a-usul-20", "b-rotasi")):
        save_scenario(ledger, name, {"judul": f"Skenario {k + 1}", "tetap": [nip(k)]}, **WHO, at=next(clock))
        ledger.append(
            Kind.PLAN_SOLVED, **WHO, at=next(clock), public={"skenario": name, "pindah": 18 + k, "tujuan": 1834.25 + k},
            content={"pindah": [{"nip": nip(i), "jabatan": f"JPT-{i:02d}"} for i in range(18 + k)]},
        )  # fmt: skip
    duplicate_scenario(ledger, "a-usul-20", "a-final", **WHO, at=next(clock))
    lock_scenario(ledger, "a-final", **WHO, at=next(clock))
    present = (
        Member(name="Wirya Santanaka", role="Sekretaris Daerah"),
        Member(name="Yasminara Ga'har", role="Asisten"),
    )
    meeting = Meeting(place="Ruang rapat Sekretariat", date=START.date(), members=present)
    hold_meeting(ledger, meeting, **WHO, at=next(clock))
    for k in range(25):
        _decide(ledger, k, at=next(clock))
    ledger.undo([13], **WHO, reason="Salah memilih jabatan", at=next(clock))
    _decide(ledger, 2, at=next(clock))
    ledger.append(Kind.REPORT_MADE, **WHO, at=next(clock), public={"laporan.pdf": "c0ffee" * 10 + "c0ff"})
    ledger.append(Kind.MINUTES_MADE, **WHO, at=next(clock), public={"berita_acara.pdf": "decade" * 10 + "deca"})
    ledger.purge([4, 6], **WHO, reason="Rencana lama tidak dipakai", at=next(clock))
    for k, moment in enumerate(clock):
        content = {"nip": nip(k), "catatan": f"Hari ke-30: tugas berjalan, laporan {k} dinilai baik"}
        ledger.append(Kind.CHECK_IN if k % 5 else Kind.CORRECTION, **WHO, at=moment, content=content)
    return ledger


def _decide(ledger: Ledger, k: int, at: dt.datetime) -> None:
    suggestion = "tetap" if k % 3 == 0 else f"JPT-{k:02d}"
    decision = "ditunda" if k % 8 == 7 else f"JPT-{k + 1:02d}" if k % 8 == 3 else suggestion
    finding = Finding(check="rumpun", label="Rumpun jabatan berbeda", answer=Answer.ALASAN)
    decide(
        ledger, nip=nip(k), code=f"P{k + 1:03d}", suggestion=suggestion, decision=decision, **WHO, at=at,
        reason=f"Pertimbangan tim ke-{k}: pengalaman di bidang yang sama", findings=[finding] * (k % 4 == 1),
        plan_reference="a-final/8",
    )  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A copy of the ledger to be tampered with; ``entries`` as they were."""

    connection: sqlite3.Connection
    rows: list[Row]

    def any_seq(self, rng: Generator, *, below: int = 0) -> int:
        """Draw an entry, not among the last ``below``."""
        return int(rng.integers(1, len(self.rows) + 1 - below))

    def run(self, statement: str, *values: Any) -> None:
        self.connection.execute(statement, values)

    def write(self, row: Row, *, seq: int | None = None) -> None:
        """Write a row over the one at ``seq``."""
        names = ", ".join(f"{name} = ?" for name in Row._fields)
        self.run(f"UPDATE entries SET {names} WHERE seq = ?", *row, row.seq if seq is None else seq)

    def shift(self, first: int, step: int) -> None:
        """Renumber all entries from ``first`` on, with their contents."""
        for table in ("entries", "contents"):
            self.run(f"UPDATE {table} SET seq = -seq WHERE seq >= ?", first)
            self.run(f"UPDATE {table} SET seq = -seq + ? WHERE seq < 0", step)

    def drop(self, seq: int) -> None:
        self.run("DELETE FROM contents WHERE seq = ?", seq)
        self.run("DELETE FROM entries WHERE seq = ?", seq)


@contextmanager
def opened(path: Path) -> Iterator[Copy]:
    """Open a file as a forger does: triggers away first, all put back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
        for name in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield Copy(connection, [Row._make(row) for row in connection.execute(ENTRIES)])
        for statement in SCHEMA[2:]:
            connection.execute(statement)


def _changed(text: str | None, rng: Generator) -> str:
    """Change one letter, or write one where there was nothing."""
    if not text:
        return "x"
    place = int(rng.integers(len(text)))
    other = str(rng.choice([letter for letter in LETTERS if letter != text[place]]))
    return text[:place] + other + text[place + 1 :]


def edit(copy: Copy, rng: Generator) -> None:
    row, column = copy.rows[copy.any_seq(rng) - 1], str(rng.choice(TEXTS))
    copy.write(row._replace(**{column: _changed(getattr(row, column), rng)}))


def edit_rehashed(copy: Copy, rng: Generator) -> None:
    row, column = copy.rows[copy.any_seq(rng, below=1) - 1], str(rng.choice(TEXTS[:-1]))
    row = row._replace(**{column: _changed(getattr(row, column), rng)})
    copy.write(row._replace(hash=row_hash(row)))


def edit_content(copy: Copy, rng: Generator) -> None:
    found = copy.connection.execute("SELECT seq, salt, content FROM contents").fetchall()
    seq, salt, text = found[int(rng.integers(len(found)))]
    salt, text = (salt[::-1], text) if rng.random() < 0.2 else (salt, _changed(text, rng))
    copy.run("UPDATE contents SET salt = ?, content = ? WHERE seq = ?", salt, text, seq)


def delete(copy: Copy, rng: Generator) -> None:
    seq = copy.any_seq(rng, below=1)
    copy.drop(seq)
    if rng.random() < 0.5:
        copy.shift(seq + 1, -1)


def delete_content(copy: Copy, rng: Generator) -> None:
    found = [seq for (seq,) in copy.connection.execute("SELECT seq FROM contents")]
    copy.run("DELETE FROM contents WHERE seq = ?", int(rng.choice(found)))


def insert(copy: Copy, rng: Generator, *, is_rehashed: bool = False) -> None:
    """Put a forged decision between two entries."""
    seq = copy.any_seq(rng)
    before = copy.rows[seq - 2].hash if seq > 1 else GENESIS
    row = copy.rows[copy.any_seq(rng) - 1]._replace(seq=seq, by="Bukan Jaladri", content_hash=None, prev=before)
    copy.shift(seq, 1)
    copy.run(
        "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", *row._replace(hash=row_hash(row)) if is_rehashed else row
    )


def insert_rehashed(copy: Copy, rng: Generator) -> None:
    insert(copy, rng, is_rehashed=True)


def swap(copy: Copy, rng: Generator) -> None:
    """Exchange two entries, or two contents."""
    table = "entries" if rng.random() < 0.7 else "contents"
    there = [seq for (seq,) in copy.connection.execute(f"SELECT seq FROM {table}")]
    first, second = (int(seq) for seq in rng.choice(there, 2, replace=False))
    copy.run(f"UPDATE {table} SET seq = -seq WHERE seq IN (?, ?)", first, second)
    copy.run(f"UPDATE {table} SET seq = CASE seq WHEN ? THEN ? ELSE ? END WHERE seq < 0", -first, second, first)


def truncate(copy: Copy, rng: Generator) -> None:
    for seq in range(copy.any_seq(rng), len(copy.rows) + 1):
        copy.drop(seq)


def rewrite(copy: Copy, rng: Generator) -> None:
    """Change one entry and make the whole chain after it anew, with a new salt where the content changes."""
    seq = copy.any_seq(rng)
    rows = copy.rows[seq - 1 :]
    found = copy.connection.execute("SELECT content FROM contents WHERE seq = ?", (seq,)).fetchone()
    if found and rng.random() < 0.5:
        sealed = seal(found[0].replace("a", "e", 1))
        copy.run("UPDATE contents SET salt = ?, content = ? WHERE seq = ?", *sealed, seq)
        rows[0] = rows[0]._replace(content_hash=sealed_hash(sealed))
    else:
        rows[0] = rows[0]._replace(by="Bukan Jaladri")
    before = rows[0].prev
    for row in rows:
        linked = row._replace(prev=before)
        before = row_hash(linked)
        copy.write(linked._replace(hash=before))


def flip_bytes(path: Path, rng: Generator) -> None:
    """Flip one to three bits of the file."""
    content = bytearray(path.read_bytes())
    for place in rng.integers(len(content), size=rng.integers(1, 4)):
        content[place] ^= 1 << int(rng.integers(8))
    path.write_bytes(content)


def _by_sql(tamper: Callable[[Copy, Generator], None]) -> Callable[[Path, Generator], None]:
    def apply(path: Path, rng: Generator) -> None:
        with opened(path) as copy:
            tamper(copy, rng)

    return apply


KINDS: dict[str, Callable[[Path, Generator], None]] = {
    "edited": _by_sql(edit),
    "edited, own hash recomputed": _by_sql(edit_rehashed),
    "content edited": _by_sql(edit_content),
    "deleted": _by_sql(delete),
    "content deleted": _by_sql(delete_content),
    "inserted": _by_sql(insert),
    "inserted, own hash recomputed": _by_sql(insert_rehashed),
    "swapped": _by_sql(swap),
    "truncated": _by_sql(truncate),
    "rewritten": _by_sql(rewrite),
    "bits flipped": flip_bytes,
}
WITH_HEAD = ("truncated", "rewritten")
"""Kinds that leave a chain without a fault; the printed head alone finds them."""


def said(path: Path) -> object:
    """Return what the entries of a file say, None where they cannot be read."""
    try:
        return Ledger(path).entries()
    except RecordError:
        return None


def tamperings_are_found(draws: int) -> Outcome:
    """Tamper with copies of one ledger (salts drawn from the seed), each kind in turn; count what verify finds."""
    rng = np.random.default_rng(4)
    found, tried, unseen = Counter[str](), Counter[str](), Counter[str]()
    with TemporaryDirectory() as folder, patch("talenta_lib.record.chain.secrets.token_bytes", rng.bytes):
        ledger = build_ledger(Path(folder))
        original, head, copy = ledger.entries(), ledger.head(), Path(folder) / "salinan.sqlite"
        for k in range(draws):
            kind = list(KINDS)[k % len(KINDS)]
            shutil.copyfile(ledger.path, copy)
            KINDS[kind](copy, rng)
            if kind in WITH_HEAD:
                unseen[kind] += verify(copy).is_valid
            elif kind == "bits flipped" and said(copy) == original:
                unseen[kind] += 1
                continue
            tried[kind] += 1
            found[kind] += not verify(copy, head=head if kind in WITH_HEAD else None).is_valid
    counts = "; ".join(f"{kind} {found[kind]} of {tried[kind]}" for kind in KINDS)
    apart = ", ".join(f"{unseen[kind]} {kind}" for kind in WITH_HEAD)
    return Outcome(
        f"found: {counts}. Valid but for the head: {apart}. Flips that left every entry readable and unchanged, "
        f"counted apart: {unseen['bits flipped']}",
        found == tried and all(unseen[kind] for kind in WITH_HEAD),
    )


PROOFS: tuple[Proof, ...] = (
    Proof(
        "No tampering with the ledger of decisions that changes what an entry says goes unnoticed",
        f"a ledger of {ENTRIES_MADE} entries of every kind, two contents purged; random edits, deletions, insertions, "
        "swaps and flipped bits, with triggers put back and own hashes recomputed; truncations and whole rewrites "
        "are checked against the printed head",
        TAMPERINGS,
        tamperings_are_found,
    ),
)
