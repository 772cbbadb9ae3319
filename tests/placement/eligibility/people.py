"""Builders of a small dossier and its posts. DATA SINTETIS.

``official()`` without arguments is an administrator (III.a) since 4 January 2022 about whom everything is known and in
order; ``post()`` is a vacant post of the same kind. Moving the one to the other on 1 December 2025 is a rotasi that
meets every check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility import Eligibility, Setting, check_eligibility
from talenta_lib.regulations import Rules, load_rules
from talenta_lib.talent import Dossier
from talenta_lib.terms import COMPETENCY_LABELS

AS_OF = dt.date(2025, 10, 1)
INAUGURATION = dt.date(2025, 12, 1)
Row = dict[str, Any]
DATES = ("birth_date", "bup_date", "jabatan_start_date", "assessment_date", "assessment_valid_until")
RECORDS = ("service", "ratings", "discipline", "level")
CAREER: tuple[Row, ...] = tuple(
    {"jabatan": jabatan, "jenjang": jenjang, "start_date": start, "end_date": end}
    for jabatan, jenjang, start, end in (
        ("Pelaksana", "pelaksana", dt.date(2006, 4, 1), dt.date(2014, 1, 5)),
        ("Kepala Seksi", "pengawas", dt.date(2014, 1, 6), dt.date(2022, 1, 3)),
        ("Sekretaris 1", "administrator", dt.date(2022, 1, 4), None),
    )
)
GOOD = {2024: "baik", 2023: "baik"}
CLEAN: tuple[Row, ...] = ({"hukdis": "tidak_ada", "start_date": dt.date(2025, 9, 22), "end_date": None},)
OFFICIAL: Row = {
    "nama": "Damar Contoh", "jabatan_id": "J-0001", "jabatan": "Sekretaris 1", "opd": "Dinas Contoh",
    "unor": "Sekretariat", "eselon": "III.a", "jenjang": "administrator", "rumpun": "pemerintahan",
    "jenis_jabatan": "struktural", "jf_jenjang": None, "jenis_pegawai": "PNS", "kedudukan_hukum": "01",
    "golongan": "IV/a", "pangkat": "Pembina", "birth_date": dt.date(1982, 3, 14), "bup_date": dt.date(2040, 4, 1),
    "jabatan_start_date": dt.date(2022, 1, 4), "education_level": "S2", "education_field": "Administrasi Publik",
    "kotak": 9, "in_krs": True, "order": 1, "talenta_score": 84.0, "assessment_date": dt.date(2024, 4, 24),
    "assessment_valid_until": dt.date(2027, 4, 24), "assessed_jenjang": "administrator", "is_incumbent": True,
}  # fmt: skip
POST: Row = {
    "jabatan_id": "J-0009", "jabatan": "Sekretaris Dinas Contoh", "opd": "Dinas Contoh", "unor": "Sekretariat",
    "eselon": "III.a", "rumpun": "pemerintahan", "holder_nip": None, "kritikal": False, "required_education": "S1",
    "required_fields": None, "jenjang": "administrator", "is_vacant": True, "is_head": False,
}  # fmt: skip


def nip_of(number: int) -> str:
    return f"198203142006041{900 + number}"


def official(number: int = 1, **values: Any) -> Row:
    """Return one official; ``service``, ``ratings``, ``discipline`` and ``level`` are the records."""
    row = {**OFFICIAL, "nip": nip_of(number), "code": f"P-{number:03d}", "jabatan_id": f"J-{number:04d}",
           "service": CAREER, "ratings": GOOD, "discipline": CLEAN, "level": 3.0, **values}  # fmt: skip
    unknown = set(row) - set(OFFICIAL) - set(RECORDS) - {"nip", "code"}
    assert not unknown, unknown
    return row


def post(number: int = 9, **values: Any) -> Row:
    return {**POST, "jabatan_id": f"J-{number:04d}", **values}


def make_dossier(officials: Sequence[Row]) -> Dossier:
    """Return the dossier of officials made by :func:`official`."""
    table = pd.DataFrame([{key: row[key] for key in ("nip", "code", *OFFICIAL)} for row in officials])
    texts = [
        name for name in table if name not in (*DATES, "kotak", "order", "talenta_score", "in_krs", "is_incumbent")
    ]
    table = table.astype({**dict.fromkeys(texts, "string"), "kotak": "Int64", "order": "Int64"})
    for name in DATES:
        table[name] = pd.to_datetime(table[name]).astype("datetime64[ns]")
    index = pd.Index(table["nip"], name="nip")
    levels = {name: [float(row["level"]) for row in officials] for name in COMPETENCY_LABELS}
    return Dossier(
        officials=table,
        levels=pd.DataFrame(levels, index=index),
        scores=pd.DataFrame(index=index),
        service=_records(officials, "service", {"opd": "Dinas Contoh", "rumpun": "pemerintahan"},
                         ["jabatan", "opd", "rumpun", "jenjang", "start_date", "end_date"]),
        ratings=pd.DataFrame(
            [(row["nip"], year, predikat) for row in officials for year, predikat in row["ratings"].items()],
            columns=["nip", "year", "predikat"],
        ).astype({"nip": "string", "year": "Int64", "predikat": "string"}),
        discipline=_records(officials, "discipline", {}, ["hukdis", "start_date", "end_date"]),
    )  # fmt: skip


def _records(officials: Sequence[Row], name: str, default: Row, columns: list[str]) -> pd.DataFrame:
    rows = [{"nip": row["nip"], **default, **record} for row in officials for record in row[name]]
    table = pd.DataFrame(rows, columns=["nip", *columns])
    dates = [column for column in columns if column.endswith("_date")]
    for column in dates:
        table[column] = pd.to_datetime(table[column]).astype("datetime64[ns]")
    return table.astype({column: "string" for column in table if column not in dates})


def make_posts(posts: Sequence[Row]) -> pd.DataFrame:
    """Return the posts made by :func:`post` as a table."""
    table = pd.DataFrame(posts)
    for name in COMPETENCY_LABELS:
        column = f"required_{name}_level"
        table[column] = table.get(column, pd.Series(float("nan"), table.index)).astype(float)
    texts = ["jabatan_id", "jabatan", "opd", "unor", "eselon", "rumpun", "holder_nip", "required_education",
             "required_fields", "jenjang"]  # fmt: skip
    return table.astype({**dict.fromkeys(texts, "string"), "kritikal": "boolean"})


def check(officials: Sequence[Row], posts: Sequence[Row], *, rules: Rules | None = None, **setting: Any) -> Eligibility:
    """Check officials against posts under the law of the round's date."""
    facts: Mapping[str, Any] = {
        "as_of": AS_OF, "inauguration": INAUGURATION, "head_inaugurated": dt.date(2025, 2, 20),
        "bkn_approved": dt.date(2025, 6, 16), **setting,
    }  # fmt: skip
    law = rules or load_rules(facts["as_of"])
    return check_eligibility(make_dossier(officials), make_posts(posts), law, Setting(**facts))
