"""Every check on a million pairs, beside the same checks written row by row in Python."""

from __future__ import annotations

import time

import numpy as np

from talenta_lib.placement.eligibility import Eligibility, Setting, check_eligibility
from talenta_lib.regulations import load_rules
from talenta_lib.talent import Dossier
from tests.benchmarks.eligibility_population import Draw, random_officials, random_posts
from tests.benchmarks.eligibility_rowwise import Judge, people_of, value_of
from tests.benchmarks.timing import Row, medians
from tests.placement.eligibility.people import AS_OF, INAUGURATION, make_dossier, make_posts

PEOPLE = POSTS = 1_000
REQUIRED, AIM = 1 / 100, 1 / 150


def row_by_row(dossier: Dossier, found: Eligibility) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the masks and the answers of all pairs, one pair after the other."""
    facts = found.facts
    checks = {one.id: one.severity for one in found.checks if one.scope != "putaran"}
    judge = Judge(facts.rules, facts.setting, checks)
    posts = [{name: value_of(cell) for name, cell in row.items()} for row in facts.posts.to_dict("records")]
    shape = (len(dossier.officials), len(posts))
    unmet, unknown = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64)
    answer = np.zeros(shape, dtype=np.int8)
    for place, person in enumerate(people_of(dossier, facts.setting)):
        for column, post in enumerate(posts):
            unmet[place, column], unknown[place, column], answer[place, column] = judge.judge(person, post)
    return unmet, unknown, answer


def bench_eligibility() -> list[Row]:
    """Check everybody against every post, tables included; the plain way takes minutes and so runs once."""
    draw = Draw(7)
    posts = random_posts(draw, POSTS)
    dossier, table = make_dossier(random_officials(draw, PEOPLE, posts)), make_posts(posts)
    rules, setting = load_rules(AS_OF), Setting(AS_OF, INAUGURATION)
    (seconds,) = medians(lambda: check_eligibility(dossier, table, rules, setting))
    found = check_eligibility(dossier, table, rules, setting)
    start = time.perf_counter()
    expected = row_by_row(dossier, found)
    theirs = time.perf_counter() - start
    for mine, other in zip((found.unmet, found.unknown, found.answer), expected, strict=True):
        if not np.array_equal(mine, other):
            raise SystemExit(f"{int((mine != other).sum())} pairs differ from the checks row by row")
    pair_checks = sum(one.scope != "putaran" for one in found.checks)
    job = f"{pair_checks} checks on {PEOPLE * POSTS:,} pairs"
    return [Row(job, "check_eligibility", seconds, "row by row in Python (1 run)", theirs, 5, REQUIRED, AIM)]
