"""The table of rules and the suggestions, as people read them."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

from talenta_lib.errors import RegulationError
from talenta_lib.regulations import load_development, load_rules, render_value, rules_table
from talenta_lib.terms import COMPETENCY_LABELS, SIDE_LABELS

TODAY = dt.date(2026, 10, 1)


def test_table_has_one_row_per_rule_in_force() -> None:
    table = rules_table(TODAY)
    assert list(table["rule"]) == list(load_rules(TODAY))
    assert list(table.columns) == [
        "topic", "rule", "label", "value", "unit", "severity", "citation", "evidence", "effective", "source",
    ]  # fmt: skip
    assert table["effective"].dtype == "datetime64[ns]"


def test_topic_narrows_the_table() -> None:
    assert list(rules_table(TODAY, "pensiun")["rule"]) == [
        "bup_years", "bup_effective", "promotion_remaining_years",
    ]  # fmt: skip


def test_unknown_topic_suggests_the_closest() -> None:
    with pytest.raises(RegulationError, match="Maksud Anda 'pensiun'"):
        rules_table(TODAY, "pensiunan")


def test_repealed_rule_is_not_listed() -> None:
    assert "jpt_replacement_ban_years" in set(rules_table(dt.date(2023, 1, 1))["rule"])
    assert "jpt_replacement_ban_years" not in set(rules_table(TODAY)["rule"])


def test_row_carries_citation_and_date() -> None:
    row = rules_table(TODAY, "mutasi").set_index("rule").loc["min_tenure_years"]
    assert row["value"] == "2"
    assert row["citation"] == "PP 11/2017, Pasal 190 ayat (3)"
    assert row["source"].startswith("dirbkpsdm.parigimoutongkab.go.id")
    assert row["effective"] == pd.Timestamp("2017-04-07")
    assert row["severity"] == "warn"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2, "2"),
        (0.5, "0,5"),
        (True, "ya"),
        ("first_of_next_month", "tanggal 1 bulan berikutnya"),
        (dt.date(2025, 6, 30), "30 Juni 2025"),
        ([7, 8, 9], "7; 8; 9"),
        ({"jpt_pratama": 60, "jf": {"ahli_utama": 65}}, "JPT Pratama: 60; JF: ahli utama 65"),
        ([{"code": "MS", "label": "Memenuhi Syarat", "at_least": 80}], "MS, Memenuhi Syarat, mulai 80"),
        ({"high": {"low": 4, "medium": 7}}, "tinggi: rendah 4, menengah 7"),
        ([{"code": "x", "jenjang": None}], "x"),
    ],
)
def test_value_is_said_in_indonesian(value: object, text: str) -> None:
    assert render_value(value) == text


def test_no_value_shows_a_code_word_or_an_english_key() -> None:
    english = re.compile(r"\b(low|high|medium|code|label|order|min|max|from|kind|performance|potential|year|score)\b")
    shown = rules_table(TODAY).set_index("rule")["value"]
    assert [rule for rule, text in shown.items() if "_" in text or english.search(text)] == []


def test_every_competency_and_side_has_a_short_suggestion() -> None:
    suggestions = load_development()
    assert set(COMPETENCY_LABELS) | set(SIDE_LABELS) - {"pendidikan"} <= set(suggestions)
    assert all(20 <= len(text) <= 120 for text in suggestions.values())
