"""Audit of a proposed list: per name what the rules say, the rank, who would fit better, and the price of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from talenta_lib.errors import InfeasibleScenarioError
from talenta_lib.placement.audit_words import say_audit, say_findings, say_reason, say_verdict
from talenta_lib.placement.mutasi import Mutasi, describe_pairs
from talenta_lib.placement.obstacles import find_obstacles, say_infeasible
from talenta_lib.placement.price import is_open, plan_with, prices
from talenta_lib.placement.proposal import KNOWN, STAYS, UNKNOWN_NIP, UNKNOWN_POST, match_rows
from talenta_lib.placement.proposal_value import ListValue, value_list
from talenta_lib.placement.ranking import how_many, plain_name, rank_eligible
from talenta_lib.terms import Answer, format_number

PASSED_OVER_RULE = (
    "Dilewati berarti: tidak gugur menurut ketentuan, lebih cocok untuk jabatan itu, "
    "dan tidak diusulkan untuk jabatan lain pada daftar yang sama."
)
NAMED = 3
"""How many of those passed over are named; all are counted."""


@dataclass(frozen=True)
class Audit:
    """A proposed list held against the plan, under the same rules.

    Attributes
    ----------
    names : one row per row of the list: source_row, status ("diperiksa", "tetap", "nip_tidak_dikenal",
        "jabatan_tidak_dikenal"), nip, nama, from_id, from_jabatan, to_id, to_jabatan, kind, answer, findings (Indonesian
        text), rank and candidates (place among those whom no rule bars from the post; NA: barred, or fit not known),
        fit, fit_best (0-100), is_planned (whether the plan has it so), passed_over (how many; see
        ``PASSED_OVER_RULE``), passed_over_names (the best of them with their fit), regret_bound and price (fit points
        lost if this name alone is forced; price is exact, NaN where not computed or impossible), price_note (why
        impossible), reason (as given), reason_needed (what must be given in writing), verdict, note.
    value : the list as a whole.
    totals : names, known, moves, stays, unknown_nips, unknown_posts, top, top_share (of the names that move and are
        known; NaN of none), passing (names with somebody passed over), one count per answer, double_people,
        double_posts, displaced, vacated, list_value, best_value, list_price.
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
    names = _names(mutasi, rows)
    names = names.assign(**_prices(mutasi, names, exact, on_progress))
    names["reason_needed"] = [say_reason(row) for row in names.itertuples()]
    names["verdict"] = [say_verdict(row, how_many(mutasi.matching, None)) for row in names.itertuples()]
    value = value_list(mutasi, rows)
    totals = _totals(mutasi, names, value)
    return Audit(names, value, totals, say_audit(totals, len(value.breaks)))


def _names(mutasi: Mutasi, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with what the rules and the ranks say of each."""
    known = rows[rows["status"].isin([KNOWN, STAYS])]
    pairs = describe_pairs(mutasi.matching, known[["nip", "to_id"]].reset_index(drop=True)).set_index(known.index)
    columns = {"from_id": "from_id", "from_jabatan": "from_jabatan", "kind": "kind", "answer": "answer",
               "fit_after": "fit", "needs": "needs"}  # fmt: skip
    table = rows.join(pairs[list(columns)].rename(columns=columns))
    ranks = pd.DataFrame([_ranks(mutasi, rows, row) for row in known.itertuples()], index=known.index, columns=_RANKS)
    table = table.join(ranks.astype({"rank": "Int64", "candidates": "Int64", "passed_over": "Int64"}))
    findings = {row.Index: say_findings(mutasi.matching.eligibility.findings(row.nip, row.to_id))
                for row in known.itertuples()}  # fmt: skip
    table["findings"] = pd.Series(findings, index=table.index, dtype="string")
    planned = dict(zip(mutasi.assigned["nip"], mutasi.assigned["to_id"], strict=True))
    table["is_planned"] = [pd.notna(row.to_id) and planned.get(row.nip) == row.to_id for row in table.itertuples()]
    return table


_RANKS = ["rank", "candidates", "fit_best", "passed_over", "passed_over_names"]


def _ranks(mutasi: Mutasi, rows: pd.DataFrame, row: object) -> tuple[object, ...]:
    """Return rank, number of candidates, best fit, and who is passed over, for one usable row of the list."""
    matching, person, place = mutasi.matching, int(row.person), int(row.place)  # type: ignore[attr-defined]
    ranked, score = rank_eligible(matching, place), matching.fit.score[:, place]
    found = np.flatnonzero(ranked == person)
    rank = int(found[0]) + 1 if len(found) else pd.NA
    best = float(score[ranked[0]]) if len(ranked) else np.nan
    if np.isnan(score[person]):
        return rank, len(ranked), best, pd.NA, ""
    elsewhere = rows.loc[(rows["status"] == KNOWN) & (rows["place"] != place), "person"]
    over = [one for one in ranked[score[ranked] > score[person]] if one not in set(elsewhere)]
    named = [
        f"{plain_name(matching.officials['nama'].iloc[one])} ({format_number(float(score[one]))})"
        for one in over[:NAMED]
    ]
    return rank, len(ranked), best, len(over), "; ".join(named)


def _prices(
    mutasi: Mutasi, names: pd.DataFrame, exact: bool, on_progress: Callable[[int, int], object] | None
) -> dict[str, list[object]]:
    """Return the columns regret_bound, price and price_note."""
    bounds = prices(mutasi)
    found: dict[str, list[object]] = {"regret_bound": [], "price": [], "price_note": []}
    for done, row in enumerate(names.itertuples(), start=1):
        usable = row.status in (KNOWN, STAYS)
        open_pair = usable and is_open(mutasi, row.nip, row.to_id)
        price, note = _price(mutasi, row.nip, row.to_id, exact) if usable else (np.nan, "")
        found["regret_bound"].append(float(bounds.loc[row.nip, row.to_id]) if open_pair else np.nan)
        found["price"].append(price)
        found["price_note"].append(note)
        if on_progress is not None:
            on_progress(done, len(names))
    return found


def _price(mutasi: Mutasi, nip: str, jabatan_id: str, exact: bool) -> tuple[float, str]:
    """Return the exact price of a pair, NaN with the reason where it cannot be, NaN where it is not asked for."""
    if not is_open(mutasi, nip, jabatan_id):
        return np.nan, find_obstacles(mutasi, nip, jabatan_id)[0]
    if not exact:
        return np.nan, ""
    try:
        return mutasi.plan.objective - plan_with(mutasi, nip, jabatan_id).objective, ""
    except InfeasibleScenarioError as error:
        return np.nan, " ".join(say_infeasible(error))


def _totals(mutasi: Mutasi, names: pd.DataFrame, value: ListValue) -> dict[str, float]:
    """Return what the list adds up to."""
    status, moving = names["status"], names[names["status"] == KNOWN]
    top = int((moving["rank"] <= how_many(mutasi.matching, None)).sum())
    breaks = value.breaks["kind"]
    return {
        "names": len(names),
        "known": int(status.isin([KNOWN, STAYS]).sum()),
        "moves": value.moves,
        "stays": int((status == STAYS).sum()),
        "unknown_nips": int((status == UNKNOWN_NIP).sum()),
        "unknown_posts": int((status == UNKNOWN_POST).sum()),
        "top": top,
        "top_share": top / len(moving) if len(moving) else float("nan"),
        "passing": int((moving["passed_over"] > 0).sum()),
        **{str(answer): int((moving["answer"] == answer).sum()) for answer in Answer},
        "double_people": int((breaks == "nama_ganda").sum()),
        "double_posts": int((breaks == "jabatan_ganda").sum()),
        "displaced": value.displaced,
        "vacated": value.vacated,
        "list_value": value.value,
        "best_value": value.best,
        "list_price": value.price,
    }
