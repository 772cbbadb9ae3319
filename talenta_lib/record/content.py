"""Personal content beside the chain: which of it a purge takes."""

from __future__ import annotations

import re
from typing import Final

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import canonical_text
from talenta_lib.record.decisions import DECIDED
from talenta_lib.record.entries import Entry

_NIP: Final = re.compile(r"\d{18}")


def contents_to_purge(entries: tuple[Entry, ...], seqs: set[int], nip: str | None) -> list[Entry]:
    """Return the entries whose content goes: those named and those that mention the NIP, oldest first.

    With a decision the earlier ones on the same official go as well, else an old decision would stand again.
    Raises ``RecordError`` for an entry that is not there or a text that is no NIP.
    """
    unknown = sorted(seqs - {entry.seq for entry in entries})
    if unknown:
        raise RecordError(f"Catatan {unknown[0]} tidak ada.", "Periksa nomor catatan.")
    digits = None if nip is None else _digits(nip)
    chosen = {entry.seq for entry in entries if entry.seq in seqs or (digits and _mentions(entry, digits))}
    last = {official: entry.seq for entry in entries if entry.seq in chosen and (official := _official(entry))}
    return [
        entry
        for entry in entries
        if entry.content is not None and (entry.seq in chosen or entry.seq < last.get(_official(entry) or "", 0))
    ]


def _digits(nip: str) -> str:
    digits = "".join(nip.split())
    if not _NIP.fullmatch(digits):
        raise RecordError(f"'{nip}' bukan NIP 18 angka.", "Tulis NIP lengkap.")
    return digits


def _mentions(entry: Entry, nip: str) -> bool:
    """Whether a NIP stands anywhere in the content, grouped for print or not."""
    return entry.content is not None and nip in "".join(canonical_text(entry.content).split())


def _official(entry: Entry) -> str | None:
    """Return the NIP that a decision is about."""
    return str(entry.content["nip"]) if entry.kind in DECIDED and entry.content is not None else None
