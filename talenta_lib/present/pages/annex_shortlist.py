"""Annex on the plan, part two: for every vacant post its best candidates side by side, one page a post."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.ranking import ORDER_RULE, plain_name, rank_eligible
from talenta_lib.placement.shortlist import Shortlist
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.pages.mutasi import of_chapter
from talenta_lib.present.pages.page import Page, annex, source
from talenta_lib.present.plan_words import left_words
from talenta_lib.present.wording import capital, count_words, post_text
from talenta_lib.terms import ASKED_LABELS, MISSING, Answer, format_nip, format_number, join_words

WHOLE_PLAN = (
    "Rencana menimbang semua jabatan sekaligus: menempatkan calon yang urutannya di atas itu di sini tidak menaikkan "
    "nilai seluruh rencana menurut skenario."
)
Row = dict[Any, Any]


@of_chapter
def plan_shortlists(chapter: Chapter) -> Page:
    """Return one page per vacant post: its best candidates, what each needs, what each would leave vacant."""
    lists = chapter.shortlists
    if not lists:
        return annex(
            "tiga-calon", "Tidak ada jabatan kosong", "Calon per jabatan kosong tidak diperlukan.", follows=True
        )
    planned = chapter.mutasi.assigned.dropna(subset="to_id").set_index("to_id")["nip"]
    matching = chapter.mutasi.matching
    parts = [_post_page(matching, one, planned.get(one.jabatan_id), number) for number, one in enumerate(lists)]
    return Page("".join(parts))


def _post_page(matching: Matching, one: Shortlist, planned: str | None, number: int) -> Page:
    """Return the page of one post."""
    found = len(one.candidates)
    title = (
        f"{capital(count_words(found))} calon untuk {one.jabatan}" if found else f"Belum ada calon untuk {one.jabatan}"
    )
    barred = join_words([f"{row.label} {row.people} ({row.citation})" for row in one.barred.itertuples()])
    reasons = f"Gugur menurut ketentuan, satu orang dapat dihitung lebih dari sekali: {barred}." if barred else ""
    return annex(
        "tiga-calon" if number == 0 else f"tiga-calon-{number + 1}",
        title,
        f"Eselon {one.eselon}. Dilihat {one.looked_at} orang, {one.eligible} dapat menjadi calon menurut "
        f"ketentuan, {one.unverified} di antaranya masih perlu verifikasi. {ORDER_RULE}",
        f"<p>{_planned_words(matching, one, planned)}</p>",
        _side_by_side(one, planned) if found else "",
        source(reasons),
    )


def _planned_words(matching: Matching, one: Shortlist, planned: str | None) -> str:
    """Say whom the plan takes for a post, and the place of that official among all whom no rule bars."""
    if planned is None:
        return "Dalam rencana: tetap kosong."
    person = matching.people_index[planned]
    ranked = rank_eligible(matching, matching.post_index[one.jabatan_id]).tolist()
    name = f"<b>{escape(plain_name(str(matching.officials['nama'].iloc[person])))}</b>"
    if person not in ranked:
        return f"Dalam rencana: {name}."
    rank, fit = ranked.index(person) + 1, matching.fit.score[person, matching.post_index[one.jabatan_id]]
    said = f"Dalam rencana: {name}, kecocokan {format_number(fit)}, urutan {rank} dari {len(ranked)} menurut ketentuan."
    return said if rank <= len(one.candidates) else f"{said} {WHOLE_PLAN}"


def _side_by_side(one: Shortlist, planned: str | None) -> str:
    """Return the candidates as the columns of one table."""
    candidates = one.candidates.to_dict("records")
    lines = {
        "": [_who(row, planned) for row in candidates],
        "Jabatan kini": [escape(post_text(row["from_jabatan"], row["from_opd"])) for row in candidates],
        "Cara": [escape(str(row["kind"])) for row in candidates],
        "Kecocokan": [_fit(row) for row in candidates],
        "Bagian kecocokan": [_parts(one.parts, row["nip"]) for row in candidates],
        "Menurut ketentuan": [_asked(row) for row in candidates],
        "Yang diperlukan": [_needs(one.findings, row["nip"]) for row in candidates],
        "Ditinggalkan kosong": [
            escape(left_words(one.successors, row, str(row["from_jabatan"]))) for row in candidates
        ],
    }
    rows = "".join(
        f'<tr><th scope="row">{label}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for label, cells in lines.items()
    )
    return f'<table class="lampiran calon"><tbody>{rows}</tbody></table>'


def _who(row: Row, planned: str | None) -> str:
    """Return rank, name and NIP of a candidate; said where the plan has the candidate here."""
    mark = "<br><b>dalam rencana</b>" if row["nip"] == planned else ""
    return f"<b>{row['rank']}. {escape(str(row['nama']))}</b><br>NIP {format_nip(str(row['nip']))}{mark}"


def _fit(row: Row) -> str:
    """Return the fit, with its range where data are missing."""
    low, high = format_number(row["fit_low"]), format_number(row["fit_high"])
    return f"<b>{format_number(row['fit_after'])}</b>" + ("" if low == high else f" (antara {low} dan {high})")


def _parts(parts: pd.DataFrame, nip: str) -> str:
    """Return the parts of the fit of one candidate, a line each."""
    return "<br>".join(
        f"{escape(str(row['label']))} {MISSING if row['is_missing'] else format_number(row['score'], 0)}: {escape(str(row['observed']))}"
        for row in parts[parts["nip"] == nip].to_dict("records")
    )


def _asked(row: Row) -> str:
    """Return what a candidate needs, by kind."""
    return f"perlu {escape(str(row['asked']))}" if row["asked"] else ASKED_LABELS[Answer.LULUS]


def _needs(findings: pd.DataFrame, nip: str) -> str:
    """Return what the placement of one candidate needs, with article, a line each."""
    asked = open_findings(findings[findings["nip"] == nip])
    lines = [f"{escape(str(row.needs))} ({escape(str(row.citation))})" for row in asked.itertuples()]
    return "<br>".join(dict.fromkeys(lines)) or "tidak ada"
