"""Findings in words: the number first, one idea a sentence, doubt said plainly."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from talenta_lib.terms import ESELON_LABELS, MISSING, Jenjang, join_words

_SMALL: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    "dua belas",
)  # fmt: skip
_FRACTIONS: Final = {
    0.1: "sepersepuluh",
    0.2: "seperlima",
    0.25: "seperempat",
    1 / 3: "sepertiga",
    0.5: "separuh",
    2 / 3: "dua pertiga",
    0.75: "tiga perempat",
}


def count_words(count: int) -> str:
    """Say a count in words up to twelve, in figures above.

    >>> count_words(5), count_words(27)
    ('lima', '27')
    """
    return _SMALL[count] if count < len(_SMALL) else str(count)


def capital(text: str) -> str:
    """Return a text with its first letter as a capital.

    >>> capital("dua dinas")
    'Dua dinas'
    """
    return text[:1].upper() + text[1:]


def share_words(part: int, whole: int) -> str:
    """Say a share: a fraction in words where it is true within two points, else a percentage.

    >>> share_words(32, 100), share_words(1, 2), share_words(34, 100), share_words(41, 100)
    ('hampir sepertiga', 'separuh', 'lebih dari sepertiga', '41 persen')
    """
    if whole == 0:
        return "tidak ada"
    share = part / whole
    for fraction, word in _FRACTIONS.items():
        if abs(share - fraction) < 0.0201:
            prefix = "" if abs(share - fraction) < 0.005 else "hampir " if share < fraction else "lebih dari "
            return prefix + word
    return f"{round(100 * share)} persen"


def eselon_counts(people: pd.DataFrame) -> str:
    """Say how many officials per eselon: ``28 eselon II, 131 eselon III, dan 339 eselon IV``."""
    counts = people["jenjang"].value_counts()
    return join_words([f"{counts[level]} {label}" for level, label in ESELON_LABELS.items() if counts.get(level, 0)])


def scope_words(people: pd.DataFrame) -> str:
    """Say the scope: ``eselon II, III, dan IV``."""
    present = [label for level, label in ESELON_LABELS.items() if (people["jenjang"] == level).any()]
    return "eselon " + join_words([label.removeprefix("eselon ") for label in present])


def half_year_words(label: str) -> str:
    """Say a half-year label in full.

    >>> half_year_words("I ’27")
    'semester I 2027'
    """
    half, year = label.split()
    return f"semester {half} 20{year[1:]}"


def jenjang_label(code: object) -> str:
    """Return the eselon words of a jenjang code, or a dash word where unknown."""
    return ESELON_LABELS.get(Jenjang(str(code)), str(code)) if pd.notna(code) else "belum ada"  # type: ignore[call-overload]


def plain_post(jabatan: object) -> str:
    """Return the name of a post without "Kepala" before its office, where there is little room.

    >>> plain_post("Kepala Dinas Sosial"), plain_post("Kepala Pelaksana BPBD"), plain_post("Camat Muara")
    ('Dinas Sosial', 'Kepala Pelaksana BPBD', 'Camat Muara')
    """
    return re.sub(r"^Kepala (?!Pelaksana\b)", "", str(jabatan))


def post_text(jabatan: Any, opd: Any) -> str:
    """Return a post with its OPD, unless its name says it already.

    >>> post_text("Kepala Dinas Sosial", "Dinas Sosial"), post_text("Sekretaris Dinas", "Dinas Sosial")
    ('Kepala Dinas Sosial', 'Sekretaris Dinas, Dinas Sosial')
    """
    if pd.isna(jabatan):
        return MISSING
    name = str(jabatan)
    return name if pd.isna(opd) or str(opd).casefold() in name.casefold() else f"{name}, {opd}"
