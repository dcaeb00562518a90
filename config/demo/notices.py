"""The demo's interim notices: some lie ready, one has gone."""

from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.services import releasing, sending, watching

AGO = timedelta(days=2)


def tell(*, by: User) -> None:
    """Look as beat does each morning, and let the oldest one leave, two days ago."""
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
