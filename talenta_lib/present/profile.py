"""Lembar Profil: one A4 page for one official, doubt drawn, the origin of each number; names nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from talenta_lib import terms
from talenta_lib.present import marks
from talenta_lib.present import profile_words as words
from talenta_lib.present.drawing import shorten
from talenta_lib.present.lattice import Bands
from talenta_lib.present.pages.page import board_bands, classification
from talenta_lib.present.pdf import document, html_to_pdf
from talenta_lib.present.record_words import trace_words
from talenta_lib.present.strips import competency_steps, sides_strip
from talenta_lib.present.wording import capital, count_words
from talenta_lib.round import RoundResult

Row = Mapping[Any, Any]
TITLE: Final = "Lembar Profil Talenta"
LONG_NAME: Final = 40
LONG_POST: Final = 80
LONG_FINDING: Final = 76
DENSITIES: Final = ("lembar", "lembar padat", "lembar padat rapat")
"""CSS classes of the sheet, airy first: the first that takes one page is used."""

LONG_LABEL: Final = 100
LONG_SOURCE: Final = 60
_SIDE_LEGEND: Final = {
    "sure": "nilai", "borderline": "di bawah standar", "standard": "standar jabatan", "band": "rentang ulang",
}  # fmt: skip
_ORIGIN_HEAD: Final = (
    '<th scope="col">Komponen</th><th scope="col" class="r">Nilai</th><th scope="col" class="r">Bobot</th>'
    '<th scope="col" class="r">Sumbangan</th><th scope="col" class="batang">bobot</th>'
    '<th scope="col">Sumber dan tanggal</th>'
)


@dataclass(frozen=True)
class ProfileFacts:
    """What the sheet says besides the tables: cut-offs per axis, dates, scheme, doubt, where to ask for correction."""

    bands: Bands
    data_date: dt.date
    scheme: str
    doubt: str
    agency: str
    correction_until: dt.date | None = None


def profile_html(
    person: Row, components: pd.DataFrame, sides: pd.DataFrame, competencies: pd.DataFrame, lifts: pd.DataFrame,
    *, facts: ProfileFacts,
) -> str:  # fmt: skip
    """Return the body of the sheet of one official (HTML for ``css/profil.css``).

    Parameters
    ----------
    person : row of the people table.
    components, sides, competencies, lifts : rows of this official only, in the order they are to be shown.
    facts : the rest of the sheet.
    """
    finding = words.finding(person, facts.bands)
    return "\n".join(
        (
            _who(person, facts),
            f'<p class="temuan{_long(finding, LONG_FINDING)}">{escape(finding)}</p>',
            _row(_sides(sides), _kotak(person)),
            _row(_competencies(competencies), _steps(words.next_steps(person, lifts, competencies, facts.bands))),
            _origin(person, components, facts),
            _rights(person, facts),
        )
    )


def _long(text: str, limit: int) -> str:
    return " panjang" if len(text) > limit else ""


def profile_document(result: RoundResult, nip: str) -> Iterator[str]:
    """Return the whole HTML document of the sheet of one official of a round; ``ValueError`` for an unknown NIP."""
    people = result.people[result.people["nip"] == nip]
    if people.empty:
        raise ValueError(f"no official with NIP {nip} in this round")
    parts = (result.components, result.sides, result.competencies, result.lifts)
    components, sides, competencies, lifts = (table[table["nip"] == nip] for table in parts)
    doubt = "Keandalan alat ukur sebagian asumsi." if result.doubt.assumed else ""
    facts = ProfileFacts(
        bands=board_bands(result.scheme), data_date=result.parameters.as_of, scheme=result.scheme.label, doubt=doubt,
        agency=result.parameters.agency, correction_until=result.parameters.deadlines.get("kelengkapan"),
    )  # fmt: skip
    body = profile_html(people.iloc[0].to_dict(), components, sides, competencies, lifts, facts=facts)
    return densities(
        body, title=TITLE, head_title=f"{TITLE} · {result.parameters.title} · {result.parameters.region}",
        classification=classification(result, draft=False), fingerprint=trace_words(result.input_part),
    )  # fmt: skip


def densities(body: str, **words: str) -> Iterator[str]:
    """Yield the document of a sheet, the airiest setting first; ``words`` as for ``document``."""
    for density in DENSITIES:
        yield document(f'<div class="{density}">{body}</div>', style="profil", **words)


def write_profile(result: RoundResult, nip: str, path: Path) -> Path:
    """Write the sheet of one official as a tagged PDF of one page."""
    return html_to_pdf(profile_document(result, nip), path, title=TITLE)


def _row(left: str, right: str) -> str:
    return f'<div class="baris"><div class="k1">{left}</div><div class="k2">{right}</div></div>'


def _block(title: str, caption: str, content: str) -> str:
    return f'<h2>{escape(title)}</h2><p class="sub">{caption}</p>{content}'


def _who(person: Row, facts: ProfileFacts) -> str:
    name, post = str(person["nama"]), str(person["jabatan"])
    rank = words.row_words([person["pangkat"], person["golongan"]])
    since = person["jabatan_start_date"]
    term: str = "" if pd.isna(since) else f" ({terms.format_term(since, facts.data_date)})"
    cells = {
        "NIP": terms.format_nip(str(person["nip"])),
        "Pangkat, golongan": f"{rank or terms.MISSING}{_since(person['golongan_start_date'])}",
        "Dalam jabatan sejak": f"{terms.format_date(since)}{term}",
        "Data per": terms.format_date(facts.data_date),
    }
    row = "".join(f"<td><span>{label}</span>{escape(value)}</td>" for label, value in cells.items())
    eselon: str = "" if pd.isna(person["eselon"]) else f" (eselon {person['eselon']})"
    table = f'<table class="data"><tr>{row}</tr></table>'
    return (
        f'<header class="siapa"><h1 class="nama{_long(name, LONG_NAME)}">{escape(shorten(name, 110))}</h1>'
        f'<p class="jab{_long(post, LONG_POST)}">{escape(shorten(post, 150) + eselon)}</p>{table}</header>'
    )


def _since(date: Any) -> str:
    return "" if pd.isna(date) else f" ({terms.format_date(date)})"


def _sides(sides: pd.DataFrame) -> str:
    caption = "".join(f"<span>{marks.legend_mark(kind)}{label}</span>" for kind, label in _SIDE_LEGEND.items())
    return _block(words.sides_title(sides), caption, sides_strip(sides))


def _kotak(person: Row) -> str:
    title, caption = words.kotak_title(person)
    kotak: int | None = None if pd.isna(person["kotak"]) else int(person["kotak"])
    possible = [int(part) for part in str(person.get("possible_kotak", "")).split(";") if part.isdigit()]
    shares = [float(person[f"p_{number}"]) for number in range(1, 10)]
    cells = marks.nine_cells(shares, kotak, possible=possible if kotak is None else ())
    return _block(title, escape(caption), cells)


def _competencies(competencies: pd.DataFrame) -> str:
    caption = "Tingkat 1–5. Bidang terisi: syarat jabatan sekarang."
    if competencies["next_required_level"].notna().any():
        caption += " Bidang putus-putus: syarat satu jenjang di atasnya."
    return _block(words.competency_title(competencies), caption, competency_steps(competencies))


def _steps(steps: list[tuple[str, str]]) -> str:
    if not steps:
        return _block("Langkah berikutnya", "Belum ada langkah yang dapat dihitung dari data yang ada.", "")
    items = "".join(f"<li><b>{escape(title)}.</b> {escape(effect)}</li>" for title, effect in steps)
    title = f"{capital(count_words(len(steps)))} langkah berikutnya"
    return _block(title, "Pengaruhnya dihitung dari skema.", f'<ol class="langkah">{items}</ol>')


def _origin(person: Row, components: pd.DataFrame, facts: ProfileFacts) -> str:
    largest = float(components["weight"].max()) if len(components) else 1.0
    rows: list[str] = []
    for axis in terms.Axis:
        members = components[components["axis"] == axis]
        rows.extend(_component(row, largest) for row in members.to_dict("records"))
        rows.append(_total(person, axis, float(members["weight"].sum()), facts.bands[axis]))
    return (
        f'<h2>Asal setiap angka</h2><table class="asal"><thead><tr>{_ORIGIN_HEAD}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _component(row: Row, largest: float) -> str:
    score, weight = float(row["score"]), float(row["weight"])
    observed = "" if pd.isna(row["observed"]) or not row["observed"] else f": {row['observed']}"
    source = row["missing_reason"]
    if not row["is_missing"]:
        source = words.row_words([words.source_name(row["source"]), row["source_date"]])
    decimals = 0 if score.is_integer() else 1
    cells = (
        f"<td>{escape(shorten(str(row['label']) + observed, LONG_LABEL))}</td>",
        f'<td class="r">{terms.format_number(score, decimals)}</td>',
        f'<td class="r">{terms.format_pct(weight, 0 if round(100 * weight, 6).is_integer() else 1)}</td>',
        f'<td class="r">{terms.format_number(float(row["contribution"]), 2)}</td>',
        f'<td class="batang">{marks.contribution_bar(score, weight, largest=largest, width=52)}</td>',
        f"<td>{escape(shorten(source, LONG_SOURCE))}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _total(person: Row, axis: terms.Axis, weight: float, cuts: tuple[float, float]) -> str:
    score, low, high = (person[f"{axis}_{part}"] for part in ("score", "low", "high"))
    value = terms.format_score(None if pd.isna(score) else score, cuts)
    if pd.isna(score) and not pd.isna(low) and not pd.isna(high):
        value = f"{terms.format_score(low, cuts)}–{terms.format_score(high, cuts)}"
    limits = terms.join_words([terms.format_number(cut, 0 if float(cut).is_integer() else 1) for cut in cuts])
    level, limits = words.level_label(axis, person[f"{axis}_level"]), f" (batas {limits})"
    cells = f'<td class="r">{terms.format_pct(weight)}</td><td class="r">{value}</td><td></td>'
    return (
        f'<tr class="jumlah"><td><b>{terms.AXIS_LABELS[axis]}</b></td><td></td>{cells}'
        f"<td><b>{level}</b>{limits if pd.notna(person[f'{axis}_level']) else ''}</td></tr>"
    )


def _rights(person: Row, facts: ProfileFacts) -> str:
    until = f" paling lambat {terms.format_date(facts.correction_until)}" if facts.correction_until else ""
    first = [f"Skema {facts.scheme}.", _validity(person, facts.data_date), facts.doubt]
    ask = f"Ajukan perbaikan ke {facts.agency}{until}."
    return (
        f'<p class="hak">{escape(" ".join(part for part in first if part))}</p>'
        f'<p class="hak"><b>Ada data yang keliru?</b> {escape(ask)}</p>'
    )


def _validity(person: Row, data_date: dt.date) -> str:
    start, end = person["assessment_date"], person["assessment_valid_until"]
    if pd.isna(start):
        return "Asesmen belum ada."
    said = f"Asesmen {terms.format_date(start, short=True)}"
    if pd.isna(end):
        return f"{said}."
    is_over = end < pd.Timestamp(data_date)
    return f"{said} {'hanya berlaku' if is_over else 'berlaku'} sampai {terms.format_date(end, short=True)}."
