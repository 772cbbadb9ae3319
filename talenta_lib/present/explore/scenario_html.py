"""A solved scenario as HTML for the screen: finding, totals, moves by loop, drawings, and what stands in the way."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.loops import CHAIN, CYCLE
from talenta_lib.placement.mutasi import STAGE_LABELS, Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.present import drawing
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.loops import loop_svg
from talenta_lib.present.marks import dumbbell, line_ends
from talenta_lib.present.plan_words import PROVED, finding, kinds_sentence, knee_finding, proof_words
from talenta_lib.present.scenario_words import scenario_rows
from talenta_lib.present.tables import Format, Markup, html_table
from talenta_lib.present.theme import COLORS, on_screen
from talenta_lib.present.wording import capital, count_words, plain_post
from talenta_lib.terms import MISSING, format_number, join_words

LEAST_SHOWN: Final = 0.05
"""Fit points that show with one decimal."""
OLD_RESULT: Final = "Hasil sebelumnya"
ARROWS: Final = "Panah: pejabat pindah ke jabatan itu."
MOST_NAMED: Final = 30
"""Officials who stay are named up to so many; beyond, their number is told."""
_CSS: Final = Path(__file__).parents[1] / "css" / "skenario.css"


def screen_part() -> str:
    """Return the style sheet of the scenario views, as an element."""
    return f"<style>{_CSS.read_text(encoding='utf-8')}</style>"


def headline(mutasi: Mutasi, *, note: str = "", level: int = 2) -> str:
    """Return the finding of the plan as a heading of a level; its pill says how far it is proved, or a note instead."""
    words = note or proof_words(mutasi)
    pill = f'<span class="pil{"" if words == PROVED else " batas"}">{escape(words)}</span>'
    return f'<h{level} class="temuan">{escape(finding(mutasi))} {pill}</h{level}>'


def lifted(text: str) -> str:
    """Return HTML of the notebooks for a page with its own finding: headings one level up, colours of the theme."""
    for low, high in (("h2", "h1"), ("h3", "h2")):
        text = text.replace(f"<{low}", f"<{high}").replace(f"</{low}>", f"</{high}>")
    return on_screen(text)


def totals_rows(mutasi: Mutasi) -> list[tuple[str, str]]:
    """Return (what, words) of what the plan adds up to."""
    totals = mutasi.totals
    count = {name: format_number(value, 0) for name, value in totals.items()}
    gain = totals["fit_after"] - totals["fit_before"]
    rows = [
        ("Pindah / tetap", "{moves} / {stays}"),
        ("Kecocokan naik / turun", "{raised} / {lowered}"),
        ("Promosi", "{promotions}"),
        ("Jabatan kosong", "{vacant_before} → {vacant_after}"),
        ("Lulus / alasan", "{lulus} / {alasan}"),
        ("Persetujuan / verifikasi", "{persetujuan} / {verifikasi}"),
    ]
    cells = [(label, text.format(**count)) for label, text in rows]
    return [*cells, ("Kenaikan rata-rata", format_number(gain, signed=True))]


def totals_table(mutasi: Mutasi) -> str:
    """Return what the plan adds up to, a line each."""
    body = "".join(
        f'<tr><th scope="row">{label}</th><td class="r">{text}</td></tr>' for label, text in totals_rows(mutasi)
    )
    return f'<table class="ring"><tbody>{body}</tbody></table>'


def moves_block(chapter: Chapter, *, is_pickable: bool = False) -> str:
    """Return the moves in walking order, a letter where a loop begins, then who stays, in one line.

    ``is_pickable``: a name is a button that chooses the official (``Clickable``).
    """
    mutasi, moves = chapter.mutasi, chapter.mutasi.moves
    if moves.empty:
        return "<p>Tidak ada perpindahan. Naikkan batasnya, atau lepaskan kunci.</p>" + stays_line(mutasi)
    low, high = line_ends(moves)
    marks = [dumbbell(*pair, low=low, high=high) for pair in zip(moves["fit_before"], moves["fit_after"], strict=True)]
    rows = moves.assign(
        letter=moves["loop"].where(moves["step"] == 1, ""),
        nama=[_name(one, is_pickable=is_pickable) for one in moves.itertuples()],
        from_jabatan=moves["from_jabatan"].map(plain_post, na_action="ignore"),
        to_jabatan="→ " + moves["to_jabatan"].map(plain_post),
        mark=marks,
        asks=[_asks(one.asked, chapter.asked[chapter.asked["nip"] == one.nip]) for one in moves.itertuples()],
    )
    labels = {"letter": "Susunan", "nama": "Pejabat", "from_jabatan": "Jabatan lama", "to_jabatan": "Jabatan baru",
              "fit_before": "Lama", "mark": "Kecocokan", "fit_after": "Baru", "asks": "Perlu"}  # fmt: skip
    table = html_table(
        rows, labels, kind="pindah", row_header="nama", group_by="loop", align={"mark": "c", "letter": "b", "fit_after": "r b"},
        formats={"nama": Markup, "mark": Markup, "asks": Markup},
    )  # fmt: skip
    caption = (
        f"{kinds_sentence(mutasi)} Tiap pejabat mengisi jabatan yang ditinggalkan baris berikutnya. "
        f"○ kini, ● sesudahnya, garis dari {low} sampai {high}; cokelat: turun."
    )
    return f'<p class="sub">{escape(caption)}</p>{table}{stays_line(mutasi)}'


def _name(move: Any, *, is_pickable: bool) -> str:
    """Return the name of who moves, as a button where it can be chosen."""
    name = escape(plain_name(str(move.nama)))
    return pick_button(str(move.nip), name) if is_pickable else name


def pick_button(part: str, words: str) -> str:
    """Return a button inside a ``Clickable`` that chooses a part; ``words`` is HTML whose data the caller has escaped."""
    return f'<button type="button" class="petik" data-pilih="{escape(part)}">{words}</button>'


def _asks(kinds: Any, asked: pd.DataFrame) -> str:
    """Return what a move needs: its kinds in a word each, opened to all that is asked."""
    return f"<details><summary>{escape(kinds)}</summary>{needs_list(asked)}</details>" if kinds else ""


def needs_list(asked: pd.DataFrame) -> str:
    """Return what findings ask for, each once with its article."""
    named = asked[asked["needs"].fillna("").ne("")].drop_duplicates("needs")
    items = "".join(
        f"<li>{escape(capital(row['needs']))} ({escape(row['citation'])})</li>" for row in named.to_dict("records")
    )
    return f"<ul>{items}</ul>" if items else ""


def stays_line(mutasi: Mutasi) -> str:
    """Say who keeps the post, by post, in one line."""
    stays = mutasi.stays
    if stays.empty:
        return '<p class="sub tetap">Tidak ada yang tetap di jabatannya.</p>'
    posts = [plain_post(jabatan) for jabatan in stays["jabatan"]]
    named = f": {', '.join(posts)}." if len(posts) <= MOST_NAMED else "."
    return f'<p class="sub tetap">Tetap di jabatannya ({len(posts)}){escape(named)}</p>'


def loops_title(mutasi: Mutasi) -> str:
    """Say how many chains and cycles there are: ``Dua lingkaran tukar jabatan dan satu rantai``."""
    kinds = list(mutasi.moves.drop_duplicates("loop")["loop_kind"])
    names = {CYCLE: "lingkaran tukar jabatan", CHAIN: "rantai"}
    return capital(
        join_words([f"{count_words(kinds.count(kind))} {name}" for kind, name in names.items() if kind in kinds])
    )


def loops_block(mutasi: Mutasi) -> str:
    """Return the chains and cycles as drawings."""
    groups = [group for _, group in mutasi.moves.groupby("loop", sort=False)]
    if not groups:
        return ""
    drawings = "".join(f'<div class="susunan">{loop_svg(group)}</div>' for group in groups)
    return f'<h3>{loops_title(mutasi)}</h3><p class="sub">{ARROWS}</p><div class="semua-susunan">{drawings}</div>'


def frontier_words(chapter: Chapter) -> tuple[str, str]:
    """Return title and caption of the frontier."""
    value = "Kecocokan rata-rata" if chapter.is_mean else "Tambahan nilai rencana, dalam poin,"
    return knee_finding(chapter), f"{value} menurut batas perpindahan; satu titik satu hitungan."


def frontier_table(chapter: Chapter) -> str:
    """Return the frontier as a table: the figure where none can be drawn, and the numbers behind it."""
    frontier, chosen, bend = chapter.frontier, chapter.mutasi.plan.moves, chapter.knee
    low, span = frontier["value"].min(), max(frontier["value"].max() - frontier["value"].min(), 1e-9)
    notes = {bend: "mulai melandai", chosen: "rencana ini"}
    rows = frontier.assign(
        bar=[_bar((value - low) / span) for value in frontier["value"]],
        added=frontier["value"].diff(),
        note=[
            notes.get(limit, "") + _doubt(gap)
            for limit, gap in zip(frontier["max_moves"], frontier["gap"], strict=True)
        ],
    )
    labels = {"max_moves": "Batas", "value": "Nilai", "bar": "", "added": "Tambahan", "note": ""}
    formats: dict[str, Format] = {"bar": Markup, "added": lambda value: format_number(value, 2, signed=True)}
    return html_table(rows, labels, kind="batas", row_header="max_moves", formats=formats).replace(MISSING, "")


def _bar(share: float) -> str:
    """Draw how far a point of the frontier stands between the least and the largest."""
    mark = drawing.rect(0, 3, 2 + 118 * share, 8, fill=COLORS["terang"]["nila"])
    return drawing.ornament(120, 14, format_number(100 * share, 0), mark)


def _doubt(gap: float) -> str:
    return f" belum terbukti: selisih paling banyak {format_number(gap)}" if gap else ""


def wishes_table(mutasi: Mutasi) -> str:
    """Return every wish and limit of the scenario in words, and the aims in their order."""
    rows = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(words)}</td></tr>' for what, words in scenario_rows(mutasi)
    )
    stages = join_words([STAGE_LABELS[name] for name, _ in mutasi.plan.stages])
    aims = f'<p class="sub">Urutan tujuan: {stages}. {escape(mutasi.tie_rule)}</p>'
    return f'<table class="ring isi"><tbody>{rows}</tbody></table>{aims}'


def obstacle_lines(relaxations: pd.DataFrame, value: float) -> list[tuple[str, str]]:
    """Return (row name, words with its cost) of the rows that must give way; the last words say what all cost together.

    ``value`` is the worth of the last plan (fit points).
    """
    rows = [
        (str(row["row"]), f"{capital(str(row['action']))}.{_gain(row['worth'])}")
        for row in relaxations.to_dict("records")
    ]
    return [*rows, *([("", _worth(relaxations, value))] if rows else [])]


def _gain(worth: float) -> str:
    """Say what the plan would gain if a row were dropped altogether, where that is known and shows."""
    return f" Bila syarat ini dihapus, nilai rencana naik lagi {format_number(worth)}." if worth >= LEAST_SHOWN else ""


def _worth(relaxations: pd.DataFrame, value: float) -> str:
    """Say what the best plan is worth once the rows give way."""
    objective = float(relaxations["objective"].iloc[0])
    if objective != objective:  # noqa: PLR0124 - NaN is not itself
        return "Nilai rencana sesudahnya baru diketahui setelah dihitung ulang."
    change = objective - value
    if abs(change) < LEAST_SHOWN:
        return "Bila semuanya dilonggarkan, nilai rencana sama dengan nilai rencana terakhir."
    way = "naik" if change > 0 else "turun"
    return f"Bila semuanya dilonggarkan, nilai rencana {way} {format_number(abs(change))} dari rencana terakhir."
