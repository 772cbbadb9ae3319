"""Which rows of a sheet hold data: titles, headers, section rows, totals and signatures do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from talenta_lib.intake.layout import Match
from talenta_lib.intake.readers import Row
from talenta_lib.intake.spelling import SPELLINGS, clean_text, header_key

_FOOTER: Final = re.compile(
    r"(JUMLAH|TOTAL|MENGETAHUI|MENYETUJUI|CATATAN|KETERANGAN|DITETAPKAN|DISAHKAN|DIBUAT|DICETAK|SUMBER)\b"
)
_PLACE_AND_DATE: Final = re.compile(rf"[A-Z .]+,? +\d{{1,2}} +({'|'.join(SPELLINGS['months'])})[A-Z]* +\d{{4}}")
_SIGNATURE: Final = re.compile(r"NIP\b")
_SECTION_NUMBER: Final = re.compile(r"^(?:[IVXLC]+|[A-Z]|\d+)[.)]\s*")


def find_data_rows(rows: Sequence[Row], match: Match) -> list[tuple[Row, str]]:
    """Return the rows that hold data, each with the section text it stands under ("" when none).

    A row is no data when it is above or in the header, repeats it, numbers the columns, is one lone text (a section),
    a total, or stands after the last data row behind a line such as "Mengetahui" or a place and date.
    """
    body = rows[match.first_row + match.depth :]
    body = body[: _footer_start(body, match)]
    found: list[tuple[Row, str]] = []
    section = ""
    for row in body:
        if _is_section(row, match):
            section = _SECTION_NUMBER.sub("", _texts(row)[0])
        elif not (_is_header_again(row, match) or _is_numbering(row) or _is_total(row, match)):
            found.append((row, section))
    return found


def key_text(row: Row, match: Match) -> str:
    """Return the text in the first required column of the table, the one that names the row."""
    positions = next((match.columns[name] for name in match.table.required if name in match.columns), ())
    return next((text for k in positions if k < len(row.cells) and (text := clean_text(row.cells[k]))), "")


def _texts(row: Row) -> list[str]:
    return list(dict.fromkeys(text for cell in row.cells if (text := clean_text(cell))))


def _is_section(row: Row, match: Match) -> bool:
    """Whether a row is one lone text; a lone key (an unfinished data row) is none."""
    texts = _texts(row)
    if len(texts) > 1 or len(match.columns) < 3:
        return False
    if _SIGNATURE.match(texts[0].upper()):
        return True
    if match.table.key[0] == "nip":
        return re.search(r"\d{6}|[eE]\+", texts[0]) is None
    return key_text(row, match) == ""


def _is_header_again(row: Row, match: Match) -> bool:
    texts = [(clean_text(cell), k) for k, cell in enumerate(row.cells) if clean_text(cell)]
    parts = _header_parts(tuple(match.headers))
    return all(header_key(text) in parts for text, _ in texts)


@cache
def _header_parts(headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(header_key(part) for header in headers for part in (header, *header.split(" / ")))


def _is_numbering(row: Row) -> bool:
    texts = [clean_text(cell).strip("().") for cell in row.cells if clean_text(cell)]
    return len(texts) >= 3 and texts == [str(k) for k in range(1, len(texts) + 1)]


def _is_total(row: Row, match: Match) -> bool:
    texts = _texts(row)
    key = key_text(row, match)
    return bool(_FOOTER.match(texts[0].upper())) and key in ("", texts[0])


def _footer_start(body: Sequence[Row], match: Match) -> int:
    """Return the index of the first footer line after which no data row stands."""
    last_data = max((k for k, row in enumerate(body) if _looks_like_data(row, match)), default=-1)
    for k in range(last_data + 1, len(body)):
        if any(_FOOTER.match(text.upper()) or _PLACE_AND_DATE.fullmatch(text.upper()) for text in _texts(body[k])):
            return k
    return len(body)


def _looks_like_data(row: Row, match: Match) -> bool:
    texts = _texts(row)
    key = key_text(row, match)
    needed = min(3, len(match.columns))
    return (
        bool(key) and len(texts) >= needed and not _is_total(row, match) and not _PLACE_AND_DATE.fullmatch(key.upper())
    )
