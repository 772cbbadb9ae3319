"""A round without names: codes instead of names and NIP, posts said by eselon, small groups not shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib.round import RoundResult

HIDDEN = "disembunyikan"


def anonymise(result: RoundResult) -> RoundResult:
    """Return the round with every name and NIP replaced by the code of the round, and posts by their eselon.

    A post names its holder, so posts of officials become "Eselon III.a"; groups under the smallest cell
    (rule ``small_cell_minimum``) lose their counts. Issues keep file, row, code and remedy, not what was observed.
    """
    people = result.people
    codes = dict(zip(people["nip"], people["code"], strict=True))
    smallest = int(result.rules["small_cell_minimum"].value)
    tables: dict[str, Any] = {
        field.name: _recode(value, codes)
        for field in dataclasses.fields(result)
        if isinstance(value := getattr(result, field.name), pd.DataFrame)
    }
    small = people["opd"].map(people["opd"].value_counts()) < smallest
    tables["people"] = tables["people"].assign(
        jabatan="Eselon " + people["eselon"],
        unor="",
        opd=people["opd"].mask(small, HIDDEN),
        birth_date=pd.Series(pd.NaT, index=people.index, dtype="datetime64[ns]"),
        sex="",
    )
    distribution = tables["distribution"]
    tables["distribution"] = distribution[distribution["people"] >= smallest].reset_index(drop=True)
    gaps = tables["gaps"]
    tables["gaps"] = gaps[gaps["people"] >= smallest].reset_index(drop=True)
    issues = result.intake.issues.assign(
        observed=HIDDEN,
        message="",
    )
    intake = dataclasses.replace(result.intake, issues=issues, tables={}, quarantine=result.intake.quarantine.iloc[:0])
    return dataclasses.replace(
        result,
        intake=intake,
        parameters=result.parameters.model_copy(update={"signatories": ()}),
        input_part={**result.input_part, "tanpa_nama": True},
        **tables,
    )


def _recode(table: pd.DataFrame, codes: Mapping[str, str]) -> pd.DataFrame:
    """Replace NIP and name columns of a result table by codes."""
    changed = table.copy()
    for column in ("nip", "holder_nip"):
        if column in changed:
            changed[column] = changed[column].map(codes).astype("string")
    if "nama" in changed and "nip" in changed:
        changed["nama"] = changed["nip"]
    return changed
