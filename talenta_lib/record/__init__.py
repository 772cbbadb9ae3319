"""What happened, provably: the manifest of a run, the ledger of decisions, the scenario shelf."""

from talenta_lib.record.chain import Head, parse_head
from talenta_lib.record.decisions import Decision, Finding, decide
from talenta_lib.record.entries import KIND_LABELS, Entry, Kind
from talenta_lib.record.ledger import LEDGER_FILE, Ledger
from talenta_lib.record.manifest import (
    LEDGER_HEAD,
    Manifest,
    Recipe,
    canonical_json,
    file_sha256,
    input_hash,
    input_part,
    read_manifest,
    with_head,
    write_manifest,
)
from talenta_lib.record.meeting import Meeting, Member, hold_meeting, latest_meeting
from talenta_lib.record.reports import record_report
from talenta_lib.record.shelf import (
    Difference,
    ShelvedScenario,
    compare,
    duplicate_scenario,
    lock_scenario,
    save_scenario,
    shelf,
)
from talenta_lib.record.verify import Verification, require_whole, verify

__all__ = [
    "KIND_LABELS",
    "LEDGER_FILE",
    "LEDGER_HEAD",
    "Decision",
    "Difference",
    "Entry",
    "Finding",
    "Head",
    "Kind",
    "Ledger",
    "Manifest",
    "Meeting",
    "Member",
    "Recipe",
    "ShelvedScenario",
    "Verification",
    "canonical_json",
    "compare",
    "decide",
    "duplicate_scenario",
    "file_sha256",
    "hold_meeting",
    "input_hash",
    "input_part",
    "latest_meeting",
    "lock_scenario",
    "parse_head",
    "read_manifest",
    "record_report",
    "require_whole",
    "save_scenario",
    "shelf",
    "verify",
    "with_head",
    "write_manifest",
]
