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
CARD = "document.querySelector('.talenta-kartu')"
NAMELESS = """page => [...page.querySelectorAll("input, select, textarea")].filter((one) => {
  const words = [one.getAttribute("aria-label"), ...[...(one.labels ?? [])].map((label) => label.textContent),
    ...(one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent)];
  return one.type !== "hidden" && one.getAttribute("aria-hidden") !== "true"
    && !words.some((said) => (said ?? "").replace(/[\\s\\u200b]+/g, ""));
}).map((one) => one.outerHTML)"""
"""What of a page can be filled in, and has no name that can be read."""


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


def test_the_search_follows_while_one_types(room: Page) -> None:
    people = room.locator(PERSON).count()
    name = str(room.locator(PERSON).first.get_attribute("aria-label")).split(",", maxsplit=1)[0]
    field = room.get_by_role("textbox", name="Cari nama atau NIP")
    field.press_sequentially(name)
    expect(room.locator(f"{PERSON}:not(.redup)")).to_have_count(1)
    expect(field).to_be_focused()
    assert people > 1


def test_the_card_of_the_next_person_opens_at_its_top(room: Page) -> None:
    room.locator(PERSON).first.click(force=True)
    expect(card(room).locator("h2")).to_be_visible()
    before = card(room).locator("h2").inner_text()
    room.wait_for_function(f"{CARD}.scrollHeight > {CARD}.clientHeight + 300")  # its details come after its head
    card(room).evaluate("one => one.scrollTo(0, 300)")
    assert card(room).evaluate("one => one.scrollTop") == 300
    on = room.get_by_role("button", name="Maju →")
    on.focus()
    card(room).evaluate("one => one.scrollTo(0, 300)")
    on.press("Enter")
    expect(card(room).locator("h2")).not_to_have_text(before)
    room.wait_for_function(f"{CARD}.scrollTop === 0")
    expect(on).to_be_focused()


def test_the_keys_of_the_board_are_told_beside_its_words(room: Page) -> None:
    room.locator(f"{PERSON}[tabindex='0']").focus()
    room.keyboard.press("ArrowRight")
    hint, words = room.locator(".papan-petunjuk"), room.locator(".papan-kanvas text:visible")
    expect(hint).to_have_css("opacity", "1")
    place, bar = hint.bounding_box(), room.locator(".talenta-bawah").bounding_box()
    assert place is not None
    assert bar is not None
    assert words.evaluate_all("(all, top) => all.every(one => one.getBoundingClientRect().bottom <= top)", place["y"])
    frame = room.locator(".talenta-papan").bounding_box()
    assert frame is not None
    assert place["y"] + place["height"] <= min(bar["y"], frame["y"] + frame["height"]) + 0.5


def test_every_control_says_what_it_is_for(room: Page) -> None:
    expect(room.get_by_role("checkbox", name="Garis batas")).to_be_visible()
    nameless = {}
    for place in range(1, 8):
        room.keyboard.press(f"Alt+{place}")
        expect(room.locator(".talenta-langkah button").nth(place - 1)).to_have_attribute("aria-current", "step")
        room.wait_for_selector(".talenta-isi > *:visible h1")
        found = room.locator(".talenta-isi").evaluate(NAMELESS)
        nameless |= {place: found} if found else {}
    assert nameless == {}


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
    assert str(room.locator("h1.temuan:visible").text_content()) in picture
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
