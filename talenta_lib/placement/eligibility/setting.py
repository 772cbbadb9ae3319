"""The circumstances of a round that decide which terms are met and which consents a mutasi needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Setting:
    """Facts of the round beside its people and posts.

    Attributes
    ----------
    as_of : day of the data.
    inauguration : planned inauguration; age, time in post, BUP and validity are counted on this day.
    head_status : status of the regional head.
    head_inaugurated : since when the regional head is in office; None = not known.
    bkn_approved : day of BKN's approval of the agency's manajemen talenta; None = none.
    """

    as_of: dt.date
    inauguration: dt.date
    head_status: Literal["definitif", "pj", "plt"] = "definitif"
    head_inaugurated: dt.date | None = None
    bkn_approved: dt.date | None = None

    @property
    def has_bkn_approval(self) -> bool:
        """Whether BKN has approved the manajemen talenta by the planned inauguration."""
        return self.bkn_approved is not None and self.bkn_approved <= self.inauguration
