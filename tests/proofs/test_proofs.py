"""The proofs of ``make prove``, at a tenth of their draws."""

from __future__ import annotations

import numpy as np
import pytest

from tests.proofs.calibration import largest_miss, share_right
from tests.proofs.catalogue import PROOFS
from tests.proofs.outcome import Proof


@pytest.mark.proof
@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.claim)
def test_claim_holds(proof: Proof) -> None:
    outcome = proof.run(proof.draws // 10)
    assert outcome.holds, outcome.found


def test_the_yardsticks_tell_right_from_wrong() -> None:
    stated = np.full((1000, 1), 0.80)
    is_true = (np.arange(1000) % 10 < 8)[:, None]
    assert share_right(stated, is_true) == (0.8, 1000)
    assert largest_miss(stated, is_true) == pytest.approx(0)
    assert largest_miss(stated, np.arange(1000)[:, None] % 2 == 0) == pytest.approx(0.3)
