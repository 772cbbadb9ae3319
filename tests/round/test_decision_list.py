"""A list of decisions that somebody typed: which wishes its rows are."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from talenta_lib.intake import read_proposal
from talenta_lib.record import Ledger
from talenta_lib.round.decision_list import listed_wishes
from talenta_lib.round.decisions import Wish, decide_officials
from tests.round.committee import AT, REASON, WHO, in_folder, nip_of, pool

HEADERS = ("NIP", "Jabatan Usulan", "OPD Usulan", "Kode Jabatan Usulan", "Alasan")


def wishes_of(path: Path, rows: list[tuple[str | None, ...]], reason: str = "") -> list[Wish]:
    book = openpyxl.Workbook()
    for row in (HEADERS, *rows):
        book.active.append(row)
    book.save(path)
    return listed_wishes(read_proposal(path, as_of=AT.date()).tables["usulan"], reason)


def test_a_row_is_a_wish_by_code_or_by_name_with_its_own_reason(tmp_path: Path) -> None:
    nips = [nip_of(pool()[1], f"P-00{k}") for k in range(1, 5)]

    wishes = wishes_of(
        tmp_path / "keputusan.xlsx",
        [
            (nips[0], "usulan", None, None, None),
            (nips[1], "tetap", None, None, REASON),
            (nips[2], "Kepala Bidang Mutasi", "BKPSDM", None, None),
            (nips[3], "Kepala Dinas Sosial", None, "P-11", None),
        ],
        "Dibahas dalam rapat",
    )

    assert wishes == [
        Wish(nips[0], "usulan", "Dibahas dalam rapat"),
        Wish(nips[1], "tetap", REASON),
        Wish(nips[2], "Kepala Bidang Mutasi, BKPSDM", "Dibahas dalam rapat"),
        Wish(nips[3], "P-11", "Dibahas dalam rapat"),
    ]


def test_the_rows_of_a_list_become_decisions(tmp_path: Path) -> None:
    folder = tmp_path / "putaran"
    folder.mkdir()
    room = in_folder(pool(), folder)
    first, second = (nip_of(room[1], code) for code in ("P-001", "P-003"))

    rows = [(first, "usulan", None, None, None), (second, "ditunda", None, None, "Menunggu klarifikasi")]
    decide_officials(*room, wishes_of(tmp_path / "keputusan.xlsx", rows), **WHO, at=AT)

    stands = {nip: (one.decision, one.reason) for nip, one in Ledger.open(folder).decisions().items()}
    assert stands == {first: ("P-14", ""), second: ("ditunda", "Menunggu klarifikasi")}
