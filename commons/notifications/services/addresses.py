"""Addresses without an account that want no more mail."""

import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from commons.notifications.models import MutedAddress


def mute(address: str) -> None:
    """Send no more notifications to an address without an account."""
    MutedAddress.objects.get_or_create(
        address_hash=hashes_of(address)[0], defaults={"muted_at": timezone.now()}
    )


def unmute(address: str) -> None:
    MutedAddress.objects.filter(address_hash__in=hashes_of(address)).delete()


def is_muted(address: str) -> bool:
    return MutedAddress.objects.filter(address_hash__in=hashes_of(address)).exists()


def hashes_of(address: str) -> list[str]:
    """Hashes under the key of today and earlier ones.

    Keyed, so that the table can't be searched with a list of addresses.
    """
    plain = address.strip().lower().encode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = [f"notifications.muted:{secret}".encode() for secret in secrets]
    return [hmac.new(key, plain, hashlib.sha256).hexdigest() for key in keys]
