"""Pre-flight for I-Mut: what an operator types in, in that order, and which rule still asks for something."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.eligibility.preflight import Preflight
from talenta_lib.present.excel import write_workbook
from talenta_lib.present.mutasi_sheets import STATUS, findings_sheet, named_answers
from talenta_lib.present.pages.page import annex, classification
from talenta_lib.present.pdf import document, html_to_pdf
from talenta_lib.present.record_words import trace_words
from talenta_lib.present.tables import html_table
from talenta_lib.present.wording import capital
from talenta_lib.round import RoundResult
from talenta_lib.terms import ASKED_LABELS, MISSING, Answer, format_date, format_nip

NAMES: Final = {
    "no": "No", "nip": "NIP", "nama": "Nama", "from_jabatan": "Jabatan Lama", "to_jabatan": "Jabatan Baru",
    "to_eselon": "Eselon", "kind": "Cara", "answer": "Jawaban Ketentuan", "asked": "Perlu",
    "consents": "Persetujuan yang Diperlukan", "documents": "Dokumen yang Kurang", "reason": "Usul Alasan untuk I-Mut",
    "to_explain": "Yang Harus Dijelaskan",
}  # fmt: skip
ROUND_WIDE: Final = {
    "label": "Ketentuan", "status": "Status", "observed": "Ditemukan", "required": "Syarat", "citation": "Dasar",
    "needs": "Yang Diperlukan",
}  # fmt: skip
FILE_STEM: Final = "pra-imut"
Row = dict[Any, Any]


def write_preflight(
    result: RoundResult, checked: Preflight, folder: str | Path, *, name: str = FILE_STEM
) -> list[Path]:
    """Write ``<name>.xlsx`` and ``<name>.pdf`` to a folder; return both paths.

    ``checked`` is the check of a plan or of any list (:func:`talenta_lib.placement.eligibility.preflight`). Raises
    ``ReportError`` where a file cannot be written.
    """
    target = Path(folder)
    title = f"Pemeriksaan sebelum I-Mut · {result.parameters.region}"
    mark, trace = classification(result, draft=False), trace_words(result.input_part)
    book = write_workbook(
        target / f"{name}.xlsx", preflight_sheets(checked), title=title, classification=mark, fingerprint=trace
    )
    html = document(preflight_pages(result, checked), title=title, classification=mark, fingerprint=trace)
    return [book, html_to_pdf(html, target / f"{name}.pdf", title=title)]


def preflight_sheets(checked: Preflight) -> dict[str, pd.DataFrame]:
    """Return sheet name -> table: one row a name, one row a finding, and what holds for every name."""
    round_wide = checked.round_wide.assign(status=checked.round_wide["status"].map(STATUS))
    return {
        "Nama": named_answers(checked.names).reindex(columns=list(NAMES)).rename(columns=NAMES),
        "Perlu sesuatu": findings_sheet(checked.findings),
        "Terpenuhi": findings_sheet(checked.passed),
        "Bagi semua nama": round_wide.reindex(columns=list(ROUND_WIDE)).rename(columns=ROUND_WIDE),
    }


def preflight_pages(result: RoundResult, checked: Preflight) -> str:
    """Return the HTML: what holds for every name and the counts first, then one block a name in the order of entry."""
    names = checked.names.to_dict("records")
    day = format_date(result.parameters.inauguration_date)
    first = annex(
        "pra-imut",
        ready_words(checked),
        f"Urutan mengetik di I-Mut: eselon jabatan baru, lalu urutan putaran. Masa dan usia dihitung pada rencana "
        f"pelantikan, {day}. Jawaban akhir tetap pada BKN.",
        "<h3>Yang diperlukan tiap nama, di luar yang berlaku bagi semua; satu nama dapat perlu beberapa hal</h3>",
        _counts(checked.counts),
        "<h3>Berlaku bagi semua nama</h3>",
        _round_wide(checked.round_wide),
    )
    return first + f'<section class="halaman">{"".join(_name_block(checked, row) for row in names)}</section>'


def ready_words(checked: Preflight) -> str:
    """Say how many names need nothing of their own any more before they are typed in."""
    ready, people = checked.counts[Answer.LULUS], len(checked.names)
    if ready == people:
        return f"{people} nama lulus tanpa syarat tambahan"
    return f"{ready} dari {people} nama lulus tanpa syarat tambahan, {people - ready} masih perlu dilengkapi"


def _counts(counts: Mapping[str, int]) -> str:
    """Return how many names need what."""
    table = pd.DataFrame({
        "asked": [capital(label) for label in ASKED_LABELS.values()],
        "names": [counts[answer] for answer in ASKED_LABELS],
    })  # fmt: skip
    return html_table(
        table,
        {"asked": "Menurut ketentuan", "names": "Nama"},
        kind="t",
        row_header="asked",
        widths={"asked": "60mm", "names": "16mm"},
    )


def _round_wide(findings: pd.DataFrame) -> str:
    """Return what every name needs alike, and what was looked at and holds."""
    rows = findings.assign(
        status=findings["status"].map(STATUS),
        needs=findings["needs"].replace("", pd.NA).fillna("tidak ada"),
        said=findings["observed"] + "; " + findings["required"],
    )
    labels = {
        "label": "Ketentuan",
        "status": "Status",
        "said": "Ditemukan; seharusnya",
        "needs": "Yang diperlukan",
        "citation": "Dasar",
    }
    return html_table(rows, labels, row_header="label", widths={"label": "40mm", "status": "20mm", "citation": "28mm"})


def _name_block(checked: Preflight, row: Row) -> str:
    """Return the block of one name: identity, posts, what lacks, the reason, what to explain, the rules."""
    lines = {
        "Persetujuan": row["consents"] or "tidak ada",
        "Dokumen kurang": row["documents"] or "tidak ada",
        "Usul alasan": row["reason"] or "tidak diminta",
        "Yang harus dijelaskan": row["to_explain"] or "tidak ada",
    }
    said = "".join(f"<tr><th scope=row>{label}</th><td>{escape(str(text))}</td></tr>" for label, text in lines.items())
    old: str = MISSING if pd.isna(row["from_jabatan"]) else str(row["from_jabatan"])
    return (
        f'<div class="nama terus"><h3>{row["no"]}. {escape(str(row["nama"]))} <span>NIP {format_nip(str(row["nip"]))}; '
        f"{escape(str(row['kind']))}; {_asks(row['asked'])}</span></h3>"
        f"<p>{escape(old)} → <b>{escape(str(row['to_jabatan']))}</b> ({escape(str(row['to_eselon']))})</p>"
        f'<table class="lampiran isian"><tbody>{said}</tbody></table>{_rules(checked, row["no"])}</div>'
    )


def _asks(asked: str) -> str:
    """Say what a name needs, by kind."""
    return f"perlu {asked}" if asked else ASKED_LABELS[Answer.LULUS]


def _rules(checked: Preflight, number: int) -> str:
    """Return the rules of one name: those that ask for something, then those that are met."""
    asked, met = (
        table[table["no"] == number].assign(
            status=lambda rows: rows["status"].map(STATUS), said=lambda rows: rows["observed"] + "; " + rows["required"]
        )
        for table in (checked.findings, checked.passed)
    )
    said, widths = {"said": "Ditemukan; seharusnya", "citation": "Dasar"}, {"label": "52mm", "citation": "46mm"}
    met_rules = html_table(met, {"label": f"Terpenuhi: {len(met)}", **said}, row_header="label", widths=widths)
    if asked.empty:
        return met_rules
    columns = {"label": f"Perlu sesuatu: {len(asked)}", "status": "Status", **said}
    widths["status"] = "24mm"
    return html_table(asked, columns, row_header="label", align={"status": "b"}, widths=widths) + met_rules
