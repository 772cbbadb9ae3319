"""The locks of a scenario as controls: pick a kind, an official and a post; those that stand can be taken off."""

from __future__ import annotations

from collections.abc import Iterable

import ipywidgets as widgets
import pandas as pd

from talenta_lib.errors import TalentaError
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Guard, unguarded
from talenta_lib.present.explore.scenario_edit import LOCKS, NEEDS_OFFICIAL, NEEDS_POST, Lock, put_lock, without_lock
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.terms import MISSING

FULL = {"width": "98%"}
NARROW = {"description_width": "64px"}
LOCK_HINT = "Belum ada kunci. Tetap: tidak pindah. Cadangkan: jabatan di luar rencana."


class LockEditor:
    """Pick a kind, an official and a post; the locks of the scenario stand below."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        matching = state.matching
        self._people = dict(zip(official_labels(matching.officials), matching.officials["nip"], strict=True))
        self._posts = dict(zip(post_labels(matching.posts), matching.posts["jabatan_id"], strict=True))
        self.kind = widgets.Dropdown(options=list(LOCKS), description="Kunci", layout=FULL, style=NARROW)
        self.person = _typed_choice("Pejabat", self._people)
        self.post = _typed_choice("Jabatan", self._posts)
        self.add = widgets.Button(description="Tambah kunci")
        self.held = LockList(state, hint=LOCK_HINT)
        self.widget = widgets.VBox([self.kind, self.person, self.post, self.add, self.held.widget])
        self.kind.observe(self._fit_fields, "value")
        self.add.on_click(self._add)
        self._fit_fields(None)

    def _fit_fields(self, _change: object) -> None:
        """Leave only the fields that the kind needs."""
        self.person.layout.display = "" if self.kind.value in NEEDS_OFFICIAL else "none"
        self.post.layout.display = "" if self.kind.value in NEEDS_POST else "none"

    def _add(self, _button: object) -> None:
        try:
            nip, post = self._people.get(self.person.value, ""), self._posts.get(self.post.value, "")
            state = self.state
            state.wish(put_lock(state.scenario, state.matching, self.kind.value, str(nip), str(post)))
            self.person.value = self.post.value = ""
        except TalentaError as error:
            self.state.fail(error)


class LockList:
    """The locks of the scenario on the bench; each with its button to take it off, unless ``is_open`` is False."""

    def __init__(self, state: ScenarioState, *, hint: str = "", is_open: bool = True, guard: Guard = unguarded) -> None:
        self.state, self._hint, self._is_open, self._guard = state, hint, is_open, guard
        self.widget = widgets.VBox()
        state.observe(guard(self._follow), ["scenario", "chapter", "is_blind"])
        self._follow(None)

    def _follow(self, _change: object) -> None:
        try:
            locks = self.state.locks
        except TalentaError as error:
            self.state.fail(error)
            return
        rows = [self._row(lock) for lock in locks]
        self.widget.children = rows or ([hint(self._hint)] if self._hint else [])

    def _row(self, lock: Lock) -> widgets.HBox:
        label = widgets.Label(lock.words, layout=widgets.Layout(flex="1 1 auto"))
        label.add_class("talenta-kunci")
        if not self._is_open:
            return widgets.HBox([label])
        remove = widgets.Button(
            description="Hapus", tooltip=f"Hapus: {lock.words}", layout=widgets.Layout(width="70px")
        )
        remove.on_click(self._guard(lambda _button: self.state.wish(without_lock(self.state.scenario, lock))))
        return widgets.HBox([label, remove])


def official_labels(officials: pd.DataFrame) -> Iterable[str]:
    """Return how to call each official in a list: name and code, so that no two are called the same."""
    return officials["nama"] + " (" + officials["code"].fillna(officials["nip"]) + ")"


def official_choices(officials: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the officials for a ``SearchChoice``, by name: identifier, name, then code and post now."""
    rows = [
        (str(one.nip), plain_name(str(one.nama)), ", ".join(_known(one.code, one.jabatan)))
        for one in officials.itertuples()
    ]
    return sorted(rows, key=lambda row: (row[1].casefold(), row[2]))


def post_choices(posts: pd.DataFrame, holders: pd.Series) -> list[tuple[str, str, str]]:
    """Return the posts for a ``SearchChoice``, by name: identifier, name, then who holds it (``holders`` by post)."""
    rows = [
        (str(post), str(label), _holder(holders.get(post)))
        for post, label in zip(posts["jabatan_id"], post_labels(posts), strict=True)
    ]
    return sorted(rows, key=lambda row: row[1].casefold())


def holders_of(officials: pd.DataFrame) -> pd.Series:
    """Return who holds each post now: jabatan_id -> name, for those who take part."""
    held = officials[officials["jabatan_id"].notna() & ~officials["is_retired"].astype(bool)]
    return held.set_index("jabatan_id")["nama"].map(plain_name)


def _holder(nama: object) -> str:
    return "kosong" if nama is None or pd.isna(nama) else str(nama)  # type: ignore[call-overload]


def _known(*parts: object) -> list[str]:
    return [str(part) for part in parts if not pd.isna(part)] or [MISSING]  # type: ignore[call-overload]


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


def hint(words: str) -> widgets.HTML:
    """Return one quiet sentence."""
    return widgets.HTML(view.framed(f'<p class="sub">{words}</p>'))
