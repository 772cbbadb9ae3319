"""What the analyst sees in JupyterLab: filters, person card and downloads over the same tables as the report."""

from talenta_lib.present.explore.check import DataCheck, open_check
from talenta_lib.present.explore.map import TalentMap, open_map
from talenta_lib.present.explore.scenario import ScenarioDesk, open_scenarios

__all__ = ["DataCheck", "ScenarioDesk", "TalentMap", "open_check", "open_map", "open_scenarios"]
