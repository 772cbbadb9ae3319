"""What a plan costs, what is open to dispute, and what every name needs: the blocks of the second page."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd

from talenta_lib.placement.ranking import plain_name
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.plan_words import emptied_posts, fallen, for_all_words, levels_of, needs_by_kind
from talenta_lib.present.wording import capital, count_words
from talenta_lib.terms import ASKED_LABELS, Answer, MoveKind, join_words

MOST_NAMED: Final = 3
PRICE: Final = "Nilai rencana: jumlah kecocokan semua pejabat{weighed}. Harga: turunnya bila nama itu di jabatan lain."


def price_block(chapter: Chapter) -> str:
    """Return what the plan costs: whose fit falls, what it leaves vacant, consents, reasons, papers."""
    items = [_fall_words(chapter), _vacancy_words(chapter), *(_need_words(chapter, answer) for answer in
             (Answer.PERSETUJUAN, Answer.ALASAN, Answer.VERIFIKASI))]  # fmt: skip
    rows = "".join(f"<tr><th scope=row>{head}</th><td>{text}</td></tr>" for head, text in items)
    return f'<div><h2>Harganya</h2><table class="t harga"><tbody>{rows}</tbody></table></div>'


def _fall_words(chapter: Chapter) -> tuple[str, str]:
    """Say whose fit falls."""
    lower = fallen(chapter.mutasi)
    if lower.empty:
        return "0", "orang yang kecocokannya turun"
    promoted = int((lower["kind"] == MoveKind.PROMOSI).sum())
    risen = f", {promoted} di antaranya naik jenjang" if promoted else ""
    return str(len(lower)), f"orang kecocokannya turun{risen}. Paling jauh: {_names(lower)}"


def _names(moves: pd.DataFrame) -> str:
    """Name the first few, and say how many more there are."""
    names = [escape(plain_name(str(nama))) for nama in moves["nama"].head(MOST_NAMED)]
    rest = len(moves) - len(names)
    return join_words([*names, *([f"{rest} lainnya"] if rest else [])])


def _vacancy_words(chapter: Chapter) -> tuple[str, str]:
    """Say which posts are vacant afterwards."""
    table = chapter.mutasi.vacancies
    empty, opened = table[table["is_vacant"]], emptied_posts(chapter.mutasi)
    if empty.empty:
        return "0", "jabatan kosong sesudah rencana"
    left = f"; {len(opened)} baru ditinggalkan" if len(opened) else ""
    return str(len(empty)), f"jabatan kosong sesudah rencana, {levels_of(empty)}{left}"


def _need_words(chapter: Chapter, answer: Answer) -> tuple[str, str]:
    """Say how many names need a consent, a reason or a paper, and which most of all."""
    apart = " di luar yang berlaku bagi semua" if answer == Answer.PERSETUJUAN and len(chapter.round_wide) else ""
    names, words = chapter.preflight.counts[answer], f"nama {ASKED_LABELS[answer]}{apart}"
    said = [f"{escape(need)} ({count})" for need, count in needs_by_kind(chapter, answer)[:MOST_NAMED]]
    if not said:
        return str(names), words
    return str(names), f"{words}: {'; '.join(said)}"


def contested_block(chapter: Chapter) -> str:
    """Return the names whose other place costs the plan least, a sentence each; then who fits as well elsewhere."""
    equals = f'<p class="sub">{escape(chapter.equals)}</p>'
    if not chapter.contested:
        return f"<h2>Tidak ada pilihan lain yang mengurangi nilai rencana</h2>{equals}"
    rows = "".join(
        f'<tr><th scope="row">{escape(one.seat.nama)}</th><td>{escape(one.sentences[0])}</td></tr>'
        for one in chapter.contested
    )
    title = f"{capital(count_words(len(chapter.contested)))} pilihan lain dan harganya"
    price = PRICE.format(weighed=" menurut bobot jenjang" if chapter.mutasi.scenario.jenjang_weights else "")
    return f'<h2>{title}</h2><p class="sub">{price}</p><table class="t debat"><tbody>{rows}</tbody></table>{equals}'


def for_every_name(chapter: Chapter) -> str:
    """Return what every name needs alike, said once."""
    words = for_all_words(chapter.round_wide)
    return f'<div class="sebab"><b>Berlaku bagi semua nama:</b> {escape(words)}.</div>' if words else ""
