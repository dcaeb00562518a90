"""The demo's interim notices: some lie ready, one has gone."""

from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.services import releasing, sending, watching

AGO = timedelta(days=2)
# Working days until the named day of some open ideas, the longest public first.
NAMED = (-2, -1, 0, 1)
NOT_YET_ANSWERED = (Case.OPEN, Case.QUESTION, Case.STATEMENT_IN)


def tell(*, by: User) -> None:
    """Look as beat does each morning, and let the oldest one leave, two days ago."""
    _let_days_come()
    watching.watch()
    rows = InterimNotice.objects.filter(state=NoticeState.DUE).order_by("due_on", "pk")
    first = rows.exclude(idea__author=by).first()
    if first is None or rows.count() == 1:
        return
    released = releasing.release(first, by=by)
    sending.send_due(released.leaves_at)
    moment = timezone.now() - AGO
    InterimNotice.objects.filter(pk=released.pk).update(
        released_at=moment, leaves_at=moment, sent_at=moment
    )


def _let_days_come() -> None:
    rows = Idea.objects.published().filter(case__in=NOT_YET_ANSWERED)
    for idea, days in zip(rows.order_by("published_at"), NAMED, strict=False):
        named = due_after(berlin_today(), days).day
        Idea.objects.filter(pk=idea.pk).update(next_on=named)
