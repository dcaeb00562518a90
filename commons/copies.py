"""Where copies of what people wrote lie, so that words can be removed from all of them.

Every app that stores words of a contribution, or words about one that may quote it,
registers the columns. What is no column (the index, files, cached pages) registers an
effect. `tests/architecture/test_copies.py` fails for a text column of a model that is
neither registered nor named as holding no such words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.db.models.fields.json import JSONField

from commons.blackening import Blackening


@dataclass(frozen=True)
class About:
    """What words are removed from.

    `ids` are contributions by kind: the one itself and those that belong to it, such as
    an idea's comments; `changed` are those of them that held the words. `authors` wrote
    these. `names` are strings that the address or
    target of a form about one of them holds (`idea:42`, `/idea/42/`).
    """

    ids: Mapping[str, frozenset[int]]
    changed: Mapping[str, frozenset[int]]
    authors: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()

    def of(self, kind: str) -> frozenset[int]:
        return self.ids.get(kind, frozenset())

    def rows(self, kind: str = "kind", target_id: str = "target_id") -> Q:
        """A condition on rows that name what they are about as `(kind, id)`."""
        condition = Q(pk__in=[])
        for key, ids in self.ids.items():
            condition |= Q(**{kind: key, f"{target_id}__in": sorted(ids)})
        return condition


Rows = Callable[[About, Blackening], QuerySet]
Effect = Callable[[About, Blackening], None]


@dataclass(frozen=True)
class Copies:
    """Text columns of one model; `rows` gives those that may hold the words."""

    model: str
    fields: tuple[str, ...]
    rows: Rows

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


_copies: dict[str, Copies] = {}
_effects: dict[str, tuple[int, Effect]] = {}


def register(model: str, fields: Iterable[str], rows: Rows) -> None:
    """Let words be removed from these columns (text or JSON) of `rows`."""
    name = f"{model.lower()} {rows.__module__}.{rows.__qualname__}"
    _copies[name] = Copies(model, tuple(fields), rows)


def add_effect(name: str, effect: Effect, *, order: int = 50) -> None:
    """Let `effect(about, blackening)` run when all columns are black; lowest first."""
    _effects[name] = (order, effect)


def all_copies() -> list[Copies]:
    return [known for _, known in sorted(_copies.items())]


def fields_of(model: type[Model]) -> set[str]:
    """The columns of a model that words are removed from."""
    known = (each for each in all_copies() if each.model_class is model)
    return {name for each in known for name in each.fields}


def blacken(about: About, blackening: Blackening) -> int:
    """Remove the words from all columns, inside the caller's transaction.

    Gives how many rows have changed. They are locked one table after the other, so
    that nothing which is saved meanwhile keeps the words.
    """
    return sum(_blacken_rows(known, about, blackening) for known in all_copies())


def run_effects(about: About, blackening: Blackening) -> None:
    """Renew or delete what was made of the columns."""
    for _order, effect in sorted(_effects.values(), key=lambda known: known[0]):
        effect(about, blackening)


def _blacken_rows(known: Copies, about: About, blackening: Blackening) -> int:
    count = 0
    rows = known.rows(about, blackening).order_by("pk")
    for row in rows.select_for_update(of=("self",)):
        changed = _changed(row, known.fields, blackening)
        if changed:
            rows_again = known.model_class._base_manager.filter(pk=row.pk)
            rows_again.update(**changed)
            count += 1
    return count


def _changed(
    row: Model, fields: Iterable[str], blackening: Blackening
) -> dict[str, object]:
    changed: dict[str, object] = {}
    for name in fields:
        column = row._meta.get_field(name)
        before = getattr(row, name)
        if isinstance(column, JSONField):
            after = blackening.value(before)
        else:
            after = blackening.text(before or "", getattr(column, "max_length", None))
        if before and after != before:
            changed[name] = after
    return changed
