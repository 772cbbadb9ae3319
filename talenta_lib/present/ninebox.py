"""The nine-box board as a plotly figure, for JupyterLab: the words of a person on hover."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from talenta_lib import terms
from talenta_lib.present.board import board_finding, cut_text, disc_label, person_title
from talenta_lib.present.drawing import hatch_path
from talenta_lib.present.figures import blank_figure, note
from talenta_lib.present.lattice import (
    DISC_SIZE,
    GAP,
    TRAY_SQUARE,
    Bands,
    Frame,
    board_layout,
    tray_height,
    tray_layout,
)
from talenta_lib.present.theme import COLORS, GROUP_FILL, Theme, group_of


def ninebox_figure(
    people: pd.DataFrame,
    bands: Bands,
    *,
    width: int = 886,
    height: int = 552,
    codes: bool = False,
    theme: Theme = "terang",
) -> go.Figure:
    """Draw the nine-box board for JupyterLab: the places of ``board_layout``, a person's words on hover.

    Three traces: sure dots, *garis batas*, and the tray of who has no kotak yet; ``customdata`` is the NIP.
    """
    frame = Frame(width, height, tray_height(people, width))
    layout = board_layout(people, bands, width=width, height=height)
    facts = layout.merge(people.drop(columns=["code", "kotak"]), on="nip", validate="one_to_one")
    is_edge = facts["is_borderline"].fillna(False).astype(bool)
    tray = tray_layout(people, frame).merge(people, on="nip", validate="one_to_one")
    traces = [
        _dots(facts[~is_edge], is_edge=False, codes=codes, theme=theme),
        _dots(facts[is_edge], is_edge=True, codes=codes, theme=theme),
        _tray(tray, codes=codes, theme=theme),
    ]
    figure = blank_figure(traces, width, height, theme, board_finding(people))
    figure.update_xaxes(visible=False, range=[0, width]).update_yaxes(visible=False, range=[height, 0])
    shapes = [shape for kotak in range(1, 10) for shape in _cell(frame, kotak, theme)]
    shapes += [_square(x, y, theme) for x, y in zip(tray["x"], tray["y"], strict=True)]
    notes = [*_heads(frame, people), *_level_names(frame), *_cut_offs(frame, bands), *_waiting(frame, people)]
    return figure.update_layout(shapes=shapes, annotations=notes, margin={"l": 0, "r": 0, "t": 0, "b": 0})


def _dots(dots: pd.DataFrame, *, is_edge: bool, codes: bool, theme: Theme) -> go.Scatter:
    color = COLORS[theme]
    rows = dots.to_dict("records")
    is_discs = bool((dots["size"] == DISC_SIZE).all())
    ring = {"width": 2 if is_edge else 0, "color": color["sogan"]}
    return go.Scatter(
        x=dots["x"], y=dots["y"], mode="markers+text" if is_discs else "markers",
        name="garis batas" if is_edge else "pejabat",
        marker={"size": dots["size"] - 2 * is_edge, "color": color["kertas" if is_edge else "nila"], "line": ring},
        opacity=1,
        customdata=list(dots["nip"]),
        text=[disc_label(row, codes=codes) for row in rows],
        textfont={"size": 10.5, "weight": 600, "color": color["sogan" if is_edge else "kertas"]},
        hovertext=[person_title(row, codes=codes) for row in rows], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _tray(waiting: pd.DataFrame, *, codes: bool, theme: Theme) -> go.Scatter:
    """Return the squares of the tray as points to hover and click; plotly has no dashed marker, see ``_square``."""
    return go.Scatter(
        x=waiting["x"], y=waiting["y"], mode="markers", name="belum dapat ditetapkan",
        marker={"size": TRAY_SQUARE, "symbol": "square", "color": COLORS[theme]["kertas"], "line": {"width": 0}},
        customdata=list(waiting["nip"]),
        hovertext=[person_title(row, codes=codes) for row in waiting.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _square(x: float, y: float, theme: Theme) -> dict[str, Any]:
    half = TRAY_SQUARE / 2
    line = {"width": 1.4, "color": COLORS[theme]["tinta-3"], "dash": "2.4px,1.6px"}
    return {"type": "rect", "x0": x - half, "x1": x + half, "y0": y - half, "y1": y + half, "line": line}


def _cell(frame: Frame, kotak: int, theme: Theme) -> list[dict[str, Any]]:
    color, group = COLORS[theme], group_of(kotak)
    x, y, width, height = frame.cell(kotak)
    ground = {"type": "rect", "x0": x, "x1": x + width, "y0": y, "y1": y + height, "layer": "below",
              "fillcolor": color[GROUP_FILL[group]], "line": {"width": 0}}  # fmt: skip
    if group != "bawah":
        return [ground]
    path = hatch_path(x, y + frame.head, width, height - frame.head)
    lines = {
        "type": "path",
        "path": path,
        "layer": "below",
        "opacity": 0.38,
        "line": {"width": 1, "color": color["sogan-isi"]},
    }
    return [ground, lines]


def _heads(frame: Frame, people: pd.DataFrame) -> list[dict[str, Any]]:
    counts = people["kotak"].value_counts()
    notes = []
    for kotak in range(1, 10):
        x, y, width, _ = frame.cell(kotak)
        count = f'<b><span style="font-size:20px">{int(counts.get(kotak, 0))}</span></b> orang'
        name = f'Kotak <b><span style="font-size:20px">{kotak}</span></b>'
        notes.append(note(x + 6, y + frame.head / 2, name, xanchor="left", size=14))
        notes.append(note(x + width - 6, y + frame.head / 2, count, xanchor="right", size=14))
    return notes


def _level_names(frame: Frame) -> list[dict[str, Any]]:
    notes = []
    for level, kotak in zip(terms.Level, (1, 2, 4), strict=True):
        _, y, _, height = frame.cell(kotak)
        words = terms.PERFORMANCE_LABELS[level].capitalize().replace(" ekspektasi", "<br>ekspektasi")
        notes.append(note(frame.left - 14, y + height / 2, f"<b>{words}</b>", xanchor="right", align="right"))
    for level, kotak in zip(terms.Level, (1, 3, 6), strict=True):
        x, y, width, height = frame.cell(kotak)
        words = f"<b>{terms.POTENTIAL_LABELS[level].capitalize()}</b>"
        notes.append(note(x + width / 2, y + height + 11, words))
    return notes


def _cut_offs(frame: Frame, bands: Bands) -> list[dict[str, Any]]:
    x, y, width, height = frame.cell(1)
    base, edge = y + height + 11, frame.left - 14
    notes = [note(edge, 12, "Kinerja ↑", xanchor="right"), note(edge, base, "Potensial →", xanchor="right")]
    for k, cut in enumerate(bands["potential"]):
        notes.append(note(x + (k + 1) * (width + GAP) - GAP / 2, base, cut_text(cut)))
    for k, cut in enumerate(bands["performance"]):
        notes.append(note(frame.left - 6, y - k * (height + GAP) - GAP / 2, cut_text(cut), xanchor="right"))
    return notes


def _waiting(frame: Frame, people: pd.DataFrame) -> list[dict[str, Any]]:
    count = int(people["kotak"].isna().sum())
    words = f"<b>{count}</b> belum dapat ditetapkan: data belum lengkap"
    return [note(frame.left, frame.height - frame.tray + 11, words, xanchor="left")] if count else []
