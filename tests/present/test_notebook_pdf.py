"""A notebook is run with known parameters only, gives only its HTML, and fails with a place and a reason."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from talenta_lib.errors import ReportError
from talenta_lib.present.notebook_pdf import execute_notebook, notebook_body

SHOW = "import warnings; warnings.warn('hati')\nprint('cetak')\nfrom IPython.display import HTML, display\n"
SHOW += "display(HTML(f'<section><h1>Tahun {tahun}</h1></section>'))\n'nilai akhir'"


def notebook(path: Path, code: str) -> Path:
    cells = [
        nbformat.v4.new_markdown_cell("# Laporan"),
        nbformat.v4.new_code_cell("tahun: int = 2024  # Tahun putaran", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("Pengantar\n\n## Peta talenta"),
        nbformat.v4.new_code_cell(code),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


def failure(tmp_path: Path, code: str, **parameters: Any) -> ReportError:
    with pytest.raises(ReportError) as caught:
        execute_notebook(notebook(tmp_path / "buku.ipynb", code), tmp_path / "hasil.ipynb", parameters)
    return caught.value


def test_body_holds_the_html_of_the_cells_and_nothing_else(tmp_path: Path) -> None:
    source = notebook(tmp_path / "buku.ipynb", SHOW)
    executed = execute_notebook(source, tmp_path / "satu.ipynb", {"tahun": 2025})
    assert notebook_body(executed).strip() == "<section><h1>Tahun 2025</h1></section>"


def test_equal_inputs_give_equal_executed_notebooks(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = notebook(tmp_path / "buku.ipynb", SHOW)
    for name in ("satu.ipynb", "dua.ipynb"):
        execute_notebook(source, tmp_path / name, {"tahun": 2025})
    first, second = ((tmp_path / name).read_bytes() for name in ("satu.ipynb", "dua.ipynb"))
    assert first == second
    assert b"papermill" not in first
    assert capfd.readouterr().err == ""


def test_unknown_parameter_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    error = failure(tmp_path, SHOW, tahn=2025)
    assert "Parameter 'tahn' tidak dikenal pada buku catatan buku.ipynb. Maksud Anda 'tahun'?" in error.problem
    assert not (tmp_path / "hasil.ipynb").exists()


def test_talenta_error_in_a_cell_keeps_its_words_and_its_place(tmp_path: Path) -> None:
    code = "from talenta_lib.errors import DataError\nraise DataError('Kolom nip hilang.', 'Tambahkan kolom itu.')"
    error = failure(tmp_path, code)
    assert str(error) == (
        "Buku catatan buku.ipynb berhenti di bagian 'Peta talenta' (sel ke-4): Kolom nip hilang. Tambahkan kolom itu."
    )
    assert error.__cause__ is not None


def test_program_error_in_a_cell_names_its_kind(tmp_path: Path) -> None:
    error = failure(tmp_path, "1 / 0")
    assert "kesalahan program (ZeroDivisionError: division by zero)" in error.problem
    assert "JupyterLab" in error.remedy


def test_missing_notebook_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"tidak_ada\.ipynb tidak ditemukan"):
        execute_notebook(tmp_path / "tidak_ada.ipynb", tmp_path / "hasil.ipynb", {})
