"""Files to raw sheets: cells as they are, with the row numbers that the spreadsheet shows.

The only module that knows the spreadsheet library; none of its errors leave it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from talenta_lib.errors import InputError
from talenta_lib.intake.spelling import clean_text

WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt")
_DELIMITERS: Final = ";,\t|"


@dataclass(frozen=True)
class Row:
    """One row that is not blank; ``number`` is the one the spreadsheet shows (first row = 1)."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class RawSheet:
    """The rows of a sheet that are not blank; a csv file is one sheet named after the file."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class RawFile:
    """A file as read: its sheets and the hash of its bytes."""

    path: Path
    sha256: str
    sheets: tuple[RawSheet, ...]


def is_data_file(path: Path) -> bool:
    """Whether a file found in a folder is read: a known ending, and no lock file of an open workbook."""
    is_hidden = path.name.startswith(("~$", "."))
    return path.is_file() and path.suffix.lower() in (*WORKBOOKS, *TEXTS) and not is_hidden


def refuse_other_kinds(path: Path) -> None:
    """Raise InputError when a file that was named is not there or is of a kind that is not read."""
    if not path.exists():
        raise InputError(f"Berkas {path.name} tidak ditemukan.", "Periksa nama dan letak berkas.")
    if path.suffix.lower() not in (*WORKBOOKS, *TEXTS):
        raise InputError(
            f"Berkas {path.name} berjenis '{path.suffix}', yang tidak dapat dibaca.",
            "Simpan sebagai .xlsx, .xls, .ods, atau .csv.",
        )


def read_file(path: Path) -> RawFile:
    """Read a workbook (xlsx, xls, ods) or a text file (csv).

    Raises InputError when the file cannot be opened, is empty, corrupt or protected by a password.
    """
    content = _read_bytes(path)
    if path.suffix.lower() in WORKBOOKS:
        sheets = _read_workbook(path, content)
    else:
        sheets = (RawSheet(path.stem, _number_rows(_read_text(path, content))),)
    return RawFile(path, sha256(content).hexdigest(), sheets)


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise InputError(
            f"Berkas {path.name} tidak dapat dibuka.", "Tutup aplikasi lain yang memakainya dan periksa izin baca."
        ) from exc
    if not content.strip():
        raise InputError(f"Berkas {path.name} kosong (0 isi).", "Ekspor ulang berkas dari sumbernya.")
    return content


def _read_workbook(path: Path, content: bytes) -> tuple[RawSheet, ...]:
    if content.lstrip()[:1] == b"<":
        raise InputError(
            f"Berkas {path.name} sebenarnya halaman web (HTML/XML), bukan buku kerja Excel.",
            "Buka di Excel, lalu Simpan Sebagai .xlsx.",
        )
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return tuple(_read_sheet(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names)
    except PasswordError as exc:
        raise InputError(
            f"Berkas {path.name} dilindungi kata sandi.", "Buka di Excel, hapus kata sandinya, lalu simpan ulang."
        ) from exc
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as exc:
        raise _broken(path) from exc
    except BaseException as exc:
        # The library panics on some damaged .xls files; that class derives from BaseException and cannot be imported.
        if type(exc).__name__ != "PanicException":
            raise
        raise _broken(path) from exc


def _broken(path: Path) -> InputError:
    return InputError(
        f"Berkas {path.name} rusak atau bukan buku kerja yang sah.",
        "Buka di Excel, simpan ulang sebagai .xlsx, lalu coba lagi.",
    )


def _read_sheet(sheet: CalamineSheet) -> RawSheet:
    cells: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _fill_merged(cells, (top, left), (bottom, right))
    return RawSheet(sheet.name, _number_rows(cells))


def _fill_merged(cells: list[list[object]], first: tuple[int, int], last: tuple[int, int]) -> None:
    """Write the value of the first cell of a merged area over the whole area, in place."""
    if first[0] >= len(cells) or first[1] >= len(cells[first[0]]):
        return
    value = cells[first[0]][first[1]]
    for row in cells[first[0] : last[0] + 1]:
        end = min(last[1] + 1, len(row))
        row[first[1] : end] = [value] * max(end - first[1], 0)


def _number_rows(cells: list[list[object]]) -> tuple[Row, ...]:
    rows = (Row(number, tuple(row)) for number, row in enumerate(cells, start=1))
    return tuple(row for row in rows if any(map(clean_text, row.cells)))


def _read_text(path: Path, content: bytes) -> list[list[object]]:
    text = _decode(content)
    if "\x00" in text:
        raise InputError(f"Berkas {path.name} bukan berkas teks.", "Ekspor ulang sebagai .csv dengan pengodean UTF-8.")
    hint = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    try:
        delimiter = hint[1] if hint else _guess_delimiter(text)
        rows: list[list[object]] = [list(row) for row in _split(text, delimiter)]
    except csv.Error as exc:
        raise InputError(
            f"Berkas {path.name} rusak: ada tanda petik atau akhir baris yang tidak lengkap.",
            "Ekspor ulang berkas itu.",
        ) from exc
    return [[], *rows[1:]] if hint else rows


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _split(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _guess_delimiter(text: str) -> str:
    """Return the delimiter that gives most rows the same, largest number of columns."""
    sample = "\n".join(text.splitlines()[:200])

    def fitness(delimiter: str) -> int:
        widths = Counter(len(row) for row in _split(sample, delimiter) if len(row) > 1)
        return max((width * count for width, count in widths.items()), default=0)

    return max(_DELIMITERS, key=fitness)
