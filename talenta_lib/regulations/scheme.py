"""Agency policy: the weights, instruments and cut-offs of one nine-box scheme.

A scheme is one YAML file: in the round's own ``skema/`` folder or in the package. A new agency is a new file,
no Python.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from talenta_lib.errors import RegulationError, did_you_mean
from talenta_lib.regulations.citation import Citation, Model
from talenta_lib.regulations.instruments import ErrorModel, Instrument, check_error
from talenta_lib.regulations.measures import CombinedMeasure
from talenta_lib.regulations.reading import PACKAGE_FOLDER, read_yaml, validate
from talenta_lib.terms import Axis, Jenjang, Level

SCHEMES_FOLDER = PACKAGE_FOLDER / "schemes"
INSTRUMENTS_PATH = PACKAGE_FOLDER / "instruments.yaml"
Weight = Annotated[float, Field(gt=0)]


class Band(Model):
    """Scores of one level: an interval with both ends and the closed side of each. None is unbounded."""

    level: Level
    lower: float | None = None
    lower_closed: bool = True
    upper: float | None = None
    upper_closed: bool = False

    def contains(self, score: float) -> bool:
        """Say whether a score lies in the band; NaN never does."""
        above = self.lower is None or score > self.lower or (self.lower_closed and score == self.lower)
        below = self.upper is None or score < self.upper or (self.upper_closed and score == self.upper)
        return above and below and not math.isnan(score)


class Component(Model):
    """One weighted part of an axis; ``weight`` and ``instrument`` are None only where a partial scheme lacks them.

    ``given``: column of the asesmen table with the ready value of the source system, kept beside the computed.
    """

    id: str
    label: str
    group: str
    weight: Weight | None
    instrument: str | None
    given: str | None = None
    is_penguat: bool = False


class SchemeAxis(Model):
    """Cut-offs and components of one axis; ``bands`` None only where a partial scheme lacks them."""

    bands: tuple[Band, Band, Band] | None
    components: tuple[Component, ...] = ()

    @field_validator("bands")
    @classmethod
    def _bands_rise(cls, bands: tuple[Band, Band, Band] | None) -> tuple[Band, Band, Band] | None:
        if bands is None:
            return None
        if [band.level for band in bands] != list(Level):
            raise ValueError("urutan harus low, medium, high")
        for lower, upper in pairwise(bands):
            if lower.upper is None or upper.lower is None or lower.upper > upper.lower:
                raise ValueError("batas tidak urut atau tumpang tindih")
            if lower.upper == upper.lower and lower.upper_closed == upper.lower_closed:
                raise ValueError(f"nilai {lower.upper:g} harus masuk tepat satu kelompok")
        return bands

    @field_validator("components")
    @classmethod
    def _ids_once(cls, components: tuple[Component, ...]) -> tuple[Component, ...]:
        ids = [component.id for component in components]
        if len(ids) != len(set(ids)):
            raise ValueError("id komponen harus unik")
        return components


class Scheme(Model):
    """A complete or partly known scheme with every instrument it may use.

    ``issued`` is the day of the decree (1 January where only the year is known, None where not even that);
    ``issued_note`` says so. ``talenta`` holds the percentages of the axes in the talenta score, empty only where
    a partial scheme lacks it. ``technical_blend`` gives the percentages (talenta, technical competency) by
    jenjang of the target post.
    """

    name: str
    label: str
    status: Literal["lengkap", "sebagian"]
    missing_parts: tuple[str, ...] = ()
    issued: dt.date | None
    issued_note: str = ""
    citation: Citation
    notes: tuple[str, ...] = ()
    weights_total: Weight = 100
    axes: dict[Axis, SchemeAxis]
    talenta: dict[Axis, Weight] = Field(default_factory=dict)
    technical_blend: dict[Jenjang | Literal["jpt_madya"], tuple[float, float]] = Field(default_factory=dict)
    instruments: dict[str, Instrument] = Field(default_factory=dict)
    errors: dict[str, ErrorModel] = Field(default_factory=dict)

    @field_validator("axes")
    @classmethod
    def _both_axes(cls, axes: dict[Axis, SchemeAxis]) -> dict[Axis, SchemeAxis]:
        if set(axes) != set(Axis):
            raise ValueError("performance dan potential wajib ada")
        return axes

    @model_validator(mode="after")
    def _adds_up(self) -> Scheme:
        for axis, content in self.axes.items():
            self._check_weights(axis, content)
        if set(self.talenta) != set(Axis) and (self.talenta or self.is_complete):
            raise ValueError("talenta: performance dan potential wajib ada")
        shares = [*self.technical_blend.values(), *([tuple(self.talenta.values())] if self.talenta else [])]
        if any(not math.isclose(sum(pair), 100) for pair in shares):
            raise ValueError("talenta dan technical_blend harus berjumlah 100")
        if self.issued is None and not self.issued_note:
            raise ValueError("issued kosong perlu issued_note")
        if (self.status == "sebagian") != bool(self.missing_parts):
            raise ValueError("missing_parts wajib diisi pada skema sebagian, dan hanya di sana")
        return self

    def _check_weights(self, axis: Axis, content: SchemeAxis) -> None:
        weights = [component.weight for component in content.components]
        known = [weight for weight in weights if weight is not None]
        instruments = [component.instrument for component in content.components]
        is_open = not weights or None in weights or None in instruments or content.bands is None
        if self.is_complete and is_open:
            raise ValueError(f"sumbu {axis}: skema lengkap wajib punya batas, bobot, dan instrumen")
        if weights and len(known) == len(weights) and not math.isclose(sum(known), self.weights_total):
            raise ValueError(f"sumbu {axis}: bobot berjumlah {sum(known):g}, seharusnya {self.weights_total:g}")
        if sum(known) > self.weights_total + 1e-9:
            raise ValueError(f"sumbu {axis}: bobot melebihi {self.weights_total:g}")

    @model_validator(mode="after")
    def _instruments_known(self) -> Scheme:
        for axis in self.axes.values():
            for component in axis.components:
                if component.instrument is not None:
                    self._check_instrument(component.instrument, ())
        for instrument_id, error in self.errors.items():
            self._check_instrument(instrument_id, ())
            check_error(self.instruments[instrument_id], error)
        return self

    def _check_instrument(self, instrument_id: str, above: tuple[str, ...]) -> None:
        if instrument_id not in self.instruments:
            raise ValueError(
                f"instrumen '{instrument_id}' tidak dikenal{did_you_mean(instrument_id, self.instruments)}"
            )
        if instrument_id in above:
            raise ValueError(f"instrumen '{instrument_id}' memuat dirinya sendiri")
        measure = self.instruments[instrument_id].measure
        for part in measure.of if isinstance(measure, CombinedMeasure) else ():
            self._check_instrument(part, (*above, instrument_id))

    @property
    def is_complete(self) -> bool:
        """Say whether both axes can be computed with this scheme."""
        return self.status == "lengkap"

    def instrument(self, instrument_id: str) -> Instrument:
        """Return an instrument; raise RegulationError when the scheme does not know it."""
        try:
            return self.instruments[instrument_id]
        except KeyError as exc:
            raise RegulationError(
                f"Instrumen '{instrument_id}' tidak dikenal.{did_you_mean(instrument_id, self.instruments)}",
                f"Tambahkan pada bagian instruments skema {self.name}.",
            ) from exc

    def error_model(self, instrument_id: str) -> ErrorModel | None:
        """Return the scheme's own error model, else the instrument's; None for a record."""
        return self.errors.get(instrument_id) or self.instrument(instrument_id).error


def scheme_names(folder: Path | None = None) -> list[str]:
    """Return the names of all schemes, those of ``folder`` and of the package, sorted."""
    folders = [SCHEMES_FOLDER] if folder is None else [folder, SCHEMES_FOLDER]
    return sorted({path.stem for place in folders for path in place.glob("*.yaml")})


def load_scheme(name: str | Path, *, folder: Path | None = None, errors: Mapping[str, object] | None = None) -> Scheme:
    """Load a scheme by name or by the path of a ``.yaml`` file.

    A file in ``folder`` (the round's own ``skema``, may be absent) wins over the package. ``errors`` holds error
    models by instrument id that replace those of the scheme. Raises RegulationError for an unknown name and for
    a malformed file (naming file, entry and fault). Source: the decree or application in the scheme's ``citation``;
    cut-offs and component scores are points of 0-100, weights percentages of their axis.

    >>> load_scheme("bkn_411_2025").label
    'Kepka BKN 411/2025 (SIMATA)'
    """
    path = _find_scheme(name, folder)
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise RegulationError(f"Berkas {path.name} bukan skema.", "Tulis isian name, label, axes, dan seterusnya.")
    own = content.get("instruments") or {}
    replaced = {**(content.get("errors") or {}), **(errors or {})}
    scheme = validate(Scheme, {**content, "instruments": {**load_instruments(), **own}, "errors": replaced}, path)
    if scheme.name != path.stem:
        raise RegulationError(
            f"Nama skema '{scheme.name}' berbeda dari nama berkas {path.name}.", f"Tulis name: {path.stem}."
        )
    return scheme


def _find_scheme(name: str | Path, folder: Path | None) -> Path:
    """Return the file of a scheme: a path as given, else in the folder, else in the package."""
    if Path(name).suffix == ".yaml":
        return Path(name)
    for place in (folder, SCHEMES_FOLDER):
        if place is not None and (path := place / f"{name}.yaml").is_file():
            return path
    known = scheme_names(folder)
    raise RegulationError(
        f"Skema '{name}' tidak ada.{did_you_mean(str(name), known)}", f"Skema yang ada: {', '.join(known)}."
    )


@cache
def load_instruments() -> Mapping[str, Instrument]:
    """Return the instruments of the package by id; raise RegulationError when the file is malformed."""
    return validate(dict[str, Instrument], read_yaml(INSTRUMENTS_PATH), INSTRUMENTS_PATH)
