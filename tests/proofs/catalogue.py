"""Every proof, with the number of draws of its full run."""

from __future__ import annotations

from functools import partial

from tests.proofs import placement_why, record_kill, record_tampering
from tests.proofs.agreement import accuracy_is_true, livingston_lewis_is_true, retest_agreement_is_true
from tests.proofs.calibration import (
    categories_are_calibrated,
    kotak_is_calibrated,
    only_the_regressed_score_is_calibrated,
)
from tests.proofs.outcome import Proof
from tests.proofs.placement_cases import either_case, pure_case, small_case
from tests.proofs.placement_claims import (
    alternatives_are_true,
    blocked_is_never_placed,
    brute_force_agrees,
    frontier_is_true,
    full_models_agree,
    order_does_not_matter,
    relaxations_are_least,
    scipy_agrees,
    why_not_is_true,
)

DRAWS = 400_000
RELIABILITIES = (0.6, 0.8, 0.9)

SCORING: tuple[Proof, ...] = (
    *(
        Proof(
            f"P(kotak) is calibrated at reliability {reliability}",
            "simulated round under bkn_411_2025, true scores known; of statements of 78-82 %, 78-82 % are right, "
            "and groups of like statements of every size are right as often as stated, within 1 point",
            DRAWS,
            partial(kotak_is_calibrated, reliability),
        )
        for reliability in RELIABILITIES
    ),
    Proof(
        "Probabilities from a confusion table are calibrated",
        "two categories and two records make an axis; groups of like statements are right as often as stated, "
        "within 1 point",
        DRAWS,
        categories_are_calibrated,
    ),
    *(
        Proof(
            f"P(low) and P(high) of one assessment are calibrated, and the test can fail: a normal centred on the "
            f"observed score does, at reliability {reliability}",
            "same officials, same statements of 78-82 %: talenta's are right 78-82 % of the time, the other's less",
            5 * DRAWS,
            partial(only_the_regressed_score_is_calibrated, reliability),
        )
        for reliability in RELIABILITIES
    ),
    *(
        Proof(
            f"The expected accuracy (Rudner 2005) is the true one at reliability {reliability}",
            "share of simulated officials whose official kotak is the true one, within 1 point",
            DRAWS,
            partial(accuracy_is_true, reliability),
        )
        for reliability in RELIABILITIES
    ),
    *(
        Proof(
            f"The retest agreement is the true one at reliability {reliability}",
            "share of simulated officials with the same kotak on a second, independent measurement, within 1 point",
            DRAWS,
            partial(retest_agreement_is_true, reliability),
        )
        for reliability in RELIABILITIES
    ),
    *(
        Proof(
            f"Livingston and Lewis (1995) agree with direct simulation at reliability {reliability}",
            "one continuous axis measured twice; consistency and accuracy within 1 point",
            DRAWS,
            partial(livingston_lewis_is_true, reliability),
        )
        for reliability in RELIABILITIES
    ),
)

PLACEMENT: tuple[Proof, ...] = (
    Proof(
        "The plan is the best of all plans, stage after stage, or there is none",
        "every plan of cases of up to 6 people and posts with all rows on; posts filled first, fit, moves, wishes",
        1_000,
        brute_force_agrees,
    ),
    Proof(
        "Without rows over many people the plan is the optimal assignment",
        "scipy.optimize.linear_sum_assignment on cases of up to 40 posts",
        500,
        scipy_agrees,
    ),
    Proof(
        "The plan is the optimum of the full model, or there is none",
        "HiGHS and CP-SAT on the full model of 10-90 posts with all rows on",
        300,
        full_models_agree,
    ),
    Proof(
        "The price of every pair is what forcing it really costs",
        "every eligible pair of cases of up to 12 posts forced and solved again; rows of single people and posts only",
        100,
        partial(why_not_is_true, pure_case, is_exact=True),
    ),
    Proof(
        "With rows over many people the price of a pair is never stated too high",
        "every eligible pair of cases of up to 6 people and posts with all rows on, forced and solved again",
        300,
        partial(why_not_is_true, small_case, is_exact=False),
    ),
    Proof(
        "No plan holds a blocked pair or breaks a row",
        "plans of cases with all rows on, up to 90 posts",
        1_000,
        blocked_is_never_placed,
    ),
    Proof(
        "The order of people and posts does not matter",
        "cases of 10-60 posts with one best plan, people and posts shuffled; where several plans are best, the tie "
        "rule decides by the order of people and posts, which the scenario fixes (NIP, jabatan)",
        200,
        order_does_not_matter,
    ),
    Proof(
        "Every point of the frontier is the best plan with at most so many moves",
        "every plan of cases of up to 6 people and posts with all rows on; nothing changes beyond the last point",
        500,
        frontier_is_true,
    ),
    Proof(
        "The posts that a person has in some best plan are complete and correct",
        "list of all plans as good in posts filled first, fit, moves and wishes, of cases of up to 6 people and posts; "
        "rows of single people and posts only",
        500,
        partial(alternatives_are_true, partial(pure_case, largest=6)),
    ),
    Proof(
        "The same with all rows on",
        "list of all plans as good, of cases with all kinds of rows and of cases with few different fits",
        1_000,
        partial(alternatives_are_true, either_case),
    ),
    Proof(
        "What must give way is the fewest rows, and of these the least change with the largest fit",
        "every assignment of those of so many cases of up to 6 people and posts that have no plan; rows of all kinds",
        1_000,
        relaxations_are_least,
    ),
)

PROOFS: tuple[Proof, ...] = (*SCORING, *PLACEMENT, *placement_why.PROOFS, *record_tampering.PROOFS, *record_kill.PROOFS)
