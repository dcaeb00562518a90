from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from commons.notifications.models import Notification


def mark_read(user: Model, notification_id: int) -> bool:
    """False if it is not theirs, or read already."""
    unread = Notification.objects.filter(
        pk=notification_id, user_id=user.pk, read_at__isnull=True
    )
    return unread.update(read_at=timezone.now()) == 1


def mark_all_read(user: Model, *, up_to: datetime, subject: str = "") -> int:
    """Mark what was on the page, and below it.

    What was written after `up_to` nobody has seen yet, nor what was folded into an
    older line since.

    Args:
        subject: only news about this.
    """
    unread = Notification.objects.filter(
        user_id=user.pk, created_at__lte=up_to, read_at__isnull=True
    )
    if subject:
        unread = unread.filter(subject=subject)
    return unread.update(read_at=timezone.now())
