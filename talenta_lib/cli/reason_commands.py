"""Commands on the reasons of a plan: why, audit, preflight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pandas as pd
from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.mutasi_commands import SCENARIO, read_round, solve_round
from talenta_lib.cli.screen import OUT, ROUND, command, out, print_paragraph, steps
from talenta_lib.terms import format_number

if TYPE_CHECKING:
    from talenta_lib.placement.audit import Audit
    from talenta_lib.placement.explanation import Explanation
    from talenta_lib.placement.matching import Matching
    from talenta_lib.placement.scenario import Scenario
    from talenta_lib.round import RoundResult

PLANNED_AND_FORCED = ("planned_jabatan", "forced_jabatan")
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
    for table in (parts, _changes_table(explanation.changes), findings, people):
        if table.row_count:
            out.print()
            out.print(table)


def _changes_table(changes: pd.DataFrame) -> Table:
    """Return who must move on, in push order, and what it changes in the value of the plan."""
    table = Table("Ikut berubah", "Dalam rencana", "Menjadi", "Nilai rencana", box=None, pad_edge=False)
    for row in changes.to_dict("records"):
        posts = ("tanpa jabatan" if pd.isna(row[name]) else str(row[name]) for name in PLANNED_AND_FORCED)
        table.add_row(*map(escape, (str(row["nama"]), *posts)), format_number(row["difference"], signed=True))
    return table


@command()
@ROUND
@click.argument("proposal", metavar="USULAN.xlsx", type=click.Path(path_type=Path))
@SCENARIO
@OUT
def audit(round_dir: Path, proposal: Path, scenario: str | None, out_dir: Path | None) -> None:
    """Periksa daftar usulan dari luar: temuan, urutan, yang dilewati, dan harganya tiap nama."""
    from talenta_lib.intake import read_proposal
    from talenta_lib.placement.audit import audit_list
    from talenta_lib.present.audit_workbook import write_audit

    result, chosen = read_round(round_dir, scenario)
    listed = read_proposal(proposal, as_of=result.parameters.as_of)
    mutasi = solve_round(result, chosen)
    with steps("Memeriksa usulan") as on_step:
        found = audit_list(
            mutasi, listed.tables["usulan"],
            on_progress=lambda done, total: on_step("Memeriksa usulan", done, total),
        )  # fmt: skip
    print_audit(found)
    for message, remedy in listed.issues[["message", "remedy"]].itertuples(index=False):
        out.print(f"! {message} {remedy}", markup=False, soft_wrap=True)
    written = write_audit(result, found, listed, out_dir or Path("reports") / result.parameters.round_id / "audit")
    out.print(f"Selengkapnya: {written}", soft_wrap=True)


def print_audit(found: Audit) -> None:
    """Print an audit: what the list adds up to, what it does not meet, one line a name, what must be written."""
    from talenta_lib.placement.audit import PASSED_OVER_RULE

    first, *rest = found.sentences
    out.print(f"\n[bold]{escape(first)}[/bold]")
    print_paragraph(" ".join(rest))
    for sentence in found.value.breaks["sentence"]:
        out.print(f"! {sentence}", markup=False, soft_wrap=True)
    table = Table("Baris", "Nama", "Jabatan usulan", "Urutan", "Hasil", "Harga", box=None, pad_edge=False)
    for row in found.names.to_dict("records"):
        place = "" if pd.isna(row["rank"]) else f"{row['rank']} dari {row['candidates']}"
        price = "" if pd.isna(row["price"]) else format_number(row["price"])
        known = ("" if pd.isna(row[name]) else str(row[name]) for name in ("nama", "to_jabatan"))
        cells = (str(row["source_row"]), *known, place, str(row["verdict"]), price)
        table.add_row(*map(escape, cells))
    out.print(table)
    reasons = Table("Baris", "Nama", "Yang harus ditulis atau diperiksa", box=None, pad_edge=False)
    for row in found.names.to_dict("records"):
        words = " ".join(str(row[name]) for name in ("note", "reason_needed") if pd.notna(row[name]) and row[name])
        if words:
            reasons.add_row(str(row["source_row"]), escape("" if pd.isna(row["nama"]) else row["nama"]), escape(words))
    if reasons.row_count:
        out.print()
        out.print(reasons)
    print_paragraph(PASSED_OVER_RULE, style="dim")


@command()
@ROUND
@SCENARIO
@click.option("--list", "proposal", metavar="USULAN.xlsx", type=click.Path(path_type=Path), help="Daftar dari luar.")
@OUT
def preflight(round_dir: Path, scenario: str | None, proposal: Path | None, out_dir: Path | None) -> None:
    """Periksa rencana atau daftar sebelum I-Mut: syarat, dokumen, dan alasan tiap nama (Excel dan PDF)."""
    from talenta_lib.placement.eligibility import preflight as check_before_imut
    from talenta_lib.present.plan_words import asked_sentence
    from talenta_lib.present.preflight import FILE_STEM, write_preflight

    result, chosen = read_round(round_dir, scenario)
    if proposal is None:
        mutasi = solve_round(result, chosen)
        matching, moves = mutasi.matching, mutasi.moves
    else:
        matching, moves = read_moves(result, chosen, proposal)
    target = out_dir or Path("reports") / result.parameters.round_id / "pra-imut"
    name = FILE_STEM if proposal is None else f"{FILE_STEM}-{proposal.stem}"
    checked = check_before_imut(matching.eligibility, moves)
    print_paragraph(asked_sentence(checked.counts))
    for path in write_preflight(result, checked, target, name=name):
        out.print(f"Ditulis: {path}", soft_wrap=True)


def read_moves(result: RoundResult, scenario: Scenario, proposal: Path) -> tuple[Matching, pd.DataFrame]:
    """Read a proposed list as moves; names and posts that the round does not have are said and left out."""
    from talenta_lib.intake import read_proposal
    from talenta_lib.placement.mutasi import describe_pairs
    from talenta_lib.placement.proposal import KNOWN, match_rows
    from talenta_lib.round.mutasi import match_round

    listed = read_proposal(proposal, as_of=result.parameters.as_of)
    matching = match_round(result, scenario.fit_scheme)
    rows = match_rows(matching, listed.tables["usulan"])
    for message, remedy in listed.issues[["message", "remedy"]].itertuples(index=False):
        out.print(f"! {message} {remedy}", markup=False, soft_wrap=True)
    left_out = rows.loc[rows["status"] != KNOWN, ["source_row", "note"]]
    for number, note in left_out[left_out["note"].fillna("") != ""].itertuples(index=False):
        out.print(f"! Baris {number}: {note}", markup=False, soft_wrap=True)
    return matching, describe_pairs(matching, rows.loc[rows["status"] == KNOWN, ["nip", "to_id"]])


COMMANDS = (why, audit, preflight)
