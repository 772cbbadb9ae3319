"""Axis scores by scheme: every component with its source, a range where data is missing, the box and its doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.errors import DataError
from talenta_lib.regulations import Component, Rules, Scheme, load_rules
from talenta_lib.talent.evidence import Evidence, last_per_person
from talenta_lib.talent.measures import read_instrument
from talenta_lib.talent.ninebox import kotak_of_levels, level_of, possible_kotak, possible_levels
from talenta_lib.talent.roster import build_posts, build_roster
from talenta_lib.terms import AXIS_LABELS, Axis, Jenjang

GIVEN = ("performance_score", "potential_score", "kotak")


@dataclass(frozen=True)
class TalentScores:
    """What :func:`score_talent` found.

    Attributes
    ----------
    people : one row per official (scores 0-100, ranges, levels, kotak; see the data dictionary).
    readings : per (axis, component id) one row per official, index NIP, same order as ``people``.
    scheme : the scheme used.
    """

    people: pd.DataFrame
    readings: Mapping[tuple[Axis, str], pd.DataFrame]
    scheme: Scheme


def score_talent(
    tables: Mapping[str, pd.DataFrame],
    scheme: Scheme,
    *,
    as_of: dt.date,
    rules: Rules | None = None,
    roster: pd.DataFrame | None = None,
) -> TalentScores:
    """Score both axes of every official in scope and place each in a kotak.

    Parameters
    ----------
    tables : the clean tables of :func:`talenta_lib.read_tables`.
    scheme : the agency's scheme; one known only in part places people from axis scores that came with the data.
    as_of : the round's date; nothing later is looked at.
    rules, roster : made from ``as_of`` and ``tables`` where omitted (all jenjang in scope).

    A component without data is flagged, never zero: the axis becomes a range from worst to best case, and the box
    stays missing where that range crosses a cut-off. Raises ``DataError`` where nobody can be scored at all.
    Basis: PermenPANRB 3/2020 jo. 20/2025 Pasal 17 and the scheme's decree.

    >>> import datetime as dt
    >>> from talenta_lib import load_scheme, read_tables, score_talent
    >>> day = dt.date(2025, 10, 1)
    >>> intake = read_tables(["data/sample/profil-talenta-2025/masukan"], as_of=day)  # doctest: +SKIP
    >>> score_talent(intake.tables, load_scheme("bkn_411_2025"), as_of=day).people["kotak"]  # doctest: +SKIP
    """
    rules = rules or load_rules(as_of)
    if roster is None:
        roster = build_roster(tables, build_posts(tables, rules), rules, scope=list(Jenjang), as_of=as_of)
    if roster.empty:
        raise DataError(
            "Tidak ada pejabat yang dapat dinilai: tidak ada jabatan pada peta jabatan yang pemangkunya dikenal.",
            "Periksa berkas pegawai dan kolom NIP Pemangku pada peta jabatan.",
        )
    evidence = Evidence(tables, roster, as_of, rules, scheme)
    given = _given_values(evidence)
    readings = {
        (axis, component.id): _read_component(evidence, component)
        for axis in Axis
        for component in scheme.axes[axis].components
        if scheme.is_complete
    }
    columns = [roster.reset_index(drop=True), *(_axis_columns(scheme, axis, readings, given) for axis in Axis)]
    people = pd.concat(columns, axis=1)
    people["talenta_score"] = _talenta(people, scheme)
    people["kotak"] = kotak_of_levels(people["performance_level"], people["potential_level"], rules)
    rows, columns_open = (
        possible_levels(people[f"{axis}_low"], people[f"{axis}_high"], scheme.axes[axis].bands) for axis in Axis
    )
    people["possible_kotak"] = pd.Series(possible_kotak(rows, columns_open, rules), dtype="string")
    people["missing"] = _missing_labels(scheme, readings, people)
    for column in GIVEN:
        people[f"given_{column}"] = given[column].to_numpy()
    _refuse_empty(people, scheme)
    return TalentScores(people, readings, scheme)


def _talenta(people: pd.DataFrame, scheme: Scheme) -> pd.Series:
    """Return the talenta score (0-100); missing where the scheme does not say how the axes combine."""
    if not scheme.talenta:
        return pd.Series(np.nan, index=people.index)
    total = sum(scheme.talenta[axis] * people[f"{axis}_score"] for axis in Axis)
    return pd.Series(total / sum(scheme.talenta.values()))


def _refuse_empty(people: pd.DataFrame, scheme: Scheme) -> None:
    """Stop where nothing at all was assessed, or where a partial scheme has nothing to place people from."""
    has_bands = all(scheme.axes[axis].bands is not None for axis in Axis)
    if people[["performance_score", "potential_score"]].notna().any(axis=None) and has_bands:
        return
    if not scheme.is_complete:
        raise DataError(
            f"Skema {scheme.label} baru diketahui sebagian (belum diketahui: {'; '.join(scheme.missing_parts)}), "
            + (
                "dan data putaran ini tidak memuat nilai sumbu jadi (Nilai X, Nilai Y)."
                if has_bands
                else "sehingga kotaknya tidak dapat ditetapkan."
            ),
            "Pakai skema yang lengkap, atau sertakan berkas SIMATA dengan kolom Nilai X dan Nilai Y.",
        )
    raise DataError(
        "Belum ada satu pejabat pun yang nilainya lengkap pada salah satu sumbu: data asesmen atau kinerja tidak ada.",
        "Sertakan berkas asesmen dan kinerja pada putaran.yaml.",
    )


def _given_values(evidence: Evidence) -> pd.DataFrame:
    """Return the ready-made values of the source system per official: the newest known of each column."""
    rows = evidence.dated("asesmen", "assessment_date")
    nips = evidence.roster["nip"].to_numpy()
    columns = [*GIVEN, *(name for name in map(str, rows) if name.endswith("_score") and name not in GIVEN)]
    found = {}
    for column in columns:
        newest = last_per_person(rows[rows[column].notna()], ["event_date"])
        found[column] = newest[column].reindex(nips)
        found[f"{column}_file"] = newest["source_file"].reindex(nips)
        found[f"{column}_date"] = newest["source_date"].reindex(nips)
    return pd.DataFrame(found)


def _read_component(evidence: Evidence, component: Component) -> pd.DataFrame:
    """Read a component; where its own record is missing (not merely stale) take the source system's ready value.

    A ready value below the lowest score of the instrument is no score: the source system wrote 0 for "no data".
    """
    table = read_instrument(evidence, str(component.instrument))
    table["given_score"] = np.nan
    if component.given is None:
        return table
    rows = evidence.dated("asesmen", "assessment_date")
    lowest = evidence.scheme.instrument(str(component.instrument)).minimum
    newest = last_per_person(rows[rows[component.given] >= lowest], ["event_date"]).reindex(table.index)
    table["given_score"] = newest[component.given].to_numpy(dtype=float)
    is_stale = table["reason"].str.contains("kedaluwarsa").fillna(False)
    fill = table["score"].isna() & table["given_score"].notna() & ~is_stale
    table.loc[fill, "score"] = table["given_score"]
    table.loc[fill, "observed"] = "nilai jadi dari sistem asal"
    table.loc[fill, "reason"] = pd.NA
    for column in ("source_file", "source_date"):
        table[column] = table[column].mask(fill, newest[column])
    return table


def _axis_columns(
    scheme: Scheme, axis: Axis, readings: Mapping[tuple[Axis, str], pd.DataFrame], given: pd.DataFrame
) -> pd.DataFrame:
    """Return score, range, core score (without penguat) and level of one axis."""
    content = scheme.axes[axis]
    if not scheme.is_complete:
        score = given[f"{axis}_score"].reset_index(drop=True).astype(float)
        low = high = core = score
    else:
        parts = [(component, readings[axis, component.id]["score"].to_numpy()) for component in content.components]
        score = _weighted([(part.weight, values) for part, values in parts])
        limits = [scheme.instrument(str(part.instrument)) for part, _ in parts]
        cases = zip(parts, limits, strict=True)
        worst_best = [
            (p.weight, np.where(np.isnan(v), i.minimum, v), np.where(np.isnan(v), i.maximum, v)) for (p, v), i in cases
        ]
        low = _weighted([(weight, worst) for weight, worst, _ in worst_best])
        high = _weighted([(weight, best) for weight, _, best in worst_best])
        core = _weighted([(part.weight, values) for part, values in parts if not part.is_penguat])
    worst, best = level_of(low, content.bands), level_of(high, content.bands)
    return pd.DataFrame({
        f"{axis}_score": score,
        f"{axis}_low": low,
        f"{axis}_high": high,
        f"{axis}_core_score": core,
        f"{axis}_level": worst.where(worst == best),
    })  # fmt: skip


def _weighted(parts: list[tuple[float | None, np.ndarray]]) -> pd.Series:
    """Return the weighted mean of component scores; missing where one part is."""
    total = sum(float(weight or 0) for weight, _ in parts)
    return pd.Series(sum(float(weight or 0) / total * values for weight, values in parts)).round(9)


def _missing_labels(
    scheme: Scheme, readings: Mapping[tuple[Axis, str], pd.DataFrame], people: pd.DataFrame
) -> pd.Series:
    """Return, per official, the labels of components without data, joined by "; "; empty text where complete."""
    text = pd.Series("", index=people.index, dtype="string")
    if not scheme.is_complete:
        for axis in Axis:
            text = text.mask(people[f"{axis}_score"].isna(), text + f"; nilai {AXIS_LABELS[axis].lower()}")
    labels = {(axis, part.id): part.label for axis in Axis for part in scheme.axes[axis].components}
    for key, reading in readings.items():
        text = text.mask(reading["score"].isna().to_numpy(), text + "; " + labels[key].lower())
    return text.str.removeprefix("; ")


def component_table(scores: TalentScores) -> pd.DataFrame:
    """Return the long table person x component: observed, score, weight, contribution, source, reason if missing."""
    tables = []
    for axis in Axis:
        components = scores.scheme.axes[axis].components
        total = sum(float(component.weight or 0) for component in components)
        for component in components:
            if (axis, component.id) not in scores.readings:
                continue
            reading = scores.readings[axis, component.id].reset_index(names="nip")
            weight = float(component.weight or 0) / total
            tables.append(
                reading.assign(
                    axis=str(axis),
                    component=component.id,
                    label=component.label,
                    weight=weight,
                    contribution=reading["score"] * weight,
                    is_missing=reading["score"].isna(),
                    is_penguat=component.is_penguat,
                )
            )
    columns = ["nip", "axis", "component", "label", "observed", "score", "weight", "contribution", "is_missing",
               "reason", "is_penguat", "given_score", "source_file", "source_date"]  # fmt: skip
    if not tables:
        return pd.DataFrame(columns=columns)
    long = pd.concat(tables, ignore_index=True)[columns]
    return long.rename(columns={"reason": "missing_reason", "source_file": "source"})
