"""What reading one cell gives, and what it is read against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from talenta_lib.intake.issues import Problem
from talenta_lib.intake.official import Official


@dataclass(frozen=True)
class Parsed:
    """A clean value (None = missing) and the problem met while reading it, if any."""

    value: object = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Context:
    """What cells are read against: the as-of date of the round, the code tables in force on it, the kind of employee.

    ``jenis_pegawai`` ("PNS" or "PPPK"), when the row states it, decides how a NIP is read.
    """

    as_of: dt.date
    official: Official
    jenis_pegawai: str | None = None


def failed(code: str, observed: object, detail: str = "") -> Parsed:
    """Return a missing value with a problem."""
    return Parsed(problem=Problem(code, str(observed), detail))
