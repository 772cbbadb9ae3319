"""One spelling for each OPD: the one of the map of posts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from talenta_lib.intake.spelling import header_key


def align_opd_names(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with each OPD spelled as in the table ``jabatan`` where only capitals or marks differ.

    ``KECAMATAN CONTOH`` (a section of a DUK) and ``Kecamatan Contoh`` would otherwise count as two. Where ``jabatan``
    itself has two spellings, the first stays; a name that is not there is left as it is.
    """
    names = {header_key(name): name for name in reversed(tables["jabatan"]["opd"].dropna().tolist())}

    def align(table: pd.DataFrame) -> pd.DataFrame:
        aligned = [name if pd.isna(name) else names.get(header_key(name), name) for name in table["opd"]]
        return table.assign(opd=pd.array(aligned, dtype="string"))

    return {name: align(table) if "opd" in table.columns else table for name, table in tables.items()}
