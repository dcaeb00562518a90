"""Numbers made ready for drawings that templates make (components/bar, columns).

Lengths are strings: a template would write a float with the comma of the language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

STEP, HEIGHT, GAP = 12, 60, 2  # units of the drawing of columns


@dataclass(frozen=True)
class Bar:
    """One line of a table; `length` is its part of the largest, 0 to 100."""

    label: str
    value: float
    shown: str
    length: str


def bars(rows: Iterable[tuple[Any, float, str]]) -> list[Bar]:
    """Bars for (label, value, value in words), in the order given."""
    given = [(str(label), value, shown) for label, value, shown in rows]
    largest = max((value for _label, value, _shown in given), default=0) or 1
    return [
        Bar(label, value, shown, f"{100 * value / largest:.1f}")
        for label, value, shown in given
    ]


@dataclass(frozen=True)
class Column:
    """One rectangle; `series` counts from 1 and gives the colour."""

    x: str
    y: str
    width: str
    height: str
    series: int


@dataclass(frozen=True)
class Columns:
    """Several series side by side for each step, from left to right."""

    labels: list[str]
    rectangles: list[Column]

    @property
    def view_box(self) -> str:
        return f"0 0 {max(1, len(self.labels)) * STEP} {HEIGHT}"


def columns(labels: Sequence[str], *series: Sequence[float]) -> Columns:
    """Columns for steps of time; each of `series` has one value a label."""
    largest = max((value for values in series for value in values), default=0) or 1
    width = (STEP - GAP) / max(1, len(series))
    rectangles = [
        _column(step * STEP + place * width, width, HEIGHT * value / largest, place + 1)
        for place, values in enumerate(series)
        for step, value in enumerate(values)
    ]
    return Columns(list(labels), rectangles)


def _column(x: float, width: float, height: float, series: int) -> Column:
    return Column(
        f"{x:.2f}", f"{HEIGHT - height:.2f}", f"{width:.2f}", f"{height:.2f}", series
    )
