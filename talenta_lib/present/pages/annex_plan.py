"""Annex on the plan, part one: one block per official who moves, the loops, who stays, what is vacant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

import pandas as pd

from talenta_lib.placement.loops import CYCLE
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.loops import loop_svg
from talenta_lib.present.pages.mutasi import of_chapter
from talenta_lib.present.pages.page import Page, annex, source
from talenta_lib.present.plan_words import loop_words
from talenta_lib.present.tables import html_table
from talenta_lib.present.wording import capital, post_text
from talenta_lib.terms import ANSWER_LABELS, MISSING, Answer, format_nip, format_number

MOST_STAYS: Final = 60
CHAIN_SENTENCE: Final = " Rantai berakhir di jabatan yang semula kosong; bergaris putus: jabatan yang menjadi kosong."
Move = Mapping[Any, Any]


@of_chapter
def plan_names(chapter: Chapter) -> Page:
    """Return one block per official of the plan, in the order of entry into I-Mut: posts, fit, what it needs, why."""
    moves = {str(row["nip"]): row for row in chapter.mutasi.moves.to_dict("records")}
    names = chapter.preflight.names
    blocks = [_name_block(chapter, no, moves[nip]) for no, nip in zip(names["no"], names["nip"], strict=True)]
    return annex(
        "rencana-nama",
        f"{len(chapter.mutasi.moves)} perpindahan, nama demi nama",
        "Urutan: eselon jabatan baru, lalu urutan putaran. Kini: kecocokan dengan jabatan sekarang; nanti: dengan jabatan "
        "baru. Tebal: yang diperlukan, dengan dasar dan sebabnya; ketentuan yang terpenuhi ada di lampiran Excel.",
        *blocks,
    )


def _name_block(chapter: Chapter, number: int, move: Move) -> str:
    """Return the block of one official, kept together on a page."""
    nip = str(move["nip"])
    why = chapter.why(nip, str(move["to_id"]))
    rank = f"urutan {why.rank} dari {why.candidates} calon skenario ini" if why.rank else "urutan belum dapat dihitung"
    head = (
        f"<h3>{number}. {escape(str(move['nama']))} <span>NIP {format_nip(nip)}, {_rank(move)}; "
        f"{move['loop']}{move['step']}, {escape(str(move['kind']))}</span></h3>"
        f"<p>{escape(post_text(move['from_jabatan'], move['from_opd']))} ({_text(move['from_eselon'])}) → "
        f"<b>{escape(post_text(move['to_jabatan'], move['to_opd']))}</b> ({_text(move['to_eselon'])})</p>"
    )
    sentences = " ".join(why.sentences[1:])
    return (
        f'<div class="nama">{head}{_parts(chapter, move, rank)}{_findings(chapter, nip)}'
        f'<p class="sub">{escape(sentences)}</p></div>'
    )


def _rank(move: Move) -> str:
    """Return pangkat and golongan."""
    return escape(" ".join(str(move[name]) for name in ("pangkat", "golongan") if pd.notna(move[name])) or MISSING)


def _text(value: Any) -> str:
    """Return a value as escaped text."""
    return MISSING if pd.isna(value) else escape(str(value))


def _parts(chapter: Chapter, move: Move, rank: str) -> str:
    """Return the parts of the fit in the old and the new post, and the place among the candidates."""
    fit = chapter.mutasi.matching.fit
    nip, old = str(move["nip"]), move["from_id"]
    after = fit.parts(nip, str(move["to_id"]))
    before: pd.DataFrame = after.iloc[:0] if pd.isna(old) else fit.parts(nip, str(old))
    table = after.merge(before[["component", "score"]], on="component", how="left", suffixes=("", "_before"))
    table = table.assign(
        text=table["label"] + ": " + table["observed"], weight=table["weight"].map(lambda w: f"{w:g}%")
    )
    total = pd.DataFrame(
        [{"text": f"Kecocokan, {rank}", "weight": "", "score_before": move["fit_before"], "score": move["fit_after"]}]
    )
    rows = (
        pd.concat([table[total.columns], total], ignore_index=True)
        if len(table) > 1
        else total.assign(text=table["text"] + f"; {rank}", weight=table["weight"])
    )
    labels = {"text": "Bagian kecocokan", "weight": "Bobot", "score_before": "Kini", "score": "Nanti"}
    spread = _range_words(move)
    return html_table(
        rows, labels, align={"weight": "r"}, row_classes=["jumlah" if weight == "" else "" for weight in rows["weight"]],
        widths={"weight": "14mm", "score_before": "14mm", "score": "14mm"}, row_header="text",
    ) + (f'<p class="sub">{spread}</p>' if spread else "")  # fmt: skip


def _range_words(move: Move) -> str:
    """Say between which values the fit lies where data are missing."""
    low, high = (format_number(move[name]) for name in ("fit_low", "fit_high"))
    return "" if low == high else f"Ada data yang belum lengkap: antara {low} dan {high}."


def _findings(chapter: Chapter, nip: str) -> str:
    """Return what the rules ask of one official, with article and why."""
    asked = chapter.asked[chapter.asked["nip"] == nip]
    if asked.empty:
        return f"<p>{ANSWER_LABELS[Answer.LULUS]}: semua ketentuan yang diperiksa terpenuhi.</p>"
    items = "".join(
        f"<li><b>{escape(capital(one['needs']))}</b> ({escape(one['citation'])}). "
        f"{escape(one['label'])}: {escape(one['observed'])}; seharusnya {escape(one['required'])}.</li>"
        for one in asked.to_dict("records")
    )
    return f'<ul class="minta">{items}</ul>'


@of_chapter
def plan_loops(chapter: Chapter) -> Page:
    """Return the loops drawn, the posts that are vacant before or after, and who stays."""
    mutasi = chapter.mutasi
    loops = [group for _, group in mutasi.moves.groupby("loop", sort=False)]
    is_cycle = [group["loop_kind"].iloc[0] == CYCLE for group in loops]
    cycles = [loop_svg(group) for group, cycle in zip(loops, is_cycle, strict=True) if cycle]
    chains = [loop_svg(group) for group, cycle in zip(loops, is_cycle, strict=True) if not cycle]
    return annex(
        "rencana-susunan",
        f"Perpindahan tersusun dalam {loop_words(mutasi.moves)}" if loops else "Tidak ada perpindahan",
        f"Panah: pejabat yang memegang jabatan pangkal pindah ke jabatan ujung.{CHAIN_SENTENCE if chains else ''}",
        *(f"<figure>{drawing}</figure>" for drawing in cycles),
        *(_row_of_chains(chains[first : first + 2]) for first in range(0, len(chains), 2)),
        _vacancy_table(mutasi),
        _stays_table(mutasi),
    )


def _row_of_chains(drawings: Sequence[str]) -> str:
    """Return chains side by side; a page may break after them."""
    return f'<div class="rantai">{"".join(f"<figure>{drawing}</figure>" for drawing in drawings)}</div>'


def _vacancy_table(mutasi: Mutasi) -> str:
    """Return the posts that are vacant before or after the plan."""
    table = mutasi.vacancies
    if table.empty:
        return "<h3>Tidak ada jabatan kosong, sebelum maupun sesudah rencana</h3>"
    names = mutasi.matching.officials.set_index("nip")["nama"]
    words = {True: "kosong", False: "terisi"}
    rows = table.assign(
        before=table["was_vacant"].map(words).mask(table["retired_nip"].notna(), "pensiun"),
        after=table["is_vacant"].map(words),
        who=table["filled_by"].fillna(table["left_by"]).map(names),
        critical=table["kritikal"].fillna(False).map({True: "kritikal", False: ""}),
    )
    after = int(table["is_vacant"].sum())
    labels = {"jabatan": "Jabatan", "opd": "OPD", "eselon": "Eselon", "critical": "", "before": "Kini", "after": "Nanti",
              "who": "Pengisi, atau yang meninggalkan"}  # fmt: skip
    widths = {"eselon": "12mm", "critical": "13mm", "before": "12mm", "after": "12mm", "who": "40mm"}
    before = int(table["was_vacant"].sum())
    heading = f"<h3>Jabatan kosong: {before} sebelum rencana, {after} sesudahnya</h3>"
    return heading + html_table(rows, labels, row_header="jabatan", widths=widths)


def _stays_table(mutasi: Mutasi) -> str:
    """Return who keeps the post, named up to a page; of a large round only the number."""
    stays = mutasi.stays
    heading = f"<h3>{len(stays)} pejabat tetap di jabatannya</h3>"
    if len(stays) > MOST_STAYS:
        return heading + source("Daftarnya ada di lampiran Excel, lembar Rencana mutasi.")
    labels = {"code": "Kode", "nama": "Nama", "jabatan": "Jabatan", "eselon": "Eselon", "fit": "Kecocokan"}
    return heading + html_table(stays.sort_values("code"), labels, row_header="nama", align={"code": "w"})
