"""The report of a round: notebook 04 through papermill to PDF, the annex workbook and the manifest, atomically."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talenta_lib.errors import InputError, ReportError, did_you_mean
from talenta_lib.present.annex_workbook import annex_sheets
from talenta_lib.present.anonymous import anonymise
from talenta_lib.present.chapter import Chapter, open_chapter
from talenta_lib.present.excel import write_workbook
from talenta_lib.present.notebook_pdf import execute_notebook, notebook_body
from talenta_lib.present.pages.page import classification
from talenta_lib.present.pdf import document, html_to_pdf
from talenta_lib.present.profile import write_profile
from talenta_lib.present.record_words import trace_words
from talenta_lib.record import Recipe, write_manifest
from talenta_lib.round import RoundResult, load_parameters, run_round

NOTEBOOK = "04_laporan_putaran.ipynb"
STEPS = ("Memeriksa putaran", "Menjalankan buku catatan", "Menyusun PDF", "Menulis lampiran Excel", "Mencatat jejak")
OnStep = Callable[[str, int, int], object]


@dataclass(frozen=True)
class MadeReport:
    """Where the files of a report are."""

    pdf: Path
    others: tuple[Path, ...]


def silent(_step: str, _number: int, _total: int) -> None:
    """Report no progress."""


def notebooks_folder() -> Path:
    """Return the folder of the notebooks: beside the package in a checkout.

    Raises ``ReportError`` where it is not there.
    """
    folder = Path(__file__).resolve().parents[2] / "notebooks"
    if not (folder / NOTEBOOK).is_file():
        raise ReportError(
            f"Buku catatan {NOTEBOOK} tidak ditemukan di {folder.name}/.", "Jalankan talenta dari salinan repositori."
        )
    return folder


def make_report(
    round_dir: str | Path,
    *,
    out_dir: str | Path | None = None,
    draft: bool = False,
    anonymous: bool = False,
    parameters: Mapping[str, Any] | None = None,
    on_step: OnStep = silent,
) -> MadeReport:
    """Make laporan.pdf, laporan.ipynb (executed), lampiran.xlsx and manifest.json of a round.

    Parameters
    ----------
    round_dir : folder of the round.
    out_dir : written to directly; ``reports/<round_id>/`` of the working folder where omitted.
    draft : mark as KONSEP even where everything is confirmed.
    anonymous : codes instead of names and NIP.
    parameters : overrides of the round (``run_round``).
    on_step : called with (step, number done, steps in all).

    A failed run leaves no file: everything is made in a temporary folder beside the target and moved at the end.
    Raises ``InputError``, ``DataError``, ``RegulationError`` or ``ReportError``.
    """
    on_step(STEPS[0], 0, len(STEPS))
    round_folder = Path(round_dir).resolve()
    overrides = dict(parameters or {})
    round_id = load_parameters(round_folder, **overrides).round_id
    target = Path(out_dir) if out_dir is not None else Path("reports") / round_id
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".laporan-") as folder:
        notebook = Path(folder) / "laporan.ipynb"
        on_step(STEPS[1], 1, len(STEPS))
        result, chapter, body = _run(round_folder, notebook, overrides, draft=draft, anonymous=anonymous)
        recipe = Recipe.of(round_folder, target, draft=draft, anonymous=anonymous, overrides=overrides)
        made = _make_in(Path(folder), result, chapter, body, recipe=recipe, on_step=on_step)
        target.mkdir(parents=True, exist_ok=True)
        moved = [Path(shutil.move(path, target / path.name)) for path in (made[0], notebook, *made[1:])]
    return MadeReport(moved[0], tuple(moved[1:]))


def _run(
    round_folder: Path, notebook: Path, overrides: Mapping[str, Any], *, draft: bool, anonymous: bool
) -> tuple[RoundResult, Chapter | None, str]:
    """Run notebook 04 and, while its kernel works, the same round and plan for the workbook and the manifest."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(_solve, round_folder, overrides, anonymous=anonymous)
        parameters = notebook_parameters(round_folder, draft, anonymous, overrides)
        try:
            executed = execute_notebook(notebooks_folder() / NOTEBOOK, notebook, parameters, cwd=round_folder.parent)
        except ReportError:
            running.result()  # where the round itself fails, its own message says it best
            raise
        result, chapter = running.result()
    return result, chapter, notebook_body(executed)


def _solve(round_folder: Path, overrides: Mapping[str, Any], *, anonymous: bool) -> tuple[RoundResult, Chapter | None]:
    """Run a round and solve its scenario, where it names one."""
    result = run_round(round_folder, **overrides)
    chapter = open_chapter(result, anonymous=anonymous)
    return anonymise(result) if anonymous else result, chapter


def _make_in(
    folder: Path, result: RoundResult, chapter: Chapter | None, body: str, *, recipe: Recipe, on_step: OnStep
) -> list[Path]:
    """Make PDF, workbook and manifest in the folder of the executed notebook; return them in this order."""
    pdf, workbook, manifest = (folder / name for name in ("laporan.pdf", "lampiran.xlsx", "manifest.json"))
    title = f"{result.parameters.title} · {result.parameters.region}"
    marking, trace = classification(result, draft=recipe.draft), trace_words(result.input_part)
    on_step(STEPS[2], 2, len(STEPS))
    html_to_pdf(document(body, title=title, classification=marking, fingerprint=trace), pdf, title=title)
    on_step(STEPS[3], 3, len(STEPS))
    write_workbook(workbook, annex_sheets(result, chapter), title=title, classification=marking, fingerprint=trace)
    on_step(STEPS[4], 4, len(STEPS))
    write_manifest(manifest, result.input_part, [pdf, folder / "laporan.ipynb", workbook], recipe=recipe)
    return [pdf, workbook, manifest]


def notebook_parameters(
    round_folder: Path, draft: bool, anonymous: bool, overrides: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the parameters of notebook 04, which runs beside the round folder; dates as ISO text."""
    as_text = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in overrides.items()}
    return {"round_dir": round_folder.name, "draft": draft, "anonymous": anonymous, "overrides": as_text}


def make_profiles(
    round_dir: str | Path,
    *,
    nip: str | None = None,
    out_dir: str | Path | None = None,
    on_step: OnStep = silent,
) -> list[Path]:
    """Make the Lembar Profil of one official (by NIP) or, without ``nip``, of all; one PDF page each.

    Files go to ``out_dir``, or ``reports/<round_id>/profil/`` of the working folder. Raises ``InputError`` for a NIP
    that is not in the round.
    """
    result = run_round(round_dir)
    nips = list(result.people["nip"])
    if nip is not None and nip not in nips:
        raise InputError(
            f"NIP {nip} tidak ada di antara pejabat putaran ini.{did_you_mean(nip, nips)}", "Periksa NIP itu."
        )
    target = Path(out_dir) if out_dir is not None else Path("reports") / result.parameters.round_id / "profil"
    target.mkdir(parents=True, exist_ok=True)
    if nip is not None:
        return [write_profile(result, nip, target / f"profil-{nip}.pdf")]
    paths = []
    with ProcessPoolExecutor(initializer=_keep, initargs=(result,)) as pool:
        for number, path in enumerate(pool.map(_write_kept, nips, [target] * len(nips), chunksize=8)):
            on_step("Membuat lembar profil", number + 1, len(nips))
            paths.append(path)
    return paths


_kept: list[RoundResult] = []


def _keep(result: RoundResult) -> None:
    """Keep the round in a worker process, so that it is sent there once."""
    _kept[:] = [result]


def _write_kept(nip: str, folder: Path) -> Path:
    """Write one sheet from the round kept in this worker process."""
    return write_profile(_kept[0], nip, folder / f"profil-{nip}.pdf")
