from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from talenta_lib.intake import Intake
from talenta_lib.intake.official import load_official
from talenta_lib.intake.privacy import find_personal_columns

A = "198203142006041901"
MARK = "rahasia-pribadi"
PERSONAL = ["AGAMA NAMA", "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL", "ALAMAT", "NPWP NOMOR", "BPJS"]


def everything(intake: Intake) -> str:
    tables = [table.to_csv() for table in (*intake.tables.values(), intake.issues, intake.quarantine)]
    return "\n".join([*tables, repr(intake.files)])


@pytest.mark.parametrize("nip", [A, "123", 1.98e17])
def test_no_value_of_a_personal_column_is_kept_anywhere(nip: object, read_rows: Callable[..., Intake]) -> None:
    rows = [["NIP", "Nama", "Jabatan", *PERSONAL], [nip, "Damar", "Camat", *[MARK] * len(PERSONAL)]]
    intake = read_rows(rows)
    assert MARK not in everything(intake)
    dropped = intake.issues[intake.issues["code"] == "kolom_pribadi_dibuang"]
    assert dropped["severity"].tolist() == ["kosmetik"]
    assert dropped["observed"].tolist() == [", ".join(PERSONAL)]
    assert intake.files[0].dropped_columns == tuple(PERSONAL)


def test_a_column_that_is_not_known_is_not_kept_either(read_rows: Callable[..., Intake]) -> None:
    intake = read_rows([["NIP", "Nama", "Jabatan", "Golongan", "Catatan Dokter"], ["1", "Damar", "Camat", "x", MARK]])
    assert MARK not in everything(intake)
    assert "kolom_tidak_dikenal" in intake.issues["code"].tolist()


@pytest.mark.parametrize(
    "header", ["Agama", "NO. HP", "Alamat Rumah", "Nomor NIK", "Status Perkawinan", "Golongan Darah"]
)
def test_personal_columns_are_found_in_other_spellings(header: str) -> None:
    personal = load_official(dt.date(2025, 10, 1)).personal_columns
    assert find_personal_columns(["NIP", header], personal) == {1}
