"""Assessments: which still count, the competency levels they give, and the levels that a post requires."""

from __future__ import annotations

import numpy as np
import pandas as pd

from talenta_lib.talent.evidence import Days, Evidence, Flags, Ints, Rows, chosen_values


def valid_assessments(evidence: Evidence) -> tuple[Rows, Days]:
    """Return the assessments that still count, and the day of each official's newest stale one (NaT for none).

    Basis: rule ``assessment_validity_years`` (Peraturan BKN 26/2019 Pasal 29 ayat (4)); an assessment without a
    date is read as of its file's date.
    """
    rows = evidence.rows("asesmen", "assessment_date")
    validity = pd.DateOffset(years=evidence.rules["assessment_validity_years"].value)
    is_stale = rows.day <= (evidence.today - validity).to_datetime64()
    stale = rows[is_stale]
    return rows[~is_stale], np.append(stale.day, np.datetime64("NaT", "ns"))[stale.last()]


def stale_reason(stale: Days) -> pd.Series:
    """Say for each official that the assessment has expired, and when it was made; missing where none has."""
    days: pd.Series = pd.Series(stale).dt.strftime("%d-%m-%Y").astype("string")
    return "asesmen kedaluwarsa (" + days + ")"


def competency_levels(evidence: Evidence) -> tuple[pd.DataFrame, pd.DataFrame, tuple[Rows, Ints]]:
    """Return levels [n, 9], required levels [n, 9] (index NIP) and the assessments they come from."""
    names = list(evidence.rules["competencies"].value)
    rows, _ = valid_assessments(evidence)
    complete: Flags = np.all([rows.known(f"{name}_level") for name in names], axis=0)
    rows = rows[complete]
    chosen = rows.last()
    levels = {name: chosen_values(rows.column(f"{name}_level"), chosen) for name in names}
    return pd.DataFrame(levels, index=evidence.nips), required_levels(evidence, names), (rows, chosen)


def required_levels(evidence: Evidence, names: list[str]) -> pd.DataFrame:
    """Return the required level per official and competency: the post's own standard, else that of its jenjang."""
    posts = evidence.tables["jabatan"]
    default = evidence.of_jenjang(evidence.rules["required_competency_level"].value)
    own = {name: chosen_values(posts[f"required_{name}_level"].to_numpy(), evidence.posts) for name in names}
    required = {name: np.where(np.isnan(level), default, level) for name, level in own.items()}
    return pd.DataFrame(required, index=evidence.nips)


def assessment_dates(evidence: Evidence) -> pd.DataFrame:
    """Return, per NIP, ``assessment_date`` (newest with competency levels or a potensi score), its end, ``is_stale``.

    Basis: rule ``assessment_validity_years`` (Peraturan BKN 26/2019 Pasal 29 ayat (4)).
    """
    rows = evidence.rows("asesmen", "assessment_date")
    rows = rows[rows.known("potensi_score") | rows.known("integritas_level")]
    newest = np.append(rows.day, np.datetime64("NaT", "ns"))[rows.last()]
    dates = pd.Series(newest, index=evidence.nips).dropna()
    until = dates + pd.DateOffset(years=evidence.rules["assessment_validity_years"].value)
    return pd.DataFrame({
        "assessment_date": dates,
        "assessment_valid_until": until,
        "is_stale": until <= evidence.today,
    })  # fmt: skip
