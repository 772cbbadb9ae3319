"""A correction of the data of a round, found by comparing it with the copy made before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from talenta_lib import RoundResult, run_round
from talenta_lib.errors import InputError, RecordError
from talenta_lib.record import Ledger
from talenta_lib.record.corrections import Change
from talenta_lib.round.corrections import data_changes, take_in
from talenta_lib.round.mutasi import plan_round
from talenta_lib.round.plans import data_hash, record_plan, recorded_plan
from tests.round.committee import AT, POOL, SAMPLE, WHO, pool

BULANITA, JALADRI = "197408042003012940", "197703102001041906"
Edit = Callable[[openpyxl.worksheet.worksheet.Worksheet], None]


def edited(folder: Path, name: str, edit: Edit) -> RoundResult:
    """Run the talent pool with one sheet of a file changed in a copy."""
    shutil.copytree(POOL, folder)
    path = folder / "masukan" / name
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return run_round(folder)


def graded_better(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Change the predikat of one official in 2023, and a number of another in 2021."""
    assert (sheet.cell(6, 1).value, sheet.cell(6, 2).value, sheet.cell(6, 5).value) == (BULANITA, 2023, "Baik")
    assert (sheet.cell(7, 1).value, sheet.cell(7, 2).value, sheet.cell(7, 6).value) == (JALADRI, 2021, 50.2)
    sheet.cell(6, 5).value, sheet.cell(7, 6).value = "Sangat Baik", 80.25


def test_each_value_is_named_with_what_it_was_and_is(tmp_path: Path) -> None:
    after = edited(tmp_path / "putaran", "kinerja.xlsx", graded_better)

    assert data_changes(pool()[0], after) == [
        Change(table="Kinerja", key=(BULANITA, "2023"), column="Predikat Kinerja", before="Baik", after="Sangat Baik"),
        Change(table="Kinerja", key=(JALADRI, "2021"), column="Nilai Kinerja Penguat", before="50,2", after="80,25"),
    ]


def test_a_row_that_came_or_went_is_one_change(tmp_path: Path) -> None:
    after = edited(tmp_path / "putaran", "kinerja.xlsx", lambda sheet: sheet.delete_rows(6))

    (gone,) = data_changes(pool()[0], after)
    (came,) = data_changes(after, pool()[0])
    assert (gone.key, gone.column, gone.after) == ((BULANITA, "2023"), "baris dihapus", "")
    assert (came.key, came.column, came.before) == ((BULANITA, "2023"), "baris baru", "")
    assert gone.before == came.after
    assert "Predikat Kinerja: Baik" in came.after


def test_other_places_of_the_same_values_are_no_change(tmp_path: Path) -> None:
    after = edited(tmp_path / "putaran", "kinerja.xlsx", lambda sheet: sheet.insert_rows(2))

    assert data_changes(pool()[0], after) == []


def test_another_round_is_no_earlier_state_of_this_one() -> None:
    with pytest.raises(InputError, match="Folder lama memuat putaran 'profil-talenta-2025'"):
        data_changes(run_round(SAMPLE / "profil-talenta-2025"), pool()[0])


def test_a_correction_leads_from_the_data_of_one_plan_to_those_of_the_next(tmp_path: Path) -> None:
    after = edited(tmp_path / "putaran", "kinerja.xlsx", graded_better)
    before = run_round(shutil.copytree(POOL, tmp_path / "lama"))

    entry = take_in(before, after, **WHO, reason="Berita acara 12/2024", at=AT)

    assert entry.public == {"jejak_data_dahulu": data_hash(before), "jejak_data": data_hash(after), "jumlah": 2}
    plan = record_plan(after, plan_round(after), **WHO, at=AT)
    assert plan.public["jejak_data"] == entry.public["jejak_data"]
    assert recorded_plan(after) is not None


def test_without_a_change_no_ledger_is_made(tmp_path: Path) -> None:
    same = run_round(shutil.copytree(POOL, tmp_path / "putaran"))

    with pytest.raises(RecordError, match="Data kedua folder sama"):
        take_in(pool()[0], same, **WHO, reason="Berita acara 12/2024", at=AT)
    assert not (tmp_path / "putaran" / "keputusan.sqlite").exists()
    assert Ledger.open(tmp_path / "putaran").entries() == ()
