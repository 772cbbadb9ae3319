"""Ask why an official is, or is not, planned for a post: the bound at once, the exact price on a click."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import ipywidgets as widgets
import numpy as np
import pandas as pd
import traitlets as tl

from talenta_lib.errors import TalentaError
from talenta_lib.placement.explanation import TOLERANCE, Explanation
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.placement.rivals import other_posts
from talenta_lib.placement.why import explain
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Runner, in_background
from talenta_lib.present.explore.scenario_controls import official_labels
from talenta_lib.present.explore.scenario_edit import with_lock
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.explore.why_html import answer_block, evidence

SOLVING: Final = "Menghitung… rencana disusun ulang dengan penempatan ini"
PRICING: Final = "Menghitung… harga jabatan lain"
FAULT: Final = "Perhitungan berhenti karena kesalahan program. Ulangi."


class WhyState(tl.HasTraits):
    """The question (``nip``, ``jabatan_id``) over the plan on the bench, its answer (``facts``), and ``prices`` where computed."""

    nip = tl.Unicode()
    jabatan_id = tl.Unicode()
    facts = tl.Instance(Explanation)
    prices = tl.Instance(pd.DataFrame, allow_none=True)
    message = tl.Unicode("")

    def __init__(self, state: ScenarioState) -> None:
        self.bench = state
        nip, post = closest_question(state.chapter)
        super().__init__(nip=nip, jabatan_id=post, facts=state.chapter.why(nip, post))
        self.observe(self._ask, ["nip", "jabatan_id"])
        state.observe(self._ask, "chapter")

    def _ask(self, _change: object) -> None:
        """Answer at once, with the least price."""
        self.message, self.prices = "", None
        self.facts = self.bench.chapter.why(self.nip, self.jabatan_id)

    def price(self) -> None:
        """Solve the plan again with the pair, then price the other posts; stop where another question is asked."""
        chapter, pair = self.bench.chapter, (self.nip, self.jabatan_id)
        self.message = SOLVING
        facts = explain(chapter.mutasi, *pair, bounds=chapter.bounds)
        if not self._is_asked(chapter, pair):
            return
        self.facts, self.message = facts, PRICING
        prices = other_posts(chapter.mutasi, pair[0], exact=True, bounds=chapter.bounds)
        if self._is_asked(chapter, pair):
            self.prices, self.message = prices, ""

    def _is_asked(self, chapter: Chapter, pair: tuple[str, str]) -> bool:
        return self.bench.chapter is chapter and (self.nip, self.jabatan_id) == pair

    def wish(self) -> None:
        """Lock the pair on the bench; the plan is solved there."""
        try:
            self.bench.wish(with_lock(self.bench.scenario, "wajib", self.nip, self.jabatan_id))
            self.message = "Terkunci di skenario. Tekan Hitung ulang pada bagian rencana."
        except TalentaError as error:
            self.message = str(error)


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


class WhyPanel:
    """The question as a sentence with two selects, then the answer and its evidence."""

    def __init__(self, state: WhyState, *, run: Runner = in_background) -> None:
        self.state, self._run = state, run
        matching = state.bench.matching
        people = sorted(zip(official_labels(matching.officials), matching.officials["nip"], strict=True))
        posts = sorted(zip(post_labels(matching.posts), matching.posts["jabatan_id"], strict=True))
        self.person = _choice(people, "Pejabat yang ditanyakan")
        self.post = _choice(posts, "Jabatan yang ditanyakan")
        self._between, self._answer, self._evidence, self._news = (widgets.HTML() for _ in range(4))
        self.exact = widgets.Button(
            description="Hitung harga pasti", button_style="primary", layout=widgets.Layout(width="auto")
        )
        self.lock = widgets.Button(
            description="Jadikan skenario", tooltip="Kunci penempatan ini", layout=widgets.Layout(width="auto")
        )
        tl.link((state, "nip"), (self.person, "value"))
        tl.link((state, "jabatan_id"), (self.post, "value"))
        self.exact.on_click(lambda _button: self.compute())
        self.lock.on_click(lambda _button: state.wish())
        state.observe(self._follow, ["facts", "prices", "message"])
        self._follow(None)

    @property
    def widget(self) -> widgets.VBox:
        """All of it, one under the other."""
        question = widgets.HBox(
            [_words("Mengapa"), self.person, self._between, self.post, _words("?")],
            layout=widgets.Layout(flex_flow="row wrap"),
        )
        question.add_class("talenta-tanya")
        box = widgets.VBox([question, self._answer, widgets.HBox([self.exact, self.lock, self._news]), self._evidence])
        box.add_class("talenta-isian")
        return box

    def compute(self) -> None:
        """Compute the exact price."""
        self.state.message = SOLVING
        self._run(self.state.price, lambda: self.state.set_trait("message", FAULT))

    def _follow(self, _change: object) -> None:
        """Show the answer and how far it is."""
        facts, is_busy = self.state.facts, self.state.message in (SOLVING, PRICING)
        self._between.value = view.framed(f'<h2 class="temuan">{"di" if facts.is_planned else "bukan di"}</h2>')
        self._answer.value = view.framed(answer_block(facts))
        self._evidence.value = view.framed(evidence(facts, self.state.prices))
        self._news.value = view.framed(
            f'<p class="kabar{" sibuk" if is_busy else ""}" role="status">{escape(self.state.message)}</p>'
        )
        (self._evidence.add_class if self.state.message == SOLVING else self._evidence.remove_class)("talenta-lama")
        self.exact.disabled = is_busy or facts.is_exact
        self.exact.description = "Menghitung…" if is_busy else "Hitung harga pasti"
        self.lock.disabled = is_busy or facts.is_planned or bool(facts.obstacles)


def question_html(chapter: Chapter) -> str:
    """Return the closest question with its exact answer, for a notebook that nobody clicks in."""
    facts = explain(chapter.mutasi, *closest_question(chapter), bounds=chapter.bounds)
    seat = facts.seat
    does = "di" if facts.is_planned else "bukan di"
    return f"<h2>Mengapa {escape(plain_name(seat.nama))} {does} {escape(seat.jabatan)}?</h2>{answer_block(facts)}{evidence(facts)}"


def _choice(options: list[Any], label: str) -> widgets.Dropdown:
    """Return a select in the sentence."""
    return widgets.Dropdown(options=options, tooltip=label, layout=widgets.Layout(width="auto", max_width="520px"))


def _words(text: str) -> widgets.HTML:
    """Return words of the sentence."""
    return widgets.HTML(view.framed(f'<h2 class="temuan">{text}</h2>'))
