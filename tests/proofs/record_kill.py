"""Proof of the ledger: a writer killed at any moment loses no entry that it was told is written."""

from __future__ import annotations

import datetime as dt
import os
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from talenta_lib.record import Head, Kind, Ledger, verify
from tests.proofs.outcome import Outcome, Proof

KILLS = 200
LONGEST_LIFE = 0.25
"""Seconds within which a writer is killed, counted from its first sign of life."""
AT = dt.datetime(2024, 2, 6, 9, 0, tzinfo=dt.UTC)
WHO = {"by": "Jaladri Rimbalaga", "role": "Kepala BKPSDM"}
LONG_TEXT = "alasan yang panjang " * 600
"""Content of several pages, so that a commit is many writes."""


def write_until_killed(folder: str, told: Connection) -> None:
    """Append without end, and purge at times; tell every acknowledged head through the pipe."""
    told.send(None)
    ledger = Ledger.open(folder, create=True)
    for k in count(1):
        content = {"nip": f"19750101199803100{k % 10}", "alasan": LONG_TEXT[: 37 * k % len(LONG_TEXT)]}
        entry = ledger.append(Kind.CHECK_IN, **WHO, at=AT, public={"hari": k}, content=content)
        told.send((entry.seq, entry.hash))
        if k % 7 == 0:
            entry = ledger.purge([entry.seq], **WHO, reason="masa simpan berakhir", at=AT)
            told.send((entry.seq, entry.hash))


def _kill_one(folder: Path, life: float) -> list[Head]:
    """Start a writer, kill it after ``life`` seconds, return the heads that it was told."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])
    heard, told = context.Pipe(duplex=False)
    writer = context.Process(target=write_until_killed, args=(str(folder), told))
    writer.start()
    told.close()
    heard.recv()
    writer.join(life)
    writer.kill()
    writer.join()
    heads = []
    try:
        while True:
            heads.append(Head(*heard.recv()))
    except EOFError:
        return heads
    finally:
        heard.close()


def killed_writers_lose_nothing(draws: int) -> Outcome:
    """Kill writers one after another, half of them in a new round, half going on where the last one died."""
    rng = np.random.default_rng(9)
    acknowledged = kept = lost = broken = torn = 0
    with TemporaryDirectory() as base:
        for k in range(draws):
            folder = Path(base) / str(k // 2)
            folder.mkdir(exist_ok=True)
            heads = _kill_one(folder, float(rng.uniform(0, LONGEST_LIFE)))
            torn += any(name.endswith("-journal") for name in os.listdir(folder))
            there = {entry.head for entry in Ledger.open(folder).entries()}
            acknowledged += len(heads)
            lost += len(set(heads) - there)
            kept += len(there)
            broken += not verify(folder, head=heads[-1] if heads else None).is_valid
    return Outcome(
        f"{draws} killed, {torn} of them with a transaction under way; of {acknowledged:,} acknowledged entries {lost} "
        f"lost; {broken} ledgers do not verify",
        lost == broken == 0 and acknowledged > 0 and kept >= acknowledged,
    )


PROOFS: tuple[Proof, ...] = (
    Proof(
        "A writer killed at a random moment loses no acknowledged entry",
        "writers in processes of their own append and purge and are killed (kill -9) at random moments, in new rounds "
        "and in rounds left by a killed writer; the ledger, opened again, holds every entry acknowledged, and verifies",
        KILLS,
        killed_writers_lose_nothing,
    ),
)
