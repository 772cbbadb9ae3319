"""What is known of everybody who may be placed: the officials of the round, and those who hold no post of its map."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.talent.assessments import assessment_dates, competency_levels
from talenta_lib.talent.evidence import Evidence, chosen_values
from talenta_lib.talent.gaps import SIDE_INSTRUMENTS
from talenta_lib.talent.history import eselon_jenjang, history_table
from talenta_lib.talent.measures import read_instrument
from talenta_lib.talent.roster import personal_facts, retirement_dates
from talenta_lib.terms import JF_JENJANG_LABELS, Jenjang

OFFICIAL_COLUMNS = [
    "nip", "code", "nama", "jabatan_id", "jabatan", "opd", "unor", "eselon", "jenjang", "rumpun", "jenis_jabatan",
    "jf_jenjang", "jenis_pegawai", "kedudukan_hukum", "golongan", "pangkat", "birth_date", "bup_date",
    "jabatan_start_date", "education_level", "education_field", "kotak", "in_krs", "order", "talenta_score",
    "assessment_date", "assessment_valid_until", "assessed_jenjang", "is_incumbent",
]  # fmt: skip
SKILLED = frozenset({"penyelia", "mahir", "terampil", "pemula"})
"""The functional levels of skill (keterampilan), which share one retirement age."""


@dataclass(frozen=True, eq=False)
class Dossier:
    """What is known of everybody who may be placed; text columns are NA, scores and levels NaN where not known.

    Attributes
    ----------
    officials : one row per person (``OFFICIAL_COLUMNS``): the officials of the round in its order, then the others by
        NIP. ``jabatan_id`` is NA where the post is not one of the round; ``jenjang`` is that of a structural post;
        ``kotak``, ``order`` and ``talenta_score`` are those of the round, missing for the others.
    levels : competency levels 1-5, index nip, one column per key of ``terms.COMPETENCY_LABELS``; NaN without a valid
        assessment of all nine.
    scores : technical_score, leadership_score, track_record_score, talenta_score (0-100), index nip.
    service : posts held in full: nip, jabatan, opd, rumpun, jenjang, start_date, end_date (NaT = still held).
    ratings : nip, year, predikat; newest first.
    discipline : nip, hukdis, start_date, end_date.
    """

    officials: pd.DataFrame
    levels: pd.DataFrame
    scores: pd.DataFrame
    service: pd.DataFrame
    ratings: pd.DataFrame
    discipline: pd.DataFrame

    def sorted_by_nip(self) -> Dossier:
        """Return the same dossier with its officials, levels and scores in the order of the NIP."""
        officials = self.officials.sort_values("nip", ignore_index=True)
        nips = officials["nip"].to_numpy()
        return dataclasses.replace(
            self, officials=officials, levels=self.levels.loc[nips], scores=self.scores.loc[nips]
        )


def build_dossier(evidence: Evidence, people: pd.DataFrame, posts: pd.DataFrame) -> Dossier:
    """Return what is known, at the date of the round, of its officials and of all other employees.

    Parameters
    ----------
    evidence : of the round; its roster is the officials in scope.
    people : the people table of the round (kotak, in_krs, order and talenta_score are taken from it).
    posts : every post of the map with jenjang and holder (:func:`talenta_lib.talent.build_posts`).

    Levels and scores are read as for the nine-box: only what is known at the round's date, only valid assessments
    (rule ``assessment_validity_years``), instruments of the scheme.
    """
    others = _other_officials(evidence, posts)
    roster = pd.concat([evidence.roster, others], ignore_index=True)
    everybody = dataclasses.replace(evidence, roster=roster, _kept={})
    levels, _, _ = competency_levels(everybody)
    by_nip = people.set_index("nip")
    return Dossier(
        officials=_officials(everybody, by_nip),
        levels=levels,
        scores=_scores(everybody).assign(talenta_score=by_nip["talenta_score"].reindex(everybody.nips)),
        service=history_table(everybody).reset_index(drop=True),
        ratings=_records(everybody, "kinerja", "year", ["nip", "year", "predikat"]),
        discipline=_records(everybody, "disiplin", "start_date", ["nip", "hukdis", "start_date", "end_date"]),
    )


def jf_jenjang(jabatan: pd.Series, jenis_jabatan: pd.Series) -> pd.Series:
    """Return the level of each functional post (keys of ``terms.JF_JENJANG_LABELS``); missing for any other post.

    It is read from the name of the post; before 2017 the names had no "ahli", and the level came last.

    >>> jf_jenjang(pd.Series(["Perencana Ahli Muda", "Auditor Madya"]), pd.Series(["fungsional"] * 2)).tolist()
    ['ahli_muda', 'ahli_madya']
    """
    codes = {label.removeprefix("Ahli ").casefold(): code for code, label in JF_JENJANG_LABELS.items()}
    names, words = jabatan.str.casefold(), "|".join(codes)
    modern = names.str.extract(rf"\bahli ({words})\b", expand=False)
    former = names.str.extract(rf"\b({words})$", expand=False).where(jenis_jabatan.eq("fungsional").fillna(False))
    found = modern.fillna(former).map(codes).astype("string")
    return found.mask(jenis_jabatan.isin(["struktural", "pelaksana"]))


def _other_officials(evidence: Evidence, posts: pd.DataFrame) -> pd.DataFrame:
    """Return the employees outside the roster in its columns, by NIP; ``jabatan_id`` is missing.

    Their jenjang is that of their eselon, their rumpun that of the last post in their history that is still held.
    """
    rules, employees = evidence.rules, evidence.tables["pegawai"]
    others = employees[~employees["nip"].isin(evidence.roster["nip"])].sort_values("nip")
    held = posts[~posts["is_vacant"]].drop_duplicates("holder_nip").set_index("holder_nip")["eselon"]
    eselon = others["nip"].map(held).astype("string").fillna(others["eselon"])
    kind = others["jenis_jabatan"].where(eselon.isna(), "struktural")
    functional = jf_jenjang(others["jabatan"], kind)
    facts = personal_facts(others, rules).assign(
        jabatan=others["jabatan"], opd=others["opd"], unor=others["unor"], eselon=eselon, jenis_jabatan=kind,
        jenjang=eselon.map(eselon_jenjang(rules)).astype("string"), jf_jenjang=functional,
    )  # fmt: skip
    first = len(evidence.roster) + 1
    codes = [f"P-{number:03d}" for number in range(first, first + len(facts))]
    facts["code"] = pd.Series(codes, index=facts.index, dtype="str")
    terms = facts["jenjang"].fillna(functional.mask(functional.isin(SKILLED), "keterampilan"))
    terms = terms.mask(kind == "pelaksana", str(Jenjang.PELAKSANA))
    facts["bup_date"] = retirement_dates(facts["birth_date"], terms, rules)
    facts["rumpun"] = facts["nip"].map(_present_rumpun(evidence)).astype("string")
    return facts


def _present_rumpun(evidence: Evidence) -> pd.Series:
    """Return the rumpun of the last post on record that is still held, by NIP."""
    history = evidence.tables["riwayat_jabatan"]
    is_open = (history["start_date"] <= evidence.today) & ~(history["end_date"] < evidence.today)
    is_full = history["status"].fillna("definitif").eq("definitif")
    held = history[is_open & is_full & history["rumpun"].notna()].sort_values("start_date", kind="stable")
    return held.drop_duplicates("nip", keep="last").set_index("nip")["rumpun"]


def _officials(everybody: Evidence, round_people: pd.DataFrame) -> pd.DataFrame:
    """Return the officials with what the round found of them; ``round_people`` has the index nip."""
    found = round_people[["kotak", "in_krs", "order", "talenta_score"]]
    dates = assessment_dates(everybody)[["assessment_date", "assessment_valid_until"]]
    officials = everybody.roster.join(found, on="nip").join(dates, on="nip")
    officials["in_krs"] = officials["in_krs"].eq(True).astype(bool)
    officials["is_incumbent"] = officials["nip"].isin(round_people.index)
    officials["jenis_jabatan"] = officials["jenis_jabatan"].mask(officials["is_incumbent"], "struktural")
    officials["assessed_jenjang"] = _assessed_jenjang(everybody)
    return officials[OFFICIAL_COLUMNS].reset_index(drop=True)


def _assessed_jenjang(everybody: Evidence) -> pd.Series:
    """Return the jenjang that each official's newest assessment was made for."""
    rows = everybody.rows("asesmen", "assessment_date")
    rows = rows[rows.known("potensi_score") | rows.known("integritas_level")]
    return pd.Series(chosen_values(rows.column("assessed_jenjang"), rows.last()), dtype="string")


def _scores(everybody: Evidence) -> pd.DataFrame:
    """Return the scores (0-100) that an official brings to any post."""
    columns = {"technical_score": "teknis", "leadership_score": "karakter", "track_record_score": "rekam_jejak"}
    scores = {name: read_instrument(everybody, SIDE_INSTRUMENTS[side]).score for name, side in columns.items()}
    return pd.DataFrame(scores, index=everybody.nips)


def _records(everybody: Evidence, table: str, day_column: str, columns: list[str]) -> pd.DataFrame:
    """Return the rows of a table known at the date of the round, in the order of the officials, newest first."""
    rows = everybody.rows(table, day_column)
    order = np.lexsort((-rows.day.view("int64"), rows.member))
    return rows.table.iloc[rows.place[order]][columns].reset_index(drop=True)
