"""Mail at once, or the bell alone: for accounts, and for addresses without one."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from commons.notifications.models import MailPreference, MutedAddress, Notification


def set_mail(user: Model, *, wanted: bool) -> None:
    """Send mail to this person beside the bell, or stop it."""
    MailPreference.objects.update_or_create(
        user_id=user.pk,
        defaults={"wants_mail": wanted, "changed_at": timezone.now()},
    )


def wants_mail(user: Model) -> bool:
    stopped = MailPreference.objects.filter(user_id=user.pk, wants_mail=False)
    return not stopped.exists()


def mute(address: str) -> None:
    """Send no more notifications to an address without an account."""
    MutedAddress.objects.get_or_create(
        address_hash=hashes_of(address)[0], defaults={"muted_at": timezone.now()}
    )


def unsubscribe(notification: Notification) -> None:
    """What the link in a mail does: stop mail to whoever got this one."""
    if notification.user is not None:
        set_mail(notification.user, wanted=False)
    else:
        mute(notification.address)


def hashes_of(address: str) -> list[str]:
    """Hashes under the key of today and earlier ones.

    Keyed, so that the table can't be searched with a list of addresses.
    """
    plain = address.strip().lower().encode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = [f"notifications.muted:{secret}".encode() for secret in secrets]
    return [hmac.new(key, plain, hashlib.sha256).hexdigest() for key in keys]
