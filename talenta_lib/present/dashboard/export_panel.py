"""The buttons that make files, with how far they are, and the links that save them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

import ipywidgets as widgets

from talenta_lib.errors import TalentaError
from talenta_lib.present.dashboard.controls import (
    FAULT,
    button,
    column,
    edge,
    html,
    labelled,
    later,
    row,
    show,
)
from talenta_lib.present.dashboard.exports import (
    DECIDED,
    PLAN,
    Files,
    decree_files,
    minutes_files,
    preflight_files,
    report_files,
    report_scenario,
)
from talenta_lib.present.dashboard_state import DashboardState
from talenta_lib.present.explore import view
from talenta_lib.present.report_process import ReportProcess
from talenta_lib.round.decision_table import decision_totals

NOT_ROUND: Final = (
    "Laporan memuat rencana skenario putaran, bukan rencana di layar: skenario di layar belum menjadi berkas putaran."
)
OTHER_NAMES: Final = "Tampilan nama berubah selagi berkas dibuat. Buat ulang."


class ExportPanel:
    """Berita Acara, report, check before I-Mut and Lampiran SK; each offers its files as links under its button."""

    def __init__(self, state: DashboardState) -> None:
        self.state, self.process = state, ReportProcess()
        self.source = widgets.Dropdown(options=[("Usulan sistem", PLAN)])
        self.places = {name: html() for name in ("minutes", "report", "preflight", "decree")}
        self.minutes = button(state, "Buat Berita Acara (PDF, Excel)", self._maker("minutes"), kind="utama")
        self.report = button(state, "Susun laporan (PDF, Excel)", self._start_report)
        self.stop = button(state, "Berhenti", self._stop_report)
        self.preflight = button(state, "Buat pra-I-Mut (Excel, PDF)", self._maker("preflight"))
        self.decree = button(state, "Buat Lampiran SK (Excel, Word)", self._maker("decree"))
        self._note, self._report_note = html(), html()
        self._made_of: tuple[object, ...] = ()
        self.stop.layout.display = "none"
        self.widget = column(
            html("<h2>Berkas</h2>"), self._note, self.minutes, self.places["minutes"],
            row(self.report, self.stop), self._report_note, self.places["report"],
            labelled(self.source, "Daftar nama pra-I-Mut dan Lampiran SK"),
            self.preflight, self.places["preflight"], self.decree, self.places["decree"], name="talenta-berkas",
        )  # fmt: skip

    def lay(self) -> None:
        """Show what the files will hold as things stand; files made of what no longer stands are not offered."""
        state = self.state
        if (basis := self._basis()) != self._made_of:
            self._made_of = basis
            for place in self.places.values():
                show(place, "")
        moves, decided = len(state.bench.chapter.mutasi.moves), decision_totals(state.decisions.table)["moves"]
        chosen = self.source.value
        self.source.options = [
            (f"Usulan sistem ({moves} perpindahan)", PLAN), (f"Keputusan komite ({decided} perpindahan)", DECIDED)
        ]  # fmt: skip
        self.source.value = chosen if chosen in (PLAN, DECIDED) else PLAN
        show(self._note, "<p><b>Tanpa nama:</b> berkas memakai kode.</p>" if state.blind else "")
        show(self._report_note, f'<p class="sub">{NOT_ROUND}</p>' if report_scenario(state) is None else "")

    def _basis(self) -> tuple[object, ...]:
        """Return what the files rest on: the plan, the decisions, whether names are shown."""
        table = self.state.decisions.table
        return id(self.state.chapter), self.state.blind, tuple(table["seq"].astype(str))

    def _maker(self, kind: str) -> Callable[[], None]:
        """Return what makes one kind of files, beside the page."""
        makers: dict[str, Callable[[], Files]] = {
            "minutes": lambda: minutes_files(self.state),
            "preflight": lambda: preflight_files(self.state, self.source.value),
            "decree": lambda: decree_files(self.state, self.source.value),
        }

        def make() -> None:
            self._say(kind, "<p>Membuat berkas…</p>")
            later(self.state, lambda: self._offer(kind, makers[kind]))

        return make

    def _start_report(self) -> None:
        """Make the report elsewhere; the page stays alive and shows how far it is."""
        self.report.disabled, self.stop.layout.display = True, ""
        self._say("report", "<p>Menyiapkan laporan…</p>")

        def work() -> None:
            try:
                self._offer("report", lambda: report_files(self.state, self.process, self._step))
            finally:
                self.report.disabled, self.stop.layout.display = False, "none"

        later(self.state, work)

    def _stop_report(self) -> None:
        self._say("report", "<p>Menghentikan…</p>")
        self.process.stop()

    def _step(self, step: str, number: int, total: int) -> None:
        bar = f'<progress value="{number}" max="{total}" aria-label="Kemajuan laporan"></progress>'
        self._say("report", f"<p>{escape(step)}… ({number + 1} dari {total})<br>{bar}</p>")

    def _offer(self, kind: str, make: Callable[[], Files]) -> None:
        """Make files and offer them; what is refused, or breaks, is told in their place."""
        said, was_blind = f'<p class="pesan gagal">✗ {FAULT}</p>', self.state.blind
        try:
            files = make()
            said = "".join(f"<p>{view.link(name, content)}</p>" for name, content in files.items())
            if self.state.blind != was_blind:
                said = f"<p>{OTHER_NAMES}</p>"
        except TalentaError as error:
            said = f'<p class="pesan gagal">✗ {escape(str(error))}</p>'
        finally:
            self._say(kind, said)

    def _say(self, kind: str, text: str) -> None:
        edge(self.state, show)(self.places[kind], f'<div role="status">{text}</div>')
