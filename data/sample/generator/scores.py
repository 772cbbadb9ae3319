"""Records of work and assessment: a true score per person, seen through instruments with error."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil
from random import Random
from typing import Any

from generator.people import Official
from generator.posts import COMPETENCIES, LEADERSHIP_STANDARD, STANDARD_LEVEL, TECHNICAL_STANDARD

Row = dict[str, Any]
Span = tuple[tuple[int, int], tuple[int, int]]
ERROR_SD = 10 * 0.15**0.5  # error of an assessment score: reliability 0.85 in a norm group with SD 10
PREDIKATS = ("kurang", "butuh_perbaikan", "baik", "sangat_baik")
_TEAMS = ("tidak_ada", "anggota_internal", "anggota_lintas", "ketua_internal", "ketua_lintas")
_COURSES = (
    "Pelatihan Analisis Kebijakan", "Pelatihan Manajemen Risiko", "Pelatihan Pengadaan Barang/Jasa",
    "Pelatihan Pelayanan Prima", "Pelatihan Penyusunan Anggaran", "Pelatihan Manajemen Proyek",
    "Bimbingan Teknis Tata Naskah", "Pelatihan Literasi Data", "Bimbingan Teknis SAKIP",
    "Pelatihan Komunikasi Publik", "Pelatihan Perencanaan Daerah", "Bimbingan Teknis Keuangan Daerah",
)  # fmt: skip
_LEADERSHIP = {
    "pengawas": "Pelatihan Kepemimpinan Pengawas",
    "administrator": "Pelatihan Kepemimpinan Administrator",
    "jpt_pratama": "Pelatihan Kepemimpinan Nasional Tingkat II",
}


@dataclass(frozen=True)
class Latent:
    """What is true of a person: standard normal work and ability, and the true value of each fallible instrument."""

    work: float
    ability: float
    predikat: str
    feedback: str
    jpm: float
    potensi: float


@dataclass(frozen=True)
class Dates:
    """First and last month (year, month) of each kind of record of a round."""

    as_of: dt.date
    assessments: Span
    awards: Span
    teams: Span
    feedback: Span
    courses: Span
    old: Span


def draw_latent(rng: Random) -> Latent:
    """Draw a person's true values; ability and work correlate at about 0.1."""
    work = rng.gauss(0, 1)
    ability = 0.1 * work + rng.gauss(0, 0.995)
    return Latent(
        work, ability, _rating(work + rng.gauss(0, 0.3), (-2.5, -1.8, 0.35)),
        _rating(0.8 * work + rng.gauss(0, 0.6), (-2.2, -1.3, 0.8)),
        min(84.5 + 7.5 * (0.92 * ability + rng.gauss(0, 0.35)), 100),
        54.5 + 22.5 * (0.94 * ability + rng.gauss(0, 0.3)),
    )  # fmt: skip


def _rating(value: float, cuts: tuple[float, float, float]) -> str:
    return PREDIKATS[sum(value > cut for cut in cuts)]


def seen_rating(true: str, rng: Random) -> str:
    """Return a rating as the rater gives it: one category off in 16 % of the cases."""
    place = PREDIKATS.index(true)
    if rng.random() < 0.16:
        place += 1 if place == 0 or (place < 3 and rng.random() < 0.5) else -1
    return PREDIKATS[place]


def assessment(official: Official, latent: Latent, rng: Random, dates: Dates) -> Row:
    """Return the asesmen row: nine levels in halves whose JPM is the true one plus error, and four scores."""
    day, jenjang = draw_day(rng, dates.assessments), official.jenjang or "pengawas"
    asked = official.post.levels if official.post else dict.fromkeys(COMPETENCIES, STANDARD_LEVEL[jenjang])
    levels = competency_levels(asked, latent.jpm + rng.gauss(0, ERROR_SD), rng)
    jpm = 100 * sum(levels.values()) / sum(asked.values())

    def score(center: float, spread: float, loading: float) -> float:
        value: float = center + spread * (loading * latent.ability + (1 - loading**2) ** 0.5 * rng.gauss(0, 1))
        return round(min(max(value, 30), 98), 1)

    potensi = latent.potensi + rng.gauss(0, ERROR_SD)
    return {
        "nip": official.nip, "assessment_date": day, "lembaga": "UPT Penilaian Kompetensi Rantau Cendana",
        "assessed_jenjang": jenjang,
        **{f"{name}_level": value for name, value in levels.items()}, "jpm_pct": round(min(jpm, 100), 1),
        "potensi_score": round(min(max(potensi, 20), 98), 1),
        "technical_score": score(TECHNICAL_STANDARD[jenjang] + 2, 9, 0.5),
        "leadership_score": score(LEADERSHIP_STANDARD[jenjang] + 2, 9, 0.6),
    }  # fmt: skip


def competency_levels(asked: dict[str, int], jpm: float, rng: Random) -> dict[str, float]:
    """Return nine levels in halves: at the standard, at most two above it, and what the JPM lacks taken off a few."""
    order = rng.sample(COMPETENCIES, len(COMPETENCIES))
    levels = {name: float(asked[name]) for name in COMPETENCIES}
    for name in order[: rng.choice((0, 0, 0, 0, 1, 2))]:
        levels[name] = min(levels[name] + 0.5, 5.0)
    lacking = max(round(2 * (sum(levels.values()) - sum(asked.values()) * jpm / 100)), 0)
    few = min(ceil(lacking / min(asked.values())), len(order))
    for step in range(lacking):
        levels[order[-1 - step % few]] -= 0.5
    return levels


def yearly_ratings(official: Official, latent: Latent, rng: Random, years: tuple[int, ...]) -> list[Row]:
    """Return kinerja rows with hasil and perilaku that give the predikat by the matrix of PermenPANRB 6/2022."""
    rows = []
    for year in years:
        predikat = seen_rating(latent.predikat, rng)
        if year != years[-1] and predikat == "sangat_baik" and rng.random() < 0.4:
            predikat = "baik"
        hasil, perilaku = rating_pair(predikat, rng)
        rows.append(
            {"nip": official.nip, "year": year, "hasil_kerja": hasil, "perilaku_kerja": perilaku, "predikat": predikat}
        )
    return rows


def rating_pair(predikat: str, rng: Random) -> tuple[str, str]:
    """Return a hasil/perilaku pair that yields the predikat."""
    pairs = {
        "sangat_baik": [("di_atas", "di_atas")],
        "baik": [("sesuai", "sesuai"), ("sesuai", "sesuai"), ("di_atas", "sesuai"), ("sesuai", "di_atas")],
        "butuh_perbaikan": [("di_bawah", "sesuai"), ("di_bawah", "di_atas")],
        "kurang": [("sesuai", "di_bawah"), ("di_atas", "di_bawah")],
    }
    return rng.choice(pairs[predikat])


def supporting(official: Official, latent: Latent, rng: Random, dates: Dates) -> list[Row]:
    """Return penguat rows: one finding for award, team and feedback each, some old awards outside the window."""
    push = 0.7 * latent.work + rng.gauss(0, 0.75)
    award = ("tidak_ada", "instansi", "lintas_instansi", "nasional", "internasional")[
        sum(push > cut for cut in (0.2, 0.9, 1.35, 2.5))
    ]
    lift = 0.6 * latent.work + rng.gauss(0, 0.8)
    team = _TEAMS[sum(lift > cut for cut in (-1.6, -0.75, 0.0, 1.0))]
    rows = [
        _support(official, "penghargaan", award, draw_day(rng, dates.awards), "Piagam"),
        _support(official, "tim_kerja", team, draw_day(rng, dates.teams), "SK Tim"),
        _support(
            official, "umpan_balik_360", seen_rating(latent.feedback, rng), draw_day(rng, dates.feedback), "e-Kinerja"
        ),
    ]
    if rng.random() < 0.06:
        rows.append(_support(official, "penghargaan", "nasional", draw_day(rng, dates.old), "Piagam lama"))
    return rows


def _support(official: Official, kind: str, category: str, day: dt.date, document: str) -> Row:
    text = "" if category == "tidak_ada" else f"{document} {day:%m}/{day.year}"
    return {"nip": official.nip, "penguat": kind, "category": category, "date": day, "document": text}


def courses(official: Official, latent: Latent, rng: Random, dates: Dates) -> list[Row]:
    """Return pengembangan rows: certificates of five years, a leadership course for some, a few old ones."""
    count = max(0, round(2.2 + 3.2 * (0.85 * latent.ability + 0.5 * rng.gauss(0, 1))))
    rows = [
        _course(official, "sertifikat", name, draw_day(rng, dates.courses), rng.choice((16, 20, 24, 30, 40)))
        for name in rng.sample(_COURSES, min(count, len(_COURSES)))
    ]
    if official.jenjang and rng.random() < 0.35:
        name = _LEADERSHIP[official.jenjang]
        rows.append(_course(official, "penjenjangan", name, draw_day(rng, dates.courses), 900))
    if rng.random() < 0.1:
        rows.append(_course(official, "sertifikat", "Pelatihan Dasar Komputer", draw_day(rng, dates.old), 20))
    return rows or [_course(official, "tidak_ada", "", dates.as_of - dt.timedelta(days=16), None)]


def _course(official: Official, kind: str, name: str, day: dt.date, hours: int | None) -> Row:
    return {"nip": official.nip, "pengembangan": kind, "name": name, "date": day, "hours": hours}


def clean_record(official: Official, rng: Random, month: tuple[int, int]) -> Row:
    """Return the disiplin row of someone verified without a punishment."""
    day = dt.date(*month, 1) + dt.timedelta(days=rng.randrange(0, 25))
    return {
        "nip": official.nip, "hukdis": "tidak_ada", "start_date": day, "end_date": None,
        "document": f"Surat Inspektorat 7/{month[0]}",
    }  # fmt: skip


def draw_day(rng: Random, span: Span) -> dt.date:
    """Draw a day between the first of one month and the 28th of another."""
    start, end = dt.date(*span[0], 1), dt.date(*span[1], 28)
    return start + dt.timedelta(days=rng.randrange((end - start).days + 1))
