"""The kernel behind a page of the dashboard: IPython, with faults in the private log instead of on anybody's screen."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from ipykernel.kernelapp import IPKernelApp

from talenta_lib.present.private_log import LOG_FILE, QUIET, keep_log


def run() -> None:
    """Run a kernel until its server ends it."""
    keep_log(Path(os.environ[LOG_FILE]))
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    app = IPKernelApp.instance(log_level=logging.ERROR)
    app.logging_config = {"loggers": {type(app).__name__: QUIET}}
    app.initialize([*sys.argv[1:], "--HistoryManager.enabled=False"])
    app.shell.showtraceback = note_fault
    app.start()


def note_fault(*_arguments: object, **_options: object) -> None:
    """Write the fault at hand to the log: a page says in words what went wrong, or nothing."""
    if not isinstance(sys.exception(), KeyboardInterrupt):  # how a kernel is asked to end
        logging.getLogger("talenta").error("a cell or a callback failed", exc_info=True)


if __name__ == "__main__":
    run()
