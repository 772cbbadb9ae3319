"""Short Indonesian texts that several findings share."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility.check import Case
from talenta_lib.terms import JENJANG_LABELS, JF_JENJANG_LABELS, MISSING, Jenjang, format_number, format_term


def say_jenjang(jenjang: Any) -> str:
    """Say a jenjang, structural or functional."""
    if pd.isna(jenjang):
        return MISSING
    labels = {**{str(key): label for key, label in JENJANG_LABELS.items()}, **JF_JENJANG_LABELS}
    return labels.get(str(jenjang), str(jenjang))


def present_jenjang(case: Case) -> str:
    """Say the present level of an official: jenjang and eselon, or functional level."""
    official = case.official
    if pd.notna(official.jenjang):
        eselon = "" if pd.isna(official.eselon) else f" ({official.eselon})"
        return say_jenjang(official.jenjang) + eselon
    if pd.notna(official.jf_jenjang):
        return f"JF {say_jenjang(official.jf_jenjang)}"
    is_pelaksana = pd.notna(official.jenis_jabatan) and official.jenis_jabatan == Jenjang.PELAKSANA
    return say_jenjang(Jenjang.PELAKSANA) if is_pelaksana else f"jenjang {MISSING}"


def eselon_or_jenjang(case: Case) -> str:
    """Say what a post must at least be for an official: the same eselon in the own jenjang, else the jenjang."""
    official = case.official
    if pd.notna(official.eselon) and official.jenjang == case.post.jenjang:
        return f"eselon {official.eselon}"
    return present_jenjang(case)


def say_years(years: float) -> str:
    """Say a term that must be served: ``paling singkat 2 tahun``, ``paling singkat 6 bulan``."""
    months = round(12 * years)
    term = f"{format_number(years, 0)} tahun" if months % 12 == 0 else f"{months} bulan"
    return f"paling singkat {term}"


def say_served(case: Case, days: int) -> str:
    """Say the time served up to the inauguration in years and months."""
    day = case.facts.setting.inauguration
    if not days and pd.isna(case.facts.service.since[case.member]):
        return f"riwayat jabatan {MISSING}"
    return format_term(day - dt.timedelta(days=days), day)


def say_since(start: Any, day: dt.date) -> str:
    """Say the time from a day to the inauguration; "belum ada" where the day is not known."""
    return MISSING if pd.isna(start) else format_term(pd.Timestamp(start).date(), day)


def say_text(value: Any) -> str:
    """Return a value as text, "belum ada" where it is missing."""
    return MISSING if pd.isna(value) else str(value)
