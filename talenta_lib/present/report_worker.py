"""The process that makes a report for a page: ``python -m talenta_lib.present.report_worker``.

One line of JSON comes in (``putaran``, ``anonim``, ``parameter``); lines of JSON go out: ``langkah`` with ``ke`` and
``dari``, at the end ``berkas`` with ``isi`` (base64) for each file, or ``galat``. The end of the input, because it was
closed or whoever wrote it died, stops the work; the files lie only in a temporary folder, which goes with it.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from talenta_lib.errors import TalentaError
from talenta_lib.present.report import make_report


def main() -> None:
    """Make the report that the first line of the input asks for."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may have had it ignored
    wish = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    try:
        for told in _made(wish, lambda step, number, total: _tell(langkah=step, ke=number, dari=total)):
            _tell(**told)
    except TalentaError as error:
        _tell(galat=str(error))
    except KeyboardInterrupt:
        sys.exit(1)


def _made(wish: Mapping[str, Any], on_step: Callable[[str, int, int], None]) -> Iterator[dict[str, str]]:
    """Make a report in a temporary folder and yield its files."""
    with tempfile.TemporaryDirectory(prefix="talenta-") as folder:
        report = make_report(
            wish["putaran"], out_dir=Path(folder) / "laporan", anonymous=wish["anonim"],
            parameters=wish["parameter"], on_step=on_step,
        )  # fmt: skip
        for path in (report.pdf, *report.others):
            yield {"berkas": path.name, "isi": base64.b64encode(path.read_bytes()).decode("ascii")}


def _end_with_input() -> None:
    """Wait for the end of the input, then interrupt the work."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


def _tell(**told: object) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
