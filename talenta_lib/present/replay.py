"""Make a report again from its manifest and compare: what went in, what was used, what came out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talenta_lib.errors import RecordError
from talenta_lib.present.report import OnStep, make_report, silent
from talenta_lib.record import LEDGER_HEAD, Manifest, Recipe, file_sha256, read_manifest
from talenta_lib.record.excerpt import write_excerpt
from talenta_lib.round import run_round

ROUND_FOLDERS: Final = ("skema", "skema_kecocokan")
"""Folders of a round whose files are inputs by their content and not by their path."""
VALUE_LABELS: Final = {"ketentuan_sha256": "Ketentuan", "skema": "Skema"}


@dataclass(frozen=True)
class Replay:
    """What a replay found.

    ``differences``: one Indonesian sentence each, empty where all is the same; ``outputs``: names of the files that
    came out the same, byte by byte; ``is_rebuilt``: whether the report was made again (not where the inputs differ).
    """

    differences: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    is_rebuilt: bool = False

    @property
    def is_same(self) -> bool:
        """Whether the report came out the same."""
        return self.is_rebuilt and not self.differences


def replay(manifest: str | Path, *, round_dir: str | Path | None = None, on_step: OnStep = silent) -> Replay:
    """Make the report of a manifest again in a temporary folder and compare byte by byte.

    ``round_dir``: where the round lies now; the place that the manifest names where omitted. Inputs are compared
    first, one by one: files, rules, scheme, parameters, versions, and the head of the ledger, which must still be in
    the chain (entries written since do not count). Only where all are the same is the report made again.

    Raises ``RecordError`` where the manifest cannot be read or does not say how its report was made, or where the
    round is not found.
    """
    path = Path(manifest)
    made = read_manifest(path)
    if made.recipe is None:
        raise RecordError(
            f"Manifest {path.name} tidak memuat cara membuat laporannya.", "Buat ulang laporan dengan versi ini."
        )
    _refuse_ways_out(path, made)
    folder = _find_round(path, made.recipe, round_dir)
    with tempfile.TemporaryDirectory(prefix="talenta-ulang-") as workshop:
        copy = Path(workshop) / made.recipe.folder
        differences = [*_file_differences(made, folder), *_copy_round(made, folder, copy)]
        if not differences:
            differences = [*_input_differences(made, copy)]
        if differences:
            return Replay(tuple(differences))
        rebuilt = Path(workshop) / "laporan-ulang"
        recipe = made.recipe
        make_report(
            copy, out_dir=rebuilt, draft=recipe.draft, anonymous=recipe.anonymous,
            parameters=dict(recipe.overrides), on_step=on_step,
        )  # fmt: skip
        return _compare_outputs(made, rebuilt, path.parent)


def _refuse_ways_out(manifest: Path, made: Manifest) -> None:
    """Refuse names that lead out of a folder: a manifest may come from anywhere."""
    names = [made.recipe.folder if made.recipe else "", *made.outputs, *(one["path"] for one in made.inputs["berkas"])]
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in names):
        raise RecordError(f"Manifest {manifest.name} memuat letak berkas di luar putaran.", "Pakai manifest yang asli.")


def _find_round(manifest: Path, recipe: Recipe, round_dir: str | Path | None) -> Path:
    """Return the folder of the round."""
    named = Path(round_dir) if round_dir is not None else None
    if named is None and recipe.round_path is not None:
        named = manifest.resolve().parent / recipe.round_path
    if named is None or not named.is_dir():
        raise RecordError(
            f"Folder putaran '{recipe.folder}' tidak ditemukan.", "Sebutkan letaknya dengan --round FOLDER."
        )
    return named.resolve()


def _file_differences(made: Manifest, folder: Path) -> Iterator[str]:
    """Name the input files that are missing or other than they were."""
    for entry in made.inputs["berkas"]:
        path = folder / entry["path"]
        if not path.is_file():
            yield f"Berkas masukan {entry['path']} tidak ada."
        elif file_sha256(path) != entry["sha256"]:
            yield f"Berkas masukan {entry['path']} berbeda dari yang dipakai."


def _copy_round(made: Manifest, folder: Path, copy: Path) -> Iterator[str]:
    """Copy the inputs and no other file, with the ledger as it was; tell where the ledger no longer shows that."""
    copy.mkdir()
    for entry in made.inputs["berkas"]:
        target = copy / entry["path"]
        if (folder / entry["path"]).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / entry["path"], target)
    for name in ROUND_FOLDERS:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, copy / name, dirs_exist_ok=True)
    try:
        write_excerpt(folder, str(made.inputs[LEDGER_HEAD]), copy)
    except RecordError as exc:
        yield f"Buku keputusan berbeda: {exc.problem}"


def _input_differences(made: Manifest, copy: Path) -> Iterator[str]:
    """Name the versions, rules, scheme and parameters that are other than they were."""
    then, recipe = made.inputs, made.recipe
    now = run_round(copy, **(recipe.overrides if recipe is not None else {})).input_part
    for name in sorted({*then["versi"], *now["versi"]}):
        was, is_now = then["versi"].get(name, "tidak tercatat"), now["versi"].get(name, "tidak dipakai")
        if was != is_now:
            yield f"Versi {name} berbeda: dahulu {was}, sekarang {is_now}."
    for name in sorted({*then["parameter"], *now["parameter"]}):
        was, is_now = then["parameter"].get(name), now["parameter"].get(name)
        if was != is_now:
            yield f"Parameter {name} berbeda: dahulu {was}, sekarang {is_now}."
    for key, label in VALUE_LABELS.items():
        if then[key] != now[key]:
            yield f"{label} berbeda: isi yang berlaku sekarang bukan isi yang dipakai dahulu."
    if now["berkas"] != then["berkas"]:
        known = {entry["path"] for entry in then["berkas"]}
        for entry in now["berkas"]:
            if entry["path"] not in known:
                yield f"Berkas masukan {entry['path']} dahulu tidak ada."


def _compare_outputs(made: Manifest, rebuilt: Path, folder: Path) -> Replay:
    """Compare each file with its hash in the manifest: the one beside the manifest, and the one made now."""
    differences, same = [], []
    for name, sha256 in made.outputs.items():
        kept = folder / name
        if kept.is_file() and file_sha256(kept) != sha256:
            differences.append(f"{name} di samping manifest diubah sesudah dibuat.")
        if (rebuilt / name).is_file() and file_sha256(rebuilt / name) == sha256:
            same.append(name)
        else:
            differences.append(f"{name} yang disusun ulang berbeda dari yang dahulu.")
    return Replay(tuple(differences), tuple(same), is_rebuilt=True)
