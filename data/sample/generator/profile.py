"""The true tables of round 1, before any dirt: 505 posts, 498 officials, and what is known of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import Any

from generator import bkn411
from generator.careers import acting_now, career, is_renewed
from generator.people import Official, Registry
from generator.posts import Post, profile_posts
from generator.scores import Dates, Latent, assessment, clean_record, courses, draw_latent, supporting, yearly_ratings

Row = dict[str, Any]
AS_OF = dt.date(2025, 10, 1)
YEARS = (2022, 2023, 2024)
DATES = Dates(
    AS_OF, assessments=((2023, 2), (2025, 7)), awards=((2021, 2), (2025, 8)), teams=((2024, 1), (2025, 8)),
    feedback=((2025, 6), (2025, 8)), courses=((2021, 1), (2025, 8)), old=((2014, 1), (2019, 12)),
)  # fmt: skip
_BUP_YEARS = {"jpt_pratama": 60, "administrator": 58, "pengawas": 58}
# Pensions of eselon II and III to the end of 2027: (month the pension starts, eselon II, eselon III).
_PENSIONS = (
    ((2025, 11), 0, 1), ((2025, 12), 1, 1), ((2026, 2), 0, 1), ((2026, 4), 1, 1), ((2026, 6), 0, 2),
    ((2026, 8), 1, 1), ((2026, 11), 1, 2), ((2027, 1), 1, 1), ((2027, 3), 1, 2), ((2027, 4), 0, 2),
    ((2027, 6), 1, 2), ((2027, 8), 0, 2), ((2027, 10), 1, 1), ((2027, 12), 0, 2),
)  # fmt: skip
# Who lacks what: (office, kind, people).
_GAPS = (
    ("Dinas Pendidikan dan Kebudayaan", "umpan_balik_360", 5), ("Dinas Pendidikan dan Kebudayaan", "tim_kerja", 3),
    ("Dinas Pendidikan dan Kebudayaan", "asesmen", 1), ("Dinas Kesehatan", "umpan_balik_360", 4),
    ("Dinas Kesehatan", "tim_kerja", 2), ("Dinas Kesehatan", "asesmen", 1), ("", "umpan_balik_360", 5),
    ("", "tim_kerja", 3), ("", "asesmen", 3),
)  # fmt: skip


@dataclass(frozen=True)
class Round:
    """Posts, holders, their latents and the record tables (lists of clean rows, keyed by table)."""

    posts: list[Post]
    officials: list[Official]
    latents: dict[str, Latent]
    tables: dict[str, list[Row]]
    gaps: dict[str, str]

    def records(self, nip: str) -> dict[str, list[Row]]:
        """Return every record table, rows of one NIP only."""
        return {name: [row for row in rows if row["nip"] == nip] for name, rows in self.tables.items()}


def build_profile(rng: Random) -> tuple[Round, Registry]:
    """Build the true round and the registry that draws further people."""
    posts, registry = profile_posts(), Registry(rng, AS_OF)
    held = [post for post in posts if not post.is_vacant]
    births = _birth_dates(held, registry)
    officials = [registry.holder(post, births[post.jabatan_id], _years_in_post(post, rng)) for post in held]
    latents = {official.nip: draw_latent(rng) for official in officials}
    tables = _tables(officials, latents, posts, rng)
    _act_on_vacant_posts(posts, officials, tables)
    gaps = _open_gaps(officials, tables, rng)
    _punish(officials, tables, gaps, rng)
    _leave_unverified(officials, tables, gaps)
    return Round(posts, officials, latents, tables, gaps), registry


def _years_in_post(post: Post, rng: Random) -> float:
    if is_renewed(post):
        return rng.uniform(0.3, 1.4)
    if post.jenjang == "jpt_pratama":
        return rng.uniform(0.6, 5.6)
    return rng.choice((rng.uniform(0.6, 3), rng.uniform(2, 7)))


def _birth_dates(held: list[Post], registry: Registry) -> dict[str, dt.date]:
    """Give each post's holder a birth date: 29 of eselon II and III retire by the end of 2027, the others later."""
    rng, births = registry.rng, {}
    for jenjang in ("jpt_pratama", "administrator"):
        months = [
            month for month, heads, others in _PENSIONS for _ in range(heads if jenjang == "jpt_pratama" else others)
        ]
        chosen = rng.sample([post for post in held if post.jenjang == jenjang and post.eselon != "II.a"], len(months))
        for post, (year, month) in zip(chosen, months, strict=True):
            day = dt.date(year, month, 1) - dt.timedelta(days=rng.randrange(1, 28))
            births[post.jabatan_id] = day.replace(year=day.year - _BUP_YEARS[jenjang])
    for post in held:
        while post.jabatan_id not in births:
            birth = registry.birth_date(post.eselon)
            last_year = 2025 if post.jenjang == "pengawas" else 2027
            if birth > dt.date(last_year - _BUP_YEARS[post.jenjang], 11, 30):
                births[post.jabatan_id] = birth
    return births


def _tables(
    officials: list[Official], latents: dict[str, Latent], posts: list[Post], rng: Random
) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {
        name: [] for name in ("asesmen", "kinerja", "penguat", "pengembangan", "riwayat_jabatan", "disiplin")
    }
    for official in officials:
        latent = latents[official.nip]
        tables["asesmen"].append(assessment(official, latent, rng, DATES))
        tables["kinerja"] += yearly_ratings(official, latent, rng, YEARS)
        tables["penguat"] += supporting(official, latent, rng, DATES)
        tables["pengembangan"] += courses(official, latent, rng, DATES)
        tables["riwayat_jabatan"] += career(official, posts, rng, AS_OF)
        tables["disiplin"].append(clean_record(official, rng, (2025, 9)))
    return tables


def _act_on_vacant_posts(posts: list[Post], officials: list[Official], tables: dict[str, list[Row]]) -> None:
    """Let the secretary of each office without a head act as head since August 2025."""
    for vacant in (post for post in posts if post.is_vacant):
        secretary = next(o for o in officials if o.opd == vacant.opd and o.jabatan.startswith("Sekretaris"))
        tables["riwayat_jabatan"].append(acting_now(secretary, vacant, dt.date(2025, 8, 4)))


def _open_gaps(officials: list[Official], tables: dict[str, list[Row]], rng: Random) -> dict[str, str]:
    """Take away a component of 27 officials such that the box can no longer be told."""
    gaps: dict[str, str] = {}
    named = {office for office, _, _ in _GAPS if office}
    for office, kind, count in _GAPS:
        pool = [o for o in officials if o.nip not in gaps and (o.opd == office if office else o.opd not in named)]
        for official in rng.sample([o for o in pool if o.jenjang != "jpt_pratama"], count):
            gaps[official.nip] = kind
            _open_gap(official, kind, tables, rng)
    return gaps


def _open_gap(official: Official, kind: str, tables: dict[str, list[Row]], rng: Random) -> None:
    """Remove one component; set the others so that the missing points would cross a cut-off."""
    mine = [row for row in tables["penguat"] if row["nip"] == official.nip]
    if kind == "asesmen":
        row = next(row for row in tables["asesmen"] if row["nip"] == official.nip)
        row["assessment_date"] = dt.date(2021, 3, 1) + dt.timedelta(days=rng.randrange(420))
        return
    tables["penguat"] = [row for row in tables["penguat"] if row["nip"] != official.nip]
    upper = rng.random() < 0.4
    latest = next(row for row in tables["kinerja"] if row["nip"] == official.nip and row["year"] == YEARS[-1])
    rated = ("sangat_baik", "di_atas", "di_atas") if upper else ("baik", "sesuai", "sesuai")
    latest |= dict(zip(("predikat", "hasil_kerja", "perilaku_kerja"), rated, strict=True))
    wanted = {"penghargaan": "tidak_ada", "umpan_balik_360": "baik"}
    if kind == "umpan_balik_360":
        wanted = {"penghargaan": "tidak_ada", "tim_kerja": "ketua_internal"} if upper else {
            "penghargaan": "instansi", "tim_kerja": "anggota_internal"}  # fmt: skip
    kept = {row["penguat"]: row for row in mine if row["date"].year >= 2021}
    for name, category in wanted.items():
        tables["penguat"].append(
            kept[name] | {"category": category, "document": "" if category == "tidak_ada" else "SK"}
        )


def _punish(officials: list[Official], tables: dict[str, list[Row]], gaps: dict[str, str], rng: Random) -> None:
    """Give a few officials a disciplinary record; one is still serving it."""
    pool = [o for o in officials if o.nip not in gaps and o.eselon != "II.a"]
    terms = Counter(ringan=6, sedang=4, berat=1)
    for official, hukdis in zip(rng.sample(pool, terms.total()), terms.elements(), strict=True):
        row = next(row for row in tables["disiplin"] if row["nip"] == official.nip)
        start = dt.date(2021, 2, 1) + dt.timedelta(days=rng.randrange(1000))
        row |= {"hukdis": hukdis, "start_date": start, "document": "SK hukuman disiplin"}
        row["end_date"] = start + dt.timedelta(days={"ringan": 30, "sedang": 270, "berat": 365}[hukdis])
        if hukdis == "sedang":
            row |= {"start_date": dt.date(2025, 6, 2), "end_date": dt.date(2026, 3, 1)} if terms["sedang"] == 4 else {}
            terms["sedang"] -= 1


def _leave_unverified(officials: list[Official], tables: dict[str, list[Row]], gaps: dict[str, str]) -> None:
    """Leave four officials without discipline verification where it cannot change the box."""
    found = 0
    for official in officials:
        if official.nip in gaps or official.jenjang != "pengawas" or found == 4:
            continue
        rows = {name: [row for row in table if row["nip"] == official.nip] for name, table in tables.items()}
        scores = bkn411.components(official, rows | {"disiplin": []}, AS_OF)
        low, high = bkn411.axis_range(scores, "potential")
        if bkn411.level(low) == bkn411.level(high) and rows["disiplin"][0]["hukdis"] == "tidak_ada":
            tables["disiplin"].remove(rows["disiplin"][0])
            found += 1
