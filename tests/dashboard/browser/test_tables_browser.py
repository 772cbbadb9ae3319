"""The tables under "Tabel" on the real server: a header sorts by value, the file is saved, axe finds no fault."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.dashboard.browser.test_journeys import POOL, rename_people

Open = Callable[..., Page]
GRAVE = {"serious", "critical"}


@pytest.fixture(name="answer")
def _answer(server: Any, open_page: Open) -> Locator:
    """Open page Mengapa with its tables."""
    page = open_page(server.operator)
    page.wait_for_selector(".talenta-langkah-mengapa")
    page.keyboard.press("Alt+4")
    part = page.locator(".hal-mengapa")
    part.get_by_role("button", name="Tabel", exact=True).click()
    expect(part.locator("table.dataTable")).to_have_count(4)
    return part


def test_a_click_on_a_header_sorts_by_number(answer: Locator) -> None:
    table = answer.locator("table.dataTable").nth(1)
    rows = table.locator("tbody tr td:nth-child(3)")
    header = table.get_by_role("columnheader", name=re.compile("Kecocokan"))
    before = [float(words.replace(",", ".")) for words in rows.all_inner_texts()]
    header.click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert [float(words.replace(",", ".")) for words in rows.all_inner_texts()] == sorted(before) != before
    expect(header.get_by_role("button")).to_have_attribute("aria-label", re.compile("Kecocokan: urutkan"))


def test_a_table_of_many_rows_is_filtered_by_words(answer: Locator) -> None:
    long = answer.locator(".dt-container").filter(has=answer.page.locator(".dt-info"))
    long.get_by_role("searchbox").fill("pendidikan")
    expect(long.locator(".dt-info")).to_contain_text("disaring dari")


def test_one_click_saves_the_table_as_xlsx_and_the_link_saves_it_again(answer: Locator, tmp_path: Path) -> None:
    with answer.page.expect_download() as waiting:
        answer.get_by_role("button", name="Unduh Excel").nth(1).click()
    link = answer.locator("a[download='Calon Teratas.xlsx']")
    with answer.page.expect_download() as again:
        link.click()
    assert again.value.suggested_filename == "Calon Teratas.xlsx"
    waiting.value.save_as(tmp_path / "calon.xlsx")
    head, *rows = openpyxl.load_workbook(tmp_path / "calon.xlsx")["Calon Teratas"].values
    assert head[:4] == ("Urutan", "Pejabat", "Kecocokan", "Dalam Rencana")
    assert len(rows) == 3


def test_a_name_without_end_leaves_every_column_on_the_screen(
    tmp_path: Path, running_server: Any, open_page: Open
) -> None:
    folder = Path(shutil.copytree(POOL, tmp_path / "putaran"))
    rename_people(folder, ("N" * 300,))
    with running_server(folder, tmp_path / "rumah") as server:
        page = open_page(server.operator, wait=".talenta-isi h1")
        for keys, button, place in (
            ("Alt+2", "Tabel", ".hal-peta .tabel"),
            ("Alt+5", "Tabel semua nama", ".hal-keputusan .talenta-daftar >> nth=0"),
        ):
            page.keyboard.press(keys)
            page.locator(place.split()[0]).get_by_role("button", name=button, exact=True).click()
            table = page.locator(f"{place} >> table.dataTable")
            expect(table).to_contain_text("P-001")
            edge = page.locator(place).bounding_box()
            ends = table.locator("th").evaluate_all("all => all.map(one => one.getBoundingClientRect().right)")
            assert edge is not None
            assert max(ends) <= edge["x"] + edge["width"] + 1, place
            assert table.locator("td").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth + 1)")


def test_on_paper_a_table_is_whole_and_afterwards_as_before(answer: Locator) -> None:
    page = answer.page
    table = answer.locator(".dt-container").filter(has=page.locator(".dt-info"))
    rows, shown = table.locator("tbody tr"), table.locator(".dt-info").inner_text()
    total = int(shown.rsplit(" ", maxsplit=1)[1])
    assert rows.count() == 10 < total
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(total)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(table.locator(".dt-info")).to_have_text(shown)


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_axe_finds_no_grave_fault_with_the_tables_open(answer: Locator, theme: str) -> None:
    if theme == "gelap":
        answer.page.get_by_role("button", name="Gelap").click()
        expect(answer.page.locator(".talenta-dasbor.gelap")).to_be_visible()
    found = Axe().run(answer.page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == []
