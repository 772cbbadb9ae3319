"""Who and which post are picked on the scenario page, and what can be done about them by a click."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Final

import ipywidgets as widgets
import pandas as pd
import traitlets as tl

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.present.dashboard.controls import button, column, edge, html, row, show
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore.choice import SearchChoice
from talenta_lib.present.explore.scenario_edit import LockKind, put_lock
from talenta_lib.present.explore.scenario_locks import holders_of, official_choices, post_choices
from talenta_lib.present.wording import plain_post
from talenta_lib.terms import format_number, join_words

PERSON_ACTS: Final[dict[LockKind, str]] = {"tetap": "Tetap di jabatannya"}
PAIR_ACTS: Final[dict[LockKind, str]] = {
    "wajib": "Wajib ke jabatan ini",
    "larang": "Jangan ke jabatan ini",
    "ingin": "Diinginkan di sini",
}
POST_ACTS: Final[dict[LockKind, str]] = {"cadangkan": "Cadangkan jabatan", "tutup": "Tutup", "isi": "Harus terisi"}
VACANT_ACTS: Final[dict[LockKind, str]] = {"kosongkan": "Biarkan kosong"}
TIPS: Final[dict[LockKind, str]] = {
    "tetap": "Pejabat ini tidak pindah",
    "wajib": "Pejabat ini ditempatkan di jabatan ini",
    "larang": "Pejabat ini tidak ditempatkan di jabatan ini",
    "ingin": "Diambil bila kecocokan dan jumlah perpindahan tidak berubah",
    "cadangkan": "Jabatan di luar rencana: tidak dimasuki, pemangkunya tetap",
    "tutup": "Jabatan dihapus: tidak dimasuki, pemangkunya pindah",
    "isi": "Jabatan harus ada pejabatnya sesudah mutasi",
    "kosongkan": "Jabatan kosong tidak diisi",
}


class Picked(tl.HasTraits):
    """The official (NIP, empty for none) and the post (empty for none) at hand on the page."""

    nip = tl.Unicode("")
    jabatan_id = tl.Unicode("")


def planned_post(mutasi: Mutasi, shown_id: str) -> str:
    """Return the post that a plan gives an official, else the one held now; empty for neither."""
    rows = mutasi.assigned.set_index("nip")["to_id"]
    post = rows.get(shown_id)
    if post is None or pd.isna(post):
        officials = mutasi.matching.officials.set_index("nip")["jabatan_id"]
        post = officials.get(shown_id)
    return "" if post is None or pd.isna(post) else str(post)


class PickedPanel:
    """Two searched fields and the buttons for what is picked; an observer can only ask why."""

    def __init__(self, state: DashboardState, picked: Picked) -> None:
        self.state, self.picked = state, picked
        self.person = SearchChoice(
            label="Pejabat", placeholder="Pilih pejabat: klik barisnya atau ketik namanya", may_be_empty=True
        )
        self.post = SearchChoice(label="Jabatan", placeholder="Pilih jabatan", may_be_empty=True)
        self._words = html()
        acts = {} if state.is_observer else PERSON_ACTS | PAIR_ACTS | POST_ACTS | VACANT_ACTS
        self.buttons: dict[str, widgets.Button] = {
            kind: button(state, words, partial(self._lock, kind), tip=TIPS[kind]) for kind, words in acts.items()
        }
        self.why = button(state, "Mengapa?", self._ask, kind="sepi", tip="Mengapa ia di sana, atau tidak di sana")
        fields = row(self.person, self.post, name="talenta-sepasang")
        self.widget = column(self._words, fields, row(*self.buttons.values(), self.why), name="talenta-pilihan")
        self._is_following, self._planned = False, ""
        self.person.observe(edge(state, self._take_person), "value")
        self.post.observe(edge(state, self._take_post), "value")
        picked.observe(edge(state, self._follow), ["nip", "jabatan_id"])
        state.observe(edge(state, self._offer), "chapter")
        self._offer(None)

    def _offer(self, _change: object) -> None:
        """Offer everybody and every post, as they may be looked at; the post of the plan follows the plan."""
        mutasi, picked = self.state.chapter.mutasi, self.picked
        matching = mutasi.matching
        if picked.nip and picked.jabatan_id == self._planned:
            self._planned = planned_post(mutasi, self.state.bench.shown_id(picked.nip))
            picked.jabatan_id = self._planned
        self._is_following = True
        shown = self.state.bench.shown_id(self.picked.nip) if self.picked.nip else ""
        self.person.offer(official_choices(matching.officials), shown)
        self.post.offer(post_choices(matching.posts, holders_of(matching.officials)), self.picked.jabatan_id)
        self._is_following = False
        self._follow(None)

    def _take_person(self, change: dict[str, str]) -> None:
        if self._is_following:
            return
        if change["new"]:
            pick_official(self.state, self.picked, change["new"])
        else:
            self.picked.nip = ""

    def _take_post(self, change: dict[str, str]) -> None:
        if not self._is_following:
            self.picked.jabatan_id = change["new"]

    def _follow(self, _change: object) -> None:
        """Show what is picked, and only the buttons that it has a use for."""
        picked, mutasi = self.picked, self.state.chapter.mutasi
        self._is_following = True
        self.person.value = self.state.bench.shown_id(picked.nip) if picked.nip else ""
        self.post.value = picked.jabatan_id
        self._is_following = False
        self._planned = planned_post(mutasi, self.person.value) if picked.nip else ""
        (self.widget.add_class if picked.nip or picked.jabatan_id else self.widget.remove_class)("talenta-terpilih")
        show(self._words, self._said())
        posts = mutasi.matching.posts.set_index("jabatan_id")["is_vacant"]
        is_vacant = bool(picked.jabatan_id and posts[picked.jabatan_id])
        for kind, made in self.buttons.items():
            needs = {
                kind in PERSON_ACTS: bool(picked.nip),
                kind in PAIR_ACTS: bool(picked.nip and picked.jabatan_id),
                kind in POST_ACTS: bool(picked.jabatan_id),
                kind in VACANT_ACTS: is_vacant,
            }
            made.layout.display = "" if needs[True] else "none"
        self.why.layout.display = "" if picked.nip and picked.jabatan_id else "none"

    def _said(self) -> str:
        """Say who is picked: the post now and in the plan, with the fit."""
        picked, mutasi = self.picked, self.state.chapter.mutasi
        if not picked.nip:
            return ""
        shown = self.state.bench.shown_id(picked.nip)
        matching = mutasi.matching
        labels = dict(zip(matching.posts["jabatan_id"], post_labels(matching.posts), strict=True))
        person = matching.people_index[shown]
        official, planned = matching.officials.iloc[person], planned_post(mutasi, shown)
        held = "" if pd.isna(official["jabatan_id"]) else str(official["jabatan_id"])
        places = list(dict.fromkeys(post for post in (held, planned) if post in labels))
        said = [
            f"{escape(plain_post(labels[post]))}{_fit(matching.fit.score[person, matching.post_index[post]])}"
            for post in places
        ]
        stays = " (tetap dalam rencana)" if len(places) == 1 else ""
        name = escape(plain_name(str(official["nama"])))
        return f'<p class="sub"><b>{name}</b>: {" → ".join(said)}{stays}</p>'

    def _lock(self, kind: LockKind) -> None:
        """Put a lock on what is picked, and tell which gave way; the plan is solved on the button for that."""
        bench = self.state.bench
        before = [lock.words for lock in bench.locks]
        bench.wish(put_lock(bench.scenario, bench.matching, kind, self.picked.nip, self.picked.jabatan_id))
        after = {lock.words for lock in bench.locks}
        if gone := [words for words in before if words not in after]:
            self.state.notice = f"Kunci lain digantikan: {join_words(gone)}."

    def _ask(self) -> None:
        self.state.ask(self.state.bench.shown_id(self.picked.nip), self.picked.jabatan_id)


def pick_official(state: DashboardState, picked: Picked, shown_id: str) -> None:
    """Pick an official by what stands for the NIP on the page, with the planned post."""
    picked.set_trait("jabatan_id", planned_post(state.chapter.mutasi, shown_id))
    picked.nip = state.bench.nip_of(shown_id)


def _fit(score: float) -> str:
    return f" ({format_number(score)})" if score == score else ""  # noqa: PLR0124 - NaN is not itself
