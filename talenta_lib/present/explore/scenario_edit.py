"""Single wishes of a scenario: locks, vacant posts, and the rows that must give way; scenario in, scenario out."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.scenario import Pairing, Scenario, find_official, find_post
from talenta_lib.terms import ESELON_LABELS, Jenjang

LockKind = Literal["tetap", "wajib", "larang", "cadangkan"]
VacancyWish = Literal["bebas", "harus terisi", "biarkan kosong"]
LOCKS: Final[dict[LockKind, str]] = {"tetap": "stay", "wajib": "place", "larang": "forbid", "cadangkan": "reserve"}
"""Kind of lock -> field of the scenario."""
NEEDS_OFFICIAL: Final = ("tetap", "wajib", "larang")
NEEDS_POST: Final = ("wajib", "larang", "cadangkan")


class Lock(NamedTuple):
    """One lock of a scenario: its field, its place there, and its words."""

    field: str
    place: int
    words: str


def with_lock(scenario: Scenario, kind: LockKind, nip: str, jabatan_id: str) -> Scenario:
    """Return the scenario with one more lock; ``nip`` or ``jabatan_id`` may be empty where the kind has no use for it.

    Raises ``ScenarioError`` where one is missing.
    """
    missing = [word for word, names, value in (("pejabat", NEEDS_OFFICIAL, nip), ("jabatan", NEEDS_POST, jabatan_id))
               if kind in names and not value]  # fmt: skip
    if missing:
        raise ScenarioError(f"Kunci '{kind}' memerlukan {' dan '.join(missing)}.", "Pilih dari daftar.")
    field = LOCKS[kind]
    entry: Any = {"tetap": nip, "cadangkan": jabatan_id}.get(kind) or Pairing(nip=nip, jabatan=jabatan_id)
    held = getattr(scenario, field)
    return scenario if entry in held else scenario.changed(**{field: (*held, entry)})


def without_lock(scenario: Scenario, lock: Lock) -> Scenario:
    """Return the scenario without one of its locks."""
    held = getattr(scenario, lock.field)
    return scenario.changed(**{lock.field: (*held[: lock.place], *held[lock.place + 1 :])})


def locks_of(scenario: Scenario, matching: Matching) -> list[Lock]:
    """Return the locks of a scenario in words; raises ``ScenarioError`` for a name that the round does not have."""
    locks = []
    for kind, field in LOCKS.items():
        for place, entry in enumerate(getattr(scenario, field)):
            locks.append(Lock(field, place, _say_lock(kind, entry, matching)))
    return locks


def _say_lock(kind: LockKind, entry: Any, matching: Matching) -> str:
    """Say one lock."""
    if kind == "tetap":
        return f"{official_name(matching, entry)} tetap di jabatannya"
    if kind == "cadangkan":
        return f"{post_name(matching, entry)} dicadangkan"
    does = "wajib di" if kind == "wajib" else "tidak boleh di"
    return f"{official_name(matching, entry.nip)} {does} {post_name(matching, entry.jabatan)}"


def official_name(matching: Matching, name: str) -> str:
    """Return the name, without titles, of the official that a scenario names."""
    return plain_name(
        str(matching.officials["nama"].iloc[matching.people_index[find_official(matching.officials, name)]])
    )


def post_name(matching: Matching, name: str) -> str:
    """Return the label of the post that a scenario names."""
    return str(post_labels(matching.posts).iloc[matching.post_index[find_post(matching.posts, name)]])


def vacant_posts(matching: Matching) -> pd.DataFrame:
    """Return the posts that are vacant now, with ``label``, highest eselon first."""
    posts = matching.posts.assign(label=post_labels(matching.posts))
    return posts[posts["is_vacant"]].sort_values(["eselon", "jabatan_id"], kind="stable")


def vacancy_wish(scenario: Scenario, matching: Matching, jabatan_id: str) -> VacancyWish:
    """Return what the scenario wishes of a vacant post; one whose whole jenjang must be filled counts as such."""
    if jabatan_id in _posts_of(scenario.vacant, matching):
        return "biarkan kosong"
    jenjang = matching.posts["jenjang"].iloc[matching.post_index[jabatan_id]]
    is_filled = jabatan_id in _posts_of(scenario.filled, matching) or jenjang in scenario.filled
    return "harus terisi" if is_filled else "bebas"


def with_vacancy(scenario: Scenario, matching: Matching, jabatan_id: str, wish: VacancyWish) -> Scenario:
    """Return the scenario with another wish for a vacant post.

    Raises ``ScenarioError`` where the post is to be free and its whole jenjang must be filled.
    """
    jenjang = Jenjang(matching.posts["jenjang"].iloc[matching.post_index[jabatan_id]])
    if wish == "bebas" and jenjang in scenario.filled:
        raise ScenarioError(
            f"Semua jabatan {ESELON_LABELS.get(jenjang, jenjang)} harus terisi dalam skenario ini.",
            "Pilih 'biarkan kosong' bila jabatan ini tidak perlu diisi.",
        )
    filled, vacant = (_without_post(names, matching, jabatan_id) for names in (scenario.filled, scenario.vacant))
    if wish == "harus terisi" and jenjang not in filled:
        filled = (*filled, jabatan_id)
    if wish == "biarkan kosong":
        vacant = (*vacant, jabatan_id)
    return scenario.changed(filled=filled, vacant=vacant)


def _posts_of(names: tuple[str, ...], matching: Matching) -> list[str]:
    """Return the identifiers of the posts in a list of the scenario; whole jenjang are left out."""
    return [find_post(matching.posts, name) for name in names if name not in set(Jenjang)]


def _without_post(names: tuple[str, ...], matching: Matching, jabatan_id: str) -> tuple[str, ...]:
    """Return a list of the scenario without one post."""
    return tuple(name for name in names if name in set(Jenjang) or find_post(matching.posts, name) != jabatan_id)


def relaxed(scenario: Scenario, matching: Matching, row: str, needed: int) -> Scenario:
    """Return the scenario in which one row of the solver gives way as far as it needs.

    ``row`` is a name of ``InfeasibleScenarioError.relaxations``. Raises ``ScenarioError`` for a row that no wish of the
    scenario made, such as that every official needs a post.
    """
    kind, _, name = row.partition(":")
    if row == "max_moves":
        return scenario.changed(max_moves=needed)
    if row.startswith("pindah_"):
        jenjang = Jenjang(row.removeprefix("pindah_"))
        return scenario.changed(max_moves_by_jenjang={**scenario.max_moves_by_jenjang, jenjang: needed})
    if kind in ("unit_cap", "unit_min"):
        limits = {
            unit: limit.model_dump() for unit, limit in scenario.units.items() if unit.casefold() != name.casefold()
        }
        own = next((limit.model_dump() for unit, limit in scenario.units.items() if unit not in limits), {})
        side = {"at_most": needed} if kind == "unit_cap" else {"at_least": needed}
        return scenario.changed(units={**limits, name: own | side})
    if kind == "must_fill":
        return _unfilled(scenario, matching, name)
    if kind == "force":
        return _unlocked(scenario, matching, name)
    raise ScenarioError(
        "Syarat ini tidak berasal dari isian skenario.", "Longgarkan syarat lain: kunci, cadangan, atau batas."
    )


def _unfilled(scenario: Scenario, matching: Matching, label: str) -> Scenario:
    """Return the scenario in which the posts of one name need no holder; vacant ones are left so."""
    posts = matching.posts[matching.posts["jabatan"] == label]
    for post in posts.itertuples():
        if post.is_vacant:
            scenario = with_vacancy(scenario, matching, str(post.jabatan_id), "biarkan kosong")
        else:
            filled = _without_post(scenario.filled, matching, str(post.jabatan_id))
            scenario = scenario.changed(filled=tuple(name for name in filled if name != post.jenjang))
    return scenario


def _unlocked(scenario: Scenario, matching: Matching, label: str) -> Scenario:
    """Return the scenario without the lock that puts an official in a post; ``label`` is ``nama:jabatan``."""
    nama, _, jabatan = label.partition(":")
    officials, posts = matching.officials, matching.posts

    def is_meant(nip: str, post: str | None) -> bool:
        person = officials["nama"].iloc[matching.people_index[find_official(officials, nip)]]
        place = jabatan if post is None else posts["jabatan"].iloc[matching.post_index[find_post(posts, post)]]
        return bool((person, place) == (nama, jabatan))

    return scenario.changed(
        stay=tuple(nip for nip in scenario.stay if not is_meant(nip, None)),
        place=tuple(pair for pair in scenario.place if not is_meant(pair.nip, pair.jabatan)),
    )
