"""An empty ledger, and one that a committee filled, each in a round folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from talenta_lib.record import Ledger
from tests.proofs.record_tampering import build_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path, create=True)


@pytest.fixture(scope="session")
def filled_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build_ledger(tmp_path_factory.mktemp("putaran")).path.read_bytes()


@pytest.fixture
def filled(tmp_path: Path, filled_bytes: bytes) -> Ledger:
    (tmp_path / "keputusan.sqlite").write_bytes(filled_bytes)
    return Ledger.open(tmp_path)
