"""States that rest on the records of a person alone: predikat and discipline."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.setting import Setting
from talenta_lib.placement.eligibility.spans import term_start
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier

States = NDArray[np.int8]
CLEAN: Final = "tidak_ada"
LONG: Final = ("sedang", "berat")
"""Levels of hukdis that last for a term; a mild one is over when it is given."""


def predikat_years(rules: Rules, setting: Setting) -> list[int]:
    """Return the years whose predikat counts: the last full ones before the inauguration, newest first."""
    newest = setting.inauguration.year - 1
    return [newest - back for back in range(int(rules["good_predikat_years"].value))]


def predikat_state(dossier: Dossier, rules: Rules, setting: Setting) -> States:
    """Return [n]: 1 where every year that counts was good, 0 where one was not, -1 where one is missing.

    Basis: rules ``good_predikat_years`` and ``good_predikat``.
    """
    years = predikat_years(rules, setting)
    rows = dossier.ratings[dossier.ratings["year"].isin(years) & dossier.ratings["predikat"].notna()]
    rows = rows.drop_duplicates(["nip", "year"])
    member = pd.Index(dossier.officials["nip"]).get_indexer(pd.Index(rows["nip"]))
    is_good = rows["predikat"].isin(rules["good_predikat"].value).to_numpy()[member >= 0]
    member, size = member[member >= 0], len(dossier.officials)
    good, bad = (np.bincount(member[chosen], minlength=size) for chosen in (is_good, ~is_good))
    return np.select([bad > 0, good == len(years)], [0, 1], -1).astype(np.int8)


def discipline_states(dossier: Dossier, rules: Rules, setting: Setting) -> tuple[States, States]:
    """Return two states [n]: no hukdis under way at the inauguration, and none that ended lately (sedang, berat).

    Nobody without a record is clean: a verified "tidak ada" is a record too. A long hukdis without an end is not
    known to be over. Basis: rules ``hukdis_under_way`` and ``hukdis_recent_years``.
    """
    rows, size = dossier.discipline, len(dossier.officials)
    member = pd.Index(dossier.officials["nip"]).get_indexer(pd.Index(rows["nip"]))
    rows, member = rows[member >= 0], member[member >= 0]
    day = pd.Timestamp(setting.inauguration)
    is_given = (rows["hukdis"] != CLEAN) & (rows["start_date"] <= day)
    is_long, has_end = rows["hukdis"].isin(LONG), rows["end_date"].notna()
    lately = pd.Timestamp(term_start(setting.inauguration, float(rules["hukdis_recent_years"].value)))
    ended = is_given & is_long & (rows["end_date"] < day) & (rows["end_date"] >= lately)

    def any_of(flags: pd.Series) -> NDArray[np.bool_]:
        return np.bincount(member[flags.to_numpy()], minlength=size) > 0

    under_way = any_of(is_given & (rows["end_date"] >= day))
    unclear = any_of(is_given & is_long & ~has_end) | (np.bincount(member, minlength=size) == 0)
    return np.select([under_way, unclear], [0, -1], 1).astype(np.int8), np.where(any_of(ended), 0, 1).astype(np.int8)
