"""Posts held before the present one, with acting (Plt, Plh) spells."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from generator.people import Official
from generator.posts import Post

Row = dict[str, Any]
_LADDER = ("pelaksana", "pengawas", "administrator", "jpt_pratama")
# Rumpun whose eselon III was renewed of late: nobody there has two years in the jenjang yet.
_RENEWED = frozenset({"pengawasan", "informatika"})
_OTHER_AGENCY = "Pemerintah Provinsi Nusa Cendana"


def career(official: Official, posts: list[Post], rng: Random, as_of: dt.date, home: Post | None = None) -> list[Row]:
    """Return riwayat_jabatan rows, newest first: the present post, earlier ones of each jenjang, then pelaksana.

    Earlier posts lie around ``home``, which is the present post unless another is given.
    """
    post = official.held
    home = home or post
    spells = _spells(post, official, rng)
    rows = [_row(official, post, official.jabatan_start_date, None)]
    end = official.jabatan_start_date - dt.timedelta(days=1)
    for jenjang, days in spells:
        start = end - dt.timedelta(days=days)
        if start <= official.cpns_start_date + dt.timedelta(days=1000):
            break
        former = _former_post(official, home, [p for p in posts if p.jenjang == jenjang], rng)
        rows.append(_row(official, former, start, end))
        end = start - dt.timedelta(days=1)
    first = replace(home, jabatan="Pelaksana", eselon="")
    rows.append(_row(official, first, official.cpns_start_date, end))
    return rows + _acting(official, posts, rng, as_of)


def is_renewed(post: Post) -> bool:
    """Say whether the holder of a post is new in the jenjang."""
    return post.jenjang == "administrator" and post.rumpun in _RENEWED


def _spells(post: Post, official: Official, rng: Random) -> list[tuple[str, int]]:
    """Return (jenjang, days) of the earlier structural posts, newest first, shrunk to fit the service."""
    top = _LADDER.index(post.jenjang)
    earlier = 0 if is_renewed(post) else rng.choice((0, 0, 1, 1, 2))
    spells = [(post.jenjang, rng.uniform(1.5, 4)) for _ in range(earlier)]
    for jenjang in reversed(_LADDER[1:top]):
        spells += [(jenjang, rng.uniform(2.2, 4)) for _ in range(rng.choice((1, 2, 2)))]
    available = (official.jabatan_start_date - official.cpns_start_date).days / 365.25 - 3.2
    if available <= 0:
        return []
    shrink = min(1.0, available / max(sum(years for _, years in spells), 0.1))
    return [(jenjang, round(years * shrink * 365.25)) for jenjang, years in spells]


def _former_post(official: Official, home: Post, same_level: list[Post], rng: Random) -> Post:
    """Draw an earlier post: often in the same office, sometimes elsewhere, rarely in another agency."""
    others = [p for p in same_level if p.jabatan != official.jabatan]
    draw = rng.random()
    pool = [p for p in others if (p.opd == home.opd if draw < 0.5 else p.rumpun == home.rumpun)] or others
    former = rng.choice(pool if draw < 0.8 else others)
    return replace(former, opd=_OTHER_AGENCY) if draw > 0.97 else former


def _acting(official: Official, posts: list[Post], rng: Random, as_of: dt.date) -> list[Row]:
    """Return at most one acting spell inside the present term."""
    days = (as_of - dt.timedelta(days=30) - official.jabatan_start_date).days
    if days < 400 or rng.random() > 0.3:
        return []
    status = rng.choice(("plt_lebih_tinggi", "plt_setara", "plt_setara", "plh_lebih_tinggi", "plh_setara"))
    grades = {"II": "II", "III": "II", "IV": "III"} if "tinggi" in status else {"II": "II", "III": "III", "IV": "IV"}
    wanted = grades[official.eselon.split(".")[0]] + "."
    pool = [p for p in posts if p.opd == official.opd and p.eselon.startswith(wanted)]
    others = [p for p in pool if p.jabatan != official.jabatan]
    if not others:
        return []
    target = rng.choice(others)
    start = official.jabatan_start_date + dt.timedelta(days=rng.randrange(100, days - 200))
    end = start + dt.timedelta(days=rng.randrange(20, 180))
    return [_row(official, target, start, end, status=status)]


def acting_now(official: Official, vacant: Post, start: dt.date) -> Row:
    """Return the open Plt spell of an official on a vacant head post."""
    return _row(official, vacant, start, None, status="plt_lebih_tinggi")


def _row(official: Official, post: Post, start: dt.date, end: dt.date | None, *, status: str = "definitif") -> Row:
    return {
        "nip": official.nip, "jabatan": post.jabatan, "opd": post.opd, "eselon": post.eselon,
        "jenjang": "" if post.eselon else "pelaksana", "rumpun": post.rumpun, "status": status,
        "start_date": start, "end_date": end,
    }  # fmt: skip
