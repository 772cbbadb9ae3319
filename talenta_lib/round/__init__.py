"""One round: its parameters, and the one place where the order of the stages is written."""

from talenta_lib.round.parameters import Confirmation, RoundParameters, load_parameters
from talenta_lib.round.result import RoundResult
from talenta_lib.round.run import run_round

__all__ = ["Confirmation", "RoundParameters", "RoundResult", "load_parameters", "run_round"]
