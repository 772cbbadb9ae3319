"""Write round 2 (talent-pool-2024): inputs, putaran.yaml, a proposed list and the answer keys."""

from __future__ import annotations

from pathlib import Path
from random import Random

from generator.dirt import dirty_pool
from generator.keys import KEY_README, dirt_rows, person_rows, write_table
from generator.monitoring import check_ins
from generator.proposal import proposal_sheet
from generator.round_one import post_rows, signatory
from generator.shapes import Row, Sheet, template_sheet, write_csv, write_workbook
from generator.siasn import siasn_sheet
from generator.talent_pool import AS_OF, Pool, build_pool, plan_rows

_AGENCY = "Pemerintah Kab. Muara Selasih"


def write_round_two(folder: Path, seed: int = 2024) -> None:
    """Write the whole round into ``folder``."""
    rng = Random(seed)  # noqa: S311 - sample data, not secrets
    pool, registry = build_pool(rng)
    checks, progress = check_ins(pool, rng)
    files = _sheets(pool, checks)
    dirty_pool(files, pool.officials, registry, _AGENCY)
    for file, sheets in files.items():
        if file.endswith(".csv"):
            write_csv(folder / "masukan" / file, sheets[0], delimiter=",", encoding="utf-8-sig")
        else:
            write_workbook(folder / "masukan" / file, sheets)
    write_workbook(folder / "usulan" / "usulan.xlsx", [proposal_sheet(pool)])
    keys = folder / "kunci"
    write_table(keys / "pegawai.csv", person_rows(pool.officials))
    write_table(keys / "rencana.csv", plan_rows(pool))
    write_table(keys / "pemantauan.csv", progress)
    write_table(keys / "kesalahan.csv", dirt_rows(files))
    (keys / "README.md").write_bytes(KEY_README.encode())
    text = (Path(__file__).parent / "putaran_2024.yaml").read_text(encoding="utf-8")
    (folder / "putaran.yaml").write_bytes(text.replace("{kepala_bkpsdm}", signatory(pool.officials)).encode())


def _sheets(pool: Pool, checks: list[Row]) -> dict[str, list[Sheet]]:
    titles = {
        "asesmen": "Asesmen talent pool JPT Pratama", "kinerja": "Predikat kinerja 2021\u20132023",
        "penguat": "Kinerja penguat", "pengembangan": "Pengembangan kompetensi",
        "riwayat_jabatan": "Riwayat jabatan", "disiplin": "Verifikasi rekam jejak disiplin",
    }  # fmt: skip
    sheets = {name: template_sheet(name, pool.tables[name], title) for name, title in titles.items()}
    return {
        "siasn_pegawai.csv": [siasn_sheet(pool.officials, _AGENCY, AS_OF)],
        "peta_jabatan.xlsx": [
            template_sheet("jabatan", post_rows(pool.posts, pool.officials), "Peta jabatan JPT Pratama")
        ],
        "asesmen.xlsx": [sheets["asesmen"]],
        "kinerja.xlsx": [sheets["kinerja"]],
        "penguat.xlsx": [sheets["penguat"], sheets["pengembangan"]],
        "riwayat_disiplin.xlsx": [sheets["riwayat_jabatan"], sheets["disiplin"]],
        "pemantauan.xlsx": [template_sheet("pemantauan", checks, "Pemantauan dua bulan sesudah pelantikan")],
    }
