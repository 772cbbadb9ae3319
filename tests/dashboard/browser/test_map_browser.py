"""Peta talenta on the real server: filter, card, keys, table, pictures, axe; an observer sees codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
PERSON = ".talenta-papan [role=gridcell]"


@pytest.fixture(name="room")
def _room(server: Any, open_page: Open) -> Page:
    """Open the page Peta talenta as operator."""
    return to_map(open_page(server.operator))


def to_map(page: Page) -> Page:
    page.wait_for_selector(".talenta-langkah-peta")
    page.keyboard.press("Alt+2")
    page.wait_for_selector(PERSON)
    return page


def card(page: Page) -> Any:
    return page.locator(".talenta-kartu")


def test_filter_then_a_click_opens_the_card_of_that_person(room: Page) -> None:
    opd = room.get_by_label("OPD", exact=True)
    name = " ".join(str(opd.locator("option").nth(1).text_content()).split())
    opd.select_option(index=1)
    expect(card(room)).to_contain_text(f"{name}: ")
    shown = room.locator(f"{PERSON}:not(.redup)")
    expect(card(room)).to_contain_text(f"{name}: {shown.count()} nama")
    label = str(shown.first.get_attribute("aria-label"))
    shown.first.click(force=True)
    expect(card(room).locator("h2")).to_have_text(label.split(", kotak", maxsplit=1)[0])
    expect(card(room)).to_contain_text(re.compile(rf"{re.escape(name)}: nama ke-\d+ dari {shown.count()}"))
    room.get_by_role("button", name="Hapus").click()
    expect(room.locator(f"{PERSON}.redup")).to_have_count(0)


def test_the_board_and_the_card_work_without_a_mouse(room: Page) -> None:
    room.locator(f"{PERSON}[tabindex='0']").focus()
    room.keyboard.press("5")
    room.keyboard.press("ArrowRight")
    label = str(room.evaluate("document.activeElement.getAttribute('aria-label')"))
    room.keyboard.press("Enter")
    expect(card(room).locator("h2")).to_have_text(label.split(", kotak", maxsplit=1)[0])
    expect(card(room)).to_be_focused()
    room.keyboard.press("Escape")
    assert room.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_the_digits_of_the_board_turn_no_page(room: Page) -> None:
    room.locator(f"{PERSON}[tabindex='0']").focus()
    for digit in "13579":
        room.keyboard.press(digit)
    expect(room.locator(".talenta-papan")).to_be_visible()


def test_the_table_stands_behind_the_board(room: Page) -> None:
    people = room.locator(PERSON).count()
    room.get_by_role("button", name="Tabel", exact=True).click()
    expect(room.locator(".hal-peta table.dataTable thead")).to_contain_text("Kinerja")
    expect(room.locator(".hal-peta .dt-info")).to_contain_text(f"dari {people}")
    expect(room.locator(".talenta-papan")).to_be_hidden()
    room.get_by_role("button", name="Tabel", exact=True).click()
    expect(room.locator(".talenta-papan")).to_be_visible()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_picture_carries_its_finding_and_classification(room: Page, kind: str) -> None:
    room.get_by_role("button", name="Unduh", exact=True).click()
    with room.expect_download() as waiting:
        room.get_by_role("button", name=f"Unduh {kind.upper()}").click()
    saved = waiting.value
    assert saved.suggested_filename == f"talenta-peta.{kind}"
    content = saved.path().read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        return
    picture = content.decode("utf-8")
    assert "RAHASIA - TERBATAS" in picture
    assert str(room.locator("h1.temuan").first.text_content()) in picture
    assert "var(--" not in picture
    assert "font/woff2" in picture
    assert "aria-label" not in picture  # names of people are no part of a picture without names


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_nothing_serious_is_wrong_for_who_needs_help(room: Page, theme: str) -> None:
    if theme == "gelap":
        room.get_by_role("button", name="Gelap").click()
        room.wait_for_selector(".talenta-dasbor.gelap")
    room.locator(PERSON).nth(3).click(force=True)
    room.wait_for_selector(".talenta-kartu h2")
    found = Axe().run(room).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_an_observer_sees_codes(server: Any, open_page: Open) -> None:
    page = to_map(open_page(server.observer))
    labels = [str(one.get_attribute("aria-label")) for one in page.locator(PERSON).all()]
    assert all(re.match(r"P-\d{3}, kotak", label) for label in labels)
    page.locator(PERSON).first.click(force=True)
    expect(card(page).locator("h2")).to_have_text(re.compile(r"P-\d{3}"))
    assert not re.findall(r"\b\d{18}\b", page.content())


def test_the_board_fits_a_small_screen_without_scrolling(room: Page) -> None:
    bottom = room.locator(".papan-kanvas").evaluate("board => board.getBoundingClientRect().bottom")
    assert bottom <= 768 - 28
    assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")
