"""Who is told what: follows, wishes about mail, expansion of happenings, reading."""

from commons.notifications.services.expansion import expand, expand_due
from commons.notifications.services.follows import (
    carry_follows,
    drop_carried,
    follow,
    follow_all,
    unfollow,
    unfollow_all,
)
from commons.notifications.services.preferences import (
    mute,
    set_mail,
    unsubscribe,
    wants_mail,
)
from commons.notifications.services.reading import mark_all_read, mark_read

__all__ = [
    "carry_follows",
    "drop_carried",
    "expand",
    "expand_due",
    "follow",
    "follow_all",
    "mark_all_read",
    "mark_read",
    "mute",
    "set_mail",
    "unfollow",
    "unfollow_all",
    "unsubscribe",
    "wants_mail",
]
