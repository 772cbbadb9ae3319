"""What was found of an official for a post, said in Indonesian, one short text per component."""

from __future__ import annotations

import numpy as np
import pandas as pd

from talenta_lib.placement.fit.components import Grounds
from talenta_lib.placement.fit.scheme import FIT_LABELS, FitComponent
from talenta_lib.talent.evidence import say
from talenta_lib.terms import COMPETENCY_LABELS, format_number, format_term, join_words

LONGEST_LIST = 3


def say_observed(grounds: Grounds, component: FitComponent, row: int, column: int) -> str:
    """Say what a component rests on for one official and one post; where it is missing, what is missing."""
    if component == FitComponent.KESESUAIAN:
        return _say_competencies(grounds, row, column)
    if component == FitComponent.PENGALAMAN_RUMPUN:
        return _say_experience(grounds, row, column)
    if component == FitComponent.BIDANG_ILMU:
        return _say_field(grounds, row, column)
    return _say_personal(grounds, component, row)


def _say_competencies(grounds: Grounds, row: int, column: int) -> str:
    """Name the largest shortfalls of competency."""
    gaps = grounds.levels[row] - grounds.required[column]
    if np.isnan(grounds.required[column]).any():
        return "standar kompetensi jabatan belum ada"
    if np.isnan(gaps).any():
        return "belum ada asesmen yang berlaku"
    short = [place for place in np.argsort(gaps, kind="stable") if gaps[place] < 0]
    if not short:
        return "memenuhi semua standar kompetensi"
    labels = [COMPETENCY_LABELS[name] for name in grounds.dossier.levels.columns]
    said = [f"{_short_number(-gaps[place])} pada {labels[place]}" for place in short[:LONGEST_LIST]]
    rest = [f"{len(short) - LONGEST_LIST} kompetensi lain"] if len(short) > LONGEST_LIST else []
    return f"kurang {join_words([*said, *rest])}"


def _short_number(value: float) -> str:
    """Format a number with one decimal only where it has one."""
    return format_number(value, 0 if value == round(value) else 1)


def _say_experience(grounds: Grounds, row: int, column: int) -> str:
    """Say how long the official has served in the rumpun of the post."""
    experience, rumpun = grounds.experience, grounds.posts["rumpun"].iloc[column]
    if pd.isna(rumpun):
        return "rumpun jabatan belum diisi"
    if not experience.has_history[row]:
        return "belum ada riwayat jabatan"
    days = int(experience.days[row, experience.wanted[column]])
    start = pd.Timestamp(grounds.day) - pd.Timedelta(days=days)
    found = f"{format_term(start, grounds.day)} di rumpun {rumpun}" if days else f"belum pernah di rumpun {rumpun}"
    return f"{found}, riwayat lain tanpa rumpun" if experience.unclear_days[row] else found


def _say_field(grounds: Grounds, row: int, column: int) -> str:
    """Say level and field of study, and what the post asks for where they differ."""
    official, wanted = grounds.dossier.officials.iloc[row], grounds.posts["required_fields"].iloc[column]
    if pd.isna(wanted):
        return "jabatan tidak menyebut bidang ilmu"
    if pd.isna(official["education_field"]):
        return "bidang ilmu belum ada"
    found = " ".join(str(official[name]) for name in ("education_level", "education_field") if pd.notna(official[name]))
    fields = [one.strip() for one in wanted.split(";")]
    is_named = official["education_field"].casefold() in {one.casefold() for one in fields}
    return found if is_named else f"{found}, jabatan meminta {' / '.join(fields)}"


def _say_personal(grounds: Grounds, component: FitComponent, row: int) -> str:
    """Say a score that the official brings to every post: the newest predikat, else the number."""
    score, official = grounds.personal[component][row], grounds.dossier.officials.iloc[row]
    if np.isnan(score):
        return f"{FIT_LABELS[component].lower()} belum ada"
    ratings = grounds.dossier.ratings
    newest = ratings[(ratings["nip"] == official["nip"]) & ratings["predikat"].notna()].head(1)
    if component == FitComponent.REKAM_JEJAK and len(newest):
        return f"{say(newest['predikat'].iloc[0])} {newest['year'].iloc[0]}"
    box = f", kotak {official['kotak']}" if component == FitComponent.TALENTA and pd.notna(official["kotak"]) else ""
    return f"nilai {format_number(score)}{box}"
