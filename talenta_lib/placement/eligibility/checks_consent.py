"""Whose consent a pair needs, and what the whole round needs for every name alike (scope "putaran")."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import Case, Definition, Judge, Judgement, Words
from talenta_lib.placement.eligibility.checks_origin import level_of
from talenta_lib.placement.eligibility.checks_person import ALWAYS
from talenta_lib.placement.eligibility.pairs import Pairs
from talenta_lib.placement.eligibility.spans import term_start
from talenta_lib.placement.eligibility.wording import say_since
from talenta_lib.terms import MISSING, Jenjang, format_date, format_number

NOT_MET, MET, UNKNOWN = np.int8(0), np.int8(1), np.int8(-1)


def _open_selection(pairs: Pairs) -> Judgement:
    applies = pairs.is_appointment & (pairs.post("level") == level_of(pairs, Jenjang.JPT_PRATAMA))
    return Judgement(applies, MET if pairs.facts.setting.has_bkn_approval else NOT_MET)


def _say_open_selection(case: Case) -> tuple[str, str]:
    approved = case.facts.setting.bkn_approved
    observed = f"persetujuan BKN {MISSING}" if approved is None else f"persetujuan BKN {format_date(approved)}"
    return observed, "manajemen talenta disetujui BKN sebelum pelantikan"


def _sekda(pairs: Pairs) -> Judgement:
    return Judgement(pairs.post("is_sekda"), NOT_MET)


def _office(name: str, rule: str) -> Judge:
    """Return the check of an office whose officials, coming or leaving, need somebody's consent."""

    def judge(pairs: Pairs) -> Judgement:
        value = pairs.facts.rules[rule].value
        applies = pairs.person(name) | pairs.post(name)
        if "jenjang" in value:
            applies = applies & np.isin(pairs.post("level"), [level_of(pairs, one) for one in value["jenjang"]])
        return Judgement(applies, NOT_MET)

    return judge


def _say_office(rule: str) -> Words:
    def words(case: Case) -> tuple[str, str]:
        offices = dict.fromkeys(str(one) for one in (case.official.opd, case.post.opd) if pd.notna(one))
        return " ke ".join(offices), f"persetujuan {case.rule(rule)['oleh']}"

    return words


def _say_value(rule: str) -> Words:
    """Return words for a post that always needs what the rule says."""
    return lambda case: (str(case.post.jabatan), str(case.rule(rule)))


def _always(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, NOT_MET)


def _for_every_name(rule: str) -> Words:
    return lambda case: ("berlaku bagi setiap nama", str(case.rule(rule)))


def _election(pairs: Pairs) -> Judgement:
    value, day = pairs.facts.rules["pilkada_ban"].value, pairs.facts.setting.inauguration
    is_open = value["aktif"] and any(dt.date.fromisoformat(one["mulai"]) <= day for one in value["jendela"])
    return Judgement(ALWAYS, NOT_MET if is_open else MET)


def _say_election(case: Case) -> tuple[str, str]:
    is_on = case.rule("pilkada_ban")["aktif"]
    return ("masa larangan berlaku" if is_on else "tidak ada pemilihan yang dekat"), "di luar masa larangan"


def _acting_head(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, MET if pairs.facts.setting.head_status == "definitif" else NOT_MET)


def _say_acting_head(case: Case) -> tuple[str, str]:
    words = {"definitif": "kepala daerah definitif", "pj": "penjabat kepala daerah", "plt": "pelaksana tugas"}
    return words[case.facts.setting.head_status], "kepala daerah definitif"


def _new_head(pairs: Pairs) -> Judgement:
    """Apply to a definitive head only; an acting one needs the consent at any time."""
    setting, months = pairs.facts.setting, pairs.facts.rules["new_head_consent_months"].value
    applies = np.array([setting.head_status == "definitif"])
    if setting.head_inaugurated is None:
        return Judgement(applies, UNKNOWN)
    is_over = np.datetime64(setting.head_inaugurated) <= term_start(setting.inauguration, months / 12)
    return Judgement(applies, MET if is_over else NOT_MET)


def _say_new_head(case: Case) -> tuple[str, str]:
    setting, months = case.facts.setting, case.rule("new_head_consent_months")
    since = say_since(setting.head_inaugurated, setting.inauguration)
    return f"sejak pelantikan kepala daerah: {since}", f"paling singkat {format_number(months, 0)} bulan"


def _among_jpt(pairs: Pairs) -> Judgement:
    has_jpt = (pairs.facts.profiles["level"] == level_of(pairs, Jenjang.JPT_PRATAMA)).any()
    return Judgement(np.array([has_jpt]), NOT_MET)


CONSENT: Final = (
    Definition("seleksi_terbuka", "talent_management_exemption", "pasangan", _open_selection, _say_open_selection,
               "seleksi terbuka, karena manajemen talenta belum disetujui BKN",
               label="Persetujuan BKN atas manajemen talenta", met="Manajemen talenta disetujui BKN"),
    Definition("sekda_tata_cara", "sekda_own_procedure", "jabatan", _sekda, _say_value("sekda_own_procedure"),
               "{value}", also=("sekda_post",)),
    Definition("sekda_gubernur", "sekda_coordination", "jabatan", _sekda, _say_value("sekda_coordination"),
               "{value}", also=("sekda_post",)),
    Definition("dukcapil", "dukcapil_consent", "pasangan", _office("is_dukcapil", "dukcapil_consent"),
               _say_office("dukcapil_consent"), "persetujuan Menteri Dalam Negeri"),
    Definition("inspektorat", "inspektorat_consent", "pasangan", _office("is_inspektorat", "inspektorat_consent"),
               _say_office("inspektorat_consent"), "persetujuan pejabat pembina di atasnya"),
)  # fmt: skip
ROUND: Final = (
    Definition("pertimbangan", "mutasi_consideration", "putaran", _always, _for_every_name("mutasi_consideration"),
               "{value}"),
    Definition("pertek_bkn", "imut_approval", "putaran", _always, _for_every_name("imut_approval"),
               "pertimbangan teknis BKN melalui I-Mut"),
    Definition("koordinasi_jpt", "jpt_move_coordination", "putaran", _among_jpt,
               _for_every_name("jpt_move_coordination"), "{value} untuk perpindahan JPT"),
    Definition("kepala_daerah_penjabat", "pj_head_consent", "putaran", _acting_head, _say_acting_head, "{value}",
               label="Status kepala daerah"),
    Definition("kepala_daerah_baru", "new_head_consent_months", "putaran", _new_head, _say_new_head,
               "persetujuan tertulis Menteri Dalam Negeri", "tanggal pelantikan kepala daerah"),
    Definition("pilkada", "pilkada_ban", "putaran", _election, _say_election,
               "persetujuan tertulis Menteri Dalam Negeri",
               met="Di luar masa larangan menjelang pemilihan kepala daerah"),
)  # fmt: skip
