"""The link that stops mail: signed, for one notification, usable without signing in."""

from django.core import signing
from django.urls import reverse

from commons.delivery.mails import absolute
from commons.notifications.models import Notification

SALT = "notifications.unsubscribe"


def url_for(notification: Notification) -> str:
    token = signing.dumps(notification.pk, salt=SALT)
    return absolute(reverse("notifications:unsubscribe", kwargs={"token": token}))


def find(token: str) -> Notification | None:
    """The notification of a link, or None if the link is not ours."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Notification.objects.filter(pk=pk).select_related("user").first()
