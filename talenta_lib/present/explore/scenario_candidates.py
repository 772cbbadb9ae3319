"""Three candidates for one post: the best, what each needs, what each would leave vacant."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets
import pandas as pd

from talenta_lib.placement.eligibility.findings import open_findings
from talenta_lib.placement.ranking import ORDER_RULE, plain_name
from talenta_lib.placement.shortlist import Shortlist, shortlist
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.background import Guard, unguarded
from talenta_lib.present.explore.choice import Clickable, SearchChoice
from talenta_lib.present.explore.scenario_edit import vacant_posts
from talenta_lib.present.explore.scenario_html import lifted, needs_list, pick_button
from talenta_lib.present.explore.scenario_locks import holders_of, post_choices
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.plan_words import left_words
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.present.theme import on_screen
from talenta_lib.present.wording import capital, count_words, plain_post
from talenta_lib.terms import ANSWER_LABELS, MISSING, Answer, format_number, join_words

NO_VACANCY = "Tidak ada jabatan kosong pada putaran ini; pilih jabatan lain untuk melihat calonnya."


def candidates_html(chapter: Chapter, one: Shortlist, *, is_pickable: bool = False) -> str:
    """Return the candidates of one post as HTML, the finding first; ``is_pickable``: a name can be chosen."""
    found = len(one.candidates)
    title = (
        f"{capital(count_words(found))} calon untuk {one.jabatan}" if found else f"Belum ada calon untuk {one.jabatan}"
    )
    caption = (
        f"{one.opd}, eselon {one.eselon}. Dilihat {one.looked_at} orang, {one.eligible} dapat menjadi calon menurut ketentuan, "
        f"{one.unverified} di antaranya masih perlu verifikasi. {ORDER_RULE}"
    )
    barred = join_words([f"{row.label} {row.people} ({row.citation})" for row in one.barred.itertuples()])
    why = f'<p class="sub">Gugur menurut ketentuan: {escape(barred)}.</p>' if barred else ""
    table = _table(chapter, one, is_pickable=is_pickable) if found else ""
    return f'<h3>{escape(title)}</h3><p class="sub">{escape(caption)}</p>{table}{why}'


def _table(chapter: Chapter, one: Shortlist, *, is_pickable: bool) -> str:
    """Return one row per candidate."""

    def named(row: dict) -> Markup:
        name = escape(plain_name(str(row["nama"])))
        in_plan = " (dalam rencana)" if row["nip"] == planned else ""
        return Markup((pick_button(str(row["nip"]), name) if is_pickable else name) + in_plan)

    planned = chapter.mutasi.assigned.dropna(subset="to_id").set_index("to_id")["nip"].get(one.jabatan_id)
    rows = [
        {
            "rank": str(row["rank"]),
            "nama": named(row),
            "now": plain_post(row["from_jabatan"]),
            "fit": _fit(row),
            "parts": _parts(one.parts, row["nip"]),
            "asks": Markup(_asks(one.findings, row)),
            "left": left_words(one.successors, row, plain_post(row["from_jabatan"])),
        }
        for row in one.candidates.to_dict("records")
    ]
    labels = {"rank": "No", "nama": "Pejabat", "now": "Jabatan kini", "fit": "Cocok", "parts": "Bagian kecocokan",
              "asks": "Perlu", "left": "Ditinggalkan kosong"}  # fmt: skip
    return html_table(
        pd.DataFrame(rows), labels, row_header="nama", formats={"asks": Markup, "nama": Markup}, kind="pindah"
    )


def _fit(row: dict) -> str:
    """Return the fit, with its range where data are missing."""
    low, high = format_number(row["fit_low"]), format_number(row["fit_high"])
    return format_number(row["fit_after"]) + ("" if low == high else f" (antara {low} dan {high})")


def _parts(parts: pd.DataFrame, nip: str) -> str:
    """Return the parts of the fit of one candidate."""
    mine = parts[parts["nip"] == nip]
    return "; ".join(
        f"{row['label']} {MISSING if row['is_missing'] else format_number(row['score'], 0)}"
        for row in mine.to_dict("records")
    )


def _asks(findings: pd.DataFrame, row: dict) -> str:
    """Return what the rules ask of the placement: the kinds, then each thing with its article."""
    kinds = capital(row["asked"]) or ANSWER_LABELS[Answer.LULUS]
    return escape(kinds) + needs_list(open_findings(findings[findings["nip"] == row["nip"]]))


def all_candidates_html(chapter: Chapter) -> str:
    """Return the candidates of every vacant post."""
    return "".join(candidates_html(chapter, one) for one in chapter.shortlists) or f"<p>{NO_VACANCY}</p>"


class CandidatesPanel:
    """A post to search, the vacant first, steps through them, and the candidates of the chosen one.

    ``ask`` is told (official as shown, post) when a candidate is chosen; without it nobody can be.
    ``is_page``: it stands on a page with a heading of its own.
    """

    def __init__(
        self,
        state: ScenarioState,
        *,
        ask: Callable[[str, str], object] | None = None,
        is_page: bool = False,
        guard: Guard = unguarded,
    ) -> None:
        self.state, self._ask = state, ask
        self._frame = lifted if is_page else on_screen
        self.vacant = [str(post) for post in vacant_posts(state.matching)["jabatan_id"]]
        self.post = SearchChoice(label="Jabatan yang dicari calonnya")
        self.shown, self._place = Clickable(marked=None), widgets.HTML()
        self.before, self.after = (
            widgets.Button(description=words, layout=widgets.Layout(width="auto"))
            for words in ("‹ Sebelumnya", "Berikutnya ›")
        )
        self.before.on_click(guard(lambda _button: self._step(-1)))
        self.after.on_click(guard(lambda _button: self._step(1)))
        self.shown.on_pick(guard(self._pick))
        self.post.observe(guard(self._follow), "value")
        state.observe(guard(self._offer), ["chapter", "is_blind"])
        steps = [self.before, self._place, self.after] if self.vacant else []
        field = widgets.Box([self.post], layout=widgets.Layout(width="100%", max_width="560px", overflow="visible"))
        line = widgets.HBox([field, *steps], layout=widgets.Layout(align_items="center", grid_gap="8px"))
        line.layout.overflow = "visible"
        self.widget = widgets.VBox([line, self.shown])
        self.widget.add_class("talenta-isian")
        self._offer(None)

    def _offer(self, _change: object) -> None:
        """Offer every post, the vacant first."""
        matching = self.state.shown.mutasi.matching
        rows = post_choices(matching.posts, holders_of(matching.officials))
        order = {post: place for place, post in enumerate(self.vacant)}
        rows.sort(key=lambda row: order.get(row[0], len(order)))
        self.post.offer(rows, self.post.value or rows[0][0])
        self._follow(None)

    def _follow(self, _change: object) -> None:
        """Show the candidates of the chosen post."""
        chapter, post = self.state.shown, self.post.value
        if not post:
            return
        known = next((one for one in vars(chapter).get("shortlists", ()) if one.jabatan_id == post), None)
        one = known or shortlist(chapter.mutasi.matching, post)
        hint = "" if self.vacant else f'<p class="sub">{NO_VACANCY}</p>'
        self.shown.html = self._frame(hint + candidates_html(chapter, one, is_pickable=self._ask is not None))
        place = self.vacant.index(post) + 1 if post in self.vacant else None
        words = f"jabatan kosong {place} dari {len(self.vacant)}" if place else "jabatan terisi"
        self._place.value = view.framed(f'<p class="sub">{words}</p>')
        self.before.disabled, self.after.disabled = place == 1, place == len(self.vacant)

    def _step(self, by: int) -> None:
        """Go to the next or the last vacant post; from a held one to the first."""
        here = self.vacant.index(self.post.value) + by if self.post.value in self.vacant else 0
        self.post.value = self.vacant[min(max(here, 0), len(self.vacant) - 1)]

    def _pick(self, shown_id: str) -> None:
        if self._ask is not None:
            self._ask(shown_id, self.post.value)
