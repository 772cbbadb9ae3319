"""The report in a process of its own, for a page that stays alive: what is asked of ``report_worker``, and heard."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talenta_lib.errors import ReportError

if TYPE_CHECKING:
    from talenta_lib.present.report import OnStep

WORKER = "talenta_lib.present.report_worker"
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
        command = [sys.executable, "-m", WORKER]
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
