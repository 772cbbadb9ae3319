"""The rules in force as one table in plain Indonesian, for the command line and the annex of the report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from talenta_lib.errors import RegulationError, did_you_mean
from talenta_lib.regulations.rules import Provision, Severity, load_rules
from talenta_lib.terms import COMPETENCY_LABELS, JENJANG_LABELS, format_date, format_number

_WORDS: Final[dict[str, str]] = {
    **{str(key): label for key, label in JENJANG_LABELS.items()},
    **COMPETENCY_LABELS,
    "jpt_madya": "JPT Madya",
    "jf": "JF",
    "low": "rendah",
    "medium": "menengah",
    "high": "tinggi",
    "performance": "kinerja",
    "potential": "potensial",
    "siasn": "SIASN",
    "order": "urutan",
    "code": "",
    "label": "",
    "from": "dari",
    "to": "ke",
    "at_least": "mulai",
    "min_pct": "paling rendah",
    "max_pct": "paling tinggi",
    "min_people": "paling sedikit (orang)",
    "digits": "jumlah angka",
    "min_entry_age": "usia masuk paling rendah",
    "warn_entry_age": "usia masuk yang diperiksa",
    "sex": "jenis kelamin",
    "pns_entry_month_min": "bulan masuk PNS paling awal",
    "pns_entry_month_max": "bulan masuk PNS paling akhir",
    "pppk_frequency_min": "kode PPPK paling rendah",
    "pppk_frequency_max": "kode PPPK paling tinggi",
    "unknown_code_min": "kode tidak dikenal mulai",
    "unknown_code_max": "kode tidak dikenal sampai",
    "talenta_score": "nilai talenta",
    "golongan_start_date": "TMT golongan",
    "first_of_next_month": "tanggal 1 bulan berikutnya",
}
COLUMNS: Final = [
    "topic", "rule", "label", "value", "unit", "severity", "citation", "evidence", "effective", "source",
]  # fmt: skip
SEVERITY_LABELS: Final[dict[Severity, str]] = {
    "block": "menggugurkan",
    "approval": "perlu persetujuan",
    "warn": "alasan tertulis",
    "info": "keterangan",
}


def rules_table(as_of: dt.date, topic: str | None = None) -> pd.DataFrame:
    """Return the rules in force on ``as_of``, one row each, columns ``COLUMNS``, ordered by topic.

    ``value`` is Indonesian text without its unit, ``effective`` datetime64, ``source`` where the citation was read.
    Raises RegulationError for an unknown topic.
    """
    provisions = load_rules(as_of).values()
    topics = {provision.topic for provision in provisions}
    if topic is not None and topic not in topics:
        raise RegulationError(
            f"Topik '{topic}' tidak ada.{did_you_mean(topic, topics)}", f"Topik yang ada: {', '.join(sorted(topics))}."
        )
    rows = [_row(provision) for provision in provisions if topic in (None, provision.topic)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"effective": "datetime64[ns]"})


def _row(provision: Provision) -> tuple[object, ...]:
    return (
        provision.topic, provision.id, provision.label, render_value(provision.value), provision.unit,
        provision.severity, str(provision.citation), provision.citation.evidence, pd.Timestamp(provision.effective),
        provision.citation.source,
    )  # fmt: skip


def with_unit(value: str, unit: str) -> str:
    """Put the unit after a value of ``rules_table``: straight after a number, in brackets after anything else.

    >>> with_unit("2", "tahun"), with_unit("JF: 60; JPT Pratama: 60", "tahun"), with_unit("ya", "")
    ('2 tahun', 'JF: 60; JPT Pratama: 60 (tahun)', 'ya')
    """
    if not unit:
        return value
    return f"{value} {unit}" if re.fullmatch(r"[\d.,]+", value) else f"{value} ({unit})"


def render_value(value: Any) -> str:
    """Say the value of a rule (number, text, date, list or mapping, nested) in Indonesian.

    >>> render_value([7, 8]), render_value({"jpt_pratama": 60}), render_value({"baik": {"max_pct": 70}})
    ('7; 8', 'JPT Pratama: 60', 'baik: paling tinggi 70')
    """
    if isinstance(value, Mapping):
        return "; ".join(f"{_word(key)}: {_inner(part)}" for key, part in value.items())
    if isinstance(value, list):
        return "; ".join(_inner(part) for part in value)
    return _scalar(value)


def _inner(value: Any) -> str:
    """Say a nested value on one line: ``kinerja rendah, potensial tinggi, kotak 6``."""
    if isinstance(value, Mapping):
        parts = [f"{_word(key)} {_inner(part)}".strip() for key, part in value.items() if part is not None]
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(_inner(part) for part in value)
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        return format_number(value, 0 if value == int(value) else 1)
    if isinstance(value, dt.date):
        return format_date(value)
    return _word(value)


def _word(word: object) -> str:
    """Replace a code by its label, else only its underscores."""
    return _WORDS.get(str(word), str(word).replace("_", " "))
