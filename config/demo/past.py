"""What the demo's SPK has decided before: enough to learn from, told as any other way.

Each matter came up several times, in the words of different neighbours, and went to the
same department. Nothing is learned here: that is done by the task, from these rows.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MATTERS = Path(__file__).with_name("past.json")
LATEST = 190  # days ago
BETWEEN = 8  # days from one idea to the one before


def plots() -> list[dict[str, Any]]:
    """The youngest first, as `ideas.json` has them; matters by turns."""
    found = sorted(_told(), key=lambda told: told[0])
    return [
        plot | {"days": LATEST + ordinal * BETWEEN}
        for ordinal, (_turn, plot) in enumerate(found)
    ]


def _told() -> Iterator[tuple[int, dict[str, Any]]]:
    for matter in json.loads(MATTERS.read_text(encoding="utf-8")):
        every = {key: said for key, said in matter.items() if key != "ideas"}
        for turn, idea in enumerate(matter["ideas"]):
            yield (
                turn,
                every | idea | {"way": "answered", "supporters": 0, "is_past": True},
            )
