"""What was made of a round, as entries of its ledger: written after the files, which name the head before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talenta_lib.errors import RecordError
from talenta_lib.record.entries import Entry, Kind
from talenta_lib.record.ledger import Ledger, ledger_path
from talenta_lib.record.manifest import read_manifest


def record_report(round_dir: str | Path, manifest: Path, *, by: str, role: str, at: dt.datetime) -> Entry | None:
    """Record a report by its manifest: the hash of its inputs and of each file; None for a round without a ledger.

    A ledger is never made for this: a round that is only looked at (a sample, a read-only folder) stays as it is.
    Raises ``RecordError`` where the manifest cannot be read or the ledger cannot be written.
    """
    if not ledger_path(round_dir).is_file():
        return None
    made = read_manifest(manifest)
    public = {"jejak_masukan": made.input_hash, "keluaran": dict(made.outputs)}
    with already_made("Laporan"):
        return Ledger.open(round_dir).append(Kind.REPORT_MADE, by=by, role=role, at=at, public=public)


@contextmanager
def already_made(what: str) -> Iterator[None]:
    """Say, where an entry cannot be written, that the files of which it tells are there nevertheless."""
    try:
        yield
    except RecordError as exc:
        raise RecordError(f"{what} sudah dibuat, tetapi belum tercatat. {exc.problem}", exc.remedy) from exc
