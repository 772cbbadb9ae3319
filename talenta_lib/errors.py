"""The exception tree: every error says what is wrong and what to do, in Indonesian.

TalentaError
├── InputError        a file, folder, sheet or argument cannot be used
│   └── NipError      a text is not a valid NIP
├── DataError         the data was read, but its content stops the run (carries ``issues``)
├── RegulationError   a rule or a scheme is missing, not in force, or malformed
├── ScenarioError     a scenario names something unknown, or contradicts itself
│   └── InfeasibleScenarioError   no plan satisfies all rows of a scenario (carries ``rows``)
├── ReportError       the report, a profile or a workbook could not be made
└── RecordError       a manifest or the decision ledger cannot be written, read or matched

Wrong use by a programmer stays ``ValueError`` or ``TypeError``, in English.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd


class TalentaError(Exception):
    """Base of all errors that a user can cause or mend.

    Parameters
    ----------
    problem : what is wrong and where (file, sheet, row, column), one or two Indonesian sentences.
    remedy : what to do about it, one Indonesian sentence.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Return problem and remedy as one message."""
        return f"{self.problem} {self.remedy}".strip()


class InputError(TalentaError):
    """A file, folder, sheet or argument cannot be used."""


class NipError(InputError):
    """A text is not a valid NIP."""


class DataError(TalentaError):
    """The data was read, but its content stops the run; ``issues`` is the table of issues."""

    def __init__(self, problem: str, remedy: str = "", *, issues: pd.DataFrame | None = None) -> None:
        super().__init__(problem, remedy)
        self.issues = issues


class RegulationError(TalentaError):
    """A rule or a scheme is missing, not in force, or malformed."""


class ScenarioError(TalentaError):
    """A scenario names something unknown, or contradicts itself."""


class InfeasibleScenarioError(ScenarioError):
    """No plan satisfies all rows; ``rows`` names the fewest that must give way (sentences in ``relaxations``).

    ``relaxations`` is a table: row (name), sentence (what the row says), action (what to change), limit (as asked),
    needed (the least change that makes a plan possible), worth (fit points that dropping the row altogether would add)
    and objective (total fit of the best plan then). None where the rows were not sought.
    """

    def __init__(
        self,
        problem: str,
        remedy: str = "",
        *,
        rows: Sequence[str] = (),
        relaxations: pd.DataFrame | None = None,
    ) -> None:
        super().__init__(problem, remedy)
        self.rows = tuple(rows)
        self.relaxations = relaxations


class ReportError(TalentaError):
    """The report, a profile or a workbook could not be made."""


class RecordError(TalentaError):
    """A manifest or the decision ledger cannot be written, read or matched."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ``" Maksud Anda '...'?"`` for the closest known name, or an empty text.

    >>> did_you_mean("skma", ["skema", "instansi"])
    " Maksud Anda 'skema'?"
    """
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Maksud Anda '{close[0]}'?" if close else ""
