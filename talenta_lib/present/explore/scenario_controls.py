"""The controls that compose a scenario: answers, promotion, vacant posts; each changes one wish of the state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.present.explore.background import Guard, unguarded
from talenta_lib.present.explore.scenario_edit import vacancy_wish, vacant_posts, with_vacancy
from talenta_lib.present.explore.scenario_limits import LimitEditor
from talenta_lib.present.explore.scenario_locks import FULL, NARROW, LockEditor, hint
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.theme import KOTAK_ROWS
from talenta_lib.terms import ANSWER_LABELS, Answer

BY_RULE, NO_PROMOTION, FROM_KOTAK = "menurut ketentuan", "tidak ada", "dari kotak pilihan"
WISHES: Final = ["bebas", "harus terisi", "biarkan kosong"]
VACANT_HINT: Final = "Tidak ada jabatan kosong pada putaran ini."


class Composer:
    """The controls; ``widget`` holds them as folding parts."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        self.locks, self.rules, self.vacancies = LockEditor(state), RuleEditor(state), VacancyEditor(state)
        self.limits = LimitEditor(state)
        parts = {
            "Kunci": self.locks.widget,
            "Jawaban dan promosi": self.rules.widget,
            "Jabatan kosong": self.vacancies.widget,
            "Batas lain": self.limits.widget,
        }
        self.widget = folded(parts)


class RuleEditor:
    """Which answers of the rules are allowed, and from which kotak a promotion."""

    def __init__(self, state: ScenarioState, *, guard: Guard = unguarded) -> None:
        self.state = state
        optional = [answer for answer in Answer if answer not in (Answer.LULUS, Answer.GUGUR)]
        self.answers = {answer: _tick(ANSWER_LABELS[answer]) for answer in optional}
        self.promotion = widgets.Dropdown(
            options=[BY_RULE, NO_PROMOTION, FROM_KOTAK], description="Promosi", layout=FULL, style=NARROW
        )
        self.kotak = {number: _tick(f"Kotak {number}") for line in KOTAK_ROWS for number in line}
        self._boxes = widgets.GridBox(
            list(self.kotak.values()), layout=widgets.Layout(grid_template_columns="repeat(3, max-content)")
        )
        self.widget = widgets.VBox(
            [hint("Nama yang lulus selalu diterima; juga:"), *self.answers.values(), self.promotion, self._boxes]
        )
        self._is_following = False
        for control in (*self.answers.values(), self.promotion, *self.kotak.values()):
            control.observe(guard(self._choose), "value")
        state.observe(guard(self._follow), ["scenario", "status"])
        self._follow(None)

    def _choose(self, _change: object) -> None:
        if self._is_following:
            return
        answers = (Answer.LULUS, *(answer for answer, box in self.answers.items() if box.value))
        ticked = tuple(number for number, box in sorted(self.kotak.items()) if box.value)
        boxes: dict[str, tuple[int, ...] | None] = {BY_RULE: None, NO_PROMOTION: (), FROM_KOTAK: ticked}
        self.state.change(answers=answers, promotion_kotak=boxes[self.promotion.value])

    def _follow(self, _change: object) -> None:
        self._is_following = True
        kotak = self.state.scenario.promotion_kotak
        for answer, box in self.answers.items():
            box.value = answer in self.state.scenario.answers
        if kotak is None or kotak or self.promotion.value != FROM_KOTAK:
            self.promotion.value = BY_RULE if kotak is None else FROM_KOTAK if kotak else NO_PROMOTION
        for number, box in self.kotak.items():
            box.value = number in (kotak or ())
        self._boxes.layout.display = "" if self.promotion.value == FROM_KOTAK else "none"
        self._is_following = False


class VacancyEditor:
    """For each vacant post: free, must be filled, or left vacant."""

    def __init__(self, state: ScenarioState, *, guard: Guard = unguarded) -> None:
        self.state = state
        self.wishes = {
            str(post.jabatan_id): widgets.Dropdown(
                options=WISHES, description=str(post.label), layout=FULL, style={"description_width": "62%"}
            )
            for post in vacant_posts(state.matching).itertuples()
        }
        self.widget = widgets.VBox([*self.wishes.values()] or [hint(VACANT_HINT)])
        self.widget.add_class("talenta-kosong")
        self._is_following = False
        for jabatan_id, control in self.wishes.items():
            control.observe(guard(partial(self._choose, jabatan_id)), "value")
        state.observe(guard(self._follow), ["scenario", "status"])
        self._follow(None)

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


def _tick(words: str) -> widgets.Checkbox:
    return widgets.Checkbox(description=words, indent=False, layout=widgets.Layout(width="auto"))
