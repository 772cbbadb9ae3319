"""Where each person stands on the nine-box board: a lattice of places, the nearest to the official score."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from talenta_lib.present.theme import KOTAK_ROWS

Bands = Mapping[str, tuple[float, float]]
"""Axis ("performance", "potential") -> the two cut-offs between its three levels."""

DISC_LIMIT: Final = 60
DISC_PITCH: Final = 26.0
DISC_SIZE: Final = 24.0
PITCHES: Final = (16.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
FULLEST: Final = 0.78
DOT_SHARE: Final = 0.72
GAP: Final = 4.0
TRAY_PITCH: Final = 12.0
TRAY_LINES: Final = 2
TRAY_SQUARE: Final = 9.0


@dataclass(frozen=True)
class Frame:
    """Where the nine cells of a board lie, in px; larger boards have larger letters, not other proportions."""

    width: float
    height: float
    tray: float = 0.0

    @property
    def is_large(self) -> bool:
        """Whether the board is drawn for a screen (look: 886 px) and not for a page (650 px)."""
        return self.width >= 760

    @property
    def head(self) -> float:
        """Height of the head of a cell: kotak number and head count."""
        return 34.0 if self.is_large else 28.0

    @property
    def letters(self) -> tuple[float, float, float]:
        """Font sizes of words, numbers and cut-offs."""
        return (14.5, 24, 13) if self.is_large else (12, 19, 11)

    @property
    def left(self) -> float:
        """Left edge of the first column of cells; the names of the levels stand before it."""
        return 100.0 if self.is_large else 88.0

    def cell(self, kotak: int) -> tuple[float, float, float, float]:
        """Return x, y, width and height of a cell."""
        row, column = next((r, k) for r, numbers in enumerate(KOTAK_ROWS) for k, n in enumerate(numbers) if n == kotak)
        width = (self.width - self.left - 2 * GAP) / 3
        height = (self.height - 26 - self.tray - 2 * GAP) / 3
        return self.left + column * (width + GAP), 4 + row * (height + GAP), width, height

    def body(self, kotak: int) -> tuple[float, float, float, float]:
        """Return the part of a cell that dots may use: below the head, 6 px from the other edges."""
        x, y, width, height = self.cell(kotak)
        return x + 6, y + self.head + 2, width - 12, height - self.head - 8


def board_layout(people: pd.DataFrame, bands: Bands, *, width: float, height: float) -> pd.DataFrame:
    """Place every person with a kotak on the square lattice of a cell, nearest to the official score.

    One pitch for all cells: the largest at which the fullest cell uses at most 78 % of its places (6 px is the
    smallest, unless even that has no place for everybody); up to 60 people are discs of 24 px where they fit.
    In round order (``code``) each takes the nearest free place, upper before left where two are equally near; so the
    order of the rows does not matter.

    Returns
    -------
    DataFrame with ``nip, code, kotak, x, y`` (px of the board) and ``size`` (diameter, px; 24 for discs with initials).
    """
    frame = Frame(width, height, tray_height(people, width))
    placed = people[people["kotak"].notna()].copy()
    order = placed["code"].astype("string")
    placed = placed.assign(_length=order.str.len()).sort_values(["_length", "code"], kind="stable")
    counts = placed["kotak"].value_counts()
    fullest = int(counts.max()) if len(counts) else 0
    is_discs = len(placed) <= DISC_LIMIT and fullest <= _places(frame, DISC_PITCH)
    pitch = DISC_PITCH if is_discs else _pitch(fullest, frame)
    parts = [_place_in_cell(placed[placed["kotak"] == kotak], kotak, frame, bands, pitch) for kotak in range(1, 10)]
    columns = ["nip", "code", "kotak", "x", "y"]
    layout = pd.concat(parts).loc[placed.index, columns]
    size = DISC_SIZE if is_discs else DOT_SHARE * pitch
    return layout.assign(size=size).reset_index(drop=True)


def _pitch(fullest: int, frame: Frame) -> float:
    for pitch in PITCHES:
        if fullest <= FULLEST * _places(frame, pitch):
            return pitch
    below_floor = (PITCHES[-1] - k / 4 for k in itertools.count())
    return next(pitch for pitch in below_floor if fullest <= _places(frame, pitch))


def _places(frame: Frame, pitch: float) -> int:
    _, _, width, height = frame.body(KOTAK_ROWS[0][0])
    return int(width / pitch) * int(height / pitch)


def _place_in_cell(members: pd.DataFrame, kotak: int, frame: Frame, bands: Bands, pitch: float) -> pd.DataFrame:
    x, y, width, height = frame.body(kotak)
    row, column = divmod([n for numbers in KOTAK_ROWS for n in numbers].index(kotak), 3)
    wanted_x = x + width * _share(members["potential_score"], bands["potential"], column)
    wanted_y = y + height * (1 - _share(members["performance_score"], bands["performance"], 2 - row))
    columns, rows = int(width / pitch), int(height / pitch)
    places_y, places_x = np.divmod(np.arange(rows * columns), columns)
    xs = x + (width - columns * pitch) / 2 + pitch * (places_x + 0.5)
    ys = y + (height - rows * pitch) / 2 + pitch * (places_y + 0.5)
    taken = _nearest_free(wanted_x, wanted_y, xs, ys)
    return members.assign(x=xs[taken], y=ys[taken])


def _share(scores: pd.Series[float], cuts: tuple[float, float], band: int) -> npt.NDArray[np.float64]:
    """Return where scores lie in their band, 0-1; the outer bands are drawn as wide as the middle one."""
    span = cuts[1] - cuts[0]
    share = (scores.to_numpy(dtype=float) - (cuts[0] + (band - 1) * span)) / span
    return np.clip(np.where(np.isnan(share), 0.5, share), 0.0, 1.0)


def _nearest_free(
    wanted_x: npt.NDArray[np.float64], wanted_y: npt.NDArray[np.float64],
    xs: npt.NDArray[np.float64], ys: npt.NDArray[np.float64],
) -> list[int]:  # fmt: skip
    free = np.zeros(len(xs))
    taken = []
    for x, y in zip(wanted_x, wanted_y, strict=True):
        distance = np.round((xs - x) ** 2 + (ys - y) ** 2, 6) + free
        place = int(distance.argmin())  # the first of equals: upper, then left
        free[place] = math.inf
        taken.append(place)
    return taken


def tray_height(people: pd.DataFrame, width: float) -> float:
    """Return the height (px) of the tray under a board; 0 when every person has a kotak."""
    waiting = int(people["kotak"].isna().sum())
    if not waiting:
        return 0.0
    lines = math.ceil(waiting / tray_columns(width))
    return 14 + TRAY_PITCH * (lines if lines <= TRAY_LINES else 1)


def tray_layout(people: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Return the middle (px) of each square of the tray, in round order: ``nip, x, y``; empty where too many wait."""
    waiting = people.loc[people["kotak"].isna(), ["nip", "code"]].sort_values("code", kind="stable")
    columns = tray_columns(frame.width)
    if len(waiting) > TRAY_LINES * columns:
        waiting = waiting.iloc[:0]
    row, column = np.divmod(np.arange(len(waiting)), columns)
    middle = 1 + TRAY_SQUARE / 2
    return pd.DataFrame({
        "nip": waiting["nip"].array,
        "x": frame.width - TRAY_PITCH * (min(columns, len(waiting)) - column) + middle,
        "y": frame.height - frame.tray + 6 + row * TRAY_PITCH + middle,
    })  # fmt: skip


def tray_columns(width: float) -> int:
    """Return how many squares fit beside the words of the tray."""
    return int((width - Frame(width, 0).left - 300) / TRAY_PITCH)
