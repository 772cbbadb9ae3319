"""The sheets of ``lampiran.xlsx``: the whole round as tables that can be filtered and handed on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from talenta_lib.intake import files_table
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.mutasi_sheets import mutasi_sheets
from talenta_lib.present.wording import jenjang_label
from talenta_lib.regulations import rules_table
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import AXIS_LABELS, COMPETENCY_LABELS, SEVERITIES

PEOPLE = {
    "code": "Kode", "nip": "NIP", "nama": "Nama", "jabatan": "Jabatan", "opd": "OPD", "eselon": "Eselon",
    "rumpun": "Rumpun", "golongan": "Golongan", "jabatan_start_date": "TMT Jabatan", "bup_date": "TMT Pensiun",
    "performance_score": "Kinerja", "performance_core_score": "Kinerja tanpa Penguat", "potential_score": "Potensial",
    "talenta_score": "Nilai Talenta", "kotak": "Kotak", "possible_kotak": "Kotak yang Mungkin",
    "missing": "Yang Belum Ada",
    **{f"p_{kotak}": f"Peluang Kotak {kotak} (%)" for kotak in KOTAK},
    "is_borderline": "Garis Batas", "krs_rank": "Urutan Suksesi", "recommendation": "Saran",
    "recommendation_reason": "Alasan", "recommendation_citation": "Dasar", "assessment_date": "Tanggal Asesmen",
    "assessment_valid_until": "Asesmen Berlaku Sampai", "is_stale": "Kedaluwarsa",
    "given_performance_score": "Nilai Y dari Sumber", "given_potential_score": "Nilai X dari Sumber",
    "given_kotak": "Kotak dari Sumber",
}  # fmt: skip
COMPONENTS = {
    "nip": "NIP", "nama": "Nama", "axis": "Sumbu", "label": "Komponen", "observed": "Ditemukan", "score": "Nilai",
    "weight_pct": "Bobot (%)", "contribution": "Sumbangan", "missing_reason": "Sebab Belum Ada",
    "given_score": "Nilai dari Sumber", "source": "Berkas", "source_date": "Data per",
}  # fmt: skip
COMPETENCIES = {
    "nip": "NIP", "nama": "Nama", "opd": "OPD", "label": "Kompetensi", "level": "Level", "required_level": "Syarat",
    "gap": "Selisih", "next_required_level": "Syarat Jenjang Berikut", "next_gap": "Selisih Berikut",
    "development": "Pengembangan",
}  # fmt: skip
SIDES = {
    "nip": "NIP", "nama": "Nama", "label": "Sisi", "observed": "Ditemukan", "score": "Nilai", "standard": "Standar",
    "difference": "Selisih",
}  # fmt: skip
DISTRIBUTION = {
    "group_kind": "Menurut", "group": "Kelompok", "people": "Pejabat", **{f"kotak_{k}": f"Kotak {k}" for k in KOTAK},
    "undetermined": "Belum Ditetapkan", "borderline": "Garis Batas", "complete_pct": "Data Lengkap (%)",
    "retire_1": "Pensiun 1 Tahun", "retire_2": "Pensiun 2 Tahun", "retire_5": "Pensiun 5 Tahun",
}  # fmt: skip
GAPS = {
    "opd": "OPD", "label": "Kompetensi", "people": "Pejabat Dinilai", "short": "Pejabat Kurang",
    "mean_gap": "Rata-rata Kekurangan", "development": "Pengembangan",
}  # fmt: skip
CANDIDATES = {
    "jabatan_id": "Kode Jabatan", "jabatan": "Jabatan", "nip": "NIP", "nama": "Nama", "readiness": "Kesiapan",
    "fit_score": "Kesesuaian", "reason": "Keterangan",
}  # fmt: skip
RULES = {
    "label": "Ketentuan", "value": "Isi", "unit": "Satuan", "citation": "Dasar", "evidence": "Bukti",
    "effective": "Berlaku Sejak", "rule": "Kode",
}  # fmt: skip
_PLACE = r"^Berkas .*?(?:, lembar '[^']*')?(?:, baris \d+)?(?:, kolom '[^']*')?: "
ISSUES = {
    "severity": "Tingkat", "file": "Berkas", "sheet": "Lembar", "row": "Baris", "column": "Kolom", "code": "Masalah",
    "observed": "Ditemukan", "message": "Penjelasan", "remedy": "Yang Perlu Dilakukan",
}  # fmt: skip
FILES = {
    "path": "Berkas", "sheet": "Lembar", "layout": "Bentuk", "kind": "Jenis", "rows_in": "Baris",
    "accepted": "Diterima",
    "quarantined": "Ditahan", "non_data": "Bukan data",
}  # fmt: skip


def annex_sheets(result: RoundResult, chapter: Chapter | None = None) -> dict[str, pd.DataFrame]:
    """Return sheet name -> table with Indonesian headers, in reading order; probabilities as percentages."""
    people = people_sheet(result.people)
    components = result.components.assign(
        axis=result.components["axis"].map({str(axis): label for axis, label in AXIS_LABELS.items()}),
        weight_pct=result.components["weight"].astype(float) * 100,
    )
    distribution = result.distribution.assign(
        group_kind=result.distribution["group_kind"].map({"opd": "OPD", "jenjang": "Jenjang", "rumpun": "Rumpun"}),
        group=[
            jenjang_label(name) if kind == "jenjang" else name
            for kind, name in zip(result.distribution["group_kind"], result.distribution["group"], strict=True)
        ],
    )
    readiness = result.candidates["readiness"].map({"siap": "siap sekarang", "siap_1_2_tahun": "siap 1–2 tahun"})
    files = files_table(result.intake)
    return {
        "Pejabat": people,
        **mutasi_sheets(chapter),
        "Komponen": pick(_named(components, result.people), COMPONENTS),
        "Lima Sisi": pick(_named(result.sides, result.people), SIDES),
        "Kompetensi": pick(
            _named(result.competencies, result.people).assign(label=lambda t: t["competency"].map(COMPETENCY_LABELS)),
            COMPETENCIES,
        ),
        "Pengembangan per OPD": pick(result.gaps, GAPS),
        "Calon Jabatan Kosong": pick(result.candidates.assign(readiness=readiness), CANDIDATES),
        "Sebaran": pick(distribution, DISTRIBUTION),
        "Ketentuan": _pick_rules(result),
        "Masalah Data": issues_sheet(result.intake.issues),
        "Berkas": pick(files.assign(path=files["path"].str.rsplit("/", n=1).str[-1]), FILES),
    }


def _pick_rules(result: RoundResult) -> pd.DataFrame:
    """Return the rules that the round rests on, whole, with unit, citation and evidence."""
    table = rules_table(result.parameters.as_of)
    return pick(table[table["rule"].isin(result.rules_used)], RULES)


def issues_sheet(issues: pd.DataFrame) -> pd.DataFrame:
    """Return the issues, most severe first; file, sheet, row and column stand in columns of their own."""
    order = issues["severity"].map(SEVERITIES.index)
    rows = issues.assign(
        code=issues["code"].str.replace("_", " "),
        message=issues["message"].str.replace(_PLACE, "", regex=True),
    )
    return pick(rows.loc[order.sort_values(kind="stable").index], ISSUES)


def people_sheet(people: pd.DataFrame) -> pd.DataFrame:
    """Return the people table with Indonesian headers; probabilities as percentages."""
    shares = {f"p_{kotak}": people[f"p_{kotak}"] * 100 for kotak in KOTAK}
    return pick(people.assign(**shares), PEOPLE)


def _named(table: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Add name and OPD to a long table by NIP."""
    return table.merge(people[["nip", "nama", "opd"]], on="nip", how="left", validate="many_to_one")


def pick(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return the named columns under their Indonesian headers."""
    return table.reindex(columns=list(columns)).rename(columns=dict(columns))
