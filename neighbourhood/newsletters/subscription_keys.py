"""Keys of a subscription: signed numbers for links, hashes to find an address again."""

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from commons.delivery import fingerprints
from neighbourhood.newsletters.subscribing import SALT

_CONFIRM = "newsletters.confirm"
_SUBSCRIPTION = "newsletters.subscription"
LONGEST_TOKEN = 120


def hashes_of(address: str) -> list[str]:
    """Keyed, so that the table can't be searched with a list of addresses.

    Under the secret of today first, then under earlier ones. Not those of the closed
    addresses: two tables side by side must not tell more than each alone.
    """
    plain = fingerprints.normalised(address)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(SALT, plain, secret=secret, algorithm="sha256").hexdigest()
        for secret in secrets
    ]


def mailbox_of(address: str) -> str:
    """One name for addresses that providers bring to the same mailbox, to count them.

    What stands behind a plus is the owner's own mark, and some ignore dots, too.
    """
    local, at, domain = fingerprints.normalised(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}{at}{domain}"


def confirm_token(pk: int) -> str:
    return signing.dumps(pk, salt=_CONFIRM)


def stop_token(pk: int) -> str:
    """Opens the page where this subscription is changed and ended, for good."""
    return signing.dumps(pk, salt=_SUBSCRIPTION)


def number_to_confirm(token: str) -> int | None:
    return _number(token, _CONFIRM)


def number_to_stop(token: str) -> int | None:
    return _number(token, _SUBSCRIPTION)


def _number(token: str, salt: str) -> int | None:
    """The number that we signed for this use; None for all else."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        number = signing.loads(token, salt=salt)
    except signing.BadSignature:
        return None
    return number if isinstance(number, int) else None
