"""A SIMATA-like export of ready-made axis scores, with a few planted differences."""

from __future__ import annotations

from random import Random
from typing import Any

from generator import bkn411
from generator.people import Official
from generator.shapes import Row, Sheet

_PARTS = {
    "X - Penilaian Kompetensi": "penilaian_kompetensi", "X - Pengembangan Kompetensi": "pengembangan_kompetensi",
    "X - Pengalaman Jabatan": "pengalaman_jabatan", "X - Penilaian Potensi": "penilaian_potensi",
    "X - Tingkat Pendidikan Formal": "pendidikan", "X - Kesesuaian Bidang Ilmu": "bidang_ilmu",
    "X - Verifikasi Rekam Jejak Disiplin": "disiplin", "Y - Penilaian Kinerja": "penilaian_kinerja",
    "Y - Penghargaan": "penghargaan", "Y - Penugasan dalam Tim Kerja": "tim_kerja",
    "Y - Umpan Balik Kinerja 360": "umpan_balik_360",
}  # fmt: skip
HEADERS = ["NIP", "Nama", "Unit Organisasi", "Jabatan", "Nilai X", "Nilai Y", "Box", *_PARTS]
Scores = dict[str, dict[str, float | None]]


def simata_sheet(
    officials: list[Official], scores: Scores, gaps: dict[str, str], rng: Random
) -> tuple[Sheet, list[Row]]:
    """Return the sheet of 120 officials and the list of planted differences (nip, kind, given and computed)."""
    whole = [o for o in officials if not o.kecamatan and all(value is not None for value in scores[o.nip].values())]
    no_feedback = [o for o in officials if gaps.get(o.nip) == "umpan_balik_360" and not o.kecamatan][:3]
    listed = sorted(rng.sample(whole, 117), key=officials.index) + no_feedback
    changed = {o.nip: "Y - Penghargaan" for o in rng.sample(listed[:117], 5)}
    rows, differences = [], []
    for official in listed:
        own = dict(scores[official.nip])
        if official.nip in changed:
            own["penghargaan"] = 0.0 if own["penghargaan"] else 50.0
        row = _row(official, own)
        rows.append(row)
        if official in no_feedback or official.nip in changed:
            low, high = bkn411.axis_range(scores[official.nip], "performance")
            reason = "360 kosong, dihitung 0 oleh SIMATA" if official in no_feedback else "penghargaan berbeda"
            differences.append({
                "nip": official.nip, "simata_performance_score": row["Nilai Y"], "performance_low": round(low, 2),
                "performance_high": round(high, 2), "note": reason,
            })  # fmt: skip
    return Sheet("Nilai", HEADERS, rows), differences


def _row(official: Official, scores: dict[str, float | None]) -> Row:
    filled: dict[str, float] = {name: 0.0 if value is None else float(value) for name, value in scores.items()}
    axes = {
        axis: sum(weight * filled[name] / 100 for name, weight in weights.items())
        for axis, weights in bkn411.WEIGHTS.items()
    }
    row: dict[str, Any] = {
        "NIP": official.nip, "Nama": official.nama, "Unit Organisasi": official.opd, "Jabatan": official.jabatan,
        "Nilai X": round(axes["potential"], 2), "Nilai Y": round(axes["performance"], 2),
        "Box": bkn411.box(round(axes["performance"], 9), round(axes["potential"], 9)),
    }  # fmt: skip
    given = {header: scores[name] for header, name in _PARTS.items()}
    return row | {header: None if value is None else round(value, 2) for header, value in given.items()}
