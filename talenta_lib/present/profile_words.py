"""Sentences of the Lembar Profil: plain, to "Anda", the number early, doubt said as doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present.drawing import shorten
from talenta_lib.present.lattice import Bands
from talenta_lib.present.marks import probability_words
from talenta_lib.present.wording import capital, count_words

NEARLY: Final = 1.0
"""Points under a cut-off within which the sheet says "hampir"."""

MOST_STEPS: Final = 3
STEP_LENGTH: Final = 80
TITLE_LENGTH: Final = 50
MISSING_LENGTH: Final = 110
_ALL_OF: Final = {2: "Kedua", 3: "Ketiga", 4: "Keempat", 5: "Kelima"}
_LABELS: Final = {terms.Axis.PERFORMANCE: terms.PERFORMANCE_LABELS, terms.Axis.POTENTIAL: terms.POTENTIAL_LABELS}

Row = Mapping[Any, Any]


def level_label(axis: str, level: Any) -> str:
    """Return the official word of a level of an axis; missing gives "belum dapat ditetapkan"."""
    return "belum dapat ditetapkan" if pd.isna(level) else _LABELS[terms.Axis(axis)][terms.Level(level)]


def finding(person: Row, bands: Bands) -> str:
    """Return the one finding of the sheet: both axes in words, or what is missing and that this is no low value."""
    if pd.isna(person["kotak"]):
        missing = _listed([part.strip() for part in str(person["missing"]).split(";") if part.strip()])
        return f"Kotak belum dapat ditetapkan: {missing or 'data'} belum ada. Ini bukan nilai rendah."
    return " ".join(_axis_sentence(person, axis, bands[axis]) for axis in terms.Axis)


def _listed(names: Sequence[str]) -> str:
    """Join as many whole names as fit in a finding; the others are counted."""
    fitting = [count for count in range(1, len(names) + 1) if len(", ".join(names[:count])) <= MISSING_LENGTH]
    shown = max(fitting, default=1)
    others = [f"{len(names) - shown} data lain"] * (len(names) > shown)
    return terms.join_words([*names[:shown], *others])


def _axis_sentence(person: Row, axis: terms.Axis, cuts: tuple[float, float]) -> str:
    score, name = person[f"{axis}_score"], terms.AXIS_LABELS[axis]
    for cut, level in zip(cuts, (terms.Level.MEDIUM, terms.Level.HIGH), strict=True):
        if not pd.isna(score) and 0 < cut - score <= NEARLY and person[f"{axis}_level"] != level:
            lack = terms.format_score(cut - score, [0])
            return f"{name} Anda hampir {level_label(axis, level)}: kurang {lack} angka."
    return f"{name} Anda {level_label(axis, person[f'{axis}_level'])}."


def sides_title(sides: pd.DataFrame) -> str:
    """Return "Empat dari lima sisi memenuhi standar jabatan", counting only sides with a score and a standard."""
    known = sides["difference"].dropna().round(9)
    if known.empty:
        return "Lima sisi: belum ada data yang dapat dibandingkan"
    met = int((known >= 0).sum())
    if met == 0:
        return "Belum ada sisi yang memenuhi standar jabatan"
    if met < len(known):
        return f"{capital(count_words(met))} dari {count_words(len(known))} sisi memenuhi standar jabatan"
    if met == len(sides):
        return f"{_ALL_OF.get(met, 'Semua')} sisi memenuhi standar jabatan"
    return f"{_ALL_OF.get(met, 'Satu-satunya')} sisi yang dinilai memenuhi standar"


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
    probability = probability_words([float(person[f"p_{number}"]) for number in range(1, 10)], int(kotak))
    return f"Kotak {kotak}, peluang {probability}", caption


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


def next_steps(person: Row, lifts: pd.DataFrame, competencies: pd.DataFrame, bands: Bands) -> list[tuple[str, str]]:
    """Return at most three steps as (title, effect).

    First what completes missing data, then two steps of the axes, then the largest competency shortfall.
    """
    is_missing = lifts["is_missing"].astype(bool)
    known = lifts[~is_missing].head(MOST_STEPS).to_dict("records")
    axes = [(str(row["title"]), _effect(row, bands)) for row in known]
    short = competencies[(competencies["gap"] < 0) | (competencies["next_gap"] < 0)]
    short = short.sort_values(["gap", "next_gap"], kind="stable")
    levels = [_competency_step(row) for row in short.head(MOST_STEPS).to_dict("records")]
    data = _data_steps(person, lifts[is_missing], bands)
    return [*data, *axes[:2], *levels[:1], *axes[2:], *levels[1:]][:MOST_STEPS]


def _data_steps(person: Row, lifts: pd.DataFrame, bands: Bands) -> list[tuple[str, str]]:
    """Return the steps that complete missing data, with the range the axis is known to lie in until then."""
    steps = []
    for row in lifts.to_dict("records"):
        name, cuts = terms.AXIS_LABELS[terms.Axis(row["axis"])].lower(), bands[row["axis"]]
        low, high = (terms.format_score(row[f"{side}_score"], cuts) for side in ("from", "to"))
        known = f"Tanpa data ini {name} Anda hanya diketahui antara {low} dan {high}."
        steps.append((str(row["title"]), f"{row['text']} {known}"))
    if steps and pd.isna(person["kotak"]):
        title, effect = steps[-1]
        what = "Dengan data ini" if len(steps) == 1 else f"Dengan {count_words(len(steps))} langkah ini"
        steps[-1] = title, f"{effect} {what} kotak dapat ditetapkan."
    return steps


def _effect(lift: Row, bands: Bands) -> str:
    name = terms.AXIS_LABELS[terms.Axis(lift["axis"])]
    before, after = (terms.format_score(lift[f"{side}_score"], bands[lift["axis"]]) for side in ("from", "to"))
    rise = f"{name} naik dari {before} menjadi {after}"
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


def source_name(source: Any) -> str:
    """Return the name of a source file without its extension; empty where unknown.

    >>> source_name("kinerja.csv"), source_name("e-Kinerja, kinerja.xlsx")
    ('kinerja', 'e-Kinerja, kinerja')
    """
    return "" if pd.isna(source) else str(source).rpartition(".")[0] or str(source)
