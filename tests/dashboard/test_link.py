"""Who opened a page: the key makes an operator, everything else an observer, and a notebook belongs to its owner."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from talenta_lib.present.link import KEY_HASH, Request, Role, hash_key, read_request

THE_KEY = "kunci-operator-9"


@pytest.fixture
def served_kernel(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Stand in a kernel of the server whose page was opened with a query."""

    def stand(query: str) -> None:
        monkeypatch.setenv(KEY_HASH, hash_key(THE_KEY))
        monkeypatch.setenv("VOILA_PREHEAT", "False")
        monkeypatch.setenv("QUERY_STRING", query)

    return stand


@pytest.fixture
def answering() -> Iterator[HTTPServer]:
    """Answer whoever asks who opened the page, as the server does."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.server.asked = self.path
            body = json.dumps({"QUERY_STRING": f"kunci={THE_KEY}&langkah=peta"}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_whoever_runs_the_notebook_is_its_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_HASH, raising=False)
    monkeypatch.setenv("QUERY_STRING", "kunci=salah")
    assert read_request() == Request(Role.OPERATOR)


def test_the_key_makes_an_operator_and_is_kept_nowhere(served_kernel: Callable[[str], None]) -> None:
    served_kernel(f"langkah=peta&kunci={THE_KEY}")
    assert read_request() == Request(Role.OPERATOR, {"langkah": "peta"})
    assert THE_KEY not in str(dict(os.environ))


@pytest.mark.parametrize("query", [
    "", "kunci=", "kunci=salah", "peran=operator", f"Kunci={THE_KEY}", f"kunci={THE_KEY}x", f"kunci={THE_KEY}&kunci=x",
    f"kunci={hash_key(THE_KEY)}", "kunci=%00", "kunci=é",
])  # fmt: skip
def test_anything_else_is_an_observer(served_kernel: Callable[[str], None], query: str) -> None:
    served_kernel(query)
    assert read_request().role is Role.OBSERVER


def test_a_served_kernel_without_a_request_is_an_observers(
    served_kernel: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    served_kernel("")
    monkeypatch.delenv("QUERY_STRING")
    assert read_request().role is Role.OBSERVER


def test_a_warm_kernel_asks_its_server(
    served_kernel: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, answering: HTTPServer
) -> None:
    served_kernel("kunci=lama")
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    monkeypatch.setenv("VOILA_APP_PORT", str(answering.server_port))
    monkeypatch.setenv("VOILA_SERVER_URL", "/talenta/")
    monkeypatch.setenv("VOILA_KERNEL_ID", "abc-1")
    assert read_request() == Request(Role.OPERATOR, {"langkah": "peta"})
    assert answering.asked == "/talenta/voila/query/abc-1"
