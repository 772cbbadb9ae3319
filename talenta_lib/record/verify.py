"""Verification: recompute every hash, name the first entry that is broken, compare with a printed head.

A valid ledger was not altered since its head was printed. Whether what it says was true, no hash can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import (
    FULL_DIGITS,
    GENESIS,
    START,
    Head,
    HeadClaim,
    Row,
    Sealed,
    parse_head,
    row_hash,
    sealed_hash,
)
from talenta_lib.record.entries import Entry, Kind, Purged, read_entry
from talenta_lib.record.ledger import ledger_path
from talenta_lib.record.store import Snapshot, Store
from talenta_lib.terms import join_words


@dataclass(frozen=True)
class Verification:
    """What ``verify`` found.

    ``entries``: how many could be read; ``head``: the last of them; ``first_broken``: the first entry that is not as
    it was written, None where all are or where it cannot be told; ``problem``: one Indonesian sentence, empty where
    valid; ``purged``: each emptied entry and the purge that names it; ``warnings``: what does not touch an entry.
    """

    is_valid: bool
    entries: int
    head: Head
    first_broken: int | None = None
    problem: str = ""
    purged: Mapping[int, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Fault(NamedTuple):
    """The first entry that is broken (None: it cannot be told) and what is wrong with it."""

    seq: int | None
    problem: str


def require_whole(place: str | Path, refused: str) -> Verification:
    """Return the check of the ledger of a round; raise ``RecordError``, ``refused`` first, where it was altered."""
    checked = verify(place)
    if not checked.is_valid:
        raise RecordError(
            f"{refused}, karena buku keputusan tidak utuh. {checked.problem}",
            "Pulihkan buku dari salinan cadangan, lalu jalankan talenta verify.",
        )
    return checked


def verify(place: str | Path, *, head: str | Head | None = None) -> Verification:
    """Check the ledger of a round folder, or a ledger file.

    ``head`` is a printed head, the present or an earlier one, in any of its forms; with it a ledger that was cut off
    or written anew is found as well. A round without a ledger has no entries and is valid. Nothing in the file
    raises; ``RecordError`` only where ``head`` is no head.
    """
    claim = None if head is None else parse_head(str(head))
    path = ledger_path(place)
    if not path.parent.is_dir():
        return Verification(False, 0, START, None, f"Folder putaran '{path.parent.name}' tidak ada.")
    store = Store(path)
    try:
        snapshot, defects = store.read(), store.defects()
    except RecordError as exc:
        return Verification(False, 0, START, None, exc.problem)
    return check_snapshot(snapshot, claim, defects)


def check_snapshot(snapshot: Snapshot, claim: HeadClaim | None, defects: Iterable[str] = ()) -> Verification:
    """Check what was read from a file, and the head that somebody holds against it."""
    rows = snapshot.rows
    parsed = {row.seq: entry for row in rows if (entry := _parsed(row, snapshot.contents)) is not None}
    purges = {
        seq: entry.seq
        for entry in parsed.values()
        if entry.kind is Kind.PURGE
        for seq in Purged.model_validate(entry.public).seqs
    }
    fault = next(_faults(snapshot, claim, parsed, purges), None)
    return Verification(
        is_valid=fault is None,
        entries=len(rows),
        head=Head(rows[-1].seq, str(rows[-1].hash)) if rows else START,
        first_broken=None if fault is None else fault.seq,
        problem="" if fault is None else fault.problem,
        purged=purges,
        warnings=(*defects, *_clock_warning(parsed.values()), *_short_head_warning(claim)),
    )


def _parsed(row: Row, contents: Mapping[int, Sealed]) -> Entry | None:
    try:
        return read_entry(row, contents.get(row.seq))
    except RecordError:
        return None


def _faults(
    snapshot: Snapshot, claim: HeadClaim | None, parsed: Mapping[int, Entry], purges: Mapping[int, int]
) -> Iterator[Fault]:
    """Yield what is wrong, from the first entry on; the head comes last."""
    rows = snapshot.rows
    for seq, row in enumerate(rows, 1):
        problem = (
            _own_problem(seq, row)
            or _content_problem(row, snapshot.contents.get(seq), purges.get(seq))
            or _meaning_problem(row, parsed)
        )
        yield from _link_fault(rows, seq, claim)
        if problem:
            yield Fault(seq, problem)
    stray = sorted(set(snapshot.contents) - {row.seq for row in rows})
    if snapshot.damage is not None:
        yield Fault(len(rows) + 1, f"Bagian sesudah catatan {len(rows)} tidak terbaca. {snapshot.damage.problem}")
    elif stray:
        yield Fault(stray[0], f"Catatan {stray[0]} tidak ada, tetapi isinya masih tersimpan.")
    yield from _head_fault(rows, claim)


def _own_problem(seq: int, row: Row) -> str:
    """Compare an entry with its place and its own hash."""
    if row.seq != seq:
        return f"Catatan {seq} tidak ada; pada tempatnya tertulis catatan {row.seq}."
    return "" if row_hash(row) == row.hash else f"Catatan {seq} diubah: sidiknya tidak cocok dengan bunyinya."


def _link_fault(rows: Sequence[Row], seq: int, claim: HeadClaim | None) -> Iterator[Fault]:
    """Compare the hash that an entry names with the entry before; the later chain tells which of the two is false."""
    row, before = rows[seq - 1], rows[seq - 2].hash if seq > 1 else GENESIS
    if row.seq != seq or row_hash(row) != row.hash or row.prev == before:
        return
    if seq == 1:
        yield Fault(1, "Catatan 1 tidak menyambung ke awal rantai.")
        return
    follows = seq < len(rows) and rows[seq].prev == row.hash and row_hash(rows[seq]) == rows[seq].hash
    is_vouched = follows or (claim is not None and claim.names(Head(row.seq, row.hash)))
    yield Fault(
        seq - is_vouched,
        f"Catatan {seq} tidak menyambung ke catatan {seq - 1}: salah satunya diganti, "
        "atau ada catatan di antaranya yang dihapus.",
    )


def _content_problem(row: Row, sealed: Sealed | None, purge: int | None) -> str:
    """Compare the content beside the chain with its salted hash and with the purges."""
    if row.content_hash is None:
        return "" if sealed is None else f"Catatan {row.seq} diberi isi yang tidak pernah dicatat."
    if sealed is None:
        return "" if purge else f"Isi catatan {row.seq} hilang tanpa catatan penghapusan."
    if purge:
        return f"Isi catatan {row.seq} sudah dihapus menurut catatan {purge}, tetapi ada kembali."
    is_same = (
        isinstance(sealed.salt, bytes) and isinstance(sealed.text, str) and sealed_hash(sealed) == row.content_hash
    )
    return "" if is_same else f"Isi catatan {row.seq} diubah: sidiknya tidak cocok."


def _meaning_problem(row: Row, parsed: Mapping[int, Entry]) -> str:
    """Whether an entry can be read, and a purge names the contents that it says it names."""
    entry = parsed.get(row.seq)
    if entry is None:
        return f"Catatan {row.seq} tidak terbaca."
    if entry.kind is not Kind.PURGE:
        return ""
    purged = Purged.model_validate(entry.public)
    known = {seq: other.content_hash for seq, other in parsed.items() if seq < row.seq}
    is_true = purged.content_hashes == tuple(known.get(seq) for seq in purged.seqs)
    return "" if is_true else f"Catatan {row.seq} menghapus isi yang tidak cocok dengan catatannya."


def _head_fault(rows: Sequence[Row], claim: HeadClaim | None) -> Iterator[Fault]:
    """Look for the entry that a printed head names."""
    heads = [START, *(Head(row.seq, row.hash) for row in rows)]
    if claim is None or any(map(claim.names, heads)):
        return
    if claim.seq is None:
        yield Fault(None, "Kepala rantai itu tidak ada di buku: buku terpotong, ditulis ulang, atau bukan buku ini.")
    elif claim.seq >= len(heads):
        yield Fault(
            len(heads), f"Buku terpotong: ada catatan {claim.seq} menurut kepala, buku berakhir pada {len(rows)}."
        )
    else:
        yield Fault(
            None, f"Buku ditulis ulang, atau bukan buku ini: sidik catatan {claim.seq} bukan sidik pada kepala."
        )


def _clock_warning(entries: Iterable[Entry]) -> list[str]:
    back = [str(late.seq) for early, late in pairwise(entries) if late.at < early.at]
    return [f"Jam catatan {join_words(back)} lebih awal dari catatan sebelumnya; periksa jam komputer."] if back else []


def _short_head_warning(claim: HeadClaim | None) -> list[str]:
    if claim is None or claim.is_full:
        return []
    return [
        f"Hanya {len(claim.digits)} dari {FULL_DIGITS} angka sidik dibandingkan; "
        "pakai sidik lengkap untuk membuktikan bahwa buku tidak ditulis ulang."
    ]
