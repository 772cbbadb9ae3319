"""What a plan comes to, in words: the finding, whether it is proved, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.loops import CHAIN, CYCLE
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.wording import capital, count_words
from talenta_lib.terms import (
    ASKED_LABELS,
    ESELON_LABELS,
    MISSING,
    Answer,
    Jenjang,
    MoveKind,
    format_number,
    join_words,
)

PROVED: Final = "✓ Terbukti terbaik"
ASKED: Final = (Answer.PERSETUJUAN, Answer.ALASAN, Answer.VERIFIKASI, Answer.GUGUR)
"""What a name may need, as it is listed."""
SMALL_SHARE: Final = 0.5
"""A move beyond the knee adds little where it adds less than this share of a move before it."""


def finding(mutasi: Mutasi) -> str:
    """Say what the plan does: fills posts where it does, else what it changes in fit."""
    totals, moves = mutasi.totals, len(mutasi.moves)
    if not moves:
        return "Tidak ada perpindahan yang diusulkan"
    if filled := len(filled_posts(mutasi)):
        opened = emptied_posts(mutasi)
        words = f"{moves} perpindahan mengisi {count_words(filled)} jabatan kosong"
        return words + (
            f"; {count_words(len(opened))} jabatan {levels_of(opened)} menjadi kosong" if len(opened) else ""
        )
    before, after = format_number(totals["fit_before"]), format_number(totals["fit_after"])
    if totals["fit_after"] > totals["fit_before"]:
        return f"{moves} perpindahan menaikkan kecocokan rata-rata dari {before} menjadi {after}"
    return f"{moves} perpindahan diusulkan; kecocokan rata-rata {before} menjadi {after}"


def filled_posts(mutasi: Mutasi) -> pd.DataFrame:
    """Return the posts that are vacant now and filled by the plan."""
    table = mutasi.vacancies
    return table[table["was_vacant"] & ~table["is_vacant"]]


def emptied_posts(mutasi: Mutasi) -> pd.DataFrame:
    """Return the posts that the plan leaves empty and that have a holder now."""
    table = mutasi.vacancies
    return table[~table["was_vacant"] & table["is_vacant"]]


def levels_of(posts: pd.DataFrame) -> str:
    """Say the levels of some posts: ``eselon III dan IV``."""
    present = [
        label.removeprefix("eselon ") for level, label in ESELON_LABELS.items() if (posts["jenjang"] == level).any()
    ]
    return f"eselon {join_words(present)}"


def proof_words(mutasi: Mutasi) -> str:
    """Say in a pill whether the plan is proved to be the best of its scenario."""
    if mutasi.plan.status == "optimal":
        return PROVED
    return f"Belum terbukti terbaik: selisih paling banyak {format_number(mutasi.plan.gap)} poin"


def lead(mutasi: Mutasi) -> str:
    """Return the two sentences under the finding: what was wanted, and how the officials move."""
    wanted = mutasi.scenario.note or f"Skenario: {mutasi.scenario.title}."
    return f"{wanted} {kinds_sentence(mutasi)} {retired_sentence(mutasi)}".strip()


def retired_sentence(mutasi: Mutasi) -> str:
    """Say how many posts are counted as vacant since their holder is pensioned by the inauguration; empty for none."""
    count = int(mutasi.vacancies["retired_nip"].notna().sum())
    return f"{capital(count_words(count))} jabatan dihitung kosong karena pejabatnya pensiun." if count else ""


def kinds_sentence(mutasi: Mutasi) -> str:
    """Say how many officials move in which way, and in which loops."""
    counts = mutasi.moves["kind"].value_counts()
    kinds = [f"{counts[kind]} {kind}" for kind in MoveKind if counts.get(kind, 0)]
    return f"Ada {join_words(kinds)}, dalam {loop_words(mutasi.moves)}." if kinds else ""


def loop_words(moves: pd.DataFrame) -> str:
    """Say how many cycles and chains there are: ``2 lingkaran tukar jabatan dan 1 rantai``."""
    loops = moves.drop_duplicates("loop")["loop_kind"].value_counts()
    words = {CYCLE: "lingkaran tukar jabatan", CHAIN: "rantai"}
    return join_words([f"{loops[kind]} {said}" for kind, said in words.items() if loops.get(kind, 0)])


def fallen(mutasi: Mutasi) -> pd.DataFrame:
    """Return the moves whose fit falls, the deepest fall first."""
    change = mutasi.moves["fit_after"] - mutasi.moves["fit_before"]
    return mutasi.moves.loc[change[change < 0].sort_values(kind="stable").index]


def answer_words(counts: Mapping[str, float]) -> str:
    """Say how many names need what (as :func:`talenta_lib.placement.eligibility.findings.count_asked` counts them).

    >>> answer_words({"alasan": 3, "persetujuan": 0, "verifikasi": 1})
    '3 nama perlu alasan tertulis dan 1 nama perlu verifikasi'
    """
    parts = [f"{counts[answer]} nama {ASKED_LABELS[answer]}" for answer in ASKED if counts.get(answer, 0)]
    return join_words(parts) or "tidak ada syarat tambahan"


def asked_sentence(counts: Mapping[str, float]) -> str:
    """Say how many names need nothing more, and how many need what.

    >>> asked_sentence({"lulus": 18, "alasan": 2})
    'Menurut ketentuan: 18 nama lulus tanpa syarat tambahan; 2 nama perlu alasan tertulis.'
    """
    kinds = sum(counts.get(answer, 0) > 0 for answer in ASKED)
    several = " Satu nama dapat perlu beberapa hal." if kinds > 1 else ""
    passed = f"{counts[Answer.LULUS]} nama {ASKED_LABELS[Answer.LULUS]}"
    return f"Menurut ketentuan: {passed}{f'; {answer_words(counts)}' if kinds else ''}.{several}"


def for_all_words(round_findings: pd.DataFrame) -> str:
    """Say what every name needs alike, with article; empty for nothing."""
    asked = open_findings(round_findings).to_dict("records")
    return join_words(list(dict.fromkeys(f"{row['needs']} ({row['citation']})" for row in asked if row["needs"])))


def needs_by_kind(chapter: Chapter, answer: Answer) -> list[tuple[str, int]]:
    """Return what the names of the plan need for one answer, with the number of names, most first."""
    asked = chapter.asked[chapter.asked["answer"] == answer]
    counts = asked.groupby("needs")["nip"].nunique().sort_values(ascending=False, kind="stable")
    return [(str(need), int(count)) for need, count in counts.items() if need]


def knee_finding(chapter: Chapter) -> str:
    """Say where more moves stop to pay."""
    chosen, values = chapter.mutasi.plan.moves, chapter.frontier.set_index("max_moves")["value"]
    if gains := knee_gains(chapter):
        (start, bend, before), (_, end, after) = gains
        is_small = after / (end - bend) < SMALL_SHARE * before / (bend - start)
        return f"Di atas {bend} perpindahan, tambahannya {'kecil' if is_small else 'sedikit menyusut'}"
    if chosen in values.index and values.max() <= values[chosen]:
        return f"Lebih dari {chosen} perpindahan tidak menambah apa-apa"
    return f"Sesudah {chosen} perpindahan masih ada tambahan"


def value_words(chapter: Chapter) -> str:
    """Say what the frontier counts."""
    if chapter.is_mean:
        return "Kecocokan rata-rata menurut batas perpindahan."
    first = int(chapter.frontier["max_moves"].min())
    least = f"{first} perpindahan, paling sedikit yang mungkin" if first else "tanpa perpindahan"
    return f"Tambahan nilai rencana, dalam poin, terhadap {least}."


def knee_sentence(chapter: Chapter) -> str:
    """Say how much fit the moves up to the knee bring, and those after it up to the plan."""
    said = [
        f"Dari {start} ke {end} perpindahan: naik {format_number(gain)}." for start, end, gain in knee_gains(chapter)
    ]
    return " ".join(said)


def knee_gains(chapter: Chapter) -> list[tuple[int, int, float]]:
    """Return (limit, limit, gain) up to the knee, and from it to the plan; empty where it is not before the plan."""
    values, bend = chapter.frontier.set_index("max_moves")["value"], chapter.knee
    first, chosen = int(values.index.min()), chapter.mutasi.plan.moves
    if bend is None or chosen not in values.index or not first < bend < chosen:
        return []
    return [(start, end, float(values[end] - values[start])) for start, end in ((first, bend), (bend, chosen))]


def level_counts(moves: pd.DataFrame) -> str:
    """Say how many moves go to each level: ``15 ke eselon II dan 25 ke eselon III``."""
    counts = moves["to_jenjang"].value_counts()
    return join_words([f"{counts[level]} ke {ESELON_LABELS[level]}" for level in Jenjang
                       if level in ESELON_LABELS and counts.get(level, 0)])  # fmt: skip


def left_words(successors: pd.DataFrame, candidate: Mapping[Any, Any], post: str) -> str:
    """Say which post a candidate of a shortlist would leave (as ``post`` names it), and who could fill it."""
    if pd.isna(candidate["from_id"]):
        return "tidak ada"
    next_ones = successors[successors["left_by"] == candidate["nip"]] if len(successors) else successors
    names = [f"{plain_name(str(one['nama']))} ({format_number(one['fit'], 0)})" for one in next_ones.to_dict("records")]
    return f"{post}. Penggantinya: {join_words(names) or MISSING}"
