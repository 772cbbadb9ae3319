"""The board as a browser draws it: by mouse, by keys, for a screen reader, with hostile names. DATA SINTETIS."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from talenta_lib.present.board_widget import STATIC, NineBoxBoard
from talenta_lib.present.lattice import Bands
from talenta_lib.present.theme import css_variables

CUTS: Bands = {"performance": (60.0, 80.0), "potential": (60.0, 80.0)}
NUMBERS = {(0, 0): 1, (1, 0): 2, (0, 1): 3, (2, 0): 4, (1, 1): 5, (0, 2): 6, (2, 1): 7, (1, 2): 8, (2, 2): 9}
SENT = ("people", "cells", "axes", "title", "lattice", "design", "card", "visible", "counts", "discs", "spoken",
        "selected", "opened")  # fmt: skip
FILTERED = ("visible", "counts", "discs", "spoken")
HOSTILE = ("<img src=x onerror=window.broken=1>", "</script><script>window.broken=1</script>", "{{7*7}}",
           "=HYPERLINK(0)", "A" * 300, "<svg onload=window.broken=1>")  # fmt: skip
MODEL = """
const state = STATE, hooks = {};
const tell = (name) => (hooks[`change:${name}`] ?? []).forEach((hook) => hook());
window.model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = value; tell(name); },
  save_changes: () => { window.saved = (window.saved ?? 0) + 1; },
  on: (event, hook) => { (hooks[event] ??= []).push(hook); },
  off: () => {},
  update: (values) => { Object.assign(state, values); Object.keys(values).forEach(tell); },
};
const board = await import("data:text/javascript;base64,SCRIPT");
board.default.render({ model: window.model, el: document.querySelector("main") });
window.ready = true;
"""
"""A stand-in for the widget manager: what Python sends, and what comes back."""


def crowd(count: int, *, waiting: int = 0, seed: int = 3) -> pd.DataFrame:
    """Return invented officials; one in ten at the edge, the last ``waiting`` without a kotak."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({
        "nip": [f"19820314200604{number:04d}" for number in range(1, count + 1)],
        "code": [f"P-{number:03d}" for number in range(1, count + 1)],
        "nama": [f"Pejabat Nomor {number}" for number in range(1, count + 1)],
        "performance_score": rng.uniform(45, 99, count), "potential_score": rng.uniform(45, 99, count),
        "is_borderline": np.arange(count) % 10 == 0, "possible_kotak": "5;7",
    })  # fmt: skip
    levels = [np.searchsorted((60, 80), frame[f"{axis}_score"], side="right") for axis in ("performance", "potential")]
    kotak = pd.array([NUMBERS[pair] for pair in zip(*levels, strict=True)], dtype="Int64")
    frame["kotak"] = pd.Series(kotak).mask(np.arange(count) >= count - waiting)
    for number in range(1, 10):
        frame[f"p_{number}"] = np.where(frame["kotak"].eq(number).fillna(False), 0.60, 0.05)
    frame.loc[frame["kotak"].isna(), [f"p_{number}" for number in range(1, 10)]] = np.nan
    return frame


def document(board: NineBoxBoard, *, width: int) -> str:
    state = json.dumps({name: getattr(board, name) for name in SENT}).replace("</", "<\\/")
    script = base64.b64encode((STATIC / "papan.js").read_bytes()).decode("ascii")
    style = css_variables() + css_variables("gelap", ":root.gelap") + (STATIC / "papan.css").read_text("utf-8")
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Papan</title><style>{style}'
        "body { background: var(--kertas); color: var(--tinta); }</style></head>"
        f'<body><h1>Peta talenta</h1><main style="width:{width}px"></main><div class="kartu">Kartu</div>'
        f'<script type="module">{MODEL.replace("STATE", state).replace("SCRIPT", script)}</script></body></html>'
    )


Drawn = Callable[..., tuple[Page, NineBoxBoard]]


@pytest.fixture
def draw(chromium: Browser) -> Iterator[Drawn]:
    """Draw the board of some people; nothing may fail in the page."""
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def drawn(people: pd.DataFrame, *, width: int = 886) -> tuple[Page, NineBoxBoard]:
        board = NineBoxBoard(people, CUTS, card="kartu")
        page.set_content(document(board, width=width))
        page.wait_for_function("window.ready")
        return page, board

    yield drawn
    page.close()
    assert faults == []


def show(page: Page, board: NineBoxBoard, people: pd.DataFrame, spoken: str = "") -> None:
    board.show(people, spoken=spoken)
    page.evaluate("values => model.update(values)", {name: getattr(board, name) for name in FILTERED})


def dots(page: Page) -> list[dict[str, Any]]:
    """Return what is drawn of each person, in the order of the page."""
    return page.evaluate("""() => [...document.querySelectorAll("[role=gridcell]")].map((dot) => {
      const { x, y, width } = dot.getBoundingClientRect();
      return { label: dot.getAttribute("aria-label"), x: x + width / 2, y: y + width / 2, r: width / 2,
               dim: dot.classList.contains("redup"), hidden: dot.getAttribute("aria-hidden") === "true" };
    })""")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def enter(page: Page) -> None:
    page.keyboard.press("Tab")


@pytest.mark.parametrize("width", [560, 886, 1440])
def test_600_people_are_drawn_once_each_and_never_overlap(draw: Drawn, width: int) -> None:
    page, _ = draw(crowd(600), width=width)
    drawn = dots(page)
    assert len({one["label"].split(",")[0] for one in drawn}) == 600
    points = np.array([(one["x"], one["y"]) for one in drawn])
    distance = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 2 * max(one["r"] for one in drawn)


def test_every_dot_stands_inside_the_cell_of_its_kotak(draw: Drawn) -> None:
    page, _ = draw(crowd(300))
    boxes = page.evaluate("""() => [...document.querySelectorAll(".papan-sel")].map((cell) => {
      const { x, y, right, bottom } = cell.querySelector("rect").getBoundingClientRect();
      return [cell.querySelector("tspan").textContent, [x, y, right, bottom]];
    })""")
    cells = dict(boxes)
    for one in dots(page):
        x, y, right, bottom = cells[one["label"].split("kotak ")[1][0]]
        assert x < one["x"] < right
        assert y < one["y"] < bottom


def test_hostile_names_are_words_and_nothing_else(draw: Drawn) -> None:
    people = crowd(len(HOSTILE))
    people["nama"] = HOSTILE
    page, _ = draw(people)
    assert sorted(one["label"].split(", kotak")[0] for one in dots(page)) == sorted(HOSTILE)
    enter(page)
    for _ in HOSTILE:
        shown = page.locator(".papan-nama").text_content()
        assert focused(page).startswith(str(shown))
        page.keyboard.press("ArrowRight")
    assert page.evaluate("window.broken") is None
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_right_arrow_walks_past_everybody_once(draw: Drawn) -> None:
    page, _ = draw(crowd(90, waiting=5))
    enter(page)
    walked = [focused(page)]
    for _ in range(89):
        page.keyboard.press("ArrowRight")
        walked.append(focused(page))
    assert len(walked) == 90
    assert set(walked) == {one["label"] for one in dots(page)}
    page.keyboard.press("ArrowRight")
    assert focused(page) == walked[-1]
    page.keyboard.press("ArrowLeft")
    assert focused(page) == walked[-2]


def test_down_and_up_go_to_the_next_line_and_the_next_cell(draw: Drawn) -> None:
    people = crowd(9)
    people["performance_score"] = [95.0, 85, 70, 65, 50, 95, 70, 50, 50]
    people["potential_score"] = [70.0, 70, 70, 70, 70, 50, 50, 50, 90]
    people["kotak"] = pd.array([7, 7, 5, 5, 3, 4, 2, 1, 6], dtype="Int64")
    page, _ = draw(people)
    page.locator("[aria-label^='Pejabat Nomor 1,']").focus()
    walked = []
    for _ in range(5):
        page.keyboard.press("ArrowDown")
        walked.append(focused(page).split(",")[0].split()[-1])
    assert walked == ["2", "3", "4", "5", "5"]
    page.keyboard.press("ArrowUp")
    assert focused(page).startswith("Pejabat Nomor 4,")


def test_keys_jump_to_a_kotak_its_ends_and_the_next_at_the_edge(draw: Drawn) -> None:
    people = crowd(120)
    page, _ = draw(people)
    enter(page)
    page.keyboard.press("7")
    assert ", kotak 7" in focused(page)
    page.keyboard.press("End")
    last = focused(page)
    assert ", kotak 7" in last
    page.keyboard.press("ArrowRight")
    assert ", kotak 9" in focused(page)
    page.keyboard.press("ArrowLeft")
    assert focused(page) == last
    edges = set()
    for _ in range(int(people["is_borderline"].sum())):
        page.keyboard.press("n")
        edges.add(focused(page))
    assert len(edges) == people["is_borderline"].sum()
    assert all("garis batas" in label for label in edges)


def test_a_kotak_without_anybody_is_said(draw: Drawn) -> None:
    people = crowd(30)
    page, _ = draw(people[people["kotak"] != 6])
    enter(page)
    before = focused(page)
    page.keyboard.press("6")
    assert focused(page) == before
    assert page.locator("[role=status]").text_content() == "Tidak ada pejabat di kotak 6"


def test_the_board_is_one_tab_stop(draw: Drawn) -> None:
    page, _ = draw(crowd(100))
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1
    enter(page)
    page.keyboard.press("ArrowRight")
    assert page.locator("[role=gridcell][tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "gridcell"


def test_enter_opens_the_card_and_escape_returns_to_the_same_person(draw: Drawn) -> None:
    people = crowd(100)
    page, _ = draw(people)
    enter(page)
    page.keyboard.press("5")
    name = focused(page)
    page.keyboard.press("Enter")
    nip, times = page.evaluate("model.get('opened')")
    assert people.set_index("nip").loc[nip, "nama"] == name.split(",")[0]
    assert (page.evaluate("model.get('selected')"), times) == (nip, 1)
    assert page.evaluate("document.activeElement.className") == "kartu"
    page.keyboard.press("Escape")
    assert focused(page) == name
    page.keyboard.press("Enter")
    assert page.evaluate("model.get('opened')")[1] == 2


def test_a_focused_person_shows_its_doubt_and_the_others_stand_back(draw: Drawn) -> None:
    page, _ = draw(crowd(100))
    enter(page)
    page.keyboard.press("5")
    said = page.locator(".papan-persen").all_text_contents()
    assert sorted(said) == ["5%"] * 8 + ["60%"]
    opacity = "dot => getComputedStyle(dot).opacity"
    assert page.locator("[role=gridcell].ini").evaluate(opacity) == "1"
    assert page.locator("[role=gridcell]:not(.ini)").first.evaluate(opacity) == "0.25"
    page.keyboard.press("Escape")
    assert set(page.locator(".papan-persen").all_text_contents()) == {""}


def test_who_waits_shows_the_kotak_that_may_be(draw: Drawn) -> None:
    page, _ = draw(crowd(100, waiting=2))
    enter(page)
    page.keyboard.press("0")
    assert focused(page).endswith("kotak belum dapat ditetapkan")
    assert page.locator(".papan-persen").all_text_contents().count("mungkin") == 2


def test_the_pointer_shows_the_doubt_and_a_click_opens(draw: Drawn) -> None:
    page, _ = draw(crowd(100))
    one = dots(page)[40]
    page.mouse.move(one["x"] + 2, one["y"] + 2)
    page.wait_for_selector(".papan-sorot")
    assert page.locator(".papan-nama").text_content() == one["label"].split(",")[0]
    page.mouse.click(one["x"] + 2, one["y"] + 2)
    nip = page.evaluate("model.get('opened')")[0]
    assert one["label"].startswith(f"Pejabat Nomor {int(nip[-4:])},")
    page.mouse.move(1, 1)
    page.wait_for_selector(".papan:not(.papan-sorot)")


def test_nobody_is_moved_by_dragging(draw: Drawn) -> None:
    page, _ = draw(crowd(100))
    before = dots(page)
    page.mouse.move(before[0]["x"], before[0]["y"])
    page.mouse.down()
    page.mouse.move(before[60]["x"], before[60]["y"], steps=5)
    page.mouse.up()
    assert [(one["x"], one["y"]) for one in dots(page)] == [(one["x"], one["y"]) for one in before]


def test_a_filter_changes_ink_and_counts_of_the_same_drawing(draw: Drawn) -> None:
    people = crowd(200, waiting=4)
    page, board = draw(people)
    before = dots(page)
    page.evaluate("document.querySelectorAll('[role=gridcell]').forEach((dot) => { dot.drawnOnce = true; })")
    some = people.iloc[:100]
    show(page, board, some, "100 dari 200 pejabat")
    after = dots(page)
    assert page.evaluate("[...document.querySelectorAll('[role=gridcell]')].every((dot) => dot.drawnOnce)")
    assert [(one["label"], one["x"], one["y"]) for one in after] == [
        (one["label"], one["x"], one["y"]) for one in before
    ]
    shown = {one["label"].split(",")[0] for one in after if not one["dim"]}
    assert shown == set(some["nama"])
    assert all(one["dim"] == one["hidden"] for one in after)
    count = f"{(some['kotak'] == 5).sum()} dari {(people['kotak'] == 5).sum()}"
    heads = page.locator(".papan-sel text:nth-of-type(2)").all_text_contents()
    assert count in heads
    assert page.locator("[role=status]").text_content() == "100 dari 200 pejabat"
    show(page, board, people)
    assert not any(one["dim"] for one in dots(page))


def test_who_is_not_shown_is_neither_walked_to_nor_opened(draw: Drawn) -> None:
    people = crowd(200)
    page, board = draw(people)
    hidden = dots(page)[0]
    show(page, board, people[people["nama"] != hidden["label"].split(",")[0]].iloc[70:])
    page.mouse.click(hidden["x"], hidden["y"])
    assert page.evaluate("model.get('opened')")[0] != people.set_index("nama")["nip"][hidden["label"].split(",")[0]]
    assert page.locator("[role=gridcell].redup[tabindex='0']").count() == 0


def test_few_people_are_discs_with_initials_that_do_not_overlap(draw: Drawn) -> None:
    people = crowd(300)
    people["nama"] = ["Damar Palungguh" if number == 4 else name for number, name in enumerate(people["nama"])]
    page, board = draw(people)
    show(page, board, people.iloc[:30])
    marks = page.locator(".papan-inisial").all_text_contents()
    assert len(marks) == 30
    assert "DP" in marks
    large = np.array([(one["x"], one["y"], one["r"]) for one in dots(page) if not one["dim"]])
    distance = np.hypot(*(large[:, None, :2] - large[None, :, :2]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 2 * large[:, 2].max()
    show(page, board, people)
    assert page.locator(".papan-inisial").count() == 0


def test_who_is_chosen_elsewhere_is_ringed(draw: Drawn) -> None:
    people = crowd(100)
    page, _ = draw(people)
    page.evaluate("nip => model.set('selected', nip)", people["nip"][10])
    dot = next(one for one in dots(page) if one["label"].startswith("Pejabat Nomor 11,"))
    ring = page.locator(".papan-lingkar:not(.papan-halo)").bounding_box()
    assert ring is not None
    assert ring["x"] + ring["width"] / 2 == pytest.approx(dot["x"], abs=0.6)
    assert ring["y"] + ring["height"] / 2 == pytest.approx(dot["y"], abs=0.6)
    assert page.locator("[aria-selected=true]").count() == 1
    page.evaluate("model.set('selected', null)")
    assert page.locator(".papan-lingkar:visible").count() == 0


def test_a_waiting_crowd_is_drawn_under_the_board(draw: Drawn) -> None:
    page, _ = draw(crowd(200, waiting=120))
    squares = [one for one in dots(page) if one["label"].endswith("belum dapat ditetapkan")]
    placed = [one for one in dots(page) if not one["label"].endswith("belum dapat ditetapkan")]
    assert len(squares) == 120
    assert len({(round(one["x"]), round(one["y"])) for one in squares}) == 120
    assert min(one["y"] for one in squares) > max(one["y"] for one in placed)
    board = page.locator(".papan-kanvas").bounding_box()
    assert board is not None
    assert max(one["y"] + one["r"] for one in squares) < board["y"] + board["height"]


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_nothing_serious_is_wrong_for_who_needs_help(draw: Drawn, theme: str) -> None:
    page, board = draw(crowd(200, waiting=6))
    if theme == "gelap":
        page.evaluate("document.documentElement.classList.add('gelap')")
    show(page, board, crowd(200, waiting=6).iloc[:100])
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_the_themes_of_the_page_are_those_of_the_board(draw: Drawn) -> None:
    page, _ = draw(crowd(100))
    fill = "() => getComputedStyle(document.querySelector('circle.titik:not(.batas)')).fill"
    light = page.evaluate(fill)
    page.evaluate("document.documentElement.classList.add('gelap')")
    assert page.evaluate(fill) != light


def test_forced_colours_keep_edge_and_sure_apart(chromium: Browser) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.set_content(document(NineBoxBoard(crowd(100), CUTS), width=886))
    page.wait_for_function("window.ready")
    fills = [
        page.evaluate("name => getComputedStyle(document.querySelector(name)).fill", name)
        for name in ("circle.titik:not(.batas)", "circle.titik.batas", ".papan-dasar")
    ]
    assert fills[0] != fills[1] == fills[2]
    context.close()
