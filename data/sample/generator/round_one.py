"""Write round 1 (profil-talenta-2025): inputs in real shapes, putaran.yaml and the answer keys."""

from __future__ import annotations

from pathlib import Path
from random import Random

from generator import bkn411, dirt
from generator.duk import DukSheet, duk_sheet, write_duk
from generator.keys import KEY_README, dirt_rows, person_rows, score_row, write_table
from generator.outsiders import contract_employees, former_posts, functional_officials
from generator.people import Official
from generator.posts import FIELDS, LEADERSHIP_STANDARD, TECHNICAL_STANDARD, Post
from generator.profile import AS_OF, DATES, YEARS, Round, build_profile
from generator.scores import assessment, clean_record, draw_latent, yearly_ratings
from generator.shapes import Row, Sheet, template_sheet, write_csv, write_workbook
from generator.siasn import siasn_sheet
from generator.simata import Scores, simata_sheet

_AGENCY = "Pemerintah Kab. Rantau Cendana"


def write_round_one(folder: Path, seed: int = 255) -> None:
    """Write the whole round into ``folder``."""
    rng = Random(seed)  # noqa: S311 - sample data, not secrets
    data, registry = build_profile(rng)
    office = [o for o in data.officials if o.eselon == "IV.a" and not o.kecamatan]
    functional = functional_officials(rng.sample(office, 25), registry)
    young = [o for o in office if o.birth_date.year > 1982]
    contracts = contract_employees(rng.sample(young, 6), registry)
    scores = _score_all(data)
    files = _sheets(data, scores, functional, contracts, rng)
    siasn = files["siasn_pegawai.xlsx"][0]
    dirt.dirty_siasn(siasn, data.officials, data.posts, registry)
    guest = next(o for o in data.officials if o.eselon == "IV.a" and not o.kecamatan)
    dirt.dirty_duk(files["duk_kecamatan.xlsx"][0], data.officials, guest, rng)
    given, differences = simata_sheet(data.officials, scores, data.gaps, rng)
    files["simata_nilai.xlsx"] = [given]
    _write_inputs(folder / "masukan", files, signatory(data.officials))
    _write_keys(folder / "kunci", data, scores, files, [*functional, *contracts])
    write_table(folder / "kunci" / "selisih_simata.csv", differences)
    (folder / "putaran.yaml").write_bytes(_round_file(data).encode())


def signatory(officials: list[Official]) -> str:
    """Return the name of the head of the personnel board."""
    return next(o.nama for o in officials if o.jabatan.startswith("Kepala Badan Kepegawaian"))


def _score_all(data: Round) -> Scores:
    by_nip: dict[str, dict[str, list[Row]]] = {o.nip: {name: [] for name in data.tables} for o in data.officials}
    for name, rows in data.tables.items():
        for row in rows:
            by_nip[row["nip"]][name].append(row)
    return {o.nip: bkn411.components(o, by_nip[o.nip], AS_OF) for o in data.officials}


def post_rows(posts: list[Post], officials: list[Official]) -> list[Row]:
    """Return the jabatan rows: the post map with holders and standards."""
    holders = {o.post.jabatan_id: o.nip for o in officials if o.post}
    return [
        {
            "jabatan_id": post.jabatan_id, "jabatan": post.jabatan, "opd": post.opd, "unor": post.unor,
            "eselon": post.eselon, "rumpun": post.rumpun, "holder_nip": holders.get(post.jabatan_id),
            "kritikal": "ya" if post.is_critical else "tidak", "required_education": post.minimum_education,
            "required_fields": "; ".join(FIELDS[post.rumpun]),
            "required_technical_score": TECHNICAL_STANDARD[post.jenjang],
            "required_leadership_score": LEADERSHIP_STANDARD[post.jenjang],
            **{f"required_{name}_level": level for name, level in post.required.items()},
        }
        for post in posts
    ]  # fmt: skip


def _sheets(
    data: Round, scores: Scores, functional: list[Official], contracts: list[Official], rng: Random
) -> dict[str, list[Sheet]]:
    tables = {name: list(rows) for name, rows in data.tables.items()}
    for official in functional:
        latent = draw_latent(rng)
        tables["asesmen"].append(assessment(official, latent, rng, DATES))
        tables["kinerja"] += yearly_ratings(official, latent, rng, YEARS)
        tables["riwayat_jabatan"] += former_posts(official)
        tables["disiplin"].append(clean_record(official, rng, (2025, 9)))
    in_office = [o for o in data.officials if not o.kecamatan]
    titles = {
        "asesmen": "Hasil asesmen kompetensi dan potensi", "kinerja": "Rekap predikat kinerja 2022\u20132024",
        "penguat": "Kinerja penguat", "pengembangan": "Pengembangan kompetensi lima tahun",
        "riwayat_jabatan": "Riwayat jabatan", "disiplin": "Verifikasi rekam jejak disiplin",
    }  # fmt: skip
    sheets = {name: template_sheet(name, tables[name], title) for name, title in titles.items()}
    dirt.dirty_assessments(sheets["asesmen"], functional, rng)
    dirt.dirty_ratings(sheets["kinerja"], functional, rng)
    dirt.dirty_support(sheets["penguat"], rng)
    dirt.dirty_history(sheets["riwayat_jabatan"], rng)
    return {
        "siasn_pegawai.xlsx": [siasn_sheet([*in_office, *functional, *contracts], _AGENCY, AS_OF)],
        "duk_kecamatan.xlsx": [duk_sheet([o for o in data.officials if o.kecamatan], AS_OF)],
        "peta_jabatan.xlsx": [template_sheet("jabatan", post_rows(data.posts, data.officials), "Peta jabatan")],
        "asesmen.xlsx": [sheets["asesmen"]],
        "kinerja.csv": [sheets["kinerja"]],
        "penguat.xlsx": [sheets["penguat"], sheets["pengembangan"]],
        "riwayat_disiplin.xlsx": [sheets["riwayat_jabatan"], sheets["disiplin"]],
    }


def _write_inputs(folder: Path, files: dict[str, list[Sheet]], name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, sheets in files.items():
        first = sheets[0]
        if isinstance(first, DukSheet):
            write_duk(folder / file, first, name)
        elif file.endswith(".csv"):
            write_csv(folder / file, first, delimiter=";", encoding="cp1252")
        else:
            write_workbook(folder / file, sheets)


def _write_keys(
    folder: Path, data: Round, scores: Scores, files: dict[str, list[Sheet]], outsiders: list[Official]
) -> None:
    write_table(folder / "pegawai.csv", person_rows([*data.officials, *outsiders]))
    write_table(folder / "nilai.csv", [score_row(o, scores[o.nip], data.latents[o.nip]) for o in data.officials])
    write_table(folder / "kesalahan.csv", dirt_rows(files))
    (folder / "README.md").write_bytes(KEY_README.encode())


def _round_file(data: Round) -> str:
    template = (Path(__file__).parent / "putaran_2025.yaml").read_text(encoding="utf-8")
    return template.replace("{kepala_bkpsdm}", signatory(data.officials))
