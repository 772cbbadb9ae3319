"""Save a scenario as ``skenario/NAME.yaml`` of its round, in the committee's words; never over another one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.scenario import SCENARIO_FOLDER, Scenario, load_scenario

HEAD: Final = "# Skenario mutasi, disusun di notebook 03_skenario_mutasi.\n"


def save_scenario(scenario: Scenario, round_dir: str | Path, name: str, title: str = "") -> Path:
    """Write a scenario under a new name and read it back; return the file.

    Raises ``ScenarioError`` for a name that cannot be one or is taken, and where the folder cannot be written.
    """
    named = scenario.changed(name=name, title=title.strip() or name)
    path = Path(round_dir) / SCENARIO_FOLDER / f"{named.name}.yaml"
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(HEAD + scenario_yaml(named))
    except FileExistsError as exc:
        raise ScenarioError(f"Skenario '{name}' sudah ada.", "Pakai nama lain; yang lama tidak ditimpa.") from exc
    except OSError as exc:
        raise ScenarioError(
            f"Skenario tidak dapat ditulis ke {path}.", "Periksa izin tulis pada folder putaran."
        ) from exc
    if load_scenario(path) != named:
        raise RuntimeError("a scenario that was written does not read back the same")
    return path


def scenario_yaml(scenario: Scenario) -> str:
    """Return a scenario as the text of its file: Indonesian keys, only what differs from a scenario without limits."""
    content = {key: value for key, value in scenario.written().items() if key != "skenario"}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
