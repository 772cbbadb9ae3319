"""What the checks look at: officials and posts as arrays, with every term counted at the planned inauguration.

Posts that no check can tell apart share one profile, so that a check runs over people x profiles, not people x posts.
A requirement that depends on the person alone is a state: 1 met, 0 not met, -1 not known.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.personal import discipline_states, predikat_state
from talenta_lib.placement.eligibility.service import Service, build_service, jf_levels, levels
from talenta_lib.placement.eligibility.setting import Setting
from talenta_lib.placement.eligibility.spans import Ints, pension_dates
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier
from talenta_lib.terms import COMPETENCY_LABELS, Jenjang

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Facts:
    """Officials, posts, rules and setting, ready for the checks.

    Attributes
    ----------
    dossier, posts : as given; ``rules`` and ``setting`` too.
    people : arrays [n] by name; ``profiles``: arrays [g] by name, one place per kind of post.
    profile : the profile of each post [m].
    service : time served in the posts on record.
    """

    dossier: Dossier
    posts: pd.DataFrame
    rules: Rules
    setting: Setting
    people: Mapping[str, Array]
    profiles: Mapping[str, Array]
    profile: Ints
    service: Service

    @cached_property
    def own(self) -> Ints:
        """Where the own post of each official stands among the posts [n]; -1 for none."""
        return np.asarray(pd.Index(self.posts["jabatan_id"]).get_indexer(self.dossier.officials["jabatan_id"]))

    @cached_property
    def official_rows(self) -> list[Any]:
        """The officials as tuples with names, in order."""
        return list(self.dossier.officials.itertuples(index=False))

    @cached_property
    def post_rows(self) -> list[Any]:
        """The posts as tuples with names, in order."""
        return list(self.posts.itertuples(index=False))

    @cached_property
    def discipline(self) -> Mapping[str, list[Any]]:
        """The discipline records of each official on record, as tuples with names."""
        return _by_nip(self.dossier.discipline)

    @cached_property
    def ratings(self) -> Mapping[str, list[Any]]:
        """The yearly predikat of each official on record, as tuples with names."""
        return _by_nip(self.dossier.ratings)


def _by_nip(records: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in records.itertuples(index=False):
        found.setdefault(str(row.nip), []).append(row)
    return found


def build_facts(dossier: Dossier, posts: pd.DataFrame, rules: Rules, setting: Setting) -> Facts:
    """Return the facts of a round's officials and posts."""
    fields = pd.concat([posts["rumpun"], dossier.officials["rumpun"], dossier.service["rumpun"]])
    rumpun = {name: place for place, name in enumerate(sorted({str(name) for name in fields.dropna()}))}
    service = build_service(dossier, rules, setting, rumpun)
    people = _people(dossier, rules, setting, rumpun)
    by_post = _posts(posts, rules, rumpun)
    table = np.column_stack([column.astype(float) for column in by_post.values()])
    _, first, profile = np.unique(table, axis=0, return_index=True, return_inverse=True)
    profiles = {name: column[first] for name, column in by_post.items()}
    return Facts(dossier, posts, rules, setting, people, profiles, profile.reshape(-1), service)


def coded(values: pd.Series, codes: Mapping[Any, int], default: int = -1) -> Ints:
    """Return the code of each value; the default for any other and for a missing one."""
    return np.array([codes.get(value, default) for value in values.to_list()], dtype=np.int64)


def state(is_met: Array, is_known: Array) -> NDArray[np.int8]:
    """Return 1 where met, 0 where not, -1 where not known."""
    return np.where(is_known, is_met, -1).astype(np.int8)


def education_ranks(rules: Rules) -> dict[str, int]:
    """Return the rank of each level of education; equal levels share one. Basis: rule ``education_order``."""
    return {name: rank for rank, names in enumerate(rules["education_order"].value) for name in names}


def golongan_ranks(rules: Rules) -> dict[str, int]:
    """Return the order of each golongan of civil servants. Basis: rule ``golongan``."""
    return {entry["code"]: int(entry["order"]) for entry in rules["golongan"].value}


def eselon_ranks(rules: Rules) -> dict[str, int]:
    """Return the place of each eselon, the highest first. Basis: rule ``eselon``."""
    return {entry["code"]: place for place, entry in enumerate(rules["eselon"].value) if entry["jenjang"]}


def has_word(names: pd.Series, rules: Rules, rule: str, *, at_start: bool = False) -> NDArray[np.bool_]:
    """Return which names contain (or begin with) one of the words that a rule lists; none where it is not in force."""
    if rule not in rules:
        return np.zeros(len(names), dtype=bool)
    value = rules[rule].value
    words: Iterable[str] = value["kata"] if isinstance(value, dict) else value
    texts = [str(name).casefold() for name in names.fillna("")]
    found = [any(text.startswith(word) if at_start else word in text for word in words) for text in texts]
    return np.array(found, dtype=bool)


def _days(values: pd.Series) -> Array:
    return np.asarray(values.to_numpy().astype("datetime64[D]"))


def _people(dossier: Dossier, rules: Rules, setting: Setting, rumpun: Mapping[str, int]) -> dict[str, Array]:
    """Return the arrays of the officials."""
    officials, day = dossier.officials, setting.inauguration
    ranks = levels(rules)
    structural = coded(officials["jenjang"], ranks)
    pelaksana = (officials["jenis_jabatan"] == Jenjang.PELAKSANA).fillna(False).to_numpy(dtype=bool)
    other = np.where(pelaksana, ranks[Jenjang.PELAKSANA], coded(officials["jf_jenjang"], jf_levels(rules)))
    until = _days(officials["assessment_valid_until"])
    total = dossier.levels.reindex(officials["nip"])[list(COMPETENCY_LABELS)].sum(axis=1, skipna=False)
    under_way, recent = discipline_states(dossier, rules, setting)
    active = officials["kedudukan_hukum"]
    return {
        "level": np.where(structural >= 0, structural, other),
        "is_structural": structural >= 0,
        "is_functional": officials["jf_jenjang"].notna().to_numpy() & (structural < 0),
        "jf": officials["jf_jenjang"].fillna("").to_numpy(dtype=object),
        "eselon": coded(officials["eselon"], eselon_ranks(rules)),
        "rumpun": coded(officials["rumpun"], rumpun),
        "education": coded(officials["education_level"], education_ranks(rules)),
        "golongan": coded(officials["golongan"], golongan_ranks(rules)),
        "pns": _pns_state(officials, rules),
        "active": state(active.isin(rules["kedudukan_hukum_active"].value).to_numpy(), active.notna().to_numpy()),
        "birth": _days(officials["birth_date"]),
        "start": _days(officials["jabatan_start_date"]),
        "pension": _pensions(officials, rules),
        "is_assessed": until > np.datetime64(day, "D"),
        "assessed": coded(officials["assessed_jenjang"], ranks),
        "level_sum": total.to_numpy(dtype=float),
        "krs": state(officials["in_krs"].to_numpy(dtype=bool), officials["kotak"].notna().to_numpy()),
        "under_way": under_way,
        "recent": recent,
        "predikat": predikat_state(dossier, rules, setting),
        "is_dukcapil": has_word(officials["opd"], rules, "dukcapil_consent"),
        "is_inspektorat": has_word(officials["opd"], rules, "inspektorat_consent"),
    }


def _pns_state(officials: pd.DataFrame, rules: Rules) -> NDArray[np.int8]:
    """Return who is a civil servant; without the kind of employment, the golongan tells."""
    by_golongan = {**dict.fromkeys(golongan_ranks(rules), "PNS"), **dict.fromkeys(rules["pppk_golongan"].value, "PPPK")}
    kind = officials["jenis_pegawai"].fillna(officials["golongan"].map(by_golongan))
    return coded(kind, {"PNS": 1, "PPPK": 0}).astype(np.int8)


def _pensions(officials: pd.DataFrame, rules: Rules) -> Array:
    """Return when the pension takes effect [n, level]: the earlier of the present post's and that of each level."""
    years: Mapping[Hashable, Any] = rules["bup_years"].value
    birth, now = _days(officials["birth_date"]), _days(officials["bup_date"])
    ranks = levels(rules)
    dates = np.full((len(officials), len(ranks)), np.datetime64("NaT"), dtype="datetime64[D]")
    for name, level in ranks.items():
        if name in years:
            dates[:, level] = np.fmin(pension_dates(birth, int(years[name])), now)
    return dates


def _posts(posts: pd.DataFrame, rules: Rules, rumpun: Mapping[str, int]) -> dict[str, Array]:
    """Return the arrays of the posts."""
    required = posts[[f"required_{name}_level" for name in COMPETENCY_LABELS]].astype(float)
    default = posts["jenjang"].map(rules["required_competency_level"].value).astype(float)
    return {
        "level": coded(posts["jenjang"], levels(rules)),
        "eselon": coded(posts["eselon"], eselon_ranks(rules)),
        "rumpun": coded(posts["rumpun"], rumpun),
        "education": coded(posts["required_education"], education_ranks(rules)),
        "is_vacant": posts["is_vacant"].to_numpy(dtype=bool),
        "is_sekda": has_word(posts["jabatan"], rules, "sekda_post", at_start=True),
        "is_dukcapil": has_word(posts["opd"], rules, "dukcapil_consent"),
        "is_inspektorat": has_word(posts["opd"], rules, "inspektorat_consent"),
        "required_sum": required.apply(lambda column: column.fillna(default)).sum(axis=1).to_numpy(dtype=float),
    }
