"""The registry of kinds: what a `(kind, id)` pair points to.

Audit, search, queue, drafts, links and follow-ups speak of things in apps above
them. They store the key of a kind and an id; the app that owns the model
registers here how to load, name and guard it. This is the one generic key of
the house (no contenttypes).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """One kind of thing.

    `visible_to(queryset, visitor)` narrows to what the visitor may see; it is the
    only rule that search, feeds, sockets and files ask. `related` names the keys that
    title, url and the words of its verbs need, so that lists load them at once.
    """

    key: str
    model: str
    label: str | Promise
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    region_id: Callable[[Any], int | None]
    visible_to: Callable[[QuerySet, Any], QuerySet]
    related: tuple[str, ...] = ()

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


def as_the_rows_say(rows: QuerySet, visitor: Any) -> QuerySet:
    """A rule for `visible_to`: the model's own queryset knows it."""
    return rows.visible_to(visitor)  # type: ignore[attr-defined, no-any-return]  # each such model has it


def to_everyone(rows: QuerySet, _visitor: Any) -> QuerySet:
    """A rule for `visible_to`: it is public whoever asks."""
    return rows


_by_key: dict[str, Kind] = {}
_by_model: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    registered = _by_key.get(kind.key)
    if registered is not None and registered.model != kind.model:
        message = f"The kind {kind.key!r} is {registered.model} already."
        raise ValueError(message)
    _by_key[kind.key] = kind
    _by_model[kind.model.lower()] = kind


def get(key: str) -> Kind:
    return _by_key[key]


def of(instance: Model) -> Kind:
    """The kind of an instance; KeyError if its app registered none."""
    return _by_model[instance._meta.label_lower]


def load(key: str, pk: int) -> Model | None:
    """The row behind `(kind, id)`, or None if it is gone."""
    return get(key).model_class._default_manager.filter(pk=pk).first()


def load_many(key: str, pks: Iterable[int]) -> dict[int, Model]:
    kind = get(key)
    rows = kind.model_class._default_manager.all()
    if kind.related:
        rows = rows.select_related(*kind.related)
    return rows.in_bulk(list(pks))


def load_visible(key: str, pk: int, visitor: Any) -> Model | None:
    """The row behind `(kind, id)` if the visitor may see it."""
    kind = get(key)
    rows = kind.visible_to(kind.model_class._default_manager.filter(pk=pk), visitor)
    return rows.first()


def all_kinds() -> list[Kind]:
    return sorted(_by_key.values(), key=lambda kind: kind.key)
