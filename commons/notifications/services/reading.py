from django.db.models import Model
from django.utils import timezone

from commons.notifications.models import Notification


def mark_read(user: Model, notification_id: int) -> bool:
    """False if it is not theirs, or read already."""
    unread = Notification.objects.filter(
        pk=notification_id, user_id=user.pk, read_at__isnull=True
    )
    return unread.update(read_at=timezone.now()) == 1


def mark_all_read(user: Model, *, up_to: int) -> int:
    """Mark what was on the page: newer than `up_to` nobody has seen yet."""
    unread = Notification.objects.filter(
        user_id=user.pk, pk__lte=up_to, read_at__isnull=True
    )
    return unread.update(read_at=timezone.now())
