"""Ringkasan: what must be decided today, how complete the data are, what was assessed, and the order of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import ipywidgets as widgets
import pandas as pd

from talenta_lib.present.dashboard.controls import button, column, edge, html, row, show, with_table
from talenta_lib.present.dashboard.fresh import keep_fresh
from talenta_lib.present.dashboard.summary_charts import part_bars, small_board
from talenta_lib.present.dashboard.summary_facts import (
    MOST_KINDS,
    Item,
    completeness,
    completeness_finding,
    left_words,
    waiting_items,
)
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.meeting_pages import PAGE_LABELS, Page
from talenta_lib.present.pages.bupati import assessed, round_finding
from talenta_lib.present.plan_words import finding
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import format_number

ORDER = "<h2>Urutan rapat</h2>"
TICK = '<p class="sub">Centang yang sudah dibahas.</p>'
COMPLETENESS = {"what": "Data", "there": "Ada", "of": "Seharusnya", "lacking": "Kurang"}


def summary_page(state: DashboardState) -> widgets.Widget:
    """Return the first page over a state."""
    return SummaryPage(state).widget


class SummaryPage:
    """Three columns: what waits, with the order of the meeting under it; completeness; what was assessed."""

    def __init__(self, state: DashboardState) -> None:
        self.state = state
        self._head, self._plan, self._assessed = html(), html(), html()
        self._waiting, self._order = column(name="talenta-menunggu"), column(name="talenta-urutan")
        self._complete, self._board = column(name="talenta-lengkap"), column()
        order = ORDER if state.is_observer else ORDER + TICK
        open_plan = button(state, "Buka Skenario", partial(state.go, Page.SCENARIO), kind="sepi")
        self.widget = column(
            self._head,
            row(
                column(
                    html("<h2>Yang harus diputuskan hari ini</h2>"), self._waiting, row(self._plan, open_plan),
                    name="talenta-lajur-1",
                ),
                column(
                    self._complete, column(html(order), self._order, name="talenta-acara"), name="talenta-lajur-2"
                ),
                column(self._assessed, self._board, name="talenta-lajur-3"),
                name="talenta-tiga",
            ),
        )  # fmt: skip
        self.widget.add_class("hal-ringkasan")
        keep_fresh(state, Page.SUMMARY, self._lay_data, (state, ["result"]))
        keep_fresh(
            state, Page.SUMMARY, self._lay_meeting,
            (state, ["result", "chapter", "discussed"]), (state.decisions, ["table", "meeting"]),
            (state.bench, ["scenario", "chapter"]),
        )  # fmt: skip

    def _lay_data(self) -> None:
        """Show what was assessed, and how complete it is: the numbers of the first page of the report."""
        result = self.state.result
        show(self._head, f'<h1 class="temuan">{escape(round_finding(result))}</h1>')
        cells = "".join(
            f'<tr><td class="angka">{count}</td><th scope="row"><b>{what}</b><br>'
            f'<span class="sub">{more}</span></th></tr>'
            for count, what, more in assessed(result)
        )
        show(self._assessed, f'<h2>Yang dinilai</h2><table class="dinilai"><tbody>{cells}</tbody></table>')
        table = completeness(result)
        said = completeness_finding(result)
        bars = part_bars(table.head(MOST_KINDS), f"{said}.")
        shown = table.rename(columns=COMPLETENESS)
        self._complete.children = [
            html(f"<h2>{said}</h2>"), with_table(self.state, bars, "kelengkapan", {"Kelengkapan": shown})
        ]  # fmt: skip
        self._board.children = [
            with_table(self.state, small_board(result.people), "sembilan-kotak", {
                "Yang Dinilai": pd.DataFrame(assessed(result), columns=["Jumlah", "Pejabat", "Keterangan"]),
                "Sembilan Kotak": kotak_counts(result.people),
            })
        ]  # fmt: skip

    def _lay_meeting(self) -> None:
        """Show what waits, the plan in one sentence, and the pages with what is left."""
        state = self.state
        items = waiting_items(state)
        self._waiting.children = [self._line(item) for item in items] or [html("<p>Tidak ada yang menunggu.</p>")]
        mutasi = state.bench.chapter.mutasi
        known, taking_part = (
            format_number(len(one), 0) for one in (mutasi.matching.officials, mutasi.options.officials)
        )
        words = f"{escape(finding(mutasi))}. {taking_part} dari {known} pejabat tercatat ikut rencana."
        show(self._plan, f"<p><b>Rencana di layar:</b> {words}</p>")
        self._order.children = [self._step(place, page) for place, page in enumerate(Page, start=1)]

    def _line(self, item: Item) -> widgets.HBox:
        """Return one thing that waits: its number, and the button that opens its page."""
        count = html(f"<b>{format_number(item.count, 0)}</b>", "talenta-jumlah")
        tip = f"{item.count} {item.words}: buka {PAGE_LABELS[item.page]}"
        return row(count, button(self.state, item.words, self._opener(item), kind="sepi", tip=tip), name="talenta-hal")

    def _opener(self, item: Item) -> Callable[[], None]:
        def open_page() -> None:
            if item.nip in self.state.decisions.turns:
                self.state.decisions.nip = item.nip
            self.state.go(item.page)

        return open_page

    def _step(self, place: int, page: Page) -> widgets.HBox:
        """Return one page of the meeting: whether it is discussed, and what is left there."""
        state, is_done = self.state, page in self.state.discussed
        left = left_words(state, page)
        said = f'<span class="sub">{escape(left)}</span>' if left else ""
        if state.is_observer:
            mark = "✓ sudah dibahas" if is_done else ""
            return row(html(f"<p>{place} {PAGE_LABELS[page]} <b>{mark}</b> {said}</p>"), name="talenta-langkahan")
        box = widgets.Checkbox(value=is_done, description=f"{place} {PAGE_LABELS[page]}", indent=False)
        box.observe(edge(state, lambda change: self._mark(page, is_done=change["new"])), "value")
        return row(box, html(said), name="talenta-langkahan")

    def _mark(self, page: Page, *, is_done: bool) -> None:
        """Mark a page as discussed; where that is refused, the box goes back."""
        self.state.mark_discussed(page, is_done=is_done)
        if (page in self.state.discussed) != is_done:
            self._lay_meeting()


def kotak_counts(people: pd.DataFrame) -> pd.DataFrame:
    """Return how many officials stand in each kotak, and how many have none yet: the table behind the small board."""
    counts = people["kotak"].value_counts()
    rows = [(f"Kotak {number}", int(counts.get(number, 0))) for number in KOTAK]
    return pd.DataFrame(
        [*rows, ("Belum dapat ditetapkan", int(people["kotak"].isna().sum()))], columns=["Kotak", "Pejabat"]
    )
