"""A round from its folder: parameters, order, overrides, and a new agency by one file."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from talenta_lib.errors import DataError, InputError, RegulationError
from talenta_lib.regulations import load_rules
from talenta_lib.round import Confirmation, RoundParameters, load_parameters, run_round
from talenta_lib.round.result import MUTASI_RULES, RULES_USED
from talenta_lib.round.run import apply_overrides

POOL = Path(__file__).parents[2] / "data" / "sample" / "talent-pool-2024"
LEAST = {
    "putaran": "uji-1", "judul": "Uji", "instansi": "Pemerintah Kabupaten Muara Selasih",
    "daerah": "Kabupaten Muara Selasih", "as_of": dt.date(2024, 2, 1), "pelantikan": dt.date(2024, 2, 15),
    "kepala_daerah": {"status": "definitif"}, "berkas": [{"path": "masukan/pegawai.xlsx"}],
}  # fmt: skip
SIGNED = {"oleh": "Jaladri Contoh", "jabatan": "Kepala BKPSDM", "tanggal": dt.date(2024, 1, 2), "dokumen": "1/2024"}
AGENCY = """
name: kabupaten_contoh
label: Keputusan Bupati Contoh
status: lengkap
issued: 2023-05-02
citation: {instrument: Keputusan Bupati Contoh 1/2023, source: contoh, evidence: C}
axes:
  performance:
    bands: &cuts
      - {level: low, upper: 70, upper_closed: false}
      - {level: medium, lower: 70, lower_closed: true, upper: 90, upper_closed: false}
      - {level: high, lower: 90, lower_closed: true}
    components:
      - {id: predikat, label: Predikat, group: kinerja, weight: 100, instrument: predikat}
  potential:
    bands: *cuts
    components:
      - {id: potensi, label: Potensi, group: potensi, weight: 75, instrument: potensi}
      - {id: rekam_jejak, label: Rekam jejak, group: integritas, weight: 25, instrument: disiplin}
talenta: {performance: 40, potential: 60}
"""


def parameters(**changed: Any) -> RoundParameters:
    return RoundParameters.model_validate({**LEAST, **changed})


def write(folder: Path, **changed: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "putaran.yaml").write_text(yaml.safe_dump({**LEAST, **changed}), encoding="utf-8")
    return folder


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """Return a copy of the smaller sample round."""
    shutil.copytree(POOL, tmp_path / "putaran")
    return tmp_path / "putaran"


def test_a_round_says_what_it_does_not_state(tmp_path: Path) -> None:
    found = load_parameters(write(tmp_path / "uji"))
    assert (found.scheme, found.seed, found.borderline_probability) == ("bkn_411_2025", 7, 0.5)
    assert [str(jenjang) for jenjang in found.scope] == ["jpt_pratama", "administrator", "pengawas"]


def test_overrides_lie_over_the_file(tmp_path: Path) -> None:
    found = load_parameters(write(tmp_path / "uji", benih=3), seed=11, scheme="dpd_ri", as_of=dt.date(2024, 1, 1))
    assert (found.seed, found.scheme, found.as_of) == (11, "dpd_ri", dt.date(2024, 1, 1))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"skma": "dpd_ri"}, "skma"),
        ({"pelantikan": dt.date(2024, 1, 31)}, "pelantikan"),
        ({"garis_batas": 1.5}, "garis_batas: harus antara 0 dan 1"),
        ({"garis_batas": 0}, "garis_batas: harus antara 0 dan 1"),
        ({"benih": -1}, "benih: harus 0 ke atas"),
        ({"benih": 1.5}, "benih: harus berupa bilangan bulat"),
        ({"berkas": []}, "berkas"),
        ({"putaran": "../luar"}, "putaran: harus sesuai pola"),
    ],
)
def test_an_unusable_round_file_is_refused_by_name(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        load_parameters(write(tmp_path / "uji", **changed))


def test_an_unknown_override_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Maksud Anda 'scheme'"):
        load_parameters(write(tmp_path / "uji"), schem="dpd_ri")
    with pytest.raises(InputError, match=r"Maksud Anda 'benih'.*benih \(seed\)"):
        load_parameters(write(tmp_path / "uji"), benhi=3)


def test_an_override_may_carry_the_name_it_has_in_the_round_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "uji")
    indonesian = load_parameters(folder, skema="dpd_ri", benih=3, garis_batas=0.4, pelantikan=dt.date(2024, 3, 1))
    english = load_parameters(
        folder, scheme="dpd_ri", seed=3, borderline_probability=0.4, inauguration_date=dt.date(2024, 3, 1)
    )
    assert indonesian == english
    assert (english.scheme, english.seed, english.borderline_probability) == ("dpd_ri", 3, 0.4)


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ({"benih": -1}, "^Parameter benih tidak sah: benih: harus 0 ke atas"),
        ({"borderline_probability": 2}, "^Parameter borderline_probability .*garis_batas: harus antara 0 dan 1"),
        ({"as_of": dt.date(2025, 1, 1)}, "^Parameter as_of tidak sah: pelantikan tidak boleh sebelum as_of"),
    ],
)
def test_an_unusable_override_is_named_and_not_the_file(tmp_path: Path, override: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        load_parameters(write(tmp_path / "uji"), **override)
    assert "putaran.yaml" not in str(caught.value)


@pytest.mark.parametrize("name", ["tidak-ada", "."])
def test_a_folder_without_a_round_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"tidak ada|tidak memuat putaran\.yaml"):
        load_parameters(tmp_path / name)


def test_a_confirmation_names_exactly_one_thing() -> None:
    with pytest.raises(ValueError, match="skema atau ketentuan"):
        Confirmation.model_validate(SIGNED)
    with pytest.raises(ValueError, match="hanya untuk satu ketentuan"):
        Confirmation.model_validate({**SIGNED, "ketentuan": ["krs_kotak", "krs_order"], "nilai": [9]})


def test_a_signed_override_changes_one_rule_and_says_by_whom() -> None:
    law = load_rules(dt.date(2024, 2, 1))
    chosen = parameters(konfirmasi=[{**SIGNED, "ketentuan": "krs_kotak", "nilai": [9]}])
    changed = apply_overrides(law, chosen)
    assert changed["krs_kotak"].value == [9]
    assert "Jaladri Contoh" in changed["krs_kotak"].note
    assert {name for name in law if law[name] != changed[name]} == {"krs_kotak"}
    assert law["krs_kotak"].value == [7, 8, 9]


def test_a_confirmation_without_a_value_changes_nothing_but_the_standing() -> None:
    law = load_rules(dt.date(2024, 2, 1))
    confirmed = apply_overrides(law, parameters(konfirmasi=[{**SIGNED, "ketentuan": ["krs_kotak", "krs_order"]}]))
    assert dict(confirmed) == dict(law)


def test_an_override_of_an_unknown_rule_is_refused() -> None:
    with pytest.raises(RegulationError, match="krs_kotk"):
        apply_overrides(load_rules(dt.date(2024, 2, 1)), parameters(konfirmasi=[{**SIGNED, "ketentuan": "krs_kotk"}]))


def test_a_new_agency_is_one_file(pool: Path) -> None:
    (pool / "skema").mkdir()
    (pool / "skema" / "kabupaten_contoh.yaml").write_text(AGENCY, encoding="utf-8")
    result = run_round(pool, scheme="kabupaten_contoh")
    assert result.scheme.label == "Keputusan Bupati Contoh"
    for person in result.people.itertuples():
        own = result.components[result.components["nip"] == person.nip].set_index("component")["score"]
        assert person.performance_score == own["predikat"]
        assert person.potential_score == pytest.approx(0.75 * own["potensi"] + 0.25 * own["rekam_jejak"])
        assert person.talenta_score == pytest.approx(0.4 * person.performance_score + 0.6 * person.potential_score)
        assert person.performance_level == ("low", "medium", "high")[sum(own["predikat"] >= cut for cut in (70, 90))]
    assert not result.is_scheme_younger
    assert result.is_draft


@pytest.mark.parametrize("scheme", ["bkn_411_2025", "djbk_pu_2026", "dpd_ri", "dpd_ri_b"])
def test_every_complete_scheme_scores_the_sample_round(scheme: str) -> None:
    result = run_round(POOL, scheme=scheme)
    assert len(result.people) == 25
    assert result.people["kotak"].notna().all()
    weights = result.components.groupby(["nip", "axis"])["weight"].sum()
    assert weights.to_numpy() == pytest.approx([1.0] * 50)
    sums = result.components.pivot_table(index="nip", columns="axis", values="contribution", aggfunc="sum")
    people = result.people.set_index("nip")
    for axis in ("performance", "potential"):
        assert sums[axis].sort_index().to_numpy() == pytest.approx(people[f"{axis}_score"].sort_index().to_numpy())


def test_the_same_round_gives_the_same_tables_and_the_same_trace() -> None:
    first, second = run_round(POOL), run_round(POOL)
    assert first.input_hash == second.input_hash
    for name in ("people", "components", "sides", "competencies", "posts", "candidates", "distribution", "lifts"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_another_seed_leaves_another_trace_and_the_same_scores() -> None:
    first, second = run_round(POOL), run_round(POOL, seed=8)
    assert first.input_hash != second.input_hash
    assert first.people["talenta_score"].tolist() == second.people["talenta_score"].tolist()


def test_a_round_before_its_scheme_is_a_simulation() -> None:
    result = run_round(POOL)
    assert result.is_scheme_younger
    assert result.is_scheme_confirmed


def test_a_draft_ends_when_scheme_and_every_unread_rule_are_confirmed(pool: Path) -> None:
    content = yaml.safe_load((pool / "putaran.yaml").read_text("utf-8"))
    before = run_round(pool)
    assert before.is_draft
    assert set(before.unverified_rules) <= set(RULES_USED + MUTASI_RULES)
    content["konfirmasi"].append({**SIGNED, "ketentuan": list(before.unverified_rules)})
    (pool / "putaran.yaml").write_text(yaml.safe_dump(content), "utf-8")
    after = run_round(pool)
    assert after.unverified_rules == ()
    assert not after.is_draft


def test_a_missing_file_is_named(pool: Path) -> None:
    (pool / "masukan" / "kinerja.xlsx").unlink()
    with pytest.raises(InputError, match=r"masukan/kinerja\.xlsx"):
        run_round(pool)


def test_a_round_without_assessments_stops_and_says_so(pool: Path) -> None:
    content = yaml.safe_load((pool / "putaran.yaml").read_text("utf-8"))
    content["berkas"] = [one for one in content["berkas"] if "asesmen" not in one["path"]]
    (pool / "putaran.yaml").write_text(yaml.safe_dump(content), "utf-8")
    with pytest.raises(DataError, match="hasil asesmen") as caught:
        run_round(pool)
    assert caught.value.issues is not None
