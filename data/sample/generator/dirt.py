"""The dirt planted in round 1. Fatal dirt stands on extra rows only; every plant is recorded on its sheet."""

from __future__ import annotations

import datetime as dt
from random import Random

from generator.people import Official, Registry
from generator.posts import Post
from generator.shapes import Row, Sheet, label
from generator.siasn import pangkat, siasn_row

_AGENCY = "Pemerintah Kab. Rantau Cendana"
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember", "Desember")  # fmt: skip
_FATAL, _SERIOUS, _COSMETIC = "fatal", "penting", "kosmetik"


def long_date(day: dt.date) -> str:
    """Return a date in words, with the old spelling of November."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def dirty_siasn(sheet: Sheet, officials: list[Official], posts: list[Post], registry: Registry) -> None:
    """Soil the SIASN export: cell habits on good rows, everything fatal on added rows."""
    rng, by_nip = registry.rng, {row["NIP BARU"]: row for row in sheet.rows}
    good = [o for o in officials if o.nip in by_nip and o.jenjang == "pengawas"]
    picks = iter(rng.sample(good, 60))

    def pick() -> tuple[Official, Row]:
        official = next(picks)
        return official, by_nip[official.nip]

    _soil_nips(sheet, [pick() for _ in range(16)])
    _soil_codes(sheet, [pick() for _ in range(16)])
    _soil_identity(sheet, [pick() for _ in range(8)])
    _soil_acting(sheet, [o for o in officials if o.jabatan.startswith("Sekretaris")], posts, by_nip)
    twins = [by_nip[next(picks).nip] for _ in range(3)]
    _add_outsiders(sheet, [next(picks) for _ in range(16)], posts, registry)
    for row in twins:
        copy = dict(row)
        sheet.rows.append(copy)
        sheet.mark(copy, "NIP BARU", _COSMETIC, "duplikat", "baris kembar sama persis")


def _soil_nips(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    for place, (official, row) in enumerate(picked):
        nip = official.nip
        spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
        text, note = (f"'{nip}", "tanda petik di depan NIP") if place < 12 else (spaced, "NIP berspasi")
        sheet.plant(row, "NIP BARU", _COSMETIC, "nip_dirapikan", note, **{"NIP BARU": text})


def _soil_codes(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    """Write eselon and golongan in other spellings (read silently), titles into the name (reported)."""
    for place, (official, row) in enumerate(picked):
        if place < 6:
            spelled = (official.eselon.replace(".", ""), official.eselon.replace(".", " ").upper(), f"Eselon {official.eselon}")
            row["ESELON NAMA"] = spelled[place % 3]
            sheet.mark(row, "ESELON NAMA", "", "", "eselon dengan ejaan lain; dibaca tanpa catatan")
        elif place < 12:
            spelled = (official.golongan.replace("/", ""), row["GOL AKHIR ID"], pangkat(official.golongan))
            row["GOL AKHIR NAMA"] = spelled[place % 3]
            sheet.mark(row, "GOL AKHIR NAMA", "", "", "golongan dengan ejaan lain; dibaca tanpa catatan")
        else:
            front = f"{official.gelar_depan} " if official.gelar_depan else ""
            back = f", {official.gelar_belakang}" if official.gelar_belakang else ""
            cells = {"NAMA": f"{front}{official.nama}{back}", "GELAR DEPAN": None, "GELAR BELAKANG": None}
            if front or back:
                sheet.plant(row, "NAMA", _COSMETIC, "gelar_dalam_nama", "gelar di kolom nama", **cells)


def _soil_identity(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    for place, (official, row) in enumerate(picked):
        if place < 2:
            wrong = "F" if official.sex == "L" else "M"
            sheet.plant(row, "JENIS KELAMIN", _SERIOUS, "nip_beda_jenis_kelamin", "jenis kelamin beda", **{"JENIS KELAMIN": wrong})
        elif place < 4:
            day = official.birth_date.replace(day=official.birth_date.day % 27 + 1)
            sheet.plant(row, "TANGGAL LAHIR", _SERIOUS, "nip_beda_tanggal_lahir", "tanggal lahir beda", **{"TANGGAL LAHIR": f"{day:%d-%m-%Y}"})
        elif place < 6:
            day = official.cpns_start_date.replace(year=official.cpns_start_date.year + 1)
            sheet.plant(row, "TMT CPNS", _SERIOUS, "nip_beda_tmt_cpns", "TMT CPNS beda", **{"TMT CPNS": f"{day:%d-%m-%Y}"})
        else:
            row["TMT GOLONGAN"] = (long_date, dt.date.isoformat)[place % 2](official.golongan_start_date)
            sheet.mark(row, "TMT GOLONGAN", "", "", "tanggal dengan gaya lain; dibaca tanpa catatan")


def _soil_acting(sheet: Sheet, secretaries: list[Official], posts: list[Post], by_nip: dict[str, Row]) -> None:
    vacant = [post for post in posts if post.is_vacant][:2]
    for post in vacant:
        secretary = next(o for o in secretaries if o.opd == post.opd)
        cells = {"JABATAN NAMA": f"Plt. {post.jabatan}"}
        sheet.plant(by_nip[secretary.nip], "JABATAN NAMA", _SERIOUS, "plt_dalam_jabatan", "penugasan Plt di kolom jabatan", **cells)


def _add_outsiders(sheet: Sheet, models: list[Official], posts: list[Post], registry: Registry) -> None:
    """Add people who are no longer in office, and rows whose NIP cannot be used."""
    vacant = [post for post in posts if post.is_vacant]
    for place, (model, status) in enumerate(zip(models, ("99", "99", "99", "98", "pindah", "meninggal"), strict=False)):
        post = vacant[place]
        gone = registry.outside(model, kedudukan_hukum=status, jabatan=post.jabatan, opd=post.opd, unor=post.unor, eselon="II.b", golongan="IV/c")
        _add(sheet, gone, "KEDUDUKAN HUKUM NAMA", _COSMETIC, "di_luar_cakupan", "sudah tidak aktif")
    for model in models[6:8]:
        _add(sheet, registry.outside(model), "NIP BARU", _FATAL, "nip_angka", "NIP tersimpan sebagai angka", number=True)
    short, ghost, split = (registry.outside(model) for model in models[8:11])
    _add(sheet, short, "NIP BARU", _FATAL, "nip_panjang", "NIP hanya 17 angka", nip=short.nip[:17])
    impossible = f"{ghost.nip[:4]}0231{ghost.nip[8:]}"
    _add(sheet, ghost, "NIP BARU", _FATAL, "nip_tanggal", "31 Februari dalam NIP", nip=impossible)
    for unit in ("Sekretariat", "Bidang Umum"):
        row = _add(sheet, split, "NIP BARU", _FATAL, "nip_bertentangan", "dua baris satu NIP, isi berbeda")
        row["UNOR NAMA"] = unit


def _add(
    sheet: Sheet, person: Official, column: str, severity: str, code: str, note: str, *, nip: str = "", number: bool = False
) -> Row:  # fmt: skip
    row = siasn_row(person, len(sheet.rows) + 1, _AGENCY, dt.date(2025, 10, 1))
    row["NIP BARU"] = float(person.nip) if number else nip or person.nip
    sheet.rows.append(row)
    sheet.mark(row, column, severity, code, note)
    return row


def dirty_duk(sheet: Sheet, officials: list[Official], guest: Official, rng: Random) -> None:
    """Soil the DUK: spaced NIPs, titles in names, and one person who also stands in the SIASN export."""
    rows = [row for row in sheet.rows if "section" not in row]
    for row in rows:
        if "," in row["Nama"]:
            sheet.mark(row, "Nama", _COSMETIC, "gelar_dalam_nama", "gelar di kolom nama, kebiasaan DUK")
    for row in rng.sample(rows, 10):
        nip = row["NIP"]
        spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
        sheet.plant(row, "NIP", _COSMETIC, "nip_dirapikan", "NIP berspasi", NIP=spaced)
    copy = dict(rows[-1]) | {"NIP": guest.nip, "Nama": guest.nama, "Ket": "pindah ke dinas"}
    sheet.rows.append(copy)
    sheet.mark(copy, "NIP", _SERIOUS, "sudah_ada_berbeda", "masih tercatat di kecamatan lama; sudah ada di SIASN")


def dirty_assessments(sheet: Sheet, outsiders: list[Official], rng: Random) -> None:
    """Soil the assessments: comma decimals as text, four date styles, notes and impossible scores of outsiders."""
    date, scores = label("asesmen", "assessment_date"), [label("asesmen", f"{name}_score") for name in ("potensi", "technical", "leadership")]
    for row in sheet.rows:
        if rng.random() < 0.35:
            row |= {name: str(row[name]).replace(".", ",") for name in scores if row[name] is not None}
        style = rng.random()
        if style < 0.4:
            row[date] = f"{row[date]:%d-%m-%Y}" if style < 0.15 else row[date].isoformat() if style < 0.3 else long_date(row[date])
    by_nip = {row["NIP"]: row for row in sheet.rows}
    note, beyond, share, when = (by_nip[person.nip] for person in outsiders[:4])
    sheet.plant(note, scores[0], _SERIOUS, "catatan_dalam_sel", "catatan di sel nilai", **{scores[0]: "Tarikan dari ehrm akan seperti apa?"})
    sheet.plant(beyond, scores[0], _SERIOUS, "nilai_di_luar_rentang", "nilai 640", **{scores[0]: 640})
    sheet.plant(share, scores[1], _SERIOUS, "skala_diragukan", "skala 0 sampai 1", **{scores[1]: 0.85})
    sheet.plant(when, date, _SERIOUS, "tanggal_tidak_dikenal", "tanggal mustahil", **{date: "31-02-2024"})
    _repeat(sheet, rng.sample(sheet.rows[:400], 2))


def dirty_ratings(sheet: Sheet, outsiders: list[Official], rng: Random) -> None:
    """Soil the ratings: short codes (read silently), an unknown word, identical rows."""
    column, year = label("kinerja", "predikat"), label("kinerja", "year")
    short = {"Sangat Baik": "SB", "Baik": "B", "Butuh Perbaikan": "BP", "Kurang": "Kurang/Misconduct"}
    for row in rng.sample(sheet.rows[:900], 20):
        row[column] = short.get(row[column], row[column])
        sheet.mark(row, column, "", "", "singkatan predikat; dibaca tanpa catatan")
    stray = next(row for row in sheet.rows if row["NIP"] == outsiders[4].nip and row[year] == 2022)
    sheet.plant(stray, column, _SERIOUS, "kategori_tidak_dikenal", "predikat tidak dikenal", **{column: "Sangat Bagus"})
    _repeat(sheet, rng.sample(sheet.rows[:900], 3))


def dirty_support(sheet: Sheet, rng: Random) -> None:
    """Repeat two rows of the penguat sheet."""
    _repeat(sheet, rng.sample(sheet.rows, 2))


def dirty_history(sheet: Sheet, rng: Random) -> None:
    """Write eselon and dates of the post history in other spellings, all of them readable."""
    eselon, start = label("riwayat_jabatan", "eselon"), label("riwayat_jabatan", "start_date")
    for place, row in enumerate(rng.sample([row for row in sheet.rows if row[eselon]], 30)):
        row[eselon] = (row[eselon].replace(".", ""), row[eselon].replace(".", "/"))[place % 2]
        row[start] = long_date(row[start]) if place % 3 else f"{row[start]:%d/%m/%Y}"
        sheet.mark(row, eselon, "", "", "eselon dan tanggal dengan gaya lain; dibaca tanpa catatan")


def _repeat(sheet: Sheet, rows: list[Row]) -> None:
    for row in rows:
        copy = dict(row)
        sheet.rows.append(copy)
        sheet.mark(copy, label(sheet.table, "nip"), _COSMETIC, "duplikat", "baris kembar sama persis")




def dirty_pool(files: dict[str, list[Sheet]], officials: list[Official], registry: Registry, agency: str) -> None:
    """Soil round 2 a little: NIP habits, spellings, one pensioner, repeated rows, comma decimals."""
    rng, siasn, assessments = registry.rng, files["siasn_pegawai.csv"][0], files["asesmen.xlsx"][0]
    by_nip = {row["NIP BARU"]: row for row in siasn.rows}
    picked = rng.sample(officials, 6)
    _soil_nips(siasn, [(o, by_nip[o.nip]) for o in picked[:3]])
    for official in picked[3:]:
        by_nip[official.nip]["ESELON NAMA"] = official.eselon.replace(".", "")
        siasn.mark(by_nip[official.nip], "ESELON NAMA", "", "", "eselon dengan ejaan lain; dibaca tanpa catatan")
    gone = registry.outside(picked[0], kedudukan_hukum="99")
    _add(siasn, gone, "KEDUDUKAN HUKUM NAMA", _COSMETIC, "di_luar_cakupan", "sudah pensiun")
    siasn.rows[-1] |= {"INSTANSI INDUK NAMA": agency, "INSTANSI KERJA NAMA": agency}
    copy = dict(by_nip[picked[5].nip])
    siasn.rows.append(copy)
    siasn.mark(copy, "NIP BARU", _COSMETIC, "duplikat", "baris kembar sama persis")
    scores = [label("asesmen", f"{name}_score") for name in ("potensi", "potkom")]
    for row in assessments.rows[::3]:
        row |= {name: str(row[name]).replace(".", ",") for name in scores}
    _repeat(files["penguat.xlsx"][0], rng.sample(files["penguat.xlsx"][0].rows, 1))
