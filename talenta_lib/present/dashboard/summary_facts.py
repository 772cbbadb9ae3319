"""What the first page says: what must be decided today, how complete the data are, what is left of the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.wording import capital
from talenta_lib.round import RoundResult
from talenta_lib.round.decision_table import Outcome, decision_totals
from talenta_lib.terms import ASKED_LABELS, Answer

MOST_KINDS: Final = 6
"""Kinds of data that are drawn; the table behind the picture has them all."""


@dataclass(frozen=True)
class Item:
    """Something that waits: how many of what, and the page where it is settled. ``nip``: the name to open there."""

    count: int
    words: str
    page: Page
    nip: str = ""


def waiting_items(state: DashboardState) -> list[Item]:
    """Return what must be decided or settled, those without anything left out, in the order of the meeting."""
    result, people, chapter = state.result, state.result.people, state.bench.chapter
    open_nips = state.decisions.open_nips
    contested = [nip for nip, _ in chapter.contested_pairs if nip in set(open_nips)]
    asked = chapter.preflight.counts
    items = [
        Item(len(open_nips), f"dari {len(state.decisions.table)} nama belum diputuskan", Page.DECISIONS),
        Item(len(contested), "nama punya pilihan lain yang hampir sama baik", Page.DECISIONS, (*contested, "")[0]),
        *(
            Item(asked[answer], f"nama {ASKED_LABELS[answer]}", Page.DECISIONS)
            for answer in (Answer.ALASAN, Answer.PERSETUJUAN, Answer.VERIFIKASI)
        ),
        Item(int(chapter.mutasi.totals["vacant_after"]), "jabatan tetap kosong sesudah rencana", Page.SCENARIO),
        Item(int(people["is_borderline"].sum()), "pejabat di garis batas, dibahas lebih dahulu", Page.MAP),
        Item(int(people["kotak"].isna().sum()), "pejabat belum dapat ditetapkan kotaknya", Page.DATA),
        Item(int(not result.is_scheme_confirmed), "skema penilaian belum disahkan instansi", Page.DATA),
        Item(len(result.unverified_rules), "ketentuan belum disahkan: laporan masih KONSEP", Page.DATA),
        Item(int(state.decisions.meeting is None), "rapat belum dicatat: tempat, hari, yang hadir", Page.DECISIONS),
    ]
    return [item for item in items if item.count]


def left_words(state: DashboardState, page: Page) -> str:
    """Say what is left to do on a page; empty where nothing is."""
    totals = decision_totals(state.decisions.table)
    borderline = int(state.result.people["is_borderline"].sum())
    said = {
        Page.MAP: f"{borderline} di garis batas" if borderline else "",
        Page.SCENARIO: "skenario berubah, belum dihitung" if state.bench.is_stale else "",
        Page.DECISIONS: f"{totals[Outcome.OPEN]} nama belum diputuskan" if totals[Outcome.OPEN] else "",
        Page.DATA: "masih KONSEP" if state.result.is_draft else "",
        Page.MINUTES: "" if state.decisions.meeting else "rapat belum dicatat",
    }
    return said.get(page, "")


def completeness(result: RoundResult) -> pd.DataFrame:
    """Return how complete the data are: what, there (how many officials or rows have it), of, lacking; worst first."""
    people, total = result.people, len(result.people)
    lacking = people.loc[people["missing"].ne(""), "missing"].str.split("; ").explode().value_counts()
    held = sum(one.quarantined for one in result.intake.files)
    accepted = sum(one.accepted for one in result.intake.files)
    rows = [
        ("Kotak dapat ditetapkan", total - int(people["kotak"].isna().sum()), total),
        ("Baris data diterima", accepted, accepted + held),
        *((capital(str(kind)), total - int(count), total) for kind, count in lacking.items()),
    ]
    table = pd.DataFrame(rows, columns=["what", "there", "of"])
    return table.assign(lacking=table["of"] - table["there"])


def completeness_finding(result: RoundResult) -> str:
    """Say how many officials lack nothing."""
    total, lacking = len(result.people), int(result.people["missing"].ne("").sum())
    return f"Data {total - lacking} dari {total} pejabat lengkap" if lacking else f"Data semua {total} pejabat lengkap"
