"""Which rules are in force, which were before, and what each change changed."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import BooleanField, Field
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commons.terms.models import NEWEST_FIRST, Terms

T = TypeVar("T", bound=Terms)
UNSAID = frozenset({"changed_at", "changed_by"})


@dataclass(frozen=True)
class Fact:
    """One rule in words; `before` is what it said until then, if that was else."""

    label: str
    value: str
    before: str | None = None

    @property
    def is_changed(self) -> bool:
        return self.before is not None


@dataclass(frozen=True)
class Version:
    """What one change made of the rules; `row` without a key are the defaults."""

    row: Terms
    facts: list[Fact]

    @property
    def changed(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.is_changed]

    @property
    def is_first(self) -> bool:
        """How the house began, before anybody changed anything."""
        return self.row.pk is None


def current(model: type[T]) -> T:
    """The rules in force: the newest row, or the defaults unsaved; one query."""
    return model._default_manager.order_by(*NEWEST_FIRST).first() or model()


def in_force(model: type[T]) -> T:
    """The same, with who wrote them; one query."""
    rows = model._default_manager.select_related("changed_by")
    return rows.order_by(*NEWEST_FIRST).first() or model()


def earlier(model: type[T]) -> list[T]:
    """All rows with who wrote them, the newest (which is in force) first; one query."""
    rows = model._default_manager.select_related("changed_by")
    return list(rows.order_by(*NEWEST_FIRST))


def fields_of(model: type[Terms]) -> list[Field]:
    """What the rules say, in the order of the model."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in UNSAID
    ]


def values_of(row: Terms) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields_of(type(row))}


def facts_of(row: Terms, before: Terms | None = None) -> list[Fact]:
    """The rules of a row in words, beside those of the row before it."""
    return [_fact(field, row, before) for field in fields_of(type(row))]


def versions(rows: list[T], model: type[T]) -> list[Version]:
    """The history of rules, the newest first; the defaults they began with are last."""
    ends = [*rows, model()]
    pairs = zip(ends, [*ends[1:], None], strict=True)
    return [Version(row, facts_of(row, before)) for row, before in pairs]


def in_one_line(row: Terms) -> str:
    """For the index, where an app has no words of its own."""
    return " · ".join(f"{fact.label}: {fact.value}" for fact in facts_of(row))


def _fact(field: Field, row: Terms, before: Terms | None) -> Fact:
    value = getattr(row, field.name)
    label = str(capfirst(str(field.verbose_name)))
    if before is None or getattr(before, field.name) == value:
        return Fact(label, in_words(field, value))
    return Fact(
        label, in_words(field, value), in_words(field, getattr(before, field.name))
    )


def in_words(field: Field, value: Any) -> str:
    if isinstance(field, BooleanField):
        return _("ja") if value else _("nein")
    if value is None or value == "":
        return _("nicht gesetzt")
    return str(dict(field.flatchoices).get(value, localize(value)))
