"""Instruments read what the clean tables hold, and every scale is complete."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

import talenta_lib
from talenta_lib.regulations import (
    ActingMeasure,
    CategoryMeasure,
    CombinedMeasure,
    CountMeasure,
    ErrorModel,
    Instrument,
    JpmMeasure,
    NumberMeasure,
    load_instruments,
    load_scheme,
    scheme_names,
)

FIELDS = yaml.safe_load((Path(talenta_lib.__file__).parent / "intake" / "fields.yaml").read_text("utf-8"))
INSTRUMENTS = {(name, key): one for name in scheme_names() for key, one in load_scheme(name).instruments.items()}
CITED = {"instrument": "contoh", "source": "contoh", "evidence": "C"}


def columns(table: str) -> dict[str, Any]:
    return FIELDS[table]["columns"]


def count_instrument(**changes: Any) -> dict[str, Any]:
    measure = {"type": "count", "table": "pengembangan", "date_column": "date",
               "none_column": "pengembangan", "none_category": "tidak_ada",
               "bands": [{"at_least": 1, "score": 100}, {"at_least": 0, "score": 0}]}  # fmt: skip
    return {"label": "Contoh", "kind": "record", "minimum": 0, "maximum": 100, "citation": CITED,
            "measure": {**measure, **changes}}  # fmt: skip


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=[f"{a}-{b}" for a, b in INSTRUMENTS])
def test_instrument_reads_columns_and_codes_that_exist(instrument: Instrument) -> None:
    measure = instrument.measure
    if isinstance(measure, CategoryMeasure | CountMeasure):
        for column, values in (measure.where or {}).items():
            assert set(values) <= set(columns(measure.table)[column]["values"])
        assert measure.date_column is None or measure.date_column in columns(measure.table)
    if isinstance(measure, CategoryMeasure) and measure.column != "education_level":
        assert set(measure.scale) <= set(columns(measure.table)[measure.column]["values"])
    if isinstance(measure, CountMeasure):
        assert measure.none_category in columns(measure.table)[measure.none_column]["values"]
    if isinstance(measure, NumberMeasure):
        assert {measure.column, measure.date_column} <= set(columns(measure.table))
        assert columns(measure.table)[measure.column]["kind"] == "score"
    if isinstance(measure, JpmMeasure):
        assert measure.assessor_column in columns("asesmen")
    if isinstance(measure, ActingMeasure):
        assert set(measure.scale) < set(columns("riwayat_jabatan")["status"]["values"])


def test_every_five_category_predikat_is_scored() -> None:
    assert set(load_instruments()["predikat"].measure.scale) == set(columns("kinerja")["predikat"]["values"])


def test_range_of_a_mean_is_the_mean_of_its_parts() -> None:
    for name in scheme_names():
        instruments = load_scheme(name).instruments
        for instrument in instruments.values():
            if isinstance(instrument.measure, CombinedMeasure) and instrument.measure.type == "mean":
                parts = [instruments[part] for part in instrument.measure.of]
                assert instrument.minimum == sum(part.minimum for part in parts) / len(parts)
                assert instrument.maximum == sum(part.maximum for part in parts) / len(parts)


def test_confusion_of_a_predikat_is_symmetric_around_the_observed() -> None:
    rows = load_instruments()["predikat"].error.confusion
    order = list(load_instruments()["predikat"].measure.scale)
    for observed, row in rows.items():
        assert math.isclose(sum(row.values()), 1)
        assert max(row, key=row.get) == observed
        assert all(abs(order.index(true) - order.index(observed)) <= 1 for true in row)
    assert rows["baik"]["sangat_baik"] == rows["baik"]["butuh_perbaikan"] == 0.10


def test_only_records_have_no_error_and_every_default_is_marked_assumed() -> None:
    for instrument in load_instruments().values():
        assert (instrument.error is None) == (instrument.kind == "record")
        assert instrument.error is None or instrument.error.assumed


def test_standard_error_follows_from_reliability() -> None:
    # 10 * sqrt(1 - 0.84) = 10 * 0.4 = 4
    error = ErrorModel(reliability=0.84, norm_mean=70, norm_sd=10)
    assert error.standard_error == pytest.approx(4.0)
    assert ErrorModel(sem=3, norm_mean=70, norm_sd=10).standard_error == 3
    assert load_instruments()["predikat"].error.standard_error is None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"reliability": 0.8, "sem": 3, "norm_mean": 70, "norm_sd": 10},
        {"reliability": 0.8, "norm_mean": 70},
        {"reliability": 1.0, "norm_mean": 70, "norm_sd": 10},
        {"confusion": {"baik": {"baik": 0.9}}},
        {"confusion": {"baik": {"baik": 0.9, "cukup": 0.1}}},
        {"confusion": {"baik": {"baik": 1.0}}, "sem": 3},
    ],
)
def test_incoherent_error_model_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ErrorModel.model_validate(fields)


@pytest.mark.parametrize(
    "changes",
    [
        {"bands": [{"at_least": 0, "score": 0}, {"at_least": 1, "score": 100}]},
        {"bands": [{"at_least": 2, "score": 100}, {"at_least": 1, "score": 0}]},
        {"bands": [{"at_least": 1, "score": 90}, {"at_least": 0, "score": 0}]},
        {"date_column": None, "window_years": 5},
        {"satuan": "jam"},
    ],
)
def test_incoherent_count_is_refused(changes: dict[str, Any]) -> None:
    Instrument.model_validate(count_instrument())
    with pytest.raises(ValidationError):
        Instrument.model_validate(count_instrument(**changes))


def test_record_with_an_error_model_is_refused() -> None:
    error = {"reliability": 0.8, "norm_mean": 70, "norm_sd": 10}
    with pytest.raises(ValidationError, match="kind record tanpa galat"):
        Instrument.model_validate({**count_instrument(), "error": error})


def test_three_year_variant_differs_only_in_its_window() -> None:
    five = load_instruments()["pengembangan_kompetensi"].measure
    three = load_instruments()["pengembangan_kompetensi_3th"].measure
    assert (five.window_years, three.window_years) == (5, 3)
    assert five.model_copy(update={"window_years": 3}) == three
