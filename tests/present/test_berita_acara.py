"""Berita Acara: what was suggested and decided for each name, with the head of the ledger, for signature."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from talenta_lib import RoundResult
from talenta_lib.errors import RecordError
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.berita_acara import make_berita_acara
from talenta_lib.present.minutes import open_minutes
from talenta_lib.present.record_words import PROOF, day_words, number_words
from talenta_lib.record import Kind, Ledger, file_sha256, hold_meeting, verify
from talenta_lib.record.corrections import Change, record_correction
from tests.round.committee import AT, MEETING, REASON, WHO, decide, in_folder, pool

Room = tuple[RoundResult, Mutasi]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a round after a meeting: five follow, one differs, one is put off, eighteen are open."""
    folder = tmp_path / "putaran"
    folder.mkdir()
    room = in_folder(pool(), folder)
    for code, choice in {"P-001": "P-14", "P-005": "P-25", "P-006": "tetap", "P-008": "tetap"}.items():
        decide(room, code, choice)
    decide(room, "P-004", "P-11", reason="<script>alert(1)</script> pengalaman di bidang sosial")
    decide(room, "P-002", "tetap", reason=REASON)
    decide(room, "P-003", "ditunda", reason="Menunggu klarifikasi")
    hold_meeting(Ledger.open(folder), MEETING, **WHO, at=AT)
    return room


def make(room: Room, folder: Path, **changed: Any) -> list[Path]:
    return make_berita_acara(*room, folder, **{**WHO, "at": AT, **changed})


def words(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages).split())


def test_the_minutes_name_the_day_the_place_and_who_was_there(room: Room, tmp_path: Path) -> None:
    text = words(make(room, tmp_path)[0])

    assert "BERITA ACARA" in text
    assert "Selasa, tanggal enam bulan Februari tahun dua ribu dua puluh empat (06-02-2024)" in text
    assert "bertempat di Ruang Rapat Sekretaris Daerah" in text
    assert "yang dihadiri 2 (dua) orang" in text
    assert text.count("Wirya Santanaka, S.H., M.Si.") == 2  # in the opening and in the block of signatures
    assert "Yasminara <b>Ga'har</b>" in text
    assert "Keputusan oleh PPK, bukan oleh sistem" in text
    assert "DATA SINTETIS · RAHASIA - TERBATAS" in text


def test_each_name_stands_under_what_became_of_the_suggestion(room: Room, tmp_path: Path) -> None:
    minutes = open_minutes(*room)
    text = words(make(room, tmp_path)[0])

    groups = minutes.rows.groupby("outcome")["code"].agg(list)
    assert groups["berbeda"] == ["P-002"]
    assert groups["ditunda"] == ["P-003"]
    assert groups["sesuai"] == ["P-001", "P-004", "P-005", "P-006", "P-008"]
    assert len(groups["belum"]) == 18
    kinds = r"(Sesuai usulan|Berbeda dari usulan|Ditunda|Belum diputuskan|, sesuai usulan|usulannya tetap)"
    headings = re.findall(rf"{kinds}: (\d+) pejabat", text)
    assert headings == [
        ("Sesuai usulan", "3"), ("Berbeda dari usulan", "1"), ("Ditunda", "1"), ("Belum diputuskan", "15"),
        (", sesuai usulan", "2"), ("usulannya tetap", "3"),
    ]  # fmt: skip
    assert "<script>alert(1)</script> pengalaman di bidang sosial" in text.replace("alert (1)", "alert(1)")
    assert "Masa paling singkat dalam jabatan" in text
    row = minutes.rows.set_index("code").loc["P-002"]
    assert row["suggested"].startswith("Kepala Dinas Penanaman Modal")
    assert (row["decided"], row["reason"]) == ("Tetap di jabatannya", REASON)
    assert row["decided_by"] == "Wirya Santanaka, Sekretaris Daerah, 06-02-2024 09.00, catatan 7"


def test_the_minutes_print_the_head_before_them_and_are_recorded_afterwards(room: Room, tmp_path: Path) -> None:
    ledger = Ledger.open(room[0].folder)
    before = ledger.head()

    made = make(room, tmp_path)

    text = words(made[0])
    assert before.grouped in text
    assert f"Buku {before.short}" in text
    assert "Buku keputusan utuh: 9 catatan" in text
    assert " ".join(PROOF) in text
    entry = ledger.entries()[-1]
    assert entry.kind is Kind.MINUTES_MADE
    assert entry.prev == before.hash
    assert entry.public["kepala"] == str(before)
    assert entry.public["keluaran"] == {path.name: file_sha256(path) for path in made}
    assert entry.public["jumlah"] == {"sesuai": 5, "berbeda": 1, "ditunda": 1, "belum": 18, "people": 25, "moves": 3}
    assert verify(room[0].folder, head=before).is_valid


def test_the_same_ledger_gives_the_same_bytes(room: Room, tmp_path: Path) -> None:
    book = room[0].folder / "keputusan.sqlite"
    kept = shutil.copy(book, tmp_path / "salinan.sqlite")
    first = [path.read_bytes() for path in make(room, tmp_path / "a")]
    shutil.copy(kept, book)

    assert [path.read_bytes() for path in make(room, tmp_path / "b")] == first


def test_no_minutes_are_made_of_a_broken_ledger(room: Room, tmp_path: Path) -> None:
    with closing(sqlite3.connect(room[0].folder / "keputusan.sqlite")) as connection:
        connection.execute("DROP TRIGGER entries_never_updated")
        connection.execute("UPDATE entries SET by = 'Orang lain' WHERE seq = 4")
        connection.commit()

    with pytest.raises(RecordError, match=r"Berita Acara tidak dibuat.*Catatan 4 diubah"):
        make(room, tmp_path / "keluaran")
    assert not (tmp_path / "keluaran").exists()


def test_no_minutes_are_made_without_a_meeting(tmp_path: Path) -> None:
    room = in_folder(pool(), tmp_path)
    decide(room, "P-001", "P-14")

    with pytest.raises(RecordError, match="Belum ada rapat yang tercatat"):
        make(room, tmp_path / "keluaran")


def test_a_post_for_two_officials_is_called_unfinished(room: Room, tmp_path: Path) -> None:
    text = words(make(room, tmp_path)[0])  # P-002 stays, whose post the plan gives to another

    assert "Belum selesai." in text
    assert "Jabatan Asisten II Bidang Perekonomian dan Pembangunan untuk lebih dari satu orang" in text


def test_without_names_no_name_nip_or_reason_is_shown(room: Room, tmp_path: Path) -> None:
    pdf, workbook = make(room, tmp_path, anonymous=True)
    text = words(pdf)
    sheets = openpyxl.load_workbook(workbook)
    text += " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    officials = room[1].matching.officials

    hidden = [*officials["nama"].str.split(",").str[0], *officials["nip"], "Santanaka", "Ga'har", REASON, "script"]
    assert [word for word in hidden if word in text] == []
    assert re.search(r"\d{8} \d{6} \d \d{3}", text) is None
    assert "P-001" in text
    assert "Jabatan P-014" in text
    assert "Anggota 1" in text
    assert Ledger.open(room[0].folder).entries()[-1].public["anonim"] is True


def test_corrections_taken_in_are_named_with_their_ground_and_hidden_with_the_names(room: Room, tmp_path: Path) -> None:
    nip = room[1].matching.officials["nip"].iloc[0]
    nama = room[1].matching.officials["nama"].iloc[0]
    changes = [
        Change(table="Kinerja", key=(nip, str(year)), column="Nilai Inovasi", before="55,4", after="")
        for year in range(2017, 2024)
    ]
    record_correction(
        Ledger.open(room[0].folder), changes, data_before="a", data_after="b", reason="SK 821/14/2024", **WHO, at=AT
    )

    pdf, workbook = make(room, tmp_path / "a")
    text = words(pdf)
    assert "Koreksi data yang diterima" in text
    assert text.count(f"{nama}, Nilai Inovasi: 55,4 menjadi kosong; ") == 5
    assert "dan 2 lainnya. Dasar: SK 821/14/2024 (catatan 10, 06-02-2024 09.00)." in text
    rows = list(openpyxl.load_workbook(workbook)["Koreksi Data"].iter_rows(values_only=True))
    assert len(rows) == 8
    assert rows[1][2:7] == (nama, "Kinerja", "Nilai Inovasi", "55,4", "kosong")

    hidden, book = make(room, tmp_path / "b", anonymous=True)
    text = words(hidden) + str(list(openpyxl.load_workbook(book)["Koreksi Data"].iter_rows(values_only=True)))
    assert [word for word in (nama.split(",")[0], nip, "55,4", "821/14") if word in text] == []


def test_who_plainly_stays_is_listed_shortly(room: Room) -> None:
    rows = open_minutes(*room).rows.set_index("code")

    assert rows["is_plain"].dtype == bool
    assert list(rows.index[rows["is_plain"] & (rows["outcome"] == "sesuai")]) == ["P-006", "P-008"]
    assert not rows.loc["P-002", "is_plain"]  # stays against the suggestion, with a reason
    assert rows["is_plain"].sum() == 5  # as many as stay in the plan


def test_the_workbook_has_every_name_with_its_nip_as_text(room: Room, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(make(room, tmp_path)[1])

    assert book.sheetnames == ["Keputusan", "Rapat", "Semua Nama", "Buku Keputusan"]
    rows = list(book["Keputusan"].iter_rows(values_only=True))
    nips = [row[rows[0].index("NIP")] for row in rows[1:]]
    assert len(nips) == 25
    assert all(isinstance(nip, str) and len(nip) == 18 for nip in nips)
    assert [row[rows[0].index("Hasil")] for row in rows[1:4]] == ["Sesuai usulan", "Berbeda dari usulan", "Ditunda"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (19, "sembilan belas"), (21, "dua puluh satu"),
        (100, "seratus"), (111, "seratus sebelas"), (1000, "seribu"), (1945, "seribu sembilan ratus empat puluh lima"),
        (2026, "dua ribu dua puluh enam"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_it_is_spoken(number: int, said: str) -> None:
    assert number_words(number) == said


def test_a_day_is_said_as_in_official_minutes() -> None:
    assert day_words(MEETING.date.replace(day=11, month=8)).startswith("Minggu, tanggal sebelas bulan Agustus tahun")


def test_a_decision_whose_content_was_purged_is_told_and_not_passed_over(room: Room) -> None:
    folder = room[0].folder
    seq = Ledger.open(folder).decisions()[nip_of(room, "P-004")].seq
    Ledger.open(folder).purge([seq], reason="Masa simpan berakhir", at=AT, **WHO)
    told = " ".join(open_minutes(*room).open_ends)
    assert f"Isi keputusan pada catatan {seq} sudah dihapus" in told
    assert f"Isi keputusan pada catatan {seq} sudah dihapus" in " ".join(open_minutes(*room, anonymous=True).open_ends)


def test_a_post_that_a_decision_leaves_without_holder_is_named(room: Room) -> None:
    """P-002 stays, by decision, instead of entering the post that the plan gives: nobody enters that one."""
    post = room[1].assigned.set_index("nip")["to_id"][nip_of(room, "P-002")]
    name = room[1].matching.posts.set_index("jabatan_id")["jabatan"][post]
    assert f"Jabatan {name} terisi menurut usulan, tetapi tidak ada pengisinya menurut keputusan." in (
        open_minutes(*room).open_ends
    )


def nip_of(room: Room, code: str) -> str:
    return str(room[1].matching.officials.set_index("code")["nip"][code])
