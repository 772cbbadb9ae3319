"""Invented names: a given name joined to a family word built from nature words."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

_WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))


class NameBook:
    """Draws names without ever giving one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given_out: set[str] = set()

    def draw(self, sex: str) -> str:
        """Return an unused full name for sex "L" or "P"."""
        while True:
            first, last = self._rng.choice(_WORDS["first"]), self._rng.choice(_WORDS["last"])
            name = f"{self._rng.choice(_WORDS['given'][sex])} {first}{last}"
            if first.lower() != last and name not in self._given_out:
                self._given_out.add(name)
                return name
