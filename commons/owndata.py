"""What the platform knows of a person, and what becomes of it.

Every model with a key to the user registers here how its rows are exported and
erased. `tests/architecture` fails for a model that is missing (Art. 15, 17 and 20
GDPR).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.functional import Promise

Rows = Iterable[Mapping[str, Any]]


class Erasure(Enum):
    DELETE = "delete"
    UNLINK = "unlink"
    KEEP = "keep"


@dataclass(frozen=True)
class OwnData:
    """`erase` deletes the rows, unlinks the person, keeps them, or is a function.

    `retain` says in German how long and why rows stay; it is shown to the person.
    `staff` says what the rows hold about people who work with the platform, and what
    for; the page for the staff council is made of it (PersVG Berlin § 85).
    """

    model: str
    user_fields: tuple[str, ...]
    label: str | Promise
    retain: str | Promise
    erase: Erasure | Callable[[Any], None]
    export: Callable[[Any], Rows] | None
    exported_fields: tuple[str, ...]
    staff: str | Promise = ""

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def rows_of(self, user: Any) -> Rows:
        """The person's rows as plain mappings, oldest first."""
        if self.export is not None:
            return self.export(user)
        rows = self.model_class._default_manager.filter(self._mine(user))
        return rows.order_by("pk").values(*self.exported_fields)

    def erase_for(self, user: Any) -> None:
        if callable(self.erase):
            self.erase(user)
        elif self.erase is Erasure.DELETE:
            self.model_class._default_manager.filter(self._mine(user)).delete()
        elif self.erase is Erasure.UNLINK:
            for field in self.user_fields:
                rows = self.model_class._default_manager.filter(**{field: user})
                rows.update(**{field: None})

    def _mine(self, user: Any) -> Q:
        mine = Q()
        for field in self.user_fields:
            mine |= Q(**{field: user})
        return mine


_entries: dict[str, OwnData] = {}


def register(  # noqa: PLR0913 -- a declaration, all keyword-only
    *,
    model: str,
    user_fields: tuple[str, ...],
    label: str | Promise,
    retain: str | Promise,
    erase: Erasure | Callable[[Any], None],
    export: Callable[[Any], Rows] | None = None,
    exported_fields: tuple[str, ...] = (),
    staff: str | Promise = "",
) -> None:
    _entries[model.lower()] = OwnData(
        model, user_fields, label, retain, erase, export, exported_fields, staff
    )


def entries() -> list[OwnData]:
    return [entry for _, entry in sorted(_entries.items())]


def about_staff() -> list[OwnData]:
    """What is kept about people who work with the platform."""
    return [entry for entry in entries() if entry.staff]


def entry_for(model: type[Model]) -> OwnData | None:
    return _entries.get(model._meta.label_lower)
