"""The meeting of the Berita Acara: place, day, members present."""

from __future__ import annotations

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import Kind, Ledger, Meeting, Member, hold_meeting, latest_meeting
from talenta_lib.record.meeting import read_day
from tests.proofs.record_tampering import START, WHO

MEMBERS = (Member(name="Wirya Santanaka", role="Sekretaris Daerah"), Member(name="Yasminara Ga'har", role="Asisten"))


def meeting(place: str = "Ruang rapat", members: tuple[Member, ...] = MEMBERS) -> Meeting:
    return Meeting(place=place, date=START.date(), members=members)


def test_the_last_meeting_that_was_not_undone_counts(ledger: Ledger) -> None:
    assert latest_meeting(ledger.entries()) is None
    first = hold_meeting(ledger, meeting(), **WHO, at=START)
    second = hold_meeting(ledger, meeting("Aula"), **WHO, at=START)
    assert latest_meeting(ledger.entries()) == meeting("Aula")

    ledger.undo([second.seq], **WHO, reason="Salah tempat", at=START)
    assert latest_meeting(ledger.entries()) == meeting()
    assert first.kind is Kind.MEETING


def test_names_of_members_are_personal_and_their_number_is_not(ledger: Ledger) -> None:
    entry = hold_meeting(ledger, meeting(), **WHO, at=START)
    ledger.purge([entry.seq], **WHO, reason="Masa simpan berakhir", at=START)

    assert entry.public == {"hadir": 2}
    assert b"Santanaka" not in ledger.path.read_bytes()
    assert latest_meeting(ledger.entries()) is None


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (meeting(place=" "), "Tempat rapat"),
        (meeting(members=()), "daftar hadir"),
        (meeting(members=(Member(name="", role="Asisten"),)), "Nama anggota"),
        (meeting(members=(Member(name="Wirya", role="-"),)), "Peran anggota"),
    ],
)
def test_a_meeting_without_a_place_or_with_an_unnamed_member_is_refused(
    ledger: Ledger, held: Meeting, why: str
) -> None:
    with pytest.raises(RecordError, match=why):
        hold_meeting(ledger, held, **WHO, at=START)
    assert ledger.entries() == ()


@pytest.mark.parametrize("words", ["2024/02/05", "31-02-2024", "", "kemarin"])
def test_a_day_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(RecordError, match="bukan tanggal"):
        read_day(words)
