"""NIP of 18 digits: read it strictly, never repair it.

PNS: birth date (8), year and month of appointment (6), sex (1 = L, 2 = P), serial (3).
PPPK: birth date (8), year of first appointment (4), count of agreements (2), sex (1), serial (3).
Source: Perka BKN 22/2007 and 43/2007; the limits of age and code stand in the rule ``nip_format``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from talenta_lib.errors import NipError
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.official import Official, load_official
from talenta_lib.intake.parsed import Context

KindOfEmployee = Literal["PNS", "PPPK"]
_FIRST_BIRTH_YEAR = 1900
_TOLERATED = re.compile(r"[\s.'`\u2018\u2019\u200b-\u200f\u2060\ufeff]")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True)
class Nip:
    """A valid NIP and what its digits say; ``frequency`` is the count of agreements of a PPPK."""

    text: str
    kind: KindOfEmployee
    birth_date: dt.date
    appointment_year: int
    appointment_month: int | None
    frequency: int | None
    sex: Literal["L", "P"]
    serial: str


def parse_nip(value: object, *, as_of: dt.date, jenis_pegawai: str | None = None) -> Nip:
    """Read a NIP; ``jenis_pegawai`` ("PNS" or "PPPK"), when known, wins over the code in digits 13-14.

    Spaces, dots, apostrophes and invisible characters are dropped. Raises NipError for anything that is not a
    text of 18 digits, an impossible date, code or serial, or an appointment after ``as_of`` or below the lowest age,
    and RegulationError when the rule is not in force on ``as_of``. Source: Perka BKN 22/2007 and 43/2007 (rule
    ``nip_format``, in years and codes).

    >>> nip = parse_nip("19820314 200604 1 901", as_of=dt.date(2025, 10, 1))
    >>> nip.text, nip.kind, nip.birth_date, nip.appointment_month, nip.sex
    ('198203142006041901', 'PNS', datetime.date(1982, 3, 14), 4, 'L')
    """
    found = inspect_nip(value, Context(as_of, load_official(as_of), jenis_pegawai))
    if isinstance(found, Problem):
        raise NipError(found.text, found.remedy)
    return found


def inspect_nip(value: object, context: Context) -> Nip | Problem:
    """Return the NIP, or the problem that makes it unusable; see :func:`parse_nip`."""
    if not isinstance(value, str) or _SCIENTIFIC.fullmatch(value.strip()):
        return Problem("nip_angka", str(value))
    text = _TOLERATED.sub("", value)
    if not re.fullmatch(r"[0-9]{18}", text):
        return Problem("nip_panjang", value.strip())
    birth_date = _read_date(text[:8])
    if birth_date is None:
        return Problem("nip_tanggal", text)
    nip = _read_parts(text, birth_date, context.jenis_pegawai)
    return _find_problem(nip, context.as_of, context.official) or nip


def check_nip(nip: Nip, official: Official) -> list[Problem]:
    """Return what is unusual but not wrong: an unknown code in digits 13-14, a high age at appointment."""
    problems = []
    has_month = nip.appointment_month is not None
    has_frequency = nip.frequency in official.pppk_frequencies
    if not (has_month or has_frequency):
        problems.append(Problem("nip_kode_tidak_dikenal", nip.text))
    if nip.appointment_year - nip.birth_date.year > official.warn_entry_age:
        problems.append(Problem("nip_usia_tinggi", nip.text, str(official.warn_entry_age)))
    return problems


def is_tidy(value: object) -> bool:
    """Whether a readable NIP was written as bare digits."""
    return isinstance(value, str) and not _TOLERATED.search(value)


def _read_parts(text: str, birth_date: dt.date, jenis_pegawai: str | None) -> Nip:
    code = int(text[12:14])
    is_month = 1 <= code <= 12
    is_pns = jenis_pegawai == "PNS" if jenis_pegawai in ("PNS", "PPPK") else is_month
    return Nip(
        text=text,
        kind="PNS" if is_pns else "PPPK",
        birth_date=birth_date,
        appointment_year=int(text[8:12]),
        appointment_month=code if is_pns and is_month else None,
        frequency=None if is_pns else code,
        sex="L" if text[14] == "1" else "P",
        serial=text[15:],
    )


def _find_problem(nip: Nip, as_of: dt.date, official: Official) -> Problem | None:
    appointed = (nip.appointment_year, nip.appointment_month or 1)
    # A PPPK number names only a year, so the appointment may have been on its last day.
    latest = _last_day(nip.appointment_year, nip.appointment_month or 12)
    if nip.text[12:14] == "00":
        return Problem("nip_bulan", nip.text)
    if nip.text[14] not in "12":
        return Problem("nip_jenis_kelamin", nip.text)
    if nip.serial == "000":
        return Problem("nip_nomor_urut", nip.text)
    if appointed > (as_of.year, as_of.month):
        return Problem("nip_pengangkatan", nip.text)
    if _age_on(nip.birth_date, latest) < official.min_entry_age:
        return Problem("nip_usia", nip.text, str(official.min_entry_age))
    return None


def _last_day(year: int, month: int) -> tuple[int, int, int]:
    return year, month, calendar.monthrange(year, month)[1] if year >= 1 else 1


def _age_on(birth_date: dt.date, day: tuple[int, int, int]) -> int:
    return day[0] - birth_date.year - (day[1:] < (birth_date.month, birth_date.day))


def _read_date(digits: str) -> dt.date | None:
    try:
        date = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return date if date.year >= _FIRST_BIRTH_YEAR else None
