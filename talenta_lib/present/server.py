"""The server of the dashboard: Voilà on an open socket, with the few routes that one page needs and no other."""

from __future__ import annotations

import asyncio
import hmac
import shutil
import socket
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler
from voila.static_file_handler import TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from talenta_lib.present.link import KEY, Role, hash_key

TOKEN: Final = "token"  # noqa: S105 - the name of a parameter
ROLE: Final = "peran"
ROUTES: Final = frozenset({
    "KernelHandler", "VoilaKernelWebsocketHandler", "VoilaShutdownKernelHandler", "MultiStaticFileHandler",
    "FileFindHandler",
})  # fmt: skip
"""Handlers of Voilà that a page uses: its kernel, the end of its kernel, scripts. No file, tree or login."""
LARGEST_BODY: Final = 1_000_000
MESSAGES: Final[Mapping[int, tuple[str, str]]] = {
    403: ("Tautan ini tidak berlaku.", "Buka tautan lengkap yang ditampilkan oleh talenta dashboard."),
    404: ("Halaman ini tidak ada.", "Buka tautan yang ditampilkan oleh talenta dashboard."),
}
FAULT: Final = ("Halaman tidak dapat dibuka.", "Muat ulang. Bila tetap begini, jalankan talenta dashboard sekali lagi.")


class Plain(RequestHandler):
    """Says in words why there is no page; the answer to every address that does not exist."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Write the page: no code, no trace, nothing of what was asked."""
        problem, remedy = MESSAGES.get(status_code, FAULT)
        page = self.settings["voila_jinja2_env"].get_template("pesan.html")
        self.finish(page.render(problem=problem, remedy=remedy, **self.settings["looks"]))

    def prepare(self) -> None:
        """Refuse."""
        raise HTTPError(404)


class Room(TornadoVoilaHandler):
    """The page. A link's token and key become cookies at once: a projector shows an address without them."""

    write_error = Plain.write_error

    def get_login_url(self) -> str:
        """Refuse: there is no form to log in with."""
        raise HTTPError(403)

    def set_cookie(self, *given: Any, **options: Any) -> None:
        """Set a cookie; one that is set over TLS goes back over TLS alone."""
        super().set_cookie(*given, **{"secure": self.request.protocol == "https", **options})

    async def head(self, *_: str) -> None:
        """Answer that the link still holds."""
        self.finish()

    async def get(self, *_: str) -> None:
        """Send the page, to an address without secrets first."""
        query = dict(parse_qsl(self.request.query))
        if TOKEN in query or KEY in query:
            self._trade(query)
            return
        if query.get(ROLE) == Role.OPERATOR and self.get_signed_cookie(self._cookie) == Role.OPERATOR.encode():
            self.request.query = urlencode({**query, KEY: self.settings["operator_key"]})
        self.request.arguments = {}  # Voilà takes no other orders from an address
        _ = self.xsrf_token  # sets the cookie with which the page may end its kernel when it is closed
        await self._replace_dead()
        await super().get()

    async def _replace_dead(self) -> None:
        """Let no page take a warm kernel that has died (killed, out of memory) since it was started."""
        manager = self.settings["kernel_manager"]
        for notebook, pool in manager._pools.items():
            started = [task for task in pool if task.done()]
            dead = [task for task in started if not await _is_alive(manager, task)]
            for task in dead:
                pool.remove(task)
            if dead:
                manager.fill_if_needed(delay=0, notebook_name=notebook)

    def _trade(self, query: dict[str, str]) -> None:
        """Keep what the link says in a cookie and go on without token and key; a wrong key only looks on."""
        query.pop(TOKEN, None)
        query.pop(ROLE, None)
        if hmac.compare_digest(hash_key(query.pop(KEY, "")), hash_key(self.settings["operator_key"])):
            options: dict[str, Any] = {"path": self.base_url, "httponly": True, "samesite": "Lax"}
            self.set_signed_cookie(self._cookie, Role.OPERATOR, **options)
            query[ROLE] = Role.OPERATOR
        self.redirect(self.base_url + ("?" + urlencode(query) if query else ""))

    @property
    def _cookie(self) -> str:
        """Return the name of the operator's cookie: one a server, also where several share a host."""
        return f"{KEY}-{self.settings['voila'].port}"


async def _is_alive(manager: Any, started: asyncio.Task[Any]) -> bool:
    """Return whether the kernel that a task has started still runs."""
    kernel_id = None if started.exception() else started.result()["kernel_id"]
    return kernel_id in manager and bool(await manager.get_kernel(kernel_id).is_alive())


class Asked(RequestHandler):
    """Tells a warm kernel who opened its page, once; the kernel waits for the answer."""

    told: Final[set[str]] = set()

    async def get(self, kernel_id: str) -> None:
        """Answer as soon as a page takes the kernel."""
        if kernel_id in self.told or kernel_id not in self.settings["kernel_manager"]:
            raise HTTPError(404)
        self._answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        RequestInfoSocketHandler._waiters[kernel_id] = self
        payload = RequestInfoSocketHandler._cache.pop(kernel_id, None) or await self._answer
        RequestInfoSocketHandler._waiters.pop(kernel_id, None)
        if payload is not None:
            self.told.add(kernel_id)
            self.finish(payload)

    def on_connection_close(self) -> None:
        """Answer nobody: the kernel is gone."""
        self.write_message(None)

    def write_message(self, payload: Mapping[str, str] | None) -> None:
        """Take the answer from the page."""
        if not self._answer.done():
            self._answer.set_result(payload)


class DashboardServer(Voila):
    """Voilà for one notebook, on a socket that is bound already; kernels end before their files are removed."""

    name = "voila"

    def __init__(self, bound: socket.socket, key: str, looks: Mapping[str, str], **options: Any) -> None:
        self._bound, self._key, self._looks = bound, key, looks
        super().__init__(port=bound.getsockname()[1], **options)

    def init_settings(self) -> dict[str, Any]:
        """Add to the settings of Voilà what the handlers here need; nothing writes who asked for what."""
        own = {
            "operator_key": self._key, "looks": self._looks, "login_url": self.base_url,
            "default_handler_class": Plain, "log_function": lambda _handler: None,
        }  # fmt: skip
        return {**super().init_settings(), **own}

    def init_handlers(self) -> list[Any]:
        """Keep the routes of Voilà that are needed, and add the page itself."""
        rules = super().init_handlers()
        kept = [rule for rule in rules if rule[1].__name__ in ROUTES]
        options = next(rule[2] for rule in rules if rule[1] is TornadoVoilaHandler)
        own = {
            r"voila/templates/(talenta/static/[\w-][\w.-]*)": (TemplateStaticFileHandler,),
            r"voila/query/([\w-]+)": (Asked,),
            "": (Room, options),
        }
        return [*kept, *((self.server_url + path, *rule) for path, rule in own.items())]

    def listen(self) -> None:
        """Serve until interrupted."""
        server = HTTPServer(self.app, xheaders=True, max_body_size=LARGEST_BODY)
        server.add_sockets([self._bound])
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel at once, since each change is kept when it is made, then remove their connection files."""
        self.ioloop.run_sync(lambda: self.kernel_manager.shutdown_all(now=True))
        shutil.rmtree(self.connection_dir, ignore_errors=True)
