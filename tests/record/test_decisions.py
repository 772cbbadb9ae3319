"""Decisions: a named person decides; against the suggestion only with a written reason; the latest one stands."""

from __future__ import annotations

from typing import Any

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import Finding, Kind, Ledger, decide
from talenta_lib.terms import Answer
from tests.proofs.record_tampering import START, WHO, nip

REASON = "Pengalaman di bidang yang sama"
NEEDS_REASON = Finding(check="rumpun", label="Rumpun jabatan berbeda", answer=Answer.ALASAN)
NEEDS_CONSENT = Finding(check="bkn", label="Persetujuan BKN", answer=Answer.PERSETUJUAN, needs="surat BKN")


def decide_on(ledger: Ledger, decision: str = "JPT-01", **changed: Any) -> Any:
    given: dict[str, Any] = {"nip": nip(1), "code": "P001", "suggestion": "JPT-01", **WHO, "at": START}
    return decide(ledger, decision=decision, **{**given, **changed})


def test_following_the_suggestion_needs_no_reason(ledger: Ledger) -> None:
    entry = decide_on(ledger, plan_reference="a-final/8", findings=[NEEDS_CONSENT])

    assert entry.kind is Kind.DECISION
    assert entry.public == {"rencana": "a-final/8", "sesuai_saran": True}
    assert entry.content == {
        "nip": nip(1), "kode": "P001", "saran": "JPT-01", "keputusan": "JPT-01", "alasan": "",
        "temuan": [{"pemeriksaan": "bkn", "label": "Persetujuan BKN", "jawaban": "persetujuan", "perlu": "surat BKN"}],
    }  # fmt: skip


@pytest.mark.parametrize("suggestion", ["JPT-01", "tetap", None])
@pytest.mark.parametrize("decision", ["JPT-02", "ditunda"])
@pytest.mark.parametrize("reason", ["", "   ", ".....", "- - -", "ok"])
def test_a_decision_against_the_suggestion_without_a_reason_is_refused(
    ledger: Ledger, suggestion: str | None, decision: str, reason: str
) -> None:
    with pytest.raises(RecordError, match=r"P001 berbeda dari saran.*Tulis alasannya"):
        decide_on(ledger, decision, suggestion=suggestion, reason=reason)
    assert ledger.entries() == ()


def test_a_decision_against_the_suggestion_stands_with_its_reason(ledger: Ledger) -> None:
    entry = decide_on(ledger, "JPT-02", reason=f"  {REASON}\n")

    assert entry.public["sesuai_saran"] is False
    assert ledger.decisions()[nip(1)].reason == REASON


def test_a_placement_for_which_the_rules_ask_a_reason_is_refused_without_one(ledger: Ledger) -> None:
    with pytest.raises(RecordError, match="memerlukan alasan tertulis: Rumpun jabatan berbeda"):
        decide_on(ledger, findings=[NEEDS_CONSENT, NEEDS_REASON])

    assert decide_on(ledger, findings=[NEEDS_REASON], reason=REASON).seq == 1


def test_a_decision_is_made_by_a_named_person_in_a_named_role(ledger: Ledger) -> None:
    with pytest.raises(RecordError, match="Nama pencatat"):
        decide_on(ledger, by=" ")
    with pytest.raises(RecordError, match="Peran pencatat"):
        decide_on(ledger, role="")


def test_a_postponed_decision_is_on_record_as_such(ledger: Ledger) -> None:
    entry = decide_on(ledger, "ditunda", reason="Menunggu hasil asesmen")

    assert entry.kind is Kind.POSTPONED
    assert ledger.decisions()[nip(1)].is_postponed


def test_the_latest_decision_on_each_official_stands(ledger: Ledger) -> None:
    decide_on(ledger, "ditunda", reason=REASON)
    decide_on(ledger, nip=nip(2), code="P002")
    last = decide_on(ledger, "tetap", reason=REASON, by="Wirya Santanaka")

    decisions = ledger.decisions()
    assert {key: one.decision for key, one in decisions.items()} == {nip(1): "tetap", nip(2): "JPT-01"}
    standing = decisions[nip(1)]
    assert (standing.seq, standing.by, standing.at, standing.code) == (last.seq, "Wirya Santanaka", START, "P001")
    assert (standing.suggestion, standing.follows_suggestion, standing.is_postponed) == ("JPT-01", False, False)


def test_an_undone_decision_gives_way_to_the_one_before(ledger: Ledger) -> None:
    decide_on(ledger)
    decide_on(ledger, "ditunda", reason=REASON)
    ledger.undo([2], **WHO, reason="Keliru", at=START)
    assert ledger.decisions()[nip(1)].decision == "JPT-01"

    ledger.undo([1], **WHO, reason="Keliru", at=START)
    assert ledger.decisions() == {}


def test_a_decision_with_nothing_suggested_reads_back(ledger: Ledger) -> None:
    decide_on(ledger, suggestion=None, reason=REASON, nip=f"{nip(1)[:8]} {nip(1)[8:]}")

    assert ledger.decisions()[nip(1)].suggestion is None


@pytest.mark.parametrize(
    "text", ["'; DELETE FROM entries; --", "<script>alert(1)</script>", "{{ 7 * 7 }} alasan", "panjang " * 600]
)
def test_a_reason_is_inert_text_of_any_length(ledger: Ledger, text: str) -> None:
    decide_on(ledger, "JPT-02", reason=text)

    assert ledger.decisions()[nip(1)].reason == text.strip()


@pytest.mark.parametrize("changed", [{"nip": "123"}, {"decision": ""}])
def test_wrong_use_is_told_to_the_programmer(ledger: Ledger, changed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        decide_on(ledger, **{"reason": REASON, **changed})
