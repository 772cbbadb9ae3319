"""Random officials and posts with every kind of gap, for the properties and the bench of eligibility. DATA SINTETIS."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from tests.placement.eligibility.people import CLEAN, GOOD, Row, official, post

ESELON = {"jpt_pratama": ("II.a", "II.b"), "administrator": ("III.a", "III.b"), "pengawas": ("IV.a", "IV.b")}
RUMPUN = ("pemerintahan", "kesehatan", "keuangan", "infrastruktur")
OPD = ("Dinas Contoh", "Inspektorat", "Dinas Kependudukan dan Pencatatan Sipil", "Badan Contoh", "Kecamatan Contoh")
JF = {"ahli_utama": "Ahli Utama", "ahli_madya": "Ahli Madya", "ahli_muda": "Ahli Muda", "penyelia": "Penyelia"}
GOLONGAN = ("III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c")


class Draw:
    """Draws from a seed; ``gap`` is the share of values that are missing."""

    def __init__(self, seed: int, gap: float = 0.1) -> None:
        self.rng = np.random.default_rng(seed)
        self.gap = gap

    def one(self, choices: Any) -> Any:
        return choices[int(self.rng.integers(len(choices)))]

    def maybe(self, value: Any) -> Any:
        """Return the value, or sometimes nothing."""
        return None if self.rng.random() < self.gap else value

    def day(self, first: int, last: int) -> dt.date:
        """Return a day of the years first to last; month ends and the leap day come often."""
        year = int(self.rng.integers(first, last + 1))
        special = [dt.date(year, 12, 1), dt.date(year, 2, 28), dt.date(year, 3, 1), dt.date(year, 11, 30)]
        plain = dt.date(year, 1, 1) + dt.timedelta(days=int(self.rng.integers(365)))
        return self.one([*special, plain, plain, plain])


def random_posts(draw: Draw, count: int) -> list[Row]:
    """Return posts of all three jenjang; some bear the names that need somebody's consent."""
    rows = []
    for number in range(1, count + 1):
        jenjang = draw.one(list(ESELON))
        is_sekda = jenjang == "jpt_pratama" and draw.rng.random() < 0.1
        rows.append(post(
            number, jabatan="Sekretaris Daerah" if is_sekda else f"Kepala Contoh {number}", jenjang=jenjang,
            eselon=draw.one(ESELON[jenjang]), rumpun=draw.maybe(draw.one(RUMPUN)), opd=draw.one(OPD),
            required_education=draw.maybe(draw.one(("D3", "S1", "S2"))), is_vacant=True,
        ))  # fmt: skip
    return rows


def random_officials(draw: Draw, count: int, posts: list[Row]) -> list[Row]:
    """Return officials: most hold one of the posts, the others are functional or pelaksana."""
    return [_official(draw, number, posts[number - 1] if number <= 0.9 * len(posts) else None)
            for number in range(1, count + 1)]  # fmt: skip


def _official(draw: Draw, number: int, own: Row | None) -> Row:
    birth, start = draw.day(1965, 1990), draw.day(2018, 2025)
    assessed = draw.maybe(draw.day(2021, 2025))
    kotak = draw.maybe(draw.one(range(1, 10)))
    values: Row = {
        **_post_of(draw, own), "jabatan_start_date": draw.maybe(start), "birth_date": draw.maybe(birth),
        "bup_date": draw.maybe(dt.date(birth.year + 58, 12, 1)), "opd": draw.one(OPD),
        "rumpun": draw.maybe(draw.one(RUMPUN)), "education_level": draw.maybe(draw.one(("D3", "D4", "S1", "S2"))),
        "jenis_pegawai": draw.maybe(draw.one(("PNS", "PNS", "PPPK"))), "kotak": kotak, "in_krs": (kotak or 0) >= 7,
        "golongan": draw.maybe(draw.one((*GOLONGAN, "IX"))),
        "kedudukan_hukum": draw.maybe(draw.one(("01", "01", "20"))),
        "assessment_date": assessed, "level": draw.one((float("nan"), 2.0, 2.5, 3.0, 4.0)),
        "assessment_valid_until": assessed and assessed.replace(year=assessed.year + 3, day=min(assessed.day, 28)),
        "assessed_jenjang": draw.maybe(draw.one(list(ESELON))), "service": _service(draw), "ratings": _ratings(draw),
        "discipline": _discipline(draw),
    }  # fmt: skip
    return official(number, **values)


def _post_of(draw: Draw, own: Row | None) -> Row:
    if own is not None:
        return {name: own[name] for name in ("jabatan_id", "jabatan", "eselon", "jenjang")}
    none = {"jabatan_id": None, "eselon": None, "jenjang": None}
    code = draw.one([*JF, None])
    if code is None:
        return {**none, "jabatan": "Pelaksana", "jenis_jabatan": "pelaksana"}
    return {**none, "jabatan": f"Analis {JF[code]}", "jenis_jabatan": "fungsional", "jf_jenjang": code}


def _service(draw: Draw) -> list[Row]:
    rows = []
    for _ in range(int(draw.rng.integers(4))):
        start = draw.day(2005, 2024)
        jenjang = draw.maybe(draw.one([*ESELON, "pelaksana"]))
        rows.append({
            "jabatan": f"Jabatan {jenjang}" if jenjang else f"Analis {draw.one(list(JF.values()))}", "jenjang": jenjang,
            "rumpun": draw.maybe(draw.one(RUMPUN)), "start_date": start,
            "end_date": draw.maybe(start + dt.timedelta(days=int(draw.rng.integers(2500)))),
        })  # fmt: skip
    return rows


def _ratings(draw: Draw) -> dict[int, str | None]:
    other = {year: draw.maybe(draw.one(("sangat_baik", "baik", "butuh_perbaikan"))) for year in (2024, 2023, 2022)}
    return draw.one((GOOD, other, {}))


def _discipline(draw: Draw) -> Any:
    given = {"hukdis": draw.one(("ringan", "sedang", "berat")), "start_date": draw.day(2021, 2025)}
    return draw.one((CLEAN, CLEAN, [{**given, "end_date": draw.maybe(draw.day(2021, 2026))}], []))
