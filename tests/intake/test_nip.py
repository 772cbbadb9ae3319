from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.errors import NipError
from talenta_lib.intake import Nip, parse_nip
from talenta_lib.intake.issues import Problem
from talenta_lib.intake.nip import check_nip, inspect_nip
from talenta_lib.intake.official import load_official
from talenta_lib.intake.parsed import Context

AS_OF = dt.date(2025, 10, 1)
GOOD = "198203142006041901"


def test_digits_say_birth_appointment_sex_and_serial() -> None:
    assert parse_nip(GOOD, as_of=AS_OF) == Nip(
        text=GOOD,
        kind="PNS",
        birth_date=dt.date(1982, 3, 14),
        appointment_year=2006,
        appointment_month=4,
        frequency=None,
        sex="L",
        serial="901",
    )


def test_nip_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse_nip(GOOD, as_of=AS_OF).text = "x"  # type: ignore[misc]


def test_pppk_code_is_a_count_of_agreements_and_no_month() -> None:
    nip = parse_nip("199005152023212901", as_of=AS_OF)
    assert (nip.kind, nip.frequency, nip.appointment_month, nip.sex) == ("PPPK", 21, None, "P")


@pytest.mark.parametrize(
    "written",
    [
        "'198203142006041901",
        "19820314 200604 1 901",
        "19820314.200604.1.901",
        "\ufeff198203142006041901",
        "198203142006\u200b041901",
        "\u00a0198203142006041901\u00a0",
        "\u2019198203142006041901",
    ],
)
def test_marks_around_the_digits_are_dropped(written: str) -> None:
    assert parse_nip(written, as_of=AS_OF).text == GOOD


@given(st.one_of(st.integers(), st.floats(), st.just(198203142006041901), st.just(1.98203142006042e17)))
def test_a_number_is_never_accepted(value: float) -> None:
    with pytest.raises(NipError, match="tersimpan sebagai angka"):
        parse_nip(value, as_of=AS_OF)


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"[0-9]{18}", fullmatch=True),
        st.from_regex(r"19[6-9][0-9]0[1-9]1[0-9]20[0-2][0-9]0[1-9][12]9[0-9]{2}", fullmatch=True),
    )
)
def test_any_text_is_a_nip_of_its_own_digits_or_a_problem(text: str) -> None:
    found = inspect_nip(text, Context(AS_OF, load_official(AS_OF)))
    assert isinstance(found, Problem) or found.text == re.sub("[^0-9]", "", text)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("1.98203142006042E+17", "tersimpan sebagai angka"),
        ("1,98203E+17", "tersimpan sebagai angka"),
        ("19820314200604190", "18 angka"),
        ("1982031420060419011", "18 angka"),
        ("", "18 angka"),
        ("19820314200604190X", "18 angka"),
        ("198202312006041901", "tanggal lahir"),
        ("198213142006041901", "tanggal lahir"),
        ("000103142006041901", "tanggal lahir"),
        ("198203142006001901", "tidak boleh 00"),
        ("198203142006043901", "Angka ke-15"),
        ("198203142006040901", "Angka ke-15"),
        ("198203142006041000", "tidak boleh 000"),
        ("198203142025111901", "sesudah tanggal data"),
        ("199003142026211901", "sesudah tanggal data"),
        ("199005152007041901", "di bawah 17 tahun"),
    ],
)
def test_an_impossible_nip_is_refused_with_a_remedy(written: str, problem: str) -> None:
    with pytest.raises(NipError, match=problem) as caught:
        parse_nip(written, as_of=AS_OF)
    assert caught.value.remedy.endswith(".")


def test_appointment_in_the_month_of_the_round_is_accepted() -> None:
    assert parse_nip("200001012025101901", as_of=AS_OF).appointment_month == 10


def test_seventeen_on_the_last_day_of_the_month_of_appointment_is_accepted() -> None:
    # Born 30 April 1990: 17 years old on 30 April 2007, the last day of the month of appointment.
    assert parse_nip("199004302007041901", as_of=AS_OF).appointment_year == 2007


def test_jenis_pegawai_wins_over_the_code() -> None:
    nip = parse_nip("199005152023042901", as_of=AS_OF, jenis_pegawai="PPPK")
    assert (nip.kind, nip.frequency, nip.appointment_month) == ("PPPK", 4, None)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (GOOD, []),
        ("198203142006131901", ["nip_kode_tidak_dikenal"]),
        ("198203142006201901", ["nip_kode_tidak_dikenal"]),
        ("198203142006211901", []),
        ("196003142006041901", ["nip_usia_tinggi"]),  # 2006 - 1960 = 46, above 45
        ("196103142006041901", []),  # 45
    ],
)
def test_unusual_codes_and_ages_are_warnings_only(written: str, codes: list[str], context: Context) -> None:
    nip = parse_nip(written, as_of=AS_OF)
    assert [problem.code for problem in check_nip(nip, context.official)] == codes
