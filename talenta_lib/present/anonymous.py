"""A round without names: for paper (posts by eselon, small groups not shown), or blind in a meeting (posts stay)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from talenta_lib.placement.mutasi import Mutasi
from talenta_lib.placement.ranking import plain_name
from talenta_lib.placement.scenario import Pairing, Scenario, find_official, find_post
from talenta_lib.placement.solver import Names
from talenta_lib.round import RoundResult
from talenta_lib.talent import Dossier
from talenta_lib.terms import Jenjang

HIDDEN = "disembunyikan"


def anonymise(result: RoundResult, *, hide_posts: bool = True) -> RoundResult:
    """Return the round with every name and NIP replaced by the code of the round, and posts by their eselon.

    A post names its holder, so posts of officials become "Eselon III.a"; groups under the smallest cell
    (rule ``small_cell_minimum``) lose their counts. Issues keep file, row, code and remedy, not what was observed.
    ``hide_posts`` False is the blind mode of a meeting that must speak of posts: posts, OPD and counts stay; name,
    NIP, sex and birth date do not.
    """
    people = result.people
    codes = dict(zip(people["nip"], people["code"], strict=True))
    smallest = int(result.rules["small_cell_minimum"].value)
    tables: dict[str, Any] = {
        field.name: _recode(value, codes)
        for field in dataclasses.fields(result)
        if isinstance(value := getattr(result, field.name), pd.DataFrame)
    }
    unborn = pd.Series(pd.NaT, index=people.index, dtype="datetime64[ns]")
    tables["people"] = tables["people"].assign(birth_date=unborn, sex="")
    if hide_posts:
        small = people["opd"].map(people["opd"].value_counts()) < smallest
        tables["people"] = tables["people"].assign(
            jabatan="Eselon " + people["eselon"], unor="", opd=people["opd"].mask(small, HIDDEN)
        )
        for name in ("distribution", "gaps"):
            tables[name] = tables[name][tables[name]["people"] >= smallest].reset_index(drop=True)
    else:
        tables["people"] = tables["people"].assign(bup_date=unborn)  # it tells the month of birth
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
        dossier=_recode_dossier(
            result.dossier, _hide_officials(result.dossier.officials, hide_posts=hide_posts), hide_posts=hide_posts
        ),
        **tables,
    )


def anonymise_mutasi(mutasi: Mutasi, *, hide_posts: bool = True) -> Mutasi:
    """Return a solved scenario with codes instead of names and NIP; a held post is called by the code of its holder.

    Nothing is solved again: rows, columns and the plan keep their places. ``hide_posts`` False: posts keep their names.
    """
    matching, options = mutasi.matching, mutasi.options
    officials = _hide_officials(matching.officials, hide_posts=hide_posts)
    posts = _hide_posts(matching.posts, officials, hide_posts=hide_posts)
    dossier = _recode_dossier(matching.dossier, officials, hide_posts=hide_posts)
    nips = pd.Index(officials["nip"])
    facts = dataclasses.replace(matching.eligibility.facts, dossier=dossier, posts=posts)
    hidden = dataclasses.replace(
        matching,
        officials=officials,
        posts=posts,
        fit=dataclasses.replace(matching.fit, nips=nips),
        eligibility=dataclasses.replace(matching.eligibility, nips=nips, facts=facts),
        dossier=dossier,
    )
    people, places = options.people, options.places
    names = Names(list(officials["nama"].iloc[people]), list(posts["jabatan"].iloc[places]), options.model.names.units)
    taking_part = dataclasses.replace(
        options,
        model=dataclasses.replace(options.model, names=names),
        officials=officials.iloc[people].reset_index(drop=True),
        posts=posts.iloc[places].reset_index(drop=True),
    )
    return dataclasses.replace(mutasi, scenario=_hide_scenario(mutasi), matching=hidden, options=taking_part)


def without_names(told: str, officials: pd.DataFrame) -> str:
    """Return what is told about some officials with codes for their names, with and without titles, and for NIP."""
    codes: dict[str, str] = {}
    for who in officials.itertuples():
        codes |= dict.fromkeys([str(who.nama), plain_name(str(who.nama)), str(who.nip)], str(who.code))
    names = sorted(codes, key=len, reverse=True)  # a name may be part of another
    return re.sub("|".join(map(re.escape, names)), lambda found: codes[found[0]], told)


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


def _hide_officials(officials: pd.DataFrame, *, hide_posts: bool) -> pd.DataFrame:
    """Return the officials of a dossier under their codes; a hidden post is called by the code of its holder."""
    hidden = officials.assign(
        nip=officials["code"],
        nama=officials["code"],
        birth_date=pd.Series(pd.NaT, index=officials.index, dtype="datetime64[ns]"),
    )
    if not hide_posts:
        return hidden
    is_holder = officials["jabatan_id"].notna()
    return hidden.assign(
        jabatan=("Jabatan " + officials["code"]).where(is_holder, HIDDEN),
        opd=HIDDEN,
        unor=HIDDEN,
    )


def _hide_posts(posts: pd.DataFrame, officials: pd.DataFrame, *, hide_posts: bool) -> pd.DataFrame:
    """Return the posts under the codes of their holders; hidden ones without names, but for those that nobody holds."""
    code = posts["jabatan_id"].map(officials.dropna(subset="jabatan_id").set_index("jabatan_id")["code"])
    if not hide_posts:
        return posts.assign(holder_nip=code)
    return posts.assign(
        holder_nip=code,
        jabatan=posts["jabatan"].where(code.isna(), "Jabatan " + code),
        opd=posts["opd"].where(code.isna(), HIDDEN),
    )


def _recode_dossier(dossier: Dossier, hidden: pd.DataFrame, *, hide_posts: bool) -> Dossier:
    """Return a dossier under codes; ``hidden`` are its officials in the same order."""
    codes = dict(zip(dossier.officials["nip"], hidden["code"], strict=True))
    service = _recode(dossier.service, codes)
    return Dossier(
        officials=hidden,
        levels=dossier.levels.rename(index=codes),
        scores=dossier.scores.rename(index=codes),
        service=service.assign(jabatan=HIDDEN, opd=HIDDEN) if hide_posts else service,
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
