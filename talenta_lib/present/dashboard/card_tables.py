"""What stands behind the pictures and lists of the person card, as tables of one official."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from talenta_lib.present.annex_workbook import annex_sheets, pick
from talenta_lib.round import RoundResult
from talenta_lib.talent.ninebox import KOTAK

SHEETS: Final = {
    "Lima Sisi": ["Sisi", "Ditemukan", "Nilai", "Standar", "Selisih"],
    "Komponen": ["Sumbu", "Komponen", "Ditemukan", "Nilai", "Bobot (%)", "Berkas", "Data per"],
    "Kompetensi": ["Kompetensi", "Level", "Syarat", "Selisih", "Pengembangan"],
}
HISTORY: Final = {"jabatan": "Jabatan", "opd": "OPD", "start_date": "Sejak", "end_date": "Sampai"}


def card_tables(result: RoundResult, nip: str | None) -> Mapping[str, pd.DataFrame]:
    """Return title -> table of one official of the round, by what stands for the NIP; none where nobody is chosen."""
    people = result.people[result.people["nip"] == nip]
    if people.empty:
        return {}
    shares = pd.to_numeric(people.iloc[0][[f"p_{kotak}" for kotak in KOTAK]]).to_numpy() * 100
    service = result.dossier.service
    mine = service[service["nip"] == nip].sort_values("start_date", ascending=False)
    sheets = annex_sheets(result)
    return {
        "Peluang Kotak": pd.DataFrame({"Kotak": KOTAK, "Peluang (%)": shares}).dropna(),
        **{name: sheets[name].loc[sheets[name]["NIP"] == nip, columns] for name, columns in SHEETS.items()},
        "Riwayat Jabatan": pick(mine, HISTORY),
    }


def whose(result: RoundResult, nip: str | None) -> Mapping[str, str]:
    """Return of whom the tables speak, as columns."""
    people = result.people[result.people["nip"] == nip]
    return {} if people.empty else {"Kode": str(people["code"].iloc[0]), "Pejabat": str(people["nama"].iloc[0])}
