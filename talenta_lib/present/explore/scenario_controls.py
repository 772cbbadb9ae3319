"""The controls that compose a scenario: locks, answers, promotion, vacant posts; each changes one wish of the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.placement.ranking import post_labels
from talenta_lib.present.drawing import shorten
from talenta_lib.present.explore import view
from talenta_lib.present.explore.scenario_edit import (
    LOCKS,
    NEEDS_OFFICIAL,
    NEEDS_POST,
    locks_of,
    vacancy_wish,
    vacant_posts,
    with_lock,
    with_vacancy,
    without_lock,
)
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.terms import ANSWER_LABELS, Answer

BY_RULE, NO_PROMOTION, FROM_KOTAK = "menurut ketentuan", "tidak ada", "dari kotak pilihan"
WISHES: Final = ["bebas", "harus terisi", "biarkan kosong"]
FULL = {"width": "98%"}
NARROW = {"description_width": "64px"}
LOCK_HINT: Final = "Belum ada kunci. Tetap: tidak pindah. Cadangkan: jabatan di luar rencana."
VACANT_HINT: Final = "Tidak ada jabatan kosong pada putaran ini."


class Composer:
    """The controls; ``widget`` holds them as folding parts."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        self.locks, self.rules, self.vacancies = LockEditor(state), RuleEditor(state), VacancyEditor(state)
        parts = {
            "Kunci": self.locks.widget,
            "Jawaban dan promosi": self.rules.widget,
            "Jabatan kosong": self.vacancies.widget,
        }
        self.widget = folded(parts)


class LockEditor:
    """Pick a kind, an official and a post; the locks of the scenario stand below, each with its button to remove it."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        matching = state.matching
        self._people = dict(zip(official_labels(matching.officials), matching.officials["nip"], strict=True))
        self._posts = dict(zip(post_labels(matching.posts), matching.posts["jabatan_id"], strict=True))
        self.kind = widgets.Dropdown(options=list(LOCKS), description="Kunci", layout=FULL, style=NARROW)
        self.person = _typed_choice("Pejabat", self._people)
        self.post = _typed_choice("Jabatan", self._posts)
        self.add = widgets.Button(description="Tambah kunci")
        self._held = widgets.VBox()
        self.widget = widgets.VBox([self.kind, self.person, self.post, self.add, self._held])
        self.kind.observe(self._fit_fields, "value")
        self.add.on_click(self._add)
        state.observe(self._follow, "scenario")
        self._fit_fields(None)
        self._follow(None)

    def _fit_fields(self, _change: object) -> None:
        """Leave only the fields that the kind needs."""
        self.person.layout.display = "" if self.kind.value in NEEDS_OFFICIAL else "none"
        self.post.layout.display = "" if self.kind.value in NEEDS_POST else "none"

    def _add(self, _button: object) -> None:
        try:
            nip, post = self._people.get(self.person.value, ""), self._posts.get(self.post.value, "")
            self.state.wish(with_lock(self.state.scenario, self.kind.value, str(nip), str(post)))
            self.person.value = self.post.value = ""
        except TalentaError as error:
            self.state.fail(error)

    def _follow(self, _change: object) -> None:
        """Show the locks of the scenario."""
        try:
            locks = locks_of(self.state.scenario, self.state.matching)
        except TalentaError as error:
            self.state.fail(error)
            return
        self._held.children = [self._row(lock.words, lock) for lock in locks] or [_hint(LOCK_HINT)]

    def _row(self, words: str, lock: Any) -> widgets.HBox:
        remove = widgets.Button(description="Hapus", tooltip=f"Hapus: {words}", layout=widgets.Layout(width="70px"))
        remove.on_click(lambda _button: self.state.wish(without_lock(self.state.scenario, lock)))
        label = widgets.Label(words, layout=widgets.Layout(flex="1 1 auto"))
        return widgets.HBox([label, remove])


class RuleEditor:
    """Which answers of the rules are allowed, and from which kotak a promotion."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        optional = [answer for answer in Answer if answer not in (Answer.LULUS, Answer.GUGUR)]
        self.answers = {
            answer: widgets.Checkbox(description=ANSWER_LABELS[answer], indent=False) for answer in optional
        }
        self.promotion = widgets.Dropdown(
            options=[BY_RULE, NO_PROMOTION, FROM_KOTAK], description="Promosi", layout=FULL, style=NARROW
        )
        self.kotak = widgets.SelectMultiple(
            options=range(9, 0, -1), description="Kotak", rows=4, layout=FULL, style=NARROW
        )
        self.widget = widgets.VBox(
            [_hint("Nama yang lulus selalu diterima; juga:"), *self.answers.values(), self.promotion, self.kotak]
        )
        self._is_following = False
        for control in (*self.answers.values(), self.promotion, self.kotak):
            control.observe(self._choose, "value")
        state.observe(self._follow, "scenario")
        self._follow(None)

    def _choose(self, _change: object) -> None:
        if self._is_following:
            return
        answers = (Answer.LULUS, *(answer for answer, box in self.answers.items() if box.value))
        boxes: dict[str, tuple[int, ...] | None] = {BY_RULE: None, NO_PROMOTION: (), FROM_KOTAK: self.kotak.value}
        self.state.change(answers=answers, promotion_kotak=boxes[self.promotion.value])

    def _follow(self, _change: object) -> None:
        self._is_following = True
        kotak = self.state.scenario.promotion_kotak
        for answer, box in self.answers.items():
            box.value = answer in self.state.scenario.answers
        if kotak is None or kotak or self.promotion.value != FROM_KOTAK:
            self.promotion.value = BY_RULE if kotak is None else FROM_KOTAK if kotak else NO_PROMOTION
        self.kotak.value = kotak or ()
        self.kotak.layout.display = "" if self.promotion.value == FROM_KOTAK else "none"
        self._is_following = False


class VacancyEditor:
    """For each vacant post: free, must be filled, or left vacant."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        self.wishes = {
            str(post.jabatan_id): widgets.Dropdown(options=WISHES, layout=widgets.Layout(width="130px"))
            for post in vacant_posts(state.matching).itertuples()
        }
        rows = [self._row(str(post.jabatan_id), str(post.label)) for post in vacant_posts(state.matching).itertuples()]
        self.widget = widgets.VBox(rows or [_hint(VACANT_HINT)])
        self._is_following = False
        state.observe(self._follow, ["scenario", "status"])
        self._follow(None)

    def _row(self, jabatan_id: str, label: str) -> widgets.HBox:
        control = self.wishes[jabatan_id]
        control.observe(partial(self._choose, jabatan_id), "value")
        name = widgets.Label(shorten(label, 30), tooltip=label, layout=widgets.Layout(flex="1 1 auto"))
        return widgets.HBox([name, control])

    def _choose(self, jabatan_id: str, change: Mapping[str, Any]) -> None:
        if self._is_following:
            return
        try:
            self.state.wish(with_vacancy(self.state.scenario, self.state.matching, jabatan_id, change["new"]))
        except TalentaError as error:
            self.state.fail(error)

    def _follow(self, _change: object) -> None:
        self._is_following = True
        for jabatan_id, control in self.wishes.items():
            control.value = vacancy_wish(self.state.scenario, self.state.matching, jabatan_id)
        self._is_following = False


def folded(parts: Mapping[str, widgets.Widget]) -> widgets.VBox:
    """Return parts that unfold under a button with their title; unlike an Accordion, it works from the keyboard."""
    return widgets.VBox([_fold(title, content) for title, content in parts.items()])


def _fold(title: str, content: widgets.Widget) -> widgets.VBox:
    """Return one part, folded."""
    switch = widgets.ToggleButton(description=f"▸ {title}", layout=FULL)
    switch.add_class("talenta-lipat")
    content.layout.display = "none"

    def turn(change: Mapping[str, Any]) -> None:
        content.layout.display = "" if change["new"] else "none"
        switch.description = f"{'▾' if change['new'] else '▸'} {title}"

    switch.observe(turn, "value")
    return widgets.VBox([switch, content])


def official_labels(officials: Any) -> Iterable[str]:
    """Return how to call each official in a list: name and code, so that no two are called the same."""
    return officials["nama"] + " (" + officials["code"].fillna(officials["nip"]) + ")"


def _typed_choice(label: str, options: Iterable[str]) -> widgets.Combobox:
    """Return a field with suggestions; what is typed must be one of them."""
    return widgets.Combobox(
        options=list(options),
        description=label,
        placeholder="Ketik untuk mencari",
        ensure_option=True,
        layout=FULL,
        style=NARROW,
    )


def _hint(words: str) -> widgets.HTML:
    """Return one quiet sentence."""
    return widgets.HTML(view.framed(f'<p class="sub">{words}</p>'))
