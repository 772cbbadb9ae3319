"""Annex on the plan, part three: how it was made, what was wished, and what every limit of moves would bring."""

from __future__ import annotations

from html import escape

import pandas as pd

from talenta_lib.placement.mutasi import STAGE_LABELS
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.pages.mutasi import of_chapter
from talenta_lib.present.pages.page import Page, annex, source
from talenta_lib.present.plan_words import proof_words
from talenta_lib.present.scenario_words import scenario_rows
from talenta_lib.present.tables import html_table
from talenta_lib.present.wording import capital
from talenta_lib.terms import format_number


@of_chapter
def plan_method(chapter: Chapter) -> Page:
    """Return how the plan was made, the scenario in words, and the frontier as a table."""
    mutasi, result = chapter.mutasi, chapter.result
    scheme = mutasi.matching.fit.scheme
    wishes = pd.DataFrame(scenario_rows(mutasi), columns=["what", "text"])
    aims = "".join(
        f"<li>{capital(words)}{_reached(mutasi.plan.stages, name)}</li>" for name, words in STAGE_LABELS.items()
    )
    return annex(
        "rencana-cara",
        "Bagaimana rencana ini disusun",
        f"{proof_words(mutasi)}. {chapter.equals} Skenario {mutasi.scenario.name}: {mutasi.scenario.title}. "
        f"Kecocokan: {scheme.label} ({scheme.status}).",
        "<h3>Tujuan, berurutan</h3>",
        f"<ol>{aims}</ol>",
        source(f"Tujuan yang kemudian tidak pernah mengurangi yang sebelumnya. {mutasi.tie_rule}"),
        "<h3>Skenario dalam kata-kata</h3>",
        html_table(wishes, {"what": "Isian", "text": "Artinya"}, row_header="what", widths={"what": "48mm"}),
        *_frontier_table(chapter),
        source(f"Benih putaran {result.parameters.seed}. Dasar kecocokan: {scheme.citation}."),
    )


def _reached(stages: tuple[tuple[str, float], ...], name: str) -> str:
    """Say what a stage reached, for those whose number means something."""
    value = dict(stages).get(name)
    if not value or name == "ties":
        return ""
    return f": {format_number(value, 1 if name == 'fit' else 0)}"


def _frontier_table(chapter: Chapter) -> list[str]:
    """Return what every limit of moves would bring."""
    table, chosen = chapter.frontier, chapter.mutasi.plan.moves
    value = "Kecocokan rata-rata" if chapter.is_mean else "Tambahan (poin)"
    rows = table.assign(
        mark=["usulan" if limit == chosen else "" for limit in table["max_moves"]],
        value=table["value"].map(lambda number: format_number(number, 2)),
        proof=["terbukti" if gap == 0 else f"selisih paling banyak {format_number(gap, 2)}" for gap in table["gap"]],
    )
    labels = {"max_moves": "Paling banyak", "moves": "Pindah", "value": value, "proof": "Bukti", "mark": ""}
    halves = [rows.iloc[: (len(rows) + 1) // 2], rows.iloc[(len(rows) + 1) // 2 :]]
    widths = {"max_moves": "20mm", "moves": "13mm", "value": "24mm", "mark": "12mm"}
    tables = [
        html_table(half, labels, align={"value": "r", "mark": "b"}, widths=widths) for half in halves if len(half)
    ]
    caption = escape(_caption(chapter))
    return ["<h3>Kecocokan menurut batas perpindahan</h3>", f'<p class="sub">{caption}</p>',
            f'<div class="dua">{"".join(f"<div>{table}</div>" for table in tables)}</div>']  # fmt: skip


def _caption(chapter: Chapter) -> str:
    """Say how far the frontier was computed, and where it bends."""
    last = int(chapter.frontier["max_moves"].max())
    if not chapter.is_whole:
        return f"Dihitung sampai {last} perpindahan, belum sampai ujungnya."
    bend = (
        f" Mulai melandai pada {chapter.knee}, yang terjauh di atas garis lurus antara kedua ujungnya."
        if chapter.knee
        else ""
    )
    return f"Dihitung sampai {last} perpindahan; di atasnya tidak ada tambahan.{bend}"
