"""The clean tables and their columns, read once from ``fields.yaml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

Kind = Literal[
    "nip", "text", "name", "date", "year", "integer", "number", "score", "pct", "level",
    "category", "golongan", "eselon", "jenjang", "education", "yes_no", "list",
]  # fmt: skip

SOURCE_DTYPES: Final = {
    "source_file": "string",
    "source_sheet": "string",
    "source_row": "Int64",
    "source_date": "datetime64[ns]",
}
_DTYPES: Final[Mapping[str, str]] = {
    "date": "datetime64[ns]",
    "year": "Int64",
    "integer": "Int64",
    "number": "float64",
    "score": "float64",
    "pct": "float64",
    "level": "float64",
    "yes_no": "boolean",
}
_RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "score": (0, 100),
    "pct": (0, 200),
    "level": (0, 5),
    "year": (1900, 2200),
    "integer": (0, 1_000_000),
    "number": (0, 1_000_000_000),
}


class FieldSpec(BaseModel):
    """One column of a clean table; the keys are explained at the top of ``fields.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    kind: Kind
    required: bool = False
    future: bool = False
    note: str = ""
    example: dt.date | float | str | None = None
    values: Mapping[str, str] = {}
    aliases: Mapping[str, str] = {}
    range: tuple[float, float] | None = None

    @property
    def dtype(self) -> str:
        """Pandas dtype of the column."""
        return _DTYPES.get(self.kind, "string")

    @property
    def limits(self) -> tuple[float, float]:
        """Lowest and highest value allowed; infinite where nothing limits it."""
        return self.range or _RANGES.get(self.kind, (float("-inf"), float("inf")))


class TableSpec(BaseModel):
    """One clean table: ``key`` identifies a row, ``history`` allows several rows of one person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    note: str
    history: bool
    key: tuple[str, ...]
    columns: Mapping[str, FieldSpec]

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns without which a row cannot be used."""
        return tuple(name for name, field in self.columns.items() if field.required)

    @property
    def dtypes(self) -> dict[str, str]:
        """Dtype of each column of the clean table, source columns included, in order."""
        return {name: field.dtype for name, field in self.columns.items()} | SOURCE_DTYPES


def _load_tables() -> Mapping[str, TableSpec]:
    text = files("talenta_lib.intake").joinpath("fields.yaml").read_text(encoding="utf-8")
    tables = {}
    for name, block in yaml.safe_load(text).items():
        columns = {column: {"name": column} | field for column, field in block["columns"].items()}
        tables[name] = TableSpec.model_validate({"name": name} | block | {"columns": columns})
    return MappingProxyType(tables)


TABLES: Final = _load_tables()


def build_table(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Make the clean table ``name`` from rows of clean values; no rows give an empty table with all columns."""
    dtypes = TABLES[name].dtypes
    return pd.DataFrame(rows, columns=list(dtypes), dtype="object").astype(dtypes)
