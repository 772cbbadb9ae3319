"""Commands on the reasons of a plan: why, audit, preflight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.mutasi_commands import SCENARIO, read_round, solve_round
from talenta_lib.cli.screen import ROUND, command, out, print_paragraph
from talenta_lib.terms import format_number

if TYPE_CHECKING:
    from talenta_lib.placement.explanation import Explanation

STATUS_MARKS = {"lulus": "✓", "info": "✓", "tidak": "!", "belum_ada_data": "?"}


@command()
@ROUND
@click.argument("nip", metavar="NIP")
@click.argument("jabatan", metavar="JABATAN")
@SCENARIO
def why(round_dir: Path, nip: str, jabatan: str, scenario: str | None) -> None:
    """Jelaskan mengapa pejabat ini di jabatan itu, atau mengapa tidak."""
    from talenta_lib.placement.scenario import find_official, find_post
    from talenta_lib.placement.why import explain

    result, chosen = read_round(round_dir, scenario)
    mutasi = solve_round(result, chosen)
    matching = mutasi.matching
    print_explanation(explain(mutasi, find_official(matching.officials, nip), find_post(matching.posts, jabatan)))


def print_explanation(explanation: Explanation) -> None:
    """Print an explanation: the answer, the parts of the fit, what the rules find, who is next."""
    first, *rest = explanation.sentences
    out.print(f"\n[bold]{escape(first)}[/bold]")
    for sentence in rest:
        print_paragraph(sentence)
    parts = Table("Bagian kecocokan", "Bobot", "Nilai", "Sumbangan", "Terlihat", box=None, pad_edge=False)
    for row in explanation.parts.to_dict("records"):
        numbers = (format_number(row["weight"], 0), format_number(row["score"]), format_number(row["contribution"], 2))
        parts.add_row(escape(str(row["label"])), *numbers, escape(str(row["observed"])))
    findings = Table("", "Ketentuan", "Terlihat", "Disyaratkan", "Dasar", box=None, pad_edge=False)
    for row in explanation.findings.to_dict("records"):
        cells = (STATUS_MARKS[row["status"]], row["label"], row["observed"], row["required"], row["citation"])
        findings.add_row(*(escape(str(cell)) for cell in cells))
    people = Table("No", "Calon terbaik", "Cocok", "Dalam rencana", box=None, pad_edge=False)
    for row in explanation.runners_up.to_dict("records"):
        fit, place = format_number(row["fit"]), escape(str(row["planned_jabatan"]))
        people.add_row(str(row["rank"]), escape(str(row["nama"])), fit, place)
    for table in (parts, findings, people):
        if table.row_count:
            out.print()
            out.print(table)


COMMANDS = (why,)
