"""Lampiran SK: the list of a decree as XLSX and DOCX, with blanks for what only the agency can fill in.

The one home of python-docx. The same plan gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import docx
import pandas as pd
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from talenta_lib.errors import ReportError
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.decree_words import COLUMNS, DecreeText, decree_rows, decree_text
from talenta_lib.present.excel import write_list
from talenta_lib.round import RoundResult
from talenta_lib.terms import PPK_SENTENCE

FONT: Final = "Arial"
"""A face that every office has: the document goes on being edited there."""
SHEET: Final = (330, 215)
"""An F4 sheet, landscape, in mm."""
MARGIN: Final = 15
WIDTHS: Final = (10, 54, 38, 60, 60, 16, 62)
"""Width of each column in mm; together the sheet between its margins."""
HEADING_LEFT: Final = 190
HEADING_COLON: Final = 215
"""Where the colons of the heading stand, in mm from the margin."""
CENTRED: Final = ("no", "eselon")
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_CREATED: Final = dt.datetime(2025, 1, 1)


def write_decree(mutasi: Mutasi, result: RoundResult, folder: str | Path) -> list[Path]:
    """Write ``lampiran-sk.xlsx`` and ``lampiran-sk.docx`` of a plan to a folder; return both paths.

    Always marked KONSEP: number, date and name of the PPK are blanks. Raises ``ReportError`` where a file cannot be
    written.
    """
    text, rows, target = decree_text(result), decree_rows(mutasi, result), Path(folder)
    table = rows.rename(columns=COLUMNS)
    sheet = write_list(
        target / "lampiran-sk.xlsx", table, head=(*text.heading, "", text.title, ""),
        foot=("", *text.signature, "", text.note), widths=WIDTHS, title="Lampiran SK", classification=text.mark,
        fingerprint=text.trace,
    )  # fmt: skip
    return [sheet, _write_docx(target / "lampiran-sk.docx", _document(table, text))]


def _write_docx(path: Path, document: Any) -> Path:
    """Write a document with fixed times in its archive."""
    kept, fixed = io.BytesIO(), io.BytesIO()
    document.save(kept)
    with zipfile.ZipFile(kept) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), source.read(name), zipfile.ZIP_DEFLATED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fixed.getvalue())
    except OSError as exc:
        raise ReportError(
            f"Berkas {path.name} tidak dapat ditulis.", "Tutup berkas itu bila sedang terbuka, lalu ulangi."
        ) from exc
    return path


def _document(table: pd.DataFrame, text: DecreeText) -> Any:
    """Return the document: heading, title, list, signature."""
    document = docx.Document()
    _set_up(document, text)
    for line in text.heading:
        _paragraph(document, line, left=HEADING_LEFT)
    _paragraph(document, "")
    for line in text.title.splitlines():
        _paragraph(document, line, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "")
    _add_table(document, table)
    for number, line in enumerate(("", *text.signature)):
        _paragraph(document, line, left=HEADING_LEFT, keep=number < len(text.signature))
    _paragraph(document, "")
    _paragraph(document, text.note, size=8)
    return document


def _set_up(document: Any, text: DecreeText) -> None:
    """Set paper, font, running head and foot, and the properties that python-docx would take from the clock."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(SHEET[0]), Mm(SHEET[1])
    section.left_margin = section.right_margin = section.bottom_margin = Mm(MARGIN)
    section.top_margin, section.header_distance, section.footer_distance = Mm(MARGIN + 3), Mm(8), Mm(8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10)
    style.paragraph_format.space_after = Pt(0)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(head, text.mark, bold=True, size=8)
    foot = section.footer.paragraphs[0]
    _run(foot, f"{PPK_SENTENCE} · Jejak masukan {text.trace} · Halaman ", size=8)
    _field(foot, "PAGE")
    _run(foot, " dari ", size=8)
    _field(foot, "NUMPAGES")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Lampiran SK", "", text.mark
    properties.created = properties.modified = _CREATED
    properties.language = "id"


def _paragraph(
    document: Any, words: str, *, left: int = 0, bold: bool = False, size: float = 10, keep: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:  # fmt: skip
    """Add a paragraph; ``keep`` holds it on the page of the next one."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = Mm(left) if left else None
    words, colon, rest = words.partition(" : ")
    if colon:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(HEADING_COLON))
    paragraph.paragraph_format.keep_with_next = keep
    _run(paragraph, f"{words.rstrip()}\t: {rest}" if colon else words, bold=bold, size=size)


def _run(paragraph: Any, words: str, *, bold: bool = False, size: float) -> None:
    """Add words to a paragraph."""
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)


def _field(paragraph: Any, name: str) -> None:
    """Add a field that the word processor fills in, such as the page number; each part is a run of its own."""
    for kind, words in (("begin", ""), ("", name), ("separate", ""), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(8)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _add_table(document: Any, rows: pd.DataFrame) -> None:
    """Add the list: its head is repeated on every page, and no row is broken."""
    table = document.add_table(rows=1, cols=len(rows.columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    _fill(table.rows[0], list(rows.columns), rows.columns, bold=True)
    _mark_row(table.rows[0], "w:tblHeader")
    for values in rows.itertuples(index=False):
        row = table.add_row()
        _fill(row, [str(value) for value in values], rows.columns)
        _mark_row(row, "w:cantSplit")


def _fill(row: Any, values: Sequence[str], names: pd.Index, *, bold: bool = False) -> None:
    """Write the cells of a row."""
    centred = {COLUMNS[name] for name in CENTRED}
    for cell, value, name, width in zip(row.cells, values, names, WIDTHS, strict=True):
        cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER if bold else WD_CELL_VERTICAL_ALIGNMENT.TOP
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        _run(paragraph, value, bold=bold, size=9)
        if bold or name in centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark_row(row: Any, name: str) -> None:
    """Set a switch of a table row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))
