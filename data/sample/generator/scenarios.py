"""The scenarios of the rounds, written by hand: copied as they are."""

from __future__ import annotations

from pathlib import Path

_SOURCES = Path(__file__).parent / "skenario"


def write_scenarios(folder: Path) -> None:
    """Copy the scenarios of every round into its folder under ``folder``."""
    for source in sorted(_SOURCES.glob("*/*.yaml")):
        target = folder / source.parent.name / "skenario" / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
