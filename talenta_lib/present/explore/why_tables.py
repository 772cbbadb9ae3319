"""The answer to "why here, why not there" as tables: Indonesian headers, the numbers of its evidence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from talenta_lib.placement.explanation import Explanation
from talenta_lib.present.explore.why_html import compared_names, ordered_findings, planned_words
from talenta_lib.present.mutasi_sheets import named_findings
from talenta_lib.present.wording import plain_post

PARTS = {"label": "Bagian", "weight": "Bobot", "score": "Nilai", "observed": "Ditemukan"}
RUNNERS_UP = {"rank": "Urutan", "nama": "Pejabat", "fit": "Kecocokan", "where": "Dalam Rencana"}
CHANGES = {
    "step": "Langkah", "nama": "Pejabat", "planned_jabatan": "Dalam Rencana", "forced_jabatan": "Sesudahnya",
    "fit_planned": "Kecocokan dalam Rencana", "fit_forced": "Kecocokan Sesudahnya", "difference": "Nilai Rencana",
}  # fmt: skip


def why_tables(facts: Explanation, prices: pd.DataFrame | None = None) -> Mapping[str, pd.DataFrame]:
    """Return title -> table of all evidence; empty where there is none.

    ``prices`` is ``rivals.other_posts(exact=True)`` where it has been computed.
    """
    return {
        "Bagian Kecocokan": parts_table(facts),
        **post_tables(facts),
        "Ikut Berubah": facts.changes[list(CHANGES)].rename(columns=CHANGES),
        "Harga Jabatan Lain": prices_table(facts.other_posts if prices is None else prices),
    }


def post_tables(facts: Explanation) -> Mapping[str, pd.DataFrame]:
    """Return title -> table of what concerns the post alone: who fits it best, and the findings of the rules."""
    runners_up = facts.runners_up.assign(where=planned_words(facts))
    return {
        "Calon Teratas": runners_up[list(RUNNERS_UP)].rename(columns=RUNNERS_UP),
        "Ketentuan": named_findings(ordered_findings(facts.findings)),
    }


def asked_about(facts: Explanation) -> Mapping[str, str]:
    """Return of whom and of which post the tables speak, as columns."""
    return {"Yang Ditanyakan": facts.seat.nama, "Jabatan yang Ditanyakan": plain_post(facts.seat.jabatan)}


def parts_table(facts: Explanation) -> pd.DataFrame:
    """Return the parts of the fit beside those of the comparator; ``Selisih`` is that of the weighted scores."""
    if facts.comparator is None:
        return facts.parts[list(PARTS)].rename(columns=PARTS)
    one, other = compared_names(facts.seat, facts.comparator)
    other = f"{other} (pembanding)" if other == one else other
    labels = {
        "label": "Bagian", "weight": "Bobot", "score": f"Nilai {one}", "score_other": f"Nilai {other}",
        "difference": "Selisih", "observed": f"Ditemukan pada {one}", "observed_other": f"Ditemukan pada {other}",
    }  # fmt: skip
    return facts.parts[list(labels)].rename(columns=labels)


def prices_table(posts: pd.DataFrame) -> pd.DataFrame:
    """Return what other posts cost the plan, in fit points: the least price, or the exact one where it is known."""
    is_exact = "price" in posts
    price = posts["price" if is_exact else "regret_bound"].astype("float64").replace(np.inf, np.nan)
    table = pd.DataFrame({
        "Jabatan": posts["jabatan"].map(plain_post), "OPD": posts["opd"], "Kecocokan": posts["fit"],
        "Rencana Turun" if is_exact else "Rencana Turun Paling Sedikit": price.clip(lower=0),
        "Mungkin": price.notna(),
    })  # fmt: skip
    return table.assign(**{"Ikut Berubah": posts["others"]}) if is_exact else table
