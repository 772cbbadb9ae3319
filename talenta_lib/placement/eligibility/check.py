"""One check: which rule, whom it concerns, how it is judged over arrays, and how its finding is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.facts import Facts
from talenta_lib.placement.eligibility.pairs import Pairs
from talenta_lib.regulations import Rules, Severity, render_value
from talenta_lib.terms import Answer

Scope = Literal["pasangan", "pejabat", "jabatan", "putaran"]
ANSWERS: Final = tuple(Answer)
ANSWER_OF: Final[dict[Severity, Answer]] = {
    "block": Answer.GUGUR,
    "approval": Answer.PERSETUJUAN,
    "warn": Answer.ALASAN,
    "info": Answer.LULUS,
}
OWN_LIMIT: Final = "Batas talenta"
"""Citation of a limit of the tool itself, where no rule in force says it."""


class Judgement(NamedTuple):
    """Where a check applies, and its state there: 1 met, 0 not met, -1 not known; both broadcastable."""

    applies: NDArray[np.bool_]
    state: NDArray[np.int8] | np.int8


class Case(NamedTuple):
    """One official and one post, for the words of a finding."""

    facts: Facts
    member: int
    profile: int
    official: Any
    post: Any

    def rule(self, rule_id: str) -> Any:
        """Return the value of a rule."""
        return self.facts.rules[rule_id].value

    def person(self, name: str) -> Any:
        """Return what an array holds for the official."""
        return self.facts.people[name][self.member]


Judge = Callable[[Pairs], Judgement]
Words = Callable[[Case], tuple[str, str]]


@dataclass(frozen=True)
class Definition:
    """A check before it meets the law of a day.

    Attributes
    ----------
    rule : the rule it applies; the check exists only while that rule, and every rule in ``also``, is in force.
    needs : what a placement needs where the check is not met; ``{value}`` stands for the value of the rule.
    document : what settles the check where it is not known.
    reason : what must be explained in writing, with ``{observed}``, ``{required}``, ``{needs}``; empty = nothing.
    label : what is looked at, true whatever is found; that of the rule where empty.
    met : the fact that is stated where the check is met; the label where empty.
    own_limit : a limit of the tool itself, which removes the pair whatever the rule says, in force or not.
    """

    id: str
    rule: str
    scope: Scope
    judge: Judge
    words: Words
    needs: str = ""
    document: str = ""
    reason: str = ""
    label: str = ""
    met: str = ""
    also: tuple[str, ...] = ()
    own_limit: bool = False


@dataclass(frozen=True)
class Check:
    """A check under the law of a day; its place in ``Eligibility.checks`` is its bit in the masks."""

    id: str
    rule: str
    label: str
    severity: Severity
    scope: Scope
    needs: str
    document: str
    reason: str
    met: str
    citation: str
    judge: Judge = field(repr=False, compare=False)
    words: Words = field(repr=False, compare=False)

    @property
    def answer(self) -> Answer:
        """What the rules answer where this check is not met."""
        return ANSWER_OF[self.severity]


def in_force(definitions: Iterable[Definition], rules: Rules) -> tuple[Check, ...]:
    """Return the checks that exist under the rules, in the order given."""
    return tuple(
        _bind(one, rules)
        for one in definitions
        if one.own_limit or all(rule in rules for rule in (one.rule, *one.also))
    )


def _bind(one: Definition, rules: Rules) -> Check:
    """Return the check that a definition makes under the rules."""
    provision = rules.get(one.rule)
    value = render_value(provision.value) if provision else ""
    label = one.label or (provision.label if provision else "")
    severity: Severity = "block" if one.own_limit or provision is None else provision.severity
    return Check(
        id=one.id,
        rule=one.rule,
        label=label,
        severity=severity,
        scope=one.scope,
        needs=one.needs.replace("{value}", value),
        document=one.document,
        reason=one.reason,
        met=one.met or label,
        citation=str(provision.citation) if provision else OWN_LIMIT,
        judge=one.judge,
        words=one.words,
    )
