"""Which forms keep drafts; an unknown form or field is never stored."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.drafts.models import Draft


@dataclass(frozen=True)
class DraftForm:
    """`fields` are the names that may be stored, as the form posts them.

    `url(draft)` leads to the form where writing goes on; `heading(draft)` gives the
    words by which its author knows the draft again, "" if there are none yet.
    """

    key: str
    title: str | Promise
    url: Callable[[Draft], str]
    fields: frozenset[str]
    heading: Callable[[Draft], str]


_forms: dict[str, DraftForm] = {}


def _title_field(draft: Draft) -> str:
    return str(draft.content.get("title", ""))


def register(
    key: str,
    title: str | Promise,
    url: Callable[[Draft], str],
    fields: Collection[str],
    *,
    heading: Callable[[Draft], str] = _title_field,
) -> None:
    """Let the form `key` (a slug) keep drafts."""
    if any(name.startswith("_") for name in fields):
        message = f"{key}: names with an underscore in front are ours."
        raise ValueError(message)
    _forms[key] = DraftForm(key, title, url, frozenset(fields), heading)


def find(key: str) -> DraftForm | None:
    return _forms.get(key)
