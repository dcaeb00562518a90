"""A form that was sent twice is taken in once.

Each page with a text form carries a key of its own (`ONCE_FIELD`). The key and the
words together name one submission: a second click, a reload or a form sent again
after signing in finds the row of the first and leads where that one led. Whoever goes
back, changes a word and sends again has another fingerprint, and is heard.
"""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from commons.drafts.models import LIFETIME, Sent

ONCE_FIELD = "einmal"
# A last autosave may arrive after the form it was made in.
LATE = timedelta(seconds=15)
# Made anew each time the same form is sent.
_CHANGING = frozenset({"csrfmiddlewaretoken", "altcha"})


def page_key(posted: QueryDict) -> UUID | None:
    """The key of the page that was sent; it is made with the form, once a page."""
    try:
        return UUID(posted.get(ONCE_FIELD, ""))
    except ValueError:
        return None


def fingerprint(
    posted: QueryDict, form: str, target: str, user_id: int | None = None
) -> str:
    """Names this page with these words from this person.

    Browsers write line ends either way. Somebody else at the same computer who sends
    the same page once more is not the first one, and is not led where that one went.
    """
    words = [
        (name, [value.replace("\r\n", "\n") for value in values])
        for name, values in sorted(posted.lists())
        if name not in _CHANGING
    ]
    said = json.dumps([form, target, words, user_id])
    return hashlib.sha256(said.encode()).hexdigest()


def begin(
    posted: QueryDict, *, form: str, target: str, user_id: int | None = None
) -> tuple[Sent | None, bool]:
    """The row of this submission, and whether it is the first of its kind.

    A second one waits here until the first has ended. Without a key there is no row.
    """
    page = page_key(posted)
    if page is None:
        return None, True
    return Sent.objects.get_or_create(
        fingerprint=fingerprint(posted, form, target, user_id),
        defaults={"page": page, "at": timezone.now()},
    )


def finish(sent: Sent, *, location: str) -> None:
    """Whoever sends the same once more is led to `location` too."""
    sent.location = location
    sent.save(update_fields=["location"])


def was_just_sent(posted: QueryDict) -> bool:
    """Whether the form on this page has arrived meanwhile, so no draft is needed."""
    page = page_key(posted)
    since = timezone.now() - LATE
    return page is not None and Sent.objects.filter(page=page, at__gte=since).exists()


def forget_sent(now: datetime) -> int:
    count, _rows = Sent.objects.filter(at__lt=now - LIFETIME).delete()
    return count
