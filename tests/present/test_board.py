"""The board places everybody, overlaps nobody, and does not depend on the order of the rows."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talenta_lib.present.board import board_finding, board_layout, board_svg, disc_label, initials, person_title
from talenta_lib.present.lattice import Bands, Frame

SIZE = {"width": 650, "height": 476}
CUTS: Bands = {"performance": (60.0, 80.0), "potential": (60.0, 80.0)}
People = Callable[..., pd.DataFrame]


def nearest_neighbour(layout: pd.DataFrame) -> float:
    points = layout[["x", "y"]].to_numpy()
    distance = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    return float(distance.min())


@pytest.mark.parametrize("size", [{"width": 650, "height": 476}, {"width": 886, "height": 552}])
def test_600_people_do_not_overlap(round_of: People, size: dict[str, float]) -> None:
    layout = board_layout(round_of(600), CUTS, **size)
    assert len(layout) == 600
    assert nearest_neighbour(layout) >= layout["size"].iloc[0]


def test_600_people_in_one_cell_do_not_overlap(people: People, person: Callable[..., dict[str, Any]]) -> None:
    crowd = people([person(number) for number in range(1, 601)])
    layout = board_layout(crowd, CUTS, **SIZE)
    assert nearest_neighbour(layout) > layout["size"].iloc[0]
    x, y, width, height = Frame(650, 476).cell(7)
    assert layout["x"].between(x, x + width).all()
    assert layout["y"].between(y, y + height).all()


def test_fullest_cell_uses_at_most_78_percent_of_its_places(round_of: People) -> None:
    layout = board_layout(round_of(300), CUTS, **SIZE)
    pitch = layout["size"].iloc[0] / 0.72
    _, _, width, height = Frame(650, 476).body(5)
    assert layout["kotak"].value_counts().max() <= 0.78 * int(width / pitch) * int(height / pitch)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**16))
def test_row_order_does_not_change_the_picture(seed: int) -> None:
    crowd = pd.DataFrame({
        "nip": [f"{n:018d}" for n in range(80)], "code": [f"P-{n:03d}" for n in range(80)],
        "kotak": pd.array([5] * 80, dtype="Int64"),
        "performance_score": np.linspace(60, 79, 80), "potential_score": np.tile([61.0, 70.0], 40),
    })  # fmt: skip
    shuffled = crowd.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(board_layout(crowd, CUTS, **SIZE), board_layout(shuffled, CUTS, **SIZE))


def test_round_order_is_by_number_not_by_text(people: People, person: Callable[..., dict[str, Any]]) -> None:
    pair = people([person(1000, code="P-1000"), person(999, code="P-999")])
    assert board_layout(pair, CUTS, **SIZE)["code"].tolist() == ["P-999", "P-1000"]


def test_higher_scores_stand_higher_and_further_right(people: People, person: Callable[..., dict[str, Any]]) -> None:
    low, high = person(1, performance_score=62, potential_score=62), person(2, performance_score=78, potential_score=78)
    layout = board_layout(people([low, high]), CUTS, **SIZE).set_index("code")
    assert layout.loc["P-002", "x"] > layout.loc["P-001", "x"]
    assert layout.loc["P-002", "y"] < layout.loc["P-001", "y"]


def test_score_outside_its_cell_stands_at_the_edge(people: People, person: Callable[..., dict[str, Any]]) -> None:
    layout = board_layout(people([person(1, performance_score=5, potential_score=5)]), CUTS, **SIZE)
    x, y, _, height = Frame(650, 476).cell(1)
    assert x < layout["x"].iloc[0] < x + 32  # 6 px edge + half a pitch of 26 + at most 13 px to centre the lattice
    assert y + height - 32 < layout["y"].iloc[0] < y + height


def test_up_to_60_people_are_discs_with_initials(round_of: People) -> None:
    assert (board_layout(round_of(60), CUTS, width=886, height=552)["size"] == 24).all()
    assert (board_layout(round_of(61), CUTS, **SIZE)["size"] < 12).all()
    assert ">DC</text>" not in board_svg(round_of(61), CUTS, **SIZE)


def test_initials_leave_titles_out() -> None:
    assert initials("Dr. Ir. Damar Contoh Palungguh, S.Sos., M.Si.") == "DC"
    assert initials("Wiranti") == "W"


def test_every_person_is_drawn_once_with_words(round_of: People) -> None:
    crowd = round_of(120, waiting=5)
    drawing = ElementTree.fromstring(board_svg(crowd, CUTS, **SIZE))  # noqa: S314 - made here
    titles = [title.text for title in drawing.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert len(titles) == 120
    assert sum("belum dapat ditetapkan" in str(title) for title in titles) == 5
    assert any(str(title).endswith("peluang 84%") for title in titles)


def test_counts_and_cut_offs_are_printed(round_of: People) -> None:
    crowd = round_of(100)
    picture = board_svg(crowd, {"performance": (55.0, 77.5), "potential": (60.0, 80.0)}, **SIZE)
    assert ">77,5</text>" in picture
    assert ">55</text>" in picture
    assert f">{(crowd['kotak'] == 5).sum()}</tspan> orang" in picture


def test_codes_name_nobody(round_of: People) -> None:
    crowd = round_of(40, waiting=3)
    picture = board_svg(crowd, CUTS, **SIZE, codes=True)
    assert "P-040" in picture
    assert not any(name.split()[0] in picture for name in crowd["nama"])


def test_a_disc_of_an_anonymous_round_carries_the_number(person: Callable[..., dict[str, Any]]) -> None:
    assert disc_label(person(7, nama="P-007", code="P-007")) == "7"
    assert disc_label(person(120), codes=True) == "120"
    assert disc_label(person(1, nama="Damar Contoh")) == "DC"


def test_nobody_is_certain_of_a_kotak(person: Callable[..., dict[str, Any]]) -> None:
    shares = {f"p_{kotak}": 0.0 for kotak in range(1, 10)} | {"p_7": 0.9997}
    assert person_title(person(1, nama="Damar", **shares)) == "Damar, kotak 7, peluang lebih dari 99%"


def test_names_cannot_inject_markup(people: People, person: Callable[..., dict[str, Any]]) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    picture = board_svg(people([person(1, nama=nasty), person(2, nama=nasty, kotak=pd.NA)]), CUTS, **SIZE)
    assert "<img" not in picture
    ElementTree.fromstring(picture)  # noqa: S314 - made here


def test_empty_round_draws_nine_empty_cells(round_of: People) -> None:
    picture = board_svg(round_of(0), CUTS, **SIZE)
    assert picture.count(">0</tspan> orang") == 9
    assert board_layout(round_of(0), CUTS, **SIZE).empty


def test_finding_counts_groups_borderline_and_waiting(people: People, person: Callable[..., dict[str, Any]]) -> None:
    crowd = people([person(1, is_borderline=True), person(2, kotak=1), person(3, kotak=pd.NA)])
    finding = board_finding(crowd)
    assert finding.startswith("Papan sembilan kotak: 1 pejabat di kotak 7, 8, dan 9; 0 pejabat di kotak 4, 5, dan 6; 1")
    assert "1 di garis batas; 1 belum dapat ditetapkan." in finding


def test_borderline_differs_in_shape_not_only_in_colour(people: People, person: Callable[..., dict[str, Any]]) -> None:
    picture = board_svg(people([person(1, is_borderline=True)]), CUTS, **SIZE)
    assert len(re.findall(r"<circle[^>]*stroke=", picture)) == 1
    assert not re.findall(r"<circle[^>]*stroke=", board_svg(people([person(1)]), CUTS, **SIZE))


def test_same_people_give_the_same_bytes(round_of: People) -> None:
    assert board_svg(round_of(90), CUTS, **SIZE) == board_svg(round_of(90), CUTS, **SIZE)


@pytest.mark.parametrize("waiting", [1, 60, 200])
def test_tray_leaves_room_for_the_cells(round_of: People, waiting: int) -> None:
    picture = board_svg(round_of(200, waiting=waiting), CUTS, **SIZE)
    assert f"{waiting} belum dapat ditetapkan" in picture
    bottoms = [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', picture)]
    assert max(bottoms, default=0) < 476 - 26
