"""Numbers as Indonesian offices write them: decimal comma, dot for thousands, both spellings decided per cell."""

from __future__ import annotations

import datetime as dt
import math
import re

from talenta_lib.intake.fields import FieldSpec
from talenta_lib.intake.parsed import Context, Parsed, failed
from talenta_lib.intake.spelling import clean_text
from talenta_lib.terms import format_date, format_number

_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


def parse_amount(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a number, score, percentage or level within the limits of the column.

    ``85,50``, ``70.25`` and ``1.234,5`` are read; a note in the cell, a value out of range and a value on the
    scale 0-1 where the column has 0-100 are problems and leave the value missing.
    """
    readings = _read(raw)
    text = clean_text(raw)
    if not readings:
        has_words = re.search(r"[^\W\d_]{2}", text) and not isinstance(raw, dt.date | dt.time)
        return failed("catatan_dalam_sel" if has_words else "angka_tidak_dikenal", text)
    low, high = field.limits
    fitting = [value for value in readings if low <= value <= high]
    if not fitting or (field.kind == "level" and not (2 * fitting[0]).is_integer()):
        return failed("nilai_di_luar_rentang", text, _limits_text(field))
    value = fitting[0]
    if field.kind in ("score", "pct") and 0 < value <= 1:
        return failed("skala_diragukan", text, _limits_text(field))
    return Parsed(value)


def parse_whole(raw: object, field: FieldSpec, context: Context) -> Parsed:
    """Read a whole number or a year; a date in a year column gives its year, a year to come is a problem."""
    if field.kind == "year" and isinstance(raw, dt.date):
        raw = raw.year
    found = parse_amount(raw, field, context)
    if found.value is None:
        return found
    value = float(str(found.value))
    if not value.is_integer():
        return failed("angka_tidak_dikenal", clean_text(raw))
    if field.kind == "year" and value > context.as_of.year:
        return failed("tanggal_di_masa_depan", f"{value:.0f}", format_date(context.as_of))
    return Parsed(int(value))


def _read(raw: object) -> list[float]:
    """Return the readings of a cell, likeliest first; none when it is no number."""
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        return []
    if isinstance(raw, int | float):
        return [float(raw)] if math.isfinite(raw) else []
    text = clean_text(raw).replace(" ", "").replace("\u2212", "-")
    if not _PLAIN.fullmatch(text):
        return []
    sign = -1.0 if text.startswith("-") else 1.0
    return [sign * value for value in _readings(text.strip("+-%"))]


def _readings(digits: str) -> list[float]:
    whole, mark, decimals = _split_decimals(digits)
    if not mark:
        return [float(digits)]
    plain = float(f"{whole.replace('.', '').replace(',', '')}.{decimals}")
    grouped = bool(_THOUSANDS.fullmatch(digits))
    if len(set(re.findall(r"[.,]", digits))) == 2:
        return [plain] if whole.isdigit() or _THOUSANDS.fullmatch(whole) else []
    if digits.count(mark) > 1:
        return [float(digits.replace(mark, ""))] if grouped else []
    return [float(digits.replace(".", "")), plain] if grouped and mark == "." else [plain]


def _split_decimals(digits: str) -> tuple[str, str, str]:
    position = max(digits.rfind("."), digits.rfind(","))
    if position < 0:
        return digits, "", ""
    return digits[:position], digits[position], digits[position + 1 :]


def _limits_text(field: FieldSpec) -> str:
    if field.kind == "level":
        return "0 sampai 5 dengan kelipatan setengah"
    low, high = field.limits
    upper = "tak terbatas" if math.isinf(high) else format_number(high, 0)
    return f"{format_number(low, 0)} sampai {upper}"
