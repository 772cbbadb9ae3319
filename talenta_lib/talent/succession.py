"""Kelompok rencana suksesi (KRS), its order, the recommendation per official, and who could fill a vacant post."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from talenta_lib.regulations import Rules
from talenta_lib.talent.assessments import competency_levels
from talenta_lib.talent.evidence import Evidence, full_years
from talenta_lib.talent.gaps import NEXT_JENJANG, kesesuaian
from talenta_lib.talent.history import history_table, served_days
from talenta_lib.terms import JENJANG_LABELS, Jenjang, Recommendation, format_term

FEEDER_RULES = {
    Jenjang.JPT_PRATAMA: "jpt_pratama_feeder_years",
    Jenjang.ADMINISTRATOR: "administrator_feeder_years",
    Jenjang.PENGAWAS: "pengawas_feeder_years",
}
"""The rule that says how long the jenjang below must have been held; other posts are not filled by the KRS."""
SOON_YEARS = 2
"""An official who lacks only time, and no more than this, is "siap dalam 1-2 tahun"."""


def add_succession(people: pd.DataFrame, rules: Rules, *, seed: int) -> pd.DataFrame:
    """Return people with ``in_krs``, ``krs_rank`` (1 = first) and ``order`` over everybody who has a kotak.

    Order: kotak, then talenta score, then TMT of the present golongan, then an order drawn with the round's seed
    over the NIP. Age never orders people. Basis: rules ``krs_kotak`` and ``krs_order``.
    """
    drawn = pd.Series(np.random.default_rng(seed).permutation(len(people)), index=people["nip"].sort_values().index)
    keys = people.assign(drawn=drawn)
    keys = keys[keys["kotak"].notna()].sort_values(
        ["kotak", "talenta_score", "golongan_start_date", "drawn"],
        ascending=[False, False, True, True],
        kind="stable",
        na_position="last",
    )
    result = people.assign(in_krs=people["kotak"].isin(rules["krs_kotak"].value).fillna(False).astype(bool))
    result["order"] = pd.Series(range(1, len(keys) + 1), index=keys.index, dtype="Int64").reindex(people.index)
    members = keys[result.loc[keys.index, "in_krs"]]
    result["krs_rank"] = pd.Series(range(1, len(members) + 1), index=members.index, dtype="Int64").reindex(people.index)
    return result


def add_recommendation(people: pd.DataFrame, rules: Rules, *, inauguration: dt.date) -> pd.DataFrame:
    """Return people with ``recommendation``, its reason (one Indonesian sentence) and its citation.

    The kotak gives the recommendation (rule ``kotak_recommendation``). A promotion is not suggested where no higher
    jenjang exists in the kabupaten, or where the age limit at the planned inauguration is passed
    (rule ``jpt_pratama_max_age_years``): then rotation.
    """
    by_kotak = {int(kotak): value for kotak, value in rules["kotak_recommendation"].value.items()}
    actions = {int(kotak): value for kotak, value in rules["kotak_actions"].value.items()}
    limit = rules["jpt_pratama_max_age_years"].value
    age = full_years(people["birth_date"], inauguration)
    rows = [
        _recommend(kotak, jenjang, years, by_kotak=by_kotak, actions=actions, max_age=limit)
        for kotak, jenjang, years in zip(people["kotak"], people["jenjang"], age, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["recommendation", "recommendation_reason"], index=people.index, dtype="string")
    citation = str(rules["kotak_actions"].citation)
    return people.assign(
        recommendation=table["recommendation"],
        recommendation_reason=table["recommendation_reason"],
        recommendation_citation=pd.Series(citation, index=people.index, dtype="string").where(people["kotak"].notna()),
    )


def _recommend(
    kotak: object, jenjang: str, age: float, *, by_kotak: dict[int, str], actions: dict[int, list[str]], max_age: int
) -> tuple[str | None, str | None]:
    """Return recommendation and reason of one official; both missing where the kotak is."""
    if pd.isna(kotak):  # type: ignore[call-overload]
        return None, None
    number = int(kotak)  # type: ignore[call-overload]
    recommendation = by_kotak[number]
    reason = f"Kotak {number}: {'; '.join(actions[number]).lower()}."
    if recommendation != Recommendation.PROMOSI:
        return recommendation, reason
    if jenjang == Jenjang.JPT_PRATAMA:
        return Recommendation.ROTASI, f"{reason} Di atasnya hanya Sekretaris Daerah, dengan tata cara sendiri."
    if jenjang == Jenjang.ADMINISTRATOR and age > max_age:
        return Recommendation.ROTASI, f"{reason} Usia melewati {max_age} tahun pada rencana pelantikan."
    return recommendation, reason


def candidate_table(
    people: pd.DataFrame, posts: pd.DataFrame, evidence: Evidence, *, inauguration: dt.date
) -> pd.DataFrame:
    """Return, per vacant post, the officials of the KRS who could fill it, best fit first.

    ``readiness`` is "siap" where education, age, experience in the rumpun of the post and time in the present
    jenjang are met at the planned inauguration, "siap_1_2_tahun" where only time is lacking and it is met within
    two years. Years are calendar terms, met on the calendar day. Officials of the same jenjang (rotation) and of the
    one below (promotion) are looked at.
    ``fit_score`` is the kesesuaian of competencies (0-100) with the post. Basis: rules ``min_education``,
    ``jpt_pratama_max_age_years``, ``jpt_pratama_experience_years``, ``jpt_pratama_feeder_years``,
    ``administrator_feeder_years`` (PP 11/2017 jo. 17/2020 Pasal 54 and 107). This is a first look, not the
    eligibility check of a mutasi.
    """
    filled = [jenjang for jenjang in FEEDER_RULES if jenjang in set(people["jenjang"])]
    vacant = posts[posts["is_vacant"] & posts["jenjang"].isin(filled)]
    members = people[people["in_krs"]]
    history = history_table(evidence)
    service = history.assign(days=served_days(history, inauguration))
    found = [_candidates_of(post, members, evidence, service, inauguration) for _, post in vacant.iterrows()]
    columns = ["jabatan_id", "jabatan", "nip", "code", "nama", "readiness", "fit_score", "reason"]
    tables = [table for table in found if len(table)]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _met_date(days: pd.Series, nips: pd.Series, years: int, day: dt.date) -> pd.Series:
    """Return the day on which each official completes a calendar term of service, given the days served by ``day``.

    Service goes on from ``day``; posts held with a break count as one term of the same length in days.
    """
    served = pd.to_timedelta(nips.map(days).fillna(0).astype(int), unit="D")
    met: pd.Series = pd.Timestamp(day) - served + pd.DateOffset(years=years)
    return met


def _candidates_of(
    post: pd.Series, members: pd.DataFrame, evidence: Evidence, service: pd.DataFrame, inauguration: dt.date
) -> pd.DataFrame:
    """Return the ready and soon ready officials for one vacant post."""
    below = next((low for low, high in NEXT_JENJANG.items() if high == post["jenjang"]), None)
    pool: pd.DataFrame = members[members["jenjang"].isin([post["jenjang"], below])].copy()
    is_promotion = pool["jenjang"] != post["jenjang"]
    in_field = service[service["rumpun"] == post["rumpun"]].groupby("nip")["days"].sum()
    in_jenjang = service.merge(pool[["nip", "jenjang"]], on=["nip", "jenjang"]).groupby("nip")["days"].sum()
    field_met = _met_date(in_field, pool["nip"], _needed_experience(post, evidence.rules), inauguration)
    feeder_met = _met_date(in_jenjang, pool["nip"], _needed_feeder(post, evidence.rules), inauguration)
    met = field_met.where(~is_promotion | (field_met >= feeder_met), feeder_met)
    latest = pd.Timestamp(inauguration) + pd.DateOffset(years=SOON_YEARS)
    age_limit = evidence.rules["jpt_pratama_max_age_years"].value if post["jenjang"] == Jenjang.JPT_PRATAMA else np.inf
    is_young = ~is_promotion | (full_years(pool["birth_date"], inauguration) <= age_limit)
    pool = pool[(met <= latest) & is_young & _educated(pool, post, evidence)].copy()
    if pool.empty:
        return pool
    pool["met"] = met
    pool["readiness"] = np.where(pool["met"] <= pd.Timestamp(inauguration), "siap", "siap_1_2_tahun")
    pool["fit_score"] = _fit(pool, post, evidence)
    pool["reason"] = [_say_candidate(row, post, inauguration) for _, row in pool.iterrows()]
    pool["jabatan_id"], pool["jabatan"] = post["jabatan_id"], post["jabatan"]
    return pool.sort_values(["readiness", "fit_score", "order"], ascending=[True, False, True], kind="stable")


def _needed_experience(post: pd.Series, rules: Rules) -> int:
    """Return the years of experience in the field that the post asks for (JPT Pratama only)."""
    return int(rules["jpt_pratama_experience_years"].value) if post["jenjang"] == Jenjang.JPT_PRATAMA else 0


def _needed_feeder(post: pd.Series, rules: Rules) -> int:
    """Return the years in the jenjang below that a promotion into the post asks for."""
    return int(rules[FEEDER_RULES[Jenjang(post["jenjang"])]].value)


def _educated(pool: pd.DataFrame, post: pd.Series, evidence: Evidence) -> pd.Series:
    """Return who meets the education that the post, else its jenjang, asks for."""
    scale = evidence.scheme.instrument("pendidikan").measure.scale  # type: ignore[union-attr]
    wanted = post["required_education"]
    wanted = evidence.rules["min_education"].value[post["jenjang"]] if pd.isna(wanted) else wanted
    return pool["education_level"].map(scale).astype(float) >= scale[wanted]


def _fit(pool: pd.DataFrame, post: pd.Series, evidence: Evidence) -> pd.Series:
    """Return the kesesuaian of each official with the post's competencies."""
    levels, _, _ = competency_levels(evidence)
    mine = levels.reindex(pool["nip"].to_numpy())
    own = post[[f"required_{name}_level" for name in levels]].astype(float)
    default = float(evidence.rules["required_competency_level"].value[post["jenjang"]])
    required = pd.DataFrame([own.fillna(default).to_list()] * len(mine), columns=levels.columns)
    return kesesuaian(mine, required).set_axis(pool.index)


def _say_candidate(row: pd.Series, post: pd.Series, inauguration: dt.date) -> str:
    """Say why an official is on the list; a month that has begun counts as lacking."""
    way = "rotasi" if row["jenjang"] == post["jenjang"] else f"promosi dari {JENJANG_LABELS[Jenjang(row['jenjang'])]}"
    if row["readiness"] == "siap":
        return f"Kotak {row['kotak']}, {way}, syarat waktu dan pendidikan terpenuhi."
    end = row["met"] + pd.DateOffset(months=1) - pd.Timedelta(days=1)
    lack = format_term(inauguration, end)
    return f"Kotak {row['kotak']}, {way}, masa kerja yang disyaratkan kurang {lack}."
