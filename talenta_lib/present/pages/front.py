"""Cover and contents."""

from __future__ import annotations

from html import escape
from typing import Final

from talenta_lib.present.chapter import Chapter
from talenta_lib.present.pages.page import Page, classification
from talenta_lib.present.theme import COLORS
from talenta_lib.round import RoundResult
from talenta_lib.terms import format_date, join_words

CONTENTS: Final = (
    ("bupati", "Ringkasan untuk Bupati"),
    ("rencana", "Rencana mutasi untuk Bupati"),
    ("rencana-nama", "Rencana mutasi: rincian per nama"),
    ("rencana-susunan", "Rencana mutasi: lingkaran, rantai, dan jabatan kosong"),
    ("tiga-calon", "Tiga calon per jabatan kosong"),
    ("rencana-cara", "Bagaimana rencana ini disusun"),
    ("kotak", "Pejabat menurut kotaknya"),
    ("garis-batas", "Garis batas"),
    ("belum-ditetapkan", "Belum dapat ditetapkan"),
    ("suksesi", "Kelompok rencana suksesi"),
    ("jabatan-kosong", "Jabatan kosong dan calonnya"),
    ("saran", "Saran promosi, rotasi, dan pengembangan"),
    ("organisasi", "Sebaran, kelengkapan, dan pensiun"),
    ("pengembangan", "Kekurangan kompetensi dan pengembangan"),
    ("mutu-data", "Mutu data"),
    ("selisih", "Selisih dengan nilai jadi"),
    ("alat-ukur", "Seberapa pasti sebuah kotak"),
    ("skema", "Skema yang dipakai"),
    ("ketentuan", "Ketentuan yang dipakai"),
    ("jejak", "Sumber dan jejak"),
)
"""Anchors and titles of the contents page, in the order of the pages."""
PLAN_ANCHORS: Final = ("rencana", "tiga-calon")
"""How the anchors of the mutasi chapter begin."""


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


def contents(chapter: Chapter | None) -> Page:
    """Return "Daftar isi" with or without the mutasi chapter; page numbers are filled in by the PDF engine."""
    entries = [entry for entry in CONTENTS if chapter is not None or not entry[0].startswith(PLAN_ANCHORS)]
    items = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in entries)
    front = "Dua halaman pertama" if chapter is None else "Empat halaman pertama"
    plan = "" if chapter is not None else " Putaran ini tidak menyebut skenario, sehingga tidak ada bab rencana mutasi."
    return Page(
        f'<section class="halaman"><h1>Daftar isi</h1><nav class="daftar-isi"><ol>{items}</ol></nav>'
        f'<p class="catatan">{front} sesudah daftar ini cukup untuk Bupati. Sisanya lampiran untuk komite.{plan}</p>'
        "</section>"
    )
