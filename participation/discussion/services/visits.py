"""Until when somebody has seen a thread; the next visit shows what came since."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from participation.discussion.models import Thread, Visit


@transaction.atomic
def mark(thread: Thread, *, until: datetime, by: User) -> Visit:
    """Remember that somebody has seen all comments up to `until`; never backwards.

    Args:
        until: when the page was made; a comment that came while it was read is new.
    """
    seen_at = min(until, timezone.now())
    visit, _is_new = Visit.objects.select_for_update(of=("self",)).get_or_create(
        user=by, thread=thread, defaults={"seen_at": seen_at}
    )
    if visit.seen_at < seen_at:
        visit.seen_at = seen_at
        visit.save(update_fields=["seen_at"])
    return visit
