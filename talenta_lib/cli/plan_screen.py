"""A plan on the screen: what it adds up to, who moves where, and what each name needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.screen import out, print_paragraph
from talenta_lib.placement.mutasi import STAGE_LABELS
from talenta_lib.terms import format_number, join_words

if TYPE_CHECKING:
    import pandas as pd

    from talenta_lib.placement.mutasi import Mutasi

LEGEND = (
    "Perlu: alasan = ditulis untuk I-Mut; persetujuan = oleh yang disebut; verifikasi = data belum menjawab, lengkapi "
    "yang disebut."
)


def print_plan(mutasi: Mutasi) -> None:
    """Print a plan: what it adds up to, whether it is proved, the moves in walking order, and what each name needs."""
    from talenta_lib.placement.uniqueness import say_uniqueness
    from talenta_lib.present.plan_words import asked_sentence, proof_words, retired_sentence

    totals, scenario = mutasi.totals, mutasi.scenario
    out.print(f"\n[bold]{escape(scenario.title)}[/bold] [dim]{escape(scenario.name)}[/dim]")
    before, after = format_number(totals["fit_before"]), format_number(totals["fit_after"])
    print_paragraph(
        f"{totals['moves']} orang pindah, {totals['stays']} tetap. Kecocokan rata-rata {before} menjadi {after}. "
        f"Jabatan kosong {totals['vacant_before']} menjadi {totals['vacant_after']}. {retired_sentence(mutasi)}"
    )
    print_paragraph(f"{proof_words(mutasi)}. {say_uniqueness(mutasi)}")
    if len(mutasi.moves):
        out.print(_moves_table(mutasi.moves))
        out.print()
        print_paragraph(asked_sentence(totals))
        _print_needs(mutasi)
    stages = join_words([STAGE_LABELS[name] for name, _ in mutasi.plan.stages])
    print_paragraph(f"Urutan tujuan: {stages}. {mutasi.tie_rule}", style="dim")


def _moves_table(moves: pd.DataFrame) -> Table:
    """Return the moves as a table, a loop a block."""
    table = Table("", "Pejabat", "Jabatan lama", "Jabatan baru", "Lama", "Baru", "Perlu", box=None, pad_edge=False)
    for row in moves.to_dict("records"):
        first = row["loop"] if row["step"] == 1 else ""
        fits = (format_number(row["fit_before"]), format_number(row["fit_after"]))
        cells = (first, row["nama"], row["from_jabatan"], row["to_jabatan"], *fits, row["asked"])
        table.add_row(*(escape(str(cell)) for cell in cells))
    return table


def _print_needs(mutasi: Mutasi) -> None:
    """Print what each name needs with its articles, name by name, then what every name needs."""
    from talenta_lib.placement.eligibility.findings import open_findings
    from talenta_lib.present.plan_words import for_all_words

    eligibility, moves = mutasi.matching.eligibility, mutasi.moves
    asked = open_findings(eligibility.findings_of(zip(moves["nip"], moves["to_id"], strict=True)))
    needs = asked.groupby(["nip", "answer", "needs"], sort=False)["citation"].agg(
        lambda texts: "; ".join(dict.fromkeys(texts))
    )
    names, before = moves.set_index("nip")["nama"], None
    table = Table("Pejabat", "Perlu", "Yang diperlukan", "Dasar", box=None, pad_edge=False)
    for row in needs.reset_index().to_dict("records"):
        name, before = "" if row["nip"] == before else names[row["nip"]], row["nip"]
        table.add_row(*(escape(str(cell)) for cell in (name, row["answer"], row["needs"], row["citation"])))
    if table.row_count:
        print_paragraph(LEGEND, style="dim")
        out.print(table)
    if words := for_all_words(eligibility.round_findings):
        print_paragraph(f"Berlaku bagi semua nama: {words}.")
