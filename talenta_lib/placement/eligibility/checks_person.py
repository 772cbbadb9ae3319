"""What an official must be: education, kind of employment, golongan, age, BUP, standing, discipline, predikat."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from talenta_lib.placement.eligibility.check import Case, Definition, Judgement
from talenta_lib.placement.eligibility.checks_origin import EXCEPTION, level_of
from talenta_lib.placement.eligibility.facts import education_ranks, golongan_ranks, state
from talenta_lib.placement.eligibility.pairs import Array, Pairs
from talenta_lib.placement.eligibility.personal import CLEAN, predikat_years
from talenta_lib.placement.eligibility.service import levels
from talenta_lib.placement.eligibility.spans import term_start
from talenta_lib.placement.eligibility.wording import say_since, say_text
from talenta_lib.terms import MISSING, Jenjang, format_date

ALWAYS: Final = np.ones(1, dtype=bool)
DIPLOMA: Final = "ijazah terakhir"


def by_level(pairs: Pairs, values: dict[str, int]) -> Array:
    """Return what stands for the jenjang of each post, -1 for a jenjang that is not named."""
    table = np.full(len(levels(pairs.facts.rules)), -1)
    for jenjang, value in values.items():
        table[level_of(pairs, jenjang)] = value
    return table[pairs.post("level")]


def _educated(pairs: Pairs) -> tuple[Array, Array]:
    """Return which posts name a lowest education for their jenjang, and who reaches it."""
    ranks, least = education_ranks(pairs.facts.rules), pairs.facts.rules["min_education"].value
    needed = by_level(pairs, {jenjang: ranks[name] for jenjang, name in least.items()})
    have = pairs.person("education")
    return needed >= 0, state(have >= needed, have >= 0)


def _education(pairs: Pairs) -> Judgement:
    has_rule, met = _educated(pairs)
    return Judgement(has_rule & pairs.is_appointment, met)


def _education_of_holders(pairs: Pairs) -> Judgement:
    """Who came to the level under older law keeps the level; whether the transition duty was met is not in the data."""
    has_rule, met = _educated(pairs)
    return Judgement(has_rule & pairs.is_rotation & (met != 1), np.int8(-1))


def _say_education(case: Case) -> tuple[str, str]:
    return say_text(case.official.education_level), f"paling rendah {case.rule('min_education')[case.post.jenjang]}"


def _post_education(pairs: Pairs) -> Judgement:
    have, needed = pairs.person("education"), pairs.post("education")
    return Judgement(needed >= 0, state(have >= needed, have >= 0))


def _say_post_education(case: Case) -> tuple[str, str]:
    return say_text(case.official.education_level), f"paling rendah {case.post.required_education} (syarat jabatan)"


def _pns(pairs: Pairs) -> Judgement:
    """Refuse a PPPK where the rule names the jenjang; elsewhere somebody must verify it."""
    named = by_level(pairs, dict.fromkeys(pairs.facts.rules["pns_status"].value, 1)) > 0
    pns = pairs.person("pns")
    return Judgement(ALWAYS, np.where((pns == 0) & ~named, -1, pns).astype(np.int8))


def _say_pns(case: Case) -> tuple[str, str]:
    golongan = f" (golongan {case.official.golongan})" if pd.notna(case.official.golongan) else ""
    words = {1: f"PNS{golongan}", 0: f"PPPK{golongan}", -1: f"jenis pegawai {MISSING}"}
    return words[int(case.person("pns"))], "berstatus PNS"


def _golongan_range(pairs: Pairs) -> Judgement:
    ranks = golongan_ranks(pairs.facts.rules)
    ranges = pairs.facts.rules["eselon_golongan_siasn"].value
    order = [entry["code"] for entry in pairs.facts.rules["eselon"].value]
    table = np.array([[ranks[one] for one in ranges[code]] if code in ranges else [-1, -1] for code in order])
    lowest, highest = (table[pairs.post("eselon"), side] for side in (0, 1))
    have = pairs.person("golongan")
    return Judgement((lowest >= 0) & (pairs.person("pns") != 0), state((have >= lowest) & (have <= highest), have >= 0))


def _say_golongan_range(case: Case) -> tuple[str, str]:
    required = _range(case, "eselon_golongan_siasn")
    if "eselon_golongan_structural" in case.facts.rules:
        required += f"; tabel struktural lama {_range(case, 'eselon_golongan_structural')}"
    return say_text(case.official.golongan), required


def _range(case: Case, rule: str) -> str:
    return " sampai ".join(case.rule(rule)[case.post.eselon])


def _golongan_practice(pairs: Pairs) -> Judgement:
    ranks, least = golongan_ranks(pairs.facts.rules), pairs.facts.rules["min_golongan_practice"].value
    needed = by_level(pairs, {jenjang: ranks[code] for jenjang, code in least.items()})
    have = pairs.person("golongan")
    applies = pairs.is_appointment & (needed >= 0) & (pairs.person("pns") != 0)
    return Judgement(applies, state(have >= needed, have >= 0))


def _say_golongan_practice(case: Case) -> tuple[str, str]:
    return say_text(case.official.golongan), f"paling rendah {case.rule('min_golongan_practice')[case.post.jenjang]}"


def _age(pairs: Pairs) -> Judgement:
    """Not yet a year over the limit; between the limit and a year more a human reads the rule."""
    day, limit = pairs.facts.setting.inauguration, int(pairs.facts.rules["jpt_pratama_max_age_years"].value)
    birth = pairs.person("birth")
    too_old, unclear = birth <= term_start(day, limit + 1), birth < term_start(day, limit)
    applies = pairs.is_appointment & (pairs.post("level") == level_of(pairs, Jenjang.JPT_PRATAMA))
    return Judgement(applies, np.select([np.isnat(birth), too_old, unclear], [-1, 0, -1], 1).astype(np.int8))


def _say_age(case: Case) -> tuple[str, str]:
    limit = case.rule("jpt_pratama_max_age_years")
    return say_since(case.official.birth_date, case.facts.setting.inauguration), f"paling tinggi {limit} tahun"


def _pension(pairs: Pairs) -> Array:
    """Return when the pension takes effect under the present post or the new one, whichever comes first."""
    return pairs.facts.people["pension"][pairs.people, pairs.post("level")]


def _retired(pairs: Pairs) -> Judgement:
    pension = _pension(pairs)
    return Judgement(ALWAYS, state(pension > np.datetime64(pairs.facts.setting.inauguration), ~np.isnat(pension)))


def _say_retired(case: Case) -> tuple[str, str]:
    pension = case.facts.people["pension"][case.member, levels(case.facts.rules)[case.post.jenjang]]
    words = MISSING if np.isnat(pension) else f"pensiun berlaku {format_date(pension.item())}"
    return words, f"sesudah pelantikan {format_date(case.facts.setting.inauguration)}"


def _soon_retired(pairs: Pairs) -> Judgement:
    pension, years = _pension(pairs), int(pairs.facts.rules["promotion_remaining_years"].value)
    day = np.datetime64(pairs.facts.setting.inauguration)
    far = np.datetime64((pd.Timestamp(pairs.facts.setting.inauguration) + pd.DateOffset(years=years)).date())
    return Judgement(pairs.is_promotion & (pension > day), (pension >= far).astype(np.int8))


def _say_soon_retired(case: Case) -> tuple[str, str]:
    return _say_retired(case)[0], f"{case.rule('promotion_remaining_years')} tahun sesudah pelantikan"


def _active(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, pairs.person("active"))


def _say_active(case: Case) -> tuple[str, str]:
    code = case.official.kedudukan_hukum
    names = case.rule("kedudukan_hukum")
    listed = [names[one] for one in case.rule("kedudukan_hukum_active") if one in names]
    return MISSING if pd.isna(code) else names.get(code, code), " atau ".join(listed)


def _under_way(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, pairs.person("under_way"))


def _recent(pairs: Pairs) -> Judgement:
    return Judgement(ALWAYS, pairs.person("recent"))


def _say_discipline(case: Case) -> str:
    """Say the last hukdis on record."""
    rows = case.facts.discipline.get(case.official.nip, [])
    given = [row for row in rows if row.hukdis != CLEAN]
    if not given:
        return "tidak ada hukuman disiplin" if rows else f"verifikasi disiplin {MISSING}"
    last = max(given, key=lambda row: row.start_date)
    return f"hukuman {last.hukdis}, berakhir {format_date(last.end_date)}"


def _say_under_way(case: Case) -> tuple[str, str]:
    return _say_discipline(case), "tidak sedang menjalani hukuman pada pelantikan"


def _say_recent(case: Case) -> tuple[str, str]:
    years = case.rule("hukdis_recent_years")
    return _say_discipline(case), f"tanpa hukuman sedang atau berat dalam {years} tahun terakhir"


def _predikat(pairs: Pairs) -> Judgement:
    targets = [level_of(pairs, Jenjang.ADMINISTRATOR), level_of(pairs, Jenjang.PENGAWAS)]
    return Judgement(pairs.is_appointment & np.isin(pairs.post("level"), targets), pairs.person("predikat"))


def _say_predikat(case: Case) -> tuple[str, str]:
    years = predikat_years(case.facts.rules, case.facts.setting)
    found = {row.year: row.predikat for row in case.facts.ratings.get(case.official.nip, [])}
    said = [f"{year}: {say_text(found.get(year, pd.NA)).replace('_', ' ')}" for year in years]
    return ", ".join(said), f"paling rendah baik pada {' dan '.join(str(year) for year in sorted(years))}"


PERSON: Final = (
    Definition("pendidikan", "min_education", "pejabat", _education, _say_education, document=DIPLOMA,
               also=("education_order",)),
    Definition("pendidikan_peralihan", "education_transition", "pejabat", _education_of_holders, _say_education,
               document="bukti ketentuan peralihan pendidikan, atau ijazah terakhir",
               also=("min_education", "education_order")),
    Definition("pendidikan_jabatan", "mutasi_conditions", "pasangan", _post_education, _say_post_education,
               "alasan tertulis: pendidikan di bawah syarat jabatan", DIPLOMA,
               "pendidikan {observed}, {required}",
               label="Pendidikan menurut syarat jabatan", also=("education_order",)),
    Definition("status_pns", "pns_status", "pejabat", _pns, _say_pns, document="SK pengangkatan dan jenis pegawai",
               label="Status kepegawaian", met="Berstatus PNS"),
    Definition("golongan_eselon", "eselon_golongan_siasn", "pasangan", _golongan_range, _say_golongan_range,
               "alasan tertulis tentang golongan", "SK pangkat terakhir", "golongan {observed}"),
    Definition("golongan_praktik", "min_golongan_practice", "pasangan", _golongan_practice, _say_golongan_practice,
               "alasan tertulis tentang golongan", "SK pangkat terakhir", "golongan {observed}"),
    Definition("usia_jpt", "jpt_pratama_max_age_years", "pejabat", _age, _say_age, EXCEPTION,
               "tanggal lahir, dan pembacaan batas usia oleh BKN"),
    Definition("bup", "bup_years", "pasangan", _retired, _say_retired,
               "tidak dapat dilantik: pensiun sudah berlaku", "tanggal lahir dan jenjang jabatan", "{observed}",
               met="Belum pensiun pada pelantikan", own_limit=True),
    Definition("bup_dekat", "promotion_remaining_years", "pasangan", _soon_retired, _say_soon_retired),
    Definition("kedudukan_hukum", "kedudukan_hukum_active", "pejabat", _active, _say_active,
               "alasan tertulis tentang kedudukan hukum", "daftar kedudukan hukum SIASN",
               "kedudukan hukum {observed}", label="Kedudukan hukum", also=("kedudukan_hukum",)),
    Definition("hukdis_berjalan", "hukdis_under_way", "pejabat", _under_way, _say_under_way,
               "persetujuan PPK: sedang menjalani hukuman disiplin", "surat keterangan disiplin dari Inspektorat",
               label="Hukuman disiplin pada hari pelantikan", met="Tidak sedang menjalani hukuman disiplin"),
    Definition("hukdis_baru", "hukdis_recent_years", "pejabat", _recent, _say_recent,
               "alasan tertulis: hukuman disiplin baru selesai", reason="{observed}",
               met="Tidak ada hukuman sedang atau berat yang baru selesai"),
    Definition("predikat", "good_predikat_years", "pejabat", _predikat, _say_predikat,
               document="predikat kinerja tahun yang belum ada",
               label="Predikat kinerja tahun-tahun terakhir", also=("good_predikat",)),
)  # fmt: skip
