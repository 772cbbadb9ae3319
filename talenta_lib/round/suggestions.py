"""What a plan suggests for each official, and what the rules say of a choice, in the terms of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import post_labels
from talenta_lib.record import Finding
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.terms import Answer


def suggestions(mutasi: Mutasi) -> dict[str, str]:
    """Return NIP -> what a plan suggests for every official of it: ``tetap`` or a jabatan_id."""
    table = mutasi.assigned
    goes = table["to_id"].notna() & (table["from_id"] != table["to_id"]).fillna(True)
    return {
        str(nip): str(post) if is_move else STAY
        for nip, post, is_move in zip(table["nip"], table["to_id"], goes, strict=True)
    }


def suggestion(mutasi: Mutasi, nip: str) -> str:
    """Return what a plan suggests for an official; ``KeyError`` for one not in the plan."""
    return suggestions(mutasi)[nip]


def official_fact(mutasi: Mutasi, nip: str, column: str) -> Any:
    """Return one fact of an official; the NIP itself where it is not known, or the official left the round."""
    officials = mutasi.matching.officials
    found = officials.loc[officials["nip"] == nip, column]
    return nip if found.empty or pd.isna(found.iloc[0]) else found.iloc[0]


def post_name(mutasi: Mutasi, choice: str) -> str:
    """Return what to call a post (``post_labels``).

    What is none (``tetap``, ``ditunda``, a post that left the round) stays as it is.
    """
    posts = mutasi.matching.posts
    found = post_labels(posts)[posts["jabatan_id"] == choice]
    return choice if found.empty else str(found.iloc[0])


def findings_of(mutasi: Mutasi, pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[Finding, ...]]:
    """Return by NIP what the rules ask or cannot settle for each pair of official and choice."""
    asked = [(nip, choice) for nip, choice in pairs if choice not in (STAY, POSTPONE)]
    rows = mutasi.matching.eligibility.findings_of(asked)
    found: dict[str, tuple[Finding, ...]] = {nip: () for nip, _ in pairs}
    for row in rows[rows["status"].isin([NOT_MET, UNKNOWN])].to_dict("records"):
        one = Finding(check=row["check"], label=row["label"], answer=Answer(row["answer"]), needs=row["needs"])
        found[row["nip"]] = (*found[row["nip"]], one)
    return found
