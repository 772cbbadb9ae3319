"""Rows that say the same thing twice, or contradict each other, within a sheet and across files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from talenta_lib.intake.cleaning import CleanRow
from talenta_lib.intake.fields import TableSpec
from talenta_lib.intake.issues import Problem
from talenta_lib.terms import join_words

Key = tuple[object, ...]


def row_key(row: CleanRow, table: TableSpec) -> Key:
    """Return what identifies a row of the table."""
    return tuple(row.values.get(column) for column in table.key)


def settle_duplicates(rows: Sequence[CleanRow], table: TableSpec) -> list[CleanRow]:
    """Within one sheet keep the first of identical rows and none of rows that contradict each other."""
    groups: dict[Key, list[CleanRow]] = defaultdict(list)
    for row in rows:
        if not row.set_aside:
            groups[row_key(row, table)].append(row)
    return [row if row.set_aside else _settle(row, groups[row_key(row, table)], table) for row in rows]


def settle_known(
    rows: Sequence[CleanRow], table: TableSpec, known: Mapping[Key, tuple[str, CleanRow]]
) -> list[CleanRow]:
    """Set aside rows whose key an earlier sheet gave; ``known`` maps keys onto (place as text, row).

    The earlier row stays as it is: its missing cells are not filled, but the differences are listed. In a table with
    history a later row that only adds cells (another part of the same assessment) is kept beside the earlier one.
    """
    settled = []
    for row in rows:
        earlier = None if row.set_aside else known.get(row_key(row, table))
        problem = _compare(row, *earlier, table) if earlier else None
        settled.append(row.aside(problem) if problem else row)
    return settled


def _settle(row: CleanRow, group: Sequence[CleanRow], table: TableSpec) -> CleanRow:
    differing = [column for column in table.columns if len({other.values.get(column) for other in group}) > 1]
    if differing:
        others = [str(other.number) for other in group if other is not row]
        code = "nip_bertentangan" if table.key == ("nip",) else "kunci_bertentangan"
        return row.aside(Problem(code, join_words(others), join_words(_labels(differing, table))))
    return row if row is group[0] else row.aside(Problem("duplikat", detail=str(group[0].number)))


def _compare(row: CleanRow, place: str, earlier: CleanRow, table: TableSpec) -> Problem | None:
    pairs = {column: (earlier.values.get(column), row.values.get(column)) for column in table.columns}
    differing = [column for column, (old, new) in pairs.items() if None not in (old, new) and old != new]
    added = [column for column, (old, new) in pairs.items() if old is None and new is not None]
    if differing:
        return Problem("sudah_ada_berbeda", join_words(_labels(differing, table)), place)
    if added and table.history:
        return None
    extra = f" (hanya terisi di sini: {join_words(_labels(added, table))})" if added else ""
    return Problem("sudah_ada", detail=place + extra)


def _labels(columns: Iterable[str], table: TableSpec) -> list[str]:
    return [table.columns[column].label for column in columns]
