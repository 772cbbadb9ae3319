"""Make the pictures of the README from the sample round: `.venv/bin/python docs/gambar/buat.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from talenta_lib import run_round
from talenta_lib.present.board import board_svg
from talenta_lib.present.explore.card import person_card
from talenta_lib.present.explore.view import framed, static_style
from talenta_lib.present.pages.page import board_bands
from talenta_lib.present.report import make_profiles, make_report
from talenta_lib.present.theme import font_faces

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "data" / "sample"
ROUND = SAMPLE / "profil-talenta-2025"
PAGES = {
    "profil-talenta-2025": {3: "halaman-bupati-1", 4: "halaman-bupati-2"},
    "talent-pool-2024": {5: "rencana-mutasi", 6: "harga-rencana"},
}
SIZE = {"width": 1366, "height": 860}


def page_picture(pdf: Path, page: int, name: str) -> None:
    """Write one page of a PDF as ``<name>.png``."""
    command = ["pdftoppm", "-r", "110", "-f", str(page), "-l", str(page), "-singlefile", "-png", pdf, HERE / name]
    subprocess.run(command, check=True)


def map_picture(html: str, name: str) -> None:
    """Write a screenshot of a view of notebook 02 as ``<name>.png``."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.set_content(html)
        page.screenshot(path=HERE / f"{name}.png")
        browser.close()


def main() -> None:
    """Make all pictures."""
    result = run_round(ROUND)
    borderline = result.people[result.people["is_borderline"]].iloc[0]
    with tempfile.TemporaryDirectory() as folder:
        for round_name, pages in PAGES.items():
            report = make_report(SAMPLE / round_name, out_dir=Path(folder) / round_name)
            for page, name in pages.items():
                page_picture(report.pdf, page, name)
        (profile,) = make_profiles(ROUND, nip=str(borderline["nip"]), out_dir=Path(folder))
        page_picture(profile, 1, "lembar-profil")
    board = board_svg(result.people, board_bands(result.scheme), width=886, height=600)
    card = person_card(result, str(borderline["nip"]))
    columns = f'<div>{framed(board)}</div><div style="width:440px">{framed(card)}</div>'
    body = f'<div style="display:flex;gap:24px">{columns}</div>'
    # Playwright's synchronous interface needs a thread without an event loop.
    html = f"<style>{font_faces('woff2')} body {{ margin: 16px; }}</style>{static_style()}{body}"
    thread = threading.Thread(target=map_picture, args=(html, "peta-talenta"))
    thread.start()
    thread.join()


if __name__ == "__main__":
    sys.exit(main())
