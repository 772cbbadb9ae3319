"""The files that a meeting takes home, made in Python: name -> content; without names while blind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from talenta_lib.errors import RecordError, TalentaError
from talenta_lib.placement.eligibility.preflight import preflight
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.scenario import load_scenario, scenario_names
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.decided_plan import decided_plan
from talenta_lib.present.decree import write_decree
from talenta_lib.present.preflight import write_preflight
from talenta_lib.present.report_process import ReportProcess
from talenta_lib.record import record_report

if TYPE_CHECKING:
    from talenta_lib.present.report import OnStep

Files = Mapping[str, bytes]
PLAN, DECIDED = "usulan", "keputusan"
UNSIGNED: Final = RecordError("Nama atau peran pencatat belum diisi.", "Isi keduanya pada halaman Keputusan.")


def minutes_files(state: DashboardState) -> Files:
    """Make the Berita Acara (PDF, XLSX), which is recorded; raises ``TalentaError`` where it is refused."""
    state.may_change()

    def write(folder: Path) -> list[Path]:
        made = state.decisions.make_minutes(folder)
        if not made:
            raise TalentaError(state.decisions.message)
        return made

    return _made(write)


def preflight_files(state: DashboardState, source: str) -> Files:
    """Make the check before I-Mut (XLSX, PDF) of the plan or of what was decided."""
    state.may_change()
    plan = listed_plan(state, source)
    checked = preflight(plan.matching.eligibility, plan.moves)
    return _made(lambda folder: write_preflight(state.result, checked, folder))


def decree_files(state: DashboardState, source: str) -> Files:
    """Make the Lampiran SK (XLSX, DOCX) of the plan or of what was decided."""
    state.may_change()
    plan = listed_plan(state, source)
    return _made(lambda folder: write_decree(plan, state.result, folder))


def listed_plan(state: DashboardState, source: str) -> Mutasi:
    """Return the plan whose moves are listed: that of the bench, or the decisions; as it may be shown.

    Raises ``RecordError`` where there is nobody to list, or two were given one post.
    """
    shown = state.chapter.mutasi
    plan = shown if source == PLAN else decided_plan(state.decisions.mutasi, state.decisions.table, shown)
    if plan.moves.empty:
        raise RecordError("Tidak ada perpindahan untuk didaftar.", "Putuskan perpindahan, atau pilih daftar usulan.")
    return plan


def report_files(state: DashboardState, process: ReportProcess, on_step: OnStep) -> Files:
    """Make the report in a process of its own and record it; raises ``TalentaError`` where it is refused."""
    state.may_change()
    decisions = state.decisions
    if not decisions.by.strip() or not decisions.role.strip():
        raise UNSIGNED
    name = report_scenario(state)
    changed = {} if name in (None, state.result.parameters.scenario) else {"skenario": name}
    files = process.make(state.bench.result.folder, anonymous=state.blind, parameters=changed, on_step=on_step)
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        manifest = Path(folder) / "manifest.json"
        manifest.write_bytes(files["manifest.json"])
        record_report(state.bench.result.folder, manifest, by=decisions.by, role=decisions.role, at=decisions.now)
    decisions.refresh()
    return files


def report_scenario(state: DashboardState) -> str | None:
    """Return the scenario file of the round that the plan on the bench rests on; None where it is none of them."""
    folder, scenario = state.bench.result.folder, state.bench.chapter.mutasi.scenario
    names = scenario_names(folder)
    return next((name for name in names if load_scenario(name, round_dir=folder) == scenario), None)


def _made(write: Callable[[Path], list[Path]]) -> Files:
    """Let something write its files, and take them into memory: nothing is left on the disk."""
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        return {path.name: path.read_bytes() for path in write(Path(folder))}
