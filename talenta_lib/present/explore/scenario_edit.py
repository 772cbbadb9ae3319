"""Single wishes of a scenario: locks, vacant posts, and the rows that must give way; scenario in, scenario out."""

from __future__ import annotations

from typing import Any, Final, Literal, NamedTuple

import pandas as pd

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.scenario import Pairing, Scenario, find_official, find_post
from talenta_lib.terms import ESELON_LABELS, Jenjang

LockKind = Literal["tetap", "wajib", "larang", "ingin", "cadangkan", "tutup", "isi", "kosongkan"]
VacancyWish = Literal["bebas", "harus terisi", "biarkan kosong"]
LOCKS: Final[dict[LockKind, str]] = {
    "tetap": "stay", "wajib": "place", "larang": "forbid", "ingin": "wishes",
    "cadangkan": "reserve", "tutup": "closed", "isi": "filled", "kosongkan": "vacant",
}  # fmt: skip
"""Kind of lock -> field of the scenario."""
SAID: Final[dict[LockKind, str]] = {
    "tetap": "tetap di jabatannya", "wajib": "wajib di", "larang": "tidak boleh di", "ingin": "diinginkan di",
    "cadangkan": "dicadangkan", "tutup": "ditutup", "isi": "harus terisi", "kosongkan": "dibiarkan kosong",
}  # fmt: skip
PAIRS: Final = ("wajib", "larang", "ingin")
NEEDS_OFFICIAL: Final = ("tetap", *PAIRS)
NEEDS_POST: Final = (*PAIRS, "cadangkan", "tutup", "isi", "kosongkan")


class Rivals(NamedTuple):
    """Fields of which an entry gives way to a lock: on the same official, on the same post, on the same pair."""

    person: tuple[str, ...] = ()
    post: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()


RIVALS: Final[dict[LockKind, Rivals]] = {
    "tetap": Rivals(person=("stay", "place")),
    "wajib": Rivals(person=("stay", "place"), post=("place", "reserve", "closed", "vacant"), pair=("forbid",)),
    "larang": Rivals(pair=("place", "wishes")),
    "ingin": Rivals(pair=("forbid",)),
    "cadangkan": Rivals(post=("place", "closed", "filled", "vacant")),
    "tutup": Rivals(post=("place", "reserve", "filled", "vacant")),
    "isi": Rivals(post=("reserve", "closed", "vacant")),
    "kosongkan": Rivals(post=("place", "reserve", "closed", "filled")),
}


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
    entry: Any = Pairing(nip=nip, jabatan=jabatan_id) if kind in PAIRS else nip if kind == "tetap" else jabatan_id
    held = getattr(scenario, field)
    return scenario if entry in held else scenario.changed(**{field: (*held, entry)})


def put_lock(scenario: Scenario, matching: Matching, kind: LockKind, nip: str, jabatan_id: str) -> Scenario:
    """Return the scenario with one more lock; what contradicts it gives way (``RIVALS``). Raises as ``with_lock``."""
    rivals = RIVALS[kind]

    def gives_way(field: str, entry: Any) -> bool:
        is_person, is_post = _names(entry, field, matching, nip, jabatan_id)
        return (
            (is_person and field in rivals.person)
            or (is_post and field in rivals.post)
            or (is_person and is_post and field in rivals.pair)
        )

    kept = {
        field: tuple(entry for entry in getattr(scenario, field) if not gives_way(field, entry))
        for field in LOCKS.values()
    }
    return with_lock(scenario.changed(**kept), kind, nip, jabatan_id)


def _names(entry: Any, field: str, matching: Matching, nip: str, jabatan_id: str) -> tuple[bool, bool]:
    """Return whether an entry of a field names an official, and whether it names a post; a whole jenjang names none."""
    is_pair = isinstance(entry, Pairing)
    person = entry.nip if is_pair else entry if field == "stay" else None
    post = entry.jabatan if is_pair else None if field == "stay" else entry
    return (
        person is not None and find_official(matching.officials, person) == nip,
        post is not None and post not in set(Jenjang) and find_post(matching.posts, post) == jabatan_id,
    )


def without_lock(scenario: Scenario, lock: Lock) -> Scenario:
    """Return the scenario without one of its locks."""
    held = getattr(scenario, lock.field)
    return scenario.changed(**{lock.field: (*held[: lock.place], *held[lock.place + 1 :])})


def locks_of(scenario: Scenario, matching: Matching, shown: Matching | None = None) -> list[Lock]:
    """Return the locks of a scenario in words; raises ``ScenarioError`` for a name that the round does not have.

    ``shown`` has the names as they may be looked at, in the order of ``matching``.
    """
    return [
        Lock(field, place, _say_lock(kind, entry, matching, shown or matching))
        for kind, field in LOCKS.items()
        for place, entry in enumerate(getattr(scenario, field))
    ]


def _say_lock(kind: LockKind, entry: Any, matching: Matching, shown: Matching) -> str:
    """Say one lock."""
    if kind in PAIRS:
        who, post = official_name(matching, entry.nip, shown), post_name(matching, entry.jabatan)
        return f"{who} {SAID[kind]} {post}"
    if kind == "tetap":
        return f"{official_name(matching, entry, shown)} {SAID[kind]}"
    if entry in set(Jenjang):
        return f"Semua jabatan {ESELON_LABELS.get(Jenjang(entry), entry)} {SAID[kind]}"
    return f"{post_name(matching, entry)} {SAID[kind]}"


def official_name(matching: Matching, name: str, shown: Matching | None = None) -> str:
    """Return the name, without titles, of the official that a scenario names; as ``shown`` calls the same official."""
    row = matching.people_index[find_official(matching.officials, name)]
    return plain_name(str((shown or matching).officials["nama"].iloc[row]))


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
    if kind == "ditutup":
        return scenario.changed(closed=tuple(post for post in scenario.closed if _label(matching, post) != name))
    if kind == "must_fill":
        return _unfilled(scenario, matching, name)
    if kind == "force":
        return _unlocked(scenario, matching, name)
    raise ScenarioError(
        "Syarat ini tidak berasal dari isian skenario.", "Longgarkan syarat lain: kunci, cadangan, atau batas."
    )


def _label(matching: Matching, post: str) -> str:
    """Return the name of a post as the rows of the solver have it."""
    return str(matching.posts["jabatan"].iloc[matching.post_index[find_post(matching.posts, post)]])


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
    officials = matching.officials

    def is_meant(nip: str, post: str | None) -> bool:
        person = officials["nama"].iloc[matching.people_index[find_official(officials, nip)]]
        place = jabatan if post is None else _label(matching, post)
        return bool((person, place) == (nama, jabatan))

    return scenario.changed(
        stay=tuple(nip for nip in scenario.stay if not is_meant(nip, None)),
        place=tuple(pair for pair in scenario.place if not is_meant(pair.nip, pair.jabatan)),
    )
