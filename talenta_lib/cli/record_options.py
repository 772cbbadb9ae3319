"""What the commands on the record share: who writes, when, and the plan that is decided on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from talenta_lib.cli.mutasi_commands import solve_round

if TYPE_CHECKING:
    from talenta_lib.placement.mutasi import Mutasi
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
