"""The server of the room: who gets in, what cannot be fetched, what a kernel is not asked, what is written."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
import pytest
from jupyter_server.base.websocket import WS_PING_INTERVAL
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from talenta_lib import run_round
from talenta_lib.errors import InputError
from talenta_lib.present.notebook_pdf import execute_notebook
from talenta_lib.present.report import notebooks_folder
from talenta_lib.present.serve import LARGEST_MESSAGE, POLICY, _config, serve_dashboard
from tests.dashboard.running import KERNEL_ID, Server

POOL = Path(__file__).resolve().parents[2] / "data" / "sample" / "talent-pool-2024"
MARKED = "Kabupaten-Rahasia-9"
"""Stands in every file of the round that somebody tries to fetch."""
FILES = ("putaran.yaml", "masukan/asesmen.xlsx", "masukan/siasn_pegawai.csv", "salinan.sqlite", "manifest.json",
         "laporan.ipynb", "skrip.py", "foto.png", "peta.svg")  # fmt: skip
PREFIXES = ("", "voila/files/", "files/", "static/", "voila/static/", "voila/templates/talenta/static/",
            "voila/labextensions/", "voila/api/contents/", "api/contents/", "voila/render/", "voila/tree/", "tree/",
            "notebooks/", "view/", "nbconvert/html/", "nbconvert/", "lab/tree/", "doc/", "edit/", "huruf/")  # fmt: skip
REFUSED_MESSAGES = {
    "execute_request": {"code": "", "silent": False, "store_history": True, "user_expressions": {}},
    "complete_request": {"code": "import o", "cursor_pos": 8},
    "inspect_request": {"code": "dashboard", "cursor_pos": 4, "detail_level": 1},
    "history_request": {"output": True, "raw": True, "hist_access_type": "tail", "n": 10},
    "debug_request": {"type": "request", "command": "initialize", "seq": 1, "arguments": {}},
    "input_reply": {"value": "1"},
    "interrupt_request": {},
}  # fmt: skip


def opened_kernel(served, link: str) -> tuple[str, dict[str, str]]:
    """Open a page without a browser; return its kernel and the cookies that go with it."""
    cookies = served.cookies(link)
    html = served.ask(served.base, headers=cookies).body.decode()
    return re.search(r'"kernelId": "([\w-]+)"', html)[1], cookies


@pytest.fixture(scope="module")
def session(server) -> tuple[str, dict[str, str]]:
    """Open a page as observer, for all tests that talk to its kernel."""
    return opened_kernel(server, server.observer)


@pytest.fixture(scope="module")
def under_path(tmp_path_factory, running_server) -> Iterator[Server]:
    """Run a server as a proxy needs it: under a path."""
    folder = tmp_path_factory.mktemp("proksi")
    copied = Path(shutil.copytree(POOL, folder / POOL.name))
    with running_server(copied, folder / "rumah", "--pool", "1", "--base-url", "talenta") as served:
        yield served


@contextmanager
def channels(served, kernel_id: str, headers, **options) -> Iterator[ClientConnection]:
    address = f"ws://127.0.0.1:{served.port}{served.base}api/kernels/{kernel_id}/channels?session_id={uuid.uuid4().hex}"
    with connect(address, additional_headers=headers, proxy=None, max_size=None, **options) as connection:
        yield connection


def message(kind: str, content: dict[str, object], channel: str = "shell") -> tuple[str, str]:
    """Return a kernel message as a page sends it, and its id."""
    number = uuid.uuid4().hex
    header = {"msg_id": number, "msg_type": kind, "username": "", "session": "x", "date": "", "version": "5.3"}
    parts = {
        "header": header,
        "parent_header": {},
        "metadata": {},
        "content": content,
        "buffers": [],
        "channel": channel,
    }
    return json.dumps(parts), number


def answers_until(connection: ClientConnection, last: str) -> list[dict]:
    """Return what comes in until the answer to message ``last`` is there."""
    heard: list[dict] = []
    while not any(one["msg_type"].endswith("_reply") and one["parent_header"].get("msg_id") == last for one in heard):
        heard.append(json.loads(connection.recv(timeout=60)))
    return heard


# --- who gets in ----------------------------------------------------------------------------------------------------


def test_the_links_are_of_this_computer_alone(server):
    assert urlsplit(server.operator).hostname == urlsplit(server.observer).hostname == "127.0.0.1"
    listening = {one.laddr.ip for one in psutil.Process(server.process.pid).net_connections() if one.status == "LISTEN"}
    assert listening == {"127.0.0.1"}


def test_no_token_and_a_wrong_token_are_refused_in_words(server):
    for query in ("", "?token=", "?token=salah", "?token=salah&kunci=salah", "?kunci=salah", "?peran=operator"):
        answer = server.ask(server.base + query)
        assert answer.status == 403
        assert "Tautan ini tidak berlaku." in answer.body.decode()
        assert not answer.headers.get_all("Set-Cookie")


def test_a_link_is_traded_for_an_address_without_its_secrets(server):
    for link, goes_to in ((server.operator, "/?peran=operator"), (server.observer, "/")):
        answer = server.ask("/?" + urlsplit(link).query)
        assert (answer.status, answer.headers["Location"]) == (302, goes_to)
        cookies = " ".join(answer.headers.get_all("Set-Cookie"))
        assert all("HttpOnly" in one and "SameSite=Lax" in one for one in answer.headers.get_all("Set-Cookie"))
        secrets = [value for _, value in (pair.split("=") for pair in urlsplit(link).query.split("&"))]
        assert not any(value in cookies for value in secrets)


@pytest.mark.parametrize("wrong", ["", "salah", "%C3%A9", "%00"])
def test_a_wrong_key_gives_no_cookie_of_an_operator(server, wrong):
    answer = server.ask(f"/?{urlsplit(server.observer).query}&kunci={wrong}")
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    assert not any(one.startswith("kunci") for one in answer.headers.get_all("Set-Cookie"))


def test_a_link_keeps_what_else_it_says(server):
    answer = server.ask(f"/?{urlsplit(server.observer).query}&peran=operator&langkah=peta")
    assert answer.headers["Location"] == "/?langkah=peta"


def test_a_head_request_tells_whether_a_link_still_holds(server):
    assert server.ask("/", method="HEAD", headers=server.cookies(server.observer)).status == 200
    assert server.ask("/", method="HEAD", headers={"Cookie": "username-127-0-0-1=x"}).status == 403


def test_a_page_may_do_nothing_beyond_its_own_host(server, session):
    answer = server.ask("/", method="HEAD", headers=session[1])
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "http" not in POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_no_other_host(server, session):
    html = server.ask("/", headers=session[1]).body.decode()
    loaded = re.findall(
        r"(?:<script[^>]*\ssrc|<link[^>]*\shref|url\(|\"fullMathjaxUrl\":)\s*=?\s*[\"']?(https?:)", html
    )
    assert loaded == []
    assert '<html lang="id">' in html
    assert "<title>Talent Pool JPT Pratama 2024</title>" in html


# --- what a role is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["", "&kunci=salah&peran=operator"])
def test_without_the_right_key_a_link_only_looks_on(server, open_page, wrong):
    page = open_page(server.observer + wrong)
    assert page.locator(".talenta-dasbor.pengamat").count() == 1
    assert page.url == f"http://127.0.0.1:{server.port}/"


def test_with_the_key_a_link_works_on_the_round_also_after_a_reload(server, open_page):
    page = open_page(server.operator)
    for _ in range(2):
        page.wait_for_selector(".talenta-dasbor:not(.pengamat)")
        assert page.url == f"http://127.0.0.1:{server.port}/?peran=operator"
        page.reload()


def test_the_operators_cookie_makes_no_operator_of_the_observers_link(server, open_page):
    page = open_page(server.operator)
    page.goto(server.observer)
    page.wait_for_selector(".talenta-dasbor.pengamat")


def test_in_jupyterlab_the_notebook_opens_the_room(copy_pool, tmp_path):
    path = tmp_path / "dasbor.ipynb"
    ran = execute_notebook(notebooks_folder() / "dasbor.ipynb", path, {"round_dir": str(copy_pool())})
    assert "application/vnd.jupyter.widget-view+json" in ran.cells[-1].outputs[0].data


# --- what cannot be fetched -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted(server) -> list[Path]:
    """Files of every kind in the folder of the round, each with the secret in it."""
    for name in FILES:
        path = server.round_dir / name
        if not path.exists():
            path.write_text(f"# {MARKED}", encoding="utf-8")
    return [server.round_dir / name for name in FILES]


def disguises(name: str, path: Path) -> Iterator[str]:
    """Return the ways to write the path of a file."""
    up = "../" * 12
    yield from (name, quote(str(path)), str(path), up + str(path)[1:], up.replace("..", "%2e%2e") + str(path)[1:])
    yield from (f"{up}{path}".replace("/", "%2f"), f"..%2f..%2f{name}", f"./{name}", f"{name}%00.png", f"{name}?x=.png")


@pytest.mark.parametrize("has_token", [True, False], ids=["with token", "without token"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_file_of_the_round_can_be_fetched(server, session, planted, prefix, has_token):
    headers = session[1] if has_token else {}
    tried = {}
    for name, path in zip(FILES, planted, strict=True):
        for written in disguises(name, path):
            answer = server.ask(server.base + prefix + written, headers=headers)
            tried[prefix + written] = answer.status
            assert MARKED.encode() not in answer.body
            assert path.read_bytes()[:40] not in answer.body
    allowed = {400, 403, 404} if has_token else {302, 400, 403, 404}  # 302: to the page, which then refuses
    assert {where: status for where, status in tried.items() if status not in allowed} == {}


@pytest.mark.parametrize("address", ["dasbor.ipynb", "voila/render/dasbor.ipynb", "voila/files/dasbor.ipynb",
                                     "voila/tree", "voila/api/contents", "api/contents", "api/kernels", "api/sessions",
                                     "api/kernelspecs", "login", "logout", "lab", "terminals"])  # fmt: skip
def test_there_is_one_page_and_nothing_beside_it(server, session, address):
    answer = server.ask(server.base + address, headers=session[1])
    assert answer.status == 404
    assert "Halaman ini tidak ada." in answer.body.decode()


def test_a_message_page_repeats_nothing_and_shows_no_trace(server):
    answer = server.ask("/%3Cscript%3Ealert(1)%3C/script%3E?x=<b>")
    assert answer.status == 404
    assert not re.search(rb"alert|<b>|Traceback|tornado|voila", answer.body.split(b"<body>")[1])


# --- what a page cannot ask of its kernel ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REFUSED_MESSAGES)
@pytest.mark.parametrize("channel", ["shell", "control", "stdin"])
def test_a_page_cannot_run_code(server, session, tmp_path, channel, kind):
    marker = tmp_path / "dijalankan"
    content = {**REFUSED_MESSAGES[kind]}
    if kind == "execute_request":
        content["code"] = f"open({str(marker)!r}, 'w').close()"
    with channels(server, session[0], session[1]) as connection:
        asked, refused = message(kind, content, channel)
        connection.send(asked)
        asked, last = message("kernel_info_request", {}, "control" if channel == "control" else "shell")
        connection.send(asked)
        heard = answers_until(connection, last)
    assert refused not in {one["parent_header"].get("msg_id") for one in heard}
    assert not marker.exists()


def test_a_page_cannot_run_code_in_the_binary_form_either(server, session, tmp_path):
    marker = tmp_path / "dijalankan"
    text, _ = message("execute_request", {"code": f"open({str(marker)!r}, 'w').close()", "silent": False})
    parts = json.loads(text)
    chunks = [
        b"shell",
        *(json.dumps(parts[key]).encode() for key in ("header", "parent_header", "metadata", "content")),
    ]
    places = [8 * (2 + len(chunks))]
    for chunk in chunks:
        places.append(places[-1] + len(chunk))
    head = b"".join(number.to_bytes(8, "little") for number in (len(places), *places))
    with channels(server, session[0], session[1], subprotocols=["v1.kernel.websocket.jupyter.org"]) as connection:
        connection.send(head + b"".join(chunks))
    with channels(server, session[0], session[1]) as connection:
        asked, last = message("kernel_info_request", {})
        connection.send(asked)
        answers_until(connection, last)
    assert not marker.exists()


def test_a_message_that_is_too_large_ends_the_connection(server, session):
    too_large, _ = message("comm_info_request", {"target_name": "x" * LARGEST_MESSAGE})

    def send_and_listen() -> None:
        with channels(server, session[0], session[1]) as connection:
            connection.send(too_large)
            while True:
                connection.recv(timeout=60)

    with pytest.raises(ConnectionClosedError):
        send_and_listen()


@pytest.mark.parametrize("headers", [{}, {"Cookie": "username-127-0-0-1=palsu"}, {"Authorization": "token salah"}])
def test_a_connection_without_the_token_is_refused(server, session, headers):
    with pytest.raises(InvalidStatus, match="403"), channels(server, session[0], headers):
        pass


def test_a_page_of_another_host_is_refused(server, session):
    with (
        pytest.raises(InvalidStatus, match="403"),
        channels(server, session[0], session[1], origin="http://lain.example"),
    ):
        pass


def test_nobody_reaches_a_kernel_whose_name_they_do_not_know(server, session):
    with pytest.raises(InvalidStatus, match="404"), channels(server, str(uuid.uuid4()), session[1]):
        pass
    assert server.ask(f"/voila/query/{uuid.uuid4()}", headers=session[1]).status == 404
    assert server.ask(f"/voila/query/{session[0]}", headers=session[1]).status == 404


@pytest.mark.parametrize("xsrf", [None, "salah"])
def test_a_post_without_the_right_xsrf_is_refused(server, session, xsrf):
    path = f"/voila/api/shutdown/{session[0]}" + (f"?_xsrf={xsrf}" if xsrf else "")
    cookies = f"{session[1]['Cookie']}; _xsrf=benar"
    assert server.ask(path, method="POST", headers={"Cookie": cookies}, body="").status == 403
    assert server.ask(f"/api/kernels/{session[0]}", method="DELETE", headers={"Cookie": cookies}).status == 403
    assert session[0] in " ".join(" ".join(one.cmdline()) for one in server.kernels())


# --- when something ends --------------------------------------------------------------------------------------------


def test_a_kernel_that_dies_is_told_in_words_and_a_reload_goes_on(server, open_page):
    page = open_page(server.operator)
    server.kernel(page.evaluate(KERNEL_ID)).kill()
    panel = page.locator("#putus")
    panel.get_by_text("Sambungan terputus.").wait_for()
    assert "tidak ada yang hilang" in panel.inner_text()
    with page.expect_navigation():
        panel.get_by_role("button", name="Muat ulang").click()
    page.wait_for_selector(".talenta-dasbor:not(.pengamat)")
    assert not page.locator("#putus").is_visible()


def test_closing_or_reloading_a_page_ends_its_kernel(server, open_page):
    page = open_page(server.observer)
    for leave in (page.reload, partial(page.close, run_before_unload=True)):
        page.wait_for_selector(".talenta-dasbor")
        kernel = server.kernel(page.evaluate(KERNEL_ID))
        leave()
        assert psutil.wait_procs([kernel], timeout=60)[0] == [kernel]


def test_a_warm_kernel_that_has_died_is_not_handed_out(under_path, open_page):
    open_page(under_path.observer).context.close()
    for kernel in under_path.kernels():
        kernel.kill()
        kernel.wait(60)
    page = open_page(under_path.observer, wait=".talenta-dasbor, #putus[open]")
    assert not page.locator("#putus").is_visible()


def test_a_page_outlives_its_server(tmp_path, copy_pool, open_page, running_server, free_port):
    """The server ends with its kernels and files; the page says so, and goes on when a server with its token runs."""
    options = ("--pool", "1", "--token", "tetap-sama-9876", "--port", str(free_port))
    folder = copy_pool()
    with running_server(folder, tmp_path / "rumah", *options) as first:
        page = open_page(first.operator)
        kernels = first.kernels()
        connection_file = Path(kernels[0].cmdline()[-1])
        assert connection_file.stat().st_mode & 0o077 == 0
    assert first.process.returncode == 0
    assert not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in kernels)
    assert not connection_file.parent.exists()
    panel = page.locator("#putus")
    panel.get_by_text("Sambungan terputus.").wait_for()
    panel.get_by_role("button").click()
    panel.get_by_text("Dasbor belum berjalan.").wait_for()
    with running_server(folder, tmp_path / "rumah", *options) as second:
        assert second.operator == first.operator
        with page.expect_navigation():
            panel.get_by_role("button").click()
        page.wait_for_selector(".talenta-dasbor:not(.pengamat)")
        assert not panel.is_visible()


def test_a_connection_outlives_the_first_ping():
    """An answer to a ping that may take no longer than the time between two pings never comes in time."""
    settings = _config("token", "/", 1, {}).Voila.tornado_settings
    interval = settings.get("ws_ping_interval", WS_PING_INTERVAL)
    assert settings.get("ws_ping_timeout", 3 * interval) >= 2 * interval


# --- what is written ------------------------------------------------------------------------------------------------


def test_nothing_that_is_written_names_anybody_or_opens_anything(server, session):
    """Runs late: after pages were opened, refused, cut off and killed."""
    people = run_round(server.round_dir).people
    for query in (f"?nama={quote(people['nama'].iloc[0])}", f"?nip={people['nip'].iloc[0]}", "?token=salah"):
        server.ask("/tidak-ada" + query, headers=session[1])
        server.ask("/" + query)
    written = server.log
    named = [word for word in [*people["nama"], *people["nip"]] if word in written]
    assert named == []
    secrets = re.findall(r"(?:token|kunci)=([^&]+)", f"{server.operator}&{server.observer}")
    assert not any(secret in written for secret in secrets)
    assert (server.home / "layar.txt").read_text("utf-8") == ""


def test_only_this_user_may_read_what_is_written(server):
    private = server.home / ".talenta"
    assert private.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in private.iterdir())


# --- behind a proxy, and started wrongly ----------------------------------------------------------------------------


def test_under_a_path_everything_stands_under_that_path(under_path, open_page):
    assert under_path.base == "/talenta/"
    assert under_path.ask("/").status == 404
    refused = under_path.ask("/talenta/")
    assert refused.status == 403
    assert "Tautan ini tidak berlaku." in refused.body.decode()
    page = open_page(under_path.operator)
    assert page.url.endswith("/talenta/?peran=operator")
    assert {cookie["path"] for cookie in page.context.cookies()} == {"/talenta/"}


def test_a_port_that_is_taken_is_told_in_words(server):
    with pytest.raises(InputError, match=rf"Porta {server.port} sedang dipakai program lain\. Pilih porta lain"):
        serve_dashboard(POOL, port=server.port, announce=print)


def test_a_token_that_can_be_guessed_is_refused():
    with pytest.raises(InputError, match="paling sedikit 12"):
        serve_dashboard(POOL, port=0, token="rapat-komit", announce=print)  # noqa: S106 - eleven letters


def test_a_folder_that_is_no_round_is_told_before_anything_is_served(tmp_path, capsys):
    with pytest.raises(InputError, match=r"putaran\.yaml"):
        serve_dashboard(tmp_path, announce=print)
    assert capsys.readouterr().out == ""
