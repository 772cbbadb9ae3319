"""A meeting in a real browser: what the committee does, and what must never happen. DATA SINTETIS."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from talenta_lib.present.meeting_pages import SCREENS
from talenta_lib.present.meeting_pages import Page as Room
from talenta_lib.present.session import SessionStore
from talenta_lib.record import Kind, Ledger
from tests.dashboard.running import KERNEL_ID, TALENTA

POOL = Path(__file__).resolve().parents[3] / "data" / "sample" / "talent-pool-2024"
HOSTILE = ("<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "{{7*7}}", "=1+1", "N" * 300)


@pytest.fixture
def round_dir(tmp_path: Path) -> Path:
    return Path(shutil.copytree(POOL, tmp_path / "putaran"))


@pytest.fixture
def served(round_dir: Path, tmp_path: Path, running_server) -> Iterator:
    """Run a server on a round of this test alone."""
    with running_server(round_dir, tmp_path / "rumah") as server:
        yield server


@pytest.fixture
def room(served, open_page: Callable[..., Page]) -> Page:
    """Open the round as its operator."""
    return open_page(served.operator, wait=".talenta-isi h1")


def go(page: Page, name: Room) -> Locator:
    """Open a page of the room and return its part of the screen."""
    page.locator(f".talenta-langkah-{name}").click()
    part = page.locator(f".talenta-isi > .hal-{name.split('-')[0]}")
    expect(page.locator(f".talenta-langkah-{name}")).to_have_attribute("aria-current", "step")
    expect(part.locator("h1")).to_be_visible()
    settled(page)
    return part


def settled(page: Page) -> None:
    """Wait until all that was clicked is done."""
    expect(page.locator(".talenta-dasbor")).not_to_have_attribute("data-sibuk", re.compile(""))


def finding(part: Locator) -> str:
    return part.locator("h1").inner_text()


def sign(part: Locator) -> None:
    """Say who records."""
    for label, words in {"Nama pencatat": "Rina Contoh", "Peran pencatat": "Sekretaris tim"}.items():
        part.get_by_label(label).fill(words)
        part.get_by_label(label).press("Tab")


def solve(page: Page, part: Locator) -> None:
    part.get_by_role("button", name="Hitung ulang").click()
    settled(page)
    expect(part.get_by_role("button", name="Hitung ulang")).to_be_enabled()
    expect(part.locator("h1")).not_to_contain_text("Hasil sebelumnya")


def test_a_filter_narrows_the_map_and_a_dot_opens_its_card(room: Page) -> None:
    part = go(room, Room.MAP)
    part.get_by_label("OPD", exact=True).select_option("Dinas Kesehatan")
    expect(part.locator("h1")).to_contain_text("Dari 1 pejabat")
    part.get_by_label("OPD", exact=True).select_option("Semua")
    expect(part.locator("h1")).to_contain_text("dari 25 pejabat")
    dot = part.get_by_role("gridcell").first
    name = (dot.get_attribute("aria-label") or "").split(", kotak")[0]
    dot.click()
    expect(part.get_by_role("heading", name=name)).to_be_visible()


def test_the_board_is_walked_and_opened_by_keys_alone(room: Page) -> None:
    part = go(room, Room.MAP)
    part.locator("[role=gridcell][tabindex='0']").focus()
    for key in ("Home", "ArrowRight", "5", "n"):
        room.keyboard.press(key)
    focused = room.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "garis batas" in focused
    room.keyboard.press("Enter")
    expect(part.get_by_role("heading", name=focused.split(", kotak")[0])).to_be_visible()


def test_keys_walk_the_pages_of_a_meeting(room: Page) -> None:
    room.get_by_role("button", name="Layar besar").click()
    expect(room.locator(".talenta-dasbor")).to_have_class(re.compile("penyaji"))
    settled(room)
    room.locator("h1:visible").focus()
    waiting, board = room.locator(".talenta-menunggu"), room.locator(".hal-ringkasan .dinilai")
    expect(waiting).to_be_visible()
    expect(board).to_be_hidden()
    for words in SCREENS[Room.SUMMARY][1:]:
        room.keyboard.press("ArrowRight")
        expect(room.locator(".talenta-tempat")).to_contain_text(words)
        expect(waiting).to_be_hidden()
    room.keyboard.press("PageDown")
    expect(room.locator(f".talenta-langkah-{Room.MAP}")).to_have_attribute("aria-current", "step")
    room.keyboard.press("PageUp")
    expect(room.locator(".talenta-tempat")).to_contain_text("4 dari 4")
    room.keyboard.press("ArrowLeft")
    expect(board).to_be_visible()
    room.keyboard.press("Escape")
    expect(room.locator(".talenta-dasbor")).not_to_have_class(re.compile("penyaji"))
    expect(waiting).to_be_visible()


def test_print_prints_the_sheets_where_they_are_on_show_else_the_page(room: Page) -> None:
    room.evaluate("window.print = () => { document.title = 'halaman' }")
    room.get_by_role("button", name="Cetak").click()
    expect(room).to_have_title("halaman")
    part = go(room, Room.MINUTES)
    part.locator("iframe.lembar").evaluate("one => { one.contentWindow.print = () => { document.title = 'naskah' } }")
    room.get_by_role("button", name="Cetak").click()
    expect(room).to_have_title("naskah")


def test_two_locks_and_another_limit_give_another_plan_that_can_be_compared_and_undone(room: Page) -> None:
    part = go(room, Room.SCENARIO)
    before = finding(part)
    movers = part.locator("table.pindah tbody th button")
    for place in (0, 1):
        movers.nth(place).click()
        part.get_by_role("button", name="Tetap di jabatannya").click()
        settled(room)
    slider = part.get_by_role("slider", name="Batas perpindahan")
    slider.focus()
    for _ in range(5):
        slider.press("ArrowLeft")
    settled(room)
    solve(room, part)
    after = finding(part)
    assert after != before
    assert int(re.match(r"\d+", after)[0]) <= 15
    part.get_by_role("button", name="Bandingkan").click()
    for title in ("Usul 20 perpindahan", "Hemat 12 perpindahan"):
        part.get_by_role("button", name=f"Bandingkan {title}").click()
        settled(room)
    expect(part.locator("table.banding")).to_contain_text("20 / 5")
    expect(part.locator("table.banding")).to_contain_text("12 / 13")
    part.get_by_role("button", name="Bandingkan", exact=True).click()
    part.locator("h1").focus()
    for _ in range(12):  # more than there were changes: nothing is left to undo then
        room.keyboard.press("Control+z")
    expect(part.locator("h1")).to_have_text(before)


def test_a_decision_against_the_suggestion_needs_a_reason(room: Page, round_dir: Path) -> None:
    part = go(room, Room.DECISIONS)
    sign(part)
    part.get_by_role("button", name="Tunda").click()
    settled(room)
    part.get_by_role("button", name="Simpan keputusan").click()
    expect(part).to_contain_text("belum beralasan")
    assert Ledger.open(round_dir).entries() == ()
    part.get_by_label(re.compile("Alasan")).fill("Menunggu hasil uji kompetensi susulan.")
    part.get_by_label(re.compile("Alasan")).press("Tab")
    part.get_by_role("button", name="Simpan keputusan").click()
    expect(part.locator("h1")).to_contain_text("24 dari 25")
    (decided,) = Ledger.open(round_dir).decisions().values()
    assert (decided.decision, decided.reason) == ("ditunda", "Menunggu hasil uji kompetensi susulan.")
    assert (decided.by, decided.role) == ("Rina Contoh", "Sekretaris tim")


def test_a_kernel_that_is_killed_loses_nothing(room: Page, served, round_dir: Path) -> None:
    part = go(room, Room.SCENARIO)
    slider = part.get_by_role("slider", name="Batas perpindahan")
    slider.focus()
    for _ in range(8):
        slider.press("ArrowLeft")
    settled(room)
    solve(room, part)
    plan = finding(part)
    part = go(room, Room.DECISIONS)
    sign(part)
    part.get_by_role("button", name="Simpan keputusan").click()
    expect(part.locator("h1")).to_contain_text("belum diputuskan")
    part.get_by_role("button", name="Tunda").click()
    part.get_by_label(re.compile("Alasan")).fill("Ditulis sebelum kernel mati.")  # and the field is not left
    name = part.locator("h2").first.inner_text()
    entries = Ledger.open(round_dir).entries()
    while "Ditulis sebelum kernel mati." not in json.dumps(SessionStore(round_dir, "").read(0.0).content):
        room.wait_for_timeout(100)
    served.kernel(room.evaluate(KERNEL_ID)).kill()
    with room.expect_navigation():
        room.locator("#putus").get_by_role("button", name="Muat ulang").click()
    room.wait_for_selector(".talenta-isi h1")
    part = room.locator(".talenta-isi > *:visible")
    expect(part.locator("h2").first).to_have_text(name)
    expect(part.get_by_label(re.compile("Alasan"))).to_have_value("Ditulis sebelum kernel mati.")
    assert Ledger.open(round_dir).entries() == entries
    assert finding(go(room, Room.SCENARIO)) == plan
    part = go(room, Room.MAP)
    dot = part.get_by_role("gridcell").first
    who = (dot.get_attribute("aria-label") or "").split(", kotak")[0]
    assert not re.match(r"P-\d+", who)
    dot.click()
    expect(part.get_by_role("heading", name=who)).to_be_visible()


def test_a_second_browser_follows_until_it_takes_over(served, open_page: Callable[..., Page]) -> None:
    first = open_page(served.operator, wait=".talenta-isi h1")
    settled(first)
    first.get_by_role("button", name="Tandai dibahas").click()
    second = open_page(served.operator, wait=".talenta-isi h1")
    expect(second.locator(".talenta-pena")).to_contain_text("Sedang diubah di tempat lain")
    expect(second.locator(f".talenta-langkah-{Room.SUMMARY}")).to_contain_text("✓")
    second.get_by_role("button", name="Ambil alih").click()
    expect(second.locator(".talenta-pena")).not_to_contain_text("Sedang diubah")
    expect(first.locator(".talenta-pena")).to_contain_text("Sedang diubah di tempat lain")


def test_the_minutes_that_are_downloaded_say_what_the_command_line_says(
    room: Page, round_dir: Path, tmp_path: Path
) -> None:
    part = go(room, Room.DECISIONS)
    sign(part)
    for count in range(1, 4):
        part.get_by_role("button", name="Simpan keputusan").click()
        settled(room)
        expect(part.locator("table.ring").first).to_contain_text(f"{count} dari 25")
        part.get_by_role("button", name="Belum diputuskan →").click()
        settled(room)
    part.get_by_role("button", name="Isi daftar hadir").click()
    part.get_by_label("Tempat rapat").fill("Ruang Rapat Contoh")
    part.get_by_label("Nama yang hadir").fill("Bima Contoh")
    part.get_by_label("Peran yang hadir").fill("Anggota")
    part.get_by_label("Peran yang hadir").press("Tab")
    part.get_by_role("button", name="Tambah").click()
    settled(room)
    part.get_by_role("button", name="Catat rapat").click()
    settled(room)
    part = go(room, Room.MINUTES)
    part.get_by_role("button", name=re.compile("Buat Berita Acara")).click()
    link = part.locator("a[download$='.xlsx']").first
    expect(link).to_be_visible()
    with room.expect_download() as downloading:
        link.click()
    saved = tmp_path / "unduhan.xlsx"
    downloading.value.save_as(saved)
    signed = ["--by", "Rina Contoh", "--role", "Ketua"]
    command = [sys.executable, "-c", TALENTA, "berita-acara", str(round_dir), "--out", str(tmp_path / "cli"), *signed]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = (tmp_path / "cli").glob("*.xlsx")

    def rows(path: Path) -> list[tuple[object, ...]]:
        book = openpyxl.load_workbook(path)
        sheet = next(one for one in book if any(cell.value == "Keputusan Komite" for row in one for cell in row))
        return [row for row in sheet.iter_rows(values_only=True) if any(row)]

    def decided(table: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
        start = next(place for place, row in enumerate(table) if "Keputusan Komite" in row)
        return table[start:]

    assert decided(rows(saved)) == decided(rows(made))
    assert sum("Rina Contoh" in str(row) for row in decided(rows(saved))) == 3
    assert Kind.MINUTES_MADE in {entry.kind for entry in Ledger.open(round_dir).entries()}


def test_an_observer_looks_on_without_names_and_changes_nothing(served, round_dir: Path, open_page) -> None:
    page = open_page(served.observer, wait=".talenta-isi h1")
    expect(page.locator(".talenta-pena")).to_contain_text("Hanya melihat")
    forbidden = ("Simpan", "Hitung ulang", "Tetap di jabatannya", "Urungkan", "Ambil alih", "Catat rapat", "Buat ",
                 "Tandai")  # fmt: skip
    for name in Room:
        part = go(page, name)
        buttons = " | ".join(page.get_by_role("button").all_inner_texts())
        assert [word for word in forbidden if word in buttons] == [], name
        text = part.inner_text()
        assert not re.search(r"\b\d{18}\b", text), name
        assert "Bulanita" not in text, name
    assert Ledger.open(round_dir).entries() == ()


@pytest.mark.parametrize("theme", ["terang", "gelap"])
def test_no_page_has_a_serious_obstacle_for_anybody(served, open_page, theme: str) -> None:
    page = open_page(served.operator, wait=".talenta-isi h1")
    if theme == "gelap":
        page.get_by_role("button", name="Gelap").click()
        settled(page)
    found = {}
    for name in Room:
        go(page, name)
        if name is Room.MAP:
            page.get_by_role("gridcell").first.click()
            settled(page)
        options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        report = Axe().run(page, options=options).response
        serious = [one for one in report["violations"] if one["impact"] in ("serious", "critical")]
        if serious:
            found[name] = [(one["id"], [node["html"][:160] for node in one["nodes"][:4]]) for one in serious]
    assert found == {}


def test_names_that_try_to_be_code_stay_text(round_dir: Path, tmp_path: Path, running_server, open_page) -> None:
    rename_people(round_dir, HOSTILE)
    with running_server(round_dir, tmp_path / "rumah") as server:
        page = open_page(server.operator, wait=".talenta-isi h1")
        alerts: list[str] = []
        page.on("dialog", lambda dialog: alerts.append(dialog.message))
        seen = ""
        for name in Room:
            part = go(page, name)
            seen += part.inner_text()
            assert page.locator("img[src='x' i], .talenta-isi script, .talenta-isi iframe[src]").count() == 0, name
        assert alerts == []
        assert "{{7*7}}" in seen
        assert "<img" in seen.casefold()


def rename_people(round_dir: Path, names: tuple[str, ...]) -> None:
    """Give the first officials of a round other names."""
    path = round_dir / "masukan" / "siasn_pegawai.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    for row, name in zip(rows, names, strict=False):
        row[head.index("NAMA")] = name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
