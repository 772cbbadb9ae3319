"""The report in a process of its own, for a page that stays alive: ``python -m talenta_lib.present.report_process``.

One line of JSON comes in (``putaran``, ``anonim``, ``parameter``); lines of JSON go out: ``langkah`` with ``ke`` and
``dari``, at the end ``berkas`` with ``isi`` (base64) for each file, or ``galat``. The end of the input, because it was
closed or whoever wrote it died, stops the work; the files lie only in a temporary folder, which goes with it.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from talenta_lib.errors import ReportError, TalentaError
from talenta_lib.present.report import OnStep, make_report

FAULT = ReportError("Laporan tidak selesai karena kesalahan program.", "Ulangi, atau jalankan talenta report.")
STOPPED = ReportError("Penyusunan laporan dihentikan.")


@dataclass
class ReportProcess:
    """A report that is being made elsewhere; ``stop`` ends it."""

    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _is_stopping: bool = field(default=False, init=False)

    def make(
        self, round_dir: Path, *, anonymous: bool, parameters: Mapping[str, Any], on_step: OnStep
    ) -> dict[str, bytes]:
        """Return file name -> content of the report; ``on_step`` is told how far it is.

        Raises ``ReportError`` where it cannot be made, or was stopped.
        """
        self._is_stopping = False
        wish = {"putaran": str(round_dir), "anonim": anonymous, "parameter": dict(parameters)}
        command = [sys.executable, "-m", __name__]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            self._process = process
            _write(process, wish)
            files = _read(process, on_step)
            self.stop()
        if not files:
            raise STOPPED if self._is_stopping else FAULT
        return files

    def stop(self) -> None:
        """Let the work end."""
        self._is_stopping = True
        if self._process is not None and self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()


def _write(process: subprocess.Popen[str], wish: Mapping[str, Any]) -> None:
    if process.stdin is not None:
        process.stdin.write(json.dumps(wish) + "\n")
        process.stdin.flush()


def _read(process: subprocess.Popen[str], on_step: OnStep) -> dict[str, bytes]:
    """Return the files that a process sends; raises what it says went wrong."""
    files = {}
    for line in process.stdout or ():
        told = json.loads(line)
        if "galat" in told:
            raise ReportError(told["galat"])
        if "berkas" in told:
            files[told["berkas"]] = base64.b64decode(told["isi"])
        else:
            on_step(told["langkah"], told["ke"], told["dari"])
    return files


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
