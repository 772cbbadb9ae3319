"""The manifest: equal inputs leave an equal trace, any change leaves another."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from talenta_lib.errors import RecordError
from talenta_lib.record import canonical_json, file_sha256, input_hash, input_part, write_manifest


def part(folder: Path, **changed: Any) -> dict[str, Any]:
    files = [folder / "b.csv", folder / "masukan" / "a.csv"]
    given: dict[str, Any] = {"parameters": {"benih": 7}, "rules": {"krs_kotak": [7, 8, 9]}, "scheme": {"name": "uji"}}
    return input_part(round_dir=folder, files=files, **{**given, **changed})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a round folder with two files."""
    (tmp_path / "masukan").mkdir()
    (tmp_path / "b.csv").write_bytes(b"abc")
    (tmp_path / "masukan" / "a.csv").write_bytes(b"")
    return tmp_path


def test_the_hash_of_a_file_is_its_sha256(folder: Path) -> None:
    # The published test vector of SHA-256 for "abc".
    assert file_sha256(folder / "b.csv") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_that_cannot_be_read_is_named(folder: Path) -> None:
    with pytest.raises(RecordError, match=r"hilang\.csv"):
        file_sha256(folder / "hilang.csv")


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    first = canonical_json({"b": dt.date(2025, 10, 1), "a": "é"})
    assert first == canonical_json({"a": "é", "b": dt.date(2025, 10, 1)}) == '{"a":"é","b":"2025-10-01"}'


def test_files_are_listed_by_their_path_inside_the_round(folder: Path) -> None:
    listed = [entry["path"] for entry in part(folder)["berkas"]]
    assert listed == ["b.csv", "masukan/a.csv"]
    assert str(folder) not in canonical_json(part(folder))


@pytest.mark.parametrize(
    "changed",
    [
        {"parameters": {"benih": 8}},
        {"rules": {"krs_kotak": [9]}},
        {"scheme": {"name": "uji", "weights_total": 90}},
        {"ledger_head": "0:aa"},
    ],
)
def test_any_change_leaves_another_trace(folder: Path, changed: dict[str, Any]) -> None:
    assert input_hash(part(folder)) == input_hash(part(folder))
    assert input_hash(part(folder, **changed)) != input_hash(part(folder))


def test_one_changed_byte_leaves_another_trace(folder: Path) -> None:
    before = input_hash(part(folder))
    (folder / "b.csv").write_bytes(b"abd")
    assert input_hash(part(folder)) != before


def test_the_manifest_holds_inputs_their_trace_and_the_hash_of_each_output(folder: Path) -> None:
    output = folder / "laporan.pdf"
    output.write_bytes(b"%PDF")
    write_manifest(folder / "manifest.json", part(folder), [output])
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["jejak_masukan"] == input_hash(manifest["masukan"])
    assert manifest["keluaran"] == {"laporan.pdf": hashlib.sha256(b"%PDF").hexdigest()}
