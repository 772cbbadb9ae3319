"""A list of names that somebody proposes for posts, read like any other file; it is audited, never calculated with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from talenta_lib.errors import InputError
from talenta_lib.intake.read import Intake, SourceSpec, read_tables

PROPOSAL = "usulan"


def read_proposal(path: Path | str, *, as_of: dt.date) -> Intake:
    """Read a proposed list; ``tables["usulan"]`` holds its usable rows, the issues and the quarantine the others.

    Every row that is not blank is accounted for in ``files``: used, set aside, or no data. Only rows that repeat
    another one in every cell are set aside as duplicates: who is named twice, or for one post, is for the audit to say.

    Raises ``InputError`` for a file that cannot be read or holds no such list.
    """
    intake = read_tables(path, as_of=as_of, sources={path: SourceSpec(kind=PROPOSAL)})
    if not any(report.kind == PROPOSAL for report in intake.files):
        raise InputError(
            f"Berkas {Path(path).name} tidak memuat daftar usulan.",
            "Beri judul kolom NIP dan Jabatan Usulan; contohnya lembar Usulan pada templat.",
        )
    return intake
