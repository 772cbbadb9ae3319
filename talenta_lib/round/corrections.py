"""A correction of the data of a round: the round as it was against the round as it is, value by value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from talenta_lib.errors import InputError
from talenta_lib.intake.fields import TABLES, FieldSpec, TableSpec
from talenta_lib.record import Entry, Ledger
from talenta_lib.record.corrections import Change, record_correction
from talenta_lib.round.plans import data_hash
from talenta_lib.round.result import RoundResult
from talenta_lib.terms import format_date

NEW_ROW, LOST_ROW = "baris baru", "baris dihapus"


def data_changes(before: RoundResult, after: RoundResult) -> list[Change]:
    """Return what differs between the clean tables of two runs of one round; where a value stands in a file is none.

    Raises ``InputError`` where they are not the same round.
    """
    if before.parameters.round_id != after.parameters.round_id:
        raise InputError(
            f"Folder lama memuat putaran '{before.parameters.round_id}', bukan '{after.parameters.round_id}'.",
            "Sebutkan salinan putaran ini sebelum dikoreksi.",
        )
    return [
        change
        for name, spec in TABLES.items()
        for change in _table_changes(spec, before.intake.tables[name], after.intake.tables[name])
    ]


def take_in(before: RoundResult, after: RoundResult, *, by: str, role: str, reason: str, at: dt.datetime) -> Entry:
    """Record the correction that leads from one state of a round to the present one.

    Raises ``InputError`` for another round; ``RecordError`` where nothing changed, the ground is not written, or it is
    on record already.
    """
    changes = data_changes(before, after)
    return record_correction(
        Ledger.open(after.folder, create=bool(changes)), changes,
        data_before=data_hash(before), data_after=data_hash(after), reason=reason, by=by, role=role, at=at,
    )  # fmt: skip


def _table_changes(spec: TableSpec, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[Change]:
    """Yield the changes of one table in the order of its rows: first those still there, then those that went."""
    was, is_now = _rows(spec, before), _rows(spec, after)
    for key, row in is_now.items():
        if key not in was:
            yield Change(table=spec.label, key=key, column=NEW_ROW, before="", after=_whole(spec, row))
            continue
        for name, field in spec.columns.items():
            if was[key][name] != row[name]:
                yield Change(table=spec.label, key=key, column=field.label, before=was[key][name], after=row[name])
    for key, row in was.items():
        if key not in is_now:
            yield Change(table=spec.label, key=key, column=LOST_ROW, before=_whole(spec, row), after="")


def _rows(spec: TableSpec, table: pd.DataFrame) -> dict[tuple[str, ...], Mapping[str, str]]:
    """Return the rows of a table as text, by the text of their key."""
    cells = table[list(spec.columns)].to_dict("records")
    rows = [{name: _text(row[name], field) for name, field in spec.columns.items()} for row in cells]
    return {tuple(row[name] for name in spec.key): row for row in rows}


def _whole(spec: TableSpec, row: Mapping[str, str]) -> str:
    return "; ".join(f"{field.label}: {row[name]}" for name, field in spec.columns.items() if row[name])


def _text(value: Any, field: FieldSpec) -> str:
    """Return a clean value as text that two values share only where they are equal."""
    if pd.isna(value):
        return ""
    if isinstance(value, dt.date):
        return format_date(value, short=True)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace(".", ",")
    return field.values.get(str(value), str(value))
