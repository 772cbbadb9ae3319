"""``putaran.yaml``: what the analyst says of a round, in the analyst's words; unknown keys are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from talenta_lib.errors import InputError, did_you_mean
from talenta_lib.regulations.reading import read_yaml, validate
from talenta_lib.terms import Jenjang

FILE_NAME: Final = "putaran.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class RegionalHead(_Part):
    """The regional head: title, status and day of inauguration (it decides which approvals a mutasi needs)."""

    title: str = Field("Bupati", alias="sebutan")
    status: Literal["definitif", "pj", "plt"]
    inaugurated_on: dt.date | None = Field(None, alias="dilantik")


class Approval(_Part):
    """BKN's approval of the agency's manajemen talenta."""

    number: str = Field(alias="nomor")
    date: dt.date = Field(alias="tanggal")


class SourceFile(_Part):
    """One input file: path within the round, its layout or kind where it should not be guessed, its date."""

    path: str
    layout: str | None = None
    kind: str | None = Field(None, alias="jenis")
    date: dt.date | None = Field(None, alias="per")
    name: str | None = Field(None, alias="nama")


class Signatory(_Part):
    """Who signs the report."""

    role: str = Field(alias="peran")
    name: str = Field(alias="nama")


class Confirmation(_Part):
    """A confirmation or an override by the agency: what, by whom, when, on which document.

    Exactly one of ``scheme`` and ``rules`` is set. ``value`` or ``severity`` override one rule for this round.
    """

    scheme: str | None = Field(None, alias="skema")
    rules: tuple[str, ...] = Field((), alias="ketentuan")
    by: str = Field(alias="oleh", min_length=1)
    office: str = Field(alias="jabatan", min_length=1)
    date: dt.date = Field(alias="tanggal")
    document: str = Field(alias="dokumen", min_length=1)
    value: Any = Field(None, alias="nilai")
    severity: Literal["block", "approval", "warn", "info"] | None = Field(None, alias="keparahan")

    @field_validator("rules", mode="before")
    @classmethod
    def _one_is_a_list(cls, rules: object) -> object:
        return [rules] if isinstance(rules, str) else rules

    @model_validator(mode="after")
    def _says_what(self) -> Confirmation:
        if (self.scheme is None) == (not self.rules):
            raise ValueError("isi salah satu: skema atau ketentuan")
        if (self.value is not None or self.severity is not None) and len(self.rules) != 1:
            raise ValueError("nilai atau keparahan hanya untuk satu ketentuan")
        return self


class RoundParameters(_Part):
    """Everything that defines a round besides the content of its files.

    Attributes carry English names; ``putaran.yaml`` uses the Indonesian ones (aliases). Dates are days;
    ``borderline_probability`` is a share (0-1): an official whose own kotak is less likely is "garis batas".
    """

    round_id: str = Field(alias="putaran", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str = Field(alias="judul")
    agency: str = Field(alias="instansi")
    region: str = Field(alias="daerah")
    as_of: dt.date
    inauguration_date: dt.date = Field(alias="pelantikan")
    is_synthetic: bool = Field(False, alias="sintetis")
    regional_head: RegionalHead = Field(alias="kepala_daerah")
    bkn_approval: Approval | None = Field(None, alias="persetujuan_bkn")
    scheme: str = Field("bkn_411_2025", alias="skema")
    scenario: str | None = Field(None, alias="skenario")
    scope: tuple[Jenjang, ...] = Field(
        (Jenjang.JPT_PRATAMA, Jenjang.ADMINISTRATOR, Jenjang.PENGAWAS), alias="cakupan", min_length=1
    )
    seed: int = Field(7, alias="benih", ge=0)
    borderline_probability: float = Field(0.5, alias="garis_batas")
    files: tuple[SourceFile, ...] = Field(alias="berkas", min_length=1)
    errors: Mapping[str, Mapping[str, Any]] = Field({}, alias="galat")
    signatories: tuple[Signatory, ...] = Field((), alias="penandatangan")
    confirmations: tuple[Confirmation, ...] = Field((), alias="konfirmasi")
    deadlines: Mapping[Literal["kelompok_suksesi", "jabatan_kosong", "kelengkapan"], dt.date] = Field(
        {}, alias="tenggat"
    )

    @field_validator("borderline_probability")
    @classmethod
    def _is_a_share(cls, share: float) -> float:
        if not 0 < share < 1:
            raise ValueError("harus antara 0 dan 1")
        return share

    @model_validator(mode="after")
    def _in_order(self) -> RoundParameters:
        if self.inauguration_date < self.as_of:
            raise ValueError("pelantikan tidak boleh sebelum as_of")
        return self


CHANGEABLE: Final = {
    name: RoundParameters.model_fields[name].alias or name
    for name in ("scheme", "scenario", "as_of", "inauguration_date", "seed", "borderline_probability")
}
"""What may be changed for one run: English field name -> key of ``putaran.yaml``."""


def load_parameters(round_dir: Path, **overrides: object) -> RoundParameters:
    """Read ``putaran.yaml`` of a round folder and lay ``overrides`` over it.

    ``overrides`` are named as the fields or as the keys of the file (``CHANGEABLE``). Raises ``InputError`` for a
    folder without the file, unknown keys (with a did-you-mean) or unusable values; it names the file, or the override.

    >>> load_parameters(Path("data/sample/talent-pool-2024"), seed=3, skema="dpd_ri").seed
    3
    """
    renamed = _rename(overrides)
    content = _read_content(round_dir)
    path = round_dir / FILE_NAME
    parameters = validate(RoundParameters, content, path, error=InputError)
    if not renamed:
        return parameters
    return validate(RoundParameters, {**content, **renamed}, f"Parameter {', '.join(overrides)}", error=InputError)


def _rename(overrides: Mapping[str, object]) -> dict[str, object]:
    """Return overrides under the keys of ``putaran.yaml``; refuse what may not be changed."""
    known = list(dict.fromkeys([*CHANGEABLE, *CHANGEABLE.values()]))
    if unknown := sorted(set(overrides) - set(known)):
        pairs = [name if name == key else f"{key} ({name})" for name, key in CHANGEABLE.items()]
        raise InputError(
            f"Parameter '{unknown[0]}' tidak dikenal.{did_you_mean(unknown[0], known)}",
            f"Yang dapat diubah: {', '.join(pairs)}.",
        )
    return {CHANGEABLE.get(name, name): value for name, value in overrides.items()}


def _read_content(round_dir: Path) -> dict[str, Any]:
    path = round_dir / FILE_NAME
    if not round_dir.is_dir():
        raise InputError(f"Folder putaran '{round_dir}' tidak ada.", "Periksa nama folder putaran.")
    if not path.is_file():
        raise InputError(
            f"Folder '{round_dir}' tidak memuat {FILE_NAME}.",
            "Pilih folder putaran yang benar, atau salin putaran.yaml dari data/sample.",
        )
    content = read_yaml(path, error=InputError)
    if not isinstance(content, dict):
        raise InputError(f"Berkas {path} kosong atau bukan daftar isian.", "Salin putaran.yaml dari data/sample.")
    return content
