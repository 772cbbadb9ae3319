"""Commands on the files and the map of a round: check, template, rules, report, profile, dashboard."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Column, Table

from talenta_lib.cli.screen import DATE, READING_WIDTH, ROUND, command, out, print_paragraph, steps
from talenta_lib.errors import did_you_mean
from talenta_lib.terms import SEVERITIES, format_date

if TYPE_CHECKING:
    from talenta_lib.intake import Intake

ISSUES_SHOWN = 40


@command()
@click.argument("paths", metavar="BERKAS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", metavar="JENIS", help="Jenis tabel, bila tidak ingin dikenali sendiri (misalnya pegawai).")
@click.option("--as-of", type=DATE, help="Tanggal periksa; bawaan: hari ini, atau as_of putaran.")
@click.option("--json", "as_json", is_flag=True, help="Cetak hasil sebagai JSON.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], kind: str | None, as_of: dt.date | None, as_json: bool) -> None:
    """Periksa berkas, folder, atau folder putaran: baris diterima, ditahan, dan masalahnya."""
    from talenta_lib.intake import TABLES, check_exit_code, check_json

    if kind is not None and kind not in TABLES:
        raise click.UsageError(
            f"Jenis '{kind}' tidak dikenal.{did_you_mean(kind, TABLES)} Pilihan: {', '.join(TABLES)}."
        )
    intake = read_paths(paths, kind, as_of)
    if as_json:
        click.echo(json.dumps(check_json(intake), ensure_ascii=False, indent=1, default=str))
    else:
        print_check(intake)
    ctx.exit(check_exit_code(intake))


def read_paths(paths: Sequence[Path], kind: str | None, as_of: dt.date | None) -> Intake:
    """Read files and folders by name, or one round as its ``putaran.yaml`` says; a broken file is an issue."""
    from talenta_lib.intake import SourceSpec, read_tables
    from talenta_lib.round import load_parameters
    from talenta_lib.round.parameters import FILE_NAME
    from talenta_lib.round.run import read_inputs

    rounds = [path for path in paths if (path / FILE_NAME).is_file()]
    if rounds and (kind or len(paths) > 1):
        raise click.UsageError("Folder putaran diperiksa sendiri: tanpa berkas lain dan tanpa --kind.")
    if rounds:
        parameters = load_parameters(rounds[0])
        day = as_of or parameters.as_of
        return read_inputs(rounds[0], parameters.model_copy(update={"as_of": day}), broken="report")
    sources: dict[Path | str, SourceSpec] = {path: SourceSpec(kind=kind) for path in paths} if kind else {}
    return read_tables(paths, as_of=as_of or dt.date.today(), sources=sources, broken="report")


def print_check(intake: Intake) -> None:
    """Print the accounting per sheet and the issues, most severe first."""
    names = [Column(name, overflow="fold") for name in ("Berkas", "Lembar", "Jenis")]
    table = Table(*names, "Baris", "Diterima", "Ditahan", "Bukan data", box=None, pad_edge=False)
    for report in intake.files:
        counts = (report.rows_in, report.accepted, report.quarantined, report.non_data)
        kind = "dilewati" if report.kind == "none" else report.kind
        table.add_row(*map(escape, (Path(report.path).name, report.sheet, kind)), *map(str, counts))
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
    if "fatal" not in set(issues["severity"]):
        out.print("\nTidak ada masalah fatal: berkas siap dipakai.")


@command()
@click.argument("target", metavar="KELUARAN.xlsx", type=click.Path(path_type=Path, dir_okay=False))
def template(target: Path) -> None:
    """Buat buku kerja kosong untuk diisi: pilihan, catatan, dan satu baris contoh per lembar."""
    from talenta_lib.intake import write_template

    write_template(target)
    out.print(f"Templat ditulis ke {target}.")


@command()
@click.option("--as-of", type=DATE, help="Ketentuan yang berlaku pada tanggal ini; bawaan: hari ini.")
@click.option("--topic", metavar="TOPIK", help="Hanya satu topik, misalnya mutasi.")
def rules(as_of: dt.date | None, topic: str | None) -> None:
    """Daftar ketentuan yang berlaku, dengan sumber dan tingkat buktinya."""
    from talenta_lib.regulations import EVIDENCE_LABELS, rules_table

    table = rules_table(as_of or dt.date.today(), topic)
    for name, group in table.groupby("topic", sort=False):
        out.print(f"\n[bold]{str(name).replace('_', ' ').capitalize()}[/bold]")
        for rule in group.to_dict("records"):
            print_rule(rule)
    out.print()
    print_paragraph(f"Bukti: {'; '.join(f'{evidence} {label}' for evidence, label in EVIDENCE_LABELS.items())}.")


def print_rule(rule: Mapping[Hashable, Any]) -> None:
    """Print one rule as a block: label and id, the value with its unit, and where it comes from."""
    from talenta_lib.regulations import SEVERITY_LABELS, with_unit

    origin = (
        f"Dasar: {rule['citation']}",
        f"bukti {rule['evidence']} ({rule['source']})",
        SEVERITY_LABELS[rule["severity"]],
        f"berlaku sejak {format_date(rule['effective'])}",
    )
    separator = " " if len(f"{rule['label']} {rule['rule']}") <= min(out.width, READING_WIDTH) else "\n"
    name = f"{separator}[dim]{rule['rule']}[/dim]"
    out.print(f"\n[bold]{escape(rule['label'])}[/bold]{name}", soft_wrap=True)
    print_paragraph(with_unit(rule["value"], rule["unit"]), indent="  ")
    print_paragraph(" · ".join(origin), indent="  ", style="dim")


def parse_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Turn ``-p NAME VALUE`` pairs into overrides; numbers become numbers."""
    parsed: dict[str, Any] = {}
    for name, value in pairs:
        try:
            parsed[name] = json.loads(value)
        except json.JSONDecodeError:
            parsed[name] = value
    return parsed


@command()
@ROUND
@click.option(
    "--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Tulis langsung ke folder ini."
)
@click.option("--draft", is_flag=True, help="Beri tanda KONSEP.")
@click.option("--anonim", is_flag=True, help="Pakai kode, tanpa nama dan NIP.")
@click.option(
    "-p", "parameters", metavar="NAMA NILAI", nargs=2, multiple=True, help="Parameter, misalnya -p skema djbk_pu_2026."
)
@click.option("--by", metavar="NAMA", default="talenta report", help="Nama pencatat pada buku keputusan, bila ada.")
@click.option("--role", metavar="PERAN", default="perintah", help="Peran pencatat.")
def report(
    round_dir: Path, *, out_dir: Path | None, draft: bool, anonim: bool, parameters: tuple[tuple[str, str], ...],
    by: str, role: str,
) -> None:  # fmt: skip
    """Buat laporan putaran: laporan.pdf, lampiran.xlsx, laporan.ipynb, manifest.json."""
    from talenta_lib.present.report import make_report
    from talenta_lib.record import record_report

    overrides = parse_parameters(parameters)
    with steps("Menyiapkan laporan") as on_step:
        made = make_report(
            round_dir, out_dir=out_dir, draft=draft, anonymous=anonim, parameters=overrides, on_step=on_step
        )
    out.print(f"Laporan selesai: {made.pdf}", soft_wrap=True)
    for path in made.others:
        out.print(f"                 {path}", soft_wrap=True)
    record_report(round_dir, made.others[-1], by=by, role=role, at=dt.datetime.now().astimezone())


@command()
@ROUND
@click.argument("nip", required=False)
@click.option("--all", "everybody", is_flag=True, help="Buat untuk semua pejabat.")
@click.option("--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Folder keluaran.")
def profile(round_dir: Path, nip: str | None, everybody: bool, out_dir: Path | None) -> None:
    """Buat Lembar Profil Talenta satu halaman bagi seorang pejabat, atau semua."""
    from talenta_lib.present.report import make_profiles

    if everybody == (nip is not None):
        raise click.UsageError("Sebutkan satu NIP, atau pakai --all untuk semua pejabat.")
    with steps("Membaca putaran") as on_step:
        paths = make_profiles(round_dir, nip=nip, out_dir=out_dir, on_step=on_step)
    out.print(f"{len(paths)} lembar profil ditulis ke {paths[0].parent}.", soft_wrap=True)


@command()
@ROUND
@click.option("--port", default=8866, show_default=True, type=click.IntRange(0, 65535), help="Porta; 0: porta bebas.")
@click.option(
    "--token", metavar="TOKEN", default="auto", envvar="TALENTA_TOKEN",
    help="Token pada tautan; auto: dibuat baru. Dengan token yang sama tautan tetap sama.",
)  # fmt: skip
@click.option("--base-url", metavar="ALAMAT", default="/", help="Awal alamat di belakang proksi, misalnya /talenta/.")
@click.option("--pool", default=2, show_default=True, type=click.IntRange(1, 20), help="Halaman yang disiapkan.")
def dashboard(round_dir: Path, *, port: int, token: str, base_url: str, pool: int) -> None:
    """Buka dasbor rapat komite di peramban: satu tautan operator, satu tautan pengamat."""
    from talenta_lib.present.serve import serve_dashboard

    serve_dashboard(
        round_dir, port=port, token=token, base_url=base_url, pool=pool,
        announce=lambda text: out.print(text, soft_wrap=True, markup=False),
    )  # fmt: skip


COMMANDS = (check, template, rules, report, profile, dashboard)
