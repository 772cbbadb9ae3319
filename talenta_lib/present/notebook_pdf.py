"""The mechanical chain of the report: run a notebook with parameters, keep its HTML outputs, make one document."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from talenta_lib import errors
from talenta_lib.errors import ReportError, did_you_mean

CELL_SECONDS: Final = 900
"""A cell that runs longer than this is taken to hang."""

_OUTPUTS_ONLY: Final = """
{%- for cell in nb.cells if cell.cell_type == "code" and "layar" not in cell.metadata.get("tags", []) -%}
{%- for output in cell.outputs if "text/html" in output.get("data", {}) -%}
{{ output.data["text/html"] }}
{% endfor -%}
{%- endfor -%}
"""
"""The nbconvert template: pages stand side by side in the body; cells for the screen alone (``layar``) are left out."""

_OWN_ERRORS: Final = {name for name, kind in vars(errors).items() if isinstance(kind, type)}


class QuietKernelManager(AsyncKernelManager):  # type: ignore[misc, unused-ignore]
    """Start kernels whose own notes (unencrypted local port, closing sockets) do not reach the user's screen."""

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override, unused-ignore]
        """Start the kernel process without its stderr; what cells write there still comes with their outputs."""
        await super().start_kernel(**{"stderr": subprocess.DEVNULL, **options})


def execute_notebook(
    source: Path, target: Path, parameters: Mapping[str, Any], *, cwd: Path | None = None
) -> NotebookNode:
    """Run a notebook with papermill in a fresh kernel and write the executed notebook to ``target``.

    ``cwd`` is the working folder of the kernel. The executed notebook carries no time, no duration and no path of
    the run, so equal inputs give equal files.

    Raises
    ------
    ReportError
        when the notebook is missing, has no such parameter, or stops: then the message names the heading over the
        failing cell, the number of the cell, and its reason (problem and remedy of a talenta error).
    """
    if not source.is_file():
        raise ReportError(f"Buku catatan {source.name} tidak ditemukan.", "Periksa nama dan folder buku catatan.")
    _check_parameters(source, parameters)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            executed = papermill.execute_notebook(
                str(source), str(target), dict(parameters), kernel_name="python3", progress_bar=False,
                log_output=False, execution_timeout=CELL_SECONDS, cwd=None if cwd is None else str(cwd),
                kernel_manager_class=QuietKernelManager,
            )  # fmt: skip
    except PapermillExecutionError as exc:
        raise _cell_error(source, exc) from exc
    except (CellTimeoutError, DeadKernelError) as exc:
        raise ReportError(
            f"Buku catatan {source.name} berhenti: proses penghitungnya mati atau melebihi {CELL_SECONDS // 60} menit.",
            "Tutup program lain agar memori cukup, lalu ulangi.",
        ) from exc
    stable = strip_run_traces(executed)
    nbformat.write(stable, target)
    return stable


def _check_parameters(source: Path, parameters: Mapping[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = papermill.inspect_notebook(str(source))
    for name in parameters:
        if name not in known:
            raise ReportError(
                f"Parameter '{name}' tidak dikenal pada buku catatan {source.name}.{did_you_mean(name, known)}",
                f"Parameter yang dikenal: {', '.join(known) or 'tidak ada'}.",
            )


def _cell_error(source: Path, failure: PapermillExecutionError) -> ReportError:
    notebook = nbformat.read(source, as_version=4)
    number = next((k for k, cell in enumerate(notebook.cells) if cell.source == failure.source), 0)
    heading = next((title for cell in reversed(notebook.cells[: number + 1]) if (title := _heading(cell))), "awal")
    is_own = failure.ename in _OWN_ERRORS
    reason = failure.evalue if is_own else f"kesalahan program ({failure.ename}: {failure.evalue})."
    return ReportError(
        f"Buku catatan {source.name} berhenti di bagian '{heading}' (sel ke-{number + 1}): {reason}",
        "" if is_own else "Buka buku catatan itu di JupyterLab untuk melihat selnya, lalu laporkan kesalahan ini.",
    )


def _heading(cell: NotebookNode) -> str:
    lines = cell.source.splitlines() if cell.cell_type == "markdown" else []
    return next((line.lstrip("#").strip() for line in reversed(lines) if line.startswith("#")), "")


def strip_run_traces(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without papermill's records, timings, random cell ids and warnings (they name the process)."""
    stable = nbformat.from_dict(notebook)
    stable.metadata.pop("papermill", None)
    for number, cell in enumerate(stable.cells):
        cell.metadata = {key: cell.metadata[key] for key in cell.metadata if key not in {"papermill", "execution"}}
        cell.id = f"sel-{number + 1}"
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return stable


def notebook_body(notebook: NotebookNode) -> str:
    """Return the HTML that the cells displayed, in order: no code, no prose cells, no printed text, no prompts."""
    body, _ = HTMLExporter(raw_template=_OUTPUTS_ONLY).from_notebook_node(notebook)
    return str(body)
