"""The words of an audit: facts about placements and numbers, never about persons' motives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib.placement.obstacles import say_rule
from talenta_lib.placement.why_words import points
from talenta_lib.terms import ANSWER_LABELS, Answer, format_number, join_words

_UNKNOWN = {"nip_tidak_dikenal": "NIP tidak dikenal", "jabatan_tidak_dikenal": "Jabatan tidak dikenal"}


def say_findings(findings: pd.DataFrame) -> str:
    """Say the findings of a pair that are not met or not known, with observed, required and article."""
    open_ones = findings[findings["status"].isin(["tidak", "belum_ada_data"])]
    return " ".join(f"{say_rule(row).removesuffix('.')} ({row.citation})." for row in open_ones.itertuples())


def say_reason(row: Any) -> str:
    """Propose what must be given in writing for one name of a list; empty where nothing is asked."""
    if row.status != "diperiksa":
        return ""
    if row.answer == Answer.GUGUR:
        return "Tidak dapat diusulkan: syaratnya tidak terpenuhi."
    asked = [f"Lengkapi {row.needs}."] if row.needs else []
    if pd.notna(row.passed_over) and row.passed_over > 0:
        place = f"urutan {row.rank} dari {row.candidates}"
        asked.append(f"Tulis alasan memilih {place}; {row.passed_over} pejabat lebih cocok: {row.passed_over_names}.")
    return " ".join(asked)


def say_verdict(row: Any, top: int) -> str:
    """Say in a few words how one name of a list stands; ``top`` is how many candidates a post usually has."""
    if row.status in _UNKNOWN:
        return _UNKNOWN[row.status]
    if row.status == "tetap":
        return "Tetap di jabatannya"
    if row.answer == Answer.GUGUR:
        return "Tidak memenuhi syarat"
    words = [_say_place(row, top)]
    if row.answer != Answer.LULUS:
        words.append(ANSWER_LABELS[Answer(row.answer)].lower())
    return "; ".join(words)


def _say_place(row: Any, top: int) -> str:
    """Say the rank of a name that no rule bars."""
    if row.is_planned:
        return "Sama dengan rencana"
    if pd.isna(row.rank):
        return "Kecocokan belum dapat dihitung"
    place = f"urutan {row.rank} dari {row.candidates}"
    if row.rank <= top:
        return f"Termasuk {top} teratas, {place}"
    return f"{str(row.passed_over) if row.passed_over else 'Tidak ada'} pejabat lebih cocok dilewati, {place}"


def say_audit(totals: Mapping[str, float], breaks: int) -> tuple[str, ...]:
    """Say what the audit of a list found, one sentence each, the finding first."""
    count = {name: format_number(value, 0) for name, value in totals.items()}
    passing = f"{count['passing']} melewati pejabat yang lebih cocok"
    first = f"Dari {count['names']} nama, {count['top']} termasuk tiga teratas dan {passing}."
    answers = {
        Answer.GUGUR: "tidak memenuhi syarat",
        Answer.PERSETUJUAN: "perlu persetujuan",
        Answer.ALASAN: "perlu alasan tertulis",
        Answer.VERIFIKASI: "perlu verifikasi",
    }
    said = [f"{count[answer]} {words}" for answer, words in answers.items() if totals[answer]]
    sentences = [first, *([f"Menurut ketentuan, {join_words(said)}."] if said else [])]
    unknown = totals["unknown_nips"] + totals["unknown_posts"]
    if unknown:
        sentences.append(f"{format_number(unknown, 0)} baris tidak dapat diperiksa: NIP atau jabatannya tidak dikenal.")
    return (*sentences, *_say_value(totals, breaks))


def _say_value(totals: Mapping[str, float], breaks: int) -> list[str]:
    """Say the value of the list against the best plan with as many moves."""
    moves = format_number(totals["moves"], 0)
    if math.isnan(totals["best_value"]):
        return [f"Dengan {moves} perpindahan tidak ada rencana yang memenuhi skenario ini."]
    value, price = totals["list_value"], totals["list_price"]
    side = "di bawah" if price >= 0 else "di atas"
    distance = f"{points(abs(price))} poin {side} rencana terbaik dengan {moves} perpindahan"
    compared = f"Nilai daftar {format_number(value)}, {distance}."
    if not breaks:
        return [compared]
    return [compared, f"Daftar tidak menepati {breaks} ketentuan atau batas, jadi selisih itu tidak setara."]
