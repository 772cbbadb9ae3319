"""The run manifest: what went into a round, and the hashes of what came out.

The *input part* is fixed before anything is made; its hash stands in the footer of every page, since a
document cannot hold its own hash. The *output part* is added afterwards. The *recipe* says how it was made, so that
it can be made again; where things lay is no input and leaves no trace.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from talenta_lib.errors import RecordError

RECORDED_PACKAGES: Final = (
    "talenta", "numpy", "pandas", "scipy", "highspy", "numba", "plotly", "kaleido", "papermill", "nbconvert",
    "weasyprint", "xlsxwriter",
)  # fmt: skip
LEDGER_HEAD: Final = "kepala_buku_keputusan"
"""Key of the head of the ledger before the run."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Recipe(_Part):
    """How a report was made of its inputs.

    ``folder``: name of the round folder; ``round_path``: the way to it from the folder of the manifest, None where
    there is none; ``overrides``: parameters of the round laid over ``putaran.yaml``, dates as ISO text.
    """

    folder: str = Field(alias="folder", min_length=1)
    round_path: str | None = Field(None, alias="letak_putaran")
    draft: bool = Field(False, alias="konsep")
    anonymous: bool = Field(False, alias="anonim")
    overrides: Mapping[str, Any] = Field({}, alias="perubahan")

    @classmethod
    def of(cls, round_dir: Path, target: Path, *, draft: bool, anonymous: bool, overrides: Mapping[str, Any]) -> Recipe:
        """Return how a report is made of a round folder into a target folder."""
        folder = round_dir.resolve()
        try:
            way: str | None = Path(os.path.relpath(folder, target.resolve())).as_posix()
        except ValueError:  # another drive of Windows: no way leads there
            way = None
        plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in overrides.items()}
        return cls(folder=folder.name, round_path=way, draft=draft, anonymous=anonymous, overrides=plain)


class Manifest(_Part):
    """A manifest as it stands in its file; ``outputs`` is file name -> SHA-256."""

    inputs: Mapping[str, Any] = Field(alias="masukan")
    input_hash: str = Field(alias="jejak_masukan")
    outputs: Mapping[str, str] = Field(alias="keluaran")
    recipe: Recipe | None = Field(None, alias="cara")


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
        LEDGER_HEAD: ledger_head,
    }


def input_hash(part: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the input part; its first eight digits are the "jejak masukan" of a page footer."""
    return hashlib.sha256(canonical_json(part).encode()).hexdigest()


def with_head(part: Mapping[str, Any], head: str | None) -> dict[str, Any]:
    """Return the input part with another head of the ledger; None leaves the data, rules and parameters alone."""
    return {**part, LEDGER_HEAD: head}


def write_manifest(
    path: Path, part: Mapping[str, Any], outputs: Iterable[Path], *, recipe: Recipe | None = None
) -> None:
    """Write ``manifest.json``: the input part, its hash, the SHA-256 of each output file, and the recipe."""
    manifest = {
        "masukan": part,
        "jejak_masukan": input_hash(part),
        "keluaran": {output.name: file_sha256(output) for output in sorted(outputs)},
        **({} if recipe is None else {"cara": recipe.model_dump(mode="json", by_alias=True)}),
    }
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False, default=str, sort_keys=True) + "\n", "utf-8")


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises ``RecordError`` where the file is not there, is none, or was altered by hand."""
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise RecordError(f"Manifest {path.name} tidak dapat dibaca.", "Periksa nama dan letak berkas.") from exc
    except ValidationError as exc:
        raise RecordError(
            f"Berkas {path.name} bukan manifest talenta, atau rusak.", "Pakai manifest.json di samping laporan."
        ) from exc
    if input_hash(manifest.inputs) != manifest.input_hash:
        raise RecordError(
            f"Manifest {path.name} diubah: jejak masukan tidak cocok dengan isinya.",
            "Pakai manifest asli; bandingkan jejaknya dengan kaki halaman laporan.",
        )
    return manifest
