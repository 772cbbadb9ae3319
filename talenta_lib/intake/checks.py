"""Checks of one person across columns: the NIP against the other columns, golongan, kedudukan hukum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from talenta_lib.intake.fields import TableSpec
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.nip import Nip, check_nip
from talenta_lib.intake.official import Official
from talenta_lib.terms import MONTHS, format_date


def check_person(nip: Nip, values: Mapping[str, object], official: Official) -> list[tuple[str, Problem]]:
    """Return (column, problem) for what does not agree with the NIP; none of it proves which side is right."""
    found = [("nip", problem) for problem in check_nip(nip, official)]
    birth_date, sex, cpns = (values.get(name) for name in ("birth_date", "sex", "cpns_start_date"))
    if isinstance(birth_date, dt.date) and birth_date != nip.birth_date:
        found.append(("birth_date", _differs("nip_beda_tanggal_lahir", birth_date, format_date(nip.birth_date))))
    if sex is not None and sex != nip.sex:
        found.append(("sex", Problem("nip_beda_jenis_kelamin", str(sex), nip.sex)))
    if isinstance(cpns, dt.date) and not _is_appointment(nip, cpns):
        month = f"{MONTHS[nip.appointment_month - 1]} " if nip.appointment_month else ""
        found.append(("cpns_start_date", _differs("nip_beda_tmt_cpns", cpns, f"{month}{nip.appointment_year}")))
    golongan = values.get("golongan")
    if golongan is not None and (golongan in official.pppk_golongan) != (nip.kind == "PPPK"):
        found.append(("golongan", Problem("golongan_tidak_cocok", str(golongan), nip.kind)))
    return found


def find_inactive(values: Mapping[str, object], table: TableSpec, official: Official) -> Problem | None:
    """Return the problem of a person whose kedudukan hukum is known and not active."""
    code = values.get("kedudukan_hukum")
    if code is None or code in official.active_kedudukan:
        return None
    return Problem("di_luar_cakupan", table.columns["kedudukan_hukum"].values[str(code)])


def _differs(code: str, observed: dt.date, detail: str) -> Problem:
    return Problem(code, format_date(observed), detail)


def _is_appointment(nip: Nip, date: dt.date) -> bool:
    return date.year == nip.appointment_year and nip.appointment_month in (None, date.month)
