"""A purge: the personal content is gone from the file, the chain still verifies, and the purge itself is on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.errors import RecordError
from talenta_lib.record import Kind, Ledger, decide, store, verify
from talenta_lib.record.store import Store
from tests.proofs.record_tampering import START, WHO, nip

WHY = {**WHO, "reason": "Masa simpan berakhir", "at": START}


def check_in(ledger: Ledger, k: int, text: str = "baik") -> None:
    ledger.append(Kind.CHECK_IN, **WHO, at=START, content={"nip": nip(k), "catatan": text})


def decide_on(ledger: Ledger, k: int, decision: str) -> None:
    decide(
        ledger, nip=nip(k), code=f"P{k:03d}", suggestion="tetap", decision=decision, reason="Kebutuhan organisasi",
        **WHO, at=START,
    )  # fmt: skip


def test_after_a_purge_the_chain_verifies_and_says_what_went(filled: Ledger) -> None:
    entry = filled.purge([1, 12], **WHY)

    result = verify(filled.path, head=filled.head())
    assert result.is_valid
    # build_ledger purged 4 and 6 itself, with entry 39: 6 + 2 + 1 + 25 + 1 + 1 + 2 = 38 entries before it.
    assert result.purged == {1: entry.seq, 12: entry.seq, 4: 39, 6: 39}
    assert entry.public["seq"] == [1, 12]
    assert [one.seq for one in filled.entries() if one.is_purged] == [1, 4, 6, 12]


def test_the_purged_text_is_no_longer_in_the_file(filled: Ledger, tmp_path: Path) -> None:
    salts = [sealed.salt for seq, sealed in Store(filled.path).read().contents.items() if seq in (1, 9, 12)]
    text = nip(2).encode()
    assert filled.path.read_bytes().count(text) > 1

    filled.purge(nip=nip(2), **WHY)
    filled.purge([1, 9, 12], **WHY)

    left = filled.path.read_bytes()
    assert left.count(text) == 0
    assert len(salts) == 3
    assert [salt for salt in salts if salt in left] == []
    assert [path.name for path in tmp_path.iterdir()] == ["keputusan.sqlite"]


@pytest.mark.parametrize("without", ["overwriting", "compacting"])
def test_overwriting_and_compacting_each_suffice(filled: Ledger, monkeypatch: pytest.MonkeyPatch, without: str) -> None:
    if without == "overwriting":
        settings_off = [setting.replace("secure_delete = ON", "secure_delete = OFF") for setting in store.SETTINGS]
        monkeypatch.setattr(store, "SETTINGS", settings_off)
    else:
        monkeypatch.setattr(Store, "compact", lambda self: None)

    filled.purge(nip=nip(2), **WHY)

    assert nip(2).encode() not in filled.path.read_bytes()


@settings(max_examples=15, deadline=None)
@given(sizes=st.lists(st.integers(1, 9000), min_size=2, max_size=12), seed=st.integers(0, 2**32))
def test_no_size_of_content_leaves_a_remainder(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], seed: int
) -> None:
    ledger = Ledger.open(tmp_path_factory.mktemp("putaran"), create=True)
    for k, size in enumerate(sizes):
        check_in(ledger, k, f"RAHASIA{k:02d} " * (size // 10 + 1))
    gone = [k for k in range(len(sizes)) if (seed >> k) & 1] or [0]

    ledger.purge([k + 1 for k in gone], **WHY)

    left = ledger.path.read_bytes()
    assert [k for k in gone if b"RAHASIA%02d" % k in left] == []
    assert all(b"RAHASIA%02d" % k in left for k in range(len(sizes)) if k not in gone)
    assert verify(ledger.path).is_valid


def test_a_purge_by_nip_takes_every_content_that_mentions_it_and_no_other(ledger: Ledger) -> None:
    check_in(ledger, 1)
    check_in(ledger, 2, f"bertukar dengan {nip(1)[:8]} {nip(1)[8:14]} {nip(1)[14]} {nip(1)[15:]}")
    ledger.append(Kind.PLAN_SOLVED, **WHO, at=START, content={"pindah": [{"nip": nip(3)}, {"nip": nip(1)}]})
    check_in(ledger, 3)

    entry = ledger.purge(nip=nip(1), **WHY)

    assert entry.public["seq"] == [1, 2, 3]
    assert ledger.entries()[3].content == {"nip": nip(3), "catatan": "baik"}


def test_the_purge_does_not_name_whose_content_it_took(ledger: Ledger) -> None:
    check_in(ledger, 1)
    ledger.purge(nip=nip(1), **WHY)

    assert nip(1).encode() not in ledger.path.read_bytes()
    assert ledger.entries()[1].content == {"alasan": "Masa simpan berakhir"}


def test_an_old_decision_does_not_come_back_to_life(ledger: Ledger) -> None:
    decide_on(ledger, 1, "JPT-01")
    decide_on(ledger, 2, "JPT-02")
    decide_on(ledger, 1, "JPT-09")

    entry = ledger.purge([3], **WHY)

    assert entry.public["seq"] == [1, 3]
    assert list(ledger.decisions()) == [nip(2)]


def test_what_was_purged_is_not_purged_again(ledger: Ledger) -> None:
    check_in(ledger, 1)
    ledger.purge([1], **WHY)

    with pytest.raises(RecordError, match="Tidak ada isi pribadi"):
        ledger.purge([1], **WHY)
    with pytest.raises(RecordError, match="Tidak ada isi pribadi"):
        ledger.purge(nip=nip(1), **WHY)
    assert ledger.head().seq == 2


@pytest.mark.parametrize(
    ("given", "why"), [({"seqs": [7]}, "Catatan 7 tidak ada"), ({"nip": "19"}, "bukan NIP"), ({"nip": ""}, "bukan NIP")]
)
def test_a_purge_of_nothing_in_particular_is_refused(ledger: Ledger, given: dict[str, object], why: str) -> None:
    check_in(ledger, 1)

    with pytest.raises(RecordError, match=why):
        ledger.purge(**given, **WHY)  # type: ignore[arg-type]
    assert ledger.entries()[0].content is not None


def test_a_purge_without_a_reason_is_refused(ledger: Ledger) -> None:
    check_in(ledger, 1)

    with pytest.raises(RecordError, match="Alasan"):
        ledger.purge([1], **{**WHY, "reason": "  "})
    assert ledger.head().seq == 1


def test_a_purge_that_could_not_be_compacted_says_that_it_happened(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Store) -> None:
        raise RecordError("Disk penuh.")

    check_in(ledger, 1)
    monkeypatch.setattr(Store, "compact", full)

    with pytest.raises(RecordError, match=r"sudah dihapus dan tercatat.*Disk penuh"):
        ledger.purge([1], **WHY)
    assert verify(ledger.path).purged == {1: 2}
