"""A real server on a copy of a sample round, and a real Chromium: what the tests of the room share."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.dashboard.running import CHROMIUM, PATIENCE, Server, chromium_path, running

expect.set_options(timeout=PATIENCE)
POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"


@pytest.fixture
def copy_pool(tmp_path: Path) -> Callable[[], Path]:
    """Copy the talent pool to a folder that may be written to."""
    return lambda: Path(shutil.copytree(POOL, tmp_path / POOL.name))


@pytest.fixture(scope="session")
def running_server() -> Callable[..., AbstractContextManager[Server]]:
    """Run a server of one's own: :func:`running`."""
    return running


@pytest.fixture
def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a copy of the talent pool, for all tests that leave the round as it is."""
    folder = tmp_path_factory.mktemp("peladen")
    with running(Path(shutil.copytree(POOL, folder / POOL.name)), folder / "rumah") as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Run the browser of the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a link in a browser of its own and wait for the dashboard; nothing may be asked of another host."""
    elsewhere: list[str] = []
    contexts = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            elsewhere.append(request.url)

    def open_link(link: str, *, wait: str = ".talenta-dasbor", **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1366, "height": 768}, "locale": "id-ID", **options})
        context.set_default_timeout(PATIENCE)
        context.on("request", note)
        contexts.append(context)
        page = context.new_page()
        page.goto(link)
        page.wait_for_selector(wait)
        return page

    yield open_link
    for context in contexts:
        context.close()
    assert elsewhere == []
