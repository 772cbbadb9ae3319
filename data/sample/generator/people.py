"""Officials with coherent ages, NIPs, golongan and schooling; every one of them is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from generator.names import NameBook
from generator.posts import FIELDS, Post

GRADES = ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b", "IV/c", "IV/d")
PANGKAT = {
    "II/c": "Pengatur", "II/d": "Pengatur Tk. I", "III/a": "Penata Muda", "III/b": "Penata Muda Tk. I",
    "III/c": "Penata", "III/d": "Penata Tk. I", "IV/a": "Pembina", "IV/b": "Pembina Tk. I",
    "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya", "IX": "Ahli Pertama",
}  # fmt: skip
_GRADES_OF = {
    "II.a": ("IV/c", "IV/d"), "II.b": ("IV/b", "IV/c"), "III.a": ("IV/a", "IV/b"), "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"), "IV.b": ("III/b", "III/c"),
}  # fmt: skip
_FIRST_GRADE = {"D3": "II/c", "S1": "III/a", "S2": "III/a", "S3": "III/a"}
_AGES = {"II.a": (52, 56), "II.b": (46, 57), "III.a": (42, 55), "III.b": (39, 55), "IV.a": (35, 56), "IV.b": (31, 55)}
_DEGREES = {
    "jpt_pratama": {"S1": 18, "S2": 72, "S3": 10},
    "administrator": {"S1": 54, "S2": 45, "S3": 1},
    "pengawas": {"D3": 9, "S1": 75, "S2": 16},
}
_GRADUATION_AGES = {"D3": 21, "S1": 22, "S2": 34, "S3": 42}
_TITLES = {
    "Ilmu Pemerintahan": "S.IP.", "Administrasi Publik": "S.AP.", "Ilmu Hukum": "S.H.", "Manajemen Pendidikan": "S.Pd.",
    "Pendidikan Dasar": "S.Pd.", "Teknologi Pendidikan": "S.Pd.", "Kesehatan Masyarakat": "S.K.M.",
    "Kedokteran": "S.Ked.", "Keperawatan": "S.Kep.", "Teknik Sipil": "S.T.", "Perencanaan Wilayah dan Kota": "S.T.",
    "Teknik Transportasi": "S.T.", "Teknik Lingkungan": "S.T.", "Teknik Informatika": "S.Kom.",
    "Sistem Informasi": "S.Kom.", "Akuntansi": "S.E.", "Manajemen Keuangan": "S.E.", "Ekonomi Pembangunan": "S.E.",
    "Manajemen": "S.E.", "Agribisnis": "S.P.", "Agronomi": "S.P.", "Perikanan": "S.Pi.", "Kehutanan": "S.Hut.",
    "Psikologi": "S.Psi.", "Statistika": "S.Stat.",
}  # fmt: skip


@dataclass(frozen=True)
class Official:
    """The true clean row of one employee; ``post`` is None for those who hold no post of the map."""

    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    birth_date: dt.date
    sex: str
    golongan: str
    golongan_start_date: dt.date
    cpns_start_date: dt.date
    jabatan: str
    jabatan_start_date: dt.date
    opd: str
    unor: str
    eselon: str
    rumpun: str
    education_level: str
    education_field: str
    graduation_year: int
    post: Post | None = None
    kecamatan: str = ""
    jenis_pegawai: str = "PNS"
    jenis_jabatan: str = "struktural"
    kedudukan_hukum: str = "01"

    @property
    def jenjang(self) -> str:
        """Return the jenjang of the held post; "" without one."""
        return self.post.jenjang if self.post else ""

    @property
    def held(self) -> Post:
        """Return the held post; ValueError without one."""
        if self.post is None:
            raise ValueError(f"{self.nip} holds no post of the map")
        return self.post

    @property
    def titled_name(self) -> str:
        """Return the name with its titles, as a DUK writes it."""
        front = f"{self.gelar_depan} " if self.gelar_depan else ""
        return front + self.nama + (f", {self.gelar_belakang}" if self.gelar_belakang else "")


class Registry:
    """Draws officials; keeps NIPs and names unique."""

    def __init__(self, rng: Random, as_of: dt.date) -> None:
        self.rng = rng
        self.as_of = as_of
        self.names = NameBook(rng)
        self._nips: set[str] = set()

    def nip(self, birth: dt.date, entry: str, sex: str) -> str:
        """Return an unused NIP; ``entry`` is the six digits between birth date and sex; the serial is 9xx."""
        while True:
            nip = f"{birth:%Y%m%d}{entry}{'1' if sex == 'L' else '2'}{self.rng.randrange(901, 1000)}"
            if nip not in self._nips:
                self._nips.add(nip)
                return nip

    def birth_date(self, eselon: str) -> dt.date:
        """Draw a birth date at the usual age of an eselon."""
        low, high = _AGES[eselon]
        return self.as_of - dt.timedelta(days=round(self.rng.uniform(low, high) * 365.25))

    def holder(self, post: Post, birth: dt.date, years_in_post: float) -> Official:
        """Draw the holder of a post."""
        rng, sex = self.rng, "P" if self.rng.random() < 0.34 else "L"
        degrees = _DEGREES[post.jenjang]
        level = rng.choices(list(degrees), weights=list(degrees.values()))[0]
        if level == "D3" and self.as_of.year - birth.year < 44:
            level = "S1"
        golongan, golongan_start, cpns = self._grade(_GRADES_OF[post.eselon], birth, level)
        start = self.as_of - dt.timedelta(days=round(years_in_post * 365.25))
        field = self.field(post.rumpun)
        front, back = titles(level, field)
        return Official(
            nip=self.nip(birth, f"{cpns:%Y%m}", sex), nama=self.names.draw(sex), gelar_depan=front,
            gelar_belakang=back, birth_date=birth, sex=sex, golongan=golongan, golongan_start_date=golongan_start,
            cpns_start_date=cpns, jabatan=post.jabatan, jabatan_start_date=start, opd=post.opd, unor=post.unor,
            eselon=post.eselon, rumpun=post.rumpun, education_level=level, education_field=field,
            graduation_year=min(birth.year + _GRADUATION_AGES[level], 2023),
            post=post, kecamatan=post.kecamatan,
        )  # fmt: skip

    def field(self, rumpun: str, match_share: float = 0.7) -> str:
        """Draw a field of study; in ``match_share`` of the draws it fits the rumpun."""
        fits = FIELDS[rumpun]
        if self.rng.random() < match_share:
            return self.rng.choice(fits)
        return self.rng.choice(sorted({name for names in FIELDS.values() for name in names} - set(fits)))

    def _grade(self, choices: tuple[str, ...], birth: dt.date, level: str) -> tuple[str, dt.date, dt.date]:
        """Return golongan, its TMT and TMT CPNS: four years a step from the first grade of the degree held."""
        rng = self.rng
        golongan = rng.choice(choices)
        since = dt.date(self.as_of.year - rng.randrange(1, 5), rng.choice((4, 10)), 1)
        first = _FIRST_GRADE[level]
        for candidate in (golongan, choices[0]):
            steps = GRADES.index(candidate) - GRADES.index(first)
            latest = since.year - 4 * steps
            entry_year = min(birth.year + rng.randrange(23, 31), latest)
            if entry_year - birth.year >= 22:
                break
        entry_year = max(entry_year, birth.year + 22)
        return candidate, since, dt.date(entry_year, rng.choice((1, 3, 4)), 1)

    def outside(self, official: Official, **changes: Any) -> Official:
        """Draw one more person like ``official`` (own NIP and name), holding no post of the map."""
        shift = dt.timedelta(days=self.rng.randrange(30, 300))
        birth = official.birth_date + shift
        entry = f"{official.cpns_start_date:%Y%m}"
        return replace(
            official, nip=self.nip(birth, entry, official.sex), nama=self.names.draw(official.sex),
            birth_date=birth, post=None, **changes,
        )  # fmt: skip


def titles(level: str, field: str) -> tuple[str, str]:
    """Return the titles before and after a name."""
    if level == "D3":
        return "", "A.Md."
    first = _TITLES.get(field, "S.Sos.")
    return ("Dr." if level == "S3" else ""), first + (", M.Si." if level in {"S2", "S3"} else "")
