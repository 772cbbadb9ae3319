"""The room in a cell of JupyterLab, narrower than its design: a panel of that class around it, 1180 pixels wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.running import PATIENCE

CELL, DESIGN = 1180, 1366
IN_A_CELL = """cell => new MutationObserver(() => {
  for (const panel of document.querySelectorAll(".lm-BoxPanel-child:not(.jp-WindowedPanel-outer)")) {
    panel.classList.add("jp-WindowedPanel-outer");
    panel.style.maxWidth = `${cell}px`;
  }
}).observe(document, { childList: true, subtree: true })"""
PERSON = ".talenta-papan [role=gridcell]"


@pytest.fixture(name="room", scope="module")
def _room(server: Any, chromium: Browser) -> Iterator[Page]:
    """Open the room in a cell of a window of 1600 x 1000."""
    context = chromium.new_context(viewport={"width": 1600, "height": 1000}, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({IN_A_CELL})({CELL})")
    page = context.new_page()
    page.goto(server.operator)
    page.wait_for_selector(".talenta-dasbor.dalam-sel")
    yield page
    context.close()


def turn(room: Page, page: str) -> None:
    room.locator(f".talenta-langkah-{page}").click()
    expect(room.locator(f".talenta-langkah-{page}")).to_have_attribute("aria-current", "step")
    room.wait_for_selector(f".hal-{page}:visible h1")


def test_the_room_is_as_much_smaller_as_its_cell(room: Page) -> None:
    zoom = float(room.locator(".talenta-dasbor").evaluate("room => getComputedStyle(room).zoom"))
    assert zoom == pytest.approx(CELL / DESIGN, abs=0.001)
    own = room.locator(".talenta-dasbor").bounding_box()
    assert own is not None
    assert own["width"] == pytest.approx(CELL, abs=1)


def test_every_tool_of_the_bar_is_within_reach(room: Page) -> None:
    last, own = room.get_by_role("button", name="Cetak").bounding_box(), room.locator(".talenta-dasbor").bounding_box()
    assert last is not None
    assert own is not None
    assert last["x"] + last["width"] <= own["x"] + own["width"]


@pytest.mark.parametrize("page", ["ringkasan", "peta", "skenario", "keputusan"])
def test_no_page_is_wider_than_the_cell(room: Page, page: str) -> None:
    turn(room, page)
    assert room.locator(".talenta-dasbor").evaluate("room => room.scrollWidth - room.clientWidth") == 0


def test_the_title_of_the_map_is_whole_and_the_board_ends_over_the_status_line(room: Page) -> None:
    turn(room, "peta")
    assert room.locator(".hal-peta h1").evaluate("title => title.scrollWidth - title.clientWidth") == 0
    board, line = room.locator(".papan-kanvas").bounding_box(), room.locator(".talenta-bawah").bounding_box()
    assert board is not None
    assert line is not None
    assert 500 < board["y"] + board["height"] <= line["y"]


def test_the_pointer_on_a_dot_names_its_person(room: Page) -> None:
    turn(room, "peta")
    dot = room.locator(PERSON).last
    place = dot.bounding_box()
    assert place is not None
    room.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(room.locator(".papan-nama")).to_have_text(str(dot.get_attribute("aria-label")).split(", kotak")[0])


def test_all_columns_of_the_moves_are_seen(room: Page) -> None:
    turn(room, "skenario")
    head = room.locator(".hal-skenario .pindah thead th").last
    expect(head).to_have_text("Perlu")
    column = room.locator(".talenta-tengah-lajur").bounding_box()
    place = head.bounding_box()
    assert place is not None
    assert column is not None
    assert place["x"] + place["width"] <= column["x"] + column["width"] + 1
