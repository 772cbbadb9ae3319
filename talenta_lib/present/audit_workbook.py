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
from talenta_lib.present.wording import capital
from talenta_lib.round import RoundResult
from talenta_lib.terms import ANSWER_LABELS, ASKED_LABELS

NAMES: Final = {
    "source_row": "Baris", "nip": "NIP", "nama": "Nama", "from_jabatan": "Jabatan Sekarang",
    "to_jabatan": "Jabatan Usulan", "verdict": "Hasil Periksa", "rank": "Urutan", "candidates": "Dari",
    "asked": "Perlu", "fit": "Kecocokan", "fit_best": "Kecocokan Tertinggi", "passed_over": "Yang Dilewati",
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
TOTALS: Final = {
    "names": "Nama pada daftar", "known": "Dikenal", "stays": "Tetap di jabatannya",
    "unknown_nips": "NIP tidak dikenal", "unknown_posts": "Jabatan tidak dikenal", "top": "Termasuk teratas",
    "passing": "Melewati pejabat yang lebih cocok", "breaking": "Belum memenuhi sebuah ketentuan",
    **{str(answer): capital(label) for answer, label in ASKED_LABELS.items()}, "displaced": "Kehilangan jabatan",
    "vacated": "Jabatan yang menjadi kosong",
}  # fmt: skip


def write_audit(result: RoundResult, audit: Audit, proposal: Intake, folder: str | Path) -> Path:
    """Write ``audit-<name of the list>.xlsx`` to a folder; return its path.

    Raises ``ReportError`` where it cannot be written.
    """
    answers, breaks = audit.names["answer"].map(ANSWER_LABELS), audit.value.breaks
    sheets = {
        "Ringkasan": pd.DataFrame({"Ringkasan": [*audit.sentences, PASSED_OVER_RULE]}),
        "Jumlah": totals_sheet(audit),
        "Nama": pick(audit.names.assign(answer=answers), NAMES),
        "Tidak ditepati": pick(breaks.assign(kind=breaks["kind"].map(KINDS)), BREAKS),
        "Tidak terbaca": issues_sheet(proposal.issues),
    }
    title = f"Audit usulan · {result.parameters.region}"
    mark = classification(result, draft=False)
    path = Path(folder) / f"audit-{Path(proposal.files[0].path).stem}.xlsx"
    return write_workbook(path, sheets, title=title, classification=mark, fingerprint=trace_words(result.input_part))


def totals_sheet(audit: Audit) -> pd.DataFrame:
    """Return how many names the list has of each kind; a name may need several things."""
    return pd.DataFrame({"Jumlah": list(TOTALS.values()), "Banyaknya": [int(audit.totals[name]) for name in TOTALS]})
