"""Checks over a grid of pairs as two bit masks, and the answer that the masks give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from talenta_lib.placement.eligibility.check import ANSWERS, Check
from talenta_lib.placement.eligibility.pairs import Pairs
from talenta_lib.terms import Answer

Masks = NDArray[np.uint64]
MOST_CHECKS = 64
"""One bit a check."""


def judge_pairs(checks: Sequence[Check], pairs: Pairs) -> tuple[Masks, Masks]:
    """Return the bits of the checks not met and of those not known, in the shape of the pairs; bit = place in checks.

    Checks of the whole round (scope "putaran") have no bit set.
    """
    if len(checks) > MOST_CHECKS:
        raise ValueError(f"{len(checks)} checks do not fit into {MOST_CHECKS} bits")
    shape = np.broadcast_shapes(pairs.people.shape, pairs.profiles.shape)
    unmet, unknown = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64)
    for place, check in enumerate(checks):
        if check.scope == "putaran":
            continue
        applies, state = check.judge(pairs)
        bit = np.uint64(1 << place)
        unmet |= (applies & (state == 0)) * bit
        unknown |= (applies & (state < 0)) * bit
    return unmet, unknown


def answer_masks(checks: Sequence[Check], unmet: Masks, unknown: Masks) -> NDArray[np.int8]:
    """Return the worst answer of all checks as a place in ``terms.Answer`` (0 lulus ... 4 gugur)."""
    answer = np.zeros(unmet.shape, dtype=np.int8)
    for place, one in enumerate(ANSWERS[1:], start=1):
        bits = np.uint64(sum(1 << bit for bit, check in enumerate(checks) if check.answer == one))
        is_so = (unmet & bits) != 0
        if one == Answer.VERIFIKASI:
            is_so |= unknown != 0
        answer[is_so] = place
    return answer
