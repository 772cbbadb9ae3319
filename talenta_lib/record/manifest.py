"""The run manifest: what went into a round, and the hashes of what came out.

The *input part* is fixed before anything is made; its hash stands in the footer of every page, since a
document cannot hold its own hash. The *output part* is added afterwards.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from talenta_lib.errors import RecordError

RECORDED_PACKAGES = ("talenta", "numpy", "pandas", "scipy", "plotly", "kaleido", "papermill", "nbconvert", "weasyprint")


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal text.

    Raises ``RecordError`` where the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as exc:
        raise RecordError(f"Berkas {path.name} tidak dapat dibaca.", "Periksa hak akses berkas itu.") from exc


def canonical_json(value: object) -> str:
    """Return JSON that is the same text for the same content: sorted keys, no spare space, ISO dates."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def input_part(
    *,
    round_dir: Path,
    files: Iterable[Path],
    parameters: Mapping[str, Any],
    rules: Mapping[str, Any],
    scheme: Mapping[str, Any],
    ledger_head: str | None = None,
) -> dict[str, Any]:
    """Return the input part: input files (relative path, sha256), parameters, rules and scheme by content, versions.

    ``ledger_head``: the head of the ledger before the run, in full; None where no ledger was looked at.
    """
    return {
        "berkas": [
            {"path": path.relative_to(round_dir).as_posix(), "sha256": file_sha256(path)} for path in sorted(files)
        ],
        "parameter": dict(parameters),
        "ketentuan_sha256": hashlib.sha256(canonical_json(rules).encode()).hexdigest(),
        "skema": {
            "nama": scheme.get("name"),
            "sha256": hashlib.sha256(canonical_json(scheme).encode()).hexdigest(),
        },
        "versi": {"python": platform.python_version(), **{name: version(name) for name in RECORDED_PACKAGES}},
        "kepala_buku_keputusan": ledger_head,
    }


def input_hash(part: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the input part; its first eight digits are the "jejak masukan" of a page footer."""
    return hashlib.sha256(canonical_json(part).encode()).hexdigest()


def write_manifest(path: Path, part: Mapping[str, Any], outputs: Iterable[Path]) -> None:
    """Write ``manifest.json``: the input part, its hash, and the SHA-256 of each output file."""
    manifest = {
        "masukan": part,
        "jejak_masukan": input_hash(part),
        "keluaran": {output.name: file_sha256(output) for output in sorted(outputs)},
    }
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False, default=str, sort_keys=True) + "\n", "utf-8")
