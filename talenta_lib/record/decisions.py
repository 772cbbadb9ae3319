"""Decisions: a named person decides each official, against the suggestion only with a written reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from pydantic import Field

from talenta_lib.errors import RecordError
from talenta_lib.record.entries import Body, Entry, Kind, undone
from talenta_lib.terms import Answer

if TYPE_CHECKING:
    from talenta_lib.record.ledger import Ledger

STAY: Final = "tetap"
POSTPONE: Final = "ditunda"
DECIDED: Final = (Kind.DECISION, Kind.POSTPONED)
MINIMUM_REASON: Final = 5
"""Letters and digits that a written reason has at least; a dot or a dash is none."""


class Finding(Body):
    """What the rules had to say about the post decided: one check that was not simply passed."""

    check: str = Field(alias="pemeriksaan")
    label: str
    answer: Answer = Field(alias="jawaban")
    needs: str = Field("", alias="perlu")


class DecisionContent(Body):
    """The personal part of a decision: about whom, what was suggested, what was decided, and why.

    Suggestion and decision are ``tetap``, ``ditunda`` or a jabatan_id; the suggestion is None where there was none.
    """

    nip: str = Field(pattern=r"^\d{18}$")
    code: str = Field(alias="kode")
    suggestion: str | None = Field(None, alias="saran")
    decision: str = Field(alias="keputusan", min_length=1)
    reason: str = Field("", alias="alasan")
    findings: tuple[Finding, ...] = Field((), alias="temuan")


class DecisionPublic(Body):
    """What stays of a decision after a purge: the plan it rests on and whether it follows the suggestion."""

    plan_reference: str = Field(alias="rencana")
    follows_suggestion: bool = Field(alias="sesuai_saran")


class Decision(DecisionContent, DecisionPublic):
    """A decision as it stands in the ledger: by whom, when, and in which entry."""

    seq: int
    at: dt.datetime
    by: str
    role: str

    @property
    def is_postponed(self) -> bool:
        """Whether it was put off."""
        return self.decision == POSTPONE


def latest_decisions(entries: tuple[Entry, ...]) -> dict[str, Decision]:
    """Return the decision that stands for each NIP: the latest that was neither undone nor purged."""
    gone = undone(entries)
    standing = [read_decision(entry) for entry in entries if _is_decision(entry) and entry.seq not in gone]
    return {decision.nip: decision for decision in standing}


def emptied_decisions(entries: tuple[Entry, ...]) -> tuple[int, ...]:
    """Return the entries (seq) of decisions that are not undone and whose content was purged: of whom is not known."""
    gone = undone(entries)
    return tuple(
        entry.seq for entry in entries if entry.kind in DECIDED and entry.content is None and entry.seq not in gone
    )


def read_decision(entry: Entry) -> Decision:
    """Return the decision of an entry of a decision kind whose content is there."""
    who = {"seq": entry.seq, "at": entry.at, "by": entry.by, "role": entry.role}
    return Decision.model_validate({**who, **entry.public, **(entry.content or {})})


def decide(
    ledger: Ledger,
    *,
    nip: str,
    code: str,
    suggestion: str | None,
    decision: str,
    by: str,
    role: str,
    at: dt.datetime,
    reason: str = "",
    findings: Iterable[Finding] = (),
    plan_reference: str = "",
) -> Entry:
    """Record one decision: ``tetap``, ``ditunda`` or the jabatan_id of a post.

    ``suggestion`` in the same terms; ``findings`` of the rules on the post decided; ``plan_reference`` names the plan
    without a person. Raises ``RecordError`` where nobody is named, and where a reason is due and not written: for
    anything but the suggestion, and where a finding asks for one (``Answer.ALASAN``).
    """
    content = DecisionContent(
        nip="".join(nip.split()), code=code, suggestion=suggestion, decision=decision,
        reason=reason.strip(), findings=tuple(findings),
    )  # fmt: skip
    require_reason(content, who=content.code)
    return ledger.append(
        Kind.POSTPONED if decision == POSTPONE else Kind.DECISION,
        by=by,
        role=role,
        at=at,
        public=DecisionPublic(plan_reference=plan_reference, follows_suggestion=decision == suggestion).as_content(),
        content=content.as_content(),
    )


def written(reason: str) -> bool:
    """Whether a reason is one."""
    return sum(letter.isalnum() for letter in reason) >= MINIMUM_REASON


def needs_reason(decision: str, suggestion: str | None, findings: Iterable[Finding]) -> bool:
    """Whether a decision is recorded only with a written reason: other than suggested, or asked for by a finding."""
    return decision != suggestion or any(finding.answer is Answer.ALASAN for finding in findings)


def require_reason(content: DecisionContent, *, who: str, say: Callable[[str], str] = str) -> None:
    """Raise ``RecordError`` where a reason is due and not written; ``who`` and ``say`` name official and choice."""
    if written(content.reason) or not needs_reason(content.decision, content.suggestion, content.findings):
        return
    remedy = f"Tulis alasannya, paling sedikit {MINIMUM_REASON} huruf."
    if content.decision != content.suggestion:
        suggested = "tanpa saran" if content.suggestion is None else f"saran: {say(content.suggestion)}"
        raise RecordError(
            f"Keputusan '{say(content.decision)}' untuk {who} berbeda dari saran sistem ({suggested}) "
            "dan belum beralasan.",
            remedy,
        )
    asked = dict.fromkeys(finding.label for finding in content.findings if finding.answer is Answer.ALASAN)
    raise RecordError(
        f"Penempatan {who} pada '{say(content.decision)}' memerlukan alasan tertulis: {'; '.join(asked)}.", remedy
    )


def _is_decision(entry: Entry) -> bool:
    return entry.kind in DECIDED and entry.content is not None
