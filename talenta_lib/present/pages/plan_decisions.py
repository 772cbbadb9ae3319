"""What a plan asks the regional head to decide: one sentence, one deadline each. Nothing is decided here."""

from __future__ import annotations

from html import escape
from typing import Final

from talenta_lib.present.chapter import Chapter
from talenta_lib.present.pages.decisions import page_of
from talenta_lib.present.plan_words import emptied_posts, needs_by_kind
from talenta_lib.terms import Answer, format_date, join_words

BEFORE: Final = "sebelum pelantikan"
AFTER: Final = "sesudah pelantikan"


def plan_decisions(chapter: Chapter) -> list[tuple[str, str]]:
    """Return (sentence, deadline) as HTML for each decision that the plan asks for."""
    mutasi = chapter.mutasi
    if mutasi.moves.empty:
        return [("Tetapkan bahwa tidak ada perpindahan pada putaran ini.", "")]
    day = format_date(chapter.result.parameters.inauguration_date)
    items = [(f"Setujui usulan {len(mutasi.moves)} perpindahan, {page_of('rencana-nama')}.", f"pelantikan<br>{day}")]
    if chapter.contested:
        text = f"Pertahankan usulan bagi {len(chapter.contested)} nama di atas, bukan pilihan lainnya."
        items.append((text, BEFORE))
    asked = [name for answer, name in ((Answer.PERSETUJUAN, "persetujuan"), (Answer.ALASAN, "alasan tertulis"),
             (Answer.VERIFIKASI, "dokumen yang kurang")) if needs_by_kind(chapter, answer)]  # fmt: skip
    if asked:
        text = f"Perintahkan pengelola kepegawaian melengkapi {join_words(asked)}, {page_of('rencana-nama')}."
        items.append((text, "sebelum usul I-Mut"))
    if len(opened := emptied_posts(mutasi)):
        text = f"Isi {len(opened)} jabatan yang ditinggalkan, {page_of('rencana-susunan')}, pada putaran berikutnya."
        items.append((text, AFTER))
    return items + _confirm(chapter)


def _confirm(chapter: Chapter) -> list[tuple[str, str]]:
    """Say that the agency must adopt the fit scheme where it has not."""
    scheme = chapter.mutasi.matching.fit.scheme
    if scheme.status == "ditetapkan":
        return []
    return [(f"Sahkan cara menghitung kecocokan: {escape(scheme.label)}.", "sebelum keputusan lain")]
