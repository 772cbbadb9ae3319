"""Audit of a proposed list: per name what the rules say, the rank, who would fit better, and the price of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.audit_words import say_audit, say_findings, say_reason, say_verdict
from talenta_lib.placement.eligibility.findings import count_asked
from talenta_lib.placement.mutasi import Mutasi, describe_pairs
from talenta_lib.placement.obstacles import find_limits, find_obstacles
from talenta_lib.placement.price import bound_of, is_open, plan_with, prices
from talenta_lib.placement.proposal import KNOWN, STAYS, UNKNOWN_NIP, UNKNOWN_POST, match_rows
from talenta_lib.placement.proposal_value import ListValue, value_list
from talenta_lib.placement.ranking import how_many, plain_name, rank_eligible
from talenta_lib.terms import Answer, format_number, join_words

Floats = NDArray[np.float64]
PASSED_OVER_RULE = (
    "Dilewati berarti: tidak gugur menurut ketentuan, lebih cocok untuk jabatan itu daripada yang diusulkan, dan "
    "menurut daftar ini tetap di jabatan yang baginya kurang cocok daripada jabatan itu, atau kehilangan jabatan."
)
NAMED = 3
"""How many of those passed over are named; all are counted."""
RULE_UNMET = frozenset({Answer.GUGUR, Answer.PERSETUJUAN, Answer.ALASAN})
"""Answers that come from a rule that is not met; verifikasi comes from data that lack."""


@dataclass(frozen=True, eq=False)
class Audit:
    """A proposed list held against the plan, under the same rules.

    Attributes
    ----------
    names : one row per row of the list, ``COLUMNS``: status ("diperiksa", "tetap", "nip_tidak_dikenal",
        "jabatan_tidak_dikenal"); kind, answer, asked, needs and findings (Indonesian text) of the rules; rank and
        candidates (place among those whom no rule bars from the post; NA: barred, or fit not known); fit and fit_best
        (0-100); is_planned (whether the plan has it so); passed_over (how many, see ``PASSED_OVER_RULE``) and the best
        of them by name; regret_bound and price (fit points lost if this name alone is forced; price is exact, NaN
        where not computed or impossible, price_note says why); reason (as given), reason_needed (what must be given in
        writing), verdict and note (what is odd about the row).
    value : the list as a whole.
    totals : names, known, moves, stays, unknown_nips, unknown_posts, top, top_share (of the names that move and are
        known; NaN of none), passing (names with somebody passed over), breaking (names that at least one rule does
        not find met), how many names need each answer, double_people, double_posts, displaced, vacated, list_value,
        best_value, list_price.
    sentences : the audit in plain Indonesian, the finding first.
    """

    names: pd.DataFrame
    value: ListValue
    totals: Mapping[str, float]
    sentences: tuple[str, ...]


def audit_list(
    mutasi: Mutasi,
    proposal: pd.DataFrame,
    *,
    exact: bool = True,
    on_progress: Callable[[int, int], object] | None = None,
) -> Audit:
    """Hold a proposed list against the plan.

    Parameters
    ----------
    proposal : the clean table ``usulan`` (:func:`talenta_lib.intake.read_proposal`); every row of it is listed.
    exact : solve the plan again for each name; else only the least price is told.
    on_progress : told after each name how many are done, and of how many.
    """
    rows = match_rows(mutasi.matching, proposal)
    against, found = _Against(mutasi, rows, prices(mutasi), kept_fit(mutasi, rows), exact), []
    for done, row in enumerate(rows.itertuples(), start=1):
        found.append(_audit_row(against, row))
        if on_progress is not None:
            on_progress(done, len(rows))
    facts = pd.DataFrame(found, columns=list(_NOTHING), index=rows.index).astype(_DTYPES)
    names = rows.drop(columns=["person", "place"]).join(facts)
    names["reason_needed"] = pd.array([say_reason(row) for row in names.itertuples()], dtype="string")
    top = how_many(mutasi.matching, None)
    names["verdict"] = pd.array([say_verdict(row, top) for row in names.itertuples()], dtype="string")
    value = value_list(mutasi, rows)
    totals = _totals(names, value, top)
    return Audit(names[COLUMNS], value, totals, say_audit(totals, len(value.breaks), top))


_NOTHING: Final[Mapping[str, Any]] = {
    "from_id": None, "from_jabatan": None, "kind": None, "answer": None, "asked": None, "needs": None, "findings": None,
    "rank": None, "candidates": None, "fit": np.nan, "fit_best": np.nan, "is_planned": False, "passed_over": None,
    "passed_over_names": None, "regret_bound": np.nan, "price": np.nan, "price_note": None,
}  # fmt: skip
_DTYPES: Final = (
    dict.fromkeys([name for name, value in _NOTHING.items() if value is None], "string")
    | dict.fromkeys(["rank", "candidates", "passed_over"], "Int64")
    | dict.fromkeys(["fit", "fit_best", "regret_bound", "price"], "float64")
)
COLUMNS: Final = [
    "source_row", "status", "verdict", "nip", "nama", "to_id", "to_jabatan", *_NOTHING, "reason", "reason_needed",
    "note",
]  # fmt: skip


def kept_fit(mutasi: Mutasi, rows: pd.DataFrame) -> Floats:
    """Return the fit [n] of each official in the present post, NaN for none and where the list gives it to another."""
    matching = mutasi.matching
    held = np.array(matching.officials["jabatan_id"].map(matching.post_index).fillna(-1), dtype=int)
    taken = rows.loc[rows["status"] == KNOWN, "place"]
    return np.where((held >= 0) & ~np.isin(held, taken), matching.fit.score[np.arange(len(held)), held], np.nan)


@dataclass(frozen=True, eq=False)
class _Against:
    """What every row of a list is held against."""

    mutasi: Mutasi
    rows: pd.DataFrame
    bounds: pd.DataFrame
    kept: Floats
    exact: bool


def _audit_row(against: _Against, row: Any) -> Mapping[str, Any]:
    """Return what is known of one row of the list; missing throughout where it names nobody or no post."""
    mutasi = against.mutasi
    if row.status not in (KNOWN, STAYS):
        return _NOTHING
    pair = describe_pairs(mutasi.matching, pd.DataFrame({"nip": [row.nip], "to_id": [row.to_id]})).iloc[0]
    price, note = _price(mutasi, row.nip, row.to_id, against.exact)
    held_by_plan = mutasi.assigned.query("to_id == @row.to_id")["nip"]
    return {
        **pair[["from_id", "from_jabatan", "kind", "answer", "asked", "needs"]],
        **_ranks(against, row),
        "fit": pair["fit_after"],
        "findings": say_findings(mutasi.matching.eligibility.findings(row.nip, row.to_id)),
        "is_planned": bool((held_by_plan == row.nip).any()),
        "regret_bound": bound_of(against.bounds, row.nip, row.to_id),
        "price": price,
        "price_note": note,
    }


def _ranks(against: _Against, row: Any) -> dict[str, Any]:
    """Return rank, number of candidates, best fit, and who is passed over, for one usable row of the list."""
    matching, rows, kept = against.mutasi.matching, against.rows, against.kept
    ranked, score = rank_eligible(matching, row.place), matching.fit.score[:, row.place]
    elsewhere = rows.loc[(rows["status"] == KNOWN) & (rows["place"] != row.place), "person"]
    is_better, is_well_placed = score[ranked] > score[row.person], kept[ranked] >= score[ranked]
    over = ranked[is_better & ~is_well_placed & ~np.isin(ranked, elsewhere)]
    best = [f"{plain_name(matching.officials['nama'].iloc[one])} ({format_number(score[one])})" for one in over[:NAMED]]
    more = [f"{len(over) - NAMED} lainnya"] if len(over) > NAMED else []
    return {
        "rank": int(np.flatnonzero(ranked == row.person)[0]) + 1 if row.person in ranked else None,
        "candidates": len(ranked),
        "fit_best": score[ranked[0]] if len(ranked) else np.nan,
        "passed_over": len(over) if np.isfinite(score[row.person]) else None,
        "passed_over_names": join_words([*best, *more]),
    }


def _price(mutasi: Mutasi, nip: str, jabatan_id: str, exact: bool) -> tuple[float, str]:
    """Return the exact price of a pair, NaN with the reason where it cannot be, NaN where it is not asked for."""
    if not is_open(mutasi, nip, jabatan_id):
        return np.nan, find_obstacles(mutasi, nip, jabatan_id)[0]
    if not exact:
        return np.nan, ""
    try:
        return mutasi.plan.objective - plan_with(mutasi, nip, jabatan_id).objective, ""
    except InfeasibleScenarioError:
        return np.nan, " ".join(find_limits(mutasi, nip, jabatan_id))


def _totals(names: pd.DataFrame, value: ListValue, top: int) -> dict[str, float]:
    """Return what the list adds up to; ``top`` is how many of the best for a post count as such."""
    status, moving = names["status"], names[names["status"] == KNOWN]
    best, breaks = int((moving["rank"] <= top).sum()), value.breaks["kind"]
    return {
        "names": len(names),
        "known": int(status.isin([KNOWN, STAYS]).sum()),
        "moves": value.moves,
        "stays": int((status == STAYS).sum()),
        "unknown_nips": int((status == UNKNOWN_NIP).sum()),
        "unknown_posts": int((status == UNKNOWN_POST).sum()),
        "top": best,
        "top_share": best / len(moving) if len(moving) else float("nan"),
        "passing": int((moving["passed_over"] > 0).sum()),
        "breaking": int(sum(not RULE_UNMET.isdisjoint(text.split(", ")) for text in moving["asked"])),
        **count_asked(moving["asked"]),
        "double_people": int((breaks == "nama_ganda").sum()),
        "double_posts": int((breaks == "jabatan_ganda").sum()),
        "displaced": value.displaced,
        "vacated": value.vacated,
        "list_value": value.value,
        "best_value": value.best,
        "list_price": value.price,
    }
