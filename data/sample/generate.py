"""Write both synthetic sample rounds and the data dictionary; every run gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generator.dictionary import write_readme  # noqa: E402
from generator.round_one import write_round_one  # noqa: E402
from generator.round_two import write_round_two  # noqa: E402
from generator.scenarios import write_scenarios  # noqa: E402


def generate(folder: Path) -> None:
    """Write the rounds into ``folder``."""
    write_round_one(folder / "profil-talenta-2025")
    write_round_two(folder / "talent-pool-2024")
    write_scenarios(folder)
    write_readme(folder)


def main() -> None:
    """Parse the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into (default: data/sample)")
    generate(parser.parse_args().out)


if __name__ == "__main__":
    main()
