"""The words of an audit: facts about placements and numbers, never about persons' motives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.obstacles import say_rule
from talenta_lib.placement.why_words import points
from talenta_lib.terms import ASKED_LABELS, Answer, format_number, format_pct, join_words

_UNKNOWN = {"nip_tidak_dikenal": "NIP tidak dikenal", "jabatan_tidak_dikenal": "Jabatan tidak dikenal"}


def say_findings(findings: pd.DataFrame) -> str:
    """Say the findings of a pair that are not met or not known, with observed, required and article."""
    asked = open_findings(findings).itertuples()
    return " ".join(f"{say_rule(row).removesuffix('.')} ({row.citation})." for row in asked)


def say_reason(row: Any) -> str:
    """Propose what must be given in writing for one name of a list; empty where nothing is asked."""
    if row.status != "diperiksa":
        return ""
    if row.answer == Answer.GUGUR:
        return "Tidak dapat diusulkan: syaratnya tidak terpenuhi."
    asked = [f"Perlu {row.needs}."] if row.needs else []
    if pd.notna(row.passed_over) and row.passed_over > 0:
        place = f"urutan {row.rank} dari {row.candidates}"
        over = f"{row.passed_over} pejabat yang lebih cocok: {row.passed_over_names}"
        asked.append(f"Tulis alasan memilih {place} dan melewati {over}.")
    return " ".join(asked)


def say_verdict(row: Any, top: int) -> str:
    """Say in a few words how one name of a list stands; ``top`` is how many candidates a post usually has."""
    if row.status in _UNKNOWN:
        return _UNKNOWN[row.status]
    if row.status == "tetap":
        return "Tetap di jabatannya"
    if row.answer == Answer.GUGUR:
        return "Tidak memenuhi syarat"
    over = [f"melewati {row.passed_over} pejabat"] if pd.notna(row.passed_over) and row.passed_over else []
    return "; ".join([_say_place(row, top), *over, *([f"perlu {row.asked}"] if row.asked else [])])


def _say_place(row: Any, top: int) -> str:
    """Say where a name that no rule bars stands among the candidates for the post."""
    if row.is_planned:
        return "Sama dengan rencana"
    if pd.isna(row.rank):
        return "Kecocokan belum dapat dihitung"
    return f"{'Termasuk' if row.rank <= top else 'Di luar'} {top} teratas"


def say_audit(totals: Mapping[str, float], breaks: int, top: int) -> tuple[str, ...]:
    """Say what the audit of a list found, one sentence each, the finding first; ``top`` as in :func:`say_verdict`."""
    count = {name: format_number(value, 0) for name, value in totals.items()}
    checked = totals["known"] - totals["stays"]
    stays = f", {count['stays']} tetap di jabatannya" if totals["stays"] else ""
    unknown = totals["unknown_nips"] + totals["unknown_posts"]
    left = f", {format_number(unknown, 0)} tidak dikenal NIP atau jabatannya" if unknown else ""
    listed = f"Daftar memuat {count['names']} nama yang terbaca: {format_number(checked, 0)} diperiksa{stays}{left}."
    if not checked:
        return (listed, *_say_value(totals, breaks))
    share = f"{count['top']} ({format_pct(totals['top_share'])}) termasuk {top} teratas"
    first = (
        f"Dari {format_number(checked, 0)} nama yang diperiksa, {share} dan {count['passing']} melewati pejabat yang "
        "lebih cocok."
    )
    return (first, listed, *_say_rules(totals, count), *_say_value(totals, breaks))


def _say_rules(totals: Mapping[str, float], count: Mapping[str, str]) -> list[str]:
    """Say how many names break a rule, what they need then, and for how many the data do not tell."""
    unmet = (Answer.GUGUR, Answer.PERSETUJUAN, Answer.ALASAN)
    said = [f"{count[answer]} {ASKED_LABELS[answer]}" for answer in unmet if totals[answer]]
    broken = f"{count['breaking']} nama belum memenuhi sebuah ketentuan: {join_words(said)}."
    sentences = [broken if said else "Semua nama memenuhi ketentuan yang dapat diperiksa."]
    if totals[Answer.VERIFIKASI]:
        sentences.append(f"{count[Answer.VERIFIKASI]} nama {ASKED_LABELS[Answer.VERIFIKASI]}.")
    return sentences


def _say_value(totals: Mapping[str, float], breaks: int) -> list[str]:
    """Say the value of the list against the best plan with as many moves."""
    moves = format_number(totals["moves"], 0)
    if math.isnan(totals["best_value"]):
        return [f"Dengan {moves} perpindahan tidak ada rencana yang memenuhi skenario ini."]
    value, price = totals["list_value"], totals["list_price"]
    side = "di bawah" if price >= 0 else "di atas"
    distance = f"{points(abs(price))} poin {side} rencana terbaik dengan {moves} perpindahan"
    compared = f"Nilai daftar {format_number(value)}: {distance}."
    if not breaks:
        return [compared]
    return [compared, f"Daftar tidak menepati {breaks} ketentuan atau batas, jadi selisih itu tidak setara."]
