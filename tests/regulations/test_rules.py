"""Rules as dated, cited data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenta_lib.errors import RegulationError
from talenta_lib.regulations import load_rules
from talenta_lib.regulations.rules import RULES_FOLDER, read_entries, rules_in_force
from talenta_lib.terms import COMPETENCY_LABELS, ESELON_JENJANG, Recommendation

TODAY = dt.date(2026, 10, 1)
REQUIRED = {
    "manajemen_talenta": "kotak_map kotak_description kotak_actions kotak_recommendation krs_kotak krs_order "
    "talenta_stages selection_min_applicants legal_chain",
    "kinerja": "predikat_matrix predikat_distribution performance_level_from_predikat",
    "kompetensi": "competencies required_competency_level potensi_aspects jpm_category_selection jpm_category_mapping "
    "jpm_category_kkp_jpt jpm_category_kkp_other assessment_validity_years assessment_same_jenjang",
    "jabatan": "golongan pppk_golongan eselon eselon_golongan_siasn eselon_golongan_structural kedudukan_hukum "
    "kedudukan_hukum_active jf_equivalence",
    "persyaratan": "jpt_pratama_max_age_years jpt_pratama_experience_years jpt_pratama_feeder_years min_education "
    "administrator_feeder_years pengawas_feeder_years good_predikat_years min_golongan_practice pns_status "
    "feeder_field education_order education_transition",
    "mutasi": "min_tenure_years max_tenure_years early_move_reasons jpt_move_conditions_inside "
    "jpt_move_conditions_vacant imut_time_rules",
    "persetujuan": "pilkada_ban pj_head_consent new_head_consent_months imut_sla_days dukcapil_consent "
    "inspektorat_consent sekda_post sekda_own_procedure jpt_move_coordination",
    "disiplin": "hukdis_levels absence_table hukdis_under_way",
    "pensiun": "bup_years bup_effective promotion_remaining_years",
    "nip": "nip_format",
    "kerahasiaan": "dropped_columns restricted_data breach_notice_hours access_request_hours "
    "public_information_exception small_cell_minimum",
    "pemantauan": "monitoring_days improvement_months",
}
ENTRY = """
{rule}:
  label: Contoh
  severity: {severity}
  values:
    2020-01-01:
      value: 1
      citation: {{instrument: PP 1/2020, source: contoh, evidence: {evidence}, official: {official}}}
    2022-01-01:
      value: 2
      citation: {{instrument: PP 2/2022, source: contoh, evidence: S, official: true}}
    2024-01-01:
      value: null
      citation: {{instrument: PP 3/2024, source: contoh, evidence: S, official: true}}
"""


def write_rules(
    folder: Path, name: str = "contoh", *, rule: str = "limit", severity: str = "warn", evidence: str = "S",
    official: str = "true",
) -> None:  # fmt: skip
    text = ENTRY.format(rule=rule, severity=severity, evidence=evidence, official=official)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("topic", "ids"), REQUIRED.items())
def test_topic_has_its_rules(topic: str, ids: str) -> None:
    rules = load_rules(TODAY)
    assert [rule for rule in ids.split() if rule not in rules or rules[rule].topic != topic] == []


def test_only_official_texts_that_were_read_may_block() -> None:
    blocks = [
        dated.citation
        for entry in read_entries(RULES_FOLDER).values()
        if entry.severity == "block"
        for dated in entry.values.values()
    ]
    assert blocks
    assert all(citation.evidence == "S" and citation.official for citation in blocks)


def test_block_without_official_text_is_refused(tmp_path: Path) -> None:
    write_rules(tmp_path, severity="block", official="false")
    with pytest.raises(RegulationError, match=r"contoh\.yaml tidak sah: limit: .*naskah resmi"):
        read_entries(tmp_path)


def test_value_without_citation_or_with_an_unknown_evidence_tag_is_refused(tmp_path: Path) -> None:
    write_rules(tmp_path, evidence="Z")
    with pytest.raises(RegulationError, match="evidence: isi 'Z' tidak dikenal"):
        read_entries(tmp_path)
    uncited = tmp_path / "uncited"
    uncited.mkdir()
    text = "limit: {label: A, severity: warn, values: {2020-01-01: {value: 1}}}"
    (uncited / "contoh.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegulationError, match="citation: isian wajib belum ada"):
        read_entries(uncited)


def test_inference_is_refused_as_block_even_when_marked_official(tmp_path: Path) -> None:
    write_rules(tmp_path, severity="block", evidence="I")
    with pytest.raises(RegulationError, match="naskah resmi"):
        read_entries(tmp_path)


@pytest.mark.parametrize(("day", "value"), [("2020-01-01", 1), ("2021-12-31", 1), ("2022-01-01", 2), ("2023-12-31", 2)])
def test_value_of_the_day_is_the_latest_started(tmp_path: Path, day: str, value: int) -> None:
    write_rules(tmp_path)
    assert rules_in_force(read_entries(tmp_path), dt.date.fromisoformat(day))["limit"].value == value


@pytest.mark.parametrize("day", ["2019-12-31", "2024-01-01", "2030-01-01"])
def test_rule_before_its_start_or_after_its_end_raises(tmp_path: Path, day: str) -> None:
    write_rules(tmp_path)
    rules = rules_in_force(read_entries(tmp_path), dt.date.fromisoformat(day))
    assert "limit" not in rules
    assert not rules.in_force("limit")
    with pytest.raises(RegulationError, match="'limit' tidak berlaku pada"):
        rules["limit"]


def test_repealed_rule_is_not_applied() -> None:
    before, after = load_rules(dt.date(2023, 10, 30)), load_rules(dt.date(2023, 10, 31))
    assert before["jpt_replacement_ban_years"].value == 2
    assert "jpt_replacement_ban_years" not in after
    with pytest.raises(RegulationError, match="31 Oktober 2023"):
        after["jpt_replacement_ban_years"]


def test_unknown_rule_suggests_the_closest() -> None:
    with pytest.raises(RegulationError, match="Maksud Anda 'min_tenure_years'"):
        load_rules(TODAY)["min_tenur_years"]
    with pytest.raises(RegulationError, match="tidak dikenal"):
        load_rules(TODAY).in_force("min_tenur_years")


def test_get_gives_the_default_for_a_rule_not_in_force() -> None:
    assert load_rules(TODAY).get("jpt_replacement_ban_years") is None


def test_changing_a_value_does_not_change_the_law() -> None:
    load_rules(TODAY)["krs_kotak"].value.append(1)
    assert load_rules(TODAY)["krs_kotak"].value == [7, 8, 9]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("limit: {label: A, severity: warn}", "limit > values: isian wajib belum ada"),
        ("limit: {label: A, severity: keras, values: {}}", "limit > severity: isi 'keras' tidak dikenal"),
        ("limit: {label: A, severity: warn, nilai: 1, values: {}}", "limit > nilai: isian tidak dikenal"),
        ("limit: [1", "rusak"),
        ("limit: {}\nlimit: {}", "kunci 'limit' tertulis dua kali"),
    ],
)
def test_malformed_file_names_file_entry_and_fault(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "contoh.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegulationError, match=r"contoh\.yaml") as caught:
        read_entries(tmp_path)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_rule_id_stands_in_one_file_only(tmp_path: Path) -> None:
    write_rules(tmp_path, "a")
    write_rules(tmp_path, "b")
    with pytest.raises(RegulationError, match=r"'limit' ada di a\.yaml dan b\.yaml"):
        read_entries(tmp_path)


def test_figures_dated_first_of_january_say_so_unless_the_day_is_known() -> None:
    known_days = {"simata_mandatory"}
    silent = [
        rule_id
        for (_, rule_id), entry in read_entries(RULES_FOLDER).items()
        for day, dated in entry.values.items()
        if (day.month, day.day) == (1, 1) and rule_id not in known_days
        and "1 Januari" not in dated.note and "Usulan, bukan ketentuan" not in dated.note
    ]  # fmt: skip
    assert silent == []


def test_tables_agree_with_the_terms() -> None:
    rules = load_rules(TODAY)
    assert list(rules["competencies"].value) == list(COMPETENCY_LABELS)
    jenjang = {entry["code"]: entry["jenjang"] for entry in rules["eselon"].value}
    assert {code: jenjang[code] for code in ESELON_JENJANG} == {k: str(v) for k, v in ESELON_JENJANG.items()}
    assert set(rules["kotak_recommendation"].value.values()) == set(Recommendation)
    assert set(rules["kotak_actions"].value) == set(rules["kotak_description"].value) == set(range(1, 10))


def test_golongan_ids_and_order_are_complete() -> None:
    rows = load_rules(TODAY)["golongan"].value
    assert [row["order"] for row in rows] == list(range(1, 18))
    assert [row["siasn"] for row in rows] == sorted({row["siasn"] for row in rows})
    assert len(load_rules(TODAY)["pppk_golongan"].value) == 17


def test_siasn_range_starts_one_golongan_below_the_structural_one() -> None:
    rules = load_rules(TODAY)
    order = {row["code"]: row["order"] for row in rules["golongan"].value}
    for eselon, (lowest, highest) in rules["eselon_golongan_structural"].value.items():
        siasn_lowest, siasn_highest = rules["eselon_golongan_siasn"].value[eselon]
        assert order[siasn_lowest] == order[lowest] - 1
        assert siasn_highest == highest


def test_no_action_of_a_kotak_names_a_sanction() -> None:
    actions = load_rules(TODAY)["kotak_actions"].value
    words = " ".join(action for parts in actions.values() for action in parts).lower()
    assert not any(word in words for word in ("sanksi", "nonjob", "pemberhentian", "hukuman", "demosi"))


@given(st.dates(dt.date(2023, 11, 1), dt.date(2030, 1, 1)))
def test_every_rule_a_round_rests_on_is_in_force_since_uu_20_2023(day: dt.date) -> None:
    needed = (
        "kotak_map kotak_actions krs_kotak competencies bup_years golongan dropped_columns nip_format min_education"
    )
    assert all(rule in load_rules(day) for rule in needed.split())


@given(st.dates(dt.date(2014, 1, 1), dt.date(2030, 1, 1)))
def test_value_in_force_never_starts_after_the_day(day: dt.date) -> None:
    assert all(rule.effective <= day and rule.value is not None for rule in load_rules(day).values())
