"""The dirt planted in round 1. Fatal dirt stands on extra rows only; every plant is recorded on its sheet."""

from __future__ import annotations

import datetime as dt
from random import Random

from generator.people import Official, Registry
from generator.posts import Post
from generator.shapes import Row, Sheet, label
from generator.siasn import pangkat, siasn_row

_AGENCY = "Pemerintah Kab. Rantau Cendana"
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "Nopember",
    "Desember",
)  # fmt: skip


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
        sheet.mark(copy, "", "duplikat", "baris kembar sama persis")


def _soil_nips(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    for place, (official, row) in enumerate(picked):
        nip = official.nip
        spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
        text, note = (f"'{nip}", "tanda petik di depan NIP") if place < 12 else (spaced, "NIP berspasi")
        sheet.plant(row, "NIP BARU", text, "nip_dirapikan", note)


def _soil_codes(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    """Write eselon and golongan in other spellings (read silently), titles into the name (reported)."""
    for place, (official, row) in enumerate(picked):
        if place < 6:
            eselon = official.eselon
            spelled = (eselon.replace(".", ""), eselon.replace(".", " ").upper(), f"Eselon {eselon}")
            sheet.plant(row, "ESELON NAMA", spelled[place % 3], "", "eselon dengan ejaan lain")
        elif place < 12:
            spelled = (official.golongan.replace("/", ""), row["GOL AKHIR ID"], pangkat(official.golongan))
            sheet.plant(row, "GOL AKHIR NAMA", spelled[place % 3], "", "golongan dengan ejaan lain")
        else:
            row |= {"GELAR DEPAN": None, "GELAR BELAKANG": None}
            sheet.plant(row, "NAMA", official.titled_name, "gelar_dalam_nama", "gelar di kolom nama")


def _soil_identity(sheet: Sheet, picked: list[tuple[Official, Row]]) -> None:
    for place, (official, row) in enumerate(picked):
        if place < 2:
            wrong = "F" if official.sex == "L" else "M"
            sheet.plant(row, "JENIS KELAMIN", wrong, "nip_beda_jenis_kelamin", "jenis kelamin beda")
        elif place < 4:
            day = official.birth_date.replace(day=official.birth_date.day % 27 + 1)
            text = f"{day:%d-%m-%Y}"
            sheet.plant(row, "TANGGAL LAHIR", text, "nip_beda_tanggal_lahir", "tanggal lahir beda")
        elif place < 6:
            day = official.cpns_start_date.replace(year=official.cpns_start_date.year + 1)
            sheet.plant(row, "TMT CPNS", f"{day:%d-%m-%Y}", "nip_beda_tmt_cpns", "TMT CPNS beda")
        else:
            text = (long_date, dt.date.isoformat)[place % 2](official.golongan_start_date)
            sheet.plant(row, "TMT GOLONGAN", text, "", "tanggal dengan gaya lain")


def _soil_acting(sheet: Sheet, secretaries: list[Official], posts: list[Post], by_nip: dict[str, Row]) -> None:
    vacant = [post for post in posts if post.is_vacant][:2]
    for post in vacant:
        secretary = next(o for o in secretaries if o.opd == post.opd)
        row, note = by_nip[secretary.nip], "penugasan Plt di kolom jabatan"
        sheet.plant(row, "JABATAN NAMA", f"Plt. {post.jabatan}", "plt_dalam_jabatan", note)


def _add_outsiders(sheet: Sheet, models: list[Official], posts: list[Post], registry: Registry) -> None:
    """Add people who are no longer in office, and rows whose NIP cannot be used."""
    vacant = [post for post in posts if post.is_vacant]
    for place, (model, status) in enumerate(zip(models, ("99", "99", "99", "98", "pindah", "meninggal"), strict=False)):
        post = vacant[place]
        last_post = {"jabatan": post.jabatan, "opd": post.opd, "unor": post.unor, "eselon": "II.b", "golongan": "IV/c"}
        gone = registry.outside(model, kedudukan_hukum=status, **last_post)
        _add(sheet, gone, "KEDUDUKAN HUKUM ID", "di_luar_cakupan", "sudah tidak aktif")
    for model in models[6:8]:
        row = _add(sheet, registry.outside(model), "NIP BARU", "nip_angka", "NIP tersimpan sebagai angka")
        row["NIP BARU"] = float(row["NIP BARU"])
    short, ghost, split = (registry.outside(model) for model in models[8:11])
    _add(sheet, short, "NIP BARU", "nip_panjang", "NIP hanya 17 angka")["NIP BARU"] = short.nip[:17]
    row = _add(sheet, ghost, "NIP BARU", "nip_tanggal", "31 Februari dalam NIP")
    row["NIP BARU"] = f"{ghost.nip[:4]}0231{ghost.nip[8:]}"
    for unit in ("Sekretariat", "Bidang Umum"):
        row = _add(sheet, split, "", "nip_bertentangan", "dua baris satu NIP, isi berbeda")
        row["UNOR NAMA"] = unit


def _add(sheet: Sheet, person: Official, column: str, code: str, note: str) -> Row:
    row = siasn_row(person, len(sheet.rows) + 1, _AGENCY, dt.date(2025, 10, 1))
    sheet.rows.append(row)
    sheet.mark(row, column, code, note)
    return row


def dirty_duk(sheet: Sheet, officials: list[Official], guest: Official, rng: Random) -> None:
    """Soil the DUK: spaced NIPs, titles in names, and one person who also stands in the SIASN export."""
    rows = [row for row in sheet.rows if "section" not in row]
    for row in rows:
        if "," in row["Nama"]:
            sheet.mark(row, "Nama", "gelar_dalam_nama", "gelar di kolom nama, kebiasaan DUK")
    for row in rng.sample(rows, 10):
        nip = row["NIP"]
        spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
        sheet.plant(row, "NIP", spaced, "nip_dirapikan", "NIP berspasi")
    copy = dict(rows[-1]) | {"NIP": guest.nip, "Nama": guest.nama, "Ket": "pindah ke dinas"}
    sheet.rows.append(copy)
    sheet.mark(copy, "", "sudah_ada_berbeda", "masih tercatat di kecamatan lama; sudah ada di SIASN")


def dirty_assessments(sheet: Sheet, outsiders: list[Official], rng: Random) -> None:
    """Soil the assessments: comma decimals as text, four date styles, notes and impossible scores of outsiders."""
    date = label("asesmen", "assessment_date")
    scores = [label("asesmen", f"{name}_score") for name in ("potensi", "technical", "leadership")]
    styles = (lambda day: f"{day:%d-%m-%Y}", dt.date.isoformat, long_date)
    for row in sheet.rows:
        if rng.random() < 0.35:
            row |= {name: str(row[name]).replace(".", ",") for name in scores if row[name] is not None}
        if rng.random() < 0.4:
            row[date] = rng.choice(styles)(row[date])
    by_nip = {row["NIP"]: row for row in sheet.rows}
    note, beyond, share, when = (by_nip[person.nip] for person in outsiders[:4])
    remark = "Tarikan dari ehrm akan seperti apa?"
    sheet.plant(note, scores[0], remark, "catatan_dalam_sel", "catatan di sel nilai")
    sheet.plant(beyond, scores[0], 640, "nilai_di_luar_rentang", "nilai 640")
    sheet.plant(share, scores[1], 0.85, "skala_diragukan", "skala 0 sampai 1")
    sheet.plant(when, date, "31-02-2024", "tanggal_tidak_dikenal", "tanggal mustahil")
    _repeat(sheet, rng.sample(sheet.rows[:400], 2))


def dirty_ratings(sheet: Sheet, outsiders: list[Official], rng: Random) -> None:
    """Soil the ratings: short codes (read silently), an unknown word, identical rows."""
    column, year = label("kinerja", "predikat"), label("kinerja", "year")
    short = {"Sangat Baik": "SB", "Baik": "B", "Butuh Perbaikan": "BP", "Kurang": "Kurang/Misconduct"}
    for row in rng.sample(sheet.rows[:900], 20):
        sheet.plant(row, column, short.get(row[column], row[column]), "", "singkatan predikat")
    stray = next(row for row in sheet.rows if row["NIP"] == outsiders[4].nip and row[year] == 2022)
    sheet.plant(stray, column, "Sangat Bagus", "kategori_tidak_dikenal", "predikat tidak dikenal")
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
        sheet.mark(row, eselon, "", "eselon dan tanggal dengan gaya lain")


def _repeat(sheet: Sheet, rows: list[Row]) -> None:
    for row in rows:
        copy = dict(row)
        sheet.rows.append(copy)
        sheet.mark(copy, "", "duplikat", "baris kembar sama persis")


def dirty_pool(files: dict[str, list[Sheet]], officials: list[Official], registry: Registry, agency: str) -> None:
    """Soil round 2 a little: NIP habits, spellings, one pensioner, repeated rows, comma decimals."""
    rng, siasn, assessments = registry.rng, files["siasn_pegawai.csv"][0], files["asesmen.xlsx"][0]
    by_nip = {row["NIP BARU"]: row for row in siasn.rows}
    picked = rng.sample(officials, 6)
    _soil_nips(siasn, [(o, by_nip[o.nip]) for o in picked[:3]])
    for official in picked[3:]:
        spelled = official.eselon.replace(".", "")
        siasn.plant(by_nip[official.nip], "ESELON NAMA", spelled, "", "eselon dengan ejaan lain")
    gone = registry.outside(picked[0], kedudukan_hukum="99")
    _add(siasn, gone, "KEDUDUKAN HUKUM ID", "di_luar_cakupan", "sudah pensiun")
    siasn.rows[-1] |= {"INSTANSI INDUK NAMA": agency, "INSTANSI KERJA NAMA": agency}
    copy = dict(by_nip[picked[5].nip])
    siasn.rows.append(copy)
    siasn.mark(copy, "", "duplikat", "baris kembar sama persis")
    scores = [label("asesmen", f"{name}_score") for name in ("potensi", "potkom")]
    for row in assessments.rows[::3]:
        row |= {name: str(row[name]).replace(".", ",") for name in scores}
    _repeat(files["penguat.xlsx"][0], rng.sample(files["penguat.xlsx"][0].rows, 1))
