"""What the move itself asks: time in the present post, conditions among JPT, I-Mut, assessment and competencies."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import Case, Definition, Judgement
from talenta_lib.placement.eligibility.checks_origin import enough, level_of
from talenta_lib.placement.eligibility.checks_person import ALWAYS
from talenta_lib.placement.eligibility.facts import state
from talenta_lib.placement.eligibility.pairs import Array, Flags, Pairs
from talenta_lib.placement.eligibility.service import levels
from talenta_lib.placement.eligibility.spans import term_start
from talenta_lib.placement.eligibility.wording import say_jenjang, say_served, say_since, say_text, say_years
from talenta_lib.terms import MISSING, Jenjang, format_date, format_number

LETTER: Final = "SK jabatan terakhir untuk TMT jabatan"
ASSESSMENT: Final = "hasil asesmen baru yang masih berlaku pada pelantikan"
ROTATION, PROMOTION, JOB_FIT = "rotasi", "promosi", "uji_kompetensi"


def _is_sideways(pairs: Pairs) -> Flags:
    """Whether the move is a mutasi in the sense of the rule; a promosi has its own terms."""
    return pairs.is_rotation | pairs.is_placement


def _is_jpt_rotation(pairs: Pairs) -> Flags:
    return np.asarray(pairs.is_rotation & (pairs.post("level") == level_of(pairs, Jenjang.JPT_PRATAMA)))


def _tenure(pairs: Pairs, years: float) -> Array:
    """Return the state of a term in the present post."""
    start = pairs.person("start")
    return state(start <= term_start(pairs.facts.setting.inauguration, years), ~np.isnat(start))


def _min_tenure(pairs: Pairs) -> Judgement:
    return Judgement(_is_sideways(pairs), _tenure(pairs, float(pairs.facts.rules["min_tenure_years"].value)))


def _say_tenure(case: Case) -> str:
    return say_since(case.official.jabatan_start_date, case.facts.setting.inauguration)


def _say_min_tenure(case: Case) -> tuple[str, str]:
    return _say_tenure(case), say_years(case.rule("min_tenure_years"))


def _early_jpt(pairs: Pairs) -> Judgement:
    """Ask for the reasons only where the term is short; a term that is not known is the finding of the term itself."""
    is_short = _tenure(pairs, float(pairs.facts.rules["min_tenure_years"].value)) == 0
    return Judgement(_is_jpt_rotation(pairs) & is_short, np.int8(0))


def _max_tenure(pairs: Pairs) -> Judgement:
    start, years = pairs.person("start"), float(pairs.facts.rules["max_tenure_years"].value)
    within = start >= term_start(pairs.facts.setting.inauguration, years)
    return Judgement(_is_sideways(pairs) & ~np.isnat(start), within.astype(np.int8))


def _say_max_tenure(case: Case) -> tuple[str, str]:
    return _say_tenure(case), f"paling lama {format_number(case.rule('max_tenure_years'), 0)} tahun"


def _job_fit(pairs: Pairs) -> Judgement:
    """Take an assessment that is valid at the inauguration for the uji kompetensi."""
    return Judgement(_is_jpt_rotation(pairs), np.where(pairs.person("is_assessed"), 1, -1).astype(np.int8))


def _say_assessment(case: Case) -> tuple[str, str]:
    until, day = case.official.assessment_valid_until, case.facts.setting.inauguration
    required = f"berlaku pada pelantikan {format_date(day)}"
    if pd.isna(until):
        return f"asesmen {MISSING}", required
    ends = "berlaku sampai" if case.person("is_assessed") else "kedaluwarsa"
    return f"asesmen {format_date(case.official.assessment_date)}, {ends} {format_date(until)}", required


def _classification(pairs: Pairs) -> Judgement:
    """Take the rumpun for the klasifikasi jabatan only where it is the same; else somebody must look it up."""
    is_same = (pairs.person("rumpun") == pairs.post("rumpun")) & (pairs.post("rumpun") >= 0)
    return Judgement(_is_jpt_rotation(pairs) & pairs.post("is_vacant"), np.where(is_same, 1, -1).astype(np.int8))


def _say_classification(case: Case) -> tuple[str, str]:
    observed = f"rumpun {say_text(case.official.rumpun)} ke {say_text(case.post.rumpun)}"
    return observed, "satu klasifikasi jabatan (rumpun hanya pendekatan)"


def _imut(pairs: Pairs) -> Judgement:
    applies, states = np.zeros(1, dtype=bool), np.ones(1, dtype=np.int8)
    for entry in pairs.facts.rules["imut_time_rules"].value:
        target, years = level_of(pairs, entry["jenjang"]), float(entry["masa_tahun"])
        is_rotation = entry["jenis"] in (ROTATION, JOB_FIT)
        way = pairs.is_rotation if is_rotation else pairs.is_promotion
        here = way & (pairs.post("level") == target)
        served = pairs.facts.service.feeder[target][pairs.people]
        met = _tenure(pairs, years) if is_rotation else enough(pairs, served, years)
        applies, states = applies | here, np.where(here, met, states)
    return Judgement(applies, states)


def _say_imut(case: Case) -> tuple[str, str]:
    is_promotion = pd.isna(case.official.jenjang) or case.official.jenjang != case.post.jenjang
    entry = next(one for one in case.rule("imut_time_rules")
                 if one["jenjang"] == case.post.jenjang and (one["jenis"] == PROMOTION) == is_promotion)  # fmt: skip
    if not is_promotion:
        return _say_tenure(case), f"{say_years(entry['masa_tahun'])} dalam jabatan"
    days = case.facts.service.feeder[levels(case.facts.rules)[case.post.jenjang]][case.member]
    return say_served(case, int(days)), f"{say_years(entry['masa_tahun'])} kumulatif di jenjang asal"


def _assessment(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, np.where(pairs.person("is_assessed"), 1, -1).astype(np.int8))


def _assessed_jenjang(pairs: Pairs) -> Judgement:
    assessed = pairs.person("assessed")
    return Judgement(pairs.person("is_assessed"), state(assessed == pairs.post("level"), assessed >= 0))


def _say_assessed_jenjang(case: Case) -> tuple[str, str]:
    return f"dinilai untuk {say_jenjang(case.official.assessed_jenjang)}", say_jenjang(case.post.jenjang)


def _least_jpm(case_or_pairs: Case | Pairs) -> float:
    """Return the JPM from which on an official is not in the lowest category of selection."""
    return float(case_or_pairs.facts.rules["jpm_category_selection"].value[-2]["at_least"])


def _jpm(pairs: Pairs) -> Judgement:
    total = pairs.person("level_sum")
    with np.errstate(invalid="ignore"):
        met = 100 * total >= _least_jpm(pairs) * pairs.post("required_sum")
    return Judgement(~np.isnan(total), met.astype(np.int8))


def _say_jpm(case: Case) -> tuple[str, str]:
    jpm = 100 * case.person("level_sum") / case.facts.profiles["required_sum"][case.profile]
    category = case.rule("jpm_category_selection")[-2]
    return f"JPM {format_number(jpm)}", f"paling rendah {format_number(category['at_least'], 0)} ({category['label']})"


MOVE: Final = (
    Definition("masa_jabatan", "min_tenure_years", "pejabat", _min_tenure, _say_min_tenure,
               "alasan tertulis: mutasi sebelum masa paling singkat", LETTER, "masa jabatan {observed}"),
    Definition("mutasi_dini_jpt", "early_move_reasons", "pejabat", _early_jpt, _say_min_tenure,
               "pilih satu pertimbangan: {value}", LETTER,
               "{needs}", also=("min_tenure_years",)),
    Definition("masa_jabatan_lama", "max_tenure_years", "pejabat", _max_tenure, _say_max_tenure,
               "alasan tertulis: hasil evaluasi masa jabatan",
               reason="masa jabatan {observed} (cantumkan hasil evaluasinya)"),
    Definition("uji_kompetensi", "jpt_move_conditions_inside", "pejabat", _job_fit, _say_assessment,
               document="hasil uji kompetensi yang masih berlaku"),
    Definition("klasifikasi_jpt", "jpt_move_conditions_vacant", "pasangan", _classification, _say_classification,
               document="klasifikasi kedua jabatan pada peta jabatan"),
    Definition("waktu_imut", "imut_time_rules", "pejabat", _imut, _say_imut,
               "alasan tertulis tentang masa dalam jabatan", LETTER),
    Definition("asesmen", "assessment_validity_years", "pejabat", _assessment, _say_assessment, document=ASSESSMENT),
    Definition("jenjang_asesmen", "assessment_same_jenjang", "pasangan", _assessed_jenjang, _say_assessed_jenjang,
               "alasan tertulis: asesmen untuk jenjang lain", "laporan asesmen dengan jenjang yang dinilai",
               "asesmen {observed}", label="Jenjang yang dinilai pada asesmen"),
    Definition("kompetensi", "jpm_category_selection", "pasangan", _jpm, _say_jpm,
               "alasan tertulis: kompetensi di bawah syarat jabatan", reason="{observed}",
               label="Kompetensi menurut standar jabatan"),
)  # fmt: skip
