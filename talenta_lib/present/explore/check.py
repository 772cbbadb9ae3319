"""Notebook 01: what was accepted, what was held back, and what to mend."""

from __future__ import annotations

import re
import tempfile
from functools import partial
from html import escape
from pathlib import Path
from textwrap import shorten

import ipywidgets as widgets
import pandas as pd

from talenta_lib.intake import files_table, write_template
from talenta_lib.present.annex_workbook import FILES, issues_sheet, people_sheet, pick
from talenta_lib.present.explore import view
from talenta_lib.present.explore.controls import card_panel, filter_bar
from talenta_lib.present.explore.map import trace_html
from talenta_lib.present.explore.state import MapState
from talenta_lib.present.explore.view import View
from talenta_lib.round import RoundResult, run_round
from talenta_lib.terms import format_number

ALL = "Semua"
LACKS = ["Kode", "NIP", "Nama", "Jabatan", "OPD", "Yang Belum Ada", "Kotak yang Mungkin", "Asesmen Berlaku Sampai"]
NIP_HEADER = re.compile(r"nip\b.*", re.IGNORECASE)
NAME_HEADER = re.compile(r"nama( lengkap| pegawai| pejabat| pns| asn)?", re.IGNORECASE)
SHOWN_CELLS = 110
"""Letters of the other cells that are shown; the download has them all."""


def open_check(round_dir: str | Path) -> DataCheck:
    """Read and check the files of a round (``talenta check`` prints the same)."""
    return DataCheck(run_round(round_dir))


class DataCheck:
    """Views over the intake of one round."""

    def __init__(self, result: RoundResult) -> None:
        self.result = result
        self.intake = result.intake

    def summary(self) -> View:
        """Return the accounting per sheet, led by one sentence."""
        files = files_table(self.intake)
        accepted, held, rows = (int(files[name].sum()) for name in ("accepted", "quarantined", "rows_in"))
        finding = f"{format_number(accepted, 0)} dari {format_number(rows, 0)} baris diterima, {held} ditahan"
        frame = pick(files.assign(path=files["path"].str.rsplit("/", n=1).str[-1]), FILES)
        dropped = sorted({column for report in self.intake.files for column in report.dropped_columns})
        note = (
            f'<p class="sub">Kolom pribadi yang dibuang saat membaca: {escape(", ".join(dropped))}.</p>'
            if dropped
            else ""
        )
        html = f"{view.static_style()}<h2>{finding}</h2>{view.static_table(frame)}{note}"
        return View(html)

    def issues(self) -> View:
        """Return the issues with filters by file, severity and word."""
        frame = issues_sheet(self.intake.issues)
        table = view.table(frame)
        controls = {
            column: widgets.Dropdown(options=[ALL, *sorted(frame[column].dropna().unique())], description=column)
            for column in ("Berkas", "Tingkat", "Masalah")
        }

        def visible() -> pd.DataFrame:
            shown = frame
            for column, control in controls.items():
                shown = shown if control.value == ALL else shown[shown[column] == control.value]
            return shown

        for control in controls.values():
            control.observe(lambda _change: view.refill(table, visible()), "value")
        sheet = view.download(self.result, "Masalah Data", visible)
        return View(view.static_table(frame), view.stack(widgets.HBox(list(controls.values())), table, sheet))

    def quarantine(self) -> View:
        """Return the rows held back, as they stand in the file."""
        frame = held_rows(self.intake.quarantine)
        formats = {"Isi Lain": partial(shorten, width=SHOWN_CELLS, placeholder=" …")}
        sheet = view.download(self.result, "Baris Ditahan", lambda: frame)
        return View(view.static_table(frame, formats), view.stack(view.table(frame, formats), sheet))

    def people(self) -> View:
        """Return what each official still lacks, with the filters and the person card of the map."""
        state = MapState(self.result.people)
        table, finding = view.table(_lacks(state.visible)), widgets.HTML()

        def follow(_change: object) -> None:
            lacking = int(state.visible["missing"].ne("").sum())
            finding.value = view.framed(f"<h2>{lacking} dari {len(state.visible)} pejabat datanya belum lengkap</h2>")
            view.refill(table, _lacks(state.visible))

        state.observe(follow, "visible")
        follow(None)
        sheet = view.download(self.result, "Kelengkapan", lambda: _lacks(state.visible))
        static = _lacks(self.result.people[self.result.people["missing"].ne("")])
        widget = view.stack(filter_bar(state), finding, table, sheet, card_panel(self.result, state))
        return View(view.static_table(static), widget)

    def completeness(self) -> View:
        """Return, per OPD, how many officials have every component."""
        rows = self.result.distribution
        rows = rows[rows["group_kind"] == "opd"].sort_values("complete_pct", kind="stable")
        labels = {
            "group": "OPD",
            "people": "Pejabat",
            "complete_pct": "Data Lengkap (%)",
            "undetermined": "Kotak Belum Ditetapkan",
        }
        frame = pick(rows, labels)
        return View(view.static_table(frame), view.stack(view.table(frame)))

    def template(self) -> View:
        """Return a link to the empty workbook."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "templat-talenta.xlsx"
            write_template(path)
            return View(view.static_style() + view.link(path.name, path.read_bytes()))

    def trace(self) -> View:
        """Return where the numbers come from."""
        return View(trace_html(self.result))


def held_rows(quarantine: pd.DataFrame) -> pd.DataFrame:
    """Return the rows held back with Indonesian headers; NIP and name as the file has them, in columns of their own."""
    rows = [_split_cells(text) for text in quarantine["cells"]]
    columns = {
        "Tabel": quarantine["table"].str.replace("_", " "),
        "Berkas": quarantine["file"], "Lembar": quarantine["sheet"], "Baris": quarantine["row"],
        "Sebab": quarantine["code"].str.replace("_", " "),
        "NIP": [_take(NIP_HEADER, row) for row in rows],
        "Nama": [_take(NAME_HEADER, row) for row in rows],
        "Isi Lain": ["; ".join(f"{header}: {value}" for header, value in row.items()) for row in rows],
    }  # fmt: skip
    return pd.DataFrame(columns).astype({"NIP": "string", "Nama": "string", "Isi Lain": "string"})


def _split_cells(text: str) -> dict[str, str]:
    """Return header -> value of a row written as ``NIP=…; NAMA=…``; a value may hold ``; `` itself."""
    pairs = (part.partition("=") for part in re.split(r"; (?=[^;=]*=)", text))
    return {header: value for header, _, value in pairs}


def _take(pattern: re.Pattern[str], row: dict[str, str]) -> str:
    """Take the first cell whose header is as the pattern out of the row; empty where there is none."""
    header = next((header for header in row if pattern.fullmatch(header)), "")
    return row.pop(header, "")


def _lacks(people: pd.DataFrame) -> pd.DataFrame:
    """Return what each official lacks, those who lack something first."""
    return people_sheet(people.sort_values("missing", key=lambda missing: missing.eq(""), kind="stable"))[LACKS]
