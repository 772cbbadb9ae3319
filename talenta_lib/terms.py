"""Official terms, their labels and their order; Indonesian numbers and dates. Imports nothing of talenta."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

MINUS: Final = "\u2212"
MISSING: Final = "belum ada"
PPK_SENTENCE: Final = "Keputusan oleh PPK, bukan oleh sistem"
SYNTHETIC: Final = "DATA SINTETIS"
CLASSIFICATION: Final = "RAHASIA - TERBATAS"
DRAFT: Final = "KONSEP"

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class Axis(StrEnum):
    """The two axes of the nine-box; performance is vertical, potential horizontal."""

    PERFORMANCE = "performance"
    POTENTIAL = "potential"


class Level(StrEnum):
    """Levels of an axis, lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Jenjang(StrEnum):
    """Levels of a structural post in a local government, highest first."""

    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    PELAKSANA = "pelaksana"


class Recommendation(StrEnum):
    """What the map suggests for a person; a decision stays with the PPK."""

    PROMOSI = "promosi"
    ROTASI = "rotasi"
    PENGEMBANGAN = "pengembangan"


class Answer(StrEnum):
    """What the rules answer for an official in a post, best first; only ``GUGUR`` removes the pair."""

    LULUS = "lulus"
    ALASAN = "alasan"
    PERSETUJUAN = "persetujuan"
    VERIFIKASI = "verifikasi"
    GUGUR = "gugur"


class MoveKind(StrEnum):
    """How an official comes to a post."""

    ROTASI = "rotasi"
    PROMOSI = "promosi"
    PENEMPATAN = "penempatan"
    TETAP = "tetap"


ANSWER_LABELS: Final = {
    Answer.LULUS: "Lulus",
    Answer.ALASAN: "Lulus dengan alasan tertulis",
    Answer.PERSETUJUAN: "Perlu persetujuan",
    Answer.VERIFIKASI: "Perlu verifikasi",
    Answer.GUGUR: "Gugur",
}
ASKED_LABELS: Final = {
    Answer.LULUS: "lulus tanpa syarat tambahan",
    Answer.ALASAN: "perlu alasan tertulis",
    Answer.PERSETUJUAN: "perlu persetujuan",
    Answer.VERIFIKASI: "perlu verifikasi",
    Answer.GUGUR: "tidak memenuhi syarat",
}
"""What a name needs; one name may need several things, so counts of names by these may add up to more."""
AXIS_LABELS: Final = {Axis.PERFORMANCE: "Kinerja", Axis.POTENTIAL: "Potensial"}
PERFORMANCE_LABELS: Final = {
    Level.LOW: "di bawah ekspektasi",
    Level.MEDIUM: "sesuai ekspektasi",
    Level.HIGH: "di atas ekspektasi",
}
POTENTIAL_LABELS: Final = {Level.LOW: "rendah", Level.MEDIUM: "menengah", Level.HIGH: "tinggi"}
JENJANG_LABELS: Final = {
    Jenjang.JPT_PRATAMA: "JPT Pratama",
    Jenjang.ADMINISTRATOR: "Administrator",
    Jenjang.PENGAWAS: "Pengawas",
    Jenjang.PELAKSANA: "Pelaksana",
}
JF_JENJANG_LABELS: Final = {
    "ahli_utama": "Ahli Utama",
    "ahli_madya": "Ahli Madya",
    "ahli_muda": "Ahli Muda",
    "ahli_pertama": "Ahli Pertama",
    "penyelia": "Penyelia",
    "mahir": "Mahir",
    "terampil": "Terampil",
    "pemula": "Pemula",
}
"""Levels of a functional post, highest first; the name of the post ends with, or contains, these words."""
ESELON_LABELS: Final = {
    Jenjang.JPT_PRATAMA: "eselon II",
    Jenjang.ADMINISTRATOR: "eselon III",
    Jenjang.PENGAWAS: "eselon IV",
}
ESELON_JENJANG: Final = {
    "II.a": Jenjang.JPT_PRATAMA,
    "II.b": Jenjang.JPT_PRATAMA,
    "III.a": Jenjang.ADMINISTRATOR,
    "III.b": Jenjang.ADMINISTRATOR,
    "IV.a": Jenjang.PENGAWAS,
    "IV.b": Jenjang.PENGAWAS,
}
COMPETENCY_LABELS: Final = {
    "integritas": "Integritas",
    "kerja_sama": "Kerja sama",
    "komunikasi": "Komunikasi",
    "orientasi_hasil": "Orientasi pada hasil",
    "pelayanan_publik": "Pelayanan publik",
    "pengembangan_diri": "Pengembangan diri dan orang lain",
    "mengelola_perubahan": "Mengelola perubahan",
    "pengambilan_keputusan": "Pengambilan keputusan",
    "perekat_bangsa": "Perekat bangsa",
}
SIDE_LABELS: Final = {
    "pendidikan": "Kualifikasi pendidikan",
    "teknis": "Kompetensi teknis",
    "manajerial": "Kemampuan manajerial",
    "karakter": "Karakter kepemimpinan",
    "rekam_jejak": "Rekam jejak kinerja",
}
SEVERITIES: Final = ("fatal", "penting", "kosmetik")


def format_number(value: float | None, decimals: int = 1, *, signed: bool = False) -> str:
    """Format a number the Indonesian way, halves up as in Excel: ``1.234,5``; missing gives "belum ada".

    >>> format_number(71.25), format_number(-2, 0), format_number(7.8, signed=True), format_number(None)
    ('71,3', '−2', '+7,8', 'belum ada')
    >>> format_number(1234.56)
    '1.234,6'
    """
    if value is None or math.isnan(value):
        return MISSING
    text = f"{_half_up(abs(value), decimals):,f}".translate(str.maketrans(",.", ".,"))
    is_zero = not any(digit in text for digit in "123456789")
    if is_zero:
        return text
    return (MINUS if value < 0 else "+" if signed else "") + text


def _half_up(value: float, decimals: int) -> Decimal:
    """Round halves away from zero, on the digits that Python prints."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_score(value: float | None, cuts: Iterable[float]) -> str:
    """Format an axis score with one decimal, or as many more as keep it on its own side of every cut-off.

    >>> format_score(79.94, (60, 80)), format_score(79.997, (60, 80)), format_score(80.0, (60, 80))
    ('79,9', '79,997', '80,0')
    >>> format_score(59.995, (60, 80))
    '59,995'
    """
    if value is None or math.isnan(value):
        return MISSING
    limits = list(cuts)
    for decimals in (1, 2, 3, 4):
        shown = float(_half_up(value, decimals))
        if all((shown > cut) == (value > cut) and (shown < cut) == (value < cut) for cut in limits):
            return format_number(value, decimals)
    return format_number(value, 5)


def format_date(value: dt.date | None, *, short: bool = False) -> str:
    """Format a date as ``30 Juni 2025``, or ``30-06-2025`` when short; missing gives "belum ada".

    >>> format_date(dt.date(2025, 6, 30)), format_date(dt.date(2025, 6, 30), short=True)
    ('30 Juni 2025', '30-06-2025')
    """
    if value is None or value != value:  # noqa: PLR0124 - NaT is the only date unequal to itself
        return MISSING
    if short:
        return f"{value.day:02d}-{value.month:02d}-{value.year}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def format_pct(share: float | None, decimals: int = 0) -> str:
    """Format a share of 0-1 as a percentage without space, for tables and charts.

    >>> format_pct(0.32)
    '32%'
    """
    return MISSING if share is None or math.isnan(share) else f"{format_number(100 * share, decimals)}%"


def format_nip(nip: str) -> str:
    """Group a NIP for print: ``19820314 200604 1 901``."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


def format_term(start: dt.date, end: dt.date) -> str:
    """Say a term in calendar years and months.

    >>> format_term(dt.date(2022, 1, 4), dt.date(2025, 10, 1))
    '3 tahun 8 bulan'
    """
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    years, rest = divmod(max(months, 0), 12)
    parts = [f"{years} tahun"] * (years > 0) + [f"{rest} bulan"] * (rest > 0 or years == 0)
    return " ".join(parts)


def join_words(words: Sequence[str]) -> str:
    """Join words into an Indonesian list.

    >>> join_words(["a", "b", "c"])
    'a, b, dan c'
    """
    if len(words) <= 1:
        return "".join(words)
    return " dan ".join(words) if len(words) == 2 else ", ".join(words[:-1]) + f", dan {words[-1]}"


def whole_percentages(shares: Iterable[float]) -> list[int]:
    """Round shares (any positive scale) to whole percentages that add to 100 (largest remainder).

    >>> whole_percentages([1, 1, 1])
    [34, 33, 33]
    """
    parts = list(shares)
    total = sum(parts)
    if total <= 0:
        return [0] * len(parts)
    exact = [100 * part / total for part in parts]
    whole = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda k: (whole[k] - exact[k], k))
    for k in by_remainder[: 100 - sum(whole)]:
        whole[k] += 1
    return whole
