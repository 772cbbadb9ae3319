"""Pairs of official and post as broadcastable arrays: the same check runs over a grid and over a list of pairs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.facts import Facts
from talenta_lib.placement.eligibility.spans import Ints
from talenta_lib.terms import MoveKind

Array = NDArray[Any]
Flags = NDArray[np.bool_]
KINDS: Final = tuple(MoveKind)
NOT_PROPOSED: Final = -1
"""Kind of a pair that is never proposed: a lower post, or a promotion by more than one level."""


@dataclass(frozen=True)
class Pairs:
    """Officials and profiles by place, in shapes that broadcast: [n, 1] and [1, g], or twice [k]."""

    facts: Facts
    people: Ints
    profiles: Ints

    def person(self, name: str) -> Array:
        """Return an array of the officials, in the shape of ``people``."""
        return self.facts.people[name][self.people]

    def post(self, name: str) -> Array:
        """Return an array of the posts, in the shape of ``profiles``."""
        return self.facts.profiles[name][self.profiles]

    @cached_property
    def kind(self) -> NDArray[np.int8]:
        """How the official would come to the post (place in ``KINDS``), -1 where it is never proposed.

        The same level is a rotasi from a structural post and a penempatan from any other; the next level is a
        promosi. An official whose level is not known is placed (penempatan), subject to verification.
        """
        now, new = self.person("level"), self.post("level")
        sideways = np.where(self.person("is_structural"), KINDS.index(MoveKind.ROTASI), _PLACEMENT)
        kinds = np.select(
            [now < 0, self.is_lower, new == now, new == now + 1],
            [_PLACEMENT, NOT_PROPOSED, sideways, KINDS.index(MoveKind.PROMOSI)],
            NOT_PROPOSED,
        )
        return kinds.astype(np.int8)

    @cached_property
    def is_lower(self) -> Flags:
        """Whether the post is of a lower level, or of the same level and a lower eselon."""
        now, new = self.person("level"), self.post("level")
        eselon, new_eselon = self.person("eselon"), self.post("eselon")
        return np.asarray((new < now) | ((new == now) & (eselon >= 0) & (new_eselon > eselon)))

    @cached_property
    def is_rotation(self) -> Flags:
        """Whether the move is a rotasi."""
        return np.asarray(self.kind == KINDS.index(MoveKind.ROTASI))

    @cached_property
    def is_promotion(self) -> Flags:
        """Whether the move is a promosi."""
        return np.asarray(self.kind == KINDS.index(MoveKind.PROMOSI))

    @cached_property
    def is_placement(self) -> Flags:
        """Whether the move is a penempatan."""
        return np.asarray(self.kind == _PLACEMENT)

    @cached_property
    def is_appointment(self) -> Flags:
        """Whether the official is new to the level of the post: promosi or penempatan."""
        return self.is_promotion | self.is_placement


_PLACEMENT: Final = KINDS.index(MoveKind.PENEMPATAN)
