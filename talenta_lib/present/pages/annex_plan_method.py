"""Annex on the plan, part three: how it was made, what was wished, and what every limit of moves would bring."""

from __future__ import annotations

from html import escape

import pandas as pd

from talenta_lib.placement.mutasi import STAGE_LABELS
from talenta_lib.placement.uniqueness import say_uniqueness
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
        f"{proof_words(mutasi)}. {say_uniqueness(mutasi)} Skenario {mutasi.scenario.name}: {mutasi.scenario.title}. "
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
    value = "Kecocokan rata-rata" if chapter.is_mean else "Tambahan berbobot (poin)"
    rows = table.assign(
        mark=["usulan" if limit == chosen else "" for limit in table["max_moves"]],
        value=table["value"].map(lambda number: format_number(number, 2)),
        proof=["terbukti" if gap == 0 else f"selisih paling banyak {format_number(gap, 2)}" for gap in table["gap"]],
    )
    labels = {"max_moves": "Paling banyak", "moves": "Pindah", "value": value, "proof": "Bukti", "mark": ""}
    halves = [rows.iloc[: (len(rows) + 1) // 2], rows.iloc[(len(rows) + 1) // 2 :]]
    tables = [html_table(half, labels, align={"value": "r", "mark": "b"}) for half in halves if len(half)]
    caption = escape(f"Mulai melandai pada {chapter.knee} perpindahan.") if chapter.knee is not None else ""
    return ["<h3>Kecocokan menurut batas perpindahan</h3>", f'<p class="sub">{caption}</p>',
            f'<div class="dua">{"".join(f"<div>{table}</div>" for table in tables)}</div>']  # fmt: skip
