"""The answer to "why here, why not there" as HTML: the sentence first, then its evidence in three columns."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.eligibility.findings import NOT_MET, PASSED, UNKNOWN
from talenta_lib.placement.explanation import Explanation
from talenta_lib.placement.ranking import Seat
from talenta_lib.placement.why_words import points
from talenta_lib.present.explore.scenario_html import pick_button
from talenta_lib.present.explore.why_marks import parts_strip, push_waterfall
from talenta_lib.present.marks import legend_mark
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.present.wording import capital, count_words, plain_post
from talenta_lib.terms import ANSWER_LABELS, Answer, format_number, join_words

NOTE: Final = "Jawaban ini keterangan untuk komite. Bila komite memilih lain, alasannya ditulis dalam keputusan."
MARKS: Final = {PASSED: "✓", NOT_MET: "!", UNKNOWN: "?"}


def answer_block(facts: Explanation, *, tag: str = "p") -> str:
    """Return the answer: its finding large, as an element ``tag``, the other sentences under it."""
    first, *rest = facts.sentences
    return f'<div class="jawab"><{tag}>{escape(first)}</{tag}><span class="sub">{escape(" ".join(rest))}</span></div>'


def evidence(facts: Explanation, prices: pd.DataFrame | None = None) -> str:
    """Return the evidence as three columns (:func:`columns`), with what it is for."""
    sections = "".join(f"<section>{column}</section>" for column in columns(facts, prices))
    return f'<div class="tiga">{sections}</div><p class="sub">{NOTE}</p>'


def columns(
    facts: Explanation,
    prices: pd.DataFrame | None = None,
    *,
    is_pickable: bool = False,
    tools: Callable[[str], str] | None = None,
) -> tuple[str, str, str]:
    """Return comparison and runners-up; who else must move; findings and prices of other posts.

    ``prices`` is ``rivals.other_posts(exact=True)`` where it has been computed. ``is_pickable``: an official
    (``siapa:NIP``) and a post (``jabatan:ID``) can be chosen, to ask about them (``Clickable``). ``tools``
    returns the buttons that save a picture by its name; they stand under it.
    """
    return (
        _comparison(facts, tools) + runners_up_block(facts, is_pickable=is_pickable),
        _pushes(facts, tools),
        findings_block(facts) + _prices(facts, prices, is_pickable=is_pickable),
    )


def _with_tools(picture: str, name: str, tools: Callable[[str], str] | None) -> str:
    """Return a picture with the buttons that save it; the picture alone without them."""
    return (
        picture if tools is None else f'<div class="talenta-gambar">{picture}<p class="unduhan">{tools(name)}</p></div>'
    )


def _comparison(facts: Explanation, tools: Callable[[str], str] | None) -> str:
    """Return the parts of the fit beside those of the comparator."""
    seat, other = facts.seat, facts.comparator
    if other is None:
        labels = {"label": "Bagian", "score": "Nilai", "weight": "Bobot", "observed": "Ditemukan"}
        return f"<h3>Kecocokan {format_number(seat.fit)}</h3>{html_table(facts.parts, labels, row_header='label')}"
    gap = seat.fit - other.fit
    if gap != gap:  # noqa: PLR0124 - NaN is not itself
        title = "Kecocokan salah satunya belum dapat dihitung"
    else:
        word = "lebih" if gap >= 0 else "kurang"
        than = "daripada" if gap >= 0 else "dibanding"
        title = f"{format_number(abs(gap))} poin {word} cocok {than} {_who(facts)}"
    names = compared_names(seat, other)
    legend = f'<p class="sub">{legend_mark("sure")} {escape(names[0])} &ensp; ○ {escape(names[1])}</p>'
    sums = f"<p><b>Jumlah</b> {format_number(seat.fit)} lawan {format_number(other.fit)} <b>({format_number(gap, signed=True)})</b></p>"
    doubt = (
        ""
        if seat.fit != seat.fit or facts.fit_low == facts.fit_high
        else f'<p class="sub">Data belum lengkap: kecocokannya antara {format_number(facts.fit_low)} dan {format_number(facts.fit_high)}.</p>'
    )
    strip = _with_tools(parts_strip(facts.parts), "Bagian Kecocokan", tools)
    return f"<h3>{escape(title)}</h3>{legend}{strip}{sums}{doubt}"


def compared_names(seat: Seat, other: Seat) -> tuple[str, str]:
    """Return how the two that are compared are told apart: by name; with the post where it is not the same."""
    if seat.jabatan_id == other.jabatan_id:
        return seat.nama, other.nama
    return f"{seat.nama} di {plain_post(seat.jabatan)}", f"{other.nama} di {plain_post(other.jabatan)}"


def _who(facts: Explanation) -> str:
    """Say whom the official is compared with: another official, or the own post in the plan."""
    other = facts.comparator
    if other is None:
        return ""
    return f"di {plain_post(other.jabatan)}" if other.nip == facts.seat.nip else other.nama


def runners_up_block(facts: Explanation, *, is_pickable: bool = False) -> str:
    """Return the best candidates for the post, and where the plan has them."""
    table = facts.runners_up
    if table.empty:
        return f"<h3>Belum ada calon untuk {escape(plain_post(facts.seat.jabatan))}</h3>"
    rows = table.assign(where=planned_words(facts))
    labels = {"rank": "No", "nama": "Pejabat", "fit": "Cocok", "where": "Dalam rencana"}
    classes = ["pilih" if nip == facts.seat.nip else "" for nip in rows["nip"]]
    title = f"{capital(count_words(len(rows)))} calon teratas untuk {plain_post(facts.seat.jabatan)}"
    if is_pickable:
        rows["nama"] = [pick_button(f"siapa:{one.nip}", escape(str(one.nama))) for one in rows.itertuples()]
    formats = {"nama": Markup} if is_pickable else None
    html = html_table(rows, labels, row_header="nama", row_classes=classes, kind="calon", formats=formats)
    return f"<h3>{escape(title)}</h3>{html}"


def planned_words(facts: Explanation) -> pd.Series[Any]:
    """Say where the plan has each of the runners-up."""
    here = facts.runners_up["planned_id"] == facts.seat.jabatan_id
    where = facts.runners_up["planned_jabatan"].map(plain_post, na_action="ignore").mask(here.fillna(False), "di sini")
    return where.fillna("tanpa jabatan")


def _pushes(facts: Explanation, tools: Callable[[str], str] | None) -> str:
    """Return who else must move, with the waterfall; before the plan is solved again only its least price."""
    if facts.obstacles:
        return "<h3>Penempatan ini tidak dapat dicoba</h3><p>Sebabnya tertulis di atas.</p>"
    if not facts.is_exact:
        least = _least(facts.regret_bound)
        if facts.is_planned:
            return (
                "<h3>Bila ia tidak boleh di sana</h3><p>Tekan Hitung harga pasti untuk melihat siapa penggantinya.</p>"
            )
        return f"<h3>{least}</h3><p>Tekan Hitung harga pasti untuk melihat siapa yang ikut berubah.</p>"
    if facts.changes.empty:
        return "<h3>Tidak ada yang berubah</h3><p>Rencana sudah seperti itu.</p>"
    others = len(facts.changes) - 1
    title = (
        f"{capital(count_words(others))} orang lain ikut berubah"
        if others
        else "Tidak ada orang lain yang ikut berubah"
    )
    rule = "tidak boleh" if facts.is_planned else "wajib"
    caption = f"Susunan terbaik bila {facts.seat.nama} {rule} di {plain_post(facts.seat.jabatan)}"
    drawn = _with_tools(push_waterfall(facts.changes), "Ikut Berubah", tools)
    return f'<h3>{title}</h3><p class="sub">{escape(caption)}</p>{drawn}'


def _least(bound: float) -> str:
    """Say the least that a pair costs the plan, as far as that is known without solving again."""
    if bound == float("inf"):
        return "Syarat lain skenario menghalangi"
    least = f"turun paling sedikit {points(bound)} poin" if bound > 0 else "mungkin tidak turun"
    return f"Nilai rencana {least}"


def findings_block(facts: Explanation) -> str:
    """Return the findings of the rules, what stands in the way first, with article."""
    table = facts.findings
    if table.empty:
        return "<h3>Aturan tidak diuji</h3><p>Ia sudah memegang jabatan ini.</p>"
    rows = ordered_findings(table)
    barred = int((rows["answer"] == Answer.GUGUR).sum())
    title = f"{capital(count_words(barred))} aturan menghalangi" if barred else "Aturan tidak menghalangi"
    counts = {"terpenuhi": PASSED, "tidak terpenuhi": NOT_MET, "belum ada datanya": UNKNOWN}
    said = join_words(
        [f"{n} {words}" for words, status in counts.items() if (n := int((rows["status"] == status).sum()))]
    )
    asked, met = rows[rows["status"] != PASSED], rows[rows["status"] == PASSED]
    folded = (
        f'<details data-nama="terpenuhi"><summary>{len(met)} syarat terpenuhi</summary>{_finding_list(met)}</details>'
        if len(met)
        else ""
    )
    if asked.empty:
        return f"<h3>{title}</h3>{folded}"
    return f'<h3>{title}</h3><p class="sub">{capital(said)}</p>{_finding_list(asked)}{folded}'


def ordered_findings(table: pd.DataFrame) -> pd.DataFrame:
    """Return findings, what stands in the way first, what is met last."""
    order = {NOT_MET: 0, UNKNOWN: 1, PASSED: 3}
    return table.sort_values("status", key=lambda status: status.map(order).fillna(2), kind="stable")


def _finding_list(rows: pd.DataFrame) -> str:
    """Return findings as a list: what was found and required, the answer and its article."""
    items = []
    for row in rows.to_dict("records"):
        kind = "gugur" if row["answer"] == Answer.GUGUR else "" if row["status"] == PASSED else "awas"
        required = f"; syarat {row['required']}" if row["required"] and row["status"] != PASSED else ""
        mark = "✗" if kind == "gugur" else MARKS.get(row["status"], "i")
        items.append(
            f'<li class="{kind}"><i>{mark}</i><div><b>{escape(row["label"])}</b><span>{escape(row["observed"] + required)}</span></div>'
            f'<div class="u"><b>{ANSWER_LABELS[Answer(row["answer"])]}</b><span>{escape(row["citation"])}</span></div></li>'
        )
    return f'<ul class="syarat">{"".join(items)}</ul>'


def _prices(facts: Explanation, prices: pd.DataFrame | None, *, is_pickable: bool) -> str:
    """Return what it costs to place the official in other posts: the least price, or the exact one."""
    table = facts.other_posts if prices is None else prices
    if table.empty:
        return ""
    labels = {"jabatan": "Jabatan", "fit": "Cocok"}
    if prices is None:
        rows = table.assign(falls=[_falls(value, "≥ ") for value in table["regret_bound"]])
        labels |= {"falls": "Rencana turun"}
    else:
        rows = table.assign(
            falls=[_falls(value, "") for value in table["price"]],
            others=["" if pd.isna(count) else f"{count} orang" for count in table["others"]],
        )
        labels |= {"falls": "Rencana turun", "others": "Ikut berubah"}
    names = [escape(plain_post(jabatan)) for jabatan in rows["jabatan"]]
    if is_pickable:
        names = [pick_button(f"jabatan:{post}", name) for post, name in zip(rows["jabatan_id"], names, strict=True)]
    html = html_table(
        rows.assign(jabatan=names), labels, row_header="jabatan", align={"falls": "r", "others": "r"},
        formats={"jabatan": Markup, "falls": Markup}, kind="calon",
    )  # fmt: skip
    return f"<h3>Harga bila {escape(facts.seat.nama)} ditempatkan di jabatan lain</h3>{html}"


def _falls(price: float, least: str) -> str:
    """Say how much the plan loses."""
    if pd.isna(price) or price == float("inf"):
        return "tidak mungkin"
    return f"{least}{points(price)}" if price > 0 else "0,0"
