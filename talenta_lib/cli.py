"""``talenta``: a light wrapper, one command a job. Exit codes: 0 done, 1 the data or the run failed, 2 wrong use."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from talenta_lib import __version__
from talenta_lib.errors import InputError, TalentaError, did_you_mean
from talenta_lib.terms import SEVERITIES

ISSUES_SHOWN = 40
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class IndonesianDate(click.ParamType):
    """A date written as 2025-10-01."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Parse an ISO date, or fail with a usage error."""
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' bukan tanggal. Tulis seperti 2025-10-01.", param, ctx)


DATE = IndonesianDate()
ROUND = click.argument("round_dir", metavar="FOLDER_PUTARAN", type=click.Path(path_type=Path))


def progress() -> Progress:
    """Return a progress display: rich on a terminal, silent elsewhere."""
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=err, transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip


class IndonesianHelp(click.HelpFormatter):
    """The headings of the help text in Indonesian."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Pemakaian: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading({"Options": "Pilihan", "Commands": "Perintah"}.get(heading, heading))


click.Context.formatter_class = IndonesianHelp


class IndonesianCommand(click.Command):
    """A command whose own words in the help are Indonesian."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its Indonesian text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Cetak bantuan ini."
        self.options_metavar = "[PILIHAN]"
        return option


class IndonesianGroup(IndonesianCommand, click.Group):
    """The group of commands, all of them Indonesian."""

    command_class = IndonesianCommand


@click.group(cls=IndonesianGroup, subcommand_metavar="PERINTAH [ISIAN]...")
@click.version_option(__version__, message="talenta %(version)s", help="Cetak versi.")
def cli() -> None:
    """Ruang latihan sebelum mutasi: data bersih, peta talenta, laporan untuk pimpinan."""


@cli.command()
@click.argument("paths", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", metavar="JENIS", help="Jenis tabel, bila tidak ingin dikenali sendiri (misalnya pegawai).")
@click.option("--as-of", type=DATE, help="Tanggal periksa; bawaan: hari ini.")
@click.option("--json", "as_json", is_flag=True, help="Cetak hasil sebagai JSON.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], kind: str | None, as_of: dt.date | None, as_json: bool) -> None:
    """Periksa berkas: baris diterima, ditahan, dan masalahnya."""
    from talenta_lib.intake import TABLES, SourceSpec, check_exit_code, check_json, read_tables

    if kind is not None and kind not in TABLES:
        raise click.UsageError(
            f"Jenis '{kind}' tidak dikenal.{did_you_mean(kind, TABLES)} Pilihan: {', '.join(TABLES)}."
        )
    day = as_of or dt.date.today()
    sources: dict[Path | str, SourceSpec] = {path: SourceSpec(kind=kind) for path in paths} if kind else {}
    intake = read_tables(list(paths), as_of=day, sources=sources)
    if as_json:
        click.echo(json.dumps(check_json(intake), ensure_ascii=False, indent=1, default=str))
    else:
        print_check(intake)
    ctx.exit(check_exit_code(intake))


def print_check(intake: Any) -> None:
    """Print the accounting per sheet and the issues, most severe first."""
    table = Table(
        "Berkas", "Lembar", "Jenis", *("Baris", "Diterima", "Ditahan", "Bukan data"), box=None, pad_edge=False
    )
    for report in intake.files:
        counts = (report.rows_in, report.accepted, report.quarantined, report.non_data)
        table.add_row(Path(report.path).name, report.sheet, report.kind or "dilewati", *map(str, counts))
    out.print(table)
    issues = intake.issues.sort_values("severity", key=lambda severity: severity.map(SEVERITIES.index), kind="stable")
    for severity, group in issues.groupby("severity", sort=False):
        out.print(f"\n[bold]{len(group)} masalah {severity}[/bold]")
        if severity == "kosmetik":  # already mended: counted, not listed
            for code, count in group["code"].value_counts().items():
                out.print(f"  {count} {str(code).replace('_', ' ')}")
            out.print("  Sudah dirapikan; lihat barisnya dengan --json.")
            continue
        for message, remedy in group[["message", "remedy"]].head(ISSUES_SHOWN).itertuples(index=False):
            out.print(f"  {message} {remedy}", markup=False, soft_wrap=True)
        if len(group) > ISSUES_SHOWN:
            out.print(f"  … dan {len(group) - ISSUES_SHOWN} lagi; lihat semuanya dengan --json.")


@cli.command()
@click.argument("target", metavar="KELUARAN.xlsx", type=click.Path(path_type=Path, dir_okay=False))
def template(target: Path) -> None:
    """Buat buku kerja kosong untuk diisi: pilihan, catatan, dan satu baris contoh per lembar."""
    from talenta_lib.intake import write_template

    write_template(target)
    out.print(f"Templat ditulis ke {target}.")


@cli.command()
@click.option("--as-of", type=DATE, help="Ketentuan yang berlaku pada tanggal ini; bawaan: hari ini.")
@click.option("--topic", metavar="TOPIK", help="Hanya satu topik, misalnya mutasi.")
def rules(as_of: dt.date | None, topic: str | None) -> None:
    """Daftar ketentuan yang berlaku, dengan sumber dan tingkat buktinya."""
    from talenta_lib.regulations import rules_table

    table = rules_table(as_of or dt.date.today(), topic)
    for name, group in table.groupby("topic", sort=False):
        out.print(f"\n[bold]{str(name).replace('_', ' ').capitalize()}[/bold]")
        shown = Table("Ketentuan", "Isi", "Sifat", "Dasar", "Bukti", box=None, pad_edge=False, show_edge=False)
        for row in group.astype(str).to_dict("records"):
            title = f"{row['label']}\n[dim]{row['rule']}[/dim]"
            shown.add_row(title, row["value"], row["severity"], row["citation"], row["evidence"])
        out.print(shown)


def parse_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Turn ``-p NAME VALUE`` pairs into overrides; numbers become numbers."""
    parsed: dict[str, Any] = {}
    for name, value in pairs:
        try:
            parsed[name] = json.loads(value)
        except json.JSONDecodeError:
            parsed[name] = value
    return parsed


@cli.command()
@ROUND
@click.option(
    "--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Tulis langsung ke folder ini."
)
@click.option("--draft", is_flag=True, help="Beri tanda KONSEP.")
@click.option("--anonim", is_flag=True, help="Pakai kode, tanpa nama dan NIP.")
@click.option(
    "-p", "parameters", metavar="NAMA NILAI", nargs=2, multiple=True, help="Parameter, misalnya -p scheme djbk_pu_2026."
)
def report(
    round_dir: Path, out_dir: Path | None, draft: bool, anonim: bool, parameters: tuple[tuple[str, str], ...]
) -> None:
    """Buat laporan putaran: laporan.pdf, lampiran.xlsx, laporan.ipynb, manifest.json."""
    from talenta_lib.present.report import make_report

    with progress() as bar:
        task = bar.add_task("Menyiapkan laporan", total=None)
        made = make_report(
            round_dir,
            out_dir=out_dir,
            draft=draft,
            anonymous=anonim,
            parameters=parse_parameters(parameters),
            on_step=lambda step, number, total: bar.update(task, description=step, completed=number, total=total),
        )
    out.print(f"Laporan selesai: {made.pdf}", soft_wrap=True)
    for path in made.others:
        out.print(f"                 {path}", soft_wrap=True)


@cli.command()
@ROUND
@click.argument("nip", required=False)
@click.option("--all", "everybody", is_flag=True, help="Buat untuk semua pejabat.")
@click.option("--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Folder keluaran.")
def profile(round_dir: Path, nip: str | None, everybody: bool, out_dir: Path | None) -> None:
    """Buat Lembar Profil Talenta satu halaman bagi seorang pejabat, atau semua."""
    from talenta_lib.present.report import make_profiles

    if everybody == (nip is not None):
        raise click.UsageError("Sebutkan satu NIP, atau pakai --all untuk semua pejabat.")
    with progress() as bar:
        task = bar.add_task("Membaca putaran", total=None)
        paths = make_profiles(
            round_dir,
            nip=nip,
            out_dir=out_dir,
            on_step=lambda step, number, total: bar.update(task, description=step, completed=number, total=total),
        )
    out.print(f"{len(paths)} lembar profil ditulis ke {paths[0].parent}.", soft_wrap=True)


@cli.command()
@ROUND
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535), help="Porta lokal.")
def dashboard(round_dir: Path, port: int) -> None:
    """Buka peta talenta di peramban (hanya di komputer ini, dengan kunci pada tautan)."""
    from talenta_lib.present.serve import serve_map

    serve_map(round_dir, port=port, announce=lambda text: out.print(text, soft_wrap=True))


def main() -> None:
    """Run the command line; every error is one Indonesian message and exit code 1 or 2, never a traceback."""
    for name in ("kaleido", "choreographer", "papermill", "weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        sys.exit(cli.main(standalone_mode=False))
    except click.UsageError as exc:
        _fail(say_usage(exc), 2)
    except click.Abort:
        _fail("Dihentikan.", 1)
    except InputError as exc:
        _fail(str(exc), 2)
    except TalentaError as exc:
        _fail(str(exc), 1)
    except Exception as exc:
        _fail(
            f"Terjadi galat yang tidak terduga: {type(exc).__name__}: {exc}. Laporkan pesan ini kepada pengembang.", 1
        )


def say_usage(exc: click.UsageError) -> str:
    """Say a usage error of click in Indonesian."""
    known = ", ".join(cli.commands)
    match exc:
        case click.exceptions.NoArgsIsHelpError():
            said = f"Sebutkan perintah: {known}."
        case click.NoSuchOption():
            options = [option for param in (exc.ctx.command.params if exc.ctx else []) for option in param.opts]
            said = f"Pilihan '{exc.option_name}' tidak dikenal.{did_you_mean(exc.option_name, options)}"
        case click.BadOptionUsage():
            said = f"Isian pilihan '{exc.option_name}' belum lengkap.{see_help(exc)}"
        case click.MissingParameter(param=click.Parameter() as param):
            said = f"Isian {param.metavar or param.name} belum ada.{see_help(exc)}"
        case click.BadParameter(param=click.Parameter() as param) if not isinstance(param.type, IndonesianDate):
            said = f"Isian {param.metavar or param.opts[0]} tidak dapat dipakai.{see_help(exc)}"
        case _ if "No such command" in exc.message:
            wanted = exc.message.split("'")[1]
            said = f"Perintah '{wanted}' tidak dikenal.{did_you_mean(wanted, cli.commands)} Pilihan: {known}."
        case _:
            text = exc.format_message().removeprefix("Invalid value for ")
            said = text.replace("Got unexpected extra argument", "Isian berlebih")
    return said


def see_help(exc: click.UsageError) -> str:
    """Point to the help of the command that was used wrongly."""
    return f" Lihat `talenta {exc.ctx.info_name} --help`." if exc.ctx else ""


def _fail(message: str, code: int) -> None:
    """Print a message to stderr and leave."""
    err.print(f"✗ {message}", markup=False, soft_wrap=True)
    sys.exit(code)
