"""Annex for the committee, part two: data quality, measurement, and where everything came from."""

from __future__ import annotations

from html import escape

import pandas as pd

from talenta_lib.intake import files_table
from talenta_lib.present import record_words
from talenta_lib.present.pages.page import Page, annex, source
from talenta_lib.present.tables import html_table
from talenta_lib.round import RoundResult
from talenta_lib.terms import SEVERITIES, Axis, format_number, format_pct

PROOF = (
    "Jejak masukan adalah sidik dari berkas, ketentuan, skema, dan parameter yang dipakai.",
    "Masukan yang sama menghasilkan laporan yang sama, sehingga perubahan sekecil apa pun dapat ditemukan.",
    "Ini membuktikan bahwa tidak ada yang diubah sesudahnya, bukan bahwa isinya benar.",
)
CERTAINTY = {"what": "Ukuran untuk putaran ini", "share": "Besarnya", "method": "Metode"}
ERROR_MODELS = {"instrument": "Alat ukur", "error": "Galat", "status": "Asal"}
ISSUE_KINDS = {"severity": "Tingkat", "code": "Masalah", "count": "Jumlah", "remedy": "Yang perlu dilakukan"}


def data_quality(result: RoundResult) -> Page:
    """Return the accounting per sheet, the issues by kind, and what looks implausible as a whole."""
    files = files_table(result.intake)
    files["file"] = [
        f"{path.rsplit('/', 1)[-1]}: {sheet}" for path, sheet in zip(files["path"], files["sheet"], strict=True)
    ]
    columns = {"file": "Berkas dan lembar", "kind": "Jenis", "rows_in": "Baris", "accepted": "Diterima",
               "quarantined": "Ditahan", "non_data": "Bukan data"}  # fmt: skip
    blocks = [html_table(files, columns, row_header="file")]
    if len(result.intake.issues):
        blocks.append("<h3>Masalah yang ditemukan</h3>")
        blocks.append(html_table(issue_kinds(result.intake.issues), ISSUE_KINDS, group_by="severity"))
    if len(result.plausibility):
        blocks.append("<h3>Data yang perlu ditanyakan kepada OPD</h3>")
        blocks.append(
            html_table(result.plausibility, {"check": "Pemeriksaan", "opd": "OPD", "observed": "Ditemukan",
                                             "expected": "Wajarnya", "citation": "Dasar"})
        )  # fmt: skip
    if result.unplaced_holders:
        blocks.append(source(f"{result.unplaced_holders} pemangku pada peta jabatan tidak ada di berkas pegawai."))
    return annex(
        "mutu-data",
        rows_finding(result),
        "Tidak ada baris yang hilang: baris dibaca = diterima + ditahan + bukan data (judul, kepala tabel, tanda tangan).",
        *blocks,
    )


def rows_finding(result: RoundResult) -> str:
    """Say how many rows were read and how many held back."""
    reports = result.intake.files
    read, held = sum(one.rows_in for one in reports), sum(one.quarantined for one in reports)
    return f"{format_number(read, 0)} baris dibaca, {held} baris ditahan"


def issue_kinds(issues: pd.DataFrame) -> pd.DataFrame:
    """Return the issues by kind (``ISSUE_KINDS``), most severe first, with the remedy of the first."""
    counts = issues.groupby(["severity", "code"]).agg(count=("code", "size"), remedy=("remedy", "first")).reset_index()
    counts["code"] = counts["code"].str.replace("_", " ")
    return counts.sort_values("severity", key=lambda part: part.map(SEVERITIES.index), kind="stable")


def differences(result: RoundResult) -> Page:
    """Return where a ready-made score or box of the source system differs from the computed one."""
    rows = result.differences
    given = result.people[["given_performance_score", "given_kotak"]].notna().any(axis=1).sum()
    table = html_table(
        rows,
        {"code": "Kode", "nama": "Nama", "performance_score": "Kinerja dihitung", "given_performance_score": "dari sumber",
         "potential_score": "Potensial dihitung", "given_potential_score": "dari sumber", "kotak": "Kotak dihitung",
         "given_kotak": "dari sumber"},
        align={"kotak": "c", "given_kotak": "c", "code": "w"},
        formats={"given_kotak": lambda kotak: format_number(kotak, 0)},
        row_header="nama",
    )  # fmt: skip
    title = f"{len(rows)} dari {given} nilai jadi berbeda dari hitungan" if given else "Data ini tanpa nilai jadi"
    return annex(
        "selisih",
        title,
        "Yang dipakai adalah hitungan dari data dasar. Nilai jadi dari sistem asal disimpan di sampingnya."
        if given
        else "Tidak ada nilai sumbu atau kotak dari sistem asal yang dapat dibandingkan.",
        table if len(rows) else "",
        follows=True,
    )


def measurement(result: RoundResult) -> Page:
    """Return how far the boxes can be trusted, for the round as a whole, and which error models are assumed."""
    models = error_models(result)
    return annex(
        "alat-ukur",
        "Seberapa pasti sebuah kotak",
        "Peluang dihitung dari galat alat ukur, bukan dari sebaran putaran ini. Catatan seperti ijazah dan SK dianggap tanpa galat.",
        html_table(certainty(result), CERTAINTY, kind="t", align={"share": "r b"}, row_header="what"),
        "<h3>Galat alat ukur yang dipakai</h3>",
        html_table(models, ERROR_MODELS, row_header="instrument") if len(models)
        else "<p>Skema ini tidak memuat galat alat ukur.</p>",
        source("Ganti asumsi dengan keandalan dari laporan lembaga penilai pada bagian galat di putaran.yaml."),
        follows=True,
    )  # fmt: skip


def certainty(result: RoundResult) -> pd.DataFrame:
    """Return how sure the boxes of the round are, in words (``CERTAINTY``)."""
    doubt = result.doubt
    rows = [
        ("Peluang rata-rata kotak resmi adalah kotak sebenarnya", doubt.accuracy, "Rudner (2005)"),
        ("Berada di kotak yang sama bila dinilai ulang", doubt.retest_agreement, "Livingston dan Lewis (1995), diperluas untuk predikat"),
        ("Konsistensi sumbu yang seluruhnya berupa angka", doubt.livingston_lewis_consistency, "Livingston dan Lewis (1995)"),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CERTAINTY)).assign(share=lambda table: table["share"].map(format_pct))


def error_models(result: RoundResult) -> pd.DataFrame:
    """Return the error of each instrument in use, in words, and whether it is assumed (``ERROR_MODELS``)."""
    scheme = result.scheme
    names = sorted({str(part.instrument) for axis in Axis for part in scheme.axes[axis].components if part.instrument})
    rows = [
        (scheme.instrument(name).label, _say_error(model), "asumsi" if model.assumed else "dari instansi")
        for name in names
        if (model := scheme.error_model(name)) is not None
    ]
    return pd.DataFrame(rows, columns=list(ERROR_MODELS))


def _say_error(model: object) -> str:
    """Say an error model in words."""
    confusion = getattr(model, "confusion", None)
    if confusion is not None:
        kept = [row.get(name, 0.0) for name, row in confusion.items()]
        return f"tabel peluang kategori; kategori tetap {format_pct(min(kept))} sampai {format_pct(max(kept))}"
    return f"galat baku {format_number(getattr(model, 'standard_error', None))} angka"


def manifest_page(result: RoundResult) -> Page:
    """Return the last page: the input part of the manifest, and what the trace proves and does not."""
    part = result.input_part
    files = pd.DataFrame(part["berkas"]).assign(sha256=lambda table: table["sha256"].str[:16])
    versions = ", ".join(f"{name} {number}" for name, number in part["versi"].items())
    sentences, record = " ".join(PROOF), " ".join(record_words.PROOF)
    ledger = f"<h3>Buku keputusan</h3><p>{escape(record_words.head_words(part))} {escape(record)}</p>"
    return annex(
        "jejak",
        "Sumber dan jejak",
        f"Jejak masukan {result.input_hash}.",
        f"<p>{sentences}</p>",
        html_table(files, {"path": "Berkas masukan", "sha256": "SHA-256 (16 angka pertama)"}, row_header="path"),
        source(f"Skema {part['skema']['nama']}, benih {result.parameters.seed}. Perangkat: {versions}."),
        f'<div class="utuh">{ledger}</div>',
        follows=True,
    )
