"""A scenario file says what the committee wishes; what it cannot mean is refused with a way out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from talenta_lib.errors import ScenarioError
from talenta_lib.placement.scenario import (
    DEFAULT_SCENARIO,
    Scenario,
    find_official,
    find_post,
    load_scenario,
    scenario_names,
)

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
POOL, PROFILE = SAMPLE / "talent-pool-2024", SAMPLE / "profil-talenta-2025"

OFFICIALS = pd.DataFrame({
    "nip": ["197001011995031901", "197202021997032902", "197303031998031903"],
    "code": ["P-001", "P-002", "P-003"],
    "nama": ["Rukmi Adiwarna, S.H.", "Dr. Dipa Satriawana", "Dipa Satriawana, S.E."],
})  # fmt: skip
POSTS = pd.DataFrame({
    "jabatan_id": ["J-1", "J-2", "J-3"],
    "jabatan": ["Kepala Dinas Sosial", "Kepala Subbagian Umum", "Kepala Subbagian Umum"],
    "opd": ["Dinas Sosial", "Dinas Sosial", "Dinas Kesehatan"],
})  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "uji.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("folder", [POOL, PROFILE], ids=lambda folder: folder.name)
def test_every_sample_scenario_can_be_read(folder: Path) -> None:
    names = scenario_names(folder)

    assert len(names) >= 3
    assert [load_scenario(name, round_dir=folder).name for name in names] == names


def test_a_scenario_is_called_as_its_file(tmp_path: Path) -> None:
    assert load_scenario(written(tmp_path, "paling_banyak_pindah: 3")).name == "uji"


def test_an_empty_file_is_a_scenario_without_limits(tmp_path: Path) -> None:
    assert load_scenario(written(tmp_path, "")) == DEFAULT_SCENARIO.changed(name="uji", title="uji")


@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_question_about_nobody_or_no_post_says_what_is_missing(nothing: str) -> None:
    with pytest.raises(ScenarioError, match=r"^Pejabat belum disebut\. Tulis NIP"):
        find_official(OFFICIALS, nothing)
    with pytest.raises(ScenarioError, match=r"^Jabatan belum disebut\. Tulis kode"):
        find_post(POSTS, nothing)


def test_a_did_you_mean_ends_its_sentence_once(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"Maksud Anda 'tetap'\? Perbaiki"):
        load_scenario(written(tmp_path, "tetp: [x]"))


def test_an_empty_scenario_limits_nothing() -> None:
    assert DEFAULT_SCENARIO.max_moves is None
    assert DEFAULT_SCENARIO.fit_scheme == "kedekatan_kompetensi"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paling_banyak_pinda: 3", "Maksud Anda 'paling_banyak_pindah'?"),
        ("jawaban: [gugur]", "'gugur' tidak pernah dapat ditempatkan"),
        ("opd: {Dinas Sosial: {paling_banyak: 1, paling_sedikit: 2}}", "paling_sedikit tidak boleh melebihi"),
        ("paling_banyak_pindah: -1", "harus 0 ke atas"),
        ("promosi_dari_kotak: [10]", "paling tinggi 9"),
        ("cakupan: [jpt_pratma]", "jpt_pratma"),
        ("wajib: [{nip: 1, jabtan: J-1}]", "Maksud Anda 'jabatan'?"),
    ],
)
def test_a_fault_is_named_with_its_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=r"uji\.yaml") as caught:
        load_scenario(written(tmp_path, text))

    assert said in str(caught.value)


def test_an_unknown_scenario_names_those_that_exist() -> None:
    with pytest.raises(ScenarioError, match="Maksud Anda 'a-usul-20'") as caught:
        load_scenario("a-usul-2", round_dir=POOL)

    assert "b-hemat-12" in str(caught.value)


def test_a_change_is_checked_like_a_file() -> None:
    assert DEFAULT_SCENARIO.changed(max_moves=2).max_moves == 2
    with pytest.raises(ScenarioError):
        DEFAULT_SCENARIO.changed(max_moves=-2)


def test_a_changed_scenario_keeps_the_rest() -> None:
    scenario = Scenario(max_moves=7, stay=("1",))

    assert scenario.changed(max_moves=8) == Scenario(max_moves=8, stay=("1",))


@pytest.mark.parametrize(
    "name", ["197001011995031901", "19700101 199503 1 901", "p-001", "Rukmi Adiwarna", "rukmi adiwarna, s.h."]
)
def test_an_official_is_found_by_nip_code_or_name(name: str) -> None:
    assert find_official(OFFICIALS, name) == "197001011995031901"


def test_a_name_of_two_officials_is_refused() -> None:
    with pytest.raises(ScenarioError, match="dimiliki 2 pejabat"):
        find_official(OFFICIALS, "Dipa Satriawana")


def test_an_unknown_nip_gets_the_closest_one() -> None:
    with pytest.raises(ScenarioError, match="Maksud Anda '197001011995031901'"):
        find_official(OFFICIALS, "197001011995031900")


@pytest.mark.parametrize("name", ["J-1", "j-1", "kepala dinas sosial", "Kepala Dinas Sosial, Dinas Sosial"])
def test_a_post_is_found_by_identifier_or_name(name: str) -> None:
    assert find_post(POSTS, name) == "J-1"


def test_a_post_name_of_two_opd_needs_the_opd() -> None:
    with pytest.raises(ScenarioError, match=r"ada 2: J-2 \(Dinas Sosial\); J-3"):
        find_post(POSTS, "Kepala Subbagian Umum")

    assert find_post(POSTS, "Kepala Subbagian Umum, Dinas Kesehatan") == "J-3"


def test_an_unknown_post_gets_the_closest_one() -> None:
    with pytest.raises(ScenarioError, match="Maksud Anda 'Kepala Dinas Sosial'"):
        find_post(POSTS, "Kepala Dinas Sosia")
