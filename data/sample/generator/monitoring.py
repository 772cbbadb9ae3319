"""Check-ins on day 0, 30 and 60 after the inauguration of round 2, with the true change as a key."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from generator.talent_pool import Pool

Row = dict[str, Any]
_DAYS = ((0, dt.date(2024, 2, 15)), (30, dt.date(2024, 3, 16)), (60, dt.date(2024, 4, 15)))
_REFERENCE = "Asisten III"
# True change of the form score by day 60, given to the movers in turn.
_CHANGES = (9, 8, 0, 11, 7, -6, 10, 9, 1, 8, 12, 0, 7, 9, -5, 8, 10, -1, 9, 0)
_NOISE = 2.0
_HINDRANCES = ("Serah terima aset belum selesai", "Anggaran belum bergeser", "Tim inti belum lengkap", "")
_SUPPORT = ("Pendampingan Sekretaris Daerah", "Dialog kinerja dengan Pj Bupati", "Pelatihan singkat", "")


def check_ins(pool: Pool, rng: Random) -> tuple[list[Row], list[Row]]:
    """Return pemantauan rows and the key: true change per person, mover or stayer, and the reference person."""
    rows, key, changes = [], [], iter(_CHANGES)
    for i, official in enumerate(pool.officials):
        target = pool.posts[pool.plan[i]]
        is_reference = target.jabatan.startswith(_REFERENCE)
        change = 0 if pool.plan[i] == i else next(changes)
        change = 10 if is_reference else change
        rows += _three_checks(official.nip, change, rng)
        key.append({
            "nip": official.nip, "jabatan_id": target.jabatan_id, "moved": "tidak" if pool.plan[i] == i else "ya",
            "reference": "ya" if is_reference else "tidak", "true_change": change, "noise_sd": _NOISE,
        })  # fmt: skip
    return rows, key


def _three_checks(nip: str, change: float, rng: Random) -> list[Row]:
    start, target = rng.uniform(60, 74), rng.uniform(6, 12)
    pace = 9 + change / 3
    rows = []
    for day, date in _DAYS:
        share = day / 60
        hasil = "di_atas" if change * share > 8 else "di_bawah" if change * share < -4 else "sesuai"
        rows.append({
            "nip": nip, "check_date": date, "check_day": day,
            "form_score": round(start + change * share + rng.gauss(0, _NOISE), 1),
            "unit_target_pct": round(target + pace * day / 30 + rng.gauss(0, 1.2), 1), "hasil_kerja": hasil,
            "perilaku_kerja": "di_atas" if change > 9 and day == 60 else "sesuai",
            "dukungan": rng.choice(_SUPPORT) if day else "", "hambatan": rng.choice(_HINDRANCES) if day else "",
            "dialog_date": date - dt.timedelta(days=rng.randrange(1, 6)) if day and rng.random() < 0.8 else None,
        })  # fmt: skip
    return rows
