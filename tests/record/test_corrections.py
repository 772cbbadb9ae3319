"""Corrections of data: what was changed, on what ground, once, and what a purge leaves of it."""

from __future__ import annotations

from typing import Any

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import Entry, Kind, Ledger, verify
from talenta_lib.record.corrections import Change, corrections, record_correction
from tests.proofs.record_tampering import START, WHO, nip

GROUND = "Berita acara penilaian kinerja 12/2024"
CHANGE = Change(table="Kinerja", key=(nip(1), "2023"), column="Predikat Kinerja", before="Baik", after="Sangat Baik")


def correct(ledger: Ledger, **changed: Any) -> Entry:
    given: dict[str, Any] = {"data_before": "a" * 64, "data_after": "b" * 64, "reason": GROUND, **WHO, "at": START}
    return record_correction(ledger, changed.pop("changes", [CHANGE]), **{**given, **changed})


def test_a_correction_is_public_in_hashes_and_personal_in_values(ledger: Ledger) -> None:
    entry = correct(ledger)

    assert entry.kind is Kind.CORRECTION
    assert entry.public == {"jejak_data_dahulu": "a" * 64, "jejak_data": "b" * 64, "jumlah": 1}
    assert entry.content == {
        "alasan": GROUND,
        "perubahan": [
            {
                "tabel": "Kinerja", "kunci": [nip(1), "2023"], "kolom": "Predikat Kinerja",
                "dahulu": "Baik", "sekarang": "Sangat Baik",
            }
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"changes": []}, "Data kedua folder sama"),
        ({"reason": " ... "}, "Dasar koreksi belum ditulis"),
        ({"by": ""}, "Nama pencatat"),
        ({"role": " "}, "Peran pencatat"),
    ],
)
def test_nothing_is_recorded_without_a_change_a_ground_and_a_name(
    ledger: Ledger, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(RecordError, match=said):
        correct(ledger, **changed)
    assert ledger.entries() == ()


def test_the_same_correction_is_recorded_once(ledger: Ledger) -> None:
    correct(ledger)

    with pytest.raises(RecordError, match="sudah tercatat pada catatan 1"):
        correct(ledger, reason="Dasar yang lain")
    assert correct(ledger, data_before="b" * 64, data_after="c" * 64).seq == 2


def test_corrections_are_read_back_until_they_are_purged(ledger: Ledger) -> None:
    correct(ledger)
    correct(ledger, data_before="b" * 64, data_after="c" * 64, reason="SK 821/14/2024")

    assert [(one.entry.seq, one.reason, one.changes) for one in corrections(ledger.entries())] == [
        (1, GROUND, (CHANGE,)), (2, "SK 821/14/2024", (CHANGE,)),
    ]  # fmt: skip
    ledger.purge(nip=nip(1), **WHO, reason="Masa simpan berakhir", at=START)

    assert corrections(ledger.entries()) == []
    assert verify(ledger.path.parent).purged == {1: 3, 2: 3}


def test_a_correction_taken_in_cannot_be_undone(ledger: Ledger) -> None:
    correct(ledger)

    with pytest.raises(RecordError, match=r"Koreksi data diterima\) tidak dapat dibatalkan"):
        ledger.undo([1], **WHO, reason="Keliru", at=START)
