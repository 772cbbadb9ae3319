"""Commands that write into the record of a round: decide, undo, correct, purge."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.record_options import BY, ROLE, SCENARIO, NeededOption, now, open_plan
from talenta_lib.cli.screen import ROUND, command, out, print_paragraph, steps
from talenta_lib.errors import InputError
from talenta_lib.terms import join_words

if TYPE_CHECKING:
    from talenta_lib.placement.mutasi import Mutasi
    from talenta_lib.record import Entry, Ledger
    from talenta_lib.record.corrections import Change
    from talenta_lib.round import RoundResult
    from talenta_lib.round.decisions import Wish

MOST_LISTED: Final = 30
"""Decisions of one command, or changes of one correction, are listed up to so many; beyond, their number is told."""
MOST_SHOWN: Final = 60
"""Letters of a value that are shown."""
YES = click.option("--yes", is_flag=True, help="Tanpa pertanyaan lagi.")
REASON = click.option("--reason", metavar="ALASAN", cls=NeededOption, help="Wajib: alasannya.")


@command()
@ROUND
@click.argument("nips", metavar="[NIP]...", nargs=-1)
@click.option(
    "--as", "choice", metavar="JABATAN|tetap|ditunda|usulan", help="Yang diputuskan; usulan: menurut rencana."
)
@click.option("--rest", is_flag=True, help="Semua yang belum diputuskan.")
@click.option(
    "--list", "listed", metavar="KEPUTUSAN.xlsx", type=click.Path(path_type=Path),
    help="Daftar NIP, Jabatan Usulan (atau tetap, ditunda, usulan), dan Alasan.",
)  # fmt: skip
@BY
@ROLE
@click.option("--reason", metavar="ALASAN", default="", help="Wajib bila berbeda dari usulan atau diminta ketentuan.")
@SCENARIO
@click.pass_context
def decide(
    ctx: click.Context, round_dir: Path, nips: tuple[str, ...], *, choice: str | None, rest: bool, listed: Path | None,
    scenario: str | None, by: str, role: str, reason: str,
) -> None:  # fmt: skip
    """Catat keputusan untuk seorang atau beberapa pejabat pada buku keputusan."""
    from talenta_lib.record.decisions import POSTPONE, STAY
    from talenta_lib.round.decisions import FOLLOW, Wish, decide_officials

    if (bool(nips) + rest + (listed is not None)) != 1 or (listed is None) == (choice is None):
        raise click.UsageError("Sebutkan NIP dengan --as, atau --rest dengan --as, atau --list.")
    result, mutasi = open_plan(round_dir, scenario)
    is_whole = True
    if listed is not None:
        wishes, is_whole = read_list(result, listed, reason)
    else:
        wishes = [Wish(nip, str(choice), reason) for nip in (open_nips(result, mutasi) if rest else nips)]
        if len(wishes) > 1 and str(choice).strip().casefold() not in (STAY, POSTPONE, FOLLOW):
            raise click.UsageError("Satu jabatan hanya untuk satu pejabat. Sebutkan satu NIP.")
    with steps("Mencatat keputusan") as on_step:
        made = decide_officials(
            result, mutasi, wishes, by=by, role=role, at=now(),
            on_progress=lambda done, total: on_step("Mencatat keputusan", done, total),
        )  # fmt: skip
    if len(wishes) == 1 and made.refused:
        raise made.refused[0][1]
    print_decided(mutasi, made.entries)
    for wish, error in made.refused:
        print_paragraph(f"✗ {wish.who}: {error}")
    for note in made.notes:
        print_paragraph(f"! {note}")
    print_where_it_stands(result, mutasi)
    ctx.exit(0 if is_whole and not made.refused else 1)


def open_nips(result: RoundResult, mutasi: Mutasi) -> list[str]:
    """Return the officials of a plan who are not decided on.

    Raises ``InputError`` where there is none, and where a purge took away who they are.
    """
    from talenta_lib.record import Ledger
    from talenta_lib.record.decisions import emptied_decisions
    from talenta_lib.round.decision_table import Outcome, decision_table

    if emptied := emptied_decisions(Ledger.open(result.folder).entries()):
        raise InputError(
            f"Isi keputusan pada catatan {join_words(list(map(str, emptied)))} sudah dihapus, sehingga tidak diketahui "
            "siapa yang sudah diputuskan.",
            "Sebutkan NIP yang diputuskan, bukan --rest.",
        )
    table = decision_table(result, mutasi)
    found = table.loc[table["outcome"] == Outcome.OPEN, "nip"].to_list()
    if not found:
        raise InputError("Semua pejabat sudah diputuskan.", "Sebutkan NIP untuk mengganti sebuah keputusan.")
    return found


def read_list(result: RoundResult, path: Path, reason: str) -> tuple[list[Wish], bool]:
    """Read a list of decisions, and whether all its rows could be read; the others are said and left out."""
    from talenta_lib.intake import read_proposal
    from talenta_lib.round.decision_list import listed_wishes

    listed = read_proposal(path, as_of=result.parameters.as_of)
    for message, remedy in listed.issues[["message", "remedy"]].itertuples(index=False):
        print_paragraph(f"! {message} {remedy}")
    return listed_wishes(listed.tables["usulan"], reason), listed.quarantine.empty


def print_decided(mutasi: Mutasi, entries: Iterable[Entry]) -> None:
    """Print decisions that were recorded, a line each; only their number where they are many."""
    from talenta_lib.present.record_words import decided_words
    from talenta_lib.record.decisions import read_decision

    lines = [decided_words(mutasi, read_decision(entry)) for entry in entries]
    for line in lines if len(lines) <= MOST_LISTED else [f"{len(lines)} keputusan tercatat."]:
        out.print(f"✓ {line}", markup=False, soft_wrap=True)


def print_where_it_stands(result: RoundResult, mutasi: Mutasi) -> None:
    """Print the head of the ledger, and how many officials are not decided on."""
    from talenta_lib.record import Ledger
    from talenta_lib.round.decision_table import Outcome, decision_table, decision_totals

    totals = decision_totals(decision_table(result, mutasi))
    print_paragraph(
        f"Kepala buku keputusan {Ledger.open(result.folder).head().short}. "
        f"Belum diputuskan: {totals[Outcome.OPEN]} dari {totals['people']} pejabat."
    )


@command()
@ROUND
@click.argument("seq", metavar="NOMOR", type=int)
@BY
@ROLE
@REASON
def undo(round_dir: Path, seq: int, **said: str) -> None:
    """Batalkan sebuah catatan dengan catatan baru; yang lama tetap terbaca."""
    from talenta_lib.present.record_words import entry_words
    from talenta_lib.record import Ledger

    ledger = Ledger.open(round_dir)
    (made,) = ledger.undo([seq], at=now(), **said)
    target = next(entry for entry in ledger.entries() if entry.seq == seq)
    print_paragraph(f"✓ Catatan {made.seq}: catatan {seq} dibatalkan ({entry_words(target)}).")
    standing = None if target.content is None else ledger.decisions().get(str(target.content.get("nip")))
    if standing is not None:
        print_paragraph(f"Yang berlaku lagi: catatan {standing.seq}.")
    print_paragraph(f"Kepala buku keputusan {made.head.short}.")


@command()
@ROUND
@click.option(
    "--before", metavar="FOLDER_LAMA", cls=NeededOption, type=click.Path(path_type=Path),
    help="Wajib: salinan folder putaran sebelum dikoreksi.",
)  # fmt: skip
@BY
@ROLE
@click.option("--reason", metavar="DASAR", cls=NeededOption, help="Wajib: dasar koreksi, misalnya nomor SK.")
@YES
def correct(round_dir: Path, *, before: Path, yes: bool, **said: str) -> None:
    """Catat koreksi data yang diterima: tiap perubahan terhadap salinan lama, dengan dasarnya."""
    from talenta_lib.round import run_round
    from talenta_lib.round.corrections import data_changes, take_in

    old, result = run_round(before), run_round(round_dir)
    changes = data_changes(old, result)
    print_changes(changes)
    if changes and not yes:
        confirm(f"{len(changes)} perubahan di atas menjadi catatan tetap.", "CATAT")
    entry = take_in(old, result, at=now(), **said)
    print_paragraph(f"✓ Catatan {entry.seq}: koreksi diterima, {len(changes)} perubahan.")
    print_paragraph(f"Rencana disusun lagi dengan data ini. Kepala buku keputusan {entry.head.short}.")


def print_changes(changes: list[Change]) -> None:
    """Print the first changes of data, a line each."""
    from talenta_lib.present.drawing import shorten

    table = Table("Tabel", "Baris", "Isian", "Dahulu", "Sekarang", box=None, pad_edge=False)
    for one in changes[:MOST_LISTED]:
        values = (shorten(text, MOST_SHOWN) for text in (one.before, one.after))
        table.add_row(*map(escape, (one.table, "; ".join(filter(None, one.key)), one.column, *values)))
    if changes:
        out.print(table)
    if len(changes) > MOST_LISTED:
        out.print(f"… dan {len(changes) - MOST_LISTED} lagi.")


@command()
@ROUND
@click.option("--seq", "seqs", metavar="NOMOR", type=int, multiple=True, help="Nomor catatan; boleh berulang.")
@click.option("--nip", metavar="NIP", help="Semua catatan yang memuat NIP ini.")
@YES
@BY
@ROLE
@REASON
def purge(round_dir: Path, *, seqs: tuple[int, ...], nip: str | None, yes: bool, **said: str) -> None:
    """Hapus isi pribadi sebuah catatan untuk selamanya; rantainya tetap dapat diperiksa."""
    from talenta_lib.record import Ledger

    if bool(seqs) == (nip is not None):
        raise click.UsageError("Sebutkan --seq atau --nip.")
    ledger = Ledger.open(round_dir)
    if not yes:
        confirm_purge(ledger, set(seqs), nip)
    made = ledger.purge(seqs, nip=nip, at=now(), **said)
    gone = made.public["seq"]
    print_paragraph(f"✓ Catatan {made.seq}: isi pribadi {len(gone)} catatan dihapus ({', '.join(map(str, gone))}).")
    print_paragraph("Salinan cadangan folder ini tidak ikut terhapus; hapus sendiri bila harus.")
    print_paragraph(f"Kepala buku keputusan {made.head.short}.")


def confirm_purge(ledger: Ledger, seqs: set[int], nip: str | None) -> None:
    """List what would go, and ask."""
    from talenta_lib.present.record_words import entry_words
    from talenta_lib.record.content import contents_to_purge

    for entry in contents_to_purge(ledger.entries(), seqs, nip):
        out.print(f"Catatan {entry.seq}: {entry_words(entry)}", markup=False, soft_wrap=True)
    confirm("Isi di atas tidak dapat dikembalikan.", "HAPUS")


def confirm(warning: str, word: str) -> None:
    """Ask for a word that is not typed by mistake; anything else stops."""
    typed = click.prompt(f"{warning} Ketik {word} untuk melanjutkan", default="", show_default=False)
    if typed.strip() != word:
        raise click.Abort


COMMANDS: tuple[Any, ...] = (decide, undo, correct, purge)
