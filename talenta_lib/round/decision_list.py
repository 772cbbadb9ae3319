"""A list of decisions that somebody typed, as wishes: the same columns as a proposed list."""

from __future__ import annotations

import pandas as pd

from talenta_lib.round.decisions import Wish


def listed_wishes(rows: pd.DataFrame, reason: str = "") -> list[Wish]:
    """Return the wishes of the rows of a list (the clean table ``usulan``), in its order.

    A code of a post goes before its name. ``reason`` is that of every row without one.
    """
    wishes = []
    for row in rows.to_dict("records"):
        named = row["to_jabatan"] if pd.isna(row["to_opd"]) else f"{row['to_jabatan']}, {row['to_opd']}"
        choice = named if pd.isna(row["to_id"]) else row["to_id"]
        wishes.append(Wish(str(row["nip"]), str(choice), reason if pd.isna(row["reason"]) else str(row["reason"])))
    return wishes
