"""The command line, run in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from talenta_lib import cli

Answered = tuple[int, str, str]


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answered]:
    """Run ``talenta ...``; returns exit code, stdout and stderr."""

    def run(*arguments: str | Path) -> Answered:
        monkeypatch.setattr(sys, "argv", ["talenta", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run
