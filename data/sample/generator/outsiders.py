"""Employees outside the scope of round 1: officials moved to functional posts, and PPPK."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.people import Official, Registry

Row = dict[str, object]
_FUNCTIONAL = (
    "Analis Kebijakan Ahli Muda", "Perencana Ahli Muda", "Analis Kepegawaian Ahli Muda", "Penyuluh Sosial Ahli Muda",
    "Analis Keuangan Pusat dan Daerah Ahli Muda", "Pengawas Lingkungan Hidup Ahli Muda",
)  # fmt: skip
_EQUATED = dt.date(2021, 12, 31)


def functional_officials(models: list[Official], registry: Registry) -> list[Official]:
    """Return former pengawas who were equated to ahli muda on 31 December 2021."""
    return [
        registry.outside(
            model, jabatan=_FUNCTIONAL[place % len(_FUNCTIONAL)], jenis_jabatan="fungsional", eselon="",
            jabatan_start_date=_EQUATED,
        )
        for place, model in enumerate(models)
    ]  # fmt: skip


def contract_employees(models: list[Official], registry: Registry) -> list[Official]:
    """Return PPPK: NI PPPK has the year of appointment and the number of contracts instead of a month."""
    people = []
    for model in models:
        start = dt.date(2023, 7, 1)
        person = registry.outside(
            model, jabatan="Pranata Komputer Ahli Pertama", jenis_jabatan="fungsional", jenis_pegawai="PPPK",
            kedudukan_hukum="71", golongan="IX", golongan_start_date=start, cpns_start_date=start,
            jabatan_start_date=start, eselon="",
        )  # fmt: skip
        people.append(replace(person, nip=registry.nip(person.birth_date, "202321", person.sex)))
    return people


def former_posts(official: Official) -> list[Row]:
    """Return the riwayat_jabatan rows of an equated official: the functional post, and the pengawas post before it."""
    kept = {"nip": official.nip, "opd": official.opd, "rumpun": official.rumpun, "status": "definitif"}
    former = {"jabatan": f"Kepala Seksi Layanan {official.opd}", "eselon": "IV.a", "jenjang": ""}
    return [
        kept
        | {"jabatan": official.jabatan, "eselon": "", "jenjang": "pengawas", "start_date": _EQUATED, "end_date": None},
        kept | former | {"start_date": dt.date(2018, 3, 5), "end_date": dt.date(2021, 12, 30)},
    ]
