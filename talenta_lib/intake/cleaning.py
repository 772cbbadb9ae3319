"""From the data rows of one sheet to clean values, findings, and rows set aside (quarantined)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from talenta_lib.intake.checks import check_person, find_inactive
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.layout import Match
from talenta_lib.intake.nip import Nip, inspect_nip
from talenta_lib.intake.parsed import Context, Parsed
from talenta_lib.intake.readers import Row
from talenta_lib.intake.spelling import clean_text, is_missing
from talenta_lib.intake.values import is_acting, parse_value, split_name

# A row kept out for this has nothing to mend: it will count on a later day.
_NO_FAULT: Final = frozenset({"tanggal_di_masa_depan"})


class Cell(NamedTuple):
    """A raw cell and the header it stands under."""

    raw: object
    header: str


@dataclass(frozen=True)
class Finding:
    """A problem in a column (header as in the file); ``is_fatal`` raises it above its usual severity."""

    column: str
    problem: Problem
    is_fatal: bool = False


@dataclass(frozen=True)
class CleanRow:
    """One data row: clean values by column, what was found, and the code that sets the row aside ("" = used)."""

    number: int
    values: Mapping[str, object]
    cells: str
    findings: tuple[Finding, ...]
    set_aside: str = ""

    def aside(self, problem: Problem, column: str = "") -> CleanRow:
        """Return the row set aside for a problem."""
        return replace(self, findings=(*self.findings, Finding(column, problem)), set_aside=problem.code)


def clean_row(row: Row, section: str, match: Match, context: Context) -> CleanRow:
    """Read all cells of a data row and check them against each other; ``section`` fills the section column."""
    cells = {name: _pick_cell(row, positions, match) for name, positions in match.columns.items()}
    if match.section_column and section:
        cells.setdefault(match.section_column, Cell(section, ""))
    context = replace(context, jenis_pegawai=_read_jenis_pegawai(cells, match, context))
    parsed = {name: parse_value(cell.raw, match.table.columns[name], context) for name, cell in cells.items()}
    values = {name: found.value for name, found in parsed.items()}
    findings, set_aside = _collect(cells, parsed, match)
    if match.table.name == "pegawai" and not set_aside:
        more, changed = _check_pegawai(cells, values, context)
        findings, values = findings + more, values | changed
    text = "; ".join(f"{cell.header}={clean_text(cell.raw)}" for cell in cells.values() if not is_missing(cell.raw))
    return CleanRow(row.number, values, text, tuple(findings), set_aside)


def set_aside_inactive(rows: Sequence[CleanRow], match: Match, context: Context) -> list[CleanRow]:
    """Set aside the people whose kedudukan hukum is not active (rule ``kedudukan_hukum_active``)."""
    header = match.named(match.columns.get("kedudukan_hukum", ())[:1])
    checked = []
    for row in rows:
        problem = None if row.set_aside else find_inactive(row.values, match.table, context.official)
        checked.append(row.aside(problem, header) if problem else row)
    return checked


def _pick_cell(row: Row, positions: Sequence[int], match: Match) -> Cell:
    filled = (k for k in positions if k < len(row.cells) and not is_missing(row.cells[k]))
    position = next(filled, None)
    if position is None:
        return Cell(None, match.headers[positions[0]])
    return Cell(row.cells[position], match.headers[position])


def _collect(cells: Mapping[str, Cell], parsed: Mapping[str, Parsed], match: Match) -> tuple[list[Finding], str]:
    """Gather the problems of the cells, and the code of the first that sets the row aside."""
    findings, codes = [], []
    for name, field in match.table.columns.items():
        found = parsed.get(name, Parsed())
        is_lacking = field.required and found.value is None
        problem = found.problem or (Problem("wajib_kosong", detail=field.label) if is_lacking else None)
        if problem is None:
            continue
        sets_aside = is_lacking or problem.is_fatal
        codes += [problem.code] * sets_aside
        header = cells[name].header if name in cells else field.label
        findings.append(Finding(header, problem, sets_aside and problem.code not in _NO_FAULT))
    return findings, next(iter(codes), "")


def _check_pegawai(
    cells: Mapping[str, Cell], values: Mapping[str, object], context: Context
) -> tuple[list[Finding], dict[str, object]]:
    """Check a person against the NIP and split titles off the name; returns findings and changed values."""
    nip = inspect_nip(values["nip"], context)
    found = check_person(nip, values, context.official) if isinstance(nip, Nip) else []
    findings = [Finding(cells[name].header, problem) for name, problem in found]
    if is_acting(str(values["jabatan"])):
        findings.append(Finding(cells["jabatan"].header, Problem("plt_dalam_jabatan", str(values["jabatan"]))))
    before, name, after = split_name(str(values["nama"]))
    if titles := ", ".join(filter(None, (before, after))):
        findings.append(Finding(cells["nama"].header, Problem("gelar_dalam_nama", titles)))
    return findings, {
        "nama": name,
        "gelar_depan": values.get("gelar_depan") or before or None,
        "gelar_belakang": values.get("gelar_belakang") or after or None,
    }


def _read_jenis_pegawai(cells: Mapping[str, Cell], match: Match, context: Context) -> str | None:
    if "jenis_pegawai" not in cells:
        return None
    found = parse_value(cells["jenis_pegawai"].raw, match.table.columns["jenis_pegawai"], context)
    return str(found.value) if found.value else None
