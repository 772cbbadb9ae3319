"""The true tables of round 2: 25 JPT Pratama, 25 posts, and a planted best plan that moves 20 and keeps 5."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml
from scipy.optimize import linear_sum_assignment  # type: ignore[attr-defined]

from generator.careers import career
from generator.people import Official, Registry
from generator.posts import COMPETENCIES, FIELDS, Post
from generator.scores import Dates, Latent, assessment, clean_record, courses, draw_latent, supporting, yearly_ratings

Row = dict[str, Any]
AS_OF = dt.date(2024, 2, 1)
YEARS = (2021, 2022, 2023)
DATES = Dates(
    AS_OF, assessments=((2023, 9), (2023, 11)), awards=((2020, 2), (2023, 12)), teams=((2023, 1), (2023, 12)),
    feedback=((2023, 11), (2023, 12)), courses=((2019, 3), (2023, 12)), old=((2012, 1), (2017, 12)),
)  # fmt: skip
_PLAN: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pool_posts.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Pool:
    """Posts and holders in the same order; ``plan[i]`` is the post planned for official i."""

    posts: list[Post]
    officials: list[Official]
    plan: list[int]
    levels: list[dict[str, float]]
    tables: dict[str, list[Row]]


def planned_posts() -> list[int]:
    """Return the planned post of each holder: the next post of the cycle, or the own post."""
    plan = list(range(len(_PLAN["jabatan"])))
    for cycle in _PLAN["putaran"]:
        for here, there in zip(cycle, cycle[1:] + cycle[:1], strict=True):
            plan[here] = there
    return plan


def build_pool(rng: Random) -> tuple[Pool, Registry]:
    """Build the round; raise ValueError unless the planted plan is the best plan."""
    registry, posts, plan = Registry(rng, AS_OF), _posts(rng), planned_posts()
    officials = [_holder(registry, post, posts[plan[place]], place) for place, post in enumerate(posts)]
    levels = [_levels(posts[target], rng) for target in plan]
    pool = Pool(posts, officials, plan, levels, _tables(officials, posts, plan, levels, rng))
    for technical_share in (0.0, 0.3):
        if best_plan(fit_table(pool, technical_share)) != plan:
            raise ValueError("the planted plan is not the best plan; choose another seed")
    return pool, registry


def _posts(rng: Random) -> list[Post]:
    """Return the posts; each asks three competencies at level 5, three at 4 and three at 3, in a pattern of its own."""
    patterns: list[dict[str, int]] = []
    while len(patterns) < len(_PLAN["jabatan"]):
        wanted = dict(zip(rng.sample(COMPETENCIES, 9), (5, 5, 5, 4, 4, 4, 3, 3, 3), strict=True))
        pattern = {name: wanted[name] for name in COMPETENCIES}
        if all(sum(abs(pattern[name] - other[name]) for name in COMPETENCIES) >= 6 for other in patterns):
            patterns.append(pattern)
    return [
        Post(jabatan, opd, opd, "II.b", rumpun, jabatan_id=f"P-{number:02d}", required=pattern)
        for number, ((jabatan, opd, rumpun), pattern) in enumerate(zip(_PLAN["jabatan"], patterns, strict=True), 1)
    ]


def _holder(registry: Registry, post: Post, target: Post, place: int) -> Official:
    """Draw a holder of 46 to 57 schooled for the planned post; two came less than two years ago, one over five."""
    years = {3: 1.4, 17: 1.7, 8: 5.8}.get(place, registry.rng.uniform(2.2, 4.7))
    official = registry.holder(post, registry.birth_date("II.b"), years)
    while official.education_field not in FIELDS[target.rumpun]:
        official = registry.holder(post, registry.birth_date("II.b"), years)
    return official


def _levels(target: Post, rng: Random) -> dict[str, float]:
    """Return levels at what the planned post asks, well under it in a few, some above it where it asks least."""
    return {
        name: max(need - rng.choice((0.0, 0.0, 0.0, 1.5)) + (rng.choice((0.0, 0.5)) if need == 3 else 0.0), 2.0)
        for name, need in target.levels.items()
    }


def _tables(
    officials: list[Official], posts: list[Post], plan: list[int], levels: list[dict[str, float]], rng: Random
) -> dict[str, list[Row]]:
    names = ("asesmen", "kinerja", "penguat", "pengembangan", "riwayat_jabatan", "disiplin")
    tables: dict[str, list[Row]] = {name: [] for name in names}
    lower = _lower_posts(posts)
    for place, official in enumerate(officials):
        latent = draw_latent(rng)
        tables["asesmen"].append(_assessment(official, latent, levels[place], rng))
        tables["kinerja"] += [row | _extra_scores(latent, rng) for row in yearly_ratings(official, latent, rng, YEARS)]
        tables["penguat"] += supporting(official, latent, rng, DATES)
        tables["pengembangan"] += courses(official, latent, rng, DATES)
        tables["riwayat_jabatan"] += career(official, [*posts, *lower], rng, AS_OF, home=posts[plan[place]])
        tables["disiplin"].append(clean_record(official, rng, (2024, 1)))
    return tables


def _lower_posts(posts: list[Post]) -> list[Post]:
    """Return posts of eselon III and IV for the history of the officials."""
    shapes = (("Sekretaris", "III.a"), ("Kepala Bidang Program", "III.b"), ("Kepala Seksi Layanan", "IV.a"))
    return [Post(f"{title} {p.opd}", p.opd, p.opd, eselon, p.rumpun) for p in posts for title, eselon in shapes]


def _assessment(official: Official, latent: Latent, levels: dict[str, float], rng: Random) -> Row:
    row = assessment(official, latent, rng, DATES) | {f"{name}_level": value for name, value in levels.items()}
    jpm = min(100 * sum(levels.values()) / sum(official.held.levels.values()), 100.0)
    potkom = round(0.5 * jpm + 0.5 * row["potensi_score"], 1)
    return row | {"jpm_pct": round(jpm, 1), "potkom_score": potkom, "lembaga": "UPT Penilaian Kompetensi Muara Selasih"}


def _extra_scores(latent: Latent, rng: Random) -> Row:
    def score(center: float, spread: float) -> float:
        return round(min(max(center + spread * (0.6 * latent.work + 0.8 * rng.gauss(0, 1)), 35), 99), 1)

    return {
        "kinerja_penguat_score": score(68, 11), "tugas_tambahan_score": score(72, 10), "inovasi_score": score(62, 14),
        "kehadiran_score": score(92, 4),
    }  # fmt: skip


def fit_table(pool: Pool, technical_share: float = 0.0) -> np.ndarray:
    """Return [25, 25] fit of each official (row) to each post: kesesuaian, blended with the match of the field."""
    table = np.empty((len(pool.officials), len(pool.posts)))
    for i, official in enumerate(pool.officials):
        for j, post in enumerate(pool.posts):
            asked = post.levels
            reached = sum(min(pool.levels[i][name], need) for name, need in asked.items())
            technical = 100 if official.education_field in FIELDS[post.rumpun] else 50
            table[i, j] = (1 - technical_share) * 100 * reached / sum(asked.values()) + technical_share * technical
    return table


def best_plan(fit: np.ndarray) -> list[int]:
    """Return the post of each official in the plan with the largest total fit."""
    return [int(post) for post in linear_sum_assignment(fit, maximize=True)[1]]


def plan_rows(pool: Pool) -> list[Row]:
    """Return the planted plan, one row per official."""
    fit = fit_table(pool)
    return [
        {
            "nip": official.nip, "nama": official.nama, "jabatan_id": pool.posts[i].jabatan_id,
            "planned_jabatan_id": pool.posts[j].jabatan_id, "planned_jabatan": pool.posts[j].jabatan,
            "moves": "ya" if i != j else "tidak", "kesesuaian_now": round(fit[i, i], 4),
            "kesesuaian_planned": round(fit[i, j], 4),
        }
        for i, (official, j) in enumerate(zip(pool.officials, pool.plan, strict=True))
    ]  # fmt: skip
