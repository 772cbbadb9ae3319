"""Schemes: weights add up, every score has one level, a new agency is one file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import talenta_lib
from talenta_lib.errors import RegulationError
from talenta_lib.regulations import load_development, load_scheme, scheme_names
from talenta_lib.regulations.scheme import SCHEMES_FOLDER
from talenta_lib.terms import Axis, Level

COMPLETE = ["bkn_411_2025", "djbk_pu_2026", "dpd_ri", "dpd_ri_b"]
PARTIAL = ["aceh_barat", "banjarmasin", "jpm_kategori", "simpeg_talent_kab", "tanjungpinang_2022"]
AXES = st.sampled_from(Axis)
CUTS = [
    {"level": "low", "upper": 50},
    {"level": "medium", "lower": 50, "upper": 75},
    {"level": "high", "lower": 75},
]


def write_scheme(folder: Path, name: str = "kab_contoh", **changes: Any) -> Path:
    """Write a small agency scheme: one component an axis."""

    def axis(component: str, instrument: str) -> dict[str, Any]:
        part = {"id": component, "label": component, "group": "utama", "weight": 100, "instrument": instrument}
        return {"bands": CUTS, "components": [part]}

    content = {
        "name": name, "label": "Kabupaten Contoh", "status": "lengkap", "issued": dt.date(2025, 3, 1),
        "citation": {"instrument": "Perbup contoh", "source": "contoh", "evidence": "S"},
        "axes": {"performance": axis("kinerja", "predikat"), "potential": axis("potensi", "potensi")},
        "talenta": {"performance": 40, "potential": 60}, **changes,
    }  # fmt: skip
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


SHIPPED = {name: load_scheme(name) for name in scheme_names()}


def level_of(name: str, axis: str, score: float) -> list[Level]:
    return [band.level for band in SHIPPED[name].axes[Axis(axis)].bands if band.contains(score)]


def test_package_ships_the_known_schemes() -> None:
    assert scheme_names() == sorted(COMPLETE + PARTIAL)


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("axis", list(Axis))
def test_weights_of_a_complete_scheme_add_up(name: str, axis: Axis) -> None:
    scheme = load_scheme(name)
    assert scheme.is_complete
    assert sum(part.weight for part in scheme.axes[axis].components) == scheme.weights_total == 100


@pytest.mark.parametrize("name", PARTIAL)
def test_partial_scheme_says_what_is_missing(name: str) -> None:
    scheme = load_scheme(name)
    assert not scheme.is_complete
    assert scheme.missing_parts


def test_national_weights_are_those_of_the_source() -> None:
    axes = load_scheme("bkn_411_2025").axes
    assert [part.weight for part in axes[Axis.PERFORMANCE].components] == [60, 15, 15, 10]
    assert [part.weight for part in axes[Axis.POTENTIAL].components] == [20, 10, 10, 25, 10, 10, 15]
    penguat = [part.weight for part in axes[Axis.PERFORMANCE].components if part.is_penguat]
    assert sum(penguat) == 40
    blend = {str(jenjang): pair for jenjang, pair in load_scheme("bkn_411_2025").technical_blend.items()}
    assert blend == {"jpt_madya": (80, 20), "jpt_pratama": (70, 30), "administrator": (60, 40), "pengawas": (50, 50)}


def test_groups_of_the_national_potential_axis_add_to_40_25_20_15() -> None:
    parts = load_scheme("bkn_411_2025").axes[Axis.POTENTIAL].components
    totals: dict[str, float] = {}
    for part in parts:
        totals[part.group] = totals.get(part.group, 0) + part.weight
    assert totals == {"kompetensi": 40, "potensi": 25, "kualifikasi": 20, "integritas_moralitas": 15}


def test_dpd_competency_points_fill_the_weight_of_their_component() -> None:
    scheme = load_scheme("dpd_ri")
    assert sum(scheme.instrument("kompetensi_poin").measure.points.values()) == 20


def test_given_columns_exist_in_the_assessment_table() -> None:
    fields = yaml.safe_load((Path(talenta_lib.__file__).parent / "intake" / "fields.yaml").read_text("utf-8"))
    given_columns = {
        part.given for name in COMPLETE for axis in load_scheme(name).axes.values() for part in axis.components
    }
    assert given_columns - {None} <= set(fields["asesmen"]["columns"])


@given(
    score=st.floats(0, 100), name=st.sampled_from([*COMPLETE, "aceh_barat", "banjarmasin"]), axis=st.sampled_from(Axis)
)
def test_every_score_has_exactly_one_level(score: float, name: str, axis: Axis) -> None:
    assert len(level_of(name, axis, score)) == 1


@given(scores=st.tuples(st.floats(0, 100), st.floats(0, 100)), name=st.sampled_from(COMPLETE))
def test_higher_score_never_has_a_lower_level(scores: tuple[float, float], name: str) -> None:
    order = list(Level)
    low, high = (order.index(level_of(name, "potential", score)[0]) for score in sorted(scores))
    assert low <= high


def test_missing_score_has_no_level() -> None:
    assert level_of("bkn_411_2025", "performance", float("nan")) == []


def test_scheme_younger_than_the_round_can_be_told() -> None:
    issued = load_scheme("bkn_411_2025").issued
    assert issued is not None
    assert dt.date(2024, 6, 30) < issued <= dt.date(2025, 6, 30)
    assert load_scheme("bkn_411_2025").issued_note


def test_new_agency_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "skema"
    folder.mkdir()
    write_scheme(folder)
    scheme = load_scheme("kab_contoh", folder=folder)
    assert scheme.talenta == {Axis.PERFORMANCE: 40, Axis.POTENTIAL: 60}
    assert [band.level for band in scheme.axes[Axis.POTENTIAL].bands if band.contains(75)] == [Level.HIGH]
    assert scheme.instrument("predikat").measure.scale["baik"] == 80
    assert "kab_contoh" in scheme_names(folder)


def test_round_folder_wins_over_the_package(tmp_path: Path) -> None:
    write_scheme(tmp_path, "bkn_411_2025", label="Milik putaran")
    assert load_scheme("bkn_411_2025", folder=tmp_path).label == "Milik putaran"
    assert load_scheme("bkn_411_2025").label != "Milik putaran"


def test_absent_round_folder_falls_back_to_the_package(tmp_path: Path) -> None:
    assert load_scheme("dpd_ri", folder=tmp_path / "skema").name == "dpd_ri"


def test_path_of_a_file_loads_it(tmp_path: Path) -> None:
    assert load_scheme(write_scheme(tmp_path)).label == "Kabupaten Contoh"
    with pytest.raises(RegulationError, match=r"hilang\.yaml tidak dapat dibaca"):
        load_scheme(tmp_path / "hilang.yaml")


def test_own_instrument_wins_over_the_package(tmp_path: Path) -> None:
    own = {
        "label": "Predikat", "kind": "record", "minimum": 0, "maximum": 90,
        "citation": {"instrument": "Perbup contoh", "source": "contoh", "evidence": "S"},
        "measure": {"type": "category", "table": "kinerja", "column": "predikat", "date_column": "year",
                    "scale": {"sangat_baik": 90, "baik": 0}},
    }  # fmt: skip
    scheme = load_scheme(write_scheme(tmp_path, instruments={"predikat": own}))
    assert scheme.instrument("predikat").maximum == 90
    assert scheme.error_model("predikat") is None


def test_round_error_model_replaces_the_assumed_one() -> None:
    error = {"sem": 4, "norm_mean": 72, "norm_sd": 9, "assumed": False}
    scheme = load_scheme("bkn_411_2025", errors={"kompetensi": error})
    assert scheme.error_model("kompetensi").sem == 4
    assert not scheme.error_model("kompetensi").assumed
    assert scheme.error_model("potensi").assumed
    assert scheme.error_model("disiplin") is None


@pytest.mark.parametrize("wrong", [{"kompetensi": {"sem": -1, "norm_mean": 72, "norm_sd": 9}},
                                   {"disiplin": {"sem": 1, "norm_mean": 72, "norm_sd": 9}},
                                   {"kompetensy": {"sem": 1, "norm_mean": 72, "norm_sd": 9}}])  # fmt: skip
def test_error_model_that_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RegulationError, match=r"bkn_411_2025\.yaml"):
        load_scheme("bkn_411_2025", errors=wrong)


def test_unknown_scheme_lists_the_known_and_suggests() -> None:
    with pytest.raises(RegulationError, match=r"Maksud Anda 'dpd_ri'.*bkn_411_2025"):
        load_scheme("dpd-ri")


def part(**changes: Any) -> dict[str, Any]:
    return {"id": "a", "label": "A", "group": "utama", "weight": 100, "instrument": "potensi", **changes}


def axes(*parts: dict[str, Any], bands: list[dict[str, Any]] = CUTS) -> dict[str, Any]:
    good = {"bands": CUTS, "components": [part()]}
    return {"performance": {"bands": bands, "components": list(parts)}, "potential": good}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"axes": axes(part(weight=90))}, "bobot berjumlah 90, seharusnya 100"),
        ({"axes": axes(part(instrument="potensy"))}, "Maksud Anda 'potensi'"),
        ({"axes": axes(part(weight=50), part(weight=50))}, "id komponen harus unik"),
        ({"axes": axes(part(instrument=None))}, "wajib punya batas, bobot, dan instrumen"),
        ({"axes": axes(part(), bands=[CUTS[1], CUTS[0], CUTS[2]])}, "low, medium, high"),
        ({"axes": axes(part(), bands=[{"level": "low", "upper": 60}, CUTS[1], CUTS[2]])}, "tumpang tindih"),
        ({"axes": axes(part(), bands=[{**CUTS[0], "upper_closed": True}, CUTS[1], CUTS[2]])}, "tepat satu kelompok"),
        ({"axes": {"performance": axes(part())["performance"]}}, "performance dan potential wajib ada"),
        ({"talenta": {"performance": 50, "potential": 60}}, "harus berjumlah 100"),
        ({"talenta": {}}, "talenta: performance dan potential wajib ada"),
        ({"technical_blend": {"pengawas": [50, 60]}}, "harus berjumlah 100"),
        ({"status": "sebagian"}, "missing_parts wajib diisi"),
        ({"issued": None}, "issued kosong perlu issued_note"),
        ({"bobot": 1}, "bobot: isian tidak dikenal"),
        ({"name": "lain"}, "Nama skema 'lain' berbeda"),
    ],
)
def test_malformed_scheme_names_file_and_fault(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    path = write_scheme(tmp_path)
    content = {**yaml.safe_load(path.read_text("utf-8")), **changes}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(RegulationError, match=r"kab_contoh\.yaml") as caught:
        load_scheme("kab_contoh", folder=tmp_path)
    assert message in str(caught.value)


def test_instrument_that_contains_itself_is_refused(tmp_path: Path) -> None:
    loop = {
        "label": "Putaran", "kind": "record", "minimum": 0, "maximum": 100,
        "citation": {"instrument": "contoh", "source": "contoh", "evidence": "I"},
        "measure": {"type": "mean", "of": ["loop", "potensi"]},
    }  # fmt: skip
    path = write_scheme(tmp_path, instruments={"loop": loop}, axes=axes(part(instrument="loop")))
    with pytest.raises(RegulationError, match="memuat dirinya sendiri"):
        load_scheme(path)


def test_text_that_is_no_scheme_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kosong.yaml").write_text("- 1\n", encoding="utf-8")
    with pytest.raises(RegulationError, match="bukan skema"):
        load_scheme("kosong", folder=tmp_path)


def test_scheme_refuses_an_unknown_instrument_by_name() -> None:
    with pytest.raises(RegulationError, match="Maksud Anda 'predikat'"):
        load_scheme("bkn_411_2025").instrument("predikad")


def test_every_component_of_a_complete_scheme_has_a_suggestion() -> None:
    parts = {one.id for name in COMPLETE for axis in load_scheme(name).axes.values() for one in axis.components}
    assert parts - set(load_development()) == set()


def test_every_scheme_file_is_named_as_the_scheme() -> None:
    assert {path.stem for path in SCHEMES_FOLDER.glob("*.yaml")} == {load_scheme(name).name for name in scheme_names()}
