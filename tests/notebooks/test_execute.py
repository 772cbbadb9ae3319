"""Every notebook runs from end to end with two sets of parameters, through the chain that the report uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from talenta_lib import RoundResult, run_round
from talenta_lib.errors import ReportError
from talenta_lib.present.anonymous import anonymise
from talenta_lib.present.notebook_pdf import execute_notebook

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
PROFIL = ROOT / "data" / "sample" / "profil-talenta-2025"
POOL = ROOT / "data" / "sample" / "talent-pool-2024"
OVERRIDES: Mapping[str, Any] = {"scheme": "djbk_pu_2026"}
RUNS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("01_periksa_data", {"round_dir": str(PROFIL)}),
    ("01_periksa_data", {"round_dir": str(POOL)}),
    ("02_peta_talenta", {"round_dir": str(PROFIL)}),
    ("02_peta_talenta", {"round_dir": str(POOL), "overrides": OVERRIDES}),
    (
        "03_skenario_mutasi",
        {"round_dir": str(PROFIL), "scenarios": ["d-tanpa-persetujuan", "c-tanpa-promosi"], "max_moves": 9},
    ),
    ("03_skenario_mutasi", {"round_dir": str(POOL), "overrides": OVERRIDES}),
    ("04_laporan_putaran", {"round_dir": str(PROFIL), "draft": True}),
    ("04_laporan_putaran", {"round_dir": str(POOL), "anonymous": True, "overrides": OVERRIDES}),
)


@dataclass(frozen=True)
class Run:
    """One executed notebook with what it was given."""

    notebook: NotebookNode
    parameters: Mapping[str, Any]

    @property
    def html(self) -> str:
        """Everything that was displayed as HTML."""
        return "".join(html_of(cell) for cell in self.notebook.cells if cell.cell_type == "code")

    @property
    def result(self) -> RoundResult:
        """The round that the notebook shows."""
        return anonymise(self.named) if self.parameters.get("anonymous") else self.named

    @property
    def named(self) -> RoundResult:
        """The round with its names."""
        return round_of(self.parameters["round_dir"], *self.parameters.get("overrides", {}).items())


@cache
def round_of(round_dir: str, *overrides: tuple[str, Any]) -> RoundResult:
    return run_round(round_dir, **dict(overrides))


def html_of(cell: NotebookNode) -> str:
    return "".join(output.data.get("text/html", "") for output in cell.outputs if "data" in output)


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: f"{run[0]}-{Path(run[1]['round_dir']).name}")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    name, parameters = request.param
    target = tmp_path_factory.mktemp(name) / f"{name}.ipynb"
    return Run(execute_notebook(NOTEBOOKS / f"{name}.ipynb", target, parameters), parameters)


def test_the_notebook_runs_to_its_end_without_a_warning(run: Run) -> None:
    outputs = [output for cell in run.notebook.cells if cell.cell_type == "code" for output in cell.outputs]

    assert {output.output_type for output in outputs} <= {"display_data", "execute_result"}
    assert run.notebook.cells[-1].outputs


def test_every_call_after_a_heading_shows_something(run: Run) -> None:
    shows_nothing = re.compile(r"# Parameters|\w+: \w+ =|from |(?:named|result|chapter) = ")
    cells = [cell for cell in run.notebook.cells if cell.cell_type == "code"]
    silent = [cell.source for cell in cells if not html_of(cell) and not shows_nothing.match(cell.source)]

    assert silent == []


def test_the_last_cell_carries_the_fingerprint_of_the_round(run: Run) -> None:
    assert run.result.input_hash[:8] in html_of(run.notebook.cells[-1])


def test_the_parameters_reach_the_result(run: Run) -> None:
    """The scheme and the files of the trace are those asked for."""
    trace = html_of(run.notebook.cells[-1])
    wanted = run.result.scheme

    assert wanted.label in trace or wanted.name in trace
    assert all(Path(source.path).name in trace for source in run.result.parameters.files)


def test_nothing_displayed_refers_to_the_network(run: Run) -> None:
    addresses = set(re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(https?://[^\"')\s]+)", run.html))

    assert addresses == set()


def test_only_an_anonymous_run_names_nobody(run: Run) -> None:
    people = run.named.people
    named = [word for word in [*people["nama"], *people["nip"]] if word in run.html]
    shows_people = run.notebook.metadata.title != "Periksa data"

    assert not (named and run.parameters.get("anonymous"))
    assert named or run.parameters.get("anonymous") or not shows_people


def test_an_unknown_parameter_stops_before_anything_runs(tmp_path: Path) -> None:
    target = tmp_path / "laporan.ipynb"

    with pytest.raises(ReportError, match=r"'round_dr' tidak dikenal.*Maksud Anda 'round_dir'"):
        execute_notebook(NOTEBOOKS / "04_laporan_putaran.ipynb", target, {"round_dr": str(POOL)})
    assert not target.exists()


def test_a_failing_cell_is_named_by_its_heading(tmp_path: Path) -> None:
    target = tmp_path / "periksa.ipynb"

    with pytest.raises(ReportError, match=r"bagian 'Membaca berkas putaran'.*Folder putaran"):
        execute_notebook(NOTEBOOKS / "01_periksa_data.ipynb", target, {"round_dir": str(tmp_path / "tidak_ada")})
