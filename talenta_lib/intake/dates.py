"""Dates as Indonesian offices write them: day first, never the US order."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from talenta_lib.intake.fields import FieldSpec
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.parsed import Context, Parsed, failed
from talenta_lib.intake.spelling import SPELLINGS, clean_text
from talenta_lib.terms import format_date

_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)
# A bare number is taken for an Excel date only within these days (1927 to 2119).
_SERIALS: Final = range(10_000, 80_001)
# Dates beyond these years are slips of the pen (and do not fit a clean table).
_YEARS: Final = range(1900, 2201)
_TIME = r"(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_TIME}")
_NUMERIC = re.compile(rf"(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ](?P<year>\d{{4}}|\d{{2}}){_TIME}")
_WORDS = re.compile(r"(?P<day>\d{1,2})[-/. ]*(?P<month>[A-Z]{3,9})\.?[-/. ]*(?P<year>\d{4}|\d{2})")


def parse_date(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a date cell: a real date, an Excel serial, ``dd-mm-yyyy``, ISO or ``13 Maret 2025``.

    A two-digit year, an impossible day and a date after the as-of date (unless the column looks ahead) are problems;
    ``00-00-0000`` is missing.
    """
    found = _read_cell(raw)
    if isinstance(found.value, dt.date) and found.value > context.as_of and not field.future:
        return failed("tanggal_di_masa_depan", format_date(found.value), format_date(context.as_of))
    return found


def _read_cell(raw: object) -> Parsed:
    text = clean_text(raw)
    if isinstance(raw, dt.date) and raw.year in _YEARS:
        return Parsed(raw.date() if isinstance(raw, dt.datetime) else raw)
    if re.fullmatch(r"[0 \-/.:]+", text):
        return Parsed()
    return _read_serial(text) if re.fullmatch(r"\d{5}(\.\d+)?", text) else _read_text(text)


def _read_serial(text: str) -> Parsed:
    days = int(float(text))
    if days not in _SERIALS:
        return failed("tanggal_tidak_dikenal", text)
    date = _EXCEL_EPOCH + dt.timedelta(days=days)
    return Parsed(date, Problem("tanggal_serial", text, format_date(date)))


def _read_text(text: str) -> Parsed:
    match = _ISO.fullmatch(text) or _NUMERIC.fullmatch(text) or _WORDS.fullmatch(text.upper())
    if match is None:
        return failed("tanggal_tidak_dikenal", text)
    year, month, day = match["year"], match["month"], match["day"]
    if len(year) == 2:
        return failed("tahun_dua_digit", text)
    if int(year) not in _YEARS:
        return failed("tanggal_tidak_dikenal", text)
    number = int(month) if month.isdigit() else SPELLINGS["months"].get(month[:3], 0)
    try:
        return Parsed(dt.date(int(year), number, int(day)))
    except ValueError:
        return failed("tanggal_tidak_dikenal", text)
