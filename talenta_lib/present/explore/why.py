"""Ask why an official is, or is not, planned for a post: the bound at once, the exact price on a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.why import explain
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Guard, Runner, in_background, unguarded
from talenta_lib.present.explore.choice import Clickable, SearchChoice
from talenta_lib.present.explore.scenario_html import lifted
from talenta_lib.present.explore.scenario_locks import holders_of, official_choices, post_choices
from talenta_lib.present.explore.why_html import NOTE, answer_block, columns, evidence
from talenta_lib.present.explore.why_state import SOLVING, WhyState, closest_question
from talenta_lib.present.theme import on_screen
from talenta_lib.present.wording import plain_post

FAULT: Final = "Perhitungan berhenti karena kesalahan program. Ulangi."


class WhyPanel:
    """The question as a sentence with two searched fields, then the answer and its evidence.

    ``is_page``: the answer is the heading of a page; ``is_open``: whether it can become a wish;
    ``more`` stands beside the buttons; ``tools`` returns the buttons that save a picture.
    """

    def __init__(
        self,
        state: WhyState,
        *,
        run: Runner = in_background,
        guard: Guard = unguarded,
        is_page: bool = False,
        is_open: bool = True,
        more: Sequence[widgets.Widget] = (),
        tools: Callable[[str], str] | None = None,
    ) -> None:
        self.state, self._run, self._is_page, self._tools = state, run, is_page, tools
        self._frame = lifted if is_page else on_screen
        self.person, self.post = (
            SearchChoice(label="Pejabat yang ditanyakan"),
            SearchChoice(label="Jabatan yang ditanyakan"),
        )
        self._between, self.answer, self.news = (widgets.HTML() for _ in range(3))
        self.columns, self.asked = [Clickable(marked=None) for _ in range(3)], Clickable(marked=None)
        self.exact = _button("Hitung harga pasti", "Susun ulang rencana dengan penempatan ini", kind="primary")
        self.stop = _button("Berhenti", "Cukup dengan yang sudah diketahui")
        self.lock = _button("Jadikan skenario", "Kunci penempatan ini")
        self.buttons = [self.exact, self.stop, *([self.lock] if is_open else [])]
        self._is_following = False
        self.person.observe(guard(self._take), "value")
        self.post.observe(guard(self._take), "value")
        self.exact.on_click(guard(lambda _button: self.compute()))
        self.stop.on_click(guard(lambda _button: state.stop()))
        self.lock.on_click(guard(lambda _button: state.wish()))
        for part in (*self.columns, self.asked):
            part.on_pick(guard(self._pick))
        left, middle, right = (widgets.VBox([one]) for one in self.columns)
        self.old = (left, middle, right)
        actions = widgets.HBox([*self.buttons, *more], layout=widgets.Layout(flex_flow="row wrap", grid_gap="6px 8px"))
        notes = widgets.VBox([widgets.HTML(view.framed(f'<p class="sub">{NOTE}</p>')), self.asked])
        sections = (widgets.VBox([left]), widgets.VBox([middle, actions, self.news]), widgets.VBox([right, notes]))
        self.evidence = widgets.Box(sections)
        self.evidence.add_class("talenta-bukti")
        state.observe(guard(self._follow), ["facts", "prices", "message", "nip", "jabatan_id"])
        self._offered: Chapter | None = None
        self._follow(None)

    @property
    def question(self) -> widgets.HBox:
        """The question as a sentence."""
        fields = [widgets.Box([one]) for one in (self.person, self.post)]
        parts = [_words("Mengapa"), fields[0], self._between, fields[1], _words("?")]
        question = widgets.HBox(parts, layout=widgets.Layout(flex_flow="row wrap"))
        question.add_class("talenta-tanya")
        return question

    @property
    def widget(self) -> widgets.VBox:
        """All of it: question and answer over three columns, with what can be done in the middle one."""
        box = widgets.VBox([self.question, self.answer, self.evidence])
        box.add_class("talenta-isian")
        return box

    def compute(self) -> None:
        """Compute the exact price."""
        self.state.message = SOLVING
        self._run(self._price, self._fail)

    def _price(self) -> None:
        try:
            self.state.price()
        except TalentaError as error:
            self.state.message = self.state.bench.covered(str(error))

    def _fail(self) -> None:
        self.state.message = FAULT

    def _offer(self) -> None:
        """Offer everybody and every post, as they may be looked at."""
        bench = self.state.bench
        self._offered, matching = bench.shown, bench.shown.mutasi.matching
        self._is_following = True
        self.person.offer(official_choices(matching.officials), bench.shown_id(self.state.nip))
        self.post.offer(post_choices(matching.posts, holders_of(matching.officials)), self.state.jabatan_id)
        self._is_following = False

    def _take(self, _change: object) -> None:
        """Ask about what was chosen in the fields."""
        if not self._is_following and self.person.value and self.post.value:
            self._put(self.person.value, self.post.value)

    def _pick(self, part: str) -> None:
        """Ask about an official, a post, or an earlier question, that was chosen in the answer."""
        kind, _, rest = part.partition(":")
        shown_id, _, post = rest.partition("@")
        here = self.state.bench.shown_id(self.state.nip)
        pairs = {
            "siapa": (rest, self.state.jabatan_id), "jabatan": (here, rest), "tanya": (shown_id, post),
        }  # fmt: skip
        self._put(*pairs[kind])

    def _put(self, shown_id: str, jabatan_id: str) -> None:
        with self.state.hold_trait_notifications():  # one question, one answer
            self.state.nip, self.state.jabatan_id = self.state.bench.nip_of(shown_id), jabatan_id

    def _follow(self, _change: object) -> None:
        """Show the answer and how far it is."""
        state = self.state
        facts, is_busy = state.facts, state.is_busy
        if state.bench.shown is not self._offered:
            self._offer()
        self._is_following = True
        self.person.value, self.post.value = state.bench.shown_id(state.nip), state.jabatan_id
        self._is_following = False
        self._between.value = view.framed(f'<span class="kata">{"di" if facts.is_planned else "bukan di"}</span>')
        self.answer.value = view.framed(answer_block(facts, tag="h1" if self._is_page else "p"))
        for part, text in zip(
            self.columns, columns(facts, state.prices, is_pickable=True, tools=self._tools), strict=True
        ):
            part.html = self._frame(text)
        self.asked.html = asked_html(state)
        self.news.value = view.framed(
            f'<p class="kabar{" sibuk" if is_busy else ""}" role="status">{escape(state.message)}</p>'
        )
        for old in self.old:
            (old.add_class if state.message == SOLVING else old.remove_class)("talenta-lama")
        self.exact.disabled, self.stop.layout.display = is_busy or facts.is_exact, "" if is_busy else "none"
        self.exact.description = "Menghitung…" if is_busy else "Hitung harga pasti"
        self.lock.disabled = is_busy or facts.is_planned or bool(facts.obstacles)


def asked_html(state: WhyState) -> str:
    """Return the earlier questions as buttons that ask them again; empty for none."""
    matching = state.bench.shown.mutasi.matching
    posts = matching.posts.set_index("jabatan_id")["jabatan"]
    names = matching.officials.set_index("nip")["nama"]
    parts = []
    for nip, post in state.asked[1:]:
        shown_id = state.bench.shown_id(nip)
        words = f"{plain_name(str(names[shown_id]))} di {plain_post(posts[post])}"
        parts.append(
            f'<button type="button" class="petik" data-pilih="tanya:{escape(shown_id)}@{escape(post)}">{escape(words)}</button>'
        )
    return f'<p class="sub lalu">Pertanyaan sebelumnya: {" · ".join(parts)}</p>' if parts else ""


def question_html(chapter: Chapter) -> str:
    """Return the closest question with its exact answer, for a notebook that nobody clicks in."""
    facts = explain(chapter.mutasi, *closest_question(chapter), bounds=chapter.bounds)
    seat = facts.seat
    does = "di" if facts.is_planned else "bukan di"
    return f"<h2>Mengapa {escape(plain_name(seat.nama))} {does} {escape(seat.jabatan)}?</h2>{answer_block(facts)}{evidence(facts)}"


def _button(label: str, tip: str, kind: str = "") -> widgets.Button:
    return widgets.Button(description=label, tooltip=tip, button_style=kind, layout=widgets.Layout(width="auto"))


def _words(text: str) -> widgets.HTML:
    """Return words of the sentence."""
    return widgets.HTML(view.framed(f'<span class="kata">{text}</span>'))
