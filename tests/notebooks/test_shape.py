"""Every notebook has the same shape: parameters, calls and prose, and nothing stored from a run."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LAST_HEADING = "Sumber dan jejak"
LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.Try,
    ast.TryStar, ast.With, ast.If, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
TYPES = {"str", "int", "float", "bool", "dict", "list"}
CALLS_A_CELL = 2
"""A result bound to a name, and the call that shows or recodes it."""
STRIP = (
    "--verify", "--keep-id", "--extra-keys", "metadata.language_info cell.metadata.papermill metadata.papermill",
)  # fmt: skip

every_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
ROOM = ROOT / "notebooks" / "dasbor.ipynb"
every_report = pytest.mark.parametrize("path", [path for path in PATHS if path != ROOM], ids=lambda path: path.name)
"""The notebooks that are read from top to bottom; the room of the committee is two cells and a page."""


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[NotebookNode]:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def parameter_lines(source: str) -> list[tuple[ast.stmt, str]]:
    """Return each statement of the parameters cell with the comment on its last line."""
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    return [(node, comments.get(node.end_lineno or 0, "")) for node in ast.parse(source).body]


def logic_in(source: str) -> list[str]:
    return [type(node).__name__ for node in ast.walk(ast.parse(source)) if isinstance(node, LOGIC)]


def test_the_notebooks_of_the_house_are_here() -> None:
    names = [path.stem for path in PATHS]

    assert {"01_periksa_data", "02_peta_talenta", "03_skenario_mutasi", "04_laporan_putaran"} <= set(names)
    assert all(re.fullmatch(r"(\d\d_)?[a-z_]+", name) for name in names)


@every_notebook
def test_a_notebook_is_valid_and_names_its_page(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)

    assert notebook.metadata.title
    assert notebook.metadata.kernelspec.name == "python3"


@every_report
def test_a_notebook_opens_with_title_purpose_parameters_and_imports(path: Path) -> None:
    title, parameters, imports = read(path).cells[:3]

    assert title.cell_type == "markdown"
    assert re.match(r"# \w.*\n\n\w.{40,}", title.source)
    assert parameters.metadata.tags == ["parameters"]
    assert {type(node) for node in ast.parse(imports.source).body} <= {ast.Import, ast.ImportFrom}


@every_notebook
def test_there_is_one_parameters_cell_and_one_import_cell(path: Path) -> None:
    cells = code_cells(path)
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    importing = [cell for cell in cells if re.search(r"^(?:import|from)\b", cell.source, re.MULTILINE)]

    assert (len(tagged), len(importing)) == (1, 1)


@every_notebook
def test_a_parameter_has_a_type_and_an_indonesian_comment(path: Path) -> None:
    lines = parameter_lines(code_cells(path)[0].source)

    assert lines
    for node, comment in lines:
        assert isinstance(node, ast.AnnAssign)
        assert ast.unparse(node.annotation) in TYPES
        assert len(comment.split()) >= 3
        assert not re.search(r"\b(?:the|of|and|with|folder of)\b", comment)


@every_notebook
def test_papermill_sees_the_parameters_with_type_and_help(path: Path) -> None:
    found = papermill.inspect_notebook(str(path))

    assert "round_dir" in found
    assert all(one["inferred_type_name"] in TYPES and one["help"] for one in found.values())


@every_notebook
def test_the_default_round_exists(path: Path) -> None:
    folder = ast.literal_eval(papermill.inspect_notebook(str(path))["round_dir"]["default"])

    assert (path.parent / folder / "putaran.yaml").is_file()


@every_notebook
def test_a_notebook_holds_no_logic(path: Path) -> None:
    assert [
        (number, logic_in(cell.source)) for number, cell in enumerate(code_cells(path)) if logic_in(cell.source)
    ] == []


@pytest.mark.parametrize("source", ["def f(): pass", "for x in y: z(x)", "[f(x) for x in y]", "if a:\n    b()"])
def test_logic_is_recognised(source: str) -> None:
    assert logic_in(source)


@every_notebook
def test_a_cell_is_one_call(path: Path) -> None:
    for cell in code_cells(path)[2:]:
        body = ast.parse(cell.source).body
        assert 1 <= len(body) <= CALLS_A_CELL, cell.source
        assert all(isinstance(node, ast.Assign | ast.Expr) for node in body), cell.source
        assert all(any(isinstance(part, ast.Call) for part in ast.walk(node)) for node in body), cell.source


@every_report
def test_a_heading_stands_over_every_call_and_says_what_to_see(path: Path) -> None:
    cells = read(path).cells[3:]
    headings = [cell for cell in cells if cell.cell_type == "markdown"]

    assert cells[0].cell_type == "markdown"
    assert all(re.match(r"## \w.*\n\n\w.*\.$", cell.source, re.DOTALL) for cell in headings)
    pairs = zip(cells, [*cells[1:], None], strict=True)
    assert all(after is not None and after.cell_type == "code" for cell, after in pairs if cell.cell_type == "markdown")


@every_report
def test_the_last_cell_prints_the_trace(path: Path) -> None:
    heading, last = read(path).cells[-2:]

    assert heading.source.startswith(f"## {LAST_HEADING}\n")
    assert last.cell_type == "code"
    assert re.search(r"\b(?:trace|manifest_page)\(", last.source)


def test_the_room_of_the_committee_has_a_round_and_a_call() -> None:
    parameters, call = code_cells(ROOM)

    assert parameters.metadata.tags == ["parameters"]
    assert call.source.endswith("open_dashboard(round_dir, datetime.now).start()")


@every_notebook
def test_nothing_of_a_run_is_stored(path: Path) -> None:
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code_cells(path))


def test_nbstripout_would_change_nothing() -> None:
    command = [sys.executable, "-m", "nbstripout", *STRIP, *map(str, PATHS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_make_check_strips_with_the_same_options() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    assert f'nbstripout --verify --keep-id --extra-keys "{STRIP[-1]}"' in makefile


@every_notebook
def test_a_notebook_is_formatted_and_clean(path: Path) -> None:
    for step in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *step, str(path)], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout
