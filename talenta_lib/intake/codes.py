"""Values from a closed list: categories, golongan, eselon, jenjang, education, yes or no."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from talenta_lib.errors import did_you_mean
from talenta_lib.intake.fields import FieldSpec
from talenta_lib.intake.official import spelling_key
from talenta_lib.intake.parsed import Context, Parsed, failed
from talenta_lib.intake.spelling import SPELLINGS, clean_text
from talenta_lib.terms import ESELON_JENJANG, JENJANG_LABELS

_GOLONGAN = re.compile(r"(?<![A-Z])(I{1,3}|IV)\s*[/.\- ]?\s*([A-E])(?![A-Z])")
EDUCATION_LEVELS: Final = tuple(level for _, level in reversed(SPELLINGS["education"]))
_EDUCATION = [(re.compile(rf"(?:{pattern})(?![A-Z0-9])"), level) for pattern, level in SPELLINGS["education"]]


def parse_category(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a category by its code, label or alias, whatever the case; codes such as "01" also as 1."""
    text = clean_text(raw)
    code = category_spellings(field).get(_category_key(text))
    return Parsed(code) if code else _unknown(text, list(field.values.values()))


def list_choices(field: FieldSpec) -> tuple[str, ...]:
    """Return what a user can choose from in a column of a closed list, as written; () for other columns."""
    closed = {
        "category": tuple(field.values.values()),
        "eselon": tuple(ESELON_JENJANG),
        "jenjang": tuple(JENJANG_LABELS.values()),
        "education": EDUCATION_LEVELS,
        "yes_no": ("ya", "tidak"),
    }
    return closed.get(field.kind, ())


def category_spellings(field: FieldSpec) -> dict[str, str]:
    """Return every accepted spelling of a category column onto its code."""
    return _spellings(tuple(field.values.items()), tuple(field.aliases.items()))


@cache
def _spellings(values: tuple[tuple[str, str], ...], aliases: tuple[tuple[str, str], ...]) -> dict[str, str]:
    spellings = {_category_key(alias): code for alias, code in aliases}
    spellings |= {_category_key(label): code for code, label in values}
    return spellings | {_category_key(code): code for code, _ in values}


def parse_golongan(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read ``III/d``, ``IIId``, ``III d``, ``34``, ``Penata Tk. I (III/d)``, or a PPPK golongan ``I`` to ``XVII``."""
    text = clean_text(raw)
    spellings = context.official.golongan
    found = {spellings[key] for part in _golongan_parts(text) if (key := spelling_key(part)) in spellings}
    if len(found) == 1:
        return Parsed(found.pop())
    is_pppk = text.upper() in context.official.pppk_golongan
    return Parsed(text.upper()) if is_pppk else _unknown(text)


def _golongan_parts(text: str) -> list[str]:
    """Split ``Penata Tk. I (III/d)`` into the code and the name; when both are known they must agree."""
    match = _GOLONGAN.search(text.upper())
    return [match.group(), text[: match.start()] + text[match.end() :]] if match else [text]


def parse_eselon(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read ``II.b``, ``IIb``, ``II B``, ``II/b``, ``Eselon II.b`` or the SIASN id ``22``; "non eselon" is missing."""
    text = clean_text(raw)
    key = re.sub(r"^(ESELON|ESL|ES)", "", spelling_key(text))
    if key in context.official.eselon:
        return Parsed(context.official.eselon[key])
    is_none = key in ("NONESELON", "NON", "NONSTRUKTURAL", "TIDAKADA", "BUKANESELON")
    return Parsed() if is_none else _unknown(text)


def parse_jenjang(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a jenjang by its code or label."""
    text = clean_text(raw)
    spellings = {spelling_key(name): code.value for code, label in JENJANG_LABELS.items() for name in (code, label)}
    code = spellings.get(spelling_key(text))
    return Parsed(code) if code else _unknown(text, list(JENJANG_LABELS.values()))


def parse_education(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a level of education: ``S-1/Sarjana``, ``DIV``, ``SMA Sederajat`` and others onto SD ... S3."""
    text = clean_text(raw)
    key = " ".join(re.findall(r"[A-Z0-9]+", text.upper()))
    for pattern, level in _EDUCATION:
        if pattern.match(key):
            return Parsed(level)
    return _unknown(text)


def parse_yes_no(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read "ya" or "tidak" and their usual spellings."""
    text = clean_text(raw)
    if text.upper() in SPELLINGS["affirmative"]:
        return Parsed(True)
    return Parsed(False) if text.upper() in SPELLINGS["negative"] else _unknown(text)


def _category_key(text: str) -> str:
    key = spelling_key(text)
    return key.lstrip("0") if key.isdigit() else key


def _unknown(text: str, known: list[str] | None = None) -> Parsed:
    return failed("kategori_tidak_dikenal", text, did_you_mean(text, known or []))
