"""A drawing of a loop has one box a post, an arrow a mover, and says in words who goes where."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from talenta_lib.placement.loops import order_in_loops
from talenta_lib.present.loops import FULL_WIDTH, HALF_WIDTH, LEFT_EMPTY, OUTSIDE, loop_svg, loops_svg

SVG = "{http://www.w3.org/2000/svg}"


def loop(posts: list[str | None], *, closed: bool, name: str = "Contoh") -> pd.DataFrame:
    """Return the moves along some posts, and back to the first where closed."""
    stops = [*posts, posts[0]] if closed else posts
    pairs = list(pairwise(stops))
    return order_in_loops(pd.DataFrame({
        "nip": [str(k) for k in range(len(pairs))], "nama": [f"{name} {k}, S.E." for k in range(len(pairs))],
        "from_id": pd.array([start for start, _ in pairs], dtype="string"), "to_id": [end for _, end in pairs],
        "from_jabatan": [f"Kepala Dinas {start}" for start, _ in pairs],
        "to_jabatan": [f"Kepala Dinas {end}" for _, end in pairs],
    }))  # fmt: skip


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - made here


def boxes(svg: str) -> list[tuple[float, float]]:
    return [(float(one.get("x", "0")), float(one.get("y", "0"))) for one in drawn(svg).iter(f"{SVG}rect")]


@pytest.mark.parametrize("size", [2, 3, 4, 5, 8])
def test_a_cycle_has_one_box_a_post_and_one_arrow_a_mover(size: int) -> None:
    svg = loop_svg(loop([f"{k}" for k in range(size)], closed=True))
    assert len(boxes(svg)) == size
    assert len(set(boxes(svg))) == size
    assert len(list(drawn(svg).iter(f"{SVG}polygon"))) == size


def test_a_cycle_goes_down_the_left_and_up_the_right() -> None:
    spots = boxes(loop_svg(loop(list("12345"), closed=True)))
    left, right = spots[:3], spots[3:]
    assert [y for _, y in left] == sorted(y for _, y in left)
    assert [y for _, y in right] == sorted((y for _, y in right), reverse=True)
    assert max(x for x, _ in left) < min(x for x, _ in right)
    assert right[0][1] == left[-1][1]


def test_a_chain_is_a_column_from_the_post_left_empty_to_the_one_that_was_vacant() -> None:
    svg = loop_svg(loop(list("abc"), closed=False))
    root = drawn(svg)
    assert len({x for x, _ in boxes(svg)}) == 1
    assert float(root.get("width", "0")) == HALF_WIDTH
    texts = [str(one.text) for one in root.iter(f"{SVG}text")]
    assert texts == ["A", "Dinas a", LEFT_EMPTY, "Dinas b", "diisi Contoh 0", "Dinas c", "diisi Contoh 1"]
    dashed = [one for one in root.iter(f"{SVG}rect") if one.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_somebody_without_a_post_starts_a_chain_that_leaves_nothing_empty() -> None:
    moves = loop([None, "c"], closed=False)
    svg = loop_svg(moves)
    assert OUTSIDE in svg
    assert LEFT_EMPTY not in svg


def test_the_drawing_says_who_goes_where() -> None:
    label = drawn(loop_svg(loop(list("ab"), closed=True))).get("aria-label")
    assert label == "Lingkaran A: Contoh 0 ke Kepala Dinas b; Contoh 1 ke Kepala Dinas a."


def test_everything_stays_inside_the_drawing() -> None:
    root = drawn(loop_svg(loop([f"{k}" * 80 for k in range(5)], closed=True)))
    assert float(root.get("width", "0")) == FULL_WIDTH
    for one in root.iter(f"{SVG}rect"):
        assert float(one.get("x", "0")) + float(one.get("width", "0")) <= FULL_WIDTH
        assert float(one.get("y", "0")) + float(one.get("height", "0")) <= float(root.get("height", "0"))
    assert all(len(str(one.text)) < 60 for one in root.iter(f"{SVG}text"))


def test_a_hostile_name_stays_text() -> None:
    svg = loop_svg(loop(list("ab"), closed=True, name="<script>x</script>"))
    assert "<script" not in svg
    assert drawn(svg) is not None


def test_on_the_screen_every_mover_can_be_chosen_and_nothing_leaves_the_column() -> None:
    moves = loop([f"{k} Perumahan Rakyat dan Kawasan Permukiman" for k in range(5)], closed=True)
    root = drawn(loops_svg(moves, 296))
    assert sorted(str(one.get("data-pilih")) for one in root.iter(f"{SVG}g") if one.get("data-pilih")) == list("01234")
    assert all(float(one.get("x", "0")) + float(one.get("width", "0")) <= 296 for one in root.iter(f"{SVG}rect"))
    assert min(float(one.get("font-size", "0")) for one in root.iter(f"{SVG}text")) >= 13


def test_on_the_screen_loops_stand_one_under_the_other() -> None:
    both = pd.concat([loop(list("ab"), closed=True), loop(list("xyz"), closed=False).assign(loop="B")])
    root = drawn(loops_svg(both, 296))
    tops = [float(str(one.get("transform"))[:-1].split()[1]) for one in root.iter(f"{SVG}g") if one.get("transform")]
    assert tops[0] == 0
    assert tops[1] > max(
        float(one.get("y", "0")) + float(one.get("height", "0"))
        for one in next(root.iter(f"{SVG}g")).iter(f"{SVG}rect")
    )
    assert "Lingkaran A" in str(root.get("aria-label"))
    assert "Rantai B" in str(root.get("aria-label"))


def test_in_two_columns_loops_keep_their_order_and_share_the_height() -> None:
    many = pd.concat([loop(list("xyz"), closed=False).assign(loop=letter) for letter in "ABCDEF"])
    one, two = drawn(loops_svg(many, 296)), drawn(loops_svg(many, 296, columns=2))
    places = [
        tuple(map(float, str(part.get("transform"))[len("translate(") : -1].split()))
        for part in two.iter(f"{SVG}g")
        if part.get("transform")
    ]
    assert places == sorted(places)
    assert [left for left, _ in places] == [0, 0, 0, 336, 336, 336]
    assert float(str(two.get("width"))) == 632
    assert float(str(two.get("height"))) < float(str(one.get("height"))) / 2 + 1
