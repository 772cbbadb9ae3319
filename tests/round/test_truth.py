"""The sample rounds against their answer keys: what is computed is what was planted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from talenta_lib.round import RoundResult, run_round
from talenta_lib.terms import Axis

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PROFILE, POOL = SAMPLE / "profil-talenta-2025", SAMPLE / "talent-pool-2024"
TEXTS = ("nama", "golongan", "education_level", "education_field", "jabatan", "eselon")
DATES = ("golongan_start_date", "jabatan_start_date")
CONTRADICTIONS = {
    "jabatan": "plt_dalam_jabatan",
    "sex": "nip_beda_jenis_kelamin",
    "birth_date": "nip_beda_tanggal_lahir",
}
"""Columns in which a planted value stands beside the NIP or the post that says otherwise: kept, and listed."""


def key(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "kunci" / name, dtype={"nip": "string"}, keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def results() -> dict[Path, RoundResult]:
    return {folder: run_round(folder) for folder in (PROFILE, POOL)}


def test_axis_scores_ranges_and_boxes_are_those_of_the_key(results: dict[Path, RoundResult]) -> None:
    expected = key(PROFILE, "nilai.csv").set_index("nip")
    found = results[PROFILE].people.set_index("nip").loc[expected.index]
    assert len(found) == len(expected) == 498
    for axis in Axis:
        for name in (f"{axis}_score", f"{axis}_low", f"{axis}_high"):
            pd.testing.assert_series_equal(found[name], expected[name], atol=1e-6, check_dtype=False)
        assert found[f"{axis}_level"].fillna("").tolist() == expected[f"{axis}_level"].fillna("").tolist()
    assert found["kotak"].tolist() == expected["kotak"].astype("Int64").tolist()


def test_each_round_holds_exactly_the_officials_of_the_key(results: dict[Path, RoundResult]) -> None:
    for folder, result in results.items():
        officials = key(folder, "pegawai.csv").dropna(subset=["jabatan_id"])
        assert set(result.people["nip"]) == set(officials["nip"])
        placed = result.people.set_index("nip")["jabatan_id"].to_dict()
        assert placed == officials.set_index("nip")["jabatan_id"].to_dict()
        assert result.unplaced_holders == 0


def planted_cells(folder: Path) -> dict[str, int]:
    """Return how many cells of a column were planted with another value than the true one."""
    planted = key(folder, "kesalahan.csv")
    return {column: int(planted["code"].eq(code).sum()) for column, code in CONTRADICTIONS.items()}


def test_clean_values_are_the_true_ones_but_for_the_planted_contradictions(results: dict[Path, RoundResult]) -> None:
    for folder, result in results.items():
        true = key(folder, "pegawai.csv").dropna(subset=["jabatan_id"]).set_index("nip")
        clean = result.intake.tables["pegawai"].set_index("nip").loc[true.index]
        for name in TEXTS:
            differing = clean[name].fillna("") != true[name].fillna("")
            assert differing.sum() == planted_cells(folder).get(name, 0), name
        for name in DATES:
            assert clean[name].dt.strftime("%Y-%m-%d").tolist() == true[name].tolist(), name


def test_birth_date_and_sex_are_known_of_everybody(results: dict[Path, RoundResult]) -> None:
    for folder, result in results.items():
        true = key(folder, "pegawai.csv").set_index("nip").loc[result.people["nip"]].reset_index()
        births = result.people["birth_date"].dt.strftime("%Y-%m-%d")
        assert (result.people["sex"] != true["sex"]).sum() == planted_cells(folder)["sex"]
        assert (births != true["birth_date"]).sum() == planted_cells(folder)["birth_date"]


def test_every_planted_error_is_found_in_its_file_and_row(results: dict[Path, RoundResult]) -> None:
    for folder, result in results.items():
        planted = key(folder, "kesalahan.csv").dropna(subset=["code"])
        issues = result.intake.issues.dropna(subset=["row"])
        found = {(Path(issue.file).name, int(issue.row), issue.code) for issue in issues.itertuples()}
        missed = [
            plant for plant in planted[["file", "row", "code"]].itertuples(index=False) if tuple(plant) not in found
        ]
        assert missed == []


def test_only_planted_rows_are_set_aside(results: dict[Path, RoundResult]) -> None:
    for folder, result in results.items():
        planted = key(folder, "kesalahan.csv")
        rows = set(zip(planted["file"], planted["row"], strict=True))
        aside = result.intake.quarantine
        assert {(Path(row.file).name, int(row.row)) for row in aside.itertuples()} <= rows


def test_differences_from_simata_are_the_planted_ones(results: dict[Path, RoundResult]) -> None:
    planted = set(key(PROFILE, "selisih_simata.csv")["nip"])
    complete = results[PROFILE].people.dropna(subset=["performance_score"])
    assert set(results[PROFILE].differences["nip"]) == planted & set(complete["nip"])


def test_what_is_stated_of_the_round_fits_the_planted_truth(results: dict[Path, RoundResult]) -> None:
    # 471 officials with a box: the standard error of a share near 0.85 is 1.6 points; four of them are allowed.
    expected = key(PROFILE, "nilai.csv").set_index("nip")
    found = results[PROFILE].people.set_index("nip").dropna(subset=["p_1"])
    is_right = found["kotak"] == expected.loc[found.index, "true_kotak"]
    assert abs(is_right.mean() - results[PROFILE].doubt.accuracy) < 0.066
