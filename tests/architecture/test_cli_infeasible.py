"""What ``talenta solve`` prints of a scenario without a plan: what must give way, on the screen and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
CommandLine = Callable[..., tuple[int, str, str]]
IMPOSSIBLE = ("solve", POOL, "--max-moves", "0", "--lock", "196703041995041934=P-06")


def test_a_scenario_without_a_plan_is_json_and_fails(command_line: CommandLine) -> None:
    code, printed, told = command_line(*IMPOSSIBLE, "--json")
    answer = json.loads(printed)

    assert code == 1
    assert answer["status"] == "infeasible"
    assert answer["rows"] == ["max_moves"]
    [row] = answer["relaxations"]
    assert (row["limit"], row["needed"]) == (0, 2)
    assert row["action"] == "naikkan batas perpindahan dari 0 menjadi 2 orang"
    assert row["action"] in told


def test_without_json_only_the_message_is_printed(command_line: CommandLine) -> None:
    code, printed, told = command_line(*IMPOSSIBLE)

    assert (code, printed) == (1, "")
    assert "Paling sedikit 1 syarat harus longgar" in told
