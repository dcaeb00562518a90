"""How a mail with news ends: why one gets it, and the links that change it.

What one click may stop is decided here (docs/decisions/0053-what-one-click-stops.md).
"""

from commons.notifications import reasons, subjects, unsubscribing
from commons.notifications.models import Notification


def foot_of(notification: Notification) -> dict[str, str]:
    """The end of its mail, as context of the frame `mail/base`; no link needs sign-in.

    Who has no account has nothing to choose: their one link stops it all.
    """
    user = notification.user
    return {
        "reason": reasons.words_of(notification.reason),
        "preferences_url": unsubscribing.preferences_url_for(user) if user else "",
        "stop_url": unsubscribing.url_for(notification)
        if is_subscription(notification)
        else "",
    }


def is_subscription(notification: Notification) -> bool:
    """Whether the reader gets it because they wish to hear of something.

    Not what waits as work, not what we owe whoever reported, objected or is blocked,
    and not a decision about something of one's own: all of that is chosen on the page
    of wishes, with its consequences beside it, and never by a slip in a mail program.
    """
    reason = reasons.of(notification.reason)
    subject = subjects.get(notification.subject or reason.subject)
    if subject.is_work or reason.is_owed:
        return False
    is_decision = "decision" in notification.happening.params
    return not (is_decision and subject.key == subjects.OWN)
