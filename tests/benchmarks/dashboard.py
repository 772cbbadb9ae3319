"""How fast the room opens and answers: beside the least that a page can be, over 50 clicks, and with six at once."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil
from playwright.async_api import Browser as AsyncBrowser
from playwright.async_api import Page as AsyncPage
from playwright.async_api import async_playwright
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.dashboard_minimal import FIGURES, write_minimal
from tests.benchmarks.timing import Row
from tests.dashboard.running import CHROMIUM, KERNEL_ID, PATIENCE, Server, chromium_path, running

PROFIL = Path(__file__).resolve().parents[2] / "data" / "sample" / "profil-talenta-2025"
FIGURE = ".talenta-papan svg, .talenta-papan [role=grid], .talenta-dasbor svg[role=img]"
"""The first useful figure: the board, or the figure of the page on which the meeting begins."""
BOARD = ".talenta-papan svg"
MAP = "button.talenta-langkah-peta"
FILTER = "Jenjang"
SCREEN = {"width": 1366, "height": 768}
ROUNDS = 5
CLICKS = 50
SESSIONS = 6
MINUTES = 3
THINKING = 1.0
"""Seconds between two clicks of one session."""
CHOOSE = """
([label, turn]) => new Promise((done, fail) => {
  const list = document.querySelector(`select[aria-label="${label}"]`);
  const board = document.querySelector(".talenta-papan");
  const started = performance.now();
  const given = setTimeout(() => fail(new Error("the board did not change")), 30000);
  const watch = new MutationObserver(() => {
    watch.disconnect();
    clearTimeout(given);
    requestAnimationFrame(() => setTimeout(() => done((performance.now() - started) / 1000)));
  });
  watch.observe(board, { subtree: true, childList: true, attributes: true, characterData: true });
  list.selectedIndex = turn % list.options.length;
  list.dispatchEvent(new Event("change", { bubbles: true }));
})
"""
"""Choose the next entry of a filter; seconds until the board is drawn again."""


def p95(seconds: list[float]) -> float:
    """Return the time that 95 of 100 stay under."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


@contextmanager
def serve(*options: str, minimal: str | None = None) -> Iterator[Server]:
    """Serve a copy of the profile round, or the minimal notebook on the same settings."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(PROFIL, Path(folder) / PROFIL.name))
        home = Path(folder) / "rumah"
        if minimal is None:
            with running(copied, home, *options) as server:
                yield server
        else:
            program = write_minimal(Path(folder) / "minimal.ipynb", minimal)
            with running(copied, home, program=program) as server:
                yield server


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM)
        yield browser
        browser.close()


def seconds_to(server: Server, browser: Browser, figure: str) -> float:
    """Open the page with a warm kernel and an empty cache; return when its figure is there."""
    server.wait_until_warm()
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    started = time.perf_counter()
    page.goto(server.operator, wait_until="commit")
    page.locator(figure).first.wait_for(state="visible", timeout=PATIENCE)
    taken = time.perf_counter() - started
    page.close(run_before_unload=True)
    context.close()
    return taken


def bench_first_figure() -> list[Row]:
    """Open the dashboard and two minimal pages in turn, each with a warm kernel."""
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        servers = {None: stack.enter_context(serve("--pool", "1"))}
        servers |= {kind: stack.enter_context(serve(minimal=kind)) for kind in FIGURES}
        times: dict[str | None, list[float]] = {kind: [] for kind in servers}
        for _ in range(ROUNDS):
            for server in servers.values():
                server.wait_until_warm()
            for kind, server in servers.items():
                times[kind].append(seconds_to(server, browser, FIGURES[kind][1] if kind else FIGURE))
    mine, job = median(times.pop(None)), "first figure of profil-talenta-2025, warm"
    return [
        Row(job, "talenta dashboard", mine, f"one {kind} figure", median(theirs), ROUNDS, None, 1.5)
        for kind, theirs in times.items()
    ]


def answers(job: str, times: list[float], aims: tuple[float, float]) -> list[Row]:
    """Return the lines of median and p95 of many clicks, from the browser through the kernel and back."""
    figures = {"median": median(times), "p95": p95(times)}
    return [
        Row(f"{job}, {name}", "dashboard", value, "", None, len(times), None, aim)
        for (name, value), aim in zip(figures.items(), aims, strict=True)
    ]


def open_map(page: Page, link: str) -> None:
    """Open the page of the map."""
    page.goto(link, wait_until="commit")
    page.locator(MAP).click(timeout=PATIENCE)
    page.locator(BOARD).first.wait_for(state="visible", timeout=PATIENCE)


def bench_filter() -> list[Row]:
    """Filter the board fifty times; then see what the session holds in memory."""
    with serve("--pool", "1") as server, chromium() as browser:
        server.wait_until_warm()
        page = browser.new_page(viewport=SCREEN)
        open_map(page, server.operator)
        times = [float(page.evaluate(CHOOSE, [FILTER, turn])) for turn in range(1, CLICKS + 1)]
        session = pss(server.kernel(page.evaluate(KERNEL_ID)))
        print(f"memory: {session} MB a session, {pss(psutil.Process(server.process.pid))} MB the server", flush=True)
    return answers("filter -> board drawn again", times, (0.1, 0.2))


def pss(process: psutil.Process) -> int:
    """Return the memory of a process in MB, what it shares counted in part (Linux)."""
    return round(process.memory_full_info().pss / 1e6)


def bench_sessions() -> list[Row]:
    """Use six sessions at once: one operator, five observers, each filtering the map."""
    with serve("--pool", "1") as server:
        times, errors = asyncio.run(_use(server))
        kernels = [pss(one) for one in server.kernels()]
        faults = server.log.count(" ERROR ")
    print(
        f"{SESSIONS} sessions, {MINUTES} minutes: {len(errors)} errors, {faults} faults in the log",
        *errors[:5],
        sep="\n",
    )
    print(f"memory: {median(kernels)} MB a kernel (median of {len(kernels)})", flush=True)
    return answers(f"the same with {SESSIONS} sessions at once", times, (0.3, 1.0))


async def _use(server: Server) -> tuple[list[float], list[str]]:
    """Run all sessions side by side until the time is over."""
    times: list[float] = []
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM)
        links = [server.operator, *[server.observer] * (SESSIONS - 1)]
        pages = [await _session(browser, server, link, errors) for link in links]
        server.wait_until_warm()
        until = time.monotonic() + MINUTES * 60
        await asyncio.gather(*(_click(page, until, times, errors) for page in pages))
        for page in pages:
            if await page.locator("#putus").is_visible():
                errors.append(f"cut off: {await page.locator('#putus').inner_text()}")
        await browser.close()
    return times, errors


async def _session(browser: AsyncBrowser, server: Server, link: str, errors: list[str]) -> AsyncPage:
    """Open one session on the map, in a browser context of its own."""
    server.wait_until_warm()
    page = await (await browser.new_context(viewport=SCREEN)).new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda answer: errors.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    await page.goto(link, wait_until="commit")
    await page.locator(MAP).click(timeout=PATIENCE)
    await page.locator(BOARD).first.wait_for(state="visible", timeout=PATIENCE)
    return page


async def _click(page: AsyncPage, until: float, times: list[float], errors: list[str]) -> None:
    """Choose the next entry of the filter, think, and again."""
    turn = 0
    while time.monotonic() < until:
        turn += 1
        try:
            times.append(float(await page.evaluate(CHOOSE, [FILTER, turn])))
        except Exception as error:  # whatever went wrong is what the bench counts
            errors.append(str(error))
        await asyncio.sleep(THINKING)
