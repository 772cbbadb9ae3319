"""What an entry of the ledger is: its kind, who made it, what is public and what is personal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import Head, Row, Sealed


class Kind(StrEnum):
    """What happened; the text stands in the file."""

    SCENARIO_SAVED = "skenario_disimpan"
    SCENARIO_DUPLICATED = "skenario_digandakan"
    SCENARIO_LOCKED = "skenario_dikunci"
    PLAN_SOLVED = "rencana_dihitung"
    DECISION = "keputusan"
    POSTPONED = "ditunda"
    CORRECTION = "koreksi_diterima"
    REPORT_MADE = "laporan_dibuat"
    MINUTES_MADE = "berita_acara_dibuat"
    CHECK_IN = "pemantauan"
    PURGE = "penghapusan"
    UNDO = "batal"
    MEETING = "rapat"


KIND_LABELS: Final = {
    Kind.SCENARIO_SAVED: "Skenario disimpan",
    Kind.SCENARIO_DUPLICATED: "Skenario digandakan",
    Kind.SCENARIO_LOCKED: "Skenario dikunci",
    Kind.PLAN_SOLVED: "Rencana dihitung",
    Kind.DECISION: "Keputusan",
    Kind.POSTPONED: "Keputusan ditunda",
    Kind.CORRECTION: "Koreksi data diterima",
    Kind.REPORT_MADE: "Laporan dibuat",
    Kind.MINUTES_MADE: "Berita Acara dibuat",
    Kind.CHECK_IN: "Pemantauan",
    Kind.PURGE: "Isi pribadi dihapus",
    Kind.UNDO: "Catatan dibatalkan",
    Kind.MEETING: "Rapat",
}
UNDOABLE: Final = (Kind.DECISION, Kind.POSTPONED, Kind.CHECK_IN, Kind.MEETING)
"""Kinds that an ``UNDO`` may name; what was saved, made or purged did happen and stays so."""
_NIP: Final = re.compile(r"(?<![0-9a-f])\d{18}(?![0-9a-f])")


class Body(BaseModel):
    """A public part or a personal content with fixed keys; the file has the Indonesian ones (aliases)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def as_content(self) -> dict[str, Any]:
        """Return plain values under the keys of the file."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Purged(Body):
    """Public part of a purge: the entries whose content went, and the hashes that stay of it."""

    seqs: tuple[int, ...] = Field(alias="seq", min_length=1)
    content_hashes: tuple[str, ...] = Field(alias="sidik_isi", min_length=1)


class Undone(Body):
    """Public part of an undo: the entry that no longer counts."""

    seq: int = Field(alias="membatalkan")


class ScenarioNamed(Body):
    """Public part of the scenario kinds: its name, and for a duplicate the scenario and the entry it came from."""

    name: str = Field(alias="skenario", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    source: str | None = Field(None, alias="dari")
    source_seq: int | None = Field(None, alias="dari_seq")


PUBLIC_BODIES: Final[Mapping[Kind, type[Body]]] = {
    Kind.PURGE: Purged,
    Kind.UNDO: Undone,
    Kind.SCENARIO_SAVED: ScenarioNamed,
    Kind.SCENARIO_DUPLICATED: ScenarioNamed,
    Kind.SCENARIO_LOCKED: ScenarioNamed,
}


class Entry(BaseModel):
    """One entry of the ledger.

    ``at`` keeps the offset of the clock that was read, so that a page prints the hour of the meeting in every time
    zone. ``public`` holds nothing personal; ``content`` does, and is None where there is none or where it was purged.
    """

    model_config = ConfigDict(frozen=True)

    seq: int
    at: AwareDatetime
    kind: Kind
    by: str
    role: str
    public: Mapping[str, Any]
    content_hash: str | None
    prev: str
    hash: str
    content: Mapping[str, Any] | None = None

    @property
    def head(self) -> Head:
        """The head of the ledger when this entry was the last."""
        return Head(self.seq, self.hash)

    @property
    def label(self) -> str:
        """What happened, in Indonesian."""
        return KIND_LABELS[self.kind]

    @property
    def is_purged(self) -> bool:
        """Whether there was personal content that is no more."""
        return self.content_hash is not None and self.content is None


def read_entry(row: Row, sealed: Sealed | None) -> Entry:
    """Return the entry of a row of the file. Raises ``RecordError`` naming the entry where it cannot be read."""
    try:
        entry = Entry.model_validate({
            **row._asdict(),
            "public": json.loads(row.public),
            "content": None if sealed is None else json.loads(sealed.text),
        })  # fmt: skip
        if entry.kind in PUBLIC_BODIES:
            PUBLIC_BODIES[entry.kind].model_validate(entry.public)
    except (ValidationError, ValueError, TypeError, RecursionError) as exc:
        raise RecordError(
            f"Catatan {row.seq} pada buku keputusan tidak terbaca.",
            "Jalankan talenta verify pada folder putaran, lalu pulihkan buku dari salinan cadangan.",
        ) from exc
    return entry


def undone(entries: tuple[Entry, ...]) -> frozenset[int]:
    """Return the entries that a later entry undid."""
    return frozenset(Undone.model_validate(entry.public).seq for entry in entries if entry.kind is Kind.UNDO)


def named(text: str, what: str) -> str:
    """Return the name or role of a person as it is recorded: one line, NFC, without invisible characters.

    Raises ``RecordError`` where nothing readable is left, or where it holds a NIP: the chain is never purged.
    """
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    line = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not line.isprintable() or not any(letter.isalpha() for letter in line):
        raise RecordError(
            f"{what} belum disebut atau tidak terbaca.",
            "Isi nama dan peran orang yang mencatat; setiap catatan memerlukannya.",
        )
    if holds_nip(line):
        raise RecordError(
            f"{what} memuat NIP.", "Tulis tanpa NIP: bagian ini tetap tersimpan sesudah isi pribadi dihapus."
        )
    return line


def holds_nip(text: str) -> bool:
    """Whether a text holds eighteen digits in a row that are not part of a hash."""
    return _NIP.search(text) is not None
