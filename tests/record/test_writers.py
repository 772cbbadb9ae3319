"""Two programs that write at once: no entry is lost and the chain stays one line."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import Kind, Ledger, save_scenario, verify
from talenta_lib.record.chain import GENESIS
from tests.proofs.record_kill import killed_writers_lose_nothing
from tests.proofs.record_tampering import START

EACH = 50


def write(folder: str, name: str, together: Barrier) -> None:
    together.wait()
    ledger = Ledger.open(folder, create=True)
    for k in range(EACH):
        ledger.append(Kind.CHECK_IN, by=name, role="Penulis", at=START, public={"hari": k}, content={"k": name * 50})


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])
    together = context.Barrier(2)
    writers = [context.Process(target=write, args=(str(tmp_path), name, together)) for name in ("Ani", "Bima")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    entries = Ledger.open(tmp_path).entries()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert [entry.seq for entry in entries] == list(range(1, 2 * EACH + 1))
    assert [entry.prev for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:-1])]
    assert Counter(entry.by for entry in entries) == {"Ani": EACH, "Bima": EACH}
    for name in ("Ani", "Bima"):
        assert [entry.public["hari"] for entry in entries if entry.by == name] == list(range(EACH))
    assert verify(tmp_path).is_valid


def test_nobody_writes_between_the_look_and_the_entry(ledger: Ledger) -> None:
    def intrude(entries: tuple[object, ...]) -> None:
        with closing(sqlite3.connect(ledger.path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

    with pytest.raises(RecordError, match="dipakai program lain"):
        ledger.append(Kind.REPORT_MADE, by="Ani", role="Penulis", at=START, guard=intrude)
    assert ledger.entries() == ()


def test_two_views_of_one_ledger_see_each_other(tmp_path: Path) -> None:
    first, second = Ledger.open(tmp_path, create=True), Ledger.open(tmp_path, create=True)

    save_scenario(first, "dasar", {}, by="Ani", role="Penulis", at=START)
    entry = save_scenario(second, "dasar", {}, by="Bima", role="Penulis", at=START)

    assert first.head() == entry.head
    assert entry.seq == 2


def test_the_proof_of_kills_holds_at_a_small_count() -> None:
    assert killed_writers_lose_nothing(4).holds
