"""The steps of a meeting that can be undone and redone, as plain text that is kept with the room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from talenta_lib.round.decisions import Wish

Step = tuple[str, ...]
"""A change of the scenario (``SCENARIO``), or decisions that were made in one go (:func:`deciding`)."""
SCENARIO: Final[Step] = ("skenario",)
_DECIDED: Final = "keputusan"


def deciding(wishes: Iterable[Wish]) -> Step:
    """Return the step of recording decisions: after its name, NIP, choice and reason of each."""
    return (_DECIDED, *(value for wish in wishes for value in (wish.who, wish.choice, wish.reason)))


def decided(step: Step) -> list[Wish]:
    """Return the decisions of a step; none of a change of the scenario.

    >>> decided(deciding([Wish("1", "tetap"), Wish("2", "ditunda", "Menunggu berkas")]))[1].reason, decided(SCENARIO)
    ('Menunggu berkas', [])
    """
    return [Wish(*one) for one in zip(step[1::3], step[2::3], step[3::3], strict=True)]


def without(past: tuple[Step, ...], nip: str) -> tuple[Step, ...]:
    """Return the steps without the last decision on an official."""
    places = [place for place, step in enumerate(past) if nip in [wish.who for wish in decided(step)]]
    if not places:
        return past
    place = places[-1]
    others = [wish for wish in decided(past[place]) if wish.who != nip]
    return (*past[:place], *([deciding(others)] if others else []), *past[place + 1 :])
