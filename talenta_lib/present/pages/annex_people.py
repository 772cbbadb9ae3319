"""Annex for the committee, part one: the officials, box by box, and the organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from talenta_lib.present.figures import Figure, distribution_figure
from talenta_lib.present.pages.page import Page, annex, board_bands, source
from talenta_lib.present.tables import html_table
from talenta_lib.present.wording import capital, count_words, jenjang_label
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import (
    COMPETENCY_LABELS,
    MISSING,
    Axis,
    Recommendation,
    format_pct,
    format_score,
    join_words,
)

PERSON = {"code": "Kode", "nama": "Nama", "jabatan": "Jabatan", "eselon": "Eselon"}
RANGES = {"performance_range": "Kinerja", "potential_range": "Potensial"}
PERSON_WIDTHS = {"code": "12mm", "nama": "41mm", "eselon": "11mm", "performance_range": "16mm",
                 "potential_range": "17mm", "chance": "14mm", "recommendation": "21mm"}  # fmt: skip
TOP_GAPS = 3
NEARLY_SURE = 0.995
FEW = 25


def kotak_lists(result: RoundResult) -> Page:
    """Return everybody with a kotak, box by box from 9 to 1, with the official words and actions of each box."""
    people = with_ranges(result).assign(recommendation=result.people["recommendation"].fillna(""))
    people["chance"] = [_chance(row) for row in people.to_dict("records")]
    blocks = []
    for kotak in reversed(KOTAK):
        members = people[people["kotak"] == kotak].sort_values("order")
        description = result.rules["kotak_description"].value[kotak]
        actions = "; ".join(result.rules["kotak_actions"].value[kotak])
        heading = f"<h2>Kotak {kotak}: {len(members)} orang. {escape(description)}</h2>"
        blocks.append(f'{heading}<p class="sub">Tindakan menurut ketentuan: {escape(actions)}.</p>')
        if len(members):
            columns = PERSON | RANGES | {"chance": "Peluang", "recommendation": "Saran"}
            align = {"chance": "r w", "code": "w", "performance_range": "r w", "potential_range": "r w"}
            blocks.append(html_table(members, columns, align=align, row_header="nama", widths=PERSON_WIDTHS))
    placed = int(people["kotak"].notna().sum())
    return annex(
        "kotak",
        f"{placed} pejabat menurut kotaknya",
        "Urutan dalam kotak: nilai talenta, lalu TMT golongan, lalu undian dengan benih putaran. Usia tidak dipakai. "
        "Peluang: seberapa mungkin nilai yang sebenarnya berada di kotak itu; ○ berarti garis batas. Rentang nilai: ada "
        "data yang belum lengkap, tetapi kotaknya sama di seluruh rentang.",
        source(str(result.rules["kotak_actions"].citation)),
        *blocks,
    )


def with_ranges(result: RoundResult) -> pd.DataFrame:
    """Return people with both axes as text: one score that never rounds across a cut-off, or the range."""
    people, cuts = result.people.copy(), board_bands(result.scheme)
    for axis in Axis:
        pairs = zip(people[f"{axis}_low"], people[f"{axis}_high"], strict=True)
        people[f"{axis}_range"] = [_range(low, high, cuts[str(axis)]) for low, high in pairs]
    return people


def _range(low: float, high: float, cuts: Sequence[float]) -> str:
    """Say a range of axis scores; one number where low and high are the same."""
    if pd.isna(low) or pd.isna(high):
        return MISSING
    return format_score(low, cuts) if low == high else f"{format_score(low, cuts)}–{format_score(high, cuts)}"


def _chance(person: Mapping[Any, Any]) -> str:
    """Return the probability of a person's own kotak as text, with a ring for garis batas."""
    kotak = person["kotak"]
    share = float("nan") if pd.isna(kotak) else float(person[f"p_{kotak}"])
    text = "> 99%" if share > NEARLY_SURE else format_pct(share)
    return f"○ {text}" if person["is_borderline"] else text


def borderline(result: RoundResult) -> Page:
    """Return the list "garis batas": whom the committee discusses first."""
    people = with_ranges(result)
    people = people[people["is_borderline"]].sort_values("likely_probability")
    columns = [f"p_{kotak}" for kotak in KOTAK]
    rows = people.assign(spread=[_spread(shares) for shares in people[columns].to_numpy().tolist()])
    threshold = format_pct(result.parameters.borderline_probability)
    align = {"kotak": "c", "code": "w", "spread": "w", "performance_range": "r w", "potential_range": "r w"}
    labels = PERSON | {"kotak": "Kotak"} | RANGES | {"spread": "Kotak dan peluangnya"}
    widths = {"code": "12mm", "nama": "37mm", "eselon": "11mm", "kotak": "11mm", "performance_range": "14mm",
              "potential_range": "15mm", "spread": "38mm"}  # fmt: skip
    if people.empty:
        return annex(
            "garis-batas",
            "Tidak ada pejabat di garis batas",
            f"Peluang kotak resmi setiap pejabat {threshold} atau lebih, sejauh peluangnya dapat dinyatakan.",
            follows=True,
        )
    return annex(
        "garis-batas",
        f"{len(people)} pejabat di garis batas dibahas lebih dahulu",
        f"Peluang kotak resminya di bawah {threshold}. Peluang memperhitungkan galat alat ukur: nilai yang jauh dari "
        "rata-rata jenjangnya lebih mungkin terbawa galat. Nilai resmi tidak diubah; komite yang menimbang.",
        html_table(rows, labels, align=align, row_header="nama", widths=widths),
        follows=True,
    )


def _spread(shares: Sequence[float]) -> str:
    """Return the likeliest boxes: ``7: 39% · 5: 24% · 9: 23%``."""
    order = sorted(KOTAK, key=lambda kotak: -shares[kotak - 1])
    return " · ".join(f"{kotak}: {format_pct(shares[kotak - 1])}" for kotak in order[:3] if shares[kotak - 1] >= 0.01)


def undetermined(result: RoundResult) -> Page:
    """Return who has no kotak yet: what is missing, where the box could lie, performance with and without penguat."""
    people = with_ranges(result)
    people = people[people["kotak"].isna()]
    if people.empty:
        return annex(
            "belum-ditetapkan",
            "Kotak semua pejabat dapat ditetapkan",
            "Tidak ada data yang menahan kotak.",
            follows=True,
        )
    people = people.assign(boxes=people["possible_kotak"].str.replace(";", ", ").replace("", MISSING))
    why = (
        "Datanya belum lengkap; ini bukan nilai rendah. Rentang: dari kemungkinan terburuk sampai terbaik."
        if result.scheme.is_complete
        else "Data sumber tidak memuat nilai jadinya, atau nilainya jatuh di celah batas skema; ini bukan nilai rendah."
    )
    stale = int(people["is_stale"].fillna(False).astype(bool).sum())
    validity = result.rules["assessment_validity_years"].value
    note = f" {stale} di antaranya karena asesmen kedaluwarsa (berlaku {validity} tahun)." if stale else ""
    table = html_table(
        people,
        {"code": "Kode", "nama": "Nama", "opd": "OPD", "missing": "Yang belum ada", "performance_range": "Kinerja",
         "performance_core_score": "Kinerja tanpa penguat", "potential_range": "Potensial", "boxes": "Kotak yang mungkin"},
        align={"performance_range": "r w", "potential_range": "r w", "code": "w"},
        row_header="nama", widths={"code": "12mm", "nama": "36mm", "opd": "33mm", "missing": "30mm", "performance_range": "17mm",
                "performance_core_score": "14mm", "potential_range": "17mm"},
    )  # fmt: skip
    return annex("belum-ditetapkan", f"{len(people)} pejabat belum dapat ditetapkan kotaknya", why + note, table,
                 follows=len(people) <= FEW)  # fmt: skip


def succession(result: RoundResult) -> Page:
    """Return the kelompok rencana suksesi in its order."""
    members = result.people[result.people["in_krs"]].sort_values("krs_rank")
    labels = {"kotak": "Kotak", "talenta_score": "Nilai talenta", "golongan_start_date": "TMT golongan"}
    table = html_table(
        members, {"krs_rank": "Urutan"} | PERSON | labels, align={"kotak": "c", "code": "w"}, row_header="nama",
        widths={"krs_rank": "12mm", "code": "12mm", "nama": "46mm", "eselon": "12mm", "kotak": "11mm",
                "talenta_score": "14mm", "golongan_start_date": "19mm"},
    )  # fmt: skip
    return annex(
        "suksesi",
        f"{len(members)} pejabat di kelompok rencana suksesi",
        f"Kotak 7, 8, dan 9. Urutan: kotak, nilai talenta, TMT golongan, undian (benih {result.parameters.seed}). "
        "Nilai talenta yang lebih tinggi dapat berada di kotak yang lebih rendah.",
        source(f"Dasar: {result.rules['krs_kotak'].citation}; urutan menurut praktik, untuk disahkan instansi."),
        table if len(members) else "",
        follows=len(members) <= FEW,
    )


def vacancies(result: RoundResult) -> Page:
    """Return every vacant post with its candidates, ready now and soon."""
    vacant = result.posts[result.posts["is_vacant"]]
    if vacant.empty:
        return annex("jabatan-kosong", "Tidak ada jabatan kosong", "Semua jabatan dalam cakupan terisi.", follows=True)
    rows = result.candidates.merge(result.people[["nip", "kotak", "opd"]], on="nip")
    rows["readiness"] = rows["readiness"].map({"siap": "siap sekarang", "siap_1_2_tahun": "siap 1–2 tahun"})
    columns = {"code": "Kode", "nama": "Nama", "opd": "OPD kini", "kotak": "Kotak", "readiness": "Kesiapan",
               "fit_score": "Kesesuaian", "reason": "Keterangan"}  # fmt: skip
    widths = {"code": "12mm", "nama": "38mm", "opd": "34mm", "kotak": "11mm", "readiness": "22mm", "fit_score": "18mm"}
    blocks = []
    for post in vacant.itertuples():
        mine = rows[rows["jabatan_id"] == post.jabatan_id]
        blocks.append(f"<h2>{escape(str(post.jabatan))} ({escape(str(post.eselon))})</h2>")
        align = {"kotak": "c", "code": "w", "readiness": "w"}
        blocks.append(
            html_table(mine, columns, align=align, row_header="nama", widths=widths)
            if len(mine)
            else "<p>Belum ada calon dari kelompok suksesi yang memenuhi syarat.</p>"
        )
    return annex(
        "jabatan-kosong",
        f"{capital(count_words(len(vacant)))} jabatan kosong dan calonnya",
        "Pandangan awal dari syarat yang dapat dihitung: pendidikan, usia, masa kerja pada jenjang, pengalaman di "
        "rumpun. Pemeriksaan kelayakan penuh dilakukan sebelum mutasi. Kesesuaian: 0–100.",
        *blocks,
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
        source("Saran pengembangan adalah usulan, bukan ketentuan. Daftar lengkap per OPD dan per orang ada di lampiran Excel."),
        html_table(totals, {"label": "Kompetensi", "short": "Pejabat kurang", "development": "Yang dapat menutupnya"},
                   kind="t", row_header="label"),
        "<h3>Kekurangan terbanyak per OPD</h3>",
        html_table(by_opd, {"opd": "OPD", "text": "Kompetensi yang kurang"}, row_header="opd", widths={"opd": "62mm"}),
    )  # fmt: skip
