"""Instruments: a measure, the range of its score, what *missing* means, and how large its error is."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field, model_validator

from talenta_lib.regulations.citation import Citation, Model
from talenta_lib.regulations.measures import (
    CombinedMeasure,
    CompetencyPointsMeasure,
    JpmMeasure,
    Measure,
    NumberMeasure,
    Score,
)


class ErrorModel(Model):
    """Error of an instrument: either ``sem``/``reliability`` of a continuous score, or a confusion table.

    ``confusion[observed][true]`` is the probability of the true category given the observed one.
    ``norm_mean`` and ``norm_sd`` (score points) describe the norm group. ``assumed``: not from a test manual.
    """

    reliability: Annotated[float, Field(gt=0, lt=1)] | None = None
    sem: Annotated[float, Field(gt=0)] | None = None
    norm_mean: Score | None = None
    norm_sd: Annotated[float, Field(gt=0)] | None = None
    confusion: dict[str, dict[str, Annotated[float, Field(ge=0, le=1)]]] | None = None
    assumed: bool = True

    @model_validator(mode="after")
    def _one_form(self) -> ErrorModel:
        if self.confusion is not None:
            return self._check_confusion(self.confusion)
        if (self.reliability is None) == (self.sem is None):
            raise ValueError("isi salah satu: reliability, sem, atau confusion")
        if self.norm_mean is None or self.norm_sd is None:
            raise ValueError("norm_mean dan norm_sd wajib diisi")
        return self

    def _check_confusion(self, confusion: dict[str, dict[str, float]]) -> ErrorModel:
        if (self.reliability, self.sem, self.norm_mean, self.norm_sd) != (None, None, None, None):
            raise ValueError("confusion tidak dapat bersama reliability, sem, atau norm")
        for observed, row in confusion.items():
            if not set(row) <= set(confusion) or not math.isclose(sum(row.values()), 1):
                raise ValueError(f"baris confusion '{observed}' harus berjumlah 1 dan memakai kategori yang sama")
        return self

    @property
    def standard_error(self) -> float | None:
        """Return the SEM in score points: given, or norm_sd * sqrt(1 - reliability); None for a confusion table."""
        if self.reliability is not None and self.norm_sd is not None:
            return self.norm_sd * math.sqrt(1 - self.reliability)
        return self.sem


class Instrument(Model):
    """One instrument; ``kind`` continuous and category carry an error model, record has none.

    ``minimum`` and ``maximum`` are the lowest and highest score it can give: the ends of the range of an axis
    on which this instrument has no record. ``missing: flag``: no record is never a zero.
    """

    label: str
    measure: Measure
    kind: Literal["continuous", "category", "record"]
    missing: Literal["flag"] = "flag"
    minimum: Score
    maximum: Annotated[float, Field(gt=0)]
    citation: Citation
    note: str = ""
    error: ErrorModel | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Instrument:
        check_error(self, self.error)
        if isinstance(self.measure, NumberMeasure | JpmMeasure | CompetencyPointsMeasure | CombinedMeasure):
            return self
        scores = self.measure.scores()
        if (min(scores), max(scores)) != (self.minimum, self.maximum):
            raise ValueError(f"minimum dan maximum harus {min(scores):g} dan {max(scores):g} sesuai skala")
        return self


def check_error(instrument: Instrument, error: ErrorModel | None) -> None:
    """Raise ValueError (Indonesian, shown to users) when an error model does not fit the instrument."""
    if (error is None) != (instrument.kind == "record"):
        raise ValueError("kind record tanpa galat; kind continuous dan category wajib bergalat")
    if error is None:
        return
    if (error.confusion is not None) != (instrument.kind == "category"):
        raise ValueError("galat confusion hanya untuk kind category")
    scale = getattr(instrument.measure, "scale", None)
    if error.confusion is not None and scale is not None and set(error.confusion) != set(scale):
        raise ValueError("kategori confusion harus sama dengan kategori scale")
