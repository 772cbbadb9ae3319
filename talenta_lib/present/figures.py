"""Figures: a table in, a plotly figure out. No data access, no title: the page says the finding in words.

Each figure carries ``layout.meta["finding"]``, the sentence that stands for it where it is not seen.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal

import pandas as pd
import plotly.graph_objects as go

from talenta_lib import terms
from talenta_lib.present.drawing import shorten
from talenta_lib.present.theme import COLORS, KOTAK_GROUPS, Theme, plotly_template

Figure = go.Figure
"""The type of every figure, so that only this module needs plotly."""
HALF_COLUMN: Final = 310
FULL_COLUMN: Final = 650
"""Width (px of CSS) of the columns of the printed page: 82 mm and 172 mm."""
MOST_OPD: Final = 4
OPD_LENGTH: Final = 50

GROUP_LABELS: Final = {"atas": "kotak 7, 8, 9", "tengah": "kotak 4, 5, 6", "bawah": "kotak 1, 2, 3"}
WAITING_LABEL: Final = "belum ditetapkan"


def retirement_figure(
    people: pd.DataFrame, as_of: dt.date, *, half_years: int = 5, width: int = HALF_COLUMN, theme: Theme = "terang"
) -> go.Figure:
    """Draw who reaches the retirement limit (``bup_date``) in each half-year from ``as_of``, eselon II on III.

    The counts of each column stand under it, the total over it. People without a ``bup_date`` are not drawn.
    """
    counts = retirements(people, as_of, half_years=half_years)
    color = COLORS[theme]
    places = list(range(len(counts)))
    traces = [
        go.Bar(x=places, y=counts["III"], marker_color=color["abu"], textposition="none"),
        go.Bar(x=places, y=counts["II"], marker_color=color["nila"], textposition="none"),
    ]
    squares = "".join(f'<br><span style="color:{color[name]}">■</span>' for name in ("nila", "abu"))
    rows = zip(counts["half_year"], counts["II"], counts["III"], strict=True)
    labels = [f"{half_year}<br>{second}<br>{third}" for half_year, second, third in rows]
    totals = counts["II"] + counts["III"]
    notes = [
        note(place, total, f"<b>{total}</b>", yshift=9, size=13) for place, total in zip(places, totals, strict=True)
    ]
    said = ", ".join(f"{name} {total}" for name, total in zip(counts["half_year"], totals, strict=True))
    figure = blank_figure(traces, width, 164, theme, f"Pejabat eselon II dan III yang pensiun per semester: {said}.")
    figure.update_xaxes(
        tickvals=[-1.78, -1.15, *places], ticktext=[squares, "<br>Eselon II<br>Eselon III", *labels],
        range=[-1.9, len(counts) - 0.4],
        tickfont={"size": 11.5, "color": color["tinta-2"]}, nticks=0,
    )  # fmt: skip
    axis_line = {"width": 1.2, "color": color["tinta"]}
    base = {"type": "line", "x0": -0.55, "x1": len(counts) - 0.45, "y0": 0, "y1": 0, "line": axis_line}
    figure.update_yaxes(visible=False, range=[0, max(int(totals.max()), 1) * 1.18])
    return figure.update_layout(barmode="stack", annotations=notes, shapes=[base])


def retirements(people: pd.DataFrame, as_of: dt.date, *, half_years: int = 5) -> pd.DataFrame:
    """Count retirements by half-year ("I ’27", from that of ``as_of``) and eselon: ``half_year, II, III``."""
    first = as_of.year * 2 + (as_of.month > 6)
    dates = people["bup_date"]
    is_ahead = dates.notna() & (dates >= pd.Timestamp(as_of))
    number = dates.dt.year * 2 + (dates.dt.month > 6) - first
    rank = people["eselon"].str.split(".").str[0]
    rows = []
    for k in range(half_years):
        year, second = divmod(first + k, 2)
        is_here = is_ahead & (number == k)
        counts = {eselon: int((is_here & (rank == eselon).fillna(False)).sum()) for eselon in ("II", "III")}
        rows.append({"half_year": f"{'I' * (second + 1)} ’{year % 100:02d}", **counts})
    return pd.DataFrame(rows)


def missing_by_opd_figure(
    people: pd.DataFrame, *, highlight: int = 1, width: int = HALF_COLUMN, theme: Theme = "terang"
) -> go.Figure:
    """Draw how many people have no kotak yet, by OPD, most first; the first ``highlight`` bars carry the finding.

    At most four bars and one for all other OPD together.
    """
    counts = people.loc[people["kotak"].isna(), "opd"].value_counts(sort=False).rename_axis("opd").reset_index()
    counts = counts.sort_values(["count", "opd"], ascending=[False, True])
    names, values = list(counts["opd"].iloc[:MOST_OPD]), [int(n) for n in counts["count"].iloc[:MOST_OPD]]
    if (others := len(counts) - MOST_OPD) > 0:
        names.append(f"{others} OPD lain")
        values.append(int(counts["count"].iloc[MOST_OPD:].sum()))
    said = "; ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))
    colors = ["nila" if k < highlight else "abu" for k in range(len(names))]
    return _labelled_bars(
        names, values, [str(value) for value in values], colors, width=width, theme=theme,
        finding=f"Pejabat yang kotaknya belum dapat ditetapkan per OPD: {said or 'tidak ada'}.",
    )  # fmt: skip


def distribution_figure(
    distribution: pd.DataFrame,
    kind: Literal["opd", "jenjang", "rumpun"],
    *,
    width: int = FULL_COLUMN,
    theme: Theme = "terang",
) -> go.Figure:
    """Draw how the people of each group are spread: one bar of equal length a group, head counts in it, total behind.

    ``distribution`` as in the round (``group_kind, group, people, kotak_1`` to ``kotak_9, undetermined``).
    """
    groups = distribution[distribution["group_kind"] == kind].sort_values(["people", "group"], ascending=[True, False])
    color = COLORS[theme]
    shades = {"atas": "nila", "tengah": "abu", "bawah": "sogan-isi", WAITING_LABEL: "kertas"}
    labels = [terms.JENJANG_LABELS.get(name, name) for name in groups["group"]]
    names = [
        f"{shorten(label, OPD_LENGTH)}  <b>{people}</b>" for label, people in zip(labels, groups["people"], strict=True)
    ]
    traces = []
    for part, shade in shades.items():
        counts = groups["undetermined"] if part == WAITING_LABEL else _group_sum(groups, part)
        traces.append(_segment(part, counts, groups["people"], names, shade=shade, theme=theme))
    placed = int(_group_sum(groups, "atas").sum())
    total = int(groups["people"].sum())
    figure = blank_figure(
        traces, width, 60 + 24 * max(len(groups), 1), theme,
        f"{placed} dari {total} pejabat berada di kotak 7, 8, dan 9; sebaran menurut {kind} ada pada tabel.",
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 1.003])
    figure.update_yaxes(tickfont={"size": 12, "color": color["tinta"]}, nticks=0, type="category")
    legend = {
        "orientation": "h",
        "x": 0,
        "xref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "traceorder": "normal",
        "font": {"size": 12},
    }
    return figure.update_layout(barmode="stack", showlegend=True, legend=legend, bargap=0.3)


def _segment(
    part: str, counts: pd.Series[int], people: pd.Series[int], names: list[str], *, shade: str, theme: Theme
) -> go.Bar:
    color = COLORS[theme]
    texts = ["" if count == 0 else f"<b>{count}</b>" for count in counts]
    return go.Bar(
        name=GROUP_LABELS.get(part, part), orientation="h", x=counts / people.clip(lower=1), y=names, text=texts,
        marker={"color": color[shade], "line": {"width": 1, "color": color["garis-kuat"]}},
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
        insidetextfont={"size": 12, "color": color["kertas" if part == "atas" else "tinta"]},
        hovertemplate="%{y}<br>" + GROUP_LABELS.get(part, part) + ": %{text} orang<extra></extra>",
    )  # fmt: skip


def _group_sum(groups: pd.DataFrame, part: str) -> pd.Series[int]:
    return groups[[f"kotak_{kotak}" for kotak in KOTAK_GROUPS[part]]].sum(axis=1)


def _labelled_bars(
    names: list[str], values: list[int], texts: list[str], colors: list[str], *, width: int, theme: Theme, finding: str
) -> go.Figure:
    """Draw horizontal bars with the name over each bar and the number at its end (long OPD names need the width)."""
    color = COLORS[theme]
    places = list(range(len(names)))
    bars = go.Bar(
        orientation="h", x=values, y=places, width=0.3, text=[f"<b>{text}</b>" for text in texts],
        marker_color=[color[name] for name in colors], constraintext="none",
        textfont={"size": 13, "color": color["tinta"]},
    )  # fmt: skip
    notes = [
        note(0, place, shorten(name, OPD_LENGTH), xanchor="left", yshift=13, size=12)
        for place, name in zip(places, names, strict=True)
    ]
    notes = notes or [note(0, 0, "Tidak ada.", xanchor="left")]
    figure = blank_figure([bars], width, 14 + 32 * max(len(names), 1), theme, finding)
    figure.update_xaxes(visible=False, range=[0, 1.15 * max(values, default=1)])
    figure.update_yaxes(visible=False, range=[max(len(names), 1) - 0.7, -0.75])
    return figure.update_layout(annotations=notes, margin={"l": 0})


def note(x: float, y: float, words: str, **more: Any) -> dict[str, Any]:
    """Return a plotly annotation without arrow; ``more`` are further plotly attributes (``size`` of the letters)."""
    size = more.pop("size", 12)
    return {"x": x, "y": y, "text": words, "showarrow": False, "font": {"size": size}, "borderpad": 0, **more}


def blank_figure(traces: list[Any], width: int, height: int, theme: Theme, finding: str) -> go.Figure:
    """Return a figure of our template and a fixed size (px) that carries its finding."""
    template = plotly_template(theme, font_size=11, ground=COLORS[theme]["kertas"])
    layout = {"template": template, "width": width, "height": height, "meta": {"finding": finding}}
    return go.Figure(traces, layout=layout)
