"""Synthetic clean tables for very many officials, made column by column. DATA SINTETIS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.intake.fields import TABLES
from talenta_lib.terms import COMPETENCY_LABELS

AS_OF = dt.date(2025, 10, 1)
Tables = dict[str, pd.DataFrame]
FIELDS = ("Administrasi Publik", "Ilmu Hukum", "Akuntansi", "Teknik Sipil")


def population(count: int, *, seed: int = 7) -> Tables:
    """Return the nine clean tables for ``count`` officials in three jenjang; a few per cent lack something."""
    rng = np.random.default_rng(seed)
    nip = _nips(count)
    people = pd.Series(range(count))
    eselon = rng.choice(["II.b", "III.a", "III.b", "IV.a"], count, p=[0.06, 0.14, 0.2, 0.6])
    start = _dates(rng, count, dt.date(2018, 1, 1), dt.date(2025, 6, 1))
    post = "Jabatan " + people.astype(str)
    office = "OPD " + (people % 500).astype(str)
    return {
        "pegawai": _frame("pegawai", nip=nip, nama="Contoh " + people.astype(str), sex=rng.choice(["L", "P"], count),
            birth_date=pd.to_datetime(pd.Series(nip).str[:8]), kedudukan_hukum="01", jabatan=post, eselon=eselon,
            opd=office, golongan="IV/a", golongan_start_date=start, jabatan_start_date=start,
            education_level=rng.choice(["S3", "S2", "S1", "D3"], count, p=[0.05, 0.45, 0.45, 0.05]),
            education_field=rng.choice(FIELDS, count)),
        "jabatan": _frame("jabatan", jabatan_id="J-" + people.astype(str), jabatan=post, opd=office, eselon=eselon,
            rumpun=rng.choice(["pemerintahan", "ekonomi", "sosial"], count), holder_nip=nip,
            required_fields=rng.choice([f"{a};{b}" for a in FIELDS for b in FIELDS if a < b], count)),
        "asesmen": _assessments(rng, nip),
        "kinerja": _repeated("kinerja", rng, nip, per_person=2, missing=0.0, year=lambda k: 2024 - k,
            predikat=["sangat_baik", "baik", "butuh_perbaikan", "kurang"]),
        "penguat": _extras(rng, nip),
        "pengembangan": _repeated("pengembangan", rng, nip, per_person=4, missing=0.02,
            pengembangan=["sertifikat", "penjenjangan", "sertifikasi", "tidak_ada"], name=["Pelatihan"],
            date=(dt.date(2019, 1, 1), dt.date(2025, 9, 30))),
        "riwayat_jabatan": _history(rng, nip, eselon, office),
        "disiplin": _repeated("disiplin", rng, nip, per_person=1, missing=0.02,
            hukdis=["tidak_ada", "tidak_ada", "tidak_ada", "ringan", "sedang", "berat"],
            start_date=(dt.date(2019, 1, 1), dt.date(2025, 9, 30)),
            end_date=(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        "pemantauan": _frame("pemantauan"),
    }  # fmt: skip


def _nips(count: int) -> np.ndarray:
    """Return distinct NIP: a birth day, CPNS 1 April at the age of 24 or so, serials 900-999."""
    number = np.arange(count)
    births = pd.Series(pd.Timestamp(1966, 1, 1) + pd.to_timedelta(number // 100, unit="D"))
    sex = 1 + number % 2
    head = births.dt.strftime("%Y%m%d") + (births.dt.year + 24).astype(str) + "04"
    return (head + pd.Series(sex).astype(str) + pd.Series(900 + number % 100).astype(str)).to_numpy()


def _dates(rng: np.random.Generator, count: int, first: dt.date, last: dt.date) -> pd.Series:
    return pd.Timestamp(first) + pd.to_timedelta(pd.Series(rng.integers(0, (last - first).days, count)), unit="D")


def _frame(table: str, **columns: Any) -> pd.DataFrame:
    """Return a clean table with these columns; the others are empty."""
    length = max((len(values) for values in columns.values() if not isinstance(values, str)), default=0)
    if "nip" in columns:  # each table its own texts, as when read from its own file
        columns["nip"] = [text[:8] + text[8:] for text in columns["nip"]]
    source = {"source_file": f"{table}.xlsx", "source_date": pd.Timestamp(2025, 9, 30)}
    dtypes = TABLES[table].dtypes
    return pd.DataFrame({**source, **columns}, index=range(length)).reindex(columns=list(dtypes)).astype(dtypes)


def _repeated(
    table: str, rng: np.random.Generator, nip: np.ndarray, *, per_person: int, missing: float, **columns: Any
) -> pd.DataFrame:
    """Return ``per_person`` rows each, shuffled; ``missing`` is the share of officials without any row.

    A column is a function of the row number, a list to choose from, or a pair of days to draw between.
    """
    kept = nip[rng.random(len(nip)) >= missing]
    order = rng.permutation(len(kept) * per_person)
    made = {name: _column(rng, rule, order // len(kept)) for name, rule in columns.items()}
    return _frame(table, nip=kept[order % len(kept)], **made)


def _column(rng: np.random.Generator, rule: Any, row_number: np.ndarray) -> Any:
    if callable(rule):
        return rule(row_number)
    if isinstance(rule, tuple):
        return _dates(rng, len(row_number), *rule)
    return rng.choice(rule, len(row_number))


def _assessments(rng: np.random.Generator, nip: np.ndarray) -> pd.DataFrame:
    count = len(nip)
    levels = {f"{name}_level": rng.integers(1, 6, count).astype(float) for name in COMPETENCY_LABELS}
    potensi = np.round(np.clip(rng.normal(70, 10, count), 0, 100), 2)
    dates = _dates(rng, count, dt.date(2022, 7, 1), dt.date(2025, 9, 1))
    return _frame("asesmen", nip=nip, assessment_date=dates, potensi_score=potensi, **levels)


def _extras(rng: np.random.Generator, nip: np.ndarray) -> pd.DataFrame:
    scales: Mapping[str, Sequence[str]] = {
        "penghargaan": ["tidak_ada", "instansi", "lintas_instansi", "nasional"],
        "tim_kerja": ["tidak_ada", "anggota_internal", "ketua_internal", "ketua_lintas"],
        "umpan_balik_360": ["sangat_baik", "baik", "butuh_perbaikan"],
    }
    days = (dt.date(2019, 1, 1), dt.date(2025, 9, 30))
    parts = [
        _repeated("penguat", rng, nip, per_person=1, missing=0.02, penguat=[kind], category=categories, date=days)
        for kind, categories in scales.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _history(rng: np.random.Generator, nip: np.ndarray, eselon: np.ndarray, office: pd.Series) -> pd.DataFrame:
    count = len(nip)
    start = _dates(rng, count, dt.date(2016, 1, 1), dt.date(2025, 6, 1))
    present = _frame("riwayat_jabatan", nip=nip, jabatan="Jabatan kini", opd=office, eselon=eselon,
                     status="definitif", start_date=start)  # fmt: skip
    earlier = "OPD " + pd.Series(rng.integers(0, 9, count)).astype(str)
    status = rng.choice(["definitif", "plt_setara", "plh_lebih_tinggi"], count, p=[0.8, 0.1, 0.1])
    before = _frame("riwayat_jabatan", nip=nip, jabatan="Jabatan lama", opd=earlier, eselon="IV.a", status=status,
                    start_date=start - pd.Timedelta(days=1500))  # fmt: skip
    return pd.concat([present, before], ignore_index=True)
