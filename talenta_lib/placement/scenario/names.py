"""Find the official or the post that a scenario, a list or a question names."""

from __future__ import annotations

import re

import pandas as pd

from talenta_lib.errors import ScenarioError, did_you_mean

_MOST_NAMED = 4


def find_official(officials: pd.DataFrame, name: str) -> str:
    """Return the NIP of the official with this NIP, code or name (with or without titles).

    Raises ``ScenarioError`` where nobody or more than one official is meant.
    """
    nips, wanted = officials["nip"], _key(name)
    if not wanted:
        raise ScenarioError("Pejabat belum disebut.", "Tulis NIP 18 angka, kode, atau nama pejabat.")
    digits = re.sub(r"[\s.'’]", "", name)
    if (nips == digits).any():
        return digits
    names = officials["nama"].map(_key)
    found = officials[(officials["code"].fillna("").map(_key) == wanted) | (names == wanted)]
    if found.empty:
        found = officials[names.str.contains(rf"(?:^|\. ?){re.escape(wanted)}(?:,|$)", regex=True)]
    if len(found) == 1:
        return str(found["nip"].iloc[0])
    if found.empty:
        raise ScenarioError(
            f"Pejabat '{name}' tidak ada di putaran ini.{_meant(officials, name, digits)}",
            "Tulis NIP 18 angka, kode, atau nama lengkap pejabat.",
        )
    raise ScenarioError(f"Nama '{name}' dimiliki {len(found)} pejabat.", "Tulis NIP-nya.")


def _meant(officials: pd.DataFrame, name: str, digits: str) -> str:
    """Ask who of the round may be meant: those whose name holds the words, else the nearest one."""
    if digits.isdigit():
        return did_you_mean(digits, list(officials["nip"]))
    holding = officials.loc[officials["nama"].map(_key).str.contains(_key(name), regex=False), "nama"]
    if holding.empty:
        return did_you_mean(name, [*officials["nip"], *officials["nama"]])
    return f" Maksud Anda: {'; '.join(holding.head(_MOST_NAMED))}?"


def find_post(posts: pd.DataFrame, name: str) -> str:
    """Return the identifier of the post with this identifier, name, or "name, OPD".

    Raises ``ScenarioError`` where no or more than one post is meant.
    """
    wanted = _key(name)
    if not wanted:
        raise ScenarioError("Jabatan belum disebut.", "Tulis kode atau nama jabatan.")
    identifiers = posts["jabatan_id"]
    keys = posts["jabatan"].map(_key)
    full = keys + ", " + posts["opd"].map(_key)
    for column in (identifiers.map(_key), full, keys):
        found = posts[column == wanted]
        if len(found) == 1:
            return str(found["jabatan_id"].iloc[0])
        if len(found) > 1:
            examples = "; ".join(f"{row.jabatan_id} ({row.opd})" for row in found.head(3).itertuples())
            raise ScenarioError(
                f"Jabatan '{name}' ada {len(found)}: {examples}{'; …' if len(found) > 3 else ''}.",
                "Tulis nama jabatan, koma, lalu OPD-nya, atau kode jabatannya.",
            )
    hint = did_you_mean(name, [*posts["jabatan"], *identifiers, *(posts["jabatan"] + ", " + posts["opd"])])
    raise ScenarioError(f"Jabatan '{name}' tidak ada di peta jabatan.{hint}", "Tulis kode atau nama jabatan.")


def _key(text: object) -> str:
    """Return a name blind to case and spacing."""
    return " ".join(str(text).casefold().split())
