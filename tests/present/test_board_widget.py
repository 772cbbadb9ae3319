"""What the board of the screen is told: the places of the printed board, whole percentages, plain words."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from talenta_lib.present.board import board_layout, initials
from talenta_lib.present.board_widget import FRAME, STATIC, WAITING, NineBoxBoard, axis_words, cell_rows, share_words
from talenta_lib.present.lattice import Bands

CUTS: Bands = {"performance": (60.0, 80.0), "potential": (55.0, 77.5)}
People = Callable[..., pd.DataFrame]
Person = Callable[..., dict[str, Any]]


@pytest.fixture(name="board_of")
def _board_of() -> Callable[[pd.DataFrame], NineBoxBoard]:
    return lambda people: NineBoxBoard(people.assign(possible_kotak=""), CUTS, card="kartu")


def in_px(board: NineBoxBoard) -> pd.DataFrame:
    """Return where the widget puts everybody on a board of 886 x 552 px."""
    rows = [one for one in board.people if one["place"]]
    bodies = [FRAME.body(one["kotak"]) for one in rows]
    return pd.DataFrame({
        "nip": [one["id"] for one in rows],
        "x": [body[0] + one["place"][0] * body[2] for one, body in zip(rows, bodies, strict=True)],
        "y": [body[1] + one["place"][1] * body[3] for one, body in zip(rows, bodies, strict=True)],
    })  # fmt: skip


def test_everybody_stands_where_the_printed_board_has_them(round_of: People, board_of: Any) -> None:
    crowd = round_of(300, waiting=6)
    printed = board_layout(crowd[crowd["kotak"].notna()], CUTS, width=886, height=552).set_index("nip")
    shown = in_px(board_of(crowd)).set_index("nip")
    assert len(shown) == 294
    difference = shown[["x", "y"]] - printed.loc[shown.index, ["x", "y"]]
    assert np.abs(difference.to_numpy()).max() < 0.05  # shares have four decimals, a body is 247 px wide


def test_600_people_do_not_overlap(round_of: People, board_of: Any) -> None:
    board = board_of(round_of(600))
    points = in_px(board)[["x", "y"]].to_numpy()
    distance = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    pitch = board.lattice[0] * FRAME.body(5)[2]
    assert distance.min() > 0.72 * pitch


def test_who_has_no_kotak_waits_in_round_order_and_is_never_on_the_edge(round_of: People, board_of: Any) -> None:
    crowd = round_of(80, waiting=4)
    board = board_of(crowd.sample(frac=1, random_state=1))
    waiting = [one for one in board.people if one["place"] is None]
    assert [one["id"] for one in waiting] == crowd.loc[crowd["kotak"].isna(), "nip"].tolist()
    assert not any(one["borderline"] for one in waiting)
    assert all(one["kotak"] is None for one in waiting)


def test_a_person_is_told_in_words(people: People, person: Person, board_of: Any) -> None:
    one = person(7, nama="Dr. Damar Palungguh, S.Sos.", is_borderline=True)
    told = board_of(people([one])).people[0]
    assert told["label"] == "Dr. Damar Palungguh, S.Sos., kotak 7, garis batas, peluang 84%"
    assert told["initials"] == initials(one["nama"]) == "DP"
    assert told["borderline"] is True


def test_percentages_are_whole_and_add_to_100(person: Person) -> None:
    said = share_words(person(1))
    assert said == ["2%", "2%", "2%", "2%", "2%", "2%", "84%", "2%", "2%"]
    assert sum(int(words.rstrip("%")) for words in said) == 100


def test_a_kotak_under_one_percent_says_nothing_and_nobody_is_certain(person: Person) -> None:
    shares = {f"p_{kotak}": 0.000375 for kotak in range(1, 10)} | {"p_7": 0.997}
    assert share_words(person(1, **shares)) == ["", "", "", "", "", "", ">99%", "", ""]


def test_without_probabilities_the_possible_kotak_are_named(person: Person) -> None:
    waiting = person(1, kotak=pd.NA, possible_kotak="2;5;8")
    assert [k + 1 for k, words in enumerate(share_words(waiting)) if words == "mungkin"] == [2, 5, 8]


def test_the_cells_are_those_of_the_regulation() -> None:
    cells = cell_rows()
    assert [cell["kotak"] for cell in cells] == [4, 7, 9, 2, 5, 8, 1, 3, 6]
    assert cells[1]["label"] == "Kotak 7: di atas ekspektasi, potensial menengah"
    assert [cell["group"] for cell in cells if cell["kotak"] in (2, 5, 8)] == ["bawah", "tengah", "atas"]


def test_the_cut_offs_stand_from_above_and_from_the_left() -> None:
    words = axis_words(CUTS)
    assert (words["row_cuts"], words["column_cuts"]) == (["80", "60"], ["55", "77,5"])
    assert words["rows"][0] == ["Di atas", "ekspektasi"]
    assert words["waiting"] == WAITING


def test_heads_count_everybody_and_under_a_filter_say_of_how_many(round_of: People, board_of: Any) -> None:
    crowd = round_of(120, waiting=5)
    board = board_of(crowd)
    total = int((crowd["kotak"] == 5).sum())
    assert board.counts[5] == [str(total), "orang"]
    assert board.counts[0] == ["5", "orang"]
    some = crowd[crowd["opd"] == "Dinas Sosial"]
    board.show(some, spoken="sebagian")
    assert board.counts[5] == [str(int((some["kotak"] == 5).sum())), f"dari {total}"]
    assert set(board.visible) == set(some["nip"])
    assert board.spoken == "sebagian"
    board.show(crowd)
    assert board.counts[5] == [str(total), "orang"]


def test_up_to_60_shown_are_discs_and_more_are_not(round_of: People, board_of: Any) -> None:
    crowd = round_of(200)
    board = board_of(crowd)
    assert board.discs == {}
    board.show(crowd.iloc[:60])
    assert set(board.discs) == set(crowd["nip"].iloc[:60])
    board.show(crowd.iloc[:61])
    assert board.discs == {}


def test_in_a_small_round_a_filter_moves_nobody(round_of: People, board_of: Any) -> None:
    crowd = round_of(40)
    board = board_of(crowd)
    before = board.discs
    board.show(crowd.iloc[:5])
    assert board.discs == before
    assert len(before) == 40


def test_a_filter_without_anybody_leaves_every_count_at_zero(round_of: People, board_of: Any) -> None:
    crowd = round_of(100)
    board = board_of(crowd)
    board.show(crowd.iloc[:0])
    assert [count for count, _ in board.counts] == ["0"] * 10
    assert board.visible == []


def test_an_empty_round_has_a_board(round_of: People, board_of: Any) -> None:
    assert board_of(round_of(3).iloc[:0]).people == []


def test_no_text_ever_becomes_markup_nor_a_colour_stands_in_the_script() -> None:
    script = (STATIC / "papan.js").read_text("utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|setHTML", script)
    style = (STATIC / "papan.css").read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(", script + style)


def test_nobody_can_be_dragged() -> None:
    assert not re.findall(r"draggable|dragstart|setPointerCapture", (STATIC / "papan.js").read_text("utf-8"))
