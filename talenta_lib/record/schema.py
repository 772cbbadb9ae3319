"""The tables of ``keputusan.sqlite`` and the triggers that keep them append-only.

The triggers stop a slip and a program; who edits the file itself can drop them, which is what the hashes are for.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x54414C54
SCHEMA_VERSION: Final = 1
SCHEMA: Final = (
    """CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL, role TEXT NOT NULL,
    public TEXT NOT NULL, content_hash TEXT, prev TEXT NOT NULL, hash TEXT NOT NULL
) STRICT""",
    """CREATE TABLE contents (
    seq INTEGER PRIMARY KEY REFERENCES entries (seq), salt BLOB NOT NULL, content TEXT NOT NULL
) STRICT""",
    """CREATE TRIGGER entries_only_at_the_end BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)
    OR NEW.prev IS NOT (SELECT hash FROM entries WHERE seq = NEW.seq - 1) AND NEW.seq > 1
BEGIN SELECT RAISE(ABORT, 'entries are added at the end'); END""",
    """CREATE TRIGGER entries_never_updated BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries never change'); END""",
    """CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    """CREATE TRIGGER contents_only_with_their_entry BEFORE INSERT ON contents
WHEN NEW.seq IS NOT (SELECT max(seq) FROM entries WHERE content_hash IS NOT NULL)
    OR EXISTS (SELECT 1 FROM contents WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'content comes with its entry'); END""",
    """CREATE TRIGGER contents_never_updated BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'content never changes'); END""",
    """CREATE TRIGGER contents_deleted_only_by_a_purge BEFORE DELETE ON contents
WHEN NOT EXISTS (
    SELECT 1 FROM entries, json_each(entries.public, '$.seq') AS named
    WHERE entries.kind = 'penghapusan' AND entries.seq > OLD.seq AND named.value = OLD.seq
)
BEGIN SELECT RAISE(ABORT, 'content goes only where a purge names it'); END""",
)
