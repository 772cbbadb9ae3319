"""An empty ledger in a round folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from talenta_lib.record import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path, create=True)
