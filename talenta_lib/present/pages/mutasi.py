"""The two pages on the plan for the Bupati: what is proposed; what it brings, costs, and what is open to dispute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from typing import Any, Concatenate, Final, ParamSpec

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.drawing import shorten
from talenta_lib.present.figures import Figure
from talenta_lib.present.marks import dumbbell, line_ends
from talenta_lib.present.mutasi_figures import frontier_figure
from talenta_lib.present.pages.decisions import leader, page_of, ticked_table
from talenta_lib.present.pages.page import Page, one_page
from talenta_lib.present.pages.plan_decisions import plan_decisions
from talenta_lib.present.pages.plan_price import contested_block, for_every_name, price_block
from talenta_lib.present.plan_words import (
    answer_words,
    finding,
    knee_finding,
    knee_sentence,
    lead,
    level_counts,
    proof_words,
    value_words,
)
from talenta_lib.present.wording import capital, count_words, plain_post
from talenta_lib.terms import ASKED_LABELS, MISSING, Answer, Jenjang, format_number

P = ParamSpec("P")
MOST_ROWS: Final = 18
"""Up to so many moves are shown row by row; of a larger plan only those into eselon II are."""
MOST_SENIOR: Final = 22
"""So many of those into eselon II the page can hold."""
LONGEST_POST: Final = 40


def of_chapter(page: Callable[Concatenate[Chapter, P], Page]) -> Callable[Concatenate[Chapter | None, P], Page]:
    """Let a page be empty where the round has no scenario."""

    @wraps(page)
    def shown(chapter: Chapter | None, /, *args: P.args, **kwargs: P.kwargs) -> Page:
        return Page("") if chapter is None else page(chapter, *args, **kwargs)

    return shown


@of_chapter
def bupati_plan(chapter: Chapter) -> Page:
    """Return the first page: the finding, whether it is proved, four numbers, who moves where."""
    mutasi, who = chapter.mutasi, escape(leader(chapter.result.parameters))
    pill = f'<span class="pil{"" if mutasi.plan.status == "optimal" else " ragu"}">{proof_words(mutasi)}</span>'
    shown = shown_moves(mutasi.moves)
    return one_page(
        lambda density: (
            f'<section class="halaman {density}" id="rencana"><p class="atas">Rencana mutasi untuk {who} · halaman 1 dari 2'
            f"{pill}</p><h1>{escape(finding(mutasi))}</h1>"
            f'<p class="pembuka">{escape(lead(mutasi))}</p><table class="angka"><tr>{_numbers(chapter)}</tr></table>'
            f"{_moves_block(mutasi, shown)}</section>"
        )
    )


def _numbers(chapter: Chapter) -> str:
    """Return the four numbers: moves, fit, answers, vacancies."""
    mutasi = chapter.mutasi
    totals = {name: int(value) if value == value else 0 for name, value in mutasi.totals.items()}  # noqa: PLR0124
    before, after = (format_number(mutasi.totals[name]) for name in ("fit_before", "fit_after"))
    cells = [
        (totals["moves"], "pejabat pindah", f"{totals['stays']} tetap di jabatannya"),
        (totals["raised"], "kecocokannya naik", f"{totals['lowered']} turun; rata-rata {before} menjadi {after}"),
        (totals[Answer.LULUS], ASKED_LABELS[Answer.LULUS], answer_words(chapter.preflight.counts)),
        (f"{totals['vacant_before']} → {totals['vacant_after']}", "jabatan kosong", "sebelum dan sesudah rencana"),
    ]
    return "".join(f"<td><b>{n}</b><strong>{title}</strong><br>{text}</td>" for n, title, text in cells)


def shown_moves(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the moves that the page shows row by row: all, or of a large plan those into eselon II."""
    if len(moves) <= MOST_ROWS:
        return moves
    return moves[moves["to_jenjang"] == Jenjang.JPT_PRATAMA].head(MOST_SENIOR)


def _moves_block(mutasi: Mutasi, shown: pd.DataFrame) -> str:
    """Return the moves in walking order, and where the others are found."""
    if shown.empty:
        return f"<p>Rinciannya di {page_of('rencana-nama')}.</p>"
    rest = mutasi.moves.drop(index=shown.index)
    title = "Siapa pindah ke mana" if rest.empty else f"{capital(count_words(len(shown)))} perpindahan ke eselon II"
    low, high = line_ends(shown)
    others = f"<p>{len(rest)} perpindahan lain: {level_counts(rest)}. Rinciannya di {page_of('rencana-nama')}.</p>"
    return (
        f"<h2>{title}</h2>"
        '<p class="sub">Huruf: rantai atau lingkaran, berurutan dari yang jabatannya ditinggalkan. '
        f"○ kecocokan kini, ● sesudahnya, garis dari {low} sampai {high}; cokelat: turun. Nama jabatan disingkat.</p>"
        f'<table class="t pindah"><thead><tr><th scope="col"></th><th scope="col">Pejabat</th>'
        '<th scope="col">Jabatan lama</th><th scope="col">Jabatan baru</th><th scope="col" class="r">Kini</th>'
        '<th scope="col" class="c">Kecocokan</th><th scope="col" class="r">Nanti</th><th scope="col">Perlu</th></tr></thead>'
        f"<tbody>{_rows(shown)}</tbody></table>{others if len(rest) else ''}"
    )


def _rows(moves: pd.DataFrame) -> str:
    """Return the rows of the moves; a rule and a letter where a loop begins."""
    low, high = line_ends(moves)
    rows, before = [], None
    for move in moves.to_dict("records"):
        begins, before = move["loop"] != before, move["loop"]
        mark = dumbbell(move["fit_before"], move["fit_after"], low=low, high=high, width=68)
        rows.append(
            f'<tr{" class=grup" if begins else ""}><td class="b">{move["loop"] if begins else ""}</td>'
            f'<th scope="row">{escape(plain_name(move["nama"]))}</th><td>{_post(move["from_jabatan"])}</td>'
            f'<td>→ {_post(move["to_jabatan"])}</td><td class="r">{format_number(move["fit_before"])}</td>'
            f'<td class="d">{mark}</td><td class="r b">{format_number(move["fit_after"])}</td>'
            f'<td class="perlu">{move["asked"]}</td></tr>'
        )
    return "".join(rows)


def _post(jabatan: Any) -> str:
    """Return the name of a post as it fits in two lines; the annex has it in full."""
    if pd.isna(jabatan):
        return MISSING
    return escape(shorten(plain_post(jabatan), LONGEST_POST).replace(" dan…", "…"))


@of_chapter
def bupati_price(chapter: Chapter, drawings: Mapping[str, str]) -> Page:
    """Return the second page: what the moves bring, what they cost, what is open to dispute, what is to be decided."""
    who = escape(leader(chapter.result.parameters))
    caption = f"{value_words(chapter)} {knee_sentence(chapter)}"
    return one_page(
        lambda density: (
            f'<section class="halaman {density}"><p class="atas">Rencana mutasi untuk {who} · halaman 2 dari 2</p>'
            f'<div class="dua"><div><h2>{knee_finding(chapter)}</h2><p class="sub">{caption}</p>'
            f"<figure>{drawings['batas']}</figure></div>{price_block(chapter)}</div>"
            f"{contested_block(chapter)}{for_every_name(chapter)}"
            f"{ticked_table(plan_decisions(chapter), who)}"
            f'<p class="catatan">Catatan {who}<i></i><i></i></p></section>'
        )
    )


def plan_figures(chapter: Chapter | None) -> dict[str, Figure]:
    """Return the figures of the chapter."""
    return {} if chapter is None else {
        "batas": frontier_figure(chapter.frontier, chapter.mutasi.plan.moves, chapter.knee)
    }  # fmt: skip
