"""Serve the talent map in a browser with Voilà: loopback only, a token always, one notebook in the served folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from traitlets.config import Config
from voila.app import Voila

from talenta_lib.present.report import notebooks_folder
from talenta_lib.round import load_parameters

NOTEBOOK = "02_peta_talenta.ipynb"
EXTENSIONS = (
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
    "jupyterlab-plotly",
)
IDLE_SECONDS = 600
PING_MILLISECONDS = 30_000
"""The default timeout exceeds the interval of the server's pings, and it says so at each start."""
SHARE = Path(__file__).parent / "share"
"""Folder with the Voilà template that fetches nothing, and a kernel that says only errors."""


def serve_map(round_dir: str | Path, *, port: int, announce: Callable[[str], None]) -> None:
    """Serve notebook 02 of a round until interrupted; ``announce`` is given the link with its token.

    The token never stands on a command line. Raises ``InputError`` for a folder
    that is not a round.
    """
    folder = Path(round_dir).resolve()
    title = load_parameters(folder).title
    token = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory(prefix="talenta-") as served:
        notebook = load_notebook_node(str(notebooks_folder() / NOTEBOOK))
        parameterised = parameterize_notebook(notebook, {"round_dir": str(folder)})
        parameterised.metadata["title"] = title
        nbformat.write(parameterised, Path(served) / NOTEBOOK)
        announce(f"Peta talenta: http://127.0.0.1:{port}/voila/render/{NOTEBOOK}?token={token}")
        announce("Hanya dapat dibuka di komputer ini. Tekan Ctrl+C untuk menutup.")
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(SHARE), os.environ.get("JUPYTER_PATH")]))
        server = Voila(config=_config(token, port))
        server.initialize([served, "--no-browser"])
        server.start()


def _config(token: str, port: int) -> Config:
    """Return the Voilà configuration: loopback, token, errors only, preheated kernel, few extensions, culling."""
    return Config({
        "Voila": {"ip": "127.0.0.1", "port": port, "token": token, "port_retries": 0, "log_level": "ERROR",
                  "tornado_settings": {"ws_ping_timeout": PING_MILLISECONDS}},
        "VoilaConfiguration": {
            "preheat_kernel": True,
            "theme": "light",
            "template": "talenta",
            "extension_allowlist": list(EXTENSIONS),
            "show_tracebacks": False,
        },
        "VoilaKernelManager": {"kernel_pools_config": {"default": {"pool_size": 1, "kernel_env_variables": {}}}},
        "MappingKernelManager": {"cull_idle_timeout": IDLE_SECONDS, "cull_interval": 60},
    })  # fmt: skip
