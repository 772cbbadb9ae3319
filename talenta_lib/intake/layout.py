"""Which layout a sheet has: its header row is found, and each header is tied to a clean column.

The layouts of other systems stand in ``layouts/*.yaml``; the layout ``templat`` (the labels of ``fields.yaml``)
is made from the tables themselves. A sheet that fits a layout only in part is read as layout ``umum``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from talenta_lib.errors import InputError, did_you_mean
from talenta_lib.intake.fields import TABLES, TableSpec
from talenta_lib.intake.privacy import find_personal_columns
from talenta_lib.intake.readers import RawSheet, Row
from talenta_lib.intake.spelling import clean_text, header_key

TEMPLATE: Final = "templat"
GENERAL: Final = "umum"
_HEADER_WITHIN: Final = 20
_SKIPPED: Final = re.compile(r"(PETUNJUK|REFERENSI|REF|KETERANGAN|LEGENDA|README|DAFTAR PILIHAN)\b")


@dataclass(frozen=True)
class Layout:
    """A known shape of a sheet; all headers as :func:`~talenta_lib.intake.spelling.header_key`."""

    name: str
    table: TableSpec
    columns: Mapping[str, tuple[str, ...]]
    markers: frozenset[str]
    ignore: frozenset[str] = frozenset()
    section_column: str = ""


@dataclass(frozen=True)
class Match:
    """A sheet tied to a layout: ``columns`` gives the positions that feed each clean column, first filled wins.

    ``first_row`` and ``depth`` say where the header stands among the rows of the sheet that are not blank.
    """

    layout: str
    table: TableSpec
    headers: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    personal: frozenset[int]
    unknown: tuple[int, ...]
    first_row: int
    depth: int
    section_column: str
    rank: tuple[int, ...]

    @property
    def missing_required(self) -> tuple[str, ...]:
        """Labels of the required columns that the sheet does not have."""
        columns = self.table.columns
        return tuple(columns[name].label for name in self.table.required if name not in self.columns)

    def named(self, positions: Iterable[int]) -> str:
        """Return the headers at some positions as one text."""
        return ", ".join(dict.fromkeys(self.headers[k] for k in sorted(positions)))


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Return the layouts of ``layouts/*.yaml`` and the template layout of every table."""
    folder = files("talenta_lib.intake").joinpath("layouts")
    names = sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    known = [_build_layout(name, yaml.safe_load(folder.joinpath(f"{name}.yaml").read_text("utf-8"))) for name in names]
    return (*(_template_layout(spec) for spec in TABLES.values()), *known)


def is_skipped(sheet_name: str) -> bool:
    """Whether a sheet is by its name an explanation or a list of choices, and not data."""
    return _SKIPPED.match(header_key(sheet_name)) is not None


def find_match(
    sheet: RawSheet, personal: Sequence[str], *, layout: str | None = None, kind: str | None = None
) -> Match | None:
    """Tie a sheet to the layout that covers most of its headers, or to none.

    ``layout`` and ``kind`` (a table name), when given, are the only ones tried. A match may lack required columns
    (``missing_required``) when nothing fits better. Raises InputError for an unknown layout or kind.
    """
    layouts = _choose_layouts(layout, kind)
    best: Match | None = None
    for first_row, depth in _header_places(sheet.rows):
        headers = _join_headers(sheet.rows[first_row : first_row + depth])
        dropped = find_personal_columns(headers, personal)
        for candidate in layouts:
            match = _tie(candidate, headers, dropped, sheet.name, (first_row, depth))
            if match and (best is None or match.rank > best.rank):
                best = match
    return best


def _choose_layouts(layout: str | None, kind: str | None) -> list[Layout]:
    layouts = load_layouts()
    names = sorted({known.name for known in layouts})
    if layout is not None and layout not in names:
        raise InputError(
            f"Layout '{layout}' tidak dikenal.{did_you_mean(layout, names)}", f"Pilih salah satu: {', '.join(names)}."
        )
    if kind is not None and kind not in TABLES:
        raise InputError(
            f"Jenis tabel '{kind}' tidak dikenal.{did_you_mean(kind, TABLES)}",
            f"Pilih salah satu: {', '.join(TABLES)}.",
        )
    return [known for known in layouts if layout in (None, known.name) and kind in (None, known.table.name)]


def _build_layout(name: str, block: Mapping[str, object]) -> Layout:
    columns: Mapping[str, list[str]] = block["columns"]  # type: ignore[assignment]
    return Layout(
        name=name,
        table=TABLES[str(block["table"])],
        columns={column: tuple(header_key(alias) for alias in aliases) for column, aliases in columns.items()},
        markers=frozenset(map(header_key, block["markers"])),  # type: ignore[call-overload]
        ignore=frozenset(map(header_key, block["ignore"])),  # type: ignore[call-overload]
        section_column=str(block.get("section_column", "")),
    )


def _template_layout(spec: TableSpec) -> Layout:
    columns = {
        name: tuple(dict.fromkeys((header_key(field.label), header_key(name)))) for name, field in spec.columns.items()
    }
    return Layout(TEMPLATE, spec, columns, frozenset(columns[name][0] for name in spec.required))


def _header_places(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    for first_row, row in enumerate(rows[:_HEADER_WITHIN]):
        yield first_row, 1
        if first_row + 1 < len(rows) and rows[first_row + 1].number == row.number + 1:
            yield first_row, 2


def _join_headers(rows: Sequence[Row]) -> tuple[str, ...]:
    """Join one or two header rows; over a child without parent the parent to its left is meant (merged cells)."""
    texts = [[clean_text(cell) for cell in row.cells] for row in rows]
    if len(texts) == 1:
        return tuple(texts[0])
    width = max(map(len, texts))
    top, bottom = ([*row, *[""] * (width - len(row))] for row in texts)
    headers, parent = [], ""
    for above, below in zip(top, bottom, strict=True):
        parent = above or (parent if below else "")
        headers.append(parent if below in ("", parent) else f"{parent} / {below}".removeprefix(" / "))
    return tuple(headers)


def _first_positions(headers: Sequence[str], personal: frozenset[int]) -> dict[str, int]:
    """Return where each header that may be read first stands, by its key."""
    positions: dict[str, int] = {}
    for position, header in enumerate(headers):
        if header and position not in personal:
            positions.setdefault(header_key(header), position)
    return positions


def _tie(
    layout: Layout, headers: tuple[str, ...], personal: frozenset[int], sheet_name: str, place: tuple[int, int]
) -> Match | None:
    positions = _first_positions(headers, personal)
    columns = {
        column: tuple(positions[alias] for alias in aliases if alias in positions)
        for column, aliases in layout.columns.items()
    }
    columns = {column: found for column, found in columns.items() if found}
    used = {position for found in columns.values() for position in found}
    known = used | {position for key, position in positions.items() if key in layout.ignore}
    is_complete = set(layout.table.required) <= set(columns)
    is_mostly_known = 2 * len(known) >= len(positions)
    if len(columns) < 2 or not (is_mostly_known or (is_complete and len(columns) >= 4)):
        return None
    is_exact = layout.markers <= set(positions)
    is_named = header_key(sheet_name) in (header_key(layout.table.name), header_key(layout.table.label))
    return Match(
        layout=layout.name if is_exact else GENERAL,
        table=layout.table,
        headers=headers,
        columns=columns,
        personal=personal,
        unknown=tuple(position for position in positions.values() if position not in known),
        first_row=place[0],
        depth=place[1],
        section_column=layout.section_column,
        rank=(is_complete, len(known), is_named, is_exact, -place[1], -place[0]),
    )
