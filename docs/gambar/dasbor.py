"""Make the pictures of the committee's room, every page in two sizes and both themes.

Run ``.venv/bin/python docs/gambar/dasbor.py``; the pictures are those of the README.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page as Screen
from playwright.sync_api import sync_playwright

from talenta_lib.present.meeting_pages import Page

HERE = Path(__file__).parent
ROUND = HERE.parents[1] / "data" / "sample" / "profil-talenta-2025"
SIZES = ((1366, 768), (1920, 1080))
FOLDER = HERE / "dasbor"
COLOURS = 128
PATIENCE = 120_000


@contextmanager
def served(round_dir: Path) -> Iterator[str]:
    """Serve a round and yield the operator's link."""
    command = [sys.executable, "-c", "from talenta_lib.cli import main; main()"]
    with subprocess.Popen(
        [*command, "dashboard", str(round_dir), "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        lines = iter(process.stdout or ())
        link = next(found[0] for line in lines if (found := re.search(r"http://\S+kunci=\S+", line)))
        try:
            yield link
        finally:
            process.terminate()


def settle(screen: Screen) -> None:
    """Wait until the page has done all it was asked."""
    screen.wait_for_selector(".talenta-dasbor:not([data-sibuk])", timeout=PATIENCE)
    screen.wait_for_timeout(1500)


def keep(screen: Screen, path: Path) -> None:
    """Write what is on the screen, in few colours, since it is drawn in few."""
    with Image.open(io.BytesIO(screen.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def pictures(screen: Screen, width: int) -> None:
    """Write every page, light and dark."""
    for page in Page:
        screen.locator(f".talenta-langkah-{page}").click()
        settle(screen)
        if page is Page.MAP and screen.locator(".talenta-kartu h2").count() == 0:
            screen.get_by_role("gridcell").nth(40).click()
            settle(screen)
        for theme in ("terang", "gelap"):
            keep(screen, FOLDER / f"{page}-{width}-{theme}.png")
            screen.get_by_role("button", name="Gelap", exact=True).click()
            settle(screen)


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        FOLDER.mkdir(exist_ok=True)
        round_dir = shutil.copytree(ROUND, Path(made) / "putaran")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for width, height in SIZES:
            with served(round_dir) as link:
                screen = browser.new_page(viewport={"width": width, "height": height})
                screen.set_default_timeout(PATIENCE)
                screen.goto(link, timeout=PATIENCE)
                screen.wait_for_selector(".talenta-isi h1")
                pictures(screen, width)
                screen.close()
        browser.close()


if __name__ == "__main__":
    main()
