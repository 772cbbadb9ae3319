"""What is said of each component, in short Indonesian."""

from __future__ import annotations

import pytest

from tests.placement.fit.conftest import fit_of, scheme_of
from tests.talent.conftest import Records, assessment, employee, nip_of, vacancy

ALL = scheme_of(
    kesesuaian=40,
    kompetensi_teknis=10,
    bidang_ilmu=10,
    pengalaman_rumpun=10,
    rekam_jejak=10,
    kepemimpinan=10,
    talenta=10,
)


def said(*records: Records, post: str = "J-0001") -> dict[str, str]:
    parts = fit_of(*records, scheme=ALL).parts(nip_of(1), post)
    return dict(zip(parts["component"], parts["observed"], strict=True))


def test_everything_known_is_said() -> None:
    found = said(employee(asesmen=[assessment(technical_score=70.0, leadership_score=74.5)]))
    assert found == {
        "kesesuaian": "memenuhi semua standar kompetensi",
        "kompetensi_teknis": "nilai 70,0",
        "bidang_ilmu": "S2 Administrasi Publik",
        "pengalaman_rumpun": "7 tahun 8 bulan di rumpun pemerintahan",
        "rekam_jejak": "Sangat baik 2024",
        "kepemimpinan": "nilai 74,5",
        "talenta": "nilai 84,5, kotak 9",
    }


def test_everything_missing_is_said() -> None:
    bare = employee(asesmen=[], kinerja=[], riwayat_jabatan=[], education_field=None)
    other = employee(2)  # a round needs somebody with scores
    found = said(bare, other)
    assert found == {
        "kesesuaian": "belum ada asesmen yang berlaku",
        "kompetensi_teknis": "kompetensi teknis belum ada",
        "bidang_ilmu": "bidang ilmu belum ada",
        "pengalaman_rumpun": "belum ada riwayat jabatan",
        "rekam_jejak": "rekam jejak kinerja belum ada",
        "kepemimpinan": "karakter kepemimpinan belum ada",
        "talenta": "nilai talenta belum ada",
    }


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"komunikasi_level": 2.0}, "kurang 1 pada Komunikasi"),
        ({"komunikasi_level": 2.5, "integritas_level": 1.0}, "kurang 2 pada Integritas dan 0,5 pada Komunikasi"),
        (
            {"integritas_level": 1.0, "kerja_sama_level": 2.0, "komunikasi_level": 2.0, "perekat_bangsa_level": 2.5},
            "kurang 2 pada Integritas, 1 pada Kerja sama, 1 pada Komunikasi, dan 1 kompetensi lain",
        ),
    ],
)
def test_the_largest_shortfalls_of_competency_are_named(own: dict[str, float], expected: str) -> None:
    assert said(employee(asesmen=[assessment(3.0, **own)]))["kesesuaian"] == expected


def test_another_field_and_another_rumpun_are_named_beside_what_the_post_asks() -> None:
    found = said(employee(), vacancy(90, rumpun="keuangan", required_fields="Akuntansi;Manajemen"), post="J-0090")
    assert found["bidang_ilmu"] == "S2 Administrasi Publik, jabatan meminta Akuntansi / Manajemen"
    assert found["pengalaman_rumpun"] == "belum pernah di rumpun keuangan"
