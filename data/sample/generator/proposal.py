"""A proposed list for round 2 as an office types it: names of the plan and others, and what such lists get wrong."""

from __future__ import annotations

from generator.shapes import MARK, Row, Sheet
from generator.talent_pool import Pool

_HEADERS = ["No", "NIP", "Nama", "Jabatan Sekarang", "Jabatan Baru", "Alasan"]
_STRANGER = ("198003032005011999", "Prabaswara Contohnegara")
_ROWS = (
    (17, 22, "Berpengalaman menyusun rencana daerah"),
    (22, 20, "Hasil pemetaan kompetensi"),
    (20, 17, ""),
    (7, 16, "Hasil pemetaan kompetensi"),
    (16, 7, ""),
    (15, 23, "Pengabdian"),
    (23, 15, ""),
    (4, 11, "Hasil pemetaan kompetensi"),
    (11, 6, "Penyegaran organisasi"),
    (5, 25, "Hasil pemetaan kompetensi"),
    (25, 5, ""),
    (1, 14, "Hasil pemetaan kompetensi"),
    (10, 15, "Berpengalaman di bidang perhubungan"),
    (8, 8, "Tetap"),
    (12, 16, "Hasil wawancara"),
)
"""Holder of post, proposed post, reason; posts by their number in the map."""
_MISSPELT, _DAMAGED = 1, 10


def proposal_sheet(pool: Pool) -> Sheet:
    """Return the list: one post misspelt, one NIP damaged by Excel, one NIP that no official of the round has."""
    rows = [_row(pool, number, *entry) for number, entry in enumerate(_ROWS, start=1)]
    stranger: Row = dict(
        zip(_HEADERS, (len(rows) + 1, *_STRANGER, "", pool.posts[2].jabatan, "Baris dari daftar lain"), strict=True)
    )
    return Sheet("Usulan", _HEADERS, [*rows, stranger], f"{MARK} - Usulan nama untuk reposisi JPT Pratama")


def _row(pool: Pool, number: int, holder: int, target: int, reason: str) -> Row:
    official, post = pool.officials[holder - 1], pool.posts[target - 1]
    nip = float(official.nip) if holder == _DAMAGED else official.nip
    jabatan = post.jabatan.replace("Masyarakat", "Masyarakt") if holder == _MISSPELT else post.jabatan
    cells = (number, nip, official.nama, pool.posts[holder - 1].jabatan, jabatan, reason)
    return dict(zip(_HEADERS, cells, strict=True))
