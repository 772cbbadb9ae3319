"""The post map of Kabupaten Rantau Cendana, built from struktur.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

COMPETENCIES = (
    "integritas", "kerja_sama", "komunikasi", "orientasi_hasil", "pelayanan_publik", "pengembangan_diri",
    "mengelola_perubahan", "pengambilan_keputusan", "perekat_bangsa",
)  # fmt: skip
JENJANG = {"II": "jpt_pratama", "III": "administrator", "IV": "pengawas"}
STANDARD_LEVEL = {"jpt_pratama": 4, "administrator": 3, "pengawas": 2}
TECHNICAL_STANDARD = {"jpt_pratama": 75, "administrator": 70, "pengawas": 65}
LEADERSHIP_STANDARD = {"jpt_pratama": 74, "administrator": 70, "pengawas": 66}
STRUCTURE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "struktur.yaml").read_text(encoding="utf-8"))
FIELDS: dict[str, list[str]] = STRUCTURE["bidang_ilmu"]


@dataclass(frozen=True)
class Post:
    """One post of the map; ``required`` holds only the competency levels that differ from the jenjang's standard."""

    jabatan: str
    opd: str
    unor: str
    eselon: str
    rumpun: str
    jabatan_id: str = ""
    kecamatan: str = ""
    is_vacant: bool = False
    required: dict[str, int] = field(default_factory=dict)

    @property
    def jenjang(self) -> str:
        """Return the jenjang of the post's eselon."""
        return JENJANG[self.eselon.split(".")[0]]

    @property
    def levels(self) -> dict[str, int]:
        """Return the level asked per competency."""
        return {name: self.required.get(name, STANDARD_LEVEL[self.jenjang]) for name in COMPETENCIES}

    @property
    def minimum_education(self) -> str:
        """Return the least degree asked by the post."""
        return "D3" if self.jenjang == "pengawas" else "S1"

    @property
    def is_critical(self) -> bool:
        """Say whether the post map marks the post as kritikal."""
        return self.eselon.startswith("II.") and self.rumpun in {"pendidikan", "kesehatan", "keuangan", "perencanaan"}


def profile_posts() -> list[Post]:
    """Return the 505 posts in the order of the map: offices first, kecamatan last."""
    drafts = [*_secretariats(), *_inspectorate(), *_offices(), *_districts()]
    return [
        replace(post, jabatan_id=f"J-{number:04d}", required=_special(post)) for number, post in enumerate(drafts, 1)
    ]


def _special(post: Post) -> dict[str, int]:
    """Return the raised standard of a head or key post: one competency a level above the jenjang."""
    name = STRUCTURE["standar_khusus"].get(post.rumpun)
    is_key = post.eselon.startswith("II.") or post.jabatan.startswith("Kepala Bidang")
    return {name: STANDARD_LEVEL[post.jenjang] + 1} if name and is_key else {}


def _secretariats() -> Iterator[Post]:
    setda, shape = "Sekretariat Daerah", STRUCTURE["sekretariat_daerah"]
    yield Post("Sekretaris Daerah", setda, setda, "II.a", "pemerintahan")
    for title, rumpun in shape["asisten"]:
        yield Post(title, setda, title, "II.b", rumpun)
    for topic, rumpun in zip(shape["staf_ahli"], ("pemerintahan", "ekonomi", "sosial"), strict=True):
        yield Post(f"Staf Ahli Bupati Bidang {topic}", setda, "Staf Ahli Bupati", "II.b", rumpun)
    for name, rumpun in shape["bagian"]:
        yield from _division(setda, name, rumpun)
    council = "Sekretariat DPRD"
    yield Post("Sekretaris DPRD", council, council, "II.b", "pemerintahan")
    for name in STRUCTURE["sekretariat_dprd"]:
        yield from _division(council, name, "pemerintahan")


def _division(opd: str, name: str, rumpun: str) -> Iterator[Post]:
    unor = f"Bagian {name}"
    yield Post(f"Kepala {unor}", opd, unor, "III.a", rumpun)
    for part in ("Program dan Pelaporan", "Pelaksanaan"):
        yield Post(f"Kepala Subbagian {part} {unor}", opd, unor, "IV.a", rumpun)


def _inspectorate() -> Iterator[Post]:
    opd, shape = "Inspektorat Daerah", STRUCTURE["inspektorat"]
    yield Post("Inspektur", opd, opd, "II.b", "pengawasan", is_vacant=shape["kosong"])
    yield Post("Sekretaris Inspektorat", opd, "Sekretariat", "III.a", "pengawasan")
    for number in range(shape["irban"]):
        unor = f"Inspektur Pembantu {('I', 'II', 'III', 'IV')[number]}"
        yield Post(unor, opd, unor, "III.a", "pengawasan")
    for part in ("Umum dan Keuangan", "Perencanaan, Evaluasi dan Pelaporan"):
        yield Post(f"Kepala Subbagian {part}", opd, "Sekretariat", "IV.a", "pengawasan")


def _offices() -> Iterator[Post]:
    for office in STRUCTURE["opd"]:
        opd, rumpun = office["opd"], office["rumpun"]
        short = "BPBD" if "Bencana" in opd else opd
        head = office.get("kepala", f"Kepala {opd}")
        yield Post(head, opd, opd, "II.b", rumpun, is_vacant=office.get("kosong", False))
        yield Post(f"Sekretaris {short}", opd, "Sekretariat", "III.a", rumpun)
        parts = ("Umum dan Kepegawaian", "Keuangan dan Aset", "Perencanaan dan Pelaporan")
        for part in parts[: office.get("subbag", 2)]:
            yield Post(f"Kepala Subbagian {part}", opd, "Sekretariat", "IV.a", rumpun)
        for name in office["bidang"]:
            yield Post(f"Kepala Bidang {name}", opd, f"Bidang {name}", "III.b", rumpun)
            for part in ("Pelayanan", "Pengendalian"):
                yield Post(f"Kepala Seksi {part} {name}", opd, f"Bidang {name}", "IV.a", rumpun)
        yield from _technical_units(office)


def _technical_units(office: dict[str, Any]) -> Iterator[Post]:
    opd, rumpun = office["opd"], office["rumpun"]
    for name in office.get("uptd_a", []):
        unor = f"UPTD {name}"
        yield Post(f"Kepala {unor}", opd, unor, "IV.a", rumpun)
        yield Post(f"Kepala Subbagian Tata Usaha {unor}", opd, unor, "IV.b", rumpun)
    for name in office.get("uptd_b", []):
        yield Post(f"Kepala UPTD {name}", opd, f"UPTD {name}", "IV.b", rumpun)


def _districts() -> Iterator[Post]:
    for district in STRUCTURE["kecamatan"]:
        name = district["kecamatan"]
        opd = f"Kecamatan {name}"

        def post(title: str, unor: str, eselon: str, opd: str = opd, name: str = name) -> Post:
            return Post(title, opd, unor, eselon, "pemerintahan", kecamatan=name)

        yield post(f"Camat {name}", opd, "III.a")
        yield post(f"Sekretaris Kecamatan {name}", "Sekretariat", "III.b")
        for part in ("Pemerintahan", "Pemberdayaan Masyarakat", "Ketenteraman dan Ketertiban"):
            yield post(f"Kepala Seksi {part}", f"Seksi {part}", "IV.a")
        for part in ("Umum dan Kepegawaian", "Perencanaan dan Keuangan"):
            yield post(f"Kepala Subbagian {part}", "Sekretariat", "IV.b")
        for village in district.get("kelurahan", []):
            unor = f"Kelurahan {village}"
            yield post(f"Lurah {village}", unor, "IV.a")
            yield post(f"Sekretaris {unor}", unor, "IV.b")
            for part in ("Pemerintahan", "Pelayanan Umum", "Pembangunan"):
                yield post(f"Kepala Seksi {part} {unor}", unor, "IV.b")
