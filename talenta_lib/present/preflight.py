"""Pre-flight for I-Mut: what an operator types in, in that order, and which rule still asks for something."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.eligibility.preflight import Preflight
from talenta_lib.present.excel import write_workbook
from talenta_lib.present.mutasi_sheets import STATUS, findings_sheet, named_answers
from talenta_lib.present.pages.page import annex, classification
from talenta_lib.present.pdf import document, html_to_pdf
from talenta_lib.present.record_words import trace_words
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.round import RoundResult
from talenta_lib.terms import ANSWER_LABELS, MISSING, format_date, format_nip

NAMES: Final = {
    "no": "No", "nip": "NIP", "nama": "Nama", "from_jabatan": "Jabatan Lama", "to_jabatan": "Jabatan Baru",
    "to_eselon": "Eselon", "kind": "Cara", "answer": "Jawaban Ketentuan", "consents": "Persetujuan yang Diperlukan",
    "documents": "Dokumen yang Kurang", "reason": "Usul Alasan untuk I-Mut",
    "to_explain": "Yang Harus Dijelaskan",
}  # fmt: skip
ROUND_WIDE: Final = {
    "label": "Ketentuan", "status": "Status", "observed": "Ditemukan", "required": "Syarat", "citation": "Dasar",
    "needs": "Yang Diperlukan",
}  # fmt: skip
Row = dict[Any, Any]


def write_preflight(result: RoundResult, checked: Preflight, folder: str | Path) -> list[Path]:
    """Write ``pra-imut.xlsx`` and ``pra-imut.pdf`` to a folder; return both paths.

    ``checked`` is the check of a plan or of any list (:func:`talenta_lib.placement.eligibility.preflight`). Raises
    ``ReportError`` where a file cannot be written.
    """
    target = Path(folder)
    title = f"Pemeriksaan sebelum I-Mut · {result.parameters.region}"
    mark, trace = classification(result, draft=False), trace_words(result.input_part)
    book = write_workbook(
        target / "pra-imut.xlsx", preflight_sheets(checked), title=title, classification=mark, fingerprint=trace
    )
    html = document(preflight_pages(result, checked), title=title, classification=mark, fingerprint=trace)
    return [book, html_to_pdf(html, target / "pra-imut.pdf", title=title)]


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
    ready = int((checked.names["documents"] == "").sum())
    first = annex(
        "pra-imut",
        f"{ready} dari {len(names)} nama tidak kekurangan dokumen",
        f"Urutan mengetik di I-Mut: eselon jabatan baru, lalu urutan putaran. Masa dan usia dihitung pada rencana "
        f"pelantikan, {day}. Jawaban akhir tetap pada BKN.",
        "<h3>Jawaban ketentuan</h3>",
        _counts(checked.names),
        "<h3>Berlaku bagi semua nama</h3>",
        _round_wide(checked.round_wide),
    )
    return first + f'<section class="halaman">{"".join(_name_block(checked, row) for row in names)}</section>'


def _counts(names: pd.DataFrame) -> str:
    """Return how many names there are per answer."""
    counts = names["answer"].value_counts()
    table = pd.DataFrame({
        "answer": list(ANSWER_LABELS.values()),
        "names": [int(counts.get(str(answer), 0)) for answer in ANSWER_LABELS],
    })  # fmt: skip
    return html_table(
        table,
        {"answer": "Jawaban", "names": "Nama"},
        kind="t",
        row_header="answer",
        widths={"answer": "60mm", "names": "16mm"},
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
        f'<div class="nama"><h3>{row["no"]}. {escape(str(row["nama"]))} <span>NIP {format_nip(str(row["nip"]))}; '
        f"{escape(str(row['kind']))}; {ANSWER_LABELS[row['answer']].lower()}</span></h3>"
        f"<p>{escape(old)} → <b>{escape(str(row['to_jabatan']))}</b> ({escape(str(row['to_eselon']))})</p>"
        f'<table class="lampiran isian"><tbody>{said}</tbody></table>{_rules(checked, row["no"])}</div>'
    )


def _rules(checked: Preflight, number: int) -> str:
    """Return the rules of one name, those that ask for something first."""
    rows = pd.concat([table[table["no"] == number] for table in (checked.findings, checked.passed)])
    rows = rows.assign(
        status=[_status(word) for word in rows["status"]],
        said=rows["observed"] + "; " + rows["required"],
    )
    labels = {"label": "Ketentuan", "status": "Status", "said": "Ditemukan; seharusnya", "citation": "Dasar"}
    return html_table(
        rows, labels, formats={"status": lambda words: words}, row_header="label",
        widths={"label": "46mm", "status": "24mm", "citation": "38mm"},
    )  # fmt: skip


def _status(word: str) -> Markup:
    """Return the status of a rule, bold where it still asks for something."""
    return Markup(f"<b>{STATUS[word]}</b>" if word in (NOT_MET, UNKNOWN) else STATUS[word])
