"""The template workbook: one sheet a table, with the labels, choices and examples of ``fields.yaml``."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from talenta_lib.errors import InputError
from talenta_lib.intake.codes import list_choices
from talenta_lib.intake.fields import TABLES, FieldSpec, TableSpec
from talenta_lib.terms import format_number

HEADER_FILL: Final = "#174A7E"
HEADER_TEXT: Final = "#FFFFFF"
# A fixed day, so that the same tables always give the same bytes.
_CREATED: Final = dt.datetime(2025, 1, 1)
_LAST_ROW: Final = 5000
_PAPER_A4: Final = 9
_KINDS: Final = {
    "nip": "18 angka, teks",
    "text": "teks",
    "name": "teks",
    "date": "tanggal, misalnya 13-03-2025",
    "year": "tahun empat angka",
    "integer": "bilangan bulat",
    "number": "angka",
    "score": "nilai 0 sampai 100",
    "pct": "persen 0 sampai 200",
    "level": "level 0 sampai 5, boleh setengah",
    "golongan": "golongan, misalnya IV/a",
    "list": "beberapa isian, dipisah titik koma",
}
_GUIDE: Final = (
    "Isi satu lembar untuk tiap tabel yang tersedia; lembar lain boleh dikosongkan atau dihapus.",
    "Hapus baris contoh (data rekaan) sebelum dipakai. Judul kolom tidak boleh diubah.",
    "Judul tebal wajib diisi. Sel kosong berarti belum ada data, bukan nol.",
    "NIP ditulis sebagai teks 18 angka. Tanggal ditulis hari-bulan-tahun.",
    "Jangan menambah kolom data pribadi (agama, NIK, alamat, nomor HP, dan sejenisnya).",
)
_GUIDE_COLUMNS: Final = (("Lembar", 24), ("Kolom", 34), ("Wajib", 8), ("Isi", 40), ("Catatan", 60))

Formats = Mapping[str, Any]


def write_template(path: Path, *, header_fill: str = HEADER_FILL, header_text: str = HEADER_TEXT) -> None:
    """Write the template workbook; the bytes are the same on every run.

    Raises InputError for a name that does not end in ``.xlsx``, a file that exists already (it may hold data), and a
    place that cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise InputError(f"Nama {path.name} tidak berakhiran .xlsx.", "Tulis misalnya templat.xlsx.")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Templat data talenta", "created": _CREATED})
        formats = _make_formats(workbook, header_fill, header_text)
        _write_guide(workbook.add_worksheet("Petunjuk"), formats)
        sheets = [(workbook.add_worksheet(spec.label), spec) for spec in TABLES.values()]
        ranges = _write_choices(workbook.add_worksheet("Referensi"), formats)
        for sheet, spec in sheets:
            _write_table(sheet, spec, formats, ranges)
    try:
        with path.open("xb") as file:
            file.write(buffer.getvalue())
    except FileExistsError as exc:
        raise InputError(
            f"Berkas {path.name} sudah ada dan tidak ditimpa.", "Pilih nama lain, atau pindahkan berkas itu dahulu."
        ) from exc
    except OSError as exc:
        raise InputError(
            f"Templat {path.name} tidak dapat ditulis.", "Periksa nama foldernya dan izin tulis di sana."
        ) from exc


def _make_formats(workbook: Any, fill: str, text: str) -> Formats:
    header = {"bg_color": fill, "font_color": text, "text_wrap": True, "valign": "top", "border": 1}
    return {
        "header": workbook.add_format(header),
        "required": workbook.add_format(header | {"bold": True}),
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "text": workbook.add_format({"num_format": "@"}),
        "date": workbook.add_format({"num_format": "dd-mm-yyyy"}),
        "plain": workbook.add_format({}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_guide(sheet: Any, formats: Formats) -> None:
    sheet.write_string(0, 0, "Petunjuk pengisian", formats["title"])
    for row, line in enumerate(_GUIDE, start=1):
        sheet.write_string(row, 0, f"{row}. {line}")
    first = len(_GUIDE) + 2
    for column, (title, width) in enumerate(_GUIDE_COLUMNS):
        sheet.write_string(first, column, title, formats["required"])
        sheet.set_column(column, column, width)
    fields = [(spec, field) for spec in TABLES.values() for field in spec.columns.values()]
    for row, (spec, field) in enumerate(fields, start=first + 1):
        texts = (spec.label, field.label, "ya" if field.required else "", _describe(field), field.note)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, formats["wrap"])
    _set_up_print(sheet, first)


def _write_choices(sheet: Any, formats: Formats) -> dict[tuple[str, ...], str]:
    """Write each list of choices into a column; return the cell range of each list."""
    ranges = {}
    choices = {list_choices(field): field.label for spec in TABLES.values() for field in spec.columns.values()}
    choices.pop((), None)
    for column, (values, label) in enumerate(choices.items()):
        sheet.write_string(0, column, label, formats["header"])
        sheet.write_column(1, column, values)
        sheet.set_column(column, column, 26)
        letter = xlsxwriter.utility.xl_col_to_name(column)
        ranges[values] = f"=Referensi!${letter}$2:${letter}${len(values) + 1}"
    return ranges


def _write_table(sheet: Any, spec: TableSpec, formats: Formats, ranges: Mapping[tuple[str, ...], str]) -> None:
    for column, field in enumerate(spec.columns.values()):
        sheet.write_string(0, column, field.label, formats["required" if field.required else "header"])
        if comment := _comment(field):
            sheet.write_comment(0, column, comment, {"author": "talenta", "x_scale": 2})
        cell_format = formats[{"nip": "text", "date": "date"}.get(field.kind, "plain")]
        sheet.set_column(column, column, max(14, min(len(field.label) + 4, 36)), cell_format)
        if choices := list_choices(field):
            sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": ranges[choices]})
        _write_example(sheet, column, field, formats)
    sheet.freeze_panes(1, 2)
    _set_up_print(sheet, 0)


def _write_example(sheet: Any, column: int, field: FieldSpec, formats: Formats) -> None:
    if isinstance(field.example, dt.date):
        sheet.write_datetime(1, column, dt.datetime.combine(field.example, dt.time()), formats["date"])
    elif isinstance(field.example, float | int):
        sheet.write_number(1, column, field.example)
    elif field.example:
        sheet.write_string(1, column, field.example, formats["text" if field.kind == "nip" else "plain"])


def _set_up_print(sheet: Any, header_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_header("&L&A")
    sheet.set_footer("&R&P / &N")


def _comment(field: FieldSpec) -> str:
    parts = ["Wajib diisi." if field.required else "", f"{field.note}." if field.note else ""]
    return " ".join(filter(None, parts))


def _describe(field: FieldSpec) -> str:
    if choices := list_choices(field):
        return "; ".join(choices)
    if field.range:
        low, high = field.range
        return f"{_KINDS[field.kind]} {format_number(low, 0)} sampai {format_number(high, 0)}"
    return _KINDS[field.kind]
