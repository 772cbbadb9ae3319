"""Every statistical proof, with the number of draws of its full run."""

from __future__ import annotations

from functools import partial

from tests.proofs.agreement import accuracy_is_true, livingston_lewis_is_true, retest_agreement_is_true
from tests.proofs.calibration import (
    categories_are_calibrated,
    kotak_is_calibrated,
    only_the_regressed_score_is_calibrated,
)
from tests.proofs.outcome import Proof

DRAWS = 400_000
RELIABILITIES = (0.6, 0.8, 0.9)

PROOFS: tuple[Proof, ...] = (
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
