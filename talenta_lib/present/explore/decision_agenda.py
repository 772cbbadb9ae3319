"""The agenda of a meeting: in which order its names are decided, and what can be chosen for each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import post_labels
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.record_words import choice_words
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.round.suggestions import official_fact, suggestion
from talenta_lib.terms import Answer


class Turn(StrEnum):
    """Why an official has this place on the agenda, in the order of the agenda."""

    CONTESTED = "diperebutkan"
    ASKS = "bersyarat"
    MOVES = "pindah"
    STAYS = "tetap"


TURN_LABELS: Final = {
    Turn.CONTESTED: "Ada pilihan lain yang hampir sama baik",
    Turn.ASKS: "Perlu alasan, persetujuan, atau verifikasi",
    Turn.MOVES: "Pindah tanpa syarat lain",
    Turn.STAYS: "Tetap di jabatannya",
}


def agenda_of(chapter: Chapter) -> dict[str, Turn]:
    """Return NIP -> why it has its place, in the order of the meeting; who has no post and gets none is left out."""
    mutasi = chapter.mutasi
    moves = mutasi.moves
    asks = moves.loc[moves["answer"] != Answer.LULUS, "nip"]
    turns: list[tuple[Turn, Iterable[object]]] = [
        (Turn.CONTESTED, [nip for nip, _ in chapter.contested_pairs]),
        (Turn.ASKS, asks),
        (Turn.MOVES, moves["nip"]),
        (Turn.STAYS, mutasi.stays["nip"]),
    ]
    found: dict[str, Turn] = {}
    for turn, nips in turns:
        for nip in nips:
            found.setdefault(str(nip), turn)
    return found


def choices_of(mutasi: Mutasi, nip: str) -> list[tuple[str, str]]:
    """Return (words, choice) for an official: the suggestion, tetap, ditunda, then the posts that the rules do not bar."""
    matching, first = mutasi.matching, suggestion(mutasi, nip)
    labels = {
        str(post): str(label)
        for post, label in zip(matching.posts["jabatan_id"], post_labels(matching.posts), strict=True)
    }
    own = official_fact(mutasi, nip, "jabatan_id")
    answers = zip(labels, matching.eligibility.answer[matching.people_index[nip]], strict=True)
    allowed = [post for post, code in answers if ANSWERS[code] != Answer.GUGUR and post != own]
    values = dict.fromkeys([first, STAY, POSTPONE, *sorted(allowed, key=labels.__getitem__)])
    words = {value: labels.get(value) or choice_words(mutasi, value) for value in values}
    return [(f"{said} (usulan)" if value == first else said, value) for value, said in words.items()]
