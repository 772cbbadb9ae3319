from __future__ import annotations

import csv
import datetime as dt
import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook

from talenta_lib.intake import Intake, SourceSpec, read_tables
from talenta_lib.round import RoundResult, run_round

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PROFILE = SAMPLE / "profil-talenta-2025"
POOL = SAMPLE / "talent-pool-2024"
Cell = object
Row = dict[str, str]


def read_key(folder: Path, name: str) -> list[Row]:
    with (folder / "kunci" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_sheet(folder: Path, file: str, sheet: str) -> list[list[Cell]]:
    path = folder / "masukan" / file
    if path.suffix == ".csv":
        encoding, delimiter = ("cp1252", ";") if folder == PROFILE else ("utf-8-sig", ",")
        with path.open(encoding=encoding, newline="") as stream:
            return [list(row) for row in csv.reader(stream, delimiter=delimiter)]
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def read_round(folder: Path) -> Intake:
    settings = yaml.safe_load((folder / "putaran.yaml").read_text(encoding="utf-8"))
    sources = {
        folder / entry["path"]: SourceSpec(layout=entry["layout"], date=entry["per"], name=entry["nama"])
        for entry in settings["berkas"]
    }
    return read_tables(list(sources), as_of=settings["as_of"], sources=sources)


def planted_cell(folder: Path, plant: Row) -> Cell:
    rows = read_sheet(folder, plant["file"], plant["sheet"])
    header = next(row for row in rows if plant["column"] in row)
    return rows[int(plant["row"]) - 1][header.index(plant["column"])]


def plants(folder: Path, code: str) -> list[Row]:
    found = [plant for plant in read_key(folder, "kesalahan.csv") if plant["code"] == code]
    assert found, code
    return found


@pytest.fixture(scope="module")
def intakes() -> dict[Path, Intake]:
    return {folder: read_round(folder) for folder in (PROFILE, POOL)}


@pytest.fixture(scope="module")
def runs() -> dict[Path, RoundResult]:
    return {folder: run_round(folder) for folder in (PROFILE, POOL)}


def test_generator_reproduces_the_committed_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLE / "generate.py", "--out", tmp_path], check=True)
    made = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(SAMPLE): path
        for folder in (PROFILE, POOL)
        for path in folder.rglob("*")
        if path.is_file()
    } | {Path("README.md"): SAMPLE / "README.md"}  # fmt: skip
    digest = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in made.items()}
    assert digest == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in kept.items()}


def test_sample_stays_under_three_megabytes() -> None:
    written = [path for folder in (PROFILE, POOL) for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in written) < 3_000_000


def test_profile_round_has_505_posts_of_which_seven_heads_are_vacant(intakes: dict[Path, Intake]) -> None:
    posts = intakes[PROFILE].tables["jabatan"]
    jenjang = posts["eselon"].str.split(".").str[0].value_counts().to_dict()
    assert jenjang == {"II": 35, "III": 131, "IV": 339}
    vacant = posts[posts["holder_nip"].isna()]
    assert sorted(vacant["jabatan"]) == [
        "Inspektur", "Kepala Badan Keuangan Daerah", "Kepala Dinas Kesehatan",
        "Kepala Dinas Komunikasi dan Informatika", "Kepala Dinas Perhubungan", "Kepala Dinas Perikanan",
        "Kepala Dinas Sosial",
    ]  # fmt: skip


def test_every_holder_survives_the_planted_dirt(intakes: dict[Path, Intake]) -> None:
    for folder, people in ((PROFILE, 498), (POOL, 25)):
        tables = intakes[folder].tables
        holders = set(tables["jabatan"]["holder_nip"].dropna())
        assert len(holders) == people
        for table in ("pegawai", "asesmen", "kinerja", "riwayat_jabatan"):
            assert holders <= set(tables[table]["nip"]), table


def test_every_nip_has_a_serial_of_nine_hundred() -> None:
    for folder in (PROFILE, POOL):
        nips = [row["nip"] for row in read_key(folder, "pegawai.csv")]
        assert len(nips) == len(set(nips))
        assert all(len(nip) == 18 and nip[15] == "9" for nip in nips)


def test_names_are_unique_and_marked_synthetic() -> None:
    for folder in (PROFILE, POOL):
        names = [row["nama"] for row in read_key(folder, "pegawai.csv")]
        assert len(names) == len(set(names))
        assert yaml.safe_load((folder / "putaran.yaml").read_text(encoding="utf-8"))["sintetis"] is True
    assert "DATA SINTETIS" in (SAMPLE / "README.md").read_text(encoding="utf-8")


def test_intake_reports_exactly_the_planted_dirt(intakes: dict[Path, Intake]) -> None:
    for folder in (PROFILE, POOL):
        planted = Counter(
            (plant["file"], plant["sheet"], int(plant["row"]), plant["column"], plant["severity"], plant["code"])
            for plant in read_key(folder, "kesalahan.csv")
            if plant["code"]
        )
        issues = intakes[folder].issues
        on_rows = issues[issues["row"].notna()]
        found = Counter(
            (Path(row.file).name, row.sheet, int(row.row), row.column, row.severity, row.code)
            for row in on_rows.itertuples()
        )
        assert found == planted


def test_fatal_dirt_stands_on_extra_rows_only() -> None:
    officials = {row["nip"] for row in read_key(PROFILE, "pegawai.csv")}
    fatal = [plant for plant in read_key(PROFILE, "kesalahan.csv") if plant["severity"] == "fatal"]
    for plant in fatal:
        row = read_sheet(PROFILE, plant["file"], plant["sheet"])[int(plant["row"]) - 1]
        assert not officials & {str(cell) for cell in row}


def test_planted_cells_hold_what_the_key_says() -> None:
    assert all(isinstance(planted_cell(PROFILE, plant), float) for plant in plants(PROFILE, "nip_angka"))
    assert [len(str(planted_cell(PROFILE, plant))) for plant in plants(PROFILE, "nip_panjang")] == [17]
    assert str(planted_cell(PROFILE, plants(PROFILE, "nip_tanggal")[0]))[4:8] == "0231"
    assert planted_cell(PROFILE, plants(PROFILE, "nilai_di_luar_rentang")[0]) == 640
    assert all(str(planted_cell(PROFILE, plant)).startswith("Plt. ") for plant in plants(PROFILE, "plt_dalam_jabatan"))
    for plant in plants(PROFILE, "duplikat"):
        rows = read_sheet(PROFILE, plant["file"], plant["sheet"])
        assert rows.index(rows[int(plant["row"]) - 1]) < int(plant["row"]) - 1


def test_cleaning_restores_the_true_rows(intakes: dict[Path, Intake]) -> None:
    for folder in (PROFILE, POOL):
        clean = intakes[folder].tables["pegawai"].set_index("nip")
        for true in read_key(folder, "pegawai.csv"):
            row = clean.loc[true["nip"]]
            assert (row["nama"], row["golongan"], row["education_level"]) == (
                true["nama"], true["golongan"], true["education_level"],
            )  # fmt: skip
            assert f"{row['jabatan_start_date']:%Y-%m-%d}" == true["jabatan_start_date"]


def test_expected_boxes_are_spread_and_27_cannot_be_told() -> None:
    boxes = Counter(row["kotak"] for row in read_key(PROFILE, "nilai.csv"))
    assert boxes.pop("") == 27
    people = sum(boxes.values())
    assert people == 471
    assert 0.28 <= sum(boxes[box] for box in "789") / 498 <= 0.34
    assert 0.40 <= sum(boxes[box] for box in "456") / 498 <= 0.48
    assert 0.18 <= sum(boxes[box] for box in "123") / 498 <= 0.25
    assert min(boxes.values()) >= 8


def test_talenta_and_the_generator_read_the_scheme_alike(runs: dict[Path, RoundResult]) -> None:
    people = runs[PROFILE].people.set_index("nip")
    for row in read_key(PROFILE, "nilai.csv"):
        person = people.loc[row["nip"]]
        assert person["performance_low"] == pytest.approx(float(row["performance_low"]), abs=1e-6)
        assert person["performance_high"] == pytest.approx(float(row["performance_high"]), abs=1e-6)
        assert person["potential_low"] == pytest.approx(float(row["potential_low"]), abs=1e-6)
        assert person["potential_high"] == pytest.approx(float(row["potential_high"]), abs=1e-6)
        assert person["possible_kotak"] == row["possible_kotak"]


def test_a_typical_official_falls_short_in_one_to_four_competencies(runs: dict[Path, RoundResult]) -> None:
    jpm_bounds = {PROFILE: (82, 86), POOL: (88, 96)}
    for folder, (low, high) in jpm_bounds.items():
        known = runs[folder].competencies.dropna(subset=["level"])
        short = (known["gap"] < 0).groupby(known["nip"]).sum()
        assert short.between(1, 4).mean() >= 0.7
        assert (short > 6).mean() < 0.05
        assert (known["level"] % 0.5 == 0).all()
        jpm = runs[folder].components.query("component == 'penilaian_kompetensi'")["score"]
        assert low < jpm.mean() < high
        assert 4 < jpm.std() < 10


def test_a_typical_official_meets_three_or_four_of_the_five_sides(runs: dict[Path, RoundResult]) -> None:
    sides = runs[PROFILE].sides.dropna(subset=["score", "standard"])
    met = (sides["score"] >= sides["standard"]).groupby(sides["nip"]).sum()
    assert met.between(3, 4).mean() > 0.5
    assert (met < 2).mean() < 0.05


def test_five_of_the_seven_vacant_heads_have_a_ready_candidate(runs: dict[Path, RoundResult]) -> None:
    run = runs[PROFILE]
    heads = set(run.posts.query("is_head and is_vacant")["jabatan_id"])
    ready = set(run.candidates.query("readiness == 'siap'")["jabatan_id"])
    assert len(heads) == 7
    assert len(heads & ready) == 5


def test_two_offices_hold_16_of_the_27_gaps() -> None:
    offices = {row["nip"]: row["opd"] for row in read_key(PROFILE, "pegawai.csv")}
    gaps = Counter(offices[row["nip"]] for row in read_key(PROFILE, "nilai.csv") if not row["kotak"])
    assert gaps["Dinas Pendidikan dan Kebudayaan"] == 9
    assert gaps["Dinas Kesehatan"] == 7


def test_29_officials_of_eselon_two_and_three_retire_before_2028(intakes: dict[Path, Intake]) -> None:
    ages = {"II": 60, "III": 58}
    months = Counter()
    for row in read_key(PROFILE, "pegawai.csv"):
        limit = ages.get(row["eselon"].split(".")[0])
        if row["jabatan_id"] and limit:
            birth = dt.date.fromisoformat(row["birth_date"])
            year, month = birth.year + limit + birth.month // 12, birth.month % 12 + 1
            months[(year, month)] += 1
    soon = {when: count for when, count in months.items() if when < (2028, 1)}
    assert min(soon) > (2025, 10)
    assert sum(soon.values()) == 29
    assert sum(count for (year, month), count in soon.items() if year == 2027 and month <= 6) == 10


def test_careers_are_coherent(intakes: dict[Path, Intake]) -> None:
    for folder in (PROFILE, POOL):
        people = [row for row in read_key(folder, "pegawai.csv") if row["jenis_pegawai"] == "PNS"]
        for row in people:
            assert 22 <= int(row["cpns_start_date"][:4]) - int(row["birth_date"][:4]) <= 35
            assert row["cpns_start_date"] < row["golongan_start_date"]
            assert row["cpns_start_date"] < row["jabatan_start_date"]
        history = intakes[folder].tables["riwayat_jabatan"]
        held = history[history["status"] == "definitif"].sort_values(["nip", "start_date"])
        following = held.groupby("nip")["start_date"].shift(-1)
        assert (held["end_date"] < following)[following.notna()].all()


def test_simata_differs_from_the_expected_scores_only_where_the_key_says(intakes: dict[Path, Intake]) -> None:
    given = intakes[PROFILE].tables["asesmen"].dropna(subset=["performance_score"]).set_index("nip")
    assert len(given) == 120
    expected = {row["nip"]: row for row in read_key(PROFILE, "nilai.csv")}
    differing = {
        nip
        for nip, score in given["performance_score"].items()
        if not expected[nip]["performance_score"] or abs(score - float(expected[nip]["performance_score"])) > 0.01
    }
    assert differing == {row["nip"] for row in read_key(PROFILE, "selisih_simata.csv")}


def test_pool_plan_moves_20_and_keeps_5_and_no_swap_is_better(intakes: dict[Path, Intake]) -> None:
    plan = read_key(POOL, "rencana.csv")
    assert Counter(row["moves"] for row in plan) == {"ya": 20, "tidak": 5}
    assert {row["jabatan_id"] for row in plan} == {row["planned_jabatan_id"] for row in plan}
    tables = intakes[POOL].tables
    names = [name for name in tables["jabatan"].columns if name.startswith("required_") and name.endswith("_level")]
    asked = tables["jabatan"].set_index("jabatan_id")[names]
    reached = tables["asesmen"].set_index("nip")[[name.removeprefix("required_") for name in names]]

    def fit(nip: str, post: str) -> float:
        need = asked.loc[post].to_numpy()
        return float(100 * reached.loc[nip].clip(upper=need).sum() / need.sum())

    for row in plan:
        assert fit(row["nip"], row["planned_jabatan_id"]) == pytest.approx(float(row["kesesuaian_planned"]), abs=1e-4)
    for first in plan:
        for second in plan:
            kept = float(first["kesesuaian_planned"]) + float(second["kesesuaian_planned"])
            swapped = fit(first["nip"], second["planned_jabatan_id"]) + fit(second["nip"], first["planned_jabatan_id"])
            assert swapped <= kept + 1e-3


def test_pool_is_monitored_three_times_with_one_reference_person(intakes: dict[Path, Intake]) -> None:
    checks = intakes[POOL].tables["pemantauan"]
    assert checks.groupby("nip")["check_day"].apply(list).map(tuple).value_counts().to_dict() == {(0, 30, 60): 25}
    progress = read_key(POOL, "pemantauan.csv")
    reference = [row["nip"] for row in progress if row["reference"] == "ya"]
    planned = {row["nip"]: row["planned_jabatan"] for row in read_key(POOL, "rencana.csv")}
    assert [planned[nip] for nip in reference] == ["Asisten III Bidang Administrasi Umum"]


def test_pool_has_every_score_the_other_schemes_ask_for(intakes: dict[Path, Intake]) -> None:
    tables = intakes[POOL].tables
    ratings = ["kinerja_penguat_score", "tugas_tambahan_score", "inovasi_score", "kehadiran_score"]
    assert tables["kinerja"][ratings].notna().all(axis=None)
    assert tables["asesmen"]["potkom_score"].notna().all()
    assert tables["asesmen"]["performance_score"].isna().all()
