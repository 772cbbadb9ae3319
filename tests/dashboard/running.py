"""``talenta dashboard`` as a process of its own, and what bare HTTP hears from it: for tests and benches."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import psutil

TALENTA = "from talenta_lib.cli import main; main()"
START_SECONDS = 90
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
KERNEL_ID = "JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
"""Expression that gives a page's kernel."""
PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine before a test gives up."""


class Answer(NamedTuple):
    """What a server said to one request."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running ``talenta dashboard``."""

    process: subprocess.Popen[str]
    round_dir: Path
    home: Path
    operator: str
    observer: str

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(urlsplit(self.observer).port or 0)

    @property
    def base(self) -> str:
        """The path under which the page stands."""
        return urlsplit(self.observer).path

    @property
    def log(self) -> str:
        """All that it wrote: its private log and what came to the terminal."""
        private = (self.home / ".talenta").glob("*.log")
        return "".join(path.read_text("utf-8") for path in [*private, self.home / "layar.txt"])

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> Answer:
        """Send one request exactly as written: nothing is followed, decoded or made shorter."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE / 1000)
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return found

    def cookies(self, link: str) -> dict[str, str]:
        """Return the header with which a browser goes on after opening a link."""
        parts = urlsplit(link)
        answer = self.ask(f"{parts.path}?{parts.query}")
        pairs = [value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or []]
        return {"Cookie": "; ".join(pairs)}

    def kernels(self) -> list[psutil.Process]:
        """Return the kernels that run now."""
        return [one for one in psutil.Process(self.process.pid).children() if "-f" in one.cmdline()]

    def kernel(self, kernel_id: str) -> psutil.Process:
        """Return the process of one kernel."""
        return next(one for one in self.kernels() if kernel_id in " ".join(one.cmdline()))

    def wait_until_warm(self, kernels: int = 1) -> None:
        """Wait until so many kernels are ready and ask who opened their page."""
        deadline = time.monotonic() + START_SECONDS * kernels
        while sum(self._asks(one) for one in self.kernels()) < kernels:
            assert time.monotonic() < deadline, "no kernel became ready"
            time.sleep(0.1)

    def _asks(self, kernel: psutil.Process) -> bool:
        connections = kernel.net_connections(kind="tcp4") if kernel.is_running() else []
        return any(one.raddr and one.raddr.port == self.port for one in connections)


def chromium_path() -> str | None:
    """Return where the browser of this machine is."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def running(round_dir: Path, home: Path, *options: str, program: str = TALENTA) -> Iterator[Server]:
    """Run ``talenta dashboard`` on a free port as somebody whose home is ``home``, and end it."""
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-c", program, "dashboard", str(round_dir), *options]
    if "--port" not in options:
        command += ["--port", "0"]
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    with (
        (home / "layar.txt").open("a", encoding="utf-8") as screen,
        subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=screen) as process,
    ):
        links = dict(_links(process))
        assert len(links) == 2, (home / "layar.txt").read_text("utf-8")
        try:
            yield Server(process, round_dir, home, links["Operator"], links["Pengamat"])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=START_SECONDS)


def _links(process: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    """Read the lines of a starting server until both links are there."""
    give_up = threading.Timer(START_SECONDS, process.kill)
    give_up.start()
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.match(r"(Operator|Pengamat)\b.*?(http://\S+)", line):
            yield found[1], found[2]
        if line.startswith("Pengamat"):
            break
    give_up.cancel()
