"""What is decided on the name at hand: four buttons, another post with search, the reason, and saving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import ipywidgets as widgets
import pandas as pd

from talenta_lib.errors import TalentaError
from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.present.dashboard.controls import button, column, edge, html, labelled, row, show
from talenta_lib.present.dashboard.decision_facts import reason_words
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.record.decisions import POSTPONE, STAY
from talenta_lib.terms import ASKED_LABELS, Answer, format_number

FOLLOW, OTHER = "usulan", "lain"
LABELS: Final = {
    FOLLOW: "Setuju usulan",
    STAY: "Tetap",
    OTHER: "Jabatan lain …",
    POSTPONE: "Tunda",
}
ROWS_SHOWN: Final = 5
NO_POST: Final = TalentaError("Jabatan lain belum dipilih.", "Pilih jabatannya pada daftar, atau pilih Tunda.")


class ChoicePanel:
    """The controls of one decision, over the state; an observer has none of them."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self.buttons = {kind: button(state, label, self._chooser(kind)) for kind, label in LABELS.items()}
        self.search = widgets.Text(placeholder="Bagian nama jabatan atau OPD", continuous_update=True)
        self.posts = widgets.Select(options=[], rows=ROWS_SHOWN)
        self.reason = widgets.Textarea(rows=2, continuous_update=False)
        self.save = button(state, "Simpan keputusan", self._save, kind="utama")
        self.proposed = button(state, "Pakai usul alasan", self._take_proposed, tip="Isi dengan alasan dari data")
        self._reason_label = html()
        self._picker = column(
            labelled(self.search, "Cari jabatan"),
            labelled(self.posts, "Kecocokan dan jabatan yang tidak dihalangi aturan"),
            name="talenta-jabatan",
        )  # fmt: skip
        self.meaning = html()
        self._written = column(self._reason_label, self.reason, self.proposed, name="talenta-alasan")
        self._written.add_class("talenta-berlabel")
        self._is_other_open = False
        self._is_laying = False
        self.search.observe(edge(state, self._list_posts), "value")
        self.posts.observe(edge(state, self._pick), "value")
        self.reason.observe(edge(state, self._write), "value")
        state.decisions.observe(edge(state, self._turn), "nip")
        self.widget = column(
            row(*self.buttons.values(), name="talenta-pilihan"),
            row(self._picker, column(self.meaning, self._written, name="talenta-tulis"), name="talenta-rinci"),
            name="talenta-putusan",
        )

    def lay(self) -> None:
        """Show the choice, the reason and what can be saved as they stand in the state."""
        decisions, kind = self.state.decisions, self.kind
        self._is_laying = True
        for name, one in self.buttons.items():
            is_chosen = name == kind
            one.description = f"✓ {LABELS[name]}" if is_chosen else LABELS[name]
            (one.add_class if is_chosen else one.remove_class)("talenta-pilih")
        self.buttons[STAY].layout.display = "none" if decisions.suggestion == STAY else ""
        self._picker.layout.display = "" if kind == OTHER else "none"
        if kind == OTHER:
            self._list_posts(None)
        self._lay_reason()
        self._lay_save()
        self._is_laying = False

    @property
    def kind(self) -> str:
        """Which of the four the choice is."""
        decisions = self.state.decisions
        if self._is_other_open:
            return OTHER
        if decisions.choice == decisions.suggestion:
            return FOLLOW
        return decisions.choice if decisions.choice in (STAY, POSTPONE) else OTHER

    @property
    def is_saved(self) -> bool:
        """Whether just this stands on record."""
        decisions, standing = self.state.decisions, self.state.decisions.standing
        stands = None if standing is None else (standing["decided"], standing["reason"])
        return not self._is_other_open and stands == (decisions.choice, decisions.reason)

    def _chooser(self, kind: str) -> Any:
        """Return what a click on one of the four does."""

        def choose() -> None:
            decisions = self.state.decisions
            is_other_post = decisions.choice not in (decisions.suggestion, STAY, POSTPONE)
            self._is_other_open = kind == OTHER and not is_other_post
            if kind != OTHER:
                self._choose(decisions.suggestion if kind == FOLLOW else kind)
            self.lay()

        return choose

    def _choose(self, choice: str) -> None:
        """Take up a choice; a reason that was recorded for another one does not speak for it."""
        self.state.may_change()
        decisions, standing = self.state.decisions, self.state.decisions.standing
        if standing is not None:
            if choice == standing["decided"]:
                decisions.reason = str(standing["reason"])
            elif decisions.reason == standing["reason"]:
                decisions.reason = ""
        decisions.choice = choice

    def _turn(self, _change: object) -> None:
        self._is_other_open, self.search.value = False, ""

    # --- another post ------------------------------------------------------------------------------------------

    def _list_posts(self, _change: object) -> None:
        """Show the posts whose name or OPD holds what is searched, best fit first."""
        decisions = self.state.decisions
        options = [
            (words, post) for words, post in post_options(self.state) if self.search.value.lower() in words.lower()
        ]
        before, self._is_laying = self._is_laying, True
        if list(self.posts.options) != options:
            self.posts.options = options
        self.posts.value = decisions.choice if decisions.choice in dict(options).values() else None
        self._is_laying = before

    def _pick(self, change: Mapping[str, Any]) -> None:
        if self._is_laying or not change["new"]:
            return
        self._is_other_open = False
        self._choose(change["new"])

    # --- the reason --------------------------------------------------------------------------------------------

    def _lay_reason(self) -> None:
        """Open the box where a reason is due or written; while blind a recorded reason is not shown."""
        decisions, standing = self.state.decisions, self.state.decisions.standing
        is_hidden = self.state.blind and standing is not None and decisions.reason == standing["reason"]
        is_due = decisions.needs_reason
        self._written.layout.display = "" if not is_hidden and (is_due or decisions.reason) else "none"
        show(
            self._reason_label, f'<span class="talenta-label">{reason_words(self.state) if is_due else "Alasan"}</span>'
        )
        self.reason.value = "" if is_hidden else decisions.reason
        can_propose = decisions.choice == decisions.suggestion and bool(self._proposal())
        self.proposed.layout.display = "" if can_propose and not decisions.reason else "none"

    def _write(self, change: Mapping[str, Any]) -> None:
        if not self._is_laying:
            self.state.may_change()
            self.state.decisions.reason = change["new"]

    def _proposal(self) -> str:
        """Return the reason that the data offer for the suggested move; empty where there is none."""
        names = self.state.bench.chapter.preflight.names
        found = names.loc[names["nip"] == self.state.decisions.nip, "reason"]
        return "" if found.empty else str(found.iloc[0])

    def _take_proposed(self) -> None:
        self.state.decisions.reason = self._proposal()

    # --- saving ------------------------------------------------------------------------------------------------

    def _lay_save(self) -> None:
        self.save.description = "✓ Tersimpan" if self.is_saved else "Simpan keputusan"
        self.save.disabled = self.is_saved

    def _save(self) -> None:
        """Record the decision; what is refused is told under the buttons."""
        if self._is_other_open:
            raise NO_POST
        self.state.decide()
        self.lay()


def post_options(state: DashboardState) -> list[tuple[str, str]]:
    """Return (words, jabatan_id) of the posts that the rules do not bar for the official at hand, best fit first."""
    decisions, matching = state.decisions, state.bench.matching
    person = matching.people_index[decisions.nip]
    found = []
    for words, choice in decisions.choices:
        if choice in (decisions.suggestion, STAY, POSTPONE):
            continue
        place = matching.post_index[choice]
        fit, answer = float(matching.fit.score[person, place]), ANSWERS[matching.eligibility.answer[person, place]]
        needs = "" if answer == Answer.LULUS else f" · {ASKED_LABELS[answer]}"
        found.append((-fit if pd.notna(fit) else 1.0, f"{format_number(fit)} · {words}{needs}", choice))
    return [(words, choice) for _, words, choice in sorted(found)]
