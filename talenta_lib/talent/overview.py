"""The organisation as a whole: distribution, completeness, retirements, plausibility, differences from given values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from talenta_lib.regulations import Rules
from talenta_lib.talent.ninebox import KOTAK
from talenta_lib.terms import format_number, format_pct

HORIZONS = (1, 2, 5)
"""Years ahead for which retirements are counted."""
MINIMUM_SHARE_GROUP = 10
"""Smallest group whose shares are checked for plausibility."""
SCORE_TOLERANCE = 0.05
"""Axis points by which a given score may differ from the computed one before it is listed (rounding)."""


def distribution(people: pd.DataFrame, *, as_of: dt.date) -> pd.DataFrame:
    """Return counts by OPD, jenjang and rumpun.

    Columns: group_kind, group, people, kotak_1 ... kotak_9, undetermined, complete_pct (officials without a missing
    component), borderline, retire_1, retire_2, retire_5 (officials whose pension takes effect within so many years).
    """
    kinds = ["opd", "jenjang", "rumpun"]
    return pd.concat([_distribution_by(people, kind, as_of) for kind in kinds], ignore_index=True)


def _distribution_by(people: pd.DataFrame, kind: str, as_of: dt.date) -> pd.DataFrame:
    """Return the counts for one kind of group, in the order of the round."""
    flags = pd.DataFrame({f"kotak_{kotak}": people["kotak"].eq(kotak).fillna(False).astype(int) for kotak in KOTAK})
    flags["undetermined"] = people["kotak"].isna().astype(int)
    flags["complete_pct"] = people["missing"].eq("").astype(float) * 100
    flags["borderline"] = people["is_borderline"].astype(int)
    for years in HORIZONS:
        flags[f"retire_{years}"] = (people["bup_date"] <= pd.Timestamp(as_of) + pd.DateOffset(years=years)).astype(int)
    group = people[kind].fillna("belum ada")
    how = {name: "mean" if name == "complete_pct" else "sum" for name in flags}
    table = flags.groupby(group, sort=False).agg(how)
    table.insert(0, "people", group.value_counts().reindex(table.index))
    return table.rename_axis("group").reset_index().assign(group_kind=kind)[["group_kind", "group", *table.columns]]


def given_differences(people: pd.DataFrame) -> pd.DataFrame:
    """Return officials whose given axis score or box differs from the computed one."""
    rows = people[people[["given_performance_score", "given_potential_score", "given_kotak"]].notna().any(axis=1)]
    differs = rows["given_kotak"].astype("Int64").ne(rows["kotak"]).fillna(False)
    for axis in ("performance", "potential"):
        gap = (rows[f"given_{axis}_score"] - rows[f"{axis}_score"]).abs()
        differs = differs | (gap > SCORE_TOLERANCE)
    columns = ["code", "nip", "nama", "opd", "performance_score", "given_performance_score", "potential_score",
               "given_potential_score", "kotak", "given_kotak"]  # fmt: skip
    return rows.loc[differs.astype(bool), columns].reset_index(drop=True)


def plausibility(tables: Mapping[str, pd.DataFrame], people: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return data that looks implausible as a whole: nothing here judges a person.

    Checks per OPD of at least ten officials: share of predikat Sangat Baik above the highest that SE MenPANRB
    3/2023 allows (rule ``predikat_distribution``), everybody with one predikat, every assessment with one score.
    Columns: check, opd, observed, expected, citation.
    """
    rule = rules["predikat_distribution"]
    limit = max(
        shares.get("sangat_baik", {}).get("max_pct", 0) if isinstance(shares, dict) else 0
        for shares in rule.value.values()
    )
    latest = tables["kinerja"].dropna(subset=["predikat"]).sort_values("year").drop_duplicates("nip", keep="last")
    rated = people[["nip", "opd"]].merge(latest[["nip", "predikat", "year"]], on="nip")
    rows = []
    for opd, group in rated.groupby("opd", sort=False):
        if len(group) < MINIMUM_SHARE_GROUP:
            continue
        share = group["predikat"].eq("sangat_baik").mean()
        if group["predikat"].nunique() == 1:
            rows.append(("Predikat seragam", opd, f"{len(group)} pejabat: {_say(group['predikat'].iloc[0])}",
                         "predikat beragam", str(rule.citation)))  # fmt: skip
        elif limit and 100 * share > limit:
            rows.append(("Sangat Baik terlalu banyak", opd, f"{format_pct(share)} dari {len(group)} pejabat",
                         f"paling banyak {format_number(limit, 0)}%", str(rule.citation)))  # fmt: skip
    rows += _constant_assessments(tables["asesmen"], people) + _double_holders(tables["jabatan"])
    return pd.DataFrame(rows, columns=["check", "opd", "observed", "expected", "citation"])


def _constant_assessments(assessments: pd.DataFrame, people: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """Return OPDs where an assessment score is the same for everybody."""
    rated = people[["nip", "opd"]].merge(assessments, on="nip")
    rows = []
    for column, label in (
        ("potensi_score", "nilai potensi"),
        ("technical_score", "kompetensi teknis"),
        ("jpm_pct", "JPM"),
    ):
        for opd, values in rated.dropna(subset=[column]).groupby("opd", sort=False)[column]:
            if len(values) >= MINIMUM_SHARE_GROUP and values.nunique() == 1:
                observed = f"{len(values)} pejabat: {format_number(values.iloc[0])}"
                rows.append(
                    (f"Satu angka untuk semua: {label}", str(opd), observed, "nilai beragam", "pemeriksaan data")
                )
    return rows


def _double_holders(posts: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """Return NIPs that stand as holder of more than one post of the map."""
    held = posts.dropna(subset=["holder_nip"])
    double = held[held["holder_nip"].duplicated(keep=False)]
    return [
        ("Satu NIP memangku beberapa jabatan", str(group["opd"].iloc[0]), f"{nip}: {'; '.join(group['jabatan'])}",
         "satu jabatan definitif", "peta jabatan")
        for nip, group in double.groupby("holder_nip", sort=False)
    ]  # fmt: skip


def _say(code: str) -> str:
    """Say a predikat code in words."""
    return code.replace("_", " ").title()
