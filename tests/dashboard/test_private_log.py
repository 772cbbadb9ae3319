"""What is written of a fault: where and what kind, and nobody's name."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

import pytest

from talenta_lib.present.dashboard.controls import FAULT, told
from talenta_lib.present.kernel import note_fault
from talenta_lib.present.private_log import Discreet, private_file

NAME = "Damar Palungguh"
NIP = "198203142006049001"


def written(message: str, *values: object, fault: bool = False) -> str:
    details = sys.exc_info() if fault else None
    return Discreet().format(logging.LogRecord("asal", logging.ERROR, "berkas.py", 1, message, values, details))


def test_values_put_into_a_message_are_left_out() -> None:
    assert written("no place for %s (%s)", NAME, NIP).endswith("ERROR asal no place for %s (%s)")


@pytest.mark.parametrize("number", [NIP, "19820314 200604 9 001", "0812 3456 7890"])
def test_a_long_number_in_the_words_themselves_is_left_out(number: str) -> None:
    assert number not in written(f"opened {number} twice")
    assert written(f"opened {number} twice").endswith("opened … twice")


def test_of_a_fault_the_kind_and_the_places_are_written_not_the_words() -> None:
    try:
        {}[f"{NAME} {NIP}"]
    except KeyError:
        line = written("failed", fault=True)
    assert "KeyError" in line
    assert f"{Path(__file__).name}:" in line
    assert NAME not in line
    assert NIP not in line


def test_of_a_fault_in_a_page_kind_and_lines_reach_the_log_and_no_name(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(Discreet())

    def redraw() -> None:
        raise LookupError(f"{NAME} {NIP}")

    assert told(redraw) == FAULT
    assert re.search(r"ERROR talenta\.dashboard LookupError at \w+\.redraw:\d+ < controls\.told:\d+", caplog.text)
    assert NAME not in caplog.text
    assert NIP not in caplog.text


def test_what_a_kernel_cannot_do_is_noted_without_names(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.setFormatter(Discreet())
    try:
        raise ValueError(NAME)
    except ValueError:
        note_fault()
    assert "ValueError" in caplog.text
    assert NAME not in caplog.text


def test_a_kernel_that_is_asked_to_end_notes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise KeyboardInterrupt
    except KeyboardInterrupt:
        note_fault()
    assert caplog.text == ""


def test_a_private_file_is_for_this_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    path = private_file("rahasia")
    path.write_bytes(b"x")
    assert private_file("rahasia").read_bytes() == b"x"
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0
