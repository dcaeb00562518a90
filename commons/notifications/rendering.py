"""A notification in the words of the app that owns its verb, in the reader's language.

Rendered when it is read or sent, so a redaction, an undo or another language reaches
what was written down long before.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.enums import BY_HAND
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.notifications.foot import foot_of
from commons.notifications.models import Notification
from commons.notifications.targets import target_of, targets_of
from commons.verbs import registry
from commons.verbs.registry import Recipient, Told


def render_mail(delivery: Delivery) -> Rendered:
    """The renderer `notification`.

    Raises:
        Withdrawn: the notification, its target or the wish for it is gone.
    """
    notification = (
        Notification.objects.filter(delivery=delivery)
        .select_related("happening", "user")
        .first()
    )
    if notification is None or notification.happening.withdrawn_at is not None:
        raise Withdrawn
    target = target_of(notification, targets_of([notification], notification.user))
    language = language_of(notification)
    with translation.override(language):
        told = tell(notification, target, channel=_by_hand(delivery))
        if told is None:
            raise Withdrawn
        if delivery.channel in BY_HAND:
            return Rendered(told.subject, str(told.text), language=language)
        return _mail(notification, told, language)


def lines_of(deliveries: Iterable[Delivery]) -> dict[int, str]:
    """The line of each by its id, for the desk: one query, and one for each kind."""
    rows = Notification.objects.filter(delivery__in=[row.pk for row in deliveries])
    found = list(rows.select_related("happening", "user", "delivery"))
    # Nobody reads at the desk what only the reader of a mail may see.
    targets = targets_of(found, None)
    lines = {}
    for notification in found:
        target = target_of(notification, targets)
        told = tell(notification, target, channel=_by_hand(notification.delivery))
        if told is not None and notification.delivery_id is not None:
            lines[notification.delivery_id] = told.line
    return lines


def tell(notification: Notification, target: Any, *, channel: str = "") -> Told | None:
    """What the reader reads, in the active language; None if it is gone."""
    happening = notification.happening
    verb = registry.find(happening.verb)
    if target is None or verb is None or verb.tell is None:
        return None
    return verb.tell(target, happening.params, recipient_of(notification, channel))


def line_of(notification: Notification, target: Any, told: Told) -> str:
    """Of many that were folded into one, what they have in common."""
    verb = registry.get(notification.happening.verb)
    if notification.folded == 1 or verb.fold is None:
        return told.line
    return verb.fold.line(target, notification.folded, recipient_of(notification))


def recipient_of(notification: Notification, channel: str = "") -> Recipient:
    return Recipient(
        user_id=notification.user_id,
        address=notification.address,
        language=language_of(notification),
        reason=notification.reason,
        channel=channel,
    )


def _by_hand(delivery: Delivery | None) -> str:
    is_by_hand = delivery is not None and delivery.channel in BY_HAND
    return delivery.channel if delivery is not None and is_by_hand else ""


def language_of(notification: Notification) -> str:
    """An account's language of today; an address keeps the one it came with."""
    if notification.user is not None:
        return str(notification.user.language)
    return notification.language


def _mail(notification: Notification, told: Told, language: str) -> Rendered:
    return mails.compose(
        "notification",
        {"told": told, **foot_of(notification)},
        subject=told.subject,
        language=language,
        button=(told.url, told.action or _("Ansehen")),
        reply_to=told.reply_to(notification.pk) if told.reply_to else "",
    )
