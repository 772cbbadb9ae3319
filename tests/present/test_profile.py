"""The Lembar Profil is one page, names one official, and never turns a missing value into a low one."""

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pypdf
import pytest

from talenta_lib.present import profile_words
from talenta_lib.present.lattice import Bands
from talenta_lib.present.pdf import html_to_pdf
from talenta_lib.present.profile import ProfileFacts, densities, profile_html

Person = Callable[..., dict[str, Any]]
Sheet = dict[str, pd.DataFrame]
LONG = "Pemberdayaan Lembaga Kemasyarakatan, Lembaga Adat, dan Masyarakat Hukum Adat "
WAITING = {"kotak": pd.NA, "performance_score": math.nan, "performance_low": 48.0, "performance_high": 88.0,
           "missing": "Umpan balik 360°; Ketua tim kerja", "possible_kotak": "3;5;7"}  # fmt: skip


@pytest.fixture(name="facts")
def _facts(bands: Bands) -> ProfileFacts:
    return ProfileFacts(bands, dt.date(2025, 10, 1), "Kepka BKN 411/2025", "", "BKPSDM", dt.date(2025, 10, 31))


def pages(body: str, path: Path) -> int:
    html = densities(body, title="Lembar", classification="DATA SINTETIS", fingerprint="7c41e09b")
    return len(pypdf.PdfReader(html_to_pdf(html, path, title="Lembar")).pages)


def test_plain_sheet_is_one_page(tmp_path: Path, person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    assert pages(profile_html(person(1), **sheet, facts=facts), tmp_path / "a.pdf") == 1


def test_long_texts_and_sixteen_components_stay_on_one_page(
    tmp_path: Path, person: Person, sheet: Sheet, facts: ProfileFacts
) -> None:
    long = {
        "components": pd.concat([sheet["components"], sheet["components"].iloc[:5]]).assign(label=LONG, source=LONG),
        "sides": sheet["sides"],
        "competencies": sheet["competencies"].assign(development=LONG * 3),
        "lifts": sheet["lifts"].assign(text=LONG * 3, title="Pengembangan kompetensi dan pelatihan"),
    }
    official = person(1, **WAITING, nama=f"Dr. Hj. {LONG * 2}, S.Sos., M.Si.", jabatan=f"Kepala Bidang {LONG * 3}")
    official["missing"] = "; ".join([LONG] * 4)
    assert pages(profile_html(official, **long, facts=facts), tmp_path / "a.pdf") == 1


def test_sheet_without_any_data_is_one_page(tmp_path: Path, person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    empty = {name: table.iloc[:0] for name, table in sheet.items()}
    gaps = {"assessment_date": pd.NaT, "assessment_valid_until": pd.NaT, "jabatan_start_date": pd.NaT, "pangkat": pd.NA}
    body = profile_html(person(1, **WAITING, **gaps), **empty, facts=facts)
    assert "Asesmen belum ada." in body
    assert "nan" not in body.lower()
    assert pages(body, tmp_path / "a.pdf") == 1


def test_undetermined_kotak_is_said_not_to_be_low(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    body = profile_html(person(1, **WAITING), **sheet, facts=facts)
    assert (
        "Kotak belum dapat ditetapkan: Umpan balik 360° dan Ketua tim kerja belum ada. Ini bukan nilai rendah." in body
    )
    assert "Mungkin kotak 3 atau 5 atau 7." in body
    assert "48,0–88,0" in body


def test_many_missing_components_are_counted_not_cut(person: Person, bands: Bands) -> None:
    official = person(1, **{**WAITING, "missing": "; ".join([LONG.strip()] * 4)})
    said = profile_words.finding(official, bands)
    assert said.startswith(f"Kotak belum dapat ditetapkan: {LONG.strip()} dan 3 data lain belum ada.")


def test_the_origin_of_a_number_is_not_cut(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    parts = sheet["components"].assign(observed="10 tahun; 7 jabatan di 4 OPD; Plt setara", source="kinerja_2024.csv")
    parts.loc[0, ["is_missing", "score", "missing_reason"]] = [True, math.nan, "asesmen kedaluwarsa (14-07-2021)"]
    body = profile_html(person(1), **{**sheet, "components": parts}, facts=facts)
    assert "…" not in body
    assert "Penghargaan: 10 tahun; 7 jabatan di 4 OPD; Plt setara" in body
    assert "<td>kinerja_2024, 31-01-2025</td>" in body
    assert "<td>asesmen kedaluwarsa (14-07-2021)</td>" in body


def test_markup_in_any_text_is_escaped(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    tables = {
        "components": sheet["components"].assign(label=nasty, observed=nasty, source=nasty),
        "sides": sheet["sides"],
        "competencies": sheet["competencies"].assign(development=nasty),
        "lifts": sheet["lifts"].assign(title=nasty, text=nasty),
    }
    body = profile_html(person(1, nama=nasty, jabatan=nasty, pangkat=nasty, eselon="III.a"), **tables, facts=facts)
    assert "<img" not in body


def test_sheet_speaks_of_where_and_until_when_to_correct(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    body = profile_html(person(1), **sheet, facts=facts)
    assert "Ajukan perbaikan ke BKPSDM paling lambat 31 Oktober 2025" in body
    assert "Asesmen 24-04-2024 berlaku sampai 24-04-2027." in body


def test_expired_assessment_is_not_called_valid(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    old = person(1, assessment_valid_until=pd.Timestamp(2025, 9, 30))
    assert "hanya berlaku sampai 30-09-2025" in profile_html(old, **sheet, facts=facts)


def test_nearly_reached_level_says_how_much_is_lacking(person: Person, bands: Bands) -> None:
    said = profile_words.finding(person(1, performance_score=83.0, potential_score=79.9), bands)
    assert said == "Kinerja Anda di atas ekspektasi. Potensial Anda hampir tinggi: kurang 0,1 angka."


def test_a_hair_under_a_cut_off_says_the_real_gap(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    official = person(1, performance_score=83.0, potential_score=59.991, potential_level="low", kotak=4)
    body = profile_html(official, **sheet, facts=facts)
    assert "Potensial Anda hampir menengah: kurang 0,01 angka." in body
    assert '<td class="r">59,99</td>' in body
    assert ">60,0<" not in body


def test_a_certain_kotak_is_not_promised(person: Person) -> None:
    shares = {f"p_{kotak}": 0.0 for kotak in range(1, 10)} | {"p_9": 0.9985}
    title, _ = profile_words.kotak_title(person(1, kotak=9, **shares))
    assert title == "Kotak 9, peluang lebih dari 99%"


def test_finding_does_not_say_nearly_from_afar(person: Person, bands: Bands) -> None:
    said = profile_words.finding(person(1, performance_score=70.0, potential_score=78.9), bands)
    assert said == "Kinerja Anda sesuai ekspektasi. Potensial Anda menengah."


def test_sides_without_a_score_are_not_counted_as_short(sheet: Sheet) -> None:
    # differences: -10, +7, +8, unknown, +3
    assert profile_words.sides_title(sheet["sides"]) == "Tiga dari empat sisi memenuhi standar jabatan"
    unknown = sheet["sides"].assign(difference=[math.nan, 7.0, 8.0, math.nan, math.nan])
    assert profile_words.sides_title(unknown) == "Kedua sisi yang dinilai memenuhi standar"


def test_a_difference_of_float_dust_is_no_shortfall(sheet: Sheet) -> None:
    assert profile_words.sides_title(sheet["sides"].assign(difference=-1e-12)) == "Kelima sisi memenuhi standar jabatan"
    short = sheet["sides"].assign(difference=-0.3)
    assert profile_words.sides_title(short) == "Belum ada sisi yang memenuhi standar jabatan"


def test_competencies_are_counted_now_and_for_the_next_jenjang(sheet: Sheet) -> None:
    assert profile_words.competency_title(sheet["competencies"]) == "Satu kompetensi kurang sekarang, tujuh untuk naik"
    top = sheet["competencies"].assign(gap=0.0, next_gap=math.nan)
    assert profile_words.competency_title(top) == "Semua kompetensi cukup sekarang"


def steps(sheet: Sheet, **official: Any) -> list[tuple[str, str]]:
    cuts: Bands = {"performance": (60.0, 80.0), "potential": (60.0, 80.0)}
    return profile_words.next_steps({"kotak": 7, **official}, sheet["lifts"], sheet["competencies"], cuts)


MISSING = {"title": "Ikuti asesmen ulang", "text": "Kedaluwarsa: penilaian potensi.", "axis": "potential",
           "from_score": 45.2, "to_score": 90.2, "is_missing": True}  # fmt: skip


def with_missing(sheet: Sheet, *rows: dict[str, Any]) -> Sheet:
    return {**sheet, "lifts": pd.concat([pd.DataFrame(rows), sheet["lifts"]], ignore_index=True)}


def test_completing_the_assessment_is_the_first_step(sheet: Sheet) -> None:
    found = steps(with_missing(sheet, MISSING), kotak=pd.NA)
    assert [title for title, _ in found] == ["Ikuti asesmen ulang", "Pengembangan kompetensi", "Ketua tim kerja"]
    assert found[0][1] == (
        "Kedaluwarsa: penilaian potensi. Tanpa data ini potensial Anda hanya diketahui antara 45,2 dan 90,2. "
        "Dengan data ini kotak dapat ditetapkan."
    )


def test_one_of_two_open_axes_alone_does_not_promise_a_kotak(sheet: Sheet) -> None:
    other = {**MISSING, "title": "Lengkapi data kinerja", "axis": "performance"}
    (_, first), (_, second), _ = steps(with_missing(sheet, MISSING, other), kotak=pd.NA)
    assert "kotak" not in first
    assert second.endswith("Dengan dua langkah ini kotak dapat ditetapkan.")


def test_a_known_kotak_is_not_promised_again(sheet: Sheet) -> None:
    assert "kotak" not in steps(with_missing(sheet, MISSING), kotak=5)[0][1]


def test_a_step_never_rounds_across_a_cut_off(sheet: Sheet) -> None:
    lift = sheet["lifts"].head(1).assign(from_score=59.991, to_score=79.9972, to_level="medium")
    assert steps({**sheet, "lifts": lift})[0][1].endswith("Potensial naik dari 59,99 menjadi 79,997.")


def test_steps_mix_axes_and_the_largest_shortfall(sheet: Sheet) -> None:
    titles = [title for title, _ in steps(sheet)]
    assert titles == [
        "Pengembangan kompetensi", "Ketua tim kerja", "Tingkatkan pengembangan diri dan orang lain",
    ]  # fmt: skip


def test_many_shortfalls_are_said_in_figures_to_keep_one_line(sheet: Sheet) -> None:
    low = sheet["competencies"].assign(gap=-1.0, next_gap=-2.0)
    assert profile_words.competency_title(low) == "9 kompetensi kurang sekarang, 9 untuk naik"


def test_advice_is_cut_between_clauses(sheet: Sheet) -> None:
    lift = sheet["lifts"].head(1).assign(text=f"Lengkapi bukti penghargaan; usulkan inovasi; {LONG}")
    ((_, effect),) = steps({"lifts": lift, "competencies": sheet["competencies"].iloc[:0]})
    assert effect.startswith("Lengkapi bukti penghargaan; usulkan inovasi. Potensial naik")


def test_step_says_its_effect_and_the_level_it_reaches(sheet: Sheet) -> None:
    (_, first), (_, second), (_, third) = steps(sheet)
    assert first == "Ambil dua sertifikat lagi. Potensial naik dari 79,9 menjadi 82,4: tinggi."
    assert second.endswith("Kinerja naik dari 83,0 menjadi 86,8.")
    assert third.endswith("Ini memenuhi syarat jabatan sekarang: tingkat 3.")


def test_same_official_gives_the_same_sheet(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    assert profile_html(person(1), **sheet, facts=facts) == profile_html(person(1), **sheet, facts=facts)
