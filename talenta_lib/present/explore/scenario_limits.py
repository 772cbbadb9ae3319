"""The limits of a scenario as fields: moves per level, share of an OPD, single OPD, least fit, weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

import ipywidgets as widgets

from talenta_lib.errors import ScenarioError, TalentaError
from talenta_lib.placement.scenario import Scenario
from talenta_lib.present.explore.background import Guard, unguarded
from talenta_lib.present.explore.choice import SearchChoice
from talenta_lib.present.explore.scenario_locks import FULL, hint
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.terms import ESELON_LABELS, Jenjang, format_number

NO_LIMIT: Final = "tanpa batas"
WIDE: Final = {"description_width": "62%"}
FLAGS: Final = {
    "critical_first": "Jabatan kritikal diisi lebih dahulu",
    "with_outsiders": "Calon dari luar jabatan pada peta ikut",
}


class Field(NamedTuple):
    """One number of a scenario: what it is called, what an empty field means, how it is read and changed.

    ``put`` returns the changed fields of the scenario; None stands for an empty field.
    """

    label: str
    empty: str
    get: Callable[[Scenario], float | None]
    put: Callable[[Scenario, float | None], dict[str, object]]


def fields_of(jenjang: list[Jenjang]) -> list[Field]:
    """Return the numbers that a committee sets, for the levels of a round."""
    return [
        *(_per_level(f"Paling banyak pindah ke {ESELON_LABELS[level]}", NO_LIMIT, "max_moves_by_jenjang", level)
          for level in jenjang),
        Field("Jabatan tiap OPD yang berganti, persen", NO_LIMIT,
              lambda one: None if one.max_share_by_unit is None else 100 * one.max_share_by_unit,
              lambda _, value: {"max_share_by_unit": None if value is None else value / 100}),
        Field("Kecocokan paling rendah yang pindah", "0", lambda one: one.min_fit or None,
              lambda _, value: {"min_fit": value or 0.0}),
        *(_per_level(f"Bobot kecocokan {ESELON_LABELS[level]}", "1", "jenjang_weights", level) for level in jenjang),
    ]  # fmt: skip


def _per_level(label: str, empty: str, field: str, level: Jenjang) -> Field:
    """Return the number of one level in a field that has one a level."""

    def put(one: Scenario, value: float | None) -> dict[str, object]:
        kept = {key: held for key, held in getattr(one, field).items() if key != level}
        return {field: kept if value is None else {**kept, level: value}}

    return Field(label, empty, lambda one: getattr(one, field).get(level), put)


class LimitEditor:
    """Fields for the limits; an empty field is no limit. What cannot be is told, and the old number comes back."""

    def __init__(self, state: ScenarioState, *, guard: Guard = unguarded) -> None:
        self.state, self._guard = state, guard
        present = set(state.matching.posts["jenjang"])
        self._fields = fields_of([level for level in ESELON_LABELS if level in present])
        self.numbers = {field.label: _number_field(field.label, field.empty) for field in self._fields}
        self.flags = {name: widgets.Checkbox(description=words, indent=False, layout=FULL)
                      for name, words in FLAGS.items()}  # fmt: skip
        self.units = UnitEditor(state, guard=guard)
        self.widget = widgets.VBox([*self.numbers.values(), *self.flags.values(), self.units.widget])
        self._is_following = False
        for field in self._fields:
            self.numbers[field.label].observe(guard(partial(self._type, field)), "value")
        for name, box in self.flags.items():
            box.observe(guard(partial(self._tick, name)), "value")
        state.observe(guard(self._follow), ["scenario", "status"])
        self._follow(None)

    def _type(self, field: Field, change: Mapping[str, Any]) -> None:
        if self._is_following:
            return
        try:
            value = read_number(change["new"], field.label)
            self.state.wish(self.state.scenario.changed(**field.put(self.state.scenario, value)))
        except TalentaError as error:
            self.state.fail(error)
            self._follow(None)

    def _tick(self, name: str, change: Mapping[str, Any]) -> None:
        if not self._is_following:
            self.state.change(**{name: change["new"]})

    def _follow(self, _change: object) -> None:
        self._is_following = True
        for field in self._fields:
            self.numbers[field.label].value = _written(field.get(self.state.scenario))
        for name, box in self.flags.items():
            box.value = getattr(self.state.scenario, name)
        self._is_following = False


class UnitEditor:
    """Limits of single OPD: pick one, say how many of its posts may and must change; those set stand below."""

    def __init__(self, state: ScenarioState, *, guard: Guard = unguarded) -> None:
        self.state, self._guard = state, guard
        self.unit = SearchChoice(label="OPD", placeholder="Pilih OPD", may_be_empty=True)
        self.unit.offer([(name, name, "") for name in sorted(set(state.matching.posts["opd"]))], "")
        self.least, self.most = _number_field("Paling sedikit", "0"), _number_field("Paling banyak", NO_LIMIT)
        self.add = widgets.Button(description="Tetapkan batas OPD", layout=widgets.Layout(width="auto"))
        self._held = widgets.VBox()
        heading = hint("Jabatan yang berganti pada satu OPD:")
        self.widget = widgets.VBox([heading, self.unit, self.least, self.most, self.add, self._held])
        self.add.on_click(guard(self._add))
        state.observe(guard(self._follow), "scenario")
        self._follow(None)

    def _add(self, _button: object) -> None:
        try:
            if not self.unit.value:
                raise ScenarioError("OPD belum dipilih.", "Pilih satu OPD.")
            least, most = (read_number(one.value, one.description) for one in (self.least, self.most))
            limit = {"at_least": least or 0, "at_most": most}
            self.state.wish(self.state.scenario.changed(units={**self._units(), self.unit.value: limit}))
            self.unit.value = self.least.value = self.most.value = ""
        except TalentaError as error:
            self.state.fail(error)

    def _units(self) -> dict[str, object]:
        return {name: limit.model_dump() for name, limit in self.state.scenario.units.items()}

    def _follow(self, _change: object) -> None:
        rows = []
        for name, limit in self.state.scenario.units.items():
            most = "" if limit.at_most is None else f", paling banyak {limit.at_most}"
            words = f"{name}: paling sedikit {limit.at_least}{most}"
            label = widgets.Label(words, layout=widgets.Layout(flex="1 1 auto"))
            remove = widgets.Button(description="Hapus", tooltip=f"Hapus batas {name}")
            remove.on_click(self._guard(partial(self._remove, name)))
            rows.append(widgets.HBox([label, remove]))
        self._held.children = rows

    def _remove(self, name: str, _button: object) -> None:
        kept = {unit: limit for unit, limit in self._units().items() if unit != name}
        self.state.wish(self.state.scenario.changed(units=kept))


def read_number(text: str, label: str) -> float | None:
    """Return the number in a field, None where it is empty; raises ``ScenarioError`` for what is no number.

    >>> read_number("12", "Batas"), read_number("2,5", "Bobot"), read_number(" ", "Batas")
    (12, 2.5, None)
    """
    typed = text.strip().replace(",", ".")
    if not typed or typed == NO_LIMIT:
        return None
    try:
        number = float(typed)
    except ValueError as exc:
        raise ScenarioError(f"'{text}' pada {label} bukan angka.", "Tulis angka, atau kosongkan.") from exc
    return int(number) if number.is_integer() else number


def _written(value: float | None) -> str:
    """Write a number of a field the Indonesian way, without needless decimals."""
    if value is None:
        return ""
    return format_number(value, 0 if float(value).is_integer() else 1)


def _number_field(label: str, empty: str) -> widgets.Text:
    return widgets.Text(description=label, placeholder=empty, continuous_update=False, layout=FULL, style=WIDE)
