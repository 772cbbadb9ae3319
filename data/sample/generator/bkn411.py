"""Own small reading of the scheme bkn_411_2025 for the answer key; it shares no code with talenta."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.people import Official
from generator.posts import FIELDS

Row = dict[str, Any]
PREDIKAT = {"sangat_baik": 100, "baik": 80, "butuh_perbaikan": 60, "kurang": 40, "sangat_kurang": 20}
_AWARD = {"internasional": 100, "nasional": 75, "lintas_instansi": 50, "instansi": 25, "tidak_ada": 0}
_TEAM = {"ketua_lintas": 100, "ketua_internal": 75, "anggota_lintas": 50, "anggota_internal": 25, "tidak_ada": 0}
_DEGREE = {"S3": 100, "S2": 90, "S1": 80, "D3": 70}
_ACTING = {"plt_lebih_tinggi": 80, "plt_setara": 60, "plh_lebih_tinggi": 40, "plh_setara": 20}
_DISCIPLINE = {"tidak_ada": 100, "ringan": 75, "sedang": 50, "berat": 25}
WEIGHTS = {
    "performance": {"penilaian_kinerja": 60, "penghargaan": 15, "tim_kerja": 15, "umpan_balik_360": 10},
    "potential": {
        "penilaian_kompetensi": 20, "pengembangan_kompetensi": 10, "pengalaman_jabatan": 10, "penilaian_potensi": 25,
        "pendidikan": 10, "bidang_ilmu": 10, "disiplin": 15,
    },
}  # fmt: skip
_LOWEST = {"umpan_balik_360": 20, "penilaian_kinerja": 20}
_BOX = {(2, 0): 4, (2, 1): 7, (2, 2): 9, (1, 0): 2, (1, 1): 5, (1, 2): 8, (0, 0): 1, (0, 1): 3, (0, 2): 6}
LEVELS = ("low", "medium", "high")


def components(official: Official, records: dict[str, list[Row]], as_of: dt.date) -> dict[str, float | None]:
    """Return the score per component (None = no data) from one official's records, tables by name."""
    extras = records["penguat"]
    valid = [row for row in records["asesmen"] if row["assessment_date"] > _years_before(as_of, 3)]
    levels, asked = valid[-1] if valid else None, official.held.levels
    jpm = 100 * sum(levels[f"{name}_level"] for name in asked) / sum(asked.values()) if levels else None
    return {
        "penilaian_kinerja": PREDIKAT[max(records["kinerja"], key=lambda row: row["year"])["predikat"]],
        "penghargaan": _best(extras, "penghargaan", _AWARD, as_of.year - 5),
        "tim_kerja": _best(extras, "tim_kerja", _TEAM, as_of.year - 2),
        "umpan_balik_360": _best(extras, "umpan_balik_360", PREDIKAT, 0),
        "penilaian_kompetensi": None if jpm is None else min(jpm, 100.0),
        "pengembangan_kompetensi": _certificates(records["pengembangan"], as_of),
        "pengalaman_jabatan": _experience(official, records["riwayat_jabatan"], as_of),
        "penilaian_potensi": levels["potensi_score"] if levels else None,
        "pendidikan": _DEGREE[official.education_level],
        "bidang_ilmu": 100 if official.education_field in FIELDS[official.rumpun] else 50,
        "disiplin": _discipline(records["disiplin"], as_of),
    }


def axis_range(scores: dict[str, float | None], axis: str) -> tuple[float, float]:
    """Return the lowest and highest possible axis score; equal when nothing is missing."""
    low = high = 0.0
    for name, weight in WEIGHTS[axis].items():
        score = scores[name]
        low += weight * (_LOWEST.get(name, 0) if score is None else score) / 100
        high += weight * (100 if score is None else score) / 100
    return round(low, 9), round(high, 9)


def level(score: float) -> int:
    """Return 0, 1 or 2 for low, medium, high: 60 and 80 belong to the upper level."""
    return (score >= 60) + (score >= 80)


def box(performance: float, potential: float) -> int:
    """Return the kotak of two axis scores."""
    return _BOX[level(performance), level(potential)]


def possible_boxes(performance: tuple[float, float], potential: tuple[float, float]) -> list[int]:
    """Return every kotak between the lowest and the highest case of both axes."""
    rows, columns = (range(level(low), level(high) + 1) for low, high in (performance, potential))
    return sorted(_BOX[row, column] for row in rows for column in columns)


def _years_before(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year - years)


def _best(rows: list[Row], kind: str, scale: dict[str, int], after_year: int) -> int | None:
    """Return the best score after a calendar year; 0 if only older rows exist, None without any row."""
    found = [row for row in rows if row["penguat"] == kind]
    inside = [scale[row["category"]] for row in found if row["date"].year > after_year]
    return max(inside) if inside else 0 if found else None


def _certificates(rows: list[Row], as_of: dt.date) -> int | None:
    recent = [row for row in rows if row["date"] > _years_before(as_of, 5) and row["pengembangan"] != "tidak_ada"]
    bands = ((8, 100), (6, 75), (4, 50), (1, 25), (0, 0))
    return next(score for least, score in bands if len(recent) >= least) if rows else None


def _experience(official: Official, rows: list[Row], as_of: dt.date) -> float:
    held = [row for row in rows if row["status"] == "definitif"]
    first = min(row["start_date"] for row in held if row["eselon"].split(".")[0] == official.eselon.split(".")[0])
    years = as_of.year - first.year - ((as_of.month, as_of.day) < (first.month, first.day))
    length = 100 if years >= 5 else 80 if years >= 2 else 60
    posts, offices = {row["jabatan"] for row in held}, {row["opd"] for row in held}
    variety = 100 if len(offices) > 1 else 80 if len(posts) > 1 else 60
    return (length + variety + max(_ACTING.get(row["status"], 0) for row in rows)) / 3


def _discipline(rows: list[Row], as_of: dt.date) -> int | None:
    if any(row["end_date"] and row["end_date"] >= as_of for row in rows):
        return 0
    inside = [_DISCIPLINE[row["hukdis"]] for row in rows if row["start_date"] > _years_before(as_of, 5)]
    return min(inside) if inside else 100 if rows else None
