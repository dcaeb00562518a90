"""Real texts with the department that experts gave them (Bonn 2017)."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Labelled:
    """A text with the citizen's own category and the experts' one."""

    title: str
    text: str
    chosen: int
    label: int


def read(path: Path) -> list[Labelled]:
    """Those that experts labelled; categories by number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level1_experte"]]
    experts = sorted({row["level1_experte"] for row in rows})
    citizens = sorted({row["kategorie_buerger"] for row in rows})
    return [
        Labelled(
            row["titel"],
            row["text"],
            citizens.index(row["kategorie_buerger"]) + 1,
            experts.index(row["level1_experte"]) + 1,
        )
        for row in rows
    ]
