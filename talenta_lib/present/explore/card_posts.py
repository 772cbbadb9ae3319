"""Posts of an official on the card: what the plan says, vacant posts open to the official, other posts that fit."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd

from talenta_lib.placement.rivals import other_posts, planned_seat
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.wording import count_words
from talenta_lib.round import RoundResult
from talenta_lib.terms import format_number

READY: Final = {"siap": "siap sekarang", "siap_1_2_tahun": "siap 1–2 tahun lagi"}


def posts_block(result: RoundResult, person: pd.Series, chapter: Chapter | None) -> str:
    """Return vacant posts that the official is a candidate for, then the plan and the best other posts.

    ``fit_score`` of a candidate is the kesesuaian of the first look; the fit of a plan is its kecocokan.
    """
    nip = str(person["nip"])
    mine = result.candidates[result.candidates["nip"] == nip]
    vacant = int(result.posts["is_vacant"].sum())
    parts = [f"<h3>{_ready_title(mine, vacant)}</h3>", _listed([
        (str(row.jabatan), f"{READY[str(row.readiness)]}, kesesuaian", float(str(row.fit_score)))
        for row in mine.itertuples()
    ])]  # fmt: skip
    if chapter is not None:
        parts.append(_in_plan(chapter, nip, str(person["jabatan_id"])))
    return "".join(parts)


def _ready_title(mine: pd.DataFrame, vacant: int) -> str:
    """Say for how many vacant posts the official is ready, now or soon."""
    ready = int((mine["readiness"] == "siap").sum())
    of_all = f"{count_words(vacant)} jabatan kosong"
    if not vacant:
        return "Tidak ada jabatan kosong"
    if ready:
        return f"Siap untuk {count_words(ready)} dari {of_all}"
    if len(mine):
        return f"Siap 1–2 tahun lagi untuk {count_words(len(mine))} dari {of_all}"
    return f"Belum tercatat sebagai calon untuk {of_all}"


def _in_plan(chapter: Chapter, nip: str, held: str) -> str:
    """Return the post of the plan and the best others open in its scenario; nothing for who takes no part."""
    mutasi = chapter.mutasi
    row = mutasi.matching.people_index.get(nip)
    planned = None if row is None else planned_seat(mutasi, row)
    others = other_posts(mutasi, nip, bounds=chapter.bounds)
    if planned is None and others.empty:
        return ""
    seats = []
    if planned is not None:
        verb = "Tetap di" if planned.jabatan_id == held else "Pindah ke"
        seats.append((f"{verb} {planned.jabatan}", "kecocokan", planned.fit))
    rest = [(str(post.jabatan), "kecocokan", float(str(post.fit))) for post in others.itertuples()]
    title = "<h3>Jabatan lain yang paling cocok</h3>" if rest else ""
    return f"<h3>Menurut skenario ini</h3>{_listed(seats)}{title}{_listed(rest)}"


def _listed(seats: list[tuple[str, str, float]]) -> str:
    """Return posts as lines: name at the left, words and number at the right."""
    lines = "".join(
        f"<li><span>{escape(post)}</span><span>{words} <b>{format_number(fit)}</b></span></li>"
        for post, words, fit in seats
    )
    return f'<ul class="jabatan-lain">{lines}</ul>' if lines else ""
