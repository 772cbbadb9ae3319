"""What a Berita Acara says: who met, what was suggested and decided for each name, and what the record shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from talenta_lib.errors import RecordError
from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present import pages
from talenta_lib.present.anonymous import anonymise_mutasi
from talenta_lib.present.decree_words import BLANK
from talenta_lib.present.record_words import CHOICE_WORDS, time_words, trace_words
from talenta_lib.present.wording import post_text
from talenta_lib.record import Entry, Meeting, Member, Verification, latest_meeting, require_whole, with_head
from talenta_lib.record.chain import START, Head
from talenta_lib.record.corrections import corrections
from talenta_lib.record.decisions import STAY, emptied_decisions, latest_decisions
from talenta_lib.record.ledger import Ledger
from talenta_lib.round import RoundResult
from talenta_lib.round.clashes import clashes, say_clash, say_unfilled
from talenta_lib.round.decision_table import Outcome, decision_table, decision_totals
from talenta_lib.terms import MISSING, format_nip, join_words

HIDDEN_REASON: Final = "ada, tidak ditampilkan"
HIDDEN_VALUE: Final = "tidak ditampilkan"
UNDECIDED: Final = "belum diputuskan"
UNNAMED: Final = "lainnya"


@dataclass(frozen=True, eq=False)
class Minutes:
    """One Berita Acara before it is written.

    Attributes
    ----------
    rows : one row per name: outcome (``Outcome``), code, nip (as printed), nama, old_post, suggested, decided, reason,
        findings, decided_by (person, role, hour, number of the entry), all text; and is_plain: stays, as suggested or
        not yet decided, without a reason.
    is_held : whether the meeting is on record; if not, the meeting is that of a preview.
    totals : :func:`talenta_lib.round.decisions.decision_totals`.
    open_ends : sentences on what does not fit together yet: posts with more than one holder or with none any more,
        decisions whose content was purged.
    corrections : one row per value corrected and taken in: entry, at, reason, who, table, column, before, after; text.
    round_wide : what holds for every name alike: label, needs, citation.
    basis : (instrument and article, what it is about), the legal basis.
    head, checked : the ledger when these minutes were opened.
    mark, trace : classification and the words after "Jejak masukan" of every page.
    """

    result: RoundResult
    mutasi: Mutasi
    meeting: Meeting
    is_held: bool
    rows: pd.DataFrame
    totals: Mapping[str, int]
    open_ends: tuple[str, ...]
    corrections: pd.DataFrame
    round_wide: pd.DataFrame
    basis: tuple[tuple[str, str], ...]
    head: Head
    checked: Verification
    mark: str
    trace: str
    is_anonymous: bool


def open_minutes(
    result: RoundResult, mutasi: Mutasi, *, anonymous: bool = False, planned: Meeting | None = None
) -> Minutes:
    """Return the minutes of the last meeting of a round, with the decisions as they stand.

    ``planned`` stands for the meeting where none is on record yet, for a preview. Raises ``RecordError`` where the
    ledger was altered (naming the entry), and where there is no meeting at all.
    """
    checked = require_whole(result.folder, "Berita Acara tidak dibuat")
    entries = Ledger.open(result.folder).entries()
    held = latest_meeting(entries)
    meeting = held or planned
    if meeting is None:
        raise RecordError("Belum ada rapat yang tercatat.", "Catat rapat lebih dulu: tempat, hari, dan yang hadir.")
    table, decisions, head = (
        decision_table(result, mutasi, entries),
        latest_decisions(entries),
        entries[-1].head if entries else START,
    )
    shown = anonymise_mutasi(mutasi) if anonymous else mutasi
    wide = mutasi.matching.eligibility.round_findings
    return Minutes(
        result=result,
        mutasi=shown,
        meeting=_without_names(meeting) if anonymous else meeting,
        is_held=held is not None,
        rows=_rows(table, shown, anonymous=anonymous),
        totals=decision_totals(table),
        open_ends=(
            *(() if anonymous else (say_clash(mutasi, one, decisions) for one in clashes(mutasi, decisions))),
            *(() if anonymous else say_unfilled(mutasi, decisions)),
            *say_emptied(entries),
        ),
        corrections=_corrections(entries, mutasi, anonymous=anonymous),
        round_wide=wide.loc[wide["status"].isin([NOT_MET, UNKNOWN]), ["label", "needs", "citation"]],
        basis=_basis(result, wide),
        head=head,
        checked=replace(checked, entries=len(entries), head=head),
        mark=pages.page.classification(result, draft=False),
        trace=trace_words(with_head(result.input_part, str(head))),
        is_anonymous=anonymous,
    )


def _rows(table: pd.DataFrame, shown: Mutasi, *, anonymous: bool) -> pd.DataFrame:
    """Return the decisions in words, in the order of the round."""

    def named(row: Any) -> str:
        return post_text(row.jabatan, pd.NA if anonymous else row.opd)

    posts = {str(row.jabatan_id): named(row) for row in shown.matching.posts.itertuples()}
    held = {str(row.code): named(row) for row in shown.matching.officials.itertuples()}

    def choice(value: str | None, missing: str) -> str:
        return missing if pd.isna(value) else CHOICE_WORDS.get(str(value)) or posts.get(str(value), str(value))

    def reason(row: pd.Series) -> str:
        if not row["reason"]:
            return UNDECIDED if row["outcome"] == Outcome.OPEN else "tidak disyaratkan"
        return HIDDEN_REASON if anonymous else str(row["reason"])

    rows = [
        {
            "outcome": row["outcome"],
            "code": row["code"],
            "nip": row["code"] if anonymous else format_nip(str(row["nip"])),
            "nama": row["code"] if anonymous or pd.isna(row["nama"]) else row["nama"],
            "old_post": held.get(str(row["code"]), MISSING),
            "suggested": choice(row["suggested"], "tidak ada usulan"),
            "decided": choice(row["decided"], UNDECIDED),
            "reason": reason(row),
            "findings": row["findings"] or "tidak ada",
            "decided_by": _decided_by(row, anonymous=anonymous),
            "is_plain": not row["reason"] and _is_stay(row["suggested"]) and _is_stay(row["decided"], missing=True),
        }
        for _, row in table.iterrows()
    ]
    return pd.DataFrame(rows)


def _is_stay(choice: Any, *, missing: bool = False) -> bool:
    """Whether a choice is to stay; ``missing``: what holds where nothing was chosen."""
    return missing if pd.isna(choice) else bool(choice == STAY)


def _decided_by(row: pd.Series, *, anonymous: bool) -> str:
    """Say who decided, when, and in which entry."""
    if pd.isna(row["seq"]):
        return UNDECIDED
    who = row["role"] if anonymous else f"{row['by']}, {row['role']}"
    return f"{who}, {time_words(pd.Timestamp(row['at']).to_pydatetime())}, catatan {row['seq']}"


def _corrections(entries: tuple[Entry, ...], mutasi: Mutasi, *, anonymous: bool) -> pd.DataFrame:
    """Return the corrections taken in, one row a value, oldest first; without names no value is shown."""
    officials = mutasi.matching.officials
    called = dict(zip(officials["nip"], officials["code" if anonymous else "nama"], strict=True))
    rows = [
        {
            "entry": str(one.entry.seq),
            "at": time_words(one.entry.at),
            "reason": HIDDEN_REASON if anonymous else one.reason,
            "who": str(called.get(change.key[0], UNNAMED if anonymous else change.key[0])),
            "table": change.table,
            "column": change.column,
            "before": HIDDEN_VALUE if anonymous else change.before or "kosong",
            "after": HIDDEN_VALUE if anonymous else change.after or "kosong",
        }
        for one in corrections(entries)
        for change in one.changes
    ]
    return pd.DataFrame(rows, columns=["entry", "at", "reason", "who", "table", "column", "before", "after"])


def say_emptied(entries: tuple[Entry, ...]) -> list[str]:
    """Say which decisions can no longer be read; nothing where all can."""
    seqs = emptied_decisions(entries)
    if not seqs:
        return []
    named = join_words(list(map(str, seqs)))
    return [
        f"Isi keputusan pada catatan {named} sudah dihapus dari buku keputusan. Namanya tidak dapat dibaca lagi dan "
        "terhitung belum diputuskan di sini."
    ]


def _without_names(meeting: Meeting) -> Meeting:
    """Return a meeting whose members are numbered; a line that is still to be filled in stays one."""
    members = tuple(
        one if one.name == BLANK else Member(name=f"Anggota {k}", role=one.role)
        for k, one in enumerate(meeting.members, start=1)
    )
    return meeting.model_copy(update={"members": members})


def _basis(result: RoundResult, wide: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return the legal basis: the provisions on the round as a whole, the scheme, BKN's approval."""
    scheme, approval = result.scheme, result.parameters.bkn_approval
    simulated = " (terbit sesudah tanggal data; hasilnya simulasi)" if result.is_scheme_younger else ""
    return (
        *((str(row.citation), str(row.label)) for row in wide.drop_duplicates("citation").itertuples()),
        (str(scheme.citation), f"Skema penilaian {scheme.label}{simulated}"),
        *(((approval.number, "Persetujuan BKN atas manajemen talenta instansi"),) if approval else ()),
    )
