"""Where an official comes from: level of the present post, time in the posts below, functional posts, succession."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import Case, Definition, Judge, Judgement, Words
from talenta_lib.placement.eligibility.facts import state
from talenta_lib.placement.eligibility.pairs import Array, Pairs
from talenta_lib.placement.eligibility.service import levels
from talenta_lib.placement.eligibility.spans import Ints, term_days, term_start
from talenta_lib.placement.eligibility.wording import (
    eselon_or_jenjang,
    present_jenjang,
    say_jenjang,
    say_served,
    say_years,
)
from talenta_lib.terms import JENJANG_LABELS, Jenjang, format_number

HISTORY: Final = "SK jabatan sebelumnya untuk riwayat jabatan"
EXCEPTION: Final = "pengecualian hanya dengan persetujuan Presiden (Pasal 107 ayat (2))"


def level_of(pairs: Pairs, jenjang: str) -> int:
    """Return the level of a jenjang."""
    return levels(pairs.facts.rules)[jenjang]


def enough(pairs: Pairs, days: Array, years: float) -> Array:
    """Return the state of a term served: not met only where the history reaches back as far as the term."""
    day = pairs.facts.setting.inauguration
    is_met = days >= term_days(day, years)
    reaches_back = pairs.facts.service.since[pairs.people] <= term_start(day, years)
    return state(is_met, is_met | reaches_back)


def by_rumpun(pairs: Pairs, days: Ints) -> Array:
    """Return days [n, r + 1] of each official in the rumpun of the post; 0 where the post has none."""
    rumpun = pairs.post("rumpun")
    return np.where(rumpun < 0, 0, days[pairs.people, rumpun])


def _is_lower(pairs: Pairs) -> Judgement:
    return Judgement(pairs.is_lower, np.int8(0))


def _skips(pairs: Pairs) -> Judgement:
    now, new = pairs.person("level"), pairs.post("level")
    return Judgement(new > now, state(new == now + 1, now >= 0))


def _say_levels(case: Case) -> tuple[str, str]:
    target = f"jabatan yang dituju {say_jenjang(case.post.jenjang)} ({case.post.eselon})"
    return target, f"paling rendah {eselon_or_jenjang(case)}"


def _say_steps(case: Case) -> tuple[str, str]:
    return present_jenjang(case), f"{say_jenjang(case.post.jenjang)}: naik paling banyak satu jenjang"


def _feeder(jenjang: Jenjang, rule: str) -> Judge:
    """Return the check of the time served in the level below a post of a jenjang."""

    def judge(pairs: Pairs) -> Judgement:
        target = level_of(pairs, jenjang)
        applies = pairs.is_appointment & (pairs.post("level") == target)
        days = pairs.facts.service.feeder[target][pairs.people]
        return Judgement(applies, enough(pairs, days, float(pairs.facts.rules[rule].value)))

    return judge


def _say_feeder(jenjang: Jenjang, rule: str, origin: str) -> Words:
    def words(case: Case) -> tuple[str, str]:
        days = case.facts.service.feeder[levels(case.facts.rules)[jenjang]][case.member]
        return say_served(case, int(days)), f"{say_years(case.rule(rule))} sebagai {origin}"

    return words


def _origin_field(pairs: Pairs) -> Judgement:
    """Service in the level below counts here only in the rumpun of the post, as far as that tells the field."""
    applies, states = np.zeros(1, dtype=bool), np.ones(1, dtype=np.int8)
    for jenjang, rule in FIELD_YEARS.items():
        if jenjang in pairs.facts.rules["feeder_field"].value and rule in pairs.facts.rules:
            target = level_of(pairs, jenjang)
            is_target = pairs.is_appointment & (pairs.post("level") == target)
            days = by_rumpun(pairs, pairs.facts.service.feeder_in_field[target])
            met = enough(pairs, days, float(pairs.facts.rules[rule].value))
            applies, states = applies | is_target, np.where(is_target, met, states)
    return Judgement(applies, np.where(pairs.post("rumpun") < 0, -1, states).astype(np.int8))


def _say_origin_field(case: Case) -> tuple[str, str]:
    jenjang = Jenjang(case.post.jenjang)
    days = case.facts.service.feeder_in_field[levels(case.facts.rules)[jenjang]]
    return _say_field(case, days, case.rule(FIELD_YEARS[jenjang]))


def _say_field(case: Case, days: Ints, years: float) -> tuple[str, str]:
    rumpun = case.facts.profiles["rumpun"][case.profile]
    if rumpun < 0:
        return "rumpun jabatan belum diisi", say_years(years)
    return say_served(case, int(days[case.member, rumpun])), f"{say_years(years)} di rumpun {case.post.rumpun}"


def _experience(pairs: Pairs) -> Judgement:
    applies = pairs.is_appointment & (pairs.post("level") == level_of(pairs, Jenjang.JPT_PRATAMA))
    years = float(pairs.facts.rules["jpt_pratama_experience_years"].value)
    met = enough(pairs, by_rumpun(pairs, pairs.facts.service.in_field), years)
    return Judgement(applies, np.where(pairs.post("rumpun") < 0, -1, met).astype(np.int8))


def _say_experience(case: Case) -> tuple[str, str]:
    return _say_field(case, case.facts.service.in_field, case.rule("jpt_pratama_experience_years"))


def _equivalence(pairs: Pairs) -> Judgement:
    ranks = levels(pairs.facts.rules)
    listed = {(one["from"], ranks[to]) for one in pairs.facts.rules["jf_equivalence"].value
              for to in one["to"] if to in ranks}  # fmt: skip
    is_listed = np.any([
        (pairs.person("jf") == code) & (pairs.post("level") == level) for code, level in listed
    ], axis=0)  # fmt: skip
    return Judgement(pairs.is_placement & pairs.person("is_functional"), state(is_listed, pairs.person("level") >= 0))


def _say_equivalence(case: Case) -> tuple[str, str]:
    return f"{present_jenjang(case)} ke {say_jenjang(case.post.jenjang)}", "arah perpindahan yang terdaftar"


def _succession(pairs: Pairs) -> Judgement:
    return Judgement(pairs.is_promotion, pairs.person("krs"))


def _say_succession(case: Case) -> tuple[str, str]:
    kotak = case.official.kotak
    observed = "kotak belum dapat ditetapkan" if pd.isna(kotak) else f"kotak {format_number(int(kotak), 0)}"
    listed = ", ".join(str(one) for one in case.rule("krs_kotak"))
    return observed, f"kotak {listed} (Kelompok Rencana Suksesi)"


FIELD_YEARS: Final = {
    Jenjang.ADMINISTRATOR: "administrator_feeder_years",
    Jenjang.PENGAWAS: "pengawas_feeder_years",
}
_FEEDERS: Final[tuple[tuple[str, Jenjang, str, str, str], ...]] = (
    ("asal_jpt", Jenjang.JPT_PRATAMA, "jpt_pratama_feeder_years", "administrator atau JF ahli madya", EXCEPTION),
    ("asal_administrator", Jenjang.ADMINISTRATOR, "administrator_feeder_years", "pengawas atau JF setingkat", ""),
    (
        "asal_pengawas", Jenjang.PENGAWAS, "pengawas_feeder_years", "pelaksana atau JF setingkat",
        "alasan tertulis tentang pengalaman sebagai pelaksana",
    ),
)  # fmt: skip

ORIGIN: Final = (
    Definition(
        "penurunan", "jobfit_never_nonjob", "pasangan", _is_lower, _say_levels,
        label="Penurunan jabatan tidak diusulkan", own_limit=True,
    ),
    Definition(
        "lompat_jenjang", "jpt_pratama_feeder_jenjang", "pasangan", _skips, _say_steps,
        label="Promosi melompati jenjang tidak diusulkan", met="Tidak melompati jenjang",
        document="SK jabatan terakhir", own_limit=True,
    ),
    *(
        Definition(
            name, rule, "pasangan", _feeder(jenjang, rule), _say_feeder(jenjang, rule, origin), needs, HISTORY,
            "pengalaman di jenjang asal {observed}",
            label=f"Pengalaman sebagai {origin} sebelum {JENJANG_LABELS[jenjang]}", also=("jf_equivalence",),
        )
        for name, jenjang, rule, origin, needs in _FEEDERS
    ),
    Definition(
        "bidang_asal", "feeder_field", "pasangan", _origin_field, _say_origin_field,
        "alasan tertulis tentang pengalaman di bidang jabatan", HISTORY, "pengalaman di bidang jabatan {observed}",
        label="Pengalaman jenjang asal di bidang jabatan yang dituju",
    ),
    Definition(
        "pengalaman_bidang", "jpt_pratama_experience_years", "pasangan", _experience, _say_experience,
        "alasan tertulis tentang pengalaman di bidang terkait", HISTORY, "pengalaman di bidang terkait {observed}",
    ),
    Definition(
        "jf_setara", "jf_equivalence", "pasangan", _equivalence, _say_equivalence,
        "alasan tertulis tentang perpindahan dari jabatan fungsional", "SK jabatan fungsional terakhir",
        "{observed}",
    ),
    Definition(
        "suksesi", "succession_path", "pasangan", _succession, _say_succession,
        "seleksi internal, karena bukan anggota Kelompok Rencana Suksesi",
        "kotak pada peta talenta", also=("krs_kotak",), label="Keanggotaan Kelompok Rencana Suksesi",
        met="Anggota Kelompok Rencana Suksesi",
    ),
)  # fmt: skip
