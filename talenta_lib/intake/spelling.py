"""Text as people type it: cleaning it, and the spellings of ``spellings.yaml``."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

SPELLINGS: Final[dict[str, Any]] = yaml.safe_load(
    files("talenta_lib.intake").joinpath("spellings.yaml").read_text(encoding="utf-8")
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_EXACT = 2**53  # above this a float no longer holds every whole number: its digits are not those of the file
_MISSING = frozenset(SPELLINGS["missing"])


def clean_text(raw: object) -> str:
    """Return a cell as one line of plain text: whole numbers without ".0", dates as ISO, single spaces.

    >>> clean_text("  Dinas\\u00a0 Contoh "), clean_text(2024.0)
    ('Dinas Contoh', '2024')
    """
    if isinstance(raw, str):
        return _clean(raw)
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < _EXACT:
        return str(int(raw))
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        raw = raw.date()
    return _clean(str(raw))


def is_missing(raw: object) -> bool:
    """Whether a cell holds no value: blank, "-", "n/a", "belum ada", "kosong" and the like."""
    return clean_text(raw).upper() in _MISSING


def header_key(text: object) -> str:
    """Reduce a header to capital words and digits, so that ``Pangkat/Gol.`` and ``PANGKAT GOL`` are one.

    >>> header_key("Pangkat/Gol. (TMT)")
    'PANGKAT GOL TMT'
    """
    return _header_key(clean_text(text))


@lru_cache(maxsize=100_000)
def _clean(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


@lru_cache(maxsize=100_000)
def _header_key(text: str) -> str:
    return " ".join(re.findall(r"[A-Z0-9]+", text.upper()))
