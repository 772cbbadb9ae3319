"""Commands on the record of a round: verify, replay, berita-acara, shelf."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from talenta_lib.cli.record_options import BY, ROLE, SCENARIO, now, open_plan
from talenta_lib.cli.screen import DATE, ROUND, command, out, print_paragraph, steps
from talenta_lib.errors import RecordError

if TYPE_CHECKING:
    from talenta_lib.record import Member, Verification


class MemberType(click.ParamType):
    """``NAMA=PERAN``: somebody present at a meeting; a name may hold commas."""

    name = "anggota"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Member:
        """Read a member, or fail with a usage error."""
        from talenta_lib.record.meeting import read_member

        try:
            return read_member(str(value))
        except RecordError as error:
            raise click.UsageError(str(error), ctx) from error


@command()
@ROUND
@click.option("--head", metavar="KEPALA", help="Kepala buku yang tercetak, misalnya 27-3fa94c1b.")
@click.option("--list", "is_listed", is_flag=True, help="Cetak juga semua catatan, tanpa nama pejabat.")
@click.pass_context
def verify(ctx: click.Context, round_dir: Path, head: str | None, *, is_listed: bool) -> None:
    """Periksa buku keputusan: apakah ada catatan yang diubah sesudah ditulis."""
    from talenta_lib.record import verify as check_record

    checked = check_record(round_dir, head=head)
    if is_listed and checked.is_valid:
        print_entries(round_dir)
    print_verification(checked, has_head=head is not None)
    ctx.exit(0 if checked.is_valid else 1)


def print_entries(round_dir: Path) -> None:
    """Print the entries of the ledger, oldest first."""
    from talenta_lib.present.record_words import entry_words, time_words
    from talenta_lib.record import Ledger
    from talenta_lib.record.entries import undone

    entries = Ledger.open(round_dir).entries()
    gone = undone(entries)
    table = Table("No", "Pada", "Catatan", "Oleh", "", box=None, pad_edge=False)
    for one in entries:
        state = "dibatalkan" if one.seq in gone else ""
        cells = (str(one.seq), time_words(one.at), entry_words(one), f"{one.by} ({one.role})", state)
        table.add_row(*map(escape, cells))
    if entries:
        out.print(table)


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
    members: tuple[Member, ...], anonim: bool, out_dir: Path | None, scenario: str | None,
) -> None:  # fmt: skip
    """Buat Berita Acara rapat: usulan, keputusan, dan alasan per nama, dengan kepala buku keputusan."""
    from talenta_lib.present.berita_acara import make_berita_acara
    from talenta_lib.record import Ledger, Meeting, hold_meeting

    if bool(place) != bool(members):
        raise click.UsageError("Sebutkan --place dan --member bersama-sama, atau pakai rapat yang sudah dicatat.")
    result, mutasi = open_plan(round_dir, scenario)
    if place:
        held = Meeting(place=place, date=day or dt.date.today(), members=members)
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


COMMANDS = (verify, replay, berita_acara, shelf)
