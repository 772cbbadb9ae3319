"""The lower part of the person card: components with source and date, competencies with gaps, history of posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from talenta_lib.present.profile_words import competency_title
from talenta_lib.present.strips import competency_steps
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.present.theme import on_screen
from talenta_lib.present.wording import post_text
from talenta_lib.round import RoundResult
from talenta_lib.terms import (
    AXIS_LABELS,
    COMPETENCY_LABELS,
    MISSING,
    Axis,
    format_date,
    format_number,
    format_pct,
    format_term,
)

Row = Mapping[Any, Any]


def details(result: RoundResult, nip: str) -> str:
    """Return the blocks of one official of the round."""
    person = result.people[result.people["nip"] == nip].iloc[0]
    parts = result.components[result.components["nip"] == nip]
    service = result.dossier.service
    return "".join((
        *(_axis(parts[parts["axis"] == axis], axis) for axis in Axis),
        _competencies(result.competencies[result.competencies["nip"] == nip], person),
        _history(service[service["nip"] == nip], pd.Timestamp(result.parameters.as_of)),
    ))  # fmt: skip


def _axis(components: pd.DataFrame, axis: Axis) -> str:
    """Return the components of an axis with score and weight, and what was found above its file and date."""
    dates = components["source_date"].map(lambda day: format_date(day, short=True))
    origin = (components["source"] + ", " + dates).fillna(f"sumber {MISSING}")
    shown = components.assign(
        found=components["observed"].fillna(components["missing_reason"]) + "\n" + origin,
        share=components["weight"].astype(float).map(format_pct),
    )
    columns = {"label": "Komponen", "found": "Ditemukan dan sumber", "score": "Nilai", "share": "Bobot"}
    table = html_table(shown, columns, align={"share": "r"}, formats={"found": _two_lines}, row_header="label")
    return f"<h3>Asal angka {AXIS_LABELS[axis].lower()}</h3>{table}"


def _two_lines(words: str) -> Markup:
    """Return what was found, and under it where."""
    found, origin = words.split("\n")
    return Markup(f'{escape(found)}<br><span class="sub">{escape(origin)}</span>')


def _competencies(competencies: pd.DataFrame, person: pd.Series) -> str:
    """Return the levels against both needs, what closes a gap, and the day of the assessment."""
    short = competencies[competencies["gap"] < 0]
    advice = "".join(
        f"<li><b>{COMPETENCY_LABELS[str(row.competency)]}</b> kurang {format_number(-float(str(row.gap)))}"
        f"{_advice(row.development)}</li>"
        for row in short.itertuples()
    )
    steps = f'<div class="lebar">{on_screen(competency_steps(competencies))}</div>'
    return (
        f'<h3>{competency_title(competencies)}</h3><p class="sub">{_assessed(person)}</p>{steps}'
        f"{f'<ul>{advice}</ul>' if advice else ''}"
    )


def _advice(words: object) -> str:
    return "" if pd.isna(words) or not words else f": {escape(str(words))}"  # type: ignore[call-overload]


def _assessed(person: pd.Series) -> str:
    """Say when the official was assessed and until when that holds."""
    if pd.isna(person["assessment_date"]):
        return f"Asesmen {MISSING}."
    end = (
        "sudah kedaluwarsa" if person["is_stale"] else f"berlaku sampai {format_date(person['assessment_valid_until'])}"
    )
    return f"Asesmen {format_date(person['assessment_date'])}, {end}."


def _history(service: pd.DataFrame, day: pd.Timestamp) -> str:
    """Return the posts held in full, newest first, with how long."""
    if service.empty:
        return f"<h3>Riwayat jabatan</h3><p>Riwayat {MISSING}.</p>"
    posts: Sequence[Row] = service.sort_values("start_date", ascending=False).to_dict("records")
    rows = [
        (post_text(one["jabatan"], one["opd"]), _years(one["start_date"], one["end_date"]), _term(one, day))
        for one in posts
    ]
    shown = pd.DataFrame(rows, columns=["post", "span", "term"])
    table = html_table(shown, {"post": "Jabatan", "span": "Masa", "term": "Lama"}, row_header="post")
    return f"<h3>Riwayat {len(rows)} jabatan</h3>{table}"


def _term(post: Row, day: pd.Timestamp) -> str:
    return format_term(post["start_date"], day if pd.isna(post["end_date"]) else post["end_date"])


def _years(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """Say a term by its years: ``2018–2021``, ``sejak 2023``."""
    return f"sejak {start.year}" if pd.isna(end) else f"{start.year}–{end.year}"
