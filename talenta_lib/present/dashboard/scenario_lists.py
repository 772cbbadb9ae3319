"""What stands in the middle of the scenario page: the moves, all officials, all posts, other wishes, the frontier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd
import traitlets as tl

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name, post_labels
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.dashboard.controls import Fold, column, deed, edge, html, picture_links, roster, row
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.scenario_picked import Picked, pick_official
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.explore.choice import Clickable
from talenta_lib.present.explore.scenario_controls import RuleEditor, VacancyEditor
from talenta_lib.present.explore.scenario_frontier import frontier_svg
from talenta_lib.present.explore.scenario_html import moves_block, pick_button, totals_rows, wishes_table
from talenta_lib.present.explore.scenario_limits import LimitEditor
from talenta_lib.present.explore.scenario_locks import holders_of
from talenta_lib.present.meeting_pages import Page
from talenta_lib.present.mutasi_sheets import plan_sheet
from talenta_lib.present.scenario_words import scenario_rows
from talenta_lib.present.theme import on_screen
from talenta_lib.present.wording import post_text
from talenta_lib.terms import format_number

MOVES, OFFICIALS, POSTS, WISHES, LIMITS = "pindah", "pejabat", "jabatan", "syarat", "batas"


class MiddlePanel(tl.HasTraits):
    """One of five lists over the plan (``part``); the one that is open follows the state, the others wait."""

    part = tl.Unicode(MOVES)

    def __init__(self, state: DashboardState, picked: Picked) -> None:
        super().__init__()
        self.state, self.picked = state, picked
        self.tabs, self.moves = Clickable(marked=MOVES), Clickable(marked="")
        self.tables = Fold(state, lambda: plan_tables(state.chapter), "perpindahan dan angka rencana")
        self.plan = widgets.VBox([self.moves, self.tables.widget])
        self._built: dict[str, widgets.Widget] = {MOVES: self.plan}
        self._of: dict[str, Chapter] = {}
        self._body = widgets.VBox()
        self._body.add_class("talenta-gulir")
        self.widget = column(self.tabs, self._body, name="talenta-tengah")
        self.tabs.on_pick(deed(state, lambda part: setattr(self, "part", part)))
        self.moves.on_pick(deed(state, lambda shown_id: pick_official(state, picked, shown_id)))
        picked.observe(edge(state, self._mark), "nip")
        self.observe(edge(state, lambda _change: self.renew()), "part")
        keep_fresh(state, Page.SCENARIO, self.renew, (state, ["chapter"]))

    def renew(self) -> None:
        """Show the list that is open, over the plan of today."""
        chapter = self.state.chapter
        self.tabs.html, self.tabs.marked = list_tabs(chapter.mutasi, is_observer=self.state.is_observer), self.part
        if self._of.get(self.part) is not chapter:
            if self.part != WISHES or self.part not in self._built:
                self._built[self.part] = self._builders[self.part]()
            self._of[self.part] = chapter
        self._body.children = [self._built[self.part]]
        self._mark(None)

    @property
    def _builders(self) -> Mapping[str, Callable[[], widgets.Widget]]:
        return {
            MOVES: self._moves, OFFICIALS: self._officials, POSTS: self._posts, WISHES: self._wishes,
            LIMITS: self._limits,
        }  # fmt: skip

    def _moves(self) -> widgets.Widget:
        chapter = self.state.chapter
        self.moves.html = on_screen(moves_block(chapter, is_pickable=True))
        self.tables.renew()
        return self.plan

    def _mark(self, _change: object) -> None:
        self.moves.marked = self.state.bench.shown_id(self.picked.nip) if self.picked.nip else ""

    def _officials(self) -> widgets.Widget:
        frame = officials_table(self.state.chapter.mutasi)
        ids = list(self.state.chapter.mutasi.matching.officials["nip"])
        now = list(map(post_text, frame["Jabatan Kini"], frame["OPD"]))
        shown = frame.drop(columns=["NIP", "OPD"]).assign(**{"Jabatan Kini": now})
        return self._roster(shown, frame, "Pejabat dalam Rencana",
                            lambda place: pick_official(self.state, self.picked, ids[place]))  # fmt: skip

    def _posts(self) -> widgets.Widget:
        frame = posts_table(self.state.chapter.mutasi)
        ids = list(self.state.chapter.mutasi.matching.posts["jabatan_id"])
        return self._roster(frame, frame, "Jabatan dalam Rencana",
                            lambda place: setattr(self.picked, "jabatan_id", str(ids[place])))  # fmt: skip

    def _roster(
        self, shown: pd.DataFrame, frame: pd.DataFrame, name: str, pick: Callable[[int], object]
    ) -> widgets.Widget:
        """Return a table of which one row can be picked, with its download."""
        table = view.table(shown, is_selectable=True)

        def picked(change: Mapping[str, Any]) -> None:
            if change["new"]:
                pick(int(change["new"][-1]))

        table.observe(edge(self.state, picked), "selected_rows")
        return column(table, view.download(self.state.result, name, lambda: frame), name="talenta-daftar")

    def _limits(self) -> widgets.Widget:
        """Return the frontier as a picture that can be saved, and the numbers behind it."""
        name = "Batas Perpindahan"
        picture = column(html(on_screen(frontier_svg(self.state.chapter))), html(picture_links(name), "talenta-unduh"))
        picture.add_class("talenta-gambar")
        return column(picture, roster(self.state, frontier_rows(self.state.chapter), name))

    def _wishes(self) -> widgets.Widget:
        """Return the controls for what a scenario asks beside locks; in words alone for an observer."""
        if self.state.is_observer:
            return self._asked()
        bench, guard = self.state.bench, self._guard
        parts = {
            "Jawaban ketentuan dan promosi": RuleEditor(bench, guard=guard).widget,
            "Jabatan kosong": VacancyEditor(bench, guard=guard).widget,
            "Batas lain": LimitEditor(bench, guard=guard).widget,
        }
        return row(*(column(html(f"<h2>{title}</h2>"), part) for title, part in parts.items()), name="talenta-syarat")

    def _asked(self) -> widgets.Widget:
        """Return what the scenario asks in words, with its table."""
        mutasi, name = self.state.chapter.mutasi, "Isi Skenario"
        rows = pd.DataFrame(scenario_rows(mutasi), columns=["Hal", "Isi"])
        return column(html(wishes_table(mutasi)), Fold(self.state, lambda: {name: rows}, name).widget)

    def _guard(self, act: Callable[..., object]) -> Callable[..., None]:
        return edge(self.state, act)


def plan_tables(chapter: Chapter) -> Mapping[str, pd.DataFrame]:
    """Return title -> table of a plan: who moves, and what it adds up to."""
    totals = pd.DataFrame(totals_rows(chapter.mutasi), columns=["Ukuran", "Angka"])
    return {"Perpindahan": moves_table(chapter), "Angka Rencana": totals}


def moves_table(chapter: Chapter) -> pd.DataFrame:
    """Return who moves where, with the fit before and after and what the placement needs."""
    columns = ["Susunan", "Nama", "Jabatan Lama", "Jabatan Baru", "Eselon Baru", "Cara", "Kecocokan Kini",
               "Kecocokan Nanti", "Perlu", "Yang Diperlukan"]  # fmt: skip
    return plan_sheet(chapter).head(len(chapter.mutasi.moves))[columns].round(1)


def list_tabs(mutasi: Mutasi, *, is_observer: bool) -> str:
    """Return the buttons that open the lists, with what each counts."""
    count = {
        MOVES: f"Perpindahan ({len(mutasi.moves)})",
        OFFICIALS: f"Pejabat ({format_number(len(mutasi.matching.officials), 0)})",
        POSTS: f"Jabatan ({format_number(len(mutasi.matching.posts), 0)})",
        WISHES: "Isi skenario" if is_observer else "Syarat lain",
        LIMITS: "Angka tiap batas",
    }
    return (
        f'<div class="tab" role="group" aria-label="Daftar">{"".join(pick_button(*one) for one in count.items())}</div>'
    )


def officials_table(mutasi: Mutasi) -> pd.DataFrame:
    """Return every official of the round: post now, in the plan, and the fit in both (NA where not known)."""
    matching = mutasi.matching
    officials, score = matching.officials, matching.fit.score
    planned = mutasi.assigned.set_index("nip")["to_id"].reindex(officials["nip"]).to_numpy()
    labels = _labels(matching.posts)
    held = officials["jabatan_id"].to_numpy()
    columns = matching.post_index
    fits = [
        [score[row, columns[post]] if post in columns else float("nan") for row, post in enumerate(posts)]
        for posts in (held, planned)
    ]
    takes_part = officials["nip"].isin(mutasi.options.officials["nip"]).to_numpy()
    return pd.DataFrame({
        "Kode": officials["code"], "NIP": officials["nip"], "Nama": officials["nama"].map(plain_name),
        "Jabatan Kini": officials["jabatan"], "OPD": officials["opd"],
        "Kotak": officials["kotak"],
        "Dalam Rencana": [_planned(*one, labels) for one in zip(held, planned, takes_part.tolist(), strict=True)],
        "Cocok Kini": fits[0], "Cocok Nanti": fits[1],
    })  # fmt: skip


def _planned(held: Any, planned: Any, takes_part: bool, labels: Mapping[str, str]) -> str:
    """Say what the plan has for one official."""
    if not takes_part:
        return "tidak ikut"
    if planned is None or pd.isna(planned):
        return "tanpa jabatan"
    return "tetap" if planned == held else f"→ {labels[planned]}"


def posts_table(mutasi: Mutasi) -> pd.DataFrame:
    """Return every post of the round: who holds it now, and who in the plan."""
    matching = mutasi.matching
    posts = matching.posts
    names = matching.officials.set_index("nip")["nama"].map(plain_name)
    filled = mutasi.assigned.dropna(subset="to_id").set_index("to_id")["nip"].map(names)
    now = posts["jabatan_id"].map(holders_of(matching.officials)).fillna("kosong")
    after = posts["jabatan_id"].map(filled)
    takes_part = posts["jabatan_id"].isin(mutasi.options.posts["jabatan_id"])
    after = after.fillna("kosong").where(takes_part, "tidak ikut").mask((after == now).fillna(False), "tetap")
    return pd.DataFrame({
        "Jabatan": posts["jabatan"], "OPD": posts["opd"], "Eselon": posts["eselon"], "Pemangku Kini": now,
        "Dalam Rencana": after, "Kritikal": posts["kritikal"].fillna(False).map({True: "ya", False: ""}),
    })  # fmt: skip


def frontier_rows(chapter: Chapter) -> pd.DataFrame:
    """Return the frontier as a table for people: limit, value, what the last move added, whether proved."""
    table = chapter.frontier
    value = "Kecocokan Rata-rata" if chapter.is_mean else "Tambahan Nilai"
    proved = ["ya" if gap == 0 else f"belum: selisih paling banyak {format_number(gap)}" for gap in table["gap"]]
    return pd.DataFrame({
        "Batas": table["max_moves"], value: table["value"], "Tambahan": table["value"].diff(),
        "Pindah": table["moves"], "Terbukti": proved,
    })  # fmt: skip


def _labels(posts: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(posts["jabatan_id"], post_labels(posts), strict=True))
