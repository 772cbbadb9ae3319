"""The answer in plain Indonesian, made from the numbers: the finding first, one idea a sentence."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.terms import ASKED_LABELS, MINUS, Answer, format_number, join_words

LONGEST_DECIMALS = 4
MOST_BETTER = 2
"""How many who would fit a post better are named; all are counted."""


def say(facts: Explanation) -> tuple[str, ...]:
    """Return the answer to why an official is, or is not, planned for a post, one sentence each."""
    if facts.obstacles:
        seat = facts.seat
        return (f"{seat.nama} tidak dapat ditempatkan sebagai {seat.jabatan} dalam skenario ini.", *facts.obstacles)
    return tuple(_why_here(facts) if facts.is_planned else _why_not(facts))


def points(value: float) -> str:
    """Format fit points with one decimal, or as many as it takes to show that they are not zero (at most four).

    >>> points(4.44), points(0.004), points(0.0)
    ('4,4', '0,004', '0,0')
    """
    shown = [format_number(value, decimals) for decimals in range(1, LONGEST_DECIMALS + 1)]
    return next((text for text in shown if re.search("[1-9]", text)), shown[0])


def from_to(before: float, after: float) -> str:
    """Say two values of a plan; the reader is told where rounding keeps them from adding up with their distance.

    >>> from_to(2002.94, 1998.54)
    '2.002,9 menjadi 1.998,5'
    >>> from_to(16.28, 0.04)
    '16,3 menjadi 0,0 (dibulatkan)'
    """
    distance = points(abs(before - after))
    decimals = len(distance.partition(",")[2])
    texts = [format_number(value, decimals) for value in (before, after)]
    adds_up = abs(_digits(texts[0]) - _digits(texts[1])) == _digits(distance)
    return f"{texts[0]} menjadi {texts[1]}{'' if adds_up else ' (dibulatkan)'}"


def _digits(text: str) -> int:
    """Return the digits of a formatted number as one whole number."""
    return int(re.sub(r"\D", "", text)) * (-1 if text.startswith(MINUS) else 1)


def _why_not(facts: Explanation) -> list[str]:
    """Say why the plan does not have an open pair."""
    seat = facts.seat
    if not facts.is_exact or facts.after is None:
        return [*_bound(facts), *_rank(facts), *_planned_holder(facts), *_answer(facts)]
    loss = facts.before.total - facts.after.total
    if abs(loss) <= TOLERANCE:
        total = points(facts.before.total)
        same = [f"{seat.nama} sebagai {seat.jabatan} sama baiknya dengan rencana: nilainya tetap {total}.", _tie(facts)]
        return [*same, *_critical(facts), *_rank(facts), *_moved(facts), *_answer(facts)]
    if loss < 0:
        first = f"Nilai rencana naik {points(-loss)} poin bila {_placed(facts)}."
    elif facts.rank == 1:
        first = _best_but(facts, f"turun {points(loss)}")
    else:
        first = f"Nilai rencana turun {points(loss)} poin bila {_placed(facts)}."
    solved = f"Rencana dihitung ulang sampai terbukti: {from_to(facts.before.total, facts.after.total)}."
    rank = [] if facts.rank == 1 else _rank(facts)
    doubt = [*_critical(facts), *_unproved(facts)]
    return [first, *_own_post(facts), solved, *doubt, *rank, *_moved(facts), *_answer(facts)]


def _placed(facts: Explanation) -> str:
    """Say whom the question puts where: into the post, or left in it."""
    return f"{facts.seat.nama} {'tetap' if _holds(facts) else 'ditempatkan'} sebagai {facts.seat.jabatan}"


def _holds(facts: Explanation) -> bool:
    """Whether the official holds the post asked about now."""
    return facts.now is not None and facts.now.jabatan_id == facts.seat.jabatan_id


def _best_but(facts: Explanation, change: str) -> str:
    """Say that the best fit for a post is planned elsewhere."""
    best = f"{facts.seat.nama} paling cocok untuk {facts.seat.jabatan}"
    return f"{best}, tetapi nilai rencana {change} poin bila ia {'tetap' if _holds(facts) else 'ditempatkan'} di sana."


def _bound(facts: Explanation) -> list[str]:
    """Say the least price where nothing was solved again."""
    seat, bound = facts.seat, facts.regret_bound
    if bound <= TOLERANCE:
        return [f"{seat.nama} sebagai {seat.jabatan} mungkin sama baiknya; hitung ulang untuk memastikan."]
    if math.isinf(bound):  # another limit of the scenario stands against it; which one, only solving again tells
        placed = f"{seat.nama} tidak dapat ditempatkan sebagai {seat.jabatan}"
        return [f"{placed} bersama syarat lain skenario ini; hitung ulang untuk melihat sebabnya."]
    change = f"turun paling sedikit {points(bound)}"
    if facts.rank == 1:
        return [_best_but(facts, change)]
    return [f"Nilai rencana {change} poin bila {_placed(facts)}."]


def _rank(facts: Explanation) -> list[str]:
    """Say the place among the candidates, but the first, which is said in the finding."""
    if facts.rank is None:
        return []
    place = f"urutan {facts.rank} dari {facts.candidates} calon dalam skenario ini"
    return [f"Di sana ia {place}, kecocokannya {_fit(facts.seat.fit)}."]


def _planned_holder(facts: Explanation) -> list[str]:
    """Say whom the plan has in the post."""
    other = facts.comparator
    if other is None or other.nip == facts.seat.nip:
        return ["Jabatan itu kosong dalam rencana."]
    return [f"Rencana menempatkan {other.nama} di sana, kecocokannya {_fit(other.fit)}."]


def _own_post(facts: Explanation) -> list[str]:
    """Say what happens to the post that the plan gives the official asked about."""
    own = facts.changes[facts.changes["nip"] == facts.seat.nip].iloc[0]
    if pd.isna(own["planned_id"]):
        return ["Dalam rencana ia tidak mendapat jabatan."]
    there = f"Nilainya sebagai {own['planned_jabatan']} {_fit(own['fit_planned'])}"
    successor = facts.changes[facts.changes["forced_id"] == own["planned_id"]]
    if successor.empty:
        return [f"{there}; jabatan itu lalu kosong."]
    fit = successor["fit_forced"].iloc[0]
    only = "hanya " if fit < own["fit_planned"] else ""
    return [f"{there}; penggantinya di sana {only}{_fit(fit)}."]


def _moved(facts: Explanation) -> list[str]:
    """Say where the planned holder goes, and how many others change."""
    holder = facts.changes[facts.changes["planned_id"] == facts.seat.jabatan_id]
    said = [_say_holder(row) for _, row in holder.iterrows()] or ["Jabatan itu kosong dalam rencana."]
    others = len(facts.changes) - 1
    return [*said, f"{others} orang lain ikut berubah." if others else "Tidak ada orang lain yang ikut berubah."]


def _say_holder(row: Any) -> str:
    """Say where the planned holder of the post goes."""
    if pd.isna(row["forced_id"]):
        return f"{row['nama']}, calon dalam rencana, lalu tidak mendapat jabatan."
    where = f"menjadi {row['forced_jabatan']}"
    return f"{row['nama']}, calon dalam rencana, {where}: {_fit(row['fit_planned'])} menjadi {_fit(row['fit_forced'])}."


def _tie(facts: Explanation) -> str:
    """Say what decides between plans of one value."""
    before, after = facts.before, facts.after
    if after is not None and after.moves > before.moves:
        return f"Susunan itu memerlukan {after.moves - before.moves} perpindahan lebih banyak."
    if after is not None and after.wishes < before.wishes:
        return f"Susunan itu memenuhi {before.wishes - after.wishes} keinginan lebih sedikit."
    return "Di antara susunan yang sama baik, undian putaran yang menentukan."


def _critical(facts: Explanation) -> list[str]:
    """Say that fewer critical posts are filled."""
    lost = facts.before.critical - (facts.before if facts.after is None else facts.after).critical
    return [f"Namun {lost} jabatan kritikal yang terisi dalam rencana menjadi kosong."] if lost else []


def _unproved(facts: Explanation) -> list[str]:
    """Say that the plan itself may not be the best."""
    return [] if facts.is_proved else ["Rencana semula belum terbukti sebagai yang terbaik."]


def _answer(facts: Explanation) -> list[str]:
    """Say what the rules ask of the placement, where they ask something."""
    asked = set(open_findings(facts.findings)["answer"])
    said = [ASKED_LABELS[answer] for answer in Answer if answer in asked]
    return [f"Menurut ketentuan: {join_words(said)}."] if said else []


def _why_here(facts: Explanation) -> list[str]:
    """Say why the plan has a pair."""
    seat, stays = facts.seat, _holds(facts)
    does = "tetap sebagai" if stays else "direncanakan sebagai"
    if facts.rank is None:
        first = f"{seat.nama} {does} {seat.jabatan}; kecocokannya belum dapat dihitung."
    else:
        place = f"urutan {facts.rank} dari {facts.candidates} calon dalam skenario ini"
        first = f"{seat.nama} {does} {seat.jabatan}: kecocokannya {_fit(seat.fit)}, {place}."
    return [first, *([] if stays else _gain(facts)), *_loss_without(facts), *_better(facts), *_answer(facts)]


def _gain(facts: Explanation) -> list[str]:
    """Say what the official gains over the present post."""
    if facts.now is None or math.isnan(facts.now.fit) or math.isnan(facts.seat.fit):
        return []
    gain = facts.seat.fit - facts.now.fit
    if abs(gain) <= TOLERANCE:
        return [f"Di jabatan sekarang, {facts.now.jabatan}, nilainya sama."]
    way = "naik" if gain > 0 else "turun"
    return [
        f"Nilainya {way} {points(abs(gain))} poin dari jabatan sekarang, {facts.now.jabatan} ({_fit(facts.now.fit)})."
    ]


def _loss_without(facts: Explanation) -> list[str]:
    """Say what the plan loses without the pair."""
    if not facts.is_exact:
        return []
    if facts.after is None:
        return ["Tanpa dia di sana, tidak ada susunan yang memenuhi skenario ini."]
    before, after = facts.before.total, facts.after.total
    if facts.appears_in_other_optimum:
        return [f"Ada susunan lain yang sama baiknya tanpa dia di sana, nilainya juga {points(before)}.", _tie(facts)]
    change = f"{'turun' if after < before else 'naik'} {points(abs(before - after))} poin"
    return [f"Tanpa dia di sana, nilai rencana {change}: {from_to(before, after)}.", *_critical(facts)]


def _better(facts: Explanation) -> list[str]:
    """Say who would fit the post better, and where the plan has them."""
    table = facts.runners_up
    better = table[(table["nip"] != facts.seat.nip) & (table["fit"] > facts.seat.fit)]
    if better.empty:
        return ["Tidak ada calon lain yang lebih cocok di sana."]
    rest = facts.better - MOST_BETTER
    return [
        *(_say_better(row) for _, row in better.head(MOST_BETTER).iterrows()),
        *([f"Dan {rest} calon lain juga lebih cocok di sana."] if rest > 0 else []),
    ]


def _say_better(row: Any) -> str:
    """Say where the plan has somebody who would fit better here."""
    here = f"{row['nama']} lebih cocok di sana ({_fit(row['fit'])})"
    if pd.isna(row["planned_id"]):
        return f"{here}, tetapi tidak mendapat jabatan dalam rencana."
    does = "ia tetap sebagai" if row["stays"] else "rencana menempatkannya sebagai"
    return f"{here}, tetapi {does} {row['planned_jabatan']} ({_fit(row['planned_fit'])})."


def _fit(value: float) -> str:
    """Format a fit with one decimal."""
    return format_number(value)
