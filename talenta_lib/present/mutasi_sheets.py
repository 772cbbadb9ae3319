"""The sheets of the annex workbook on the plan: who moves, which rules were met or not, candidates per vacant post."""

from __future__ import annotations

import pandas as pd

from talenta_lib.present.chapter import Chapter
from talenta_lib.terms import ANSWER_LABELS, MoveKind

PLAN = {
    "loop": "Susunan", "loop_kind": "Bentuk", "step": "Langkah", "code": "Kode", "nip": "NIP", "nama": "Nama",
    "pangkat": "Pangkat", "golongan": "Golongan", "from_jabatan": "Jabatan Lama", "from_opd": "OPD Lama",
    "from_eselon": "Eselon Lama", "to_jabatan": "Jabatan Baru", "to_opd": "OPD Baru", "to_eselon": "Eselon Baru",
    "kind": "Cara", "fit_before": "Kecocokan Kini", "fit_after": "Kecocokan Nanti", "fit_low": "Paling Rendah",
    "fit_high": "Paling Tinggi", "answer": "Jawaban Ketentuan", "asked": "Perlu",
    "needs": "Yang Diperlukan",
}  # fmt: skip
FINDINGS = {
    "no": "No", "nip": "NIP", "nama": "Nama", "label": "Ketentuan", "status": "Status", "answer": "Jawaban",
    "observed": "Ditemukan", "required": "Syarat", "citation": "Dasar", "needs": "Yang Diperlukan",
}  # fmt: skip
CANDIDATES = {
    "jabatan": "Jabatan Kosong", "opd": "OPD", "eselon": "Eselon", "rank": "Urutan", "code": "Kode", "nip": "NIP",
    "nama": "Nama", "from_jabatan": "Jabatan Kini", "from_opd": "OPD Kini", "kind": "Cara",
    "fit_after": "Kecocokan", "fit_low": "Paling Rendah", "fit_high": "Paling Tinggi", "answer": "Jawaban Ketentuan",
    "asked": "Perlu", "needs": "Yang Diperlukan", "successors": "Pengganti di Jabatan Kini",
}  # fmt: skip
STATUS = {"lulus": "terpenuhi", "tidak": "tidak terpenuhi", "belum_ada_data": "belum ada data", "info": "catatan"}


def mutasi_sheets(chapter: Chapter | None) -> dict[str, pd.DataFrame]:
    """Return sheet name -> table with Indonesian headers; none for a round without a scenario."""
    if chapter is None:
        return {}
    return {
        "Rencana mutasi": plan_sheet(chapter),
        "Syarat per nama": findings_sheet(pd.concat([chapter.preflight.findings, chapter.preflight.passed])),
        "Tiga calon": candidates_sheet(chapter),
    }


def plan_sheet(chapter: Chapter) -> pd.DataFrame:
    """Return who moves, in walking order, then who stays."""
    stays = chapter.mutasi.stays.rename(columns={"jabatan": "from_jabatan", "opd": "from_opd", "eselon": "from_eselon"})
    stays = stays.assign(
        kind=str(MoveKind.TETAP), to_jabatan=stays["from_jabatan"], to_opd=stays["from_opd"],
        to_eselon=stays["from_eselon"], fit_before=stays["fit"], fit_after=stays["fit"],
    )  # fmt: skip
    rows = pd.concat([chapter.mutasi.moves, stays], ignore_index=True).reindex(columns=list(PLAN))
    return named_answers(rows).astype({"step": "Int64"}).rename(columns=PLAN)


def findings_sheet(findings: pd.DataFrame) -> pd.DataFrame:
    """Return findings, name by name, in the order of entry."""
    return named_findings(findings.sort_values("no", kind="stable").reindex(columns=list(FINDINGS)))


def named_findings(findings: pd.DataFrame) -> pd.DataFrame:
    """Return those columns of findings that are for people, as they are ordered, in words."""
    rows = named_answers(findings.assign(status=findings["status"].map(STATUS)))
    return rows[[name for name in FINDINGS if name in rows]].rename(columns=FINDINGS)


def named_answers(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose column ``answer`` is in words."""
    return table.assign(answer=table["answer"].map({str(answer): label for answer, label in ANSWER_LABELS.items()}))


def candidates_sheet(chapter: Chapter) -> pd.DataFrame:
    """Return the candidates of every vacant post."""
    parts = [
        one.candidates.assign(
            jabatan=one.jabatan, opd=one.opd, eselon=one.eselon,
            successors=one.candidates["nip"].map(_successors(one.successors)),
        )
        for one in chapter.shortlists
    ]  # fmt: skip
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(CANDIDATES))
    return named_answers(rows).reindex(columns=list(CANDIDATES)).rename(columns=CANDIDATES)


def _successors(table: pd.DataFrame) -> dict[str, str]:
    """Return, by NIP of a candidate, who could fill what he or she would leave."""
    if table.empty:
        return {}
    return {str(nip): "; ".join(group["nama"]) for nip, group in table.groupby("left_by")}
