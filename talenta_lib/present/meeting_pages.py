"""The pages of a meeting in their order, and what each shows one after the other while it is presented."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Page(StrEnum):
    """The pages, in the order of a meeting."""

    SUMMARY = "ringkasan"
    MAP = "peta"
    SCENARIO = "skenario"
    WHY = "mengapa"
    DECISIONS = "keputusan"
    DATA = "data"
    MINUTES = "berita-acara"


PAGE_LABELS: Final = {
    Page.SUMMARY: "Ringkasan",
    Page.MAP: "Peta talenta",
    Page.SCENARIO: "Skenario",
    Page.WHY: "Mengapa",
    Page.DECISIONS: "Keputusan",
    Page.DATA: "Data & ketentuan",
    Page.MINUTES: "Berita Acara",
}
FILES: Final = "Berkas"
SCREENS: Final[Mapping[Page, tuple[str, ...]]] = {
    Page.SUMMARY: ("Yang harus diputuskan", "Kelengkapan data", "Yang dinilai", "Urutan rapat"),
    Page.SCENARIO: ("Perpindahan", "Batas perpindahan", "Urutan perpindahan"),
    Page.DECISIONS: ("Rapat dan hasil", "Nama"),
    Page.WHY: ("Perbandingan", "Yang ikut berubah", "Aturan dan jabatan lain", "Calon jabatan kosong"),
    Page.MINUTES: ("Yang masih terbuka", "Naskah", FILES),
}
"""What a page shows one after the other while it is presented; a page that is not here is one screen."""
