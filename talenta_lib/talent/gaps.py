"""Competencies against the post, and the five sides of Profil Talenta."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from talenta_lib.talent.assessments import competency_levels
from talenta_lib.talent.evidence import Evidence
from talenta_lib.talent.measures import read_instrument
from talenta_lib.terms import COMPETENCY_LABELS, SIDE_LABELS, Jenjang

NEXT_JENJANG = dict(zip(list(Jenjang)[1:], list(Jenjang), strict=False))
SIDE_INSTRUMENTS = {
    "pendidikan": "pendidikan",
    "teknis": "kompetensi_teknis",
    "manajerial": "kompetensi",
    "karakter": "karakter_kepemimpinan",
    "rekam_jejak": "predikat",
}


def competency_table(evidence: Evidence, development: Mapping[str, str]) -> pd.DataFrame:
    """Return the long table person x competency with signed gaps to the post and to the next jenjang.

    ``gap`` and ``next_gap`` are level minus required level (levels 1-5): a shortfall is negative. ``development``
    names the suggestion for a shortfall, empty otherwise. Basis: PermenPANRB 38/2017 (rule
    ``required_competency_level``); the post's own standard comes first.
    """
    levels, required, _ = competency_levels(evidence)
    by_jenjang = evidence.rules["required_competency_level"].value
    above = evidence.roster.set_index("nip")["jenjang"].map(NEXT_JENJANG).map(by_jenjang).astype(float)
    long = pd.DataFrame({
        "nip": levels.index.repeat(levels.shape[1]),
        "competency": np.tile(levels.columns, len(levels)),
        "level": levels.to_numpy().ravel(),
        "required_level": required[levels.columns].to_numpy().ravel(),
    })  # fmt: skip
    long["gap"] = long["level"] - long["required_level"]
    long["next_required_level"] = long["nip"].map(above)
    long["next_gap"] = long["level"] - long["next_required_level"]
    long["development"] = long["competency"].map(dict(development)).astype("string").where(long["gap"] < 0, "")
    return long


def kesesuaian(levels: pd.DataFrame, required: pd.DataFrame) -> pd.Series:
    """Return 100 * sum(min(level, required)) / sum(required) per row; a surplus does not offset a shortfall."""
    reached = np.minimum(levels.to_numpy(dtype=float), required.to_numpy(dtype=float)).sum(axis=1)
    return pd.Series(100 * reached / required.to_numpy(dtype=float).sum(axis=1), index=levels.index)


def gaps_by_opd(competencies: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return, per OPD and competency, how many officials fall short and by how much, with what would close it.

    Columns: opd, competency, label, people (with levels), short (of them), mean_gap (of the short), development.
    """
    known = competencies.merge(people[["nip", "opd"]], on="nip").dropna(subset=["level"])
    known["is_short"] = known["gap"] < 0
    known["shortfall"] = known["gap"].where(known["is_short"])
    grouped = known.groupby(["opd", "competency"], sort=False)
    table = grouped.agg(people=("nip", "size"), short=("is_short", "sum"), mean_gap=("shortfall", "mean")).reset_index()
    table = table[table["short"] > 0]
    suggestions = known[known["is_short"]].drop_duplicates("competency").set_index("competency")["development"]
    table["label"] = table["competency"].map(COMPETENCY_LABELS)
    table["development"] = table["competency"].map(suggestions)
    return table.sort_values(["opd", "short", "competency"], ascending=[True, False, True], ignore_index=True)


def side_table(evidence: Evidence) -> pd.DataFrame:
    """Return the five sides of Profil Talenta per official: score, the post's standard, difference, retest band.

    ``low`` and ``high`` are score ± SEM, the band of a retest; missing where the side carries no error. The
    standard is the post's own, else that of its jenjang: required education, technical and leadership standard of
    the post map, the category "memenuhi syarat" of the JPM table, predikat Baik.
    """
    standards = _standards(evidence)
    sides = []
    for side, instrument_id in SIDE_INSTRUMENTS.items():
        reading = read_instrument(evidence, instrument_id).table()
        error = evidence.scheme.error_model(instrument_id)
        sem = error.standard_error if error is not None and error.standard_error is not None else np.nan
        table = pd.DataFrame({
            "nip": reading.index,
            "side": side,
            "label": SIDE_LABELS[side],
            "score": reading["score"].to_numpy(),
            "standard": standards[side].to_numpy(dtype=float),
            "observed": reading["observed"].fillna(reading["reason"]).to_numpy(),
        })  # fmt: skip
        table["low"] = (table["score"] - sem).clip(lower=0)
        table["high"] = (table["score"] + sem).clip(upper=100)
        sides.append(table)
    long = pd.concat(sides, ignore_index=True)
    long["difference"] = long["score"] - long["standard"]
    return long


def _standards(evidence: Evidence) -> pd.DataFrame:
    """Return the standard of each side per official of the roster."""
    rules, scheme, roster = evidence.rules, evidence.scheme, evidence.roster
    posts = evidence.tables["jabatan"].set_index("jabatan_id").reindex(roster["jabatan_id"].to_numpy())
    education = posts["required_education"].reset_index(drop=True)
    education = education.fillna(roster["jenjang"].map(rules["min_education"].value).astype("string"))
    scale = scheme.instrument("pendidikan").measure.scale  # type: ignore[union-attr]
    predikat = scheme.instrument("predikat").measure.scale  # type: ignore[union-attr]
    return pd.DataFrame({
        "pendidikan": education.map(scale),
        "teknis": posts["required_technical_score"].to_numpy(),
        "manajerial": _lowest_of_top_category(rules["jpm_category_selection"].value),
        "karakter": posts["required_leadership_score"].to_numpy(),
        "rekam_jejak": predikat["baik"],
    })  # fmt: skip


def _lowest_of_top_category(categories: list[Mapping[str, float]]) -> float:
    """Return the lower bound of the best JPM category."""
    return max(float(category["at_least"]) for category in categories)
