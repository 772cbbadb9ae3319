"""The person card: kotak with its doubt, both axes, five sides, parts with source, gaps, posts it is ready for."""

from __future__ import annotations

from html import escape

import pandas as pd

from talenta_lib.present.lattice import Bands
from talenta_lib.present.marks import nine_cells
from talenta_lib.present.pages.page import board_bands
from talenta_lib.present.strips import competency_steps, sides_strip
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import (
    AXIS_LABELS,
    MISSING,
    PERFORMANCE_LABELS,
    POTENTIAL_LABELS,
    Axis,
    Level,
    format_date,
    format_number,
    format_pct,
    format_score,
)

EMPTY = '<p class="sub">Klik satu titik, atau pilih nama, untuk membuka kartu pejabat.</p>'


def person_card(result: RoundResult, nip: str | None) -> str:
    """Return the card of one official as HTML; a hint where nobody is chosen."""
    chosen = result.people[result.people["nip"] == nip]
    if chosen.empty:
        return EMPTY
    person = chosen.iloc[0]
    mine = {name: getattr(result, name)[getattr(result, name)["nip"] == nip] for name in
            ("components", "sides", "competencies", "candidates")}  # fmt: skip
    return "".join((
        f"<h2>{escape(str(person['nama']))}</h2><p>{escape(str(person['jabatan']))} ({escape(str(person['eselon']))})</p>",
        _pills(person, board_bands(result.scheme)),
        _doubt(person),
        f"<h3>Lima sisi terhadap standar jabatan</h3>{sides_strip(mine['sides'], width=330)}",
        f"<h3>Kompetensi</h3>{competency_steps(mine['competencies'], width=400)}",
        f"<h3>Asal setiap angka</h3>{_parts(mine['components'])}",
        _ready(mine["candidates"]),
    ))  # fmt: skip


def _pills(person: pd.Series, bands: Bands) -> str:
    """Return kotak and garis batas as pills, and both axes in words."""
    kotak = "Kotak belum dapat ditetapkan" if pd.isna(person["kotak"]) else f"Kotak {person['kotak']}"
    pills = f'<span class="pil">{kotak}</span>'
    pills += '<span class="pil batas">Garis batas</span>' if person["is_borderline"] else ""
    labels = {Axis.PERFORMANCE: PERFORMANCE_LABELS, Axis.POTENTIAL: POTENTIAL_LABELS}
    axes = [
        f"{AXIS_LABELS[axis]} <b>{format_score(person[f'{axis}_score'], bands[axis])}</b>"
        + ("" if pd.isna(person[f"{axis}_level"]) else f" ({labels[axis][Level(person[f'{axis}_level'])]})")
        for axis in Axis
    ]
    missing = (
        f"<p>Belum ada: {escape(str(person['missing']))}. Ini bukan nilai rendah.</p>" if person["missing"] else ""
    )
    return f"<p>{pills}</p><p>{' · '.join(axes)}</p>{missing}"


def _doubt(person: pd.Series) -> str:
    """Return the nine small cells with whole percentages, where probabilities are stated."""
    shares = [float(person[f"p_{kotak}"]) for kotak in KOTAK]
    if any(pd.isna(share) for share in shares):
        return ""
    kotak = None if pd.isna(person["kotak"]) else int(person["kotak"])
    return f"<h3>Peluang kotak yang sebenarnya</h3>{nine_cells(shares, kotak, width=300)}"


def _parts(components: pd.DataFrame) -> str:
    """Return the components with score and weight, and what was found above the file and date it came from."""
    dates = components["source_date"].map(lambda day: format_date(day, short=True))
    origin = (components["source"] + ", " + dates).fillna(f"sumber {MISSING}")
    shown = components.assign(
        found=components["observed"].fillna(components["missing_reason"]) + "\n" + origin,
        share=components["weight"].astype(float).map(format_pct),
    )
    columns = {"label": "Komponen", "found": "Ditemukan dan sumber", "score": "Nilai", "share": "Bobot"}
    return html_table(shown, columns, align={"share": "r"}, formats={"found": _two_lines}, row_header="label")


def _two_lines(words: str) -> Markup:
    """Return what was found, and under it where."""
    found, origin = words.split("\n")
    return Markup(f'{escape(found)}<br><span class="sub">{escape(origin)}</span>')


def _ready(candidates: pd.DataFrame) -> str:
    """Return the vacant posts that the official is ready for, now or soon."""
    if candidates.empty:
        return ""
    rows = "".join(
        f"<li>{escape(str(row.jabatan))}: {'siap sekarang' if row.readiness == 'siap' else 'siap 1–2 tahun'}, "
        f"kesesuaian {format_number(float(str(row.fit_score)))}</li>"
        for row in candidates.itertuples()
    )
    return f"<h3>Jabatan kosong yang dapat diisi</h3><ul>{rows}</ul>"
