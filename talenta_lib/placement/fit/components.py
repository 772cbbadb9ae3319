"""What fit is made of: one score of 0-100 per official, post and component; NaN where the official lacks the data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.placement.fit.kernel import kesesuaian_matrix
from talenta_lib.placement.fit.scheme import FitComponent, FitScheme
from talenta_lib.regulations import Rules, ScoreBand
from talenta_lib.talent import Dossier
from talenta_lib.talent.evidence import Flags, Floats, Ints, band_scores
from talenta_lib.talent.history import served_days
from talenta_lib.talent.measures import field_verdicts

PERSONAL = {
    FitComponent.KOMPETENSI_TEKNIS: "technical_score",
    FitComponent.REKAM_JEJAK: "track_record_score",
    FitComponent.KEPEMIMPINAN: "leadership_score",
    FitComponent.TALENTA: "talenta_score",
}
"""Components that an official brings to every post alike, with their column of ``Dossier.scores``."""


@dataclass(frozen=True)
class Experience:
    """Service in each rumpun up to a day.

    ``days`` [n, r] were served in posts of a rumpun, ``unclear_days`` [n] in posts whose rumpun is not on record;
    ``score`` [n, r + 1] is NaN where these could change it, without any history, and in the last column, which
    stands for a post without rumpun. ``wanted`` [m] is the column of each post, -1 for none.
    """

    days: Ints
    unclear_days: Ints
    has_history: Flags
    score: Floats
    wanted: Ints


@dataclass(frozen=True)
class FieldMatch:
    """Score of each field of study (``have`` [n]) for each list of wanted ones (``wanted`` [m]); -1 for none."""

    verdicts: Floats
    have: Ints
    wanted: Ints


@dataclass(frozen=True, eq=False)
class Grounds:
    """All that fit rests on, as arrays over the n officials of the dossier and the m posts, in their order.

    ``weights`` [components, m] are percentages, 0 where the post lacks what a component asks for: such a component
    does not apply to the post and makes nobody's fit doubtful.
    """

    dossier: Dossier
    posts: pd.DataFrame
    scheme: FitScheme
    day: dt.date
    levels: Floats
    required: Floats
    personal: dict[FitComponent, Floats]
    experience: Experience
    fields: FieldMatch
    weights: Floats

    def score(self, component: FitComponent, rows: Ints, columns: Ints) -> Floats:
        """Return a component [rows, columns], or [rows, 1] where it is the same for every post; NaN: no data."""
        if component == FitComponent.KESESUAIAN:
            return kesesuaian_matrix(self.levels[rows], self.required[columns])
        if component == FitComponent.PENGALAMAN_RUMPUN:
            return self.experience.score[rows[:, None], self.experience.wanted[columns]]
        if component == FitComponent.BIDANG_ILMU:
            return self.fields.verdicts[self.fields.wanted[columns], self.fields.have[rows][:, None]]
        return self.personal[component][rows][:, None]


def lay_grounds(dossier: Dossier, posts: pd.DataFrame, rules: Rules, scheme: FitScheme, day: dt.date) -> Grounds:
    """Return what the fit of the officials of a dossier for some posts rests on; service counts up to ``day``."""
    nips = pd.Index(dossier.officials["nip"])
    scores = dossier.scores.reindex(nips)
    required = required_levels(posts, list(dossier.levels.columns), rules)
    experience = _experience(dossier.service, nips, posts["rumpun"], scheme.experience_bands, day)
    fields = _field_match(dossier.officials["education_field"], posts["required_fields"], scheme)
    applies = {
        FitComponent.KESESUAIAN: np.isfinite(required).all(axis=1) & (required.sum(axis=1) > 0),
        FitComponent.PENGALAMAN_RUMPUN: experience.wanted >= 0,
        FitComponent.BIDANG_ILMU: fields.wanted >= 0,
    }
    weights = np.array([
        np.where(applies.get(component, True), [scheme.weight(component, name) for name in posts["jenjang"]], 0.0)
        for component in scheme.components
    ])  # fmt: skip
    return Grounds(
        dossier=dossier,
        posts=posts,
        scheme=scheme,
        day=day,
        levels=dossier.levels.reindex(nips).to_numpy(dtype="float64"),
        required=required,
        personal={one: scores[column].to_numpy(dtype="float64") for one, column in PERSONAL.items()},
        experience=experience,
        fields=fields,
        weights=weights,
    )


def required_levels(posts: pd.DataFrame, competencies: list[str], rules: Rules) -> Floats:
    """Return the required levels [m, k]: the post's own standard, else that of its jenjang, else NaN.

    Basis: rule ``required_competency_level`` (PermenPANRB 38/2017).
    """
    own = posts[[f"required_{name}_level" for name in competencies]].to_numpy(dtype="float64", na_value=np.nan)
    of_jenjang = posts["jenjang"].map(rules["required_competency_level"].value).to_numpy(dtype="float64")
    return np.where(np.isnan(own), of_jenjang[:, None], own)


def _experience(
    service: pd.DataFrame, nips: pd.Index, rumpun: pd.Series, bands: tuple[ScoreBand, ...], day: dt.date
) -> Experience:
    """Return the service of each official in each rumpun of the posts; names are compared blind to case."""
    wanted, names = pd.factorize(rumpun.str.casefold().to_numpy(dtype=object))
    service = service[service["nip"].isin(nips)]
    held = service["rumpun"].str.casefold().to_numpy(dtype=object)
    person = nips.get_indexer(pd.Index(service["nip"]))
    length, is_unclear = served_days(service, day).to_numpy(dtype="int64"), pd.isna(held)
    days = np.zeros((len(nips), len(names) + 1), dtype="int64")
    np.add.at(days, (person, pd.Index(names, dtype=object).get_indexer(held)), length)
    unclear = np.bincount(person[is_unclear], length[is_unclear], minlength=len(nips)).astype("int64")
    has_history = np.bincount(person, minlength=len(nips)) > 0
    least, most = _band_years(days, bands, day), _band_years(days + unclear[:, None], bands, day)
    score = np.where((least == most) & has_history[:, None], least, np.nan)
    score[:, -1] = np.nan
    return Experience(days[:, :-1], unclear, has_history, score, wanted)


def _band_years(days: Ints, bands: tuple[ScoreBand, ...], day: dt.date) -> Floats:
    """Score days of service by bands of calendar years, met on the calendar day; NaN without bands."""
    if not bands:
        return np.full(days.shape, np.nan)
    end = pd.Timestamp(day)
    terms = [(end - (end - pd.DateOffset(months=round(12 * band.at_least)))).days for band in bands]
    in_days = [ScoreBand(at_least=term, score=band.score) for term, band in zip(terms, bands, strict=True)]
    return band_scores(days.astype("float64"), in_days)


def _field_match(fields: pd.Series, required: pd.Series, scheme: FitScheme) -> FieldMatch:
    """Return which field of study is among those that each post names."""
    wanted, wishes = pd.factorize(required.to_numpy(dtype=object))
    have, names = pd.factorize(fields.to_numpy(dtype=object))
    match, other = (np.nan, np.nan) if scheme.field_match is None else dict(scheme.field_match).values()
    return FieldMatch(field_verdicts(wishes, names, match=match, other=other), have, wanted)
