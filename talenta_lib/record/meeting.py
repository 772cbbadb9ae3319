"""The meeting that decides: where, on which day, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pydantic import Field

from talenta_lib.errors import RecordError
from talenta_lib.record.entries import Body, Entry, Kind, named, undone

if TYPE_CHECKING:
    from talenta_lib.record.ledger import Ledger


class Member(Body):
    """Somebody present."""

    name: str = Field(alias="nama")
    role: str = Field(alias="peran")


class Meeting(Body):
    """A meeting as the Berita Acara names it."""

    place: str = Field(alias="tempat")
    date: dt.date = Field(alias="tanggal")
    members: tuple[Member, ...] = Field(alias="hadir")


def read_member(text: str) -> Member:
    """Return who ``NAMA=PERAN`` names; a name may hold commas. Raises ``RecordError`` for anything else.

    >>> read_member("Wirya Santanaka, S.H. = Ketua")
    Member(name='Wirya Santanaka, S.H.', role='Ketua')
    """
    name, _, role = text.rpartition("=")
    if not name.strip() or not role.strip():
        raise RecordError(f"'{text.strip()}' bukan anggota rapat.", "Tulis NAMA=PERAN.")
    return Member(name=name.strip(), role=role.strip())


def read_day(text: str) -> dt.date:
    """Return a day written day first. Raises ``RecordError`` for anything else.

    >>> read_day(" 6-2-2024 ")
    datetime.date(2024, 2, 6)
    """
    try:
        return dt.datetime.strptime(text.strip(), "%d-%m-%Y").date()
    except ValueError:
        raise RecordError(f"'{text.strip()}' bukan tanggal.", "Tulis hari-bulan-tahun, misalnya 06-02-2024.") from None


def hold_meeting(ledger: Ledger, meeting: Meeting, *, by: str, role: str, at: dt.datetime) -> Entry:
    """Record a meeting; the latest one counts. Raises ``RecordError`` without a place or with a member unnamed."""
    if not meeting.place.strip() or not meeting.members:
        raise RecordError("Tempat rapat atau daftar hadir belum diisi.", "Isi tempat dan nama anggota yang hadir.")
    present = tuple(
        Member(name=named(member.name, "Nama anggota yang hadir"), role=named(member.role, "Peran anggota yang hadir"))
        for member in meeting.members
    )
    content = Meeting(place=meeting.place.strip(), date=meeting.date, members=present)
    return ledger.append(
        Kind.MEETING, by=by, role=role, at=at, public={"hadir": len(present)}, content=content.as_content()
    )


def latest_meeting(entries: tuple[Entry, ...]) -> Meeting | None:
    """Return the last meeting that was not undone; None where there is none or its content was purged."""
    gone = undone(entries)
    held = [entry for entry in entries if entry.kind is Kind.MEETING and entry.seq not in gone]
    return Meeting.model_validate(held[-1].content) if held and held[-1].content is not None else None
