"""Berita Acara: the minutes that the committee signs, as PDF and XLSX, with the head of the ledger."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path
from typing import Final

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present import pages
from talenta_lib.present.annex_workbook import pick
from talenta_lib.present.decree_words import BLANK, place_name
from talenta_lib.present.excel import write_workbook
from talenta_lib.present.minutes import Minutes, open_minutes
from talenta_lib.present.pdf import document, html_to_pdf
from talenta_lib.present.plan_words import proof_words
from talenta_lib.present.record_words import PROOF, day_words, number_words, verified_words
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.present.wording import capital
from talenta_lib.record import Kind, Ledger, file_sha256
from talenta_lib.record.reports import already_made
from talenta_lib.round import RoundResult
from talenta_lib.round.decision_table import OUTCOME_LABELS, Outcome
from talenta_lib.terms import PPK_SENTENCE, format_date

FILES: Final = ("berita-acara.pdf", "berita-acara.xlsx")
TITLE: Final = "Berita Acara"
NOT_HELD: Final = (
    '<div class="sebab"><b>Rapat belum dicatat.</b><p>Hari, tempat, dan yang hadir terisi sesudah rapat dicatat pada '
    "halaman Keputusan.</p></div>"
)
"""What a preview says where no meeting is on record."""
COLUMNS: Final = {
    "no": "No", "person": "Nama dan NIP", "old_post": "Jabatan sekarang", "suggested": "Usulan sistem",
    "decided": "Keputusan komite", "reason": "Alasan", "findings": "Temuan dan syarat", "decided_by": "Diputuskan oleh",
}  # fmt: skip
MOST_NAMED: Final = 5
"""Values of one correction that the minutes name; the workbook has all."""
WIDTHS: Final = {
    "no": "8mm", "person": "38mm", "old_post": "36mm", "suggested": "34mm", "decided": "34mm", "reason": "33mm",
    "findings": "44mm",
}  # fmt: skip
PLAIN_COLUMNS: Final = {
    "no": "No", "nama": "Nama", "nip": "NIP", "old_post": "Jabatan", "decided_by": "Diputuskan oleh",
}  # fmt: skip
PLAIN_LABELS: Final = {
    Outcome.FOLLOWS: "Tetap di jabatannya, sesuai usulan", Outcome.OPEN: "Belum diputuskan, usulannya tetap",
}  # fmt: skip
PLAIN_WIDTHS: Final = {"no": "8mm", "nama": "54mm", "nip": "34mm", "old_post": "84mm"}
CORRECTION_COLUMNS: Final = {
    "entry": "Catatan", "at": "Pada", "who": "Nama", "table": "Tabel", "column": "Isian", "before": "Dahulu",
    "after": "Sekarang", "reason": "Dasar",
}  # fmt: skip
SHEET_COLUMNS: Final = {
    "outcome": "Hasil", "code": "Kode", "nip": "NIP", "nama": "Nama", "old_post": "Jabatan Sekarang",
    "suggested": "Usulan Sistem", "decided": "Keputusan Komite", "reason": "Alasan", "findings": "Temuan dan Syarat",
    "decided_by": "Diputuskan Oleh",
}  # fmt: skip


def make_berita_acara(
    result: RoundResult, mutasi: Mutasi, folder: str | Path, *,
    by: str, role: str, at: dt.datetime, anonymous: bool = False,
) -> list[Path]:  # fmt: skip
    """Write ``berita-acara.pdf`` and ``.xlsx`` of the last meeting on record to a folder; return both paths.

    They print the head of the ledger as it was before; that they were made is then an entry of its own (``by``,
    ``role``, ``at``). Equal ledger and plan give equal bytes. ``anonymous``: codes instead of names and NIP, reasons
    and clashes left out. Raises ``RecordError`` where the ledger was altered (naming the entry) or holds no meeting,
    ``ReportError`` where a file cannot be written.
    """
    minutes = open_minutes(result, mutasi, anonymous=anonymous)
    pdf, workbook = (Path(folder) / name for name in FILES)
    title = minutes_title(result)
    html = document(
        minutes_html(minutes), title=title, classification=minutes.mark, fingerprint=minutes.trace, style="berita_acara"
    )
    html_to_pdf(html, pdf, title=title)
    write_workbook(
        workbook, minutes_sheets(minutes), title=title, classification=minutes.mark, fingerprint=minutes.trace
    )
    public = {
        "kepala": str(minutes.head),
        "keluaran": {path.name: file_sha256(path) for path in (pdf, workbook)},
        "anonim": anonymous,
        "jumlah": dict(minutes.totals),
    }
    with already_made(TITLE):
        Ledger.open(result.folder).append(Kind.MINUTES_MADE, by=by, role=role, at=at, public=public)
    return [pdf, workbook]


def minutes_title(result: RoundResult) -> str:
    """Return what stands at the head of every page."""
    return f"{TITLE} · {result.parameters.title} · {result.parameters.region}"


def minutes_html(minutes: Minutes) -> str:
    """Return the pages: the minutes with signatures, then the list of names."""
    return _front(minutes) + _list(minutes)


def minutes_sheets(minutes: Minutes) -> dict[str, pd.DataFrame]:
    """Return the sheets: decisions, the meeting, what holds for all names, and the record."""
    labels = {str(outcome): label for outcome, label in OUTCOME_LABELS.items()}
    rows = minutes.rows.assign(
        outcome=minutes.rows["outcome"].map(labels), nip=minutes.rows["nip"].str.replace(" ", "")
    )
    meeting = minutes.meeting
    present = [("Hadir", f"{one.name}, {one.role}") for one in meeting.members]
    held = [("Tempat", meeting.place), ("Tanggal", format_date(meeting.date)), *present]
    totals = [
        ("Pejabat dibahas", minutes.totals["people"]),
        *((labels[str(one)], minutes.totals[one]) for one in Outcome),
    ]
    record = [
        ("Kepala buku keputusan", minutes.head.grouped),
        ("Pemeriksaan", verified_words(minutes.checked)),
        *(("Yang dibuktikan", sentence) for sentence in PROOF),
        ("Keputusan", PPK_SENTENCE),
    ]
    return {
        "Keputusan": pick(rows, SHEET_COLUMNS),
        "Rapat": pd.DataFrame([*held, *((name, str(count)) for name, count in totals)], columns=["Hal", "Isi"]),
        "Semua Nama": minutes.round_wide.rename(columns={"label": "Ketentuan", "needs": "Perlu", "citation": "Dasar"}),
        **({} if minutes.corrections.empty else {"Koreksi Data": pick(minutes.corrections, CORRECTION_COLUMNS)}),
        "Buku Keputusan": pd.DataFrame(record, columns=["Hal", "Isi"]),
    }


def _front(minutes: Minutes) -> str:
    """Return the minutes: heading, opening, basis, results, what holds for all, closing, signatures, record."""
    parameters = minutes.result.parameters
    return (
        f'<section class="naskah"><p class="kop">{escape(parameters.agency)}</p>'
        "<h1>Berita Acara<br>Rapat Pembahasan Usulan Mutasi</h1>"
        f'<p class="nomor">Nomor: {BLANK}</p>{_opening(minutes)}{_basis(minutes)}{_outcome(minutes)}'
        f"{_corrected(minutes)}{_for_all(minutes)}{_closing(minutes)}{_record(minutes)}</section>"
    )


def _opening(minutes: Minutes) -> str:
    """Say when and where the meeting was, and who came."""
    meeting, parameters = minutes.meeting, minutes.result.parameters
    count = len(meeting.members)
    day, present = day_words(meeting.date), f"{count} ({number_words(count)})"
    note = ""
    if not minutes.is_held:
        day, present, note = BLANK, BLANK, NOT_HELD
    members = "".join(f"<li>{escape(one.name)}, {escape(one.role)}</li>" for one in meeting.members)
    return (
        f"{note}<p>Pada hari ini, {escape(day)}, bertempat di {escape(meeting.place)}, telah "
        f"dilaksanakan rapat pembahasan usulan mutasi {escape(parameters.title)} di lingkungan "
        f"{escape(parameters.agency)}, yang dihadiri {present} orang:</p><ol>{members}</ol>"
    )


def _basis(minutes: Minutes) -> str:
    """Return the legal basis as a list."""
    items = "".join(f"<li>{escape(source)}: {escape(_lower(what))}.</li>" for source, what in minutes.basis)
    return f"<h2>Dasar</h2><ol>{items}</ol>"


def _lower(text: str) -> str:
    """Return a label inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _outcome(minutes: Minutes) -> str:
    """Return the totals, the plan they rest on, and what does not fit together."""
    totals, scenario = minutes.totals, minutes.mutasi.scenario
    heading, listed = ("Hasil rapat", "pejabat dibahas") if minutes.is_held else ("Daftar nama", "pejabat pada daftar")
    cells = [("people", listed), *((str(one), OUTCOME_LABELS[one].lower()) for one in Outcome)]
    numbers = "".join(f"<td><b>{totals[key]}</b>{label}</td>" for key, label in cells)
    plan = f"Usulan sistem disusun menurut skenario {escape(scenario.title)}. {escape(proof_words(minutes.mutasi))}."
    open_ends = "".join(f"<p>{escape(sentence)}</p>" for sentence in minutes.open_ends)
    warning = f'<div class="sebab"><b>Belum selesai.</b>{open_ends}</div>' if open_ends else ""
    return (
        f'<h2>{heading}</h2><table class="angka"><tbody><tr>{numbers}</tr></tbody></table>'
        f"<p>{plan} Keputusan per nama ada pada lampiran, bagian tak terpisahkan dari Berita Acara ini.</p>{warning}"
    )


def _for_all(minutes: Minutes) -> str:
    """Return what every name needs alike."""
    if minutes.round_wide.empty:
        return ""
    items = "".join(
        f"<li>{escape(capital(str(row.needs or row.label)))} ({escape(str(row.citation))}).</li>"
        for row in minutes.round_wide.itertuples()
    )
    return f"<h2>Berlaku bagi semua nama sebelum pelantikan</h2><ol>{items}</ol>"


def _corrected(minutes: Minutes) -> str:
    """Return the corrections of data that were taken in, an item each, with their first values."""
    items = ""
    for _, rows in minutes.corrections.groupby("entry", sort=False):
        one, more = rows.iloc[0], len(rows) - MOST_NAMED
        values = [
            f"{row.who}, {row.column}: {row.before} menjadi {row.after}" for row in rows.head(MOST_NAMED).itertuples()
        ]
        rest = [f"dan {more} lainnya"] if more > 0 else []
        told = "; ".join([*values, *rest])
        ground = escape(one["reason"].rstrip(". "))
        items += f"<li>{escape(told)}. Dasar: {ground} (catatan {one['entry']}, {one['at']}).</li>"
    return f"<h2>Koreksi data yang diterima</h2><ol>{items}</ol>" if items else ""


def _closing(minutes: Minutes) -> str:
    """Return the closing sentence and the block of signatures, each line offset as on a printed form."""
    parameters, meeting = minutes.result.parameters, minutes.meeting
    day = format_date(meeting.date) if minutes.is_held else BLANK
    who = f"{pages.decisions.leader(parameters)} {place_name(parameters.region)}"
    rows = "".join(
        f'<tr><td class="n">{number}</td><td>{escape(one.name)}</td><td>{escape(one.role)}</td>'
        f'<td class="paraf{" kanan" if number % 2 == 0 else ""}">{number}. <i></i></td></tr>'
        for number, one in enumerate(meeting.members, start=1)
    )
    return (
        f"<p>Hasil rapat ini disampaikan kepada {escape(who)} selaku Pejabat Pembina Kepegawaian. {PPK_SENTENCE}.</p>"
        '<div class="tutup"><p>Demikian Berita Acara ini dibuat untuk dipergunakan sebagaimana mestinya.</p>'
        f'<p class="tempat">{escape(place_name(parameters.region))}, {day}</p>'
        '<table class="hadir"><thead><tr><th scope="col">No</th><th scope="col">Nama</th><th scope="col">Peran</th>'
        f'<th scope="col">Tanda tangan</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _record(minutes: Minutes) -> str:
    """Return the head of the ledger and what it proves."""
    return (
        '<div class="jejak"><h2>Buku keputusan</h2>'
        f'<p class="kepala">Kepala {escape(minutes.head.grouped)}</p>'
        f"<p>{escape(verified_words(minutes.checked))} {' '.join(map(escape, PROOF))}</p></div>"
    )


def _list(minutes: Minutes) -> str:
    """Return the list of names, numbered through: one table per outcome, then who plainly stays in a short one."""
    parts, number = [], 0
    meeting = f", rapat {format_date(minutes.meeting.date)}" if minutes.is_held else ""
    plain = {key: label for key, label in PLAIN_COLUMNS.items() if not (minutes.is_anonymous and key == "nip")}
    for is_plain, columns, widths in ((False, COLUMNS, WIDTHS), (True, plain, PLAIN_WIDTHS)):
        for outcome in Outcome:
            rows = minutes.rows[(minutes.rows["outcome"] == outcome) & (minutes.rows["is_plain"] == is_plain)]
            if rows.empty:
                continue
            table = rows.assign(
                no=[str(number + k) for k in range(1, len(rows) + 1)], person=rows["nama"] + "\n" + rows["nip"]
            )
            number += len(rows)
            heading = PLAIN_LABELS[outcome] if is_plain else OUTCOME_LABELS[outcome]
            parts.append(f"<h2>{heading}: {len(rows)} pejabat</h2>")
            parts.append(html_table(table, columns, widths=widths, formats={"person": _person}))
    return (
        '<section class="melintang"><p class="kop">Lampiran Berita Acara</p>'
        f'<h1 class="daftar">Usulan dan keputusan per nama{meeting}</h1>'
        f"{''.join(parts)}</section>"
    )


def _person(cell: str) -> Markup:
    """Return a name with the NIP under it; a code, which is both, once."""
    nama, _, nip = cell.partition("\n")
    return Markup(f"<b>{escape(nama)}</b>" + (f"<br>{escape(nip)}" if nip != nama else ""))
