"""Issues: what is wrong, where, and what to do; the sentences stand in ``issues.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from importlib.resources import files
from typing import Final

import pandas as pd
import yaml

from talenta_lib.errors import TalentaError

CATALOGUE: Final[dict[str, dict[str, str]]] = yaml.safe_load(
    files("talenta_lib.intake").joinpath("issues.yaml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value, before its place is known; ``code`` is a key of ``issues.yaml``."""

    code: str
    observed: str = ""
    detail: str = ""

    @property
    def text(self) -> str:
        """The Indonesian sentence without the place."""
        return CATALOGUE[self.code]["message"].format(observed=self.observed, detail=self.detail)

    @property
    def remedy(self) -> str:
        """What to do about it, in Indonesian."""
        return CATALOGUE[self.code]["remedy"]

    @property
    def is_fatal(self) -> bool:
        """Whether the row or file cannot be used."""
        return CATALOGUE[self.code]["severity"] == "fatal"


@dataclass(frozen=True)
class Issue:
    """One row of the issues table; ``row`` is the number the spreadsheet shows, None for a whole sheet."""

    file: str
    sheet: str
    severity: str
    code: str
    row: int | None
    column: str
    observed: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Place:
    """A sheet of a file, where issues are found."""

    file: str
    sheet: str

    def issue(self, problem: Problem, *, row: int | None = None, column: str = "", fatal: bool = False) -> Issue:
        """Make the issue of a problem at a row and column; ``fatal`` raises it above its usual severity."""
        parts = [f"Berkas {self.file}", f"lembar '{self.sheet}'" if self.sheet else ""]
        parts += [f"baris {row}" if row else "", f"kolom '{column}'" if column else ""]
        return Issue(
            file=self.file,
            sheet=self.sheet,
            severity="fatal" if fatal else CATALOGUE[problem.code]["severity"],
            code=problem.code,
            row=row,
            column=column,
            observed=problem.observed,
            message=f"{', '.join(filter(None, parts))}: {problem.text}",
            remedy=problem.remedy,
        )


def broken_file_issue(file: str, error: TalentaError) -> Issue:
    """Return the fatal issue of a file that cannot be read at all; the error says why and what to do."""
    return Issue(file, "", "fatal", "berkas_rusak", None, "", "", error.problem, error.remedy)


def issues_table(issues: Iterable[Issue]) -> pd.DataFrame:
    """Return issues as a table [file, sheet, severity, code, row, column, observed, message, remedy]."""
    names = [field.name for field in fields(Issue)]
    table = pd.DataFrame([asdict(issue) for issue in issues], columns=names)
    return table.astype({name: "Int64" if name == "row" else "string" for name in names})
