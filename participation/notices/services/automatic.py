"""What the terms let go without anybody's release, in the morning of a working day."""

from datetime import datetime

from django.utils import timezone

from commons.clock import berlin_date
from commons.terms.queries import current
from neighbourhood.deadlines.services import due_after
from participation.notices.enums import Automatic, NoticeState
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.services import releasing
from participation.notices.services.departing import is_working_time


def release_by_itself(now: datetime | None = None) -> int:
    """Release drafts that nobody has touched; says how many. Safe to run often."""
    now = now or timezone.now()
    terms = current(NoticeTerms)
    if terms.automatic == Automatic.NONE or not is_working_time(now):
        return 0
    until = berlin_date(now)
    if terms.automatic == Automatic.LATE and terms.grace_days:
        until = due_after(until, -terms.grace_days).day
    rows = InterimNotice.objects.filter(
        state=NoticeState.DUE, due_on__lte=until, is_edited=False
    )
    return releasing.release_all(rows.order_by("idea_id"), by=None)
