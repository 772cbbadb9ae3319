"""A proposed list against the round: which official and which post each row means; doubt is said, never settled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.scenario import find_post

KNOWN, STAYS, UNKNOWN_NIP, UNKNOWN_POST = "diperiksa", "tetap", "nip_tidak_dikenal", "jabatan_tidak_dikenal"


def match_rows(matching: Matching, proposal: pd.DataFrame) -> pd.DataFrame:
    """Return one row per row of a proposed list (the clean table ``usulan``), in its order.

    Columns: source_row, status ("diperiksa", "tetap" = the post held already, "nip_tidak_dikenal",
    "jabatan_tidak_dikenal"), person and place (rows and columns of the matching, -1 where unknown), nip, nama and
    to_jabatan (of the round where known, else as written), to_id, reason (as given), note (Indonesian).
    """
    labels = post_labels(matching.posts)
    rows = [_match_row(matching, labels, row) for row in proposal.itertuples()]
    columns = ["source_row", "status", "person", "place", "nip", "nama", "to_id", "to_jabatan", "reason", "note"]
    table = pd.DataFrame(rows, columns=columns)
    table["note"] = [_join(*notes) for notes in zip(table["note"], _doubles(table), strict=True)]
    text = dict.fromkeys(["status", "nip", "nama", "to_id", "to_jabatan", "reason", "note"], "string")
    return table.astype(text | {"source_row": "Int64", "person": "int64", "place": "int64"})


def _match_row(matching: Matching, labels: pd.Series, row: Any) -> tuple[object, ...]:
    """Return one row of the list in the columns of :func:`match_rows`."""
    person, person_note = _find_person(matching, row)
    place, place_note = _find_place(matching, row)
    held = matching.officials["jabatan_id"].iloc[person] if person >= 0 else None
    to_id = matching.posts["jabatan_id"].iloc[place] if place >= 0 else None
    is_own = place >= 0 and pd.notna(held) and held == to_id
    status = UNKNOWN_NIP if person < 0 else UNKNOWN_POST if place < 0 else STAYS if is_own else KNOWN
    nama = plain_name(matching.officials["nama"].iloc[person]) if person >= 0 else row.nama
    to_jabatan = labels.iloc[place] if place >= 0 else row.to_jabatan
    note = _join(person_note, place_note)
    return row.source_row, status, person, place, row.nip, nama, to_id, to_jabatan, row.reason, note


def _find_person(matching: Matching, row: Any) -> tuple[int, str]:
    """Return the official of a row, -1 where there is none, and what is to be said of it."""
    person = matching.people_index.get(row.nip, -1)
    if person < 0:
        return person, "NIP ini bukan milik pejabat di putaran ini."
    nama = plain_name(matching.officials["nama"].iloc[person])
    is_other = pd.notna(row.nama) and plain_name(row.nama).casefold() != nama.casefold()
    return person, f"Pada daftar tertulis {row.nama}; NIP itu milik {nama}." if is_other else ""


def _find_place(matching: Matching, row: Any) -> tuple[int, str]:
    """Return the post of a row, -1 where it is not known, and what is to be said of it; a code goes before a name."""
    named = row.to_jabatan if pd.isna(row.to_opd) else f"{row.to_jabatan}, {row.to_opd}"
    try:
        place = matching.post_index[find_post(matching.posts, named if pd.isna(row.to_id) else row.to_id)]
    except ScenarioError as error:
        return -1, error.problem
    post = matching.posts.iloc[place]
    written = row.to_jabatan.casefold()
    if pd.notna(row.to_id) and written not in (post["jabatan"].casefold(), post["jabatan_id"].casefold()):
        return place, f"Pada daftar tertulis {row.to_jabatan}; kode {row.to_id} adalah {post['jabatan']}."
    return place, ""


def _doubles(table: pd.DataFrame) -> list[str]:
    """Say which rows name an official, or a post, that another row names too."""
    usable = table[table["status"].isin([KNOWN, STAYS])]
    posts_of = usable.groupby("person")["place"].nunique()
    people_of = usable.groupby("place")["person"].nunique()
    is_usable = table["status"].isin([KNOWN, STAYS])
    people = np.where(is_usable, table["person"].map(posts_of).fillna(0), 0)
    places = np.where(is_usable, table["place"].map(people_of).fillna(0), 0)
    return [
        _join(
            f"Diusulkan untuk {int(posts)} jabatan." if posts > 1 else "",
            f"Jabatan ini diusulkan untuk {int(names)} nama." if names > 1 else "",
        )
        for posts, names in zip(people, places, strict=True)
    ]


def _join(*texts: str) -> str:
    return " ".join(text for text in texts if text)
