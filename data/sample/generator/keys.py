"""The answer keys of a round: true clean values, expected boxes, planted dirt."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from generator import bkn411
from generator.people import Official
from generator.scores import Latent
from generator.shapes import Sheet

Row = dict[str, Any]
_PERSON = (
    "nip", "nama", "gelar_depan", "gelar_belakang", "birth_date", "sex", "jenis_pegawai", "kedudukan_hukum",
    "golongan", "golongan_start_date", "cpns_start_date", "jabatan", "jenis_jabatan", "eselon", "jabatan_start_date",
    "opd", "unor", "education_level", "education_field", "graduation_year",
)  # fmt: skip
_SEVERITIES = {
    "fatal": {"nip_angka", "nip_panjang", "nip_tanggal", "nip_bertentangan"},
    "penting": {
        "nip_beda_jenis_kelamin", "nip_beda_tanggal_lahir", "nip_beda_tmt_cpns", "plt_dalam_jabatan",
        "sudah_ada_berbeda", "catatan_dalam_sel", "nilai_di_luar_rentang", "skala_diragukan",
        "tanggal_tidak_dikenal", "kategori_tidak_dikenal",
    },
    "kosmetik": {"nip_dirapikan", "duplikat", "gelar_dalam_nama", "di_luar_cakupan"},
}  # fmt: skip
KEY_README = """# Kunci

Answer key of this synthetic round (DATA SINTETIS), for tests only. talenta never reads this folder.
"""


def write_table(path: Path, rows: list[Row]) -> None:
    """Write rows as UTF-8 csv with plain line ends; dates as ISO, None as an empty cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode())


def person_rows(officials: list[Official]) -> list[Row]:
    """Return the true pegawai row of each person, with the post held."""
    return [
        {name: getattr(official, name) for name in _PERSON}
        | {"jabatan_id": official.post.jabatan_id if official.post else ""}
        for official in officials
    ]


def score_row(official: Official, scores: dict[str, float | None], latent: Latent) -> Row:
    """Return expected axis ranges, levels and kotak (empty when not to be told), and the true scores and kotak."""
    ranges = {axis: bkn411.axis_range(scores, axis) for axis in bkn411.WEIGHTS}
    row: Row = {"nip": official.nip}
    for axis, (low, high) in ranges.items():
        levels = {bkn411.level(low), bkn411.level(high)}
        row |= {
            f"{axis}_score": low if low == high else None, f"{axis}_low": low, f"{axis}_high": high,
            f"{axis}_level": bkn411.LEVELS[levels.pop()] if len(levels) == 1 else "",
        }  # fmt: skip
    boxes = bkn411.possible_boxes(ranges["performance"], ranges["potential"])
    row |= {"kotak": boxes[0] if len(boxes) == 1 else None, "possible_kotak": ";".join(map(str, boxes))}
    row["missing"] = ";".join(name for name, score in scores.items() if score is None)
    return row | _true_scores(scores, latent)


def _true_scores(scores: dict[str, float | None], latent: Latent) -> Row:
    """Return the axis scores without measurement error; a missing record counts as none found."""
    true = {name: score or 0.0 for name, score in scores.items()} | {
        "penilaian_kinerja": bkn411.PREDIKAT[latent.predikat], "umpan_balik_360": bkn411.PREDIKAT[latent.feedback],
        "penilaian_kompetensi": min(latent.jpm, 100.0), "penilaian_potensi": min(max(latent.potensi, 0.0), 100.0),
    }  # fmt: skip
    axes = {
        axis: sum(weight * true[name] / 100 for name, weight in weights.items())
        for axis, weights in bkn411.WEIGHTS.items()
    }
    rounded = {f"true_{axis}_score": round(value, 3) for axis, value in axes.items()}
    return rounded | {"true_kotak": bkn411.box(axes["performance"], axes["potential"])}


def dirt_rows(files: dict[str, list[Sheet]]) -> list[Row]:
    """Return one row per plant: file, sheet, spreadsheet row, header, severity, code (empty = read silently), note."""
    found = [
        {
            "file": file, "sheet": sheet.name if file.endswith("xlsx") else Path(file).stem, "row": sheet.number(row),
            "column": column, "severity": _severity(code), "code": code, "note": note,
        }
        for file, sheets in files.items()
        for sheet in sheets
        for row, column, code, note in sheet.dirty
    ]  # fmt: skip
    return sorted(found, key=lambda item: (item["file"], item["sheet"], item["row"], item["code"]))


def _severity(code: str) -> str:
    return next((name for name, codes in _SEVERITIES.items() if code in codes), "")
