"""From a cell to a clean value: one parser a kind of column.

A value that cannot be read without doubt is left missing, with a problem: it is never guessed, and missing is
never zero. NIP columns are read in :mod:`talenta_lib.intake.nip`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from talenta_lib.intake.amounts import parse_amount, parse_whole
from talenta_lib.intake.codes import (
    parse_category,
    parse_education,
    parse_eselon,
    parse_golongan,
    parse_jenjang,
    parse_yes_no,
)
from talenta_lib.intake.dates import parse_date
from talenta_lib.intake.fields import FieldSpec
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.nip import inspect_nip, is_tidy
from talenta_lib.intake.parsed import Context, Parsed
from talenta_lib.intake.spelling import SPELLINGS, clean_text, is_missing

_LEVEL_BEFORE_FIELD = re.compile(r"^(S-?[1-3]|D-?(I{1,3}|IV|[1-4]))[ /-]+", re.IGNORECASE)
_ACTING = re.compile(rf"({'|'.join(SPELLINGS['acting'])})\b", re.IGNORECASE)


def parse_value(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read one cell as the kind of its column; blank and "belum ada" give missing without a problem."""
    if is_missing(raw):
        return Parsed()
    return _PARSERS[field.kind](raw, field, context)


def parse_text(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a text on one line; a field of study loses the level before it ("S-1 ILMU HUKUM")."""
    text = clean_text(raw)
    if field.name == "education_field":
        text = _LEVEL_BEFORE_FIELD.sub("", text)
    return Parsed(text or None)


def is_acting(jabatan: str) -> bool:
    """Whether the name of a post says that it is held for the time being (Plt, Plh, Pj).

    >>> is_acting("Plt. Inspektur"), is_acting("Pelaksana Teknis")
    (True, False)
    """
    return _ACTING.match(jabatan) is not None


def parse_list(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a list separated by semicolons; joined again by ";" with each part trimmed."""
    parts = [part.strip() for part in clean_text(raw).split(";")]
    return Parsed(";".join(filter(None, parts)) or None)


def split_name(name: str) -> tuple[str, str, str]:
    """Split titles off a name: (before, name, after); a name all in capitals gets its usual case.

    >>> split_name("Drs. Damar Contoh, S.Sos., M.Si.")
    ('Drs.', 'Damar Contoh', 'S.Sos., M.Si.')
    >>> split_name("DAMAR CONTOH")
    ('', 'Damar Contoh', '')
    """
    main, _, rest = name.partition(",")
    after = rest.strip()
    if not all(_is_title_after(part) for part in after.split(",")):
        main, after = name, ""
    words = main.split()
    count = 0
    while count < len(words) - 1 and _title_key(words[count]) in SPELLINGS["titles_before"] and "." in words[count]:
        count += 1
    name = " ".join(words[count:])
    return " ".join(words[:count]), name.title() if name.isupper() else name, after


def _is_title_after(part: str) -> bool:
    return "." in part or _title_key(part) in SPELLINGS["titles_after"]


def _title_key(word: str) -> str:
    return re.sub(r"[^A-Z]", "", word.upper())


def _parse_nip(raw: object, field: FieldSpec, context: Context) -> Parsed:
    found = inspect_nip(raw, context)
    if isinstance(found, Problem):
        return Parsed(problem=found)
    return Parsed(found.text, None if is_tidy(raw) else Problem("nip_dirapikan", clean_text(raw)))


_PARSERS: Final[Mapping[str, Callable[[object, FieldSpec, Context], Parsed]]] = {
    "nip": _parse_nip,
    "text": parse_text,
    "name": parse_text,
    "date": parse_date,
    "year": parse_whole,
    "integer": parse_whole,
    "number": parse_amount,
    "score": parse_amount,
    "pct": parse_amount,
    "level": parse_amount,
    "category": parse_category,
    "golongan": parse_golongan,
    "eselon": parse_eselon,
    "jenjang": parse_jenjang,
    "education": parse_education,
    "yes_no": parse_yes_no,
    "list": parse_list,
}
