"""The record in words: what it proves and what it does not, heads, days and hours, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.present.wording import post_text
from talenta_lib.record import LEDGER_HEAD, Decision, Entry, Kind, Verification, input_hash
from talenta_lib.record.chain import START, Head
from talenta_lib.record.decisions import POSTPONE, STAY, read_decision
from talenta_lib.round.decision_table import OUTCOME_LABELS, outcome_of
from talenta_lib.round.decisions import Sitting
from talenta_lib.terms import format_date, join_words

PROOF: Final = (
    "Setiap catatan memuat sidik catatan sebelumnya; catatan yang kemudian diubah, dihapus, disisipkan, atau ditukar "
    "ditemukan oleh talenta verify dengan kepala yang tercetak.",
    "Ini membuktikan bahwa tidak ada yang diubah sesudah dicatat.",
    "Ini tidak membuktikan bahwa yang dicatat itu benar, lengkap, atau adil.",
)
"""What the record proves and what it does not."""
CHOICE_WORDS: Final = {STAY: "Tetap di jabatannya", POSTPONE: "Ditunda"}
DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_UNITS: Final = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def number_words(number: int) -> str:
    """Say a whole number below ten thousand in words.

    >>> number_words(11), number_words(26), number_words(115), number_words(2024)
    ('sebelas', 'dua puluh enam', 'seratus lima belas', 'dua ribu dua puluh empat')
    """
    if number < 10:
        return _UNITS[number] or "nol"
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{_UNITS[number - 10]} belas"
    size, word, one = (10, "puluh", "") if number < 100 else (100, "ratus", "seratus")
    if number >= 1000:
        size, word, one = 1000, "ribu", "seribu"
    head, rest = divmod(number, size)
    said = one if head == 1 else f"{number_words(head)} {word}"
    return f"{said} {number_words(rest)}" if rest else said


def day_words(day: dt.date) -> str:
    """Say a day as official minutes do.

    >>> day_words(dt.date(2024, 2, 6))
    'Selasa, tanggal enam bulan Februari tahun dua ribu dua puluh empat (06-02-2024)'
    """
    month = format_date(day).split()[1]
    words = f"tanggal {number_words(day.day)} bulan {month} tahun {number_words(day.year)}"
    return f"{DAYS[day.weekday()]}, {words} ({format_date(day, short=True)})"


def time_words(at: dt.datetime) -> str:
    """Say a moment in its own time zone: ``06-02-2024 09.00``."""
    return f"{format_date(at.date(), short=True)} {at:%H.%M}"


def trace_words(part: Mapping[str, Any]) -> str:
    """Return what stands in a page footer after "Jejak masukan": the input hash and, with entries, the ledger head.

    >>> trace_words({"kepala_buku_keputusan": "27:" + "3fa94c1b" * 8}).partition(" · ")[2]
    'Buku 27-3fa94c1b'
    """
    head = _head(part)
    return input_hash(part)[:8] + (f" · Buku {head.short}" if head.seq else "")


def head_words(part: Mapping[str, Any]) -> str:
    """Say the head of the ledger before a run, in full, for the page on where everything came from."""
    head = _head(part)
    return f"Kepala sebelum laporan ini {head.grouped}." if head.seq else "Belum ada catatan sebelum laporan ini."


def _head(part: Mapping[str, Any]) -> Head:
    seq, _, digits = str(part.get(LEDGER_HEAD) or START).partition(":")
    return Head(int(seq), digits)


def verified_words(checked: Verification) -> str:
    """Say what a verification found, in one sentence."""
    if not checked.is_valid:
        return f"Buku keputusan tidak utuh: {checked.problem}"
    if not checked.entries:
        return "Buku keputusan putaran ini belum berisi catatan."
    return f"Buku keputusan utuh: {checked.entries} catatan, semua sidik cocok."


def choice_words(mutasi: Mutasi, choice: str) -> str:
    """Say a suggestion or a decision: the post with its OPD, or what else was chosen."""
    if choice in CHOICE_WORDS:
        return CHOICE_WORDS[choice]
    posts = mutasi.matching.posts
    found = posts[posts["jabatan_id"] == choice]
    return choice if found.empty else post_text(found["jabatan"].iloc[0], found["opd"].iloc[0])


def decided_words(mutasi: Mutasi, decision: Decision) -> str:
    """Say a decision that was recorded, with the number of its entry."""
    officials = mutasi.matching.officials
    who = officials.loc[officials["nip"] == decision.nip, "nama"].iloc[0]
    what = choice_words(mutasi, decision.decision)
    if decision.decision in CHOICE_WORDS:
        what = what.lower()
    outcome = "" if decision.is_postponed else f" ({OUTCOME_LABELS[outcome_of(decision)].lower()})"
    return f"Catatan {decision.seq}: {who}, {what}{outcome}."


def sitting_words(mutasi: Mutasi, wished: int, made: Sitting) -> str:
    """Say what was recorded, why the first of what was refused was not, and what is left to settle."""
    told = f"{len(made.entries)} dari {wished} keputusan tercatat."
    if wished == 1 and made.entries:
        told = decided_words(mutasi, read_decision(made.entries[0]))
    return " ".join([told, *(str(error) for _, error in made.refused[:1]), *made.notes])


def undone_words(seqs: Sequence[int], made: Sequence[Entry]) -> str:
    """Say which entries no longer count, and by which new ones."""
    if len(seqs) == 1:
        return f"Catatan {seqs[0]} dibatalkan oleh catatan {made[0].seq}."
    return f"{len(seqs)} keputusan dibatalkan oleh catatan {made[0].seq}\u2013{made[-1].seq}."


def entry_words(entry: Entry) -> str:
    """Say what an entry is, without a name: its kind and what it is about."""
    content = entry.content or {}
    about = {
        Kind.DECISION: f"{content.get('kode')}: {content.get('keputusan')}",
        Kind.POSTPONED: content.get("kode"),
        Kind.CORRECTION: f"{entry.public.get('jumlah')} perubahan",
        Kind.PURGE: join_words([str(seq) for seq in entry.public.get("seq", ())]),
        Kind.UNDO: entry.public.get("membatalkan"),
        Kind.MEETING: f"{entry.public.get('hadir')} hadir",
    }
    said = "isi dihapus" if entry.is_purged else about.get(entry.kind, entry.public.get("skenario"))
    return entry.label if said is None else f"{entry.label}, {said}"
