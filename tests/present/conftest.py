"""Builders of invented people and result tables for the tests of what people see. DATA SINTETIS."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

CUTS = (60.0, 80.0)
KOTAK = {(0, 0): 1, (1, 0): 2, (0, 1): 3, (2, 0): 4, (1, 1): 5, (0, 2): 6, (2, 1): 7, (1, 2): 8, (2, 2): 9}
FIRST = ("Damar", "Wiranti", "Sagara", "Laras", "Bramasta", "Rukmi", "Tirta", "Kinasih", "Anggara", "Sekar")
LAST = ("Palungguh", "Sekarlangit", "Tirtabuana", "Kumudawati", "Wanaraja", "Candrasari", "Wirayuda", "Larasati")
OPD = (
    "Dinas Pendidikan dan Kebudayaan", "Dinas Kesehatan", "Dinas Perhubungan", "Dinas Sosial", "Inspektorat",
    "Badan Keuangan Daerah", "Dinas Komunikasi dan Informatika", "Kecamatan Cendana Hulu",
)  # fmt: skip


def band_of(score: float) -> int:
    return int(np.searchsorted(CUTS, score, side="right"))


def person(number: int = 1, **values: Any) -> dict[str, Any]:
    """Return one row of the people table; what is not given is that of a plain official."""
    eselon = values.get("eselon", ("II.b", "III.a", "III.b", "IV.a")[number % 4])
    row = {
        "nip": f"198203142006{number:06d}", "code": f"P-{number:03d}",
        "nama": f"{FIRST[number % 10]} {LAST[number % 8]}, S.Sos.", "jabatan_id": f"J-{number:04d}",
        "jabatan": "Sekretaris Dinas Perhubungan", "opd": OPD[number % 8], "unor": "Sekretariat", "eselon": eselon,
        "jenjang": {"II": "jpt_pratama", "III": "administrator", "IV": "pengawas"}[eselon.split(".")[0]],
        "golongan": "IV/a", "pangkat": "Pembina",
        "golongan_start_date": pd.Timestamp(2022, 4, 1), "jabatan_start_date": pd.Timestamp(2022, 1, 4),
        "bup_date": pd.Timestamp(2026 + number % 3, 1 + number % 12, 1),
        "performance_score": 83.0, "potential_score": 79.9, "is_borderline": False, "missing": "",
        "assessment_date": pd.Timestamp(2024, 4, 24), "assessment_valid_until": pd.Timestamp(2027, 4, 24),
        **values,
    }  # fmt: skip
    levels = [band_of(row["performance_score"]), band_of(row["potential_score"])]
    row.setdefault("kotak", KOTAK[(levels[0], levels[1])])
    names = ("low", "medium", "high")
    is_placed = not pd.isna(row["kotak"])
    row.setdefault("performance_level", names[levels[0]] if is_placed else pd.NA)
    row.setdefault("potential_level", names[levels[1]] if is_placed else pd.NA)
    for axis in ("performance", "potential"):
        row.setdefault(f"{axis}_low", row[f"{axis}_score"])
        row.setdefault(f"{axis}_high", row[f"{axis}_score"])
    shares = dict.fromkeys(range(1, 10), 0.02 if is_placed else math.nan)
    if is_placed:
        shares[row["kotak"]] = 0.84
    for kotak, share in shares.items():
        row.setdefault(f"p_{kotak}", share)
    return row


def people(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a people table with the agreed dtypes."""
    frame = pd.DataFrame(rows if rows else [person()])
    frame = frame.assign(kotak=pd.array(frame["kotak"], dtype="Int64")).iloc[: len(rows)]
    texts = ("nip", "code", "nama", "opd", "eselon", "jenjang", "performance_level", "potential_level", "missing")
    return frame.astype(dict.fromkeys(texts, "string"))


def round_of(count: int, *, seed: int = 7, waiting: int = 0) -> pd.DataFrame:
    """Return a round of invented officials spread over the nine kotak; the last ``waiting`` have no kotak."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(1, count + 1):
        score = {"performance_score": float(np.clip(rng.normal(74, 11), 5, 100)),
                 "potential_score": float(np.clip(rng.normal(71, 12), 5, 100))}  # fmt: skip
        near = min(abs(value - cut) for value in score.values() for cut in CUTS)
        extra: dict[str, Any] = {"is_borderline": bool(near < 1.2)}
        if number > count - waiting:
            extra = {"kotak": pd.NA, "missing": "Umpan balik 360°", "performance_score": math.nan,
                     "performance_low": 48.0, "performance_high": 88.0}  # fmt: skip
        rows.append(person(number, **{**score, **extra}))
    return people(rows)


PARTS = {
    "performance": (("Predikat kinerja 2024", "Sangat Baik", 100.0, 0.60),
                    ("Penghargaan", "tingkat instansi", 25.0, 0.15),
                    ("Ketua tim kerja", "internal", 75.0, 0.15), ("Umpan balik 360°", "Baik", 80.0, 0.10)),
    "potential": (("Penilaian kompetensi", "", 88.0, 0.20), ("Pengembangan kompetensi", "6 sertifikat", 75.0, 0.10),
                  ("Pengalaman jabatan", "", 73.3, 0.10), ("Penilaian potensi", "", 74.0, 0.25),
                  ("Pendidikan formal", "S2", 90.0, 0.10), ("Kesesuaian bidang ilmu", "tidak sesuai", 50.0, 0.10),
                  ("Rekam jejak disiplin", "bersih", 100.0, 0.15)),
}  # fmt: skip


def components(nip: str = "198203142006041901", *, missing: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the components of one official; the labels in ``missing`` have no score."""
    rows = []
    for axis, parts in PARTS.items():
        for label, observed, score, weight in parts:
            is_missing = label in missing
            rows.append({
                "nip": nip, "axis": axis, "component": label.lower(), "label": label,
                "observed": pd.NA if is_missing else observed, "score": math.nan if is_missing else score,
                "weight": weight, "contribution": math.nan if is_missing else score * weight, "is_missing": is_missing,
                "missing_reason": "tidak ada pada berkas" if is_missing else pd.NA, "is_penguat": False,
                "source": "e-Kinerja, kinerja.xlsx", "source_date": pd.Timestamp(2025, 1, 31),
            })  # fmt: skip
    return pd.DataFrame(rows)


def sides(nip: str = "198203142006041901") -> pd.DataFrame:
    """Return the five sides of one official: one under the standard, one without data."""
    names = ("pendidikan", "teknis", "manajerial", "karakter", "rekam_jejak")
    frame = pd.DataFrame({
        "nip": nip, "side": names, "score": [70.0, 82.0, 88.0, math.nan, 83.0],
        "standard": [80.0, 75.0, 80.0, 70.0, 80.0], "low": [math.nan, 78.0, 84.0, math.nan, 77.0],
        "high": [math.nan, 86.0, 92.0, math.nan, 88.0], "observed": "",
    })  # fmt: skip
    return frame.assign(difference=frame["score"] - frame["standard"])


def competencies(nip: str = "198203142006041901") -> pd.DataFrame:
    """Return the nine competencies of an administrator: one short now, seven short for JPT Pratama."""
    names = ("integritas", "kerja_sama", "komunikasi", "orientasi_hasil", "pelayanan_publik", "pengembangan_diri",
             "mengelola_perubahan", "pengambilan_keputusan", "perekat_bangsa")  # fmt: skip
    level = [4.0, 3.0, 3.0, 4.0, 3.0, 2.0, 3.0, 3.0, 3.0]
    frame = pd.DataFrame({
        "nip": nip, "competency": names, "level": level, "required_level": 3.0, "next_required_level": 4.0,
        "development": "Bimbing dua pejabat pengawas selama enam bulan.",
    })  # fmt: skip
    return frame.assign(gap=frame["level"] - 3, next_gap=frame["level"] - 4)


def lifts(nip: str = "198203142006041901") -> pd.DataFrame:
    """Return two steps that raise an axis; the first reaches the next level."""
    return pd.DataFrame([
        {"nip": nip, "title": "Pengembangan kompetensi", "text": "Ambil dua sertifikat lagi.", "axis": "potential",
         "from_score": 79.9, "to_score": 82.4, "from_level": "medium", "to_level": "high", "is_missing": False},
        {"nip": nip, "title": "Ketua tim kerja", "text": "Pimpin satu tim lintas instansi.", "axis": "performance",
         "from_score": 83.0, "to_score": 86.8, "from_level": "high", "to_level": "high", "is_missing": False},
    ])  # fmt: skip


@pytest.fixture(name="sheet")
def _sheet() -> dict[str, pd.DataFrame]:
    """Return the four tables of a Lembar Profil."""
    return {"components": components(), "sides": sides(), "competencies": competencies(), "lifts": lifts()}


@pytest.fixture(name="bands")
def _bands() -> dict[str, tuple[float, float]]:
    return {"performance": CUTS, "potential": CUTS}


@pytest.fixture(name="person")
def _person() -> Callable[..., dict[str, Any]]:
    return person


@pytest.fixture(name="people")
def _people() -> Callable[..., pd.DataFrame]:
    return people


@pytest.fixture(name="round_of")
def _round_of() -> Callable[..., pd.DataFrame]:
    return round_of
