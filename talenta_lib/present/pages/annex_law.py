"""Annex for the committee, part three: the scheme with its scales, and the rules with who confirmed them."""

from __future__ import annotations

from html import escape

import pandas as pd

from talenta_lib.present.pages.page import Page, annex
from talenta_lib.present.tables import html_table
from talenta_lib.regulations import (
    EVIDENCE_LABELS,
    ActingMeasure,
    Band,
    CategoryMeasure,
    CombinedMeasure,
    CountMeasure,
    FieldMatchMeasure,
    JpmMeasure,
    Scheme,
    ServiceYearsMeasure,
    VarietyMeasure,
    rules_table,
)
from talenta_lib.round import RoundResult
from talenta_lib.terms import AXIS_LABELS, POTENTIAL_LABELS, Axis, format_date, format_number, join_words

LONGEST_VALUE = 700
UNKNOWN = "belum diketahui"
SHORT_VALUE = 12
AXIS_COLUMNS = {
    "component": "Komponen",
    "weight": "Bobot",
    "instrument": "Alat ukur",
    "scale": "Skala",
    "evidence": "Bukti",
}


def scheme_page(result: RoundResult) -> Page:
    """Return the scheme: weights, scales, cut-offs, with its evidence and who confirmed it."""
    scheme = result.scheme
    younger = (
        " Skema terbit sesudah tanggal data: ini simulasi dengan skema yang terbit kemudian."
        if result.is_scheme_younger
        else ""
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in scheme.notes)
    return annex(
        "skema",
        f"Skema yang dipakai: {scheme.label}",
        f"{_confirmed(result)}.{younger} Sumber: {scheme.citation} ({EVIDENCE_LABELS[scheme.citation.evidence]}).",
        *(_axis_block(scheme, axis) for axis in Axis),
        f"<ul>{notes}</ul>" if notes else "",
    )


def _confirmed(result: RoundResult) -> str:
    """Say who confirmed the scheme, or that nobody has."""
    confirmed = [who for who in result.parameters.confirmations if who.scheme == result.scheme.name]
    people = [f"{who.by} ({who.office}), {format_date(who.date)}, {who.document}" for who in confirmed]
    return f"Disahkan oleh {join_words(people)}" if people else "Belum disahkan instansi: laporan ini konsep"


def _axis_block(scheme: Scheme, axis: Axis) -> str:
    """Return the cut-offs and the components of one axis, each with weight, scale and evidence of the scale."""
    heading = f"<h3>{AXIS_LABELS[axis]}: {escape(say_bands(scheme, axis))}</h3>"
    table = axis_parts(scheme, axis)
    if table.empty:
        return f"{heading}<p>Komponen belum diketahui.</p>"
    widths = {"component": "36mm", "instrument": "36mm", "weight": "13mm", "evidence": "12mm"}
    align = {"weight": "r", "evidence": "c"}
    return heading + html_table(table, AXIS_COLUMNS, align=align, row_header="component", widths=widths)


def say_bands(scheme: Scheme, axis: Axis) -> str:
    """Say the bands of an axis: ``rendah di bawah 60, menengah 60 sampai di bawah 80, tinggi 80 ke atas``."""
    return ", ".join(_say_band(band) for band in scheme.axes[axis].bands or ()) or "batas belum diketahui"


def axis_parts(scheme: Scheme, axis: Axis) -> pd.DataFrame:
    """Return the components of an axis as text (``AXIS_COLUMNS``)."""
    rows = []
    for part in scheme.axes[axis].components:
        weight = UNKNOWN if part.weight is None else f"{part.weight:g}%".replace(".", ",")
        if part.instrument is None:
            rows.append((part.label, weight, UNKNOWN, UNKNOWN, ""))
            continue
        instrument = scheme.instrument(part.instrument)
        scale = say_scale(scheme, part.instrument)
        rows.append((part.label, weight, instrument.label, scale, instrument.citation.evidence))
    return pd.DataFrame(rows, columns=list(AXIS_COLUMNS))


def _say_band(band: Band) -> str:
    """Say a band: ``rendah di bawah 60``, ``menengah 60 sampai di bawah 80``, ``tinggi 80 ke atas``."""
    word = POTENTIAL_LABELS[band.level]
    start = "" if band.lower is None else f"{'' if band.lower_closed else 'di atas '}{_bound(band.lower)}"
    if band.upper is None:
        return f"{word} {start} ke atas" if band.lower_closed else f"{word} {start}"
    end = f"{'' if band.upper_closed else 'di bawah '}{_bound(band.upper)}"
    return f"{word} {start} sampai {end}" if start else f"{word} {'sampai ' if band.upper_closed else ''}{end}"


def _bound(value: float) -> str:
    """Return a cut-off without needless decimals."""
    return format_number(value, 0 if float(value).is_integer() else 1)


def say_scale(scheme: Scheme, instrument_id: str) -> str:
    """Say how an instrument turns what is found into a score: ``sangat baik 100, baik 80, ...``."""
    measure = scheme.instrument(instrument_id).measure
    match measure:
        case CategoryMeasure() | ActingMeasure():
            parts = [f"{code.replace('_', ' ')} {_bound(score)}" for code, score in measure.scale.items()]
            if isinstance(measure, CategoryMeasure) and measure.under_way_score is not None:
                parts.append(f"sedang menjalani {_bound(measure.under_way_score)}")
            if isinstance(measure, ActingMeasure):
                parts.append(f"tidak ada {_bound(measure.none)}")
        case CountMeasure() | ServiceYearsMeasure():
            unit = "dokumen" if isinstance(measure, CountMeasure) else "tahun"
            parts = [f"{_bound(band.at_least)} {unit} atau lebih {_bound(band.score)}" for band in measure.bands]
        case VarietyMeasure():
            parts = [f"lintas instansi {_bound(measure.lintas_instansi)}", f"lintas unit {_bound(measure.lintas_unit)}",
                     f"satu unit {_bound(measure.satu_unit)}"]  # fmt: skip
        case FieldMatchMeasure():
            parts = [f"sesuai jabatan {_bound(measure.match)}", f"tidak sesuai {_bound(measure.other)}"]
        case JpmMeasure():
            parts = [
                "jumlah level dibagi jumlah syarat × 100" + (", paling tinggi 100" if measure.cap == "total" else "")
            ]
        case CombinedMeasure():
            how = "rata-rata" if measure.type == "mean" else "tertinggi"
            parts = [f"{how} dari " + "; ".join(f"({say_scale(scheme, name)})" for name in measure.of)]
        case _:
            parts = ["nilai 0–100 seperti pada data"]
    return ", ".join(parts)


def rules_in_force(result: RoundResult) -> Page:
    """Return the rules that this report rests on, with citation, evidence and confirmation by the agency."""
    table = confirmed_rules(result)
    return annex(
        "ketentuan",
        rules_finding(result),
        f"Ketentuan yang berlaku pada {format_date(result.parameters.as_of)}. Bukti: S dibaca pada sumber publik, "
        "C praktik aplikasi, G pengetahuan umum, I simpulan.",
        html_table(table, {"label": "Ketentuan", "value": "Isi", "citation": "Dasar", "evidence": "Bukti", "state": "Pengesahan"},
                   align={"evidence": "c"}, row_header="label",
                   widths={"label": "40mm", "citation": "32mm", "evidence": "11mm", "state": "25mm"}),
        "<h3>Dasar hukum</h3>",
        f"<p>{escape(_legal_chain(result))}</p>",
    )  # fmt: skip


def rules_finding(result: RoundResult) -> str:
    """Say how many rules are used, and how many of them nobody has read in an official text."""
    return f"{len(result.rules_used)} ketentuan dipakai, {len(result.unverified_rules)} belum dibaca pada naskah resmi"


def confirmed_rules(result: RoundResult) -> pd.DataFrame:
    """Return the rules in use (columns of ``rules_table``, ``value`` ready to print), ``state``: who confirmed them."""
    table = rules_table(result.parameters.as_of)
    table = table[table["rule"].isin(result.rules_used)].copy()
    table["value"] = [_shorten(value, unit) for value, unit in zip(table["value"], table["unit"], strict=True)]
    unverified = set(result.unverified_rules)
    confirmed = {rule: who for who in result.parameters.confirmations for rule in who.rules}
    table["state"] = [
        f"disahkan {confirmed[rule].by}, {format_date(confirmed[rule].date, short=True)}" if rule in confirmed
        else "belum disahkan" if rule in unverified else "tidak diminta: naskah resmi dibaca"
        for rule in table["rule"]
    ]  # fmt: skip
    return table


def _shorten(text: str, unit: str) -> str:
    """Return a rule's value, a short one with its unit; a long table is named, not printed."""
    if len(text) > LONGEST_VALUE:
        return "tabel panjang, dicetak oleh perintah talenta rules"
    return f"{text} {unit}".strip() if len(text) <= SHORT_VALUE else text


def _legal_chain(result: RoundResult) -> str:
    """Return the legal chain as one sentence."""
    chain = result.rules["legal_chain"]
    items = chain.value if isinstance(chain.value, list) else [chain.value]
    return f"{'; '.join(str(item) for item in items)}. {chain.note}".strip()
