"""Official code tables that intake reads values with, taken from the rules in force on a day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from talenta_lib.regulations import load_rules


@dataclass(frozen=True)
class Official:
    """The tables of one day: spellings of golongan and eselon onto their code, NIP limits, personal columns.

    ``golongan`` maps spelling keys (see :func:`spelling_key`) of code, SIASN id and pangkat name onto the code;
    ``eselon`` those of code and SIASN id onto the code, or onto None for "non eselon".
    """

    golongan: Mapping[str, str]
    pppk_golongan: frozenset[str]
    eselon: Mapping[str, str | None]
    active_kedudukan: frozenset[str]
    personal_columns: tuple[str, ...]
    min_entry_age: int
    warn_entry_age: int
    pppk_frequencies: range


def spelling_key(text: str) -> str:
    """Reduce a spelling to capitals and digits: ``III/d``, ``IIId`` and ``III d`` become one key.

    >>> spelling_key("Penata Tk. I"), spelling_key("II.b")
    ('PENATATKI', 'IIB')
    """
    return re.sub(r"[^A-Z0-9]", "", text.upper().replace("TINGKAT", "TK"))


@cache
def load_official(as_of: dt.date) -> Official:
    """Return the code tables in force on ``as_of``; raises RegulationError when a rule is not in force."""
    rules = load_rules(as_of)
    nip = rules["nip_format"].value
    pppk, personal = rules.get("pppk_golongan"), rules.get("dropped_columns")
    return Official(
        golongan={
            spelling_key(str(entry[name])): str(entry["code"])
            for entry in rules["golongan"].value
            for name in ("code", "siasn", "pangkat")
        },
        pppk_golongan=frozenset(pppk.value if pppk else ()),
        eselon={
            spelling_key(str(entry[name])): str(entry["code"]) if entry["jenjang"] else None
            for entry in rules["eselon"].value
            for name in ("code", "siasn")
        },
        active_kedudukan=frozenset(rules["kedudukan_hukum_active"].value),
        personal_columns=tuple(personal.value if personal else ()),
        min_entry_age=nip["min_entry_age"],
        warn_entry_age=nip["warn_entry_age"],
        pppk_frequencies=range(nip["pppk_frequency_min"], nip["pppk_frequency_max"] + 1),
    )
