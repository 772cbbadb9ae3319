"""A round without names: codes instead of names and NIP, posts said by eselon, small groups not shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.scenario import Pairing, Scenario, find_official, find_post
from talenta_lib.round import RoundResult
from talenta_lib.talent import Dossier
from talenta_lib.terms import Jenjang

HIDDEN = "disembunyikan"


def anonymise(result: RoundResult) -> RoundResult:
    """Return the round with every name and NIP replaced by the code of the round, and posts by their eselon.

    A post names its holder, so posts of officials become "Eselon III.a"; groups under the smallest cell
    (rule ``small_cell_minimum``) lose their counts. Issues keep file, row, code and remedy, not what was observed.
    """
    people = result.people
    codes = dict(zip(people["nip"], people["code"], strict=True))
    smallest = int(result.rules["small_cell_minimum"].value)
    tables: dict[str, Any] = {
        field.name: _recode(value, codes)
        for field in dataclasses.fields(result)
        if isinstance(value := getattr(result, field.name), pd.DataFrame)
    }
    small = people["opd"].map(people["opd"].value_counts()) < smallest
    tables["people"] = tables["people"].assign(
        jabatan="Eselon " + people["eselon"],
        unor="",
        opd=people["opd"].mask(small, HIDDEN),
        birth_date=pd.Series(pd.NaT, index=people.index, dtype="datetime64[ns]"),
        sex="",
    )
    distribution = tables["distribution"]
    tables["distribution"] = distribution[distribution["people"] >= smallest].reset_index(drop=True)
    gaps = tables["gaps"]
    tables["gaps"] = gaps[gaps["people"] >= smallest].reset_index(drop=True)
    issues = result.intake.issues.assign(
        observed=HIDDEN,
        message="",
    )
    intake = dataclasses.replace(result.intake, issues=issues, tables={}, quarantine=result.intake.quarantine.iloc[:0])
    return dataclasses.replace(
        result,
        intake=intake,
        parameters=result.parameters.model_copy(update={"signatories": ()}),
        input_part={**result.input_part, "tanpa_nama": True},
        dossier=_recode_dossier(result.dossier, _hide_officials(result.dossier.officials)),
        **tables,
    )


def anonymise_mutasi(mutasi: Mutasi) -> Mutasi:
    """Return a solved scenario with codes instead of names and NIP; a held post is called by the code of its holder.

    Nothing is solved again: rows, columns and the plan keep their places.
    """
    matching, options = mutasi.matching, mutasi.options
    officials = _hide_officials(matching.officials)
    holders = officials.dropna(subset="jabatan_id").set_index("jabatan_id")["code"]
    posts = _hide_posts(matching.posts, holders)
    dossier, nips = _recode_dossier(matching.dossier, officials), pd.Index(officials["nip"])
    facts = dataclasses.replace(matching.eligibility.facts, dossier=dossier, posts=posts)
    hidden = dataclasses.replace(
        matching,
        officials=officials,
        posts=posts,
        fit=dataclasses.replace(matching.fit, nips=nips),
        eligibility=dataclasses.replace(matching.eligibility, nips=nips, facts=facts),
        dossier=dossier,
    )
    taking_part = dataclasses.replace(
        options,
        officials=officials.iloc[options.people].reset_index(drop=True),
        posts=posts.iloc[options.places].reset_index(drop=True),
    )
    return dataclasses.replace(mutasi, scenario=_hide_scenario(mutasi), matching=hidden, options=taking_part)


def _hide_scenario(mutasi: Mutasi) -> Scenario:
    """Return the scenario with codes for officials and identifiers for posts, without free text."""
    one, matching = mutasi.scenario, mutasi.matching
    codes = dict(zip(matching.officials["nip"], matching.officials["code"], strict=True))

    def official(name: str) -> str:
        return str(codes[find_official(matching.officials, name)])

    def post(name: str) -> str:
        return name if name in set(Jenjang) else find_post(matching.posts, name)

    def hidden(pairings: tuple[Pairing, ...]) -> tuple[Pairing, ...]:
        return tuple(Pairing(nip=official(pair.nip), jabatan=post(pair.jabatan)) for pair in pairings)

    pairs = {name: hidden(getattr(one, name)) for name in ("place", "forbid", "wishes")}
    posts = {name: tuple(map(post, getattr(one, name))) for name in ("reserve", "closed", "filled", "vacant")}
    return one.model_copy(update={"note": "", "stay": tuple(map(official, one.stay)), **pairs, **posts})


def _hide_officials(officials: pd.DataFrame) -> pd.DataFrame:
    """Return the officials of a dossier under their codes; a post of the map is called by the code of its holder."""
    is_holder = officials["jabatan_id"].notna()
    return officials.assign(
        nip=officials["code"],
        nama=officials["code"],
        jabatan=("Jabatan " + officials["code"]).where(is_holder, HIDDEN),
        opd=HIDDEN,
        unor=HIDDEN,
        birth_date=pd.Series(pd.NaT, index=officials.index, dtype="datetime64[ns]"),
    )


def _hide_posts(posts: pd.DataFrame, holders: pd.Series) -> pd.DataFrame:
    """Return the posts without names, but for those that nobody holds; ``holders`` gives codes by jabatan_id."""
    code = posts["jabatan_id"].map(holders)
    return posts.assign(
        holder_nip=code,
        jabatan=posts["jabatan"].where(code.isna(), "Jabatan " + code),
        opd=posts["opd"].where(code.isna(), HIDDEN),
    )


def _recode_dossier(dossier: Dossier, hidden: pd.DataFrame) -> Dossier:
    """Return a dossier under codes; ``hidden`` are its officials in the same order."""
    codes = dict(zip(dossier.officials["nip"], hidden["code"], strict=True))
    return Dossier(
        officials=hidden,
        levels=dossier.levels.rename(index=codes),
        scores=dossier.scores.rename(index=codes),
        service=_recode(dossier.service, codes).assign(jabatan=HIDDEN, opd=HIDDEN),
        ratings=_recode(dossier.ratings, codes),
        discipline=_recode(dossier.discipline, codes),
    )


def _recode(table: pd.DataFrame, codes: Mapping[str, str]) -> pd.DataFrame:
    """Replace NIP and name columns of a result table by codes."""
    changed = table.copy()
    for column in ("nip", "holder_nip"):
        if column in changed:
            changed[column] = changed[column].map(codes).astype("string")
    if "nama" in changed and "nip" in changed:
        changed["nama"] = changed["nip"]
    return changed
