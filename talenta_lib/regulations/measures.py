"""The closed set of measures: how a record becomes a score of 0-100. The computing is not done here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from talenta_lib.regulations.citation import Model
from talenta_lib.terms import COMPETENCY_LABELS

Score = Annotated[float, Field(ge=0, le=100)]
Where = dict[str, tuple[str, ...]]


class ScoreBand(Model):
    """``score`` for a count or a number of years of at least ``at_least`` (lower bound inclusive)."""

    at_least: Annotated[float, Field(ge=0)]
    score: Score


def _check_bands(bands: tuple[ScoreBand, ...]) -> tuple[ScoreBand, ...]:
    bounds = [band.at_least for band in bands]
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1:] != [0]:
        raise ValueError("batas at_least harus menurun dan berakhir pada 0")
    return bands


class _Windowed(Model):
    """Rows of a table that count: ``where`` column is one of the values, not older than the window.

    ``window_years`` None takes all rows. ``window`` says how a year is counted: ``rolling`` takes rows dated
    after the same day N years before the round; ``calendar`` takes the year of the round and the N-1 before.
    """

    table: str
    where: Where | None = None
    date_column: str | None = None
    window_years: Annotated[int, Field(ge=1)] | None = None
    window: Literal["rolling", "calendar"] = "rolling"

    @field_validator("where", mode="before")
    @classmethod
    def _one_value_is_a_list(cls, where: object) -> object:
        if not isinstance(where, dict):
            return where
        return {column: [value] if isinstance(value, str) else value for column, value in where.items()}

    @model_validator(mode="after")
    def _window_needs_date(self) -> _Windowed:
        if self.window_years is not None and self.date_column is None:
            raise ValueError("window_years perlu date_column")
        return self


class CategoryMeasure(_Windowed):
    """Score of a category: of the latest, best or worst row. ``under_way_score`` while end_date >= round date."""

    type: Literal["category"]
    column: str
    take: Literal["latest", "best", "worst"] = "latest"
    scale: Annotated[dict[str, Score], Field(min_length=1)]
    under_way_score: Score | None = None

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return (*self.scale.values(), *(() if self.under_way_score is None else (self.under_way_score,)))


class CountMeasure(_Windowed):
    """Score of the number of rows; a row whose ``none_column`` is ``none_category`` says: checked, none."""

    type: Literal["count"]
    none_column: str
    none_category: str
    bands: tuple[ScoreBand, ...]

    _bands_fall_to_zero = field_validator("bands")(_check_bands)

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return tuple(band.score for band in self.bands)


class NumberMeasure(Model):
    """A ready score of 0-100: the latest row; with ``validity`` only a still valid assessment counts."""

    type: Literal["number"]
    table: str
    column: str
    date_column: str
    validity: bool = False


class JpmMeasure(Model):
    """Job person match of the latest valid assessment against the levels required by the held post.

    ``cap: total`` caps the percentage at 100. The assessor's own figure (``assessor_column``) is kept beside it.
    """

    type: Literal["jpm"]
    cap: Literal["total", "none"] = "total"
    assessor_column: str = "jpm_pct"


class CompetencyPointsMeasure(Model):
    """Sum of min(level / required level, 1) x points over the competencies, as a share of all points."""

    type: Literal["competency_points"]
    points: dict[str, Annotated[float, Field(gt=0)]]

    @field_validator("points")
    @classmethod
    def _known_competencies(cls, points: dict[str, float]) -> dict[str, float]:
        if unknown := sorted(set(points) - set(COMPETENCY_LABELS)):
            raise ValueError(f"kompetensi tidak dikenal: {', '.join(unknown)}")
        return points


class ServiceYearsMeasure(Model):
    """Full calendar years served in the present jenjang or in the present post."""

    type: Literal["service_years"]
    of: Literal["jenjang", "post"]
    bands: tuple[ScoreBand, ...]

    _bands_fall_to_zero = field_validator("bands")(_check_bands)

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return tuple(band.score for band in self.bands)


class VarietyMeasure(Model):
    """Breadth of the definitive posts held: across agencies (opd), across units of one, or one unit."""

    type: Literal["variety"]
    lintas_instansi: Score
    lintas_unit: Score
    satu_unit: Score

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return (self.lintas_instansi, self.lintas_unit, self.satu_unit)


class ActingMeasure(Model):
    """Best acting post held (``riwayat_jabatan.status``); ``none`` when the history shows no acting post."""

    type: Literal["acting"]
    scale: dict[str, Score]
    none: Score

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return (*self.scale.values(), self.none)


class FieldMatchMeasure(Model):
    """Whether the field of study is among those required by the held post."""

    type: Literal["field_match"]
    match: Score
    other: Score

    def scores(self) -> tuple[float, ...]:
        """Return every score the measure can give."""
        return (self.match, self.other)


class CombinedMeasure(Model):
    """Mean or highest of other instruments."""

    type: Literal["mean", "max"]
    of: Annotated[tuple[str, ...], Field(min_length=2)]


Measure = Annotated[
    CategoryMeasure
    | CountMeasure
    | NumberMeasure
    | JpmMeasure
    | CompetencyPointsMeasure
    | ServiceYearsMeasure
    | VarietyMeasure
    | ActingMeasure
    | FieldMatchMeasure
    | CombinedMeasure,
    Field(discriminator="type"),
]
