"""Who is told what: follows, wishes about mail, expansion of happenings, reading."""

from commons.notifications.services.expansion import (
    LONGEST_RUN,
    expand,
    expand_due,
    expand_together,
)
from commons.notifications.services.follows import (
    carry_follows,
    drop_carried,
    follow,
    follow_all,
    unfollow_all,
)
from commons.notifications.services.forgetting import forget_old
from commons.notifications.services.preferences import set_mail
from commons.notifications.services.reading import mark_all_read, mark_read
from commons.notifications.services.stopping import restore, stop

__all__ = [
    "LONGEST_RUN",
    "carry_follows",
    "drop_carried",
    "expand",
    "expand_due",
    "expand_together",
    "follow",
    "follow_all",
    "forget_old",
    "mark_all_read",
    "mark_read",
    "restore",
    "set_mail",
    "stop",
    "unfollow_all",
]
