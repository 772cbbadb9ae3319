"""The why question over the plan on the bench, and its answer; knows no widget."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import traitlets as tl

from talenta_lib.errors import TalentaError
from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.placement.rivals import other_posts
from talenta_lib.placement.why import explain
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore.scenario_edit import put_lock
from talenta_lib.present.explore.scenario_state import ScenarioState

SOLVING: Final = "Menghitung… rencana disusun ulang dengan penempatan ini"
PRICING: Final = "Menghitung… harga jabatan lain"
STOPPED: Final = "Dihentikan; yang tampil harga paling sedikit."
LOCKED: Final = "Terkunci di skenario. Tekan Hitung ulang pada bagian rencana."
MOST_ASKED: Final = 6
"""How many questions are remembered, the one at hand among them."""


class WhyState(tl.HasTraits):
    """The question (``nip``, ``jabatan_id``) over the plan on the bench, its answer (``facts``), and ``prices`` where computed.

    ``nip`` is the NIP also while the bench is blind; the answer then speaks in codes. ``asked`` are the last questions
    (NIP, jabatan_id), the one at hand first.
    """

    nip = tl.Unicode()
    jabatan_id = tl.Unicode()
    facts = tl.Instance(Explanation)
    prices = tl.Instance(pd.DataFrame, allow_none=True)
    message = tl.Unicode("")
    asked = tl.Tuple()

    def __init__(self, state: ScenarioState) -> None:
        self.bench, self._runs = state, 0
        nip, post = closest_question(state.chapter)
        self._answered: tuple[Chapter, tuple[str, str]] = (state.shown, (nip, post))
        super().__init__(
            nip=nip, jabatan_id=post, facts=state.shown.why(state.shown_id(nip), post), asked=((nip, post),)
        )
        self.observe(self._ask, ["nip", "jabatan_id"])
        state.observe(self._ask, ["chapter", "is_blind"])

    def _ask(self, _change: object) -> None:
        """Answer at once, with the least price; once for a question of two changes."""
        chapter, pair = self.bench.shown, (self.nip, self.jabatan_id)
        if chapter is self._answered[0] and pair == self._answered[1]:
            return
        self._answered = (chapter, pair)
        self.message, self.prices = "", None
        self.asked = (pair, *(one for one in self.asked if one != pair))[:MOST_ASKED]
        self.facts = chapter.why(self.bench.shown_id(self.nip), self.jabatan_id)

    def price(self) -> None:
        """Solve the plan again with the pair, then price the other posts; stop where another question is asked."""
        chapter, pair = self.bench.shown, (self.bench.shown_id(self.nip), self.jabatan_id)
        self._runs += 1
        own_run = self._runs

        def is_over() -> bool:
            is_asked = self.bench.shown is chapter and (self.bench.shown_id(self.nip), self.jabatan_id) == pair
            return own_run != self._runs or not is_asked

        try:
            self.message = SOLVING
            facts = explain(chapter.mutasi, *pair, bounds=chapter.bounds, should_stop=is_over)
            if is_over():
                return
            self.facts, self.message = facts, PRICING
            prices = other_posts(chapter.mutasi, pair[0], exact=True, bounds=chapter.bounds, should_stop=is_over)
            if not is_over():
                self.prices, self.message = prices, ""
        except TalentaError as error:
            if not is_over():
                self.message = self.bench.covered(str(error))

    @property
    def is_busy(self) -> bool:
        """Whether a price is being computed."""
        return self.message in (SOLVING, PRICING)

    def stop(self) -> None:
        """Leave it at what is known so far."""
        self._runs += 1
        if self.is_busy:
            self.message = STOPPED

    def wish(self) -> None:
        """Lock the pair on the bench; the plan is solved there."""
        bench = self.bench
        try:
            bench.wish(put_lock(bench.scenario, bench.matching, "wajib", self.nip, self.jabatan_id))
            self.message = LOCKED
        except TalentaError as error:
            self.message = bench.covered(str(error))


def closest_question(chapter: Chapter) -> tuple[str, str]:
    """Return the mover and the other post that cost the plan least, but something: the question most likely asked.

    Without one: the first official of the scenario and the post held, or the first post.
    """
    costs = chapter.elsewhere.where(chapter.elsewhere > TOLERANCE, np.inf)
    if costs.size and np.isfinite(least := costs.min(axis=1)).any():
        nip = str(least.idxmin())
        return nip, str(costs.loc[nip].idxmin())
    options = chapter.mutasi.options
    held = options.officials["jabatan_id"].iloc[0]
    return str(options.officials["nip"].iloc[0]), str(options.posts["jabatan_id"].iloc[0] if pd.isna(held) else held)
