"""Notebook 02: the board with filters and the person card, the roster, succession, distribution, gaps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
import plotly.graph_objects as go
import traitlets as tl

from talenta_lib.present.annex_workbook import GAPS, people_sheet, pick
from talenta_lib.present.board import board_svg
from talenta_lib.present.board_widget import NineBoxBoard
from talenta_lib.present.explore import view
from talenta_lib.present.explore.card import card_style
from talenta_lib.present.explore.controls import card_panel, filter_bar
from talenta_lib.present.explore.state import MapState
from talenta_lib.present.explore.view import View
from talenta_lib.present.figures import distribution_figure
from talenta_lib.present.pages.annex_people import named_jenjang
from talenta_lib.present.pages.page import board_bands
from talenta_lib.present.theme import register_templates
from talenta_lib.round import RoundResult, run_round
from talenta_lib.terms import AXIS_LABELS, format_score

STATIC_BOARD: dict[str, Any] = {"width": 780, "height": 540}
ROSTER = ["Kode", "NIP", "Nama", "Jabatan", "OPD", "Eselon", "Kinerja", "Potensial", "Kotak", "Garis Batas", "Saran"]


def open_map(round_dir: str | Path, **overrides: object) -> TalentMap:
    """Run a round and open its map (``talenta_lib.run_round`` gives the same tables without a view)."""
    return TalentMap(run_round(round_dir, **overrides))


class TalentMap:
    """Views over one round; all follow the same filters (``state``)."""

    def __init__(self, result: RoundResult) -> None:
        register_templates()
        self.result = result
        self.state = MapState(result.people)

    def board(self) -> View:
        """Return filters, board and person card; without widgets the board of everybody."""
        people, bands = self.result.people, board_bands(self.result.scheme)
        status = view.status_line(self.result)
        static = f"{status}<h2>{escape(self.state.finding())}</h2>{board_svg(people, bands, **STATIC_BOARD)}"
        finding, board = widgets.HTML(), NineBoxBoard(people, bands)
        tl.link((self.state, "selected"), (board, "selected"))

        def follow(_change: object) -> None:
            finding.value = view.framed(f"<h2>{escape(self.state.finding())}</h2>")
            board.show(self.state.visible, spoken=self.state.spoken())

        self.state.observe(follow, "visible")
        follow(None)
        place = widgets.VBox([board], layout=widgets.Layout(flex="1 1 560px", min_width="0"))
        body = widgets.HBox([place, card_panel(self.result, self.state)], layout=widgets.Layout(flex_flow="row wrap"))
        sheet = view.download(self.result, "Pejabat", lambda: people_sheet(self.state.visible))
        head = widgets.HBox([finding, sheet], layout=widgets.Layout(align_items="center", flex_flow="row wrap"))
        dress = widgets.HTML(card_style())
        return View(static, view.stack(dress, widgets.HTML(status), filter_bar(self.state), head, body))

    def roster(self) -> View:
        """Return the roster of the visible people."""
        bands = board_bands(self.result.scheme)
        formats = {label: partial(format_score, cuts=bands[axis]) for axis, label in AXIS_LABELS.items()}
        table = view.table(people_sheet(self.state.visible)[ROSTER], formats)

        def follow(change: Mapping[str, Any]) -> None:
            view.refill(table, people_sheet(change["new"])[ROSTER], formats)

        self.state.observe(follow, "visible")
        return View(view.static_table(people_sheet(self.result.people)[ROSTER], formats), view.stack(table))

    def succession(self) -> View:
        """Return the kelompok rencana suksesi in its order."""
        members = self.result.people[self.result.people["in_krs"]].sort_values("krs_rank")
        columns = ["Urutan Suksesi", "Kode", "Nama", "Jabatan", "OPD", "Eselon", "Kotak", "Nilai Talenta"]
        return self._table_view("Kelompok Suksesi", people_sheet(members)[columns])

    def gaps(self) -> View:
        """Return the competency gaps per OPD, with what would close them."""
        return self._table_view("Pengembangan per OPD", pick(self.result.gaps, GAPS))

    def _table_view(self, name: str, frame: pd.DataFrame) -> View:
        """Return a table with its download."""
        return View(
            view.static_table(frame), view.stack(view.table(frame), view.download(self.result, name, lambda: frame))
        )

    def distribution(self) -> View:
        """Return how people are spread over the groups of boxes, by jenjang, with retirements."""
        rows = named_jenjang(self.result.distribution)
        labels = {"group": "Jenjang", "people": "Pejabat", "undetermined": "Belum Ditetapkan", "retire_1": "Pensiun 1 Tahun",
                  "retire_2": "Pensiun 2 Tahun", "retire_5": "Pensiun 5 Tahun"}  # fmt: skip
        frame = pick(rows, labels)
        figure = go.FigureWidget(distribution_figure(named_jenjang(self.result.distribution), "jenjang", width=886))
        return View(view.static_table(frame), view.stack(figure, view.table(frame)))

    def trace(self) -> View:
        """Return where the numbers come from: the input hash and the files."""
        return View(trace_html(self.result))


def trace_html(result: RoundResult) -> str:
    """Return the input hash, scheme and files of a round as HTML."""
    part = result.input_part
    rows = "".join(
        f"<tr><td>{escape(entry['path'])}</td><td><code>{entry['sha256'][:16]}</code></td></tr>"
        for entry in part["berkas"]
    )
    return (
        f"<p>Jejak masukan <b>{result.input_hash[:8]}</b> · skema {escape(result.scheme.label)} · "
        f"talenta {part['versi']['talenta']}</p><table><thead><tr><th>Berkas</th><th>SHA-256</th></tr></thead>{rows}</table>"
    )
