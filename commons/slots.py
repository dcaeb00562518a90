"""Named places on pages of lower apps that higher apps fill.

`{% slot "region" region=region %}` renders, in order, each filling whose context
function returns a mapping. Each filling declares how many queries it may cost;
`tests/architecture` holds it to that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Context = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True)
class Filling:
    template: str
    context: Context
    order: int
    query_budget: int


_fillings: dict[str, list[Filling]] = {}


def fill(
    slot: str,
    *,
    template: str,
    context: Context,
    order: int = 50,
    query_budget: int = 2,
) -> None:
    """Let `template` appear in `slot`.

    `context(request=…, **arguments of the tag)` gives the template's context, or
    None when there is nothing to show.
    """
    filling = Filling(template, context, order, query_budget)
    fillings = _fillings.setdefault(slot, [])
    # Several apps may share a template, such as an entry of a menu.
    if _name_of(filling) not in map(_name_of, fillings):
        fillings.append(filling)
        fillings.sort(key=lambda known: (known.order, known.template))


def _name_of(filling: Filling) -> tuple[str, str, str]:
    context = filling.context
    return filling.template, context.__module__, context.__qualname__


def fillings_of(slot: str) -> list[Filling]:
    return list(_fillings.get(slot, ()))


def all_slots() -> dict[str, list[Filling]]:
    return {name: list(fillings) for name, fillings in _fillings.items()}
