"""Builders of complete clean tables for a few invented people. DATA SINTETIS.

``employee()`` without arguments is an administrator whose scores under bkn_411_2025 are, by hand::

    performance  0.60 x 100 (sangat baik) + 0.15 x 25 (instansi) + 0.15 x 75 (ketua internal) + 0.10 x 80 (baik)
                 = 60 + 3.75 + 11.25 + 8                                                     = 83.0   high
    potential    0.20 x 100 (level 3 of 3) + 0.10 x 75 (6 certificates)
                 + 0.10 x 60 (mean of 7 years 100, two posts in one OPD 80, never acting 0)
                 + 0.25 x 74 + 0.10 x 90 (S2) + 0.10 x 100 (field fits) + 0.15 x 100 (clean)
                 = 20 + 7.5 + 6 + 18.5 + 9 + 10 + 15                                         = 86.0   high
    kotak        high, high                                                                  = 9
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from talenta_lib.intake.fields import TABLES, build_table
from talenta_lib.regulations import Rules, Scheme, load_rules, load_scheme
from talenta_lib.talent import Evidence, TalentScores, build_posts, build_roster, score_talent
from talenta_lib.talent.measures import read_instrument
from talenta_lib.terms import COMPETENCY_LABELS, Jenjang

AS_OF = dt.date(2025, 10, 1)
Row = dict[str, Any]
Records = dict[str, list[Row]]
Tables = dict[str, pd.DataFrame]


def nip_of(number: int) -> str:
    return f"198203142006041{900 + number}"


def levels(level: float = 3.0, **own: float) -> Row:
    """Return the nine competency columns of an assessment, all at one level but those named."""
    return {f"{name}_level": own.get(name, level) for name in COMPETENCY_LABELS}


def assessment(level: float = 3.0, **values: Any) -> Row:
    return {"assessment_date": dt.date(2024, 4, 24), "potensi_score": 74.0, **levels(level), **values}


def penguat(kind: str, category: str, date: dt.date = dt.date(2025, 2, 3)) -> Row:
    return {"penguat": kind, "category": category, "date": date}


def certificates(count: int, date: dt.date = dt.date(2024, 8, 12), kind: str = "sertifikat") -> list[Row]:
    return [{"pengembangan": kind, "name": f"Pelatihan {number}", "date": date} for number in range(count)]


def held(jabatan: str, start: dt.date, **values: Any) -> Row:
    """Return one row of the post history: an administrator of the Dinas Contoh unless said otherwise."""
    return {"jabatan": jabatan, "opd": "Dinas Contoh", "eselon": "III.a", "rumpun": "pemerintahan",
            "status": "definitif", "start_date": start, **values}  # fmt: skip


def employee(number: int = 1, **values: Any) -> Records:
    """Return the records of one official by table.

    A keyword that is a table name, with a list, replaces that official's rows; any other is a column of the
    official or the post.
    """
    nip = nip_of(number)
    records: Records = {
        "pegawai": [{
            "nama": f"Damar Contoh {number}", "birth_date": dt.date(1982, 3, 14), "sex": "L", "jenis_pegawai": "PNS",
            "kedudukan_hukum": "01", "golongan": "IV/a", "golongan_start_date": dt.date(2022, 4, 1),
            "jabatan": f"Sekretaris {number}", "eselon": "III.a", "jabatan_start_date": dt.date(2022, 1, 4),
            "opd": "Dinas Contoh", "education_level": "S2", "education_field": "Administrasi Publik",
        }],
        "jabatan": [{
            "jabatan_id": f"J-{number:04d}", "jabatan": f"Sekretaris {number}", "opd": "Dinas Contoh",
            "eselon": "III.a", "rumpun": "pemerintahan", "holder_nip": nip,
            "required_fields": "Administrasi Publik; Ilmu Pemerintahan",
        }],
        "asesmen": [assessment()],
        "kinerja": [{"year": 2024, "predikat": "sangat_baik"}],
        "penguat": [
            penguat("penghargaan", "instansi"), penguat("tim_kerja", "ketua_internal"),
            penguat("umpan_balik_360", "baik"),
        ],
        "pengembangan": certificates(6),
        "riwayat_jabatan": [
            held("Kepala Bidang Contoh", dt.date(2018, 1, 8), end_date=dt.date(2022, 1, 3)),
            held(f"Sekretaris {number}", dt.date(2022, 1, 4)),
        ],
        "disiplin": [{"hukdis": "tidak_ada", "start_date": dt.date(2025, 9, 22)}],
        "pemantauan": [],
    }  # fmt: skip
    for name, value in values.items():
        if name in TABLES and isinstance(value, list):
            records[name] = value
            continue
        for table in ("pegawai", "jabatan"):
            if name in TABLES[table].columns:
                records[table][0][name] = value
    for name, rows in records.items():
        source = {"source_file": f"{name}.xlsx", "source_date": dt.date(2025, 9, 30)}
        own = {} if name == "jabatan" else {"nip": nip}
        records[name] = [{**source, **own, **row} for row in rows]
    return records


def vacancy(number: int = 90, **values: Any) -> Records:
    """Return a vacant post: kepala of the Dinas Contoh unless said otherwise."""
    post = {"jabatan_id": f"J-{number:04d}", "jabatan": f"Kepala Dinas {number}", "opd": "Dinas Contoh",
            "eselon": "II.b", "rumpun": "pemerintahan", **values}  # fmt: skip
    return {"jabatan": [post]}


def tables(*records: Records) -> Tables:
    """Return the nine clean tables of these officials and posts."""
    joined = {name: [row for record in records for row in record.get(name, [])] for name in TABLES}
    return {name: build_table(name, rows) for name, rows in joined.items()}


def rules(as_of: dt.date = AS_OF) -> Rules:
    return load_rules(as_of)


def evidence(clean: Tables, *, scheme: Scheme | str = "bkn_411_2025", as_of: dt.date = AS_OF) -> Evidence:
    """Return the evidence of all officials of the tables."""
    law = load_rules(as_of)
    roster = build_roster(clean, build_posts(clean, law), law, scope=list(Jenjang), as_of=as_of)
    chosen = load_scheme(scheme) if isinstance(scheme, str) else scheme
    return Evidence(clean, roster, as_of, law, chosen)


def reading(instrument: str, scheme: str = "bkn_411_2025", **values: Any) -> pd.Series:
    """Return what one instrument reads of one official: score, observed, code, reason, source."""
    return read_instrument(evidence(tables(employee(**values)), scheme=scheme), instrument).table().iloc[0]


def scored(*records: Records, scheme: Scheme | str = "bkn_411_2025", as_of: dt.date = AS_OF) -> TalentScores:
    chosen = load_scheme(scheme) if isinstance(scheme, str) else scheme
    return score_talent(tables(*records), chosen, as_of=as_of)


def person(*, scheme: Scheme | str = "bkn_411_2025", **values: Any) -> pd.Series:
    """Return the one row of people for one official."""
    return scored(employee(**values), scheme=scheme).people.iloc[0]
