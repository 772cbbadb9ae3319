"""What the commands that only print say: the account of a check, and the rules."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from talenta_lib import run_round
from talenta_lib.cli.words import IndonesianDate

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
POOL = SAMPLE / "talent-pool-2024"
READY = "Tidak ada masalah fatal: berkas siap dipakai."
Talenta = Callable[..., tuple[int, str]]


@pytest.fixture
def talenta(command_line: Callable[..., tuple[int, str, str]]) -> Talenta:
    """Run ``talenta ...``; returns exit code and stdout."""
    return lambda *arguments: command_line(*arguments)[:2]


@pytest.mark.parametrize("round_name", ["talent-pool-2024", "profil-talenta-2025"])
def test_the_check_of_a_round_counts_what_the_report_counts(talenta: Talenta, round_name: str) -> None:
    result = run_round(SAMPLE / round_name)

    _, printed = talenta("check", SAMPLE / round_name, "--json")

    counts = ("sheet", "layout", "kind", "rows_in", "accepted", "quarantined", "non_data")
    checked = [[Path(file["path"]).name, *(file[name] for name in counts)] for file in json.loads(printed)["files"]]
    assert checked == [
        [Path(report.path).name, *(getattr(report, name) for name in counts)] for report in result.intake.files
    ]


def test_another_day_for_the_check_of_a_round_is_not_bound_by_its_inauguration(talenta: Talenta) -> None:
    code, printed = talenta("check", POOL, "--as-of", "1-12-2025")

    assert code == 0
    assert READY in printed


def test_one_broken_file_of_a_round_does_not_hide_the_others(talenta: Talenta, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(POOL, tmp_path / "putaran"))
    (folder / "masukan" / "kinerja.xlsx").write_bytes(b"PK\x03\x04 rusak")

    code, printed = talenta("check", folder)

    assert code == 1
    assert "1 masalah fatal\n  Berkas kinerja.xlsx rusak" in printed
    assert "siasn_pegawai.csv" in printed
    assert READY not in printed


def test_a_check_says_when_nothing_is_fatal_and_cuts_no_name(talenta: Talenta, tmp_path: Path) -> None:
    name = "ekspor_data_induk_pegawai_seluruh_perangkat_daerah_per_1_februari_2024.csv"
    shutil.copy(POOL / "masukan" / "siasn_pegawai.csv", tmp_path / name)

    code, printed = talenta("check", tmp_path, "--as-of", "2024-02-01")

    assert code == 0
    assert name in printed
    assert "…" not in printed
    assert printed.endswith(f"\n{READY}\n")


def test_a_rule_is_a_block_of_value_with_unit_and_source(talenta: Talenta) -> None:
    code, printed = talenta("rules", "--topic", "mutasi", "--as-of", "2025-10-01")

    assert code == 0
    block = printed[printed.index("Masa paling singkat dalam jabatan sebelum mutasi") :].split("\n\n")[0]
    assert " ".join(block.split()) == (
        "Masa paling singkat dalam jabatan sebelum mutasi min_tenure_years 2 tahun "
        "Dasar: PP 11/2017, Pasal 190 ayat (3) · bukti S (dirbkpsdm.parigimoutongkab.go.id (pengembangan karier, "
        "mutasi)) · alasan tertulis · berlaku sejak 7 April 2017"
    )
    assert "Bukti: S dibaca pada sumber publik" in printed


def test_the_rules_fit_on_a_page_and_name_no_english_severity(talenta: Talenta) -> None:
    _, printed = talenta("rules", "--as-of", "2025-10-01")

    lines = printed.splitlines()
    assert [line for line in lines if len(line) > 100] == []
    origins = " ".join(printed.split())
    assert [word for word in ("· block ·", "· warn ·", "· approval ·", "· info ·") if word in origins] == []
    assert "· perlu persetujuan ·" in origins


@pytest.mark.parametrize("text", ["2018-01-02", "2-1-2018", "02-01-2018", "2/1/2018"])
def test_a_date_is_read_day_first_or_iso(text: str) -> None:
    assert IndonesianDate().convert(text, None, None) == dt.date(2018, 1, 2)


@pytest.mark.parametrize("text", ["31-2-2018", "1-13-2018", "1-1-18", "kemarin"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="bukan tanggal"):
        IndonesianDate().convert(text, None, None)
