"""The data dictionary (README.md of data/sample): fixed text, counts from the keys, columns from fields.yaml."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from generator.shapes import FIELD_TABLES, Row

_ROUNDS = ("profil-talenta-2025", "talent-pool-2024")
_BOARD = ((4, 7, 9), (2, 5, 8), (1, 3, 6))


def write_readme(folder: Path) -> None:
    """Write README.md beside the rounds, after both are written."""
    text = (Path(__file__).parent / "readme.md").read_text(encoding="utf-8")
    scores = _read(folder / _ROUNDS[0] / "kunci" / "nilai.csv")
    for name, part in {
        "nine_box": nine_box(scores), "gaps": gaps(scores), "dirt": dirt_table(folder), "columns": column_tables(),
    }.items():  # fmt: skip
        text = text.replace(f"{{{name}}}", part)
    (folder / "README.md").write_bytes(text.encode())


def nine_box(scores: list[Row]) -> str:
    """Return the expected board as a table."""
    count = Counter(row["kotak"] for row in scores)
    lines = ["| " + " | ".join(f"kotak {box}: {count[str(box)]}" for box in line) + " |" for line in _BOARD]
    return "\n".join(["| potential low | potential medium | potential high |", "|---|---|---|", *lines])


def gaps(scores: list[Row]) -> str:
    """Say how many boxes cannot be told and what is missing."""
    open_boxes = [row for row in scores if not row["kotak"]]
    missing = Counter(row["missing"].replace("penilaian_kompetensi;penilaian_potensi", "asesmen") for row in open_boxes)
    parts = ", ".join(f"{name} {count}" for name, count in missing.most_common())
    verified = sum(row["missing"] == "disiplin" for row in scores)
    return (
        f"{len(open_boxes)} officials lack something that matters ({parts}); for {verified} more the discipline "
        "verification is missing, which cannot change the box."
    )


def dirt_table(folder: Path) -> str:
    """Return the count of planted dirt per round, file and code."""
    counts = Counter(
        (name, row["file"], row["code"] or "(read without remark)", row["severity"])
        for name in _ROUNDS
        for row in _read(folder / name / "kunci" / "kesalahan.csv")
    )
    lines = [
        f"| {name} | `{file}` | {code} | {severity} | {count} |"
        for (name, file, code, severity), count in sorted(counts.items())
    ]
    return "\n".join(["| round | file | code | severity | rows |", "|---|---|---|---|---:|", *lines])


def column_tables() -> str:
    """Return one table of columns per clean table."""
    return "\n\n".join(_columns_of(name, spec) for name, spec in FIELD_TABLES.items())


def _columns_of(name: str, spec: Row) -> str:
    head = ["| column | template header | kind | required | values and notes |", "|---|---|---|---|---|"]
    lines = [f"### `{name}`: {spec['label']}", "", spec["note"], "", *head]
    for column, entry in spec["columns"].items():
        values = ", ".join(f"{code} = {label}" for code, label in entry.get("values", {}).items())
        notes = "; ".join(part for part in (entry.get("note", ""), values) if part)
        mark = r"\*" if column in spec["key"] else ""
        required = "yes" if entry.get("required") else ""
        lines.append(f"| `{column}`{mark} | {entry['label']} | {entry['kind']} | {required} | {notes} |")
    return "\n".join(lines)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
