"""Fit of a few invented people to a few posts. DATA SINTETIS."""

from __future__ import annotations

import datetime as dt
from typing import Any

from talenta_lib.placement.fit import Fit, FitScheme, compute_fit, load_fit_scheme
from talenta_lib.talent import add_succession, build_dossier, build_posts, score_talent
from tests.talent.conftest import AS_OF, Records, evidence, tables

ASSUMED = {"instrument": "Contoh", "source": "contoh", "evidence": "I"}


def fit_of(*records: Records, scheme: FitScheme | str = "profil_lengkap", day: dt.date = AS_OF) -> Fit:
    """Return the fit of these officials to these posts."""
    known = evidence(tables(*records))
    people = score_talent(known.tables, known.scheme, as_of=AS_OF, rules=known.rules, roster=known.roster).people
    posts = build_posts(known.tables, known.rules)
    found = build_dossier(known, add_succession(people, known.rules, seed=7), posts)
    return compute_fit(
        found, posts, known.rules, load_fit_scheme(scheme) if isinstance(scheme, str) else scheme, day=day
    )


def scheme_of(least_known: float = 1, **weights: float) -> FitScheme:
    """Return a scheme of these weights, with the bands and field scores of profil_lengkap."""
    example = load_fit_scheme("profil_lengkap").model_dump()
    changed: dict[str, Any] = {"name": "uji", "weights": weights, "least_known": least_known, "citation": ASSUMED}
    return FitScheme.model_validate({**example, **changed})
