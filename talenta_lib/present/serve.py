"""Serve the dashboard of a round: loopback only, a token always, one notebook in the served folder, two links."""

from __future__ import annotations

import errno
import hmac
import os
import secrets
import socket
import sys
import tempfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets.config import Config

from talenta_lib.errors import InputError
from talenta_lib.present.link import KEY, KEY_HASH, hash_key
from talenta_lib.present.private_log import LOG_FILE, QUIET, keep_log, private_file
from talenta_lib.present.report import notebooks_folder
from talenta_lib.present.server import TOKEN, DashboardServer
from talenta_lib.present.theme import COLORS, css_variables, font_faces
from talenta_lib.round import load_parameters

NOTEBOOK: Final = "dasbor.ipynb"
AUTO: Final = "auto"
SHORTEST_TOKEN: Final = 12
HOST: Final = "127.0.0.1"
SHARE: Final = Path(__file__).parent / "share"
"""Folder with the Voilà template, which fetches nothing from elsewhere, and the kernel, which says nothing aloud."""
TEMPLATE: Final = SHARE / "voila" / "templates" / "talenta"
EXTENSIONS: Final = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
"""JupyterLab extensions that a page loads: without the first the page is blank, every other one costs time.

That of plotly is left out: its five megabytes would be read before anything is drawn, and nothing here needs it.
"""
IDLE_SECONDS: Final = 600
FILL_DELAY_SECONDS: Final = 4.0
"""How long the next kernel waits before it is made warm: the page that took the last one is drawn first."""
LARGEST_MESSAGE: Final = 4_000_000
POLICY: Final = "; ".join((
    "default-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:", "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
    "connect-src 'self' data: blob:", "frame-src 'self' data: blob:", "object-src 'none'", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'",
))  # fmt: skip
"""What a browser may do with the page: widgets bring scripts as blobs, but nothing comes from or goes to elsewhere."""


def serve_dashboard(
    round_dir: str | Path,
    *,
    port: int = 8866,
    token: str = AUTO,
    base_url: str = "/",
    pool: int = 2,
    announce: Callable[[str], None],
    notebook: Path | None = None,
) -> None:
    """Serve the dashboard of a round until interrupted.

    Parameters
    ----------
    round_dir : folder of the round.
    port : 0 for a free one.
    token : opens the page as an observer; ``auto`` for a new one. With the same token the links stay the same.
    base_url : path under which the page stands, as a proxy in front of it needs.
    pool : kernels kept warm for the next pages.
    announce : called with each line to tell: first the operator's link, then the observers'.
    notebook : another notebook with a parameter ``round_dir``.

    Raises ``InputError`` for a folder that is not a round, a port that is taken and a token that can be guessed.
    """
    folder = Path(round_dir).resolve()
    title = load_parameters(folder).title
    if token != AUTO and len(token) < SHORTEST_TOKEN:
        raise InputError("Token terlalu pendek.", f"Pakai paling sedikit {SHORTEST_TOKEN} huruf atau angka, atau auto.")
    base = f"/{base_url.strip('/')}/".replace("//", "/")
    bound = _bind(port)
    seed = secrets.token_bytes(32) if token == AUTO else hmac.digest(_secret(), token.encode(), "sha256")
    key, token = _derive(seed, "operator"), _derive(seed, "token") if token == AUTO else token
    log = private_file(f"dasbor-{bound.getsockname()[1]}.log")
    log.write_bytes(b"")
    keep_log(log)
    os.environ[LOG_FILE] = str(log)
    os.environ[KEY_HASH] = hash_key(key)
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(SHARE), os.environ.get("JUPYTER_PATH")]))
    with tempfile.TemporaryDirectory(prefix="talenta-") as served:
        path = Path(served) / NOTEBOOK
        _write_notebook(notebook or notebooks_folder() / NOTEBOOK, path, folder, title)
        looks = page_looks()
        config = _config(token, base, pool, looks)
        cookie_secret = hmac.digest(seed, b"cookie", "sha256")
        server = DashboardServer(bound, key, looks, config=config, config_file_paths=[], cookie_secret=cookie_secret)
        server.initialize([str(path), "--no-browser"])
        for line in _links(server.connection_url, token, key, title):
            announce(line)
        server.start()


def _links(address: str, token: str, key: str, title: str) -> list[str]:
    """Return what to tell whoever starts the dashboard."""
    return [
        f"Dasbor {title}",
        f"Operator, mencatat keputusan: {address}?{urlencode({TOKEN: token, KEY: key})}",
        f"Pengamat, hanya melihat:      {address}?{urlencode({TOKEN: token})}",
        "Hanya dapat dibuka di komputer ini. Tekan Ctrl+C untuk menutup.",
    ]


def _bind(port: int) -> socket.socket:
    """Return a socket of this computer alone, so that the port is known and ours before anything starts."""
    try:
        bound = socket.create_server((HOST, port))
    except OSError as exc:
        taken = "sedang dipakai program lain" if exc.errno == errno.EADDRINUSE else "tidak boleh dipakai"
        raise InputError(f"Porta {port} {taken}.", "Pilih porta lain dengan --port; 0 untuk porta bebas.") from exc
    bound.setblocking(False)
    return bound


def _secret() -> bytes:
    """Return the secret of this user, made at first need: links made from it hold after a restart."""
    path = private_file("rahasia")
    if not path.stat().st_size:
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def _derive(seed: bytes, purpose: str) -> str:
    return urlsafe_b64encode(hmac.digest(seed, purpose.encode(), "sha256")[:24]).decode()


def _write_notebook(source: Path, target: Path, folder: Path, title: str) -> None:
    """Write the notebook with the round in it; its title becomes the title of the page."""
    parameterised = parameterize_notebook(load_notebook_node(str(source)), {"round_dir": str(folder)})
    parameterised.metadata["title"] = title
    nbformat.write(parameterised, target)


def page_looks() -> dict[str, str]:
    """Return colours, mark and fonts of a page before the dashboard stands on it, light or dark as the screen is."""
    dark = "@media (prefers-color-scheme: dark)"
    mark = (TEMPLATE / "tanda.svg").read_text("utf-8")
    fill = ".lain {{ fill: {abu} }} .suksesi {{ fill: {nila} }}".format_map
    own = f"<style>{fill(COLORS['terang'])} {dark} {{ {fill(COLORS['gelap'])} }}</style></svg>"
    icon = b64encode(mark.replace("</svg>", own).encode()).decode()
    return {
        "talenta_css": f"{css_variables('terang')} {dark} {{ {css_variables('gelap')} }}",
        "talenta_fonts": font_faces("woff2"),
        "talenta_icon": f"data:image/svg+xml;base64,{icon}",
    }


def _without_network(page_config: dict[str, Any], *, base_url: str, **_: Any) -> dict[str, Any]:
    """Replace the address on the network that a page is told, that of a renderer of formulas."""
    return {**page_config, "fullMathjaxUrl": f"{base_url}voila/templates/talenta/static/tanpa_rumus.js"}


def _config(token: str, base_url: str, pool: int, looks: dict[str, str]) -> Config:
    """Return the configuration: token, warm kernels, few extensions, culling, limits; sockets instead of ports."""
    return Config({
        "Voila": {
            "ip": HOST, "token": token, "base_url": base_url,
            "logging_config": {"loggers": {"DashboardServer": QUIET}},
            "tornado_settings": {
                "websocket_max_message_size": LARGEST_MESSAGE,
                "xsrf_cookie_kwargs": {"path": base_url, "samesite": "Lax"},
                "headers": {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin"},
            },
        },
        "VoilaConfiguration": {
            "preheat_kernel": True, "default_pool_size": pool, "template": "talenta", "theme": "light",
            "allow_template_override": "NO", "allow_theme_override": "NO", "show_tracebacks": False,
            "extension_allowlist": list(EXTENSIONS), "page_config_hook": _without_network,
            "resources": looks,
        },
        "HTMLExporter": {"language_code": "id"},
        "IdentityProvider": {"cookie_options": {"samesite": "Lax"}},
        "VoilaKernelManager": {"fill_delay": FILL_DELAY_SECONDS},
        "MappingKernelManager": {"cull_idle_timeout": IDLE_SECONDS, "cull_interval": 60},
        "KernelManager": {"transport": "ipc" if sys.platform == "linux" else "tcp", "shutdown_wait_time": 2.0},
        "KernelRestarter": {"restart_limit": 0, "time_to_dead": 1.0},
        "ZMQChannelsWebsocketConnection": {"limit_rate": False},
    })  # fmt: skip
