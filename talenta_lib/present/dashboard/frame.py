"""The frame around the pages: steps of the meeting, tools, what is told, the status line; and the browser's part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final

import anywidget
import ipywidgets as widgets
import traitlets as tl

from talenta_lib.present.dashboard.controls import button, edge, html, row, show, switch
from talenta_lib.present.dashboard.fresh import unbroken
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.keeping import ELSEWHERE
from talenta_lib.present.link import is_served
from talenta_lib.present.meeting_pages import PAGE_LABELS, SCREENS, Page
from talenta_lib.present.pages.page import classification
from talenta_lib.present.theme import css_variables, font_faces
from talenta_lib.round import RoundResult
from talenta_lib.terms import PPK_SENTENCE, format_date

PRESENT: Final = Path(__file__).resolve().parents[1]
MARK: Final = (
    '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">'
    + "".join(
        f'<rect x="{6.5 * column}" y="{6.5 * line}" width="5" height="5" '
        f'fill="var(--{"nila" if column > line else "abu"})"/>'
        for column in range(3)
        for line in range(3)
    )
    + "</svg>"
)


STUCK: Final = "<p><b>Halaman ini tidak dapat ditampilkan.</b> Semua yang sudah tersimpan tidak hilang.</p>"


class Browser(anywidget.AnyWidget):
    """The browser's part of the frame: keys, busy line, roles of the parts, downloads of pictures; draws nothing."""

    _esm = PRESENT / "static" / "rangka.js"
    page = tl.Unicode().tag(sync=True)
    theme = tl.Unicode().tag(sync=True)
    presenting = tl.Bool().tag(sync=True)


def style() -> str:
    """Return the style sheets of the room, both themes; nothing is fetched from anywhere."""
    sheets = "".join(path.read_text("utf-8") for path in sorted((PRESENT / "css").glob("dasbor*.css")))
    shared = (PRESENT / "css" / "skenario.css").read_text("utf-8")
    dark = css_variables("gelap", ":root[data-tema=gelap], .talenta-dasbor.gelap")
    fonts = "" if is_served() else font_faces("woff2")  # a served page carries them from the start
    return f"<style>{fonts}{css_variables()}{dark}{view.VIEW_STYLE}{shared}{sheets}</style>"


class Frame:
    """The room: one page at a time inside its frame, all following one state."""

    def __init__(self, state: DashboardState, pages: Mapping[Page, Callable[[DashboardState], widgets.Widget]]) -> None:
        self.state, self._builders, self._built = state, pages, dict[Page, widgets.Widget]()
        self.browser = Browser(page=state.page, theme=state.theme, presenting=state.presenting)
        self.browser.on_msg(edge(state, self._hear))
        self.steps = {page: self._step(place, page) for place, page in enumerate(Page, start=1)}
        self._told, self._status, self._pen = html("", "talenta-kabar"), html("", "talenta-bawah"), row()
        self._place = html("", "talenta-tempat")
        self._pen.add_class("talenta-pena")
        self._stuck = row(html(STUCK), button(state, "Muat ulang halaman", self._reload, kind="utama"))
        self._body = widgets.VBox([self._stuck])
        self._body.add_class("talenta-isi")
        self.widget = widgets.VBox([
            widgets.HTML(style()), self._top(), self._pen, self._told, self._body, self._status, self._screens(),
            self.browser,
        ])  # fmt: skip
        self.widget.add_class("talenta-dasbor")
        state.observe(edge(state, self._turn), ["page", "broken"])
        state.observe(edge(state, self._dress), ["theme", "presenting", "blind"])
        state.observe(edge(state, self._show_screen), ["screen", "page", "presenting"])
        state.decisions.observe(edge(state, self._show_screen), "nip")
        state.observe(
            edge(state, self._tell), ["notice", "blind", "page", "screen", "holds_pen", "has_looked", "stale_since"]
        )
        for source in (state.decisions, state.bench):
            source.observe(edge(state, self._tell), "message")
        state.observe(edge(state, self._mark), ["discussed", "page", "past", "future"])
        state.observe(edge(state, self._say_status), ["saved_at", "result", "holds_pen", "has_looked"])
        for part in (self._turn, self._dress, self._show_screen, self._tell, self._mark, self._say_status):
            part(None)

    # --- parts -------------------------------------------------------------------------------------------------

    def _top(self) -> widgets.HBox:
        state = self.state
        mark = html(f'<span class="merek">{MARK}talenta</span>')
        steps = row(*self.steps.values(), name="talenta-langkah")
        self.undo = button(state, "Urungkan", state.undo, kind="sepi", tip="Urungkan perubahan terakhir (Ctrl+Z)")
        self.redo = button(state, "Ulangi", state.redo, kind="sepi", tip="Ulangi yang diurungkan (Ctrl+Shift+Z)")
        self.done = button(state, "", self._toggle_done, kind="sepi", tip="Tandai halaman ini sudah dibahas")
        tools = {
            "Tanpa nama": ("blind", "Kode menggantikan nama, NIP, dan jenis kelamin"),
            "Layar besar": ("presenting", "Huruf besar, satu hal satu layar; panah kanan dan kiri untuk berpindah"),
            "Gelap": ("theme", "Latar gelap"),
        }
        self.switches = {label: self._look(label, *what) for label, what in tools.items()}
        if state.is_observer:
            self.switches.pop("Tanpa nama")
        printing = button(state, "Cetak", lambda: self.browser.send({"kind": "print"}), kind="sepi")
        own = [] if state.is_observer else [self.done, self.undo, self.redo]
        return row(mark, steps, row(*own, *self.switches.values(), printing, name="talenta-alat"), name="talenta-atas")

    def _look(self, label: str, trait: str, tip: str) -> widgets.ToggleButton:
        """Return the switch of one look, which follows the state."""
        state = self.state
        values: tuple[Any, Any] = ("terang", "gelap") if trait == "theme" else (False, True)
        made = switch(
            state, label, lambda is_on: setattr(state, trait, values[is_on]),
            is_on=getattr(state, trait) == values[1], tip=tip,
        )  # fmt: skip
        made.add_class("talenta-sepi")
        state.observe(lambda change: setattr(made, "value", change["new"] == values[1]), trait)
        return made

    def _step(self, place: int, page: Page) -> widgets.Button:
        made = button(self.state, f"{place} {PAGE_LABELS[page]}", lambda: self.state.go(page))
        made.add_class(f"talenta-langkah-{page}")
        return made

    def _screens(self) -> widgets.HBox:
        """Return the steps from one thing to the next, for who presents with a mouse."""
        back = button(self.state, "←", partial(self.state.step, -1), tip="Sebelumnya (panah kiri)")
        on = button(self.state, "→", partial(self.state.step, 1), tip="Berikutnya (panah kanan)")
        return row(back, self._place, on, name="talenta-layar")

    def _toggle_done(self) -> None:
        page = self.state.page
        self.state.mark_discussed(page, is_done=page not in self.state.discussed)

    # --- following the state -----------------------------------------------------------------------------------

    def _turn(self, _change: object) -> None:
        """Show the page; one that was not open yet is built now. In the place of one that broke stands that it did."""
        page = Page(self.state.page)
        if page not in self._built and not self._is_broken(page):
            with unbroken(self.state, page, self):
                self._built[page] = self._builders[page](self.state)
            self._body.children = (*self._body.children, self._built[page])
        for one, built in self._built.items():
            built.layout.display = "" if one == page and not self._is_broken(page) else "none"
        self._stuck.layout.display = "" if self._is_broken(page) else "none"
        self.browser.page = page  # last: the browser looks for the title of what is on show

    def _is_broken(self, page: Page) -> bool:
        return any(one == page for one, _ in self.state.broken)

    def _reload(self) -> None:
        self.browser.send({"kind": "reload"})

    def _dress(self, _change: object) -> None:
        state = self.state
        self.browser.theme, self.browser.presenting = state.theme, state.presenting
        for name, is_on in {
            "gelap": state.theme == "gelap", "terang": state.theme == "terang", "penyaji": state.presenting,
            "tanpa-nama": state.blind, "pengamat": state.is_observer,
        }.items():  # fmt: skip
            (self.widget.add_class if is_on else self.widget.remove_class)(name)

    def _show_screen(self, _change: object) -> None:
        """While presenting, show the one thing that is on: the style sheet knows it by its number."""
        state = self.state
        for place in range(max(map(len, SCREENS.values()))):
            is_on = state.presenting and place == state.screen
            (self.widget.add_class if is_on else self.widget.remove_class)(f"layar-{place + 1}")
        show(self._place, f"<p>{escape(screen_words(state))}</p>")

    def _tell(self, _change: object) -> None:
        state = self.state
        words = "" if self._is_told_elsewhere() else state.bench.covered(state.notice)
        show(self._told, f'<p role="status">{escape(words)}</p>' if words else "")
        self._pen.children = self._pen_line()

    def _is_told_elsewhere(self) -> bool:
        """Whether the notice stands on the page already: in the line of the pen, or in the line of the page itself."""
        state, notice = self.state, self.state.notice
        lines = {
            Page.DECISIONS: state.decisions.message if state.is_at_names or not state.presenting else "",
            Page.SCENARIO: state.bench.message if state.bench.status == "gagal" else "",
        }
        is_pen_elsewhere = state.has_looked and not state.holds_pen
        own = "" if state.is_observer else lines.get(Page(state.page), "")
        return notice == own or (is_pen_elsewhere and notice == str(ELSEWHERE))

    def _pen_line(self) -> list[widgets.Widget]:
        """Return what stands between this browser and changing something; nothing where nothing does."""
        state, parts = self.state, list[widgets.Widget]()
        if state.is_observer:
            parts.append(html("<p><b>Hanya melihat.</b> Nama diganti kode.</p>"))
        elif state.has_looked and not state.holds_pen:
            parts.append(
                html("<p><b>Sedang diubah di tempat lain.</b> Halaman ini mengikuti, dan tidak menyimpan.</p>")
            )
            parts.append(button(state, "Ambil alih", state.take_over, tip="Pindahkan pencatatan ke halaman ini"))
        if state.stale_since is not None:
            since = f"{state.stale_since:%H.%M}"
            parts.append(html(f"<p><b>Data berubah sejak {since}.</b> Angka di layar masih yang lama.</p>"))
            parts.append(button(state, "Muat ulang data", self._reload))
        return parts

    def _mark(self, _change: object) -> None:
        """Show which pages are discussed, and what can be undone."""
        state = self.state
        for place, (page, step) in enumerate(self.steps.items(), start=1):
            is_done, is_here = page in state.discussed, page == state.page
            step.description = f"{place} {PAGE_LABELS[page]}{' ✓' if is_done else ''}"
            (step.add_class if is_here else step.remove_class)("talenta-di-sini")
        is_done = state.page in state.discussed
        self.done.description = "✓ Sudah dibahas" if is_done else "Tandai dibahas"
        self.undo.disabled, self.redo.disabled = not state.past, not state.future

    def _say_status(self, _change: object) -> None:
        show(self._status, status_words(self.state.result, self.state))

    def _hear(self, _browser: object, message: Mapping[str, Any], _buffers: object) -> None:
        """Answer the browser: a key, a sign of life, or that all before it is done."""
        state, kind = self.state, message["kind"]
        if kind not in ("ping", "tick"):  # which nobody does
            state.hush()
        if kind == "ping":
            self.browser.send({"kind": "pong"})
        elif kind == "tick":
            state.tick()
            self.browser.send({"kind": "tock"})
        elif kind == "page":
            state.go(list(Page)[int(message["place"])])
        elif kind == "step":
            state.step(1 if message["by"] > 0 else -1)
        elif kind == "leave":
            state.presenting = False
        elif kind in ("undo", "redo"):
            (state.undo if kind == "undo" else state.redo)()


def screen_words(state: DashboardState) -> str:
    """Say which of the things of the page is on show while it is presented."""
    if state.is_at_names:
        agenda = state.decisions.agenda
        is_there = state.decisions.nip in agenda
        return f"Nama {agenda.index(state.decisions.nip) + 1} dari {len(agenda)}" if is_there else ""
    names = state.screens
    if len(names) == 1:
        return PAGE_LABELS[Page(state.page)]
    return f"{names[state.screen]} ({state.screen + 1} dari {len(names)})"


def status_words(result: RoundResult, state: DashboardState) -> str:
    """Return the status line: classification, round, date of the data, scheme, when it was kept, who decides."""
    parameters = result.parameters
    parts = [
        f"<b>{escape(classification(result, draft=False))}</b>",
        escape(f"{parameters.title}, {parameters.region}"),
        f"Data per {format_date(parameters.as_of)}",
        f"Skema {escape(result.scheme.label)}",
    ]
    is_following = state.has_looked and not state.holds_pen
    kept = "Mengikuti pencatat" if is_following else f"Tersimpan {state.saved_at:%H.%M}" if state.saved_at else ""
    return (
        f'<div class="kiri"><span>{"</span><span>".join(parts)}</span></div>'
        f'<div class="kanan"><span>{kept}</span><b>{PPK_SENTENCE}</b></div>'
    )
