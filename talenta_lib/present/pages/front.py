"""Cover and contents."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from talenta_lib.present.pages.page import Page, classification
from talenta_lib.present.theme import COLORS
from talenta_lib.round import RoundResult
from talenta_lib.terms import format_date, join_words


def cover(result: RoundResult, *, draft: bool = False) -> Page:
    """Return the cover: classification, title, region, and what the report rests on."""
    parameters = result.parameters
    scheme = result.scheme.label + (" (simulasi dengan skema yang terbit kemudian)" if result.is_scheme_younger else "")
    status = "Konsep: skema dan ketentuan belum seluruhnya disahkan instansi" if draft or result.is_draft else "Final"
    signed = join_words([f"{who.name} ({who.role})" for who in parameters.signatories]) or "belum ada"
    rows = {
        "Data per": format_date(parameters.as_of),
        "Rencana pelantikan": format_date(parameters.inauguration_date),
        "Skema": scheme,
        "Status": status,
        "Disusun oleh": f"{parameters.agency}; {signed}",
        "Jejak masukan": result.input_hash[:8],
    }
    table = "".join(f'<tr><th scope="row">{key}</th><td>{escape(value)}</td></tr>' for key, value in rows.items())
    return Page(
        f'<section class="sampul"><p class="golongan-dokumen">{classification(result, draft=draft)}</p>'
        f'<div class="tanda">{_mark()}</div><div class="judul-sampul"><h1>{escape(parameters.title)}</h1>'
        f'<p class="anak-judul">{escape(parameters.region)}</p></div><table class="identitas">{table}</table></section>'
    )


def _mark() -> str:
    """Return the 3x3 mark: the cells of the succession boxes in nila, the others in grey."""
    color = COLORS["terang"]
    filled = {(0, 1), (0, 2), (1, 2)}
    cells = "".join(
        f'<rect x="{column * 24}" y="{row * 24}" width="20" height="20" rx="2" '
        f'fill="{color["nila" if (row, column) in filled else "abu"]}"/>'
        for row in range(3)
        for column in range(3)
    )
    title = "<title>Tanda talenta: sembilan kotak, kotak suksesi berwarna</title>"
    return f'<svg width="68" height="68" viewBox="0 0 68 68" role="img">{title}{cells}</svg>'


def contents(entries: Sequence[tuple[str, str]]) -> Page:
    """Return "Daftar isi": (anchor, title) pairs; page numbers are filled in by the PDF engine."""
    items = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in entries)
    return Page(
        f'<section class="halaman"><h1>Daftar isi</h1><nav class="daftar-isi"><ol>{items}</ol></nav>'
        '<p class="catatan">Dua halaman pertama sesudah daftar ini cukup untuk Bupati. Sisanya lampiran untuk komite.</p>'
        "</section>"
    )
