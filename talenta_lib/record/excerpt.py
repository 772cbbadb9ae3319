"""The ledger as it was at an earlier head: what a report of that day rested on."""

from __future__ import annotations

from pathlib import Path

from talenta_lib.errors import RecordError
from talenta_lib.record.chain import START, Head
from talenta_lib.record.ledger import LEDGER_FILE, ledger_path
from talenta_lib.record.store import Store
from talenta_lib.record.verify import verify


def write_excerpt(round_dir: str | Path, head: str, folder: Path) -> None:
    """Write the ledger of a round, up to the entry that ``head`` names in full, into another folder.

    Nothing is written for the head of a round without entries. What was purged since is missing there too. Raises
    ``RecordError`` where the ledger was altered or does not hold this head.
    """
    if head == str(START):
        return
    checked = verify(round_dir, head=head)
    if not checked.is_valid:
        raise RecordError(checked.problem, "Jalankan talenta verify pada folder putaran.")
    snapshot = Store(ledger_path(round_dir)).read()
    length = next(row.seq for row in snapshot.rows if str(Head(row.seq, row.hash)) == head)
    store = Store(folder / LEDGER_FILE)
    store.create()
    with store.writing() as session:
        for row in snapshot.rows[:length]:
            session.add(row, snapshot.contents.get(row.seq))
