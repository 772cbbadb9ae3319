"""Who is in the round: posts with their holders, and the officials in scope with their terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from talenta_lib.regulations import Rules
from talenta_lib.talent.evidence import full_years
from talenta_lib.talent.history import eselon_jenjang

Tables = Mapping[str, pd.DataFrame]


def build_posts(tables: Tables, rules: Rules) -> pd.DataFrame:
    """Return one row per post of the post map, with jenjang, holder and vacancy.

    The holder is the NIP in the post map; where that cell is empty, an official whose own post and OPD bear the
    same names. ``is_head`` marks the first post of the highest eselon of its OPD.
    """
    posts = tables["jabatan"].reset_index(drop=True)
    posts["jenjang"] = posts["eselon"].map(eselon_jenjang(rules)).astype("string")
    posts["holder_nip"] = posts["holder_nip"].fillna(_holders_by_name(posts, tables["pegawai"]))
    posts["is_vacant"] = posts["holder_nip"].isna()
    order = posts.assign(position=posts.index).sort_values(["eselon", "position"], kind="stable")
    posts["is_head"] = False
    posts.loc[order.drop_duplicates("opd").index, "is_head"] = True
    return posts


def _holders_by_name(posts: pd.DataFrame, employees: pd.DataFrame) -> pd.Series:
    """Return the NIP of the one official whose post and OPD bear the same names, for posts without a holder."""
    structural = employees[employees["eselon"].notna() & ~employees["nip"].isin(posts["holder_nip"].dropna())]
    keys = _name_key(structural)
    unique = structural.loc[~keys.duplicated(keep=False)].set_axis(keys[~keys.duplicated(keep=False)])
    post_keys = _name_key(posts)
    holders = post_keys.map(unique["nip"]) if len(unique) else pd.Series(pd.NA, index=posts.index, dtype="string")
    return holders.where(~post_keys.duplicated(keep=False))


def _name_key(frame: pd.DataFrame) -> pd.Series:
    """Return post and OPD as one key, blind to case and spacing."""
    joined = frame["jabatan"].fillna("") + "|" + frame["opd"].fillna("")
    return joined.str.casefold().str.replace(r"\s+", " ", regex=True)


def retirement_dates(birth_dates: pd.Series, jenjang: pd.Series, rules: Rules) -> pd.Series:
    """Return the day each official's pension takes effect: first of the month after the BUP birthday.

    ``jenjang`` may hold functional ones (``ahli_muda``) too. Basis: rules ``bup_years`` (UU 20/2023 Pasal 55) and
    ``bup_effective``; missing where the birth date or the jenjang is.
    """
    by_jenjang = rules["bup_years"].value
    years = jenjang.map({**by_jenjang, **by_jenjang["jf"]})
    birthday = pd.Series(
        [
            birth + pd.DateOffset(years=int(term)) if pd.notna(birth) and pd.notna(term) else pd.NaT
            for birth, term in zip(birth_dates, years, strict=True)
        ],
        index=birth_dates.index,
        dtype="datetime64[ns]",
    )
    effective: pd.Series = birthday.dt.to_period("M").dt.to_timestamp() + pd.DateOffset(months=1)
    return effective


def full_name(employees: pd.DataFrame) -> pd.Series:
    """Return the name with titles, as a letter prints it."""
    front = employees["gelar_depan"].fillna("").where(employees["gelar_depan"].isna(), employees["gelar_depan"] + " ")
    back = (
        employees["gelar_belakang"]
        .fillna("")
        .where(employees["gelar_belakang"].isna(), ", " + employees["gelar_belakang"])
    )
    return (front + employees["nama"] + back).astype("string")


def build_roster(
    tables: Tables, posts: pd.DataFrame, rules: Rules, *, scope: Sequence[str], as_of: dt.date
) -> pd.DataFrame:
    """Return one row per official in scope, in the order of the round (eselon, then the post map).

    Officials whose post lies outside ``scope`` (jenjang codes), or who hold no post of the map, are left out. Who
    stands as holder of two posts is placed at the higher one (``plausibility`` lists it).
    ``code`` (P-001, ...) follows that order.
    """
    held = posts[posts["jenjang"].isin(list(scope)) & ~posts["is_vacant"]]
    held = held.sort_values("eselon", kind="stable").drop_duplicates("holder_nip")
    post_columns = ["jabatan_id", "jabatan", "opd", "unor", "eselon", "jenjang", "rumpun", "holder_nip"]
    roster = held[post_columns].merge(
        personal_facts(tables["pegawai"], rules), left_on="holder_nip", right_on="nip", validate="one_to_one"
    )
    roster["code"] = [f"P-{number:03d}" for number in range(1, len(roster) + 1)]
    roster["bup_date"] = retirement_dates(roster["birth_date"], roster["jenjang"], rules)
    roster["age_years"] = full_years(roster["birth_date"], as_of)
    return roster.drop(columns="holder_nip")


def personal_facts(employees: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return what is known of each employee whatever the post: name with titles, birth date, sex, pangkat and so on.

    A DUK states neither birth date nor sex; the NIP states both (a later correction would not show there).
    """
    columns = [
        "nip", "nama", "birth_date", "sex", "jenis_pegawai", "kedudukan_hukum", "golongan", "golongan_start_date",
        "jabatan_start_date", "education_level", "education_field", "graduation_year", "source_file", "source_date",
    ]  # fmt: skip
    facts = employees[columns].assign(nama=full_name(employees))
    facts["birth_date"] = facts["birth_date"].fillna(pd.to_datetime(facts["nip"].str[:8], format="%Y%m%d"))
    facts["sex"] = facts["sex"].fillna(facts["nip"].str[14].map({"1": "L", "2": "P"}))
    ranks = {entry["code"]: entry["pangkat"] for entry in rules["golongan"].value}
    facts["pangkat"] = facts["golongan"].map(ranks).astype("string")
    return facts
