"""Commands on the mutasi of a round: solve, frontier, why, audit, preflight."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from talenta_lib.cli.plan_screen import print_plan
from talenta_lib.cli.screen import ROUND, command, err, out, steps
from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.terms import format_number

if TYPE_CHECKING:
    import pandas as pd

    from talenta_lib.placement.mutasi import Mutasi
    from talenta_lib.placement.scenario import Scenario
    from talenta_lib.round import RoundResult

SCENARIO = click.option(
    "--scenario",
    metavar="SKENARIO",
    help="Nama skenario putaran atau rak, atau berkas YAML; bawaan: yang disebut putaran.yaml.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Cetak hasil sebagai JSON.")


class PairType(click.ParamType):
    """``NIP=JABATAN``: an official and a post."""

    name = "pasangan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first equals sign, or fail with a usage error."""
        nip, found, jabatan = str(value).partition("=")
        if not (nip.strip() and found and jabatan.strip()):
            self.fail(f"'{value}' bukan pasangan. Tulis NIP=JABATAN, misalnya 197001011995031901=P-04.", param, ctx)
        return nip.strip(), jabatan.strip()


PAIR = PairType()


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a wish to stop; yields the function that tells whether it was made."""
    wished: list[bool] = []

    def wish(*_: object) -> None:
        if wished:
            raise KeyboardInterrupt
        wished.append(True)
        err.print("Menghentikan perhitungan; rencana terbaik sampai saat ini dipakai.")

    before = signal.signal(signal.SIGINT, wish)
    try:
        yield lambda: bool(wished)
    finally:
        signal.signal(signal.SIGINT, before)


def read_round(round_dir: Path, scenario: str | None, **changes: Any) -> tuple[RoundResult, Scenario]:
    """Run the round and read the scenario with its changes (only those that are set)."""
    from talenta_lib.round import run_round
    from talenta_lib.round.mutasi import round_scenario
    from talenta_lib.round.plans import committee_scenario

    result = run_round(round_dir)
    chosen = round_scenario(result) if scenario is None else committee_scenario(result, scenario)
    wanted = {name: value for name, value in changes.items() if value not in (None, ())}
    lists = {name: (*getattr(chosen, name), *value) for name, value in wanted.items() if isinstance(value, tuple)}
    if not wanted:
        return result, chosen
    changed = chosen.changed(**{**wanted, **lists})
    return result, chosen if changed == chosen else changed.changed(title=f"{chosen.title} (diubah)")


def solve_round(result: RoundResult, scenario: Scenario) -> Mutasi:
    """Solve a scenario with a progress line; Ctrl-C gives the best plan so far."""
    from talenta_lib.round.mutasi import plan_round

    with steps("Menyusun rencana") as on_step, stoppable() as should_stop:
        return plan_round(result, scenario, on_progress=_progress_on(on_step), should_stop=should_stop)


def _progress_on(on_step: Callable[[str, int, int], object]) -> Callable[[str, float | None, float | None], None]:
    """Return what tells a progress line how far the solver is."""

    def tell(stage: str, value: float | None, bound: float | None) -> None:
        reached = "" if value is None or bound is None else f": {format_number(value)} dari {format_number(bound)}"
        on_step(stage + reached, 0, 0)

    return tell


def _pairings(pairs: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], ...]:
    """Return pairs as a scenario file writes them."""
    return tuple({"nip": nip, "jabatan": jabatan} for nip, jabatan in pairs)


@command()
@ROUND
@SCENARIO
@click.option("--max-moves", metavar="K", type=click.IntRange(0), help="Paling banyak sekian orang berpindah.")
@click.option("--lock", multiple=True, metavar="NIP=JABATAN", type=PAIR, help="Wajib menempati jabatan ini.")
@click.option("--forbid", multiple=True, metavar="NIP=JABATAN", type=PAIR, help="Tidak boleh menempati jabatan ini.")
@click.option("--stay", multiple=True, metavar="NIP", help="Tetap di jabatannya.")
@click.option("--out", "out_dir", metavar="FOLDER", type=click.Path(path_type=Path), help="Tulis Lampiran SK ke sini.")
@AS_JSON
def solve(round_dir: Path, scenario: str | None, as_json: bool, out_dir: Path | None, **wishes: Any) -> None:
    """Susun rencana mutasi terbaik menurut skenario, beserta buktinya."""
    from talenta_lib.present.decree import write_decree

    result, chosen = read_round(
        round_dir, scenario, max_moves=wishes["max_moves"], place=_pairings(wishes["lock"]),
        forbid=_pairings(wishes["forbid"]), stay=wishes["stay"],
    )  # fmt: skip
    try:
        mutasi = solve_round(result, chosen)
    except InfeasibleScenarioError as error:
        if as_json:
            click.echo(json.dumps(infeasible_json(chosen, error), ensure_ascii=False, indent=1))
        raise
    if as_json:
        click.echo(json.dumps(plan_json(mutasi), ensure_ascii=False, indent=1))
    else:
        print_plan(mutasi)
    if out_dir is not None:
        for path in write_decree(mutasi, result, out_dir):
            err.print(f"Ditulis: {path}", soft_wrap=True)


def plan_json(mutasi: Mutasi) -> dict[str, Any]:
    """Return a plan as plain data: status, gap, objective, and one entry per official whose post changes."""
    from talenta_lib.placement.uniqueness import best_elsewhere

    matching = mutasi.matching
    return {
        "scenario": mutasi.scenario.name,
        "status": mutasi.plan.status,
        "gap": mutasi.plan.gap,
        "objective": mutasi.plan.objective,
        "round_findings": _findings_json(matching.eligibility.round_findings),
        "totals": {name: _plain(value) for name, value in mutasi.totals.items()},
        "alternatives": best_elsewhere(mutasi),
        "moves": [
            {
                "nip": row["nip"],
                "from": _plain(row["from_id"]),
                "to": row["to_id"],
                "kind": row["kind"],
                "fit_before": _plain(row["fit_before"]),
                "fit_after": _plain(row["fit_after"]),
                "findings": _findings_json(matching.eligibility.findings(row["nip"], row["to_id"])),
            }
            for row in mutasi.moves.to_dict("records")
        ],
    }


def infeasible_json(scenario: Scenario, error: InfeasibleScenarioError) -> dict[str, Any]:
    """Return that a scenario has no plan as plain data: the rows that must give way, and how far."""
    relaxations = [] if error.relaxations is None else error.relaxations.to_dict("records")
    return {
        "scenario": scenario.name,
        "status": "infeasible",
        "problem": error.problem,
        "rows": list(error.rows),
        "relaxations": [{str(name): _plain(value) for name, value in row.items()} for row in relaxations],
    }


def _findings_json(findings: pd.DataFrame) -> list[dict[str, Any]]:
    """Return findings as plain data; a value that is not known is null."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in findings.to_dict("records")]


def _plain(value: Any) -> Any:
    """Return a cell as JSON knows it: missing as null, numpy numbers as numbers."""
    import pandas as pd

    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


@command()
@ROUND
@SCENARIO
@click.option("--upto", metavar="K", type=click.IntRange(0), help="Hanya sampai sekian perpindahan.")
@AS_JSON
def frontier(round_dir: Path, scenario: str | None, upto: int | None, as_json: bool) -> None:
    """Hitung nilai rencana terbaik untuk tiap batas perpindahan, dan titik landainya."""
    from talenta_lib.placement.mutasi import refuse
    from talenta_lib.placement.options import build_options
    from talenta_lib.placement.solver import frontier as solve_frontier
    from talenta_lib.placement.solver import knee
    from talenta_lib.round.mutasi import match_round

    result, chosen = read_round(round_dir, scenario)
    matching = match_round(result, chosen.fit_scheme)
    options = build_options(matching, chosen)
    with steps("Menghitung tiap batas perpindahan") as on_step, stoppable() as should_stop:
        try:
            points = solve_frontier(
                options.model, upto=upto, on_progress=_progress_on(on_step), should_stop=should_stop
            )
        except InfeasibleScenarioError:
            raise refuse(matching, chosen) from None
    bend = int(knee(points)) if upto is None else None  # a part of a curve bends elsewhere
    bend = None if bend == points["max_moves"].iloc[0] else bend
    if as_json:
        click.echo(json.dumps({"scenario": chosen.name, "knee": bend, "points": points.to_dict("records")}, indent=1))
    else:
        print_frontier(points, bend)


def print_frontier(points: pd.DataFrame, bend: int | None) -> None:
    """Print a frontier: one line per limit of moves."""
    table = Table(box=None, pad_edge=False)
    for name in ("Batas", "Pindah", "Nilai rencana", "Tambahan", "Bukti"):
        table.add_column(name, justify="left" if name == "Bukti" else "right")
    gains = points["objective"].diff()
    for row, gain in zip(points.to_dict("records"), gains, strict=True):
        is_proved = row["status"] == "optimal"
        proof = "terbukti" if is_proved else f"selisih paling banyak {format_number(row['gap'])}"
        proof += " · mulai melandai" if row["max_moves"] == bend else ""
        added = "" if gain != gain else format_number(gain, 2, signed=True)  # noqa: PLR0124 - NaN is not itself
        cells = (row["max_moves"], row["moves"], format_number(row["objective"]), added, proof)
        table.add_row(*map(str, cells))
    out.print(table)


COMMANDS = (solve, frontier)
