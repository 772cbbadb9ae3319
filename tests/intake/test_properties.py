"""Properties of cleaning, over generated sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.intake import TABLES
from talenta_lib.intake.fields import build_table
from talenta_lib.intake.issues import Place
from talenta_lib.intake.layout import find_match
from talenta_lib.intake.official import load_official
from talenta_lib.intake.parsed import Context
from talenta_lib.intake.readers import RawSheet, Row
from talenta_lib.intake.schema import validate_tables
from talenta_lib.intake.sheets import SheetRows, clean_sheet
from talenta_lib.intake.spelling import clean_text

AS_OF = dt.date(2025, 10, 1)
CONTEXT = Context(AS_OF, load_official(AS_OF))
HEADERS = ("NIP", "Nama", "Jabatan", "Kedudukan Hukum", "Golongan", "Eselon", "TMT Jabatan", "Tahun Lulus")
NIPS = ("198203142006041901", "199005152010012902", "'197507012000031903", "19990101", 1.98e17, "", None)
CELLS = st.one_of(
    st.sampled_from(["-", "Jumlah", "IV/a", "II.b", "Pensiun", "Aktif", "99"]), st.text(max_size=8), st.integers()
)
DATA_ROW = st.tuples(
    st.sampled_from(NIPS),
    st.sampled_from(["Damar Contoh", "Drs. Laras", "", "Jumlah"]),
    st.sampled_from(["Camat", "Plt. Camat", "-"]),
    st.sampled_from(["Aktif", "Pensiun", "01", "?", ""]),
    st.sampled_from(["IV/a", "IIId", "34", "x", ""]),
    st.sampled_from(["II.b", "99", "x", None]),
    st.one_of(st.dates(), st.sampled_from(["01-02-2020", "1 Peb 2020", "0", "31-02-2020"])),
    st.one_of(st.integers(1980, 2030), st.just("-")),
)
ANY_ROW = st.one_of(DATA_ROW, st.lists(CELLS, min_size=1, max_size=8).map(tuple), st.just(HEADERS))
CLEAN_ROW = st.tuples(
    st.sampled_from(NIPS[:3]),
    st.sampled_from(["Damar Contoh", "Laras Contoh"]),
    st.just("Camat"),
    st.sampled_from(["Aktif", "Pensiun"]),
    st.sampled_from(["IV/a", "III/d"]),
    st.just("III.a"),
    st.just("01-02-2020"),
    st.just(2010),
)


def sheet_of(rows: Sequence[tuple[object, ...]]) -> RawSheet:
    numbered = (Row(number, cells) for number, cells in enumerate(rows, start=1))
    return RawSheet("Pegawai", tuple(row for row in numbered if any(map(clean_text, row.cells))))


def clean(rows: Sequence[tuple[object, ...]], table: str = "pegawai") -> SheetRows:
    sheet = sheet_of(rows)
    match = find_match(sheet, CONTEXT.official.personal_columns, layout="templat", kind=table)
    assert match is not None
    return clean_sheet(sheet, match, Place("berkas.xlsx", "Pegawai"), CONTEXT, {})


def table_of(cleaned: SheetRows) -> pd.DataFrame:
    return build_table(cleaned.table.name, [dict(row.values) for row in cleaned.accepted])


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_ROW, max_size=12))
def test_every_row_is_accounted_for_once(rows: list[tuple[object, ...]]) -> None:
    cleaned = clean([HEADERS, *rows])
    quarantined = [row for row in cleaned.rows if row.set_aside]
    assert len(cleaned.accepted) + len(quarantined) + cleaned.non_data == len(sheet_of([HEADERS, *rows]).rows)
    assert len({row.number for row in cleaned.rows}) == len(cleaned.rows)


@settings(max_examples=20, deadline=None)
@given(st.lists(ANY_ROW, max_size=12))
def test_accepted_rows_have_one_key_each_and_pass_the_schema(rows: list[tuple[object, ...]]) -> None:
    table = table_of(clean([HEADERS, *rows]))
    assert table["nip"].is_unique
    validate_tables({name: build_table(name, []) for name in TABLES} | {"pegawai": table})


@settings(max_examples=100, deadline=None)
@given(st.lists(DATA_ROW, max_size=10))
def test_a_row_set_aside_says_why(rows: list[tuple[object, ...]]) -> None:
    for row in clean([HEADERS, *rows]).rows:
        assert not row.set_aside or row.set_aside in [finding.problem.code for finding in row.findings]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    rows = data.draw(st.lists(CLEAN_ROW, min_size=1, max_size=8))
    shuffled = data.draw(st.permutations(rows))
    first, second = (
        table_of(clean([HEADERS, *order])).sort_values("nip", ignore_index=True) for order in (rows, shuffled)
    )
    pd.testing.assert_frame_equal(first, second)


@settings(max_examples=100, deadline=None)
@given(st.lists(DATA_ROW, max_size=8))
def test_cleaning_twice_is_cleaning_once(rows: list[tuple[object, ...]]) -> None:
    once = clean([HEADERS, *rows])
    fields = once.table.columns
    again = [tuple(row.values.get(name) for name in fields) for row in once.accepted]
    twice = clean([tuple(field.label for field in fields.values()), *again])
    pd.testing.assert_frame_equal(table_of(once), table_of(twice))
    codes = {finding.problem.code for row in twice.rows for finding in row.findings}
    # Only what needs a person's eye is said again; nothing is left to tidy.
    assert not codes & {"nip_dirapikan", "gelar_dalam_nama", "tanggal_serial", "duplikat", "di_luar_cakupan"}
