"""Sentences of the Lembar Profil: plain, to "Anda", the number early, doubt said as doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present.drawing import shorten
from talenta_lib.present.lattice import Bands
from talenta_lib.present.wording import capital, count_words

NEARLY: Final = 1.0
"""Points under a cut-off within which the sheet says "hampir"."""

MOST_STEPS: Final = 3
STEP_LENGTH: Final = 80
TITLE_LENGTH: Final = 50
_LABELS: Final = {terms.Axis.PERFORMANCE: terms.PERFORMANCE_LABELS, terms.Axis.POTENTIAL: terms.POTENTIAL_LABELS}

Row = Mapping[Any, Any]


def level_label(axis: str, level: Any) -> str:
    """Return the official word of a level of an axis; missing gives "belum dapat ditetapkan"."""
    return "belum dapat ditetapkan" if pd.isna(level) else _LABELS[terms.Axis(axis)][terms.Level(level)]


def finding(person: Row, bands: Bands) -> str:
    """Return the one finding of the sheet: both axes in words, or what is missing and that this is no low value."""
    if pd.isna(person["kotak"]):
        missing = terms.join_words([part.strip() for part in str(person["missing"]).split(";") if part.strip()])
        return f"Kotak belum dapat ditetapkan: {shorten(missing or 'data', 110)} belum ada. Ini bukan nilai rendah."
    return " ".join(_axis_sentence(person, axis, bands[axis]) for axis in terms.Axis)


def _axis_sentence(person: Row, axis: terms.Axis, cuts: tuple[float, float]) -> str:
    score, name = person[f"{axis}_score"], terms.AXIS_LABELS[axis]
    for cut, level in zip(cuts, (terms.Level.MEDIUM, terms.Level.HIGH), strict=True):
        if not pd.isna(score) and 0 < cut - score <= NEARLY and person[f"{axis}_level"] != level:
            lack = terms.format_number(max(cut - score, 0.1))
            return f"{name} Anda hampir {level_label(axis, level)}: kurang {lack} angka."
    return f"{name} Anda {level_label(axis, person[f'{axis}_level'])}."


def sides_title(sides: pd.DataFrame) -> str:
    """Return "Empat dari lima sisi memenuhi standar jabatan", counting only sides with a score and a standard."""
    known = sides["difference"].dropna()
    if known.empty:
        return "Lima sisi: belum ada data yang dapat dibandingkan"
    met = int((known >= 0).sum())
    words = "Semua" if met == len(known) else capital(count_words(met)) if met else "Belum ada"
    return f"{words} dari {count_words(len(known))} sisi memenuhi standar jabatan".replace("Semua dari", "Semua")


def kotak_title(person: Row) -> tuple[str, str]:
    """Return title and caption of the nine cells."""
    kotak, is_stated = person["kotak"], not pd.isna(person["p_1"])
    if pd.isna(kotak):
        possible = [part for part in str(person.get("possible_kotak", "")).split(";") if part.isdigit()]
        caption = f"Mungkin kotak {' atau '.join(possible)}." if possible else "Menunggu data lengkap."
        return "Kotak belum dapat ditetapkan", caption
    if not is_stated:
        return f"Kotak {kotak}", "Peluang belum dapat dihitung; garis tebal: kotak resmi."
    caption = "Peluang tiap kotak; garis tebal: kotak resmi."
    if person["is_borderline"]:
        return f"Kotak {kotak} belum pasti", caption
    return f"Kotak {kotak}, peluang {terms.format_pct(person[f'p_{kotak}'])}", caption


def competency_title(competencies: pd.DataFrame) -> str:
    """Return how many competencies fall short now and for the next jenjang, in words."""
    if competencies["level"].isna().all():
        return "Tingkat kompetensi belum ada"
    short = int((competencies["gap"] < 0).sum())
    now = f"{capital(count_words(short))} kompetensi kurang sekarang" if short else "Semua kompetensi cukup sekarang"
    if competencies["next_gap"].isna().all():
        return now
    later = int((competencies["next_gap"] < 0).sum())
    if not later:
        return f"{now} dan untuk naik"
    said = f"{now}, {count_words(later)} untuk naik"
    return said if len(said) <= TITLE_LENGTH else f"{short} kompetensi kurang sekarang, {later} untuk naik"


def next_steps(lifts: pd.DataFrame, competencies: pd.DataFrame) -> list[tuple[str, str]]:
    """Return at most three steps as (title, effect): two of the axes first, then the largest competency shortfall."""
    axes = [(str(row["title"]), _effect(row)) for row in lifts.head(MOST_STEPS).to_dict("records")]
    short = competencies[(competencies["gap"] < 0) | (competencies["next_gap"] < 0)]
    short = short.sort_values(["gap", "next_gap"], kind="stable")
    levels = [_competency_step(row) for row in short.head(MOST_STEPS).to_dict("records")]
    return [*axes[:2], *levels[:1], *axes[2:], *levels[1:]][:MOST_STEPS]


def _effect(lift: Row) -> str:
    name = terms.AXIS_LABELS[terms.Axis(lift["axis"])]
    rise = f"{name} naik dari {terms.format_number(lift['from_score'])} menjadi {terms.format_number(lift['to_score'])}"
    reached = f": {level_label(lift['axis'], lift['to_level'])}" if lift["from_level"] != lift["to_level"] else ""
    return f"{_advice(lift['text'])} {rise}{reached}.".strip()


def _competency_step(entry: Row) -> tuple[str, str]:
    is_now = entry["gap"] < 0
    wanted = entry["required_level" if is_now else "next_required_level"]
    label = terms.COMPETENCY_LABELS[str(entry["competency"])]
    need = "jabatan sekarang" if is_now else "jenjang berikutnya"
    effect = f"Ini memenuhi syarat {need}: tingkat {terms.format_number(float(wanted), 0)}."
    return f"Tingkatkan {label[:1].lower() + label[1:]}", f"{_advice(entry['development'])} {effect}".strip()


def _advice(text: Any) -> str:
    """Return as many whole clauses of an advice as fit; clauses are separated by semicolons."""
    clauses = [] if pd.isna(text) else [clause.strip(" .") for clause in str(text).split(";") if clause.strip(" .")]
    fitting = [count for count in range(1, len(clauses) + 1) if len("; ".join(clauses[:count])) <= STEP_LENGTH]
    said = "; ".join(clauses[: max(fitting, default=1)])
    return f"{shorten(said, STEP_LENGTH)}." if said else ""


def row_words(parts: Sequence[Any]) -> str:
    """Join the parts that are given with a comma; dates in the short form."""
    texts = [
        terms.format_date(part, short=True) if hasattr(part, "year") else str(part)
        for part in parts
        if not pd.isna(part)
    ]
    return ", ".join(text for text in texts if text)
