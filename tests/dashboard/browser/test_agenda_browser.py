"""The agenda in a real browser: walked by keyboard, searched, folded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

HERE = ".hal-keputusan .agenda button.nama[aria-current]"


@pytest.fixture
def page(server, open_page: Callable[..., Page]) -> Page:
    opened = open_page(server.observer, wait=".talenta-isi h1")
    opened.get_by_role("button", name="5 Keputusan").click()
    opened.wait_for_selector(HERE)
    opened.wait_for_selector(".talenta-dasbor:not([data-sibuk])")
    return opened


def test_the_agenda_is_walked_by_arrows_and_a_name_is_taken_up_by_enter(page: Page) -> None:
    names = page.locator(".hal-keputusan .agenda button.nama:visible")
    names.first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(names.nth(3)).to_be_focused()
    page.keyboard.press("Enter")
    expect(names.nth(3)).to_have_attribute("aria-current", "true")
    code = names.nth(3).locator(".siapa").text_content()
    expect(page.locator(".hal-keputusan h2.nama")).to_have_text(str(code))
    page.keyboard.press("Home")
    expect(names.first).to_be_focused()


def test_one_name_takes_a_tab_stop(page: Page) -> None:
    assert page.locator(".hal-keputusan .agenda button.nama[tabindex='0']").count() == 1
    assert page.locator(".hal-keputusan .agenda button.nama").count() == 25


def test_who_stays_is_folded_until_opened_or_found(page: Page) -> None:
    group = page.locator(".hal-keputusan .agenda details[data-nama=tetap]")
    assert group.get_attribute("open") is None
    code = str(group.locator(".siapa").first.text_content())
    page.get_by_label("Cari dalam agenda").fill(code)
    expect(group.locator(".hitung")).to_have_text("1 dari 5")
    expect(page.locator(".hal-keputusan .agenda button.nama:visible")).to_have_count(1)
    page.get_by_label("Cari dalam agenda").fill("tidak ada yang bernama begini")
    expect(page.get_by_text("Tidak ada nama yang cocok. Hapus saringan.")).to_be_visible()


def test_next_moves_the_mark_on_the_agenda(page: Page) -> None:
    before = page.locator(HERE).locator(".siapa").text_content()
    page.get_by_role("button", name="Berikutnya →", exact=True).click()
    expect(page.locator(HERE).locator(".siapa")).not_to_have_text(str(before))
