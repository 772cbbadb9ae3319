"""The least that the report's chain can take: papermill, nbconvert, WeasyPrint; one page, no figure, no data."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from talenta_lib.present.notebook_pdf import execute_notebook, notebook_body
from talenta_lib.present.pdf import document, html_to_pdf

PAGE = "from IPython.display import HTML, display\ndisplay(HTML('<section><h1>Halaman kosong</h1></section>'))"


def make_empty_report(folder: Path) -> Path:
    """Run a notebook of one cell and print its only page."""
    source = folder / "kosong.ipynb"
    parameters = new_code_cell("ronde: str = ''", metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[parameters, new_code_cell(PAGE)], metadata=kernel), source)
    executed = execute_notebook(source, folder / "jalan.ipynb", {})
    html = document(notebook_body(executed), title="Kosong", classification="", fingerprint="")
    return html_to_pdf(html, folder / "kosong.pdf", title="Kosong")


if __name__ == "__main__":
    make_empty_report(Path(sys.argv[1]))
