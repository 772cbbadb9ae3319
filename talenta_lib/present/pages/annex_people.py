"""Annex for the committee, part one: the officials, box by box, and the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from talenta_lib.present.figures import Figure, distribution_figure
from talenta_lib.present.pages.page import Page, annex, source
from talenta_lib.present.tables import html_table
from talenta_lib.present.wording import capital, count_words, jenjang_label
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import (
    COMPETENCY_LABELS,
    MISSING,
    Recommendation,
    format_number,
    format_pct,
    join_words,
)

PERSON = {"code": "Kode", "nama": "Nama", "jabatan": "Jabatan", "eselon": "Eselon"}
SCORES = {"performance_score": "Kinerja", "potential_score": "Potensial"}
TOP_GAPS = 3
NEARLY_SURE = 0.995
FEW = 10


def kotak_lists(result: RoundResult) -> Page:
    """Return everybody with a kotak, box by box from 9 to 1, with the official words and actions of each box."""
    people = result.people.assign(
        chance=[_chance(row) for row in result.people.to_dict("records")],
        mark=result.people["is_borderline"].map({True: "garis batas", False: ""}),
        recommendation=result.people["recommendation"].fillna(""),
    )
    blocks = []
    for kotak in reversed(KOTAK):
        members = people[people["kotak"] == kotak].sort_values("order")
        description = result.rules["kotak_description"].value[kotak]
        actions = "; ".join(result.rules["kotak_actions"].value[kotak])
        heading = f"<h3>Kotak {kotak}: {len(members)} orang. {escape(description)}</h3>"
        blocks.append(f'{heading}<p class="sub">Tindakan menurut ketentuan: {escape(actions)}.</p>')
        if len(members):
            columns = PERSON | SCORES | {"chance": "Peluang", "recommendation": "Saran", "mark": "Tanda"}
            blocks.append(html_table(members, columns, align={"chance": "r", "code": "w"}, row_header="nama"))
    placed = int(people["kotak"].notna().sum())
    return annex(
        "kotak",
        f"{placed} pejabat menurut kotaknya",
        "Urutan dalam kotak: nilai talenta, lalu TMT golongan, lalu undian dengan benih putaran. Usia tidak dipakai. "
        "Peluang: seberapa mungkin nilai yang sebenarnya berada di kotak itu.",
        *blocks,
        source(str(result.rules["kotak_actions"].citation)),
    )


def _chance(person: Mapping[Any, Any]) -> str:
    """Return the probability of a person's own kotak as text."""
    kotak = person["kotak"]
    if pd.isna(kotak):
        return MISSING
    share = float(str(person[f"p_{kotak}"]))
    return "> 99%" if share > NEARLY_SURE else format_pct(share)


def borderline(result: RoundResult) -> Page:
    """Return the list "garis batas": whom the committee discusses first."""
    people = result.people[result.people["is_borderline"]].sort_values("likely_probability")
    columns = [f"p_{kotak}" for kotak in KOTAK]
    rows = people.assign(spread=[_spread(shares) for shares in people[columns].to_numpy().tolist()])
    threshold = format_pct(result.parameters.borderline_probability)
    table = html_table(
        rows,
        PERSON | {"kotak": "Kotak resmi"} | SCORES | {"spread": "Peluang tiap kotak"},
        align={"kotak": "c", "code": "w"},
        row_header="nama",
    )
    return annex(
        "garis-batas",
        f"{len(people)} pejabat di garis batas dibahas lebih dahulu"
        if len(people)
        else "Tidak ada pejabat di garis batas",
        f"Peluang kotak resminya di bawah {threshold}. Nilai resmi tidak diubah; komite yang menimbang.",
        table if len(people) else "",
        follows=True,
    )


def _spread(shares: Sequence[float]) -> str:
    """Return the likeliest boxes: ``kotak 7 39%, kotak 5 24%``."""
    order = sorted(KOTAK, key=lambda kotak: -shares[kotak - 1])
    return ", ".join(
        f"kotak {kotak} {format_pct(shares[kotak - 1])}" for kotak in order[:4] if shares[kotak - 1] >= 0.01
    )


def undetermined(result: RoundResult) -> Page:
    """Return who has no kotak yet: what is missing, where the box could lie, performance with and without penguat."""
    people = result.people[result.people["kotak"].isna()].copy()
    people["boxes"] = people["possible_kotak"].str.replace(";", ", ").replace("", MISSING)
    for axis in ("performance", "potential"):
        people[f"{axis}_range"] = [
            _range(low, high) for low, high in zip(people[f"{axis}_low"], people[f"{axis}_high"], strict=True)
        ]
    table = html_table(
        people,
        {"code": "Kode", "nama": "Nama", "opd": "OPD", "missing": "Yang belum ada", "performance_range": "Kinerja",
         "performance_core_score": "Kinerja tanpa penguat", "potential_range": "Potensial", "boxes": "Kotak yang mungkin"},
        align={"performance_range": "r w", "potential_range": "r w", "code": "w"},
        row_header="nama",
    )  # fmt: skip
    stale = people[people["is_stale"].fillna(False).astype(bool)]
    note = source(f"{len(stale)} di antaranya karena asesmen kedaluwarsa (berlaku 3 tahun).") if len(stale) else ""
    return annex(
        "belum-ditetapkan",
        f"{len(people)} pejabat belum dapat ditetapkan kotaknya"
        if len(people)
        else "Kotak semua pejabat dapat ditetapkan",
        "Datanya belum lengkap; ini bukan nilai rendah. Rentang: dari kemungkinan terburuk sampai terbaik.",
        table if len(people) else "",
        note,
        follows=len(people) <= FEW,
    )


def _range(low: float, high: float) -> str:
    """Say a range of axis scores; one number where low and high are the same."""
    if pd.isna(low) or pd.isna(high):
        return MISSING
    return format_number(low) if low == high else f"{format_number(low, 0)}–{format_number(high, 0)}"


def succession(result: RoundResult) -> Page:
    """Return the kelompok rencana suksesi in its order."""
    members = result.people[result.people["in_krs"]].sort_values("krs_rank")
    table = html_table(
        members,
        {"krs_rank": "Urutan"}
        | PERSON
        | {"kotak": "Kotak", "talenta_score": "Nilai talenta", "golongan_start_date": "TMT golongan"},
        align={"kotak": "c", "code": "w"},
        row_header="nama",
    )
    rule = result.rules["krs_kotak"]
    return annex(
        "suksesi",
        f"{len(members)} pejabat di kelompok rencana suksesi",
        f"Kotak 7, 8, dan 9. Urutan: kotak, nilai talenta, TMT golongan, undian (benih {result.parameters.seed}). "
        "Nilai talenta yang lebih tinggi dapat berada di kotak yang lebih rendah.",
        table,
        source(f"Dasar: {rule.citation}; urutan menurut praktik, untuk disahkan instansi."),
    )


def vacancies(result: RoundResult) -> Page:
    """Return every vacant post with its candidates, ready now and soon."""
    vacant = result.posts[result.posts["is_vacant"]]
    rows = result.candidates.merge(result.people[["nip", "kotak", "opd"]], on="nip")
    blocks = []
    for post in vacant.itertuples():
        mine = rows[rows["jabatan_id"] == post.jabatan_id].assign(
            readiness=lambda part: part["readiness"].map({"siap": "siap sekarang", "siap_1_2_tahun": "siap 1–2 tahun"})
        )
        blocks.append(f"<h3>{escape(str(post.jabatan))} ({escape(str(post.eselon))})</h3>")
        if mine.empty:
            blocks.append("<p>Belum ada calon dari kelompok suksesi yang memenuhi syarat.</p>")
            continue
        columns = {"code": "Kode", "nama": "Nama", "opd": "OPD kini", "kotak": "Kotak", "readiness": "Kesiapan",
                   "fit_score": "Kesesuaian", "reason": "Keterangan"}  # fmt: skip
        align = {"kotak": "c", "code": "w", "readiness": "w", "nama": "w"}
        blocks.append(html_table(mine, columns, align=align, row_header="nama"))
    title = (
        f"{capital(count_words(len(vacant)))} jabatan kosong dan calonnya"
        if len(vacant)
        else "Tidak ada jabatan kosong"
    )
    return annex(
        "jabatan-kosong",
        title,
        "Pandangan awal dari syarat yang dapat dihitung: pendidikan, usia, masa kerja pada jenjang, pengalaman di "
        "rumpun. Pemeriksaan kelayakan penuh dilakukan sebelum mutasi. Kesesuaian: 0–100.",
        *blocks,
        follows=vacant.empty,
    )


def recommendations(result: RoundResult) -> Page:
    """Return how many officials are suggested for promotion, rotation and development, by jenjang, and the exceptions."""
    people = result.people.dropna(subset=["recommendation"])
    counts = pd.crosstab(people["jenjang"], people["recommendation"]).reindex(
        index=people["jenjang"].unique(), columns=[str(value) for value in Recommendation], fill_value=0
    )
    table = counts.reset_index().assign(jenjang=lambda part: part["jenjang"].map(jenjang_label))
    by_kotak = {int(k): value for k, value in result.rules["kotak_recommendation"].value.items()}
    exceptions = people[people["kotak"].map(by_kotak) != people["recommendation"]]
    blocks = [
        html_table(table, {"jenjang": "Jenjang", "promosi": "Promosi", "rotasi": "Rotasi", "pengembangan": "Pengembangan"},
                   kind="t", row_header="jenjang")
    ]  # fmt: skip
    if len(exceptions):
        blocks.append("<h3>Saran yang berbeda dari kotaknya</h3>")
        blocks.append(
            html_table(exceptions, {"code": "Kode", "nama": "Nama", "recommendation": "Saran", "recommendation_reason": "Sebab"},
                       align={"code": "w"}, row_header="nama")
        )  # fmt: skip
    promoted = int((people["recommendation"] == Recommendation.PROMOSI).sum())
    return annex(
        "saran",
        f"{promoted} pejabat disarankan untuk promosi bila ada jabatan"
        if promoted
        else "Belum ada pejabat yang disarankan untuk promosi",
        "Saran mengikuti tindakan menurut kotak. Tidak satu pun saran berisi sanksi; kotak 1 dibina dan dicari sebabnya.",
        *blocks,
        source(f"Dasar: {result.rules['kotak_actions'].citation}. Alasan tiap orang ada di lampiran Excel."),
        follows=True,
    )


def organisation(result: RoundResult, drawings: Mapping[str, str]) -> Page:
    """Return distribution, completeness and retirements by jenjang (drawn), OPD and rumpun (tables)."""
    table = result.distribution.copy()
    for group, members in (("upper", (7, 8, 9)), ("middle", (4, 5, 6)), ("lower", (1, 2, 3))):
        table[group] = table[[f"kotak_{kotak}" for kotak in members]].sum(axis=1)
    table["complete"] = (table["complete_pct"] / 100).map(format_pct)
    columns = {"group": "", "people": "Pejabat", "upper": "Kotak 7–9", "middle": "Kotak 4–6", "lower": "Kotak 1–3",
               "undetermined": "Belum", "complete": "Data lengkap", "retire_1": "Pensiun 1 th", "retire_2": "2 th",
               "retire_5": "5 th"}  # fmt: skip
    blocks = [f"<figure>{drawings['sebaran']}</figure>"]
    for kind, label in (("opd", "OPD"), ("rumpun", "Rumpun")):
        part = table[table["group_kind"] == kind]
        blocks.append(f"<h3>Menurut {label}</h3>")
        blocks.append(html_table(part, columns | {"group": label}, align={"complete": "r"}, row_header="group"))
    people = result.people
    soon = int((people["bup_date"] <= pd.Timestamp(result.parameters.as_of) + pd.DateOffset(years=2)).sum())
    return annex(
        "organisasi",
        f"{soon} dari {len(people)} pejabat pensiun dalam dua tahun"
        if soon
        else "Tidak ada pejabat yang pensiun dalam dua tahun",
        "Sebaran kotak, kelengkapan data, dan pensiun menurut jenjang, OPD, dan rumpun.",
        *blocks,
    )


def annex_figures(result: RoundResult) -> dict[str, Figure]:
    """Return the figures of the annex."""
    return {"sebaran": distribution_figure(named_jenjang(result.distribution), "jenjang")}


def named_jenjang(distribution: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by jenjang, under their eselon words."""
    rows = distribution[distribution["group_kind"] == "jenjang"]
    return rows.assign(group=rows["group"].map(jenjang_label))


def development(result: RoundResult) -> Page:
    """Return the competency gaps: totals per competency with what would close them, and the widest per OPD."""
    gaps = result.gaps
    known = result.competencies.dropna(subset=["level"])
    totals = gaps.groupby("competency").agg(short=("short", "sum"), development=("development", "first"))
    totals = totals.reindex([name for name in COMPETENCY_LABELS if name in totals.index]).reset_index()
    totals = totals.sort_values("short", ascending=False, kind="stable")
    totals["label"] = totals["competency"].map(COMPETENCY_LABELS)
    widest = gaps.groupby("opd", sort=False).head(TOP_GAPS)
    by_opd = (
        widest.assign(text=widest["label"] + " (" + widest["short"].astype(str) + " orang)")
        .groupby("opd", sort=False)["text"]
        .agg("; ".join)
        .reset_index()
    )
    first = join_words([str(label).lower() for label in totals["label"].head(2)])
    officials = known["nip"].nunique()
    return annex(
        "pengembangan",
        f"Kompetensi yang paling banyak kurang: {first}" if len(totals) else "Tidak ada kekurangan kompetensi",
        f"Jumlah pejabat yang levelnya di bawah syarat jabatannya, dari {officials} pejabat dengan asesmen yang berlaku.",
        html_table(totals, {"label": "Kompetensi", "short": "Pejabat kurang", "development": "Yang dapat menutupnya"},
                   kind="t", row_header="label"),
        "<h3>Kekurangan terbanyak per OPD</h3>",
        html_table(by_opd, {"opd": "OPD", "text": "Kompetensi yang kurang"}, row_header="opd"),
        source("Saran pengembangan adalah usulan, bukan ketentuan. Daftar lengkap per OPD dan per orang ada di lampiran Excel."),
    )  # fmt: skip
