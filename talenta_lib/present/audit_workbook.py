"""The audit of a proposed list as a workbook: totals, names, what is not met, and what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from talenta_lib.intake import Intake
from talenta_lib.placement.audit import PASSED_OVER_RULE, Audit
from talenta_lib.present.annex_workbook import issues_sheet, pick
from talenta_lib.present.excel import write_workbook
from talenta_lib.present.pages.page import classification
from talenta_lib.present.record_words import trace_words
from talenta_lib.round import RoundResult
from talenta_lib.terms import ANSWER_LABELS

NAMES: Final = {
    "source_row": "Baris", "nip": "NIP", "nama": "Nama", "from_jabatan": "Jabatan Sekarang",
    "to_jabatan": "Jabatan Usulan", "verdict": "Hasil Periksa", "rank": "Urutan", "candidates": "Dari",
    "fit": "Kecocokan", "fit_best": "Kecocokan Tertinggi", "passed_over": "Yang Dilewati",
    "passed_over_names": "Nama yang Dilewati", "price": "Nilai Rencana Turun", "price_note": "Catatan Harga",
    "answer": "Jawaban Ketentuan", "findings": "Temuan", "reason": "Alasan pada Daftar",
    "reason_needed": "Alasan yang Harus Ditulis", "note": "Catatan",
}  # fmt: skip
BREAKS: Final = {"kind": "Jenis", "sentence": "Yang Tidak Ditepati"}
KINDS: Final = {
    "syarat": "syarat jabatan", "skenario": "batas skenario", "batas": "batas skenario",
    "nama_ganda": "satu nama, beberapa jabatan", "jabatan_ganda": "satu jabatan, beberapa nama",
    "kehilangan_jabatan": "kehilangan jabatan",
}  # fmt: skip
FILE_NAME: Final = "audit-usulan.xlsx"


def write_audit(result: RoundResult, audit: Audit, proposal: Intake, folder: str | Path) -> Path:
    """Write ``audit-usulan.xlsx`` to a folder; return its path. Raises ``ReportError`` where it cannot be written."""
    answers, breaks = audit.names["answer"].map(ANSWER_LABELS), audit.value.breaks
    sheets = {
        "Ringkasan": pd.DataFrame({"Ringkasan": [*audit.sentences, PASSED_OVER_RULE]}),
        "Nama": pick(audit.names.assign(answer=answers), NAMES),
        "Tidak ditepati": pick(breaks.assign(kind=breaks["kind"].map(KINDS)), BREAKS),
        "Tidak terbaca": issues_sheet(proposal.issues),
    }
    title = f"Audit usulan · {result.parameters.region}"
    mark = classification(result, draft=False)
    return write_workbook(
        Path(folder) / FILE_NAME, sheets, title=title, classification=mark, fingerprint=trace_words(result.input_part)
    )
