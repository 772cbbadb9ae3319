"""A log that names nobody: where and what kind of fault, never its words, in a file that only this user may read."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

LOG_FILE: Final = "TALENTA_LOG"
"""Environment of the server and its kernels: where the log is."""
_LONG_NUMBER: Final = re.compile(r"\d[\d ]{10,}\d")
"""A NIP, a telephone number, an identity number."""
QUIET: Final = {"handlers": [], "propagate": True, "level": "WARNING"}
"""Setting of a traitlets application's logger, by which its records go to the log of the process alone."""
Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes the words of the program, but no value put into them and no text of an exception."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the record without its values."""
        words = _LONG_NUMBER.sub("…", " ".join(str(record.msg).split()))
        bare = {"msg": words, "args": None, "exc_text": None, "stack_info": None}
        return super().format(logging.makeLogRecord({**record.__dict__, **bare}))

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - the name of logging
        """Return the kind of exception and where it came up."""
        frames = traceback.extract_tb(ei[2])
        places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([ei[0].__name__ if ei[0] else "", *places])


def private_file(name: str) -> Path:
    """Return a file that only this user may read, in a folder of its own; made empty at first need."""
    folder = Path.home() / ".talenta"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.touch(mode=0o600)
    return path


def keep_log(path: Path) -> None:
    """Send every warning and error of this process to the end of ``path``, and nothing of it to the terminal."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each rule of style that paper has no use for
