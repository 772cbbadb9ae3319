"""The DUK workbook of the kecamatan: titles, a two-row header with merged cells, section rows, a signed footer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from generator.people import PANGKAT, Official
from generator.shapes import CREATED, MARK, Row, Sheet, write_cell

_GROUPS = [
    ("No", ()), ("Nama", ()), ("NIP", ()), ("Karpeg", ()), ("Pangkat/Gol", ("Gol", "TMT")),
    ("Jabatan", ("Nama", "TMT")), ("Eselon", ()), ("Masa Kerja", ("Thn", "Bln")),
    ("Latihan Jabatan", ("Nama", "Bln/Thn", "Jam")), ("Pendidikan", ("Nama", "Lulus", "Tingkat")), ("Usia", ()),
    ("Catatan Mutasi", ()), ("Ket", ()),
]  # fmt: skip
HEADERS = [f"{group} {part}".strip() for group, parts in _GROUPS for part in parts or ("",)]
HEADER_ROWS = (5, 6)
_TITLES = ("DAFTAR URUT KEPANGKATAN", "KABUPATEN RANTAU CENDANA", f"{MARK} - KEADAAN 1 OKTOBER 2025")
_LEADERSHIP = {"administrator": "PKA", "pengawas": "PKP"}


class DukSheet(Sheet):
    """A sheet whose rows stand between section rows; a section is a row with the single key "section"."""

    @property
    def header_row(self) -> int:
        """Return the second of the two header rows."""
        return HEADER_ROWS[1]


def duk_sheet(officials: list[Official], as_of: dt.date) -> DukSheet:
    """Return the DUK of these people, a section per kecamatan, highest golongan first."""
    rows: list[Row] = []
    for number, name in enumerate(dict.fromkeys(person.kecamatan for person in officials), 1):
        rows.append({"section": f"{_roman(number)}. KECAMATAN {name.upper()}"})
        members = [person for person in officials if person.kecamatan == name]
        members.sort(key=lambda person: (person.golongan, person.jabatan.startswith("Camat")), reverse=True)
        rows += [_row(person, place, as_of) for place, person in enumerate(members, 1)]
    return DukSheet("DUK Kecamatan", HEADERS, rows)


def _row(person: Official, place: int, as_of: dt.date) -> Row:
    months = (as_of.year - person.cpns_start_date.year) * 12 + as_of.month - person.cpns_start_date.month
    birth = person.birth_date
    age = as_of.year - birth.year - ((as_of.month, as_of.day) < (birth.month, birth.day))
    return {
        "No": place, "Nama": person.titled_name, "NIP": person.nip, "Karpeg": f"SINTETIS {place:03d}",
        "Pangkat/Gol Gol": f"{PANGKAT[person.golongan]} ({person.golongan})",
        "Pangkat/Gol TMT": person.golongan_start_date, "Jabatan Nama": person.jabatan,
        "Jabatan TMT": person.jabatan_start_date, "Eselon": person.eselon, "Masa Kerja Thn": months // 12,
        "Masa Kerja Bln": months % 12, "Latihan Jabatan Nama": _LEADERSHIP[person.jenjang],
        "Latihan Jabatan Bln/Thn": f"08/{max(person.jabatan_start_date.year, 2019)}", "Latihan Jabatan Jam": 900,
        "Pendidikan Nama": person.education_field, "Pendidikan Lulus": person.graduation_year,
        "Pendidikan Tingkat": person.education_level, "Usia": age, "Catatan Mutasi": None, "Ket": None,
    }  # fmt: skip


def write_duk(path: Path, sheet: DukSheet, signatory: str) -> None:
    """Write the workbook with its titles, merged headers and footer."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": MARK, "comments": MARK, "created": CREATED})
        head = book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        page = book.add_worksheet(sheet.name)
        last = len(HEADERS) - 1
        for line, text in enumerate(_TITLES):
            page.merge_range(line, 0, line, last, text, head)
        _write_header(page, head)
        for number, row in enumerate(sheet.rows, HEADER_ROWS[1]):
            if "section" in row:
                page.merge_range(number, 0, number, last, row["section"], bold)
                continue
            for column, header in enumerate(HEADERS):
                write_cell(page, number, column, row.get(header), day)
        foot = HEADER_ROWS[1] + len(sheet.rows)
        page.write_string(foot, 1, f"Jumlah: {sum('section' not in row for row in sheet.rows)} orang", bold)
        footer = ("Kota Cendana, 1 Oktober 2025", "Mengetahui,", "Kepala BKPSDM", "", signatory)
        for step, text in enumerate(footer):
            page.write_string(foot + 2 + step, last - 3, text)


def _write_header(page: Any, head: Any) -> None:
    top, column = HEADER_ROWS[0] - 1, 0
    for group, parts in _GROUPS:
        if not parts:
            page.merge_range(top, column, top + 1, column, group, head)
        else:
            page.merge_range(top, column, top, column + len(parts) - 1, group, head)
            for step, part in enumerate(parts):
                page.write_string(top + 1, column + step, part, head)
        column += max(len(parts), 1)


def _roman(number: int) -> str:
    return ("", "X")[number // 10] + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
