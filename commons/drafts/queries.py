from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from commons.drafts import registry
from commons.drafts.addresses import send_address
from commons.drafts.models import Draft

MOST_SHOWN = 100


@dataclass(frozen=True)
class Entry:
    """A draft as the list shows it; `earlier` are the words it once replaced."""

    draft: Draft
    form_title: str | Promise
    heading: str
    url: str
    send_url: str  # "" unless it was sent when its author was not signed in
    words: list[str]
    earlier: list[str]
    earlier_at: datetime | None


def entries_of(visitor: Any) -> list[Entry]:
    """The visitor's drafts, last touched first; of retired forms none."""
    rows = Draft.objects.of(visitor).order_by("-updated_at", "-pk")[:MOST_SHOWN]
    return [entry_of(row) for row in rows if registry.find(row.form) is not None]


def entry_of(draft: Draft) -> Entry:
    form = registry.find(draft.form)
    earlier = draft.earlier or {"content": {}, "updated_at": None}
    at = earlier["updated_at"]
    return Entry(
        draft=draft,
        form_title=form.title if form else "",
        heading=form.heading(draft) if form else "",
        url=form.url(draft) if form else "",
        send_url=send_address(form, draft.target) if form and draft.sent else "",
        words=_texts(draft.words),
        earlier=_texts(earlier["content"]),
        earlier_at=datetime.fromisoformat(at) if at else None,
    )


def as_posted(draft: Draft) -> list[tuple[str, str]]:
    """A form that was sent too late, as names and values to be sent again."""
    sent = draft.sent or {"rest": {}}
    pairs = []
    for name, value in {**sent["rest"], **draft.words}.items():
        values = value if isinstance(value, list) else [value]
        pairs += [(name, str(one)) for one in values]
    return pairs


def _texts(content: dict[str, Any]) -> list[str]:
    """What somebody wrote: no keys, numbers or single words of a choice."""
    return [
        value
        for value in content.values()
        if isinstance(value, str) and len(value.split()) > 1
    ]
