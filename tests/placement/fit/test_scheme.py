"""Fit schemes: weights that add up, words that are known, and an agency's own file before the package's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from talenta_lib.errors import RegulationError
from talenta_lib.placement.fit import FIT_LABELS, FitComponent, fit_scheme_names, load_fit_scheme
from talenta_lib.placement.fit.scheme import Weights
from talenta_lib.regulations import load_scheme

OWN = {
    "name": "kabupaten_contoh",
    "label": "Keputusan Bupati Contoh",
    "status": "ditetapkan",
    "citation": {"instrument": "Keputusan Bupati Contoh 7/2025", "source": "contoh", "evidence": "C"},
    "weights": {"kesesuaian": 60, "kepemimpinan": 40},
    "least_known": 75,
}


def write(folder: Path, file: str = "kabupaten_contoh", **changed: Any) -> Path:
    content = {key: value for key, value in {**OWN, **changed}.items() if value is not None}
    (folder / f"{file}.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def refusal(folder: Path, **changed: Any) -> str:
    with pytest.raises(RegulationError) as caught:
        load_fit_scheme("kabupaten_contoh", folder=write(folder, **changed))
    return caught.value.problem


def test_the_package_ships_three_schemes_and_marks_the_example() -> None:
    schemes = {name: load_fit_scheme(name) for name in fit_scheme_names()}
    assert {name: scheme.status for name, scheme in schemes.items()} == {
        "campuran_bkn": "usulan", "kedekatan_kompetensi": "usulan", "profil_lengkap": "contoh",
    }  # fmt: skip
    assert "belum ditetapkan" in schemes["profil_lengkap"].notes[0]
    assert schemes["campuran_bkn"].citation.evidence == "C"


def test_the_default_counts_only_kesesuaian() -> None:
    scheme = load_fit_scheme("kedekatan_kompetensi")
    assert scheme.components == (FitComponent.KESESUAIAN,)
    assert scheme.weight(FitComponent.KESESUAIAN, "pengawas") == 100


def test_the_full_profile_has_the_weights_of_its_decree() -> None:
    scheme = load_fit_scheme("profil_lengkap")
    weights = {str(one): scheme.weight(one, "administrator") for one in scheme.components}
    assert weights == {
        "kesesuaian": 40, "kompetensi_teknis": 20, "bidang_ilmu": 10, "pengalaman_rumpun": 15, "rekam_jejak": 15,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("jenjang", "talenta", "technical"), [("jpt_pratama", 70, 30), ("administrator", 60, 40), ("pengawas", 50, 50)]
)
def test_the_blend_of_bkn_depends_on_the_jenjang_of_the_target_post(
    jenjang: str, talenta: float, technical: float
) -> None:
    scheme = load_fit_scheme("campuran_bkn")
    found = scheme.weight(FitComponent.TALENTA, jenjang), scheme.weight(FitComponent.KOMPETENSI_TEKNIS, jenjang)
    assert found == (talenta, technical)
    assert found == load_scheme("bkn_411_2025").technical_blend[jenjang]


def test_a_jenjang_that_the_scheme_does_not_name_has_no_weights() -> None:
    assert load_fit_scheme("campuran_bkn").weight(FitComponent.TALENTA, "pelaksana") == 0


def test_an_agency_adds_a_scheme_by_one_file(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert load_fit_scheme("kabupaten_contoh", folder=folder).components == (
        FitComponent.KESESUAIAN, FitComponent.KEPEMIMPINAN,
    )  # fmt: skip
    assert fit_scheme_names(folder) == ["campuran_bkn", "kabupaten_contoh", "kedekatan_kompetensi", "profil_lengkap"]


def test_the_file_of_the_round_goes_before_that_of_the_package(tmp_path: Path) -> None:
    folder = write(tmp_path, file="profil_lengkap", name="profil_lengkap")
    assert load_fit_scheme("profil_lengkap", folder=folder).label == "Keputusan Bupati Contoh"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weights": {"kesesuaian": 60, "kepemimpinan": 30}}, "bobot berjumlah 90, seharusnya 100"),
        ({"weights": {"kesesuaian": 110, "kepemimpinan": -10}}, "weights > kesesuaian: paling tinggi 100"),
        ({"weights": {"kesesuain": 100}}, "Maksud Anda 'kesesuaian'?"),
        ({"weigths": {}}, "Maksud Anda 'weights'?"),
        ({"weights": None}, "isi salah satu: weights atau weights_by_jenjang"),
        ({"weights": None, "weights_by_jenjang": {"pengawas": {"talenta": 100}}}, "isian wajib belum ada"),
        ({"weights": {"bidang_ilmu": 100}}, "bobot bidang_ilmu perlu isian field_match"),
        ({"weights": {"pengalaman_rumpun": 100}}, "bobot pengalaman_rumpun perlu isian experience_bands"),
        ({"experience_bands": [{"at_least": 0, "score": 0}, {"at_least": 5, "score": 100}]}, "harus menurun"),
        ({"experience_bands": [{"at_least": 5, "score": 100}]}, "berakhir pada 0"),
        ({"least_known": 101}, "paling tinggi 100"),
    ],
)
def test_a_malformed_scheme_is_refused_with_the_way_to_mend_it(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    assert said in refusal(tmp_path, **changed)


def test_a_name_that_is_not_that_of_the_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, name="lain") == "Nama skema 'lain' berbeda dari nama berkas kabupaten_contoh.yaml."


def test_an_unknown_scheme_is_refused_with_a_guess() -> None:
    with pytest.raises(RegulationError, match="Maksud Anda 'campuran_bkn'"):
        load_fit_scheme("campuran_bk")


def test_every_component_has_a_weight_and_a_label() -> None:
    assert list(Weights.model_fields) == [str(one) for one in FitComponent] == [str(one) for one in FIT_LABELS]
