"""Replay: a report is made again from its manifest, or the difference is named."""

from __future__ import annotations

import json
import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talenta_lib import run_round
from talenta_lib.errors import RecordError
from talenta_lib.present import replay as module
from talenta_lib.present.replay import replay
from talenta_lib.present.report import make_report
from talenta_lib.record import (
    Kind,
    Ledger,
    Recipe,
    input_hash,
    read_manifest,
    record_report,
    verify,
    with_head,
    write_manifest,
)
from tests.round.committee import AT, POOL, WHO

TALENTA = str(Path(sys.executable).with_name("talenta"))
OUTPUTS = ("lampiran.xlsx", "laporan.ipynb", "laporan.pdf")


def note(folder: Path, day: int) -> None:
    """Add an entry to the ledger of a round."""
    Ledger.open(folder, create=True).append(Kind.CHECK_IN, **WHO, at=AT, public={"hari": day}, content={"isi": "baik"})


@pytest.fixture
def round_dir(tmp_path: Path) -> Path:
    """Return a copy of the talent pool with two entries in its ledger."""
    folder = Path(shutil.copytree(POOL, tmp_path / POOL.name))
    note(folder, 1)
    note(folder, 2)
    return folder


@pytest.fixture
def manifest(round_dir: Path, tmp_path: Path) -> Path:
    """Return the manifest of a report whose files stand in for real ones."""
    return manifest_of(round_dir, tmp_path / "laporan")


def manifest_of(round_dir: Path, target: Path, **overrides: Any) -> Path:
    target.mkdir()
    for name in OUTPUTS:
        (target / name).write_text(f"isi {name}", "utf-8")
    recipe = Recipe.of(round_dir, target, draft=False, anonymous=False, overrides=overrides)
    part = run_round(round_dir, **overrides).input_part
    write_manifest(target / "manifest.json", part, [target / name for name in OUTPUTS], recipe=recipe)
    return target / "manifest.json"


@pytest.fixture
def remade(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Make the making of a report instant; return the list of what it was asked for."""
    asked: list[dict[str, Any]] = []

    def stand_in(round_dir: Path, *, out_dir: Path, **options: Any) -> None:
        head = str(Ledger.open(round_dir).head())
        asked.append({"files": sorted(path.name for path in round_dir.iterdir()), "head": head, **options})
        out_dir.mkdir()
        for name in OUTPUTS:
            (out_dir / name).write_text(f"isi {name}", "utf-8")

    monkeypatch.setattr(module, "make_report", stand_in)
    return asked


def rewrite(manifest: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a manifest and its own hash, as somebody would who hides the change."""
    content = json.loads(manifest.read_text("utf-8"))
    change(content)
    content["jejak_masukan"] = input_hash(content["masukan"])
    manifest.write_text(json.dumps(content), "utf-8")


def test_the_same_inputs_give_the_same_report_wherever_the_round_lies(
    manifest: Path, round_dir: Path, tmp_path: Path, remade: list[dict[str, Any]]
) -> None:
    assert replay(manifest).is_same
    moved = shutil.move(round_dir, tmp_path / "nama lain")

    found = replay(manifest, round_dir=moved)

    assert (found.is_same, found.differences, found.outputs) == (True, (), OUTPUTS)
    assert remade[0]["files"] == remade[1]["files"] == ["keputusan.sqlite", "masukan", "putaran.yaml", "skenario"]


def test_entries_written_since_do_not_count(manifest: Path, round_dir: Path, remade: list[dict[str, Any]]) -> None:
    before = str(Ledger.open(round_dir).head())
    note(round_dir, 3)
    Ledger.open(round_dir).purge([1], **WHO, reason="Masa simpan berakhir", at=AT)

    assert replay(manifest).is_same
    assert remade[0]["head"] == before != str(Ledger.open(round_dir).head())


def test_a_ledger_that_was_written_anew_is_a_difference(
    manifest: Path, round_dir: Path, remade: list[dict[str, Any]]
) -> None:
    (round_dir / "keputusan.sqlite").unlink()
    for day in (1, 2, 3):
        note(round_dir, day)

    found = replay(manifest)

    assert not found.is_same
    assert found.differences[0].startswith("Buku keputusan berbeda: Buku ditulis ulang")
    assert remade == []


def test_a_lost_ledger_is_a_difference(manifest: Path, round_dir: Path, remade: list[dict[str, Any]]) -> None:
    (round_dir / "keputusan.sqlite").unlink()

    assert replay(manifest).differences[0].startswith("Buku keputusan berbeda: Buku terpotong")


def test_a_round_that_had_no_entries_may_have_some_now(tmp_path: Path, remade: list[dict[str, Any]]) -> None:
    folder = Path(shutil.copytree(POOL, tmp_path / POOL.name))
    manifest = manifest_of(folder, tmp_path / "laporan")
    note(folder, 1)

    assert replay(manifest).is_same
    assert remade[0]["files"] == ["masukan", "putaran.yaml", "skenario"]


def test_changed_and_missing_files_are_named(manifest: Path, round_dir: Path, remade: list[dict[str, Any]]) -> None:
    (round_dir / "masukan" / "kinerja.xlsx").write_bytes(b"lain")
    (round_dir / "masukan" / "penguat.xlsx").unlink()

    found = replay(manifest)

    assert found.differences == (
        "Berkas masukan masukan/kinerja.xlsx berbeda dari yang dipakai.",
        "Berkas masukan masukan/penguat.xlsx tidak ada.",
    )
    assert not found.is_rebuilt
    assert remade == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda part: part["versi"].update(pandas="2.0"), "Versi pandas berbeda: dahulu 2.0, sekarang "),
        (lambda part: part.update(ketentuan_sha256="0"), "Ketentuan berbeda"),
        (lambda part: part["skema"].update(sha256="0"), "Skema berbeda"),
        (lambda part: part["parameter"].update(benih=8), "Parameter benih berbeda: dahulu 8, sekarang 7."),
    ],
)
def test_other_versions_rules_scheme_and_parameters_are_named(
    manifest: Path, remade: list[dict[str, Any]], change: Callable[[dict[str, Any]], None], said: str
) -> None:
    rewrite(manifest, lambda content: change(content["masukan"]))

    (difference,) = replay(manifest).differences

    assert difference.startswith(said)
    assert remade == []


def test_the_parameters_of_the_run_are_laid_over_the_round_again(
    round_dir: Path, tmp_path: Path, remade: list[dict[str, Any]]
) -> None:
    manifest = manifest_of(round_dir, tmp_path / "laporan", seed=11)

    assert replay(manifest).is_same
    assert remade[0]["parameters"] == {"seed": 11}


def test_an_output_that_was_altered_or_comes_out_otherwise_is_named(
    manifest: Path, remade: list[dict[str, Any]]
) -> None:
    (manifest.parent / "laporan.pdf").write_text("diubah", "utf-8")
    rewrite(manifest, lambda content: content["keluaran"].update({"lampiran.xlsx": "0" * 64}))

    found = replay(manifest)

    assert set(found.differences) == {
        "laporan.pdf di samping manifest diubah sesudah dibuat.",
        "lampiran.xlsx di samping manifest diubah sesudah dibuat.",
        "lampiran.xlsx yang disusun ulang berbeda dari yang dahulu.",
    }
    assert found.outputs == ("laporan.ipynb", "laporan.pdf")
    assert found.is_rebuilt
    assert not found.is_same


def test_a_manifest_that_was_altered_by_hand_is_refused(manifest: Path) -> None:
    manifest.write_text(manifest.read_text("utf-8").replace('"benih": 7', '"benih": 8'), "utf-8")

    with pytest.raises(RecordError, match="diubah: jejak masukan tidak cocok"):
        replay(manifest)


@pytest.mark.parametrize("name", ["../../rahasia.txt", "/etc/hostname"])
def test_a_manifest_never_leads_out_of_its_folders(manifest: Path, name: str) -> None:
    rewrite(manifest, lambda content: content["masukan"]["berkas"].append({"path": name, "sha256": "0"}))

    with pytest.raises(RecordError, match="di luar putaran"):
        replay(manifest)


def test_what_is_no_manifest_or_has_no_round_is_refused(manifest: Path, round_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"tidak dapat dibaca"):
        replay(tmp_path / "hilang.json")
    (tmp_path / "lain.json").write_text("{}", "utf-8")
    with pytest.raises(RecordError, match="bukan manifest"):
        replay(tmp_path / "lain.json")
    shutil.move(round_dir, tmp_path / "pindah")
    with pytest.raises(RecordError, match="--round"):
        replay(manifest)
    rewrite(manifest, lambda content: content.pop("cara"))
    with pytest.raises(RecordError, match="cara membuat"):
        replay(manifest)


def test_a_manifest_reads_back_as_it_was_written(manifest: Path, round_dir: Path) -> None:
    made = read_manifest(manifest)

    assert made.inputs == run_round(round_dir).input_part
    assert made.recipe == Recipe(folder=POOL.name, round_path=f"../{POOL.name}")
    assert sorted(made.outputs) == sorted(OUTPUTS)


def test_the_place_of_a_round_leaves_no_trace(round_dir: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(round_dir, tmp_path / "di tempat lain"))

    assert run_round(round_dir).input_hash == run_round(elsewhere).input_hash


def test_the_head_of_the_ledger_is_an_input_of_a_report(round_dir: Path) -> None:
    before = run_round(round_dir)
    note(round_dir, 3)
    after = run_round(round_dir)

    assert before.input_hash != after.input_hash
    assert with_head(before.input_part, None) == with_head(after.input_part, None)
    assert after.input_part["kepala_buku_keputusan"] == str(Ledger.open(round_dir).head())


def test_a_report_is_recorded_where_there_is_a_ledger_and_nowhere_else(
    manifest: Path, round_dir: Path, tmp_path: Path
) -> None:
    without = tmp_path / "tanpa buku"
    without.mkdir()

    assert record_report(without, manifest, **WHO, at=AT) is None
    assert list(without.iterdir()) == []
    entry = record_report(round_dir, manifest, **WHO, at=AT)
    assert entry is not None
    made = read_manifest(manifest)
    assert (entry.kind, entry.seq) == (Kind.REPORT_MADE, 3)
    assert entry.public == {"jejak_masukan": made.input_hash, "keluaran": dict(made.outputs)}
    assert verify(round_dir).is_valid


def known_locale() -> str:
    """Return a locale of another language where the machine has one."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("id_ID.UTF-8", "id_ID.utf8", "de_DE.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_ALL, before)
        return name
    return "C"


def test_a_real_report_comes_out_byte_by_byte_in_another_folder_time_zone_and_locale(
    round_dir: Path, tmp_path: Path
) -> None:
    made = make_report(round_dir, out_dir=tmp_path / "laporan")
    moved = shutil.move(round_dir, tmp_path / "di tempat lain")
    note(moved, 3)
    environment = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": known_locale(), "LANG": "C"}

    done = subprocess.run(
        [TALENTA, "replay", str(made.pdf.with_name("manifest.json")), "--round", str(moved)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip

    assert done.stdout.splitlines() == [
        *(f"✓ {name} sama." for name in OUTPUTS),
        "Laporan yang disusun ulang sama persis.",
    ]
    assert (done.returncode, done.stderr) == (0, "")
