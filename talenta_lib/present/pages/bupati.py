"""The two pages for the Bupati, which stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.board import board_svg
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.figures import Figure, missing_by_opd_figure, retirement_figure, retirements
from talenta_lib.present.marks import counted_dots, legend_mark
from talenta_lib.present.pages.decisions import decisions_block, leader
from talenta_lib.present.pages.page import Page, board_bands, one_page
from talenta_lib.present.theme import KOTAK_GROUPS
from talenta_lib.present.wording import (
    capital,
    count_words,
    eselon_counts,
    half_year_words,
    scope_words,
    share_words,
)
from talenta_lib.round import RoundResult
from talenta_lib.terms import format_number

BOARD_SIZE = (650, 448)
GROUP_ADVICE = {
    "atas": "Pertahankan. Siapkan sebagai suksesor untuk jabatan kunci.",
    "tengah": "Tempatkan sesuai keahlian dan kembangkan kompetensinya.",
    "bawah": "Bimbing kinerjanya. Cari sebabnya sebelum menilai.",
}
MOST_VACANCIES = 7
FURTHEST_SHOWN = 7
MOST_BLAMED = 2


def bupati_map(result: RoundResult) -> Page:
    """Return the first page for the Bupati: what was assessed, the map, three groups, one caution."""
    people = result.people
    members, total, waiting = int(people["in_krs"].sum()), len(people), int(people["kotak"].isna().sum())
    cells = "".join(f"<td><b>{n}</b><strong>{title}</strong><br>{text}</td>" for n, title, text in assessed(result))
    board = board_svg(people, board_bands(result.scheme), width=BOARD_SIZE[0], height=BOARD_SIZE[1])
    return one_page(
        lambda density: (
            f'<section class="halaman {density}" id="bupati"><p class="atas">Ringkasan untuk {escape(leader(result.parameters))} · halaman 1 dari 2</p>'
            f'<h1>{round_finding(result)}</h1><p class="pembuka">{_lead(result)}</p>'
            f'<table class="angka"><tr>{cells}</tr></table>'
            f"<h2>{capital('semua' if members == total else share_words(members, total))} pejabat berada di kotak 7, 8, dan 9</h2>"
            f'<p class="sub">Satu titik satu pejabat, sedekat mungkin dengan nilai resminya: {total - waiting} orang. '
            "Kotak putus-putus: belum dapat ditetapkan.</p>"
            f"<figure>{board}</figure>{_groups(people)}{_caution(result)}</section>"
        )
    )


def round_finding(result: RoundResult) -> str:
    """Say what the round found: how many are ready for the succession group, and which heads are missing."""
    heads = _vacant_heads(result)
    ready = f"{int(result.people['in_krs'].sum())} dari {len(result.people)} pejabat siap masuk kelompok suksesi"
    return ready + (f", tetapi {len(heads)} jabatan kepala masih kosong" if len(heads) else "")


def assessed(result: RoundResult) -> list[tuple[int | str, str, str]]:
    """Return the numbers on what was assessed: (number, what, explanation)."""
    people = result.people
    members, total = int(people["in_krs"].sum()), len(people)
    borderline, waiting = int(people["is_borderline"].sum()), int(people["kotak"].isna().sum())
    return [
        (total, "pejabat dinilai", eselon_counts(people)),
        (members, "di kotak 7, 8, dan 9", f"{round(100 * members / total)}% dari yang dinilai; bakal kelompok suksesi"),
        (borderline, "di garis batas", "kotaknya dapat berubah bila dinilai ulang")
        if result.doubt.accuracy == result.doubt.accuracy
        else ("–", "garis batas belum dihitung", "peluang kotak belum dapat dinyatakan"),
        (waiting, "belum dapat ditetapkan", "datanya belum lengkap, bukan nilainya rendah")
        if result.scheme.is_complete
        else (waiting, "belum dapat ditetapkan", "tanpa nilai jadi, atau nilainya jatuh di celah skema"),
    ]


def _lead(result: RoundResult) -> str:
    """Return the two sentences under the finding."""
    younger = " Ini simulasi dengan skema yang terbit kemudian." if result.is_scheme_younger else ""
    return (
        f"Seluruh pejabat {scope_words(result.people)} dinilai pada lima sisi. Peta di bawah menunjukkan siapa yang "
        f"dapat didorong, siapa yang perlu dibimbing, dan siapa yang masih harus dibahas.{younger}"
    )


def _groups(people: pd.DataFrame) -> str:
    """Return the three groups in words, under the board."""
    cells = []
    for group, numbers in KOTAK_GROUPS.items():
        count = int(people["kotak"].isin(numbers).sum())
        label = ", ".join(str(number) for number in sorted(numbers))
        cells.append(f"<td>{legend_mark(group)}<b>Kotak {label}: {count} orang</b><br>{GROUP_ADVICE[group]}</td>")
    return f'<table class="kunci"><tr>{"".join(cells)}</tr></table>'


def _caution(result: RoundResult) -> str:
    """Return the one caution of the page: how sure the boxes are."""
    borderline = int(result.people["is_borderline"].sum())
    agreement = result.doubt.retest_agreement
    if agreement != agreement:  # noqa: PLR0124 - NaN: no probability could be stated
        return (
            '<div class="sebab"><b>Peluang kotak belum dapat dinyatakan.</b> Mutu alat ukurnya belum diketahui.</div>'
        )
    assumed = " (mutu alat ukur masih asumsi)" if result.doubt.assumed else ""
    discussed = f"Komite membahas {borderline} nama ini lebih dahulu." if borderline else ""
    return (
        f'<div class="sebab">{legend_mark("borderline")}<b>{borderline} titik berlingkar ada di garis batas.</b> '
        f"Tidak ada alat ukur yang tanpa galat: bila dinilai ulang, kira-kira {round(100 * agreement)} dari 100 pejabat "
        f"akan berada di kotak yang sama{assumed}. {discussed}</div>"
    )


def bupati_decisions(result: RoundResult, drawings: Mapping[str, str], chapter: Chapter | None = None) -> Page:
    """Return the second page: vacant posts and who is ready, two small charts, what needs a decision.

    With a plan (``chapter``) it says whom that puts into the vacant posts, and asks nothing that the plan answers.
    """
    heads = _vacant_heads(result)
    planned = None if chapter is None else _planned(chapter)
    first = _vacancy_block(result, heads, planned) if len(heads) else _distance_block(result)
    return one_page(
        lambda density: (
            f'<section class="halaman {density}"><p class="atas">Ringkasan untuk {escape(leader(result.parameters))} · halaman 2 dari 2</p>'
            f'{first}<div class="dua">{_charts(result, drawings)}</div>{decisions_block(result, heads, planned)}'
            f'<p class="catatan">Catatan {escape(leader(result.parameters))}<i></i><i></i></p></section>'
        )
    )


def _vacant_heads(result: RoundResult) -> pd.DataFrame:
    """Return the vacant posts that head an office (OPD)."""
    return result.posts[result.posts["is_vacant"] & result.posts["is_head"]]


def _planned(chapter: Chapter) -> dict[str, str]:
    """Return post -> the name that the plan moves into it."""
    return {str(row.to_id): plain_name(str(row.nama)) for row in chapter.mutasi.moves.itertuples()}


def _vacancy_block(result: RoundResult, heads: pd.DataFrame, planned: Mapping[str, str] | None) -> str:
    """Return the table of vacant head posts: how many are ready now and soon, and the best fitting or planned name."""
    counts = result.candidates.groupby(["jabatan_id", "readiness"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=heads["jabatan_id"], columns=["siap", "siap_1_2_tahun"], fill_value=0)
    order = counts["siap"].sort_values(ascending=False, kind="stable").index
    rows = []
    for jabatan_id in order[:MOST_VACANCIES]:
        post = heads.set_index("jabatan_id").loc[jabatan_id, "jabatan"]
        name = (
            _best(result, str(jabatan_id)) if planned is None else escape(planned.get(str(jabatan_id), "Tidak diisi"))
        )
        ready, soon = counts.loc[jabatan_id].astype(int)
        rows.append(_vacancy_row(str(post), ready, soon, name))
    filled, total = int((counts["siap"] > 0).sum()), len(heads)
    share = f"semua {count_words(total)}" if filled == total else f"{count_words(filled)} dari {count_words(total)}"
    title = f"{share} jabatan kepala yang kosong sudah punya calon siap"
    names, note = "Calon teratas", "Dalam kurung: kesesuaian, 0–100."
    if planned is not None:
        names = "Rencana mutasi"
        note = "Rencana mutasi melihat semua jabatan sekaligus dan dapat memakai nama lain."
    return (
        f'<h1 class="bagian">{capital(title)}</h1>'
        '<p class="sub">Siap sekarang: berada di kotak 7, 8, atau 9 dan memenuhi syarat waktu, usia, pendidikan, dan '
        f"pengalaman di rumpunnya. Satu orang dapat menjadi calon beberapa jabatan. {note}</p>"
        '<table class="t"><thead><tr><th scope="col" style="width:66mm">Jabatan kosong</th><th scope="col" style="width:27mm">Siap sekarang</th>'
        '<th scope="col" style="width:27mm">Siap 1–2 tahun</th>'
        f'<th scope="col">{names}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _best(result: RoundResult, jabatan_id: str) -> str:
    """Return who is ready for a post and fits best, with the fit."""
    best = result.candidates[
        (result.candidates["jabatan_id"] == jabatan_id) & (result.candidates["readiness"] == "siap")
    ]
    if best.empty:
        return "Belum ada"
    top = best.iloc[0]
    return f"{escape(plain_name(str(top['nama'])))} <span>({format_number(top['fit_score'], 0)})</span>"


def _vacancy_row(post: str, ready: int, soon: int, name: str) -> str:
    """Return one row of the vacancy table."""
    mark = "" if ready else ' class="perhatian"'
    return (
        f'<tr{mark}><th scope="row">{escape(post)}</th><td>{_count_cell(ready, ready=True)}</td>'
        f"<td>{_count_cell(soon, ready=False)}</td><td>{name}</td></tr>"
    )


def _count_cell(count: int, *, ready: bool) -> str:
    """Return a count with its dots, the number in a fixed width."""
    dots = counted_dots(count, ready=ready) if count else ""
    return f'<div style="display:flex"><b style="width:7mm">{count}</b>{dots}</div>'


def _distance_block(result: RoundResult) -> str:
    """Return, where no head post is vacant, the officials whose competencies are furthest from their post."""
    known = result.competencies.dropna(subset=["level"])
    reached = known["level"].clip(upper=known["required_level"])
    sums = (
        pd.DataFrame({"nip": known["nip"], "reached": reached, "required": known["required_level"]})
        .groupby("nip")
        .sum()
    )
    fit = (100 * sums["reached"] / sums["required"]).rename("fit")
    table = result.people.join(fit, on="nip").dropna(subset=["fit"]).sort_values(["fit", "code"], kind="stable")
    short = int((table["fit"] < 100).sum())
    rows = "".join(
        f'<tr><th scope="row">{escape(str(row.nama))}</th><td>{escape(str(row.jabatan))}</td>'
        f'<td class="r">{format_number(float(str(row.fit)))}</td></tr>'
        for row in table.head(FURTHEST_SHOWN).itertuples()
    )
    return (
        f'<h1 class="bagian">{short} dari {len(table)} pejabat belum memenuhi seluruh kompetensi jabatannya</h1>'
        '<p class="sub">Yang paling jauh dari syarat jabatannya. Kesesuaian 0–100: bagian syarat kompetensi yang '
        "terpenuhi; kelebihan tidak menutup kekurangan.</p>"
        '<table class="t"><thead><tr><th scope="col" style="width:58mm">Pejabat</th><th scope="col">Jabatan kini</th>'
        f'<th scope="col" class="r" style="width:25mm">Kesesuaian</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def front_figures(result: RoundResult) -> dict[str, Figure]:
    """Return the two small charts that have something to show: retirements by half-year, missing data by OPD."""
    people, as_of = result.people, result.parameters.as_of
    counts = retirements(people, as_of)
    figures = {"pensiun": retirement_figure(people, as_of)} if (counts["II"] + counts["III"]).max() else {}
    if people["kotak"].isna().any():
        figures["kelengkapan"] = missing_by_opd_figure(people, highlight=MOST_BLAMED)
    return figures


def _charts(result: RoundResult, drawings: Mapping[str, str]) -> str:
    """Return the two small charts with their findings."""
    people, as_of = result.people, result.parameters.as_of
    waiting = people[people["kotak"].isna()]
    by_opd = waiting["opd"].value_counts()
    top = by_opd.head(MOST_BLAMED)
    counts = retirements(people, as_of)
    totals = counts["II"] + counts["III"]
    last = half_year_words(str(counts["half_year"].iloc[-1]))
    peak = counts["half_year"].iloc[int(totals.to_numpy().argmax())]
    retired = (
        f"{capital(count_words(int(totals.max())))} pejabat pensiun bersamaan pada {half_year_words(str(peak))}"
        if totals.max()
        else f"Tidak ada pejabat eselon II dan III yang pensiun sampai {last}"
    )
    left = (
        f'<div><h2>{retired}</h2><p class="sub">Pejabat eselon II dan III yang pensiun per semester, sampai '
        f"{last}: {int(totals.sum())} orang.</p><figure>{drawings.get('pensiun', '')}</figure></div>"
    )
    return left + _missing_chart(waiting, top, drawings.get("kelengkapan", ""))


def _missing_chart(waiting: pd.DataFrame, top: pd.Series, drawing: str) -> str:
    """Return the chart of officials without a kotak by OPD, or one sentence where there are none."""
    if waiting.empty:
        return (
            '<div><h2>Data semua pejabat lengkap</h2><p class="sub">Setiap pejabat dapat ditetapkan kotaknya.</p></div>'
        )
    reasons = waiting["missing"].str.split("; ").explode().value_counts()
    said = ", ".join(f"{label} ({count} orang)" for label, count in reasons.head(3).items())
    title = f"{count_words(len(top))} OPD memegang {int(top.sum())} dari {len(waiting)} data yang kurang"
    return (
        f'<div><h2>{capital(title)}</h2><p class="sub">Yang kurang: {escape(said)}.</p><figure>{drawing}</figure></div>'
    )
