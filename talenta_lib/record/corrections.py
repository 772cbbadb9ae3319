"""Corrections of data that were taken in: which values, from what to what, by whom and on what ground."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from talenta_lib.errors import RecordError
from talenta_lib.record.decisions import written
from talenta_lib.record.entries import Body, Entry, Kind

if TYPE_CHECKING:
    from talenta_lib.record.ledger import Ledger


class Change(Body):
    """One value that is other than it was, as text; empty = missing. A whole row that came or went is one change."""

    table: str = Field(alias="tabel")
    key: tuple[str, ...] = Field(alias="kunci")
    column: str = Field(alias="kolom")
    before: str = Field(alias="dahulu")
    after: str = Field(alias="sekarang")


class CorrectionPublic(Body):
    """What stays of a correction after a purge: the hashes of the data before and after, and how many values."""

    data_before: str = Field(alias="jejak_data_dahulu")
    data_after: str = Field(alias="jejak_data")
    count: int = Field(alias="jumlah")


class CorrectionContent(Body):
    """The personal part: the values, and the ground they were changed on."""

    reason: str = Field(alias="alasan")
    changes: tuple[Change, ...] = Field(alias="perubahan")


@dataclass(frozen=True)
class Correction:
    """A correction on record."""

    entry: Entry
    reason: str
    changes: tuple[Change, ...]


def record_correction(
    ledger: Ledger, changes: Iterable[Change], *,
    data_before: str, data_after: str, reason: str, by: str, role: str, at: dt.datetime,
) -> Entry:  # fmt: skip
    """Record a correction; raises ``RecordError`` without a change or a ground, or where it is on record already."""
    content = CorrectionContent(reason=reason.strip(), changes=tuple(changes))
    if not content.changes:
        raise RecordError("Data kedua folder sama.", "Perbaiki berkas masukan lebih dulu, lalu ulangi.")
    if not written(content.reason):
        raise RecordError("Dasar koreksi belum ditulis.", "Sebutkan dokumennya, misalnya nomor SK.")
    public = CorrectionPublic(data_before=data_before, data_after=data_after, count=len(content.changes)).as_content()

    def is_new(entries: tuple[Entry, ...]) -> None:
        known = [entry.seq for entry in entries if entry.kind is Kind.CORRECTION and entry.public == public]
        if known:
            raise RecordError(f"Koreksi ini sudah tercatat pada catatan {known[-1]}.", "Tidak ada yang perlu diulang.")

    return ledger.append(
        Kind.CORRECTION, by=by, role=role, at=at, public=public, content=content.as_content(), guard=is_new
    )


def corrections(entries: Iterable[Entry]) -> list[Correction]:
    """Return the corrections on record whose content is there, oldest first."""
    found = [entry for entry in entries if entry.kind is Kind.CORRECTION and entry.content is not None]
    contents = [CorrectionContent.model_validate(entry.content) for entry in found]
    return [Correction(entry, one.reason, one.changes) for entry, one in zip(found, contents, strict=True)]
