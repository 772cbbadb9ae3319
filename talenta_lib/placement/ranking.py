"""Who comes first for a post: the declared order of candidates, and the words for officials and posts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.options import draw_lots
from talenta_lib.terms import Answer

ORDER_RULE = "Urutan calon: kecocokan tertinggi, lalu urutan talenta putaran, lalu undian putaran."


class Seat(NamedTuple):
    """An official in a post, with the fit there (0-100, NaN where not known); names without titles."""

    nip: str
    nama: str
    jabatan_id: str
    jabatan: str
    fit: float


def rank_people(matching: Matching, place: int, people: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return some officials (rows of the matching) in the order of their fit for one post, best first.

    Equal fits go by the talenta order of the round (officials without one come last), then by the round's lot.
    Officials whose fit is not known are left out.
    """
    fit = matching.fit.score[people, place]
    order = matching.officials["order"].astype("Float64").fillna(np.inf).to_numpy(dtype=float)[people]
    lots = draw_lots(matching.officials["nip"].iloc[people], [matching.posts["jabatan_id"].iloc[place]], matching.seed)
    best_first = np.lexsort((lots[:, 0], order, -fit))
    return people[best_first][np.isfinite(fit[best_first])]


def rank_eligible(matching: Matching, place: int) -> NDArray[np.int64]:
    """Return the officials whom the rules do not bar from a post, its holder too unless pensioned, best first."""
    is_allowed = matching.eligibility.answer[:, place] != ANSWERS.index(Answer.GUGUR)
    stays_on = ~matching.officials["is_retired"].to_numpy(dtype=bool)
    return rank_people(matching, place, np.flatnonzero(is_allowed & stays_on))


def plain_name(nama: str) -> str:
    """Return a name without the titles before and after it.

    >>> plain_name("Drs. Damar Contoh, S.Sos., M.Si."), plain_name("P-014")
    ('Damar Contoh', 'P-014')
    """
    words = nama.split(",", maxsplit=1)[0].split()
    while len(words) > 1 and words[0].endswith("."):
        words = words[1:]
    return " ".join(words)


def post_labels(posts: pd.DataFrame) -> pd.Series:
    """Return how to call each post: its name, with the OPD where several posts have that name; same index."""
    is_shared = posts["jabatan"].duplicated(keep=False)
    return posts["jabatan"].mask(is_shared, posts["jabatan"] + ", " + posts["opd"]).astype("string")


def seat_of(matching: Matching, person: int, place: int) -> Seat:
    """Return an official in a post, by row and column of the matching."""
    official, post = matching.officials.iloc[person], matching.posts.iloc[place]
    label = str(post_labels(matching.posts).iloc[place])
    fit = float(matching.fit.score[person, place])
    return Seat(str(official["nip"]), plain_name(official["nama"]), str(post["jabatan_id"]), label, fit)


def how_many(matching: Matching, count: int | None) -> int:
    """Return how many candidates are named for a post: ``count``, or what the rule in force says."""
    return int(matching.rules["krs_candidates_per_vacancy"].value) if count is None else count
