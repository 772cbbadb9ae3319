"""The 69-column SIASN export; private columns hold obviously invented values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.people import PANGKAT, Official
from generator.shapes import MARK, Row, Sheet

HEADERS = [
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID", "TEMPAT LAHIR NAMA",
    "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA", "JENIS KAWIN ID", "JENIS KAWIN NAMA", "NIK",
    "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT", "NPWP NOMOR", "BPJS", "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS", "KARTU ASN VIRTUAL", "NOMOR SK CPNS",
    "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS", "TMT PNS", "GOL AWAL ID", "GOL AWAL NAMA",
    "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN", "MK BULAN", "JENIS JABATAN ID",
    "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN ID",
    "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID", "PENDIDIKAN NAMA", "TAHUN LULUS", "KPKN ID", "KPKN NAMA",
    "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID", "UNOR NAMA", "INSTANSI INDUK ID", "INSTANSI INDUK NAMA",
    "INSTANSI KERJA ID", "INSTANSI KERJA NAMA", "SATUAN KERJA INDUK ID", "SATUAN KERJA INDUK NAMA",
    "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "NAMA SEKOLAH", "FLAG IKD", "ESELON ID",
    "ESELON NAMA",
]  # fmt: skip
_GRADE_IDS = {
    "II/c": "23", "II/d": "24", "III/a": "31", "III/b": "32", "III/c": "33", "III/d": "34", "IV/a": "41",
    "IV/b": "42", "IV/c": "43", "IV/d": "44", "IX": "09",
}  # fmt: skip
_DEGREES = {"D3": "Diploma III/Sarjana Muda", "S1": "S-1/Sarjana", "S2": "S-2", "S3": "S-3/Doktor"}
_TYPES = {"struktural": ("1", "Struktural"), "fungsional": ("2", "Fungsional"), "pelaksana": ("4", "Pelaksana")}
_STATUS = {
    "01": "Aktif", "71": "PPPK Aktif", "98": "Mencapai BUP", "99": "Pensiun", "pindah": "Pindah Instansi",
    "meninggal": "Meninggal Dunia",
}  # fmt: skip


def siasn_sheet(officials: list[Official], agency: str, as_of: dt.date) -> Sheet:
    """Return the export of these people."""
    return Sheet(
        "Data", HEADERS, [siasn_row(person, number, agency, as_of) for number, person in enumerate(officials, 1)]
    )


def siasn_row(person: Official, number: int, agency: str, as_of: dt.date) -> Row:
    """Return one export row; cells without meaning for the round are filled with plain dummies."""
    months = (as_of.year - person.cpns_start_date.year) * 12 + as_of.month - person.cpns_start_date.month
    confirmed = person.cpns_start_date.replace(year=person.cpns_start_date.year + 1)
    type_id, type_name = _TYPES[person.jenis_jabatan]
    known = {
        "PNS ID": f"SINTETIS-{number:04d}", "NIP BARU": person.nip, "NAMA": person.nama.upper(),
        "GELAR DEPAN": person.gelar_depan, "GELAR BELAKANG": person.gelar_belakang,
        "TANGGAL LAHIR": _day(person.birth_date), "JENIS KELAMIN": "M" if person.sex == "L" else "F",
        "JENIS PEGAWAI NAMA": person.jenis_pegawai, "KEDUDUKAN HUKUM ID": _status_id(person.kedudukan_hukum),
        "KEDUDUKAN HUKUM NAMA": _STATUS[person.kedudukan_hukum], "STATUS CPNS PNS": "P",
        "TMT CPNS": _day(person.cpns_start_date), "TMT PNS": _day(confirmed),
        "GOL AKHIR ID": _GRADE_IDS[person.golongan], "GOL AKHIR NAMA": person.golongan,
        "TMT GOLONGAN": _day(person.golongan_start_date), "MK TAHUN": str(months // 12), "MK BULAN": str(months % 12),
        "JENIS JABATAN ID": type_id, "JENIS JABATAN NAMA": type_name, "JABATAN NAMA": person.jabatan,
        "TMT JABATAN": _day(person.jabatan_start_date), "TINGKAT PENDIDIKAN NAMA": _DEGREES[person.education_level],
        "PENDIDIKAN NAMA": person.education_field, "TAHUN LULUS": str(person.graduation_year),
        "UNOR NAMA": person.unor, "INSTANSI INDUK NAMA": agency, "INSTANSI KERJA NAMA": agency,
        "SATUAN KERJA INDUK NAMA": person.opd, "SATUAN KERJA KERJA NAMA": person.opd,
        "ESELON ID": _eselon_id(person.eselon), "ESELON NAMA": person.eselon or "Non Eselon",
    }  # fmt: skip
    return {header: _blank(known.get(header, value)) for header, value in _private(number).items()}


def _private(number: int) -> dict[str, Any]:
    """Return dummies for every column, so that personal columns are filled but plainly invented."""
    dummies = dict.fromkeys(HEADERS, "")
    return dummies | {
        "TEMPAT LAHIR NAMA": "Kota Cendana", "AGAMA ID": "0", "AGAMA NAMA": "Agama Contoh", "JENIS KAWIN ID": "0",
        "JENIS KAWIN NAMA": "Status Contoh", "NIK": f"00000000000{number:05d}", "NOMOR HP": f"0800000{number:05d}",
        "EMAIL": f"pegawai{number}@contoh.invalid", "EMAIL GOV": f"pegawai{number}@kantor.invalid",
        "ALAMAT": f"Jalan Contoh No. {number} ({MARK})", "NPWP NOMOR": f"00.000.000.0-000.{number:03d}",
        "BPJS": f"000000{number:07d}", "JENIS PEGAWAI ID": "0", "LOKASI KERJA NAMA": "Kota Cendana",
        "IS VALID NIK": "0", "NAMA SEKOLAH": "Universitas Contoh", "FLAG IKD": "0",
    }  # fmt: skip


def pangkat(golongan: str) -> str:
    """Return golongan as some lists write it: pangkat with the code in brackets."""
    return f"{PANGKAT[golongan]} ({golongan})"


def _day(value: dt.date) -> str:
    return f"{value:%d-%m-%Y}"


def _status_id(code: str) -> str:
    return code if code.isdigit() else ""


def _eselon_id(eselon: str) -> str:
    return {"II.a": "21", "II.b": "22", "III.a": "31", "III.b": "32", "IV.a": "41", "IV.b": "42"}.get(eselon, "99")


def _blank(value: str) -> str | None:
    return value or None
