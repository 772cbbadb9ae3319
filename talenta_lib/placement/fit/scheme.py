"""Agency policy: which components make up the fit of a person to a post, and with which weights.

A fit scheme is one YAML file: in the round's own ``skema_kecocokan`` folder or in the package.
"""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, field_validator, model_validator

from talenta_lib.errors import RegulationError, did_you_mean
from talenta_lib.regulations import Citation, ScoreBand
from talenta_lib.regulations.citation import Model
from talenta_lib.regulations.reading import read_yaml, validate

FIT_SCHEMES_FOLDER: Final = Path(__file__).parent / "schemes"
Points = Annotated[float, Field(ge=0, le=100)]


class FitComponent(StrEnum):
    """What fit can be made of, in the order in which it is shown; each is a score of 0-100."""

    KESESUAIAN = "kesesuaian"
    KOMPETENSI_TEKNIS = "kompetensi_teknis"
    BIDANG_ILMU = "bidang_ilmu"
    PENGALAMAN_RUMPUN = "pengalaman_rumpun"
    REKAM_JEJAK = "rekam_jejak"
    KEPEMIMPINAN = "kepemimpinan"
    TALENTA = "talenta"


FIT_LABELS: Final = {
    FitComponent.KESESUAIAN: "Kesesuaian kompetensi",
    FitComponent.KOMPETENSI_TEKNIS: "Kompetensi teknis",
    FitComponent.BIDANG_ILMU: "Bidang ilmu",
    FitComponent.PENGALAMAN_RUMPUN: "Pengalaman di rumpun jabatan",
    FitComponent.REKAM_JEJAK: "Rekam jejak kinerja",
    FitComponent.KEPEMIMPINAN: "Karakter kepemimpinan",
    FitComponent.TALENTA: "Nilai talenta",
}


class Weights(Model):
    """Percentage of each component; they add to 100."""

    kesesuaian: Points = 0
    kompetensi_teknis: Points = 0
    bidang_ilmu: Points = 0
    pengalaman_rumpun: Points = 0
    rekam_jejak: Points = 0
    kepemimpinan: Points = 0
    talenta: Points = 0

    @model_validator(mode="after")
    def _add_to_100(self) -> Weights:
        total = sum(self.model_dump().values())
        if not math.isclose(total, 100):
            raise ValueError(f"bobot berjumlah {total:g}, seharusnya 100")
        return self


class WeightsByJenjang(Model):
    """Weights by the jenjang of the target post."""

    jpt_pratama: Weights
    administrator: Weights
    pengawas: Weights


class FieldScores(Model):
    """Scores of a field of study that is, and of one that is not, among those that the post names."""

    match: Points
    other: Points


class FitScheme(Model):
    """How the fit of a person to a post is made up.

    Exactly one of ``weights`` and ``weights_by_jenjang`` is given. ``least_known`` is the percentage of the weight
    for which there must be data: then what is known is weighed up to the full weight; below it the pair has no score.
    ``experience_bands`` score the years in the rumpun of the post, highest first, down to 0 years; needed, as is
    ``field_match``, where their component has a weight. ``status`` says whether an agency has adopted the scheme.
    """

    name: str
    label: str
    status: Literal["ditetapkan", "usulan", "contoh"]
    citation: Citation
    notes: tuple[str, ...] = ()
    weights: Weights | None = None
    weights_by_jenjang: WeightsByJenjang | None = None
    least_known: Points
    field_match: FieldScores | None = None
    experience_bands: tuple[ScoreBand, ...] = ()

    @field_validator("experience_bands")
    @classmethod
    def _bands_fall_to_zero(cls, bands: tuple[ScoreBand, ...]) -> tuple[ScoreBand, ...]:
        bounds = [band.at_least for band in bands]
        if bands and (bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0):
            raise ValueError("batas at_least harus menurun dan berakhir pada 0")
        return bands

    @model_validator(mode="after")
    def _says_all_it_needs(self) -> FitScheme:
        if (self.weights is None) == (self.weights_by_jenjang is None):
            raise ValueError("isi salah satu: weights atau weights_by_jenjang")
        if FitComponent.BIDANG_ILMU in self.components and self.field_match is None:
            raise ValueError("bobot bidang_ilmu perlu isian field_match")
        if FitComponent.PENGALAMAN_RUMPUN in self.components and not self.experience_bands:
            raise ValueError("bobot pengalaman_rumpun perlu isian experience_bands")
        return self

    @property
    def components(self) -> tuple[FitComponent, ...]:
        """The components with a weight for any post, in the order of ``FitComponent``."""
        every = [self.weights] if self.weights_by_jenjang is None else dict(self.weights_by_jenjang).values()
        return tuple(one for one in FitComponent if any(getattr(weights, one) > 0 for weights in every))

    def weight(self, component: FitComponent, jenjang: str) -> float:
        """Return the percentage of a component for posts of a jenjang; 0 where the scheme has none for it."""
        by_jenjang = self.weights_by_jenjang
        weights = self.weights if by_jenjang is None else dict(by_jenjang).get(jenjang)
        return 0.0 if weights is None else float(getattr(weights, component))


def fit_scheme_names(folder: Path | None = None) -> list[str]:
    """Return the names of all fit schemes, those of ``folder`` and of the package, sorted."""
    folders = [FIT_SCHEMES_FOLDER] if folder is None else [folder, FIT_SCHEMES_FOLDER]
    return sorted({path.stem for place in folders for path in place.glob("*.yaml")})


def load_fit_scheme(name: str, *, folder: Path | None = None) -> FitScheme:
    """Load a fit scheme by name; a file in ``folder`` (``skema_kecocokan`` of the round) wins over the package.

    Raises ``RegulationError`` for an unknown name and for a malformed file (naming file, entry and fault, with a
    did-you-mean). Weights are percentages, scores points of 0-100, bands years.

    >>> load_fit_scheme("kedekatan_kompetensi").components
    (<FitComponent.KESESUAIAN: 'kesesuaian'>,)
    """
    places = [place / f"{name}.yaml" for place in (folder, FIT_SCHEMES_FOLDER) if place is not None]
    path = next((path for path in places if path.is_file()), None)
    if path is None:
        known = fit_scheme_names(folder)
        raise RegulationError(
            f"Skema kecocokan '{name}' tidak ada.{did_you_mean(name, known)}", f"Pilihan: {', '.join(known)}."
        )
    scheme = validate(FitScheme, read_yaml(path), path)
    if scheme.name != path.stem:
        raise RegulationError(
            f"Nama skema '{scheme.name}' berbeda dari nama berkas {path.name}.", f"Tulis name: {path.stem}."
        )
    return scheme
