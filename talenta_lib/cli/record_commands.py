"""Commands on the record of a round: decide, verify, replay, berita-acara, shelf."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.mutasi_commands import solve_round
from talenta_lib.cli.screen import DATE, ROUND, command, out, print_paragraph, steps

if TYPE_CHECKING:
    from talenta_lib.placement.mutasi import Mutasi
    from talenta_lib.record import Verification
    from talenta_lib.round import RoundResult


class NeededOption(click.Option):
    """A required option, whose own help says so in Indonesian."""

    def __init__(self, *names: Any, **settings: Any) -> None:
        super().__init__(*names, required=True, **settings)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Leave out click's English mark."""
        return {name: mark for name, mark in super().get_help_extra(ctx).items() if name != "required"}


BY = click.option("--by", metavar="NAMA", cls=NeededOption, help="Wajib: nama orang yang mencatat, tanpa NIP.")
ROLE = click.option("--role", metavar="PERAN", cls=NeededOption, help="Wajib: perannya, misalnya Sekretaris Daerah.")
SCENARIO = click.option(
    "--scenario", metavar="SKENARIO",
    help="Nama skenario putaran atau rak, atau berkas YAML; bawaan: skenario rencana terakhir yang dicatat.",
)  # fmt: skip


class MemberType(click.ParamType):
    """``NAMA=PERAN``: somebody present at a meeting; a name may hold commas."""

    name = "anggota"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the last equals sign, or fail with a usage error."""
        name, found, role = str(value).rpartition("=")
        if not (found and name.strip() and role.strip()):
            raise click.UsageError(f"'{value}' bukan anggota rapat. Tulis NAMA=PERAN.", ctx)
        return name.strip(), role.strip()


def now() -> dt.datetime:
    """Return the time of this computer with its offset, for an entry of the ledger."""
    return dt.datetime.now().astimezone()


def open_plan(round_dir: Path, scenario: str | None) -> tuple[RoundResult, Mutasi]:
    """Run a round and return its plan: the recorded one where it still holds, else solved now."""
    from talenta_lib.round import run_round
    from talenta_lib.round.plans import committee_scenario, recorded_plan

    result = run_round(round_dir)
    chosen = committee_scenario(result, scenario)
    return result, recorded_plan(result, chosen) or solve_round(result, chosen)


@command()
@ROUND
@click.argument("nip", metavar="NIP")
@click.option("--as", "choice", metavar="JABATAN|tetap|ditunda", cls=NeededOption, help="Wajib: yang diputuskan.")
@BY
@ROLE
@click.option("--reason", metavar="ALASAN", default="", help="Wajib bila berbeda dari usulan atau diminta ketentuan.")
@SCENARIO
def decide(round_dir: Path, nip: str, choice: str, scenario: str | None, **said: str) -> None:
    """Catat keputusan untuk seorang pejabat pada buku keputusan."""
    from talenta_lib.round.decisions import OUTCOME_LABELS, Outcome, decide_official, decision_table, decision_totals

    result, mutasi = open_plan(round_dir, scenario)
    decided = decide_official(result, mutasi, nip, choice, at=now(), **said)
    table = decision_table(result, mutasi)
    row = table.loc[table["seq"] == decided.entry.seq].iloc[0]
    totals = decision_totals(table)
    posts = mutasi.matching.posts.set_index("jabatan_id")["jabatan"]
    what = escape(str(posts.get(row["decided"], row["decided"])))
    outcome = Outcome(row["outcome"])
    label = "" if outcome is Outcome.POSTPONED else f" ({OUTCOME_LABELS[outcome].lower()})"
    out.print(f"✓ Catatan {decided.entry.seq}: {escape(str(row['nama']))}, {what}{label}.", soft_wrap=True)
    for note in decided.notes:
        print_paragraph(f"! {note}")
    print_paragraph(
        f"Kepala buku keputusan {decided.entry.head.short}. "
        f"Belum diputuskan: {totals[Outcome.OPEN]} dari {totals['people']} pejabat."
    )


@command()
@ROUND
@click.option("--head", metavar="KEPALA", help="Kepala buku yang tercetak, misalnya 27-3fa94c1b.")
@click.pass_context
def verify(ctx: click.Context, round_dir: Path, head: str | None) -> None:
    """Periksa buku keputusan: apakah ada catatan yang diubah sesudah ditulis."""
    from talenta_lib.record import verify as check_record

    checked = check_record(round_dir, head=head)
    print_verification(checked, has_head=head is not None)
    ctx.exit(0 if checked.is_valid else 1)


def print_verification(checked: Verification, *, has_head: bool) -> None:
    """Print what a verification found, what it proves and what it does not."""
    from talenta_lib.present.record_words import PROOF, verified_words

    print_paragraph(f"{'✓' if checked.is_valid else '✗'} {verified_words(checked)}")
    if checked.is_valid and checked.entries:
        print_paragraph(f"Kepala {checked.head.grouped}")
        gone = len(checked.purged)
        if gone:
            print_paragraph(f"Isi pribadi {gone} catatan sudah dihapus, dan penghapusannya tercatat.")
        if not has_head:
            print_paragraph(
                "Buku yang terpotong atau ditulis ulang baru terlihat bila dibandingkan dengan kepala yang tercetak: "
                "talenta verify FOLDER --head KEPALA."
            )
    for warning in checked.warnings:
        print_paragraph(f"! {warning}")
    print_paragraph(" ".join(PROOF), style="dim")


@command()
@click.argument("manifest", metavar="MANIFEST", type=click.Path(path_type=Path))
@click.option(
    "--round", "round_dir", metavar="FOLDER_PUTARAN", type=click.Path(path_type=Path), help="Letak putaran sekarang."
)
@click.pass_context
def replay(ctx: click.Context, manifest: Path, round_dir: Path | None) -> None:
    """Susun ulang laporan dari manifestnya, lalu bandingkan tiap berkas."""
    from talenta_lib.present.replay import replay as make_again

    with steps("Membandingkan masukan") as on_step:
        made = make_again(manifest, round_dir=round_dir, on_step=on_step)
    for difference in made.differences:
        print_paragraph(f"✗ {difference}")
    for name in made.outputs:
        out.print(f"✓ {name} sama.", soft_wrap=True)
    if made.is_same:
        print_paragraph("Laporan yang disusun ulang sama persis.")
    elif not made.is_rebuilt:
        print_paragraph("Laporan tidak disusun ulang, karena masukannya berbeda.")
    ctx.exit(0 if made.is_same else 1)


@command(name="berita-acara")
@ROUND
@BY
@ROLE
@click.option("--place", metavar="TEMPAT", help="Tempat rapat; bersama --member mencatat rapat baru.")
@click.option("--date", "day", type=DATE, help="Hari rapat; bawaan: hari ini.")
@click.option("--member", "members", metavar="NAMA=PERAN", type=MemberType(), multiple=True, help="Anggota yang hadir.")
@click.option("--anonim", is_flag=True, help="Pakai kode, tanpa nama dan NIP.")
@click.option(
    "--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Tulis langsung ke folder ini."
)
@SCENARIO
def berita_acara(
    round_dir: Path, *, by: str, role: str, place: str | None, day: dt.date | None,
    members: tuple[tuple[str, str], ...], anonim: bool, out_dir: Path | None, scenario: str | None,
) -> None:  # fmt: skip
    """Buat Berita Acara rapat: usulan, keputusan, dan alasan per nama, dengan kepala buku keputusan."""
    from talenta_lib.present.berita_acara import make_berita_acara
    from talenta_lib.record import Ledger, Meeting, Member, hold_meeting

    if bool(place) != bool(members):
        raise click.UsageError("Sebutkan --place dan --member bersama-sama, atau pakai rapat yang sudah dicatat.")
    result, mutasi = open_plan(round_dir, scenario)
    if place:
        present = tuple(Member(name=name, role=what) for name, what in members)
        held = Meeting(place=place, date=day or dt.date.today(), members=present)
        hold_meeting(Ledger.open(round_dir, create=True), held, by=by, role=role, at=now())
    folder = out_dir or Path("reports") / result.parameters.round_id
    made = make_berita_acara(result, mutasi, folder, by=by, role=role, at=now(), anonymous=anonim)
    out.print(f"Berita Acara selesai: {made[0]}", soft_wrap=True)
    for path in made[1:]:
        out.print(f"                      {path}", soft_wrap=True)


@command()
@ROUND
@click.option("--save", metavar="SKENARIO", help="Simpan skenario putaran, atau berkas YAML, ke rak.")
@click.option("--copy", "pair", metavar="NAMA NAMA_BARU", nargs=2, help="Gandakan skenario di rak.")
@click.option("--lock", metavar="NAMA", help="Kunci skenario di rak: dapat digandakan, tidak dapat diubah.")
@click.option("--compare", metavar="NAMA NAMA", nargs=2, help="Bandingkan dua skenario.")
@click.option("--by", metavar="NAMA", help="Nama pencatat; wajib kecuali untuk melihat dan membandingkan.")
@click.option("--role", metavar="PERAN", help="Peran pencatat.")
def shelf(
    round_dir: Path, *, save: str | None, pair: tuple[str, str] | None, lock: str | None,
    compare: tuple[str, str] | None, by: str | None, role: str | None,
) -> None:  # fmt: skip
    """Lihat rak skenario pada buku keputusan; simpan, gandakan, kunci, atau bandingkan."""
    from talenta_lib import record

    if sum(wish is not None for wish in (save, pair, lock, compare)) > 1:
        raise click.UsageError("Pilih satu: --save, --copy, --lock, atau --compare.")
    if compare:
        print_comparison(round_dir, compare)
        return
    if save or pair or lock:
        if not by or not role:
            raise click.UsageError("Sebutkan --by dan --role: setiap catatan memerlukan nama dan peran.")
        who: dict[str, Any] = {"by": by, "role": role, "at": now()}
        ledger = record.Ledger.open(round_dir, create=bool(save))
        if save:
            name, content = scenario_content_of(round_dir, save)
            record.save_scenario(ledger, name, content, **who)
        elif pair:
            record.duplicate_scenario(ledger, *pair, **who)
        elif lock:
            record.lock_scenario(ledger, lock, **who)
    print_shelf(round_dir)


def scenario_content_of(round_dir: Path, source: str) -> tuple[str, dict[str, Any]]:
    """Return the name and content of a scenario file of a round, or of one on its shelf."""
    from talenta_lib.round import run_round
    from talenta_lib.round.plans import committee_scenario

    scenario = committee_scenario(run_round(round_dir), source)
    return scenario.name, scenario.written()


def print_shelf(round_dir: Path) -> None:
    """Print the scenarios on the shelf: who saved which, when, and whether it is locked."""
    from talenta_lib.present.record_words import time_words
    from talenta_lib.record import Ledger
    from talenta_lib.record import shelf as read_shelf

    table = Table("Skenario", "Judul", "Disimpan oleh", "Pada", "Catatan", "", box=None, pad_edge=False)
    for one in read_shelf(Ledger.open(round_dir)):
        state = "terkunci" if one.is_locked else ""
        cells = (one.name, one.title, f"{one.by} ({one.role})", time_words(one.at), str(one.seq), state)
        table.add_row(*map(escape, cells))
    out.print(table if table.row_count else "Rak skenario putaran ini kosong.")


def print_comparison(round_dir: Path, names: tuple[str, str]) -> None:
    """Print the settings in which two scenarios differ."""
    from talenta_lib.record import compare as compare_contents

    contents = {name: scenario_content_of(round_dir, name)[1] | {"skenario": ""} for name in names}
    table = Table("Isian", *names, box=None, pad_edge=False)
    for row in compare_contents(contents):
        table.add_row(row.key, *("tidak diisi" if value is None else escape(str(value)) for value in row.values))
    out.print(table if table.row_count else "Kedua skenario sama.")


COMMANDS = (decide, verify, replay, berita_acara, shelf)
