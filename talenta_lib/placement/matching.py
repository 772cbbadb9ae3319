"""Everybody against every post: fit and eligibility of a round, computed once and used by every scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from talenta_lib.placement.eligibility import Eligibility, Setting, check_eligibility
from talenta_lib.placement.fit import Fit, FitScheme, compute_fit
from talenta_lib.regulations import Rules
from talenta_lib.talent import Dossier


@dataclass(frozen=True)
class Matching:
    """Fit and eligibility of every official for every post.

    People and posts stand in canonical order (by NIP, by jabatan_id), so that no result depends on the order of rows
    in a file. ``seed`` draws the lots that break ties.
    """

    officials: pd.DataFrame
    posts: pd.DataFrame
    fit: Fit
    eligibility: Eligibility
    dossier: Dossier
    rules: Rules
    seed: int

    @cached_property
    def people_index(self) -> Mapping[str, int]:
        """NIP -> row of the matrices."""
        return {str(nip): row for row, nip in enumerate(self.fit.nips)}

    @cached_property
    def post_index(self) -> Mapping[str, int]:
        """jabatan_id -> column of the matrices."""
        return {str(post): column for column, post in enumerate(self.fit.jabatan_ids)}


def match_people(
    dossier: Dossier, posts: pd.DataFrame, rules: Rules, scheme: FitScheme, setting: Setting, *, seed: int
) -> Matching:
    """Compute fit and eligibility of every official of the dossier for every post.

    ``posts`` are those of the round's scope (``RoundResult.posts``). Who is pensioned by the planned inauguration
    (``is_retired``) takes no part, and the post counts as vacant (``retired_nip`` tells whose it was). Fit is by
    ``scheme``, eligibility by the rules in force with terms counted at the planned inauguration (``setting``).
    """
    ordered = dossier.sorted_by_nip()
    people = ordered.officials
    is_retired = (people["bup_date"] <= pd.Timestamp(setting.inauguration)).to_numpy(dtype=bool)
    ordered = replace(ordered, officials=people.assign(is_retired=is_retired))
    map_order = posts.sort_values("jabatan_id", kind="stable", ignore_index=True)
    left = people.loc[is_retired].dropna(subset="jabatan_id").set_index("jabatan_id")["nip"]
    retired = map_order["jabatan_id"].map(left)
    map_order = map_order.assign(is_vacant=map_order["is_vacant"] | retired.notna(), retired_nip=retired)
    fit = compute_fit(ordered, map_order, rules, scheme, day=setting.inauguration)
    eligibility = check_eligibility(ordered, map_order, rules, setting)
    return Matching(ordered.officials, map_order, fit, eligibility, ordered, rules, seed)
