"""What the committee wishes of a plan: limits, locks, vacancies, answers allowed."""

from talenta_lib.placement.scenario.model import (
    DEFAULT_SCENARIO,
    SCENARIO_FOLDER,
    Pairing,
    Scenario,
    UnitLimit,
    load_scenario,
    scenario_names,
    scenario_path,
)
from talenta_lib.placement.scenario.names import find_official, find_post

__all__ = [
    "DEFAULT_SCENARIO",
    "SCENARIO_FOLDER",
    "Pairing",
    "Scenario",
    "UnitLimit",
    "find_official",
    "find_post",
    "load_scenario",
    "scenario_names",
    "scenario_path",
]
