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


def test_finding_does_not_say_nearly_from_afar(person: Person, bands: Bands) -> None:
    said = profile_words.finding(person(1, performance_score=70.0, potential_score=78.9), bands)
    assert said == "Kinerja Anda sesuai ekspektasi. Potensial Anda menengah."


def test_sides_without_a_score_are_not_counted_as_short(sheet: Sheet) -> None:
    # differences: -10, +7, +8, unknown, +3
    assert profile_words.sides_title(sheet["sides"]) == "Tiga dari empat sisi memenuhi standar jabatan"
    assert profile_words.sides_title(sheet["sides"].iloc[1:3]) == "Semua dua sisi memenuhi standar jabatan"


def test_competencies_are_counted_now_and_for_the_next_jenjang(sheet: Sheet) -> None:
    assert profile_words.competency_title(sheet["competencies"]) == "Satu kompetensi kurang sekarang, tujuh untuk naik"
    top = sheet["competencies"].assign(gap=0.0, next_gap=math.nan)
    assert profile_words.competency_title(top) == "Semua kompetensi cukup sekarang"


def test_steps_mix_axes_and_the_largest_shortfall(sheet: Sheet) -> None:
    titles = [title for title, _ in profile_words.next_steps(sheet["lifts"], sheet["competencies"])]
    assert titles == [
        "Pengembangan kompetensi", "Ketua tim kerja", "Tingkatkan pengembangan diri dan orang lain",
    ]  # fmt: skip


def test_many_shortfalls_are_said_in_figures_to_keep_one_line(sheet: Sheet) -> None:
    low = sheet["competencies"].assign(gap=-1.0, next_gap=-2.0)
    assert profile_words.competency_title(low) == "9 kompetensi kurang sekarang, 9 untuk naik"


def test_advice_is_cut_between_clauses(sheet: Sheet) -> None:
    lift = sheet["lifts"].head(1).assign(text=f"Lengkapi bukti penghargaan; usulkan inovasi; {LONG}")
    ((_, effect),) = profile_words.next_steps(lift, sheet["competencies"].iloc[:0])
    assert effect.startswith("Lengkapi bukti penghargaan; usulkan inovasi. Potensial naik")


def test_step_says_its_effect_and_the_level_it_reaches(sheet: Sheet) -> None:
    (_, first), (_, second), (_, third) = profile_words.next_steps(sheet["lifts"], sheet["competencies"])
    assert first == "Ambil dua sertifikat lagi. Potensial naik dari 79,9 menjadi 82,4: tinggi."
    assert second.endswith("Kinerja naik dari 83,0 menjadi 86,8.")
    assert third.endswith("Ini memenuhi syarat jabatan sekarang: tingkat 3.")


def test_same_official_gives_the_same_sheet(person: Person, sheet: Sheet, facts: ProfileFacts) -> None:
    assert profile_html(person(1), **sheet, facts=facts) == profile_html(person(1), **sheet, facts=facts)
