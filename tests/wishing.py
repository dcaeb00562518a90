"""What people wish for, and in which mail news wait for them."""

from commons.notifications import subjects
from commons.notifications.enums import Pace
from commons.notifications.models import Notification
from commons.notifications.services import preferences


def at_once(user, subject=subjects.FOLLOWED):
    """Somebody who wants mail at once also about what they merely follow."""
    preferences.set_pace(user, subject, Pace.AT_ONCE)
    return user


def waits(user):
    """The pace of the open digest that everything untold of theirs waits in.

    None where nothing waits, or where something went at once beside it.
    """
    rows = Notification.objects.filter(user=user).select_related("digest")
    paces = {
        row.digest.pace
        if row.digest is not None
        and row.digest.closed_at is None
        and row.delivery_id is None
        else None
        for row in rows
    }
    return paces.pop() if len(paces) == 1 else None
