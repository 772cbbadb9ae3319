"""The frontier shows every limit, the chosen one, the knee, and what is not proved."""

from __future__ import annotations

import pandas as pd

from talenta_lib.present.mutasi_figures import frontier_figure


def frontier(gaps: dict[int, float] | None = None) -> pd.DataFrame:
    limits = list(range(3, 31))
    return pd.DataFrame({
        "max_moves": limits, "value": [80 + 10 * (1 - 0.8**k) for k in limits],
        "gap": [(gaps or {}).get(k, 0.0) for k in limits],
    })  # fmt: skip


def words(figure: object) -> list[str]:
    return [note.text for note in figure.layout.annotations]  # type: ignore[attr-defined]


def test_every_limit_is_a_point() -> None:
    figure = frontier_figure(frontier(), 20, 12)
    assert list(figure.data[0].x) == list(range(3, 31))


def test_the_chosen_limit_and_the_knee_are_marked_in_words() -> None:
    figure = frontier_figure(frontier(), 20, 12)
    assert words(figure) == ["12: mulai melandai", "<b>20: 89,9</b>"]
    assert [trace.marker.symbol for trace in figure.data[1:]] == ["diamond", "circle"]


def test_a_knee_at_the_chosen_limit_is_marked_once() -> None:
    assert words(frontier_figure(frontier(), 12, 12)) == ["<b>12: 89,3</b>"]


def test_a_frontier_that_does_not_bend_has_no_knee() -> None:
    figure = frontier_figure(frontier(), 20, None)
    assert len(words(figure)) == 1
    assert "melandai" not in figure.layout.meta["finding"]


def test_a_chosen_limit_beyond_what_is_drawn_is_not_marked() -> None:
    assert words(frontier_figure(frontier(), 99, None)) == []


def test_a_point_that_is_not_proved_is_hollow_and_shows_what_is_possible() -> None:
    figure = frontier_figure(frontier({9: 0.5}), 20, 12)
    fills = list(figure.data[0].marker.color)
    assert fills.count(fills[6]) == 1
    assert figure.data[0].error_y.array[6] == 0.5
    assert sum(figure.data[0].error_y.array) == 0.5


def test_the_figure_says_its_numbers() -> None:
    assert frontier_figure(frontier(), 20, 12).layout.meta["finding"] == (
        "Kecocokan menurut batas perpindahan: paling banyak 3 perpindahan 84,9, usulan 20 perpindahan 89,9, paling "
        "banyak 30 perpindahan 90,0. Mulai melandai pada 12 perpindahan."
    )


def test_one_point_is_still_a_figure() -> None:
    figure = frontier_figure(frontier().head(1), 3, None)
    assert figure.layout.yaxis.range[0] < figure.layout.yaxis.range[1]
