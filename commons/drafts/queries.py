from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from commons.drafts import registry
from commons.drafts.models import Draft


@dataclass(frozen=True)
class Entry:
    """A draft as the list shows it; `earlier` are the words it once replaced."""

    draft: Draft
    form_title: str | Promise
    heading: str
    url: str
    earlier: list[str]
    earlier_at: datetime | None


def entries_of(visitor: Any) -> list[Entry]:
    """The visitor's drafts, last touched first; of retired forms none."""
    entries = []
    for draft in Draft.objects.of(visitor).order_by("-updated_at", "-pk")[:100]:
        form = registry.find(draft.form)
        if form is not None:
            words, at = _earlier(draft)
            entries.append(
                Entry(
                    draft, form.title, form.heading(draft), form.url(draft), words, at
                )
            )
    return entries


def _earlier(draft: Draft) -> tuple[list[str], datetime | None]:
    if draft.earlier is None:
        return [], None
    values = draft.earlier["content"].values()
    words = [value for value in values if isinstance(value, str) and value.strip()]
    return words, datetime.fromisoformat(draft.earlier["updated_at"])
