"""One solved scenario with its tables: who moves where, who stays, what is left vacant, what it adds up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.eligibility import ANSWERS
from talenta_lib.placement.eligibility.findings import count_asked, sum_up
from talenta_lib.placement.loops import order_in_loops
from talenta_lib.placement.matching import Matching
from talenta_lib.placement.options import Options, build_options
from talenta_lib.placement.scenario import Scenario
from talenta_lib.placement.solver import Plan, find_plan, infeasible
from talenta_lib.placement.solver.watch import OnProgress, Watch
from talenta_lib.terms import MoveKind

TIE_RULE = (
    "Bila dua susunan sama dalam segala hal di atas, dipakai yang jumlah undiannya terkecil; "
    "undian ditarik dengan benih putaran {seed} atas NIP dan kode jabatan."
)
STAGE_LABELS = {
    "fill_first": "jabatan kritikal terisi sebanyak mungkin",
    "fit": "jumlah kecocokan setinggi mungkin",
    "moves": "perpindahan sesedikit mungkin",
    "wishes": "keinginan terpenuhi sebanyak mungkin",
    "ties": "undian",
}
"""The aims of a plan in their order; a later one never costs anything of an earlier one."""
LAST = 1000
"""For how many wishes of the scenario an official without a post counts when it is sought what must give way."""
OFFICIAL_COLUMNS = ["nip", "code", "nama", "pangkat", "golongan"]
POST_COLUMNS = ["jabatan_id", "jabatan", "opd", "eselon", "jenjang"]


@dataclass(frozen=True, eq=False)
class Mutasi:
    """A scenario and its plan. All tables name people by NIP and posts by jabatan_id; fit is 0-100 (NaN: unknown)."""

    scenario: Scenario
    matching: Matching
    options: Options
    plan: Plan

    @cached_property
    def assigned(self) -> pd.DataFrame:
        """One row per official of the scenario: from_id, to_id (NA: none) and their positions in the matching."""
        options, targets = self.options, self.plan.assignment
        places = np.where(targets >= 0, options.places[targets], -1)
        to_id = options.posts["jabatan_id"].astype("string").reindex(targets).array  # -1 is no label: missing
        return pd.DataFrame({
            "nip": options.officials["nip"],
            "from_id": options.officials["jabatan_id"],
            "to_id": to_id,
            "person": options.people,
            "place": places,
            "is_incumbent": options.officials["is_incumbent"].to_numpy(dtype=bool),
        })  # fmt: skip

    @cached_property
    def moves(self) -> pd.DataFrame:
        """One row per official whose post changes, in walking order of the chains and cycles.

        Columns: nip, code, nama, pangkat, golongan, from_id/jabatan/opd/eselon, to_id/jabatan/opd/eselon/jenjang,
        kind, fit_before, fit_after, fit_low, fit_high, answer, asked, needs, loop, loop_kind, step.
        """
        changed = self.assigned[
            self.assigned["to_id"].notna() & (self.assigned["from_id"] != self.assigned["to_id"]).fillna(True)
        ]
        return order_in_loops(describe_pairs(self.matching, changed[["nip", "to_id"]]))

    @cached_property
    def stays(self) -> pd.DataFrame:
        """One row per official who keeps the post: nip, code, nama, jabatan_id, jabatan, opd, eselon, fit."""
        kept = self.assigned[(self.assigned["from_id"] == self.assigned["to_id"]).fillna(False)]
        table = kept.merge(self.matching.officials[[*OFFICIAL_COLUMNS, *POST_COLUMNS]], on="nip")
        fit = self.matching.fit.score[table["person"], table["place"]]
        return table[[*OFFICIAL_COLUMNS, *POST_COLUMNS]].assign(fit=fit)

    @cached_property
    def vacancies(self) -> pd.DataFrame:
        """One row per post that is vacant before or after the plan.

        Columns: jabatan_id, jabatan, opd, eselon, jenjang, kritikal, retired_nip (holder pensioned by the
        inauguration), was_vacant, is_vacant, left_by and filled_by (NIP of who leaves and who enters, NA: nobody).
        """
        posts = self.options.posts
        filled = self.assigned.dropna(subset="to_id").set_index("to_id")["nip"]
        held = self.assigned.dropna(subset="from_id").set_index("from_id")["nip"]
        table = posts[["jabatan_id", "jabatan", "opd", "eselon", "jenjang", "kritikal", "retired_nip"]].assign(
            was_vacant=posts["is_vacant"].to_numpy(dtype=bool),
            is_vacant=~posts["jabatan_id"].isin(filled.index).to_numpy(dtype=bool),
            left_by=posts["jabatan_id"].map(held),
            filled_by=posts["jabatan_id"].map(filled),
        )
        return table[table["was_vacant"] | table["is_vacant"]].reset_index(drop=True)

    @cached_property
    def totals(self) -> Mapping[str, float]:
        """What the plan adds up to.

        people, moves, stays, promotions, raised, lowered; fit_before and fit_after (mean fit of the incumbents whose
        fit is known, 0-100), worst_after (least fit of all who have a post then, moved or not), vacant_before,
        vacant_after; and how many names need each answer
        (:func:`talenta_lib.placement.eligibility.findings.count_asked`).
        """
        before, after = self._incumbent_fit()
        moves, vacancies = self.moves, self.vacancies
        gain = moves["fit_after"] - moves["fit_before"]
        return {
            "people": len(self.assigned),
            "moves": len(moves),
            "stays": len(self.stays),
            "promotions": int((moves["kind"] == MoveKind.PROMOSI).sum()),
            "raised": int((gain > 0).sum()),
            "lowered": int((gain < 0).sum()),
            "fit_before": _mean(before),
            "fit_after": _mean(after),
            "worst_after": float(np.fmin(moves["fit_after"].min(), self.stays["fit"].min())),
            "vacant_before": int(vacancies["was_vacant"].sum()),
            "vacant_after": int(vacancies["is_vacant"].sum()),
            **count_asked(moves["asked"]),
        }

    @property
    def tie_rule(self) -> str:
        """The declared tie rule in words."""
        return TIE_RULE.format(seed=self.matching.seed)

    def _incumbent_fit(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the fit of each incumbent in the old and the new post, of those for whom both are known."""
        table = self.assigned[self.assigned["is_incumbent"] & self.assigned["to_id"].notna()]
        columns = self.matching.post_index
        score = self.matching.fit.score
        before = score[table["person"], table["from_id"].map(columns).to_numpy(dtype=int)]
        after = score[table["person"], table["place"]]
        known = np.isfinite(before) & np.isfinite(after)
        return before[known], after[known]


def plan_mutasi(
    matching: Matching,
    scenario: Scenario,
    *,
    on_progress: OnProgress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Mutasi:
    """Solve a scenario to proof (or up to its time limit).

    Raises ``ScenarioError`` for names that are not in the round, ``InfeasibleScenarioError`` with the fewest rows to
    relax. ``on_progress(stage, value, bound)`` is told how far the solver is; ``should_stop()`` ends it early with the
    best plan so far and its proved gap.
    """
    options, watch = build_options(matching, scenario), Watch.started(scenario.time_limit, on_progress, should_stop)
    plan = find_plan(options.model, watch)
    if plan is None:
        raise refuse(matching, scenario)
    return Mutasi(scenario, matching, options, plan)


def refuse(matching: Matching, scenario: Scenario) -> InfeasibleScenarioError:
    """Return the error of a scenario without a plan: which of its wishes must give way.

    That an official loses the post without another one is no wish: it is named only where nothing else helps.
    """
    model = build_options(matching, scenario, may_reopen=True).model
    return infeasible(model, weights={row.name: LAST for row in model.rows if row.name.startswith("must_place:")})


def describe_pairs(matching: Matching, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair (nip, to_id) with post now and then, fit, its range, the answer and what it needs.

    ``asked`` names the kinds of what it needs ("alasan, verifikasi"), ``needs`` the things themselves.
    """
    people = pairs["nip"].map(matching.people_index).to_numpy(dtype=int)
    places = pairs["to_id"].map(matching.post_index).to_numpy(dtype=int)
    officials = matching.officials.iloc[people].reset_index(drop=True)
    posts = matching.posts.iloc[places].reset_index(drop=True)
    now = officials["jabatan_id"].map(matching.post_index).fillna(-1).to_numpy(dtype=int)
    fit = matching.fit
    return officials[OFFICIAL_COLUMNS].assign(
        from_id=officials["jabatan_id"],
        from_jabatan=officials["jabatan"],
        from_opd=officials["opd"],
        from_eselon=officials["eselon"],
        to_id=posts["jabatan_id"],
        to_jabatan=posts["jabatan"],
        to_opd=posts["opd"],
        to_eselon=posts["eselon"],
        to_jenjang=posts["jenjang"],
        kind=matching.eligibility.kinds(people, places),
        fit_before=np.where(now >= 0, fit.score[people, now], np.nan),
        fit_after=fit.score[people, places],
        fit_low=fit.low[people, places],
        fit_high=fit.high[people, places],
        answer=[str(ANSWERS[code]) for code in matching.eligibility.answer[people, places]],
        **_asked(matching, officials["nip"], posts["jabatan_id"]),
    )


def _asked(matching: Matching, nips: pd.Series, posts: pd.Series) -> dict[str, NDArray[np.object_]]:
    """Return what each placement needs, by kind (``asked``) and in words (``needs``); empty where nothing."""
    findings = matching.eligibility.findings_of(zip(nips, posts, strict=True))
    said = sum_up(findings).reindex(pd.MultiIndex.from_arrays([nips, posts]), fill_value="")
    return {name: said[name].to_numpy(dtype=object) for name in ("asked", "needs")}


def _mean(values: NDArray[np.float64]) -> float:
    """Return the mean, NaN of nothing."""
    return float(values.mean()) if len(values) else float("nan")
