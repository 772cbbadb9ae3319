"""The least that a page of Voilà can be: one figure of as many points as officials, on the server of the dashboard."""

from __future__ import annotations

from pathlib import Path

import nbformat

PLOTLY = """
import ipywidgets as widgets
import plotly.graph_objects as go
dots = go.Scatter(x=[k % 25 for k in range(498)], y=[k // 25 for k in range(498)], mode="markers")
figure = go.FigureWidget(go.Figure(dots))
"""
SVG = """
import ipywidgets as widgets
dots = "".join(f'<circle cx="{8 + k % 25 * 16}" cy="{8 + k // 25 * 16}" r="5"/>' for k in range(498))
figure = widgets.HTML(f'<svg class="satu" width="400" height="330">{dots}</svg>')
"""
FIGURES = {"plotly": (PLOTLY, ".js-plotly-plot .scatterlayer .point"), "svg": (SVG, "svg.satu")}
"""Kind -> what makes the figure, and what is there when it is drawn."""
PROGRAM = """
import sys
from pathlib import Path
from talenta_lib.present.serve import serve_dashboard
serve_dashboard(sys.argv[2], port=0, pool=1, notebook=Path({notebook!r}), announce=lambda line: print(line, flush=True))
"""


def write_minimal(path: Path, kind: str) -> str:
    """Write the notebook and return the program that serves it as the dashboard is served."""
    make = f"{FIGURES[kind][0]}\nbox = widgets.VBox([widgets.HTML('<h1>Satu</h1>'), figure])"
    cells = [
        nbformat.v4.new_code_cell('round_dir: str = ""', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(f"from talenta_lib.present.link import read_request\n{make}"),
        nbformat.v4.new_code_cell("read_request()\nbox.add_class('talenta-dasbor')"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return PROGRAM.format(notebook=str(path))
