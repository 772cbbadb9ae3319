"""Up to four scenarios side by side: what each adds up to, and who has another post in which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.present.plan_words import PROVED, proof_words
from talenta_lib.present.wording import capital, count_words
from talenta_lib.terms import MISSING, Answer, format_number, join_words

MOST_COMPARED: Final = 4
NO_POST: Final = "tanpa jabatan"

Plans = Mapping[str, Mutasi]
"""Title of a scenario -> its solved plan, in the order of the columns."""


def comparison(plans: Plans) -> pd.DataFrame:
    """Return one row per measure and one column per scenario, as Indonesian text; the first column is the measure."""
    columns = {title: _measures(mutasi) for title, mutasi in plans.items()}
    return pd.DataFrame(
        {"Ukuran": list(next(iter(columns.values()))), **{k: list(v.values()) for k, v in columns.items()}}
    )


def _measures(mutasi: Mutasi) -> dict[str, str]:
    """Return the measures of one plan in words."""
    totals, limit = mutasi.totals, mutasi.scenario.max_moves
    moved = mutasi.moves.rename(columns={"fit_after": "fit"})
    count = {
        name: format_number(totals[name], 0)
        for name in totals
        if name not in ("fit_before", "fit_after", "worst_after")
    }
    needs = [count[answer] for answer in (Answer.LULUS, Answer.ALASAN, Answer.PERSETUJUAN, Answer.VERIFIKASI)]
    return {
        "Batas perpindahan": "tanpa batas" if limit is None else format_number(limit, 0),
        "Pindah / tetap": f"{count['moves']} / {count['stays']}",
        "Promosi": count["promotions"],
        "Kecocokan rata-rata, kini menjadi": f"{format_number(totals['fit_before'])} → {format_number(totals['fit_after'])}",
        "Kecocokan naik / turun": f"{count['raised']} / {count['lowered']}",
        "Kecocokan terendah, semua": _worst(pd.concat([moved, mutasi.stays])),
        "Kecocokan terendah, yang pindah": _worst(moved) if len(moved) else "tidak ada yang pindah",
        "Jabatan kosong, kini menjadi": f"{count['vacant_before']} → {count['vacant_after']}",
        "Lulus / alasan / persetujuan / verifikasi": " / ".join(needs),
        "Bukti": proof_words(mutasi),
    }


def _worst(placed: pd.DataFrame) -> str:
    """Say the least known fit (columns nama, fit), and whose it is."""
    known = placed.dropna(subset="fit")
    if known.empty:
        return MISSING
    worst = known.sort_values("fit", kind="stable").iloc[0]
    return f"{format_number(worst['fit'])} ({plain_name(str(worst['nama']))})"


def differences(plans: Plans) -> pd.DataFrame:
    """Return who has not the same post in all scenarios: Kode, NIP, Nama, Jabatan Kini, and the post in each scenario.

    An official whom a scenario leaves out keeps the present post there.
    """
    first = next(iter(plans.values()))
    matching = first.matching
    labels = pd.Series(post_labels(matching.posts).to_list(), index=matching.posts["jabatan_id"])
    held = matching.officials.set_index("nip")["jabatan_id"]
    after = pd.DataFrame({title: _posts_after(mutasi, held) for title, mutasi in plans.items()})
    differs = after.nunique(axis=1, dropna=False) > 1
    people = matching.officials.set_index("nip").loc[after.index[differs]]
    shown = after[differs].apply(lambda column: column.map(labels).fillna(NO_POST))
    return pd.DataFrame({
        "Kode": people["code"], "NIP": people.index, "Nama": people["nama"],
        "Jabatan Kini": people["jabatan"].fillna(NO_POST), **shown,
    }).sort_values("Kode", kind="stable", ignore_index=True)  # fmt: skip


def _posts_after(mutasi: Mutasi, held: pd.Series) -> pd.Series:
    """Return jabatan_id by NIP after a plan, for everybody of the round."""
    table = mutasi.assigned.set_index("nip")["to_id"]
    return held.where(~held.index.isin(table.index), table.reindex(held.index))


def compare_finding(plans: Plans) -> str:
    """Say in one sentence how the scenarios differ most: the range of moves and of fit."""
    if len(plans) == 1:
        return "Satu skenario; tambahkan nama lain pada isian scenarios untuk membandingkan."
    moves = [len(mutasi.moves) for mutasi in plans.values()]
    fits = [mutasi.totals["fit_after"] for mutasi in plans.values()]
    said = f"{capital(count_words(len(plans)))} skenario: {_range(moves, 0)} perpindahan, kecocokan rata-rata {_range(fits, 1)}"
    unproved = [title for title, mutasi in plans.items() if proof_words(mutasi) != PROVED]
    return said + (f"; {join_words(unproved)} belum terbukti terbaik" if unproved else "")


def _range(values: list[float] | list[int], decimals: int) -> str:
    """Say the least and the largest of some numbers, once where they look the same."""
    ends = [format_number(end, decimals) for end in (min(values), max(values))]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} sampai {ends[1]}"


def differ_finding(plans: Plans, people: int) -> str:
    """Say how many officials have not the same post in all scenarios."""
    if len(plans) == 1:
        return "Tidak ada skenario lain untuk dibandingkan"
    return (
        f"{people} pejabat mendapat jabatan yang berbeda antarskenario"
        if people
        else "Semua skenario menempatkan orang yang sama"
    )
