"""talenta: decision support for talent management in Indonesian local government.

The public surface; everything else may change between versions.
"""

__version__ = "0.1.0"

from talenta_lib.errors import (
    DataError,
    InputError,
    NipError,
    RecordError,
    RegulationError,
    ReportError,
    TalentaError,
)
from talenta_lib.intake import Intake, Nip, parse_nip, read_tables
from talenta_lib.regulations import load_rules, load_scheme
from talenta_lib.round import RoundParameters, RoundResult, run_round
from talenta_lib.talent import TalentScores, place_in_kotak, score_talent

__all__ = [
    "DataError",
    "InputError",
    "Intake",
    "Nip",
    "NipError",
    "RecordError",
    "RegulationError",
    "ReportError",
    "RoundParameters",
    "RoundResult",
    "TalentScores",
    "TalentaError",
    "load_rules",
    "load_scheme",
    "parse_nip",
    "place_in_kotak",
    "read_tables",
    "run_round",
    "score_talent",
]
