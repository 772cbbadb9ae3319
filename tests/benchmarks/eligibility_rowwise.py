"""The same checks written the plain way: one official, one post, one check at a time, with Python dates.

It is the reference of the property tests and the peer of the bench. Terms follow the calendar: a term of years that
began on a day is complete on the same day of a later year (the last day of February for a leap day).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility import Setting
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier
from talenta_lib.terms import COMPETENCY_LABELS

MET, NOT_MET, UNKNOWN = 1, 0, -1
LEVEL = {"pelaksana": 0, "pengawas": 1, "administrator": 2, "jpt_pratama": 3}
JF_LEVEL = {"ahli_utama": 3, "ahli_madya": 2, "ahli_muda": 1, "ahli_pertama": 0, "terampil": 0}
ESELON = ("II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")
JPT, ADMINISTRATOR, PENGAWAS = 3, 2, 1
Result = int | None


def later(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def value_of(value: Any) -> Any:
    """Return a cell as plain Python, None where it is missing."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


@dataclass
class Held:
    """One post held, up to the inauguration: level (None unknown), rumpun, start, end (exclusive)."""

    level: int | None
    rumpun: str | None
    start: dt.date
    end: dt.date


@dataclass
class Person:
    """One official as plain values; ``own`` is the post held."""

    row: Mapping[str, Any]
    level: int | None
    own: str | None
    history: list[Held]
    ratings: Mapping[int, str]
    discipline: list[Mapping[str, Any]]
    level_sum: float | None
    cached: dict[Any, int] = field(default_factory=dict)

    def served(self, day: dt.date, *, at_least: int | None = None, rumpun: str | None = None) -> int:
        """Return the days served before a day, overlaps once."""
        key = (at_least, rumpun)
        if key not in self.cached:
            reached, total = dt.date.min, 0
            for one in sorted(self.history, key=lambda held: held.start):
                is_high = at_least is None or (one.level is not None and one.level >= at_least)
                if is_high and rumpun in (None, one.rumpun) and one.end > max(one.start, reached):
                    total += (one.end - max(one.start, reached)).days
                    reached = one.end
            self.cached[key] = total
        return self.cached[key]


def people_of(dossier: Dossier, setting: Setting) -> list[Person]:
    """Return the officials of a dossier."""

    def rows_of(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in table.to_dict("records"):
            found.setdefault(row["nip"], []).append({name: value_of(cell) for name, cell in row.items()})
        return found

    service, ratings, discipline = (rows_of(one) for one in (dossier.service, dossier.ratings, dossier.discipline))
    sums = dossier.levels[list(COMPETENCY_LABELS)].sum(axis=1, skipna=False).to_dict()
    people = []
    for raw in dossier.officials.to_dict("records"):
        row = {name: value_of(cell) for name, cell in raw.items()}
        nip = row["nip"]
        given = {one["year"]: one["predikat"] for one in ratings.get(nip, []) if one["predikat"] is not None}
        people.append(Person(
            row, level_of(row), row["jabatan_id"], list(history_of(row, service.get(nip, []), setting.inauguration)),
            given, discipline.get(nip, []), value_of(sums[nip]),
        ))  # fmt: skip
    return people


def level_of(row: Mapping[str, Any]) -> int | None:
    if row["jenjang"] is not None:
        return LEVEL[row["jenjang"]]
    return 0 if row["jenis_jabatan"] == "pelaksana" else JF_LEVEL.get(row["jf_jenjang"])


def history_of(row: Mapping[str, Any], service: list[dict[str, Any]], day: dt.date) -> Iterator[Held]:
    for one in service:
        level = LEVEL.get(one["jenjang"]) if one["jenjang"] else JF_LEVEL.get(
            one["jabatan"].partition(" ")[2].lower().replace(" ", "_"))  # fmt: skip
        end = day if one["end_date"] is None else min(day, one["end_date"] + dt.timedelta(days=1))
        if one["start_date"] < day:
            yield Held(level, one["rumpun"], one["start_date"], end)
    if row["jabatan_start_date"] is not None and row["jabatan_start_date"] < day:
        yield Held(level_of(row), row["rumpun"], row["jabatan_start_date"], day)


class Judge:
    """Every check on one official and one post; None where it does not apply."""

    def __init__(self, rules: Rules, setting: Setting, severities: Mapping[str, str]) -> None:
        self.value = {name: rules[name].value for name in rules}
        self.setting, self.day, self.severities = setting, setting.inauguration, severities
        self.education = {name: k for k, names in enumerate(self.value["education_order"]) for name in names}
        self.golongan = {entry["code"]: entry["order"] for entry in self.value["golongan"]}
        self.checks: dict[str, Callable[[Person, Mapping[str, Any]], Result]] = {
            name: getattr(self, name) for name in severities
        }

    def kind(self, person: Person, post: Mapping[str, Any]) -> str:
        now, new = person.level, LEVEL[post["jenjang"]]
        if now is None:
            return "penempatan"
        if self.is_lower(person, post):
            return ""
        if new == now:
            return "penempatan" if person.row["jenjang"] is None else "rotasi"
        return "promosi" if new == now + 1 else ""

    def is_lower(self, person: Person, post: Mapping[str, Any]) -> bool:
        now, new, eselon = person.level, LEVEL[post["jenjang"]], person.row["eselon"]
        if now is None or new > now:
            return False
        return new < now or (eselon is not None and ESELON.index(post["eselon"]) > ESELON.index(eselon))

    def is_new(self, person: Person, post: Mapping[str, Any]) -> bool:
        return self.kind(person, post) in ("promosi", "penempatan")

    def judge(self, person: Person, post: Mapping[str, Any]) -> tuple[int, int, int]:
        """Return the bits not met, the bits not known, and the answer (0 lulus ... 4 gugur)."""
        unmet = unknown = answer = 0
        if person.own == post["jabatan_id"]:
            return 0, 0, 0
        codes = {"block": 4, "approval": 2, "warn": 1, "info": 0}
        for bit, (name, check) in enumerate(self.checks.items()):
            result = check(person, post)
            if result == NOT_MET:
                unmet |= 1 << bit
                answer = max(answer, codes[self.severities[name]])
            elif result == UNKNOWN:
                unknown |= 1 << bit
                answer = max(answer, 3)
        return unmet, unknown, answer

    def term(self, start: dt.date | None, years: float) -> int:
        if start is None:
            return UNKNOWN
        return MET if later(start, round(12 * years)) <= self.day else NOT_MET

    def enough(self, person: Person, days: int, years: float) -> int:
        months = round(12 * years)
        if later(self.day - dt.timedelta(days=days), months) <= self.day:
            return MET
        starts = [one.start for one in person.history]
        return NOT_MET if starts and later(min(starts), months) <= self.day else UNKNOWN

    def penurunan(self, person: Person, post: Mapping[str, Any]) -> Result:
        return NOT_MET if self.is_lower(person, post) else None

    def lompat_jenjang(self, person: Person, post: Mapping[str, Any]) -> Result:
        new = LEVEL[post["jenjang"]]
        if person.level is None:
            return UNKNOWN
        return None if new <= person.level else MET if new == person.level + 1 else NOT_MET

    def feeder(self, person: Person, post: Mapping[str, Any], target: int, rule: str) -> Result:
        if not self.is_new(person, post) or LEVEL[post["jenjang"]] != target:
            return None
        return self.enough(person, person.served(self.day, at_least=target - 1), self.value[rule])

    def asal_jpt(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.feeder(person, post, JPT, "jpt_pratama_feeder_years")

    def asal_administrator(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.feeder(person, post, ADMINISTRATOR, "administrator_feeder_years")

    def asal_pengawas(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.feeder(person, post, PENGAWAS, "pengawas_feeder_years")

    def bidang_asal(self, person: Person, post: Mapping[str, Any]) -> Result:
        target = LEVEL[post["jenjang"]]
        if not self.is_new(person, post) or target == JPT:
            return None
        if post["rumpun"] is None:
            return UNKNOWN
        rule = "administrator_feeder_years" if target == ADMINISTRATOR else "pengawas_feeder_years"
        return self.enough(
            person, person.served(self.day, at_least=target - 1, rumpun=post["rumpun"]), self.value[rule]
        )

    def pengalaman_bidang(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_new(person, post) or LEVEL[post["jenjang"]] != JPT:
            return None
        if post["rumpun"] is None:
            return UNKNOWN
        years = self.value["jpt_pratama_experience_years"]
        return self.enough(person, person.served(self.day, rumpun=post["rumpun"]), years)

    def jf_setara(self, person: Person, post: Mapping[str, Any]) -> Result:
        code = person.row["jf_jenjang"]
        if self.kind(person, post) != "penempatan" or code is None:
            return None
        if person.level is None:
            return UNKNOWN
        return MET if (code, post["jenjang"]) == ("ahli_utama", "jpt_pratama") else NOT_MET

    def suksesi(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.kind(person, post) != "promosi":
            return None
        kotak = person.row["kotak"]
        return UNKNOWN if kotak is None else MET if kotak in self.value["krs_kotak"] else NOT_MET

    def rank(self, name: str | None, needed: str, ranks: Mapping[str, int]) -> int:
        if name not in ranks:
            return UNKNOWN
        return MET if ranks[name] >= ranks[needed] else NOT_MET

    def pendidikan(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_new(person, post):
            return None
        return self.rank(person.row["education_level"], self.value["min_education"][post["jenjang"]], self.education)

    def pendidikan_peralihan(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.kind(person, post) != "rotasi":
            return None
        needed = self.value["min_education"][post["jenjang"]]
        is_met = self.rank(person.row["education_level"], needed, self.education) == MET
        return None if is_met else UNKNOWN

    def pendidikan_jabatan(self, person: Person, post: Mapping[str, Any]) -> Result:
        needed = post["required_education"]
        return None if needed is None else self.rank(person.row["education_level"], needed, self.education)

    def pns(self, person: Person) -> bool | None:
        if person.row["jenis_pegawai"] is not None:
            return person.row["jenis_pegawai"] == "PNS"
        return None if person.row["golongan"] is None else "/" in person.row["golongan"]

    def status_pns(self, person: Person, post: Mapping[str, Any]) -> Result:
        is_pns = self.pns(person)
        if is_pns:
            return MET
        return NOT_MET if is_pns is False and post["jenjang"] in self.value["pns_status"] else UNKNOWN

    def golongan_eselon(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.pns(person) is False:
            return None
        lowest, highest = self.value["eselon_golongan_siasn"][post["eselon"]]
        if person.row["golongan"] not in self.golongan:
            return UNKNOWN
        order = self.golongan[person.row["golongan"]]
        return MET if self.golongan[lowest] <= order <= self.golongan[highest] else NOT_MET

    def golongan_praktik(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.pns(person) is False or not self.is_new(person, post):
            return None
        return self.rank(person.row["golongan"], self.value["min_golongan_practice"][post["jenjang"]], self.golongan)

    def usia_jpt(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_new(person, post) or LEVEL[post["jenjang"]] != JPT:
            return None
        birth, limit = person.row["birth_date"], self.value["jpt_pratama_max_age_years"]
        if birth is None:
            return UNKNOWN
        if later(birth, 12 * (limit + 1)) <= self.day:
            return NOT_MET
        return UNKNOWN if later(birth, 12 * limit) < self.day else MET

    def pension(self, person: Person, post: Mapping[str, Any]) -> dt.date | None:
        dates = [person.row["bup_date"]]
        if person.row["birth_date"] is not None:
            birthday = later(person.row["birth_date"].replace(day=1), 12 * self.value["bup_years"][post["jenjang"]])
            dates.append(later(birthday, 1))
        return min((date for date in dates if date is not None), default=None)

    def bup(self, person: Person, post: Mapping[str, Any]) -> Result:
        pension = self.pension(person, post)
        return UNKNOWN if pension is None else MET if pension > self.day else NOT_MET

    def bup_dekat(self, person: Person, post: Mapping[str, Any]) -> Result:
        pension = self.pension(person, post)
        if self.kind(person, post) != "promosi" or pension is None or pension <= self.day:
            return None
        return MET if pension >= later(self.day, 12 * self.value["promotion_remaining_years"]) else NOT_MET

    def kedudukan_hukum(self, person: Person, _: Mapping[str, Any]) -> Result:
        code = person.row["kedudukan_hukum"]
        return UNKNOWN if code is None else MET if code in self.value["kedudukan_hukum_active"] else NOT_MET

    def hukdis_berjalan(self, person: Person, _: Mapping[str, Any]) -> Result:
        given = [one for one in person.discipline if one["hukdis"] != "tidak_ada" and one["start_date"] <= self.day]
        if any(one["end_date"] is not None and one["end_date"] >= self.day for one in given):
            return NOT_MET
        is_open = any(one["end_date"] is None and one["hukdis"] in ("sedang", "berat") for one in given)
        return UNKNOWN if is_open or not person.discipline else MET

    def hukdis_baru(self, person: Person, _: Mapping[str, Any]) -> Result:
        months = 12 * self.value["hukdis_recent_years"]
        ended = [
            one["end_date"]
            for one in person.discipline
            if one["hukdis"] in ("sedang", "berat") and one["start_date"] <= self.day and one["end_date"]
        ]
        recent = [end for end in ended if end < self.day and not later(end + dt.timedelta(days=1), months) <= self.day]
        return NOT_MET if recent else MET

    def predikat(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_new(person, post) or LEVEL[post["jenjang"]] == JPT:
            return None
        years = range(self.day.year - self.value["good_predikat_years"], self.day.year)
        found = [person.ratings.get(year) for year in years]
        if any(one is not None and one not in self.value["good_predikat"] for one in found):
            return NOT_MET
        return UNKNOWN if None in found else MET

    def masa_jabatan(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.kind(person, post) not in ("rotasi", "penempatan"):
            return None
        return self.term(person.row["jabatan_start_date"], self.value["min_tenure_years"])

    def is_jpt_rotation(self, person: Person, post: Mapping[str, Any]) -> bool:
        return self.kind(person, post) == "rotasi" and LEVEL[post["jenjang"]] == JPT

    def mutasi_dini_jpt(self, person: Person, post: Mapping[str, Any]) -> Result:
        is_short = self.term(person.row["jabatan_start_date"], self.value["min_tenure_years"]) == NOT_MET
        return NOT_MET if self.is_jpt_rotation(person, post) and is_short else None

    def masa_jabatan_lama(self, person: Person, post: Mapping[str, Any]) -> Result:
        start = person.row["jabatan_start_date"]
        if self.kind(person, post) not in ("rotasi", "penempatan") or start is None:
            return None
        return NOT_MET if later(start + dt.timedelta(days=1), 12 * self.value["max_tenure_years"]) <= self.day else MET

    def uji_kompetensi(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.asesmen(person, post) if self.is_jpt_rotation(person, post) else None

    def klasifikasi_jpt(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_jpt_rotation(person, post) or not post["is_vacant"]:
            return None
        return MET if post["rumpun"] is not None and post["rumpun"] == person.row["rumpun"] else UNKNOWN

    def waktu_imut(self, person: Person, post: Mapping[str, Any]) -> Result:
        kind, jenjang = self.kind(person, post), post["jenjang"]
        for entry in self.value["imut_time_rules"]:
            wanted = "promosi" if entry["jenis"] == "promosi" else "rotasi"
            if entry["jenjang"] == jenjang and kind == wanted:
                if kind == "rotasi":
                    return self.term(person.row["jabatan_start_date"], entry["masa_tahun"])
                return self.enough(person, person.served(self.day, at_least=LEVEL[jenjang] - 1), entry["masa_tahun"])
        return None

    def asesmen(self, person: Person, _: Mapping[str, Any]) -> Result:
        until = person.row["assessment_valid_until"]
        return MET if until is not None and until > self.day else UNKNOWN

    def jenjang_asesmen(self, person: Person, post: Mapping[str, Any]) -> Result:
        if self.asesmen(person, post) != MET:
            return None
        assessed = person.row["assessed_jenjang"]
        return UNKNOWN if assessed is None else MET if assessed == post["jenjang"] else NOT_MET

    def kompetensi(self, person: Person, post: Mapping[str, Any]) -> Result:
        if person.level_sum is None:
            return None
        required = len(COMPETENCY_LABELS) * self.value["required_competency_level"][post["jenjang"]]
        return MET if 100 * person.level_sum / required >= 68 else NOT_MET

    def seleksi_terbuka(self, person: Person, post: Mapping[str, Any]) -> Result:
        if not self.is_new(person, post) or LEVEL[post["jenjang"]] != JPT:
            return None
        return MET if self.setting.has_bkn_approval else NOT_MET

    def sekda_tata_cara(self, _: Person, post: Mapping[str, Any]) -> Result:
        return NOT_MET if post["jabatan"].lower().startswith("sekretaris daerah") else None

    def office(self, word: str, person: Person, post: Mapping[str, Any]) -> Result:
        return NOT_MET if word in person.row["opd"].lower() or word in post["opd"].lower() else None

    def dukcapil(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.office("kependudukan dan pencatatan sipil", person, post)

    def inspektorat(self, person: Person, post: Mapping[str, Any]) -> Result:
        return self.office("inspektorat", person, post)
