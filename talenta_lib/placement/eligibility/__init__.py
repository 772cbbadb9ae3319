"""What the rules say of an official in a post: findings, answers, and the facts that I-Mut will ask for."""

from talenta_lib.placement.eligibility.check import ANSWERS, Check
from talenta_lib.placement.eligibility.preflight import Preflight, preflight
from talenta_lib.placement.eligibility.setting import Setting
from talenta_lib.placement.eligibility.table import Eligibility, check_eligibility

__all__ = ["ANSWERS", "Check", "Eligibility", "Preflight", "Setting", "check_eligibility", "preflight"]
