"""Law as dated data: which rule says what on a given day.

Every file ``rules/<topic>.yaml`` maps a rule id onto its label, unit, severity and dated values. A value is
in force from its day until the next one; ``value: null`` ends the rule. Only what was read in an official
text may have severity ``block``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from talenta_lib.errors import RegulationError, did_you_mean
from talenta_lib.regulations.citation import Citation, Model
from talenta_lib.regulations.reading import PACKAGE_FOLDER, read_yaml, validate
from talenta_lib.terms import format_date

Severity = Literal["block", "approval", "warn", "info"]
RULES_FOLDER = PACKAGE_FOLDER / "rules"


class DatedValue(Model):
    """What a rule says from one day on; ``value`` None means the rule ended that day."""

    value: Any
    citation: Citation
    note: str = ""


class RuleEntry(Model):
    """One rule of a file, with all its dated values."""

    label: str
    unit: str = ""
    severity: Severity
    values: dict[dt.date, DatedValue] = Field(min_length=1)

    @model_validator(mode="after")
    def _block_needs_official_text(self) -> RuleEntry:
        read = all(dated.citation.evidence == "S" and dated.citation.official for dated in self.values.values())
        if self.severity == "block" and not read:
            raise ValueError("keparahan 'block' hanya untuk naskah resmi yang dibaca (evidence S, official true)")
        return self

    def on(self, day: dt.date) -> tuple[dt.date, DatedValue] | None:
        """Return the effective date and value in force on ``day``; None before the first or after the end."""
        started = [effective for effective in self.values if effective <= day]
        if not started or self.values[max(started)].value is None:
            return None
        return max(started), self.values[max(started)]


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule in force: its value (number, text, list or mapping) together with its day and its source."""

    id: str
    topic: str
    label: str
    unit: str
    severity: Severity
    effective: dt.date
    value: Any
    citation: Citation
    note: str


class RuleNotInForceError(RegulationError, KeyError):
    """A rule was asked for that is unknown or not in force on the day of the round."""


class Rules(Mapping[str, Provision]):
    """The rules in force on one day, by id. Iteration, ``in`` and ``len`` see only those in force."""

    def __init__(self, as_of: dt.date, provisions: Mapping[str, Provision], ended: frozenset[str]) -> None:
        self.as_of = as_of
        self._provisions = dict(provisions)
        self._not_in_force = ended

    def __getitem__(self, rule_id: str) -> Provision:
        """Return the provision; raise RuleNotInForceError (a RegulationError) when unknown or not in force."""
        if rule_id in self._provisions:
            return self._provisions[rule_id]
        if rule_id in self._not_in_force:
            raise RuleNotInForceError(
                f"Aturan '{rule_id}' tidak berlaku pada {format_date(self.as_of)}.",
                "Periksa tanggal putaran atau jangan pakai aturan ini.",
            )
        raise RuleNotInForceError(
            f"Aturan '{rule_id}' tidak dikenal.{did_you_mean(rule_id, self._provisions)}",
            "Lihat daftar aturan dengan perintah talenta rules.",
        )

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids in force, topic by topic."""
        return iter(self._provisions)

    def __len__(self) -> int:
        """Return the number of rules in force."""
        return len(self._provisions)

    def in_force(self, rule_id: str) -> bool:
        """Say whether a known rule is in force; unlike ``in``, an unknown id raises RegulationError."""
        return rule_id not in self._not_in_force and bool(self[rule_id])

    def replaced(self, changed: Mapping[str, Provision]) -> Rules:
        """Return the same rules with some provisions replaced (an agency's signed overrides)."""
        return Rules(self.as_of, {**self._provisions, **changed}, self._not_in_force)


def load_rules(as_of: dt.date) -> Rules:
    """Return the rules in force on ``as_of``, by id.

    A provision has its value in its own unit (``unit``, such as years, persons, kotak), the day it took effect and its
    citation: instrument, article, the source it was read in, and the evidence (S read in a public source, C practice
    of applications, G general knowledge, I inference). Source: ``regulations/rules/*.yaml``. Raises RegulationError
    when a rule file is malformed; so does asking for a rule that is unknown or not in force on that day.

    >>> load_rules(dt.date(2025, 10, 1))["krs_kotak"].value
    [7, 8, 9]
    """
    return rules_in_force(read_entries(RULES_FOLDER), as_of)


def rules_in_force(entries: Mapping[tuple[str, str], RuleEntry], as_of: dt.date) -> Rules:
    """Pick from entries keyed (topic, rule id) those in force on ``as_of``."""
    provisions, ended = {}, set()
    for (topic, rule_id), entry in entries.items():
        if (found := entry.on(as_of)) is None:
            ended.add(rule_id)
            continue
        effective, dated = found
        provisions[rule_id] = Provision(
            rule_id, topic, entry.label, entry.unit, entry.severity, effective,
            deepcopy(dated.value), dated.citation, dated.note,
        )  # fmt: skip
    return Rules(as_of, provisions, frozenset(ended))


@cache
def read_entries(folder: Path) -> Mapping[tuple[str, str], RuleEntry]:
    """Read every ``<topic>.yaml`` of a folder; raise RegulationError when malformed or an id stands twice."""
    entries: dict[tuple[str, str], RuleEntry] = {}
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for rule_id, entry in validate(dict[str, RuleEntry], read_yaml(path), path).items():
            if rule_id in homes:
                raise RegulationError(
                    f"Aturan '{rule_id}' ada di {homes[rule_id]} dan {path.name}.", "Hapus salah satunya."
                )
            homes[rule_id] = path.name
            entries[path.stem, rule_id] = entry
    return entries
