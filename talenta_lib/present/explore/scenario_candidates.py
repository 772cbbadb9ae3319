"""Three candidates for one post: the best, what each needs, what each would leave vacant."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import pandas as pd

from talenta_lib.placement.eligibility.findings import NOT_MET, UNKNOWN
from talenta_lib.placement.ranking import ORDER_RULE, plain_name, post_labels
from talenta_lib.placement.shortlist import Shortlist, shortlist
from talenta_lib.present.chapter import Chapter
from talenta_lib.present.explore import view
from talenta_lib.present.explore.scenario_edit import vacant_posts
from talenta_lib.present.explore.scenario_html import needs_list
from talenta_lib.present.explore.scenario_state import ScenarioState
from talenta_lib.present.plan_words import left_words
from talenta_lib.present.tables import Markup, html_table
from talenta_lib.present.wording import capital, count_words, plain_post
from talenta_lib.terms import ANSWER_LABELS, MISSING, Answer, format_number, join_words

NO_VACANCY = "Tidak ada jabatan kosong pada putaran ini; pilih jabatan lain untuk melihat calonnya."


def candidates_html(chapter: Chapter, one: Shortlist) -> str:
    """Return the candidates of one post as HTML, the finding first."""
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
    table = _table(chapter, one) if found else ""
    return f'<h3>{escape(title)}</h3><p class="sub">{escape(caption)}</p>{table}{why}'


def _table(chapter: Chapter, one: Shortlist) -> str:
    """Return one row per candidate."""
    planned = chapter.mutasi.assigned.dropna(subset="to_id").set_index("to_id")["nip"].get(one.jabatan_id)
    rows = [
        {
            "rank": str(row["rank"]),
            "nama": f"{plain_name(str(row['nama']))}{' (dalam rencana)' if row['nip'] == planned else ''}",
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
    return html_table(pd.DataFrame(rows), labels, row_header="nama", formats={"asks": Markup}, kind="pindah")


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
    """Return the answer of the rules, and all that the placement needs."""
    mine = findings[(findings["nip"] == row["nip"]) & findings["status"].isin([NOT_MET, UNKNOWN])]
    return escape(ANSWER_LABELS[Answer(row["answer"])]) + needs_list(mine)


def all_candidates_html(chapter: Chapter) -> str:
    """Return the candidates of every vacant post."""
    return "".join(candidates_html(chapter, one) for one in chapter.shortlists) or f"<p>{NO_VACANCY}</p>"


class CandidatesPanel:
    """A list of posts, the vacant first, and the candidates of the chosen one."""

    def __init__(self, state: ScenarioState) -> None:
        self.state = state
        vacant = vacant_posts(state.matching)
        names = dict(zip(state.matching.posts["jabatan_id"], post_labels(state.matching.posts), strict=True))
        held = [(label, post) for post, label in names.items() if post not in set(vacant["jabatan_id"])]
        options = [
            *((f"{label} (kosong)", post) for label, post in zip(vacant["label"], vacant["jabatan_id"], strict=True)),
            *sorted(held),
        ]
        self.post = widgets.Dropdown(
            options=options, description="Jabatan", layout=widgets.Layout(width="98%", max_width="640px")
        )
        self._hint = "" if len(vacant) else f'<p class="sub">{NO_VACANCY}</p>'
        self._shown = widgets.HTML()
        self.post.observe(self._follow, "value")
        state.observe(self._follow, "chapter")
        self._follow(None)
        self.widget = widgets.VBox([self.post, self._shown])
        self.widget.add_class("talenta-isian")

    def _follow(self, _change: object) -> None:
        one = shortlist(self.state.chapter.mutasi.matching, self.post.value)
        self._shown.value = view.framed(self._hint + candidates_html(self.state.chapter, one))
