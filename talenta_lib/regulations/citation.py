"""Who says so: the source of a legal or policy figure, and how well it was read."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Evidence = Literal["S", "C", "G", "I"]
EVIDENCE_LABELS: dict[Evidence, str] = {
    "S": "dibaca pada sumber publik",
    "C": "praktik aplikasi, belum dibaca pada naskah",
    "G": "pengetahuan umum, belum diperiksa",
    "I": "simpulan atau usulan, bukan ketentuan",
}


class Model(BaseModel):
    """Base of every entry read from YAML: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(Model):
    """Source of a figure.

    ``provision`` stays empty where the article was not read. ``official`` is true only for the text of the
    regulation, an official copy of it, or a page of BKN or MenPANRB.
    """

    instrument: str = Field(min_length=1)
    provision: str = ""
    source: str = Field(min_length=1)
    evidence: Evidence
    official: bool = False

    def __str__(self) -> str:
        """Return ``PP 11/2017, Pasal 190 ayat (3)``."""
        return ", ".join(part for part in (self.instrument, self.provision) if part)
