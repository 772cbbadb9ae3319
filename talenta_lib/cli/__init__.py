"""``talenta``: a light wrapper, one command a job. Exit codes: 0 done, 1 the data or the run failed, 2 wrong use."""

from __future__ import annotations

import logging
import sys

import click

from talenta_lib import __version__
from talenta_lib.cli import decision_commands, mutasi_commands, reason_commands, record_commands, round_commands
from talenta_lib.cli.screen import err
from talenta_lib.cli.words import IndonesianGroup, say_usage
from talenta_lib.errors import InputError, TalentaError


@click.group(cls=IndonesianGroup, subcommand_metavar="PERINTAH [ISIAN]...")
@click.version_option(__version__, message="talenta %(version)s", help="Cetak versi.")
def cli() -> None:
    """Ruang latihan sebelum mutasi: data bersih, peta talenta, laporan untuk pimpinan."""


for commands in (round_commands, mutasi_commands, reason_commands, decision_commands, record_commands):
    for command in commands.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Run the command line; every error is one Indonesian message and exit code 1 or 2, never a traceback."""
    for name in ("kaleido", "choreographer", "papermill", "weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        sys.exit(cli.main(standalone_mode=False))
    except click.UsageError as exc:
        _fail(say_usage(exc, cli.commands), 2)
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


def _fail(message: str, code: int) -> None:
    """Print a message to stderr and leave."""
    err.print(f"✗ {message}", markup=False, soft_wrap=True)
    sys.exit(code)
