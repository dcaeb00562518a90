"""Who may see a file: asked of the app that put it to use.

An app registers a guard for its purpose ("idea-photo", "dossier"); a file whose
purpose has none is seen only by who uploaded it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commons.files.models import StoredFile

Visitor = Any
NO_PURPOSE = ""


@dataclass(frozen=True)
class Guard:
    """`is_public`: everybody sees it, so shared caches may keep it for an hour."""

    can_see: Callable[[Visitor, StoredFile], bool]
    is_public: Callable[[StoredFile], bool]


_guards: dict[str, Guard] = {}


def guard(
    purpose: str,
    can_see: Callable[[Visitor, StoredFile], bool],
    *,
    is_public: Callable[[StoredFile], bool] = lambda _file: False,
) -> None:
    _guards[purpose] = Guard(can_see, is_public)


def can_see(visitor: Visitor, file: StoredFile) -> bool:
    registered = _guards.get(file.purpose)
    if registered is None:
        return _uploaded_it(visitor, file)
    return registered.can_see(visitor, file)


def is_public(file: StoredFile) -> bool:
    registered = _guards.get(file.purpose)
    return registered is not None and registered.is_public(file)


def _uploaded_it(visitor: Visitor, file: StoredFile) -> bool:
    return file.uploaded_by_id is not None and visitor.user_id == file.uploaded_by_id
