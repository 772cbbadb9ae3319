"""The last check of the clean tables, made from ``fields.yaml``; the only module that knows the schema library."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from talenta_lib.errors import DataError
from talenta_lib.intake.codes import EDUCATION_LEVELS
from talenta_lib.intake.fields import SOURCE_DTYPES, TABLES, FieldSpec
from talenta_lib.terms import Jenjang


def validate_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables unchanged when each has exactly its columns, dtypes, required cells and ranges.

    Raises ValueError when a table is absent or unknown, DataError (with the failures as ``issues``) when one
    does not hold to ``fields.yaml``.
    """
    if set(tables) != set(TABLES):
        raise ValueError(f"expected the tables {sorted(TABLES)}, got {sorted(tables)}")
    return {name: _validate(name, table) for name, table in tables.items()}


def _validate(name: str, table: pd.DataFrame) -> pd.DataFrame:
    try:
        return _schema(name).validate(table, lazy=True)
    except pandera.errors.SchemaErrors as exc:
        columns = ", ".join(sorted({str(column) for column in exc.failure_cases["column"].dropna()}))
        raise DataError(
            f"Tabel '{name}' tidak memenuhi susunan kolomnya: {columns}.",
            "Buat tabel dengan read_tables, atau sesuaikan dengan fields.yaml.",
            issues=exc.failure_cases,
        ) from exc


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    spec = TABLES[name]
    columns = {column: _column(field) for column, field in spec.columns.items()}
    columns |= {column: pa.Column(dtype, nullable=True) for column, dtype in SOURCE_DTYPES.items()}
    return pa.DataFrameSchema(columns, strict=True, ordered=True)


def _column(field: FieldSpec) -> pa.Column:
    return pa.Column(field.dtype, checks=_checks(field), nullable=not field.required)


def _checks(field: FieldSpec) -> list[pa.Check]:
    low, high = field.limits
    checks = [] if math.isinf(low) else [pa.Check.ge(low)]
    checks += [] if math.isinf(high) else [pa.Check.le(high)]
    choices = {
        "category": list(field.values),
        "education": list(EDUCATION_LEVELS),
        "jenjang": [jenjang.value for jenjang in Jenjang],
    }
    if field.kind in choices:
        checks.append(pa.Check.isin(choices[field.kind]))
    if field.kind == "nip":
        checks.append(pa.Check.str_matches(r"^[0-9]{18}$"))
    return checks
